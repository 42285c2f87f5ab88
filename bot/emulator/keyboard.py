"""What stands under a message: inline buttons, checked as Telegram checks them. Or beside the text field: unchecked."""

from dataclasses import dataclass
from typing import Any

from bot.emulator.formatting import utf16_length
from bot.emulator.links import problem_of
from bot.emulator.refusals import RefusalError, bad_request

DATA_BYTES = 64
COPY_UNITS = 256
MOST_BUTTONS = 100


@dataclass(frozen=True, slots=True)
class Button:
    """One inline button: its label and the one thing it does. `style` is Telegram's (primary, success, danger)."""

    text: str
    data: str | None = None
    url: str | None = None
    copy: str | None = None
    style: str | None = None


Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Markup:
    """A reply markup: inline `rows`, or `beside` the text field; `raw` is what the bot gets back with its message."""

    rows: Rows = ()
    raw: dict[str, Any] | None = None
    beside: dict[str, Any] | None = None


def read_markup(given: object) -> Markup:
    """Check a `reply_markup`; raises RefusalError in Telegram's words."""
    if given is None or given == "":
        return Markup()
    if not isinstance(given, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" not in given:
        return Markup(beside=given)
    rows = given["inline_keyboard"]
    if not isinstance(rows, list):
        raise bad_request('field "inline_keyboard" must be of type Array')
    read = tuple(tuple(_button(raw) for raw in row) for row in map(_row, rows) if row)
    if sum(map(len, read)) > MOST_BUTTONS:
        raise bad_request("REPLY_MARKUP_TOO_LONG")
    return Markup(read, {"inline_keyboard": [row for row in rows if row]} if read else None)


def _row(row: object) -> list[Any]:
    if not isinstance(row, list):
        raise bad_request('field "inline_keyboard" must be an Array of Arrays')
    return row


def _button(raw: object) -> Button:
    if not isinstance(raw, dict):
        raise _unreadable("Object expected as inline keyboard button")
    text = raw.get("text")
    if text is None:
        raise _unreadable('Can\'t find field "text"')
    if not isinstance(text, str):
        raise _unreadable('Field "text" must be of type String')
    button = Button(text, raw.get("callback_data") or None, raw.get("url") or None, _copy(raw), raw.get("style"))
    if button.data is None and button.url is None and button.copy is None:
        raise _unreadable("Text buttons are unallowed in the inline keyboard")
    _check(button)
    return button


def _copy(raw: dict[str, Any]) -> str | None:
    given = raw.get("copy_text")
    if given is None:
        return None
    text = given.get("text") if isinstance(given, dict) else None
    if not isinstance(text, str) or not text or utf16_length(text) > COPY_UNITS:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")
    return text


def _check(button: Button) -> None:
    if not button.text.strip():
        raise bad_request("REPLY_MARKUP_INVALID")
    if button.data is not None and len(button.data.encode()) > DATA_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")
    if button.url is not None and (problem := problem_of(button.url)):
        raise bad_request(f"inline keyboard button URL '{button.url}' is invalid: {problem}")


def _unreadable(why: str) -> RefusalError:
    return bad_request(f"can't parse inline keyboard button: {why}")
