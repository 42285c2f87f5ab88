"""`diff`: what lies between two versions of the catalogue, for people and for programs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.core.catalogue import Catalogue
from bot.insight import wording
from bot.insight.affected import Affected, Change, Renamed, Standing, affected
from bot.insight.residents import Example, examples
from bot.insight.things import KINDS, Changed, Things, things
from bot.insight.translations import TextChange, text_changes
from bot.insight.versions import Version
from bot.insight.wording import at
from bot.text.format import day
from bot.text.words import Words

STEP = "    "


@dataclass(frozen=True)
class Difference:
    """Everything that differs. `judged`: how many example residents were asked about."""

    old: Version
    new: Version
    on: date | None
    things: Mapping[str, Things]
    texts: tuple[TextChange, ...]
    affected: tuple[Affected, ...]
    judged: int
    bodies: Mapping[str, str]

    @property
    def one_sided(self) -> tuple[TextChange, ...]:
        """The texts that changed in one language and not in another."""
        return tuple(change for change in self.texts if change.unchanged)

    @property
    def any(self) -> bool:
        """Tell whether anything differs that somebody could notice."""
        return bool(self.texts or self.affected or any(found.any for found in self.things.values()))


def difference(
    old: tuple[Version, Catalogue], new: tuple[Version, Catalogue], on: date | None, language: str
) -> Difference:
    """Compare two loaded versions. Raises BadCatalogueError where example residents cannot be read."""
    found = things(old[1], new[1])
    people = _people(old[0], new[0])
    renamed = Renamed(found["offers"].new_ids, found["contacts"].new_ids)
    contacts = {**old[1].contacts, **new[1].contacts}
    return Difference(
        old=old[0],
        new=new[0],
        on=on,
        things=found,
        texts=text_changes(old[0].path, new[0].path, renamed.offers),
        affected=tuple(affected(old[1], new[1], people, renamed, on)),
        judged=len(people),
        bodies={id_: contact.name.in_(language) for id_, contact in contacts.items()},
    )


def _people(old: Version, new: Version) -> tuple[Example, ...]:
    """Give the example residents of both versions; where both have one, as the new version has it."""
    now = examples(new.path)
    known = {example.id for example in now}
    return (*now, *(example for example in examples(old.path) if example.id not in known))


@dataclass(frozen=True)
class DiffText:
    """Writes a difference for people."""

    found: Difference
    words: Words

    def lines(self) -> Iterator[str]:
        """Give the difference line by line: residents first, since they are who notices."""
        words, found = self.words, self.found
        yield words("From {old} to {new}", old=found.old.name, new=found.new.name)
        if not found.any:
            yield words("Nothing that residents or staff could notice has changed.")
            return
        yield ""
        yield from self._residents()
        texts = list(self._texts())
        yield from ("", *texts) if texts else ()
        for kind, compared in found.things.items():
            if compared.any:
                yield ""
                yield words(KINDS[kind])
                yield from self._things(compared)

    def _residents(self) -> Iterator[str]:
        words, found = self.words, self.found
        if not found.affected:
            yield words("Nothing changes for the example residents ({count}).", count=found.judged)
            return
        some, every = len(found.affected), found.judged
        yield words("Example residents for whom something changes: {some} of {all}", some=some, all=every)
        for one in found.affected:
            yield f"{STEP}{one.example.id}: {one.example.who} ({day(one.on, words)}; {one.example.file})"
            yield from self._changes(one)

    def _changes(self, one: Affected) -> Iterator[str]:
        words = self.words
        for change in one.gains:
            told = words("gains {offer}", offer=self._offer(change.offer))
            yield f"{STEP * 2}+ {told}: {self._stands(change.after)}"
        for change in one.loses:
            told = words("loses {offer}", offer=self._offer(change.offer))
            yield f"{STEP * 2}- {told}: {self._stands(change.before)}"
        for change in one.alters:
            yield f"{STEP * 2}~ {self._offer(change.offer)}: {self._alters(change)}"
        yield from self._contacts(one)

    def _offer(self, id_: str) -> str:
        return f"{id_} ({self.found.things['offers'].names[id_].in_(self.words.language)})"

    def _stands(self, standing: Standing | None) -> str:
        words = self.words
        if standing is None:
            return ""
        first = f", {words(wording.FIRST[standing.first])}" if standing.first is not False else ""
        return f"{words(wording.VERDICTS[standing.verdict])}{first}, {words(wording.STATES[standing.state])}"

    def _alters(self, change: Change) -> str:
        """Say what is otherwise, and only that."""
        words, parts = self.words, []
        before, after = change.before, change.after
        if before is not None and after is not None:
            if before.verdict is not after.verdict:
                parts.append((wording.VERDICTS[before.verdict], wording.VERDICTS[after.verdict]))
            if before.first is not after.first:
                parts.append((wording.FIRST[before.first], wording.FIRST[after.first]))
            if before.state is not after.state:
                parts.append((wording.STATES[before.state], wording.STATES[after.state]))
        return "; ".join(f"{words(was)} → {words(is_now)}" for was, is_now in parts)

    def _contacts(self, one: Affected) -> Iterator[str]:
        words, named = self.words, self.found.bodies
        for sign, told, listed in (
            ("+", words("sees these contact points too"), one.contacts_added),
            ("-", words("no longer sees these contact points"), one.contacts_removed),
        ):
            if listed:
                yield f"{STEP * 2}{sign} {told}: {', '.join(f'{id_} ({named[id_]})' for id_ in listed)}"
        if one.led_by is not None:
            was, is_now = (id_ or words("none") for id_ in one.led_by)
            yield f"{STEP * 2}~ {words('is sent to first')}: {was} → {is_now}"
        if one.strange:
            yield f"{STEP * 2}! {words('answers that one of the versions does not know')}: {', '.join(one.strange)}"

    def _texts(self) -> Iterator[str]:
        words, found = self.words, self.found
        if not found.one_sided:
            yield words("No text changed in one language only.")
            return
        yield words("Texts that changed in one language only")
        for change in found.one_sided:
            listed = {"changed": ", ".join(change.changed), "unchanged": ", ".join(change.unchanged)}
            told = words("changed in {changed}, not in {unchanged}", **listed)
            yield f"{STEP}{' · '.join(change.new.key)}: {told}{at(change.new.where)}"
            for language in change.changed:
                yield f"{STEP * 2}{language} - {change.old.words.get(language, '')}"
                yield f"{STEP * 2}{language} + {change.new.words.get(language, '')}"

    def _things(self, compared: Things) -> Iterator[str]:
        words, language = self.words, self.words.language
        for id_ in compared.added:
            yield f"{STEP}+ {words('added')}: {id_} ({compared.names[id_].in_(language)})"
        for id_ in compared.removed:
            yield f"{STEP}- {words('removed')}: {id_} ({compared.names[id_].in_(language)})"
        for one in compared.renamed:
            told = words("the id changed: older buttons and lists no longer find it")
            yield f"{STEP}! {one.old} → {one.id} ({compared.names[one.id].in_(language)}): {told}{self._fields(one)}"
        for one in compared.changed:
            yield f"{STEP}~ {words('changed')}: {one.id} ({compared.names[one.id].in_(language)}){self._fields(one)}"

    def _fields(self, one: Changed) -> str:
        return f": {', '.join(one.fields)}" if one.fields else ""


def as_json(found: Difference) -> dict[str, Any]:
    """Give a difference for programs."""
    return {
        "old": found.old.name,
        "new": found.new.name,
        "on": found.on.isoformat() if found.on else None,
        "residents": {"judged": found.judged, "affected": [_affected(one) for one in found.affected]},
        "texts": [
            {
                "text": list(change.new.key),
                "file": change.new.where.file,
                "line": change.new.where.line,
                "changed": list(change.changed),
                "unchanged": list(change.unchanged),
                "before": dict(change.old.words),
                "after": dict(change.new.words),
            }
            for change in found.texts
        ],
        "things": {kind: _things(compared) for kind, compared in found.things.items()},
    }


def _things(compared: Things) -> dict[str, Any]:
    return {
        "added": list(compared.added),
        "removed": list(compared.removed),
        "renamed": [{"from": one.old, "to": one.id, "fields": list(one.fields)} for one in compared.renamed],
        "changed": [{"id": one.id, "fields": list(one.fields)} for one in compared.changed],
    }


def _affected(one: Affected) -> dict[str, Any]:
    return {
        "id": one.example.id,
        "who": one.example.who,
        "file": one.example.file,
        "on": one.on.isoformat(),
        "gains": [{"offer": change.offer, **_standing(change.after)} for change in one.gains],
        "loses": [{"offer": change.offer, **_standing(change.before)} for change in one.loses],
        "changes": [
            {"offer": change.offer, "before": _standing(change.before), "after": _standing(change.after)}
            for change in one.alters
        ],
        "contacts": {
            "added": list(one.contacts_added),
            "removed": list(one.contacts_removed),
            "first": list(one.led_by) if one.led_by else None,
        },
        "strange_answers": list(one.strange),
    }


def _standing(standing: Standing | None) -> dict[str, Any]:
    if standing is None:
        return {}
    return {"verdict": str(standing.verdict), "first": standing.first, "state": str(standing.state)}
