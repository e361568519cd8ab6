"""What came last, first, before or after that is no day: which of the possible answers it is.

What an answer is worth by the choice among spans, which knows nothing of order, and how sure the
rules of order (`chronology.py`) are where they point at it, are weighed against each other; the
weights stand in `ordering.json`, fitted by `training/choice/fit_ordering.py`. Signs of the place
of an answer's event in time brought nothing beside these two.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from assistant.read.order.possible import ORDERS
from assistant.read.sentence.candidates import Candidate
from assistant.read.spans.choose import Choice, load
from assistant.read.spans.features import agree, answer_stems
from assistant.types import Draft, Hit, Plan

FEATURES = (
    "worth",  # what the choice among spans makes of it
    "ruled",  # how sure the rules of order are, where they point at it or a fuller form
)
# How many further passages are read that the rules of order point at.
FURTHER = 3
Matrix = NDArray[np.float64]


@cache
def fitted() -> Choice:
    """Read the shipped weights."""
    return load("order/ordering.json", FEATURES)


def asks(plan: Plan) -> bool:
    """Tell whether a question is one of order whose answer is no day."""
    return plan.operator in ORDERS and plan.answer_type not in {"date", "list", "yes-no"}


def to_read(hits: Sequence[Hit], ruled: Draft | None, count: int) -> list[Hit]:
    """Return the first hits, and those behind them that the rules of order point at."""
    pointed = set(ruled.order[:FURTHER]) if ruled else set()
    return [hit for n, hit in enumerate(hits) if n < count or hit.passage.id in pointed]


def rows(candidates: Sequence[Candidate], worth: Matrix, ruled: Draft | None) -> Matrix:
    """Compute the features, float64 (n, len(FEATURES)), in the order of the candidates.

    Args:
        candidates: possible answers.
        worth: what the choice among spans makes of each, (n,).
        ruled: what the rules of order make of the question.
    """
    sure = np.zeros(len(candidates))
    if ruled is not None and ruled.short:
        short = answer_stems(ruled.short)
        points = [agree(short, answer_stems(c.text)) for c in candidates]
        sure = ruled.confidence * np.array(points, dtype=np.float64)
    return np.column_stack([worth, sure])
