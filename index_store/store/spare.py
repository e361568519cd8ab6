"""A library's folder in, whether it can be written and where its parts can be opened out."""

from __future__ import annotations

import os
import shutil
import tempfile
import weakref
from pathlib import Path

from index_store.errors import LibraryError


def is_writable(path: Path) -> bool:
    """Tell whether a file or folder may be changed by this process."""
    return os.access(path, os.W_OK, effective_ids=os.access in os.supports_effective_ids)


class Spare:
    """Copies of the parts of a library that may be read but not written, gone with this object."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._copies: Path | None = None

    def part(self, name: str) -> Path:
        """Give the folder of a part, or of its copy: Chroma and tantivy write even to read.

        Raises:
            LibraryError: a file of it may not be read.
        """
        part = self._folder / name
        if is_writable(self._folder) or not part.exists():
            return part
        if self._copies is None:
            self._copies = Path(tempfile.mkdtemp(prefix="dateline-"))
            weakref.finalize(self, shutil.rmtree, self._copies, ignore_errors=True)
        copy = self._copies / name
        if not copy.exists():
            try:
                _copy(part, copy)
            except OSError as error:
                raise LibraryError(
                    f"{error.filename} cannot be read ({error.strerror})",
                    f"let it be read: chmod -R a+rX {self._folder}",
                ) from error
        return copy


def _copy(source: Path, target: Path) -> None:
    """Copy a folder with its files, but not with their rights."""
    target.mkdir()
    for path in sorted(source.iterdir()):
        if path.is_dir():
            _copy(path, target / path.name)
        else:
            shutil.copyfile(path, target / path.name)
