"""How old the resident is, from clear wording only: not durations, not other people, not what was or will be."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.understand import age_wording as wording
from bot.understand import function_words as fw
from bot.understand.fold import words
from bot.understand.numbers import NumberWords

#: Ages in years, both ends included.
Range = tuple[int, int]

#: Below these, "mam 2 lata" and a lone "12 lat" are more likely a duration, or somebody else's.
_YOUNGEST_TYPIST, _SURELY_AGE = 7, 16
#: "sto lat" alone is a birthday wish.
_OLDEST_ALONE = 99
#: "around 60" and "nearly 60" may be off by so many years.
_ABOUT = 3
_OLDEST_BIRTH_YEAR = 1900
#: Nobody younger writes "rocznik 20" of themselves, and hardly anybody a hundred years older.
_YOUNGEST_BY_YEAR = 13
_MONTHS = 12
#: After an age another fact may follow; any other word may say years of what.
_GOES_ON = fw.table(
    "i a oraz ale and but jestem mieszkam nie szukam potrzebuje chce pracuje ucze studiuje wychodze zajmuje opiekuje "
    "wychowuje choruje bez chora chory niepelnosprawna niepelnosprawny samotna samotny wdowa wdowiec "
    "bezrobotna bezrobotny rencista rencistka student studentka kobieta mezczyzna orzeczenie stopien "
    "lekki umiarkowany znaczny z from who with "
    " korzystam mamy emeryt emerytka so live living looking unemployed retired"
)
#: After "67-letnia" at the beginning these may follow.
_WHO = fw.table(
    "kobieta mezczyzna osoba emeryt emerytka wdowa wdowiec woman man person pensioner lady widow widower "
    "student mother mum mom father dad girl boy"
)
#: What a Polish "on" stands before.
_HE_DOES = tuple((word,) for word in ("ma", "jest", "mial", "choruje", "nie", "tez", "pracuje", "skonczyl"))
#: Before an age these say that it is only supposed.
_SUPPOSED = fw.table("gdy gdyby gdybym kiedy jak jesli jezeli zanim dopoki czy when if until till before once whether")


_DIGIT = re.compile(r"[0-9]")
#: "córka 8 lat, ja 35".
_OF_MYSELF = re.compile(r"\s(?=(?:a|i|oraz) ja\b)")
_STAGE = re.compile(
    r"\b(?:jestem|iam|i am)(?: an?)? (?:juz )?(?:pelnoletni|niepelnoletni|nastolat|minor|teen|adult)|przed osiemnast"
)
_HAVE_SPAN = re.compile(r"\b(?:mam|iam) (?:po)?(?:miedzy|between) (?P<low>[0-9]{2}) (?:a|i|and) (?P<high>[0-9]{2})\b")
#: "early fifties": the years of a decade.
_PARTS = {"": (0, 9), "early": (0, 3), "mid": (4, 6), "late": (7, 9)}
_COMING_OF_AGE = 18
#: "I am a 40 year old mother": it is herself.
_PARENTS = fw.table("matka mama ojciec tata ojcem mother mum mom father dad babcia dziadek")
#: A lone number beside other facts; and where somebody small is named, of a grown person.
_YOUNGEST_BESIDE, _GROWN = 13, 25
#: Right after one of these a lone number is that person's age.
_ONE_PERSON = fw.KIN_NOUNS - fw.table(
    "mam mamy dzieci dzieciom dziecmi synow corki children kids parents rodzice rodzicami rodzicow samotna matka mama"
)


@dataclass(frozen=True)
class AgeReader:
    """Reads ages within the limits of the question. `is_place` knows words of place names."""

    lowest: int
    highest: int
    is_place: Callable[[str], bool]
    numbers: NumberWords
    goes_on: Callable[[str], bool] = lambda _: False

    def read(self, clauses: Sequence[str], on: date, *, asked: bool, alone: bool, beside: bool = False) -> Range | None:
        """Give the age on a day.

        `asked`: it was just asked; `alone`: a lone "67 lat" counts; `beside`: other facts were told, so that a lone
        "67" counts too.
        """
        typed = [wording.plain(part, self.numbers) for clause in clauses for part in _OF_MYSELF.split(clause)]
        kin = [_names_kin(clause) for clause in typed]
        numbered = [bool(_DIGIT.search(clause)) for clause in typed]
        found: Range | None = None
        for index, clause in enumerate(typed):
            if not (asked or numbered[index] or _STAGE.search(clause)):
                continue
            myself = wording.MYSELF.match(clause) is not None
            kin_before = True in kin[:index]
            others = not myself and (kin_before or (not asked and True in kin))
            read = self._clear(clause, on, kin_before=kin_before, alone=alone)
            if read is None and alone and not others:
                read = self._alone(clause, asked=asked)
            if read is None and beside:
                read = self._beside(clause, typed[:index])
            if read is None and asked and not others and (myself or sum(numbered) == numbered[index]):
                read = self._short(clause, on)
            if read is None or not self.lowest <= read[0] <= read[1] <= self.highest:
                continue
            found = read if found is None else (max(found[0], read[0]), min(found[1], read[1]))
            if found[0] > found[1]:
                return None  # two ages: one of them is somebody else's
        return found

    def _clear(self, clause: str, on: date, *, kin_before: bool, alone: bool) -> Range | None:
        """Read wording that says itself whose age it is."""
        myself = wording.MYSELF.match(clause)
        if (
            myself
            and int(myself["n"]) >= _YOUNGEST_TYPIST
            and (self._goes_on(myself["tail"]) or set(words(myself["tail"])[:1]) & fw.KIN)
        ):
            return self._limited(myself["limit"], int(myself["n"]))
        if not kin_before:
            for reader in (self._instead, self._by_birth, self._nearly_there):
                read = reader(clause, on)
                if read:
                    return read
        return self._told(clause, alone=alone) or self._as_noun(clause, kin_before=kin_before)

    def _told(self, clause: str, *, alone: bool) -> Range | None:
        for pattern, least in (
            (wording.TOLD, _YOUNGEST_TYPIST),
            (wording.TOLD_LAT, _YOUNGEST_TYPIST),
            (wording.TOLD_BARE, _SURELY_AGE),
        ):
            told = pattern.search(clause)
            # "mam 20" may be the answer to any question, "mam 20 lat" only to one.
            if not told or (pattern is wording.TOLD_BARE and told[0].startswith("mam") and not alone):
                continue
            if told["tail"].strip() in ("+", "plus"):
                return int(told["n"]), self.highest
            if int(told["n"]) >= least and self._goes_on(told["tail"]) and not _is_supposed(clause, told):
                return self._limited(told["limit"], int(told["n"]))
        return None

    @staticmethod
    def _instead(clause: str, _on: date) -> Range | None:
        instead = wording.INSTEAD.search(clause)
        return (int(instead["n"]), int(instead["n"])) if instead else None

    def _nearly_there(self, clause: str, _on: date) -> Range | None:
        """Read birthdays just behind or ahead."""
        if _names_kin(clause):
            return None
        ahead = wording.NEXT.search(clause)
        if ahead:
            years = next(int(number) for number in ahead.groups() if number)
            return years - 1, years - 1
        turning = wording.TURNING.search(clause)
        if turning and not clause.startswith(("za ", "gdy ", "jak ", "kiedy ")):
            return int(turning["n"]) - 1, int(turning["n"])
        early = wording.NOT_YET.search(clause)
        if early:
            return self.lowest, int(early["n"] or early["m"]) - 1
        return self._roundly(clause)

    def _roundly(self, clause: str) -> Range | None:
        """Read ages told by tens: "trzydzieści parę", "przed czterdziestką", "stuknęła mi pięćdziesiątka"."""
        limited = wording.LIMITED_ROUND.search(clause)
        if limited:
            return self._limited(limited["limit"], int(limited["n"]))
        past = wording.PAST_ROUND.search(clause)
        if past:
            return int(past["n"]), self.highest
        some = wording.SOME.search(clause)
        if some:
            return int(some["n"]) + 1, int(some["n"]) + 9
        before = wording.BEFORE_ROUND.search(clause)
        if before:
            years = _COMING_OF_AGE if before["n"].startswith("osiem") else int(before["n"][:2])
            return (0, years - 1) if years == _COMING_OF_AGE else (years - _ABOUT, years - 1)
        rounded = wording.ROUND.search(clause)
        if rounded:
            return int(rounded["decade"]), int(rounded["decade"])
        if _STAGE.search(clause):
            return next((stage for pattern, stage in wording.STAGES if self._is_stage(pattern, clause)), None)
        span = _HAVE_SPAN.search(clause)
        return (int(span["low"]), int(span["high"])) if span else None

    def _beside(self, clause: str, before: Sequence[str]) -> Range | None:
        """Read a number that stands by itself in a list of facts; after a person it is that person's age."""
        told = wording.NUMBER.match(self._without_places(clause))
        if told is None or _names_kin(clause):
            return None
        years, last = int(told["n"]), before[-1] if before else ""
        least = _YOUNGEST_BESIDE if not any(map(_names_kin, before)) else _GROWN
        about_kin = _names_kin(last) and (bool(_ONE_PERSON & set(words(last))) or years < _GROWN)
        if not least <= years <= _OLDEST_ALONE or about_kin:
            return None
        return (years, self.highest if told["plus"] else years)

    def _by_birth(self, clause: str, on: date) -> Range | None:
        born = wording.BORN.search(clause)
        if born and not _names_kin(clause[: born.end()]):
            return _born(born, on)
        short = wording.BORN_SHORT.search(clause)
        return self._rocznik(int(short["short"]), on) if short and not _names_kin(clause) else None

    def _as_noun(self, clause: str, *, kin_before: bool) -> Range | None:
        """Read "67-letnia emerytka", "jestem 18-latkiem", "po pięćdziesiątce"."""
        letni = wording.LETNI.search(clause)
        if letni and int(letni["n"]) >= _YOUNGEST_TYPIST and not _is_supposed(clause, letni):
            following = words(letni["tail"])[:1]
            if letni["am"] and not (fw.KIN - _PARENTS) & set(following):
                return int(letni["n"]), int(letni["n"])
            starts = letni.start() == 0 and following and not fw.KIN & set(words(letni["tail"]))
            is_adjective = starts and letni[0].split()[1].startswith("letni")
            if not kin_before and (set(following) & _WHO or is_adjective):
                return int(letni["n"]), int(letni["n"])
        person = wording.PERSON.search(clause)
        if person and not kin_before and int(person["n"]) >= _YOUNGEST_BESIDE:
            return self._limited(person["limit"], int(person["n"]))
        jobless = wording.JOBLESS.search(self._without_places(clause))
        if jobless and not kin_before and not _names_kin(clause) and int(jobless["n"]) >= _GROWN:
            return self._limited(jobless["limit"], int(jobless["n"]))
        who = wording.WHO.search(clause)
        if who and not kin_before and not _names_kin(clause[: who.start()]):
            return self._limited(who["limit"], int(who["n"]))
        beginning = wording.BEGINNING.match(self._without_places(clause))
        if beginning and not kin_before and int(beginning["n"]) >= _SURELY_AGE and self._opens(beginning["tail"]):
            return self._limited(beginning["limit"], int(beginning["n"]))
        decade = wording.DECADE.search(clause)
        if decade and not kin_before and not _names_kin(clause[: decade.end()]) and not _is_supposed(clause, decade):
            return _decade(decade)
        return None

    def _alone(self, clause: str, *, asked: bool) -> Range | None:
        """Read an age that is all the clause says, besides a place."""
        told = wording.ALONE.search(self._without_places(clause))
        if told is None:
            return None
        years = int(told["n"] or told["m"])
        if not asked and not _SURELY_AGE <= years <= _OLDEST_ALONE:
            return None
        return self._limited(told["limit"], years)

    def _short(self, clause: str, on: date) -> Range | None:
        """Read the short answers that only the question makes clear."""
        span = wording.SPAN.search(clause)
        if span:
            return int(span["low"] or span["low2"]), int(span["high"] or span["high2"])
        upwards = wording.UPWARDS.search(clause) or wording.PAST.search(clause)
        if upwards:
            return int(upwards["n"]), self.highest
        decade = wording.DECADE_BARE.search(clause)
        if decade:
            return _decade(decade)
        born = wording.BORN_BARE.search(clause)
        if born:
            return _born(born, on)
        bare = wording.BARE.search(self._without_places(clause))
        if bare:
            return self._limited(bare["limit"], int(bare["n"]))
        mine = wording.MINE.search(clause)
        if (
            mine
            and not _names_kin(clause)
            and not _is_supposed(clause, mine)
            and not re.search(r"\b(?:od|przez|za|for|w|in)\b", clause[: mine.start()])
        ):
            return int(mine["n"]), int(mine["n"])
        return next((stage for pattern, stage in wording.STAGES if self._is_stage(pattern, clause)), None)

    @staticmethod
    def _is_stage(pattern: re.Pattern[str], clause: str) -> bool:
        found = pattern.search(clause)
        return bool(found) and not fw.NEGATIONS & set(words(clause)) and not _names_kin(clause)

    def _limited(self, limit: str | None, years: int) -> Range:
        """Apply "over", "under", "nearly", "about"."""
        match limit:
            case "over":
                return years, self.highest
            case "under":
                return self.lowest, years - 1
            case "nearly":
                return max(years - _ABOUT, self.lowest), years - 1
            case "about":
                return max(years - _ABOUT, self.lowest), min(years + _ABOUT, self.highest)
        return years, years

    def _rocznik(self, short: int, on: date) -> Range | None:
        """Read "rocznik 58"; where it may be a small child or somebody over a hundred, read nothing."""
        in_this_century = on.year - 2000 - short
        if in_this_century >= _YOUNGEST_BY_YEAR:
            return in_this_century - 1, in_this_century
        years = on.year - 1900 - short
        return (years - 1, years) if in_this_century < 0 and years <= self.highest else None

    def _goes_on(self, tail: str) -> bool:
        """Tell whether what follows an age is another fact, not what the years are years of."""
        following = words(tail)
        if not following or following[0] in _GOES_ON or self.goes_on(following[0]):
            return True
        if len(following) == 1:
            return False
        in_a_month = following[0] in ("w", "in", "last", "this") and _is_time(following[1])
        return in_a_month or (following[0] in fw.IN and self.is_place(following[1]))

    def _opens(self, tail: str) -> bool:
        """Tell whether after "61 year old", at the beginning, comes who it is or where from."""
        following = words(tail)
        return self._goes_on(tail) or following[0] in _WHO or (len(following) > 1 and following[0] in fw.FROM)

    def _without_places(self, clause: str) -> str:
        """Drop the names of places, with the little words before them."""
        kept: list[str] = []
        for word in clause.split():
            if self.is_place(word):
                while kept and kept[-1] in fw.IN:
                    kept.pop()
            else:
                kept.append(word)
        return " ".join(kept)


def _born(match: re.Match[str], on: date) -> Range | None:
    year = int(match["year"])
    if not _OLDEST_BIRTH_YEAR <= year <= on.year:
        return None
    groups = match.groupdict()
    day, month = groups.get("day"), int(groups.get("month") or 0)
    if groups.get("of"):
        day, month = groups["of"], _month(groups["named"] or "")
    if day and 1 <= month <= _MONTHS:
        had_birthday = (month, int(day)) <= (on.month, on.day)
        years = on.year - year - (0 if had_birthday else 1)
        return (years, years) if years >= 0 else None
    return max(on.year - year - 1, 0), on.year - year


def _is_time(word: str) -> bool:
    return bool(_month(word)) or word.startswith(("miesiac", "month", "week", "tygod", "lat", "zeszl", "przyszl"))


def _month(name: str) -> int:
    return next((at for at, begins in enumerate(wording.MONTHS, start=1) if name.startswith(begins)), 0)


def _decade(match: re.Match[str]) -> Range:
    first, last = _PARTS[match["part"] or ""]
    return int(match["decade"]) + first, int(match["decade"]) + last


def _is_supposed(clause: str, match: re.Match[str]) -> bool:
    before = words(clause[: match.start()])
    return bool(_SUPPOSED & set(before)) or before[-1:] in (("nie",), ("not",), ("ze",))


def _names_kin(clause: str) -> bool:
    """Tell whether a clause speaks of somebody else. "on" is also English: only before a verb it is "he"."""
    said = words(clause)
    return any(
        word in fw.KIN
        and not (at and said[at - 1] in fw.SELF_MARKS)
        and said[at + 1 : at + 2] != ("of",)
        and (word != "on" or said[at + 1 : at + 2] in _HE_DOES)
        for at, word in enumerate(said)
    )
