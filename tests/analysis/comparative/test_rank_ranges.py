"""Ranges of ranks: worked by hand, against statsmodels and scipy, and as often right as they say."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.proportion import proportion_confint

from analysis.comparative.rank_ranges import (
    OUTSIDE,
    POSSIBLE,
    SURE,
    band_size,
    bands,
    is_rankable,
    possible_places,
    rank_ranges,
    standard_error_pct,
    sure_places,
)
from tests_support import budget

NAN = float("nan")


def test_worked_by_hand() -> None:
    """Of errors 1 two means differ from 1.96 · √2 = 2.77 on: 30 from all, 20 and 17.5 not, 20 and 17 do."""
    first, last = rank_ranges([30, 20, 17.5, 17, NAN], [1, 1, 1, 1, 1])
    assert first[:4].tolist() == [1, 2, 2, 3]
    assert last[:4].tolist() == [1, 3, 4, 4]
    assert np.isnan(first[4])
    assert np.isnan(last[4])
    assert bands(first, last, 2).tolist() == [SURE, POSSIBLE, POSSIBLE, OUTSIDE, None]


def test_an_area_without_an_error_has_no_range_and_is_nobodys_rival() -> None:
    first, last = rank_ranges([90, 50, 10], [NAN, 1, 1])
    assert np.isnan(first[0])
    assert (first[1:].tolist(), last[1:].tolist()) == ([1, 2], [1, 2])


def test_the_error_is_that_of_agresti_and_coull() -> None:
    for failed, assessed in ((0, 20), (3, 14), (50, 100), (7, 7), (12, 4_000)):
        low, high = proportion_confint(failed, assessed, method="agresti_coull")
        centre = (failed + stats.norm.ppf(0.975) ** 2 / 2) / (assessed + stats.norm.ppf(0.975) ** 2)
        half = stats.norm.ppf(0.975) * standard_error_pct([failed], [assessed])[0] / 100
        assert max(0, centre - half) == pytest.approx(low)
        assert min(1, centre + half) == pytest.approx(high)
    assert np.isnan(standard_error_pct([0], [0])[0])


MEANS = st.lists(st.tuples(st.floats(0, 100), st.floats(0.01, 20)), min_size=1, max_size=40)


@given(MEANS)
@budget(60)
def test_every_pair_by_a_z_test(pairs: list[tuple[float, float]]) -> None:
    mean, error = (np.array(each) for each in zip(*pairs, strict=True))
    first, last = rank_ranges(mean, error)
    for own in range(len(mean)):
        z = (mean - mean[own]) / np.hypot(error, error[own])
        p = 2 * stats.norm.sf(np.abs(z))
        assert first[own] == 1 + ((p < 0.05) & (z > 0)).sum()
        assert last[own] == len(mean) - ((p < 0.05) & (z < 0)).sum()
        assert first[own] <= 1 + (mean > mean[own]).sum() <= last[own]


@given(MEANS, st.integers(1, 12))
@budget(60)
def test_the_possible_ones_are_found_without_comparing_all(pairs: list[tuple[float, float]], size: int) -> None:
    mean, error = (np.array(each) for each in zip(*pairs, strict=True))
    first, last = rank_ranges(mean, error)
    assert possible_places(mean, error, size).tolist() == np.flatnonzero(first <= size).tolist()
    assert sure_places(mean, error, size).tolist() == np.flatnonzero(last <= size).tolist()
    assert is_rankable(mean, error, size) == (len(mean) > 1 and (first <= size).mean() < 0.9)


@pytest.mark.parametrize("alike", [True, False])
@pytest.mark.parametrize("size", [1, 10, 40])
def test_the_same_without_comparing_the_pairs_of_many(alike: bool, size: int) -> None:
    random = np.random.default_rng(size)
    mean = np.full(1_500, 5.0) + random.normal(0, 1, 1_500) if alike else random.gamma(1, 5, 1_500)
    error = random.uniform(0.01, 2, 1_500)
    mean[3], error[7] = NAN, NAN
    first, last = rank_ranges(mean, error)
    assert possible_places(mean, error, size).tolist() == np.flatnonzero(first <= size).tolist()
    assert sure_places(mean, error, size).tolist() == np.flatnonzero(last <= size).tolist()


def test_some_areas_among_all(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only those asked for, in their order, and the same when the pairs are compared in many goes."""
    random = np.random.default_rng(7)
    mean, error = random.uniform(0, 30, 400), random.uniform(0.5, 3, 400)
    whole = rank_ranges(mean, error)
    monkeypatch.setattr("analysis.comparative.rank_ranges.AT_ONCE", 1_000)
    some = rank_ranges(mean, error, [390, 3, 17])
    assert [each[[390, 3, 17]].tolist() for each in whole] == [each.tolist() for each in some]


@pytest.mark.parametrize(("areas", "size"), [(1, 1), (2, 1), (3, 1), (17, 6), (29, 10), (30, 10), (7_588, 10)])
def test_how_many_the_first_are(areas: int, size: int) -> None:
    assert band_size(areas) == size


def test_noise_is_not_ranked_and_a_clear_order_is() -> None:
    assert not is_rankable(np.full(50, 5.0), np.full(50, 1.0), 10)
    assert is_rankable(np.arange(50.0) * 10, np.full(50, 1.0), 10)
    assert not is_rankable([5.0], [1.0], 1)
    many = np.linspace(0, 100, 5_000)
    assert is_rankable(many, np.full(5_000, 0.1), 10)
    assert not is_rankable(many, np.full(5_000, 90.0), 10)


def test_ranges_hold_the_true_rank_as_often_as_they_say() -> None:
    """Shares of 60 areas drawn again 200 times: at least 95 of 100 ranges hold the true rank, in 6 indicators' mean."""
    random = np.random.default_rng(2561)
    true, size = random.beta(2, 20, (60, 6)), random.integers(30, 400, (60, 6))
    order = 1 + (true.mean(axis=1)[None, :] > true.mean(axis=1)[:, None]).sum(axis=1)
    held = 0
    for _ in range(200):
        drawn = random.binomial(size, true)
        error = np.sqrt((standard_error_pct(drawn, size) ** 2).sum(axis=1)) / 6
        first, last = rank_ranges((100 * drawn / size).mean(axis=1), error)
        held += int(((first <= order) & (order <= last)).sum())
    assert 0.95 <= held / (60 * 200) <= 1
