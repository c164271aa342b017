"""ส่งมอบงาน through the frame: given away as one internal file, taken in at once, or only after what goes was said."""

import io
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from app.state import the_warehouse
from pages.shared.backup_files import ROWS
from pages.shared.downloads import DECLARED
from tests.warehouse.examples import figures, plan_of, plans_kept, staged
from tests_support import all_text, control_of, switch_page
from warehouse import list_batches, open_warehouse, store_batch, write_hand_over
from warehouse.keeping.restore import OF_IMPORTS, OF_MEETINGS, OF_OFFICE_FILES, OF_PLANS
from warehouse.on_disk.backup_files import read_contents


@pytest.fixture
def given(tmp_path: Path) -> bytes:
    """The file of an office with one import and one plan."""
    warehouse = open_warehouse(tmp_path / "old" / "radar.duckdb")
    store_batch(warehouse, staged({"83010101": (10, 1), "83010102": (20, 2)}))
    plan_of(warehouse, "น้ำเสีย")
    target = io.BytesIO()
    write_hand_over(warehouse, target)
    warehouse.close()
    return target.getvalue()


def opened(app: AppTest) -> AppTest:
    app.run()
    switch_page(app, "input_data").run()
    control_of(app.segmented_control, "choice_part").set_value("backup").run()
    assert not app.exception
    return app


def brought(app: AppTest, content: bytes, times: int = 0) -> str:
    app.file_uploader(key=f"take-over-{times}").set_value([("ส่งมอบงาน.zip", content, "application/zip")]).run()
    assert not app.exception
    return all_text(app)


def test_an_office_without_work_has_nothing_to_give_and_one_with_work_an_internal_file(empty_app: AppTest) -> None:
    assert "ยังไม่มีงานให้ส่งมอบ" in all_text(opened(empty_app))
    plan_of(the_warehouse(), "น้ำเสีย")
    assert "ยังไม่มีงานให้ส่งมอบ" not in all_text(empty_app.run())
    assert empty_app.session_state[DECLARED]["hand-over"] == "internal"


def test_where_nothing_is_lost_it_is_one_step(empty_app: AppTest, given: bytes) -> None:
    opened(empty_app)
    text = brought(empty_app, given)
    assert "รับมอบงานแล้ว" in text
    assert "การนำเข้า 1 ครั้ง · 2 พื้นที่ที่ใช้งาน · 2 ตัวเลข" in text
    assert figures(the_warehouse())["village", "83010102"] == (20, 2)
    assert len(plans_kept(the_warehouse())) == 1
    aside = next(code.value for code in empty_app.code if "set-aside" in code.value)
    assert Path(aside.split("\n")[0]).is_file()
    empty_app.button(key="taken-over-seen").click().run()
    assert "รับมอบงานแล้ว" not in all_text(empty_app)


def test_a_pc_with_work_is_asked_first_and_may_say_no(empty_app: AppTest, given: bytes) -> None:
    opened(empty_app)
    store_batch(the_warehouse(), staged({"84010101": (7, 3)}, file_name="ของเดิม.csv"))
    plan_of(the_warehouse(), "ไฟดับ", area_code="840101")
    text = brought(empty_app, given)
    assert "เครื่องนี้มีงานอยู่แล้ว" in text
    assert "ของเดิม.csv" in text
    assert "การบันทึกแผน ของเครื่องนี้ 1 รายการจะหายไป" in text
    empty_app.button(key="take-over-cancel").click().run()
    assert "เครื่องนี้มีงานอยู่แล้ว" not in all_text(empty_app)
    assert list_batches(the_warehouse())["file_name"].tolist() == ["ของเดิม.csv"]
    brought(empty_app, given, times=1)
    empty_app.button(key="take-over-confirm").click().run()
    assert "รับมอบงานแล้ว" in all_text(empty_app)
    assert list_batches(the_warehouse())["file_name"].tolist() == ["a.csv"]


def test_a_file_that_is_none_says_which_to_choose_and_changes_nothing(empty_app: AppTest, given: bytes) -> None:
    opened(empty_app)
    text = brought(empty_app, given[:-3000])
    assert "ไม่ใช่ไฟล์ส่งมอบงาน" in text
    assert "ทำไฟล์ส่งมอบงาน" in text
    assert list_batches(the_warehouse()).empty


def test_every_table_that_people_fill_has_its_words(tmp_path: Path) -> None:
    """What would go is named in Thai: a new table needs its line in ROWS."""
    warehouse = open_warehouse(tmp_path / "radar.duckdb")
    with warehouse.quiet() as cursor:
        tables = read_contents(cursor).tables
    warehouse.close()
    told_by_others = OF_IMPORTS | (OF_PLANS - {"plans"}) | (OF_MEETINGS - {"workshops"}) | OF_OFFICE_FILES
    assert set(tables) - told_by_others == set(ROWS)
