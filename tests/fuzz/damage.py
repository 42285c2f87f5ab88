"""Files as no one wants them, one for every seed: slips, half-written saves, wrong programs, traps, bombs, noise."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]
OFFERS = ROOT / "offers"
REAL = {path.relative_to(OFFERS).as_posix(): path.read_bytes() for path in sorted(OFFERS.rglob("*.yaml"))}
#: Holding example residents against the whole catalogue takes longest, so they are damaged less often.
EXAMPLES = [name for name in REAL if name.startswith("personas/")]
FILES = [name for name in REAL if name not in EXAMPLES]
SIGNS = [*" \n\t-:#[]{},'\"&*!|>%@`?~0a\\", "\u00a0", "\u200b", "\ufeff", "„", "”", "\r", "\x00", "😀", "\u2028"]
TRAPS = (
    "no", "yes", "0123", "12:30", "1e999", "0x1F", ".inf", "-0", "null", "~", "[]", "{}", "''", '""', "&a x", "*a",
    "!!x y", "<<: *a", "%x", "@x", "`x`", "? x", "- - - x", "a: b: c", "# x", "x #y", "„tak”", "“tak”", "31.12.2026",
    "2026-02-30", "18-64", "64..18", "999999999999999999999999", "anyone", "{any: []}", "{at_least: {2: [anyone]}}",
    "{is: at_risk}", "{lives_in: poland}", "pn-pt 8-15", "58 511 01 2", "http:/x", "a @ b.pl", "x" * 5000, "|\n  x",
    ">\n", "\u202ex", "\t",
)  # fmt: skip


def file(seed: int) -> tuple[str, bytes]:
    """Give the name of a real file and what stands in it this time."""
    random = Random(seed)  # noqa: S311 -- nothing here is a secret
    name = random.choice(FILES if random.random() < 0.9 else EXAMPLES)
    kind = random.choices(KINDS, WEIGHTS)[0]
    return name, kind(REAL[name], random)


def slips(raw: bytes, random: Random) -> bytes:
    """Damage a file the way slips of the hand and half-written saves do."""
    for _ in range(random.randint(1, 4)):
        at = random.randrange(len(raw) + 1)
        start = raw.rfind(b"\n", 0, at) + 1
        end = at
        for _ in range(random.randint(1, 3)):
            end = raw.find(b"\n", end) + 1 or len(raw)
        some = random.randint(1, 40)
        raw = random.choice((
            raw[:at] + bytes([random.randrange(256)]) + raw[at + 1 :],
            raw[:at] + random.choice(SIGNS).encode() + raw[at:],
            raw[:at] + raw[at + some :],
            raw[:at] + raw[at : at + some] + raw[at:],
            raw[:end] + raw[start:end] + raw[end:],
            raw[:start] + raw[end:],
            raw[:start] + b" " * random.randint(1, 8) + raw[start:],
            raw[:at] if random.random() < 0.2 else raw[:at] + raw[at + 1 :],
        ))  # fmt: skip
    return raw


def traps(raw: bytes, random: Random) -> bytes:
    """Put words that mean something to YAML or to the catalogue in the place of values."""
    lines = raw.decode().split("\n")
    for _ in range(random.randint(1, 5)):
        number = random.randrange(len(lines))
        key, colon, _ = lines[number].partition(": ")
        lines[number] = f"{key}: {random.choice(TRAPS)}" if colon else f"{lines[number]} {random.choice(TRAPS)}"
    return "\n".join(lines).encode("utf-8", "surrogatepass")


def shapes(raw: bytes, random: Random) -> bytes:
    """Move, drop, double and exchange whole entries, so that the file can be read and says something else."""
    tree = yaml.load(raw, Loader=yaml.CBaseLoader)  # noqa: S506 -- makes only texts, lists and dictionaries
    places = [*_places(tree)]
    for _ in range(random.randint(1, 6)):
        parent, key = random.choice(places)
        try:
            other = random.choice(places)
            value = other[0][other[1]]
            match random.randrange(5):
                case 0:
                    del parent[key]
                case 1:
                    parent[key] = yaml.load(yaml.dump(value), Loader=yaml.CBaseLoader)  # noqa: S506
                case 2:
                    parent[key] = random.choice(TRAPS)
                case 3 if isinstance(parent, list):
                    parent.append(parent[key])
                case _ if isinstance(parent, dict):
                    parent[random.choice(("rule", "id", "any", "age", "note", "from", f"{key}x"))] = parent.pop(key)
        except (KeyError, IndexError):
            continue  # an earlier change took it away
    return yaml.dump(tree, allow_unicode=True, Dumper=_NoAliases, width=random.choice((80, 10_000))).encode()


class _NoAliases(yaml.SafeDumper):
    def ignore_aliases(self, _data: Any) -> bool:
        return True


def _places(tree: Any) -> list[tuple[Any, Any]]:
    keys = list(tree) if isinstance(tree, dict) else list(range(len(tree))) if isinstance(tree, list) else []
    return [(tree, key) for key in keys] + [place for key in keys for place in _places(tree[key])]


def rules(raw: bytes, random: Random) -> bytes:
    """Put rules nobody would write in the place of rules, and let groups hold one another, deeply or twice each."""
    tree = yaml.load(raw, Loader=yaml.CBaseLoader)  # noqa: S506 -- makes only texts, lists and dictionaries
    places = [(parent, key) for parent, key in _places(tree) if key in ("rule", "asked_if", "especially", "prefer")]
    for parent, key in random.sample(places, random.randint(0, min(3, len(places)))):
        count = random.choice((1, 1, 10, 100, 1_000))
        parts = ", ".join(_condition(random, random.randint(0, 5) if count == 1 else 1) for _ in range(count))
        parent[key] = yaml.load(f"{{any: [{parts}]}}", Loader=yaml.CBaseLoader)  # noqa: S506 -- as above
    last = random.choice((0, 5, 15, 60, 400))
    if isinstance(tree, dict) and "at_risk" in tree and last:
        held = random.choice(("{is: X}", "{any: [{is: X, age: 18+}, {not: {is: X}, work: inactive}]}"))
        for number in range(last + 1):
            rule = held.replace("X", f"held_{number + 1}") if number < last else "{age: 18+}"
            written = f"{{name: {{pl: x, en: y}}, rule: {rule}}}"
            tree[f"held_{number}"] = yaml.load(written, Loader=yaml.CBaseLoader)  # noqa: S506 -- as above
    return yaml.dump(tree, allow_unicode=True, Dumper=_NoAliases, width=10_000, sort_keys=False).encode()


def _condition(random: Random, depth: int) -> str:
    """Write a condition, sound or not, with so many levels at most."""
    word = random.choice(("any", "all", "at_least", "not", "perhaps") if depth else ("",))
    inside = [_condition(random, depth - 1) for _ in range(random.randint(1, 3))] if word else []
    match word:
        case "any" | "all":
            return f"{{{word}: [{', '.join(inside)}]}}"
        case "at_least":
            return f"{{at_least: {{1: [{', '.join(inside)}]}}}}"
        case "not" | "perhaps" if inside:
            return f"{{{word}: {inside[0]}}}"
    low = random.randint(0, 100)
    return random.choice((
        f"{{age: {low}..{low + random.randint(0, 20)}}}", f"{{age: {low}+}}", "{work: [inactive, student]}",
        "{work: employed, disability: severe}", "{family: [children, carer]}", "{hardship: [poverty, food_aid]}",
        "{lives_in: gdansk.stogi}", "{is: at_risk}", "{health: mental_disorder}", "{long_without_work: yes}", "anyone",
        "{home: family_crisis, foster: none}", "{disability_kind: sensory}", "{supporting: no}",
    ))  # fmt: skip


def noise(_: bytes, random: Random) -> bytes:
    """Give signs in any order."""
    signs = random.choice((SIGNS, [*SIGNS, *map(chr, range(32, 1000))]))
    return "".join(random.choice(signs) for _ in range(random.randrange(4000))).encode("utf-8", "surrogatepass")


def rubbish(_: bytes, random: Random) -> bytes:
    """Give bytes in any order."""
    return random.randbytes(random.randrange(4000))


def encodings(raw: bytes, random: Random) -> bytes:
    """Save the file as other programs do."""
    text = raw.decode()
    code = random.choice(("cp1250", "iso-8859-2", "utf-16", "utf-8-sig", "utf-16-le", "utf-32"))
    other = text.encode(code, "replace")
    return random.choice(
        (other, other[: random.randrange(len(other) + 1)], text.replace("\n", "\r\n").encode(code, "replace"))
    )


def bombs(raw: bytes, random: Random) -> bytes:
    """Give small files that grow, and large ones."""
    count = random.choice((100, 5_000, 50_000))
    depth = random.choice((19, 21, 2_000))
    return random.choice((
        b"a: &a [x, x]\n" + b"".join(b"%c: &%c [*%c, *%c]\n" % (n + 1, n + 1, n, n) for n in range(97, 121)),
        b"[" * depth + b"]" * depth,
        b"- " * depth + b"x",
        b"".join(b" " * n + b"a:\n" for n in range(depth)),
        b"".join(b"k%d: x\n" % n for n in range(count)),
        b"- {id: x, no: y}\n" * (count // 4),
        b"pl: [" + b"x, " * count + b"]\n",
        raw + b"\n".join(raw.splitlines()[-1:] * (count // 10)),
        (raw * (1 + (1 << 20) // len(raw)))[: 1 << 20],
        b"a" * random.choice((1 << 20, (1 << 20) + 1)),
        b"\xc2\xa0" * (1 << 19),
        b"'" * (1 << 19),
        b"# x\n" * (1 << 18),
        b"- id: x\n  rule: {any: [" + b"{age: x}, " * (count // 8) + b"]}\n",
        raw.replace(b"[", b"[" + b"nobody, " * (count // 500)),
        raw.replace(b": ", b": \xe2\x80\x9e"),
    ))  # fmt: skip


Kind = Callable[[bytes, Random], bytes]
KINDS: tuple[Kind, ...] = (slips, traps, shapes, rules, noise, rubbish, encodings, bombs)
WEIGHTS = (32, 17, 17, 17, 4, 2, 5, 6)
