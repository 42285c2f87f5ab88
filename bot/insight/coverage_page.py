"""What `coverage` found as one page that needs nothing else: pictures, each with its table, and no script."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby

from bot.insight.coverage import CoverageText, people_name
from bot.insight.help_today import Kind, Town
from bot.insight.people import People
from bot.insight.wording import printable
from bot.text.format import day
from bot.text.questions import value, where

CELL_WIDTH, CELL_HEIGHT, NAMES_WIDTH, HEAD_HEIGHT, GAP = 34, 22, 300, 170, 30
#: How many shades a picture has beside "nothing"; the darkest is for the most.
SHADES = 5
POLICY = "default-src 'none'; style-src 'unsafe-inline'"
STYLE = """
:root { color-scheme: light dark; --paper: #fff; --ink: #1b1b1b; --soft: #595959; --line: #c8c8c8; --none: #fff;
  --s1: #dbe9f6; --s2: #b0d0ea; --s3: #72aad6; --s4: #2f78b3; --s5: #0b4a82; --on: #fff; --bad: #b3261e; }
@media (prefers-color-scheme: dark) { :root { --paper: #16181b; --ink: #ececec; --soft: #b5b5b5; --line: #4a4d52;
  --none: #16181b;
  --s1: #1d3247; --s2: #24486b; --s3: #2f6796; --s4: #6ba6d6; --s5: #b9daf5; --on: #101214; --bad: #ff8a80; } }
body { margin: 0 auto; max-width: 76rem; padding: 1rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.5 system-ui, sans-serif; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.25rem; margin-top: 2.5rem; } h3 { font-size: 1rem; margin-bottom: .2rem; }
.wide { overflow-x: auto; } .wide:focus-visible { outline: 3px solid var(--s4); }
table { border-collapse: collapse; font-size: .85rem; }
th, td { border: 1px solid var(--line); padding: .2rem .45rem; text-align: right; }
th[scope=row], th.group { text-align: left; } .zero { color: var(--bad); font-weight: 700; }
th[scope=row], tr:first-of-type td { position: sticky; left: 0; background: var(--paper); max-width: 16rem; }
td.s1 { background: var(--s1); } td.s2 { background: var(--s2); } td.s3 { background: var(--s3); }
td.s4 { background: var(--s4); } td.s5 { background: var(--s5); } td.on { color: var(--on); }
caption { text-align: left; padding: .2rem 0; }
th[scope=row] { min-width: 9rem; } th.group span { position: sticky; left: .45rem; } td { white-space: nowrap; }
@page { size: landscape; }
@media print { body { max-width: none; padding: 0; } .wide { overflow: visible; }
  svg { max-width: 100%; height: auto; print-color-adjust: exact; } h2, h3 { break-after: avoid; } }
summary { cursor: pointer; padding: .5rem 0; } .soft { color: var(--soft); }
svg text { fill: var(--ink); font-size: 12px; } svg .group { font-weight: 700; }
svg rect { stroke: var(--line); } svg .s0 { fill: var(--none); stroke-dasharray: 3 2; stroke: var(--bad); }
svg .s1 { fill: var(--s1); } svg .s2 { fill: var(--s2); } svg .s3 { fill: var(--s3); }
svg .s4 { fill: var(--s4); } svg .s5 { fill: var(--s5); }
svg text.on { fill: var(--on); text-anchor: middle; } svg text.off { text-anchor: middle; }
svg text.zero { fill: var(--bad); text-anchor: middle; }
"""


@dataclass(frozen=True)
class Row:
    """One row of a picture: its name, and for each town a number, what to say of it, and how a table has it."""

    name: str
    cells: tuple[int, ...]
    told: tuple[str, ...]
    written: tuple[str, ...]


@dataclass(frozen=True)
class CoveragePage:
    """Writes the page."""

    text: CoverageText

    def html(self) -> str:
        """Give the whole page."""
        words, found = self.text.wording.words, self.text.found
        title = words("The catalogue on {day}", day=day(found.today.on, words))
        return "\n".join(
            (
                "<!doctype html>",
                f'<html lang="{_esc(words.language)}"><head><meta charset="utf-8">',
                '<meta name="viewport" content="width=device-width, initial-scale=1">',
                f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">',
                f"<title>{_esc(title)}</title><style>{STYLE}</style></head><body><main>",
                f"<h1>{_esc(title)}</h1>",
                *self._people(),
                *self._kinds(),
                *self._lists(),
                "</main></body></html>\n",
            )
        )

    @property
    def _towns(self) -> tuple[Town, ...]:
        return self.text.found.today.towns

    def _people(self) -> Iterator[str]:
        words, found = self.text.wording.words, self.text.found
        yield f"<h2>{_esc(words('Groups of people and towns'))}</h2>"
        yield self._paragraph(
            words(
                "The number says how many offers of today name the group in their conditions and may fit somebody of "
                "it in that town. A dashed frame: none. How many offers may fit at all: point at a field, or see the "
                "table, where that number stands in brackets."
            )
        )
        blocks = []
        for question, together in groupby(found.today.people, key=lambda one: one.question):
            heading = words("Named groups") if question is None else self.text.wording.subject(question)
            blocks.append((heading, [self._row(one) for one in together]))
        yield from self._picture(words("Offers that name a group, by group and town"), blocks)

    def _row(self, one: People) -> Row:
        words, cells = self.text.wording.words, self.text.found.today.cells[one.id]
        name = people_name(self.text.wording, one)
        told = [
            words("{named} name the group, {possible} may fit", named=cell.named, possible=cell.possible)
            for cell in cells
        ]
        written = tuple(f"{cell.named} ({cell.possible})" for cell in cells)
        return Row(name.partition(": ")[2] or name, tuple(cell.named for cell in cells), tuple(told), written)

    def _kinds(self) -> Iterator[str]:
        words, found = self.text.wording.words, self.text.found
        need = found.catalogue.role("need")
        if need is None:
            return
        yield f"<h2>{_esc(words('Kinds of help and contact points'))}</h2>"
        yield self._paragraph(
            words(
                "2: somebody in the town or its county; 1: national contact points only; 0: nobody for some part of it."
            )
        )
        rows = [self._kind(value(need, kind.id, found.catalogue.places, words), kind) for kind in found.today.kinds]
        yield from self._picture(words("Who helps, by kind of help and town"), [("", rows)])

    def _kind(self, name: str, kind: Kind) -> Row:
        words = self.text.wording.words
        told = {2: words("somebody near"), 1: words("national only"), 0: words("nobody")}
        cells = tuple(
            0 if kind.nobody & town.leaves else 1 if kind.national_only & town.leaves else 2 for town in self._towns
        )
        return Row(name, cells, tuple(told[cell] for cell in cells), tuple(map(str, cells)))

    def _picture(self, name: str, blocks: Sequence[tuple[str, list[Row]]]) -> Iterator[str]:
        """Draw rows by towns, and write the same as a table for who cannot see it."""
        words = self.text.wording.words
        most = max((cell for _, rows in blocks for row in rows for cell in row.cells), default=0)
        yield f'<div class="wide" tabindex="0" role="group" aria-label="{_esc(name)}">'
        yield from self._drawn(name, blocks, most)
        yield "</div>"
        yield f'<details><summary>{_esc(words("The same as a table"))}</summary><div class="wide" tabindex="0"><table>'
        yield f"<caption>{_esc(name)}</caption><tr><td></td>"
        yield "".join(f'<th scope="col">{_esc(self._town(town))}</th>' for town in self._towns) + "</tr>"
        for heading, rows in blocks:
            if heading:
                yield f'<tr><th class="group" colspan="{len(self._towns) + 1}"><span>{_esc(heading)}</span></th></tr>'
            for row in rows:
                inside = zip(row.cells, row.written, strict=True)
                cells = "".join(f'<td class="{_tint(cell, most)}">{written}</td>' for cell, written in inside)
                yield f'<tr><th scope="row">{_esc(row.name)}</th>{cells}</tr>'
        yield "</table></div></details>"

    def _drawn(self, name: str, blocks: Sequence[tuple[str, list[Row]]], most: int) -> Iterator[str]:
        words = self.text.wording.words
        width = NAMES_WIDTH + CELL_WIDTH * len(self._towns) + 60
        height = HEAD_HEIGHT + sum(bool(heading) * GAP + CELL_HEIGHT * len(rows) for heading, rows in blocks) + 10
        yield f'<svg role="img" width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
        yield f"<title>{_esc(name)}</title><desc>{_esc(words('A table with the same numbers follows.'))}</desc>"
        for number, town in enumerate(self._towns):
            x = NAMES_WIDTH + CELL_WIDTH * number + CELL_WIDTH // 2
            turned = f'transform="rotate(-60 {x} {HEAD_HEIGHT - 8})"'
            yield f'<text x="{x}" y="{HEAD_HEIGHT - 8}" {turned}>{_esc(self._town(town))}</text>'
        y = HEAD_HEIGHT
        for heading, rows in blocks:
            if heading:
                y += GAP
                yield f'<text class="group" x="0" y="{y - 8}">{_esc(heading)}</text>'
            for row in rows:
                yield from self._drawn_row(row, y, most)
                y += CELL_HEIGHT
        yield "</svg>"

    def _drawn_row(self, row: Row, y: int, most: int) -> Iterator[str]:
        yield f'<text x="8" y="{y + 15}">{_esc(_short(row.name))}</text>'
        for number, (cell, told) in enumerate(zip(row.cells, row.told, strict=True)):
            x, shade = NAMES_WIDTH + CELL_WIDTH * number, _shade(cell, most)
            tone = _tone(cell, most)
            yield (
                f"<g><title>{_esc(f'{row.name}, {self._town(self._towns[number])}: {told}')}</title>"
                f'<rect class="s{shade}" x="{x + 1}" y="{y + 1}" width="{CELL_WIDTH - 2}" height="{CELL_HEIGHT - 2}"/>'
                f'<text class="{tone}" x="{x + CELL_WIDTH // 2}" y="{y + 15}">{cell}</text></g>'
            )

    def _lists(self) -> Iterator[str]:
        words = self.text.wording.words
        yield f"<h2>{_esc(words('In words'))}</h2>"
        for heading, lines in self.text.parts():
            yield f"<h3>{_esc(heading)}</h3>"
            if lines:
                yield f"<ul>{''.join(f'<li>{_esc(line)}</li>' for line in lines)}</ul>"
            else:
                yield f"<p>{_esc(words('none'))}</p>"

    def _town(self, town: Town) -> str:
        return where(self.text.found.catalogue.places, town.place.id, self.text.wording.words)

    def _paragraph(self, told: str) -> str:
        return f'<p class="soft">{_esc(told)}</p>'


def _shade(cell: int, most: int) -> int:
    """Give the shade of a number: 0 for nothing, the rest in equal steps up to the most."""
    return 0 if not cell else max(1, -(-cell * SHADES // most))


def _tone(cell: int, most: int) -> str:
    """Give how a number is written: nothing in its own colour, light on the dark shades."""
    return "zero" if not cell else "on" if _shade(cell, most) > SHADES - 2 else "off"


def _tint(cell: int, most: int) -> str:
    """Give the shade of a number and how it is written."""
    return f"s{_shade(cell, most)} {_tone(cell, most)}"


def _short(name: str) -> str:
    """Give a name that fits beside its row; the whole of it stands in the table."""
    return name if len(name) <= 44 else name[:43] + "…"  # noqa: PLR2004 -- the width of the names


def _esc(told: str) -> str:
    return escape(printable(told))
