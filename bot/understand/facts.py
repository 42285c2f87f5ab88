"""What a text says to the questions with options: phrases found, sorted out, each judged by the guards."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from bot.core.questions import Question
from bot.understand import function_words as fw
from bot.understand.fact_table import CHILD, FactTable, Match, Token
from bot.understand.guards import Guards, wish_at
from bot.understand.sentence import Clause
from bot.understand.wording import IDLE


@dataclass(frozen=True, slots=True)
class Said:
    """Options of one question that a phrase names, affirmed or denied.

    `answers_only`: the phrase counts only where its question was put or its like stands beside it. `fills_clause`: it
    is all that its clause says. `is_joined`: "or", "and" stand before it. `has_number`: a number is part of it.
    """

    question: str
    options: frozenset[str]
    affirmed: bool
    answers_only: bool
    fills_clause: bool = False
    is_joined: bool = False
    has_number: bool = False


@dataclass(frozen=True)
class FactReader:
    """Reads all questions with options at once.

    `wish`: id of the question what help is wanted, where there is one. `after`: for the id of a question those of the
    questions that it applies after.
    """

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
            wishes = wish_at(clause)
            wished = wishes is not None or (wished and not told)
            after = [token for later in tokens[index + 1 : index + 2] for token in later]
            guards = Guards(clause, typed, after, wishes, wished, self._is_child_word)
            told_here = _Reading(self, clause, typed, asked, guards).said()
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

    def _is_child_word(self, token: Token) -> bool:
        return self.table.is_group(token, CHILD)


@dataclass(frozen=True)
class _Reading:
    """One clause being read."""

    reader: FactReader
    clause: Clause
    tokens: Sequence[Token]
    asked: str | None
    guards: Guards

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
        return not (one.meaning.of_child and (self.guards.is_of_adult(one) or self.guards.is_child(one)))

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
        is_wish = question == self.reader.wish
        affirmed = self.guards.affirmed(group, is_asked=question == self.asked, is_wish=is_wish)
        if affirmed is None:
            return []
        options = frozenset(match.meaning.option for match in group if match.meaning.answers_only == answers_only)
        wishes = self.guards.wishes
        if not affirmed or (is_wish and wishes is not None and wishes < one.end):
            answers_only = False
        is_joined = one.start > 0 and self.clause.words[one.start - 1] in fw.JOINS
        return [Said(question, options, affirmed, answers_only, self._fills(one), is_joined, self._has_number(one))]

    def _fills(self, one: Match) -> bool:
        """Tell whether the phrase is all the clause says."""
        rest = [*self.clause.words[: one.start], *self.clause.words[one.end :]]
        if one.meaning.question == self.reader.wish and self.guards.wished:
            return True
        if self._has_number(one):
            return False
        return all(word in IDLE or word in fw.IN or word in ("mam", "mamy", "have") for word in rest)

    def _has_number(self, one: Match) -> bool:
        return any(token.number is not None for token in self.tokens[one.start : one.end])
