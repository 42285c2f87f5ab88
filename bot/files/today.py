"""Days that cannot be true yet: nobody has looked at a page tomorrow."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pydantic import BaseModel

from bot.files.reader import Document, Path_

#: Keys of days that are told as done, and of years in which a source was written.
DONE, YEAR = ("checked_on", "as_of"), "year"

Dated = tuple[Document, Path_, date]


def days(document: Document, value: object, path: Path_ = ()) -> Iterator[Dated]:
    """Give every day and year that must have come, a year as its first day."""
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            found = getattr(value, name)
            if name in DONE:
                yield document, (*path, name), found
            elif name == YEAR and found is not None:
                yield document, (*path, name), date(found, 1, 1)
            else:
                yield from days(document, found, (*path, name))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from days(document, item, (*path, index))


def check(found: list[Dated], today: date) -> None:
    """Note the days that have not come. Where most have not, it is the clock of this computer that is wrong."""
    ahead = [one for one in found if one[2] > today]
    if len(ahead) * 2 > len(found):
        document, path, _ = ahead[0]
        document.warning(path, "clock", today=today.isoformat())
        return
    for document, path, day in ahead:
        told = str(day.year) if path[-1] == YEAR else day.isoformat()
        document.problem(path, "future-day", key=str(path[-1]), value=told, today=today.isoformat())
