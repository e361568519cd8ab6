"""Articles and time mentions in, compact JSON out, and back."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from index_store.types import Article, Block, Passage, TimeMention

_DATES = frozenset({"published", "updated", "not_before", "earliest", "latest"})
_HERE = frozenset({"id", "title", "body", "blocks", "story", "correction_of", "identity"})
_REST = tuple(field.name for field in fields(Article) if field.name not in _HERE)
_EMPTY: dict[str, Any] = {"start": 0, "end": 0, "text": ""}
_MENTION = tuple(field.name for field in fields(TimeMention))


def write_rest(article: Article) -> str:
    """Return what has no column of its own as JSON; empty attributes are left out."""
    rest: dict[str, Any] = {
        name: _plain(getattr(article, name)) for name in _REST if getattr(article, name) is not None
    }
    rest["blocks"] = [[b.kind, b.start, b.end] for b in article.blocks]
    return json.dumps(rest, ensure_ascii=False)


def read_article(row: Sequence[Any]) -> Article:
    """Return the article that was written.

    Args:
        row: its name, title, body and rest, its story and the id of what it corrects.
    """
    name, title, body, rest, story, correction_of = row
    values = {key: _rich(key, value) for key, value in json.loads(rest).items()}
    blocks = tuple(Block(kind=k, start=s, end=e) for k, s, e in values.pop("blocks"))
    return Article(
        id=name, title=title, body=body, blocks=blocks, story=story, correction_of=correction_of,
        **values,
    )  # fmt: skip


def write_times(times: Iterable[TimeMention]) -> str:
    """Return mentions as JSON; attributes at their default are left out."""
    rows = [
        {name: _plain(getattr(m, name)) for name in _MENTION if getattr(m, name)} for m in times
    ]
    return json.dumps(rows, ensure_ascii=False) if rows else ""


@lru_cache(maxsize=4096)
def read_times(text: str) -> tuple[TimeMention, ...]:
    """Return the mentions that were written; every search reads some of the same again."""
    return tuple(
        TimeMention(**_EMPTY | {key: _rich(key, value) for key, value in row.items()})
        for row in (json.loads(text) if text else ())
    )


def read_passage(row: Sequence[Any]) -> Passage:
    """Return a passage: its id, its article's name, text, start, end, kind and times as written."""
    passage_id, name, text, start, end, kind, times = row
    return Passage(
        id=passage_id, article_id=name, text=text, start=start, end=end, kind=kind,
        times=read_times(times),
    )  # fmt: skip


def content_hash(article: Article) -> str:
    """Return a hash of all that a reload may change; `story` is the library's own."""
    rest = write_rest(replace(article, place=None))
    content = "\0".join((article.title, article.body, rest))
    return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _rich(key: str, value: Any) -> Any:
    if key not in _DATES:
        return value
    return datetime.fromisoformat(value) if "T" in value else date.fromisoformat(value)
