"""Which stored articles tell the same story in nearly the same words."""

from __future__ import annotations

import json
import sqlite3
from datetime import date

import numpy as np

from index_store.days import day_number
from index_store.store.tables import LISTED
from index_store.stories import CONTAINED, DAYS_APART, Signature, containment, sign
from index_store.types import Article


def join_story(tables: sqlite3.Connection, key: int, article: Article) -> None:
    """Give a newly stored article the story of its nearest copy, if it has one.

    A story is named after its first article, which gets the name once it has a copy.
    """
    signature = sign(article.body)
    if signature is None:
        return
    nearest = _nearest(tables, article, signature)
    if nearest:
        tables.execute(
            "UPDATE articles SET story = ? WHERE key IN (?, ?)", (nearest[1], nearest[0], key)
        )
    tables.execute(
        "INSERT INTO signatures VALUES (?, ?, ?)",
        (key, signature.size, signature.minima.astype("<u4").tobytes()),
    )
    tables.executemany(
        "INSERT OR IGNORE INTO buckets VALUES (?, ?)", [(b, key) for b in signature.buckets()]
    )


def leave_stories(tables: sqlite3.Connection, keys: str) -> None:
    """Forget articles; `keys` is a JSON list of theirs."""
    tables.execute(f"DELETE FROM buckets WHERE article IN {LISTED}", (keys,))
    tables.execute(f"DELETE FROM signatures WHERE article IN {LISTED}", (keys,))


def _nearest(
    tables: sqlite3.Connection, article: Article, signature: Signature
) -> tuple[int, str] | None:
    """Return key and story of the nearest copy of another article; the first among equals."""
    rows = tables.execute(
        "SELECT DISTINCT a.key, coalesce(a.story, a.id), a.day, s.size, s.minima FROM buckets b "
        "JOIN articles a ON a.key = b.article JOIN signatures s ON s.article = b.article "
        f"WHERE b.value IN {LISTED} AND a.id != ? ORDER BY a.key",
        (json.dumps(signature.buckets()), article.id),
    )
    best: tuple[int, str] | None = None
    most = CONTAINED
    for key, story, day, size, minima in rows:
        if not _near_in_time(day_number(article.day), day):
            continue
        other = Signature(size=size, minima=np.frombuffer(minima, dtype="<u4"))
        share = containment(signature, other)
        if share > most or (best is None and share == most):
            best, most = (key, story), share
    return best


def _near_in_time(one: int, other: int) -> bool:
    """Say whether two day numbers are near; copies without a date may be of any day."""
    if not one or not other:
        return True
    return abs((_date(one) - _date(other)).days) <= DAYS_APART


def _date(number: int) -> date:
    return date(number // 10_000, number // 100 % 100, number % 100)
