"""Build step: compile the translations, so that an installed wheel needs no compiler."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileTranslations(BuildHookInterface):  # type: ignore[type-arg]  # generic only for hatchling itself
    """Writes a .mo file beside each .po file before the wheel is packed."""

    PLUGIN_NAME = "custom"

    def initialize(self, _version: str, build_data: dict[str, Any]) -> None:
        """Compile, and have the compiled files packed although git does not keep them."""
        # The project is not on the path of the isolated environment that builds it.
        sys.path.insert(0, self.root)
        from bot.text.words import compile_po  # noqa: PLC0415 -- only there while building

        for source in Path(self.root, "locales").glob("*/LC_MESSAGES/*.po"):
            source.with_suffix(".mo").write_bytes(compile_po(source).getvalue())
        build_data["artifacts"].append("locales/**/*.mo")
