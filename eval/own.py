"""A file to be written in; nothing out where it is free and of its kind or new, else an error."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from index_store.errors import CaseError

# The text of a file in, whether the same command wrote it out.
Own = Callable[[str], bool]


def require_own(out: Path, own: Own, kind: str, option: str = "--out") -> None:
    """Refuse to write over a file that something else wrote; an empty one is nobody's.

    Raises:
        CaseError: it is not of that kind.
    """
    if not out.exists():
        return
    try:
        text = out.read_text(encoding="utf-8")
        if not text.strip() or own(text):
            return
    except (ValueError, KeyError, TypeError, AttributeError, CaseError):
        pass
    raise CaseError(f"{out} exists and is not {kind}", f"Give another file with {option}.")


@contextmanager
def hold(out: Path) -> Iterator[None]:
    """Keep others from writing a run while it is made; the system frees it with the process.

    Raises:
        CaseError: somebody else is making it.
    """
    path = out.with_name(f"{out.name}.lock")
    lock = FileLock(path, timeout=0)
    try:
        lock.acquire()
    except Timeout:
        raise CaseError(
            f"{out} is being written by another run",
            "Wait until that is done, or give another file with --out.",
        ) from None
    try:
        yield
    finally:
        path.unlink(missing_ok=True)  # while it is held, so that nobody else's is taken away
        lock.release()


def rows_in(text: str) -> list[dict[str, Any]]:
    """Read a text of one JSON object a line."""
    return [json.loads(line) for line in text.split("\n") if line.strip()]
