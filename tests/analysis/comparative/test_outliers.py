"""Cells to check: the funnel worked by hand and against scipy and statsmodels, and the lists beside it."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats
from scipy.stats import mstats

from analysis.comparative.cells import Cells
from analysis.comparative.outliers import (
    ALL_FAILING,
    HIGH,
    JUMP,
    LIMIT_Z,
    LOW,
    NONE_FAILING,
    between_variance,
    funnel,
    jumps_data,
    outliers_data,
)

NAN = float("nan")


def cells(failed: list[list[float]], assessed: list[list[float]]) -> Cells:
    count, size = np.array(failed, dtype="float64"), np.array(assessed, dtype="float64")
    areas = tuple(f"8301{number:02d}" for number in range(1, len(count) + 1))
    codes = tuple(f"i{number}" for number in range(1, count.shape[1] + 1))
    return Cells(areas, codes, size, count, np.zeros(count.shape, dtype=np.bool_))


def test_the_limit_is_that_of_two_in_a_thousand() -> None:
    assert pytest.approx(stats.norm.ppf(0.999)) == LIMIT_Z


def test_areas_that_do_not_differ_have_the_limits_of_chance_alone() -> None:
    """Five areas of 100 with 10 each: target 10 %, no variance between them, limits sin²(asin √0.1 ± 3.09 / 20)."""
    found = funnel(np.full(5, 10.0), np.full(5, 100.0))
    assert found is not None
    assert (found.target_pct, found.tau) == (pytest.approx(10), 0)
    angle = np.arcsin(np.sqrt(0.1))
    assert found.low_pct[0] == pytest.approx(100 * np.sin(angle - LIMIT_Z / 20) ** 2)
    assert found.high_pct[0] == pytest.approx(100 * np.sin(angle + LIMIT_Z / 20) ** 2)
    assert found.distance.tolist() == pytest.approx([0] * 5)


def test_fewer_than_five_areas_tell_nothing() -> None:
    assert funnel(np.array([1.0, 2, 3, 99]), np.full(4, 100.0)) is None


def test_the_variance_between_areas_is_the_moment_estimate_of_winsorised_scores() -> None:
    random = np.random.default_rng(3)
    errors = random.uniform(0.02, 0.2, 81)
    scores = random.normal(0, 3, 81)
    inner = np.asarray(mstats.winsorize(scores, limits=(0.1, 0.1)))  # of 81: the same cut as the quantiles
    q, weights = (inner**2).sum(), 1 / errors**2
    expected = (q - 80) / (weights.sum() - (weights**2).sum() / weights.sum())
    assert between_variance(scores, errors) == pytest.approx(expected)
    assert between_variance(scores / 100, errors) == 0


def test_wider_limits_where_areas_truly_differ() -> None:
    """Twenty areas between 5 and 40 %: none is an outlier, though plain limits flag most; one of 95 % is."""
    shares = np.linspace(0.05, 0.40, 20)
    size = np.full((20, 1), 1_000.0)
    assert outliers_data(cells((shares[:, None] * 1_000).tolist(), size.tolist())).empty
    failed = np.append(shares[:-1], 0.95)[:, None] * 1_000
    found = outliers_data(cells(failed.tolist(), size.tolist()))
    assert found[["area_code", "indicator_code", "kind"]].to_numpy().tolist() == [["830120", "i1", HIGH]]
    row = found.iloc[0]
    assert (row["problem_pct"], row["failed"], row["assessed"]) == (95, 950, 1_000)
    assert row["distance"] > LIMIT_Z
    assert 40 < row["limit_pct"] < 95


def test_a_low_one_is_low() -> None:
    size = np.full((30, 1), 500.0)
    failed = np.full((30, 1), 300.0)
    failed[7] = 20
    found = outliers_data(cells(failed.tolist(), size.tolist()))
    assert found[["area_code", "kind"]].to_numpy().tolist() == [["830108", LOW]]
    assert found["limit_pct"].iloc[0] > 4


def test_cells_of_a_hundred_per_cent_and_areas_that_fail_nothing() -> None:
    found = outliers_data(cells([[0, 0], [5, 0], [1, 7], [0, NAN]], [[40, 90], [5, 9], [60, 70], [0, NAN]]))
    expected = [["830102", "i1", ALL_FAILING, 100.0, 5.0, 5.0], ["830101", None, NONE_FAILING, 0.0, 0.0, 90.0]]
    rows = found[["area_code", "indicator_code", "kind", "problem_pct", "failed", "assessed"]]
    assert rows.astype(object).where(rows.notna(), None).to_numpy().tolist() == expected


def test_a_jump_is_far_from_what_the_other_areas_did() -> None:
    """All fell from 20 to about 15 %; one rose to 60 %."""
    now = [150.0 + number for number in range(12)]
    table = pd.DataFrame(
        {
            "area_code": [f"8301{number:02d}" for number in range(12)], "indicator_code": "i1",
            "failed": [*now[:5], 600.0, *now[6:]], "assessed": 1_000.0,
            "before_failed": 200.0, "before_assessed": 1_000.0,
        }
    )  # fmt: skip
    found = jumps_data(table)
    assert found[["area_code", "kind", "problem_pct"]].to_numpy().tolist() == [["830105", JUMP, 60]]
    assert 16 < found["limit_pct"].iloc[0] < 30
    assert jumps_data(table.head(4)).empty
