"""Words in, the articles that hold all of them out; nothing is guessed from what they mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.fold import fold
from assistant.words import STOP, WORD, stem
from index_store.types import Article, Passage

if TYPE_CHECKING:
    from index_store.store import Library

# Passages that are looked into.
DEPTH = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An article that holds the words, and its passage that tells most of them, if any."""

    id: str
    start: int = 0
    end: int = 0


def find(library: Library, words: str) -> list[Found]:
    """Find articles that hold all words in headline, outlet or text, best first.

    Inflected forms count as the same word; function words only where there are no others.
    """
    typed = WORD.findall(fold(words))
    asked = [word for word in typed if word not in STOP] or typed
    wanted = frozenset(stem(word) for word in asked)
    ranked = library.lexical([(word, 1.0) for word in asked], DEPTH)
    passages = {passage.id: passage for passage in library.passages_by_id([p for p, _ in ranked])}
    articles = library.articles_by_id({passage.article_id for passage in passages.values()})
    best: dict[str, Found] = {}
    for passage_id, _ in ranked:
        passage = passages.get(passage_id)
        found = _found(passage, articles, wanted) if passage else None
        if found:
            best.setdefault(found.id, found)
    return [*best.values()]


def _found(
    passage: Passage, articles: Mapping[str, Article], wanted: frozenset[str]
) -> Found | None:
    article = articles.get(passage.article_id)
    if article is None:  # removed by somebody meanwhile
        return None
    around = f"{article.title}\n{article.source or ''}\n{article.agency or ''}"
    if not wanted <= _all_stems(f"{around}\n{article.body}"):
        return None
    told = wanted & _all_stems(passage.text)
    span = (passage.start, passage.end) if told else (0, 0)
    return Found(id=article.id, start=span[0], end=span[1])


def _all_stems(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in WORD.findall(fold(text)))
