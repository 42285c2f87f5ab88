"""Faults a test puts on a method: the next call, or the next few, go wrong in the way it says."""

import asyncio
from dataclasses import dataclass, field

ANY = "*"


@dataclass(slots=True, eq=False)
class Fault:
    """How a call goes wrong; `times` counts down, None never ends.

    `done`: the call takes effect and only its answer is lost. `hang` waits until `release()`, then goes on as usual.
    """

    method: str
    status: int = 500
    description: str | None = None
    retry_after: int | None = None
    html: bool = False
    hang: bool = False
    reset: bool = False
    done: bool = False
    chat_id: int | None = None
    times: int | None = 1
    _released: asyncio.Event = field(default_factory=asyncio.Event)

    def release(self) -> None:
        """Let the hanging calls go on, and no further ones hang."""
        self.times = 0
        self._released.set()

    async def held(self) -> None:
        """Wait until a test releases this fault, or the caller goes away."""
        await self._released.wait()


class Faults:
    """The faults in force, oldest first."""

    def __init__(self) -> None:
        """Begin with none."""
        self._faults: list[Fault] = []

    def add(self, fault: Fault) -> Fault:
        """Put one in force."""
        self._faults.append(fault)
        return fault

    def clear(self) -> None:
        """Let everything work again; hanging calls go on."""
        for fault in self._faults:
            fault.release()
        self._faults.clear()

    def take(self, method: str, chat_id: object) -> Fault | None:
        """Find the fault for this call, and count it."""
        for fault in self._faults:
            if fault.method.lower() in {ANY, method.lower()} and fault.chat_id in {None, chat_id} and fault.times != 0:
                if fault.times is not None:
                    fault.times -= 1
                    if fault.times == 0 and not fault.hang:
                        self._faults.remove(fault)
                return fault
        return None
