"""What staff read in their chat: plain lines, cut to what one message of Telegram holds."""

from __future__ import annotations

import errno
import logging
from collections.abc import Iterable, Sequence

from bot.core.errors import Problem
from bot.insight.diff import Difference
from bot.insight.wording import printable
from bot.living import Doubtful, Edit, Refused, Taken
from bot.staff import lines, wishes
from bot.staff.names import Unclear
from bot.staff.shelf import Change
from bot.staff.summary import Summary
from bot.staff.trial import Trial
from bot.staff.wishes import Reply
from bot.text import problems as sentences
from bot.text.format import esc
from bot.text.message import MOST_TEXT, Button, Message, Row
from bot.text.words import Words, mark

log = logging.getLogger(__name__)

#: Why a disk refuses, in words.
REASONS = {
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT), mark("the disk is full")),
    **dict.fromkeys((errno.EROFS, errno.EACCES, errno.EPERM), mark("it is not allowed")),
    errno.EIO: mark("the disk is damaged"),
}
#: A longer line is cut: texts of the catalogue are quoted to be recognised, not to be read in full.
LONGEST_LINE = 400
#: Room for the line that says how much is left out.
ROOM = 60
#: As many names of offers as are listed where many go.
MOST_NAMED = 10
#: As many changed lines as are shown.
MOST_LINES = 8
#: As much of a line is quoted before and behind the place where something is wrong.
BEFORE, BEHIND = 20, 40


def units(written: str) -> int:
    """Count as Telegram does: UTF-16 units."""
    return len(written.encode("utf-16-le")) // 2


def fitting(head: Sequence[str], lines: Iterable[str], tail: Sequence[str], words: Words) -> str:
    """Join lines; of those in the middle as many as one message holds, and how many more there are."""
    shown, listed = [_short(line) for line in head], [_short(line) for line in lines]
    left = MOST_TEXT - ROOM - units("\n".join((*shown, *tail)))
    for number, line in enumerate(listed):
        left -= units(line) + 1
        if left < 0:
            shown.append(words("and {count} more", count=len(listed) - number))
            break
        shown.append(line)
    return "\n".join((*shown, *tail))


def message(text: str, rows: tuple[Row, ...] = ()) -> Message:
    """Make a message of plain text."""
    return Message(esc(text), rows)


def reply(text: str) -> Reply:
    """Answer with plain text and no buttons."""
    return Reply(message(text))


def too_large(name: str, words: Words) -> Reply:
    """Answer a file that is larger than any of the catalogue."""
    return reply(words("{file} is larger than 1 MB. Check that it is the right file.", file=name))


def unknown(found: Unclear, example: str, words: Words) -> Reply:
    """Answer a file that is none of the catalogue. `example`: the name of one that is."""
    file = found.given or "?"
    if found.program:
        made = words(sentences.PROGRAMS[found.program])
        return reply(
            words(
                "{file} is {program}. I can only read text files that end with .yaml. Get the present file with /file, "
                "change it in a text editor such as Notepad and send it back here.",
                file=file,
                program=made,
            )
        )
    if found.near:
        return reply(
            words(
                "I do not know the file {file}. Is it {near}? Then send it again and write beneath it: {near}",
                file=file,
                near=found.near,
            )
        )
    return reply(
        words(
            "I do not know the file {file}. Send a file of the catalogue under its own name, like {example}. "
            "A new project has a name of small letters a-z, digits and _, and ends with .yaml.",
            file=file,
            example=example,
        )
    )


def stale(words: Words) -> Reply:
    """Answer a button under something that has been decided, or is gone."""
    return reply(words("This button is out of date. Nothing was changed."))


def changed_meanwhile(change: Change, words: Words) -> Reply:
    """Answer where the file on the disk is not the one a change was held against."""
    return reply(
        words(
            "{file} was changed by somebody else meanwhile. Nothing was taken over. "
            "Get the present file with /file {file}, change it and send it again.",
            file=change.name,
        )
    )


def not_kept(change: Change, words: Words) -> Reply:
    """Answer where what was kept of a change is gone or spoilt."""
    told = words(
        "What I kept of this change of {file} is gone or damaged. Nothing was changed. "
        "Get the present file with /file {file}, change it and send it again.",
        file=change.name,
    )
    return reply(told)


def cannot(error: OSError, words: Words) -> Reply:
    """Answer where the disk does not do what was wished for, and nothing is otherwise than before."""
    log.warning("a change of the catalogue failed: %s", error)
    return reply(
        words(
            "The files cannot be written or read ({reason}). Nothing was changed. Tell whoever runs me.",
            reason=_reason(error, words),
        )
    )


def not_noted(done: Reply, change: Change, what: str, error: OSError, words: Words) -> Reply:
    """Say what was done, and that it could not be kept who did it: a tap on the same button does the rest."""
    log.warning("a change of the catalogue could not be noted: %s", error)
    label = words("Take it over") if what == wishes.TAKE else words("Undo")
    told = words(
        "❗ But I could not note who changed what ({reason}). Tell whoever runs me. "
        "When the disk is in order, tap here once more.",
        reason=_reason(error, words),
    )
    row = (Button(label, wishes.data(what, change.number)),)
    return Reply(Message(f"{done.message.html}\n\n{esc(told)}", (row,)))


def _reason(error: OSError, words: Words) -> str:
    reason = REASONS.get(error.errno or 0)
    return words(reason) if reason else error.strerror or type(error).__name__


def problem(one: Problem, words: Words) -> str:
    """Give a problem as one line: file, line, character, what is wrong, what to type."""
    place = f"{one.where.file}, {_place(one, words)}" if one.where.line else one.where.file
    return printable(f"• {place}: {_said(one, words)}")


def in_file(one: Problem, text: list[str], words: Words) -> list[str]:
    """Give a problem of a file whose name is clear, and the place in its text: nobody counts lines on a phone."""
    told = _said(one, words)
    if not one.where.line:
        return [printable(f"• {told}")]
    line = text[one.where.line - 1] if one.where.line <= len(text) else ""
    low = max(one.where.column - 1 - BEFORE, 0)
    quoted = line[low : one.where.column - 1 + BEHIND].strip()
    shown = [f"   » {quoted}"] if quoted else []
    return [printable(one) for one in (f"• {_place(one, words)}: {told}", *shown)]


def _said(one: Problem, words: Words) -> str:
    """Give both sentences of a problem as one line: the first may end with the name of a file."""
    wrong, right = sentences.sentence(one, words)
    return f"{wrong}{'' if wrong.endswith(('.', '?', '!', '…')) else '.'} {right}"


def _place(one: Problem, words: Words) -> str:
    return words("line {line}, character {column}", line=one.where.line, column=one.where.column or 1)


def told(edit: Edit, found: Difference | None, words: Words) -> Message:
    """Tell of an edit of the folder, and of what is otherwise since."""
    match edit:
        case Taken():
            head = [words("✅ A changed catalogue is in use: {files}", files=", ".join(edit.files))]
            return message(fitting(head, _difference(found, words), (), words))
        case Refused():
            head = [words("⛔ A changed file cannot be used. Residents still see the version before it."), ""]
            listed = [problem(one, words) for one in edit.problems] or [edit.reason]
            return message(fitting(head, listed, ["", words("Correct the file and save it again.")], words))
        case Doubtful():  # pragma: no branch -- the last kind
            return doubtful(edit, words)


def doubtful(edit: Doubtful, words: Words) -> Message:
    """Ask whether so many offers are really meant to go."""
    rows = (
        (Button(words("Yes, use it so"), wishes.data(wishes.ACCEPT, edit.key)),),
        (Button(words("No, keep the old one"), wishes.data(wishes.DECLINE, edit.key)),),
    )
    earlier = [words("Of these went with edits shortly before: {count}", count=edit.earlier)] if edit.earlier else []
    head = [
        words("❓ This edit takes away {lost} of {all} offers. Is that meant?", lost=len(edit.lost), all=edit.before),
        *earlier,
        words("Until somebody says yes, residents see the version before it."),
        "",
    ]
    return message(fitting(head, _named(edit.lost, words), (), words), rows)


def refused(name: str, trial: Trial, content: bytes, words: Words) -> Message:
    """Say what must be corrected in a file that was sent."""
    text = content.decode("utf-8-sig", "replace").splitlines()
    count = len(trial.errors)
    head = [
        words.many(
            "⛔ {file}: {count} thing to correct. Nothing was changed.",
            "⛔ {file}: {count} things to correct. Nothing was changed.",
            count,
            file=name,
        ),
        "",
    ]
    listed = [
        line
        for one in trial.errors
        for line in (in_file(one, text, words) if one.where.file == name else [problem(one, words)])
    ]
    tail = words.many("Correct it and send the file again.", "Correct them and send the file again.", count)
    copied = next((one.values["other"] for one in trial.errors if one.code == "same-file"), "")
    if copied:
        tail = words("Is it a new version of {other}? Then send it again and write beneath it: {other}", other=copied)
    return message(fitting(head, listed, ["", tail], words))


def offered(
    change: Change, trial: Trial, files: tuple[bytes | None, bytes], words: Words, *, may_write: bool
) -> Message:
    """Say what a file that was sent would change, with the buttons to take it over or to leave it.

    `files`: the file before, None where it is new, and the one that was sent.
    """
    head = [words("📄 {file}: no errors.", file=change.name) + f" ({sizes(*files)} B)"]
    if change.base is None:
        head.append(words("This is a new file."))
    if trial.lost:
        head += ["", words("❗ {lost} of {all} offers would go:", lost=len(trial.lost), all=trial.before)]
        head += _named(trial.lost, words)
    listed = [] if files[0] is None else _lines(files[0], files[1], words)
    if trial.others:
        listed += ["", words("Other files have errors. Until they are corrected, the version before stays in use:")]
        listed += [problem(one, words) for one in trial.others]
    listed += _difference(trial.found, words)
    if trial.noted:
        listed += ["", words("After this change, also look at:")]
        listed += [problem(one, words) for one in trial.noted]
    if not may_write:
        tail = ["", words("I cannot write into the folder of the catalogue. Whoever runs me must do this change.")]
        return message(fitting(head, listed, tail, words))
    rows = (
        _take_button(change, words),
        (Button(words("Leave it"), wishes.data(wishes.LEAVE, change.number)),),
    )
    return message(fitting(head, listed, (), words), rows)


def sizes(old: bytes | None, new: bytes | None) -> str:
    """Give the sizes before and after, in bytes."""
    return f"{len(old or b'')} → {len(new or b'')}"


def _lines(old: bytes, new: bytes, words: Words) -> list[str]:
    """Quote what differs, so that a number mistyped or a colleague's edit undone is seen."""
    pairs = lines.changed(old, new)
    if pairs is None:
        return ["", words("Almost every line differs. Is it the right file?")]
    if not pairs:
        return []
    told = ["", words("Changed lines: {count}", count=len(pairs))]
    for number, gone, come in pairs[:MOST_LINES]:
        was, now = lines.shown(gone, come)
        told += [f"{number}: − {was}"] if was else []
        told += [f"{number}: + {now}"] if now else []
    return [*told, *([words("and {count} more", count=len(pairs) - MOST_LINES)] if len(pairs) > MOST_LINES else [])]


def _take_button(change: Change, words: Words) -> Row:
    return (Button(words("Take it over"), wishes.data(wishes.TAKE, change.number)),)


def undo_button(change: Change, words: Words) -> tuple[Row, ...]:
    """Give the button that brings back the version before a change."""
    return ((Button(words("Undo"), wishes.data(wishes.UNDO, change.number)),),)


def in_log(edit: Edit, words: Words) -> str:
    """Tell of an edit in one line, for the log."""
    match edit:
        case Taken():
            return f"a changed catalogue is in use: {', '.join(edit.files)}"
        case Doubtful():
            return (
                f"an edit takes away {len(edit.lost)} of {edit.before} offers and is not used: {', '.join(edit.lost)}. "
                "To use it, set BOT_STAFF and BOT_STAFF_CHAT and confirm it there, or start the bot anew."
            )
        case Refused():  # pragma: no branch -- the last kind
            first = sentences.line(edit.problems[0], words) if edit.problems else edit.reason
            more = f" (and {len(edit.problems) - 1} more)" if len(edit.problems) > 1 else ""
            return f"a changed catalogue is not used: {first}{more}"


def _difference(found: Difference | None, words: Words) -> list[str]:
    """Say what is otherwise."""
    if found is None:
        return []
    told = list(Summary(found, words).lines())
    return told if told[:1] == [""] else ["", *told]


def _named(ids: Sequence[str], words: Words) -> list[str]:
    more = [words("and {count} more", count=len(ids) - MOST_NAMED)] if len(ids) > MOST_NAMED else []
    return [", ".join((*ids[:MOST_NAMED], *more))]


def _short(line: str) -> str:
    line = printable(line)
    return line if len(line) <= LONGEST_LINE else line[: LONGEST_LINE - 1] + "…"
