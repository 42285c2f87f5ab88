"""How people say ages: a clause in plain form, and the patterns that are looked for in it."""

from __future__ import annotations

import re

from bot.understand import function_words as fw
from bot.understand.numbers import NumberWords

_PIECE = re.compile(r"[0-9]+decade|[0-9]+(?:[.,][0-9]+)*|[^\W\d_]+|[+-]")
#: Several words that mean what one does.
_JOINED = (
    (re.compile(r"\b(?:(?:more|older) than|(?:wiecej|starsz[ya]) niz)\b"), "over"),
    (re.compile(r"\b(?:(?:less|younger) than|(?:mniej|mlodsz[ya]) niz)\b"), "under"),
    (re.compile(r"\b(?:dobijam|dobiegam|zblizam sie|zblizam) do\b"), "iam nearly"),
    (re.compile(r"\bz (?:hakiem|kawalkiem|groszem|plusem|ogonkiem)\b"), "something"),
    (re.compile(r"([0-9]+) (?:- )?ish\b"), r"about \1"),
    (re.compile(r"\bwe are\b"), "iam"),
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
        (
            "lata",
            "latek",
            "latka",
            "l",
            "wiosen",
            "wiosny",
            "roku",
            "rok",
            "year",
            "years",
            "yrs",
            "yo",
            "y",
            "lta",
            "latt",
            "lt",
        ),
        "lat",
    ),
}
#: Beginnings of the names of months, Polish and English.
MONTHS = (
    ("stycz", "jan"), ("lut", "feb"), ("mar",), ("kwie", "apr"), ("maj", "may"), ("czerw", "jun"), ("lip", "jul"),
    ("sier", "aug"), ("wrze", "sep"), ("paz", "oct"), ("list", "nov"), ("grud", "dec"),
)  # fmt: skip
_IDLE = fw.table(
    "juz teraz wlasnie dopiero tylko aktualnie obecnie skonczone skonczonych ukonczone rowno dzis jakos jakies "
    "gdzies now only just already currently so well"
)
_SPACE = re.compile(r"\s+")
#: Ordinals of years: "rocznik osiemdziesiąty piąty".
_TENS = (
    "dwudziest",
    "trzydziest",
    "czterdziest",
    "piecdziesiat",
    "szescdziesiat",
    "siedemdziesiat",
    "osiemdziesiat",
    "dziewiecdziesiat",
)
_UNITS = ("pierwsz", "drug", "trzeci", "czwart", "piat", "szost", "siodm", "osm", "dziewiat")
_YEAR_IN_WORDS = re.compile(
    rf"\b(?P<ten>{'|'.join(_TENS)})(?:y|ym|ego)\b(?: (?P<unit>{'|'.join(_UNITS)})(?:y|ym|ego|i|im|iego|m)?\b)?"
)

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
    rf"^{_PERSON}(?:w wieku )?(?:(?:od |from )?(?P<low>[0-9]{{1,3}}) (?:-|do|to) (?P<high>[0-9]{{1,3}})"
    rf"|(?:po)?(?:miedzy|between) (?P<low2>[0-9]{{1,3}}) (?:a|i|and) (?P<high2>[0-9]{{1,3}}))(?: lat)?$"
)
#: "trzydzieści kilka lat", "thirty something".
SOME = re.compile(r"(?:^|\b(?:mam|iam|jestem) )(?P<n>[2-9]0) (?:- )?(?:kilka|pare|something)\b")
#: The birthday is this year, or a few days ahead.
TURNING = re.compile(r"\b(?:koncze|skoncze|turning) (?P<n>[0-9]{1,3})\b(?! lat pracy)")
NEXT = re.compile(
    r"\bi will be (?P<o>[0-9]{1,3}) (?:in|next|soon|this)\b|"
    r"\b(?:za|w przyszlym) (?:miesiac|miesiacu|tydzien|tygodniu|chwile|pare dni|kilka dni|pare tygodni|kilka miesiecy) "
    r"(?:skoncze |koncze |bede mial[a]? |stuknie mi )?(?P<p>[0-9]{1,3})(?: lat)?$|"
    r"\b(?:niedlugo|wkrotce|zaraz) (?:koncze|skoncze) (?P<q>[0-9]{1,3})\b|"
    r"\biam (?P<n>[0-9]{1,3}) (?:next (?:week|month|lat)|tomorrow|soon)\b|"
    r"\b(?:koncze|skoncze) (?P<m>[0-9]{1,3}) (?:lat )?"
    r"(?:w przyszlym|za (?:tydzien|miesiac)|jutro|niedlugo|wkrotce|w grudniu)"
)
#: "jeszcze nie mam 18 lat".
NOT_YET = re.compile(
    r"\b(?:not yet|nie mam jeszcze|jeszcze nie mam|nie skonczyl[ae]m jeszcze) (?P<n>[0-9]{1,3})\b|"
    r"\bnot (?P<m>[0-9]{1,3}) yet\b"
)
#: "koło sześćdziesiątki", "powyżej sześćdziesiątki", "dobijam do siedemdziesiątki".
LIMITED_ROUND = re.compile(r"(?:^|\b(?:jestem|mam|iam) )(?P<limit>over|under|nearly|about) (?P<n>[0-9]{2})decade\b")
PAST_ROUND = re.compile(r"\bjestem po (?P<n>[2-9][0-9])(?: lat)?$")
#: "stuknęła mi pięćdziesiątka", "mam pięćdziesiątkę": so many and no more.
ROUND = re.compile(r"\b(?:stuknel[ao]|wybil[ao]|skonczyl[ae]m|mam|obchodzil[ae]m) (?:mi )?(?P<decade>[0-9]{2})decade\b")
BEFORE_ROUND = re.compile(r"\bprzed (?P<n>osiemnastka|[0-9]{2}decade)\b")
#: "nie mam 67 lat tylko 76".
INSTEAD = re.compile(
    r"\b(?:nie|not) (?:mam|iam|am)? ?[0-9]{1,3} (?:lat )?(?:(?:tylko|a|ale|but) )?(?:mam |iam )?(?P<n>[0-9]{1,3})\b"
)
#: At the beginning of what is told: "kobieta 61 lat wdowa ...", "61 year old widow ...", "ja 48".
BEGINNING = re.compile(rf"^(?:{_PERSON}){_LIMIT}{_N} lat\b(?P<tail>.+)")
PERSON = re.compile(
    r"\b(?:kobieta|mezczyzna|emeryt|emerytka|rencista|rencistka|wdowa|wdowiec|student|studentka|uczen|uczennica|ja|"
    rf"woman|man|widow|widower|pensioner) {_LIMIT}{_N} lat\b(?! (?:temu|ago))"
)
#: Of somebody without work few years may be how long that has lasted.
JOBLESS = re.compile(rf"\b(?:bezrobotny|bezrobotna|unemployed) {_LIMIT}{_N}(?: lat\b(?! (?:temu|ago))|$)")
MYSELF = re.compile(rf"^(?:i |a |oraz )*ja (?:mam |lat )?{_LIMIT}{_N}(?: lat)?\b(?P<tail>.*)")
#: A number beside other facts.
WHO = re.compile(
    rf"\b{_LIMIT}{_N} lat (?:man|woman|widow|widower|male|female|kobieta|mezczyzna|wdowa|wdowiec|emerytka|emeryt)\b"
)
NUMBER = re.compile(
    rf"^{_PERSON}(?:lat )?(?P<n>[0-9]{{2}})(?: lat)?(?P<plus> ?(?:\+|plus))?(?: (?:m|f|k|male|female|man|woman))?"
    r"(?: (?:and|i|oraz)\b.*)?$"
)
MINE = re.compile(r"\b(?P<n>[0-9]{1,3}) lat\b(?! (?:temu|ago|pracy|bez|without))")
PAST = re.compile(rf"^{_PERSON}po {_N}(?: lat)?$")
UPWARDS = re.compile(
    rf"^{_PERSON}{_N} (?:lat )?(?:\+|plus|i wiecej|lub wiecej|wzwyz|or more|or over|and over|or older)(?: lat)?$"
)
LETNI = re.compile(
    rf"(?:^|\b(?P<am>jestem|iam(?: an?)?) ){_N} (?:- )?(?:letni(?:a|m)?|lat(?:ka|kiem|ek)?)\b(?P<tail>.*)"
)
BORN = re.compile(
    r"\b(?:rocznik|rocznika|lat urodzenia|data urodzenia|dob|jestem z|ur|urodzil[ae]m sie|urodzon[ya]|born|of birth)\b"
    rf"[a-z ]{{0,25}}? (?:(?P<of>[0-9]{{1,2}})(?: of)? (?P<named>[a-z]{{3,12}}) )?{_DATE}(?![0-9])"
)
BORN_SHORT = re.compile(
    r"\b(?:rocznika?|urodzil[ae]m sie w|urodzon[ya] w|ur|jestem z|born in) (?P<short>[0-9]{2})(?![0-9]|decade| ?[.-])"
)
BORN_BARE = re.compile(
    rf"^(?:(?:w|z|in|lat|jestem|ok|born|urodzon[ya]|[a-z]{{3,12}}|[01]?[0-9][.]) ?)*?{_DATE}(?: (?:r|lat))?$"
)
DECADE = re.compile(
    r"(?:^|\b(?:jestem|mam|iam) )(?:\w+ ){0,3}?(?:po|in my)(?: (?P<part>early|mid|late))?(?: -)? "
    r"(?P<decade>[0-9]{2})decade\b"
)
DECADE_BARE = re.compile(r"^(?:po )?(?:(?P<part>early|mid|late) )?(?P<decade>[0-9]{2})decade$")
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
    | {tens + ending for tens in _TENS for ending in ("y", "ym", "ego")}
    | {unit + ending for unit in _UNITS for ending in ("y", "ym", "ego", "i", "im", "iego", "m")}
    | fw.table(
        "skonczylem skonczylam ukonczylem ukonczylam licze sobie turned wiek wieku rocznik rocznika urodzenia "
        "urodzilem urodzilam urodzony urodzona born birth letni letnia letnim latek latka latkiem early late "
        "decade miedzy pomiedzy between wiecej mniej wzwyz older over under nearly about niepelnoletni "
        "niepelnoletnia minor nastolatek nastolatka nastolatkiem teen teenager pelnoletni pelnoletnia dorosly "
        "dorosla adult wiosen wiosny kilka pare koncze skoncze turning stuknela wybila emeryt emerytka "
        "rencista rencistka wdowa wdowiec pensioner retired female male person "
        "aged widow widower woman man kobieta mezczyzna dobijam dobiegam zblizam hakiem kawalkiem older younger than "
        "starszy starsza mlodszy mlodsza osiemnastka wiosen kilka pare something"
    )
)


def plain(clause: str, numbers: NumberWords) -> str:
    """Give a clause with numbers in digits, one word for each way to say "years", "over", and without idle words."""
    text = " ".join(_PIECE.findall(numbers.digits(_YEAR_IN_WORDS.sub(_short_year, clause))))
    for pattern, word in _JOINED:
        text = pattern.sub(word, text)
    return _SPACE.sub(" ", " ".join(_SAME.get(word, word) for word in text.split() if word not in _IDLE)).strip()


def _short_year(found: re.Match[str]) -> str:
    unit = _UNITS.index(found["unit"]) + 1 if found["unit"] else 0
    return str((_TENS.index(found["ten"]) + 2) * 10 + unit)
