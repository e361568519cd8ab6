"""Hits in, every sentence of theirs with the events that it dates out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache

from assistant.planted import is_planted
from assistant.read.sentence.candidates import sentence_spans
from assistant.types import Hit
from index_store.events import dated_events
from index_store.times import find_times
from index_store.types import Event, TimeMention

BEFORE = 300
_DATELINE = re.compile(r"[A-ZÀ-Þ][A-ZÀ-Þ .,'’-]{2,40}(?=[,(]| [-–—] )")


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """One sentence of an article; offsets are into `hit.article.body`.

    Attributes:
        rank: place of its hit, from 0.
        before: the headline with the place of the report, and what is told right before.
        times: its time mentions.
        events: what it dates, with the certainty of each.
    """

    hit: Hit
    rank: int
    start: int
    end: int
    before: str = ""
    times: tuple[TimeMention, ...] = ()
    events: tuple[Event, ...] = field(default=())

    @property
    def text(self) -> str:
        """The sentence."""
        return self.hit.article.body[self.start : self.end]

    @property
    def context(self) -> str:
        """The sentence with what stands before it."""
        return f"{self.before}\n{self.text}"


def alone(telling: Telling) -> Hit:
    """Return a sentence as a hit of its own."""
    passage = replace(
        telling.hit.passage,
        text=telling.text,
        start=telling.start,
        end=telling.end,
        times=telling.times,
    )
    return replace(telling.hit, passage=passage)


def tellings(hits: Sequence[Hit]) -> list[Telling]:
    """List the sentences of the hits in their order, each once; orders to programs are left out."""
    found: dict[tuple[str, int], Telling] = {}
    for rank, hit in enumerate(hits):
        body = hit.article.body
        mentions, events = dated(body, hit.article.day)
        place = _DATELINE.match(body)
        head = f"{hit.article.title} {place.group().title()}" if place else hit.article.title
        for start, end in sentence_spans(hit):
            if is_planted(body, start, end):
                continue
            found.setdefault(
                (hit.article.id, start),
                Telling(
                    hit=hit,
                    rank=rank,
                    start=start,
                    end=end,
                    before=f"{head}\n{body[max(0, start - BEFORE) : start]}",
                    times=tuple(m for m in mentions if start <= m.start < end),
                    events=tuple(e for e in events if e.start < end and e.end > start),
                ),
            )
    return list(found.values())


@lru_cache(maxsize=512)
def dated(body: str, day: date | None) -> tuple[tuple[TimeMention, ...], tuple[Event, ...]]:
    """Return the time mentions of an article and the events that its sentences date."""
    mentions = find_times(body, day)
    return tuple(mentions), tuple(dated_events(body, mentions, day))
