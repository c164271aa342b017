"""วิธีคำนวณ: every figure of the sheet has its formula, and every example written there works out to what is printed."""

import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analysis.core.scope import Question
from analysis.radar_analysis.data import AnalysisSheet, radar_analysis_data
from analysis.radar_analysis.formulas import COLUMNS
from catalogue import load_catalogue
from loaders.mapping.multidimensional import household_measures
from tests.analysis.examples import YEAR, catalogue_of, made_up_set, store, tpmap_facts
from tests_support import empty_warehouse
from warehouse import Warehouse, save_least_coverage, save_targets

FOUR = made_up_set(
    size=4,
    indicator_1={"groups": ["children", "elderly"], "targets": {YEAR: 90}},
    indicator_2={"groups": ["elderly"]},
)
CATALOGUE = catalogue_of(FOUR)
SHIPPED = load_catalogue()
EQUATION = re.compile(r"([\d.,()×÷+−][\d.,()×÷+− ]*) = ([+-]?[\d.,]*\d)")
EVERY_FIGURE = {
    "overall": ["ภาพรวม", "โดยรวมเทียบค่าอ้างอิง", "จำนวนตัวชี้วัดที่มีข้อมูล", "ครัวเรือน", "สมาชิกครัวเรือน", "คนที่ถูกสำรวจ",
                "ความครบถ้วนของข้อมูล"],
    "axes": ["ค่าของด้าน", "ช่วงและสถานะของด้าน"],
    "standing": ["ค่าอ้างอิง: ค่ากลางพื้นที่ระดับเดียวกัน (ตำบล 1 แห่ง)", "เด่น ใกล้เคียง ด้อย", "ดูต่างได้โดยบังเอิญ"],
    "problems": ["ร้อยละที่เป็นปัญหา", "ช่วงความไม่แน่นอนจากจำนวนน้อย", "ลำดับความสำคัญ", "มากกว่าที่ควรเป็น",
                 "ส่วนของคะแนน: ความรุนแรง", "ส่วนของคะแนน: ขนาด",
                 "ส่วนของคะแนน: แนวโน้ม", "ส่วนของคะแนน: เทียบพื้นที่ระดับเดียวกัน", "มุมมองของท่าน",
                 "มุมมองของท่าน เมื่อน้ำหนักเท่ากัน"],
    "changes": ["การเปลี่ยนแปลง", "การเปลี่ยนแปลงโดยรวม"],
    "groups": ["ค่าของกลุ่มเป้าหมาย", "ค่าอ้างอิงของกลุ่ม"],
    "households": ["จำนวนตัวชี้วัดที่ไม่ผ่านพร้อมกัน", "ตัวชี้วัดที่ไม่ผ่านคู่กัน", "คะแนนความขัดสนของครัวเรือน (0–1)",
                   "สัดส่วนครัวเรือนขัดสนหลายมิติ (H)", "ความเข้มข้น (A)", "ดัชนีความขัดสนหลายมิติ (M0)", "คนในครัวเรือนขัดสน",
                   "ส่วนของแต่ละด้านในดัชนี"],
    "unknowns": ["จำนวนน้อย"],
}  # fmt: skip


def equations(example: str) -> list[tuple[str, str]]:
    """The sums written in an example: (left side, printed result)."""
    plain = example.replace(" จาก ", " ÷ ")
    plain = re.sub(r"([\d.]+) และ ([\d.]+) =", r"(\1 + \2) ÷ 2 =", plain)
    return [(left, right) for left, right in EQUATION.findall(plain) if set(left) & set("×÷+−")]


def worked_out(left: str) -> float:
    assert re.fullmatch(r"[\d.,()×÷+− ]+", left), left
    return eval(left.replace(",", "").replace("×", "*").replace("÷", "/").replace("−", "-"))  # noqa: S307


def assert_all_work_out(formulas: pd.DataFrame) -> int:
    """Every sum gives its printed result, to half a unit of the last printed decimal; gives how many there are."""
    checked = 0
    for example in formulas["example"]:
        for left, right in equations(example):
            decimals = len(right.partition(".")[2])
            assert worked_out(left) == pytest.approx(float(right.replace(",", "")), abs=0.5001 * 10**-decimals), example
            checked += 1
    return checked


@pytest.fixture
def filled(warehouse: Warehouse) -> Warehouse:
    rows = [
        ("83010101", 1, 1000, 300), ("83010101", 2, 100, 20), ("83010101", 3, 1000, 50),
        ("83010102", 1, 1000, 100), ("83010102", 2, 100, 20),
        ("83010201", 1, 1000, 100), ("83010201", 2, 100, 20), ("83010201", 3, 1000, 400),
    ]  # fmt: skip
    cells = np.array([[1, 1, 1, 0], [0, 0, 1, 0], [1, 0, 1, 1], [1, 1, 1, 1], [0, 0, 0, 0]], dtype="float64")
    codes, dimensions = [each.code for each in FOUR.indicators], [each.dimension_code for each in FOUR.indicators]
    places, people = ["83010101"] * 3 + ["83010102"] * 2, [4, 2, 1, 5, 3]
    counted = household_measures(cells, np.array(places), codes, dimensions, people=people)
    told = [("83010101", "households", 40.0), ("83010102", "households", 60.0), ("83010101", "people", 150.0)]
    measures = pd.concat([pd.DataFrame(told, columns=["area_code", "measure", "value"]), counted])
    store(warehouse, FOUR, rows, measures=measures)
    store(warehouse, FOUR, [("83010101", 1, 2000, 200), ("83010101", 2, 100, 22)], YEAR - 1)
    return warehouse


def sheet(warehouse: Warehouse, reference: str = "peers", **more: object) -> AnalysisSheet:
    return radar_analysis_data(warehouse, CATALOGUE, Question("830101", YEAR), reference, **more)  # type: ignore[arg-type]


def test_every_figure_has_its_formula_with_own_numbers(filled: Warehouse):
    found = sheet(filled).formulas
    assert tuple(found.columns) == COLUMNS
    assert found.groupby("code", sort=False)["name"].apply(list).to_dict() == EVERY_FIGURE
    assert (found["example"] != "").all()
    assert (found["formula"] != "").all()


def test_examples_written_out_by_hand(filled: Warehouse):
    found = sheet(filled, weights={"size": 2}).formulas
    examples = dict(zip(found["name"], found["example"], strict=True))
    assert examples["ร้อยละที่เป็นปัญหา"] == "ไม่ผ่าน: ตัวชี้วัด 1: 100 × 400 ÷ 2,000 = 20.0"
    assert examples["ช่วงความไม่แน่นอนจากจำนวนน้อย"] == (
        "ไม่ผ่าน: ตัวชี้วัด 1: p = 400 ÷ 2,000 = 0.2000 n = 2,000 ได้ช่วง 18.3–21.8"
    )
    assert examples["ภาพรวม"] == "45.0 ÷ 3 = 15.0; 100 − 15.0 = 85.0"
    assert examples["จำนวนตัวชี้วัดที่มีข้อมูล"] == "เด่น 1 + ใกล้เคียง 1 + ด้อย 1 + เทียบไม่ได้ 0 = 3 จาก 4 ตัวชี้วัด"
    assert examples["ครัวเรือน"] == "รวม 2 แห่ง = 100"
    assert examples["ความครบถ้วนของข้อมูล"] == "100 × 5 ÷ (2 × 4) = 62.5"
    assert examples["ค่าของด้าน"] == "ด้าน 2: 20.0 ÷ 1 = 20.0"
    assert examples["ค่าอ้างอิง: ค่ากลางพื้นที่ระดับเดียวกัน (ตำบล 1 แห่ง)"].endswith(
        "เรียง 1 แห่งจากน้อยไปมาก ค่าตรงกลางคือ 10.0 = 10.0"
    )
    assert examples["เด่น ใกล้เคียง ด้อย"].startswith("ไม่ผ่าน: ตัวชี้วัด 1: 20.0 (ช่วง 18.3–21.8) เทียบ 10.0 ทั้ง")
    assert examples["เด่น ใกล้เคียง ด้อย"].endswith("เทียบ 10.0 ทั้งช่วงอยู่เหนือค่าอ้างอิง จึงเป็น ด้อย")
    assert examples["ส่วนของคะแนน: ขนาด"] == "ไม่ผ่าน: ตัวชี้วัด 1: 400 คน เป็นอันดับ 3 จาก 3 = 1.00"
    assert examples["ส่วนของคะแนน: เทียบพื้นที่ระดับเดียวกัน"] == "ไม่ผ่าน: ตัวชี้วัด 1: ร้อยละ 20.0 เป็นอันดับ 2 จาก 2 = 1.00"
    assert examples["การเปลี่ยนแปลง"].startswith("ไม่ผ่าน: ตัวชี้วัด 1: 30.0 − 10.0 = +20.0 จุด (ช่วงปีก่อน 8.8–11.4 ปีนี้ 27.2–32.9")
    assert examples["ลำดับความสำคัญ"] == "ไม่ผ่าน: ตัวชี้วัด 1: 100 × 400 ÷ 2,000 = 20.0 ชั้น 1 แย่กว่าชัดเจน ลำดับ 1"
    assert examples["มากกว่าที่ควรเป็น"] == "ไม่ผ่าน: ตัวชี้วัด 1: 400 − 333.3 = 66.7 คน"
    assert examples["ดูต่างได้โดยบังเอิญ"] == "0.05 × 3 = 0.2 ตัวชี้วัด"
    assert examples["ค่าของกลุ่มเป้าหมาย"] == "เด็กและเยาวชน: 20.0 ÷ 1 = 20.0"
    assert examples["จำนวนตัวชี้วัดที่ไม่ผ่านพร้อมกัน"] == "3 ตัวชี้วัดขึ้นไป: 100 × 2 ÷ 5 = 40.0"
    assert examples["คนในครัวเรือนขัดสน"].startswith("100 × ")


def test_the_share_of_the_target_households_is_worked_out_where_targets_are_typed(warehouse: Warehouse):
    """170 of 250 households: the village has 130 in one indicator and 120 in another, and 1,000 persons in a third."""
    households = made_up_set(size=3, indicator_1={"unit": "ครัวเรือน"}, indicator_2={"unit": "ครัวเรือน"})
    rows = [("83010101", 1, 130, 13), ("83010101", 2, 120, 60), ("83010101", 3, 1000, 100), ("83010102", 1, 40, 4)]
    store(warehouse, households, rows)
    save_targets(warehouse, YEAR, {"83010101": 150, "83010102": 50, "83010103": 50})

    def row() -> dict[str, str]:
        found = radar_analysis_data(warehouse, catalogue_of(households), Question("830101", YEAR), "peers").formulas
        assert assert_all_work_out(found) > 0
        return dict(zip(found["name"], zip(found["formula"], found["example"], strict=True), strict=True))

    formula, example = row()["ครัวเรือนเป้าหมายที่สำรวจได้"]
    assert example == "3 แห่ง: 100 × 170 ÷ 250 = 68.0"
    assert "ถ้าต่ำกว่า 80 %" in formula
    save_least_coverage(warehouse, 60)
    assert "ถ้าต่ำกว่า 60 %" in row()["ครัวเรือนเป้าหมายที่สำรวจได้"][0]
    save_targets(warehouse, YEAR, {}, removed=["83010101", "83010102", "83010103"])
    assert "ครัวเรือนเป้าหมายที่สำรวจได้" not in row()


@pytest.mark.parametrize("reference", ["parent", "peers", "country", "previous", "target", "none"])
def test_every_example_works_out(filled: Warehouse, reference: str):
    assert assert_all_work_out(sheet(filled, reference, weights={"size": 3, "trend": 0.5}).formulas) >= 15


def test_groups_through_a_lens_hold_their_own_numbers(filled: Warehouse):
    found = sheet(filled, group="children").formulas
    assert assert_all_work_out(found) >= 12
    assert found.loc[found["name"] == "ค่าของกลุ่มเป้าหมาย", "example"].tolist() == ["เด็กและเยาวชน: 20.0 ÷ 1 = 20.0"]


@pytest.mark.parametrize("measure", ["score", "value"])
def test_sets_of_scores_and_values(warehouse: Warehouse, measure: str):
    kind, ends = {"score": "nrd2c", "value": "other"}[measure], {"low": 0, "high": 3}
    changes = {"indicator_1": ends, "indicator_2": ends} if measure == "value" else {}
    own = made_up_set(survey=kind, measure=measure, size=2, **changes)
    rows = [("83010101", 1, 1), ("83010102", 1, 2), ("83010101", 2, 3)]
    store(warehouse, own, rows, columns=[measure])
    found = radar_analysis_data(warehouse, catalogue_of(own), Question("830101", YEAR, kind, own.id), "none").formulas
    name = {"score": "ดัชนีความรุนแรง (0–100)", "value": "ระดับปัญหา (%)"}[measure]
    assert name in set(found["name"])
    assert assert_all_work_out(found) >= 5


@pytest.mark.parametrize("area", ["83", "8301", "830106", "8301030101"])
@pytest.mark.parametrize("reference", ["peers", "parent"])
def test_every_example_works_out_on_published_figures(province: Warehouse, area: str, reference: str):
    found = radar_analysis_data(province, SHIPPED, Question(area, 2561), reference=reference).formulas
    assert assert_all_work_out(found) >= 8


@pytest.fixture(scope="module")
def province(shared_data: Path) -> Iterator[Warehouse]:
    opened = empty_warehouse()
    rows = tpmap_facts(shared_data, "83").itertuples(index=False, name=None)
    store(opened, SHIPPED.get("jpt-2560"), rows, 2561, counting="people")
    yield opened
    opened.close()
