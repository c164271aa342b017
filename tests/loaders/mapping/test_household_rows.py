"""Rows of households in any form → the counts of our own household form; what one means is asked, persons stay out."""

from dataclasses import replace
from io import BytesIO

import openpyxl
import pytest

from catalogue import load_catalogue
from loaders import Field, Inspection, TableChoice, inspect_file
from loaders.mapping import Mapping
from loaders.mapping import model as f
from loaders.reading import Cell
from tests.loaders.accepting import accepted, accepted_choice, names, of_rule, seen
from warehouse import open_warehouse
from warehouse.staged import FAILING

PLACE: list[Cell] = ["จังหวัด", "อำเภอ", "ตำบล", "หมู่ที่", "บ้านเลขที่", "หัวหน้าครัวเรือน", "โทรศัพท์"]
HEADINGS = ["ตชว.{}", "ตชว {}", "ข้อ {}", "{}", "ตัวชี้วัดที่ {}", "ตชว.{}."]
SIZE = 31
FORMS: dict[str, tuple[Cell, Cell, Cell]] = {
    "numbers": (1, 0, "-"),
    "texts": ("1", "0", "n"),
    "thai digits": ("๑", "๐", None),
    "full width": ("１", "０", ""),
    "persons": (1, "0,2", "n"),
    "words": ("ผ่าน", "ไม่ผ่าน", "ไม่เกี่ยวข้อง"),
    "short words": ("ผ่าน", "ตก", "ไม่เข้าข่าย"),
    "marks": ("✓", "✗", None),
    "strokes": ("/", "x", "-"),
    "letters": ("Y", "N", "-"),
    "first letters": ("ผ", "ม", None),
    "there or not": ("มี", "ไม่มี", None),
    "boxes": (True, False, None),
}


def households(answers: tuple[Cell, Cell, Cell] = (1, 0, "-"), heading: str = "ตชว.{}") -> list[list[Cell]]:
    """3 villages of 8 households: household 1 of each fails indicator 5, nobody is asked indicator 7 in village 3, and
    household 2 of village 2 fails 5 and 6."""
    passed, failed, nothing = answers
    rows: list[list[Cell]] = [[*PLACE, *(heading.format(number) for number in range(1, SIZE + 1))]]
    for village in (1, 2, 3):
        for house in range(1, 9):
            cells = [passed] * SIZE
            if house == 1 or (village, house) == (2, 2):
                cells[4] = failed
            if (village, house) == (2, 2):
                cells[5] = failed
            if village == 3:
                cells[6] = nothing
            person = [f"{house}/{village}", f"นายทดสอบ{house} สมมติ{village}", f"08123{village}{house}678"]
            rows.append(["ภูเก็ต", "ถลาง", "เทพกระษัตรี", village, *person, *cells])
    return rows


def workbook(rows: list[list[Cell]], sheet_name: str = "ข้อมูล") -> bytes:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = sheet_name
    for row in rows:
        sheet.append(row)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def read(rows: list[list[Cell]], year: int | None = 2565, area: str | None = None) -> Inspection:
    return accepted(workbook(rows), "ก.xlsx", year=year, area=area)


def counts(inspection: Inspection, number: int) -> list[tuple[str, float, float, str]]:
    """(village, assessed, failed, unit) of one indicator."""
    assert inspection.batch is not None, inspection.report.problems
    facts = inspection.batch.facts
    own = facts[facts["indicator_code"] == f"jpt-2560-{number:02d}"]
    return list(own[["area_code", "assessed", "failed", "unit"]].itertuples(index=False, name=None))


EXPECTED = {
    5: [("83030101", 8, 1, "ครัวเรือน"), ("83030102", 8, 2, "ครัวเรือน"), ("83030103", 8, 1, "ครัวเรือน")],
    6: [("83030101", 8, 0, "ครัวเรือน"), ("83030102", 8, 1, "ครัวเรือน"), ("83030103", 8, 0, "ครัวเรือน")],
    7: [("83030101", 8, 0, "ครัวเรือน"), ("83030102", 8, 0, "ครัวเรือน")],
}


@pytest.mark.parametrize("form", FORMS)
def test_every_form_of_answers_gives_the_same_counts(form: str) -> None:
    inspection = read(households(FORMS[form]))
    assert {number: counts(inspection, number) for number in EXPECTED} == EXPECTED
    assert inspection.report.rows_loaded == 24
    assert [each.severity for each in of_rule(inspection, "V54")] == ["info"]
    assert "8 ช่อง" in of_rule(inspection, "V54")[0].what


def marked(passed: Cell, failed: Cell) -> list[list[Cell]]:
    """The households of `households` in which one of the two answers is left blank, and everybody is asked."""
    return households((passed, failed, passed))


@pytest.mark.parametrize("rows", [marked("✓", None), marked(None, "x"), marked(None, "ไม่ผ่าน")])
def test_beside_one_mark_a_blank_is_the_other_answer_and_that_is_asked(rows: list[list[Cell]]) -> None:
    inspection = read(rows)
    assert {number: counts(inspection, number) for number in (5, 6)} == {number: EXPECTED[number] for number in (5, 6)}
    assert [each.severity for each in of_rule(inspection, "V53")] == ["warning"]
    assert inspection.inversion is not None and inspection.inversion.problem.key == "V44-mark"
    assert not of_rule(inspection, "V54")


def test_one_mark_may_be_said_by_the_table_and_its_blanks_to_be_no_answer() -> None:
    rows = [["✓ = ตกเกณฑ์"], *marked(None, "✓")]
    said = read(rows)
    assert (said.inversion, counts(said, 5)) == (None, EXPECTED[5])
    choice = accepted_choice(seen(workbook(rows), "ก.xlsx"))
    mapping = choice.mapping
    assert mapping is not None
    for column in mapping.of_kind(f.MARK_FAILED):
        mapping = mapping.with_field(column.index, Field(f.ANSWER_FAILED, column.field.of))
    missing = accepted(workbook(rows), "ก.xlsx", year=2565, choice=replace(choice, mapping=mapping))
    assert [row[1:3] for row in counts(missing, 5)] == [(1, 1), (2, 2), (1, 1)]
    assert len(of_rule(missing, "V54")) == 1


def test_a_blank_beside_both_answers_further_down_stays_missing() -> None:
    rows = marked("✓", None)
    rows[-1][4 + 7] = "x"
    choice = accepted_choice(seen(workbook(marked("✓", None)), "ก.xlsx"))
    inspection = accepted(workbook(rows), "ก.xlsx", year=2565, choice=choice)
    assert counts(inspection, 5)[0] == ("83030101", 7, 0, "ครัวเรือน")
    assert len(of_rule(inspection, "V54")) == 1


def test_words_beside_signs_of_no_answer_in_half_of_the_rows_are_still_a_table() -> None:
    rows = [row for row in households(("ผ่าน", "ไม่ผ่าน", "-")) if row[3] != 1]
    assert counts(read(rows), 5) == EXPECTED[5][1:]


@pytest.mark.parametrize("heading", HEADINGS)
def test_every_form_of_heading_names_the_indicators(heading: str) -> None:
    assert counts(read(households(heading=heading)), 5) == EXPECTED[5]


def test_headings_of_numbers_that_are_numbers_and_of_names() -> None:
    rows = households()
    numbers = [[*PLACE, *range(1, SIZE + 1)], *rows[1:]]
    assert counts(read(numbers), 5) == EXPECTED[5]
    titles = [each.name for each in load_catalogue().get("jpt-2560").indicators]
    assert counts(read([[*PLACE, *titles], *rows[1:]]), 5) == EXPECTED[5]


def test_measures_are_those_of_our_own_form() -> None:
    inspection = read(households())
    assert inspection.batch is not None
    measures = inspection.batch.measures
    own = {(row.area_code, row.measure): row.value for row in measures.itertuples()}
    assert own["83030102", "households"] == 8
    assert own["83030102", FAILING[1]] == 1
    assert own["83030102", FAILING[2]] == 1
    assert own["83030101", FAILING[0]] == 7


def test_indicators_of_persons_are_counted_by_households_and_never_summed_with_persons() -> None:
    inspection = read(households())
    assert inspection.batch is not None
    assert inspection.batch.counting == "households"
    [problem] = of_rule(inspection, "V55")
    assert "1, 2, 3, 6, 7" in problem.what


def test_households_of_one_tambon_by_code_or_by_a_village_column() -> None:
    rows = [[f"8303010{row[3]}" if number else "รหัสหมู่บ้าน", *row[4:]] for number, row in enumerate(households())]
    assert counts(read(rows), 5) == EXPECTED[5]
    only_village = [row[3:] for row in households()]
    assert counts(read(only_village, area="830301"), 5) == EXPECTED[5]


def test_no_word_of_a_person_is_shown_or_staged() -> None:
    rows = households()
    rows[0][4:7] = ["รหัสครัวเรือน", "ผู้ตอบ", "เบอร์"]
    rows[0].append("รายละเอียด")
    for number, row in enumerate(rows[1:]):
        row.append(f"บ้านของป้าสมศรี{number}")
    table = seen(workbook(rows), "ก.xlsx")
    everything = repr((table, read(rows)))
    assert not [word for word in ("ทดสอบ", "สมมติ1", "08123", "1/2", "สมศรี") if word in everything]
    hidden = {column.letter for column in table.mapping.of_kind(f.PERSONAL)}
    assert {"E", "F", "G", "AM"} <= hidden


def test_a_number_of_the_household_is_no_code_of_an_area() -> None:
    rows = households()
    rows[0][4] = "รหัสครัวเรือน"
    for number, row in enumerate(rows[1:]):
        row[4] = f"8303010{row[3]}{number:02d}"
    assert counts(read(rows), 5) == EXPECTED[5]


def test_households_written_twice_are_counted_once_or_refused() -> None:
    again = households()
    again.append(list(again[1]))
    inspection = read(again)
    assert counts(inspection, 5) == EXPECTED[5]
    assert len(of_rule(inspection, "C35")) == 1
    assert inspection.report.rows_read == (
        inspection.report.rows_loaded + inspection.report.rows_refused + inspection.report.rows_recognised
    )
    different = households()
    for number, row in enumerate(different):
        row[4] = f"830301{number:05d}" if number else "เลขรหัสประจำบ้าน"
    different[2][4] = different[1][4]
    problems = of_rule(read(different), "C17")
    assert [each.row for each in problems] == [2, 3]


def test_a_cell_that_is_no_answer_is_refused_by_its_row() -> None:
    rows = households()
    rows[3][11] = "3"
    inspection = read(rows)
    [problem] = of_rule(inspection, "V37")
    assert (problem.row, problem.column, problem.value) == (4, "L ตชว.5", "3")
    assert inspection.report.rows_faulty == 1


def test_where_nothing_says_what_one_means_it_is_told_and_asked_when_most_would_fail() -> None:
    usual = read(households())
    [told] = of_rule(usual, "V53")
    assert (told.severity, usual.inversion) == ("warning", None)
    turned = read(households((0, 1, "-")))
    assert turned.inversion is not None and turned.inversion.table_inverted
    assert len(turned.inversion.indicators) == SIZE


@pytest.mark.parametrize("houses", [1, 2])
def test_few_households_are_asked_about_together(houses: int) -> None:
    rows = households((0, 1, "-"))
    few = [rows[0], *(row for number, row in enumerate(rows[1:]) if number % 8 < 2 * houses)]
    assert read(few).inversion is not None


def test_words_of_the_table_turn_the_answers_and_are_told() -> None:
    rows = [["1 = ตกเกณฑ์ 0 = ผ่าน"], *households((0, 1, "-"))]
    inspection = read(rows)
    assert counts(inspection, 5) == EXPECTED[5]
    assert inspection.inversion is None
    assert of_rule(inspection, "V53")[0].severity == "info"


def test_what_the_person_says_turns_facts_and_measures_alike() -> None:
    content = workbook(households((0, 1, "-")))
    choice = accepted_choice(seen(content, "ก.xlsx"))
    codes = tuple(each.code for each in load_catalogue().get("jpt-2560").indicators)
    turned = inspect_file(
        content, "ก.xlsx", open_warehouse(":memory:"), load_catalogue(), year_be=2565, choice=choice, inverted=codes,
        in_child=False,
    )  # fmt: skip
    assert counts(turned, 5) == EXPECTED[5]
    right = read(households())
    assert turned.batch is not None and right.batch is not None
    assert turned.batch.measures.equals(right.batch.measures)


def proposed(rows: list[list[Cell]], choice: TableChoice) -> Mapping:
    warehouse = open_warehouse(":memory:")
    found = inspect_file(workbook(rows), "ก.xlsx", warehouse, load_catalogue(), choice=choice, in_child=False)
    return found.tables[0].mapping


def test_villages_that_stand_once_are_no_households_unless_a_person_says_so() -> None:
    rows = [row for number, row in enumerate(households()) if number in (0, 1, 9, 17)]
    assert not proposed(rows, TableChoice("")).of_kind(*f.ANSWERS)
    said = proposed(rows, TableChoice("ข้อมูล", set_id="jpt-2560", by_household=True))
    assert len(said.of_kind(f.ANSWER)) == SIZE
    denied = TableChoice("ข้อมูล", set_id="jpt-2560", by_household=False)
    assert not proposed(households(), denied).of_kind(*f.ANSWERS)


def test_bare_numbers_that_no_set_ends_with_are_given_to_none() -> None:
    rows = households()
    longer = [
        [*row, *([number + SIZE for number in (1, 2, 3, 4)] if not place else [1] * 4)]
        for place, row in enumerate(rows)
    ]
    longer[0] = [*PLACE, *range(1, SIZE + 5)]
    assert not proposed(longer, TableChoice("")).of_kind(*f.ANSWERS)


def test_persons_beside_answers_are_counted_as_in_our_form() -> None:
    rows = households()
    rows[0] += ["ข้อ 1 จำนวนที่สำรวจ (คน)", "ข้อ 1 ไม่ผ่าน (คน)"]
    rows[0][7] = "ศาสนา"
    for row in rows[1:]:
        row += [4, 1]
    assert counts(read(rows), 1)[0] == ("83030101", 32, 8, "คน")


def test_names_of_villages_are_kept() -> None:
    rows = households()
    for number, row in enumerate(rows):
        row.insert(4, f"บ้านตัวอย่าง{'กขค'[int(str(row[3])) - 1]}" if number else "หมู่บ้าน")
    assert names(read(rows)) == {"83030101": "บ้านตัวอย่างก", "83030102": "บ้านตัวอย่างข", "83030103": "บ้านตัวอย่างค"}


def test_villages_in_any_order_are_known_by_one_that_stands_again_beside_persons() -> None:
    rows = households()
    first, second, third = rows[1:9], rows[9:17], rows[17:]
    mixed = [rows[0], first[0], second[0], third[0], first[1]]
    assert proposed(mixed, TableChoice("")).of_kind(*f.ANSWERS)
    without = [[*row[:4], *row[7:]] for row in mixed]
    assert not proposed(without, TableChoice("")).of_kind(*f.ANSWERS)
