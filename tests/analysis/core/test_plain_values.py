"""A value without a range from best to worst is known, and no problem figure: never called missing, in no mean."""

import pytest

from analysis.core.scope import Question
from analysis.radar_analysis.data import radar_analysis_data
from analysis.radar_diagram.data import radar_diagram_data
from analysis.radar_diagram.indicator_panel import indicator_panel_data
from analysis.radar_diagram.many_radars import data_kinds_data
from tests.analysis.examples import YEAR, catalogue_of, made_up_set, store
from warehouse import Warehouse

# 1 and 4 have no range; 4 and the whole of ด้าน 3 (3, 6) have no value in the village
MIXED = made_up_set(
    survey="other", measure="value", size=6, dimensions=3, indicator_2={"low": 0, "high": 100},
    indicator_3={"low": 0, "high": 10}, indicator_5={"low": 0, "high": 10}, indicator_6={"low": 0, "high": 10},
)  # fmt: skip
CATALOGUE = catalogue_of(MIXED)
VILLAGE, BESIDE = "83010101", "83010102"
FIRST = MIXED.by_number(1).code


@pytest.fixture
def values(warehouse: Warehouse) -> Warehouse:
    store(warehouse, MIXED, [(VILLAGE, 1, 1199.0), (VILLAGE, 2, 70.0), (BESIDE, 1, 2400.5)], columns=["value"])
    store(warehouse, MIXED, [(VILLAGE, 1, 1150.0)], YEAR - 1, columns=["value"])
    return warehouse


def test_the_summary_and_what_is_not_known_tell_them_apart(values: Warehouse):
    quality = radar_analysis_data(values, CATALOGUE, Question(VILLAGE, YEAR, "other", MIXED.id), "none")
    assert list(quality.analysis.sentences) == [
        "รหัส 83010101 ปี 2581 มีข้อมูล 2 จาก 6 ตัวชี้วัด (ไม่ใช่ค่าปัญหา 1 ตัวชี้วัด) ระดับปัญหาเฉลี่ยร้อยละ 30.0",
        "มีข้อมูลด้านเดียวคือด้าน 2 เป็นปัญหาเฉลี่ยร้อยละ 30.0 ไม่มีข้อมูลด้าน 3",
        "ปัญหาที่ควรดูก่อน ได้แก่ ตัวชี้วัด 2 (ค่าน้อยคือปัญหา) (ระดับปัญหาร้อยละ 30.0)",
        "ข้อควรระวัง: 4 ตัวชี้วัดไม่มีข้อมูลหรือไม่มีผู้เข้าข่ายสำรวจ จึงไม่ได้นำมาเฉลี่ย และ 1 ตัวชี้วัดมีค่าแต่ไม่ใช่ค่าปัญหา จึงไม่ได้นำมาเฉลี่ย",
    ]
    unknowns = quality.unknowns.set_index("kind")
    assert (unknowns.loc["missing", "indicators"], unknowns.loc["plain_values", "indicators"]) == (4, 1)
    assert "ตัวชี้วัด 1 " in str(unknowns.loc["plain_values", "detail"])
    assert "ตัวชี้วัด 1," not in str(unknowns.loc["missing", "detail"])


def test_an_axis_of_plain_values_is_not_one_without_data(values: Warehouse):
    radar = radar_diagram_data(values, CATALOGUE, Question(VILLAGE, YEAR, "other", MIXED.id), ("parent",))
    assert radar.axes["is_plain"].tolist() == [True, False, False]
    assert radar.axes["problem_pct"].isna().tolist() == [True, False, True]
    assert radar.drawn("d1")["is_plain"].tolist() == [True, False]
    assert [kind.indicators_with_data for kind in data_kinds_data(values, CATALOGUE, VILLAGE, YEAR)] == [2]


def test_the_panel_has_the_values_of_all_years_and_areas(values: Warehouse):
    panel = indicator_panel_data(values, CATALOGUE, Question("830101", YEAR, "other", MIXED.id), FIRST)
    assert panel.is_plain
    assert panel.areas[["area_code", "value"]].to_numpy().tolist() == [[BESIDE, 2400.5], [VILLAGE, 1199]]
    assert panel.years[["year_be", "value"]].to_numpy().tolist() == [[YEAR - 1, 1150], [YEAR, 1799.75]]
    assert not indicator_panel_data(
        values, CATALOGUE, Question("830101", YEAR, "other", MIXED.id), MIXED.by_number(2).code
    ).is_plain
