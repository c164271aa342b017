"""79 real จปฐ. 2554 reports of the Department: loaded with the file's own figures, or refused with what is missing."""

import io
import re
from collections.abc import Mapping
from pathlib import Path

import pandas as pd
import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from analysis.core.figures import indicator_data
from catalogue import load_catalogue
from loaders import load_file
from tests_support import SHARED_DATA
from warehouse import Warehouse

FIGURES = """
    SELECT indicator_code, unit, assessed, failed, target_pct FROM area_figures
    WHERE level = 'province' AND area_code = ? AND year_be = 2554 ORDER BY indicator_code
"""


def own_figures(path: Path) -> pd.DataFrame:
    """One row an indicator as the file prints it; '-' as 0, or missing where nobody is eligible."""
    rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python(skip_empty_area=False)[3:]
    records = []
    for name, passed, percent, target, gap, to_fix, *_ in rows:
        number = int(re.match(r"(\d+)", str(name))[1])  # type: ignore[index]
        cells = [0.0 if cell == "-" else float(cell) for cell in (passed, percent, target, gap, to_fix)]
        records.append([number, *cells, passed == "-" and to_fix == "-"])
    columns = ["number", "passed", "percent", "target", "gap", "to_fix", "nobody"]
    return pd.DataFrame(records, columns=columns).set_index("number").sort_index()


def report_files() -> list[str]:
    return sorted(path.name for path in (SHARED_DATA / "cdd_reports_2554").glob("*.xls")) or ["ไม่มีไฟล์"]


@pytest.mark.parametrize("name", report_files())
def test_a_report_is_loaded_with_its_own_figures_or_asks_for_the_province(
    warehouse: Warehouse, shared_data: Path, name: str
) -> None:
    path = shared_data / "cdd_reports_2554" / name
    report = load_file(path, warehouse, in_child=False)
    if report.outcome == "refused":
        assert [error.sheet for error in report.errors] == ["Sheet1"]
        assert "จังหวัด" in report.errors[0].what
        assert "--area" in report.errors[0].fix_command
        report = load_file(path, warehouse, area_code="71", in_child=False)
    assert (report.outcome, report.level, report.year_be, report.catalogue) == ("loaded", "province", 2554, "jpt-2550")
    province = warehouse.query("SELECT DISTINCT area_code FROM facts")["area_code"].tolist()
    assert len(province) == 1
    figures = warehouse.query(FIGURES, province)
    own = own_figures(path)
    figures.index = pd.Index([int(code[-2:]) for code in figures["indicator_code"]])
    assert set(own.index) - set(figures.index) == set(own.index[own["nobody"]])
    own = own.loc[figures.index]
    pass_pct = 100 * (figures["assessed"] - figures["failed"]) / figures["assessed"]
    assert (figures["failed"] == own["to_fix"]).all()
    assert ((pass_pct - own["percent"]).abs() <= 0.02).all()
    assert (figures["target_pct"] == own["target"]).all()
    indicator_set = load_catalogue().get("jpt-2550")
    targets = pd.Series({each.number: each.targets[2554] for each in indicator_set.indicators})
    assert (targets.loc[figures.index] == own["target"]).all()
    assert ((targets.loc[figures.index] - own["percent"] - own["gap"]).abs() <= 0.01 + 1e-9).all()


def test_all_79_files_are_there(shared_data: Path) -> None:
    assert len(report_files()) == 79
    assert shared_data.is_dir()


@pytest.mark.parametrize(
    ("sheet", "code"), [("กาฬสินธ์", "46"), ("พระเยา", "56"), ("มหาสารคราม", "44"), ("จังหวัด ภูเก็ต", "83")]
)
def test_a_misspelt_sheet_name_is_taken_as_the_nearest_province_and_said(
    warehouse: Warehouse, sheet: str, code: str
) -> None:
    report = load_file(report_workbook(sheet), warehouse, file_name="report.xlsx", in_child=False)
    assert report.outcome == "loaded", report.problems
    assert warehouse.query("SELECT DISTINCT area_code FROM facts")["area_code"].tolist() == [code]
    told = [problem.what for problem in report.problems if problem.severity == "warning" and code in problem.what]
    assert bool(told) == (sheet != "จังหวัด ภูเก็ต")


def test_the_reports_own_target_is_kept_and_used(warehouse: Warehouse) -> None:
    """Number 1 passes 90 %: of its own 97 printed it lacks 7, and not 10 of the set's 100."""
    catalogue = load_catalogue()
    report = load_file(
        report_workbook("ภูเก็ต", {1: 97.0}), warehouse, file_name="report.xlsx", in_child=False, catalogue=catalogue
    )
    assert report.outcome == "loaded", report.problems
    warned = [(each.rule, each.row) for each in report.problems if each.rule in ("V45", "V46")]
    assert warned == [("V46", 4)]
    found = indicator_data(warehouse, catalogue.get("jpt-2550"), ["83", "TH"], 2554)
    first = found[found["number"] == 1]
    assert first["target_pct"].tolist() == [97, 97]  # the country is this province alone
    assert first["target_source"].tolist() == ["file", "file"]
    assert first["gap_pct"].tolist() == [7, 7]


def report_rows(targets: Mapping[int, float] | None = None) -> list[list[object]]:
    indicator_set = load_catalogue().get("jpt-2550")
    rows: list[list[object]] = []
    for indicator in indicator_set.indicators:
        target = (targets or {}).get(indicator.number, indicator.targets[2554])
        name = f"{indicator.number}. {indicator.name} ({indicator.unit})"
        rows.append(
            [name, "-", "-", target, target, "-"]
            if indicator.number == 26
            else [name, 90, 90.0, target, target - 90, 10]
        )
    return rows


def report_workbook(sheet: str, targets: Mapping[int, float] | None = None) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        page = book.add_worksheet(sheet)
        for row, cells in enumerate([*HEADINGS, *report_rows(targets)]):
            page.write_row(row, 0, cells)
    return stream.getvalue()


HEADINGS: list[list[object]] = [
    ["ตัวชี้วัดความจำเป็นพื้นฐาน", "ผ่านเกณฑ์", "", "เป้าหมาย", "ต่ำกว่าเป้าหมาย (ร้อยละ)", "จำนวนที่ต้อง"],
    ["", "", "", "ปี 2554", "", "แก้ไขทั้งหมด"],
    ["", "จำนวน", "ร้อยละ", "(ร้อยละ)", "", ""],
]


@pytest.mark.parametrize("encoding", ["utf-8", "cp874"])
def test_a_web_page_named_xls_is_read(warehouse: Warehouse, encoding: str) -> None:
    rows = "".join(
        "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>" for cells in [*HEADINGS, *report_rows()]
    )
    page = f'<html><head><meta charset="{encoding}"></head><body><table border=1>{rows}</table></body></html>'
    refused = load_file(page.encode(encoding), warehouse, file_name="report.xls", in_child=False)
    assert refused.outcome == "refused"
    assert "จังหวัด" in refused.errors[0].what
    report = load_file(page.encode(encoding), warehouse, file_name="report.xls", area_code="83", in_child=False)
    assert report.outcome == "loaded", report.problems
    rows_stored = warehouse.query(FIGURES, ["83"])
    assert len(rows_stored) == 41  # nobody is eligible for number 26: missing, not failing
    assert set(rows_stored["failed"]) == {10}
