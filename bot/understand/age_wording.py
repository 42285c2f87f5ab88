"""How people say ages: a clause in plain form, and the patterns that are looked for in it."""

from __future__ import annotations

import re

from bot.understand import function_words as fw
from bot.understand.numbers import NumberWords

_PIECE = re.compile(r"[0-9]+decade|[0-9]+(?:[.,][0-9]+)*|[^\W\d_]+|[+-]")
#: Several words that mean what one does.
_JOINED = (
    (re.compile(r"\b(?:more than|wiecej niz)\b"), "over"),
    (re.compile(r"\b(?:less than|mniej niz)\b"), "under"),
    (re.compile(r"\bmniej wiecej\b"), "about"),
    (re.compile(r"\b(?:- )?(?:years? - ?old|years? old|yrs old|years? of age)\b"), "lat"),
    (re.compile(r"\bw tym roku\b|\bi pol\b"), ""),
    (re.compile(r"\bi am\b"), "iam"),
)
_SAME = {
    **dict.fromkeys(("ponad", "powyzej", "przeszlo", "above"), "over"),
    **dict.fromkeys(("ponizej", "below"), "under"),
    **dict.fromkeys(("prawie", "niemal", "blisko", "niespelna", "almost"), "nearly"),
    **dict.fromkeys(("okolo", "kolo", "ok", "around", "roughly", "circa"), "about"),
    **dict.fromkeys(
        ("lata", "latek", "latka", "l", "roku", "rok", "year", "years", "yrs", "yo", "y", "lta", "latt", "lt"), "lat"
    ),
}
_IDLE = fw.table(
    "juz teraz wlasnie dopiero tylko aktualnie obecnie skonczone skonczonych ukonczone rowno dzis jakos jakies "
    "gdzies now only just already currently so well"
)
_SPACE = re.compile(r"\s+")

_LIMIT = r"(?:(?P<limit>over|under|nearly|about) )?"
_N = r"(?P<n>[0-9]{1,3})(?:[.,][0-9])?"
_PERSON = (
    r"(?:(?:ja|k|m|wiek|age|aged|moj|my|is|kobieta|mezczyzna|osoba|pani|pan|emeryt|emerytka|rencista|rencistka|wdowa|wdowiec|pensioner|retired|woman|man|male|female|person|"
    r"im|iam|tak|no|hej|czesc|hi|hello|dzien|dobry|jestem|to|mam) )*"
)
_YEAR = r"(?P<year>19[0-9]{2}|20[0-9]{2})"
_DATE = rf"(?:(?P<day>[0-3]?[0-9])(?:[.]| - )(?P<month>[01]?[0-9])(?:[.]| - ))?{_YEAR}"

_HAVE = r"(?:mam|(?:s|u)konczyl[ae]m|iam|i (?:have )?turned)"

#: "I have 67 years": what follows decides whether it is an age.
TOLD = re.compile(rf"\b(?:{_HAVE}|licze(?: sobie)?|jestem (?:\w+ )?w wieku) {_LIMIT}{_N} (?:- )?lat\b(?P<tail>.*)")
TOLD_LAT = re.compile(rf"\b(?:mam lat|lat mam|my age is) {_LIMIT}{_N}(?![0-9])(?P<tail>.*)")
#: The same without the word "years".
TOLD_BARE = re.compile(rf"\b(?:{_HAVE}|jestem w wieku) {_LIMIT}{_N}(?![0-9])(?P<tail>.*)")
#: Nothing but an age.
ALONE = re.compile(
    rf"^{_PERSON}(?:{_LIMIT}{_N} (?:- )?(?:lat|letnia?)|(?:lat|wiek|age|aged) (?P<m>[0-9]{{1,3}}))"
    r"(?: (?:kobieta|mezczyzna|k|m|woman|man|female|male))?$"
)
BARE = re.compile(rf"^{_PERSON}(?:lat )?{_LIMIT}{_N}(?: lat)?$")
SPAN = re.compile(
    rf"^{_PERSON}(?:(?:od |from )?(?P<low>[0-9]{{1,3}}) (?:-|do|to) (?P<high>[0-9]{{1,3}})"
    rf"|(?:po)?(?:miedzy|between) (?P<low2>[0-9]{{1,3}}) (?:a|i|and) (?P<high2>[0-9]{{1,3}}))(?: lat)?$"
)
PAST = re.compile(rf"^{_PERSON}po {_N}(?: lat)?$")
UPWARDS = re.compile(
    rf"^{_PERSON}{_N} (?:lat )?(?:\+|plus|i wiecej|lub wiecej|wzwyz|or more|or over|and over|or older)(?: lat)?$"
)
LETNI = re.compile(
    rf"(?:^|\b(?P<am>jestem|iam(?: an?)?) ){_N} (?:- )?(?:letni(?:a|m)?|lat(?:ka|kiem|ek)?)\b(?P<tail>.*)"
)
BORN = re.compile(
    r"\b(?:rocznik|rocznika|lat urodzenia|jestem z|ur|urodzil[ae]m sie|urodzon[ya]|born|of birth)\b"
    rf"[a-z ]{{0,25}}? (?:[0-9]{{1,2}} [a-z]{{3,12}} )?{_DATE}(?![0-9])"
)
BORN_SHORT = re.compile(r"\brocznika? (?P<short>[0-9]{2})(?![0-9])")
BORN_BARE = re.compile(rf"^(?:(?:w|z|in|lat|jestem|ok) )*{_DATE}(?: (?:r|lat))?$")
DECADE = re.compile(
    r"(?:^|\b(?:jestem|mam|iam) )(?:\w+ )?(?:po|in my)(?: early| mid| late)?(?: -)? (?P<decade>[0-9]{2})decade\b"
)
DECADE_BARE = re.compile(r"^(?:po |early |mid |late )?(?P<decade>[0-9]{2})decade$")
#: What people call themselves instead of a number.
STAGES = (
    (re.compile(r"\bniepelnoletni\w?\b|\bminor\b"), (0, 17)),
    (re.compile(r"\bnastolat(?:ek|ka|kiem)\b|\bteen(?:ager)?\b"), (11, 19)),
    (re.compile(r"\bpelnoletni[ao]?\b|\bdorosl[ya]\b|\badult\b"), (18, 120)),
)

#: The words of all these patterns, so that none is taken for a typo of another word.
WORDS = (
    frozenset(_SAME)
    | _IDLE
    | fw.table(
        "skonczylem skonczylam ukonczylem ukonczylam licze sobie turned wiek wieku rocznik rocznika urodzenia "
        "urodzilem urodzilam urodzony urodzona born birth letni letnia letnim latek latka latkiem early late "
        "decade miedzy pomiedzy between wiecej mniej wzwyz older over under nearly about niepelnoletni "
        "niepelnoletnia minor nastolatek nastolatka nastolatkiem teen teenager pelnoletni pelnoletnia dorosly "
        "dorosla adult emeryt emerytka rencista rencistka wdowa wdowiec pensioner retired female male person "
        "aged"
    )
)


def plain(clause: str, numbers: NumberWords) -> str:
    """Give a clause with numbers in digits, one word for each way to say "years", "over", and without idle words."""
    text = " ".join(_PIECE.findall(numbers.digits(clause)))
    for pattern, word in _JOINED:
        text = pattern.sub(word, text)
    return _SPACE.sub(" ", " ".join(_SAME.get(word, word) for word in text.split() if word not in _IDLE)).strip()
