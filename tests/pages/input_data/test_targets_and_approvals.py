"""Typed on the page of what comes in: how an import stands, target households, and what that changes elsewhere."""

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from app.state import the_warehouse
from tests.warehouse.examples import staged
from tests_support import all_text, switch_page
from warehouse import list_batches, list_targets, read_least_coverage, save_targets, store_batch, undo_batch

MEETING = "ประชุม กบต. ครั้งที่ 1/2569"
PAGES = ("radar_diagram", "radar_analysis", "comparative", "logic_model")


def written(app: AppTest) -> str:
    """All text of the page as a person reads it, without the signs that keep Markdown from taking it for marks."""
    return all_text(app).replace("\\", "").replace("\u2060", "")


@pytest.fixture
def filled(empty_app: AppTest) -> AppTest:
    """One import of households of two villages: half of one tambon's fail, a tenth of the other's."""
    empty_app.run()
    counts = {"83010101": (100, 50), "83010201": (100, 10)}
    batch = staged(counts, set_id="jpt-2560", year_be=2561, is_synthetic=False)
    facts = pd.concat(
        [batch.facts.assign(indicator_code=f"jpt-2560-{number:02d}", unit="ครัวเรือน") for number in (1, 2, 3, 4, 5, 8)]
    )
    places = pd.DataFrame({"area_code": ["83010101"], "sheet": ["ตาราง"], "row_number": [7]})
    store_batch(the_warehouse(), staged(counts, facts=facts, places=places))
    return empty_app


def opened(app: AppTest, part: str) -> AppTest:
    switch_page(app, "input_data").run()
    app.segmented_control(key="choice_part").set_value(part).run()
    assert not app.exception
    return app


def button(app: AppTest, label: str) -> None:
    [found] = [each for each in app.button if each.label == label]
    found.click().run()
    assert not app.exception


def approve(app: AppTest, day: str = "3/2/2569") -> None:
    opened(app, "batches")
    app.radio(key="approval-state-1").set_value("approved")
    app.selectbox(key="approval-level-1").set_value("tambon")
    app.text_input(key="approval-day-1").set_value(day)
    app.text_input(key="approval-meeting-1").set_value(MEETING)
    button(app, "บันทึกสถานะ")


def test_an_approval_stands_under_the_figures_of_every_page(filled: AppTest) -> None:
    for page in PAGES:
        switch_page(filled, page).run()
        assert "สถานะข้อมูล: ยังไม่ตรวจ" in written(filled), page
    approve(filled)
    assert list_batches(the_warehouse())["approval_state"].tolist() == ["approved"]
    for page in PAGES:
        switch_page(filled, page).run()
        assert not filled.exception
        assert f"สถานะข้อมูล: รับรองแล้ว ระดับตำบล 3 ก.พ. 2569 {MEETING}" in written(filled), page


def test_what_an_approval_lacks_is_said_where_it_is_typed(filled: AppTest) -> None:
    approve(filled, day="")
    assert "ไม่มีวันที่" in all_text(filled)
    approve(filled, day="3/2/2026")
    assert "อ่านวันที่ไม่ได้" in all_text(filled)
    assert list_batches(the_warehouse())["approval_state"].tolist() == ["unchecked"]


def test_an_undone_import_has_no_form_and_its_areas_have_their_rows(filled: AppTest) -> None:
    opened(filled, "batches")
    filled.toggle(key="batch-areas-1").set_value(True).run()
    table = filled.dataframe[0].value
    assert table["แถว"].tolist()[0] == 7
    assert table["แถว"].isna().tolist() == [False, True]
    undo_batch(the_warehouse(), 1)
    opened(filled, "batches")
    assert not [each for each in filled.radio if each.key == "approval-state-1"]


def test_a_file_of_targets_marks_the_area_and_takes_back_what_was_judged(filled: AppTest) -> None:
    opened(filled, "targets")
    filled.selectbox(key="targets-year").set_value(2561).run()
    content = "รหัสพื้นที่,ครัวเรือนเป้าหมาย\n83010101,200\n83010201,110\n".encode()
    filled.file_uploader(key="targets-file-0").set_value(("ก.csv", content, "text/csv")).run()
    assert "รวม 310 ครัวเรือน" in all_text(filled)
    assert list_targets(the_warehouse(), 2561).empty
    button(filled, "บันทึกเป้าหมายจากไฟล์ ปี 2561")
    assert list_targets(the_warehouse(), 2561)["households"].tolist() == [200, 110]
    filled.query_params["area"] = "830101"
    mark = "สำรวจได้ 50.0 % ของครัวเรือนเป้าหมาย"
    for page in ("radar_diagram", "radar_analysis"):
        switch_page(filled, page).run()
        assert not filled.exception
        assert mark in written(filled), page
    filled.query_params["area"] = "83"
    switch_page(filled, "comparative").run()
    assert not filled.exception


def test_the_limit_is_changed_on_the_page(filled: AppTest) -> None:
    save_targets(the_warehouse(), 2561, {"83010101": 200})
    opened(filled, "targets")
    filled.number_input(key="targets-least-80").set_value(40).run()
    button(filled, "บันทึกเกณฑ์")
    assert read_least_coverage(the_warehouse()) == 40
    assert "ใช้เกณฑ์ร้อยละ 40 แล้ว" in all_text(filled)


def test_a_file_that_cannot_be_says_why_and_changes_nothing(filled: AppTest) -> None:
    opened(filled, "targets")
    filled.file_uploader(key="targets-file-0").set_value(("ก.csv", b"a,b\n1,2\n", "text/csv")).run()
    assert "ไม่พบคอลัมน์รหัสพื้นที่และครัวเรือนเป้าหมาย" in all_text(filled)
