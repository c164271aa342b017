"""The sheet of an area: standings of dimensions, changes, target groups, who was looked at, levels, unknowns, formulas,
each written out by hand from a few counts."""

import json
from dataclasses import replace

import pandas as pd
import pytest

from analysis import AnalysisError
from analysis.core.scope import Question
from analysis.core.village_levels import NO_THRESHOLDS, NOTHING_YET
from analysis.radar_analysis.answers import radar_analysis_json
from analysis.radar_analysis.data import AnalysisSheet, radar_analysis_data
from catalogue import DevelopmentLevel
from tests.analysis.examples import YEAR, catalogue_of, made_up_set, store
from warehouse import Warehouse

NAN = float("nan")
FOUR = made_up_set(
    size=4, indicator_1={"groups": ["children", "elderly"]}, indicator_2={"groups": ["elderly"], "unit": "ครัวเรือน"},
)  # fmt: skip
LEVELS = (DevelopmentLevel(1, "ล้าหลัง", 2, 3), DevelopmentLevel(2, "ก้าวหน้า", 0, 1))
CATALOGUE = catalogue_of(FOUR)
MEASURES = pd.DataFrame(
    [("83010101", "households", 40.0), ("83010102", "households", 60.0), ("83010101", "people", 150.0)],
    columns=["area_code", "measure", "value"],
)


@pytest.fixture
def two_years(warehouse: Warehouse) -> Warehouse:
    rows = [
        ("83010101", 1, 1000, 300), ("83010101", 2, 100, 20), ("83010101", 3, 1000, 50),
        ("83010102", 1, 1000, 100), ("83010102", 2, 100, 20),
        ("83010201", 1, 1000, 100), ("83010201", 2, 100, 20), ("83010201", 3, 1000, 400),
    ]  # fmt: skip
    store(warehouse, FOUR, rows, measures=MEASURES)
    store(warehouse, FOUR, [("83010101", 1, 2000, 200), ("83010101", 2, 100, 22)], YEAR - 1)
    return warehouse


def sheet(warehouse: Warehouse, area: str = "830101", reference: str = "peers", **more: object) -> AnalysisSheet:
    return radar_analysis_data(warehouse, CATALOGUE, Question(area, YEAR), reference, **more)  # type: ignore[arg-type]


def test_dimensions_are_held_against_the_reference_like_for_like(two_years: Warehouse):
    found = sheet(two_years).analysis.dimensions.set_index("axis_code")
    first = found.loc["d1"]
    # 400 of 2000 and 50 of 1000: 20 and 5 % beside 10 and 40 %
    assert (first["compared"], first["problem_pct"], first["reference_pct"]) == (2, 12.5, 25)
    assert (first["low_pct"], first["high_pct"]) == pytest.approx(
        ((18.3052 + 3.8130) / 2, (21.8098 + 6.5314) / 2), abs=1e-4
    )
    assert (first["status"], first["status_name"]) == ("better", "เด่น")
    assert first[["better", "similar", "worse", "unknown"]].tolist() == [1, 0, 1, 0]
    second = found.loc["d2"]
    assert (second["indicators"], second["indicators_with_data"], second["status"]) == (2, 1, "similar")


def test_the_whole_beside_the_reference_and_the_year_before(two_years: Warehouse):
    analysis = sheet(two_years).analysis
    assert (analysis.standing.compared, analysis.standing.problem_pct) == (3, 15)
    assert analysis.standing.reference_pct == pytest.approx((10 + 20 + 40) / 3)
    assert analysis.standing.status == "better"
    change = analysis.change
    assert (change.compared, change.problem_pct, change.reference_pct) == (
        2,
        25,
        16,
    )  # of the one village of both years
    assert change.status == "similar"


def test_changes_written_out_whole(two_years: Warehouse):
    found = sheet(two_years).analysis.changes
    columns = ["number", "before_pct", "problem_pct", "change_pct", "change_status", "change_name"]
    assert found[columns].to_numpy().tolist() == [
        [1, 10.0, 30.0, 20.0, "worse", "แย่ลง"],
        [2, 22.0, 20.0, -2.0, "similar", "ยังบอกไม่ได้"],
    ]


def test_weaknesses_mirror_strengths(two_years: Warehouse):
    analysis = sheet(two_years).analysis
    assert analysis.weaknesses[["number", "basis"]].to_numpy().tolist() == [[1, "interval"]]
    assert analysis.strengths[["number", "basis"]].to_numpy().tolist() == [[3, "interval"]]
    assert sheet(two_years, reference="none").analysis.weaknesses.empty


def test_groups_cover_the_whole_set_whatever_the_lens(two_years: Warehouse):
    expected = [["children", 1, 1, 20, 10, 0, 1], ["elderly", 2, 2, 20, 15, 0, 1]]
    columns = ["group", "indicators", "indicators_with_data", "problem_pct", "reference_pct", "better", "worse"]
    for lens in (None, "children"):
        assert sheet(two_years, group=lens).groups[columns].to_numpy().tolist() == expected


def test_the_lens_of_a_group(two_years: Warehouse):
    found = sheet(two_years, group="elderly").analysis
    assert found.indicators["number"].tolist() == [1, 2]
    assert (found.overall.problem_pct, found.overall.reference_pct) == (20, 15)
    assert found.reference.name == "ค่ากลางพื้นที่ระดับเดียวกัน (ตำบล 1 แห่ง)"
    assert found.axes["axis_code"].tolist() == ["d1", "d2"]
    assert sheet(two_years, group="children").analysis.axes["axis_code"].tolist() == ["d1"]


@pytest.mark.parametrize("group", ["chronic", "cats"])
def test_a_group_the_set_does_not_have_is_refused(two_years: Warehouse, group: str):
    with pytest.raises(AnalysisError, match=r"children \(เด็กและเยาวชน\)"):
        sheet(two_years, group=group)


def test_who_was_looked_at(two_years: Warehouse):
    profile = sheet(two_years).context.profile
    assert (profile.households, profile.households_areas) == (100, 2)
    assert (profile.people, profile.people_areas) == (150, 1)
    # the largest group, never a sum over indicators
    assert (profile.persons_assessed, profile.households_assessed) == (2000, 200)
    assert (profile.areas, profile.source_level) == (2, "village")
    assert profile.complete_pct == pytest.approx(100 * 5 / 8)


def test_nothing_told_is_missing_not_zero(two_years: Warehouse):
    profile = sheet(two_years, "830102").context.profile
    assert pd.isna(profile.households)
    assert pd.isna(profile.people)


def test_a_published_figure_of_the_area_is_not_added_to_its_villages(two_years: Warehouse):
    own = pd.DataFrame([("830102", "households", 77.0)], columns=["area_code", "measure", "value"])
    store(two_years, FOUR, [("830102", 4, 10, 1)], level="tambon", measures=own)
    assert sheet(two_years, "830102").context.profile.households == 77
    whole = sheet(two_years, "8301", reference="none").context.profile
    assert whole.households in {100, 77}  # one level or the other, never both


def test_unknowns(two_years: Warehouse):
    found = sheet(two_years).unknowns.set_index("kind")
    assert found.loc["missing", "indicators"] == 1
    assert found.loc["missing", "detail"] == "ตัวชี้วัด 4"
    assert found.loc["partial", "detail"] == "ตัวชี้วัด 3 (ที่มากที่สุดคือ 2 หมู่บ้าน/ชุมชน)"
    assert {"rules", "levels", "households"} <= set(found.index)
    assert "previous" not in found.index
    tiny = sheet(two_years, "830102", reference="peers").unknowns
    assert {"previous", "profile"} <= set(tiny["kind"])


def test_levels_of_the_nearest_year(warehouse: Warehouse):
    scores = made_up_set(survey="nrd2c", measure="score", set_id="nrd2c-made-up")
    scores = replace(scores, development_levels=LEVELS)
    both = catalogue_of(FOUR, scores)
    store(warehouse, FOUR, [("8301010102", 1, 100, 10), ("83010201", 1, 100, 10)])
    for year, grade in ((YEAR - 1, 1), (YEAR + 1, 3), (YEAR + 4, 3)):
        store(warehouse, scores, [("83010101", number, grade) for number in (1, 2, 3)], year, columns=["score"])
    found = radar_analysis_data(warehouse, both, Question("830101", YEAR)).context.levels
    assert found.year_be == YEAR - 1  # of two equally near, the earlier
    assert found.counts["villages"].tolist() == [1, 0]
    village = radar_analysis_data(warehouse, both, Question("8301010102", YEAR)).context.levels
    assert village.villages["area_code"].tolist() == ["83010101"]  # a part has the level of its village
    none = radar_analysis_data(warehouse, both, Question("830102", YEAR)).context.levels
    assert (none.year_be, none.note) == (None, NOTHING_YET)


def test_json_holds_the_whole_sheet(two_years: Warehouse):
    found = radar_analysis_json(sheet(two_years, weights={"severity": 2}, group="elderly"))
    json.dumps(found, allow_nan=False)
    keys = {"overall", "axes", "problems", "strengths", "text", "weights", "group", "statements", "standing", "change"}
    keys |= {"dimensions", "indicators", "weaknesses", "changes", "profile", "groups", "levels", "multidimensional"}
    assert keys | {"unknowns", "formulas", "status_counts"} <= set(found)
    assert found["weights"] == {"severity": 2.0, "size": 1.0, "trend": 1.0, "relative": 1.0}
    assert found["group"] == {"code": "elderly", "name": "ผู้สูงอายุ"}
    assert found["changes"][0]["before_failed"] == 200
    assert found["profile"]["people"] == 150
    assert found["multidimensional"] is None
    assert found["levels"]["year_be"] is None
    assert found["statements"][0]["table"] == "overall"


def test_a_set_without_thresholds_of_levels_says_so(warehouse: Warehouse):
    scores = made_up_set(survey="nrd2c", measure="score", set_id="nrd2c-made-up")
    store(warehouse, scores, [("83010101", number, 1) for number in (1, 2, 3)], columns=["score"])
    quality = radar_analysis_data(warehouse, catalogue_of(scores), Question("830101", YEAR, "nrd2c"), "none")
    assert quality.context.levels.counts.empty
    told = quality.unknowns.set_index("kind").loc["levels"]
    assert (told["what"], told["detail"]) == ("ระดับการพัฒนาของหมู่บ้าน", NO_THRESHOLDS)
