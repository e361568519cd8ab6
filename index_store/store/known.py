"""An article in, the same out under the id by which the library knows it."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Collection
from dataclasses import replace

from index_store.identity import canonical_url, file_of
from index_store.types import Article

# Of so many of the shorter text's runs of three words, what is not chance is the same article.
_ALIKE = 0.1


def as_known(tables: sqlite3.Connection, article: Article, taken: Collection[str]) -> Article:
    """Find the id of an article, where it is not to be the one that it came with.

    Its id may be that of another article, as where two outlets count theirs from 1; and it may
    stand there already under another id, by an earlier rule or before its day was corrected.

    Args:
        tables: what is stored.
        article: as it was read.
        taken: ids of the articles that came before it in the same run.
    """
    other = article.identity
    if other is None:
        return article
    if _stands(tables, article.id):
        if other.apart and _is_stranger(tables, article):
            return replace(article, id=other.apart)
        return article
    if other.former and other.former not in taken and _is_same_outlet(tables, article):
        return replace(article, id=other.former)
    return replace(article, id=_elsewhere(tables, article, taken) or article.id)


def _stands(tables: sqlite3.Connection, article_id: str) -> bool:
    row = tables.execute("SELECT 1 FROM articles WHERE id = ? LIMIT 1", (article_id,)).fetchone()
    return row is not None


def _is_stranger(tables: sqlite3.Connection, article: Article) -> bool:
    """Tell whether nothing links an article to the one that stands under its id."""
    rows = tables.execute(
        "SELECT title, body, json_extract(rest, '$.place') FROM articles WHERE id = ?",
        (article.id,),
    )
    return not any(_is_same(article, *row) for row in rows)


def _is_same(article: Article, title: str, body: str, place: str | None) -> bool:
    if article.place == place or {block.kind for block in article.blocks} == {"summary"}:
        return True
    titles = _words(article.title), _words(title)
    if len(titles[0] & titles[1]) * 2 > max(map(len, titles)):
        return True
    texts = _runs(article.body), _runs(body)
    return len(texts[0] & texts[1]) >= _ALIKE * min(map(len, texts))


def _is_same_outlet(tables: sqlite3.Connection, article: Article) -> bool:
    """Tell whether the article that has its number is of its outlet."""
    former = article.identity.former if article.identity else None
    row = tables.execute(
        "SELECT 1 FROM articles WHERE name = ? AND source = ?", (former, article.source)
    ).fetchone()
    return row is not None


def _elsewhere(tables: sqlite3.Connection, article: Article, taken: Collection[str]) -> str | None:
    """Find the same title in the same file or at the same address, with the same text.

    A record that only its file tells from others is the same on the same day, too.
    """
    rows = tables.execute(
        "SELECT id, url, json_extract(rest, '$.place'), body, day FROM articles "
        "WHERE title = ? AND name = id",
        (article.title,),
    )
    day = article.day.isoformat().replace("-", "") if article.day else "0"
    placed = article.identity is not None and article.identity.placed
    for key, url, place, body, held_day in rows:
        if key in taken or not (body == article.body or (placed and str(held_day) == day)):
            continue
        if url and article.url:
            if canonical_url(url) == canonical_url(article.url):
                return str(key)
        elif place and article.place and file_of(place) == file_of(article.place):
            return str(key)
    return None


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))


def _runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    return {tuple(words[n : n + 3]) for n in range(max(1, len(words) - 2))}
