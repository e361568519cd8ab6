"""One writer at a time: a lock file and, beside it, a note that says who holds it."""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from index_store.errors import LibraryError, LibraryLockedError
from index_store.store.spare import is_writable

_LOCK = "writer.lock"
_HOLDER = "writer.json"


@contextmanager
def hold(folder: Path, command: str) -> Iterator[None]:
    """Hold the folder's lock; the system frees it when the process ends in whatever way.

    Raises:
        LibraryLockedError: somebody else holds it; the message names them.
        LibraryError: the folder may only be read.
    """
    lock = FileLock(folder / _LOCK, timeout=0)
    if not is_writable(folder):
        raise LibraryError(f"{folder} may not be written", "check its permissions")
    try:
        lock.acquire()
    except Timeout:
        raise LibraryLockedError(
            f"{folder} is being written by {holder(folder)}", "wait until that is done, then retry"
        ) from None
    try:
        note = {"pid": os.getpid(), "host": socket.gethostname(), "command": command}
        (folder / _HOLDER).write_text(json.dumps(note), encoding="utf-8")
        yield
        (folder / _HOLDER).unlink(missing_ok=True)
    finally:
        lock.release()


def holder(folder: Path) -> str:
    """Say in words who holds the lock; `since` is the time stamp of their note."""
    path = folder / _HOLDER
    try:
        note = json.loads(path.read_text(encoding="utf-8"))
        since = datetime.fromtimestamp(path.stat().st_mtime, tz=UTC)
        who = f"process {note['pid']} on {note['host']} since {since:%Y-%m-%d %H:%M:%S} UTC"
        return f"{who} ({note['command']})" if note["command"] else who
    except (OSError, ValueError, KeyError):
        return "another process"
