"""Schemas for editors and the tables of fields: as fresh as the models, and they say yes and no as `check` does."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from bot.core.catalogue import Catalogue
from bot.files.loader import load
from bot.files.reader import read
from bot.writing import schema, tables
from tests.conftest import ROOT
from tests.writing.terminal import typed

OFFERS = ROOT / "offers"
FILES = sorted(path.relative_to(OFFERS).as_posix() for path in OFFERS.rglob("*.yaml"))
GUIDES = (ROOT / "offers" / "README.md", ROOT / "docs" / "catalogue-format.md")


def wrong(made: schema.Schema, value: Any) -> list[str]:
    return [error.message for error in Draft202012Validator(made).iter_errors(value)]


@pytest.mark.parametrize("kind", schema.KINDS)
def test_the_schemas_beside_the_files_are_those_of_the_models_and_of_this_catalogue(
    catalogue: Catalogue, kind: str
) -> None:
    written = (OFFERS / schema.FOLDER / f"{kind}.json").read_text(encoding="utf-8")
    assert written == schema.text(schema.schema(kind, catalogue)), "run `make schema`"
    Draft202012Validator.check_schema(json.loads(written))


@pytest.mark.parametrize("name", FILES)
def test_every_file_names_its_schema_on_its_first_line_and_holds_to_it(name: str) -> None:
    first = (OFFERS / name).read_text(encoding="utf-8").splitlines(keepends=True)[0]
    assert first == schema.line(name)
    named = ((OFFERS / name).parent / first.strip().partition("$schema=")[2]).resolve()
    assert named.parent == OFFERS / schema.FOLDER
    assert wrong(json.loads(named.read_text(encoding="utf-8")), read(OFFERS / name, name).value) == []


@pytest.mark.parametrize("name", FILES)
def test_without_a_catalogue_the_schemas_take_any_id(name: str) -> None:
    assert wrong(schema.schema(schema.file_kind(name), None), read(OFFERS / name, name).value) == []


@pytest.mark.parametrize(
    ("kind", "path", "value"),
    [
        ("programme", ("standing",), "maybe"),
        ("programme", ("title",), {"pl": "tylko po polsku"}),
        ("programme", ("offers",), []),
        ("programme", ("colour",), "red"),
        ("programme", ("offers", 0, "need"), ["moon"]),
        ("programme", ("offers", 0, "rule"), {"age": "young"}),
        ("programme", ("offers", 0, "rule"), {"any": [{"not": {"lives_in": "moon"}}]}),
        ("programme", ("offers", 0, "rule"), {"is": "moon"}),
        ("programme", ("offers", 0, "rule"), {"work": "astronaut"}),
        ("programme", ("offers", 0, "rule"), {}),
        ("programme", ("body",), "moon"),
        ("programme", ("sources", 0, "checked_on"), "22.11.2026"),
        ("programme", ("sources", 0, "year"), "long ago"),
    ],
)
def test_an_editor_underlines_what_check_refuses(
    catalogue: Catalogue, kind: str, path: tuple[str | int, ...], value: Any
) -> None:
    written: Any = read(OFFERS / "programmes" / "zus.yaml", "zus.yaml").value
    inside = written
    for step in path[:-1]:
        inside = inside[step]
    inside[path[-1]] = value
    assert wrong(schema.schema(kind, catalogue), written)


def test_an_editor_shows_beside_an_id_what_residents_read(catalogue: Catalogue) -> None:
    for language in ("pl", "en"):
        definitions = schema.schema("programme", catalogue, language)["$defs"]
        for name in ("id_of_bodies", "id_of_places", "id_of_groups", "id_of_papers", "id_of_needs", "options_of_work"):
            ids, told = definitions[name]["enum"], definitions[name]["enumDescriptions"]
            assert len(ids) == len(told)
        work = catalogue.questions["work"]
        assert definitions["options_of_work"]["enumDescriptions"] == [one.label.in_(language) for one in work.options]


def test_every_field_an_editor_completes_says_what_it_means(catalogue: Catalogue) -> None:
    for kind, made in schema.schemas(catalogue).items():
        for part in (made, *made["$defs"].values(), *made["$defs"].get("condition", {}).get("anyOf", ())):
            for name, about in part.get("properties", {}).items():
                assert about.get("description"), (kind, name)
                for inner, said in about.get("properties", {}).items():
                    assert said.get("description"), (kind, name, inner)


def test_an_editor_that_knows_numbers_and_yes_is_content_with_them(catalogue: Catalogue) -> None:
    written: Any = read(OFFERS / "programmes" / "zus.yaml", "zus.yaml").value
    written["standing"] = True
    written["offers"][0]["rule"] = {"age": 26}
    written["sources"][0]["year"] = 2024
    assert wrong(schema.schema("programme", catalogue), written) == []


def test_the_descriptions_are_polish_or_english(catalogue: Catalogue) -> None:
    for language, meaning in (
        ("pl", "pełna nazwa, najwyżej 80 znaków"),
        ("en", "the full name, at most 80 characters"),
    ):
        offer = schema.schema("programme", catalogue, language)["$defs"]["offer"]
        assert offer["properties"]["title"]["description"] == meaning


@pytest.mark.parametrize("path", GUIDES, ids=lambda path: path.name)
def test_the_tables_of_fields_in_the_guides_are_those_of_the_models(path: Path) -> None:
    written = path.read_text(encoding="utf-8")
    assert len(tables.MARKED.findall(written)) >= 6
    assert tables.refreshed(written) == written, "run `make schema`"


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments], capture_output=True, text=True, check=False, cwd=ROOT, timeout=60
    )


def test_one_schema_can_be_printed() -> None:
    done = run("schema", "crisis", "--lang", "en")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["title"] == "crisis.yaml"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["moon"], "Choose one of: questions, places"),
        (["--tables", "moon.md"], "there is no file moon.md"),
        (["--lang", "xx"], "Choose one of: "),
        (["--offers", "moon"], "there is no folder moon"),
    ],
)
def test_what_cannot_be_written_is_said_in_one_line(arguments: list[str], told: str) -> None:
    done = run("schema", *arguments)
    assert done.returncode == 2
    assert told in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_broken_catalogue_still_gets_schemas_but_without_its_ids(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "questions.yaml").write_text("half a fi")
    assert typed(monkeypatch, "schema", "--offers", str(tmp_path)) == 0
    assert len(capsys.readouterr().out.splitlines()) == len(schema.KINDS)
    made = json.loads((tmp_path / schema.FOLDER / "programme.json").read_text(encoding="utf-8"))
    assert made == schema.schema("programme", None)


def test_a_document_gets_fresh_tables_and_keeps_the_rest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    document = tmp_path / "guide.md"
    document.write_text("Before\n<!-- fields: en groups -->\nold\n<!-- /fields -->\nAfter\n")
    assert typed(monkeypatch, "schema", "--tables", str(document)) == 0
    written = document.read_text()
    assert written.startswith("Before\n")
    assert written.endswith("<!-- /fields -->\nAfter\n")
    assert "| `rule` | yes | a condition | who belongs to the group |" in written
    assert "old" not in written


def test_the_line_for_editors_changes_nothing_for_the_loader() -> None:
    assert load(OFFERS).offers
