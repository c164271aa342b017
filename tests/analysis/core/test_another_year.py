"""Another year of the same area swings with its few people as this year does: two years differ only where their
intervals do not meet, wherever they are held against each other."""

from contextlib import closing

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from analysis.core.scope import Question
from analysis.radar_analysis.answers import radar_analysis_json
from analysis.radar_analysis.data import AnalysisSheet, radar_analysis_data
from analysis.radar_diagram.data import radar_diagram_data
from tests.analysis.examples import YEAR, catalogue_of, made_up_set, store
from tests_support import budget, empty_warehouse
from warehouse import Warehouse

FOUR = made_up_set(size=4)
CATALOGUE = catalogue_of(FOUR)
VILLAGE = "83010101"
OF_CHANGE = {"worse": "แย่ลง", "better": "ดีขึ้น", "similar": "ยังบอกไม่ได้"}


def two_years(warehouse: Warehouse, now: list[tuple[int, int]], before: list[tuple[int, int]]) -> None:
    """(assessed, failed) of the indicators 1, 2, … of one village in both years."""
    for year, counts in ((YEAR, now), (YEAR - 1, before)):
        store(warehouse, FOUR, [(VILLAGE, number, *count) for number, count in enumerate(counts, 1)], year)


def sheet(warehouse: Warehouse) -> AnalysisSheet:
    return radar_analysis_data(warehouse, CATALOGUE, Question(VILLAGE, YEAR), "previous")


def test_a_village_of_four_households_is_not_worse_than_last_year(warehouse: Warehouse):
    # Wilson: 1 of 4 = 4.6–69.9 %, 0 of 4 = 0–49.0 %: they meet
    two_years(warehouse, [(4, 1)] * 4, [(4, 0)] * 4)
    quality = sheet(warehouse)
    analysis = quality.analysis
    assert analysis.status_counts() == {"better": 0, "similar": 4, "worse": 0, "unknown": 0}
    assert analysis.dimensions["status_name"].tolist() == ["ใกล้เคียง", "ใกล้เคียง"]
    assert analysis.standing.status_name == "ใกล้เคียง"
    assert analysis.weaknesses.empty
    assert quality.groups.empty
    assert f"จากปี {YEAR - 1}: ไม่มีตัวชี้วัดใดเปลี่ยนชัดเจน ทั้ง 4 ตัวชี้วัด" in analysis.text
    assert set(analysis.problems["status"]) == {"similar"}
    found = radar_analysis_json(quality)
    assert [row["status"] for row in found["indicators"]] == ["similar"] * 4
    row = found["indicators"][0]
    assert (row["reference_low_pct"], row["reference_high_pct"]) == pytest.approx((0, 48.9891), abs=1e-4)
    assert found["standing"]["status"] == found["change"]["status"] == "similar"


def test_years_whose_intervals_do_not_meet(warehouse: Warehouse):
    # 20 % (17.6–22.6) beside 10 % (8.3–12.0); 1 of 100 (0.2–5.4) beside 30 (21.9–39.6); 5 % beside 4 %; last year only
    two_years(warehouse, [(1000, 200), (100, 1), (100, 5)], [(1000, 100), (100, 30), (100, 4), (10, 1)])
    analysis = sheet(warehouse).analysis
    assert analysis.indicators["status"].tolist() == ["worse", "better", "similar", "unknown"]
    assert analysis.weaknesses[["number", "basis"]].to_numpy().tolist() == [[1, "two_intervals"]]
    assert analysis.strengths[["number", "basis"]].to_numpy().tolist() == [[2, "two_intervals"]]
    formulas = sheet(warehouse).formulas.set_index("name")
    assert formulas.loc["เด่น ใกล้เคียง ด้อย", "example"] == (
        "ไม่ผ่าน: ตัวชี้วัด 1: 20.0 (ช่วง 17.6–22.6) เทียบ 10.0 (ช่วง 8.3–12.0) ทั้งช่วงอยู่เหนือช่วงของปีก่อน จึงเป็น ด้อย"
    )
    assert "ทั้งช่วงต่ำกว่า / สูงกว่าช่วงของปีก่อน" in formulas.loc["เด่น ใกล้เคียง ด้อย", "formula"]


def test_a_year_beside_the_radar(warehouse: Warehouse):
    two_years(warehouse, [(4, 1), (1000, 200)], [(4, 0), (1000, 100)])
    place = (warehouse, CATALOGUE, Question(VILLAGE, YEAR))
    beside_year = radar_diagram_data(*place, (str(YEAR - 1),)).indicators
    assert beside_year["status"].tolist() == ["similar", "worse", "unknown", "unknown"]
    assert radar_diagram_data(*place, ("previous",)).indicators["status"].tolist() == beside_year["status"].tolist()


def test_any_other_reference_stays_a_point(warehouse: Warehouse):
    """2 of 40 beside a target of 100 %: nobody may fail, and one case fewer changes nothing."""
    with_targets = made_up_set(size=4, indicator_1={"targets": {YEAR: 100}})
    store(warehouse, with_targets, [(VILLAGE, 1, 40, 2)])
    place = (warehouse, catalogue_of(with_targets), Question(VILLAGE, YEAR))
    row = radar_diagram_data(*place, ("target",)).indicators.iloc[0]
    assert (row["reference_low_pct"], row["reference_high_pct"], row["status"]) == (0, 0, "worse")
    assert radar_diagram_data(*place, ("target",)).indicators["status"].iloc[0] == "worse"


COUNTS = st.integers(1, 400).flatmap(lambda assessed: st.tuples(st.just(assessed), st.integers(0, assessed)))


@budget(12)
@given(now=st.lists(COUNTS, min_size=4, max_size=4), before=st.lists(COUNTS, min_size=4, max_size=4))
def test_the_same_rule_in_plain_python(now: list[tuple[int, int]], before: list[tuple[int, int]]):
    with closing(empty_warehouse()) as warehouse:
        two_years(warehouse, now, before)
        analysis = sheet(warehouse).analysis
    ends = [
        [proportion_confint(failed, assessed, method="wilson") for assessed, failed in year] for year in (now, before)
    ]
    expected = [steady(*counts, other) for counts, other in zip(now, ends[1], strict=True)]
    assert analysis.indicators["status"].tolist() == expected
    changes = analysis.changes.sort_values("number")
    changed = [
        told(*own, *other)
        if abs(100 * (own_count[1] / own_count[0] - other_count[1] / other_count[0])) >= 1
        else "similar"
        for own, other, own_count, other_count in zip(*ends, now, before, strict=True)
    ]
    assert changes["change_name"].tolist() == [OF_CHANGE[each] for each in changed]
    means = [sum(column) / 4 for year in ends for column in zip(*year, strict=True)]
    assert analysis.standing.status == analysis.change.status == told(*means)
    by_axis = pd.Series(expected).groupby([0, 1, 0, 1])
    for side in OF_CHANGE:
        assert analysis.dimensions[side].tolist() == [int((rows == side).sum()) for _, rows in by_axis]


def steady(assessed: int, failed: int, before: tuple[float, float]) -> str:
    """What one case more and one fewer say too."""
    counts = {max(0, failed - 1), failed, min(assessed, failed + 1)}
    sides = {told(*proportion_confint(each, assessed, method="wilson"), *before) for each in counts}
    return sides.pop() if len(sides) == 1 and assessed >= 30 else "similar"


def told(low: float, high: float, before_low: float, before_high: float) -> str:
    if low > before_high:
        return "worse"
    return "better" if high < before_low else "similar"
