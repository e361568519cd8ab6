"""An address, or what was said about one, in; the same without passwords and keys out."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable
from urllib.parse import parse_qsl, unquote, urlsplit

HIDDEN = "***"
_PARTS = re.compile(r"(?P<scheme>[a-z][a-z0-9+.-]*://)?(?P<host>[^/?#]*)(?P<rest>.*)", re.I | re.S)
# Shorter keys are words of servers that want none ("none", "ollama"), and stand in any text.
_SHORTEST = 7


def shown(address: str) -> str:
    """Write an address so that it can be shown to others: user, password and query are hidden."""
    parts = _PARTS.fullmatch(address.strip())
    assert parts
    scheme, host, rest = parts["scheme"] or "", parts["host"], parts["rest"]
    if "@" in host:
        host = f"{HIDDEN}@{host.rpartition('@')[2]}"
    elif "@" in rest and ":" in host:
        # A password that holds one of / ? # looks like the end of the host.
        return f"{scheme}{HIDDEN}"
    path, mark, _ = rest.partition("?")
    return f"{scheme}{host}{path}{'?' + HIDDEN if mark else ''}"


def secrets_of(address: str) -> tuple[str, ...]:
    """Return what `shown` hides of an address, as it may turn up in an error message."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return (address,)
    login = parts.netloc.rpartition("@")[0]
    user, _, password = login.partition(":")
    found = [password or user, parts.query, *(value for _, value in parse_qsl(parts.query))]
    if login:  # as it goes over the wire
        found.append(b64encode(f"{unquote(user)}:{unquote(password)}".encode()).decode())
    return tuple(dict.fromkeys(form for one in found if one for form in (one, unquote(one))))


def without(text: str, secrets: Iterable[str]) -> str:
    """Return a text with every secret in it hidden."""
    for secret in sorted(set(secrets), key=len, reverse=True):
        if len(secret) >= _SHORTEST:
            text = text.replace(secret, HIDDEN)
    return text
