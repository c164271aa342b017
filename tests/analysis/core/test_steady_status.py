"""เด่น and ด้อย only where one case more and one fewer say the same; how many would stand out by chance."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from analysis.core.standings import standing, with_status
from analysis.core.statistics import BETTER, SIMILAR, UNKNOWN, WORSE, expected_by_chance, steady_status, wilson_interval

NAN = float("nan")


def test_one_baby_is_nobodys_weakness():
    assert wilson_interval([1], [14])[0][0] == pytest.approx(1.27, abs=0.01)  # above 1 %, and 0 of 14 is not
    assert steady_status([1], [14], [1.0], [1.0]).tolist() == [SIMILAR]


def test_one_case_never_carries_a_status_by_hand():
    # of 100 against 10 %: 16 failing lie above (10.1–24.4), but 15 would not; 4 lie below (1.6–9.8), but 5 would not
    found = steady_status([16, 17, 18, 4, 3, 0], [100] * 6, [10.0] * 6, [10.0] * 6)
    alone = [wilson_interval([failed], [100]) for failed in (16, 17, 18, 4, 3, 0)]
    assert [float(low[0]) > 10 for low, _ in alone] == [True, True, True, False, False, False]
    assert found.tolist() == [SIMILAR, WORSE, WORSE, SIMILAR, BETTER, BETTER]


CASES = st.integers(1, 400).flatmap(lambda size: st.tuples(st.integers(0, size), st.just(size)))


@given(CASES, st.floats(0, 100))
def test_the_status_agrees_with_statsmodels_on_three_counts(case: tuple[int, int], rate: float):
    failed, size = case
    sides = set()
    for each in {max(0, failed - 1), failed, min(size, failed + 1)}:
        low, high = (100 * float(end) for end in proportion_confint(each, size, method="wilson"))
        sides.add(WORSE if low > rate + 1e-9 else BETTER if high < rate - 1e-9 else SIMILAR)
    found = steady_status([failed], [size], [rate], [rate])[0]
    if found in (WORSE, BETTER):
        assert sides == {found}
        assert size >= 30
    elif size >= 30:
        assert sides != {WORSE}
        assert sides != {BETTER}


def test_missing_is_unknown_and_few_have_a_name_of_their_own():
    table = pd.DataFrame(
        {"indicator_code": ["a", "b", "c", "d"], "failed": [20.0, 20, NAN, 20], "assessed": [20.0, 100, NAN, 100]}
    )
    low, high = wilson_interval(table["failed"], table["assessed"])
    ends = pd.DataFrame({"indicator_code": ["a", "b", "c", "d"], "reference_pct": [10.0, 10, 10, NAN]})
    ends = ends.assign(reference_low_pct=ends["reference_pct"], reference_high_pct=ends["reference_pct"])
    found = with_status(table.assign(low_pct=low, high_pct=high), ends)
    assert found["status"].tolist() == [SIMILAR, WORSE, UNKNOWN, UNKNOWN]
    assert found["status_name"].tolist()[0] == "จำนวนน้อย ยังบอกไม่ได้"


def test_at_most_so_many_stand_out_by_chance():
    random = np.random.default_rng(7)
    sizes, rates = random.integers(30, 3000, 40), random.uniform(1, 60, 40)
    expected = expected_by_chance([SIMILAR] * 40, sizes)
    assert expected == pytest.approx(2.0)
    draws = random.binomial(sizes, rates / 100, size=(2000, 40))
    stand_out = np.isin(steady_status(draws, np.broadcast_to(sizes, draws.shape), np.broadcast_to(rates, draws.shape),
                                      np.broadcast_to(rates, draws.shape)), [BETTER, WORSE])  # fmt: skip
    assert 0.5 * expected < stand_out.sum(axis=1).mean() <= expected
    assert np.isnan(expected_by_chance([UNKNOWN], [100]))
    assert expected_by_chance([SIMILAR, WORSE, UNKNOWN], [29, 30, 500]) == pytest.approx(0.05)


@pytest.mark.parametrize(("assessed", "expected"), [(8, SIMILAR), (29, SIMILAR), (30, WORSE)])
def test_a_mean_of_indicators_that_were_asked_of_few_stands_out_nowhere(assessed: int, expected: str):
    """8 of 8 that fail have an interval from 67.6 %: above 10 %, and still of few."""
    low, high = wilson_interval([assessed] * 2, [assessed] * 2)
    ends = pd.DataFrame({"low_pct": low, "high_pct": high, "assessed": [assessed] * 2})
    ends = ends.assign(failed=ends["assessed"], problem_pct=100.0)
    reference = {"reference_pct": 10.0, "reference_low_pct": 10.0, "reference_high_pct": 10.0}
    assert low[0] > 67
    assert standing(ends.assign(**reference)).status == expected
