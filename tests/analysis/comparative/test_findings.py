"""In how few places half of a problem lies, and between which levels areas differ."""

import numpy as np
import pandas as pd
import pytest
from statsmodels.formula.api import wls
from statsmodels.stats.anova import anova_lm

from analysis.comparative.cells import Cells
from analysis.comparative.findings import CONCENTRATION, concentration_data, most_concentrated_first, variance_data

NAN = float("nan")


def cells(codes: list[str], failed: list[float], assessed: list[float]) -> Cells:
    count, size = (np.array(each, dtype="float64")[:, None] for each in (failed, assessed))
    return Cells(tuple(codes), ("i1",), size, count, np.zeros(count.shape, dtype=np.bool_))


def test_half_of_all_who_fail() -> None:
    codes = [f"830101{number:02d}" for number in range(1, 14)]
    found = concentration_data(cells(codes, [2, 30, 1, 1, 1, 25, 0, 9, 9, 9, 9, 9, 5], [100] * 13))
    row = found.iloc[0]
    assert (row["areas_for_half"], row["areas"], row["failed"]) == (2, 13, 110)
    assert row["first_codes"] == ("83010102", "83010106")


def test_exactly_half_is_half_and_nobody_has_no_row() -> None:
    assert concentration_data(cells(["83010101", "83010102"], [5, 5], [10, 10]))["areas_for_half"].tolist() == [1]
    assert concentration_data(cells(["83010101", "83010102"], [0, NAN], [10, NAN])).empty


def test_fewer_than_ten_never_lead_and_then_the_smallest_share_of_areas_does() -> None:
    """Half of 9 in 1 of 10 areas, of 10 in 2 of 10, of 40 in 2 of 10, of 12 in 1 of 10."""
    rows = [("a", 1, 10, 9.0, ()), ("b", 2, 10, 10.0, ()), ("c", 2, 10, 40.0, ()), ("d", 1, 10, 12.0, ())]
    found = most_concentrated_first(pd.DataFrame(rows, columns=list(CONCENTRATION)))
    assert found["indicator_code"].tolist() == ["d", "c", "b", "a"]
    assert found["is_small"].tolist() == [False, False, False, True]


def test_the_split_by_hand() -> None:
    """Two amphoe of 10 and 30 %, the tambon alike in each, two villages 5 points off their tambon each."""
    codes = ["83010101", "83010102", "83010201", "83010202", "83020101", "83020102"]
    found = variance_data(cells(codes, [5, 15, 5, 15, 50, 70], [100, 100, 100, 100, 200, 200]), "province")
    assert found["level"].tolist() == ["amphoe", "tambon", "village"]
    # squares by level: 800 · 0.1², 0, 800 · 0.05²
    assert found["share_pct"].tolist() == pytest.approx([80, 0, 20])


def test_the_same_when_those_who_pass_are_counted() -> None:
    random = np.random.default_rng(5)
    codes = [
        f"83{amphoe:02d}{tambon:02d}{village:02d}" for amphoe in (1, 2, 3) for tambon in (1, 2) for village in (1, 2)
    ]
    size = random.integers(40, 200, len(codes)).astype("float64")
    failed = random.binomial(size.astype(int), random.uniform(0, 0.5, len(codes))).astype("float64")
    one = variance_data(cells(codes, failed.tolist(), size.tolist()), "province")
    other = variance_data(cells(codes, (size - failed).tolist(), size.tolist()), "province")
    assert one["share_pct"].tolist() == pytest.approx(other["share_pct"].tolist())
    assert one["share_pct"].sum() == pytest.approx(100)


def test_against_the_weighted_analysis_of_variance_of_statsmodels() -> None:
    random = np.random.default_rng(11)
    codes = [
        f"83{amphoe:02d}{tambon:02d}{village:02d}" for amphoe in (1, 2) for tambon in (1, 2, 3) for village in (1, 2, 3)
    ]
    size = random.integers(40, 200, len(codes)).astype("float64")
    failed = random.binomial(size.astype(int), random.uniform(0, 0.5, len(codes))).astype("float64")
    data = pd.DataFrame({"share": failed / size, "amphoe": [c[:4] for c in codes], "tambon": [c[:6] for c in codes]})
    whole = (size * (data["share"] - failed.sum() / size.sum()) ** 2).sum()
    left = [
        anova_lm(wls(f"share ~ {by}", data, weights=size).fit())["sum_sq"]["Residual"] for by in ("amphoe", "tambon")
    ]
    expected = [whole - left[0], left[0] - left[1], left[1]]
    found = variance_data(cells(codes, failed.tolist(), size.tolist()), "province")
    assert found["share_pct"].tolist() == pytest.approx([100 * each / whole for each in expected])


def test_areas_that_do_not_differ_have_no_row() -> None:
    assert variance_data(cells(["830101", "830102"], [5, 10], [50, 100]), "amphoe").empty
