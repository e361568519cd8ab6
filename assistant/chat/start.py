"""Settings and options of the command line in, a server running or its users file written."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from assistant.chat import now, serve, today
from assistant.chat.users import read_users, user_line
from assistant.chat.web import Serving
from assistant.config import Settings
from assistant.desk import Desk
from assistant.log import Log
from assistant.mcp import make_server
from assistant.setup import open_assistant
from index_store.errors import SettingsError


def start(settings: Settings, address: tuple[str, int], options: Mapping[str, Any]) -> None:
    """Serve the page over the library of the settings.

    Args:
        settings: where the library is, and who reads.
        address: host and port.
        options: `root_path`, `auth`, `read_only`, `log`, `log_questions` as the command line
            gives them.
    """
    serving = Serving(
        root_path=options["root_path"].rstrip("/"),
        writable=not options["read_only"],
        allow=settings.allowed_hosts,
        users=read_users(options["auth"]) if options["auth"] else None,
        log=log_to(options["log"], texts=options["log_questions"]),
    )
    host, port = address
    serve(open_assistant(settings), host=host, port=port, serving=serving)


def start_mcp(settings: Settings, log: Log) -> None:
    """Answer one agent over stdin and stdout, until it goes."""
    desk = Desk(assistant=open_assistant(settings), log=log, via="mcp")
    make_server(desk, today).run("stdio")


def log_to(path: Path | None, *, texts: bool) -> Log:
    """Open the log: lines are appended to a file, for its owner alone where new, or to stderr."""
    if path is None:
        return Log(out=sys.stderr, now=now, texts=texts)
    path.touch(mode=0o600)
    return Log(out=path.open("a", encoding="utf-8"), now=now, texts=texts)


def add_user(path: Path | None, name: str, password: str) -> None:
    """Write a user to a users file that only its owner can read; a known name gets a new password.

    The file is replaced as a whole, so that no user is lost where this is broken off.

    Raises:
        SettingsError: no file is given, or the name cannot stand in one.
    """
    if path is None:
        raise SettingsError("no file to write the user to", "Give --auth FILE too.")
    known = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    lines = [line for line in known if not line.startswith(f"{name}:")]
    text = "\n".join([*lines, user_line(name, password)]) + "\n"
    path = path.resolve()  # what a link points to, not the link, is replaced
    part = path.with_name(f"{path.name}.part")
    part.unlink(missing_ok=True)
    part.touch(mode=0o600)
    part.write_text(text, encoding="utf-8")
    part.replace(path)
