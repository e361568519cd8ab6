"""Lists of figures in, intervals, tests of chance and agreement out."""

from __future__ import annotations

import math
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np

SEED = 20250701
DRAWS = 2000
BINS = 10


def interval(
    values: Sequence[float], alpha: float = 0.05, *, draws: int = DRAWS
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
    picks = np.random.default_rng(SEED).integers(0, len(data), size=(draws, len(data)))
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


@dataclass(frozen=True, slots=True)
class Bin:
    """Answers given with about the same confidence.

    Attributes:
        said: mean confidence; right: share that was right; low, high: its 95 % Wilson interval.
    """

    n: int
    said: float
    right: float
    low: float
    high: float


def reliability(pairs: Sequence[tuple[float, bool]]) -> list[Bin]:
    """Group (confidence from 0 to 1, whether right) into BINS of equal width; empty ones are out.

    A confidence on an edge belongs to the bin above it, 1 to the last.
    Source: Guo et al., On Calibration of Modern Neural Networks (2017), section 2.
    """
    groups: dict[int, list[tuple[float, bool]]] = {}
    for confidence, right in pairs:
        groups.setdefault(min(int(confidence * BINS), BINS - 1), []).append((confidence, right))
    found = []
    for _, group in sorted(groups.items()):
        n, hits = len(group), sum(right for _, right in group)
        said = sum(confidence for confidence, _ in group) / n
        found.append(Bin(n, said, hits / n, *wilson(hits, n)))
    return found


def calibration_error(bins: Sequence[Bin]) -> float:
    """Return the expected calibration error: 0 when each bin is right as often as it says.

    Formula: sum over bins of n / N * |right - said|.
    Source: Naeini et al., Obtaining Well Calibrated Probabilities Using Bayesian Binning (2015).

    Raises:
        ValueError: there are no bins.
    """
    total = sum(one.n for one in bins)
    if not total:
        raise ValueError("no answers, so no calibration error")
    return sum(one.n * abs(one.right - one.said) for one in bins) / total


def wilson(hits: int, n: int) -> tuple[float, float]:
    """Return the 95 % interval of a share; unlike the bootstrap's it has a width at 0 and 1.

    Formula: (p + z²/2n ± z sqrt(p(1 - p)/n + z²/4n²)) / (1 + z²/n) with p = hits / n, z = 1.96.
    Source: Wilson, Probable inference, the law of succession, and statistical inference (1927).

    Raises:
        ValueError: n < 1.
    """
    if n < 1:
        raise ValueError("no trials, so no interval")
    share, square = hits / n, 1.96**2 / n
    middle = share + square / 2
    reach = math.sqrt(square * (share * (1 - share) + square / 4))
    return max(0.0, (middle - reach) / (1 + square)), min(1.0, (middle + reach) / (1 + square))


def quantile(values: Sequence[float], q: float) -> float:
    """Return the value below which a share q lies, interpolated (type 7 of Hyndman and Fan).

    Raises:
        ValueError: there are no values.
    """
    if not values:
        raise ValueError("no values, so no quantile")
    return float(np.quantile(np.asarray(values, dtype=np.float64), q))
