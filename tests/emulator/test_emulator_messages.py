"""Messages: what the bot may send, edit and delete, and Telegram's words when it may not."""

from typing import Any

import pytest

from bot.emulator import LocalTelegram

from .conftest import Call


def refusal(answer: dict[str, Any]) -> str:
    assert answer["ok"] is False
    return str(answer["description"])


@pytest.mark.parametrize(
    ("text", "plain", "html"),
    [
        ("<b>bold</b> &amp; <i>it</i>", "bold & it", "<b>bold</b> &amp; <i>it</i>"),
        ("<u>u</u><s>s</s><code>c</code><pre>p</pre>", "uscp", "<u>u</u><s>s</s><code>c</code><pre>p</pre>"),
        ("<B>a<i>b</i></B>", "ab", "<b>a<i>b</i></b>"),
        ('<a href="https://gov.pl/a?b=1&amp;c=2">gov</a>', "gov", '<a href="https://gov.pl/a?b=1&amp;c=2">gov</a>'),
        ('<a href="tel:+48123">call</a>', "call", "call"),
        ("<a>gov.pl</a>", "gov.pl", '<a href="gov.pl">gov.pl</a>'),
        ("<blockquote expandable>long</blockquote>", "long", "<blockquote expandable>long</blockquote>"),
        ("<tg-spoiler>x</tg-spoiler>", "x", "<tg-spoiler>x</tg-spoiler>"),
        ("  <b> a </b>  ", "a", "<b>a</b>"),
        (
            "&lt;script&gt; &copy; &#65; &#x41; &#0;",
            "<script> &copy; A A &#0;",
            "&lt;script&gt; &amp;copy; A A &amp;#0;",
        ),
        ("a > b", "a > b", "a &gt; b"),
    ],
)
async def test_reads_html(tg: LocalTelegram, call: Call, text: str, plain: str, html: str) -> None:
    anna = tg.user()
    await call("sendMessage", chat_id=anna.id, text=text, parse_mode="HTML")
    assert (anna.screen.text, anna.screen.html) == (plain, html)


async def test_counts_entities_in_utf16(tg: LocalTelegram, call: Call) -> None:
    answer = await call("sendMessage", chat_id=tg.user().id, text="😀 <b>a<i>b</i></b>", parse_mode="html")
    assert answer["result"]["entities"] == [
        {"offset": 3, "length": 2, "type": "bold"},
        {"offset": 4, "length": 1, "type": "italic"},
    ]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("<script>x</script>", 'Unsupported start tag "script" at byte offset 0'),
        ("ż<br>", 'Unsupported start tag "br" at byte offset 2'),
        ("1 < 2", "Unclosed start tag at byte offset 2"),
        ("1 < 2 <b>x</b>", 'Unsupported start tag "" at byte offset 2'),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<b><i>x</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ('<a href="x', "Unclosed start tag at byte offset 0"),
    ],
)
async def test_refuses_broken_html(tg: LocalTelegram, call: Call, text: str, why: str) -> None:
    answer = await call("sendMessage", chat_id=tg.user().id, text=text, parse_mode="HTML")
    assert refusal(answer) == f"Bad Request: can't parse entities: {why}"


@pytest.mark.parametrize(
    ("params", "why"),
    [
        ({"text": ""}, "message text is empty"),
        ({}, "message text is empty"),
        ({"text": "  "}, "text must be non-empty"),
        ({"text": "<b></b>", "parse_mode": "HTML"}, "text must be non-empty"),
        ({"text": "x" * 4097}, "message is too long"),
        ({"text": "😀" * 2049}, "message is too long"),
        ({"text": "x", "parse_mode": "LaTeX"}, "unsupported parse_mode"),
        ({"text": "x", "chat_id": 1}, "chat not found"),
        ({"text": "x", "chat_id": "@nobody"}, "chat not found"),
        ({"text": "x", "chat_id": ""}, "chat_id is empty"),
    ],
)
async def test_refuses_a_text(tg: LocalTelegram, call: Call, params: dict[str, Any], why: str) -> None:
    answer = await call("sendMessage", **{"chat_id": tg.user().id, **params})
    assert refusal(answer) == f"Bad Request: {why}"


async def test_counts_the_length_after_the_tags(tg: LocalTelegram, call: Call) -> None:
    text = f"<b>{'x' * 4096}</b>"
    assert (await call("sendMessage", chat_id=tg.user().id, text=text, parse_mode="HTML"))["ok"]


@pytest.mark.parametrize(
    ("button", "why"),
    [
        ({"text": "A", "callback_data": "x" * 65}, "BUTTON_DATA_INVALID"),
        ({"text": "A", "callback_data": "ż" * 33}, "BUTTON_DATA_INVALID"),
        ({"text": "A", "copy_text": {"text": "x" * 257}}, "BUTTON_COPY_TEXT_INVALID"),
        ({"text": "A", "copy_text": {"text": ""}}, "BUTTON_COPY_TEXT_INVALID"),
        (
            {"text": "A", "callback_data": ""},
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        ({"callback_data": "x"}, "can't parse inline keyboard button: Can't find field \"text\""),
        ({"text": "A", "url": "tel:+48123"}, "inline keyboard button URL 'tel:+48123' is invalid: Wrong HTTP URL"),
        (
            {"text": "A", "url": "ftp://a.pl"},
            "inline keyboard button URL 'ftp://a.pl' is invalid: Unsupported URL protocol",
        ),
        ({"text": "A", "url": "https://"}, "inline keyboard button URL 'https://' is invalid: URL host is empty"),
        ({"text": " ", "callback_data": "x"}, "REPLY_MARKUP_INVALID"),
    ],
)
async def test_refuses_a_button(tg: LocalTelegram, call: Call, button: dict[str, Any], why: str) -> None:
    markup = {"inline_keyboard": [[button]]}
    answer = await call("sendMessage", chat_id=tg.user().id, text="x", reply_markup=markup)
    assert refusal(answer) == f"Bad Request: {why}"


async def test_keeps_buttons(tg: LocalTelegram, call: Call) -> None:
    anna = tg.user()
    row = [
        {"text": "A", "callback_data": "x" * 64, "style": "primary"},
        {"text": "B", "url": "https://gov.pl/x"},
        {"text": "C", "copy_text": {"text": "58 123"}},
    ]
    await call("sendMessage", chat_id=anna.id, text="x", reply_markup={"inline_keyboard": [row, []]})
    (buttons,) = anna.screen.rows
    assert [(button.data, button.url, button.copy, button.style) for button in buttons] == [
        ("x" * 64, None, None, "primary"),
        (None, "https://gov.pl/x", None, None),
        (None, None, "58 123", None),
    ]


async def test_edits_in_place_and_refuses_the_same_again(tg: LocalTelegram, call: Call) -> None:
    anna = tg.user()
    sent = (await call("sendMessage", chat_id=anna.id, text="old"))["result"]
    at = {"chat_id": anna.id, "message_id": sent["message_id"]}
    markup = {"inline_keyboard": [[{"text": "A", "callback_data": "a"}]]}
    edited = (await call("editMessageText", **at, text="<b>new</b>", parse_mode="HTML", reply_markup=markup))["result"]
    assert edited["edit_date"] >= sent["date"]
    assert (anna.screen.html, anna.screen.labels, len(anna.messages)) == ("<b>new</b>", ["A"], 1)
    same = await call("editMessageText", **at, text=" <b>new</b>", parse_mode="HTML", reply_markup=markup)
    assert refusal(same) == (
        "Bad Request: message is not modified: specified new message content and reply markup are exactly the same "
        "as a current content and reply markup of the message"
    )
    assert (await call("editMessageText", **at, text="new", reply_markup=markup))["ok"]
    assert (await call("editMessageReplyMarkup", **at))["ok"]
    assert anna.screen.labels == []
    assert "not modified" in refusal(await call("editMessageReplyMarkup", **at))


async def test_refuses_edits_of_what_is_not_there(tg: LocalTelegram, call: Call) -> None:
    anna = tg.user()
    anna.send("mine")
    for method in ("editMessageText", "editMessageReplyMarkup"):
        gone = await call(method, chat_id=anna.id, message_id=77, text="x")
        assert refusal(gone) == "Bad Request: message to edit not found"
        theirs = await call(method, chat_id=anna.id, message_id=anna.messages[0].message_id, text="x")
        assert refusal(theirs) == "Bad Request: message can't be edited"
    assert refusal(await call("editMessageText", chat_id=anna.id, text="x")).endswith("identifier is not specified")


async def test_deletes_for_48_hours(tg: LocalTelegram, call: Call) -> None:
    anna = tg.user()
    ids = [(await call("sendMessage", chat_id=anna.id, text=word))["result"]["message_id"] for word in "abcd"]
    assert (await call("deleteMessage", chat_id=anna.id, message_id=ids[0]))["result"] is True
    again = await call("deleteMessage", chat_id=anna.id, message_id=ids[0])
    assert refusal(again) == "Bad Request: message to delete not found"
    assert (await call("deleteMessages", chat_id=anna.id, message_ids=ids[:3]))["result"] is True
    assert [message.text for message in anna.messages] == ["d"]
    tg.clock.advance(48 * 3600)
    late = await call("deleteMessage", chat_id=anna.id, message_id=ids[3])
    assert refusal(late) == "Bad Request: message can't be deleted for everyone"
    assert (await call("deleteMessages", chat_id=anna.id, message_ids=ids))["ok"]
    assert len(anna.messages) == 1
    assert not (await call("deleteMessages", chat_id=anna.id, message_ids=[]))["ok"]


async def test_does_not_write_to_who_does_not_want_it(tg: LocalTelegram, call: Call) -> None:
    anna, stranger = tg.user(), tg.user(started=False)
    await call("getUpdates", allowed_updates=["message"])
    await anna.block()
    blocked = await call("sendMessage", chat_id=anna.id, text="x")
    assert (blocked["error_code"], blocked["description"]) == (403, "Forbidden: bot was blocked by the user")
    early = await call("sendMessage", chat_id=stranger.id, text="x")
    assert refusal(early) == "Forbidden: bot can't initiate conversation with a user"
    await anna.unblock()
    stranger.send("hello")
    for person in (anna, stranger):
        assert (await call("sendMessage", chat_id=person.id, text="x"))["ok"]
