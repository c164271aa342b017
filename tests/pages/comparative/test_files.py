"""The files of stage 4: what they hold, and that a public one tells no hidden count."""

import io

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from tests_support import switch_page

PROVINCE = {"area": "83", "set": "jpt-2560", "year": "2565"}


@pytest.mark.parametrize("public", [True, False])
def test_the_workbook_has_ranks_radar_checks_and_through_the_gate_no_hidden_cell(app: AppTest, public: bool) -> None:
    from datetime import datetime  # noqa: PLC0415

    from app.answers import gates_of  # noqa: PLC0415
    from app.comparative_answers import Wanted, cells_for, ranking_for  # noqa: PLC0415
    from app.state import Selection, data_version  # noqa: PLC0415
    from pages.comparative.controls import Compared  # noqa: PLC0415
    from pages.comparative.files import _bundle  # noqa: PLC0415
    from reports.about import About  # noqa: PLC0415
    from reports.workbook import workbook_bytes  # noqa: PLC0415

    app.query_params.update(PROVINCE)
    switch_page(app, "comparative").run()
    selection = Selection("83", "jpt", "jpt-2560", 2565, data_version())
    wanted = Wanted("village")
    asked, ranking = ranking_for(selection, wanted)
    gates = gates_of(selection.version, selection.set_id)
    made = _bundle(Compared(selection, wanted, asked, ranking, None), gates if public else None)
    about = About("เปรียบเทียบพื้นที่", "จังหวัดภูเก็ต", 2565, "ทดสอบ", datetime(2026, 1, 1), True)
    book = openpyxl.load_workbook(io.BytesIO(workbook_bytes(made.drawn(lambda bundle: bundle.sheets), about)))
    assert {"ลำดับ", "รายด้าน", "เรดาร์", "ที่มา"} <= set(book.sheetnames)
    names = {each.problem_name: each.code for each in asked.scope.indicator_set.indicators}
    hidden = {(area, code) for area in cells_for(selection, wanted).area_codes for code in gates(2565).hidden(area)}
    assert hidden
    listed: set[tuple[str, str]] = set()
    if "ควรตรวจสอบ" in book.sheetnames:
        for row in book["ควรตรวจสอบ"].iter_rows(min_row=4, values_only=True):
            if row[1] and row[2] in names:
                listed.add((str(row[1]), names[str(row[2])]))
    assert not (listed & hidden) if public else "ควรตรวจสอบ" in book.sheetnames
