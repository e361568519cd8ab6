"""Passages as the tables hold them, for whatever has to be derived from them again."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from index_store.days import Validity
from index_store.lexical import Entry
from index_store.store.tables import LISTED
from index_store.types import BlockKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """One passage, in whatever state its article is."""

    id: str
    title: str
    text: str
    kind: BlockKind
    source: str
    validity: Validity

    @property
    def entry(self) -> Entry:
        """The passage as BM25 sees it."""
        return Entry(
            id=self.id, title=self.title, text=self.text, source=self.source,
            validity=self.validity,
        )  # fmt: skip


def stored_of(tables: sqlite3.Connection, articles: Iterable[int]) -> list[Stored]:
    """Return the passages of the articles with those keys, in the order they were stored."""
    return _stored(tables, "p.article", [*articles])


def stored_by_id(tables: sqlite3.Connection, ids: Iterable[str]) -> list[Stored]:
    """Return those of the passages that are there, in the order they were stored."""
    return _stored(tables, "p.id", [*ids])


def _stored(tables: sqlite3.Connection, column: str, values: list[int] | list[str]) -> list[Stored]:
    rows = tables.execute(
        'SELECT p.id, a.title, p.text, p.kind, a.source, a.agency, a.day, a.first, a."end" '
        "FROM passages p JOIN articles a ON a.key = p.article "
        f"WHERE {column} IN {LISTED} ORDER BY p.rowid",
        (json.dumps(values),),
    )
    return [
        Stored(
            id=r[0], title=r[1], text=r[2], kind=r[3], source=" ".join(filter(None, r[4:6])),
            validity=Validity(day=r[6], first=r[7], end=r[8]),
        )
        for r in rows
    ]  # fmt: skip


def embedding_text(title: str, text: str) -> str:
    """Return what is embedded of a passage: its article's title tells what it is about."""
    return f"{title}\n{text}"
