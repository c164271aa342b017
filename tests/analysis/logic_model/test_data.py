"""The drafted chain of each problem: baseline, target and whose it is, whom to reach."""

import pytest

from analysis import AnalysisError
from analysis.core.scope import Question
from analysis.logic_model.data import logic_model_data
from catalogue.suggestions import PARTS
from tests.analysis.examples import YEAR, catalogue_of, made_up_set, store
from warehouse import Warehouse

NAN = float("nan")
FOUR = made_up_set(size=4, indicator_1={"targets": {YEAR: 90}}, indicator_4={"targets": {YEAR: 50}, "unit": "ครัวเรือน"})
CATALOGUE = catalogue_of(FOUR)


@pytest.fixture
def villages(warehouse: Warehouse) -> Warehouse:
    rows = [
        ("83010101", 1, 200, 60), ("83010101", 2, 100, 40), ("83010101", 3, 100, 8), ("83010101", 4, 50, 5),
        ("83010102", 2, 100, 10), ("83010103", 2, 100, 20), ("83010104", 2, 100, 50),
        ("83010102", 3, 100, 30),
    ]  # fmt: skip
    store(warehouse, FOUR, rows)
    return warehouse


def test_targets_and_whom_to_reach(villages: Warehouse):
    chains = logic_model_data(villages, CATALOGUE, Question("83010101", YEAR)).chains.set_index("number")
    columns = ["baseline_pct", "baseline_failed", "baseline_assessed", "to_reach", "to_pass"]
    assert chains.loc[1, [*columns, "target_pct", "target_source"]].tolist() == [30, 60, 200, 60, 40, 90, "set"]
    # halfway from 40 % to the best quarter of 10, 20 and 50 %, which is 15 %
    assert chains.loc[2, [*columns, "target_pct", "target_source"]].tolist() == [40, 40, 100, 40, 13, 72.5, "suggested"]
    # no better peers: half of 8 %
    assert chains.loc[3, [*columns, "target_pct", "target_source"]].tolist() == [8, 8, 100, 8, 4, 96, "suggested"]
    # the set's target of 50 % is reached already, so it is no aim any more
    assert chains.loc[4, [*columns, "target_pct", "target_source"]].tolist() == [10, 5, 50, 5, 3, 95, "suggested"]
    assert chains.loc[4, "unit"] == "ครัวเรือน"
    assert chains["target_note"].str.contains("เสนอ").tolist() == (chains["target_source"] == "suggested").tolist()


def test_drafts_come_from_the_catalogue(villages: Warehouse):
    model = logic_model_data(villages, CATALOGUE, Question("83010101", YEAR), top=2)
    assert model.chains["rank"].tolist() == [1, 2]
    assert model.chains[list(PARTS)].map(bool).all(axis=None)
    assert not model.is_synthetic


def test_score_sets_have_no_counts_to_reach(warehouse: Warehouse):
    scores = made_up_set(survey="nrd2c", measure="score")
    store(warehouse, scores, [("83010101", 1, 1), ("83010102", 1, 3)], columns=["score"])
    row = logic_model_data(warehouse, catalogue_of(scores), Question("830101", YEAR, "nrd2c")).chains.iloc[0]
    cells = [row["baseline_pct"], row["baseline_assessed"], row["to_reach"], row["to_pass"]]
    assert cells == pytest.approx([50, 2, NAN, NAN], nan_ok=True)


def test_no_problem_gives_no_chain(warehouse: Warehouse):
    store(warehouse, FOUR, [("83010101", 1, 10, 0)])
    assert logic_model_data(warehouse, CATALOGUE, Question("83010101", YEAR)).chains.empty


def test_a_top_of_nothing_is_refused(villages: Warehouse):
    with pytest.raises(AnalysisError):
        logic_model_data(villages, CATALOGUE, Question("83010101", YEAR), top=0)
