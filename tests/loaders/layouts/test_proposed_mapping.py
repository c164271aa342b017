"""Files that no layout knows, read without a screen: by the proposal or a saved mapping, and what that leaves open."""

import pytest

from catalogue import load_catalogue
from loaders import Inspection
from loaders.importing import load_file
from loaders.layouts.by_mapping import MappingOrder
from loaders.outcome.report import FileReport, report_text
from tests.loaders.accepting import accepted, csv
from warehouse import Warehouse, read_sets, save_mapping

COUNTS = csv("รหัสหมู่บ้าน,ข้อ 5 สำรวจ (คน),ข้อ 5 ไม่ผ่าน (คน)", "83010801,120,3", "83010802,80,1")
TURNED = csv("รหัสหมู่บ้าน,ข้อ 5 สำรวจ (คน),ข้อ 5 ไม่ผ่าน (คน)", "83010801,120,118", "83010802,80,79")
OTHER = csv("รหัสตำบล,ขยะ,จำนวนร้านค้า", "830101,3,8", "830102,4,9")
SAID = csv("รหัสตำบล,ขยะ (ตัน),รายได้ (บาท)", "830101,3,8000", "830102,4,9000")
PROPOSED = MappingOrder("proposed")


def loaded(content: bytes, warehouse: Warehouse, order: MappingOrder | None = PROPOSED, **said: object) -> FileReport:
    words = {"year_be": 2564, "in_child": False, "file_name": "ก.csv", **said}
    return load_file(content, warehouse, mapping=order, **words)  # type: ignore[arg-type]


def values(warehouse: Warehouse) -> list[tuple[str, str, float]]:
    sql = "SELECT area_code, indicator_code, coalesce(value, failed) AS figure FROM live_facts ORDER BY 1, 2"
    facts = warehouse.query(sql)
    return [(str(code), str(own)[-2:], float(figure)) for code, own, figure in facts.itertuples(index=False)]


def rules(report: FileReport) -> list[str]:
    return [each.rule for each in report.errors]


def test_without_the_word_a_file_nobody_knows_stays_refused_but_its_columns_are_told(warehouse: Warehouse) -> None:
    report = loaded(COUNTS, warehouse, None)
    assert (report.outcome, rules(report)) == ("refused", ["L37"])
    assert [each.letter for each in report.columns] == ["A", "B", "C"]


def test_the_proposal_is_taken_and_its_columns_told(warehouse: Warehouse) -> None:
    report = loaded(COUNTS, warehouse)
    assert report.outcome == "loaded", report.problems
    assert values(warehouse) == [("83010801", "05", 3), ("83010802", "05", 1)]
    assert report.columns[0].to_dict() == {
        "letter": "A", "heading": "รหัสหมู่บ้าน", "meaning": "รหัสหมู่บ้าน", "why": "หัวคอลัมน์ตรงกัน ค่าเป็นรหัสพื้นที่",
    }  # fmt: skip
    assert "จำนวนที่ไม่ผ่าน" in report.columns[2].meaning
    assert "C   | ข้อ 5 ไม่ผ่าน (คน) | ข้อ 5" in report_text(report, for_command_line=True)
    assert report.to_dict()["columns"][0]["letter"] == "A"


def test_nothing_is_stored_by_a_dry_run(warehouse: Warehouse) -> None:
    report = loaded(COUNTS, warehouse, dry_run=True)
    assert (report.outcome, report.dry_run, values(warehouse)) == ("checked", True, [])


def test_a_known_layout_needs_no_mapping(warehouse: Warehouse) -> None:
    content = csv("village_ID,household.CNT,indicator1.ALL,indicator1.CNT", "83010101,3,2,1")
    report = loaded(content, warehouse, file_name="61_83_village_common.csv", year_be=2561)
    assert (report.layout, report.columns) == ("tpmap", ())


def test_units_and_directions_that_nothing_says_are_asked_by_their_option(warehouse: Warehouse) -> None:
    report = loaded(OTHER, warehouse)
    assert (report.outcome, rules(report)) == ("refused", ["V56", "V57"])
    unit, worse = report.errors
    assert "--unit B=" in unit.fix_command and "--worse C" in worse.fix_command
    assert values(warehouse) == []
    half = loaded(OTHER, warehouse, MappingOrder("proposed", units=(("", "หน่วย"),)))
    assert rules(half) == ["V57"]
    order = MappingOrder("proposed", "ของตำบล", (("B", "ตัน"), ("จำนวนร้านค้า", "แห่ง")), ())
    assert loaded(OTHER, warehouse, order).outcome == "loaded"
    [own] = [each for each in load_catalogue(read_sets(warehouse)).sets if each.title == "ของตำบล"]
    assert [(each.unit, each.direction) for each in own.indicators] == [
        ("ตัน", "more_is_worse"), ("แห่ง", "more_is_better"),
    ]  # fmt: skip


def test_a_direction_said_turns_even_a_word_of_the_name(warehouse: Warehouse) -> None:
    order = MappingOrder("proposed", "รายได้", (), ("C",))
    assert loaded(SAID, warehouse, order).outcome == "loaded"
    [own] = [each for each in load_catalogue(read_sets(warehouse)).sets if each.title == "รายได้"]
    assert [each.direction for each in own.indicators] == ["more_is_worse", "more_is_worse"]


def test_values_that_say_everything_need_no_option_and_are_called_after_the_file(warehouse: Warehouse) -> None:
    report = loaded(SAID, warehouse, file_name="ขยะตำบล.csv")
    assert report.outcome == "loaded", report.problems
    assert [each.title for each in load_catalogue(read_sets(warehouse)).sets if each.survey == "other"] == ["ขยะตำบล"]
    assert values(warehouse)[0] == ("830101", "01", 3)
    assert [each.why for each in report.columns[1:]] == ["คอลัมน์ตัวเลขของข้อมูลอื่น"] * 2


@pytest.mark.parametrize(
    "order",
    [
        MappingOrder("proposed", None, (("Z", "คน"),), ()),
        MappingOrder("proposed", None, (("", "คน"),), ("ไม่มีชื่อนี้",)),
    ],
)
def test_an_option_for_a_column_that_is_not_there_is_refused(warehouse: Warehouse, order: MappingOrder) -> None:
    assert rules(loaded(OTHER, warehouse, order))[0] == "L51"


def test_answers_that_look_turned_wait_for_the_option(warehouse: Warehouse) -> None:
    report = loaded(TURNED, warehouse)
    assert (report.outcome, rules(report)) == ("refused", ["V44"])
    assert "--inverted jpt-2560-05" in report.errors[0].fix_command
    assert loaded(TURNED, warehouse, inverted=()).outcome == "loaded"
    assert values(warehouse) == [("83010801", "05", 118), ("83010802", "05", 79)]
    assert loaded(TURNED, warehouse, inverted=("jpt-2560-05",)).outcome == "loaded"
    assert values(warehouse) == [("83010801", "05", 2), ("83010802", "05", 1)]


def kept(inspection: Inspection, warehouse: Warehouse, name: str) -> None:
    mapping = inspection.tables[0].mapping.with_name(name)
    save_mapping(warehouse, name, mapping.fingerprint, mapping.to_dict())


def test_a_saved_mapping_is_taken_by_its_name_even_with_a_column_more(warehouse: Warehouse) -> None:
    content = csv("รหัสหมู่บ้าน,ข้อ 5 สำรวจ (คน),ข้อ 5 ไม่ผ่าน (คน),เอ,บี", "83010801,120,3,1,1", "83010802,80,1,2,2")
    kept(accepted(content), warehouse, "ของอำเภอ")
    more = csv("รหัสหมู่บ้าน,ข้อ 5 สำรวจ (คน),ข้อ 5 ไม่ผ่าน (คน),เอ,บี,ซี", "83010801,90,5,1,1,1", "83010802,80,1,2,2,2")
    report = loaded(more, warehouse, MappingOrder("ของอำเภอ"))
    assert report.outcome == "loaded", report.problems
    assert values(warehouse)[0] == ("83010801", "05", 5)
    assert rules(loaded(OTHER, warehouse, MappingOrder("ของอำเภอ"))) == ["L49"]
    unknown = loaded(COUNTS, warehouse, MappingOrder("ไม่มีชื่อนี้"))
    assert rules(unknown) == ["L48"]
    assert "«ของอำเภอ»" in unknown.errors[0].what


def test_a_table_without_figures_is_no_proposal(warehouse: Warehouse) -> None:
    report = loaded(csv("รหัสตำบล,ตำบล", "830101,ตลาดใหญ่", "830102,ตลาดเหนือ"), warehouse)
    assert rules(report) == ["L50"]


def test_households_are_read_by_the_proposal(warehouse: Warehouse) -> None:
    head = "รหัสหมู่บ้าน,บ้านเลขที่," + ",".join(f"ตชว.{number}" for number in range(1, 32))
    answers = [",".join(["1"] * 30 + [str(int(house > 1))]) for house in range(1, 13)]
    rows = [f"8301080{village},{house},{each}" for village in (1, 2) for house, each in enumerate(answers, 1)]
    report = loaded(csv(head, *rows), warehouse)
    assert report.outcome == "loaded", report.problems
    assert ("83010801", "31", 1) in values(warehouse)
    assert report.columns[1].meaning == "ข้อมูลส่วนบุคคล (ไม่เก็บ)"
