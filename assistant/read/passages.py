"""Hits in, in another order or as numbered, dated and fenced passages of a prompt out.

Article text stays data.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from datetime import date

from assistant.planted import is_planted, orders_programs
from assistant.types import Hit
from index_store.sentences import split
from index_store.types import Article

Span = tuple[str, int, int]

# Tokens of a passage's number, outlet, days and fences.
OVERHEAD = 40
MOST_DAYS = 5
# Marks that fences, markers and the special tokens of chat models are made of.
_TELLING = str.maketrans("<>[]", "‹›()")


def reorder(hits: Sequence[Hit], order: Sequence[str]) -> list[Hit]:
    """Put the hits whose passage ids are in `order` first, in that order; the rest follow."""
    place = {passage_id: n for n, passage_id in enumerate(order)}
    return sorted(hits, key=lambda hit: place.get(hit.passage.id, len(place)))


def within_budget(hits: Sequence[Hit], count: Callable[[str], int], budget: int) -> list[Hit]:
    """Take the best hits that fit, at least one; the newest comes last, where models look first."""
    chosen: list[Hit] = []
    left = budget
    for hit in hits:
        left -= count(hit.passage.text) + OVERHEAD
        if left < 0 and chosen:
            break
        chosen.append(hit)
    return sorted(chosen, key=lambda h: h.article.day or date.min)


def numbered(hits: Sequence[Hit]) -> str:
    """Write passages with number, outlet, day and what days their words mean, fenced as data."""
    return "\n\n".join(
        f"[{n}] {source_of(hit)}{_days(hit)}\n<<<\n"
        f"{one_line(hit.article.title)}\n{harmless(_told(hit.passage.text))}\n>>>"
        for n, hit in enumerate(hits, 1)
    )


def _told(text: str) -> str:
    """Leave out the paragraphs that speak to programs."""
    return "\n\n".join(part for part in text.split("\n\n") if not orders_programs(part))


def source_of(hit: Hit) -> str:
    """Name outlet and day of a hit's article."""
    outlet = one_line(hit.article.source or "outlet unknown")[:60]
    day = hit.article.day
    return f"{outlet}, {day.day} {day:%B %Y}" if day else f"{outlet}, undated"


def in_context(quotes: Sequence[Span], hits: Sequence[Hit]) -> str:
    """Write quoted sentences as they may be judged: below their headline, with the one before.

    One line for each article, which begins with its outlet and day.
    """
    told: dict[str, list[Span]] = {}
    for quote in quotes:
        told.setdefault(quote[0], []).append(quote)
    by_id = {hit.article.id: hit for hit in hits}
    return "\n".join(
        f"Passage ({source_of(by_id[article_id])}): {_around(by_id[article_id].article, spans)}"
        for article_id, spans in told.items()
    )


def _around(article: Article, spans: Sequence[Span]) -> str:
    body, sentences = article.body, split(article.body)
    kept = sorted({i for span in spans for i in _from_before(span, sentences)})
    shown = [body[s:e] for s, e in (sentences[i] for i in kept) if not is_planted(body, s, e)]
    return one_line(" ".join([f"{article.title.rstrip('.')}.", *shown]))


def _from_before(span: Span, sentences: Sequence[tuple[int, int]]) -> range:
    inside = [i for i, (start, end) in enumerate(sentences) if start < span[2] and end > span[1]]
    return range(max(0, inside[0] - 1), inside[-1] + 1) if inside else range(0)


def harmless(text: str) -> str:
    """Take from a text what could end its fence, pose as a marker or as a chat model's own token.

    Characters that do not show go as well.
    """
    return seen(text).translate(_TELLING)


def seen(text: str) -> str:
    """Take out of a text the characters that do not show: zero width, direction, tags."""
    return "".join(
        c for c in text if c in "\n\t" or unicodedata.category(c) not in {"Cf", "Cc", "Co"}
    )


def one_line(text: str) -> str:
    """Make a text harmless and put it on one line."""
    return " ".join(harmless(text).split())


def _days(hit: Hit) -> str:
    """Say which day or month the words of a passage mean, where they do not say it themselves."""
    told: dict[str, str] = {}
    for mention in hit.passage.times:
        day = mention.earliest if mention.kind == "date" else None
        if day is None or str(day.year) in mention.text:
            continue
        if mention.precision == "day" and day == mention.latest:
            told.setdefault(one_line(mention.text), f"{day.day} {day:%B %Y}")
        elif mention.precision == "month":
            told.setdefault(one_line(mention.text), f"{day:%B %Y}")
    shown = [f"{text} = {day}" for text, day in told.items()][:MOST_DAYS]
    return f"\nDays: {'; '.join(shown)}" if shown else ""
