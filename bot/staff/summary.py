"""What a change does, for a phone: the same change for many example residents is told once."""

from __future__ import annotations

from collections.abc import Iterator

from bot.insight.affected import Affected
from bot.insight.diff import STEP, DiffText

#: So many example residents are named; of the others there is only how many they are.
MOST_NAMED = 2
#: What is worse for somebody stands first.
ORDER = "-!~+"


class Summary(DiffText):
    """Writes a difference for a chat."""

    def lines(self) -> Iterator[str]:
        """Give the difference line by line, without the names of the two versions, which are clear here."""
        yield from list(super().lines())[1:]

    def _residents(self) -> Iterator[str]:
        words, found = self.words, self.found
        if not found.affected:
            yield from super()._residents()
            return
        some, every = len(found.affected), found.judged
        yield words("Example residents for whom something changes: {some} of {all}", some=some, all=every)
        alike: dict[str, list[Affected]] = {}
        for one in found.affected:
            for line in self._changes(one):
                alike.setdefault(line.strip(), []).append(one)
        for line, people in sorted(alike.items(), key=lambda found: (ORDER.index(found[0][0]), -len(found[1]))):
            named = [f"{one.example.id}: {one.example.who}" for one in people[:MOST_NAMED]]
            more = len(people) - len(named)
            yield STEP + line
            yield STEP * 2 + "; ".join([*named, *([words("and {count} more", count=more)] if more else [])])

    def _texts(self) -> Iterator[str]:
        yield from super()._texts() if self.found.one_sided else ()
