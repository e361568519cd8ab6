"""Files to be read in, how much of them has been read out."""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

_BUFFER = 256 * 1024


class Meter:
    """Counts the bytes of files as they are read, each once however often it is opened."""

    def __init__(self) -> None:
        """Begin with nothing to read."""
        self._total = 0
        self._past = 0
        self._here = 0
        self._path: Path | None = None

    @property
    def share(self) -> float | None:
        """The share that has been read, 0 to 1; None when it is not known."""
        return min(1.0, (self._past + self._here) / self._total) if self._total else None

    def expect(self, files: Iterable[Path]) -> None:
        """Tell which files will be read; what vanishes meanwhile counts as nothing."""
        for file in files:
            try:
                self._total += file.stat().st_size
            except OSError:
                continue

    def open(self, path: Path) -> BinaryIO:
        """Open a file whose reading counts."""
        stream = _Counted(path, self)
        if path != self._path:
            self._past += self._here
            self._path, self._here = path, 0
        return io.BufferedReader(stream, _BUFFER)

    def reached(self, position: int) -> None:
        """Take note of how far the open file has been read."""
        self._here = max(self._here, position)


class _Counted(io.FileIO):
    def __init__(self, path: Path, meter: Meter) -> None:
        super().__init__(path)
        self._meter = meter

    def readinto(self, buffer: object, /) -> int | None:
        count = super().readinto(buffer)  # type: ignore[arg-type]
        self._meter.reached(self.tell())
        return count

    def readall(self) -> bytes:
        data = super().readall()
        self._meter.reached(self.tell())
        return data
