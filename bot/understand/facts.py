"""What a text says to the questions with options: phrases found, each judged by the guards, put together as answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from bot.core.answers import Form
from bot.core.questions import Question
from bot.understand import function_words as fw
from bot.understand.fact_table import CHILD, FactTable, Match, Token
from bot.understand.replies import Reply
from bot.understand.sentence import KIN, POINTING, Clause
from bot.understand.wording import IDLE

#: The options that say that nothing applies; see `Question.nothing_applies`.
NOTHING = ("no", "none")
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
_JOINS = fw.table("albo lub czy or i and oraz ani nor a raczej")
#: After a conjunction these begin another statement, which a denial before it does not reach.
_AGAIN = fw.table("bo ze ale tylko lecz i oraz and so because since gdyz poniewaz")


@dataclass(frozen=True, slots=True)
class Said:
    """Options that a phrase names in the clause of this number, affirmed or denied."""

    question: str
    options: frozenset[str]
    affirmed: bool
    answers_only: bool
    fills_clause: bool = False
    is_joined: bool = False
    has_number: bool = False


@dataclass(frozen=True)
class FactReader:
    """Reads all questions with options at once. `asked` and replies narrow what is read."""

    questions: dict[str, Question]
    table: FactTable
    wish: str | None
    after: Mapping[str, frozenset[str]]

    def said(self, clauses: Sequence[Clause], tokens: Sequence[Sequence[Token]], asked: str | None) -> list[Said]:
        """Give everything the clauses say."""
        found: list[Said] = []
        wished = False
        for index, (clause, typed) in enumerate(zip(clauses, tokens, strict=True)):
            told = any(clause.is_self(at) for at in range(len(typed)))
            wishes = next((at for at, word in enumerate(clause.words) if word in _WISHES), None)
            wished = wishes is not None or (wished and not told)
            after = [token for later in tokens[index + 1 : index + 2] for token in later]
            reading = _Reading(self, clause, typed, after, asked, wishes, wished=wished)
            told_here = reading.said()
            filling = {one.question for one in told_here if one.fills_clause}
            found += [
                one
                for one in told_here
                if len(filling) == 1 or not (one.answers_only and one.fills_clause) or one.question == asked
            ]
        return found

    def sure(self, said: Sequence[Said], asked: str | None, *, others: bool) -> list[Said]:
        """Leave out what counts only as an answer, unless it was asked for or stands beside something of its kind.

        `others`: something else was understood already.
        """
        sure = [one for one in said if not one.answers_only or one.question == asked]
        questions = {one.question for one in sure}
        doubtful = [one for one in said if one.answers_only and one.question != asked]
        sure += [
            one for one in doubtful if one.question in questions and (one.is_joined or one.fills_clause)
        ]  # "lekki stopień albo umiarkowany"
        if questions or others:  # a bare "znaczny" counts beside another fact
            sure += [one for one in doubtful if one.question not in questions and one.fills_clause]
        return sure

    def names_wish(self, words: Sequence[str]) -> bool:
        """Tell whether some kind of help is named, in whatever way."""
        found = self.table.find([self.table.token(word) for word in words])
        return any(one.meaning.question == self.wish for one in found)

    def whole(self, tokens: Sequence[Token], asked: str) -> frozenset[str]:
        """Give the options of the asked question that are all the text says: a label typed as it is shown."""
        return frozenset(
            match.meaning.option
            for match in self.table.find(tokens)
            if match.meaning.question == asked and (match.start, match.end) == (0, len(tokens))
        )


@dataclass(frozen=True)
class _Reading:
    """One clause being read."""

    reader: FactReader
    clause: Clause
    tokens: Sequence[Token]
    after: Sequence[Token]
    asked: str | None
    wishes: int | None
    wished: bool

    def said(self) -> list[Said]:
        matches = [one for one in self.reader.table.find(self.tokens) if self._may_be(one)]
        kept = [one for one in matches if not self._is_swallowed(one, matches)]
        found: list[Said] = []
        for question in dict.fromkeys(one.meaning.question for one in kept):
            own = [one for one in kept if one.meaning.question == question]
            for group in self._apart(own, whole=self.reader.questions[question].kind == "one"):
                found += self._judged(group)
        return found

    def _apart(self, own: Sequence[Match], *, whole: bool) -> Iterator[list[Match]]:
        """Give the phrases of one question span by span, the longest first.

        Of what may be one option only (`whole`) no two phrases overlap; of ticks none stands inside another.
        """
        ordered = sorted(own, key=lambda one: (self._is_doubtful(one), one.start - one.end, one.start))
        taken: list[set[int]] = []
        for (start, end), same in groupby(ordered, key=lambda one: (one.start, one.end)):
            span = set(range(start, end))
            if any(span & other if whole else span <= other for other in taken):
                continue
            taken.append(span)
            yield list(same)

    def _may_be(self, one: Match) -> bool:
        return not (one.meaning.of_child and (self._is_of_adult(one) or self._is_child(one)))

    def _is_child(self, one: Match) -> bool:
        """Tell "I'm a 17 year old boy" from "a 12 year old boy"."""
        before = [word for word in self.clause.words[max(one.start - 2, 0) : one.start] if word not in IDLE]
        return bool(before) and before[-1] in ("am", "im", "jestem")

    def _is_doubtful(self, one: Match) -> bool:
        """Tell whether the phrase counts as an answer alone, and was not asked for."""
        return one.meaning.answers_only and one.meaning.question != self.asked

    def _is_swallowed(self, one: Match, matches: Sequence[Match]) -> bool:
        """Tell whether this is part of the phrase of another question: "terapia uzależnień", "dom dziecka".

        A question that applies only after another swallows nothing of it: "niepełnosprawność ruchowa" says both.
        """
        mine, after = one.meaning.question, self.reader.after
        return not one.meaning.of_child and any(
            other.meaning.question != mine
            and other.start <= one.start
            and one.end <= other.end
            and other.end - other.start > one.end - one.start
            and (not other.meaning.answers_only or other.meaning.question == self.asked)
            and mine not in after.get(other.meaning.question, ())
            and other.meaning.question not in after.get(mine, ())
            for other in matches
        )

    def _judged(self, group: Sequence[Match]) -> list[Said]:
        one = group[0]
        question = one.meaning.question
        answers_only = all(match.meaning.answers_only for match in group)
        affirmed = self._affirmed(one, group, is_wish=question == self.reader.wish)
        if affirmed is None:
            return []
        options = frozenset(match.meaning.option for match in group if match.meaning.answers_only == answers_only)
        if not affirmed or (question == self.reader.wish and self.wishes is not None and self.wishes < one.end):
            answers_only = False
        is_joined = one.start > 0 and self.clause.words[one.start - 1] in _JOINS
        return [Said(question, options, affirmed, answers_only, self._fills(one), is_joined, self._has_number(one))]

    def _fills(self, one: Match) -> bool:
        """Tell whether the phrase is all the clause says."""
        rest = [*self.clause.words[: one.start], *self.clause.words[one.end :]]
        if one.meaning.question == self.reader.wish and self.wished:
            return True
        if self._has_number(one):
            return False
        return all(word in IDLE or word in fw.IN or word in ("mam", "mamy", "have") for word in rest)

    def _has_number(self, one: Match) -> bool:
        return any(token.number is not None for token in self.tokens[one.start : one.end])

    def _affirmed(self, one: Match, group: Sequence[Match], *, is_wish: bool) -> bool | None:
        """Tell whether a phrase is affirmed or denied; None where it says nothing about the resident now."""
        clause, before = self.clause, self.clause.words[: one.start]
        is_asked = one.meaning.question == self.asked
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
        return self._denied(one, group, before)

    def _is_own(self, one: Match) -> bool:
        """Tell whether a phrase is said of the resident: the words before it say so, or it names them itself."""
        words = self.clause.words[one.start : one.end]
        return self.clause.of_self[one.start] or bool(_ME & set(words)) or self.clause.is_self(one.start)

    def _is_now(self, one: Match) -> bool:
        """Tell what is so from what was or may be. Whose child may be taken away has one."""
        has_one = one.meaning.of_child and bool(_ME & set(self.clause.words[one.start : one.end]))
        return self.clause.of_now[one.start] or has_one

    def _denied(self, one: Match, group: Sequence[Match], before: Sequence[str]) -> bool | None:
        denials, after = self.clause.denials, self.clause.words[one.end :]
        inside = self.clause.words[one.start : one.end]
        near = next((at for at in range(len(before) - 1, -1, -1) if before[at] not in fw.LIGHT), -1)
        denied = near >= 0 and before[near] in denials
        if not denied and self._reached(before, inside):
            return None
        if not denied and after[:1] and after[0] in fw.DENIALS:
            denied = len(after) == 2 and after[1] in fw.LIGHT  # noqa: PLR2004 -- "dzieci nie mam" and no more
            if not denied and (len(after) < 2 or after[1] in fw.LIGHT):  # noqa: PLR2004
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
                or (person and self.reader.table.is_group(self.tokens[one.start - 2], CHILD))
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

    def _is_of_adult(self, one: Match) -> bool:
        """Tell whether the child that a phrase speaks of is grown up."""
        inside = range(one.start, one.end)
        at = next((i for i in inside if self.reader.table.is_group(self.tokens[i], CHILD)), one.start)
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


def answer(
    question: Question, said: Iterable[Said], replied: Reply | None, *, is_all: bool, asked: bool
) -> Form | None:
    """Put together what was said to one question. `replied`: yes or no at the beginning; `is_all`: nothing else.

    Where it was not `asked`, what is denied alone says too little: whoever is no student may be anything else.
    """
    if question.kind == "many":
        return _many(question, said, denied=is_all and replied is Reply.NO)
    return _one(question, said, _by_reply(question, replied, is_all=is_all), asked=asked)


def _one(question: Question, said: Iterable[Said], possible: frozenset[str], *, asked: bool) -> Form | None:
    affirmed: list[frozenset[str]] = []
    for one in said:
        if one.affirmed:
            affirmed.append(one.options)
        elif not one.options & set(NOTHING):
            possible = possible - one.options
    if affirmed:
        shared = frozenset.intersection(*affirmed)
        possible = possible & (shared or frozenset.union(*affirmed))
    left = [option.id for option in question.options if option.id in possible]
    if not left or len(left) == len(question.options) or not (asked or affirmed or len(left) == 1):
        return None
    return left[0] if len(left) == 1 else [*left]


def _by_reply(question: Question, replied: Reply | None, *, is_all: bool) -> frozenset[str]:
    """Give the options that a yes or no leaves. "nie, ..." alone does not yet say that nothing applies."""
    options = frozenset(question.position)
    nothing = next((option for option in NOTHING if option in options), None)
    if nothing is None or replied not in (Reply.YES, Reply.NO):
        return options
    if replied is Reply.NO:
        return frozenset({nothing}) if is_all or nothing == "no" else options
    return frozenset({"yes"}) if "yes" in options else options - {nothing}


def _many(question: Question, said: Iterable[Said], *, denied: bool) -> Form | None:
    # A phrase that may mean several options ticks none of them.
    found: dict[str, bool] = {}
    for one in sorted(said, key=lambda s: s.affirmed):
        options = _strongest(question, one.options)
        if len(options) == 1:
            found[next(iter(options))] = one.affirmed
    for option in [option for option, so in found.items() if so]:
        # What follows from an option cannot be denied beside it.
        for implied in _implied(question, option):
            if found.get(implied) is False:
                del found[implied]
    if not found and denied:
        return {option.id: False for option in question.options}
    return {option.id: found[option.id] for option in question.options if option.id in found} or None


def _strongest(question: Question, options: frozenset[str]) -> frozenset[str]:
    """Leave out the options that follow from another one: "samotna matka" stands under both."""
    return frozenset(
        one for one in options if not any(one in _implied(question, other) for other in options if other != one)
    )


def _implied(question: Question, option: str) -> list[str]:
    reached = question.implied[question.position[option]]
    return [other for other, index in question.position.items() if reached >> index & 1]


#: The words of the guards, so that none is taken for a typo of another word.
WORDS = _WISHES | _HAD | _MEASURES | _PEOPLE | _AGAIN | _GROWN_WORDS | _ME | _JOINS
