"""Whether a phrase that was found is said of the resident and now, and whether it is affirmed or denied."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.understand import function_words as fw
from bot.understand.fact_table import Match, Token
from bot.understand.sentence import KIN, POINTING, Clause
from bot.understand.wording import IDLE

#: So many words before a phrase a denial may stand and still reach it.
_REACH = 4
#: An answer about children under this age.
_GROWN = 18
_GROWN_WORDS = fw.table(
    "dorosly dorosla dorosle dorosli doroslego doroslych doroslym doroslymi doroslej adult adults grown "
    "grownup grownups"
)
_NEAR_CHILD = 5
#: A phrase with one of these is about the resident, whoever does it: "mąż mnie bije".
_ME = fw.table("mnie mi nas nam moje moich moja mojego mojej me my us our")
#: What is looked for: after these a kind of help is wished for, in any clause.
_WISHES = fw.table(
    "szukam szukamy poszukuje szukac potrzebuje potrzebujemy potrzebna potrzebny potrzebne potrzeba chce "
    "chcemy chcialbym "
    "chcialabym chcielibysmy prosze poprosze gdzie czy dostac znalezc zdobyc zalatwic przydalby "
    "przydalaby przydaloby przydaly "
    "przydalyby przydadza przyda macie szansa interesuje interesuja zapisze zapisac daj dajcie marze "
    "marzy wolalbym wolalabym chetnie "
    "skorzystac skorzystalabym skorzystalbym pomozcie pomoc mozna jakies jakis jakas jak brakuje zalezy "
    "looking look need needs want where how could can get seeking seek like please any find apply join help wish "
    "interested there offer offers searching"
)
#: Before a kind of help these say that it is there already, or somebody's trade.
_HAD = fw.table(
    "u moj moja moje mojego my his her jestem mam pracuje jako w na chodze bylam bylem konczylem "
    "skonczylem skonczylam ukonczylem po z od"
)
#: Right before a noun these say that one has not got it: "do emerytury", "przed rozwodem".
_NOT_THERE = (("do",), ("przed",))
#: Before a measure of time "for" is no "for somebody".
_MEASURES = fw.table(
    "half a an over more about almost nearly several many years months weeks long the last past ages quite few some"
)
_PEOPLE = fw.table(
    "osob osoby osobami osobom ludzi ludzie ludzmi people persons adults mlodzieza mlodziezy klientow klientami"
)
#: After a conjunction these begin another statement, which a denial before it does not reach.
_AGAIN = fw.table("bo ze ale tylko lecz i oraz and so because since gdyz poniewaz")


@dataclass(frozen=True)
class Guards:
    """Judges phrases of one clause.

    `after`: the words of the next clause. `wishes`: where the clause says that something is looked for; `wished`: it
    does, or the clause before it did. `is_child_word`: tells whether a word means a child.
    """

    clause: Clause
    tokens: Sequence[Token]
    after: Sequence[Token]
    wishes: int | None
    wished: bool
    is_child_word: Callable[[Token], bool]

    def affirmed(self, group: Sequence[Match], *, is_asked: bool, is_wish: bool) -> bool | None:
        """Tell whether a phrase is affirmed or denied; None where it says nothing about the resident now.

        `group`: what the phrase may mean. `is_asked`: its question was just put; `is_wish`: it names a kind of help.
        """
        one, clause = group[0], self.clause
        if is_wish:
            if not self._is_wished(one, is_asked=is_asked):
                return None
        elif (
            not self._is_own(one)
            or not self._is_now(one)
            or self._is_theirs(one)
            or one.start >= clause.asks_from
            or self._is_for_others(one)
            or self._is_over(one)
        ):
            return None
        return self._polarity(one, group)

    def _is_own(self, one: Match) -> bool:
        """Tell whether a phrase is said of the resident: the words before it say so, or it names them itself."""
        words = self.clause.words[one.start : one.end]
        return self.clause.of_self[one.start] or bool(_ME & set(words)) or self.clause.is_self(one.start)

    def _is_now(self, one: Match) -> bool:
        """Tell what is so from what was or may be. Whose child may be taken away has one."""
        has_one = one.meaning.of_child and bool(_ME & set(self.clause.words[one.start : one.end]))
        return self.clause.of_now[one.start] or has_one

    def _polarity(self, one: Match, group: Sequence[Match]) -> bool | None:
        """Tell whether a phrase is affirmed (True) or denied (False); None where a denial may or may not mean it."""
        denials, after = self.clause.denials, self.clause.words[one.end :]
        before, inside = self.clause.words[: one.start], self.clause.words[one.start : one.end]
        near = next((at for at in range(len(before) - 1, -1, -1) if before[at] not in fw.LIGHT), -1)
        denied = near >= 0 and before[near] in denials
        if not denied and self._reached(before, inside):
            return None
        if not denied and after[:1] and after[0] in fw.DENIALS:
            denied = len(after) == 2 and after[1] in fw.LIGHT  # noqa: PLR2004 -- "dzieci nie mam" and no more
            if not denied and (len(after) < 2 or after[1] in fw.LIGHT):  # noqa: PLR2004 -- the same two words
                return None
        if not denied:
            return True
        # To deny a word that stands under several options denies each; one that names its option denies that.
        named = len({match.meaning.option for match in group}) > 1 or any(match.meaning.names for match in group)
        return False if named else None

    def _reached(self, before: Sequence[str], inside: Sequence[str]) -> bool:
        """Tell whether something is denied before this, perhaps this too."""
        if fw.DENIALS & set(inside):
            return False
        passed = 0
        for at in range(len(before) - 1, -1, -1):
            passed += before[at] not in fw.LIGHT
            if passed > _REACH:
                return False
            if before[at] in self.clause.denials:
                return True
            begins = self.clause.is_self(at) and before[at] not in POINTING
            if begins and at and before[at - 1] not in self.clause.denials:
                return False
            follows = before[at + 1 : at + 2] or inside[:1]
            if before[at] in _AGAIN and (before[at] not in fw.AND or self._begins_again(at + 1, follows)):
                return False
        return False

    def _begins_again(self, at: int, follows: Sequence[str]) -> bool:
        return bool(follows) and (
            self.clause.is_self(at) or any(":" in key and key.endswith(":v1") for key in self.tokens[at].keys)
        )

    def _is_wished(self, one: Match, *, is_asked: bool) -> bool:
        before = self.clause.words[: one.start]
        if is_asked:
            return True
        last = before[-1] if before else ""
        if (self.wishes is not None and self.wishes <= one.end) or self.clause.asks_from < one.start:
            return True
        if last in _HAD or not self.clause.of_self[one.start]:
            return False
        if self.wished:
            return True
        told = any(self.clause.is_self(at) or at in self.clause.verbs for at in range(one.start))
        return not told and one.start < self.clause.asks_from

    def _is_theirs(self, one: Match) -> bool:
        """Tell "my disabled son" from "I am a disabled mother": right after the phrase stands whom it is about."""
        words = self.clause.words
        if one.start > 0 and words[one.start - 1] in fw.WITH:
            person = words[one.start - 2] if one.start > 1 else ""
            is_person = one.end - one.start == 1 and any(key.endswith(":a") for key in self.tokens[one.start].keys)
            if (
                is_person
                or words[one.start] in _PEOPLE
                or person in KIN
                or (person and self.is_child_word(self.tokens[one.start - 2]))
            ):
                return True
        after = words[one.end : one.end + 1]
        if after and after[0] in _PEOPLE:
            return True
        if not after or after[0] not in KIN:
            return False
        return not fw.SELF_MARKS - {"a"} & set(self.clause.words[max(one.start - 2, 0) : one.start])

    def _is_for_others(self, one: Match) -> bool:
        """Tell "a course for the unemployed"; where the resident speaks of themselves again, it is over."""
        words = self.clause.words
        if not self.clause.english and words[max(one.start - 1, 0) : one.start] in _NOT_THERE:
            return True
        for at in range(one.start - 1, -1, -1):
            if words[at] in fw.FOR:
                return not one.meaning.of_child and not (
                    words[at + 1 : at + 2] and (words[at + 1] in _MEASURES or words[at + 1].isdecimal())
                )
            if words[at] == "za" and one.start - at <= 3:  # noqa: PLR2004 -- "za rok", "za 2 lata"
                return True
            if self.clause.is_self(at):
                return False
        return False

    def _is_over(self, one: Match) -> bool:
        return (
            bool(fw.PAST & set(self.clause.words[one.end :]))
            or "przed" in self.clause.words[max(one.start - 1, 0) : one.start]
        )

    def is_child(self, one: Match) -> bool:
        """Tell "I'm a 17 year old boy" from "a 12 year old boy"."""
        before = [word for word in self.clause.words[max(one.start - 2, 0) : one.start] if word not in IDLE]
        return bool(before) and before[-1] in ("am", "im", "jestem")

    def is_of_adult(self, one: Match) -> bool:
        """Tell whether the child that a phrase speaks of is grown up."""
        inside = range(one.start, one.end)
        at = next((i for i in inside if self.is_child_word(self.tokens[i])), one.start)
        around = [*self.tokens[max(at - 3, 0) : at + _NEAR_CHILD], *self.after[:_NEAR_CHILD]]
        if _GROWN_WORDS & {token.word for token in around}:
            return True
        # "córka ma 20 lat", "20-letni syn"; the resident's own age stands behind "mam".
        behind = self.tokens[at + 1 : at + _NEAR_CHILD]
        if not behind and self.after and self.after[0].word in ("ma", "ona", "on", "she", "he", "shes", "hes", "is"):
            behind = self.after[:_NEAR_CHILD]
        told = [token for token in behind if token.number is not None]
        stops = [i for i, token in enumerate(behind) if token.word in ("mam", "ja", "i", "im")]
        if told and told[0].number is not None and told[0].number >= _GROWN:
            return not stops or behind.index(told[0]) < stops[0]
        ahead = self.tokens[max(at - 3, 0) : at]
        return any(
            token.number is not None
            and token.number >= _GROWN
            and ahead[i + 1 : i + 2]
            and ahead[i + 1].word.startswith(("letni", "year"))
            for i, token in enumerate(ahead)
        )


def wish_at(clause: Clause) -> int | None:
    """Tell at which word a clause says that something is looked for."""
    return next((at for at, word in enumerate(clause.words) if word in _WISHES), None)


#: The words of the guards, so that none is taken for a typo of another word.
WORDS = _WISHES | _HAD | _MEASURES | _PEOPLE | _AGAIN | _GROWN_WORDS | _ME
