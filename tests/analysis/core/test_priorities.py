"""The order of problems by hand, against plain Python, and how it stands up to other draws of the same people."""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.core.priorities import Standpoint, people_pct, priority_data, ranked_among
from analysis.core.references import Reference
from analysis.core.statistics import wilson_interval
from tests.analysis.examples import made_up_set
from tests_support import budget

NAN = float("nan")
UNITS = ("คน", "คน", "ครัวเรือน", "คน", "ครัวเรือน", "คน")
EMPTY = pd.DataFrame({"indicator_code": [], "problem_pct": [], "change_pct": [], "change_status": []})
EMPTY = EMPTY.astype({"indicator_code": "str", "change_status": "str"})


def figures(counts: Sequence[tuple[int, int]], area_code: str = "830101") -> pd.DataFrame:
    """Indicators 1 … n of an area with (assessed, failed)."""
    assessed, failed = (np.array(each, dtype="float64") for each in zip(*counts, strict=True))
    low, high = wilson_interval(failed, assessed)
    with np.errstate(invalid="ignore", divide="ignore"):
        problem = np.where(assessed > 0, 100 * failed / assessed, NAN)
    numbers = range(1, len(counts) + 1)
    return pd.DataFrame({
        "area_code": area_code, "indicator_code": [f"jpt-made-up-{number:02d}" for number in numbers],
        "number": numbers, "unit": list(UNITS[: len(counts)]), "assessed": assessed, "failed": failed,
        "problem_pct": problem, "low_pct": low, "high_pct": high, "gap_pct": NAN,
    })  # fmt: skip


def against(rates: Sequence[float]) -> Reference:
    """A reference with these percentages."""
    table = figures([(10_000, round(rate * 100)) for rate in rates], "8301")
    return Reference("parent", "อำเภอทดลอง", "", "8301", 2581, table, table, table.head(0))


def ranked(counts: Sequence[tuple[int, int]], rates: Sequence[float] = (), **more: Any) -> pd.DataFrame:
    """The order of the problems; without `rates` there is nothing to compare with."""
    none = figures([(1, 0)]).head(0)
    reference = against(rates) if rates else Reference("none", None, "", None, 2581, none, none, none)
    return priority_data(figures(counts), Standpoint(reference, more.pop("changes", EMPTY), EMPTY, **more))


COUNTS = [(1000, 300), (1000, 400), (200, 30), (1000, 9), (200, 120), (20, 15)]
RATES = [10, 60, 15, 0.1, 20, 10]


def test_tier_then_people_by_hand():
    found = ranked(COUNTS, RATES)
    columns = ["number", "rank", "tier", "people_pct", "excess", "is_small"]
    expected = [
        [5, 1, 1, 60.0, 120 - 0.2 * 200, False],  # 120 of 200 households, clearly more than 20 %
        [1, 2, 1, 30.0, 300 - 0.1 * 1000, False],
        [3, 3, 2, 15.0, 0.0, False],  # as many as in the parent
        [4, 4, 1, 0.9, 9 - 1, True],  # nine people never lead
        [6, 5, 2, 1.5, 15 - 2, True],  # 15 of 20: too few assessed to tell
        [2, 6, 3, 40.0, 400 - 0.6 * 1000, False],  # most people of all, but clearly fewer than there
    ]
    for row, wanted in zip(
        found[columns].astype("float64").to_numpy().tolist(), np.array(expected, dtype="float64").tolist(), strict=True
    ):
        assert row == pytest.approx(wanted, nan_ok=True)


def test_without_a_reference_people_alone_decide():
    found = ranked(COUNTS)
    assert found["tier"].tolist() == [4] * 6
    assert found["number"].tolist() == [5, 2, 1, 3, 6, 4]
    assert found["rank"].tolist()[:4] == [1, 2, 3, 4]
    assert found["excess"].isna().all()


def test_fewer_than_three_lead_where_fewer_may():
    found = ranked([(1000, 300), (1000, 400), (200, 3), (1000, 9)], [10, 60, 1, 0.5])
    assert found[["number", "rank", "tier", "is_small"]].to_numpy().tolist() == [
        [1, 1, 1, False], [3, 4, 2, True], [4, 5, 2, True], [2, 6, 3, False],
    ]  # fmt: skip


def test_where_no_row_has_ten_cases_are_listed_without_rank():
    found = ranked([(100, 9), (100, 3), (15, 12)], [1, 1, 1])
    assert found["rank"].isna().all()
    assert found["is_small"].all()
    assert found[["number", "tier"]].to_numpy().tolist() == [[1, 1], [3, 2], [2, 2]]


def test_ties_share_the_smaller_rank():
    found = ranked([(1000, 300), (1000, 300), (500, 100), (1000, 100)], [10, 5, 10, 2])
    # 100 of the 500 households asked at most come to 20 %, 300 of 1,000 persons to 30 %
    assert found[["number", "rank"]].to_numpy().tolist() == [[1, 1], [2, 1], [3, 3], [4, 4]]


def test_of_an_area_too_little_surveyed_nothing_is_called_worse():
    assert set(ranked(COUNTS, RATES, is_judged=False)["tier"]) == {2}


def test_no_change_since_last_year_moves_a_rank():
    plain = ranked(COUNTS, RATES)
    for status in ("similar", "worse", "better"):
        codes = [f"jpt-made-up-{number:02d}" for number in range(1, 7)]
        changes = pd.DataFrame({"indicator_code": codes, "problem_pct": 1.0, "change_pct": [9.0, -9, 3, -3, 5, 50],
                                "change_status": status})  # fmt: skip
        found = ranked(COUNTS, RATES, changes=changes)
        assert found[["number", "rank", "tier"]].equals(plain[["number", "rank", "tier"]])
        assert set(found["change_status"]) == {status}
        if status == "similar":  # not in the user's own view either
            assert found["trend"].nunique() == 1


def test_sets_without_counts_are_ranked_by_how_bad_they_are():
    scores = figures([(10, 1)] * 3).assign(failed=NAN, low_pct=NAN, high_pct=NAN, problem_pct=[20.0, 70.0, 50.0])
    table = scores.assign(problem_pct=30.0)
    reference = Reference("parent", "อำเภอ", "", "8301", 2581, table, table, table.head(0))
    found = priority_data(scores, Standpoint(reference, EMPTY, EMPTY))
    assert found[["number", "rank", "tier"]].to_numpy().tolist() == [[2, 1, 2], [3, 2, 2], [1, 3, 2]]
    assert not found["is_small"].any()
    assert found["excess"].isna().all()


def test_each_unit_counts_against_all_of_its_own():
    table = figures([(400, 40), (1000, 100), (50, 25), (10, 1), (200, 20)])
    assert people_pct(table) == pytest.approx([4, 10, 12.5, 0.1, 10])


CELL = st.integers(0, 400).flatmap(lambda size: st.tuples(st.just(size), st.integers(0, size)))


@budget(60)
@given(st.lists(CELL, min_size=6, max_size=6), st.lists(st.integers(1, 99), min_size=6, max_size=6))
def test_the_order_agrees_with_plain_python(counts: list[tuple[int, int]], rates: list[int]):
    found = ranked(counts, rates)
    assert found["number"].tolist() == [number for *_, number in sorted(plain_order(counts, rates))]
    assert found["rank"].dropna().is_monotonic_increasing


def plain_order(counts: list[tuple[int, int]], rates: list[int]) -> list[tuple[bool, bool, int, float, int]]:
    """(clearly better, is small, tier, − share of people, number) of each problem, worked out one by one."""
    everyone = {unit: max(size for (size, _), own in zip(counts, UNITS, strict=True) if own == unit) for unit in UNITS}
    rows = []
    for number, ((size, failed), rate, unit) in enumerate(zip(counts, rates, UNITS, strict=True), 1):
        if failed:
            sides = {plain_side(max(0, min(size, failed + more)), size, rate) for more in (-1, 0, 1)}
            tier = {"above": 1, "below": 3}.get(sides.pop(), 2) if len(sides) == 1 and size >= 30 else 2
            rows.append((tier == 3, failed < 10 or size < 30, tier, -round(100 * failed / everyone[unit], 9), number))
    return rows


def plain_side(failed: int, size: int, rate: float) -> str:
    """Where Wilson's interval lies, from the score test: the shares within 1.96 of their own standard errors."""
    p, q = failed / size, rate / 100
    if abs(p - q) <= 1.959963984540054 * math.sqrt(q * (1 - q) / size) + 1e-12:
        return "covers"
    return "above" if p > q else "below"


def test_the_set_of_examples_has_six_indicators():
    assert [each.code for each in made_up_set(size=6).indicators] == list(figures([(1, 0)] * 6)["indicator_code"])


def test_ranked_among_themselves_no_gap_tells_of_the_others() -> None:
    """All stay as they are; without the first the second leads; of small ones alone no order is told."""
    found = ranked(COUNTS, RATES)
    pd.testing.assert_frame_equal(ranked_among(found), found)
    fewer = ranked_among(found.drop(index=[0, 3]))
    assert list(zip(fewer["number"], fewer["rank"], strict=True)) == [(1, 1), (3, 2), (6, 4), (2, 5)]
    assert ranked_among(found[found["is_small"]])["rank"].isna().all()
