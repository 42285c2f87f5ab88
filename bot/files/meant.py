"""What staff most likely meant: the right form of what they typed, or nothing where that is not plain to see.

Each function takes the words as they stand in the file and gives what to type instead, "" where it cannot tell.
Patterns are compiled where they are first needed: most starts never need them.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from datetime import date, timedelta

from bot.files.hours import ALWAYS, DAYS

MONTHS = ("sty", "lut", "mar", "kwi", "maj", "cze", "lip", "sie", "wrz", "paź", "lis", "gru")
#: Beginnings of the days' names, as people write them in Polish and in English; the first that fits counts.
_DAY_NAMES = (
    (("pon", "pn", "po", "mon"), 0),
    (("wt", "tue"), 1),
    (("śr", "sr", "wed"), 2),
    (("cz", "thu"), 3),
    (("pi", "pt", "fri"), 4),
    (("so", "sb", "sat"), 5),
    (("ni", "nd", "sun"), 6),
)
#: Excel counts days from here, and writes that number where a cell is no date any more.
_EXCEL, _EXCEL_DAYS = date(1899, 12, 30), range(36_526, 73_051)  # 2000 to 2099
_MIDNIGHT = r"[t ]\s*0?0:00(?::00)?(?:\.0+)?$"
_SEPARATED = r"([0-9]{1,4})\s*[-./ ]\s*([0-9]{1,2}|[a-ząćęłńóśźż]{3,})\s*[-./ ]\s*([0-9]{1,4})(?: ?r\.?| roku)?"
_GLUED_DAY = r"^([0-9]{4})([01][0-9])([0-3][0-9])$"
#: The only day among other words.
_INSIDE = r"(?<![0-9])(?:[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}|[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{4})(?![0-9])"
_DAY_MONTH = r"([0-9]{1,2})\s*[-./ ]\s*([0-9]{1,2}|[a-ząćęłńóśźż]{3,})\.?"
_TYPED_DAY = r"([0-9]{4})-([0-9]{2})-([0-9]{2})"
_NUMBER = r"([0-9]{1,3})"
_YEARS = r"(?: *(?:lat|lata|roku|rok|years?))?"
_RANGES = (
    (rf"(?:od|from|między|between)? *{_NUMBER} *(?:-|–|—|\.{{1,3}}|…|do|to|i|a|and) *{_NUMBER}{_YEARS}", "{0}..{1}"),
    (rf"(?:od|from|>=|≥|min\.?) *{_NUMBER}{_YEARS}", "{0}+"),
    (rf"{_NUMBER}{_YEARS} *(?:\+|\.\.|i więcej|lub więcej|i wzwyż|wzwyż|and more)", "{0}+"),
    (rf"(?:do|to|<=|≤|max\.?|-|–|\.{{3}}|…) *{_NUMBER}{_YEARS}", "..{0}"),
    (rf"{_NUMBER}{_YEARS}", "{0}"),
)  # fmt: skip
_QUOTES = "\"'„“”«»‘’‚"
_CLOCK = r"(?<![0-9:.])([0-9]{1,2})(?:[:.]?([0-9]{2}))?(?![0-9:.])"
_HOURS_WORDS = (
    (r"\b(?:od|(?:w )?godz(?:iny|ina|\.)?|from)\s+", ""),
    (r"\s+(?:do|to)\s+|\s*[–—-]\s*", "-"),
    (r"\s+(?:i|oraz|and)\s+", ", "),
    (r"codziennie|każdy dzień|daily|every day", "pn-nd"),
    (r"(?:w )?dni robocze", "pn-pt"),
)
_ALL_DAY = (
    r"(?:.*\b)?(?:ca[łl](?:ą|a|odobowo) ?(?:dob[ęe])?|24 ?/ ?7|24 ?h(?: ?/ ?7)?|24 godz.*|non ?-?stop)"
    r"|0?0[:.]00 ?- ?24[:.]00"
)


def bare(written: str) -> str:
    """Take away quotation marks of any kind around a text."""
    return written.strip().strip(_QUOTES).strip()


def day(written: str) -> str:
    """Give a day written in another order, with other signs or with the month in words as YYYY-MM-DD."""
    plain = re.sub(_MIDNIGHT, "", bare(written).lower())
    if plain.isdecimal() and int(plain) in _EXCEL_DAYS:
        return (_EXCEL + timedelta(days=int(plain))).isoformat()
    plain = re.sub(_GLUED_DAY, r"\1-\2-\3", plain)
    found = re.fullmatch(_SEPARATED, plain)
    if not found:
        inside = re.findall(_INSIDE, plain)
        return day(inside[0]) if len(inside) == 1 and inside[0] != plain else ""
    first, middle, last = found.groups()
    if len(last) == len(first) == 2 and "-" not in plain:  # noqa: PLR2004 -- 31.12.27, as on a letter
        last = f"20{last}"
    year, other = (first, last) if len(first) == 4 else (last, first)  # noqa: PLR2004 -- a year has four digits
    if len(year) != 4 or len(other) > 2:  # noqa: PLR2004 -- likewise, and a day two
        return ""
    numbers = (_month(middle), int(other))
    # Somebody who writes the year first may still put the day before the month.
    for month, number in (numbers, numbers[::-1]):
        try:
            return date(int(year), month, number).isoformat()
        except ValueError:
            continue
    return ""


def _month(written: str) -> int:
    if written.isdecimal():
        return int(written)
    # "maja" and "maj", "marca" and "mar": three letters tell the months apart.
    return next((number for number, name in enumerate(MONTHS, start=1) if written.startswith(name)), 0)


def days_of_month(written: str) -> int:
    """Give how many days the month has in which somebody wrote a day too many; 0 where that is not the mistake."""
    found = re.fullmatch(_TYPED_DAY, written)
    year, month, number = map(int, found.groups()) if found else (0, 0, 0)
    if not (year and 1 <= month <= 12 and 28 < number <= 31):  # noqa: PLR2004 -- months have 28 to 31 days
        return 0
    return monthrange(year, month)[1]


def month_day(written: str) -> str:
    """Give a day of every year as MM-DD. Two numbers are a day and a month, unless only the other way is one."""
    found = re.fullmatch(_DAY_MONTH, bare(written).lower())
    if not found:
        return ""
    first, second = int(found[1]), _month(found[2])
    # With a dash the month stands first, as it should; with a dot or in words the day does.
    order = (first, second) if "-" in written else (second, first)
    for one, other in (order, order[::-1]):
        try:
            return date(2024, one, other).strftime("%m-%d")
        except ValueError:
            continue
    return ""


def span(written: str) -> str:
    """Give a range of numbers as 18..64, 60+, ..17 or 26, the smaller number first."""
    plain = " ".join(bare(written).lower().split())
    below = re.fullmatch(rf"(?:poniżej|under|<) *{_NUMBER}{_YEARS}", plain)
    if below:
        return f"..{max(int(below[1]) - 1, 0)}"
    for pattern, right in _RANGES:
        found = re.fullmatch(pattern, plain)
        if found:
            return right.format(*sorted(found.groups(), key=int))
    return ""


def number(written: str) -> str:
    """Give the only number among the words."""
    found = re.findall(r"[0-9]+", written)
    return found[0] if len(found) == 1 and len(found[0]) <= 6 else ""  # noqa: PLR2004 -- no number here is longer


def id_(written: str) -> str:
    """Give an id made of the same letters: small, without Polish signs, at most 40."""
    plain = unicodedata.normalize("NFKD", bare(written).lower().replace("ł", "l"))
    letters = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return re.sub(r"[^a-z0-9.-]+", "_", letters)[:40].strip("_.-")


def hours(written: str) -> str:
    """Give opening hours with the days and the times as they are written here. The result may still be wrong."""
    plain = " ".join(bare(written).lower().split())
    if re.fullmatch(_ALL_DAY, plain):
        return ALWAYS
    for pattern, right in _HOURS_WORDS:
        plain = re.sub(pattern, right, plain)
    plain = re.sub(r"[^\W\d_]+\.?:?", _day_name, plain)
    plain = re.sub(r"(?<=[0-9]),? +(?=[a-zś])", "; ", plain)
    return re.sub(_CLOCK, lambda found: f"{int(found[1])}:{found[2] or '00'}", plain)


def _day_name(found: re.Match[str]) -> str:
    word = found[0].rstrip(".:")
    known = (DAYS[number] for names, number in _DAY_NAMES if word.startswith(names))
    return next(known, word)


def page(written: str) -> str:
    """Give the address of a page with https:// before it."""
    plain = bare(written)
    rest = re.sub(r"^h?t+[ps]+[:;]?/*", "", plain, flags=re.IGNORECASE)
    return f"https://{rest}" if re.fullmatch(r"[\w-]+(?:\.[\w-]+)+(?:[/?#]\S*)?", rest) else ""
