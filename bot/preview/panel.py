"""The preview: a day to pretend, an example resident to become, a chat to keep as one, and edits taken at once."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from bot.clock import Clock
from bot.core.actions import CONSENT_VERSION
from bot.core.errors import BadCatalogueError, Problem
from bot.core.resident import RESULTS, Resident
from bot.emulator.panel import Act, Asked, Choice, Field, Group, Look, Reply
from bot.files.raw import names
from bot.insight.residents import Example, examples
from bot.living import Doubtful, Edit, Living, Refused, Taken
from bot.preview.kept import FOLDER, Draft, add, as_yaml, may_hold
from bot.text.format import day
from bot.text.problems import sentence
from bot.text.words import Words

#: The file that is begun where a chat goes into none of those that stand there.
NEW_FILE = "kept.yaml"
ID = re.compile(r"[a-z0-9][a-z0-9_.-]{0,39}")
#: Days that can be pretended.
FIRST_YEAR, LAST_YEAR = 2000, 2099


@dataclass(frozen=True)
class Chats:
    """The open chats: their ids, the resident of one, and showing one anew (after a change of its resident)."""

    ids: Callable[[], Iterable[int]]
    resident: Callable[[int], Awaitable[Resident]]
    anew: Callable[[int, Callable[[Resident], Resident] | None], Awaitable[None]]


@dataclass
class Preview:
    """What the panel shows and does. `changed` lets the pages look at it again; `top` begins a new file."""

    living: Living
    clock: Clock
    offers: Path
    chats: Chats
    changed: Callable[[], None]
    top: str = ""
    _examples: tuple[Example, ...] = field(init=False, default=())
    _wrong_examples: tuple[Problem, ...] = field(init=False, default=())
    _refused: tuple[Problem, ...] = field(init=False, default=())
    _edit: Edit | None = field(init=False, default=None)
    _edition: int = field(init=False, default=0)
    _wrote: set[str] = field(init=False, default_factory=set)

    def __post_init__(self) -> None:
        self._read_examples()

    # -- what it shows

    def look(self, language: str) -> Look:
        """Give the panel in a language."""
        words = self._words(language)
        alerts = tuple(_line(problem, words) for problem in (*self._refused, *self._wrong_examples))
        groups = (self._day(words), self._residents(words), self._keeping(words))
        return Look(words("Preview"), groups, alerts, self._news(words), self._edition)

    def _day(self, words: Words) -> Group:
        today = self.clock.today
        title = words("Pretending today is {day}", day=day(today, words)) if today else words("The day: today")
        chosen = Field("day", "date", words("Pretend that today is"), today.isoformat() if today else "")
        return Group(title, (chosen,), (Act("pretend", words("Set the day")), Act("real-day", words("The real day"))))

    def _residents(self, words: Words) -> Group:
        listed = tuple(Choice(_key(one), f"{one.who} ({one.id})", one.file) for one in self._examples)
        chosen = Field("example", "choice", words("Example resident"), listed[0].value if listed else "", listed)
        return Group(words("See it as somebody else"), (chosen,), (Act("become", words("Become this resident")),))

    def _keeping(self, words: Words) -> Group:
        names = self._files()
        files = tuple(Choice(name, name) for name in names)
        fields = (
            Field("who", "line", words("Who is it, in a few words")),
            Field("id", "line", words("Id (made where it is empty)")),
            Field("file", "choice", words("File"), NEW_FILE, files),
        )
        acts = (Act("keep", words("Show the YAML")), Act("write", words("Write to the file")))
        return Group(words("Keep this chat as an example resident"), fields, acts)

    def _news(self, words: Words) -> str:
        match self._edit:
            case Taken(files=files):
                return words("The edit is in use: {files}", files=", ".join(files))
            case Refused(problems=(), reason=reason):
                return reason
            case Refused(problems=problems):
                return words.many(
                    "The edit is not used: {count} problem. The version before it stays.",
                    "The edit is not used: {count} problems. The version before it stays.",
                    len(problems),
                )
            case Doubtful(lost=lost):
                return words("The edit is in use. These offers are gone: {offers}", offers=", ".join(lost))
            case _:
                return ""

    def _words(self, language: str) -> Words:
        assistant = self.living.assistant()
        return assistant.renderer.words.get(language, assistant.renderer.words[assistant.default])

    def _files(self) -> tuple[str, ...]:
        """Give the names of the files a chat can be written to."""
        found = {name.rpartition("/")[2] for name in names(self.offers, FOLDER)}
        return tuple(sorted(name for name in {*found, NEW_FILE} if may_hold(self.offers, name)))

    # -- what it does

    async def press(self, asked: Asked) -> Reply:
        """Do what a button is for."""
        words, values = self._words(asked.language), asked.values
        match asked.act:
            case "pretend":
                return await self._pretend(values.get("day", ""), words)
            case "real-day":
                return await self._set_day(None, words)
            case "become":
                return await self._become(asked.chat, values.get("example", ""), words)
            case "keep" | "write":
                return await self._keep(asked, words)
        return Reply("")

    async def _pretend(self, written: str, words: Words) -> Reply:
        try:
            chosen = date.fromisoformat(written)
        except ValueError:
            return Reply(words("Choose a whole date: day, month and year."))
        if not FIRST_YEAR <= chosen.year <= LAST_YEAR:
            return Reply(words("Choose a year from {first} to {last}.", first=FIRST_YEAR, last=LAST_YEAR))
        return await self._set_day(chosen, words)

    async def _set_day(self, chosen: date | None, words: Words) -> Reply:
        self.clock.today = chosen
        await self._show_all()
        self.changed()
        if chosen is None:
            return Reply(words("The bot goes by the real date again."))
        return Reply(words("The bot pretends now that it is {day}.", day=day(chosen, words)))

    async def _become(self, chat: int, key: str, words: Words) -> Reply:
        example = next((one for one in self._examples if _key(one) == key), None)
        if example is None:
            return Reply(words("This example resident is not in the files any more. Choose another."))
        answers, strange = example.answers(self.living.assistant().catalogue)

        def become(resident: Resident) -> Resident:
            language = resident.language or words.language
            return Resident(answers, language=language, agreed=CONSENT_VERSION).fresh(RESULTS)

        await self.chats.anew(chat, become)
        said = words(
            "This chat is now: {who}. The file judges this example on {day}.",
            who=example.who,
            day=day(example.on, words),
        )
        if strange:
            said += " " + words("Not understood: {questions}", questions=", ".join(strange))
        return Reply(said)

    async def _keep(self, asked: Asked, words: Words) -> Reply:
        who, id_ = asked.values.get("who", "").strip(), asked.values.get("id", "").strip() or self._free_id()
        resident = await self.chats.resident(asked.chat)
        wrong = self._cannot_keep(resident, who, id_, words)
        if wrong:
            return Reply(wrong)
        assistant = self.living.assistant()
        draft = Draft(id_, who, self.clock.now().date())
        entry = as_yaml(assistant.catalogue, assistant.conversation.planner, resident, draft)
        if asked.act == "keep":
            return Reply(words("Below is the chat as an example resident. Nothing was written."), entry)
        return self._write(asked.values.get("file", ""), entry, words)

    def _cannot_keep(self, resident: Resident, who: str, id_: str, words: Words) -> str:
        if not resident.answers:
            return words("There is nothing to keep yet. Answer a question in the chat first.")
        if not who:
            return words("Write in a few words who this is.")
        if not ID.fullmatch(id_):
            return words("An id has small letters without Polish signs, digits, and . _ or - between them.")
        if any(one.id == id_ for one in self._examples):
            return words("There is an example resident {id} already. Type another id.", id=id_)
        return ""

    def _write(self, name: str, entry: str, words: Words) -> Reply:
        if name not in self._files():
            return Reply(words("This file is not there any more. Choose another."))
        try:
            problems = add(self.living.assistant().catalogue, self.offers, name, entry, top=self.top)
        except OSError as error:
            return Reply(words("The file cannot be written: {reason}", reason=error.strerror), entry)
        if problems:
            told = "\n".join(_line(problem, words) for problem in problems)
            return Reply(words("Nothing was written: {file} would have problems.", file=name), told)
        wrote = f"{FOLDER}/{name}"
        self._wrote.add(wrote)
        self._read_examples()
        self.changed()
        return Reply(words("Written at the end of {file}. It passes the check.", file=wrote), entry)

    def _free_id(self) -> str:
        taken, number = {one.id for one in self._examples}, 1
        while f"chat-{number}" in taken:
            number += 1
        return f"chat-{number}"

    # -- edits of the folder

    async def hear(self, edit: Edit) -> None:
        """Take note of an edit, show the open chats anew with it, and let the pages tell."""
        if isinstance(edit, Doubtful):
            # Nobody is harmed here: residents do not see the preview.
            self.living.confirm()
        self._refused = edit.problems if isinstance(edit, Refused) else ()
        await asyncio.to_thread(self._read_examples)
        await self._show_all()
        taken = {*edit.files} if isinstance(edit, Taken) else set()
        # Whoever wrote a file here was told at once; another may have been written meanwhile.
        own = bool(taken) and taken <= self._wrote
        self._wrote -= taken
        if not own:
            self._edit, self._edition = edit, self._edition + 1
        self.changed()

    async def _show_all(self) -> None:
        await asyncio.gather(*(self.chats.anew(chat, None) for chat in self.chats.ids()))

    def _read_examples(self) -> None:
        try:
            self._examples, self._wrong_examples = examples(self.offers), ()
        except BadCatalogueError as error:
            self._examples, self._wrong_examples = (), error.problems


def _key(example: Example) -> str:
    return f"{example.file}#{example.id}"


def _line(problem: Problem, words: Words) -> str:
    """Give a problem as one line: where, what is wrong, what to type."""
    message, hint = sentence(problem, words)
    where = words("{file}, line {line}", file=problem.where.file, line=problem.where.line or 1)
    return f"{where}: {message} {hint}"
