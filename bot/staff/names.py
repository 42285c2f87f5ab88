"""Which file of the catalogue somebody means by the name of what they sent."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

from bot.files.near import nearest as nearest_word
from bot.files.raw import SHARED, inside, is_ours

#: How a new file may be called, and where it may stand. Windows has no files of some names: none could be synchronised.
_NAME = re.compile(r"(?:(?:programmes|personas)/)?(?!(?:con|prn|aux|nul|com\d|lpt\d)\.)[a-z0-9_]{1,80}\.ya?ml")
#: What programs add to a file that is saved a second time: "gdynia (1).yaml", "gdynia — kopia.yaml", "gdynia.yaml.txt".
_COPY = re.compile(r"(?:\s*[-–—]\s*(?:kopia|copy))?(?:\s*\(\d+\))?(?=\.ya?ml(?:\.txt)?$)", re.IGNORECASE)
_TEXT = re.compile(r"(?<=\.yaml)\.txt$|(?<=\.yml)\.txt$", re.IGNORECASE)
_ENDS = (".yaml", ".yml")
#: How a file of another program ends -> which one made it.
_PROGRAMS = {
    **dict.fromkeys(("doc", "docx", "odt", "rtf", "xls", "xlsx", "ods", "csv", "zip", "rar", "7z"), "office"),
    **dict.fromkeys(("jpg", "jpeg", "png", "gif", "webp", "heic"), "picture"),
    **dict.fromkeys(("htm", "html"), "page"),
    "pdf": "pdf",
}


@dataclass(frozen=True, slots=True)
class Meant:
    """The file that is meant, relative to the folder, and whether it is new."""

    name: str
    new: bool


@dataclass(frozen=True, slots=True)
class Unclear:
    """No file can be told from the name: it may be one of several, or is no name of a data file at all.

    `near`: the file that is called almost so. `program`: which program makes files that end like this one.
    """

    given: str
    possible: tuple[str, ...] = ()
    near: str = ""
    program: str = ""


def names(folder: Path) -> tuple[str, ...]:
    """Give the names of all data files: none that is hidden, and none that leads out of the folder."""
    found = (path.relative_to(folder) for path in folder.rglob("*.y*ml") if path.is_file() and inside(folder, path))
    return tuple(sorted(path.as_posix() for path in found if all(is_ours(part) for part in path.parts)))


def which(folder: Path, name: str, caption: str = "") -> Meant | Unclear:
    """Tell which file is meant. What stands beneath it counts more than its own name."""
    written = _first_name(caption) or _TEXT.sub("", _COPY.sub("", name.strip()))
    wanted = written.replace("\\", "/").removeprefix("offers/")
    known = names(folder)
    if wanted in known:
        # The same name may stand in a folder too; only a whole path is then clear.
        alike = tuple(one for one in known if one.rpartition("/")[2] == wanted)
        return Unclear(wanted, alike) if len(alike) > 1 and "/" not in wanted else Meant(wanted, new=False)
    alike = _alike(wanted, known)
    if alike:
        return Meant(alike[0], new=False) if len(alike) == 1 else Unclear(wanted, alike)
    if not _NAME.fullmatch(wanted):
        program = _PROGRAMS.get(wanted.rpartition(".")[2].lower(), "")
        return Unclear(wanted, near="" if program else nearest(wanted, known), program=program)
    # One that stands beside the folders may be missing, and is then new.
    fresh = wanted if "/" in wanted or wanted in SHARED else f"programmes/{wanted}"
    # A link out of the folder, a pipe or a folder of that name is not ours: it is neither read, shown nor replaced.
    if os.path.lexists(folder / fresh) or not inside(folder, folder / fresh):
        return Unclear(wanted)
    return Meant(fresh, new=True)


def _alike(wanted: str, known: tuple[str, ...]) -> tuple[str, ...]:
    """Give the files of this name, in whatever folder and with small letters or large; ".txt" is what Notepad adds."""
    folded = wanted.casefold().removesuffix(".txt")
    meant = {folded, *(folded + end for end in _ENDS if not folded.endswith(_ENDS))}
    return tuple(one for one in known if {one.casefold(), one.rpartition("/")[2].casefold()} & meant)


def nearest(wanted: str, known: tuple[str, ...]) -> str:
    """Give the file that is called most like this; "" where none is."""
    stems = {one.rpartition("/")[2].rpartition(".")[0]: one for one in known}
    return stems.get(nearest_word(wanted.rpartition("/")[2].rpartition(".")[0], stems)["near"], "")


def _first_name(caption: str) -> str:
    """Give the word of a caption that is the name of a file; nothing where there is none."""
    words = (word.strip(".,;:!?\"'„”()") for word in caption.split())
    return next((word for word in words if word.endswith((".yaml", ".yml"))), "")
