"""Files: a person sends one and the bot fetches it; the bot sends one and the person has it. And a group it serves."""

from collections.abc import Callable
from typing import Any

import aiohttp
import pytest
import pytest_asyncio

from bot.emulator import LocalTelegram

from .conftest import Call, Handler

Run = Callable[[Handler], None]
CONTENT = "id: słupsk\n".encode()


@pytest_asyncio.fixture
async def seen(run_bot: Run, call: Call) -> list[dict[str, Any]]:
    """What a bot heard that answers everything with its kind."""
    heard: list[dict[str, Any]] = []

    async def handle(update: dict[str, Any]) -> None:
        heard.append(update)
        if query := update.get("callback_query"):
            await call("answerCallbackQuery", callback_query_id=query["id"])
            at = {"chat_id": query["message"]["chat"]["id"], "message_id": query["message"]["message_id"]}
            await call("editMessageText", **at, text="tapped")
            return
        rows = {"inline_keyboard": [[{"text": "Yes", "callback_data": "y"}]]}
        await call("sendMessage", chat_id=update["message"]["chat"]["id"], text="got it", reply_markup=rows)

    run_bot(handle)
    return heard


async def test_a_file_a_person_sends_is_fetched_by_the_bot(
    tg: LocalTelegram, http: aiohttp.ClientSession, call: Call, seen: list[dict[str, Any]]
) -> None:
    anna = tg.user()
    screen = await anna.send_document("słupsk.yaml", CONTENT, "programmes/słupsk.yaml")
    assert screen.text == "got it"
    message = seen[0]["message"]
    assert message["caption"] == "programmes/słupsk.yaml"
    assert message["document"]["file_name"] == "słupsk.yaml"
    told = (await call("getFile", file_id=message["document"]["file_id"]))["result"]
    assert told["file_size"] == message["document"]["file_size"] == len(CONTENT)
    async with http.get(f"{tg.url}/file/bot{tg.token}/{told['file_path']}") as answer:
        assert await answer.read() == CONTENT
    assert tg.journal.of("downloadFile")[0].ok


async def test_refuses_files_it_does_not_have_and_tokens_it_does_not_know(
    tg: LocalTelegram, http: aiohttp.ClientSession, call: Call
) -> None:
    assert (await call("getFile"))["description"] == "Bad Request: file_id not specified"
    unknown = "Bad Request: wrong file_id or the file is temporarily unavailable"
    assert (await call("getFile", file_id="document-7"))["description"] == unknown
    for path, status in (("42:TEST/documents/document-7", 404), ("42:TEST/x", 404), ("42:WRONG/documents/x", 401)):
        async with http.get(f"{tg.url}/file/bot{path}") as answer:
            assert answer.status == status


async def test_gives_no_file_larger_than_telegram_gives(
    tg: LocalTelegram, call: Call, seen: list[dict[str, Any]]
) -> None:
    await tg.user().send_document("x.yaml", b"x" * (20 * 2**20 + 1))
    answer = await call("getFile", file_id=seen[0]["message"]["document"]["file_id"])
    assert answer["description"] == "Bad Request: file is too big"


async def test_a_download_fails_as_told(
    tg: LocalTelegram, http: aiohttp.ClientSession, call: Call, seen: list[dict[str, Any]]
) -> None:
    await tg.user().send_document("x.yaml", CONTENT)
    path = (await call("getFile", file_id=seen[0]["message"]["document"]["file_id"]))["result"]["file_path"]
    tg.fault("downloadFile", 502)
    for status in (502, 200):
        async with http.get(f"{tg.url}/file/bot42:TEST/{path}") as answer:
            assert answer.status == status


async def test_a_document_of_the_bot_can_be_read(tg: LocalTelegram, http: aiohttp.ClientSession) -> None:
    anna = tg.user()
    form = aiohttp.FormData({"chat_id": str(anna.id)})
    form.add_field("document", CONTENT, filename="x.yaml")
    async with http.post(f"{tg.url}/bot42:TEST/sendDocument", data=form) as answer:
        assert answer.status == 200
    assert anna.downloaded(anna.screen) == CONTENT


async def test_a_group_in_which_people_send_files_and_tap(tg: LocalTelegram, seen: list[dict[str, Any]]) -> None:
    anna, jan = tg.user(), tg.user()
    group = tg.group([anna, jan])
    await group.send_document(anna, "x.yaml", CONTENT)
    await group.tap(jan, "Yes")
    assert [message.text for message in group.messages if message.by_bot] == ["tapped"]
    assert seen[0]["message"]["chat"]["id"] == group.id
    assert seen[1]["callback_query"]["from"]["id"] == jan.id
    with pytest.raises(AssertionError, match="0 buttons say 'Yes'"):
        await group.tap(jan, "Yes")
