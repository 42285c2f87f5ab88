"""Results and offers as a resident reads them. Never a decision: every card names who decides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from bot.core import actions as a
from bot.core import conditions as c
from bot.core import screens as s
from bot.core.catalogue import Catalogue
from bot.core.conditions import Truth
from bot.core.matcher import Result, Verdict
from bot.core.offers import Dates, Offer, Season, State
from bot.core.places import Place
from bot.core.prospect import STANDING
from bot.core.reasons import Reason
from bot.core.texts import BASE_LANGUAGE
from bot.text import contacts as contact_text
from bot.text.format import day, esc, say, year_day
from bot.text.message import Message, Row, button
from bot.text.questions import CHOSEN, span, value, where
from bot.text.words import Words, mark

CONTACTS_SHOWN = 3
OFFERS_SHOWN = 5

HEADINGS = {
    State.STANDING: mark("Help that is always there"),
    State.OPEN: mark("Projects open now"),
    State.PLANNED: mark("Projects that start later"),
    State.CLOSED: mark("Closed now, coming back"),
    State.ENDED: mark("Projects that have ended"),
}


@dataclass(frozen=True)
class OfferText:
    """Writes results and offers in one language, at one moment."""

    catalogue: Catalogue
    words: Words
    now: datetime

    def results(self, screen: s.Results) -> Message:
        """Where to go today, then what was found."""
        words = self.words
        parts = [self._today(screen)]
        if screen.offers:
            parts.append(self._offers(screen.offers[:OFFERS_SHOWN]))
            more = len(screen.offers) - OFFERS_SHOWN
            if more > 0:
                parts.append(words.many("… and {count} more.", "… and {count} more.", more))
        else:
            parts.append(
                words("I found no offer for these answers. The contact above can still help, whatever the matter.")
            )
        parts += [
            self._projects(screen),
            self._more_answers(screen),
            f"<i>{words('This is a hint, not a decision.')}</i>",
        ]
        return Message("\n\n".join(part for part in parts if part), self._results_rows(screen))

    def _results_rows(self, screen: s.Results) -> tuple[Row, ...]:
        words = self.words
        rows: list[Row] = [
            (button(contact_text.name_on_button(contact.name.in_(words.language)), a.Go(("contact", contact.id))),)
            for contact in screen.contacts[:CONTACTS_SHOWN]
        ]
        more = len(screen.contacts) - CONTACTS_SHOWN
        if more > 0:
            rows.append((button(words("More contacts ({count})", count=more), a.Go(("contacts",))),))
        lists = []
        if screen.offers:
            label = words.many("See {count} offer", "See {count} offers", len(screen.offers))
            lists.append(button(label, a.Go(("offers",))))
        if screen.others:
            lists.append(button(words("Other help ({count})", count=screen.others), a.Go(("offers", "+"))))
        rows += [tuple(lists)] if lists else []
        if screen.hidden:
            label = words("Projects ({count})", count=sum(group.count for group in screen.projects))
            rows.append((button(label, a.Go(("offers", "p"))),))
        if screen.next:
            label = words.many("Answer {count} more question", "Answer {count} more questions", screen.left)
            rows.append((button(label, a.Go(("next", "+"))),))
        last = [button(words("My answers"), a.Go(("answers",))), button(words("Help now"), a.Go(("help",)))]
        if screen.chosen:
            last.insert(0, button(words("My list ({count})", count=screen.chosen), a.Go(("list",))))
        return (*rows, tuple(last))

    def _more_answers(self, screen: s.Results) -> str:
        """Say what more answers are good for, where they can be given."""
        words, count = self.words, screen.unsettled
        if not screen.next or not count:
            return ""
        if screen.stands and len(screen.offers) > STANDING:
            return words("More answers will not change the first ten.")
        return words.many(
            "With more answers I can say more about {count} offer.",
            "With more answers I can say more about {count} offers.",
            count,
        )

    def _projects(self, screen: s.Results) -> str:
        """Say of the projects that do not stand above how many there are and how they stand."""
        lines = []
        for group in screen.hidden:
            days = {self._when(offer, group.state) for offer in group.alike} - {""}
            shared = f" ({days.pop()})" if len(days) == 1 else ""
            lines.append(f"{self.words(HEADINGS[group.state])}: {group.count}{shared}")
        if screen.projects and all(group.state is State.ENDED for group in screen.projects):
            lines.append(self._all_ended(fits=any(group.fits for group in screen.projects)))
        return "\n".join(lines)

    def _all_ended(self, *, fits: bool) -> str:
        """Say what the ended projects are still good for: knowing what to ask about."""
        if fits:
            return self.words("These projects have ended. They were for people like you. Ask above what runs now.")
        return self.words("These projects have ended. Perhaps they were for people like you. Ask above what runs now.")

    def _today(self, screen: s.Results) -> str:
        words = self.words
        heading = words("Where to go today") + self._place(screen.place)
        lines = [f"<b>{heading}</b>"]
        lines += [contact_text.brief(contact, self.now, words) for contact in screen.contacts[:CONTACTS_SHOWN]]
        lines += [f"• {say(body.find, words)}" for body in screen.unknown[:2]]
        return "\n".join(lines)

    def _place(self, place: tuple[Place, ...]) -> str:
        if not place:
            return ""
        return ": " + ", ".join(
            esc(step.name.in_(self.words.language)) for step in reversed(place[:2]) if step.level != "voivodeship"
        )

    def _offers(self, offers: Sequence[Result]) -> str:
        """One line an offer under the heading of its state."""
        blocks: list[str] = []
        for state, group in groupby(offers, key=heading):
            together = list(group)
            days = {self._when(result.offer, result.state) for result in together}
            shared = days.pop() if len(days) == 1 else ""
            blocks.append(f"\n<b>{self.words(HEADINGS[state])}</b>{f' ({shared})' if shared else ''}")
            blocks += [self._line(result, with_day=not shared) for result in together]
        return "\n".join(blocks).strip()

    def _line(self, result: Result, *, with_day: bool) -> str:
        words = self.words
        verdict = words("fits") if result.verdict is Verdict.FITS else words("perhaps")
        first = f", {words('you come first')}" if result.first and result.state is not State.ENDED else ""
        when = self._when(result.offer, result.state) if with_day else ""
        return f"• {say(result.offer.short, words)} – {verdict}{first}{f' ({when})' if when else ''}"

    def _when(self, offer: Offer, state: State) -> str:
        dates, words = offer.programme.dates, self.words
        if state is State.PLANNED and dates.first:
            return words("starts on {day}", day=day(dates.first, words))
        if state is State.ENDED and dates.last:
            return words("ended on {day}", day=day(dates.last, words))
        if state is State.OPEN and dates.last:
            return words("until {day}", day=day(dates.last, words))
        season = offer.season(self.now.date())
        if season is not None:
            return self._until(season)
        season = offer.next_season(self.now.date())
        return words("opens again {when}", when=self._opens(season)) if season is not None else ""

    def offer_list(self, screen: s.OfferList) -> Message:
        """A page of offers, each with a button."""
        words = self.words
        if not screen.offers:
            return Message(words("Nothing here yet."), ((button(words("Back to results"), a.Go(("results",))),),))
        page, pages, shown = on_page(screen)
        rows: list[Row] = [
            (button(result.offer.short.in_(words.language), a.Go(("offer", result.offer.id))),) for result in shown
        ]
        rows += turning(words, f"offers:{screen.part}" if screen.part else "offers", page, pages)
        rows.append((button(words("Back to results"), a.Go(("results",))),))
        return Message(self._offers(shown), tuple(rows))

    def browse_list(self, screen: s.BrowseOffers) -> Message:
        """Browsing: where to go for this kind of help, then its offers."""
        words = self.words
        need = self.catalogue.role("need")
        kind = value(need, screen.kind, self.catalogue.places, words) if need else screen.kind
        parts = [f"<b>{say(screen.place.name, words)}: {esc(kind)}</b>"]
        lines = [contact_text.brief(contact, self.now, words) for contact in screen.contacts[:2]]
        lines += [f"• {say(body.find, words)}" for body in screen.unknown[:2]]
        parts.append("\n".join(lines))
        size = OFFERS_SHOWN - 1
        pages = [screen.offers[start : start + size] for start in range(0, len(screen.offers), size)] or [()]
        page = min(screen.page, len(pages) - 1)
        shown = [(self.catalogue.offers[id_], state) for id_, state in pages[page]]
        listed = [f"• {say(offer.short, words)}{self._bracketed(offer, state)}" for offer, state in shown]
        if listed:
            parts.append("\n".join(listed))
        rows: list[Row] = [
            (button(contact_text.name_on_button(contact.name.in_(words.language)), a.Go(("contact", contact.id))),)
            for contact in screen.contacts[:1]
        ]
        rows += [(button(offer.short.in_(words.language), a.Go(("offer", offer.id))),) for offer, _ in shown]
        rows += turning(words, f"browse:{screen.place.id}:{screen.kind}", page, len(pages))
        rows.append(
            (button(words("Other kinds of help"), a.Go(("browse", screen.place.id))), button(words("Back"), a.Back()))
        )
        return Message("\n\n".join(part for part in parts if part), tuple(rows))

    def found(self, screen: s.Found) -> Message:
        """What words found, each with a button to its card, and the way back to the question."""
        words = self.words
        shown = [(self.catalogue.offers[id_], state) for id_, state in screen.offers]
        listed = [f"• {say(offer.short, words)}{self._bracketed(offer, state)}" for offer, state in shown]
        parts = (
            f"<b>{words('This may be what you look for')}</b>",
            "\n".join(listed),
            words("Tap one to read more. Something else? Write in other words."),
        )
        rows: list[Row] = [(button(offer.short.in_(words.language), a.Go(("offer", offer.id))),) for offer, _ in shown]
        rows.append((button(words("Look around, no questions"), a.Go(("browse",))),))
        rows.append((button(words("Back to the question") if screen.asking else words("Back"), a.Back()),))
        return Message("\n\n".join(part for part in parts if part), tuple(rows))

    def _bracketed(self, offer: Offer, state: State) -> str:
        when = self._when(offer, state)
        return f" ({when})" if when else ""

    def card(self, screen: s.Card) -> Message:
        """One offer: what it gives, why it fits, who comes first, what is told in words, who decides, the source."""
        words, offer = self.words, screen.result.offer
        ended = screen.result.state is State.ENDED
        gives, stands = say(offer.gives, words), self._state(screen.result)
        parts = [self._title(offer), *((stands, gives) if ended else (gives, stands))]
        if screen.answered:
            parts.append(self._why(screen))
        parts.append(self._first(screen.result))
        if offer.also:
            told = "\n".join(f"• {say(text, words)}" for text in offer.also)
            parts.append(f"<b>{words('Also good to know')}</b>\n{told}")
        parts += [self._dates(offer), self._amounts(offer), self._steps(offer), self._papers(offer.papers)]
        parts += [self._who(screen), self._source(offer)]
        rows: list[Row] = [
            (button(self._missing_label(question), a.Go(("ask", question))),) for question in screen.missing[:3]
        ]
        rows += [
            (button(contact_text.name_on_button(contact.name.in_(words.language)), a.Go(("contact", contact.id))),)
            for contact in screen.contacts[:2]
        ]
        label = CHOSEN + words("On my list") if screen.chosen else words("Add to my list")
        rows.append((button(label, a.Pick(offer.id, on=not screen.chosen)),))
        rows.append((button(words("Back"), a.Back()), button(words("Show results"), a.Go(("results",)))))
        return Message("\n\n".join(part for part in parts if part), tuple(rows))

    def my_list(self, screen: s.MyList) -> Message:
        """The resident's own list, with the papers of all its offers once."""
        words = self.words
        if not screen.chosen:
            text = words("Your list is empty. Open an offer and tap “Add to my list”.")
            return Message(text, ((button(words("Show results"), a.Go(("results",))),),))
        lines = [f"<b>{words('My list')}</b>", *(f"• {say(one.offer.title, words)}" for one in screen.chosen)]
        parts = ["\n".join(lines), self._papers(screen.papers)]
        rows: list[Row] = [
            (button(one.offer.short.in_(words.language), a.Go(("offer", one.offer.id))),) for one in screen.chosen
        ]
        rows.append((button(words("Make a message to keep"), a.Go(("keep",))),))
        rows.append((button(words("Back"), a.Back()), button(words("Show results"), a.Go(("results",)))))
        return Message("\n\n".join(part for part in parts if part), tuple(rows))

    def keep(self, screen: s.Keep) -> Message:
        """A message to keep or forward: where, when, which number, what to take along. It holds no answers."""
        words = self.words
        parts = [f"<b>{words('To keep or forward')}</b>"]
        for one in screen.chosen:
            lines = [f"<b>{say(one.offer.title, words)}</b>"]
            lines += self._in_polish(one.offer)
            lines += [contact_text.to_keep(contact, words) for contact in one.contacts[:1]]
            if not one.contacts:
                lines.append(say(one.body.find, words))
            parts.append("\n".join(lines))
        parts.append(self._papers(screen.papers))
        parts.append(words("Written down on {day}. Phone before you go.", day=day(self.now.date(), words)))
        return Message(
            "\n\n".join(part for part in parts if part), ((button(words("Go on below"), a.Go(("results",))),),)
        )

    def _title(self, offer: Offer) -> str:
        words = self.words
        lines = [f"<b>{say(offer.title, words)}</b>", *self._in_polish(offer)]
        if offer.programme.dates.last is not None:
            lines.append(f"{words('Project')}: {esc(offer.programme.title.in_(BASE_LANGUAGE))}")
        return "\n".join(lines)

    def _in_polish(self, offer: Offer) -> list[str]:
        """Say the Polish title beside that of another language: it is what the clerk knows."""
        language = self.words.language
        if language == BASE_LANGUAGE or not offer.title.has(language):
            return []
        return [f"{self.words('In Polish')}: {esc(offer.title.in_(BASE_LANGUAGE))}"]

    def _state(self, result: Result) -> str:
        dates, words = result.offer.programme.dates, self.words
        if result.state is State.ENDED and dates.last:
            return words(
                "This project ended on {day}. The contact below can tell you what runs now.", day=day(dates.last, words)
            )
        if result.state is State.PLANNED and dates.first:
            return words("This project starts on {day}.", day=day(dates.first, words))
        if result.state is State.OPEN and dates.last:
            return words("This project runs until {day}.", day=day(dates.last, words))
        return self._season(result.offer)

    def _season(self, offer: Offer) -> str:
        """Say whether one can apply now, by the yearly windows, and whose year that is."""
        words, on = self.words, self.now.date()
        season = offer.season(on)
        if season is not None:
            told = words("You can apply now, {until}.", until=self._until(season))
        elif (season := offer.next_season(on)) is not None:
            told = words("Closed now. Opens again {when}. Ask now about next year.", when=self._opens(season))
        else:
            return ""
        return f"{told} <i>({words('by the dates of {year}', year=season.year)})</i>"

    def _until(self, season: Season) -> str:
        closes = year_day(season.closes, self.words)
        return self.words("until about {day}", day=closes) if season.about else self.words("until {day}", day=closes)

    def _opens(self, season: Season) -> str:
        opens = year_day(season.opens, self.words)
        return self.words("about {day}", day=opens) if season.about else self.words("on {day}", day=opens)

    def _dates(self, offer: Offer) -> str:
        """Say from when to when, where both are known."""
        dates, words = offer.programme.dates, self.words
        if dates.first is None or dates.last is None:
            return ""
        return words("Dates: {first} – {last}", first=day(dates.first, words), last=day(dates.last, words))

    def _amounts(self, offer: Offer) -> str:
        """Say sums of money with the day they were true; old ones are not said."""
        fresh = [amount for amount in offer.amounts if amount.fresh(self.now.date())]
        told = [
            f"• {say(amount.text, self.words)} <i>({self.words('as of {year}', year=amount.as_of.year)})</i>"
            for amount in fresh
        ]
        return "\n".join(told)

    def _steps(self, offer: Offer) -> str:
        """Say what happens next."""
        if not offer.steps:
            return ""
        told = [f"{number}. {say(step, self.words)}" for number, step in enumerate(offer.steps, start=1)]
        return "\n".join([f"<b>{self.words('What happens next')}</b>", *told])

    def _papers(self, papers: tuple[str, ...]) -> str:
        """Say what to take along."""
        if not papers:
            return ""
        told = [f"• {say(self.catalogue.papers[paper], self.words)}" for paper in papers]
        return "\n".join([f"<b>{self.words('What to take along')}</b>", *told])

    def _why(self, screen: s.Card) -> str:
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

    def _own(self, reason: Reason) -> str:
        """Say the resident's own answer; for a number what the condition asks for, which gives less away."""
        question = self.catalogue.questions[reason.question]
        if question.kind == "place" and reason.own:
            return esc(where(self.catalogue.places, reason.own[0], self.words))
        own = [esc(value(question, id_, self.catalogue.places, self.words)) for id_ in reason.own]
        return self.words(" or ").join(own) or self._wanted(reason)

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

    def _missing_label(self, id_: str) -> str:
        question = self.catalogue.questions[id_]
        return self.words("Answer: {subject}", subject=(question.neutral or question.short).in_(self.words.language))[
            :30
        ]

    def _first(self, result: Result) -> str:
        offer, words = result.offer, self.words
        lines = []
        if offer.first_text:
            lines.append(f"<b>{words('Who comes first')}</b>\n{say(offer.first_text, words)}")
            if result.first and result.state is not State.ENDED:
                lines.append(words("By your answers you may come first."))
        especially = self._especially(offer.especially) if offer.especially is not None else ""
        if especially:
            lines.append(words("Especially for: {wanted}.", wanted=especially))
        return "\n".join(lines)

    def _especially(self, condition: c.Condition) -> str:
        match condition:
            case c.LivesIn(places=ids):
                return ", ".join(esc(self.catalogue.places.by_id[id_].name.in_(self.words.language)) for id_ in ids)
            case c.Among(question=id_, options=ids):
                question = self.catalogue.questions[id_]
                return ", ".join(esc(value(question, option, self.catalogue.places, self.words)) for option in ids)
            case _:
                return ""

    def _who(self, screen: s.Card) -> str:
        words = self.words
        lines = [f"<b>{words('Where to ask')}</b>"]
        lines.append(
            words("Run by: {organiser}", organiser=esc(screen.result.offer.programme.organiser.in_(words.language)))
        )
        lines += [contact_text.brief(contact, self.now, words) for contact in screen.contacts[:2]]
        if not screen.contacts:
            lines.append(f"• {say(screen.body.find, words)}")
        lines.append(words("Only they decide, not this chat."))
        return "\n".join(lines)

    def _source(self, offer: Offer) -> str:
        words = self.words
        lines = []
        for source in offer.sources:
            name = say(source.name, words)
            named = f'<a href="{esc(source.url)}">{name}</a>' if source.url else name
            year = f", {words('as of {year}', year=source.year)}" if source.year else ""
            checked = words("checked on {day}", day=day(source.checked_on, words))
            lines.append(f"{words('Source')}: {named}{year}, {checked}")
        return "<blockquote expandable>" + "\n".join(lines) + "</blockquote>"


def heading(result: Result) -> State:
    """Give the state under whose heading a result stands: a permanent service in its season is always there."""
    permanent = result.offer.programme.dates == Dates()
    return State.STANDING if permanent and result.state is State.OPEN else result.state


def on_page(screen: s.OfferList) -> tuple[int, int, Sequence[Result]]:
    """Give the number of the page that is looked at, how many there are, and the offers on it."""
    pages = -(-len(screen.offers) // OFFERS_SHOWN)
    page = max(0, min(screen.page, pages - 1))
    return page, pages, screen.offers[page * OFFERS_SHOWN : (page + 1) * OFFERS_SHOWN]


def turning(words: Words, path: str, page: int, count: int) -> list[Row]:
    """Give the row that turns pages, where there is more than one."""
    view = tuple(path.split(":"))
    row = []
    if page > 0:
        row.append(button(words("Previous"), a.Go((*view, str(page - 1)))))
    if page + 1 < count:
        row.append(button(words("More"), a.Go((*view, str(page + 1)))))
    return [tuple(row)] if row else []
