"""The order of problems on the published figures of two provinces, drawn again sixty times: what leads is never what
is clearly better than in the amphoe above, nor what touches fewer than ten people."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analysis.core.priorities import FEWEST_LEADING, LEADING, Standpoint, priority_data
from analysis.core.references import Reference
from analysis.core.standings import with_status
from analysis.core.statistics import BETTER, FEW_ASSESSED, WORSE, share_pct, steady_status, wilson_interval
from catalogue import load_catalogue
from tests.analysis.examples import tpmap_facts

SET = load_catalogue().get("jpt-2560")
DRAWS = 60
NOTHING = pd.DataFrame({"indicator_code": [], "problem_pct": [], "change_pct": [], "change_status": []})


def with_shares(table: pd.DataFrame) -> pd.DataFrame:
    low, high = wilson_interval(table["failed"], table["assessed"])
    problem = share_pct(table["failed"], table["assessed"])
    codes = [SET.by_number(number).code for number in table["number"]]
    return table.assign(
        indicator_code=codes, problem_pct=problem, low_pct=low, high_pct=high, gap_pct=np.nan, unit="คน"
    ).reset_index(drop=True)


def areas(folder: Path) -> Iterator[tuple[pd.DataFrame, Reference]]:
    """The figures of every tambon of two provinces, each with its amphoe as reference."""
    for province in ("83", "30"):
        above = with_shares(tpmap_facts(folder, province, "amphoe"))
        for code, own in tpmap_facts(folder, province, "tambon").groupby("area_code"):
            table = above[above["area_code"] == str(code)[:4]].reset_index(drop=True)
            yield with_shares(own), Reference("parent", "อำเภอ", "", str(code)[:4], 2561, table, table, table.head(0))


def leading(own: pd.DataFrame, reference: Reference) -> list[int]:
    """Places of the leading problems of an area, by the function that ranks them."""
    problems = priority_data(own, Standpoint(reference, NOTHING, NOTHING))
    first = set(problems[problems["rank"] <= LEADING].head(LEADING)["indicator_code"])
    return [place for place, code in enumerate(own["indicator_code"]) if code in first]


def leading_of_draws(failed: np.ndarray, own: pd.DataFrame, reference: Reference) -> np.ndarray:
    """The same for many draws at once, without tables: one row a draw, True for a leading problem."""
    assessed = np.broadcast_to(own["assessed"].to_numpy(dtype="float64"), failed.shape)
    rate = reference.ends["reference_pct"].to_numpy()
    status = steady_status(failed, assessed, np.broadcast_to(rate, failed.shape), np.broadcast_to(rate, failed.shape))
    tier = np.select([status == WORSE, status == BETTER], [1.0, 3.0], 2.0)
    may_lead = (failed >= FEWEST_LEADING) & (assessed >= FEW_ASSESSED) & (tier < 3)
    key = np.where(may_lead, tier * 1e9 - failed, np.inf)  # TPMAP counts persons in every row: one unit, one total
    order = np.argsort(key, axis=1, kind="stable")[:, :LEADING]
    out = np.zeros(failed.shape, dtype=bool)
    np.put_along_axis(out, order, values=True, axis=1)
    return out & may_lead


@pytest.fixture(scope="module")
def measured(shared_data: Path) -> dict[str, float]:
    """Over all tambon and draws: the share of leading problems that the true figures call clearly better than the
    amphoe, the fewest people among the leading, and how often the leading three of a draw are the true ones."""
    random = np.random.default_rng(2561)
    better = shown = same = tambon = alike = 0
    fewest = np.inf
    for own, reference in areas(shared_data):
        is_better = (with_status(own, reference.ends)["status"] == BETTER).to_numpy()
        rate = np.nan_to_num(own["problem_pct"].to_numpy() / 100)
        drawn = random.binomial(own["assessed"].to_numpy(), rate, size=(DRAWS, len(own))).astype("float64")
        true_failed = own["failed"].to_numpy(dtype="float64")[None, :]
        truth = leading_of_draws(true_failed, own, reference)[0]
        alike += np.flatnonzero(truth).tolist() == leading(own, reference)
        top = leading_of_draws(drawn, own, reference)
        better += int((top & is_better).sum())
        shown += int(top.sum())
        same += int((top == truth).all(axis=1).sum())
        fewest = min(fewest, drawn[top].min(initial=np.inf))
        tambon += 1
    return {
        "better": better / shown,
        "fewest": fewest,
        "same": same / (tambon * DRAWS),
        "tambon": tambon,
        "alike": alike,
    }


def test_the_draws_are_ranked_as_the_sheet_ranks(measured: dict[str, float]):
    assert measured["alike"] == measured["tambon"]


def test_what_leads_is_hardly_ever_clearly_better_than_the_area_above(measured: dict[str, float]):
    assert measured["tambon"] > 300
    assert measured["better"] <= 0.05


def test_fewer_than_ten_people_never_lead(measured: dict[str, float]):
    assert measured["fewest"] >= FEWEST_LEADING


def test_the_leading_three_stand_up_to_another_draw(measured: dict[str, float]):
    assert measured["same"] >= 0.7
