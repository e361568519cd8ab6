"""The articles and passages of a library, read back from its tables; nothing here writes."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from index_store.days import NEVER, Validity, day_number
from index_store.errors import ArticleMissingError
from index_store.load.visit import Visit
from index_store.store.records import read_article, read_passage
from index_store.store.sources import FRESHNESS, Freshness, read_freshness, read_visits
from index_store.store.spare import Spare
from index_store.store.tables import LISTED, TABLES, mapped
from index_store.types import Article, Passage

Rows = list[Any]
# What a correction corrects: another article, or its own version before.
_CORRECTED = (
    "coalesce((SELECT c.corrected FROM corrections c WHERE c.article = articles.name), "
    "CASE WHEN json_extract(rest, '$.corrects') IS NOT NULL AND version > 1 THEN "
    "(SELECT v.name FROM articles v WHERE v.id = articles.id AND v.name != articles.name "
    "AND v.version < articles.version ORDER BY v.version DESC LIMIT 1) END)"
)
_ARTICLE = f"name, title, body, rest, story, {_CORRECTED}"
# What readers see: neither what is half in nor what is half out.
_SHOWN = "state IN ('done', 'moved')"
_CURRENT = f'"end" = {NEVER}'
_PASSAGES = (
    'SELECT p.id, a.name, p.text, p.start, p."end", p.kind, p.times '
    "FROM passages p JOIN articles a ON a.key = p.article"
)


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
    corrects: str | None
    correction_of: str | None
    place: str | None
    passages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How much a library holds; `versions` are earlier ones, kept for questions about the past."""

    articles: int
    passages: int
    undated: int
    versions: int


class Shelf:
    """What can be read from the tables alone; safe to use from several threads."""

    def __init__(self, folder: Path, tables: sqlite3.Connection) -> None:
        self.folder = folder
        self._tables = tables
        self._lock = threading.RLock()
        self._spare = Spare(folder)

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
        query = f"SELECT {_ARTICLE} FROM articles WHERE {_SHOWN} AND name IN {LISTED}"
        return {row[0]: read_article(row) for row in self._rows(query, _json(ids))}

    def passages(self, article_id: str) -> list[Passage]:
        """Return the passages of an article, in order."""
        query = f"{_PASSAGES} WHERE {_SHOWN} AND a.name = ? ORDER BY p.start"
        return [read_passage(row) for row in self._rows(query, article_id)]

    def passages_by_id(self, ids: Sequence[str]) -> list[Passage]:
        """Return those of the passages that are there, in the order asked for."""
        query = f"{_PASSAGES} WHERE {_SHOWN} AND p.id IN {LISTED}"
        found = {row[0]: read_passage(row) for row in self._rows(query, _json(ids))}
        return [found[passage_id] for passage_id in ids if passage_id in found]

    def validity(self, ids: Iterable[str]) -> dict[str, Validity]:
        """Return when those of the passages count that are there."""
        query = (
            'SELECT p.id, a.day, a.first, a."end" FROM passages p JOIN articles a '
            f"ON a.key = p.article WHERE {_SHOWN} AND p.id IN {LISTED}"
        )
        rows = self._rows(query, _json(ids))
        return {r[0]: Validity(day=r[1], first=r[2], end=r[3]) for r in rows}

    def counts(self) -> Counts:
        """Return how much is stored."""
        query = (
            f"SELECT count(*) FILTER (WHERE {_CURRENT}), "
            f"coalesce(sum(passages) FILTER (WHERE {_CURRENT}), 0), "
            f"count(*) FILTER (WHERE {_CURRENT} AND day = 0), "
            f"count(*) FILTER (WHERE NOT {_CURRENT}) FROM articles WHERE {_SHOWN}"
        )
        articles, passages, undated, versions = self._rows(query)[0]
        return Counts(articles=articles, passages=passages, undated=undated, versions=versions)

    def newest_day(self, until: date | None = None) -> date | None:
        """Return the day of the newest article, up to a day; None when there is no dated one."""
        query = f"SELECT max(day) FROM articles WHERE {_SHOWN} AND day > 0 AND day <= ?"
        day = self._rows(query, day_number(until) if until else NEVER)[0][0]
        return date(day // 10_000, day // 100 % 100, day % 100) if day else None

    def corrected_by(self, ids: Iterable[str]) -> dict[str, list[str]]:
        """Return the ids of the corrections of those articles that have any, oldest first."""
        query = (
            "SELECT c.corrected, c.article FROM corrections c "
            f"JOIN articles a ON a.name = c.article WHERE {_SHOWN} AND c.corrected IN {LISTED} "
            "ORDER BY a.day, a.key"
        )
        found: dict[str, list[str]] = {}
        for corrected, article in self._rows(query, _json(ids)):
            found.setdefault(corrected, []).append(article)
        return found

    def freshness(self) -> dict[str, Freshness]:
        """Return how fresh each source is that `dateline sync` reads, by name."""
        return {row[0]: read_freshness(row) for row in self._rows(FRESHNESS)}

    def visits(self) -> dict[str, Visit]:
        """Return what is remembered of the addresses and files that syncing read."""
        return read_visits(self._rows("SELECT * FROM visits"))

    def outlet_count(self) -> int:
        """Return how many outlets the current articles are from."""
        query = f"SELECT count(DISTINCT source) FROM articles WHERE {_SHOWN} AND {_CURRENT}"
        return int(self._rows(query)[0][0])

    def outlets(self, stories: Iterable[str], until: date | None = None) -> dict[str, list[str]]:
        """Return by story the outlets that carried it, up to a day; near-copies are one story."""
        query = (
            f"SELECT DISTINCT story, source FROM articles WHERE {_SHOWN} AND {_CURRENT} "
            f"AND day <= ? AND source IS NOT NULL AND story IN {LISTED} ORDER BY story, source"
        )
        last = day_number(until) if until else NEVER
        found: dict[str, list[str]] = {}
        for story, source in self._rows(query, last, _json(stories)):
            found.setdefault(story, []).append(source)
        return found

    def _rows(self, query: str, *values: object) -> Rows:
        with self._lock, mapped(self.folder / TABLES):
            return self._tables.execute(query, values).fetchall()

    # Last, because below it the name of the built-in type is taken.
    def list(self) -> list[ArticleRow]:
        """Return all current articles, newest first, undated ones last."""
        names = [*ArticleRow.__dataclass_fields__]
        other = {
            "id": "name", "corrects": "json_extract(rest, '$.corrects')",
            "correction_of": _CORRECTED, "place": "json_extract(rest, '$.place')",
        }  # fmt: skip
        columns = ", ".join(other.get(name, name) for name in names)
        query = (
            f"SELECT {columns} FROM articles WHERE {_SHOWN} AND {_CURRENT} "
            "ORDER BY day DESC, published DESC, name"
        )
        return [ArticleRow(**dict(zip(names, row, strict=True))) for row in self._rows(query)]


def _json(ids: Iterable[str]) -> str:
    return json.dumps([*ids])
