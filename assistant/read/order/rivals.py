"""Events in, those left out whose date another date of the same sentence makes idle.

"Ordered out on March 16, they were allowed back on April 9" dates two things, and words alone do
not tell which of them is asked about: the reader does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta

from assistant.read.order.occasions import Occasion
from assistant.read.sentence.candidates import SpanScorer, find_candidates
from assistant.read.sentence.tellings import Telling, alone
from index_store.clean.credit import dateline_end
from index_store.times import WHEN_SAID

# How many sentences with several dates are read once more, the best fitting first.
READ_AGAIN = 8
SPANS = 12
# A date is idle where the reader finds another one of its sentence, and this one so much less.
CLEAR = 2.0
# Events whose clauses fit this nearly alike are told apart by the reader alone.
CLOSE = 0.01
_SPAN_OF = re.compile(r"this (?:week|month|year|season|summer|winter|spring|autumn)", re.IGNORECASE)

_ROW = re.compile(
    r"(?:,[^,.;]{0,40})?(?:,| and|, and)(?: (?:then|again|once more|later))*"
    r"(?: (?:on|in|at))?(?: the)? ",
    re.IGNORECASE,
)

Key = tuple[str, int]


def without_idle(
    question: str, events: Sequence[Occasion], scorer: SpanScorer, *, dates_asked: bool
) -> list[Occasion]:
    """Leave out the dates of a sentence that cannot be what it is asked for.

    These are the day in a dateline, beside a date in the sentence itself; a stretch such as "this
    year" that a day of the sentence lies in ("on Sunday, their third call this year"); and, where
    a date is asked for, the one that the reader finds far less than another.

    Args:
        question: what is asked.
        events: best first; those of one sentence need not stand together.
        scorer: finds spans.
        dates_asked: the answer is a date.
    """
    dated: dict[Key, list[Occasion]] = {}
    for o in events:
        if o.stated and o.mention.text:
            dated.setdefault(_key(o.telling), []).append(o)
    idle: set[int] = set()
    for several in dated.values():
        idle.update(id(o) for o in several if _is_idle(o, several))
    if dates_asked:
        left = {key: [o for o in row if id(o) not in idle] for key, row in dated.items()}
        rows = [row for row in left.values() if len({o.mention.start for o in row}) > 1]
        idle.update(_unread(question, rows[:READ_AGAIN], scorer))
    return [o for o in events if id(o) not in idle]


def without_mentions(events: Sequence[Occasion]) -> list[Occasion]:
    """Leave out dates of sentences that only mention what others tell with its day.

    `The number of people who died in the sinking rose to nine on Monday`, beside `The ferry went
    down on Sunday evening`.
    """
    told = any(o.alike and o.joined and o.stated and o.certainty == "happened" for o in events)
    return [o for o in events if not (told and o.mentioned)]


def without_retold(events: Sequence[Occasion]) -> list[Occasion]:
    """Leave out days of somebody's own words where the report itself dates the same otherwise.

    `"I had a talk today," she said early on Friday` of the call that was on Thursday.
    """
    plain = [o for o in events if o.stated and o.alike and o.joined and not _in_words(o)]
    return [o for o in events if not (_in_words(o) and any(_day_before(p, o) for p in plain))]


def _in_words(o: Occasion) -> bool:
    return o.mention.how.endswith(WHEN_SAID)


def _day_before(told: Occasion, o: Occasion) -> bool:
    same = told.telling.hit.article.id == o.telling.hit.article.id
    return same and told.earliest == told.latest == o.earliest - timedelta(days=1)


def _key(telling: Telling) -> Key:
    return telling.hit.article.id, telling.start


def _is_idle(o: Occasion, several: Iterable[Occasion]) -> bool:
    others = [other for other in several if other.mention.start != o.mention.start]
    if o.mention.start < o.telling.start + dateline_end(o.telling.text):
        return bool(others)
    if not _SPAN_OF.fullmatch(o.mention.text):
        return False
    return any(o.earliest <= p.earliest == p.latest <= o.latest for p in others)


def _unread(question: str, rows: Sequence[list[Occasion]], scorer: SpanScorer) -> set[int]:
    """Read the sentences alone, and return the dates that the reader passes over for others.

    What a sentence only bounds, as in "the first since May", is no rival of what it tells.
    """
    hits = [replace(alone(row[0].telling), score=1.0) for row in rows]
    found = find_candidates(question, hits, scorer, top=SPANS) if rows else []
    idle: set[int] = set()
    for n, row in enumerate(rows):
        own = [
            max(
                (
                    c.margin
                    for c in found
                    if c.rank == n and c.start < o.mention.end and c.end > o.mention.start
                ),
                default=float("-inf"),
            )
            for o in row
        ]
        for o, margin in zip(row, own, strict=True):
            rivals = [
                m
                for p, m in zip(row, own, strict=True)
                if _may_stand_for(p, o) and not _in_one_row(p, o)
            ]
            best = max(rivals, default=float("-inf"))
            if best > 0 and margin < best - CLEAR:
                idle.add(id(o))
    return idle


def _in_one_row(one: Occasion, other: Occasion) -> bool:
    """Tell whether two dates stand in a row, which then has one event on each.

    `On February 11, 1998 and again on August 30`, `on August 17, which lasted a day, and on May 3`.
    """
    first, last = sorted((one, other), key=lambda o: o.mention.start)
    start = first.telling.start
    return bool(
        _ROW.fullmatch(first.telling.text[first.mention.end - start : last.mention.start - start])
    )


def _may_stand_for(rival: Occasion, o: Occasion) -> bool:
    """Tell whether a date may be the asked one rather than another, as far as words tell."""
    fits = rival.fit > o.fit - CLOSE and rival.alike >= o.alike
    return fits and not rival.bound and not o.bound
