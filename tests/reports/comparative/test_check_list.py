"""Lists of cells to check, an agency each."""

import io

import openpyxl
import pandas as pd

from analysis.disclosure.outputs import INTERNAL_MARK, for_internal_use
from reports.about import About
from reports.comparative.sheets import ANSWERS, HEADS, NO_AGENCY, cells_by_agency, check_sheet
from reports.workbook import workbook_bytes

CELLS = pd.DataFrame(
    {
        "indicator_code": ["i1", "i2", None, "i1"], "area_name": ["ก", "ข", "ค", "=1+1"],
        "area_code": ["830101", "830102", "830103", "830104"], "problem_name": ["ดื่มสุรา", "ไม่ออม", "ทุกตัวชี้วัด", "ดื่มสุรา"],
        "kind_name": "สูงผิดจากพื้นที่อื่น", "problem_pct": [50.0, 40.0, 0.0, 3.0], "limit_pct": [20.0, 10.0, None, 1.0],
        "failed": [5.0, 4, 0, 3], "assessed": [10.0, 10, 90, 100], "file_label": "ก.csv", "sheet": "แผ่น1",
        "row_number": [4.0, 5, 6, None], "state_name": "ยังไม่ตรวจ",
    }
)  # fmt: skip


def test_an_agency_gets_only_its_own_indicators() -> None:
    parts = cells_by_agency(CELLS, {"i1": "สาธารณสุข", "i2": "เกษตร", "i9": "ตำรวจ"})
    assert {name: list(part["area_code"]) for name, part in parts.items()} == {
        "สาธารณสุข": ["830101", "830104"], "เกษตร": ["830102"], NO_AGENCY: ["830103"],
    }  # fmt: skip
    assert list(parts)[-1] == NO_AGENCY


def test_the_sheet_has_file_and_row_and_room_to_answer() -> None:
    from datetime import UTC, datetime  # noqa: PLC0415

    own = cells_by_agency(CELLS, {"i1": "สาธารณสุข"})["สาธารณสุข"]
    about = About("รายการที่ควรตรวจสอบ", "จังหวัดภูเก็ต", 2565, "ทดสอบ", datetime(2026, 1, 1, tzinfo=UTC), False)
    content = workbook_bytes(for_internal_use([check_sheet(own, "สาธารณสุข")]), about)
    page = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=3, max_row=5)]
    assert rows[0] == [*HEADS.values(), *ANSWERS]
    assert rows[1][:5] == ["ก", "830101", "ดื่มสุรา", "สูงผิดจากพื้นที่อื่น", 50]
    assert rows[1][8:11] == ["ก.csv", "แผ่น1", 4]
    assert page["A5"].data_type == "s"
    assert INTERNAL_MARK in page.oddHeader.center.text
