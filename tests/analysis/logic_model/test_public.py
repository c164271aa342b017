"""The plan for others: no hidden problem is named, and nothing is told of other areas."""

from analysis.core.scope import Question
from analysis.disclosure.gate import disclosure_data
from analysis.logic_model.data import NOTES, logic_model_data
from analysis.logic_model.public import logic_model_public
from tests.analysis.examples import YEAR, catalogue_of, made_up_set, store
from warehouse import Warehouse

HERE, OTHER = "83010101", "83010102"


def test_hidden_problems_are_left_out_and_no_score_or_peers_target_is_told(warehouse: Warehouse) -> None:
    """1 is 4 of 200 and small; 2 and 3 are shown. The peer does better in 2, so that its target is the peers'."""
    own_set = made_up_set(size=3)
    rows = [(HERE, 1, 200, 4), (HERE, 2, 200, 80), (HERE, 3, 200, 60), (OTHER, 2, 2000, 100), (OTHER, 3, 2000, 900)]
    store(warehouse, own_set, rows)
    model = logic_model_data(warehouse, catalogue_of(own_set), Question(HERE, YEAR))
    assert sorted(model.chains["number"]) == [1, 2, 3]
    shaped = logic_model_public(model, disclosure_data(warehouse, own_set, YEAR))
    chains = shaped.content.chains.set_index("number")
    assert shaped.hidden == 1
    assert list(chains.index) == [2, 3]
    assert chains[["rank", "unweighted_rank", "score"]].isna().all(axis=None)
    assert chains["baseline_failed"].tolist() == [80, 60]
    assert (chains["target_note"] == NOTES["peers"]).tolist() == [True, False]
    assert chains["target_pct"].isna().tolist() == [True, False]
    assert chains.loc[3, "target_problem_pct"] == 15  # half of its own 30 %


def test_scores_of_villages_are_left_as_they_are(warehouse: Warehouse) -> None:
    scores = made_up_set(survey="nrd2c", measure="score", dimensions=3)
    store(warehouse, scores, [(HERE, 1, 1), (OTHER, 1, 2)], columns=["score"])
    model = logic_model_data(warehouse, catalogue_of(scores), Question("830101", YEAR, "nrd2c"))
    shaped = logic_model_public(model, disclosure_data(warehouse, scores, YEAR))
    assert shaped.hidden == 0
    assert shaped.content is model
