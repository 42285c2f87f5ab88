"""The files of a catalogue as they lie on the disk: which there are, and their bytes."""

from __future__ import annotations

from pathlib import Path

MOST_BYTES = 1 << 20
#: The files that all programmes rest on.
SHARED = ("places.yaml", "questions.yaml", "groups.yaml", "contacts.yaml", "crisis.yaml", "papers.yaml")


def is_ours(name: str) -> bool:
    """Tell whether a name is not one that editors and programs that synchronise give to files of their own."""
    return not name.startswith((".", "~"))


def inside(folder: Path, path: Path) -> bool:
    """Tell whether a path stays in its folder, links followed: whoever may save here may not read the whole disk."""
    return path.resolve().is_relative_to(folder.resolve())


def fetch(path: Path) -> bytes:
    """Give what stands in a file, no more than shows that it is too large. May raise OSError."""
    if path.exists() and not path.is_file():  # a folder, or a pipe that would never end
        raise IsADirectoryError
    with path.open("rb") as file:
        return file.read(MOST_BYTES + 1)


def fetched(folder: Path, name: str) -> bytes | None:
    """Give what stands in a file of a folder; None where it cannot be read, or leads out of the folder."""
    path = folder / name
    try:
        return fetch(path) if inside(folder, path) else None
    except OSError:
        return None


def names(path: Path, folder: str) -> list[str]:
    """Give the YAML files of a folder inside the catalogue, sorted."""
    return sorted(f"{folder}/{found.name}" for found in (path / folder).glob("*.y*ml") if is_ours(found.name))
