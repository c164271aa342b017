"""The lessons walked by a person: answers, a file brought back, a project mended, ratings, and the office untouched."""

from pathlib import Path

import duckdb
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from analysis.disclosure.outputs import Audience
from loaders.sample import lesson_file
from pages.shared.downloads import DECLARED
from tests_support import all_text, close_dashboard, open_dashboard, switch_page
from warehouse.lesson_ratings import ratings_data

PASSED = "ผ่านบทเรียนนี้แล้ว"
RIGHT, WRONG = "ถูกต้อง]", "ยังไม่ถูก]"


@pytest.fixture(autouse=True)
def no_ratings_of_other_tests(sample_database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from app.state import the_warehouse  # noqa: PLC0415 - importing it at the top would cache another database

    open_dashboard(sample_database, monkeypatch)
    with the_warehouse().transaction() as cursor:
        cursor.execute("DELETE FROM lesson_ratings")
    close_dashboard()


def opened(app: AppTest, exercise: str) -> AppTest:
    app.query_params["exercise"] = exercise
    switch_page(app, "lessons").run()
    assert not app.exception
    return app


def said(app: AppTest, mark: str) -> int:
    return sum(mark in each.value for each in app.markdown)


def answer(app: AppTest, kind: str, name: str, value: object) -> AppTest:
    """Answer in the lesson that is shown, which nobody has begun anew yet."""
    asked = app.query_params["exercise"]
    lesson = asked if isinstance(asked, str) else asked[0]
    getattr(app, kind)(key=f"exercise-{lesson}-0-{name}").set_value(value).run()
    assert not app.exception
    return app


def contents(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table of a database that nobody writes to."""
    with duckdb.connect(str(path), read_only=True) as connection:
        tables = connection.execute(
            "SELECT table_name FROM information_schema.tables WHERE table_type = 'BASE TABLE' ORDER BY ALL"
        )
        return {name: connection.table(name).order("ALL").fetchall() for (name,) in tables.fetchall()}


def test_the_radar_is_read_and_answers_check_themselves(app: AppTest) -> None:
    opened(app, "radar")
    assert "ข้อมูลสังเคราะห์" in all_text(app)
    assert (said(app, RIGHT), said(app, WRONG)) == (0, 0)
    answer(app, "selectbox", "furthest", "สภาพแวดล้อม")
    assert (said(app, RIGHT), said(app, WRONG)) == (0, 1)
    answer(app, "selectbox", "furthest", "งานและรายได้")
    answer(app, "number_input", "read", 9.0)
    answer(app, "number_input", "outside", 2)
    assert (said(app, RIGHT), said(app, WRONG)) == (3, 0)
    assert not app.success
    answer(app, "selectbox", "beyond", "สภาพแวดล้อม")
    assert PASSED in app.success[0].value
    app.button(key="exercise-reset").click().run()
    assert not app.exception and not app.success
    assert said(app, RIGHT) == 0


def test_the_wrong_cell_is_found_and_the_file_mended(app: AppTest) -> None:
    opened(app, "cell")
    assert [each.proto.label for each in app.get("download_button")] == ["ดาวน์โหลดไฟล์ฝึก"]
    assert not app.file_uploader
    answer(app, "text_input", "address", "B7")
    assert said(app, WRONG) == 1 and not app.file_uploader
    answer(app, "text_input", "address", "x8")
    assert "จำนวนไม่ผ่านมากกว่าจำนวนที่สำรวจ” ในแบบเก็บข้อมูลช่องนี้คือ **25**" in all_text(app).replace("\\", "")
    name, wrong = lesson_file()
    app.file_uploader[0].upload(name, wrong).run()
    assert not app.exception and not app.success
    assert "จำนวนไม่ผ่านมากกว่าจำนวนที่สำรวจ" in app.error[0].value
    app.file_uploader[0].upload(name, lesson_file(is_right=True)[1]).run()
    assert PASSED in app.success[0].value
    assert "เก็บในฐานข้อมูลฝึกแล้ว 9 หมู่บ้าน" in all_text(app)


def test_a_problem_becomes_a_project(app: AppTest) -> None:
    opened(app, "project")
    answer(app, "selectbox", "problem", "สูบบุหรี่")
    assert said(app, WRONG) == 1
    answer(app, "selectbox", "problem", "น้ำใช้ไม่เพียงพอตลอดปี")
    assert said(app, ":red-badge[ต้องแก้]") == 0  # nothing is held against what nobody has checked
    press_check(app)
    assert said(app, ":red-badge[ต้องแก้]") == 5
    assert (
        "เลือก «ไม่ใช้งบประมาณ»" in all_text(app) and app.checkbox(key="exercise-project-0-free").label == "ไม่ใช้งบประมาณ"
    )
    for kind, name, value in (
        ("number_input", "target", 15.0), ("number_input", "people", 51), ("number_input", "baht", 200_000),
        ("text_input", "owner", "เทศบาลตำบลป่าคลอก"), ("text_input", "source", "งบ อบต."),
    ):  # fmt: skip
        answer(app, kind, name, value)
    assert "แก้แล้วยังไม่ได้ตรวจ" in app.info[0].value
    press_check(app)
    assert said(app, ":red-badge[ต้องแก้]") == 0
    assert PASSED in app.success[0].value


def press_check(app: AppTest) -> None:
    app.button(key="exercise-project-0-check").click().run()
    assert not app.exception


def test_ratings_leave_as_a_list_without_names(app: AppTest, sample_database: Path) -> None:
    opened(app, "radar")
    assert not app.get("download_button")
    app.button_group(key="exercise-radar-0-rating-before").set_value(2).run()
    assert not app.exception
    [button] = app.get("download_button")
    assert app.session_state[DECLARED]["exercise-ratings"] == Audience.WITHOUT_FIGURES.value
    assert button.proto.label == "คะแนนก่อนและหลังเรียน (CSV)"
    from app.state import the_warehouse  # noqa: PLC0415
    from pages.lessons.exercises import _csv  # noqa: PLC0415

    lines = _csv(ratings_data(the_warehouse())).decode("utf-8-sig").splitlines()
    assert lines[0] == "วันที่,บทเรียน,ก่อนเรียน (1–5),หลังเรียน (1–5)"
    assert lines[1].split(",")[1:] == ["อ่านเรดาร์", "2", ""]
    assert pd.Timestamp(lines[1].split(",")[0]) <= pd.Timestamp.now()


def test_what_is_said_stays_while_another_lesson_is_looked_at_and_a_reset_is_of_one_lesson(app: AppTest) -> None:
    opened(app, "radar")
    app.button_group(key="exercise-radar-0-rating-before").set_value(4).run()
    answer(app, "number_input", "read", 9.0)
    opened(app, "cell")
    answer(app, "text_input", "address", "X8")
    app.file_uploader[0].upload("แก้แล้ว.xlsx", lesson_file(is_right=True)[1]).run()
    opened(app, "project")
    answer(app, "selectbox", "problem", "น้ำใช้ไม่เพียงพอตลอดปี")
    answer(app, "text_input", "owner", "เทศบาลตำบลป่าคลอก")
    opened(app, "radar")
    assert app.button_group(key="exercise-radar-0-rating-before").value == 4
    assert app.number_input(key="exercise-radar-0-read").value == 9.0
    app.button(key="exercise-reset").click().run()
    assert app.number_input(key="exercise-radar-1-read").value is None
    opened(app, "cell")
    assert app.text_input(key="exercise-cell-0-address").value == "X8"
    assert PASSED in app.success[0].value
    opened(app, "project")
    assert app.text_input(key="exercise-project-0-owner").value == "เทศบาลตำบลป่าคลอก"


def test_the_lessons_leave_the_database_of_the_office_as_it_was(empty_app: AppTest, tmp_path: Path) -> None:
    """Every table of the office's database before and after a lesson with a file and a reset."""
    from app.state import open_database, the_warehouse  # noqa: PLC0415 - importing it at the top would cache another database

    switch_page(empty_app, "lessons").run()
    the_warehouse().close()
    before = contents(tmp_path / "empty.duckdb")
    open_database.clear()
    opened(empty_app, "cell")
    answer(empty_app, "text_input", "address", "X8")
    empty_app.file_uploader[0].upload("แก้แล้ว.xlsx", lesson_file(is_right=True)[1]).run()
    assert PASSED in empty_app.success[0].value
    empty_app.button(key="exercise-reset").click().run()
    assert not empty_app.exception
    the_warehouse().close()
    assert contents(tmp_path / "empty.duckdb") == before
    open_database.clear()
    empty_app.run()
