"""A .zip, .tar(.gz) or .gz in, its members as sources out; nothing is written to disk."""

from __future__ import annotations

import gzip
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import PurePosixPath
from typing import IO, BinaryIO, cast

from index_store.errors import RecordError
from index_store.load.source import MOST_BYTES, Found, Source

MOST_MEMBERS = 100_000
MOST_UNPACKED = 4 * 1024**3
_DEEPEST = 2
_BROKEN = (
    zipfile.BadZipFile, tarfile.TarError, EOFError, zlib.error, lzma.LZMAError, OSError,
    RuntimeError, ValueError,
)  # fmt: skip


def read_gzip(source: Source) -> Iterator[Found]:
    """Read a file packed on its own, such as articles.jsonl.gz."""
    _check_depth(source)
    name = source.name.removesuffix(".gz")

    def unpacked() -> BinaryIO:
        return cast("BinaryIO", gzip.GzipFile(fileobj=source.open()))

    yield replace(source, name=name, open=unpacked, media_type="", depth=source.depth + 1)


def read_zip(source: Source) -> Iterator[Found]:
    """Read the members of a zip archive."""
    _check_depth(source)
    budget = _Budget(source.place)
    with source.open() as stream:
        try:
            with zipfile.ZipFile(stream) as archive:
                for member in archive.infolist():
                    # An empty name, which a folder's test would stumble over, is refused below.
                    if not member.filename.endswith("/"):
                        opener = None if member.flag_bits & 1 else archive.open
                        stuff = opener(member) if opener else None
                        yield budget.take(source, member.filename, stuff)
        except _BROKEN as error:
            yield RecordError(source.place, f"a damaged archive ({error})", "pack it again")


def read_tar(source: Source) -> Iterator[Found]:
    """Read the members of a tar archive, packed or not, in one pass."""
    _check_depth(source)
    budget = _Budget(source.place)
    with source.open() as stream:
        try:
            with tarfile.open(fileobj=stream, mode="r|*") as archive:
                for member in archive:
                    if not member.isdir():
                        stuff = archive.extractfile(member) if member.isreg() else None
                        yield budget.take(source, member.name, stuff)
        except _BROKEN as error:
            yield RecordError(source.place, f"a damaged archive ({error})", "pack it again")


class _Budget:
    """What an archive may still unpack."""

    def __init__(self, place: str) -> None:
        self.place = place
        self.members = 0
        self.unpacked = 0

    def take(self, source: Source, name: str, stream: IO[bytes] | None) -> Source | RecordError:
        """Read one member; links, locked members and names that lead outside are refused."""
        place = f"{self.place}!{name}"
        path = PurePosixPath(name.replace("\\", "/"))
        if not path.parts or path.is_absolute() or ".." in path.parts or ":" in path.parts[0]:
            return RecordError(place, "its name leads out of the archive", "leave it out")
        if stream is None:
            return RecordError(
                place, "a link, a device or a member with a password", "leave it out"
            )
        data = stream.read(MOST_BYTES + 1)
        self.members += 1
        self.unpacked += len(data)
        if self.members > MOST_MEMBERS or self.unpacked > MOST_UNPACKED:
            raise RecordError(self.place, "unpacks to more than can be trusted", "cut it up")
        if len(data) > MOST_BYTES:
            limit = MOST_BYTES // 2**20
            return RecordError(place, f"larger than {limit} MiB", "cut it up")
        return Source(place=place, name=name, open=lambda: BytesIO(data), depth=source.depth + 1)


def _check_depth(source: Source) -> None:
    if source.depth >= _DEEPEST:
        raise RecordError(source.place, "an archive inside archives", "unpack it first")
