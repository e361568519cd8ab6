"""What a reader gets, a named stream of bytes, and what it gives besides records: links."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO, TypeAlias

from index_store.errors import RecordError
from index_store.raw import RawRecord

MOST_BYTES = 64 * 1024 * 1024
MOST_MEMBERS = 100_000
MOST_UNPACKED = 4 * 1024**3
_PIECE = 1024 * 1024


class Budget:
    """What one file may still unpack, however its archives lie in each other."""

    def __init__(self, place: str) -> None:
        """Begin anew for a file."""
        self._place = place
        self._members = 0
        self._unpacked = 0

    def spend(self, size: int, *, members: int = 0) -> None:
        """Take note of what was unpacked.

        Raises:
            RecordError: more than can be trusted.
        """
        self._members += members
        self._unpacked += size
        if self._members > MOST_MEMBERS or self._unpacked > MOST_UNPACKED:
            raise RecordError(self._place, "unpacks to more than can be trusted", "cut it up")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Bytes to read.

    Attributes:
        place: where they are, for people.
        name: whose suffix tells the kind; empty when it is not known.
        open: gives the bytes from their start.
        media_type: what a server called them, in lower case; empty when nobody did.
        url: the address they came from; empty for files.
        depth: how many archives they are in.
        budget: that of the file which they came from; None where they are the file.
    """

    place: str
    name: str
    open: Callable[[], BinaryIO]
    media_type: str = ""
    url: str = ""
    depth: int = 0
    budget: Budget | None = None

    @property
    def charset(self) -> str:
        """What a server said of the encoding; empty when it said nothing."""
        return self.media_type.partition("charset=")[2].partition(";")[0].strip("\"' ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An article that stands elsewhere.

    Attributes:
        record: what the feed or sitemap says about it; its text, if any, stands in when the
            address cannot be read.
    """

    url: str
    record: RawRecord


Found: TypeAlias = RawRecord | RecordError | Link | Source
Reader: TypeAlias = Callable[[Source], Iterator[Found]]


def read_bytes(source: Source) -> bytes:
    """Read all of a source.

    Raises:
        RecordError: empty, or over 64 MiB.
    """
    with source.open() as stream:
        pieces: list[bytes] = []
        size = 0
        while piece := stream.read(_PIECE):
            pieces.append(piece)
            size += len(piece)
            if size > MOST_BYTES:
                limit = MOST_BYTES // 2**20
                raise RecordError(source.place, f"larger than {limit} MiB", "cut it up")
    data = b"".join(pieces)
    if not data.strip():
        raise RecordError(source.place, "empty file", "leave it out")
    return data
