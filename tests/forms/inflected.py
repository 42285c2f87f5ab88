"""The catalogue's own Polish words -> all their forms, with morfeusz2. Only for making the table; never at run time.

A form belongs to a key "lemma:class". Verbs keep their person and tense, so that "mam" does not find "ma" or "miał";
nouns, adjectives and participles are found in every case, number and gender.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from bot.core.catalogue import Catalogue
from bot.understand import function_words as fw
from bot.understand.fold import fold, fold_words, words
from bot.understand.groups import GROUPS

#: Forms that mean something else far more often: "form lemma  # reason".
HOMOGRAPHS = Path(__file__).parent / "homographs.txt"
_WORD = re.compile(r"[^\W\d_]+")
#: Classes of morfeusz tags whose forms all count as one word. A verb's past with an ending of the first person is
#: put together from two parts.
_NOMINAL = {"subst": "n", "depr": "n", "ger": "g", "adj": "a", "ppas": "a", "pact": "a", "num": "m", "adv": "d"}
_AGGLUTINATED = {"sg": {"m1": "em", "f": "m"}, "pl": {"m1": "śmy", "m2": "śmy"}}
#: (lemma, class) -> tag -> whether a form with this tag belongs to it.
Forms = dict[str, set[str]]


def table(catalogue: Catalogue, morfeusz: Any) -> dict[str, str]:
    """Give key -> folded forms with spaces between, both in order."""
    own = sorted(_own_words(catalogue))
    spelt = {fold(word) for word in own}
    foreign = set(_english_words(catalogue)) | (fw.SMALL - fw.KIN_NOUNS)
    stopped = {tuple(line.split("#")[0].split()) for line in _lines() if line.split("#")[0].strip()}
    found: Forms = {}
    for word in own:
        for lemma, kind, is_form in _classes(word, morfeusz):
            forms = found.setdefault(f"{_plain(lemma)}:{kind}", set())
            for form in _inflected(lemma, kind, is_form, morfeusz):
                if form in spelt or form not in foreign:
                    forms.add(form)
    for key, forms in found.items():
        forms -= {form for form in forms if (form, key) in stopped or (form, key.split(":")[0]) in stopped}
    return {key: " ".join(sorted(forms)) for key, forms in sorted(found.items()) if len(forms) > 1}


def _lines() -> list[str]:
    return HOMOGRAPHS.read_text(encoding="utf-8").splitlines()


def _own_words(catalogue: Catalogue) -> Iterator[str]:
    for question in catalogue.questions.values():
        for option in question.options:
            yield from _words(option.label.in_("pl"))
            yield from (
                word for language, listed in option.words if language == "pl" for t in listed for word in _words(t)
            )
    yield from (word for polish, _ in GROUPS.values() for word in _words(polish))


def _english_words(catalogue: Catalogue) -> Iterator[str]:
    for question in catalogue.questions.values():
        for option in question.options:
            yield from (
                word for lang, listed in option.words if lang == "en" for text in listed for word in fold_words(text)
            )
    yield from (word for _, english in GROUPS.values() for word in words(fold(english)))


def _words(text: str) -> Iterator[str]:
    for word in _WORD.findall(re.sub(r"<[^>]*>", " ", text).lower()):
        if len(word) > 2:
            yield word


def _classes(word: str, morfeusz: Any) -> Iterator[tuple[str, str, Callable[[str], bool]]]:
    """Give lemma, class and which tags belong to it, for every reading of a word."""
    seen: set[tuple[str, str]] = set()
    readings = [reading[:3] for reading in morfeusz.analyse(word)]
    whole = max(end for _, end, _ in readings)
    past_of_self = any(tag.startswith("aglt") and ":pri:" in tag for _, _, (_, _, tag, *_) in readings)
    for start, end, (_, lemma, tag, *_) in readings:
        kind = _kind(tag, past_of_self=past_of_self)
        is_whole = end - start == whole or (past_of_self and tag.startswith("praet"))
        if kind and is_whole and (lemma, kind) not in seen:
            seen.add((lemma, kind))
            yield lemma, kind, _belongs(kind)


def _kind(tag: str, *, past_of_self: bool) -> str:
    head, *rest = tag.split(":")
    if head in _NOMINAL:
        return _NOMINAL[head]
    if head == "fin" and "sec" not in rest:
        return "v1" if "pri" in rest else "v3"
    if head == "praet":
        return "p1" if past_of_self else "p3"
    return "inf" if head == "inf" else ""


def _belongs(kind: str) -> Callable[[str], bool]:
    heads = {"inf": {"inf"}, "v1": {"fin"}, "v3": {"fin"}, "p1": {"praet"}, "p3": {"praet"}}.get(
        kind, {head for head, one in _NOMINAL.items() if one == kind}
    )
    person = {"v1": ":pri", "v3": ":ter"}.get(kind, "")

    def is_form(tag: str) -> bool:
        unfit = tag.endswith((":neg", ":com", ":sup")) or ":neg:" in tag or ":com" in tag or ":sup" in tag
        return tag.split(":", maxsplit=1)[0] in heads and person in tag and not unfit

    return is_form


def _inflected(lemma: str, kind: str, is_form: Callable[[str], bool], morfeusz: Any) -> Iterator[str]:
    for form, found, tag, *_ in morfeusz.generate(lemma.split(":", maxsplit=1)[0]):
        if not is_form(tag) or (":" in lemma and found != lemma):
            continue
        if kind != "p1" or ":pri" in tag:
            yield fold(form)
        elif len(tag.split(":")) > 2:
            number, genders = tag.split(":")[1:3]
            for gender in genders.split("."):
                ending = _AGGLUTINATED.get(number, {}).get(gender)
                if ending:
                    yield fold(form + ending)


def _plain(lemma: str) -> str:
    return "".join(words(fold(lemma.split(":", maxsplit=1)[0])))
