"""After an edit of what all rests on the words that stayed are taken over, and those that changed are not."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from bot.files.loader import load
from bot.understand import Understanding, Understood
from tests.commands.small import change, small


def _asked(understanding: Understanding, text: str) -> Understood:
    return understanding.understand(text, "pl", "place", date(2026, 11, 22))


def test_new_words_of_danger_are_noticed_and_the_former_ones_no_longer(tmp_path: Path) -> None:
    folder = small(tmp_path / "offers")
    before = Understanding.of(load(folder))
    change(folder, "crisis", "nie chcę żyć", "mam dość wszystkiego")
    after = Understanding.of(load(folder), before=before)
    assert _asked(before, "nie chcę żyć").dangers == ("suicide",)
    assert _asked(after, "mam dość wszystkiego").dangers == ("suicide",)
    assert not _asked(after, "nie chcę żyć").crisis


def test_a_new_name_of_a_place_is_understood_and_the_former_one_no_longer(tmp_path: Path) -> None:
    folder = small(tmp_path / "offers")
    before = Understanding.of(load(folder))
    change(folder, "places", "words: północ", "words: wilda")
    change(folder, "places", "name: Północ", "name: Wilda")
    after = Understanding.of(load(folder), before=before)
    assert _asked(before, "północ").forms == (("place", "town.north"),)
    assert _asked(after, "wilda").forms == (("place", "town.north"),)
    assert _asked(after, "północ").forms == ()


def test_where_only_a_question_changed_the_words_of_danger_stay(tmp_path: Path) -> None:
    folder = small(tmp_path / "offers")
    before = Understanding.of(load(folder))
    change(folder, "questions", "Gdzie mieszkasz?", "Gdzie teraz mieszkasz?")
    after = Understanding.of(load(folder), before=before)
    assert _asked(after, "nie chcę żyć").dangers == ("suicide",)
    assert _asked(after, "północ").forms == (("place", "town.north"),)
