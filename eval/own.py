"""A file to be written in; nothing out where it is new or of the same kind, else an error."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from index_store.errors import CaseError

# The text of a file in, whether the same command wrote it out.
Own = Callable[[str], bool]


def require_own(out: Path, own: Own, kind: str) -> None:
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
    raise CaseError(f"{out} exists and is not {kind}", "Give another file with --out.")


def rows_in(text: str) -> list[dict[str, Any]]:
    """Read a text of one JSON object a line."""
    return [json.loads(line) for line in text.split("\n") if line.strip()]
