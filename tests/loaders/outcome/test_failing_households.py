"""The households that fail chosen indicators: the file's own rows, no others, in a workbook made in memory."""

from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pytest

from catalogue import load_catalogue
from loaders import write_template
from loaders.checks.problems import RefusalError
from loaders.outcome.failing_households import write_failing_households
from loaders.reading import run_in_child
from loaders.staging.staged_file import LoadRequest

CATALOGUE = load_catalogue()
REQUEST = LoadRequest(CATALOGUE)
MARK = "ใช้ภายในสำนักงาน"


def household_file() -> bytes:
    """Three households: the first fails 8, the second fails 8 and 9, the third passes both."""
    target = BytesIO()
    areas = {"83010301": "=บ้านหนึ่ง", "83010302": "บ้านสอง", "83010303": "บ้านสาม"}
    write_template("jpt_household", target, CATALOGUE.get("jpt-2560"), year_be=2565, areas=areas)
    book = openpyxl.load_workbook(BytesIO(target.getvalue()))
    page = book["ข้อมูล"]
    column = {str(cell.value): cell.column for cell in page[5]}
    for row, answers in ((6, (0, 1)), (7, (0, 0)), (8, (1, 1))):
        for number, answer in zip((8, 9), answers, strict=True):
            heading = next(name for name in column if name.split()[:2] == ["ตัวชี้วัดที่", str(number)])
            page.cell(row, column[heading]).value = answer
    saved = BytesIO()
    book.save(saved)
    return saved.getvalue()


def listed(content: bytes) -> list[list[object]]:
    """The headings and the rows, without the line above them that says for whom they are."""
    page = openpyxl.load_workbook(BytesIO(content)).worksheets[0]
    return [[cell.value for cell in row[:4]] for row in page.iter_rows(min_row=2)]


@pytest.mark.parametrize(("every", "rows"), [(False, [6, 7]), (True, [7])])
def test_the_rows_that_fail_any_or_every_chosen_indicator(every: bool, rows: list[int]) -> None:
    table = listed(write_failing_households(household_file(), "ก.xlsx", None, REQUEST, [8, 9], every, MARK))
    assert [row[0] for row in table[1:]] == rows
    assert table[-1][1:4] == ["8, 9", "83010302", "บ้านสอง"]


def test_a_text_of_the_file_is_never_a_formula() -> None:
    content = write_failing_households(household_file(), "ก", None, REQUEST, [8], False, MARK)
    assert listed(content)[1][3] == "=บ้านหนึ่ง"
    with ZipFile(BytesIO(content)) as parts:
        assert b"<f>" not in parts.read("xl/worksheets/sheet1.xml")


def test_every_sheet_and_printed_page_says_for_whom_it_is() -> None:
    book = openpyxl.load_workbook(
        BytesIO(write_failing_households(household_file(), "ก", None, REQUEST, [8], False, MARK))
    )
    for page in book:
        assert str(page["A1"].value).startswith(MARK)
        assert page.oddHeader.center.text == MARK
        assert page["A2"].value == "แถวในไฟล์"
        assert page.freeze_panes == "C3"


def test_another_kind_of_file_is_refused_and_the_child_can_run_it() -> None:
    with pytest.raises(RefusalError):
        write_failing_households("ก,ข\n1,2\n".encode(), "ก.csv", None, REQUEST, [8], False, MARK)
    assert (
        len(listed(run_in_child(write_failing_households, household_file(), "ก", None, REQUEST, [8], False, MARK))) == 3
    )
