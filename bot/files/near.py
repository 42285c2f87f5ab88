"""What somebody meant by a word that is not known: the nearest known one, a thing of that name, or several words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from bot.core.texts import BASE_LANGUAGE, Text
from bot.files import meant
from bot.files.reader import shown

#: How alike a known word must be to be proposed (0..100), and from what length a part of one is enough.
NEAR, LONG_ENOUGH, STEM = 70, 4, 5
#: What stands between several ids where somebody forgot the brackets of a list, or its commas.
_BETWEEN = re.compile(r"[,;/()\[\]]|\.?\s")
_JOINING = {"", "i", "oraz", "lub", "albo", "and", "or"}
#: Polish and English words people type for one that exists; the first that is known counts.
_CALLED = {
    **dict.fromkeys(("lub", "albo", "or"), ("any",)),
    **dict.fromkeys(("i", "oraz", "and"), ("all",)),
    **dict.fromkeys(("mieszka", "mieszka_w", "miejsce", "miasto", "gmina"), ("lives_in", "place", "gmina")),
    **dict.fromkeys(("wszyscy", "każdy", "dla wszystkich", "everyone", "everybody", "all"), ("anyone",)),
    "nie": ("not", "no"),
    "tak": ("yes",),
    "może": ("perhaps",),
}
MOST_KNOWN, MOST_BESIDE_A_NEAR_ONE = 30, 8


def called_so(word: str) -> tuple[str, ...]:
    """Give the known words that people call so, in Polish or in English."""
    return _CALLED.get(word, ())


def nearest(word: str, known: Iterable[str]) -> dict[str, str]:
    """Give what a message about an unknown word needs: the nearest known one, and what is known.

    Where `known` holds things with a name, the word may also be that name: staff know "Rodzina", not `family`.
    """
    from rapidfuzz import fuzz, process  # noqa: PLC0415 -- only needed for errors

    words, typed = list(known), meant.bare(shown(word).lower())
    found = next((one for one in words if len(typed) >= LONG_ENOUGH and typed in one), None)
    found = found or next((one for one in called_so(typed) if one in words), None)
    if found is None:
        match = process.extractOne(typed, words, scorer=fuzz.ratio, score_cutoff=NEAR)
        found = match[0] if match else _called(typed, known)
    most = MOST_BESIDE_A_NEAR_ONE if found else MOST_KNOWN
    return {"near": found, "known": ", ".join([*words[:most], *(["..."] if len(words) > most else [])])}


def several(word: str, known: Iterable[str], *, listed: bool) -> dict[str, str]:
    """Give what to type where ids that exist stand in one word: a comma or the brackets of the list are missing.

    `listed`: the word stands in a list already.
    """
    words, ids = set(known), [part for part in _BETWEEN.split(word) if part not in _JOINING]
    if word in words or not ids or not words.issuperset(ids):
        return {}
    right = ", ".join(ids)
    return {"right": right if listed or len(ids) == 1 else f"[{right}]"}


def _called(typed: str, known: Iterable[str]) -> str:
    """Give the id of the thing that has this Polish name, or one with this word in it."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415 -- only needed for errors

    if not isinstance(known, Mapping) or len(typed) < LONG_ENOUGH:
        return ""
    names = {id_: name.lower() for id_, one in known.items() if (name := _name(one))}
    match = process.extractOne(typed, names, scorer=fuzz.ratio, score_cutoff=NEAR)
    # The first letters are enough: words are inflected.
    return str(match[2] if match else next((id_ for id_, name in names.items() if typed[:STEM] in name), ""))


def _name(one: object) -> str:
    """Give how staff call a thing: what stands on its button or in its name; a paper is a text itself."""
    if isinstance(one, str):
        return one
    name = getattr(one, "label", None) or getattr(one, "name", None) or getattr(one, "short", None)
    polish = name.in_(BASE_LANGUAGE) if isinstance(name, Text) else getattr(one, BASE_LANGUAGE, "")
    return str(polish)
