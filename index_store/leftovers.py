"""What Chroma's graph files hold beyond their last element, blanked.

The files are written with room for elements to come, and that room holds whatever the process had
in memory there before: the text of an article, perhaps of one that is removed now.
"""

from __future__ import annotations

import struct
from pathlib import Path

# header.bin of hnswlib as Chroma keeps it: version, offset, room, elements, bytes of an element.
_HEADER = struct.Struct("=iQQQQ")
_VERSION = 1
_LENGTH_BYTES = 4
_CHUNK = 1 << 20


def blank(folder: Path) -> None:
    """Write zeros over the unused room of every graph under a folder that nobody writes to."""
    for header in sorted(folder.glob("*/header.bin")):
        with header.open("rb") as file:
            head = file.read(_HEADER.size)
        if len(head) < _HEADER.size:
            continue
        version, _, room, elements, size = _HEADER.unpack(head)
        if version == _VERSION:
            _blank_after(header.with_name("length.bin"), elements, room, _LENGTH_BYTES)
            _blank_after(header.with_name("data_level0.bin"), elements, room, size)


def _blank_after(path: Path, elements: int, room: int, size: int) -> None:
    if not path.is_file() or path.stat().st_size > room * size:
        return
    with path.open("r+b") as file:
        at = file.seek(elements * size)
        while chunk := file.read(_CHUNK):
            if any(chunk):
                file.seek(at)
                file.write(bytes(len(chunk)))
            at = file.seek(at + len(chunk))
