"""Workers that share one PostgreSQL, and residents who write down in what order they were heard.

Each worker is the store, the sharing and the desk of the bot; only the catalogue and Telegram are stood in for, so that
an effect is a word at the end of a list: lost, doubled or out of order, it is seen.
"""

from __future__ import annotations

import asyncio
import gc
import json
import random
import resource
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from time import monotonic
from typing import Any, cast

from bot.clock import Clock
from bot.core.catalogue import Catalogue
from bot.core.resident import Resident
from bot.store.opening import open_store
from bot.store.ownership import SLICES, Ownership, Sole
from bot.store.shared import Shared
from bot.store.store import Incoming, Store
from bot.store.vault import Vault
from bot.store.writer import StoreError
from bot.telegram.desk import Desk
from bot.telegram.intent import Intent
from bot.text.message import Message

FIRST_CHAT = 7_000_000_001
#: So many chats at once while memory is measured.
TOGETHER = 50


class NoCatalogue:
    """Of the catalogue the store needs the offers and questions that are kept: here there are none."""

    offers: dict[str, Any] = {}  # noqa: RUF012 -- never written
    questions: dict[str, Any] = {}  # noqa: RUF012 -- as above
    places = None


class Hearing:
    """Stands for the assistant: whatever is written is kept at the end of the list of candidates."""

    default = "pl"

    def language(self, _resident: Resident, _code: str | None) -> str:
        return "pl"

    def after(self, resident: Resident, did: Any, _language: str, _now: object) -> Resident:
        return replace(resident, view=replace(resident.view, candidates=(*resident.view.candidates, did)))

    def show(self, resident: Resident, _language: str, _now: object) -> Message:
        return Message(",".join(resident.view.candidates[-1:]))


class Routers:
    """Stands for the routers: an update is what its chat wrote."""

    async def feed_update(self, _bot: object, update: Any) -> Intent:
        return Intent(update.message.chat.id, update.message.text, "pl")


@dataclass
class Screens:
    """Stands for Telegram: takes a moment, and counts."""

    seconds: float = 0.0
    shown: int = 0

    async def show(self, _chat: int, _message: Message, *, current: int | None, tapped: int | None) -> int:
        await asyncio.sleep(self.seconds)
        self.shown += 1
        return current or tapped or 1


@dataclass
class Worker:
    """One worker. `serving` ends with it."""

    store: Store
    desk: Desk
    screens: Screens
    serving: asyncio.Task[None] = field(init=False)

    def serve(self) -> None:
        self.serving = asyncio.create_task(self.store.ownership.serve(self.take, self.desk.finish))

    async def take(self, slices: frozenset[int]) -> None:
        """Take up what waits, as the bot does."""
        try:
            await self.desk.take_up(slices)
        except StoreError:
            self.desk.meanwhile.begin()

    async def accept(self, batch: Sequence[Incoming]) -> None:
        """Receive updates as polling and webhooks do; where they could not be kept, Telegram delivers them again."""
        while True:
            try:
                await self.desk.receive(batch)
            except StoreError:
                await asyncio.sleep(0.05)
            else:
                return

    async def leave(self) -> None:
        """Let go of everything, as a worker does that is told to stop."""
        self.store.ownership.retire()
        await until(lambda: not any(map(self.store.ownership.term, range(SLICES))))

    async def end(self) -> None:
        self.serving.cancel()
        await asyncio.gather(self.serving, return_exceptions=True)

    async def close(self) -> None:
        await self.end()
        await self.desk.drain()
        await asyncio.to_thread(self.store.close)


def worker(url: str, *, seconds: float = 0.0, sole: bool = False) -> Worker:
    """Make a worker that does not serve yet. `seconds`: how long Telegram takes."""
    ownership: Ownership = Sole() if sole else Shared(url)
    catalogue = cast("Catalogue", NoCatalogue())
    store = open_store(url, Vault(b"s" * 40), lambda: catalogue, ownership=ownership)
    screens = Screens(seconds)
    hearing = Hearing()
    parts: Any = (None, Routers(), store, screens, lambda: hearing, Clock())
    return Worker(store, Desk(*parts), screens)


@asynccontextmanager
async def workers(url: str, count: int = 2, *, seconds: float = 0.0) -> AsyncIterator[list[Worker]]:
    """Give workers that serve, once each has its share."""
    async with AsyncExitStack() as stack:
        made = []
        for _ in range(count):
            one = await asyncio.to_thread(worker, url, seconds=seconds)
            one.serve()
            stack.push_async_callback(one.close)
            made.append(one)
        await until(lambda: {len(one.store.ownership.slices) for one in made} == {SLICES // count})
        yield made


async def until(so: Callable[[], bool], seconds: float = 30.0) -> float:
    """Wait until something is so. Gives how long it took. Raises TimeoutError."""
    began = monotonic()
    async with asyncio.timeout(seconds):
        while not so():  # noqa: ASYNC110 -- another process, or a server, makes it so
            await asyncio.sleep(0.02)
    return monotonic() - began


def written(number: int, chat: int, text: str) -> Incoming:
    """Give an update as Telegram sends it."""
    message = {"message_id": number, "date": 0, "text": text, "chat": {"id": chat, "type": "private"}}
    return Incoming(number, chat, json.dumps({"update_id": number, "message": message}).encode())


@dataclass(frozen=True)
class Heard:
    """What became of updates: how many had no effect, more than one, or one out of turn; and the seconds it took."""

    updates: int
    lost: int
    doubled: int
    out_of_turn: int
    seconds: float

    @property
    def well(self) -> bool:
        return (self.lost, self.doubled, self.out_of_turn) == (0, 0, 0)


async def handled(worker: Worker) -> None:
    """Wait until nothing waits in the inbox."""
    async with asyncio.timeout(300):
        while await worker.store.waiting():  # noqa: ASYNC110 -- the other worker may handle them
            await asyncio.sleep(0.02)


async def heard(worker: Worker, wrote: dict[int, list[str]], seconds: float) -> Heard:
    """Compare what residents wrote, in order, with what is kept of them; the database is read anew."""
    lost = doubled = out_of_turn = 0
    for chat, texts in wrote.items():
        worker.store._newest.clear()  # noqa: SLF001 -- not what this worker remembers, but what is there
        found = list((await worker.store.load(chat)).resident.view.candidates)
        lost += len(set(texts) - set(found))
        doubled += len(found) - len(set(found))
        out_of_turn += sum(one != other for one, other in zip(found, texts, strict=False)) if not lost else 0
    return Heard(sum(map(len, wrote.values())), lost, doubled, out_of_turn, seconds)


async def delivered_often(url: str, *, chats: int, each: int, most: int = 5) -> Heard:
    """Deliver each update one to `most` times, shuffled, to two workers at once. The order is Telegram's to keep."""
    chance = random.Random(1)  # noqa: S311 -- the same in every run
    sent = [written(number, FIRST_CHAT + number % chats, str(number)) for number in range(chats * each)]
    wrote: dict[int, list[str]] = {}
    for one in sent:
        wrote.setdefault(one.chat or 0, []).append(str(one.update_id))
    deliveries = [one for one in sent for _ in range(chance.randint(1, most))]
    chance.shuffle(deliveries)
    async with workers(url) as pair:
        began = monotonic()
        for first in range(0, len(deliveries), 20):
            some = deliveries[first : first + 20]
            await asyncio.gather(*(chance.choice(pair).accept([one]) for one in some))
        await handled(pair[0])
        found = await heard(pair[0], wrote, monotonic() - began)
    return replace(found, out_of_turn=0)


async def at_once(url: str, *, chats: int, each: int, seconds: float = 0.001) -> Heard:
    """Many updates of each chat at once, received by two workers in turn; nobody waits for an answer."""
    wrote = {FIRST_CHAT + chat: [str(number) for number in range(each)] for chat in range(chats)}

    async def live(pair: list[Worker], chat: int) -> None:
        chance = random.Random(chat)  # noqa: S311 -- the same in every run
        for number in range(each):
            await chance.choice(pair).accept([written((chat - FIRST_CHAT) * each + number, chat, str(number))])

    async with workers(url, seconds=seconds) as pair:
        began = monotonic()
        await asyncio.gather(*(live(pair, chat) for chat in wrote))
        await handled(pair[0])
        return await heard(pair[0], wrote, monotonic() - began)


async def coming_and_going(url: str, *, chats: int, each: int) -> Heard:
    """The same while a second worker comes and the first leaves: chats change hands in the middle of everything."""
    wrote = {FIRST_CHAT + chat: [str(number) for number in range(each)] for chat in range(chats)}
    async with workers(url, 1, seconds=0.002) as (first,):
        second = await asyncio.to_thread(worker, url, seconds=0.002)
        began = monotonic()

        async def live(chat: int) -> None:
            for number in range(each):
                receiver = first if number % 2 else second
                await receiver.accept([written((chat - FIRST_CHAT) * each + number, chat, str(number))])

        try:
            living = asyncio.gather(*(live(chat) for chat in wrote))
            second.serve()
            await until(lambda: len(second.store.ownership.slices) == SLICES // 2)
            await first.leave()
            await until(lambda: len(second.store.ownership.slices) == SLICES)
            await living
            await handled(second)
            return await heard(second, wrote, monotonic() - began)
        finally:
            await second.close()


async def memory_over(url: str, *, chats: int, rounds: int = 4) -> list[float]:
    """Serve that many chats, one update each, in rounds of new ones. Gives the memory after each round, in MB."""
    one = await asyncio.to_thread(worker, url, sole=True)
    one.serve()
    found = []
    try:
        for round_ in range(rounds):
            numbers = range(round_ * chats // rounds, (round_ + 1) * chats // rounds)
            for first in range(numbers.start, numbers.stop, TOGETHER):
                some = range(first, min(first + TOGETHER, numbers.stop))
                await one.accept([written(number, FIRST_CHAT + number, "x") for number in some])
                await one.desk.drain()
            gc.collect()
            found.append(_megabytes())
    finally:
        await one.close()
    return found


def _megabytes() -> float:
    with open("/proc/self/statm") as file:  # noqa: PTH123 -- no file of a folder
        return int(file.read().split()[1]) * resource.getpagesize() / (1 << 20)
