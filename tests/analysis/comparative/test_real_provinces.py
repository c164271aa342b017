"""The findings on the published figures of two provinces: what is flagged, ranked, concentrated there."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analysis.comparative.cells import Cells, cells_of, not_rankable
from analysis.comparative.findings import concentration_data, variance_data
from analysis.comparative.outliers import ALL_FAILING, HIGH, LOW, NONE_FAILING, outliers_data
from analysis.comparative.rank_ranges import rank_ranges, standard_error_pct
from catalogue import load_catalogue
from tests.analysis.examples import tpmap_facts

CODES = [each.code for each in load_catalogue().get("jpt-2560").indicators]
SIZES = {"30": 2.68, "83": 2.05}  # persons a household in the same files


@pytest.fixture(scope="module")
def real(shared_data: Path) -> Callable[[str, str], Cells]:
    @cache
    def of(province: str, level: str) -> Cells:
        facts = tpmap_facts(shared_data, province, level)
        facts = facts[facts["assessed"] > 0].assign(indicator_place=lambda each: each["number"] - 1, unit="คน")
        return cells_of(facts, CODES, SIZES[province])

    return of


def test_cells_of_the_funnel(real: Callable[[str, str], Cells]) -> None:
    found = outliers_data(real("30", "tambon"))["kind"].value_counts()
    assert int((real("30", "tambon").assessed > 0).sum()) == 9_632
    assert found[HIGH] + found[LOW] + found[ALL_FAILING] == 170


@pytest.mark.parametrize(
    ("province", "level"), [("30", "tambon"), ("30", "village"), ("83", "tambon"), ("83", "village")]
)
def test_at_most_three_in_a_hundred_cells_are_flagged(
    real: Callable[[str, str], Cells], province: str, level: str
) -> None:
    cells = real(province, level)
    flagged = int(outliers_data(cells)["kind"].isin([HIGH, LOW, ALL_FAILING]).sum())
    assert 0 < flagged <= 0.03 * int((cells.assessed > 0).sum())


def test_villages_that_fail_nothing_and_cells_of_a_hundred_per_cent(real: Callable[[str, str], Cells]) -> None:
    found = outliers_data(real("30", "village"))
    nobody = found[found["kind"] == NONE_FAILING]
    assert (len(nobody), int((nobody["assessed"] >= 100).sum())) == (114, 84)
    assert int((found["kind"] == ALL_FAILING).sum()) == 167


def test_indicators_that_nobody_can_order(real: Callable[[str, str], Cells]) -> None:
    """Of each of them every tambon may be among the worst ten; of the next one seven in ten may."""
    found = not_rankable(real("30", "tambon"))
    assert [int(code[-2:]) for code in found] == [1, 3, 9, 10, 15, 18, 27, 28, 29]


def test_half_of_a_problem_lies_in_few_tambon(real: Callable[[str, str], Cells]) -> None:
    cells = real("30", "tambon")
    found = concentration_data(cells).set_index("indicator_code")
    assert found["failed"].to_dict() == pytest.approx(
        {code: total for code, total in zip(CODES, np.nansum(cells.failed, axis=0), strict=True) if total > 0}
    )
    assert (found["areas_for_half"] <= found["areas"] / 2).all()
    assert found.loc["jpt-2560-01", "areas_for_half"] == 7


def test_the_split_of_variance_adds_up(real: Callable[[str, str], Cells]) -> None:
    found = variance_data(real("30", "village"), "province")
    sums = found.groupby("indicator_code")["share_pct"].sum()
    assert sums.tolist() == pytest.approx([100] * len(sums))
    assert found["level"].unique().tolist() == ["amphoe", "tambon", "village"]


def test_ranges_of_ranks_hold_the_true_rank(real: Callable[[str, str], Cells]) -> None:
    """The tambon of a province drawn again from their own rates, households answering as one: 97 of 100 hold."""
    cells = real("30", "tambon")
    failing, answers = cells.answers
    size = np.round(np.nan_to_num(answers)).astype("int64")
    true = np.where(size > 0, np.divide(failing, answers, where=answers > 0, out=np.zeros_like(failing)), np.nan)
    mean = np.nanmean(true, axis=1)
    order = 1 + (mean[None, :] > mean[:, None] + 1e-12).sum(axis=1)
    random, held = np.random.default_rng(2561), []
    for _ in range(20):
        drawn = random.binomial(size, np.nan_to_num(true)).astype("float64")
        share = np.where(size > 0, 100 * drawn / np.maximum(size, 1), np.nan)
        squares = standard_error_pct(drawn, np.where(size > 0, size, np.nan)) ** 2
        error = np.sqrt(np.nansum(squares, axis=1)) / (size > 0).sum(axis=1)
        first, last = rank_ranges(np.nanmean(share, axis=1), error)
        held.append(((first <= order) & (order <= last)).mean())
    assert 0.97 <= float(pd.Series(held).mean()) <= 1
