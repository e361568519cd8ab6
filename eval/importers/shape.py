"""What every importer gives, and what they share in reading files."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Imported:
    """Cases and articles as they are written to JSONL."""

    cases: list[Record] = field(default_factory=list)
    articles: list[Record] = field(default_factory=list)


def short_id(prefix: str, *parts: str) -> str:
    """Make an id that depends on these texts alone."""
    return f"{prefix}-{hashlib.sha256(chr(0).join(parts).encode()).hexdigest()[:10]}"


def read_text(path: Path) -> str:
    """Read a file as UTF-8, unpacked when its name says that it is gzipped."""
    packed = path.suffix in (".gz", ".gzip")
    data = gzip.decompress(path.read_bytes()) if packed else path.read_bytes()
    return data.decode("utf-8-sig")


def read_json(path: Path) -> Any:
    """Read a file of JSON, or of one JSON value a line as a list."""
    text = read_text(path)
    try:
        return json.loads(text)
    except json.JSONDecodeError:
        return list(read_lines(path))


def read_lines(path: Path) -> Iterator[Record]:
    """Read a file of one JSON value a line."""
    for line in read_text(path).split("\n"):
        if line.strip():
            yield json.loads(line)


def files(path: Path, *patterns: str) -> list[Path]:
    """List the files of a folder by pattern, or the one file given."""
    if path.is_file():
        return [path]
    return sorted({file for pattern in patterns for file in path.rglob(pattern)})
