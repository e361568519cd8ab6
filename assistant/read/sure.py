"""An event that was chosen and all that was read in, the chance that it is the asked one out."""

from __future__ import annotations

import math

from assistant.read.occasions import Occasion
from assistant.read.participants import named
from assistant.read.relevance import kinds
from assistant.read.timed import Reading, plain_question
from assistant.types import Plan

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


def sureness(plan: Plan, reading: Reading, o: Occasion) -> float:
    """Return the chance, 0 to 1, that an event is the one asked about."""
    own = kinds(" ".join(named(plan)))
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
