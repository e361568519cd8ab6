"""An article in, how it stands to the versions that are stored out."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from typing import Literal

from index_store.store.records import content_hash, read_article
from index_store.store.versions import BY_HAND, TEXT, Said, precedes
from index_store.types import Article

_DAYS = ("published", "updated", "dated_by", "date_conflict", "not_before")
Standing = Literal["new", "same", "changed", "returned"]


def standing(tables: sqlite3.Connection, article: Article) -> Standing:
    """Say whether an article is not there yet, there as it is, or there in other words.

    `returned` is one that was there in these words before: unless its time says that it comes
    before the current version, somebody may have put it back. A summary alone, as a feed gives it,
    counts as there where the reporting itself is.
    """
    rows = tables.execute(
        f"SELECT hash = ?, name = id, {TEXT}, published, updated, dated_by, EXISTS (SELECT 1 FROM "
        "passages p WHERE p.article = key AND p.kind = 'body') FROM articles WHERE id = ?",
        (content_hash(article), article.id),
    ).fetchall()
    if not rows:
        return "new"
    if {block.kind for block in article.blocks} == {"summary"} and any(row[-1] for row in rows):
        return "same"
    if not any(row[0] for row in rows):
        return "changed"
    is_current, *said = next(row[:-1] for row in rows if row[1])
    held = Said(**dict(zip(("text", "published", "updated", "dated_by"), said[1:], strict=True)))
    return "same" if is_current or precedes(_said(article), held) else "returned"


def _said(article: Article) -> Said:
    published, updated = article.published, article.updated
    return Said(
        text=f"{article.title}\n{article.body}",
        published=published.isoformat() if published else None,
        updated=updated.isoformat() if updated else None,
        dated_by=article.dated_by,
    )


def with_given(tables: sqlite3.Connection, article: Article) -> Article:
    """Give an article the day and outlet that somebody gave it by hand before.

    They stay as long as its text does, unless others are given; an outlet also gives way to one
    that the article names itself.
    """
    row = tables.execute(
        "SELECT name, title, body, rest, story, NULL FROM articles WHERE name = ? AND title = ? "
        "AND body = ? AND (dated_by = '--published' "
        "OR json_extract(rest, '$.sourced_by') NOT NULL)",
        (article.id, article.title, article.body),
    ).fetchone()
    if row is None:
        return article
    held = read_article(row)
    if held.dated_by == BY_HAND != article.dated_by:
        article = replace(article, **{name: getattr(held, name) for name in _DAYS})
    # The host of an address stands for an outlet that nobody named.
    is_named = article.source and article.source not in (article.url or "").casefold()
    if held.sourced_by and not article.sourced_by and not is_named:
        article = replace(article, source=held.source, sourced_by=held.sourced_by)
    return article


def current(tables: sqlite3.Connection, article_id: str) -> Article | None:
    """Return the current version of an article; None when it is not there."""
    row = tables.execute(
        "SELECT name, title, body, rest, story, NULL FROM articles WHERE name = ?", (article_id,)
    ).fetchone()
    return read_article(row) if row else None


def copy_of(tables: sqlite3.Connection, article: Article) -> str | None:
    """Return the other id under which an article stands, the same in all that was read of it."""
    found = tables.execute(
        "SELECT id FROM articles WHERE hash = ? AND id != ? AND name = id AND state = 'done'",
        (content_hash(article), article.id),
    ).fetchone()
    return str(found[0]) if found else None
