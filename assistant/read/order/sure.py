"""An event that was chosen and all that was read in, the chance that it is the asked one out."""

from __future__ import annotations

import math

from assistant.read.order.merging import touches
from assistant.read.order.occasions import Occasion
from assistant.read.order.timed import Reading, plain_question
from assistant.read.sentence.relevance import kinds
from assistant.types import Plan, Window

# Below this an answer is more often wrong than right.
LEAST = 0.35
_MARGIN, _GAP = 6.0, 5.0
# Fitted on the tuning half of the gold set by logistic regression, and rounded.
_BIAS = -2.35
_WEIGHTS = (
    0.3,  # all names of the question take part
    0.3,  # it is of the asked kind
    2.0,  # the sentence itself names the day
    0.8,  # the reader finds an answer in the sentence
    0.9,  # share of the question's words, names apart, in the sentence
    0.3,  # ... or right before it
    -1.1,  # others fit better
)
# The same for what is no date, set by hand: that others fit better tells most.
_SAID_BIAS, _SAID_MARGIN, _SAID_GAP = 0.6, 0.08, 0.5
_SAID_UNLIKE = 0.8
# What lies outside the days asked about is hardly meant.
_OUTSIDE = 1.5


def sureness(plan: Plan, reading: Reading, o: Occasion) -> float:
    """Return the chance, 0 to 1, that an event is the one asked about."""
    own = kinds(" ".join(plan.names))
    asked = kinds(plain_question(plan.standalone_question)) - own
    best = max((other.fit for other in reading.events), default=o.fit)
    signs = (
        max(0.0, o.part),
        float(o.alike),
        float(o.stated),
        max(-1.0, min(1.0, o.margin / _MARGIN)),
        len(asked & kinds(o.telling.text)) / max(1, len(asked)),
        len(asked & kinds(o.telling.context)) / max(1, len(asked)),
        min(1.0, (best - o.fit) / _GAP),
    )
    logit = _BIAS + sum(w * x for w, x in zip(_WEIGHTS, signs, strict=True))
    return 1 / (1 + math.exp(-logit))


def sureness_said(reading: Reading, o: Occasion, margin: float, window: Window | None) -> float:
    """Return the chance, 0 to 1, that what the sentence of an event says is asked for.

    Args:
        reading: all that was read.
        o: the event.
        margin: of the span that would answer.
        window: the days asked about.
    """
    best = max((other.fit for other in reading.events), default=o.fit)
    logit = _SAID_BIAS + _SAID_MARGIN * max(-_MARGIN, min(_MARGIN, margin))
    logit -= _SAID_GAP * min(best - o.fit, _MARGIN)
    if margin < 0 and not o.alike:
        logit -= _SAID_UNLIKE
    if reading.plan.operator in {"none", "between"} and not touches(window, o):
        logit -= _OUTSIDE
    return 1 / (1 + math.exp(-logit))
