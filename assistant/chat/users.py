"""A file of users in, who may see the page out; passwords are kept as scrypt hashes only."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.chat.traffic import path_of
from index_store.errors import SettingsError

# Source: OWASP Password Storage Cheat Sheet, scrypt with 16 MB.
_COST = {"n": 2**14, "r": 8, "p": 5}
_REMEMBERED = 256


def user_line(name: str, password: str) -> str:
    """Return the line of a users file for a new user: `name:salt$hash`.

    Raises:
        SettingsError: the name would be read as another, or as none.
    """
    plain = name and name.isprintable() and name == name.strip()
    if not plain or ":" in name or name.startswith("#"):
        raise SettingsError(
            f"{name!r} cannot be the name of a user",
            "Leave out colons, line ends, blanks around it and # before it.",
        )
    salt = secrets.token_bytes(16)
    return f"{name}:{salt.hex()}${_hash(password, salt).hex()}"


def read_users(path: Path) -> dict[str, str]:
    """Read a users file: a `name:salt$hash` a line, `#` begins a comment.

    Raises:
        SettingsError: it cannot be read, is empty, or a line is malformed.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: cannot be read ({error})") from None
    users = {}
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        name, _, hashed = line.strip().partition(":")
        salt, _, digest = hashed.partition("$")
        if not name or not _is_hex(salt) or not _is_hex(digest):
            raise SettingsError(
                f"{path}:{number}: not a user", f"Write it with: dateline chat --auth {path} "
                "--add-user NAME",
            )  # fmt: skip
        users[name] = hashed
    if not users:
        raise SettingsError(f"{path}: no user in it")
    return users


class Gate:
    """Lets a request through whose user and password are in the file."""

    def __init__(self, app: ASGIApp, users: dict[str, str]) -> None:
        self._app = app
        self._users = users
        self._key = secrets.token_bytes(32)
        self._known: dict[bytes, None] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer that a password is needed."""
        if scope["type"] == "lifespan" or path_of(scope) == "/health":
            await self._app(scope, receive, send)
            return
        given = Headers(scope=scope).get("authorization", "")
        if await self._admits(given):
            await self._app(scope, receive, send)
            return
        ask = {"WWW-Authenticate": 'Basic realm="Dateline", charset="UTF-8"'}
        await Response("A user and password are needed.", 401, ask)(scope, receive, send)

    async def _admits(self, given: str) -> bool:
        """Check a header; what was right once is remembered, since scrypt is slow on purpose."""
        seen = hmac.digest(self._key, given.encode(), "sha256")
        if seen in self._known:
            return True
        if not await run_in_threadpool(admits, self._users, given):
            return False
        if len(self._known) >= _REMEMBERED:
            self._known.clear()
        self._known[seen] = None
        return True


def admits(users: dict[str, str], given: str) -> bool:
    """Say whether an Authorization header names a user with the right password."""
    scheme, _, encoded = given.partition(" ")
    try:
        name, colon, password = base64.b64decode(encoded, validate=True).decode().partition(":")
    except ValueError:
        return False
    if scheme.lower() != "basic" or not colon:
        return False
    # An unknown name costs the same time as a wrong password.
    salt, _, digest = users.get(name, f"{'00' * 16}${'00' * 64}").partition("$")
    right = hmac.compare_digest(_hash(password, bytes.fromhex(salt)), bytes.fromhex(digest))
    return right and name in users


def _hash(password: str, salt: bytes) -> bytes:
    return hashlib.scrypt(password.encode(), salt=salt, maxmem=64 * 1024 * 1024, **_COST)


def _is_hex(text: str) -> bool:
    return len(text) >= 32 and all(c in "0123456789abcdef" for c in text) and not len(text) % 2
