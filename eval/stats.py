"""Lists of figures in, intervals, tests of chance and agreement out."""

from __future__ import annotations

import math
from collections.abc import Hashable, Sequence

import numpy as np

SEED = 20250701
DRAWS = 2000


def interval(
    values: Sequence[float], alpha: float = 0.05, *, draws: int = DRAWS, seed: int = SEED
) -> tuple[float, float]:
    """Return the bootstrap interval of the mean with 1 - alpha, by percentiles.

    The same values in the same order always give the same interval.
    Source: Efron and Tibshirani, An Introduction to the Bootstrap (1993), chapter 13.

    Raises:
        ValueError: there are no values.
    """
    if not values:
        raise ValueError("no values, so no interval")
    data = np.asarray(values, dtype=np.float64)
    picks = np.random.default_rng(seed).integers(0, len(data), size=(draws, len(data)))
    low, high = np.quantile(data[picks].mean(axis=1), [alpha / 2, 1 - alpha / 2])
    return float(low), float(high)


def difference(
    before: Sequence[float], after: Sequence[float], alpha: float = 0.05
) -> tuple[float, float, float]:
    """Return mean difference of pairs (after - before) with its bootstrap interval.

    Raises:
        ValueError: no pairs, or lists of different lengths.
    """
    gaps = [b - a for a, b in zip(before, after, strict=True)]
    low, high = interval(gaps, alpha)
    return sum(gaps) / len(gaps), low, high


def mcnemar(before: Sequence[bool], after: Sequence[bool]) -> float:
    """Return the two-sided exact p value that right and wrong changed by chance alone.

    Formula: with n pairs that differ, k of them of the rarer kind, min(1, 2 P(X <= k)) for X
    binomial (n, 1/2); 1 when no pair differs.
    Source: McNemar 1947; the exact form is the sign test on the pairs that differ.

    Raises:
        ValueError: lists of different lengths.
    """
    pairs = list(zip(before, after, strict=True))
    lost = sum(a and not b for a, b in pairs)
    won = sum(b and not a for a, b in pairs)
    n, k = lost + won, min(lost, won)
    tail = sum(math.comb(n, i) for i in range(k + 1))
    return min(1.0, float(2 * tail / 2**n))


def kappa(one: Sequence[Hashable], other: Sequence[Hashable]) -> float:
    """Return Cohen's kappa: agreement of two raters beyond chance; 1 is full, 0 is chance.

    Formula: (observed - expected) / (1 - expected). When both always say the same one thing,
    chance explains all of it and kappa is undefined: returned as nan.
    Source: Cohen, A coefficient of agreement for nominal scales (1960).

    Raises:
        ValueError: no ratings, or lists of different lengths.
    """
    pairs = list(zip(one, other, strict=True))
    if not pairs:
        raise ValueError("no ratings, so no agreement")
    observed = sum(a == b for a, b in pairs) / len(pairs)
    labels = set(one) | set(other)
    expected = sum(list(one).count(x) * list(other).count(x) for x in labels) / len(pairs) ** 2
    return math.nan if expected == 1 else (observed - expected) / (1 - expected)


def quantile(values: Sequence[float], q: float) -> float:
    """Return the value below which a share q lies, interpolated (type 7 of Hyndman and Fan).

    Raises:
        ValueError: there are no values.
    """
    if not values:
        raise ValueError("no values, so no quantile")
    return float(np.quantile(np.asarray(values, dtype=np.float64), q))
