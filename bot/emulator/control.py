"""What the page asks for, under `/chat`: JSON in, JSON out, and a stream of what happens in a chat."""

import asyncio
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from secrets import token_hex
from typing import Any

from aiohttp import web

from bot.emulator import actions
from bot.emulator.chats import Chat
from bot.emulator.panel import Asked, Panel
from bot.emulator.world import World

_PULSE = 15
Act = Callable[[World, Chat, dict[str, Any]], object]


@dataclass(frozen=True, slots=True)
class Control:
    """The page's own interface. `note` is the line on top of it, as it is or for each language."""

    world: World
    note: str | Mapping[str, str]
    location: tuple[float, float]
    find_panel: Callable[[], Panel | None]
    instance: str = field(default_factory=lambda: token_hex(4))

    def routes(self) -> list[web.RouteDef]:
        """List the addresses."""
        return [
            web.get("/chat/about", self._about),
            web.post("/chat/people", self._new_person),
            web.get(r"/chat/people/{id:\d+}/events", self._events),
            web.post(r"/chat/people/{id:\d+}/{act}", self._act),
            web.get("/chat/panel", self._panel),
            web.post(r"/chat/people/{id:\d+}/panel/{act}", self._press),
            web.get("/chat/files/{id}", self._file),
        ]

    async def _about(self, _: web.Request) -> web.Response:
        note = self.note if isinstance(self.note, str) else dict(self.note)
        said = {"name": self.world.bot["first_name"], "note": note}
        has_panel = self.find_panel() is not None
        more = {"location": self.location, "instance": self.instance, "panel": has_panel}
        return web.json_response({**said, **more})

    async def _panel(self, request: web.Request) -> web.Response:
        panel = self.find_panel()
        if panel is None:
            raise web.HTTPNotFound(text="no panel\n")
        return web.json_response(panel.view(_language(request.query.get("lang"))))

    async def _press(self, request: web.Request) -> web.Response:
        chat, body = self._chat(request), await _body(request)
        language, values, act = _language(body.get("language")), body.get("values"), request.match_info["act"]
        panel = self.find_panel()
        if panel is None or not panel.has(act, language):
            raise web.HTTPNotFound(text="no such button\n")
        if not isinstance(values, dict) or not all(isinstance(value, str) for value in values.values()):
            raise web.HTTPBadRequest(text="send the values of the fields\n")
        reply = await panel.press(Asked(chat.id, language, act, values))
        return web.json_response(asdict(reply))

    async def _new_person(self, request: web.Request) -> web.Response:
        body = await _body(request)
        language = str(body.get("language") or "") or None
        chat = self.world.new_person(str(body.get("first_name") or "Anna"), language, {})
        return web.json_response({"id": chat.id})

    async def _act(self, request: web.Request) -> web.Response:
        chat, body = self._chat(request), await _body(request)
        act = _ACTS.get(request.match_info["act"])
        if act is None:
            raise web.HTTPNotFound(text="no such act\n")
        try:
            act(self.world, chat, body)
        except (KeyError, TypeError, ValueError) as error:
            raise web.HTTPBadRequest(text=f"{type(error).__name__}: {error}\n") from None
        return web.json_response({"ok": True})

    async def _events(self, request: web.Request) -> web.StreamResponse:
        chat = self._chat(request)
        stream = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
        await stream.prepare(request)
        watcher = chat.watch()
        watcher.put_nowait({"type": "about"})
        try:
            while True:
                await stream.write(await self._next(chat, watcher))
        finally:
            chat.unwatch(watcher)
        return stream

    async def _next(self, chat: Chat, watcher: asyncio.Queue[dict[str, Any]]) -> bytes:
        try:
            event = await asyncio.wait_for(watcher.get(), _PULSE)
        except TimeoutError:
            return b": still here\n\n"
        if event["type"] == "about":
            event = {"type": "about", **self._profile(chat)}
        return f"data: {json.dumps(event)}\n\n".encode()

    def _profile(self, chat: Chat) -> dict[str, Any]:
        profile = self.world.profile
        said = {kind: profile.text(kind, chat.language) for kind in ("name", "description")}
        return {**said, "menu": profile.menu(chat.id, chat.language)}

    async def _file(self, request: web.Request) -> web.Response:
        file = self.world.files.get(request.match_info["id"])
        if file is None:
            raise web.HTTPNotFound(text="no such file\n")
        # Always as a download: a document of the bot must not run as a page of ours.
        headers = {"Content-Disposition": "attachment", "X-Content-Type-Options": "nosniff"}
        return web.Response(body=file.content, content_type="application/octet-stream", headers=headers)

    def _chat(self, request: web.Request) -> Chat:
        chat = self.world.chats.get(int(request.match_info["id"]))
        if chat is None or chat.member is None:
            raise web.HTTPNotFound(text="no such person\n")
        return chat


async def _body(request: web.Request) -> dict[str, Any]:
    if request.content_type != "application/json":
        raise web.HTTPUnsupportedMediaType(text="send JSON\n")
    try:
        body = json.loads(await request.read())
    except (ValueError, RecursionError):
        body = None
    if not isinstance(body, dict):
        raise web.HTTPBadRequest(text="send a JSON object\n")
    return body


def _language(given: object) -> str:
    return given[:2].lower() if isinstance(given, str) else ""


def _person(chat: Chat) -> dict[str, Any]:
    return chat.member or {}


def _say(world: World, chat: Chat, body: dict[str, Any]) -> None:
    text = str(body["text"])
    if not text.strip():
        message = "nothing is said"
        raise ValueError(message)
    chat.blocked = False
    actions.say(world, chat, _person(chat), text)


def _tap(world: World, chat: Chat, body: dict[str, Any]) -> None:
    actions.tap(world, chat, _person(chat), int(body["message_id"]), str(body["data"]))


def _location(world: World, chat: Chat, body: dict[str, Any]) -> None:
    actions.share_location(world, chat, _person(chat), float(body["latitude"]), float(body["longitude"]))


_ACTS: dict[str, Act] = {
    "say": _say,
    "tap": _tap,
    "location": _location,
    "photo": lambda world, chat, _: actions.send_photo(world, chat, _person(chat), ""),
    "contact": lambda world, chat, _: actions.share_contact(world, chat, _person(chat), "+99966000001"),
}
