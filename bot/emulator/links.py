"""Which addresses Telegram takes for a link. A telephone or e-mail address is not one of them."""

import re

_OWN = ("tg://", "ton://", "tonsite://")
_HOST = re.compile(r"(?:[^\s@/]*@)?(?P<host>[^\s:@]+|\[[0-9a-fA-F:]+\])(?::\d{1,5})?")


def problem_of(url: str) -> str | None:
    """Say why Telegram would refuse `url`, or None."""
    if url.lower().startswith(_OWN):
        return None
    scheme, separator, rest = url.partition("://")
    if not separator:
        rest = url
    elif scheme.lower() not in {"http", "https"}:
        return "Unsupported URL protocol"
    authority = re.split(r"[/?#]", rest, maxsplit=1)[0]
    if not authority:
        return "URL host is empty"
    match = _HOST.fullmatch(authority)
    if match is None or not _has_a_dot_or_is_an_address(match["host"]):
        return "Wrong HTTP URL"
    return None


def _has_a_dot_or_is_an_address(host: str) -> bool:
    return host.startswith("[") or "." in host.strip(".")
