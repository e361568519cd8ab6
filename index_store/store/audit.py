"""A library in, what its parts disagree on out, and the means to make them agree."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeVar

import numpy as np
import numpy.typing as npt

from index_store.errors import LibraryDamagedError
from index_store.store.copies import keep, lacking
from index_store.store.stored import Stored, stored_by_id
from index_store.store.tables import LISTED, transaction

if TYPE_CHECKING:
    from index_store.lexical import Lexical
    from index_store.store.writer import Writer
    from index_store.vectors import Vectors

_GROUP = 1000


class _HasIds(Protocol):
    def ids(self) -> set[str]: ...


Part = TypeVar("Part", bound=_HasIds)


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """Where the parts of a library disagree; all empty when they agree.

    Attributes:
        tables: what SQLite says of its own file.
        unfinished: ids of articles that a run left half in or half out.
        no_vector: ids of passages without a vector.
        no_words: ids of passages that BM25 does not know.
        stray_vectors: ids of vectors without a passage.
        stray_words: ids that only BM25 knows.
        unreachable: ids of vectors that are there but that no search finds.
        misplaced: keys of articles whose passages are not what stands in their text, or are not
            as many as were stored.
    """

    tables: str = ""
    unfinished: tuple[str, ...] = ()
    no_vector: tuple[str, ...] = ()
    no_words: tuple[str, ...] = ()
    stray_vectors: tuple[str, ...] = ()
    stray_words: tuple[str, ...] = ()
    unreachable: tuple[str, ...] = ()
    misplaced: tuple[int, ...] = ()


def audit(tables: sqlite3.Connection, vectors: Vectors | None, words: Lexical | None) -> Audit:
    """Compare the parts; None stands for one that cannot be opened, and counts as empty."""
    checked = tables.execute("PRAGMA quick_check(1)").fetchone()[0]
    done = set(_column(tables, "SELECT p.id FROM passages p JOIN articles a ON a.key = p.article "
                               "WHERE a.state NOT IN ('pending', 'leaving')"))  # fmt: skip
    known = vectors.ids() if vectors else set()
    found = words.ids() if words else set()
    every = set(_column(tables, "SELECT id FROM passages"))
    return Audit(
        tables="" if checked == "ok" else checked,
        unfinished=_column(tables, "SELECT id FROM articles WHERE state != 'done' ORDER BY key"),
        no_vector=tuple(sorted(done - known)),
        no_words=tuple(sorted(done - found)),
        stray_vectors=tuple(sorted(known - every)),
        stray_words=tuple(sorted(found - every)),
        unreachable=tuple(vectors.unreachable()) if vectors else (),
        misplaced=_misplaced(tables),
    )


def mend(
    writer: Writer, found: Audit, embed: Callable[[Sequence[Stored]], npt.NDArray[np.float32]]
) -> None:
    """Make the parts agree; articles whose text does not fit their passages are taken out."""
    with transaction(writer.tables):
        writer.tables.execute(
            f"UPDATE articles SET state = 'leaving' WHERE key IN {LISTED}",
            (json.dumps(found.misplaced),),
        )
    writer.recover()
    lost = lacking(writer.tables, writer.generation)
    for at in range(0, len(lost), _GROUP):
        group = stored_by_id(writer.tables, lost[at : at + _GROUP])
        with transaction(writer.tables):
            keep(writer.tables, writer.generation, [p.id for p in group], embed(group))
    # Always: what is wrong inside Chroma's files shows only when they are written.
    writer.refill(writer.generation)
    if found.stray_words or found.no_words:
        missing = stored_by_id(writer.tables, found.no_words)
        writer.words.change(add=(p.entry for p in missing), remove=found.stray_words)


def readable(open_part: Callable[[], Part]) -> Part | None:
    """Open a part and read through it; None when that cannot be done."""
    try:
        part = open_part()
        part.ids()
    except LibraryDamagedError:
        return None
    return part


def _misplaced(tables: sqlite3.Connection) -> tuple[int, ...]:
    """Compare every passage with its article's text, article by article."""
    wrong = []
    for key, body, count in tables.execute("SELECT key, body, passages FROM articles"):
        passages = tables.execute(
            'SELECT start, "end", text FROM passages WHERE article = ?', (key,)
        ).fetchall()
        if len(passages) != count or any(body[s:e] != text for s, e, text in passages):
            wrong.append(key)
    return tuple(wrong)


def _column(tables: sqlite3.Connection, query: str) -> tuple[str, ...]:
    return tuple(row[0] for row in tables.execute(query))
