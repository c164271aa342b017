"""The lessons: right answers are the program's own, wrong ones are refused, and nothing reaches another database."""

import io
from collections.abc import Iterator

import pytest
from openpyxl import load_workbook

from app.lessons import MUST, LessonRoom, ProjectAnswer, faults_of, first_answer, open_lesson_room
from catalogue.help import exercises
from loaders.sample import lesson_file
from warehouse import list_batches

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def room() -> Iterator[LessonRoom]:
    opened = open_lesson_room()
    yield opened
    opened.warehouse.close()


def changed(cells: dict[str, object], *, without_row: int | None = None) -> bytes:
    """The file of the lesson with other values in these cells, or without a row."""
    book = load_workbook(io.BytesIO(lesson_file()[1]))
    sheet = book.worksheets[0]
    for address, value in cells.items():
        sheet[address] = value
    if without_row:
        sheet.delete_rows(without_row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_the_lessons_are_in_memory_and_made_up(room: LessonRoom) -> None:
    assert room.warehouse.path is None
    assert list_batches(room.warehouse)["is_synthetic"].all()
    assert room.radar.radar.is_synthetic
    assert set(exercises()) == {"radar", "cell", "project"}


def test_the_radar_is_read_as_its_figures_say(room: LessonRoom) -> None:
    """ป่าคลอก 2564 beside อำเภอถลาง: 2.6/2.1, 7.8/2.3, 1.0/2.0, 8.5/9.9, 3.2/3.5 percent: two of five lie outside."""
    axes = room.radar.radar.axes.set_index("axis_code")
    assert axes["problem_pct"].round(1).tolist() == [2.6, 7.8, 1.0, 8.5, 3.2]
    assert axes["reference_pct"].round(1).tolist() == [2.1, 2.3, 2.0, 9.9, 3.5]
    assert (room.radar.furthest, room.radar.most_beyond, room.radar.outside) == ("d4", "d2", 2)
    assert room.radar.axis_names["d4"] == "งานและรายได้"


@pytest.mark.parametrize(
    ("percent", "is_right"), [(10, True), (8, True), (11.5, True), (7.8, False), (12, False), (None, False)]
)
def test_a_figure_is_read_within_two_points(room: LessonRoom, percent: float | None, is_right: bool) -> None:
    """The dashed line stands at 9.87 percent there."""
    assert room.radar.is_read(percent) is is_right


def test_the_wrong_cell_is_the_one_the_program_finds(room: LessonRoom) -> None:
    """Row 8, หมู่ 3: 25 of 96 households; 960 stands there."""
    sheet = load_workbook(io.BytesIO(lesson_file()[1])).worksheets[0]
    assert (sheet["A8"].value, sheet["W8"].value, sheet["X8"].value) == ("83030403", 96, 960)
    assert room.file.cells == {"X8"}
    assert room.file.on_paper == "25"
    assert [each.rule for each in room.file.wrong.report.errors] == ["V19"]
    assert all(room.file.is_cell(each) for each in ("X8", "x8", " $X$8", "X 8"))
    assert not any(room.file.is_cell(each) for each in ("", "W8", "X9", "X88", "8X"))


@pytest.mark.parametrize(
    ("content", "is_refused"),
    [(changed({}), True), (changed({"X8": 24}), False), (changed({"X8": 25, "F6": 1}), False),
     (changed({"X8": 25}, without_row=9), False), (changed({"X8": 25, "F1": 2562}), False), (b"no workbook", True)],
)  # fmt: skip
def test_a_file_that_is_not_as_on_paper_is_no_answer(room: LessonRoom, content: bytes, is_refused: bool) -> None:
    before = len(list_batches(room.warehouse))
    report, is_solved = room.take_file("แก้แล้ว.xlsx", content)
    assert (report.refused, is_solved) == (is_refused, False)
    assert len(list_batches(room.warehouse)) == before


def test_the_corrected_file_is_stored_in_the_database_of_the_lessons() -> None:
    own = open_lesson_room()
    report, is_solved = own.take_file("แก้แล้ว.xlsx", changed({"X8": 25}))
    assert is_solved and report.loaded
    assert (report.areas, report.year_be) == (9, 2563)
    assert list_batches(own.warehouse)["file_name"].tolist() == ["แก้แล้ว.xlsx", "sample_jpt_2564_villages.xlsx"]
    own.warehouse.close()


def test_the_project_is_given_with_faults_and_can_be_mended(room: LessonRoom) -> None:
    """Water fails 101 of 335 households, 30.15 percent: 121 to help and a target of 35 are too many, money and owner
    are missing. With a target of 15, 101 × … = 50.25 must be reached: 51 households do."""
    assert room.problems["problem_name"].iloc[0] == "น้ำใช้ไม่เพียงพอตลอดปี"
    given = first_answer(room.draft)
    assert (given.target_pct, given.people) == (35, 121)
    must = [each.rule.id for each in faults_of(room.draft, given) if each.rule.level == MUST]
    assert sorted(set(must)) == [
        "people_above_failing", "project_without_budget", "project_without_owner", "target_no_better",
    ]  # fmt: skip
    good = ProjectAnswer(15, 51, "เทศบาลตำบลป่าคลอก", 200_000, "งบ อบต.")
    assert faults_of(room.draft, good) == []
    few = faults_of(room.draft, ProjectAnswer(15, 50, "เทศบาลตำบลป่าคลอก", 200_000, "งบ อบต."))
    assert [each.rule.id for each in few] == ["target_beyond_people"]
    unnamed = faults_of(room.draft, ProjectAnswer(15, 51, "เทศบาลตำบลป่าคลอก", 200_000, " "))
    assert [each.rule.id for each in unnamed] == ["budget_without_source"]
    assert faults_of(room.draft, ProjectAnswer(15, 51, "เทศบาลตำบลป่าคลอก", 0, "", needs_budget=False)) == []
    both = faults_of(room.draft, ProjectAnswer(15, 51, "เทศบาลตำบลป่าคลอก", 500, "งบ อบต.", needs_budget=False))
    assert [each.rule.id for each in both] == ["budget_not_needed"]
