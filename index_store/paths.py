"""A path as it was given in, the one full name that it has from everywhere out."""

from __future__ import annotations

import os
from pathlib import Path


def full_path(path: str | Path) -> str:
    """Return an absolute path without `..`; links keep their own names where that is possible."""
    whole = Path(path).absolute()
    if ".." not in whole.parts:
        return str(whole)
    last = len(whole.parts) - whole.parts[::-1].index("..")
    head = Path(*whole.parts[:last])
    # Above a link to a folder lies another folder than the one that its name stands in.
    name = os.path.normpath(head)
    try:
        plain = name if head.samefile(name) else os.path.realpath(head)
    except OSError:  # reading it says why
        plain = name
    return str(Path(plain, *whole.parts[last:]))
