"""Settings and options of the command line in, the chat page served or its users file written."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from assistant.chat import serve
from assistant.chat.users import read_users, user_line
from assistant.chat.web import Serving
from assistant.config import Settings
from assistant.setup import open_assistant
from index_store.errors import SettingsError


def start(settings: Settings, address: tuple[str, int], options: Mapping[str, Any]) -> None:
    """Serve the page over the library of the settings.

    Args:
        settings: where the library is, and who reads.
        address: host and port.
        options: `root_path`, `auth`, `read_only` as the command line gives them.
    """
    serving = Serving(
        root_path=options["root_path"].rstrip("/"),
        writable=not options["read_only"],
        users=read_users(options["auth"]) if options["auth"] else None,
    )
    host, port = address
    serve(open_assistant(settings), host=host, port=port, serving=serving)


def add_user(path: Path | None, name: str, password: str) -> None:
    """Write a user to a users file that only its owner can read; a known name gets a new password.

    Raises:
        SettingsError: no file is given.
    """
    if path is None:
        raise SettingsError("no file to write the user to", "Give --auth FILE too.")
    known = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    lines = [line for line in known if not line.startswith(f"{name}:")]
    path.touch(mode=0o600)
    path.write_text("\n".join([*lines, user_line(name, password)]) + "\n", encoding="utf-8")
