"""Which step of the first file's lesson is next follows from what is there, and the practice file is made up."""

from dataclasses import replace

from streamlit.testing.v1 import AppTest

from catalogue import load_catalogue
from catalogue.help import lesson_steps
from loaders import inspect_file
from loaders.sample import practice_file
from pages.input_data.upload import next_step
from pages.input_data.uploaded_files import Stored, WaitingFile
from pages.shared.help import DONE, STEP_IDS
from tests_support import switch_page
from warehouse import Warehouse

NAME, CONTENT = practice_file()
UNREAD = WaitingFile("0" * 64, NAME, CONTENT)


def begun(app: AppTest) -> AppTest:
    app.query_params["lesson"] = "on"
    switch_page(app, "input_data").run()
    assert not app.exception
    return app


def badge(app: AppTest) -> str:
    return " ".join(each.value for each in app.markdown if "สอนทีละขั้น" in each.value)


def test_the_steps_are_the_texts_in_their_order() -> None:
    assert (*STEP_IDS, DONE) == tuple(each.id for each in lesson_steps())


def test_the_step_follows_from_the_first_file_that_waits() -> None:
    assert next_step([], [], None, is_saved=False) == "file"
    assert next_step([UNREAD], [], None, is_saved=False) == "columns"
    stored = replace(UNREAD, stored=Stored(report=None, area_code="830103"))  # type: ignore[arg-type]
    assert next_step([], [stored], None, is_saved=False) == "radar"
    assert next_step([UNREAD], [stored], None, is_saved=False) == "columns"
    assert next_step([], [], None, is_saved=True) == "radar"


def test_without_the_link_there_is_no_lesson(empty_app: AppTest) -> None:
    switch_page(empty_app, "input_data").run()
    assert badge(empty_app) == ""


def test_the_whole_lesson_on_a_database_that_was_empty(empty_app: AppTest) -> None:
    app = begun(empty_app)
    assert "1 จาก 5" in badge(app) and "lesson" not in app.query_params
    app.button(key="lesson-practice").click().run()
    assert "2 จาก 5" in badge(app)
    next(each for each in app.button if each.label.startswith("ตรวจไฟล์ตามนี้")).click().run()
    assert "3 จาก 5" in badge(app)
    app.button(key="lesson-looked").click().run()
    assert "4 จาก 5" in badge(app)
    app.button(key="save-ready").click().run()
    assert "5 จาก 5" in badge(app)
    switch_page(app, "radar_diagram").run()
    assert not app.exception
    assert "จบบทเรียน" in " ".join(each.value for each in app.markdown)
    assert app.title[0].value == "ตำบลเกาะแก้ว · ปี 2562"
    assert any("ข้อมูลสังเคราะห์" in each.value for each in app.warning)
    switch_page(app, "comparative").run()
    switch_page(app, "radar_diagram").run()
    assert "จบบทเรียน" not in " ".join(each.value for each in app.markdown)


def test_it_is_put_away_by_one_tap_and_brought_back_where_it_stood(empty_app: AppTest) -> None:
    app = begun(empty_app)
    app.button(key="lesson-practice").click().run()
    app.button(key="lesson-away").click().run()
    assert badge(app) == ""
    app.query_params["lesson"] = "on"
    app.run()
    assert "2 จาก 5" in badge(app)


def test_the_practice_file_says_that_it_is_made_up(warehouse: Warehouse) -> None:
    found = inspect_file(CONTENT, NAME, warehouse, load_catalogue(), in_child=False)
    assert found.report.is_synthetic
    assert found.tables[0].mapping.set_id == "jpt-2560" and found.tables[0].year_hint == 2562
    assert {each.field.kind for each in found.tables[0].mapping.columns} == {
        "area_code",
        "area_name",
        "assessed",
        "failed",
    }
