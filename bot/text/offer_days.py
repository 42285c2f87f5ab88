"""When an offer can be had: the dates of its project and the windows of each year, as a resident reads them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.core.matcher import Result
from bot.core.offers import Offer, Season, State
from bot.text.format import day, year_day
from bot.text.words import Words


@dataclass(frozen=True)
class OfferDays:
    """Writes the days of offers in one language, as they stand on one day."""

    words: Words
    on: date

    def when(self, offer: Offer, state: State) -> str:
        """Say in two or three words when an offer can be had; empty where it always can."""
        dates, words = offer.programme.dates, self.words
        if state is State.PLANNED and dates.first:
            return words("starts on {day}", day=day(dates.first, words))
        if state is State.ENDED and dates.last:
            return words("ended on {day}", day=day(dates.last, words))
        if state is State.OPEN and dates.last:
            return words("until {day}", day=day(dates.last, words))
        season = offer.season(self.on)
        if season is not None:
            return words("apply {until}", until=self._until(season))
        season = offer.next_season(self.on)
        return words("opens again {when}", when=self._opens(season)) if season is not None else ""

    def bracketed(self, offer: Offer, state: State) -> str:
        """Give the same in brackets, as it stands behind a name."""
        when = self.when(offer, state)
        return f" ({when})" if when else ""

    def stands(self, result: Result) -> str:
        """Say in a sentence how the project stands, or the yearly window; empty where neither is known."""
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

    def dates(self, offer: Offer) -> str:
        """Say from when to when, where both are known."""
        dates, words = offer.programme.dates, self.words
        if dates.first is None or dates.last is None:
            return ""
        return words("Dates: {first} – {last}", first=day(dates.first, words), last=day(dates.last, words))

    def _season(self, offer: Offer) -> str:
        """Say whether one can apply now, by the yearly windows, and whose year that is."""
        words, on = self.words, self.on
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
