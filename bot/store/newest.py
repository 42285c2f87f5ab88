"""The rows of the residents who were here last, sealed as they are: in a conversation each is read once."""

from __future__ import annotations

from dataclasses import dataclass, field

#: So many rows are held in memory, at most until the next purge; each is about a kilobyte.
MOST_ROWS = 1000


@dataclass
class Newest:
    """Rows by their key. Each holds for one term: whoever served the chat in between may have written another."""

    _rows: dict[bytes, tuple[int | None, bytes]] = field(default_factory=dict)

    def hold(self, key: bytes, term: int | None, sealed: bytes) -> None:
        """Hold a row that was written in this term."""
        if len(self._rows) >= MOST_ROWS:
            self._rows.clear()
        self._rows[key] = term, sealed

    def held(self, key: bytes, term: int | None) -> bytes | None:
        """Give a row; None where none is held of this term, or where the chat is not served now."""
        known, sealed = self._rows.get(key, (None, None))
        return sealed if known is not None and known == term else None

    def forget(self, key: bytes) -> None:
        """Let go of one row."""
        self._rows.pop(key, None)

    def clear(self) -> None:
        """Let go of all."""
        self._rows.clear()

    def all(self) -> list[tuple[bytes, bytes]]:
        """Give all rows with their keys. May be asked on any thread."""
        return [(key, sealed) for key, (_, sealed) in self._rows.copy().items()]
