"""How the Bot API is spoken: bodies, tokens, answers, and who may speak at all."""

import aiohttp
import pytest

from bot.emulator import LocalTelegram
from bot.emulator.__main__ import main

from .conftest import Call


async def test_answers_json_form_multipart_and_query_alike(tg: LocalTelegram, http: aiohttp.ClientSession) -> None:
    anna = tg.user()
    url = f"{tg.url}/bot42:TEST/sendMessage"
    markup = '{"inline_keyboard": [[{"text": "A", "callback_data": "a"}]]}'
    fields = {"chat_id": str(anna.id), "text": "hello", "reply_markup": markup}
    multipart = aiohttp.FormData(fields, default_to_multipart=True)
    for sent in ({"json": fields}, {"data": fields}, {"data": multipart}, {"params": fields}):
        async with http.post(url, **sent) as answer:
            body = await answer.json()
        assert body["result"]["text"] == "hello"
        assert anna.screen.labels == ["A"]
    async with http.get(url, params=fields) as answer:
        assert (await answer.json())["result"]["reply_markup"]["inline_keyboard"][0][0]["text"] == "A"
    assert {call.params["chat_id"] for call in tg.journal.calls} == {anna.id}


@pytest.mark.parametrize("token", ["42:WRONG", "nonsense", ""])
async def test_refuses_another_token(tg: LocalTelegram, http: aiohttp.ClientSession, token: str) -> None:
    async with http.get(f"{tg.url}/bot{token}/getMe") as answer:
        assert answer.status == 401
        assert await answer.json() == {"ok": False, "error_code": 401, "description": "Unauthorized"}


async def test_knows_no_other_method(call: Call) -> None:
    answer = await call("sendPoll")
    assert answer == {"ok": False, "error_code": 404, "description": "Not Found: method not found"}


async def test_minds_no_case_in_method_names(call: Call) -> None:
    assert (await call("GETME"))["result"]["id"] == 42


async def test_refuses_a_body_that_is_not_json(tg: LocalTelegram, http: aiohttp.ClientSession) -> None:
    for body in ("{", "[]", "[" * 100_000):
        headers = {"Content-Type": "application/json"}
        async with http.post(f"{tg.url}/bot42:TEST/getMe", data=body, headers=headers) as answer:
            assert answer.status == 400


async def test_accepts_several_tokens(http: aiohttp.ClientSession) -> None:
    async with LocalTelegram(["7:A", "7:B"]) as telegram:
        for token in ("7:A", "7:B"):
            async with http.get(f"{telegram.url}/bot{token}/getMe") as answer:
                assert (await answer.json())["result"]["id"] == 7


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.0.1", "example.org", ""])  # noqa: S104 - what is refused
def test_listens_nowhere_else(host: str) -> None:
    with pytest.raises(ValueError, match="this machine only"):
        LocalTelegram(host=host)


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "evil.example:8081"},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
    ],
)
async def test_refuses_other_hosts_and_origins(
    tg: LocalTelegram, http: aiohttp.ClientSession, headers: dict[str, str]
) -> None:
    for path in ("/chat/about", "/bot42:TEST/getMe"):
        async with http.get(tg.url + path, headers=headers) as answer:
            assert answer.status == 403


def test_says_why_it_cannot_listen(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--host", "0.0.0.0"]) == 2  # noqa: S104 - this is what is refused
    assert "this machine only" in capsys.readouterr().err
