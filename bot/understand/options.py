"""Answers to one question with options, from the words of its options. Only for the question just asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.core.answers import Form
from bot.core.questions import Option, Question
from bot.understand import function_words as fw
from bot.understand.fold import fold_words
from bot.understand.phrases import Found, Phrases
from bot.understand.replies import Reply
from bot.understand.stems import stem

#: The options that say that nothing applies; see `Question.nothing_applies`.
_NOTHING = ("no", "none")
#: So many words before a phrase a denial may stand and still reach it.
_REACH = 4


@dataclass(frozen=True, slots=True)
class _Said:
    """Options that a phrase names, affirmed or denied."""

    options: frozenset[str]
    affirmed: bool


class OptionReader:
    """Reads the answer to one question of kind `one` or `many`."""

    def __init__(self, question: Question, ordinary: Callable[[str], bool]) -> None:
        self._question = question
        self._ordinary = ordinary
        listed = [(phrase, option.id) for option in question.options for phrase in _phrases(option)]
        self._phrases = Phrases(listed, stem)
        # What denies an option is a denial of its label; its other words are only some ways in which it may be so.
        self._labels = {
            (option.id, tuple(map(stem, label[:length])))
            for option in question.options
            for label in _both(map(fold_words, dict(option.label.versions).values()))
            for length in range(1, len(label) + 1)
        }
        # Options told by what others do ("mąż pije", "my son skips school").
        kin = fw.KIN - fw.PRONOUNS  # "on" is also English
        self._about_kin = {option for phrase, option in listed if kin & set(phrase)}
        self._is_wish = question.role == "need"

    def mentions(self, words: Sequence[str]) -> bool:
        """Tell whether some option is named, in whatever way, without typos."""
        return bool(self._phrases.find(words))

    def read(
        self, clauses: Sequence[Sequence[str]], language: str, replied: Reply | None, *, is_all: bool
    ) -> Form | None:
        """Give the answer, or None where nothing was understood (a refusal is not read here).

        `replied`: yes or no at the beginning; `is_all`: nothing else was said.
        """
        together = [word for clause in clauses for word in clause]
        whole = self._phrases.find(together)
        if [(found.start, found.end) for found in whole] == [(0, len(together))]:
            clauses = [together]  # a label with a comma in it, typed as it is shown
        negations = fw.NEGATIONS - {"no"} if language == "pl" else fw.NEGATIONS  # the Polish "no" is yes
        said = [one for clause in clauses for one in self._said(clause, negations)]
        if self._question.kind == "many":
            return self._many(said, denied=is_all and replied is Reply.NO)
        return self._one(said, self._by_reply(replied, is_all=is_all))

    def _said(self, words: Sequence[str], negations: frozenset[str]) -> Iterator[_Said]:
        for found in self._phrases.find(words, lambda at: not self._ordinary(words[at])):
            affirmed = self._affirmed(words, found, negations)
            if affirmed is not None:
                yield _Said(found.values, affirmed)

    def _affirmed(self, words: Sequence[str], found: Found[str], negations: frozenset[str]) -> bool | None:
        """Tell whether a phrase is affirmed or denied; None where it says nothing about the resident now."""
        before, after = words[: found.start], words[found.end :]
        if self._is_of_somebody_else(words, found) or (not self._is_wish and self._is_not_now(words, found)):
            return None
        near = next((at for at in range(len(before) - 1, -1, -1) if before[at] not in fw.LIGHT), -1)
        denied = near >= 0 and before[near] in negations
        inside = words[found.start : found.end]
        if not denied and negations & set(before[-_REACH:]) and not fw.DENIALS & set(inside):
            return None  # something is denied, perhaps not this
        if not denied and after[:1] and after[0] in fw.DENIALS:
            denied = len(after) == 2 and after[1] in fw.LIGHT  # noqa: PLR2004 -- "dzieci nie mam" and no more
            if not denied:
                return None
        return True if not denied else self._denies(found, inside)

    def _denies(self, found: Found[str], inside: Sequence[str]) -> bool | None:
        """Give False where to deny these words is to deny the options, None where it leaves them open."""
        # A word that stands under several options is the name of them all: to deny it denies each.
        keys = tuple(map(stem, inside))
        named = len(found.values) > 1 or all((option, keys) in self._labels for option in found.values)
        return False if named else None

    def _is_not_now(self, words: Sequence[str], found: Found[str]) -> bool:
        """Tell what was, will be or is for others ("za rok", "kurs dla bezrobotnych") from what is."""
        before, after = words[: found.start], words[found.end :]
        if before and (before[-1] in fw.FOR or before[0] == "za" or "za" in before[-2:-1]):
            return True
        return bool((fw.NOT_NOW & set(before)) | (fw.PAST & set(after)))

    def _is_of_somebody_else(self, words: Sequence[str], found: Found[str]) -> bool:
        if found.values <= self._about_kin:
            return False
        return any(
            words[at] in fw.KIN and not (fw.SELF_MARKS | fw.WITH) & set(words[max(at - 2, 0) : at])
            for at in range(found.start)
        )

    def _one(self, said: Sequence[_Said], possible: frozenset[str]) -> Form | None:
        order = [option.id for option in self._question.options]
        affirmed = [one.options for one in said if one.affirmed]
        for one in said:
            if not one.affirmed and not one.options & set(_NOTHING):
                possible = possible - one.options
        if affirmed:
            shared = frozenset.intersection(*affirmed)
            possible = possible & (shared or frozenset.union(*affirmed))
        left = [option for option in order if option in possible]
        if not left or len(left) == len(order):
            return None
        return left[0] if len(left) == 1 else [*left]

    def _by_reply(self, replied: Reply | None, *, is_all: bool) -> frozenset[str]:
        """Give the options that a yes or no leaves. "nie, ..." alone does not yet say that nothing applies."""
        options = frozenset(self._question.position)
        nothing = next((option for option in _NOTHING if option in options), None)
        if nothing is None or replied not in (Reply.YES, Reply.NO):
            return options
        if replied is Reply.NO:
            return frozenset({nothing}) if is_all or nothing == "no" else options
        return frozenset({"yes"}) if "yes" in options else options - {nothing}

    def _many(self, said: Sequence[_Said], *, denied: bool) -> Form | None:
        # A phrase that may mean several options ticks none of them.
        found: dict[str, bool] = {}
        for one in sorted(said, key=lambda s: s.affirmed):
            if len(one.options) == 1:
                found[next(iter(one.options))] = one.affirmed
        for option in [option for option, so in found.items() if so]:
            # What follows from an option cannot be denied beside it.
            for implied in self._implied(option):
                if found.get(implied) is False:
                    del found[implied]
        if not found and denied:
            return {option.id: False for option in self._question.options}
        return {option.id: found[option.id] for option in self._question.options if option.id in found} or None

    def _implied(self, option: str) -> list[str]:
        position = self._question.position
        reached = self._question.implied[position[option]]
        return [other for other, index in position.items() if reached >> index & 1]


def _phrases(option: Option) -> Iterator[tuple[str, ...]]:
    """Give the words of an option and its label, which people type as they see it."""
    for text in (*(word for _, listed in option.words for word in listed), *dict(option.label.versions).values()):
        yield from _both([fold_words(text)])


def _both(phrases: Iterable[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """Give each phrase, and without the English "I", which does not stand there in "I do not have children"."""
    for phrase in phrases:
        if phrase:
            yield phrase
        if phrase[:1] == ("i",) and len(phrase) > 2 and phrase[1] in fw.LIGHT:  # noqa: PLR2004 -- a verb and a word
            yield phrase[1:]
