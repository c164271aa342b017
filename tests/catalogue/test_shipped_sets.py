"""The shipped sets are complete, agree with the documents they come from, and are fit to be drawn."""

import csv
import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest
import python_calamine

from catalogue import Catalogue, CatalogueError, Indicator, load_catalogue
from words.line_breaks import display_width

COMPLETE = ("jpt-2550", "jpt-2560", "nrd2c-2555")
SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "data"
INDICATORS_31 = SHARED / "catalogue" / "jpt_2560_31_indicators.csv"
REPORTS_2554 = SHARED / "cdd_reports_2554"
needs_indicators_31 = pytest.mark.skipif(not INDICATORS_31.exists(), reason="ไม่มีรายชื่อ 31 ตัวชี้วัดใน ../shared/data")
needs_reports = pytest.mark.skipif(not REPORTS_2554.exists(), reason="ไม่มีแบบรายงาน 2554 ใน ../shared/data")


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


def all_indicators() -> list[Indicator]:
    return [indicator for set_id in COMPLETE for indicator in load_catalogue().get(set_id).indicators]


def test_the_sets_their_years_sizes_and_dimensions(catalogue: Catalogue) -> None:
    facts = [
        (each.id, each.first_year, each.last_year, each.size, each.dimension_count, each.measure, each.is_complete)
        for each in catalogue.sets
    ]
    assert facts == [
        ("jpt-2550", 2550, 2554, 42, 6, "count", True),
        ("jpt-2555", 2555, 2559, 30, 5, "count", False),
        ("jpt-2560", 2560, 2565, 31, 5, "count", True),
        ("jpt-2566", 2566, 2570, 38, 5, "count", False),
        ("nrd2c-2555", 2555, 2565, 33, 7, "score", True),
        ("nrd2c-2566", 2566, 2570, 44, 7, "score", False),
    ]


def test_every_year_from_2550_has_one_jpt_set_and_a_year_before_says_what_exists(catalogue: Catalogue) -> None:
    assert [catalogue.for_year("jpt", year).id for year in (2554, 2555, 2560, 2565, 2570)] == [
        *("jpt-2550", "jpt-2555", "jpt-2560", "jpt-2560", "jpt-2566")
    ]
    with pytest.raises(CatalogueError, match=r"จปฐ\. ปี 2549.*jpt-2550 \(2550–2554\)"):
        catalogue.for_year("jpt", 2549)
    with pytest.raises(CatalogueError, match=r"ไม่มีชุด jpt-1.*jpt-2560"):
        catalogue.get("jpt-1")


def test_indicators_are_found_by_code_and_number(catalogue: Catalogue) -> None:
    indicator_set = catalogue.get("jpt-2560")
    first = indicator_set.indicator("jpt-2560-01")
    assert first is indicator_set.by_number(1)
    assert (first.name, first.unit) == ("เด็กแรกเกิดมีน้ำหนัก 2,500 กรัมขึ้นไป", "คน")
    assert first.chart_label == "น้ำหนักแรกเกิด<br>≥ 2,500 กรัม"
    assert indicator_set.dimension("d5").name == "ค่านิยม"
    with pytest.raises(CatalogueError, match=r"ชุด jpt-2560: ไม่มีตัวชี้วัดที่ 32"):
        indicator_set.by_number(32)
    with pytest.raises(CatalogueError, match="ยังไม่มีรายชื่อตัวชี้วัด"):
        catalogue.get("jpt-2566").by_number(1)


def test_dimension_bounds_of_the_31_set(catalogue: Catalogue) -> None:
    indicator_set = catalogue.get("jpt-2560")
    numbers = {
        each.name: [indicator.number for indicator in indicator_set.indicators_of(each.code)]
        for each in indicator_set.dimensions
    }
    bounds = {name: (listed[0], listed[-1]) for name, listed in numbers.items()}
    assert bounds == {
        "สุขภาพ": (1, 7),
        "สภาพแวดล้อม": (8, 14),
        "การศึกษา": (15, 19),
        "การมีงานทำและรายได้": (20, 23),
        "ค่านิยม": (24, 31),
    }


def test_the_42_targets_are_the_same_in_every_year_of_their_set(catalogue: Catalogue) -> None:
    targets = {indicator.number: indicator.targets for indicator in catalogue.get("jpt-2550").indicators}
    for year in range(2550, 2554):
        assert [each[year] for each in targets.values()] == [each[2554] for each in targets.values()]
    assert {year for each in targets.values() for year in each} == set(range(2550, 2555))
    assert sum(each[2554] for each in targets.values()) == 3918
    counted = Counter(each[2554] for each in targets.values())
    assert counted == {100: 21, 95: 10, 80: 4, 90: 3, 98: 1, 70: 1, 60: 1, 50: 1}
    assert all(not indicator.targets for indicator in catalogue.get("jpt-2560").indicators)


@pytest.mark.parametrize(("problems", "level"), [(0, 3), (5, 3), (6, 2), (10, 2), (11, 1), (33, 1)])
def test_development_levels_of_the_33_set(catalogue: Catalogue, problems: int, level: int) -> None:
    found = catalogue.get("nrd2c-2555").development_level(problems)
    assert found is not None
    assert found.number == level
    assert catalogue.get("nrd2c-2566").development_level(problems) is None


def test_what_no_document_confirms_is_marked(catalogue: Catalogue) -> None:
    assert catalogue.get("nrd2c-2555").confidence == "U"
    assert "ไม่มีเอกสารยืนยัน" in catalogue.get("nrd2c-2555").confidence_note
    assert "ไม่มีในไฟล์" in catalogue.get("jpt-2550").confidence_note
    for set_id in COMPLETE:
        assert "ไม่ใช่ข้อกำหนดของกรมการพัฒนาชุมชน" in catalogue.get(set_id).editorial_note
    assert all(each.source and each.confidence_note for each in catalogue.sets)


def test_tpmap_view(catalogue: Catalogue) -> None:
    view = catalogue.get("jpt-2560").view("tpmap")
    assert {each.name: [int(code[-2:]) for code in each.indicator_codes] for each in view.dimensions} == {
        "สุขภาพ": [1, 4, 5, 7],
        "ความเป็นอยู่": [8, 9, 10, 11],
        "การศึกษา": [15, 16, 17, 19],
        "รายได้": [20, 21, 22],
        "การเข้าถึงบริการรัฐ": [27, 28],
    }


@pytest.mark.parametrize("indicator", all_indicators(), ids=lambda indicator: indicator.code)
def test_labels_fit_a_chart(indicator: Indicator) -> None:
    assert 0 < display_width(indicator.short_label) <= 26
    for line in indicator.chart_label.split("<br>"):
        assert 0 < display_width(line) <= 16
        assert unicodedata.category(line[0]) != "Mn", "a line starts with a vowel or tone mark"
        assert line[0] not in "ะาำๅๆฯ"
    assert indicator.chart_label.replace("<br>", "").replace(" ", "") == indicator.short_label.replace(" ", "")


@pytest.mark.parametrize("indicator", all_indicators(), ids=lambda indicator: indicator.code)
def test_every_indicator_is_described(indicator: Indicator) -> None:
    assert indicator.applies_to
    assert indicator.sdg
    assert indicator.agencies
    assert bool(indicator.definition) == indicator.code.startswith("jpt-2560")


@needs_indicators_31
def test_the_31_set_agrees_with_its_source(catalogue: Catalogue) -> None:
    with INDICATORS_31.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    indicator_set = catalogue.get("jpt-2560")
    ours = [
        (i.number, i.name, indicator_set.dimension(i.dimension_code).name, i.unit) for i in indicator_set.indicators
    ]
    assert ours == [(int(row["no"]), row["name_th"], row["category_th"], row["unit"]) for row in rows]
    in_view = {code: each.name for each in indicator_set.view("tpmap").dimensions for code in each.indicator_codes}
    assert {i.number: in_view.get(i.code, "") for i in indicator_set.indicators} == {
        int(row["no"]): row["tpmap_dimension"] for row in rows
    }


@needs_reports
def test_the_42_set_agrees_with_every_report(catalogue: Catalogue) -> None:
    known = {
        (indicator.number, name, indicator.unit, indicator.targets[2554])
        for indicator in catalogue.get("jpt-2550").indicators
        for name in (indicator.aliases or (indicator.name,))
    }
    read = 0
    for path in sorted(REPORTS_2554.glob("*.xls")):
        try:
            rows = python_calamine.load_workbook(str(path)).get_sheet_by_index(0).to_python()
        except python_calamine.CalamineError:
            continue
        found = {report_row(row) for row in rows[3:]}
        assert found == known, path.name
        read += 1
    assert read >= 78


def report_row(row: list[object]) -> tuple[int, str, str, float]:
    """Number, name, unit and target out of a row of a 2554 report."""
    parts = re.fullmatch(r"(\d+)\. (.+) \((คน|ครัวเรือน)\)", str(row[0]).strip())
    assert parts is not None
    return int(parts[1]), parts[2].strip(), parts[3], float(str(row[3]))


def test_every_indicator_names_what_is_wrong_where_it_fails(catalogue: Catalogue) -> None:
    for indicator_set in catalogue.sets:
        problems = [each.problem_name for each in indicator_set.indicators]
        assert all(problems)
        assert len(set(problems)) == len(problems)
        assert not set(problems) & {each.short_label for each in indicator_set.indicators}
        assert all(0 < display_width(each) <= 36 for each in problems)
        for each in indicator_set.indicators:
            assert each.problem_label.replace("<br>", "").replace(" ", "") == each.problem_name.replace(" ", "")
    assert catalogue.get("jpt-2560").by_number(24).problem_name == "ดื่มสุรา"
    assert catalogue.get("jpt-2560").by_number(23).problem_name == "ไม่มีการเก็บออมเงิน"
