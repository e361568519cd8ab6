"""Nothing that the process had in memory stays in the room that Chroma's files keep free."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from index_store.leftovers import blank
from index_store.vectors import Vectors
from tests.index_store.test_vectors import fill, unit

_TRACE = b"a word of some article "


def _header(folder: Path) -> tuple[int, int, int]:
    """Return the room, the elements and the bytes of an element that the graph speaks of."""
    (path,) = folder.glob("*/header.bin")
    _, _, room, elements, size = struct.unpack("=iQQQQ", path.read_bytes()[:36])
    return room, elements, size


def _soil(path: Path, start: int) -> None:
    """Put a trace into the file from `start` on, as memory that was in use before would."""
    with path.open("r+b") as file:
        file.seek(start)
        file.write(_TRACE * 3)


@pytest.mark.parametrize("count", [3, 1100])
def test_room_is_blanked_and_elements_are_kept(tmp_path: Path, count: int) -> None:
    rows = unit(count)
    vectors = Vectors(tmp_path, "all")
    ids = fill(vectors, rows, [1] * count)
    vectors.close()
    room, elements, size = _header(tmp_path)
    # Chroma writes its graph only after a thousand changes, and then no more than there is of it.
    assert (elements > 0) == (count > 1000)
    (level,), (lengths,) = tmp_path.glob("*/data_level0.bin"), tmp_path.glob("*/length.bin")
    kept = level.read_bytes()[: elements * size]
    _soil(level, elements * size)
    _soil(lengths, elements * 4)

    vectors = Vectors(tmp_path, "all")
    vectors.close(wrote=True)
    for path in (level, lengths):
        assert b"article" not in path.read_bytes()
    after = level.read_bytes()
    assert after[: len(kept)] == kept
    assert not any(after[len(kept) :])
    assert len(after) <= room * size
    vectors = Vectors(tmp_path, "all")
    assert [vectors.query(rows[n], 1)[0][0] for n in (0, count - 1)] == [ids[0], ids[-1]]
    assert vectors.unreachable() == []
    vectors.close()


def test_files_of_another_shape_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    header, lengths = tmp_path / "x" / "header.bin", tmp_path / "x" / "length.bin"
    lengths.write_bytes(_TRACE)
    for head in (b"", struct.pack("=iQQQQ", 2, 0, 5, 0, 8), struct.pack("=iQQQQ", 1, 0, 5, 0, 8)):
        header.write_bytes(head)
        blank(tmp_path)
        assert lengths.read_bytes() == _TRACE
