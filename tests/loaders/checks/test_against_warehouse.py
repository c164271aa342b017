"""A staged file held to what is stored: doubts by hand, an area with less than its parts, none where nothing is odd."""

import itertools
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from catalogue import load_catalogue
from loaders import inspect_file
from loaders.checks.against_warehouse import check_against_warehouse, check_other_levels
from tests.loaders.accepting import accepted, csv, of_rule
from warehouse import StagedBatch, Warehouse, store_batch

SETS = load_catalogue()
Figures = dict[str, tuple[int, int]]
VILLAGES = [f"8301010{number}" for number in range(1, 6)]
USUAL: Figures = {code: (100, number) for number, code in enumerate(VILLAGES, 2)}
CODES = {
    "country": ["TH"], "province": ["83"], "amphoe": ["8301"], "tambon": ["830101"],
    "village": ["83010101", "83010102", "83010103"],
}  # fmt: skip
ORDER = list(CODES)


def batch(year_be: int, first: Figures, *, level: str = "village", households: float | None = None,
          layout: str = "jpt_village", second: int = 4) -> StagedBatch:  # fmt: skip
    """Indicator 1 as given (assessed, failed) and indicator 2 with `second` of 50 failing; the areas' households."""
    rows = [
        {"area_code": code, "indicator_code": f"jpt-2560-0{number}", "unit": "ครัวเรือน", "assessed": a, "failed": f}
        for place, (code, (assessed, failed)) in enumerate(first.items())
        for number, a, f in ((1, assessed, failed), (2, 50, second + place % 2))
    ]
    told = [] if households is None else [(code, "households", households) for code in first]
    measures = pd.DataFrame(told, columns=["area_code", "measure", "value"])
    return StagedBatch("ก.xlsx", "s", layout, "jpt", "jpt-2560", year_be, level, pd.DataFrame(rows), measures)


def said(warehouse: Warehouse, file: StagedBatch) -> list[tuple[str, str]]:
    return [(each.rule, each.what) for each in check_against_warehouse(warehouse, file, SETS)]


def test_nothing_is_said_of_the_same_figures_a_year_later(warehouse: Warehouse) -> None:
    store_batch(warehouse, batch(2561, USUAL, households=100))
    assert said(warehouse, batch(2562, USUAL, households=100)) == []


def test_areas_of_last_year_that_are_gone_are_counted_and_named(warehouse: Warehouse) -> None:
    store_batch(warehouse, batch(2561, USUAL))
    first_three = {code: USUAL[code] for code in VILLAGES[:3]}
    assert said(warehouse, batch(2562, first_three)) == [
        ("C21", "มี 3 พื้นที่ ปี 2561 มี 5 พื้นที่ (น้อยลง 40%)"),
        ("C22", "ไม่มี 2 พื้นที่ที่มีในปี 2561: 83010104, 83010105"),
    ]
    store_batch(warehouse, batch(2562, {code: USUAL[code] for code in VILLAGES[3:]}))
    assert said(warehouse, batch(2562, first_three)) == [], "the other villages came in a file of their own"
    assert said(warehouse, batch(2562, {"83020101": (100, 3)})) == [], "another tambon is not held against this one"


def test_a_change_beyond_the_limit_and_the_intervals_is_one_line_an_indicator(warehouse: Warehouse) -> None:
    store_batch(warehouse, batch(2560, dict.fromkeys(VILLAGES, (100, 90))))
    store_batch(warehouse, batch(2561, USUAL))
    changed = USUAL | {VILLAGES[0]: (100, 40), VILLAGES[1]: (100, 33), VILLAGES[2]: (100, 20)}
    assert said(warehouse, batch(2562, changed)) == [
        ("V43", "ตัวชี้วัดที่ 1 ต่างจากปี 2561 เกิน 20 จุดใน 2 จาก 5 พื้นที่ มากที่สุด 83010101: 2.0% → 40.0% ไม่ผ่าน")
    ]
    few = {code: (4, 1 if code == VILLAGES[0] else 0) for code in VILLAGES}
    assert "V43" not in [each for each, _ in said(warehouse, batch(2562, few))], (
        "a quarter of four households may be chance"
    )


def test_households_assessed_are_held_against_those_known(warehouse: Warehouse) -> None:
    assert said(warehouse, batch(2562, USUAL | {VILLAGES[0]: (120, 2)}, households=100)) == [
        ("V22", "ครัวเรือนที่สำรวจ 120 มากกว่าครัวเรือนของพื้นที่ 100 ที่ 83010101")
    ]
    store_batch(warehouse, batch(2561, USUAL, households=300))
    found = said(warehouse, batch(2562, USUAL, households=100, layout="jpt_household"))
    assert found[0] == ("V48", "สำรวจได้มากที่สุด 100 จากครัวเรือนของพื้นที่ 300 (น้อยกว่า 67%) ที่ 83010101")
    assert [each for each, _ in found] == ["V48"] * 5


def test_columns_that_all_fail_and_rows_copied_down_are_remarked(warehouse: Warehouse) -> None:
    all_fail = batch(2562, {code: (100 + place, 100 + place) for place, code in enumerate(VILLAGES)})
    assert said(warehouse, all_fail) == [("V38", "ไม่ผ่านทั้งหมด (100%) ตัวชี้วัดที่ 1 ทุกพื้นที่")]
    none_fail = check_against_warehouse(warehouse, batch(2562, dict.fromkeys(VILLAGES, (100, 0))), SETS)
    assert [(each.rule, each.severity) for each in none_fail] == [("V38", "info")]
    copied = batch(2562, dict.fromkeys(VILLAGES, (100, 7)))
    facts = copied.facts.assign(failed=7.0)
    assert said(warehouse, replace(copied, facts=facts)) == [("V39", "ตัวเลขของทั้ง 5 พื้นที่เหมือนกันทุกช่อง")]


def test_a_tambon_is_held_against_the_sum_of_its_villages(warehouse: Warehouse) -> None:
    store_batch(warehouse, batch(2561, USUAL))
    tambon = batch(2561, {"830101": (500, 20)}, level="tambon")
    facts = tambon.facts.assign(assessed=[500, 250], failed=[20, 22])
    assert said(warehouse, replace(tambon, facts=facts)) == []
    assert [each for each, _ in said(warehouse, replace(tambon, facts=facts.assign(failed=[20, 25])))] == ["V40"]
    less = said(warehouse, replace(tambon, facts=facts.assign(assessed=[400, 250])))
    assert less[0][1].startswith("ยอดรวมในไฟล์ต่างจากผลรวมของแถวข้อมูล -100 (830101 ตัวชี้วัดที่ 1")


def test_a_published_province_gives_no_doubt_at_any_level(warehouse: Warehouse, shared_data: Path) -> None:
    for level in ("village", "tambol", "amphur"):
        path = shared_data / "tpmap_2561" / f"61_83_{level}_common.csv"
        inspected = inspect_file(path.read_bytes(), path.name, warehouse, SETS, in_child=False)
        assert inspected.batch is not None
        assert [each.what for each in inspected.report.problems if each.severity == "warning"] == []
        store_batch(warehouse, inspected.batch)


def test_far_fewer_indicators_than_what_is_replaced_are_told(warehouse: Warehouse) -> None:
    whole = batch(2561, USUAL)
    store_batch(warehouse, whole)
    fewer = replace(whole, file_sha256="t", facts=whole.facts[whole.facts["indicator_code"] == "jpt-2560-01"])
    [told] = [each for each in check_against_warehouse(warehouse, fewer, SETS) if each.rule == "C37"]
    assert told.what == "ไฟล์นี้มี 1 ตัวชี้วัด ข้อมูลเดิมปี 2561 ของพื้นที่เดียวกันมี 2 ตัวชี้วัด เมื่อแทนที่แล้ว 1 ตัวจะไม่มีข้อมูล"
    for other in (whole, replace(fewer, year_be=2562)):
        assert "C37" not in {each.rule for each in check_against_warehouse(warehouse, other, SETS)}


def batch_of(
    level: str, assessed: int, failed: int = 0, *, unit: str = "คน", codes: list[str] | None = None
) -> StagedBatch:
    rows = [
        {"area_code": code, "indicator_code": "jpt-2560-01", "unit": unit, "assessed": assessed, "failed": failed}
        for code in codes or CODES[level]
    ]
    return StagedBatch("ก.xlsx", f"{level}{assessed}", "mapped", "jpt", "jpt-2560", 2561, level, pd.DataFrame(rows))


def told(warehouse: Warehouse, file: StagedBatch) -> list[str]:
    found = list(check_other_levels(warehouse, file, SETS))
    assert {each.rule for each in found} <= {"V58"}
    assert {each.severity for each in found} <= {"warning"}
    return [each.what for each in found]


FAR = [(above, below) for above, below in itertools.combinations(ORDER, 2)]


@pytest.mark.parametrize(("above", "below"), FAR)
def test_parts_that_come_after_their_whole_are_held_against_it(warehouse: Warehouse, above: str, below: str) -> None:
    store_batch(warehouse, batch_of(above, 7))
    [what] = told(warehouse, batch_of(below, 34_158))
    assert " 7 " in what
    assert f"{34_158 * len(CODES[below]):,}" in what
    assert told(warehouse, batch_of(below, 2)) == []


@pytest.mark.parametrize(("above", "below"), [pair for pair in FAR if ORDER.index(pair[1]) - ORDER.index(pair[0]) > 1])
def test_a_whole_that_comes_after_its_parts_is_held_against_them(warehouse: Warehouse, above: str, below: str) -> None:
    store_batch(warehouse, batch_of(below, 34_158))
    [what] = told(warehouse, batch_of(above, 7))
    assert f"{34_158 * len(CODES[below]):,}" in what
    assert told(warehouse, batch_of(above, 200_000)) == []


def test_the_sentence_names_area_levels_and_figures(warehouse: Warehouse) -> None:
    store_batch(warehouse, batch_of("village", 34_158))
    assert told(warehouse, batch_of("province", 7)) == [
        "จังหวัด 83 มีจำนวนที่สำรวจ 7 แต่ผลรวมของหมู่บ้าน/ชุมชนในพื้นที่นี้ 102,474 (ตัวชี้วัดที่ 1)"
    ]


def test_areas_stored_beside_those_of_the_file_count_and_those_it_replaces_do_not(warehouse: Warehouse) -> None:
    store_batch(warehouse, batch_of("province", 250))
    store_batch(warehouse, batch_of("village", 100, codes=["83010101", "83010102"]))
    assert told(warehouse, batch_of("village", 100, codes=["83010102"])) == []
    [what] = told(warehouse, batch_of("village", 100, codes=["83010103"]))
    assert "300" in what


def test_other_units_are_not_compared(warehouse: Warehouse) -> None:
    store_batch(warehouse, batch_of("village", 34_158))
    assert told(warehouse, batch_of("province", 7, unit="ครัวเรือน")) == []


def test_failing_people_are_compared_too(warehouse: Warehouse) -> None:
    store_batch(warehouse, batch_of("village", 100, 20))
    [what] = told(warehouse, batch_of("province", 300, 7))
    assert "ที่ไม่ผ่าน 7" in what
    assert "60" in what


def values(level: str, value: float, rollup: str) -> StagedBatch:
    rows = [
        {"area_code": code, "indicator_code": "other-1-01", "unit": "คน", "value": value, "rollup": rollup}
        for code in CODES[level]
    ]
    return StagedBatch("ก.xlsx", f"{level}{value}", "mapped", "other", "other-1", 2561, level, pd.DataFrame(rows))


def test_values_that_add_up_are_compared_and_means_are_not(warehouse: Warehouse) -> None:
    store_batch(warehouse, values("village", 40, "sum"))
    assert len(told(warehouse, values("province", 7, "sum"))) == 1
    assert told(warehouse, values("province", 7, "mean")) == []


def test_a_padded_total_far_above_the_villages_of_its_own_file_is_doubted() -> None:
    rows = ("83000000,7,1", "83010101,34158,1", "83010102,34159,0", "83020101,34159,0")
    [doubt] = of_rule(accepted(csv("รหัสพื้นที่,ข้อ 5 สำรวจ (คน),ข้อ 5 ไม่ผ่าน (คน)", *rows)), "V40")
    assert (doubt.row, doubt.value, doubt.expected) == (2, "7", "102,476")
