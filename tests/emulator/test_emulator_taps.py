"""Answering taps: once, and before it is too late."""

from datetime import UTC, datetime

from bot.emulator import LocalTelegram

from .conftest import Call

TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"


async def query_of(tg: LocalTelegram, call: Call) -> str:
    """Tap something and read the query's id as the bot would."""
    anna = tg.user()
    await call(
        "sendMessage",
        chat_id=anna.id,
        text="x",
        reply_markup={"inline_keyboard": [[{"text": "A", "callback_data": "a"}]]},
    )
    anna.press("A")
    return str(tg.pending[-1]["callback_query"]["id"])


async def test_answers_once(tg: LocalTelegram, call: Call) -> None:
    query = await query_of(tg, call)
    assert (await call("answerCallbackQuery", callback_query_id=query))["result"] is True
    again = await call("answerCallbackQuery", callback_query_id=query)
    assert again["description"] == TOO_OLD


async def test_refuses_an_answer_too_late(tg: LocalTelegram, call: Call) -> None:
    query = await query_of(tg, call)
    tg.clock.advance(16)
    assert (await call("answerCallbackQuery", callback_query_id=query))["description"] == TOO_OLD


async def test_refuses_an_unknown_query_and_a_long_text(tg: LocalTelegram, call: Call) -> None:
    assert (await call("answerCallbackQuery", callback_query_id="7"))["description"] == TOO_OLD
    query = await query_of(tg, call)
    long = await call("answerCallbackQuery", callback_query_id=query, text="x" * 201)
    assert long["description"] == "Bad Request: MESSAGE_TOO_LONG"
    assert (await call("answerCallbackQuery", callback_query_id=query, text="x" * 200))["ok"]


async def test_the_clock_can_be_set(tg: LocalTelegram, call: Call) -> None:
    tg.clock.set(datetime(2019, 6, 1, tzinfo=UTC))
    sent = await call("sendMessage", chat_id=tg.user().id, text="x")
    assert datetime.fromtimestamp(sent["result"]["date"], UTC).year == 2019
