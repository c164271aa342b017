"""Arithmetic on percentages against hand figures, statsmodels and properties."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from analysis.core.statistics import (
    looked_up,
    numbers,
    percentile_rank,
    rank_from_largest,
    score_problem_pct,
    share_not_higher_pct,
    share_pct,
    status,
    value_problem_pct,
    wilson_interval,
)

COUNTS = st.integers(1, 100_000).flatmap(lambda size: st.tuples(st.integers(0, size), st.just(size)))
NAN = float("nan")


def test_wilson_interval_by_hand():
    low, high = wilson_interval([10, 0, 5, 1], [100, 20, 5, 3])
    assert low == pytest.approx([5.5229, 0, 56.5518, 6.1492], abs=1e-4)
    assert high == pytest.approx([17.4366, 16.1125, 100, 79.2340], abs=1e-4)


@given(COUNTS)
def test_wilson_interval_agrees_with_statsmodels(counts: tuple[int, int]):
    low, high = wilson_interval([counts[0]], [counts[1]])
    expected = proportion_confint(*counts, method="wilson")
    assert (low[0] / 100, high[0] / 100) == pytest.approx(expected, abs=1e-9)


@given(COUNTS)
def test_wilson_interval_holds_the_share(counts: tuple[int, int]):
    low, high = wilson_interval([counts[0]], [counts[1]])
    assert 0 <= low[0] <= 100 * counts[0] / counts[1] + 1e-9
    assert 100 * counts[0] / counts[1] - 1e-9 <= high[0] <= 100


def test_missing_never_becomes_zero():
    low, high = wilson_interval([0, NAN, 3], [0, 10, NAN])
    assert np.isnan(low).all()
    assert np.isnan(high).all()
    assert np.isnan(share_pct([0, NAN, 1], [0, 4, NAN])).all()
    assert np.isnan(score_problem_pct([0, NAN], [0, 1], [0, 1])).all()
    assert np.isnan(value_problem_pct([NAN, 3, 3], [0, NAN, 0], [10, 10, NAN], [False] * 3)).all()


@given(COUNTS, st.integers(2, 1000))
def test_scaling_the_counts_changes_no_percentage(counts: tuple[int, int], factor: int):
    failed, assessed = counts
    assert share_pct([failed], [assessed]) == share_pct([failed * factor], [assessed * factor])


@given(COUNTS)
def test_one_more_passing_never_raises_the_problem(counts: tuple[int, int]):
    failed, assessed = counts
    better = share_pct([max(0, failed - 1)], [assessed])
    assert better <= share_pct([failed], [assessed])


def test_score_problem_by_hand():
    assert list(score_problem_pct([1, 0, 2], [0, 0, 1], [0, 4, 1])) == [100, 0, 62.5]


def test_value_problem_depends_on_its_best_end():
    values, low, high = [0, 25, 100, 140], [0] * 4, [100] * 4
    assert list(value_problem_pct(values, low, high, [True] * 4)) == [0, 25, 100, 100]
    assert list(value_problem_pct(values, low, high, [False] * 4)) == [100, 75, 0, 0]


def test_status_is_better_only_when_the_whole_interval_is():
    found = status([5, 5, 5, NAN, 5, 10], [15, 15, 15, 15, NAN, 15], [20, 10, 2, 10, 10, 10])
    assert list(found) == ["better", "similar", "worse", "unknown", "unknown", "similar"]


def test_percentile_rank_shares_ties_and_skips_missing():
    assert percentile_rank([3, NAN, 1, 3]) == pytest.approx([2.5 / 3, NAN, 1 / 3, 2.5 / 3], nan_ok=True)


@given(st.lists(st.one_of(st.none(), st.floats(-1e6, 1e6)), max_size=40))
def test_percentile_rank_lies_above_0_and_up_to_1(values: list[float | None]):
    cells = [NAN if value is None else value for value in values]
    for value, rank in zip(cells, percentile_rank(cells), strict=True):
        assert math.isnan(rank) if math.isnan(value) else 0 < rank <= 1


@given(st.lists(st.one_of(st.none(), st.integers(-3, 3).map(float)), max_size=12))
def test_ranks_are_those_of_pandas(values: list[float | None]):
    series = pd.Series(values, dtype="float64")
    ranks = series.rank(pct=True, method="average").to_numpy()
    np.testing.assert_array_equal(percentile_rank(numbers(values)), ranks)
    largest = series.rank(method="min", ascending=False).to_numpy()
    np.testing.assert_array_equal(rank_from_largest(numbers(values)), largest)


def test_what_a_table_holds_for_a_code_is_looked_up():
    table = pd.DataFrame({"indicator_code": ["b", "a"], "axis_code": ["x", "y"], "problem_pct": [2.0, float("nan")]})
    found = looked_up(pd.Series(["a", "b", "c", "b"]), table, "problem_pct")
    np.testing.assert_array_equal(found, [np.nan, 2, np.nan, 2])
    assert looked_up(pd.Series(["x"]), table, "problem_pct", "axis_code").tolist() == [2]
    assert len(looked_up(pd.Series([], dtype="str"), table, "problem_pct")) == 0


def test_rank_from_largest_shares_ties():
    assert rank_from_largest([2, 5, NAN, 5, 0.1 + 0.2, 0.3]) == pytest.approx([3, 1, NAN, 1, 4, 4], nan_ok=True)


def test_share_not_higher():
    assert share_not_higher_pct(3, [1, 2, 3, 4, NAN]) == 75
    assert math.isnan(share_not_higher_pct(3, [NAN]))
    assert math.isnan(share_not_higher_pct(NAN, [1]))
