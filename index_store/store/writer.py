"""Changes to a library, each whole or not at all, whatever happens on the way."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from index_store.days import NEVER, Validity, day_number
from index_store.lexical import Lexical
from index_store.store.copies import fill, forget, keep
from index_store.store.corrections import forget_links, link_corrections
from index_store.store.kin import join_story, leave_stories
from index_store.store.known import as_known
from index_store.store.rebuild import Rebuild
from index_store.store.records import content_hash, write_rest, write_times
from index_store.store.retime import Timed, retime
from index_store.store.sources import SyncNote, write_note
from index_store.store.standing import Standing, copy_of, current, standing, with_given
from index_store.store.stored import stored_of
from index_store.store.tables import LISTED, set_meta, transaction
from index_store.store.versions import TEXT, Version, arrange
from index_store.types import Article, IndexSpec, Passage

if TYPE_CHECKING:
    from index_store.vectors import Vectors

Item = tuple[Article, Sequence[Passage], npt.NDArray[np.float32]]


@dataclass(frozen=True, slots=True)
class _Row:
    """One version that is about to be written."""

    key: int
    article: Article
    passages: list[Passage]
    vectors: npt.NDArray[np.float32]
    validity: Validity


class Writer:
    """The holder of the lock; made by `Library.writer`.

    The order that survives being killed: rows as `pending`, vectors, words, rows as `done`. Rows
    in any other state are finished or rolled back by `recover`, which runs first.
    """

    def __init__(
        self,
        tables: sqlite3.Connection,
        open_vectors: Callable[[str | None], Vectors],
        lexical: Lexical,
    ) -> None:
        self.tables = tables
        self._open_vectors = open_vectors
        self.vectors = open_vectors(None)
        self.words = lexical

    def standing(self, article: Article) -> Standing:
        """Say how an article stands to what is there."""
        return standing(self.tables, article)

    def with_given(self, article: Article) -> Article:
        """Give an article the day and outlet that somebody gave it by hand before."""
        return with_given(self.tables, article)

    def current(self, article_id: str) -> Article | None:
        """Return the current version of an article; None when it is not there."""
        return current(self.tables, article_id)

    def copy_of(self, article: Article) -> str | None:
        """Return the other id under which an article stands, the same in all that was read."""
        return copy_of(self.tables, article)

    def as_known(self, article: Article, taken: Collection[str]) -> Article:
        """Return an article under the id by which it is known here; see `known`."""
        return as_known(self.tables, article, taken)

    def add(self, items: Sequence[Item]) -> None:
        """Put articles in with their passages and vectors; ids must differ within one call.

        A changed article takes the place of its earlier version, which stays for questions about
        days before the change. Passages are renumbered to follow those of earlier versions.
        """
        with transaction(self.tables):
            rows = [self._insert(item) for item in items]
        passages = [(p, row) for row in rows for p in row.passages]
        if passages:
            self.vectors.add(
                [p.id for p, _ in passages],
                np.concatenate([row.vectors for row in rows if len(row.passages)]),
                [row.validity for _, row in passages],
                [p.kind for p, _ in passages],
            )
            self.words.change(add=[p.entry for p in stored_of(self.tables, [r.key for r in rows])])
        with transaction(self.tables):
            self._set_state([row.key for row in rows], "done")
            moved = [key for row in rows for key in self._arrange(row.article.id)]
        self._redate(moved)

    def remove(self, ids: Iterable[str]) -> int:
        """Take articles out with all their versions; return how many articles there were."""
        wanted = json.dumps(sorted(set(ids)))
        found = self.tables.execute(
            f"SELECT key, id FROM articles WHERE id IN {LISTED} OR name IN {LISTED}",
            (wanted, wanted),
        ).fetchall()
        names = {row[1] for row in found}
        keys = self._keys(f"id IN {LISTED}", json.dumps(sorted(names)))
        with transaction(self.tables):
            self._set_state(keys, "leaving")
        gone = [p.id for p in stored_of(self.tables, keys)]
        self.vectors.remove(gone)
        self.words.change(remove=gone)
        self._erase(keys)
        self.tables.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return len(names)

    def rebuild(self, spec: IndexSpec) -> Rebuild:
        """Begin new vectors for all that is stored, or go on with them."""
        return Rebuild(self, spec)

    def retime(self, timed: Timed) -> int:
        """Find the times of all passages again; return how many articles were read."""
        return retime(self.tables, timed)

    def refill(self, generation: int, values: Mapping[str, str] = {}) -> None:
        """Fill a new collection from the library's own copy and use it from then on.

        Args:
            generation: of the vectors to use.
            values: what else is to be known of the library from the same moment on.
        """
        meta = dict(self.tables.execute("SELECT name, value FROM meta"))
        name = f"{meta['library']}-{int(meta['collection'].rsplit('-', 1)[1]) + 1}"
        self.vectors.drop(name)
        fresh = self._open_vectors(name)
        fill(self.tables, generation, fresh)
        with transaction(self.tables):
            set_meta(self.tables, {**values, "collection": name})
        self.vectors.close()
        self.vectors = fresh

    def recover(self) -> int:
        """Finish or roll back what a killed run left; return how many versions were touched."""
        broken = self._keys("state IN ('pending', 'leaving')")
        moved = self._keys("state = 'moved'")
        if broken:
            self.words.change(remove=self._erase(broken))
        if moved:
            self.words.change(add=[p.entry for p in stored_of(self.tables, moved)])
        if broken or moved:
            # The process may have been killed while Chroma was writing.
            self.refill(self.generation)
            self._set_state(moved, "done")
        self._tidy()
        return len(broken) + len(moved)

    def restore(self) -> None:
        """Make vectors and words from the tables anew, where they are missing."""
        self.refill(self.generation)
        known = self.words.ids()
        keys = self._keys("state != 'pending'")
        passages = (p for key in keys for p in stored_of(self.tables, [key]))
        self.words.change(add=(p.entry for p in passages if p.id not in known))
        self.recover()

    def link_corrections(self) -> None:
        """Find out what corrections correct, where that is not known yet."""
        link_corrections(self.tables, self.words)

    def note(self, note: SyncNote) -> None:
        """Keep what a try at one source brought."""
        write_note(self.tables, note)

    def close(self) -> None:
        """Let go of the vectors."""
        self.vectors.close(wrote=True)

    @property
    def generation(self) -> int:
        """Number of the embedder's vectors that are in use."""
        row = self.tables.execute("SELECT value FROM meta WHERE name = 'generation'").fetchone()
        return int(row[0])

    def _tidy(self) -> None:
        """Delete this library's collections that are not in use."""
        meta = dict(self.tables.execute("SELECT name, value FROM meta"))
        for name in self.vectors.names():
            if name.startswith(f"{meta['library']}-") and name != meta["collection"]:
                self.vectors.drop(name)

    def _insert(self, item: Item) -> _Row:
        article, passages, vectors = item
        before = self.tables.execute(
            "SELECT max(version), sum(passages) FROM articles WHERE id = ?", (article.id,)
        ).fetchone()
        version, offset = (before[0] or 0) + 1, before[1] or 0
        validity = _validity(article)
        columns = (
            article.id, article.id, version, "pending", content_hash(article),
            validity.day, validity.first, validity.end, article.title, article.source,
            article.agency, _iso(article.published), _iso(article.updated), article.dated_by,
            article.url, article.story, len(passages), write_rest(article), article.body,
        )  # fmt: skip
        marks = ", ".join("?" * (len(columns) + 1))
        key = self.tables.execute(
            f"INSERT INTO articles VALUES ({marks})", (None, *columns)
        ).lastrowid
        assert key is not None
        join_story(self.tables, key, article)
        numbered = [
            replace(p, id=f"{article.id}:{n:03d}", article_id=article.id)
            for n, p in enumerate(passages, offset)
        ]
        self.tables.executemany(
            "INSERT INTO passages VALUES (?, ?, ?, ?, ?, ?, ?)",
            [(p.id, key, p.start, p.end, p.kind, p.text, write_times(p.times)) for p in numbered],
        )
        keep(self.tables, self.generation, [p.id for p in numbered], vectors)
        return _Row(key, article, numbered, vectors, validity)

    def _arrange(self, article_id: str) -> list[int]:
        """Put the versions of an article in order; return the keys of those that changed."""
        names = [*Version.__dataclass_fields__]
        other = {"number": "version", "end": '"end"', "text": TEXT}
        columns = ", ".join(other.get(name, name) for name in names)
        rows = self.tables.execute(f"SELECT {columns} FROM articles WHERE id = ?", (article_id,))
        held = [Version(**dict(zip(names, row, strict=True))) for row in rows]
        before = {version.key: version for version in held}
        changed = [v for v in arrange(article_id, held) if v != before[v.key]]
        self.tables.executemany(
            "UPDATE articles SET name = ?, first = ?, \"end\" = ?, state = 'moved' WHERE key = ?",
            [(v.name, v.first, v.end, v.key) for v in changed],
        )
        return [v.key for v in changed]

    def _redate(self, keys: Sequence[int]) -> None:
        """Carry the days in the tables over to vectors and words."""
        if not keys:
            return
        passages = stored_of(self.tables, keys)
        if passages:
            self.vectors.redate({p.id: p.validity for p in passages})
            self.words.change(add=[p.entry for p in passages])
        with transaction(self.tables):
            self._set_state(keys, "done")

    def _erase(self, keys: Sequence[int]) -> list[str]:
        """Delete articles from the tables; return the ids of their passages."""
        wanted = json.dumps(list(keys))
        ids = [p.id for p in stored_of(self.tables, keys)]
        with transaction(self.tables):
            leave_stories(self.tables, wanted)
            forget(self.tables, ids)
            self.tables.execute(f"DELETE FROM passages WHERE article IN {LISTED}", (wanted,))
            self.tables.execute(f"DELETE FROM articles WHERE key IN {LISTED}", (wanted,))
            forget_links(self.tables)
            self.tables.execute(
                "DELETE FROM source_articles WHERE article NOT IN (SELECT id FROM articles)"
            )
        return ids

    def _keys(self, condition: str, *values: str) -> list[int]:
        query = f"SELECT key FROM articles WHERE {condition} ORDER BY key"
        return [row[0] for row in self.tables.execute(query, values)]

    def _set_state(self, keys: Sequence[int], state: str) -> None:
        self.tables.execute(
            f"UPDATE articles SET state = ? WHERE key IN {LISTED}",
            (state, json.dumps(list(keys))),
        )


def _validity(article: Article) -> Validity:
    day = day_number(article.day)
    first = day or day_number(article.not_before) or NEVER
    return Validity(day=day, first=first)


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
