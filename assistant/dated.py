"""Dated events with their articles in, a timeline as text or JSON out; pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from assistant.show import day_text, iso
from assistant.types import DatedEvent
from assistant.words import date_words
from index_store.types import Article


def events_json(events: Sequence[tuple[DatedEvent, Article]]) -> list[dict[str, Any]]:
    """Return events as the array that `dateline timeline --json` prints."""
    return [
        {
            "date": event.date,
            "precision": event.precision,
            "certainty": event.certainty,
            "quote": article.body[event.start : event.end],
            "article_id": article.id,
            "title": article.title,
            "source": article.source,
            "published": iso(article.published),
            "url": article.url,
            "start": event.start,
            "end": event.end,
        }
        for event, article in events
    ]


_MARKS = {"planned": "[planned] ", "denied": "[denied or called off] "}


def events_text(events: Sequence[tuple[DatedEvent, Article]]) -> str:
    """Return events as plain text, one a line, each with its source."""
    if not events:
        return "No dated event found."
    days = [date_words(event.date) for event, _ in events]
    width = max(map(len, days))
    return "\n".join(
        f"{day:{width}}  {_MARKS.get(event.certainty, '')}"
        f"{' '.join(article.body[event.start : event.end].split())} "
        f"({article.source or 'outlet unknown'}, {day_text(article.published)})"
        for day, (event, article) in zip(days, events, strict=True)
    )
