"""Events that sentences date in, the chance of each being the one whose day is asked for out.

A conditional logit as in `choose.py`; its weights stand in `dating.json`, those for questions of
order in `dating_order.json`, fitted by `training/choice/fit_dating.py` on the `tune` half of the
gold set and `training/stories/choice`.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

import numpy as np
from numpy.typing import NDArray

from assistant.modality import asks_past
from assistant.read.order.ago import as_when
from assistant.read.order.merging import inside, touches
from assistant.read.order.occasions import Occasion
from assistant.read.order.plans import ahead, given_up
from assistant.read.order.possible import possible
from assistant.read.order.timed import ALL_OF_KIND, Reading
from assistant.read.sentence.about import other_of_series
from assistant.read.sentence.candidates import context_of
from assistant.read.sentence.phrase import date_words
from assistant.read.sentence.relevance import FEATURES as RELEVANCE
from assistant.read.sentence.relevance import NO_SPAN
from assistant.read.spans.choose import Choice, load
from assistant.types import Operator, Plan, Window
from assistant.verdict import Verdicts, log_odds

Matrix = NDArray[np.float64]

FEATURES = (
    "lead",  # fit less the best fit of all events
    *RELEVANCE,
    "similar_lead",  # similarity less that of the most similar sentence
    "margin",  # of the best span in the sentence, less the best of all sentences
    "span",  # margin of the best span on the date itself
    "span_lead",  # ... less the best on any date
    "part",  # how surely the names of the question take part
    "kind",  # how far the sentence's kind of event is the asked one
    "clause",  # what the date's own words lack of the question
    "theirs",  # it is another's deed, or done in another way than asked about
    "spoken",  # the date is that of an announcement
    "compared",  # ... of what the event is compared with
    "aside",  # ... of what only mentions the event
    "stated",  # the sentence names the day
    "elsewhere",  # another sentence of the article does
    "planned",  # it is but planned, and the question is about the past
    "denied",  # ... denied
    "open",  # ... possible
    "ahead",  # it lies ahead of its article, and the question is not about the past
    "behind",  # it does not, and the question is not about the past
    "given_up",  # the sentence gives the day up
    "alike",  # the date stands with a word for the asked kind
    "joined",  # all names of the question take part
    "inside",  # it lies wholly in the days asked about
    "anchored",  # it lies on the asked side of the event that the question counts from
    "off_anchor",  # it does not
    "coarse",  # it is no day, and a day is asked for
    "newer",  # share of the other events that are told earlier
    "newer_recent",  # the same for questions about the present
    "last",  # share of its peers that are earlier, where the last is asked for
    "first",  # share of its peers that are later, where the first is asked for
    "before",  # share of peers that are earlier, where the one before an event is asked for
    "after",  # share of peers that are later, where the one after an event is asked for
    "tellers",  # log of 1 + other stories that date such an event alike
    "ruled",  # its days are those that the rules of order point at
    "ruled_sure",  # ... and how sure they are of it
    "ruled_order",  # ... where an order is asked for
    "verdict",  # log odds, by the verdict model, that its sentence answers with its day
    "verdict_lead",  # the same less the best of all events
)
ORDERED = frozenset({"last", "first", "before", "after"})
COARSE_NOUNS = frozenset({"year", "month", "decade", "century", "season"})
_SIGNS = 6
# How many events the verdict model reads, those that fit best.
JUDGED = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Signs:
    """What is known of a question's events beside what their sentences say.

    Attributes:
        anchored: the days before or after the event that the question counts from.
        ruled: the event that the rules of order point at.
        sure: how sure they are of it, 0 to 1.
    """

    anchored: Window | None = None
    ruled: Occasion | None = None
    sure: float = 0.0


def likeliest(plan: Plan, reading: Reading, signs: Signs) -> list[tuple[Occasion, float]]:
    """Return the events that may be the asked one with the chances of their days, best first.

    All tellings of the same days count together; the likeliest of them speaks, of those with a word
    for the asked kind of event if there are any.
    """
    may = possible(plan, reading)
    if not may.any():
        return []
    # What is told of another one of a series is no answer, and yet takes from the others' chances.
    texts = [o.telling.text for o in reading.events]
    others = np.array([any(other_of_series(n, text) for n in plan.names) for text in texts], bool)
    features = rows(plan, reading, signs)
    chances = fitted(plan.operator).probability(features, may)
    may = may & ~others
    days: dict[tuple[date, date], float] = defaultdict(float)
    spoken: dict[tuple[date, date], Occasion] = {}
    for n in np.argsort(-chances, kind="stable"):
        o = reading.events[n]
        if may[n]:
            days[o.earliest, o.latest] += float(chances[n])
            first = spoken.setdefault((o.earliest, o.latest), o)
            if o.alike and not first.alike:
                spoken[o.earliest, o.latest] = o
    return [(spoken[d], days[d]) for d in sorted(days, key=lambda d: -days[d])]


def judged(plan: Plan, reading: Reading, verdicts: Verdicts | None) -> Reading:
    """Weigh with each event whether its sentence answers the question with its day.

    Those that are not read have the least odds of those that are.
    """
    events = reading.events[:JUDGED]
    if verdicts is None or not events:
        return reading
    days = [o.mention.text or date_words(o.mention) for o in events]
    contexts = [context_of(o.telling.hit, o.telling.start, o.telling.end) for o in events]
    question = as_when(plan.standalone_question)
    odds = log_odds(verdicts, [f"{question} {day}" for day in days], contexts)
    rest = [float(odds.min())] * (len(reading.events) - len(events))
    return replace(reading, odds=(*odds.tolist(), *rest))


@cache
def fitted(operator: Operator = "none") -> Choice:
    """Read the shipped weights: of what is asked for by its order, or of all else."""
    file = "dating_order.json" if operator in ORDERED else "dating.json"
    return load(f"order/{file}", FEATURES)


def rows(plan: Plan, reading: Reading, signs: Signs) -> Matrix:
    """Compute the features, float64 (n, len(FEATURES)), in the order of the events."""
    events = reading.events
    if not events:
        return np.zeros((0, len(FEATURES)))
    told = [reading.relevance[o.telling.hit.article.id, o.telling.start] for o in events]
    spans = [
        max(reading.spans.get((o.telling.hit.article.id, o.mention.start), NO_SPAN), NO_SPAN)
        for o in events
    ]
    best = max(o.fit for o in events), max(row[0] for row in told)
    top = max(max(o.margin for o in events), NO_SPAN), max(spans)
    orders = _orders(plan, events)
    odds = reading.odds or (0.0,) * len(events)
    return np.array(
        [
            [
                o.fit - best[0],
                *row,
                row[0] - best[1],
                max(o.margin, NO_SPAN) - top[0],
                span,
                span - top[1],
                o.part,
                *(float(sign) for sign in o.signs or (0.0,) * _SIGNS),
                *_certain(plan, o),
                float(o.alike),
                float(o.joined),
                float(plan.window is not None and inside(plan.window, o)),
                *_sides(signs.anchored, o),
                float(o.earliest != o.latest and plan.answer_noun not in COARSE_NOUNS),
                *order,
                *_ruled(plan, signs, o),
                sure,
                sure - max(odds),
            ]
            for o, row, span, order, sure in zip(events, told, spans, orders, odds, strict=True)
        ]
    )


def _certain(plan: Plan, o: Occasion) -> tuple[float, ...]:
    past = asks_past(plan.standalone_question)
    return (
        float(o.stated),
        float(o.dated_at is not None),
        float(past and o.certainty == "planned"),
        float(past and o.certainty == "denied"),
        float(past and o.certainty == "hypothetical"),
        float(not past and ahead(o)),
        float(not past and not ahead(o)),
        float(given_up(o)),
    )


def _sides(anchored: Window | None, o: Occasion) -> tuple[float, float]:
    if anchored is None:
        return 0.0, 0.0
    return float(touches(anchored, o)), float(not touches(anchored, o))


def _ruled(plan: Plan, signs: Signs, o: Occasion) -> tuple[float, float, float]:
    days = (o.earliest, o.latest)
    if signs.ruled is None or days != (signs.ruled.earliest, signs.ruled.latest):
        return 0.0, 0.0, 0.0
    return 1.0, signs.sure, float(plan.operator != "none")


def _orders(plan: Plan, events: Sequence[Occasion]) -> list[tuple[float, ...]]:
    """Return for each event its place in time among all, and among its peers by the operator."""
    told = [o.told_on for o in events]
    peers = _peers(events)
    made: list[tuple[float, ...]] = []
    for o in events:
        newer = sum(day < o.told_on for day in told) / len(told)
        earlier = sum(p.latest < o.latest for p in peers) / max(1, len(peers))
        later = sum(p.earliest > o.earliest for p in peers) / max(1, len(peers))
        stories = {t for p in peers if _same_day(p, o) for t in p.tellers} - o.tellers
        made.append(
            (
                newer,
                newer * plan.recent,
                earlier * (plan.operator == "last"),
                later * (plan.operator == "first"),
                earlier * (plan.operator == "before"),
                later * (plan.operator == "after"),
                math.log1p(len(stories)),
            )
        )
    return made


def _peers(events: Sequence[Occasion]) -> list[Occasion]:
    """Return what surely happened and is of the asked kind."""
    sure = [o for o in events if o.certainty == "happened" and o.joined and o.alike and o.stated]
    best = max((o.fit for o in sure), default=0.0)
    return [o for o in sure if o.fit >= best - ALL_OF_KIND]


def _same_day(one: Occasion, other: Occasion) -> bool:
    return one.earliest <= other.latest and other.earliest <= one.latest
