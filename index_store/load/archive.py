"""A .zip, .tar(.gz) or .gz in, its members as sources out; nothing is written to disk."""

from __future__ import annotations

import gzip
import io
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import PurePosixPath
from typing import IO, BinaryIO

from index_store.errors import RecordError
from index_store.load.source import MOST_BYTES, Budget, Found, Source

_DEEPEST = 2
_BUFFER = 64 * 1024
_BROKEN = (
    zipfile.BadZipFile, tarfile.TarError, EOFError, zlib.error, lzma.LZMAError, OSError,
    RuntimeError, ValueError,
)  # fmt: skip


def read_gzip(source: Source) -> Iterator[Found]:
    """Read a file packed on its own, such as articles.jsonl.gz."""
    _check_depth(source)
    name = source.name.removesuffix(".gz")
    budget = source.budget or Budget(source.place)

    def unpacked() -> BinaryIO:
        return io.BufferedReader(_Spending(source.open(), budget), _BUFFER)

    yield replace(
        source, name=name, open=unpacked, media_type="", depth=source.depth + 1, budget=budget
    )


class _Spending(io.RawIOBase):
    """Unpacks gzip at the cost of a budget."""

    def __init__(self, packed: BinaryIO, budget: Budget) -> None:
        self._packed = packed
        self._stream = gzip.GzipFile(fileobj=packed)
        self._budget = budget

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object, /) -> int:
        count = self._stream.readinto(buffer)  # type: ignore[arg-type]
        self._budget.spend(count)
        return count

    def close(self) -> None:
        self._packed.close()
        super().close()


def read_zip(source: Source) -> Iterator[Found]:
    """Read the members of a zip archive."""
    _check_depth(source)
    budget = source.budget or Budget(source.place)
    with source.open() as stream:
        try:
            with zipfile.ZipFile(stream) as archive:
                for member in archive.infolist():
                    # An empty name, which a folder's test would stumble over, is refused below.
                    if not member.filename.endswith("/"):
                        opener = None if member.flag_bits & 1 else archive.open
                        stuff = opener(member) if opener else None
                        yield _member(source, member.filename, stuff, budget)
        except _BROKEN as error:
            yield RecordError(source.place, f"a damaged archive ({error})", "pack it again")


def read_tar(source: Source) -> Iterator[Found]:
    """Read the members of a tar archive, packed or not, in one pass."""
    _check_depth(source)
    budget = source.budget or Budget(source.place)
    with source.open() as stream:
        try:
            with tarfile.open(fileobj=stream, mode="r|*") as archive:
                for member in archive:
                    if not member.isdir():
                        stuff = archive.extractfile(member) if member.isreg() else None
                        yield _member(source, member.name, stuff, budget)
        except _BROKEN as error:
            yield RecordError(source.place, f"a damaged archive ({error})", "pack it again")


def _member(
    source: Source, name: str, stream: IO[bytes] | None, budget: Budget
) -> Source | RecordError:
    """Read one member; links, locked members and names that lead outside are refused."""
    place = f"{source.place}!{name}"
    path = PurePosixPath(name.replace("\\", "/"))
    if not path.parts or path.is_absolute() or ".." in path.parts or ":" in path.parts[0]:
        return RecordError(place, "its name leads out of the archive", "leave it out")
    if stream is None:
        return RecordError(place, "a link, a device or a member with a password", "leave it out")
    data = stream.read(MOST_BYTES + 1)
    budget.spend(len(data), members=1)
    if len(data) > MOST_BYTES:
        limit = MOST_BYTES // 2**20
        return RecordError(place, f"larger than {limit} MiB", "cut it up")
    return Source(
        place=place,
        name=name,
        open=lambda: BytesIO(data),
        depth=source.depth + 1,
        budget=budget,
    )


def _check_depth(source: Source) -> None:
    if source.depth >= _DEEPEST:
        raise RecordError(source.place, "an archive inside archives", "unpack it first")
