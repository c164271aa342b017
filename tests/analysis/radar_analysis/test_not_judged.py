"""An area of which too few target households were surveyed: marked, and nothing of it is called เด่น or ด้อย."""

from typing import Any

import pytest

from analysis.core.scope import Question
from analysis.disclosure.gate import disclosure_data
from analysis.radar_analysis.answers import radar_analysis_json, radar_analysis_text
from analysis.radar_analysis.data import AnalysisSheet, look_up, make_sheet, radar_analysis_data
from analysis.radar_analysis.public import radar_analysis_public
from analysis.radar_diagram.data import radar_diagram_data
from tests.analysis.examples import YEAR, catalogue_of, made_up_set, store
from warehouse import Warehouse, save_least_coverage, save_targets

SET = made_up_set(
    size=3, indicator_1={"unit": "ครัวเรือน", "targets": {YEAR: 90}}, indicator_2={"targets": {YEAR: 90}}
)  # fmt: skip
CATALOGUE = catalogue_of(SET)
HERE, REFERENCES = Question("830101", YEAR), ["parent", "peers", "country", "previous", "target", "none"]
MARK = "สำรวจได้ 50.0 % ของครัวเรือนเป้าหมาย (เกณฑ์ 80 %) จึงไม่สรุปว่าเด่นหรือด้อย"


@pytest.fixture
def filled(warehouse: Warehouse) -> Warehouse:
    """One indicator far worse than the other tambon's, one far better; 500 households of 1,000 surveyed."""
    rows = [("83010101", 1, 500, 250), ("83010101", 2, 800, 8), ("83010101", 3, 800, 80)]
    store(warehouse, SET, [*rows, ("83010201", 1, 500, 50), ("83010201", 2, 800, 160), ("83010201", 3, 800, 80)])
    store(warehouse, SET, [("83010101", 1, 500, 50), ("83010101", 2, 800, 160)], YEAR - 1)
    return warehouse


def sheet(warehouse: Warehouse, reference: str = "peers", **more: Any) -> AnalysisSheet:
    return radar_analysis_data(warehouse, CATALOGUE, HERE, reference, **more)


def judged(found: AnalysisSheet) -> list[str]:
    """Every status there is on a sheet."""
    analysis = found.analysis
    groups = [*analysis.indicators["status"], *analysis.dimensions["status"], analysis.standing.status]
    return sorted({str(each) for each in groups if isinstance(each, str)} - {"unknown"})


def test_without_a_target_nothing_changes(filled: Warehouse) -> None:
    found = sheet(filled)
    assert judged(found) == ["better", "similar", "worse"]
    assert (len(found.analysis.strengths), len(found.analysis.weaknesses)) == (1, 1)
    assert radar_analysis_json(found)["survey_coverage"] is None
    save_targets(filled, YEAR, {"83010101": 600})  # 83.3 %
    enough = sheet(filled)
    assert enough.analysis.text == found.analysis.text
    assert judged(enough) == judged(found)


@pytest.mark.parametrize("reference", REFERENCES)
def test_nothing_of_a_marked_area_is_judged(filled: Warehouse, reference: str) -> None:
    save_targets(filled, YEAR, {"83010101": 1000})
    found = sheet(filled, reference)
    assert judged(found) == []
    assert found.analysis.strengths.empty
    assert found.analysis.weaknesses.empty
    assert found.analysis.status_counts() == {"better": 0, "similar": 0, "worse": 0, "unknown": 3}
    for words in ("เด่นกว่าชัดเจน", "ด้อยกว่าชัดเจน", "ต่ำกว่าเป้าหมายชัดเจน", "ถึงเป้าหมายชัดเจน"):
        assert words not in found.analysis.text


def test_the_mark_stands_in_the_summary_the_unknowns_and_every_answer(filled: Warehouse) -> None:
    save_targets(filled, YEAR, {"83010101": 1000})
    found = sheet(filled)
    reference = found.analysis.reference.name
    assert f"{MARK}เมื่อเทียบกับ{reference}" in found.analysis.sentences
    assert "survey_coverage" in found.unknowns["kind"].tolist()
    answer = radar_analysis_json(found)["survey_coverage"]
    assert (answer["pct"], answer["is_low"], answer["least_pct"]) == (50, True, 80)
    assert MARK in radar_analysis_text(found.analysis)
    save_least_coverage(filled, 50)
    assert judged(sheet(filled)) == ["better", "similar", "worse"]


def test_figures_and_order_stay_as_they_are(filled: Warehouse) -> None:
    before = sheet(filled).analysis
    save_targets(filled, YEAR, {"83010101": 1000})
    after = sheet(filled).analysis
    columns = ["indicator_code", "problem_pct", "low_pct", "high_pct", "reference_pct"]
    assert after.indicators[columns].equals(before.indicators[columns])
    assert after.problems["indicator_code"].tolist() == before.problems["indicator_code"].tolist()
    assert (after.standing.problem_pct, after.standing.reference_pct) == (
        before.standing.problem_pct, before.standing.reference_pct
    )  # fmt: skip


def test_the_public_sheet_judges_no_more(filled: Warehouse) -> None:
    save_targets(filled, YEAR, {"83010101": 1000})
    lookup = look_up(filled, CATALOGUE, HERE, "peers")
    context = sheet(filled).context
    gates = lambda year_be: disclosure_data(filled, SET, year_be)  # noqa: E731
    found = radar_analysis_public(make_sheet(lookup, context, gates=gates), lookup, gates).content
    assert judged(found) == []
    assert any(MARK in sentence for sentence in found.analysis.sentences)


def test_the_radar_beside_a_companion_judges_no_more(filled: Warehouse) -> None:
    assert "worse" in radar_diagram_data(filled, CATALOGUE, HERE, ("peers",)).all_indicators["status"].tolist()
    save_targets(filled, YEAR, {"83010101": 1000})
    radar = radar_diagram_data(filled, CATALOGUE, HERE, ("peers",))
    assert set(radar.all_indicators["status"]) == {"unknown"}
    assert radar.all_indicators["reference_pct"].notna().all()


def test_a_list_of_a_marked_area_goes_by_its_problems_and_not_by_what_is_worse(filled: Warehouse) -> None:
    own = [("83010101", 1, 500, 250), ("83010101", 2, 800, 8), ("83010101", 3, 800, 480)]
    store(filled, SET, [*own, ("83010201", 1, 500, 50), ("83010201", 2, 800, 160), ("83010201", 3, 800, 640)])
    judged_list = radar_diagram_data(filled, CATALOGUE, HERE, ("peers",))
    assert judged_list.is_ranked_by_gap
    assert judged_list.ranked()["problem_pct"].tolist() == [50, 1, 60]  # 40 above the others, 19 and 20 below them
    save_targets(filled, YEAR, {"83010101": 1000})
    marked = radar_diagram_data(filled, CATALOGUE, HERE, ("peers",))
    assert not marked.is_ranked_by_gap
    assert marked.ranked()["problem_pct"].tolist() == [60, 50, 1]
