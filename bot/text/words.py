"""The interface's own words: gettext catalogues under `locales/`, English in the code, other languages in .po files."""

from __future__ import annotations

import unicodedata
from collections import Counter
from dataclasses import dataclass
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from bot.core.errors import BadUsageError
from bot.core.texts import BASE_LANGUAGE

#: The language of the words in the code.
SOURCE = "en"


@dataclass(frozen=True)
class Words:
    """The words of one language. Calling it translates a sentence and fills in its values."""

    language: str
    translations: NullTranslations

    def __call__(self, sentence: str, **values: object) -> str:
        """Give a sentence in this language; `{name}` in it stands for a value."""
        return self.translations.gettext(sentence).format(**values)

    def many(self, one: str, more: str, count: int, **values: object) -> str:
        """Give a sentence that depends on a number, with the plural forms of this language."""
        return self.translations.ngettext(one, more, count).format(count=count, **values)


def mark(sentence: str) -> str:
    """Mark a sentence for translation where it is written far from where it is said."""
    return sentence


#: Every language says here how it calls itself.
NAME = mark("English")


def load_words(folder: Path, language: str) -> Words:
    """Load one language. What a translation lacks is said in Polish; a language without a folder is all English."""
    translations = _load(folder, language)
    if translations is None:
        return Words(language, NullTranslations())
    base = None if language in (SOURCE, BASE_LANGUAGE) else _load(folder, BASE_LANGUAGE)
    if base is not None:
        translations.add_fallback(base)
    return Words(language, translations)


def _load(folder: Path, language: str) -> GNUTranslations | None:
    compiled = folder / language / "LC_MESSAGES" / "messages.mo"
    source = compiled.with_suffix(".po")
    if compiled.exists() and (not source.exists() or compiled.stat().st_mtime >= source.stat().st_mtime):
        with compiled.open("rb") as file:
            return GNUTranslations(file)
    return GNUTranslations(compile_po(source)) if source.exists() else None


def compile_po(source: Path) -> BytesIO:
    """Compile a .po file in memory. A sentence that lacks one of its plural forms counts as not translated."""
    # Only needed before `make setup` has compiled the files, so not imported at every start.
    from babel.messages.mofile import write_mo  # noqa: PLC0415
    from babel.messages.pofile import read_po  # noqa: PLC0415

    compiled = BytesIO()
    with source.open("rb") as file:
        catalog = read_po(file)
    for message in catalog:
        if isinstance(message.string, tuple) and not all(message.string):
            message.string = ""  # else it would be compiled with English words, in the midst of another language
    write_mo(compiled, catalog)
    compiled.seek(0)
    return compiled


def languages(folder: Path) -> tuple[str, ...]:
    """Give the languages the interface is written in: English and every folder with a catalogue."""
    found = {path.parent.parent.name for path in folder.glob("*/LC_MESSAGES/messages.po")}
    return tuple(sorted(found | {SOURCE}))


def words_asked_for(folder: Path, language: str) -> Words:
    """Load the language of `--lang`. Raises BadUsageError where there is none."""
    offered = languages(folder)
    if language not in offered:
        msg = f"--lang has value {language!r}. Choose one of: {', '.join(offered)}."
        raise BadUsageError(msg)
    return load_words(folder, language)


def script(text: str) -> str:
    """Give the script that most letters of a text are of, such as LATIN or CYRILLIC; empty where it has no letters."""
    named = (unicodedata.name(letter, "").partition(" ")[0] for letter in text if letter.isalpha())
    return next((name for name, _ in Counter(named).most_common(1)), "")


def choose(chosen: str | None, code: str | None, offered: tuple[str, ...], default: str) -> str:
    """Choose a language: the one chosen, else the first two letters of Telegram's code, else the default."""
    for wanted in (chosen, (code or "")[:2].lower()):
        if wanted and wanted in offered:
            return wanted
    return default
