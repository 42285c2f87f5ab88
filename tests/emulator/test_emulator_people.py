"""The user's side: doing something, waiting until the bot has settled, and seeing what it shows."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from bot.emulator import Asked, LocalTelegram

from .conftest import Call, Handler

Run = Callable[[Handler], None]


async def test_says_and_taps_and_sees(tg: LocalTelegram, run_bot: Run, echo: Handler) -> None:
    run_bot(echo)
    anna = tg.user("pl", "Anna")
    screen = await anna.say("/start")
    assert (screen.text, screen.labels) == ("you said /start", ["Gdynia", "Dalej"])
    after = await anna.tap("Gdyn")
    assert (after.text, after.message_id) == ("tapped place:gdynia", screen.message_id)
    assert anna.toasts == ["ok"]
    assert [message.text for message in anna.messages] == ["/start", "tapped place:gdynia"]
    assert tg.pending == []


async def test_names_the_visible_labels(tg: LocalTelegram, run_bot: Run, echo: Handler) -> None:
    run_bot(echo)
    anna = tg.user()
    await anna.say("/start")
    with pytest.raises(AssertionError, match=r"0 buttons say 'Sopot'; visible: \['Gdynia', 'Dalej'\]"):
        await anna.tap("Sopot")
    with pytest.raises(AssertionError, match="2 buttons"):
        await anna.tap("a")


async def test_settles_on_not_modified(tg: LocalTelegram, run_bot: Run, echo: Handler) -> None:
    run_bot(echo)
    anna = tg.user()
    await anna.say("/start")
    first = await anna.tap("Dalej")
    assert await anna.tap("Dalej") == first
    assert tg.journal.calls[-1].error is not None


async def test_double_tap_waits_for_both(tg: LocalTelegram, run_bot: Run, echo: Handler) -> None:
    run_bot(echo)
    anna = tg.user()
    await anna.say("/start")
    await anna.double_tap("Dalej")
    assert len(tg.journal.of("answerCallbackQuery")) == 2
    assert len(tg.journal.of("editMessageText")) == 2


async def test_taps_what_is_not_there(tg: LocalTelegram, run_bot: Run, call: Call) -> None:
    seen: list[dict[str, Any]] = []

    async def handle(update: dict[str, Any]) -> None:
        seen.append(update)
        query = update["callback_query"]
        await call("answerCallbackQuery", callback_query_id=query["id"])
        await call("sendMessage", chat_id=query["message"]["chat"]["id"], text="out of date")

    run_bot(handle)
    anna = tg.user()
    assert (await anna.tap_data("forged", message_id=12345)).text == "out of date"
    assert seen[0]["callback_query"]["message"] == {"chat": anna.chat.info, "message_id": 12345, "date": 0}


async def test_links_and_copies_ask_the_bot_nothing(tg: LocalTelegram, call: Call) -> None:
    anna = tg.user()
    row = [{"text": "Web", "url": "https://gov.pl"}, {"text": "Copy", "copy_text": {"text": "58 123"}}]
    await call("sendMessage", chat_id=anna.id, text="x", reply_markup={"inline_keyboard": [row]})
    await call("sendMessage", chat_id=anna.id, text="no buttons here")
    await anna.tap("Web")
    await anna.tap("Copy")
    assert (anna.opened, anna.clipboard, tg.pending) == (["https://gov.pl"], "58 123", [])


async def test_everything_a_person_can_send(tg: LocalTelegram, run_bot: Run, call: Call) -> None:
    seen: list[dict[str, Any]] = []

    async def handle(update: dict[str, Any]) -> None:
        (message,) = (value for key, value in update.items() if key != "update_id")
        seen.append(message)
        await call("sendMessage", chat_id=message["chat"]["id"], text=f"got {len(seen)}")

    run_bot(handle)
    anna = tg.user("en", "Ann <b>", last_name="Smith")
    await anna.say("/start deep-link")
    await anna.edit("changed")
    await anna.forward("somebody's words")
    await anna.share_location(54.5, 18.5)
    await anna.share_contact()
    await anna.send_photo("look")
    await anna.send_sticker()
    await anna.send_voice()
    assert anna.screen.text == "got 8"
    assert seen[0]["entities"] == [{"offset": 0, "length": 6, "type": "bot_command"}]
    assert seen[0]["from"] == anna.person
    assert "edit_date" in seen[1]
    assert seen[2]["forward_origin"]["type"] == "hidden_user"
    assert seen[3]["location"] == {"latitude": 54.5, "longitude": 18.5}
    assert seen[4]["contact"]["user_id"] == anna.id
    assert seen[5]["caption"] == "look"
    assert seen[6]["sticker"]["emoji"] == "👍"
    assert seen[7]["voice"]["duration"] == 3


async def test_blocking_is_told_and_unblocking_too(tg: LocalTelegram, run_bot: Run) -> None:
    seen: list[tuple[str, str]] = []

    async def handle(update: dict[str, Any]) -> None:
        change = update["my_chat_member"]
        seen.append((change["old_chat_member"]["status"], change["new_chat_member"]["status"]))

    run_bot(handle)
    anna = tg.user()
    await anna.block()
    with pytest.raises(AssertionError, match="unblock"):
        await anna.say("hello")
    await anna.unblock()
    assert seen == [("member", "kicked"), ("kicked", "member")]


async def test_writes_from_a_group_until_the_bot_leaves(tg: LocalTelegram, run_bot: Run, call: Call) -> None:
    async def handle(update: dict[str, Any]) -> None:
        chat_id = (update.get("message") or update["my_chat_member"])["chat"]["id"]
        await call("sendMessage", chat_id=chat_id, text="private chats only")
        await call("leaveChat", chat_id=chat_id)

    run_bot(handle)
    anna = tg.user()
    group = tg.group([anna])
    await group.say(anna, "hello bot")
    await group.wait_for(lambda them: them.left)
    assert [message.text for message in group.messages] == ["hello bot", "private chats only"]
    answer = await call("sendMessage", chat_id=group.id, text="x")
    assert answer["description"] == "Forbidden: bot is not a member of the supergroup chat"
    with pytest.raises(AssertionError, match="has left"):
        group.send(anna, "still there?")
    other = tg.group([anna], "Other")
    await other.add_bot(anna, until="shown")
    assert other.messages[0].text == "private chats only"


async def test_says_what_is_missing(tg: LocalTelegram, run_bot: Run, call: Call) -> None:
    anna = tg.user()
    with pytest.raises(AssertionError, match="not confirmed"):
        await anna.settled(anna.send("nobody listens"), timeout=0.01)

    async def handle(update: dict[str, Any]) -> None:
        if "callback_query" not in update:
            await call("sendChatAction", chat_id=anna.id, action="typing")

    run_bot(handle)
    asked = anna.send("nobody answers")
    await tg.journal.wait_for("sendChatAction", count=2)
    with pytest.raises(AssertionError, match=r"has shown 0 of 1; calls to this chat: \['sendChatAction'"):
        await anna.settled(asked, timeout=0.01)
    tapped = anna._pressed(1, "x", "shown", 1)  # noqa: SLF001 - a tap without its wait
    await tg.confirmed(tapped.update_ids[0])
    with pytest.raises(AssertionError, match="has not answered the tap"):
        await anna.settled(tapped, timeout=0.01)


async def test_is_not_settled_while_a_call_is_under_way(tg: LocalTelegram, run_bot: Run, echo: Handler) -> None:
    run_bot(echo)
    anna = tg.user()
    await anna.say("/start")
    hanging = tg.fault("editMessageText", hang=True)
    tap = asyncio.create_task(anna.tap("Dalej"))
    await tg.journal.wait_for("editMessageText", begun=True)
    assert not tap.done()
    hanging.release()
    assert (await tap).text == "tapped on"


async def test_a_stricter_rule_may_wait_for_more(call: Call, tg: LocalTelegram) -> None:
    seen: list[Asked] = []

    async def rule(asked: Asked) -> None:
        seen.append(asked)
        await asked.chat.changes.until(lambda: not asked.chat.messages, 3)

    async with LocalTelegram("42:TEST", settled=rule) as strict:
        anna = strict.user()
        asked = anna.send("hello", until="confirmed")
        strict.world.updates.confirm_before(asked.update_ids[0] + 1)
        waiting = asyncio.create_task(anna.settled(asked))
        anna.chat.remove(anna.messages[0].message_id)
        anna.chat.changes.fire()
        await waiting
    assert seen == [asked]
    assert (await call("getMe"))["ok"]
    assert tg.pending == []


async def test_waits_for_what_comes_after(tg: LocalTelegram, run_bot: Run, call: Call) -> None:
    async def handle(update: dict[str, Any]) -> None:
        chat_id = update["message"]["chat"]["id"]
        first = await call("sendMessage", chat_id=chat_id, text="first")
        await call("sendMessage", chat_id=chat_id, text="second")
        await call("deleteMessage", chat_id=chat_id, message_id=first["result"]["message_id"])

    run_bot(handle)
    anna = tg.user()
    await anna.say("hello", shows=2)
    assert (await anna.wait_for_screen(lambda screen: screen.text == "second")).text == "second"
    await anna.wait_for(lambda she: [message.text for message in she.messages] == ["hello", "second"])
    with pytest.raises(AssertionError, match="the screen says 'second'"):
        await anna.wait_for_screen(lambda screen: screen.text == "third", timeout=0.01)


async def test_many_people_at_once(tg: LocalTelegram, run_bot: Run, echo: Handler) -> None:
    run_bot(echo)
    people = [tg.user(first_name=f"P{number}") for number in range(20)]
    screens = await asyncio.gather(*(person.say(person.person["first_name"]) for person in people))
    assert [screen.text for screen in screens] == [f"you said P{number}" for number in range(20)]


async def test_ids_are_the_same_every_time() -> None:
    first, second = LocalTelegram(), LocalTelegram()
    assert first.user().id == second.user().id == 7_000_000_001
    assert first.group([]).id == second.group([]).id == -1_001_000_000_001
