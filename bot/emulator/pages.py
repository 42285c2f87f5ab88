"""The page's files, served as they stand in the package."""

from importlib.resources import files

from aiohttp import web

from bot.emulator.guard import protected

_TYPES = {"html": "text/html", "css": "text/css", "js": "text/javascript"}


def routes() -> list[web.RouteDef]:
    """List the page's addresses: `/` and the files beside it."""
    return [web.get("/", _page), web.get(r"/page/{name:[a-z]+\.(?:css|js)}", _page)]


async def _page(request: web.Request) -> web.Response:
    name = request.match_info.get("name", "index.html")
    file = files("bot.emulator").joinpath("page", name)
    if not file.is_file():
        raise web.HTTPNotFound(text="no such file\n")
    kind = _TYPES[name.rpartition(".")[2]]
    response = web.Response(body=file.read_bytes(), content_type=kind, charset="utf-8")
    response.headers["Cache-Control"] = "no-cache"
    return protected(response)
