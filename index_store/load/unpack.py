"""Pieces of an answer as they come in, the same unpacked out."""

from __future__ import annotations

import zlib

_GZIP = b"\x1f"


class Unpacker:
    """Unpacks gzip (all members of it) and zlib."""

    def __init__(self) -> None:
        self._stream = zlib.decompressobj(47)
        self._begun = False

    @property
    def is_whole(self) -> bool:
        """Whether what has come ends where it should."""
        return self._stream.eof or not self._begun

    def unpack(self, piece: bytes, most: int) -> bytes:
        """Unpack one piece, up to so many bytes; `most` is at least 1."""
        data = bytearray()
        while piece and len(data) < most:
            if self._stream.eof:
                if not piece.startswith(_GZIP):
                    break  # no further member: padding
                self._stream = zlib.decompressobj(47)
            self._begun = True
            data += self._stream.decompress(piece, most - len(data))
            piece = self._stream.unused_data
        return bytes(data)
