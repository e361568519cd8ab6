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


def test_reliability_bins_by_hand() -> None:
    pairs = [(0.05, False), (0.3, True), (0.32, False), (0.38, False), (0.95, True), (1.0, True)]
    low, middle, high = stats.reliability(pairs)
    assert (low.n, middle.n, high.n) == (1, 3, 2)
    assert middle.said == pytest.approx((0.3 + 0.32 + 0.38) / 3)
    assert middle.right == pytest.approx(1 / 3)
    assert high.said == pytest.approx(0.975)
    assert high.right == 1
    gap = 1 * 0.05 + 3 * abs(1 / 3 - 1 / 3) + 2 * 0.025
    assert stats.calibration_error([low, middle, high]) == pytest.approx(gap / 6)
    assert stats.reliability([]) == []
    with pytest.raises(ValueError, match="no answers"):
        stats.calibration_error([])


def test_a_confidence_on_an_edge_is_in_the_bin_above() -> None:
    assert [one.n for one in stats.reliability([(0.5, True), (0.49, True)])] == [1, 1]


def test_wilson_by_hand() -> None:
    # Newcombe (1998), table I: 81 of 263, and 0 of 20 and 1 of 29.
    assert stats.wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=5e-5)
    assert stats.wilson(0, 20) == pytest.approx((0.0, 0.1611), abs=5e-5)
    assert stats.wilson(1, 29) == pytest.approx((0.0061, 0.1718), abs=5e-5)
    assert stats.wilson(20, 20)[1] == pytest.approx(1)
    with pytest.raises(ValueError, match="no trials"):
        stats.wilson(0, 0)
