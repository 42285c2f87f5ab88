"""Sets of small numbers, each kept as the bits of one int: values of a question, offers by number."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import compress
from typing import TypeVar

T = TypeVar("T")
#: So many bits are taken out of a set one by one; of more, the set is written out.
_FEW = 12
#: A set is searched bit by bit where less than one bit of so many is set.
_SPARSE = 8
_NOT_EMPTY = re.compile(rb"[^\0]")
_SELECTORS = bytes.maketrans(b"01", b"\0\1")


def bits(mask: int) -> list[int]:
    """Give the numbers of the bits that are set, ascending."""
    found = []
    while mask:
        last = mask & -mask
        found.append(last.bit_length() - 1)
        mask ^= last
    return found


def ascending(mask: int) -> Iterator[int]:
    """Give the numbers of the bits that are set, ascending, as far as somebody looks: no more of the set is read."""
    written = mask.to_bytes((mask.bit_length() + 7) >> 3, "little")
    for found in _NOT_EMPTY.finditer(written):
        first = found.start() << 3
        for bit in bits(written[found.start()]):
            yield first + bit


def lowest(mask: int) -> int:
    """Give the number of the lowest bit that is set; -1 where none is."""
    return (mask & -mask).bit_length() - 1


def as_bits(numbers: Iterable[int]) -> int:
    """Give the set of these numbers."""
    listed = list(numbers)
    if not listed:
        return 0
    written = bytearray((max(listed) >> 3) + 1)
    for number in listed:
        written[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(written, "little")


def chosen(numbers: int, listed: Sequence[T]) -> list[T]:
    """Give what stands in a list at the numbers of a set, in the order of the list."""
    count = numbers.bit_count()
    if count <= _FEW:
        return [listed[number] for number in bits(numbers)]
    written = f"{numbers:b}"[::-1]
    if count * _SPARSE > len(written):
        return list(compress(listed, written.encode().translate(_SELECTORS)))
    *gaps, _ = written.split("1")
    found, number = [], -1
    for gap in gaps:
        number += len(gap) + 1
        found.append(listed[number])
    return found
