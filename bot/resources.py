"""Where the data of an installation lies: `offers/` and `locales/` beside the code, or packed into the wheel."""

from __future__ import annotations

from pathlib import Path

_HERE = Path(__file__).parent


def folder(name: str) -> Path:
    """Give the folder `offers` or `locales`: of the checkout if there is one, else of the installed package."""
    checkout = _HERE.parent / name
    return checkout if (_HERE.parent / "pyproject.toml").exists() and checkout.is_dir() else _HERE / "data" / name
