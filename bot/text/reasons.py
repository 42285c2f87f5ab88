"""Why an offer fits, as a resident reads it. What rests on a sensitive answer gives nothing away."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core import conditions as c
from bot.core import screens as s
from bot.core.catalogue import Catalogue
from bot.core.conditions import Truth
from bot.core.matcher import Verdict
from bot.core.reasons import Reason
from bot.text.format import esc, say
from bot.text.questions import span, value, where
from bot.text.words import Words


@dataclass(frozen=True)
class ReasonText:
    """Writes the reasons of offers in one language."""

    catalogue: Catalogue
    words: Words

    def why(self, screen: s.Card) -> str:
        """Give the reasons under a heading; empty where there is none."""
        words = self.words
        heading = {
            Verdict.FITS: words("Why it fits you"),
            Verdict.MAYBE: words("Perhaps for you"),
            Verdict.NO: words("This offer is for somebody else"),
        }[screen.result.verdict]
        lines = [line for reason in screen.reasons if (line := self._reason(reason, screen.result.verdict))]
        # What is open to everybody has no reasons, and then the heading would stand alone.
        return "\n".join(dict.fromkeys([f"<b>{heading}</b>", *lines])) if lines else ""

    def _reason(self, reason: Reason, verdict: Verdict) -> str:
        """One line a condition. What rests on a sensitive answer is worded so that it gives nothing away."""
        words = self.words
        question = self.catalogue.questions[reason.question]
        name = say(question.neutral or question.short, words)
        if reason.judged_elsewhere:
            return words("• {subject}: the office will judge this", subject=name)
        if reason.truth is Truth.UNKNOWN:
            return words("• {subject}: not known yet", subject=name)
        if reason.truth is Truth.YES:
            if question.sensitive:
                return words("✓ fits your answer about: {subject}", subject=name)
            return words(
                "✓ {subject}: {wanted}", subject=name, wanted=self._wanted(reason) or words("fits your answer")
            )
        if verdict is not Verdict.NO:
            return ""
        if question.sensitive:
            return words("✗ {subject}: for people with another answer", subject=name)
        return words(
            "✗ {subject}: needed: {wanted}", subject=name, wanted=self._wanted(reason) or words("another answer")
        )

    def _wanted(self, reason: Reason) -> str:
        """Say what a condition asks for."""
        words, places = self.words, self.catalogue.places
        question = self.catalogue.questions[reason.question]
        match reason.wanted:
            case c.Between(lowest=lowest, highest=highest):
                return esc(span(question, lowest, highest, words))
            case c.LivesIn(places=ids):
                named = places.exact(places.mask(ids))
                shown = [named.id] if named else ids[:4]
                more = "" if named or len(ids) <= len(shown) else "…"
                return ", ".join(esc(where(places, id_, words)) for id_ in shown) + more
            case c.Among(options=ids):
                shown = [esc(value(question, id_, places, words)) for id_ in ids[:4]]
                return words(" or ").join(shown) + ("…" if len(ids) > len(shown) else "")
            case _:
                return ""

    def especially(self, condition: c.Condition) -> str:
        """Say who is meant by "especially for"; empty where it cannot be said in a few words."""
        match condition:
            case c.LivesIn(places=ids):
                return ", ".join(esc(self.catalogue.places.by_id[id_].name.in_(self.words.language)) for id_ in ids)
            case c.Among(question=id_, options=ids):
                question = self.catalogue.questions[id_]
                return ", ".join(esc(value(question, option, self.catalogue.places, self.words)) for option in ids)
            case _:
                return ""
