"""`make forms`, or `python -m tests.forms [--homographs]`: writes the table of forms of the catalogue's words.

`--homographs` lists the forms that stand under several words instead, for the review of `homographs.txt`.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import morfeusz2  # type: ignore[import-untyped]

from bot.files.loader import load
from tests.forms.inflected import table

ROOT = Path(__file__).parent.parent.parent
WRITTEN = ROOT / "bot" / "understand" / "forms.json"


def written() -> str:
    """Give the text of the table."""
    made = table(load(ROOT / "offers"), morfeusz2.Morfeusz(analyse=True, generate=True))
    return json.dumps(made, indent=0, ensure_ascii=False) + "\n"


def main() -> None:
    """Write the table, or list what stands in it twice."""
    parser = argparse.ArgumentParser(prog="python -m tests.forms")
    parser.add_argument("--homographs", action="store_true", help="list the forms that stand under several words")
    if parser.parse_args().homographs:
        found: dict[str, list[str]] = {}
        for key, forms in json.loads(written()).items():
            for form in forms.split():
                found.setdefault(form, []).append(key)
        for form, keys in sorted(found.items()):
            if len({key.split(":")[0] for key in keys}) > 1:
                print(form, *keys)  # noqa: T201 -- this is the terminal
        return
    WRITTEN.write_text(written(), encoding="utf-8")


if __name__ == "__main__":
    main()
