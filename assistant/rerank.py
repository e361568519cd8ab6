"""Hits in, fewer and more varied hits out: near-copies take one place, no article takes all."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.types import Hit

MAX_PER_ARTICLE = 3


def diversify(hits: Sequence[Hit], k: int, *, stories: bool = True) -> list[Hit]:
    """Return the best k hits, one article per story and at most MAX_PER_ARTICLE passages each.

    Of near-copies the one that ranks first stays; all do without `stories`. Order is kept.
    """
    chosen: list[Hit] = []
    article_of_story: dict[str, str] = {}
    taken: dict[str, int] = {}
    for hit in hits:
        article_id = hit.article.id
        if stories and hit.article.story:
            first = article_of_story.setdefault(hit.article.story, article_id)
            if first != article_id:
                continue
        if taken.get(article_id, 0) >= MAX_PER_ARTICLE:
            continue
        taken[article_id] = taken.get(article_id, 0) + 1
        chosen.append(hit)
        if len(chosen) == k:
            break
    return chosen
