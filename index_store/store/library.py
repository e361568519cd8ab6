"""A folder in, a library to read, search and change out."""

from __future__ import annotations

import json
import shutil
import sqlite3
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from index_store.days import Bounds
from index_store.errors import EmbedderMismatchError, LibraryDamagedError, LibraryMissingError
from index_store.store.audit import Audit, audit, mend, readable
from index_store.store.lock import hold
from index_store.store.shelf import Shelf
from index_store.store.stored import Stored
from index_store.store.tables import TABLES, mapped, open_tables, read_meta
from index_store.store.writer import Writer
from index_store.types import IndexSpec

if TYPE_CHECKING:
    from index_store.lexical import Lexical
    from index_store.vectors import Vectors

Ranking = list[tuple[str, float]]
# More passages than a writer has half in at one time.
_IN_FLIGHT = 2000
_TRIES = 3


class Library(Shelf):
    """All that is stored under one folder; reading never waits for a writer.

    Attributes:
        folder: where it is.
        spec: how it was made.
    """

    def __init__(self, folder: Path, tables: sqlite3.Connection, url: str | None) -> None:
        super().__init__(folder, tables)
        self._given_url = url
        self._vectors: Vectors | None = None
        self._words: Lexical | None = None
        self._seen = -1
        self.reload()

    @staticmethod
    def exists(folder: Path) -> bool:
        """Say whether there is a library in that folder."""
        return (folder / TABLES).is_file()

    @classmethod
    def open(cls, folder: Path, *, vectors_url: str | None = None) -> Library:
        """Open the library in a folder; `vectors_url` says where its Chroma server is by now.

        Raises:
            LibraryMissingError: there is none.
            LibraryDamagedError: it cannot be read.
        """
        if not cls.exists(folder):
            raise LibraryMissingError(
                f"no library in {folder}", "load something first: dateline load PATH"
            )
        return cls(folder, open_tables(folder / TABLES), vectors_url)

    @classmethod
    def create(cls, folder: Path, spec: IndexSpec, *, vectors_url: str | None = None) -> Library:
        """Make an empty library, or open the one that is there, which keeps its own `spec`."""
        folder.mkdir(parents=True, exist_ok=True)
        tables = open_tables(folder / TABLES)
        name = f"dateline-{uuid.uuid4().hex}"
        values = {
            "spec": json.dumps(asdict(spec)),
            "library": name,
            "collection": f"{name}-1",
            "generation": "1",
        }
        if vectors_url:
            values["vectors_url"] = vectors_url
        with mapped(folder / TABLES):
            # One statement, so that two that come at once do not mix.
            rows = ", ".join("(?, ?)" for _ in values)
            flat = [text for pair in values.items() for text in pair]
            tables.execute(
                f"INSERT INTO meta SELECT * FROM (VALUES {rows}) "
                "WHERE NOT EXISTS (SELECT 1 FROM meta)",
                flat,
            )
        return cls(folder, tables, vectors_url)

    def require(self, embedder: str, dimensions: int) -> None:
        """Refuse an embedder that did not make this library's vectors.

        Raises:
            EmbedderMismatchError: names both and the way out.
        """
        if (embedder, dimensions) != (self.spec.embedder, self.spec.dimensions):
            raise EmbedderMismatchError(
                f"the vectors in {self.folder} were made by {self.spec.embedder} "
                f"({self.spec.dimensions} dimensions), not by {embedder} ({dimensions})",
                "set that embedder again, or run: dateline rebuild",
            )

    def close(self) -> None:
        """Let go of the files."""
        with self._lock:
            self.close_parts()
            self._tables.close()

    def close_parts(self) -> None:
        """Let go of vectors and words; they are opened again when they are needed."""
        with self._lock:
            self._forget_vectors()
            self._words = None

    def __enter__(self) -> Library:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def writer(self, command: str = "") -> Iterator[Writer]:
        """Take the lock, complete what a killed run left, and give the means to change.

        Raises:
            LibraryLockedError: another process is writing; the message names it.
        """
        with hold(self.folder, command), mapped(self.folder / TABLES):
            # Its own view of the folder, opened under the lock: nobody else changes it now.
            tables = open_tables(self.folder / TABLES)
            self.reload()
            try:
                with self._recovered(tables) as writer:
                    yield writer
            finally:
                tables.close()
                self.reload()

    @contextmanager
    def _recovered(self, tables: sqlite3.Connection) -> Iterator[Writer]:
        def completed(step: Callable[[Writer], object]) -> Writer:
            writer = Writer(tables, self._open_vectors, self._open_words())
            held.callback(writer.close)
            step(writer)
            return writer

        with ExitStack() as held:
            try:
                writer = completed(Writer.recover)
            except LibraryDamagedError:
                held.close()
                if self._url:
                    raise
                # A kill can leave files that Chroma or tantivy refuse; the tables have all of it.
                shutil.rmtree(self.folder / "vectors", ignore_errors=True)
                if readable(self._open_words) is None:
                    shutil.rmtree(self.folder / "words")
                writer = completed(Writer.restore)
            yield writer

    def remove(self, ids: Iterable[str]) -> int:
        """Take articles out with all their versions; return how many there were."""
        with self.writer("remove") as writer:
            return writer.remove(ids)

    def audit(self) -> tuple[Audit, list[str]]:
        """Compare the parts; return also the names of those that cannot be opened."""
        self.reload()
        with ExitStack() as held:
            if vectors := readable(self._open_vectors):
                held.callback(vectors.close)
            words = readable(self._open_words)
            with self._lock, mapped(self.folder / TABLES):
                found = audit(self._tables, vectors, words)
        return found, [part for part, at in (("vectors", vectors), ("words", words)) if at is None]

    def mend(self, embed: Callable[[Sequence[Stored]], npt.NDArray[np.float32]]) -> None:
        """Make the parts agree again; `embed` gives the vectors that are missing."""
        with hold(self.folder, "doctor"):
            self.close_parts()
            if (vectors := readable(self._open_vectors)) is None:
                shutil.rmtree(self.folder / "vectors")
            else:
                vectors.close()
            if readable(self._open_words) is None:
                shutil.rmtree(self.folder / "words")
        with self.writer("doctor") as writer:
            mend(writer, audit(writer.tables, writer.vectors, writer.words), embed)

    def dense(
        self,
        vector: npt.NDArray[np.float32],
        k: int,
        until: date | None = None,
        since: date | None = None,
        undated: bool = False,
    ) -> Ranking:
        """Rank passages by cosine similarity to a query vector, best first.

        Args:
            vector: float32 (d,).
            k: how many at most.
            until: as things stood on that day; see `Bounds`.
            since: published then or later.
            undated: see `Bounds`.
        """
        if len(vector) != self.spec.dimensions:
            raise EmbedderMismatchError(
                f"a query vector of {len(vector)} dimensions does not fit {self.folder} "
                f"({self.spec.embedder}, {self.spec.dimensions})",
                "set that embedder again, or run: dateline rebuild",
            )
        bounds = Bounds(until=until, since=since, undated=undated)
        return self._shown(lambda n: self._fresh_vectors().query(vector, n, bounds), k, bounds)

    def lexical(
        self,
        terms: Sequence[tuple[str, float]],
        k: int,
        until: date | None = None,
        since: date | None = None,
        undated: bool = False,
    ) -> Ranking:
        """Rank passages by BM25 over text, title and source, best first; bounded as `dense` is.

        Terms are texts with their boosts; anything goes.
        """
        bounds = Bounds(until=until, since=since, undated=undated)
        return self._shown(lambda n: self._fresh_words().query(terms, n, bounds), k, bounds)

    def _shown(self, search: Callable[[int], Ranking], k: int, bounds: Bounds) -> Ranking:
        """Leave out what is only half in, or half out, at this moment."""
        kept: Ranking = []
        for extra in (0, k + _IN_FLIGHT):
            found = self._asked(search, k + extra)
            days = self.validity(passage_id for passage_id, _ in found)
            kept = [hit for hit in found if hit[0] in days and bounds.admit(days[hit[0]])]
            if len(kept) == len(found):
                break
        return kept[:k]

    def _asked(self, search: Callable[[int], Ranking], k: int) -> Ranking:
        """Search; while another process writes, what is open here can be outdated."""
        for _ in range(_TRIES - 1):
            with self._lock:
                try:
                    return search(k)
                except LibraryDamagedError:
                    self.close_parts()
        with self._lock:
            return search(k)

    def _fresh_vectors(self) -> Vectors:
        """Return vectors opened since the tables last changed."""
        version = self._rows("PRAGMA data_version")[0][0]
        if self._vectors is None or version != self._seen:
            self._forget_vectors()
            self.reload()
            self._vectors = self._open_vectors()
            self._seen = version
        return self._vectors

    def _fresh_words(self) -> Lexical:
        self._words = self._words or self._open_words()
        return self._words

    def _forget_vectors(self) -> None:
        if self._vectors is not None:
            self._vectors.close()
            self._vectors = None

    def _open_vectors(self, collection: str | None = None) -> Vectors:
        from index_store.vectors import Vectors  # slow to import, and a listing needs none

        name = collection or self.meta["collection"]
        return Vectors(self._spare.part("vectors"), name, self._url)

    def _open_words(self) -> Lexical:
        from index_store.lexical import Lexical

        return Lexical(self._spare.part("words"))

    def reload(self) -> None:
        """Read again how the library was made; another process may have rebuilt it."""
        with self._lock:
            self.meta = read_meta(self._tables, self.folder)
        self.spec = IndexSpec(**json.loads(self.meta["spec"]))
        # A library stays where its vectors are; their server may have another address by now.
        remembered = self.meta.get("vectors_url")
        self._url = remembered and (self._given_url or remembered)
