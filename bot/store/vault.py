"""Keys and sealing. A stolen database says nothing without the secret, and little without the chat id as well."""

from __future__ import annotations

import hmac
import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bot.core.errors import BadUsageError, DrogowskazError

SHORTEST_SECRET = 32
NONCE = 12
#: What is derived for so many chats is kept: an update asks for it ten times.
MOST_CHATS = 1024


class SealError(DrogowskazError):
    """Something sealed cannot be opened: another secret, another chat, or damaged."""


@dataclass(frozen=True, slots=True)
class _Chat:
    """What is derived for one chat."""

    key: bytes
    number: int
    cipher: AESGCM


@dataclass(frozen=True)
class Vault:
    """Everything that is derived from the installation's secret."""

    secret: bytes

    @cached_property
    def _own(self) -> AESGCM:
        return AESGCM(self._derive(b"inbox"))

    @cached_property
    def _rows(self) -> bytes:
        return self._derive(b"row")

    @cached_property
    def _shares(self) -> bytes:
        return self._derive(b"share")

    @cached_property
    def _of(self) -> Callable[[int], _Chat]:
        return lru_cache(MOST_CHATS)(self._derived)

    def _derived(self, chat: int) -> _Chat:
        written = str(chat).encode()
        share = int.from_bytes(hmac.digest(self._shares, written, "sha256")[:4])
        return _Chat(hmac.digest(self._rows, written, "sha256"), share, AESGCM(self._derive(b"chat:" + written)))

    def _derive(self, purpose: bytes) -> bytes:
        return hmac.digest(self.secret, b"drogowskaz:" + purpose, "sha256")

    def key(self, chat: int) -> bytes:
        """Give the row key of a chat: the chat cannot be told from it without the secret."""
        return self._of(chat).key

    def share(self, chat: int, shares: int) -> int:
        """Give which of so many shares a chat falls into. Says nothing of its row key."""
        return self._of(chat).number % shares

    @cached_property
    def fingerprint(self) -> str:
        """Tell this secret from another one, without saying anything of it."""
        return self._derive(b"fingerprint").hex()[:32]

    def seal(self, plain: bytes) -> bytes:
        """Seal under the secret alone: what must be opened before the chat is known."""
        return _seal(self._own, plain)

    def open(self, sealed: bytes) -> bytes:
        """Open what `seal` sealed. Raises SealError."""
        return _open(self._own, sealed)

    def open_chat(self, sealed: bytes) -> int:
        """Open the sealed id of a chat. Raises SealError, also where something else was sealed."""
        try:
            return int(self.open(sealed))
        except ValueError:
            raise SealError("holds no id of a chat") from None

    def seal_for(self, chat: int, plain: bytes) -> bytes:
        """Seal under the secret and the chat id together."""
        return _seal(self._of(chat).cipher, plain)

    def open_for(self, chat: int, sealed: bytes) -> bytes:
        """Open what `seal_for` sealed. Raises SealError."""
        return _open(self._of(chat).cipher, sealed)


def _seal(cipher: AESGCM, plain: bytes) -> bytes:
    nonce = os.urandom(NONCE)
    return nonce + cipher.encrypt(nonce, plain, None)


def _open(cipher: AESGCM, sealed: bytes) -> bytes:
    try:
        return cipher.decrypt(sealed[:NONCE], sealed[NONCE:], None)
    except (InvalidTag, ValueError, TypeError):
        raise SealError("cannot be opened with this secret") from None


def load_secret(given: str | None, path: Path) -> bytes:
    """Give the secret: from the environment, else from its file, which is made at the first start with mode 0600."""
    if given is not None:
        if len(given) < SHORTEST_SECRET:
            msg = f"BOT_SECRET is too short: {SHORTEST_SECRET} characters or more."
            raise BadUsageError(msg)
        return given.encode()
    try:
        found = _read_or_make(path)
    except OSError as error:
        msg = f"The secret cannot be kept in {path}: {error.strerror}. Set BOT_SECRET_FILE to another place."
        raise BadUsageError(msg) from None
    if len(found) < SHORTEST_SECRET:
        msg = f"The secret in {path} is too short: {SHORTEST_SECRET} characters or more."
        raise BadUsageError(msg)
    return found.encode()


def _read_or_make(path: Path) -> str:
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        _make(path)
    return path.read_text().strip()


def _make(path: Path) -> None:
    """Make a secret, whole and on the disk before it has its name: a crash leaves all of it or nothing.

    Of two programs starting at once one makes it and both use it.
    """
    beside = path.with_name(f"{path.name}.{os.urandom(8).hex()}")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "w") as file:
            file.write(os.urandom(SHORTEST_SECRET).hex())
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):
            os.link(beside, path)
    finally:
        beside.unlink()
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
