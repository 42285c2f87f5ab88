"""Files of the catalogue that members of staff send: judged, taken over, left or undone.

Every wish may come twice, after a crash between doing and answering: what was done already is only told again.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from bot.living import Doubtful, Edit, Living, Refused, Taken, key, look, said
from bot.staff import good, shelf, wishes, wording
from bot.staff.names import Meant
from bot.staff.shelf import Change, Shelf, digest
from bot.staff.trial import Trial, around, weigh
from bot.staff.wishes import Decide, Reply
from bot.text.words import Words

#: The reader's own limit for one file, in bytes.
MOST_BYTES = 1 << 20


@dataclass
class Changes:
    """Does what is to be done with a file that was sent. `now` is the real moment."""

    living: Living
    shelf: Shelf
    now: Callable[[], datetime]
    #: Whether the copy of the last good version is what is in use.
    copied: bool = field(init=False, default=False)
    #: Edits are made one after another, whoever makes them.
    _one: asyncio.Lock = field(init=False, default_factory=asyncio.Lock)

    @property
    def folder(self) -> Path:
        """The folder of the catalogue."""
        return self.living.folder

    @property
    def words(self) -> Words:
        """Staff are spoken to in the language of the installation."""
        assistant = self.living.assistant()
        return assistant.renderer.words[assistant.default]

    @property
    def good(self) -> Path:
        """The folder of the last good version."""
        return good.last_good(self.shelf.folder)

    def keep_good(self) -> None:
        """Keep a copy of what is in use, unless the folder holds something else by now."""
        self.copied = good.keep_in_use(self.folder, self.good, self.living.changed)

    async def received(self, number: int, member: int, meant: Meant, content: bytes) -> Reply:
        """Judge a file that was sent, keep it, and offer to take it over. `number` names the change."""
        if len(content) > MOST_BYTES:
            return wording.too_large(meant.name, self.words)
        async with self._one:
            try:
                return await asyncio.to_thread(self._received, number, member, meant, content)
            except OSError as error:
                return wording.cannot(error, self.words)

    def _received(self, number: int, member: int, meant: Meant, content: bytes) -> Reply:
        words, path = self.words, self.folder / meant.name
        old = shelf.present(path)
        if old == content:
            return wording.reply(
                words("{file}: this is the file that is there already. Nothing to change.", file=meant.name)
            )
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

    async def decide(self, member: int, wish: Decide) -> Reply:
        """Do what a button under a change says."""
        async with self._one:
            # Not before nobody else decides: what becomes of it may be settled while we wait.
            change = self.shelf.get(int(wish.about)) if wish.about.isascii() and wish.about.isdecimal() else None
            if change is None:
                return wording.stale(self.words)
            try:
                match wish.what:
                    case wishes.TAKE:
                        return await self._take(member, change)
                    case wishes.LEAVE:
                        return self._leave(member, change)
                    case _:
                        return await self._undo(member, change)
            except OSError as error:
                return wording.cannot(error, self.words)

    async def _take(self, member: int, change: Change) -> Reply:
        words, path = self.words, self.folder / change.name
        if change.state == shelf.TAKEN:
            return self._taken(change, None)
        if change.state != shelf.WAITING:
            return self._not_any_more(change)
        content, found = self.shelf.content(change), digest(shelf.present(path))
        if digest(content) != change.sum:
            return wording.not_kept(change, words)
        # After a crash the file may be there already: then only the rest is done.
        if found != change.sum:
            if found != change.base:
                return wording.changed_meanwhile(change, words)
            refusal = await asyncio.to_thread(self._judged_again, change, content)
            if refusal is not None:
                return refusal
            self.shelf.ready()
            if not await asyncio.to_thread(shelf.replace_if, path, change.base, content):
                return wording.changed_meanwhile(change, words)
        taken = replace(change, state=shelf.TAKEN, by=member, on=self.now().isoformat())
        error = await asyncio.to_thread(self._noted, "taken", taken)
        done = self._taken(taken, await self._read())
        return done if error is None else wording.not_noted(done, change, wishes.TAKE, error, words)

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
        with suppress(OSError):  # whoever serves beside us then asks
            self.shelf.decide(said(key(look(self.folder)), yes=True))
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
        return wording.reply(self.words("{file}: left. Nothing was changed.", file=change.name))

    async def _undo(self, member: int, change: Change) -> Reply:
        words, path = self.words, self.folder / change.name
        if change.state == shelf.UNDONE:
            return self._undone(change, None)
        if change.state != shelf.TAKEN:
            return self._not_any_more(change)
        found, before = digest(shelf.present(path)), self.shelf.before(change)
        if digest(before) != change.base:
            return wording.not_kept(change, words)
        if found != change.base:
            if found != change.sum:
                return wording.reply(self._changed_since(change))
            refusal = await asyncio.to_thread(self._judged_again, change, before)
            if refusal is not None:
                return refusal
            self.shelf.ready()
            if not await asyncio.to_thread(shelf.replace_if, path, change.sum, before):
                return wording.reply(self._changed_since(change))
        undone = replace(change, state=shelf.UNDONE, by=member, on=self.now().isoformat())
        error = await asyncio.to_thread(self._noted, "undone", undone)
        done = self._undone(undone, await self._read())
        return done if error is None else wording.not_noted(done, change, wishes.UNDO, error, words)

    def _changed_since(self, change: Change) -> str:
        """Say why a change is not undone, and what can be: a later one from here, or else only the file itself."""
        words = self.words
        if any(one.state == shelf.TAKEN and one.name == change.name and one.on > change.on for one in self.shelf.all()):
            return words(
                "{file} was changed again since. Nothing was undone; try /undo for the last change.",
                file=change.name,
            )
        return words(
            "{file} was changed since, but not from this chat. Nothing was undone. "
            "Get the present file with /file {file}, correct it and send it again.",
            file=change.name,
        )

    def _undone(self, change: Change, edit: Edit | None) -> Reply:
        words = self.words
        if isinstance(edit, Refused):
            lines = [
                words("↩ {file}: undone, but residents do not see it yet: other files have errors.", file=change.name)
            ]
            lines += [wording.problem(one, words) for one in edit.problems]
            return Reply(wording.message(wording.fitting((), lines, (), words)))
        if change.base is None:
            return wording.reply(self.words("↩ {file}: undone. The new file is gone again.", file=change.name))
        return wording.reply(self.words("↩ {file}: undone. The version before is in use again.", file=change.name))

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
        return wording.reply(told)

    def _noted(self, action: str, done: Change) -> OSError | None:
        """Keep what became of a change. Where the disk fails now the file is written all the same: that is told."""
        try:
            files = self.shelf.before(done), self.shelf.content(done)
            self._note(action, done.by, done, bytes=_bytes(*(files if done.state == shelf.TAKEN else files[::-1])))
            self.shelf.set(done)
        except OSError as error:
            return error
        return None

    def _note(self, action: str, member: int, change: Change, **values: object) -> None:
        self.shelf.note(self.now(), action, number=change.number, user=member, file=change.name, **values)


def _bytes(old: bytes | None, new: bytes | None) -> str:
    return wording.sizes(old, new).replace(" ", "")
