"""Build step: compile the translations, so that an installed wheel needs no compiler."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileTranslations(BuildHookInterface):  # type: ignore[type-arg]  # generic only for hatchling itself
    """Writes a .mo file beside each .po file before the wheel is packed."""

    PLUGIN_NAME = "custom"

    def initialize(self, _version: str, build_data: dict[str, Any]) -> None:
        """Compile, and have the compiled files packed although git does not keep them."""
        from babel.messages.mofile import write_mo  # noqa: PLC0415 -- only there while building
        from babel.messages.pofile import read_po  # noqa: PLC0415

        for source in Path(self.root, "locales").glob("*/LC_MESSAGES/*.po"):
            with source.open("rb") as written, source.with_suffix(".mo").open("wb") as compiled:
                write_mo(compiled, read_po(written))
        build_data["artifacts"].append("locales/**/*.mo")
