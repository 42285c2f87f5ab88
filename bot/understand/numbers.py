"""Number words of Polish and English, in the cases in which people say ages -> digits."""

from __future__ import annotations

import re

from bot.understand.typos import Lookup

_UNITS = (
    (1, "jeden jedna jedno jednego jednej jednym one"),
    (2, "dwa dwie dwoch dwom dwoma two"),
    (3, "trzy trzech trzem trzema three"),
    (4, "cztery czterech czterem czterema four"),
    (5, "piec pieciu piecioma five"),
    (6, "szesc szesciu szescioma six"),
    (7, "siedem siedmiu siedmioma seven"),
    (8, "osiem osmiu osmioma eight"),
    (9, "dziewiec dziewieciu dziewiecioma nine"),
)
_TEENS = (
    (10, "dziesiec dziesieciu dziesiecioma ten"),
    (11, "jedenascie jedenastu jedenastoma eleven"),
    (12, "dwanascie dwunastu dwunastoma twelve"),
    (13, "trzynascie trzynastu trzynastoma thirteen"),
    (14, "czternascie czternastu czternastoma fourteen"),
    (15, "pietnascie pietnastu pietnastoma fifteen"),
    (16, "szesnascie szesnastu szesnastoma sixteen"),
    (17, "siedemnascie siedemnastu siedemnastoma seventeen"),
    (18, "osiemnascie osiemnastu osiemnastoma eighteen"),
    (19, "dziewietnascie dziewietnastu dziewietnastoma nineteen"),
)
_TENS = (
    (20, "dwadziescia dwudziestu dwudziestoma twenty"),
    (30, "trzydziesci trzydziestu trzydziestoma thirty"),
    (40, "czterdziesci czterdziestu czterdziestoma forty fourty"),
    (50, "piecdziesiat piecdziesieciu piecdziesiecioma fifty"),
    (60, "szescdziesiat szescdziesieciu szescdziesiecioma sixty"),
    (70, "siedemdziesiat siedemdziesieciu siedemdziesiecioma seventy"),
    (80, "osiemdziesiat osiemdziesieciu osiemdziesiecioma eighty"),
    (90, "dziewiecdziesiat dziewiecdziesieciu dziewiecdziesiecioma ninety"),
    (100, "sto stu hundred"),
)
#: "po pięćdziesiątce", "in my fifties"; after tens in digits the ending alone ("50-tka", "50s").
_DECADES = (
    (20, "dwudziestk dwudziestc", "twenties"),
    (30, "trzydziestk trzydziestc", "thirties"),
    (40, "czterdziestk czterdziestc", "forties"),
    (50, "piecdziesiatk piecdziesiatc", "fifties"),
    (60, "szescdziesiatk szescdziesiatc", "sixties"),
    (70, "siedemdziesiatk siedemdziesiatc", "seventies"),
    (80, "osiemdziesiatk osiemdziesiatc", "eighties"),
    (90, "dziewiecdziesiatk dziewiecdziesiatc", "nineties"),
)
#: Compounds: "sześćdziesięcioletnia", "osiemnastolatek", "dwudziestodwuletni".
_TEN_PREFIXES = (
    (20, "dwudziesto"),
    (30, "trzydziesto"),
    (40, "czterdziesto"),
    (50, "piecdziesiecio"),
    (60, "szescdziesiecio"),
    (70, "siedemdziesiecio"),
    (80, "osiemdziesiecio"),
    (90, "dziewiecdziesiecio"),
)
_UNIT_PREFIXES = (
    (1, "jedno"),
    (2, "dwu"),
    (3, "trzy"),
    (4, "cztero"),
    (5, "piecio"),
    (6, "szescio"),
    (7, "siedmio"),
    (8, "osmio"),
    (9, "dziewiecio"),
)
_TEEN_PREFIXES = (
    (10, "dziesiecio"),
    (11, "jedenasto"),
    (12, "dwunasto"),
    (13, "trzynasto"),
    (14, "czternasto"),
    (15, "pietnasto"),
    (16, "szesnasto"),
    (17, "siedemnasto"),
    (18, "osiemnasto"),
    (19, "dziewietnasto"),
)
#: Shorter number words look like too many other words to be repaired.
_SHORTEST_REPAIRED = 7

_VALUES = {form: value for value, forms in (*_UNITS, *_TEENS, *_TENS) for form in forms.split()}
_DECADE = re.compile(
    r"(?:"
    + "|".join(f"(?P<d{tens}>(?:{polish.replace(' ', '|')})[aiey]|{english})" for tens, polish, english in _DECADES)
    + r")"
)
_TEN_PREFIX, _UNIT_PREFIX, _TEEN_PREFIX = (
    {prefix: value for value, prefix in table} for table in (_TEN_PREFIXES, _UNIT_PREFIXES, _TEEN_PREFIXES)
)
_COMPOUND = re.compile(
    rf"(?:(?P<ten>{'|'.join(_TEN_PREFIX)})?(?P<unit>{'|'.join(_UNIT_PREFIX)})?|(?P<teen>{'|'.join(_TEEN_PREFIX)}))(?P<rest>letni\w*|lat[ek]\w*)"
)
#: Every number word there is.
NUMBER_WORDS = frozenset(_VALUES)
_PIECE = re.compile(r"[0-9]+|[^\W\d_]+|\s+|.")
_TYPED_DECADE = re.compile(r"\b([2-9]0)(?:[- ]?(?:t?k[aei]|t?c[ei])|s)\b")


class NumberWords:
    """Turns number words into digits. Built once: it holds a table for typos."""

    def __init__(self) -> None:
        self._lookup = Lookup(word for word in _VALUES if len(word) >= _SHORTEST_REPAIRED)

    def digits(self, clause: str) -> str:
        """Give the clause with numbers in digits: "sześćdziesiąt siedem lat" -> "67 lat", a decade as "50decade"."""
        found: list[str] = []
        room = 0  # a number word below this joins the number before it
        for piece in _PIECE.findall(_TYPED_DECADE.sub(r"\1decade", clause)):
            value = self._value(piece)
            if value is None:
                found.append(_compound(piece))
                room = room if piece.isspace() or piece == "-" else 0
                continue
            room_inside = 100 if value == 100 else 10 if value >= 20 else 0  # noqa: PLR2004 -- the decimal system
            if value < room:
                value += _take_back(found)
            found.append(str(value))
            room = room_inside
        return "".join(found)

    def _value(self, piece: str) -> int | None:
        exact = _VALUES.get(piece)
        if exact is not None or len(piece) < _SHORTEST_REPAIRED:
            return exact
        values = {_VALUES[known] for known, slips in self._lookup.near(piece) if slips == 1}
        return values.pop() if len(values) == 1 else None


def _take_back(found: list[str]) -> int:
    """Take back the last number, with what was written after it."""
    while not found[-1].isdecimal():
        found.pop()
    return int(found.pop())


def _compound(piece: str) -> str:
    """Give "67 letnia" for the compound of it, "50decade" for a decade, and any other piece as it is."""
    decade = _DECADE.fullmatch(piece)
    if decade:
        return f"{decade.lastgroup[1:]}decade" if decade.lastgroup else piece
    compound = _COMPOUND.fullmatch(piece)
    if compound and (compound["ten"] or compound["unit"] or compound["teen"]):
        value = _TEN_PREFIX.get(compound["ten"] or "", 0) + _UNIT_PREFIX.get(compound["unit"] or "", 0)
        return f"{value + _TEEN_PREFIX.get(compound['teen'] or '', 0)} {compound['rest']}"
    return piece
