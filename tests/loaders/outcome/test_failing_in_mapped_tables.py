"""Which households of a mapped table fail: its own rows, for the person who brought it."""

from io import BytesIO

import openpyxl
import pytest

from catalogue import load_catalogue
from loaders import LoadRequest, RefusalError, TableChoice, write_failing_households
from tests.loaders.accepting import seen
from tests.loaders.mapping.test_household_rows import FORMS, households, workbook


def failing(
    form: str, numbers: list[int], *, every: bool = False, inverted: tuple[str, ...] = ()
) -> list[list[object]]:
    content = workbook(households(FORMS[form]))
    table = seen(content, "ก.xlsx")
    choice = TableChoice(table.sheet, table.number, set_id=table.mapping.set_id, mapping=table.mapping)
    request = LoadRequest(load_catalogue(), 2565, choice=choice, inverted=inverted)
    written = write_failing_households(content, "ก.xlsx", None, request, numbers, every, "ใช้ภายใน")
    sheet = openpyxl.load_workbook(BytesIO(written)).worksheets[0]
    return [[cell.value for cell in row][:6] for row in sheet.iter_rows(min_row=3)]


@pytest.mark.parametrize("form", ["numbers", "words", "persons"])
def test_the_rows_that_fail_are_listed_as_the_file_has_them(form: str) -> None:
    listed = failing(form, [5])
    assert [row[0] for row in listed] == [2, 10, 11, 18]
    assert listed[0] == [2, "5", "ภูเก็ต", "ถลาง", "เทพกระษัตรี", 1]
    assert [row[:2] for row in failing(form, [5, 6], every=True)] == [[11, "5, 6"]]


def test_what_the_person_says_is_turned_is_turned_here_too() -> None:
    assert len(failing("numbers", [5], inverted=("jpt-2560-05",))) == 20


def test_a_table_of_no_households_is_refused() -> None:
    content = workbook(households())
    with pytest.raises(RefusalError):
        write_failing_households(content, "ก.xlsx", None, LoadRequest(load_catalogue()), [5], False, "ใช้ภายใน")
