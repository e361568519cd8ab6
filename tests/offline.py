"""Arguments in, the same `dateline` command run with every way out of this machine shut.

    python -m tests.offline ask "QUESTION"

A connection or a name look-up beyond loopback raises, and is written to stderr first, so that it
shows even where somebody catches it.
"""

from __future__ import annotations

import socket
import sys
from typing import Any

INSIDE = ("127.", "::1", "localhost", "0.0.0.0")

_connect, _connect_ex = socket.socket.connect, socket.socket.connect_ex
_getaddrinfo = socket.getaddrinfo


def refuse_outside(address: Any) -> None:
    host = address[0] if isinstance(address, tuple) else ""  # anything else is a local socket
    if isinstance(host, str) and host and not host.startswith(INSIDE):
        print(f"OUTSIDE: {address}", file=sys.stderr, flush=True)
        raise OSError(f"the network is blocked: {address}")


def shut() -> None:
    def connect(self: socket.socket, address: Any) -> None:
        refuse_outside(address)
        _connect(self, address)

    def connect_ex(self: socket.socket, address: Any) -> int:
        refuse_outside(address)
        return _connect_ex(self, address)

    def getaddrinfo(host: Any, *args: Any, **more: Any) -> Any:
        refuse_outside((host,))
        return _getaddrinfo(host, *args, **more)

    socket.socket.connect = connect  # type: ignore[method-assign]
    socket.socket.connect_ex = connect_ex  # type: ignore[method-assign]
    socket.getaddrinfo = getaddrinfo


if __name__ == "__main__":
    shut()
    from assistant.cli import main

    main()
