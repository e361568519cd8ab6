"""A ranking and what is relevant in, a figure between 0 and 1 out.

Ranks count from 1. A ranking lists distinct ids, best first, and shorter ones than k count as they
are. Ties have been broken by whoever ranked. With nothing relevant the figure is undefined, which
is an error here and a case left out by the caller, never a zero.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence


def hit(ranking: Sequence[str], relevant: Collection[str], k: int) -> float:
    """Return 1 when one of the first k is relevant, else 0.

    Raises:
        ValueError: nothing is relevant, or k < 1.
    """
    _check(relevant, k)
    return float(any(item in relevant for item in ranking[:k]))


def recall(ranking: Sequence[str], relevant: Collection[str], k: int) -> float:
    """Return the share of the relevant that is among the first k.

    Formula: |relevant in first k| / |relevant|.

    Raises:
        ValueError: nothing is relevant, or k < 1.
    """
    _check(relevant, k)
    return sum(item in relevant for item in ranking[:k]) / len(set(relevant))


def reciprocal_rank(ranking: Sequence[str], relevant: Collection[str], k: int) -> float:
    """Return 1 / rank of the first relevant one; 0 when none is among the first k.

    Source: Voorhees, The TREC-8 Question Answering Track Report (1999).

    Raises:
        ValueError: nothing is relevant, or k < 1.
    """
    _check(relevant, k)
    ranks = (rank for rank, item in enumerate(ranking[:k], 1) if item in relevant)
    return 1 / next(ranks, math.inf)


def ndcg(ranking: Sequence[str], relevant: Collection[str], k: int) -> float:
    """Return the discounted gain of the first k over that of the best order, gains 0 or 1.

    Formula: DCG = sum over relevant ranks r <= k of 1 / log2(r + 1); nDCG = DCG / best DCG.
    Source: Jarvelin and Kekalainen, Cumulated gain-based evaluation of IR techniques (2002).

    Raises:
        ValueError: nothing is relevant, or k < 1.
    """
    _check(relevant, k)
    gained = sum(1 / math.log2(r + 1) for r, item in enumerate(ranking[:k], 1) if item in relevant)
    best = sum(1 / math.log2(r + 1) for r in range(1, min(len(set(relevant)), k) + 1))
    return gained / best


def _check(relevant: Collection[str], k: int) -> None:
    if not relevant:
        raise ValueError("nothing is relevant, so the figure is undefined")
    if k < 1:
        raise ValueError("k counts from 1")
