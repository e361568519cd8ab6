"""A text as a hit: one article with one passage."""

from __future__ import annotations

from datetime import date

from assistant.types import Hit
from index_store.times import find_times
from index_store.types import Article, Passage


def hit_of(body: str, day: date, title: str = "Bridge opens in Orlan", key: str = "a1") -> Hit:
    """Return the hit of an article that is all one passage, its times found."""
    article = Article(id=key, title=title, body=body, published=day)
    times = tuple(find_times(body, day))
    passage = Passage(
        id=f"{key}:000", article_id=key, text=body, start=0, end=len(body), kind="body", times=times
    )
    return Hit(passage=passage, article=article, score=1.0)
