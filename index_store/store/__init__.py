"""The library on disk: articles, vectors and words under one folder, searched by day."""

from __future__ import annotations

import json
import sqlite3
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from index_store.days import NEVER, Bounds, Validity, day_number
from index_store.errors import (
    ArticleMissingError,
    EmbedderMismatchError,
    LibraryDamagedError,
    LibraryMissingError,
)
from index_store.store.lock import hold
from index_store.store.records import read_article, read_times
from index_store.store.tables import mapped, open_tables
from index_store.store.writer import Item, Standing, Writer
from index_store.types import Article, IndexSpec, Passage

if TYPE_CHECKING:
    from index_store.lexical import Lexical
    from index_store.vectors import Vectors

__all__ = ["ArticleRow", "Counts", "Item", "Library", "Ranking", "Standing", "Writer"]

Rows = list[Any]
Ranking = list[tuple[str, float]]
_TABLES = "library.sqlite3"
_ARTICLE = "name, title, body, story, rest"
_LISTED = "(SELECT value FROM json_each(?))"
_SHOWN = "state IN ('done', 'moved')"
# More than a writer has half in at one time.
_IN_FLIGHT = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleRow:
    """One line of a listing; days and times as written, in ISO 8601."""

    id: str
    title: str
    source: str | None
    agency: str | None
    published: str | None
    updated: str | None
    dated_by: str | None
    url: str | None
    story: str | None
    passages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How much a library holds; `versions` are earlier ones, kept for questions about the past."""

    articles: int
    passages: int
    undated: int
    versions: int


class Library:
    """All that is stored under one folder; reading never waits for a writer."""

    def __init__(self, folder: Path, tables: sqlite3.Connection, url: str | None) -> None:
        self.folder = folder
        self._tables = tables
        meta = dict(tables.execute("SELECT name, value FROM meta").fetchall())
        try:
            self.spec = IndexSpec(**json.loads(meta["spec"]))
            self._collection = meta["collection"]
        except (KeyError, ValueError, TypeError) as error:
            raise LibraryDamagedError(
                f"{folder} does not say how it was made", "remove the folder and load again"
            ) from error
        self._url = url or meta.get("vectors_url")

    @staticmethod
    def exists(folder: Path) -> bool:
        """Say whether there is a library in that folder."""
        return (folder / _TABLES).is_file()

    @classmethod
    def open(cls, folder: Path, *, vectors_url: str | None = None) -> Library:
        """Open the library in a folder.

        Raises:
            LibraryMissingError: there is none.
            LibraryDamagedError: it cannot be read.
        """
        if not cls.exists(folder):
            raise LibraryMissingError(
                f"no library in {folder}", "load something first: dateline load PATH"
            )
        return cls(folder, open_tables(folder / _TABLES), vectors_url)

    @classmethod
    def create(cls, folder: Path, spec: IndexSpec, *, vectors_url: str | None = None) -> Library:
        """Make an empty library, or open the one that is there, which keeps its own `spec`."""
        folder.mkdir(parents=True, exist_ok=True)
        tables = open_tables(folder / _TABLES)
        values = {"spec": json.dumps(asdict(spec)), "collection": f"dateline-{uuid.uuid4().hex}"}
        if vectors_url:
            values["vectors_url"] = vectors_url
        with mapped(folder / _TABLES):
            # One statement, so that a run killed here leaves nothing or all.
            rows = ", ".join("(?, ?)" for _ in values)
            flat = [text for pair in values.items() for text in pair]
            tables.execute(f"INSERT OR IGNORE INTO meta VALUES {rows}", flat)
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
        if "_vectors" in self.__dict__:
            self._vectors.close()
        self._tables.close()

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
        with hold(self.folder, command), mapped(self.folder / _TABLES):
            tables = open_tables(self.folder / _TABLES)
            try:
                writer = Writer(tables, self._vectors, self._lexical)
                writer.recover()
                yield writer
            finally:
                tables.close()

    def remove(self, ids: Iterable[str]) -> int:
        """Take articles out with all their versions; return how many there were."""
        with self.writer("remove") as writer:
            return writer.remove(ids)

    def article(self, article_id: str) -> Article:
        """Return an article; `id@n` is its n-th version, where a later one replaced it.

        Raises:
            ArticleMissingError: there is none with that id.
        """
        found = self.articles_by_id([article_id])
        if not found:
            raise ArticleMissingError(
                f"no article {article_id} in {self.folder}", "see: dateline list"
            )
        return found[article_id]

    def articles_by_id(self, ids: Iterable[str]) -> dict[str, Article]:
        """Return those of the articles that are there, by id."""
        query = f"SELECT {_ARTICLE} FROM articles WHERE {_SHOWN} AND name IN {_LISTED}"
        return {row[0]: read_article(*row) for row in self._rows(query, _json(ids))}

    def passages(self, article_id: str) -> list[Passage]:
        """Return the passages of an article, in order."""
        query = f"{_PASSAGES} WHERE {_SHOWN} AND a.name = ? ORDER BY p.start"
        return [_passage(row) for row in self._rows(query, article_id)]

    def passages_by_id(self, ids: Sequence[str]) -> list[Passage]:
        """Return those of the passages that are there, in the order asked for."""
        query = f"{_PASSAGES} WHERE {_SHOWN} AND p.id IN {_LISTED}"
        found = {row[0]: _passage(row) for row in self._rows(query, _json(ids))}
        return [found[passage_id] for passage_id in ids if passage_id in found]

    def list(self) -> list[ArticleRow]:
        """Return all current articles, newest first, undated ones last."""
        names = list(ArticleRow.__dataclass_fields__)
        columns = ", ".join("name" if name == "id" else name for name in names)
        query = (
            f'SELECT {columns} FROM articles WHERE {_SHOWN} AND "end" = {NEVER} '
            "ORDER BY day DESC, published DESC, name"
        )
        return [ArticleRow(**dict(zip(names, row, strict=True))) for row in self._rows(query)]

    def counts(self) -> Counts:
        """Return how much is stored."""
        query = (
            f'SELECT count(*) FILTER (WHERE "end" = {NEVER}), '
            f'coalesce(sum(passages) FILTER (WHERE "end" = {NEVER}), 0), '
            f'count(*) FILTER (WHERE "end" = {NEVER} AND day = 0), '
            f'count(*) FILTER (WHERE "end" < {NEVER}) FROM articles WHERE {_SHOWN}'
        )
        articles, passages, undated, versions = self._rows(query)[0]
        return Counts(articles=articles, passages=passages, undated=undated, versions=versions)

    def newest_day(self, until: date | None = None) -> date | None:
        """Return the day of the newest article, up to a day; None when there is no dated one."""
        query = f"SELECT max(day) FROM articles WHERE {_SHOWN} AND day > 0 AND day <= ?"
        day = self._rows(query, day_number(until) if until else NEVER)[0][0]
        return date(day // 10_000, day // 100 % 100, day % 100) if day else None

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
        return self._shown(lambda n: self._vectors.query(vector, n, bounds), k, bounds)

    def lexical(
        self,
        terms: Sequence[tuple[str, float]],
        k: int,
        until: date | None = None,
        since: date | None = None,
        undated: bool = False,
    ) -> Ranking:
        """Rank passages by BM25 over text, title and source, best first.

        Args:
            terms: texts with their boosts; anything goes.
            k: how many at most.
            until: as things stood on that day; see `Bounds`.
            since: published then or later.
            undated: see `Bounds`.
        """
        bounds = Bounds(until=until, since=since, undated=undated)
        return self._shown(lambda n: self._lexical.query(terms, n, bounds), k, bounds)

    def _shown(self, search: Callable[[int], Ranking], k: int, bounds: Bounds) -> Ranking:
        """Leave out what is only half in, or half out, at this moment."""
        query = (
            'SELECT p.id, a.day, a.first, a."end" FROM passages p JOIN articles a '
            f"ON a.key = p.article WHERE {_SHOWN} AND p.id IN {_LISTED}"
        )
        for extra in (0, k + _IN_FLIGHT):
            found = search(k + extra)
            rows = self._rows(query, _json(passage_id for passage_id, _ in found))
            good = {r[0] for r in rows if bounds.admit(Validity(day=r[1], first=r[2], end=r[3]))}
            kept = [hit for hit in found if hit[0] in good]
            if len(kept) == len(found):
                break
        return kept[:k]

    @cached_property
    def _vectors(self) -> Vectors:
        from index_store.vectors import Vectors  # slow to import, and a listing needs none

        return Vectors(self.folder / "vectors", self._collection, self._url)

    @cached_property
    def _lexical(self) -> Lexical:
        from index_store.lexical import Lexical

        return Lexical(self.folder / "words")

    def _rows(self, query: str, *values: object) -> Rows:
        with mapped(self.folder / _TABLES):
            return self._tables.execute(query, values).fetchall()


_PASSAGES = (
    'SELECT p.id, a.name, p.text, p.start, p."end", p.kind, p.times '
    "FROM passages p JOIN articles a ON a.key = p.article"
)


def _passage(row: Any) -> Passage:
    passage_id, name, text, start, end, kind, times = row
    return Passage(
        id=passage_id, article_id=name, text=text, start=start, end=end, kind=kind,
        times=read_times(times),
    )  # fmt: skip


def _json(ids: Iterable[str]) -> str:
    return json.dumps(list(ids))
