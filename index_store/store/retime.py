"""The stored texts in, their time mentions found again, article by article."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence

from index_store.store.records import read_article, read_passage, write_times
from index_store.store.tables import transaction
from index_store.types import Article, Passage

Timed = Callable[[Article, Sequence[Passage]], list[Passage]]
_GROUP = 200


def retime(tables: sqlite3.Connection, timed: Timed) -> int:
    """Replace the mentions of all passages by those that `timed` finds; return the articles read.

    Earlier versions are read too. What a killed run did not reach keeps its mentions.
    """
    keys = [row[0] for row in tables.execute("SELECT key FROM articles ORDER BY key")]
    for at in range(0, len(keys), _GROUP):
        found = [pair for key in keys[at : at + _GROUP] for pair in _found(tables, key, timed)]
        with transaction(tables):
            tables.executemany("UPDATE passages SET times = ? WHERE id = ?", found)
    return len(keys)


def _found(tables: sqlite3.Connection, key: int, timed: Timed) -> list[tuple[str, str]]:
    row = tables.execute(
        "SELECT name, title, body, rest, NULL, NULL FROM articles WHERE key = ?", (key,)
    ).fetchone()
    stored = tables.execute(
        'SELECT id, ?, text, start, "end", kind, times FROM passages WHERE article = ?',
        (row[0], key),
    ).fetchall()
    passages = timed(read_article(row), [read_passage(one) for one in stored])
    return [(write_times(p.times), p.id) for p in passages]
