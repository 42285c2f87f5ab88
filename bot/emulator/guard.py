"""Keeping the server to this machine: it listens on loopback, and answers only who asked for loopback by name.

A web page from elsewhere could otherwise reach it through the browser: by a name that suddenly points to 127.0.0.1
(DNS rebinding), or by a request across origins.
"""

from collections.abc import Awaitable, Callable

from aiohttp import web

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_SAME = frozenset({None, "same-origin", "none"})
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


def loopback(host: str) -> str:
    """Give `host` back if it is this machine; ValueError otherwise."""
    if host not in LOOPBACK:
        message = f"the local Telegram listens on this machine only: host {host!r} is none of {sorted(LOOPBACK)}"
        raise ValueError(message)
    return host


@web.middleware
async def only_this_machine(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Refuse what does not come from this machine's own pages and programs."""
    host = request.headers.get("Host", "")
    name, _, port = host.rpartition(":")
    named = name if port.isdigit() else host
    origin = request.headers.get("Origin")
    if named.strip("[]") not in LOOPBACK or (origin is not None and origin != f"http://{host}"):
        raise web.HTTPForbidden(text="only for this machine\n")
    if request.headers.get("Sec-Fetch-Site") not in _SAME and request.path != "/":
        raise web.HTTPForbidden(text="only for pages of this machine\n")
    return await handler(request)


def protected(response: web.Response) -> web.Response:
    """Add the headers of a page that runs nothing but its own."""
    response.headers.update(_HEADERS)
    return response
