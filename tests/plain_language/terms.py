"""Words that cannot be replaced: what an office writes on its papers. Each is explained where it is asked about."""

from __future__ import annotations

from typing import NamedTuple


class Term(NamedTuple):
    """A Polish word by its beginning, and the question whose hint explains it with these words."""

    stem: str
    question: str
    explained: str


TERMS = (
    Term("orzeczeni", "disability", "Orzeczenie to decyzja komisji"),
    Term("umiarkowan", "disability", "II umiarkowany"),
    Term("niepełnosprawn", "disability", "Masz niepełnosprawność lub orzeczenie o niej?"),
)
