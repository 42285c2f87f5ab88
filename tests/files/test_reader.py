"""One file to plain values: every value is text with its position, and YAML's traps do not spring."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.core.errors import Place
from bot.files.raw import MOST_BYTES
from bot.files.reader import MOST_DEPTH, Document, read, shown


def read_text(folder: Path, text: str | bytes) -> Document:
    """Write a file and read it."""
    path = folder / "a.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read(path, "a.yaml")


def told(document: Document) -> list[tuple[int, int, str]]:
    """Give line, column and code of everything wrong."""
    return [(problem.where.line, problem.where.column, problem.code) for problem in document.problems]


@pytest.mark.parametrize(
    "written",
    [
        "no",
        "yes",
        "on",
        "off",
        "True",
        "0123",
        "0o17",
        "0x1F",
        "12:30",
        "1_000",
        "1e3",
        ".inf",
        "2019-06-01",
        "=",
        "<<",
    ],
)
def test_what_is_written_plainly_arrives_as_text(tmp_path: Path, written: str) -> None:
    document = read_text(tmp_path, f"a: {written}\nb: [{written}]\n")
    assert document.value == {"a": written, "b": [written]}
    assert document.problems == []


@pytest.mark.parametrize("written", ["no", "0123", "12:30", "2019-06-01", "null", "~"])
def test_what_is_written_plainly_as_a_key_arrives_as_text(tmp_path: Path, written: str) -> None:
    assert read_text(tmp_path, f"{written}: x\n").value == {written: "x"}


@pytest.mark.parametrize("written", ["", "null", "~"])
def test_nothing_is_nothing(tmp_path: Path, written: str) -> None:
    assert read_text(tmp_path, f"a: {written}\n").value == {"a": None}


@pytest.mark.parametrize("written", ["'null'", '"null"', "'~'", "''"])
def test_nothing_in_quotation_marks_is_a_text(tmp_path: Path, written: str) -> None:
    assert read_text(tmp_path, f"a: {written}\n").value == {"a": written.strip("'\"")}


def test_long_texts_keep_their_words(tmp_path: Path) -> None:
    text = "a: >\n  Pierwsza linia\n  i druga.\nb: |\n  Jedna\n  Dwie\nc: bez cudzysłowu\n  i dalej\n"
    expected = {"a": "Pierwsza linia i druga.\n", "b": "Jedna\nDwie\n", "c": "bez cudzysłowu i dalej"}
    assert read_text(tmp_path, text).value == expected


def test_values_keys_and_what_is_missing_have_a_position(tmp_path: Path) -> None:
    document = read_text(tmp_path, "# uwaga\na:\n  - ą: 1\n    b: {c: 2}\n")
    assert document.where(("a", 0, "b", "c")) == Place("a.yaml", 4, 12)
    assert document.where(("a", 0, "b", "c", "<key>")) == Place("a.yaml", 4, 9)
    assert document.where(("a", 0, "missing")) == Place("a.yaml", 3, 5)
    assert document.where(()) == Place("a.yaml", 2, 1)
    assert Document("b.yaml").where(("a",)) == Place("b.yaml", 0, 0)


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    document = read_text(tmp_path, b"\xef\xbb\xbfa: b\n")
    assert document.value == {"a": "b"}
    assert document.where(("a", "<key>")) == Place("a.yaml", 1, 1)


def test_lines_may_end_as_on_windows(tmp_path: Path) -> None:
    document = read_text(tmp_path, "a: b\r\nc:\r\n  - d\r\n")
    assert document.value == {"a": "b", "c": ["d"]}
    assert document.where(("c", 0)) == Place("a.yaml", 3, 5)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: b\n\tc: d\n", (2, 1, "tab")),
        ("a:\n  \tb: c\n", (2, 3, "tab")),
        ("a: b\na: c\n", (2, 1, "duplicate-key")),
        ("x:\n  - {a: b, a: c}\n", (2, 12, "duplicate-key")),
        ("a: &b c\n", (1, 4, "anchor")),
        ("a: *b\n", (1, 4, "anchor")),
        ("a: !!int 3\n", (1, 4, "tag")),
        ("a: ! b\n", (1, 4, "tag")),
        ("a: !!python/object/apply:os.system [true]\n", (1, 4, "tag")),
        ("? [a]\n: b\n", (1, 3, "odd-key")),
        ("? {a: b}\n: c\n", (1, 3, "odd-key")),
        ("", (0, 0, "empty-file")),
        ("\n# uwaga\n", (0, 0, "empty-file")),
        ("null\n", (0, 0, "empty-file")),
        ("ą: \x07\n", (1, 4, "odd-character")),
        ("a: b\nc: \ufffe\n", (2, 4, "odd-character")),
        ("a: b: c\n", (1, 5, "syntax")),
        ("a: [b, c", (1, 9, "syntax")),
        ("a: [b, c\n", (1, 9, "syntax")),
        ('a: "b\nc: d\n', (1, 4, "syntax")),
        ("a: b\n---\nc: d\n", (2, 1, "syntax")),
        ("%YAML 3.0\n---\na: b\n", (1, 1, "syntax")),
    ],
)
def test_a_trap_is_told_where_it_stands(tmp_path: Path, text: str, expected: tuple[int, int, str]) -> None:
    assert told(read_text(tmp_path, text)) == [expected]


def test_of_a_key_that_stands_twice_the_first_counts(tmp_path: Path) -> None:
    document = read_text(tmp_path, "a: b\na: {c: d}\n")
    assert document.value == {"a": "b"}
    assert document.problems[0].values == {"key": "a", "line": "1"}


def test_every_key_that_stands_twice_is_told(tmp_path: Path) -> None:
    document = read_text(tmp_path, "a: 1\na: 2\nb: {c: 1, c: 2}\na: 3\n")
    assert told(document) == [(2, 1, "duplicate-key"), (3, 11, "duplicate-key"), (4, 1, "duplicate-key")]


def test_entries_may_stand_as_deep_as_allowed_and_no_deeper(tmp_path: Path) -> None:
    assert read_text(tmp_path, "[" * MOST_DEPTH + "a" + "]" * MOST_DEPTH).problems == []
    deeper = read_text(tmp_path, "[" * (MOST_DEPTH + 1) + "a" + "]" * (MOST_DEPTH + 1))
    assert told(deeper) == [(1, MOST_DEPTH + 1, "too-deep")]
    assert told(read_text(tmp_path, "[" * 500_000)) == [(1, MOST_DEPTH + 1, "too-deep")]


def test_a_thousand_doublings_are_stopped_at_the_first_anchor(tmp_path: Path) -> None:
    laughs = "a: &a [x, x]\n" + "".join(
        f"{b}: &{b} [*{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    assert told(read_text(tmp_path, laughs)) == [(1, 4, "anchor")]


def test_a_file_may_be_as_large_as_allowed(tmp_path: Path) -> None:
    assert read_text(tmp_path, "a: b\n" + "#" * (MOST_BYTES - 5)).problems == []
    assert told(read_text(tmp_path, "a: b\n" + "#" * (MOST_BYTES - 4))) == [(0, 0, "too-large")]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("a: b\nć: zażółć\n".encode("cp1250"), (2, 1, "encoding-1250")),
        ("a: zażółć\n".encode("cp1250"), (1, 6, "encoding-1250")),
        ("a: zażółć\n".encode("iso-8859-2"), (1, 6, "encoding-1250")),
        ("a: b\nc: ß\n".encode("latin-1"), (2, 4, "encoding")),
        ("a: b\n".encode("utf-16"), (1, 1, "encoding")),
        (b"\xef\xbb\xbfa: b\n\nc: \xff\n", (3, 4, "encoding")),
        ("ą: ż".encode() + b"\xb9", (1, 5, "encoding-1250")),
    ],
)
def test_a_file_that_is_not_in_utf_8_is_told_where_it_fails(
    tmp_path: Path, raw: bytes, expected: tuple[int, int, str]
) -> None:
    assert told(read_text(tmp_path, raw)) == [expected]


def test_utf_16_without_a_mark_is_told_too(tmp_path: Path) -> None:
    assert told(read_text(tmp_path, "a: b\n".encode("utf-16-le"))) == [(1, 2, "odd-character")]


def test_a_missing_file_and_a_folder_are_told(tmp_path: Path) -> None:
    assert told(read(tmp_path / "b.yaml", "b.yaml")) == [(0, 0, "missing-file")]
    assert told(read(tmp_path, "c.yaml")) == [(0, 0, "unreadable")]


def test_a_value_is_shown_on_one_line_and_cut() -> None:
    assert shown(" a\n b\t c ") == "a b c"
    assert shown("x" * 60) == "x" * 60
    assert shown("x" * 61) == "x" * 57 + "..."
    assert shown(["a"]) == ""
    assert shown(None) == ""
