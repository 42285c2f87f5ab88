"""Files that somebody put into the folder and that nobody reads: under another name, or in another folder."""

from __future__ import annotations

import re

from bot.core.errors import Level, Problem
from bot.core.errors import Place as Where
from bot.files.folder import Folder
from bot.files.raw import SHARED, inside, is_ours
from bot.files.reader import Document

FOLDERS = ("programmes", "personas")
#: Windows hides the end of a name and puts .txt behind it.
_MEANT = re.compile(r".+\.ya?ml(?:\.txt)?", re.IGNORECASE)


def check(folder: Folder) -> None:
    """Note every file that was meant to be read and is not."""
    read = {*SHARED, *(name for inner in FOLDERS for name in folder.names(inner))}
    for path in sorted(folder.path.rglob("*")):
        name = path.relative_to(folder.path)
        meant = _MEANT.fullmatch(path.name) and all(is_ours(part) for part in name.parts)
        if meant and name.as_posix() not in read and path.is_file() and inside(folder.path, path):
            document = Document(name.as_posix())
            document.add(Problem(Where(document.file), "unread-file", level=Level.WARNING))
            folder.documents.append(document)
