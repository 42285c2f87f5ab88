"""Build steps: compile the translations, so that an installed wheel needs no compiler; and the fast half of the index.

The second is only done where there is a C compiler; without it the bot works the same, and matches more slowly.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from sysconfig import get_config_var
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

LANES = "bot/core/_lanes"


class Compile(BuildHookInterface):  # type: ignore[type-arg]  # generic only for hatchling itself
    """Writes a .mo file beside each .po file, and the compiled module beside its source, before the wheel is packed."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile, and have what was compiled packed although git does not keep it."""
        # The project is not on the path of the isolated environment that builds it.
        sys.path.insert(0, self.root)
        from bot.text.words import compile_po  # noqa: PLC0415 -- only there while building

        for source in Path(self.root, "locales").glob("*/LC_MESSAGES/*.po"):
            source.with_suffix(".mo").write_bytes(compile_po(source).getvalue())
        build_data["artifacts"].append("locales/**/*.mo")
        if self.target_name == "wheel":
            self._lanes(build_data, version)

    def _lanes(self, build_data: dict[str, Any], version: str) -> None:
        made, why = compiled(Path(self.root))
        if made is None:
            self.app.display_warning(f"{LANES}.pyx was not compiled, matching will be slower: {why}")
            return
        if version == "editable":
            # It lies where the rest is read from; a second one would only grow old.
            return
        build_data["force_include"][str(made)] = f"{Path(LANES).parent}/{made.name}"
        # It is for this Python and this kind of machine.
        build_data["pure_python"] = False
        build_data["infer_tag"] = True


def compiled(root: Path) -> tuple[Path | None, str]:
    """Compile beside the source. Gives where it is, or None and why it could not be done."""
    target = root / f"{LANES}{get_config_var('EXT_SUFFIX')}"
    with TemporaryDirectory() as scratch:
        found, why = _compiled(root, scratch)
        if found is None:
            # What was made of another source must not be used with this one.
            target.unlink(missing_ok=True)
            return None, why
        # Never written over: another process may have it loaded, and a third may be building it too.
        new = root / f"{os.getpid()}-{target.name}"
        new.write_bytes(found.read_bytes())
        new.replace(target)
    return target, ""


def _compiled(root: Path, scratch: str) -> tuple[Path | None, str]:
    try:
        from Cython.Build import cythonize  # noqa: PLC0415 -- only needed here
        from setuptools import Distribution, Extension  # noqa: PLC0415
    except ImportError as error:
        return None, str(error)
    name, source = LANES.replace("/", "."), f"{root}/{LANES}.pyx"
    (made,) = cythonize([Extension(name, [source], extra_compile_args=["-O3", "-g0"])], build_dir=scratch)
    # Where it cannot be compiled that is told, and there is no file then.
    made.optional = True
    work = Distribution({"name": "lanes", "ext_modules": [made]}).get_command_obj("build_ext")
    work.build_lib, work.build_temp = scratch, scratch
    work.ensure_finalized()
    work.run()
    (found,) = (Path(output) for output in work.get_outputs())
    return (found, "") if found.exists() else (None, "there is no C compiler, or it refused")
