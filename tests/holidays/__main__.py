"""`make holidays`, or `python -m tests.holidays`: writes the table of public holidays."""

from __future__ import annotations

from pathlib import Path

import holidays

WRITTEN = Path(__file__).parent.parent.parent / "bot" / "core" / "public_holidays.py"
#: From before the oldest project of the catalogue on.
YEARS = range(2010, 2051)
HEAD = '''"""Public holidays in Poland, by year. Made by `make holidays` from the library of that name; do not edit."""

HOLIDAYS = {
'''


def written() -> str:
    """Give the text of the table."""
    rows = "".join(f'    {year}: "{" ".join(days(year))}",\n' for year in YEARS)
    return f"{HEAD}{rows}}}\n"


def days(year: int) -> list[str]:
    """Give the holidays of a year, such as 11-01."""
    return [day.isoformat()[5:] for day in sorted(holidays.country_holidays("PL", years=year))]


if __name__ == "__main__":
    WRITTEN.write_text(written(), encoding="utf-8")
