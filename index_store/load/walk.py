"""Paths, patterns, addresses and `-` in; the raw records behind them, one at a time, out."""

from __future__ import annotations

import glob
import hashlib
import stat
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from pathspec import GitIgnoreSpec

from index_store.errors import AddressUnreachableError, RecordError
from index_store.load import kinds
from index_store.load.meter import Meter
from index_store.load.source import MOST_BYTES, Found, Link, Source
from index_store.load.visit import Visitor
from index_store.raw import STANDARD_INPUT, RawRecord
from index_store.types import LIBRARY_FILES

IGNORE_FILE = ".datelineignore"
STOOD_IN = "its summary in the feed was taken instead"
_DEEPEST_LINK = 2


def read_records(
    paths: Sequence[str], visitor: Visitor | None = None
) -> Iterator[RawRecord | RecordError]:
    """Read every record behind the paths, in the order given, folders by name.

    Folders are read whole, without hidden files, the files of a library, and what a
    `.datelineignore` (patterns as in .gitignore) leaves out. `*`, `?` and `**` are
    patterns; `-` is standard input. The visitor's meter is told of all files before the first is
    read, unless there is more than files.

    Raises:
        RecordError: a path does not exist; raised before anything is read.
    """
    expanded = [one for path in paths for one in _expand(path)]
    visitor = visitor or Visitor()
    if not any(path == "-" or is_address(path) for path in expanded):
        files = (file for path in expanded for file in _files(path))
        visitor.meter.expect(file for file in files if isinstance(file, Path))
    return _read_all(expanded, visitor)


def _expand(path: str) -> list[str]:
    if path == "-" or is_address(path) or Path(path).exists():
        return [path]
    if glob.has_magic(path):
        found = sorted(glob.iglob(path, recursive=True))  # noqa: PTH207  (paths may be absolute)
        if found:
            return found
        raise RecordError(path, "matches no file", "check the pattern")
    raise RecordError(path, "no such file or folder", "check the path")


def is_address(path: str) -> bool:
    """Tell an address with a scheme from a path."""
    head, mark, _ = path.partition("://")
    return bool(mark) and head.isalpha()


def _read_all(paths: Sequence[str], visitor: Visitor) -> Iterator[RawRecord | RecordError]:
    for path in paths:
        for source in _sources(path, visitor):
            if isinstance(source, RecordError):
                yield source
                continue
            for found in kinds.read(source):
                if isinstance(found, RecordError):
                    visitor.forget(source.place)
                yield from _follow(found, visitor, (source.place,))


def _sources(path: str, visitor: Visitor) -> Iterator[Source | RecordError]:
    if path == "-":
        data = sys.stdin.buffer.read(MOST_BYTES + 1)
        yield Source(place=STANDARD_INPUT, name="", open=lambda: BytesIO(data))
    elif is_address(path):
        if fetched := _fetch(path, visitor):
            yield fetched
    else:
        for file in _files(path):
            if isinstance(file, RecordError):
                yield file
            elif not visitor.is_known(file):
                yield _file(file, visitor.meter)


def _files(path: str) -> Iterator[Path | RecordError]:
    found = _walk(Path(path), ()) if Path(path).is_dir() else [Path(path)]
    for one in found:
        yield one if isinstance(one, RecordError) or not _is_odd(one) else _odd(one)


def _is_odd(path: Path) -> bool:
    """Tell a pipe or a device, whose reading may never end, from a file."""
    try:
        return not stat.S_ISREG(path.stat().st_mode)
    except OSError:  # reading it says why
        return False


def _odd(path: Path) -> RecordError:
    remedy = "leave it out, or send what it holds to `dateline load -`"
    return RecordError(str(path), "a pipe or a device, not a file", remedy)


def _follow(
    found: Found, visitor: Visitor, parents: tuple[str, ...]
) -> Iterator[RawRecord | RecordError]:
    """Fetch what a link leads to; where that fails for good, what the feed said stands in."""
    if not isinstance(found, Link):
        if not isinstance(found, Source):
            yield found
        return
    results = _results(found, visitor, len(parents))
    complete, later = True, False
    for result in (_told(one, found, visitor) for one in results):
        complete = complete and not isinstance(result, RecordError)
        later = later or (visitor.returns and isinstance(result, AddressUnreachableError))
        if isinstance(result, RawRecord):
            yield _merge(result, found.record, (*parents, found.url))
        else:
            yield from _follow(result, visitor, (*parents, found.url))
    if not complete:
        for place in (*parents, found.url):
            visitor.forget(place)
        if found.record.pieces and not later:
            yield found.record


def _told(result: Found, link: Link, visitor: Visitor) -> Found:
    """Say of what cannot be read that its summary stands in, where that is so."""
    if not isinstance(result, RecordError) or not link.record.pieces:
        return result
    if visitor.returns and isinstance(result, AddressUnreachableError):
        return result
    return RecordError(result.place, f"{result.reason}; {STOOD_IN}", result.remedy)


def _results(link: Link, visitor: Visitor, depth: int) -> Iterable[Found]:
    if depth > _DEEPEST_LINK:
        return [_too_deep(link)]
    source = _fetch(link.url, visitor, link.record)
    if source is None:
        return []
    return [source] if isinstance(source, RecordError) else kinds.read(source)


def _too_deep(link: Link) -> RecordError:
    return RecordError(link.url, "a feed inside feeds", "load it on its own")


def _merge(page: RawRecord, said: RawRecord, via: tuple[str, ...]) -> RawRecord:
    return replace(
        page,
        said=said,
        via=via,
        fields={**said.fields, **page.fields},
        claims=(*page.claims, *said.claims),
        titled=page.titled or said.titled,
    )


def _fetch(
    url: str, visitor: Visitor, said: RawRecord | None = None
) -> Source | RecordError | None:
    """Fetch an address; None when it is as it was when last read."""
    try:
        got = visitor.fetch(url, linked=said is not None, said=_print_of(said) if said else "")
    except RecordError as error:
        return error
    if got.unchanged:
        return None
    name = got.url.partition("?")[0].rpartition("/")[2]
    return Source(
        place=url,
        name=name,
        open=lambda: BytesIO(got.data),
        media_type=got.media_type,
        url=got.url,
    )


def _print_of(said: RawRecord) -> str:
    told = repr((sorted(said.fields.items()), said.claims, said.pieces))
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _file(path: Path, meter: Meter) -> Source:
    def opened() -> BinaryIO:
        return meter.open(path)

    return Source(place=str(path), name=path.name, open=opened)


_Rules = tuple[tuple[Path, GitIgnoreSpec], ...]


def _walk(folder: Path, rules: _Rules) -> Iterator[Path | RecordError]:
    try:
        rules = (*rules, *_rules_of(folder))
        paths = [path for path in sorted(folder.iterdir()) if not path.name.startswith(".")]
        own = LIBRARY_FILES if folder / LIBRARY_FILES[0] in paths else ()
        listed = [
            (path, path.is_dir())
            for path in paths
            if path.name not in own and not _is_ignored(path, rules)
        ]
    except OSError as error:
        reason = f"cannot be read ({error.strerror})"
        yield RecordError(str(folder), reason, "check the folder's permissions")
        return
    for path, is_folder in listed:
        if not is_folder:
            yield path
        # A link to a folder may lead back up, so it is not followed.
        elif not path.is_symlink():
            yield from _walk(path, rules)


def _rules_of(folder: Path) -> _Rules:
    ignore = folder / IGNORE_FILE
    if not ignore.is_file():
        return ()
    lines = ignore.read_text(encoding="utf-8", errors="replace").splitlines()
    return ((folder, GitIgnoreSpec.from_lines(lines)),)


def _is_ignored(path: Path, rules: _Rules) -> bool:
    mark = "/" if path.is_dir() else ""
    return any(spec.match_file(path.relative_to(base).as_posix() + mark) for base, spec in rules)
