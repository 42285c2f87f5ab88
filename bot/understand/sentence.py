"""A text as clauses of words, and for every word: whose fact it would tell, of what time, and whether it is asked.

Guards are shared by all questions: they are grammar, not vocabulary of the catalogue.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.understand import function_words as fw

#: Enough to tell that a text is English, so that "a" is an article and "no" a denial.
_ENGLISH = fw.table(
    "the am live of in and have has is are you need want looking for with help was not does can without years old "
    "kids get got she he his her they this that at from by an be been will would im who"
)
_ENOUGH_ENGLISH = 2

#: First persons that are not clear from their ending.
_SELF = fw.table(
    "ja mam mamy jestem jestesmy musze chce chcemy moge potrzebuje potrzebujemy mnie mi nas nam mieszkam my ide "
    "jest_mi wlasnie"
)
_SELF_ENDING = re.compile(r"\w{2,}(?:[aiyu]l[ae]m|l[ae]m|lismy|lysmy|szk?am|kam|gam|tam|rzam|tujemy|kujemy|emy|imy)$")
_NOT_SELF = fw.table("sam tam nam wam problem adam program reklam czasem razem przytam problemem alkoholem siostram")
#: In English the pronoun says it, and a verb right after it.
_I = fw.table("i we im ive")
#: These only point at the resident; a statement does not begin with them.
POINTING = fw.table("mnie mi nas nam")
#: People spoken of in general, and single others.
_OTHERS = fw.table(
    "wszystkie wszyscy inni ludzie osoby niektorzy kazdy ktos szef szefowa szefem on ona oni one ono people others "
    "somebody someone everybody anyone boss he she they hes shes theyre lokator lokatorka"
)
#: "mam" and "mamy" are "I have", "we have" far more often than forms of mother.
KIN = fw.KIN_NOUNS - {"mam", "mamy"}
#: Words that are the same in the nominative and as an object; after "I" they are objects.
_EITHER_CASE = fw.table("dziecko dzieci rodzice") | fw.table(
    "mother mum mom mummy father dad daddy parents parent son sons daughter daughters child children kid kids baby "
    "husband wife brother sister grandma grandmother grandpa grandfather grandson granddaughter grandchildren aunt "
    "uncle cousin boyfriend girlfriend friend friends neighbour neighbor colleague partner dog cat niece nephew"
)
_NOMINATIVE = fw.table(
    "mama matka mamusia tata ojciec rodzice syn synek synowie corka corki coreczka dziecko dzieci maz zona brat "
    "siostra babcia dziadek wnuk wnuczka ciocia ciotka wujek tesc tesciowa partner partnerka chlopak narzeczony "
    "narzeczona kolega kolezanka znajomy znajoma znajomi sasiad sasiadka przyjaciel przyjaciolka kuzyn kuzynka pies kot"
)
#: After a word of kinship these go on about that person.
_OF_THEM = fw.table(
    "ktory ktora ktore ktorzy who that is isnt has hasnt was gets needs ma jest suffers drinks works hes shes whose"
)
#: At the beginning of a clause these go on about the one just named.
_GO_ON = fw.table(
    "ma ona on oni jest he she hes shes they theyre who has is ktora ktory ktore choruje cierpi his her jego jej"
)
#: Company, and the one something is for, are not the one spoken of.
_BESIDE = fw.WITH | fw.table("dla for od do bez without about nad o and oraz i after przed from by")
_SELF_MARKS = fw.SELF_MARKS - {"a"} | fw.table("jako samotna samotny jestem")

_CONDITIONS = fw.table(
    "jesli jezeli gdyby gdybym jakby jakbym zanim dopoki if when until once before unless whether gdy kiedy"
)
_THEN = fw.table(
    "bede bedzie bedziemy kiedys dawniej wczesniej bylem bylam bylismy byl byla niedlugo wkrotce chcialbym "
    "chcialabym chce chcemy chcialbysmy ide planuje zamierzam mialem mialam mielismy temu will was were "
    "used going soon want would ago "
    "hope plan planning formerly zamierzamy boje hoping wish previously czekam czekamy staram staramy "
    "ubiegam wniosek przechodze przejde przyszlym przyszly odchodze odejde waiting applying applied apply "
    "was wasnt"
)
_NOW = fw.table("bo poniewaz gdyz because teraz now but jestem mam am obecnie aktualnie jestesmy mamy and im have")
_PL_ASKS = fw.table("czy gdzie ile dlaczego czemu skad")
_PL_BEGINS = _PL_ASKS | fw.table("kiedy jaki jaka jakie ktory kto co jak")
_EN_ASKS = fw.table(
    "what how who is does can are where why which when do could should did would will has have am was were"
)


@dataclass(frozen=True)
class Clause:
    """Words between two marks or contrasts. `turns`: positions from which on it is about somebody named before.

    `verbs`: positions of verbs that may be in the first person: "opiekuje" is typed for "opiekuję" as well.
    """

    words: tuple[str, ...]
    english: bool
    turns: frozenset[int] = frozenset()
    verbs: frozenset[int] = frozenset()

    @cached_property
    def of_self(self) -> tuple[bool, ...]:
        """For each position, and the end: whether what is said from here on is said about the resident."""
        told, mine, told_self = [], True, False
        for at, word in enumerate(self.words):
            mine = mine and at not in self.turns
            told.append(mine)
            if self.is_self(at):
                mine = told_self = True
            elif at in self.verbs:
                told_self = told_self or mine
            elif word in _OTHERS:
                mine = self._is_beside(at)
            elif word in KIN:
                mine = self._stays_mine(at, mine=mine, told_self=told_self)
        return (*told, mine)

    def is_self(self, at: int) -> bool:
        """Tell whether a word says that the resident speaks of themselves."""
        word = self.words[at]
        if self.english:
            return word in _I and (at + 1 < len(self.words) or word == "im")
        if word == "i" and self.words[at + 1 : at + 2] in (("am",), ("have",), ("live",), ("need",)):
            return True
        return is_first_person(word)

    @cached_property
    def of_now(self) -> tuple[bool, ...]:
        """For each position: whether what follows is so now, and not only supposed, over or to come."""
        told, now, supposed = [], True, False
        for word in self.words:
            told.append(now and not supposed)
            supposed = supposed or word in _CONDITIONS
            if word in _THEN:
                now = False
            elif word in _NOW:
                now = True
        return tuple(told)

    @cached_property
    def asks_from(self) -> int:
        """The position from which on something is asked; the number of words where nothing is."""
        if self.english:
            first = bool(self.words) and self.words[0] in _EN_ASKS
            return 0 if first else len(self.words)
        if self.words and self.words[0] in _PL_BEGINS:
            return 0
        return next((at for at, word in enumerate(self.words) if word in _PL_ASKS), len(self.words))

    @cached_property
    def denials(self) -> frozenset[str]:
        """The words that deny: the Polish "no" does not."""
        return fw.NEGATIONS if self.english else fw.NEGATIONS - {"no"}

    def _is_beside(self, at: int) -> bool:
        return any(word in _BESIDE for word in self.words[max(at - 2, 0) : at])

    def _stays_mine(self, at: int, *, mine: bool, told_self: bool) -> bool:
        word, after = self.words[at], self.words[at + 1 : at + 2]
        before = self.words[max(at - 2, 0) : at]
        if after and after[0] in _OF_THEM:
            return False
        if any(mark in _SELF_MARKS for mark in before):
            return True
        if any(mark in _BESIDE for mark in before):
            return mine
        if told_self and (word not in _NOMINATIVE or word in _EITHER_CASE):
            return mine
        if not self.english and word not in _NOMINATIVE and word not in _EITHER_CASE:
            return mine  # an object, whoever the subject is
        return False


def is_question(words: Sequence[str], language: str) -> bool:
    """Tell whether a clause asks from its first word on, and says nothing of the one who asks."""
    asks = Clause(tuple(words), is_english(words, language)).asks_from == 0
    return asks and not any(word in _I or is_first_person(word) for word in words)


def is_first_person(word: str) -> bool:
    """Tell whether a Polish word says "I" or "we" by itself."""
    return word in _SELF or (word not in _NOT_SELF and _SELF_ENDING.fullmatch(word) is not None)


def parted(
    split: Sequence[Sequence[str]], language: str, is_verb: Callable[[str], bool] = lambda _: False
) -> tuple[Clause, ...]:
    """Part clauses further where a contrast begins, and carry over who is spoken of."""
    everything = [word for words in split for word in words]
    english = language != "pl" if len(everything) < _ENOUGH_ENGLISH else is_english(everything, language)
    found: list[tuple[list[str], set[int]]] = []
    for words in split:
        first = True
        for part in _at_contrasts(words, english=english):
            named = bool(found) and bool((KIN | _OTHERS) & set(found[-1][0]))
            if first and named and part[0] in _GO_ON:  # "opiekuję się mamą, ma 84 lata"
                found[-1][1].add(len(found[-1][0]))
                found[-1][0].extend(part)
            else:
                found.append((part, set()))
            first = False
    return tuple(
        Clause(tuple(words), english, frozenset(turns), frozenset(at for at, word in enumerate(words) if is_verb(word)))
        for words, turns in found
    )


def _at_contrasts(words: Sequence[str], *, english: bool) -> list[list[str]]:
    parts: list[list[str]] = [[]]
    for word in words:
        instead = word in fw.INSTEAD and bool(fw.DENIALS & set(parts[-1]))
        if instead or (word in fw.CONTRASTS and not (english and word == "a")):
            parts.append([])
        else:
            parts[-1].append(word)
    return [part for part in parts if part]


def is_english(words: Sequence[str], language: str) -> bool:
    """Tell whether a text is rather English than Polish, going by small words; the language spoken decides a draw."""
    english = sum(word in _ENGLISH for word in words)
    polish = sum(word in _POLISH for word in words)
    return english > polish if english != polish else language != "pl"


_POLISH = fw.table(
    "nie sie jest na w z ze mam jestem mieszkam lat od po dla o mnie moja moj moje tak bez szukam u ja ale czy "
    "mamy prace pracy przez jak co gdzie potrzebuje stopien renta rente rencie"
)
#: The words of the guards, so that none is taken for a typo of another word.
WORDS = _SELF | _OTHERS | _OF_THEM | _GO_ON | _BESIDE | _CONDITIONS | _THEN | _NOW | _PL_BEGINS | _EN_ASKS | _POLISH
