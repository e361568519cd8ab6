"""The library's own copy of every vector, from which Chroma's can be filled again.

Chroma writes its graph file by file, so a process killed on the way can leave one that answers
queries and refuses or loses what comes later (chroma-core/chroma#7678). SQLite does not.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from index_store.days import Validity
from index_store.store.tables import LISTED

if TYPE_CHECKING:
    from index_store.vectors import Vectors

_GROUP = 2000


def keep(
    tables: sqlite3.Connection,
    generation: int,
    ids: Sequence[str],
    vectors: npt.NDArray[np.float32],
) -> None:
    """Store vectors, float32 (n, d); a generation is all that one embedder made."""
    tables.executemany(
        "INSERT OR REPLACE INTO vectors VALUES (?, ?, ?)",
        [
            (passage_id, generation, row.astype("<f4").tobytes())
            for passage_id, row in zip(ids, vectors, strict=True)
        ],
    )


def forget(tables: sqlite3.Connection, passages: Sequence[str]) -> None:
    """Delete the vectors of those passages, of all generations."""
    tables.execute(f"DELETE FROM vectors WHERE passage IN {LISTED}", (json.dumps([*passages]),))


def lacking(tables: sqlite3.Connection, generation: int) -> list[str]:
    """Return the ids of passages that have no vector of a generation, in the order stored."""
    rows = tables.execute(
        "SELECT p.id FROM passages p WHERE NOT EXISTS (SELECT 1 FROM vectors v "
        "WHERE v.passage = p.id AND v.generation = ?) ORDER BY p.article, p.start",
        (generation,),
    )
    return [row[0] for row in rows]


def fill(tables: sqlite3.Connection, generation: int, vectors: Vectors) -> None:
    """Put every passage of a generation into an empty collection."""
    for rows in _groups(tables, generation):
        vectors.add(
            [r[0] for r in rows],
            np.stack([np.frombuffer(r[1], dtype="<f4") for r in rows]),
            [Validity(day=r[2], first=r[3], end=r[4]) for r in rows],
            [r[5] for r in rows],
        )


def _groups(tables: sqlite3.Connection, generation: int) -> Iterator[list[Any]]:
    cursor = tables.execute(
        'SELECT p.id, v.data, a.day, a.first, a."end", p.kind FROM passages p '
        "JOIN articles a ON a.key = p.article JOIN vectors v ON v.passage = p.id "
        "WHERE v.generation = ? ORDER BY p.rowid",
        (generation,),
    )
    while rows := cursor.fetchmany(_GROUP):
        yield rows
