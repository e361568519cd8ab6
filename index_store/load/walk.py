"""Paths in, the raw records of the files below them out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from index_store.errors import RecordError
from index_store.load import files
from index_store.raw import RawRecord

_Reader = Callable[[bytes, str], Iterator[RawRecord | RecordError]]
_READERS: dict[str, _Reader] = {
    ".txt": files.read_text,
    ".text": files.read_text,
    ".md": files.read_markdown,
    ".markdown": files.read_markdown,
    ".html": files.read_html,
    ".htm": files.read_html,
    ".json": files.read_json,
    ".jsonl": files.read_jsonl,
    ".ndjson": files.read_jsonl,
}


def read_records(paths: Sequence[str]) -> Iterator[RawRecord | RecordError]:
    """Read every record below the paths, in the order given and then by name.

    Raises:
        RecordError: a path does not exist; raised before anything is read.
    """
    for path in paths:
        if not Path(path).exists():
            raise RecordError(path, "no such file or folder", "check the path")
    return _read_all(paths)


def _read_all(paths: Sequence[str]) -> Iterator[RawRecord | RecordError]:
    for path in paths:
        root = Path(path)
        found = sorted(p for p in root.rglob("*") if p.is_file()) if root.is_dir() else [root]
        for file in found:
            if root.is_dir() and any(part.startswith(".") for part in file.relative_to(root).parts):
                continue
            yield from _read_file(file)


def _read_file(file: Path) -> Iterator[RawRecord | RecordError]:
    place = str(file)
    reader = _READERS.get(file.suffix.casefold())
    if reader is None:
        known = ", ".join(sorted(_READERS))
        yield RecordError(place, "not a kind of file that can be read", f"known: {known}")
        return
    try:
        yield from reader(file.read_bytes(), place)
    except RecordError as error:
        yield error
    except OSError as error:
        yield RecordError(place, f"cannot be read ({error.strerror})", "check its permissions")
