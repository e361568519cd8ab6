from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval import stats


def test_an_interval_is_repeatable_and_holds_the_mean() -> None:
    values = [1.0] * 70 + [0.0] * 30
    low, high = stats.interval(values)
    assert stats.interval(values) == (low, high)
    # The normal approximation gives .61 to .79.
    assert low == pytest.approx(0.61, abs=0.02)
    assert high == pytest.approx(0.79, abs=0.02)
    with pytest.raises(ValueError, match="no values"):
        stats.interval([])


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_an_interval_stays_within_the_values(values: list[float]) -> None:
    low, high = stats.interval(values, draws=50)
    assert min(values) - 1e-9 <= low <= high <= max(values) + 1e-9


def test_mcnemar_by_hand() -> None:
    before = [True] * 9 + [False] * 1 + [True] * 5
    after = [False] * 9 + [True] * 1 + [True] * 5
    assert stats.mcnemar(before, after) == pytest.approx(2 * (1 + 10) / 1024)
    assert stats.mcnemar([True, False], [True, False]) == 1
    assert stats.mcnemar([True, False], [False, True]) == 1


def test_a_difference_is_of_pairs() -> None:
    mean, low, high = stats.difference([0.0, 0.0, 1.0], [1.0, 1.0, 1.0])
    assert mean == pytest.approx(2 / 3)
    assert 0 <= low <= mean <= high <= 1
    with pytest.raises(ValueError, match="zip"):
        stats.difference([1.0], [1.0, 0.0])


def test_kappa_by_hand() -> None:
    one = ["y"] * 25 + ["n"] * 25
    other = ["y"] * 20 + ["n"] * 5 + ["y"] * 10 + ["n"] * 15
    assert stats.kappa(one, other) == pytest.approx((0.7 - 0.5) / (1 - 0.5))
    assert stats.kappa(["y", "n"], ["y", "n"]) == 1
    assert math.isnan(stats.kappa(["y"], ["y"]))
    with pytest.raises(ValueError, match="no ratings"):
        stats.kappa([], [])


def test_a_quantile_is_interpolated() -> None:
    assert stats.quantile([1, 2, 3, 4], 0.5) == 2.5
    with pytest.raises(ValueError, match="no values"):
        stats.quantile([], 0.5)
