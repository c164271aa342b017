"""The next survey against the plan's targets, over the villages that both have."""

import pandas as pd
import pytest

from analysis.logic_model.outcomes import RESULTS, outcomes_data
from analysis.logic_model.plan import Outcome, Plan
from tests.analysis.examples import YEAR, catalogue_of, made_up_set, store
from tests.analysis.logic_model.plans import SET, plan_with, problem
from warehouse import Warehouse

SIX = made_up_set(size=6)
CATALOGUE = catalogue_of(SIX)
HERE, OTHER, NEW = "83010101", "83010102", "83010103"


def plan(*parts: object) -> Plan:
    return plan_with(
        *(problem(number, target_pct=20.0) for number in range(1, 7)), problem(7, indicator_code=None), *parts
    )  # type: ignore[arg-type]


@pytest.fixture
def two_years(warehouse: Warehouse) -> Warehouse:
    """1 is reached, surely; 2 barely; 3 better, 4 worse, 5 much the same; 6 has no figure in the later year."""
    before = [(HERE, number, 1000, 400) for number in range(1, 7)]
    now = [(HERE, 1, 1000, 100), (HERE, 2, 1000, 200), (HERE, 3, 1000, 300), (HERE, 4, 1000, 500), (HERE, 5, 1000, 405)]
    store(warehouse, SIX, [*before, *((OTHER, number, 1000, 400) for number in range(1, 7))])
    store(warehouse, SIX, [*now, *((NEW, number, 500, 500) for number in range(1, 6))], year_be=YEAR + 2)
    return warehouse


def test_results_are_of_the_shared_villages_alone(two_years: Warehouse) -> None:
    table = outcomes_data(two_years, CATALOGUE, plan())
    columns = ["problem_id", "before_pct", "problem_pct", "change_pct", "target_pct", "result", "is_sure", "shared"]
    assert table[columns].head(5).to_numpy().tolist() == [
        ["problem-1", 40, 10, -30, 20, "reached", True, 1],
        ["problem-2", 40, 20, -20, 20, "reached", False, 1],
        ["problem-3", 40, 30, -10, 20, "better", True, 1],
        ["problem-4", 40, 50, 10, 20, "worse", True, 1],
        ["problem-5", 40, 40.5, 0.5, 20, "similar", False, 1],
    ]
    assert table["result"].tolist()[5:] == ["no_data"]
    assert table["problem_pct"].isna().tolist() == [False] * 5 + [True]
    assert table["result_name"].tolist() == [RESULTS[each] for each in table["result"]]
    assert (table["before_year"][0], table["year_be"][0]) == (YEAR, YEAR + 2)
    assert "1 หมู่บ้าน" in table["coverage"][0]
    assert table["low_pct"][0] < 10 < table["high_pct"][0] < 20
    assert table["low_pct"][1] < 20 < table["high_pct"][1]


def test_the_outcome_s_own_target_comes_before_the_problem_s(two_years: Warehouse) -> None:
    outcomes = (
        Outcome(id="outcome-1", text="ก", links=("problem-1",), indicator_code=f"{SET}-01", target_pct=5.0),
        Outcome(id="outcome-3", text="ก", links=("problem-3",), indicator_code=f"{SET}-03", target_pct=30.0),
        Outcome(id="outcome-4", text="ก", links=("problem-4",), indicator_code=f"{SET}-01", target_pct=99.0),
    )
    table = outcomes_data(two_years, CATALOGUE, plan(*outcomes)).set_index("problem_id")
    assert table["target_pct"].tolist() == [5, 20, 30, 20, 20, 20]
    assert table["result"].tolist() == ["better", "reached", "reached", "worse", "similar", "no_data"]


def test_without_a_later_survey_nothing_is_said(warehouse: Warehouse) -> None:
    store(warehouse, SIX, [(HERE, 1, 10, 5)])
    table = outcomes_data(warehouse, CATALOGUE, plan())
    assert table["result"].tolist() == ["no_data"] * 6
    assert table["year_be"].isna().all()
    assert outcomes_data(warehouse, CATALOGUE, plan_with()).empty
    same = outcomes_data(warehouse, CATALOGUE, plan(), year_be=YEAR)
    assert same["result"].tolist() == ["no_data"] * 6


def test_a_year_may_be_chosen_and_a_set_may_be_gone(two_years: Warehouse) -> None:
    store(two_years, SIX, [(HERE, 1, 1000, 390)], year_be=YEAR + 1)
    assert outcomes_data(two_years, CATALOGUE, plan(), YEAR + 1)["result"].tolist() == ["similar", *["no_data"] * 5]
    gone = plan_with(problem(1, set_id="gone-2500", indicator_code="gone-2500-01"))
    assert outcomes_data(two_years, CATALOGUE, gone, YEAR + 1)["result"].tolist() == ["no_data"]


def test_a_problem_without_a_target_is_only_better_or_worse(two_years: Warehouse) -> None:
    table = outcomes_data(two_years, CATALOGUE, plan_with(problem(1, target_pct=None)))
    assert table["result"].tolist() == ["better"]
    assert pd.isna(table["target_pct"][0])


def test_scores_have_no_interval_and_so_no_sure_change(warehouse: Warehouse) -> None:
    scores = made_up_set(survey="nrd2c", measure="score", dimensions=1)
    for year, score in ((YEAR, 1), (YEAR + 1, 2)):
        store(warehouse, scores, [(HERE, 1, score), (HERE, 2, 1)], year_be=year, columns=["score"])
    own = [
        problem(number, set_id=scores.id, indicator_code=f"{scores.id}-{number:02}", target_pct=60.0)
        for number in (1, 2)
    ]
    made = plan_with(*own, set_id=scores.id, area_code=HERE)
    table = outcomes_data(warehouse, catalogue_of(scores), made)
    assert table[["before_pct", "problem_pct", "result", "is_sure"]].to_numpy().tolist() == [
        [100, 50, "reached", False], [100, 100, "unknown", False],
    ]  # fmt: skip
