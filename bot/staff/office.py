"""The office: what members of staff may do from their chat, and what they are answered.

Every wish may come twice, after a crash between doing and answering: what was done already is only told again.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from bot.insight.diff import Difference
from bot.living import Doubtful, Edit, Living, Refused, Taken
from bot.staff import good, shelf, wishes, wording
from bot.staff.names import Meant, Unclear, names, which
from bot.staff.shelf import Change, Shelf, digest
from bot.staff.trial import Trial, around, compare, weigh
from bot.staff.wishes import Decide, Give, Reply, Sent
from bot.text.format import esc
from bot.text.message import Message
from bot.text.words import Words

log = logging.getLogger(__name__)

#: The reader's own limit for one file, in bytes.
MOST_BYTES = 1 << 20


@dataclass
class Office:
    """Does what members of staff ask for. `now` is the real moment, also where another day is pretended."""

    living: Living
    shelf: Shelf
    now: Callable[[], datetime]
    #: Edits are made one after another, whoever makes them.
    _one: asyncio.Lock = field(init=False, default_factory=asyncio.Lock)

    @property
    def folder(self) -> Path:
        """The folder of the catalogue."""
        return self.living.folder

    @property
    def good(self) -> Path:
        """The folder of the last good version."""
        return good.last_good(self.shelf.folder)

    @property
    def words(self) -> Words:
        """Staff are spoken to in the language of the installation."""
        assistant = self.living.assistant()
        return assistant.renderer.words[assistant.default]

    # -- a file is sent

    def meant(self, sent: Sent) -> Meant | Reply:
        """Tell which file was sent, or say why it is not even fetched."""
        words = self.words
        if sent.size is not None and sent.size > MOST_BYTES:
            return _say(words("{file} is larger than 1 MB. Check that it is the right file.", file=sent.name))
        match which(self.folder, sent.name, sent.caption):
            case Meant() as found:
                return found
            case Unclear(given=given, possible=()):
                told = words(
                    "I do not know the file {file}. Send a file of the catalogue under its own name, like {example}. "
                    "A new project has a name of small letters a-z, digits and _, and ends with .yaml.",
                    file=given or "?",
                    example=next(iter(names(self.folder)), "questions.yaml"),
                )
                return _say(told)
            case Unclear(given=given, possible=possible):  # pragma: no branch -- the last kind
                told = words(
                    "There are several files called {file}: {listed}. "
                    "Send it again and write beneath it which one you mean.",
                    file=given,
                    listed=", ".join(possible),
                )
                return _say(told)

    async def received(self, number: int, member: int, meant: Meant, content: bytes) -> Reply:
        """Judge a file that was sent, keep it, and offer to take it over. `number` names the change."""
        if len(content) > MOST_BYTES:
            return _say(self.words("{file} is larger than 1 MB. Check that it is the right file.", file=meant.name))
        async with self._one:
            try:
                return await asyncio.to_thread(self._received, number, member, meant, content)
            except OSError as error:
                return self._cannot(error)

    def _received(self, number: int, member: int, meant: Meant, content: bytes) -> Reply:
        words, path = self.words, self.folder / meant.name
        old = path.read_bytes() if path.exists() else None
        if old == content:
            return _say(words("{file}: this is the file that is there already. Nothing to change.", file=meant.name))
        trial = self._weigh(meant.name, content)
        if trial.errors:
            return Reply(wording.refused(meant.name, trial, content, words))
        may_write = shelf.writable(path.parent)
        change = Change(
            number,
            meant.name,
            member,
            self.now().isoformat(),
            digest(old),
            str(digest(content)),
            around(self.folder, meant.name),
            lost=trial.lost,
        )
        if may_write:
            self.shelf.tidy(self.now())
            change = self.shelf.put(change, content, old)
        return Reply(wording.offered(change, trial, (old, content), words, may_write=may_write))

    def _weigh(self, name: str, content: bytes | None) -> Trial:
        return weigh(
            self.folder,
            name,
            content,
            self.living.assistant().catalogue,
            language=self.words.language,
            today=self.now().date(),
        )

    # -- a decision

    async def decide(self, member: int, wish: Decide) -> Reply:
        """Do what a button says."""
        if wish.what in {wishes.ACCEPT, wishes.DECLINE}:
            return await self._of_edit(member, wish)
        change = self.shelf.get(int(wish.about)) if wish.about.isascii() and wish.about.isdecimal() else None
        if change is None:
            return self._stale()
        async with self._one:
            try:
                match wish.what:
                    case wishes.TAKE:
                        return await self._take(member, change)
                    case wishes.LEAVE:
                        return self._leave(member, change)
                    case _:
                        return await self._undo(member, change)
            except OSError as error:
                return self._cannot(error)

    async def _take(self, member: int, change: Change) -> Reply:
        words, path = self.words, self.folder / change.name
        if change.state == shelf.TAKEN:
            return self._taken(change, None)
        if change.state != shelf.WAITING:
            return self._not_any_more(change)
        present = path.read_bytes() if path.exists() else None
        content = self.shelf.content(change)
        # After a crash the file may be there already: then only the rest is done.
        if digest(present) != change.sum:
            if digest(present) != change.base:
                return _say(
                    words(
                        "{file} was changed by somebody else meanwhile. Nothing was taken over. "
                        "Get the present file with /file {file}, change it and send it again.",
                        file=change.name,
                    )
                )
            refusal = await asyncio.to_thread(self._judged_again, change, content)
            if refusal is not None:
                return refusal
            await asyncio.to_thread(shelf.write, path, content)
        self._note("taken", member, change, bytes=_bytes(self.shelf.before(change), content))
        taken = replace(change, state=shelf.TAKEN, by=member, on=self.now().isoformat())
        self.shelf.set(taken)
        return self._taken(taken, await self._read())

    def _judged_again(self, change: Change, content: bytes | None) -> Reply | None:
        """Judge a change anew where other files are otherwise than when it was judged."""
        if content is not None and change.state == shelf.WAITING and around(self.folder, change.name) == change.around:
            return None
        trial = self._weigh(change.name, content)
        if trial.errors:
            return Reply(wording.refused(change.name, trial, content or b"", self.words))
        if content is None or change.state != shelf.WAITING or set(trial.lost) <= set(change.lost):
            return None
        # Other files have lost offers meanwhile. Nobody takes that over with a change that has nothing to do with it.
        again = replace(change, around=around(self.folder, change.name), lost=trial.lost)
        self.shelf.set(again)
        return Reply(wording.offered(again, trial, (self.shelf.before(change), content), self.words, may_write=True))

    async def _read(self) -> Edit | None:
        """Read the folder at once. Whoever took a change over has seen what it takes away."""
        edit = await self.living.judge()
        edit = self.living.confirm(edit.key) if isinstance(edit, Doubtful) else edit
        if isinstance(edit, Taken):
            await asyncio.to_thread(self.keep_good)
        return edit

    def _taken(self, change: Change, edit: Edit | None) -> Reply:
        words = self.words
        lines = [words("✅ {file} is taken over and in use.", file=change.name)]
        if isinstance(edit, Refused):
            lines = [words("{file} is taken over, but not in use yet: other files have errors.", file=change.name)]
            lines += [wording.problem(one, words) for one in edit.problems]
        return Reply(wording.message(wording.fitting((), lines, (), words), wording.undo_button(change, words)))

    def _leave(self, member: int, change: Change) -> Reply:
        if change.state not in {shelf.WAITING, shelf.LEFT}:
            return self._not_any_more(change)
        self._note("left", member, change)
        self.shelf.set(replace(change, state=shelf.LEFT, by=member, on=self.now().isoformat()))
        return _say(self.words("{file}: left. Nothing was changed.", file=change.name))

    async def _undo(self, member: int, change: Change) -> Reply:
        words, path = self.words, self.folder / change.name
        if change.state == shelf.UNDONE:
            return self._undone(change)
        if change.state != shelf.TAKEN:
            return self._not_any_more(change)
        present = path.read_bytes() if path.exists() else None
        before = self.shelf.before(change)
        if present != before:
            if digest(present) != change.sum:
                return _say(
                    words(
                        "{file} was changed again since. Nothing was undone; try /undo for the last change.",
                        file=change.name,
                    )
                )
            refusal = await asyncio.to_thread(self._judged_again, change, before)
            if refusal is not None:
                return refusal
            await asyncio.to_thread(shelf.remove, path) if before is None else await asyncio.to_thread(
                shelf.write, path, before
            )
        self._note("undone", member, change, bytes=_bytes(self.shelf.content(change), before))
        undone = replace(change, state=shelf.UNDONE, by=member, on=self.now().isoformat())
        self.shelf.set(undone)
        await self._read()
        return self._undone(undone)

    def _undone(self, change: Change) -> Reply:
        if change.base is None:
            return _say(self.words("↩ {file}: undone. The new file is gone again.", file=change.name))
        return _say(self.words("↩ {file}: undone. The version before is in use again.", file=change.name))

    def _not_any_more(self, change: Change) -> Reply:
        words = self.words
        match change.state:
            case shelf.REPLACED:
                told = words("{file}: a newer one was sent since. Use the buttons under that one.", file=change.name)
            case shelf.TAKEN:
                told = words("{file} is taken over already.", file=change.name)
                return Reply(wording.message(told, wording.undo_button(change, words)))
            case shelf.UNDONE:
                told = words("{file}: this change was undone already.", file=change.name)
            case _:
                told = words("{file}: this change was not taken over.", file=change.name)
        return _say(told)

    async def _of_edit(self, member: int, wish: Decide) -> Reply:
        """Decide on an edit of the folder that loses many offers."""
        words, waiting = self.words, self.living.waiting
        if wish.what == wishes.DECLINE and self.living.decline(wish.about):
            self.shelf.note(self.now(), "declined", user=member)
            return _say(
                words("The version before stays in use. The file on the disk is as it was saved: please correct it.")
            )
        edit = self.living.confirm(wish.about) if wish.what == wishes.ACCEPT else None
        if isinstance(edit, Taken):
            self.shelf.note(self.now(), "accepted", user=member, file=",".join(edit.files))
            return Reply(await self._told(edit))
        if wish.what == wishes.ACCEPT and self.living.uses(wish.about):
            # Two said yes, or the program ended before it could answer: a start uses what lies in the folder.
            return _say(words("✅ This edit is in use."))
        # Another edit came meanwhile: its own question stands instead.
        return (
            self._stale() if waiting is None or waiting.key == wish.about else Reply(wording.doubtful(waiting, words))
        )

    # -- asking

    async def give(self, wish: Give) -> Reply:
        """Give the present file, or the list of all."""
        words, found = self.words, which(self.folder, wish.name) if wish.name else None
        if isinstance(found, Unclear) and found.possible:
            return _say(words("Which one? {listed}", listed=", ".join(found.possible)))
        if not isinstance(found, Meant) or found.new:
            listed = [f"/file {name}" for name in names(self.folder)]
            return Reply(wording.message(wording.fitting([words("Write which file you want:")], listed, (), words)))
        try:
            content = await asyncio.to_thread((self.folder / found.name).read_bytes)
        except OSError as error:
            return self._cannot(error)
        told = words("{file}: the present version. Change it and send it back here.", file=found.name)
        return Reply(Message(esc(told)), (found.name.rpartition("/")[2], content))

    def last(self) -> Reply:
        """Give the last change that was taken over, with the button to undo it."""
        words, change = self.words, self.shelf.last_taken()
        if change is None:
            return _say(words("There is no change that can be undone."))
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
            words("Change it in a text editor and send it back here, under the same name."),
            words("I check it and say what it changes. Nothing happens until you tap a button."),
            words("/undo - bring back the version before the last change."),
        )
        return _say("\n".join(lines))

    # -- telling

    async def told(self, edit: Edit) -> Message:
        """Tell of an edit that somebody made in the folder, and note it."""
        if isinstance(edit, Taken):
            try:
                self.shelf.note(self.now(), "read", file=",".join(edit.files))
            except OSError as error:
                log.warning("an edit could not be noted: %s", error.strerror)
        return await self._told(edit)

    async def _told(self, edit: Edit) -> Message:
        found = await asyncio.to_thread(self._compared, edit) if isinstance(edit, Taken) else None
        return wording.told(edit, found, self.words)

    def _compared(self, edit: Taken) -> Difference | None:
        """Say what an edit made otherwise, and keep it as the last good version."""
        if not self.good.is_dir() or edit.before is None or edit.now is None:
            found = None
        else:
            found = compare((self.good, edit.before), (self.folder, edit.now), self.words.language)
        self.keep_good()
        return found

    def keep_good(self) -> None:
        """Keep a copy of what is in use."""
        try:
            good.keep(self.folder, self.good)
        except OSError as error:
            log.warning("the catalogue in use could not be copied: %s", error.strerror)

    def logged(self, edit: Edit) -> str:
        """Tell of an edit in one line, for the log."""
        return wording.in_log(edit, self.words)

    def _note(self, action: str, member: int, change: Change, **values: object) -> None:
        self.shelf.note(self.now(), action, number=change.number, user=member, file=change.name, **values)

    def _stale(self) -> Reply:
        return _say(self.words("This button is out of date. Nothing was changed."))

    def _cannot(self, error: OSError) -> Reply:
        log.warning("a change of the catalogue failed: %s", error)
        return _say(
            self.words(
                "The files cannot be written or read ({reason}). Nothing was changed. Tell whoever runs me.",
                reason=error.strerror or type(error).__name__,
            )
        )


def _say(text: str) -> Reply:
    return Reply(wording.message(text))


def _bytes(old: bytes | None, new: bytes | None) -> str:
    return wording.sizes(old, new).replace(" ", "")
