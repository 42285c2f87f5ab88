"""Which file this is by what stands in it: somebody saves one under the name of another."""

from __future__ import annotations

from bot.files.reader import Document, Value

#: File or folder -> keys that only this kind of file has, at its top or in its first entry.
_KEYS = {
    "programmes/": {"organiser", "offers"},
    "contacts.yaml": {"bodies", "contacts"},
    "crisis.yaml": {"kinds", "families"},
}
_ENTRIES = {
    "questions.yaml": {"kind", "ask"},
    "places.yaml": {"level", "name"},
    "personas/": {"who", "answers"},
}


def wrong(document: Document) -> bool:
    """Note that a file holds what belongs into another one; everything else about it would only follow from that."""
    found = _kind(document.value)
    own = document.file.rpartition("/")[0] + "/" if "/" in document.file else document.file
    if not found or found == own:
        return False
    document.problems.clear()
    document.problem((), "wrong-file", file=document.file, kind=found)
    return True


def _kind(value: Value) -> str:
    listed = isinstance(value, list)
    first = value[0] if isinstance(value, list) and value else value
    if not isinstance(first, dict):
        return ""
    known = _ENTRIES if listed else _KEYS
    return next((kind for kind, keys in known.items() if keys <= first.keys()), "")
