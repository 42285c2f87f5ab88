"""The office: what members of staff ask for from their chat, and what they are told of edits of the folder.

What becomes of files they send: `bot.staff.changes`. Every wish may come twice, after a crash between doing and
answering: what was done already is only told again.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from bot.files.raw import fetch, fetched, is_ours
from bot.insight.diff import Difference
from bot.living import Edit, Living, Taken, said
from bot.staff import wishes, wording
from bot.staff.changes import MOST_BYTES, Changes
from bot.staff.names import Meant, Unclear, names, which
from bot.staff.shelf import Shelf
from bot.staff.trial import compare
from bot.staff.wishes import Decide, Give, Reply, Sent
from bot.text.format import esc
from bot.text.message import Message
from bot.text.words import Words

log = logging.getLogger(__name__)

#: What people type for the guide: whoever has no shell has no other way to it.
GUIDE = frozenset({"guide", "przewodnik", "instrukcja", "readme", "readme.md", "przewodnik.txt"})


@dataclass
class Office:
    """Does what members of staff ask for. `now` is the real moment, also where another day is pretended."""

    living: Living
    shelf: Shelf
    now: Callable[[], datetime]
    #: The file of the field guide.
    guide: Path
    #: The files that were sent.
    changes: Changes = field(init=False)
    #: Whether what staff were told last is that an edit is not in use: the next that is, is told in any case.
    _alarmed: bool = field(init=False)

    def __post_init__(self) -> None:
        self.changes = Changes(self.living, self.shelf, self.now)
        self._alarmed = not self.living.sound

    @property
    def folder(self) -> Path:
        """The folder of the catalogue."""
        return self.living.folder

    @property
    def good(self) -> Path:
        """The folder of the last good version."""
        return self.changes.good

    @property
    def words(self) -> Words:
        """Staff are spoken to in the language of the installation."""
        return self.changes.words

    # -- a file is sent

    def meant(self, sent: Sent) -> Meant | Reply:
        """Tell which file was sent, or say why it is not even fetched."""
        words = self.words
        if sent.size is not None and sent.size > MOST_BYTES:
            return wording.too_large(sent.name, words)
        match which(self.folder, sent.name, sent.caption):
            case Meant() as found:
                return found
            case Unclear(possible=()) as unclear:
                return wording.unknown(unclear, next(iter(names(self.folder)), "questions.yaml"), words)
            case Unclear(given=given, possible=possible):  # pragma: no branch -- the last kind
                told = words(
                    "There are several files called {file}: {listed}. "
                    "Send it again and write beneath it which one you mean.",
                    file=given,
                    listed=", ".join(possible),
                )
                return wording.reply(told)

    # -- a decision

    async def decide(self, member: int, wish: Decide) -> Reply:
        """Do what a button says."""
        if wish.what in {wishes.ACCEPT, wishes.DECLINE}:
            return await self._of_edit(member, wish)
        return await self.changes.decide(member, wish)

    async def _of_edit(self, member: int, wish: Decide) -> Reply:
        """Decide on an edit of the folder that loses many offers."""
        words, waiting = self.words, self.living.waiting
        if waiting is not None and waiting.key == wish.about:
            self._decide(said(wish.about, yes=wish.what == wishes.ACCEPT))
        if wish.what == wishes.DECLINE and self.living.decline(wish.about):
            self._note("declined", user=member)
            return wording.reply(
                words("The version before stays in use. The file on the disk is as it was saved: please correct it.")
            )
        edit = self.living.confirm(wish.about) if wish.what == wishes.ACCEPT else None
        if isinstance(edit, Taken):
            self._note("accepted", user=member, file=",".join(edit.files))
            return Reply(await self._told(edit))
        if wish.what == wishes.ACCEPT and self.living.uses(wish.about):
            # Two said yes, or the program ended before it could answer: what was said is kept.
            return wording.reply(words("✅ This edit is in use."))
        # Another edit came meanwhile: its own question stands instead.
        if waiting is None or waiting.key == wish.about:
            return wording.stale(words)
        return Reply(wording.doubtful(waiting, words))

    # -- asking

    async def give(self, wish: Give) -> Reply:
        """Give the present file, or the list of all."""
        if wish.name.casefold() in GUIDE:
            return await self._guide()
        words, found = self.words, which(self.folder, wish.name) if wish.name else None
        if isinstance(found, Unclear) and found.possible:
            return wording.reply(words("Which one? {listed}", listed=", ".join(found.possible)))
        if not isinstance(found, Meant) or found.new:
            head = [words("There is no file {file}.", file=wish.name)] if wish.name else []
            listed = [f"/file {name}" for name in names(self.folder)]
            head.append(words("Write which file you want:"))
            return Reply(wording.message(wording.fitting(head, listed, (), words)))
        try:
            content = await asyncio.to_thread(fetch, self.folder / found.name)
        except OSError as error:
            return wording.cannot(error, words)
        if len(content) > MOST_BYTES:
            return wording.too_large(found.name, words)
        told = words("{file}: the present version. Change it and send it back here.", file=found.name)
        return Reply(Message(esc(told)), (found.name.rpartition("/")[2], content))

    async def _guide(self) -> Reply:
        """Give the field guide of the shipped catalogue, as a text that Notepad opens."""
        words = self.words
        try:
            content = await asyncio.to_thread(self.guide.read_bytes)
        except OSError as error:
            return wording.cannot(error, words)
        told = words("The guide: what may stand in each file, with examples. It is in Polish.")
        return Reply(wording.message(told), ("przewodnik.txt", content))

    def last(self) -> Reply:
        """Give the last change that was taken over, with the button to undo it."""
        words, change = self.words, self.shelf.last_taken()
        if change is None:
            return wording.reply(words("There is no change that can be undone."))
        told = words(
            "The last change: {file}, taken over {when}.",
            file=change.name,
            when=datetime.fromisoformat(change.on).strftime("%d.%m.%Y %H:%M"),
        )
        return Reply(wording.message(told, wording.undo_button(change, words)))

    def help(self) -> Reply:
        """Say what can be done here."""
        words = self.words
        lines = (
            words("Here you change the catalogue:"),
            words("/file - a list of the files; /file and a name - the present file."),
            words("/file guide - what may stand in each file, with examples."),
            words("Change it in a text editor and send it back here, under the same name."),
            words("I check it and say what it changes. Nothing happens until you tap a button."),
            words("/undo - bring back the version before the last change."),
        )
        return wording.reply("\n".join(lines))

    # -- telling

    async def told(self, edit: Edit) -> Message | None:
        """Tell of an edit that somebody made in the folder, and note it. None where no file says anything else."""
        if isinstance(edit, Taken) and not self._alarmed and await asyncio.to_thread(self._same, edit):
            return None
        self._alarmed = not isinstance(edit, Taken)
        if isinstance(edit, Taken):
            self._note("read", file=",".join(edit.files))
        return await self._told(edit)

    def _decide(self, said: str) -> None:
        """Keep what was said of an edit. It counts here, also where that cannot be kept."""
        try:
            self.shelf.decide(said)
        except OSError as error:
            log.warning("what staff said of an edit could not be kept: %s", error.strerror)

    def _same(self, edit: Taken) -> bool:
        """Tell whether files were only saved again, as some programs that synchronise do every time they look."""
        ours = [name for name in edit.files if all(map(is_ours, name.split("/")))]
        return self.changes.copied and all(fetched(self.good, one) == fetched(self.folder, one) for one in ours)

    def _note(self, action: str, **values: object) -> None:
        """Note what became of an edit. It stands, also where the log takes nothing."""
        try:
            self.shelf.note(self.now(), action, number=0, **values)
        except OSError as error:
            log.warning("an edit could not be noted: %s", error.strerror)

    async def _told(self, edit: Edit) -> Message:
        found = await asyncio.to_thread(self._compared, edit) if isinstance(edit, Taken) else None
        return wording.told(edit, found, self.words)

    def _compared(self, edit: Taken) -> Difference | None:
        """Say what an edit made otherwise, and keep it as the last good version."""
        if edit.before is None or edit.now is None:
            found = None
        else:
            # An edit may be quicker than the copy after a start: examples that it takes away are missed then.
            before = self.good if self.good.is_dir() else self.folder
            found = compare((before, edit.before), (self.folder, edit.now), self.words.language)
        self.keep_good()
        return found

    def keep_good(self) -> None:
        """Keep a copy of what is in use."""
        self.changes.keep_good()

    def logged(self, edit: Edit) -> str:
        """Tell of an edit in one line, for the log."""
        return wording.in_log(edit, self.words)
