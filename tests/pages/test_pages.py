"""Every page opened through the frame: it shows real content, says what is made up, and follows the filters."""

import json
import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from catalogue import load_catalogue
from tests.analysis.examples import store
from tests_support import all_text, close_dashboard, open_dashboard, switch_page
from warehouse import open_warehouse

PAGES = {
    "input_data": "ข้อมูลนำเข้า",
    "radar_diagram": "แผนภาพเรดาร์",
    "radar_analysis": "วิเคราะห์เรดาร์",
    "comparative": "เปรียบเทียบ",
    "logic_model": "ตัวแบบเชิงตรรกะ",
}
STAGES = [name for name in PAGES if name != "input_data"]


def opened(app: AppTest, page: str) -> AppTest:
    app.run()
    switch_page(app, page).run()
    assert not app.exception
    return app


def test_home_says_what_this_is_and_what_is_loaded(app: AppTest) -> None:
    app.run()
    assert not app.exception
    assert app.title[0].value == "จังหวัดภูเก็ต · ปี 2565"
    text = all_text(app)
    assert "งานและรายได้เป็นปัญหามากที่สุด" in text
    assert "ครบ 154 หมู่บ้าน" in text
    assert text.count("ขั้นต่อไป") == 1
    assert "ไม่ใช่โปรแกรมของกรม" in text
    assert "สังเคราะห์" in text


@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens_through_the_frame(app: AppTest, page: str) -> None:
    opened(app, page)
    assert app.title[0].value == ("จังหวัดภูเก็ต · ปี 2565" if page in STAGES else "ข้อมูลนำเข้า")
    assert any(f"จาก 5 · {PAGES[page]}" in each.value for each in app.markdown)
    assert not app.error


@pytest.mark.parametrize("page", STAGES)
def test_a_page_with_made_up_figures_says_so(app: AppTest, page: str) -> None:
    opened(app, page)
    assert any("ข้อมูลสังเคราะห์" in warning.value for warning in app.warning)


def test_home_does_not_call_a_lone_report_of_a_province_complete(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    warehouse = open_warehouse(tmp_path / "report.duckdb")
    indicator_set = load_catalogue().get("jpt-2560")
    store(warehouse, indicator_set, [("83", number, 1000, 10 * number) for number in range(1, 32)], 2561, "province")
    warehouse.close()
    app = open_dashboard(tmp_path / "report.duckdb", monkeypatch)
    app.query_params.update({"area": "83", "set": "jpt-2560", "year": "2561"})
    words = all_text(app.run())
    assert not app.exception
    assert "ข้อมูลที่ยังขาด** มีเพียงยอดรวมของจังหวัด ยังไม่มีข้อมูลรายหมู่บ้าน" in words
    assert "มีข้อมูลแล้ว ยังไม่มีแผนของพื้นที่นี้" in words
    assert "ครบ" not in words
    close_dashboard()


@pytest.mark.parametrize("page", ["home", *PAGES])
def test_every_table_has_thai_headings(app: AppTest, page: str) -> None:
    """Tables are drawn on a canvas, where no test that reads the screen's text can see them."""
    opened(app, page)
    for table in app.dataframe:
        config = json.loads(table.proto.columns or "{}")
        for column in table.value.columns:
            heading = config.get(str(column), {}).get("label") or str(column)
            assert not re.search(r"[A-Za-z_]{3,}", heading), heading


@pytest.mark.parametrize("page", STAGES)
def test_a_changed_area_changes_the_page_and_the_url(app: AppTest, page: str) -> None:
    opened(app, page)
    assert "จังหวัดภูเก็ต" in app.title[0].value
    app.selectbox(key="filter_amphoe").select("8303").run()
    assert not app.exception
    assert "อำเภอถลาง" in app.title[0].value
    assert app.query_params["area"] in ("8303", ["8303"])


def test_a_link_opens_its_area_and_year(app: AppTest) -> None:
    app.query_params["area"] = "830103"
    app.query_params["year"] = "2564"
    opened(app, "radar_diagram")
    assert app.title[0].value == "ตำบลเกาะแก้ว · ปี 2564"


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"area": "30"}, "ไม่พบข้อมูลของพื้นที่ จังหวัดนครราชสีมา จึงแสดงประเทศไทย แทน"),
        ({"area": "abc"}, "ไม่พบข้อมูลของพื้นที่รหัส abc จึงแสดง"),
        ({"area": "83", "year": "2561"}, "ไม่พบข้อมูลของปี 2561 จึงแสดงปี 2565 แทน"),
        ({"area": "83", "set": "jpt-2550"}, "ไม่พบข้อมูลของชุดข้อมูล jpt-2550 จึงแสดงจปฐ. แทน"),
        ({"area": "8303", "set": "jpt-2560", "year": "2564"}, ""),
    ],
)
def test_a_link_to_what_is_not_there_says_what_is_shown_instead(app: AppTest, asked: dict[str, str], said: str) -> None:
    app.run()
    app.query_params.update(asked)
    opened(app, "radar_diagram")
    found = [each.value.replace("\\", "") for each in app.info if "ไม่พบข้อมูล" in each.value]
    assert [said in each for each in found] == ([True] if said else [])


def test_a_year_without_data_says_what_to_do(app: AppTest) -> None:
    """A municipality has no กชช.2ค: the page says so and leads to the input page."""
    app.query_params["area"] = "830151"
    app.query_params["set"] = "nrd2c-2555"
    app.query_params["year"] = "2564"
    app.run()
    switch_page(app, "radar_diagram").run()
    assert not app.exception
    assert "ไม่มีข้อมูล" in all_text(app)


@pytest.mark.parametrize("page", STAGES)
def test_an_empty_database_leads_to_the_first_step(empty_app: AppTest, page: str) -> None:
    opened(empty_app, page)
    assert "ยังไม่มีข้อมูล" in all_text(empty_app)


def test_the_sample_data_load_from_home_and_can_be_taken_out(empty_app: AppTest) -> None:
    empty_app.run()
    assert "เริ่มได้สามทาง" in all_text(empty_app)
    assert not empty_app.dataframe
    next(button for button in empty_app.button if "ข้อมูลตัวอย่าง" in button.label).click().run()
    assert not empty_app.exception
    assert "นำเข้าล่าสุด" in all_text(empty_app)
    assert "(เพิ่มใหม่ทั้งหมด)" in all_text(empty_app)
    next(button for button in empty_app.button if "นำข้อมูลตัวอย่างออก" in button.label).click().run()
    assert "ยังไม่มีข้อมูลในเครื่องนี้" in all_text(empty_app)


def test_a_plan_is_saved_and_shown_again(app: AppTest) -> None:
    opened(app, "logic_model")
    next(button for button in app.button if button.label == "ร่างจากปัญหาสำคัญ").click().run()
    assert not app.exception
    drafted = "รุ่น 1 · ปัญหา 5"
    assert drafted in all_text(app)
    opened(app, "logic_model")
    assert drafted in all_text(app)


@pytest.mark.parametrize("page", [page for page in STAGES if page != "logic_model"])  # its own test: test_board_view
def test_an_index_of_graded_villages_is_called_no_percentage(app: AppTest, page: str) -> None:
    app.query_params.update({"area": "83", "set": "nrd2c-2555", "year": "2564"})
    opened(app, page)
    shown = [all_text(app), *(str(column) for table in app.dataframe for column in table.value.columns)]
    shown += [str(each.value) for each in app.text_input]
    for words in ("เป็นปัญหา (%)", "ผ่านเกณฑ์", "ร้อยละที่เป็นปัญหา", "อ้างอิง (%)", "ปี 2562 (%)"):
        assert not [text for text in shown if words in text], words
    assert any("ดัชนี" in text for text in shown)
