"""Problems by urgency with every part of their score, strengths, and a summary that says no more than the interval."""

import pandas as pd
import pytest

from analysis import AnalysisError
from analysis.core.scope import Question
from analysis.radar_analysis.data import radar_analysis_data
from tests.analysis.examples import YEAR, catalogue_of, made_up_set, store
from warehouse import Warehouse

NAN = float("nan")
FOUR = made_up_set(size=4, indicator_1={"targets": {YEAR: 99}})
CATALOGUE = catalogue_of(FOUR)
PARTS = ["severity", "size", "trend", "relative"]


@pytest.fixture
def two_years(warehouse: Warehouse) -> Warehouse:
    rows = [
        ("83010101", 1, 1000, 300), ("83010101", 2, 100, 20), ("83010101", 3, 100, 0),
        ("83010201", 1, 1000, 100), ("83010201", 2, 100, 20), ("83010201", 3, 1000, 400),
        ("83010301", 1, 1000, 400), ("83010301", 2, 100, 10),
    ]  # fmt: skip
    store(warehouse, FOUR, rows)
    store(warehouse, FOUR, [("83010101", 1, 1000, 100), ("83010101", 2, 100, 22)], YEAR - 1)
    return warehouse


def test_problems_written_out_whole(two_years: Warehouse):
    found = radar_analysis_data(two_years, CATALOGUE, Question("830101", YEAR)).analysis.problems
    columns = ["indicator_code", *PARTS, "score", "own_rank", "unweighted_rank", "change_pct", "peer_mean_pct"]
    expected = [
        ["jpt-made-up-01", 1.0, 1.0, 1.0, 2 / 3, 11 / 12, 1, 1, 20, 25],
        ["jpt-made-up-02", 2 / 3, 2 / 3, 1 / 2, 5 / 6, 2 / 3, 2, 2, -2, 15],
    ]
    for row, wanted in zip(found[columns].to_numpy().tolist(), expected, strict=True):
        assert row[0] == wanted[0]
        assert row[1:] == pytest.approx(wanted[1:])


def test_missing_parts_are_left_out_of_the_mean(two_years: Warehouse):
    found = radar_analysis_data(two_years, CATALOGUE, Question("TH", YEAR)).analysis.problems
    assert found["relative"].isna().all()
    assert found["score"].tolist() == pytest.approx(found[["severity", "size", "trend"]].mean(axis=1).tolist())


def test_weights_move_the_users_own_view_and_no_other_rank(two_years: Warehouse):
    weights = {"severity": 0, "size": 0, "trend": 0, "relative": 1}
    found = radar_analysis_data(two_years, CATALOGUE, Question("830101", YEAR), weights=weights).analysis.problems
    assert found["indicator_code"].tolist() == ["jpt-made-up-01", "jpt-made-up-02"]
    assert found["own_rank"].tolist() == [2, 1]
    assert (found["rank"].tolist(), found["unweighted_rank"].tolist()) == ([1, 2], [1, 2])


@pytest.mark.parametrize("weights", [{"severity": -1}, {"luck": 1}, dict.fromkeys(PARTS, 0), {"size": NAN}])
def test_senseless_weights_are_refused(two_years: Warehouse, weights: dict[str, float]):
    with pytest.raises(AnalysisError):
        radar_analysis_data(two_years, CATALOGUE, Question("830101", YEAR), weights=weights)


def test_strengths_lie_clear_of_the_reference(two_years: Warehouse):
    found = radar_analysis_data(two_years, CATALOGUE, Question("830101", YEAR), reference="peers").analysis
    assert found.strengths[["indicator_code", "basis"]].to_numpy().tolist() == [["jpt-made-up-03", "interval"]]
    assert found.status_counts() == {"better": 1, "similar": 1, "worse": 1, "unknown": 0}


def test_strengths_without_a_reference(two_years: Warehouse):
    found = radar_analysis_data(two_years, CATALOGUE, Question("830101", YEAR), reference="none").analysis.strengths
    assert found[["indicator_code", "basis"]].to_numpy().tolist() == [["jpt-made-up-03", "none_failed"]]


def test_overall(two_years: Warehouse):
    overall = radar_analysis_data(two_years, CATALOGUE, Question("830101", YEAR)).analysis.overall
    assert (overall.indicators, overall.indicators_with_data) == (4, 3)
    assert (overall.problem_pct, overall.pass_pct) == pytest.approx((50 / 3, 250 / 3))


def test_summary_states_only_what_the_intervals_allow(two_years: Warehouse):
    found = radar_analysis_data(two_years, CATALOGUE, Question("830101", YEAR), reference="peers").analysis
    assert 3 <= len(found.sentences) <= 6
    assert "ด้อยกว่าชัดเจน 1 ตัวชี้วัด (ห่างสุดคือไม่ผ่าน: ตัวชี้วัด 1) เด่นกว่าชัดเจน 1 ตัวชี้วัด อีก 1 ตัวชี้วัด" in found.text
    assert "จากปี 2580: ปัญหาเพิ่มขึ้นชัดเจน 1 ตัวชี้วัด คือไม่ผ่าน: ตัวชี้วัด 1 (จากร้อยละ 10.0 เป็น 30.0) อีก 1 ตัวชี้วัด" in found.text
    assert "300 จาก 1,000 คน ร้อยละ 30.0" in found.text
    assert "1 ตัวชี้วัดไม่มีข้อมูล" in found.text


def test_summary_of_a_small_village_claims_no_difference(warehouse: Warehouse):
    store(warehouse, FOUR, [("83010101", 1, 5, 2), ("83010102", 1, 1000, 100)])
    text = radar_analysis_data(warehouse, CATALOGUE, Question("83010101", YEAR), reference="peers").analysis.text
    assert "ไม่มีตัวชี้วัดใดต่างชัดเจน" in text  # 2 of 5: 11.8–76.9 % against 10 %, but one case of five decides nothing
    store(warehouse, FOUR, [("83020101", 1, 5, 1), ("83020102", 1, 1000, 100)])
    text = radar_analysis_data(warehouse, CATALOGUE, Question("83020101", YEAR), reference="peers").analysis.text
    assert "ไม่มีตัวชี้วัดใดต่างชัดเจน ทั้ง 1 ตัวชี้วัดต่างไม่เกินช่วงความไม่แน่นอน" in text


def test_summary_of_score_sets_calls_nothing_clear(warehouse: Warehouse):
    scores = made_up_set(survey="nrd2c", measure="score")
    store(warehouse, scores, [("83010101", 1, 1), ("83010201", 1, 3), ("83010101", 2, 3)], columns=["score"])
    found = radar_analysis_data(
        warehouse, catalogue_of(scores), Question("830101", YEAR, "nrd2c"), reference="peers"
    ).analysis
    assert "ค่าปัญหาสูงกว่า 1 ตัวชี้วัด ต่ำกว่า 0 ตัวชี้วัด" in found.text
    assert "ชัดเจน 1" not in found.text
    assert found.problems["size"].isna().all()
    assert 3 <= len(found.sentences) <= 6


def test_no_problem_at_all(warehouse: Warehouse):
    store(warehouse, FOUR, [("83010101", 1, 10, 0), ("83010101", 2, 0, 0)])
    found = radar_analysis_data(warehouse, CATALOGUE, Question("83010101", YEAR), reference="none").analysis
    assert found.problems.empty
    assert "ไม่มีตัวชี้วัดใดที่พบปัญหา" in found.text
    assert isinstance(found.strengths, pd.DataFrame)


def test_synthetic_data_are_named_in_the_summary(warehouse: Warehouse):
    store(warehouse, FOUR, [("83010101", 1, 10, 1)], is_synthetic=True)
    assert "ข้อมูลตัวอย่าง" in radar_analysis_data(warehouse, CATALOGUE, Question("83010101", YEAR)).analysis.text


def test_only_unassessed_indicators(warehouse: Warehouse):
    store(warehouse, FOUR, [("83010101", 1, 0, 0)])
    found = radar_analysis_data(warehouse, CATALOGUE, Question("83010101", YEAR)).analysis
    assert pd.isna(found.overall.problem_pct)
    assert "จึงยังสรุปไม่ได้" in found.text
