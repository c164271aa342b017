"""Small sheets, each with one difficulty: every row's role and every heading written out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.finding import FoundTable, data_rows, find_tables, split_text_column
from loaders.reading import Cell, Sheet
from tests.loaders.finding.found_words import headings, spans
from tests_support import budget

Rows = list[list[Cell]]


def tables(rows: Rows, *merges: tuple[int, int, int, int], hidden: bool = False) -> list[FoundTable]:
    return find_tables(Sheet("ก", rows, merges, hidden))


def one(rows: Rows, *merges: tuple[int, int, int, int]) -> FoundTable:
    (table,) = tables(rows, *merges)
    return table


BODY: Rows = [["กะรน", 120, 3], ["กะทู้", 80, 5], ["ฉลอง", 95, 0], ["ราไวย์", 60, 2]]


def test_titles_header_total_and_notes() -> None:
    table = one(
        [
            ["รายงานผลการจัดเก็บข้อมูล จปฐ. ปี 2566"],
            ["จังหวัดภูเก็ต", None, "หน้า 1"],
            ["ตำบล", "สำรวจ", "ไม่ผ่าน"],
            *BODY,
            ["รวมทั้งสิ้น", 355, 10],
            [],
            ["ที่มา: กรมการพัฒนาชุมชน"],
            ["ลงชื่อ ........................ ผู้รายงาน"],
            ["พิมพ์เมื่อ", "25/12/2566"],
        ]
    )
    assert spans(table) == "title 1, header 2-3, data 4-7, total 8, blank 9, footer 10-12"


def test_a_line_of_two_cells_above_a_wide_table_is_a_title() -> None:
    table = one(
        [
            ["จังหวัด ภูเก็ต", None, None, None, "ปี 2566"],
            ["รหัส", "ตำบล", "สำรวจ", "ผ่าน", "ไม่ผ่าน"],
            ["830108", "กะรน", 120, 117, 3],
            ["830201", "กะทู้", 80, 75, 5],
        ]
    )
    assert spans(table) == "title 1, header 2, data 3-4"


@pytest.mark.parametrize(
    "first",
    [["กะรน", "-", "-"], ["กะรน", None, None], ["กะรน", "ประมาณ 30", 3], ["กะรน", "ไม่มีข้อมูล", None], ["กะรน", "-", 3]],
)
def test_the_first_rows_are_data_whatever_stands_in_place_of_figures(first: list[Cell]) -> None:
    table = one([["ตำบล", "สำรวจ", "ไม่ผ่าน"], first, *BODY[1:]])
    assert spans(table) == "header 1, data 2-5"
    assert headings(table) == ["ตำบล", "สำรวจ", "ไม่ผ่าน"]


def test_a_village_without_figures_first_is_a_row_and_a_second_row_of_headings_is_none() -> None:
    villages: Rows = [["บ้านบน", None], ["บ้านล่าง", 3], ["บ้านนอก", 4], ["บ้านใน", 5]]
    assert spans(one([["หมู่บ้าน", "ป่วย"], *villages])) == "header 1, data 2-5"
    names: Rows = [["กะรน", "ก", 3], ["กะทู้", "ข", 4]]
    assert headings(one([["ข้อมูลทั่วไป", None, "ป่วย"], ["ตำบล", "กลุ่ม", None], *names]))[0] == "ข้อมูลทั่วไป / ตำบล"


def test_data_from_column_c_with_a_spacer_column() -> None:
    table = one([[], [None, None, "ตำบล", None, "ผ่าน"], *[[None, None, name, None, n] for name, n, _ in BODY]])
    assert spans(table) == "header 2, data 3-6"
    assert (table.letters, table.spacers) == ("C–E", ("D",))
    assert [column.kind for column in table.columns] == ["text", "blank", "number"]


def test_three_header_rows_unmerged_with_units() -> None:
    table = one(
        [
            ["ตำบล", "ตัวชี้วัดที่ 1", None, "ตัวชี้วัดที่ 2", None],
            [None, "สำรวจ", "ไม่ผ่าน", "สำรวจ", "ไม่ผ่าน"],
            [None, "(คน)", "(คน)", "(ครัวเรือน)", "(ครัวเรือน)"],
            ["กะรน", 120, 3, 50, 1],
            ["กะทู้", 80, 5, 40, 2],
        ]
    )
    assert spans(table) == "header 1-2, units 3, data 4-5"
    assert headings(table) == [
        "ตำบล",
        "ตัวชี้วัดที่ 1 / สำรวจ / (คน)",
        "ตัวชี้วัดที่ 1 / ไม่ผ่าน / (คน)",
        "ตัวชี้วัดที่ 2 / สำรวจ / (ครัวเรือน)",
        "ตัวชี้วัดที่ 2 / ไม่ผ่าน / (ครัวเรือน)",
    ]
    assert [column.unit for column in table.columns] == ["", "คน", "คน", "ครัวเรือน", "ครัวเรือน"]


def test_merged_headings_and_column_numbers() -> None:
    table = one(
        [
            ["ที่", "ตำบล", "ข้อ 1", None],
            [None, None, "สำรวจ", "ผ่าน"],
            ["(1)", "(2)", "(3)", "(4)"],
            [1, "กะรน", 120, 117],
            [2, "กะทู้", 80, 75],
            [3, "ฉลอง", 95, 95],
        ],
        (0, 0, 1, 0),
        (0, 1, 1, 1),
        (0, 2, 0, 3),
    )
    assert spans(table) == "header 1-3, data 4-6"
    assert headings(table) == ["ที่", "ตำบล", "ข้อ 1 / สำรวจ", "ข้อ 1 / ผ่าน"]
    assert [column.is_running for column in table.columns] == [True, False, False, False]


def test_years_and_numbers_as_headings() -> None:
    assert spans(one([["ตำบล", 2564, 2565, 2566], ["กะรน", 5, 6, 7], ["กะทู้", 8, 2500, 1]])) == "header 1, data 2-3"
    assert spans(one([["ตำบล", 1, 2, 3], ["กะรน", 50, 61, 72], ["กะทู้", 80, 25, 11]])) == "header 1, data 2-3"


def test_repeated_headings_of_printed_pages() -> None:
    head: Rows = [["ตำบล", "สำรวจ", "ไม่ผ่าน"]]
    table = one(
        [["รายงาน จปฐ."], *head, *BODY[:2], [], ["รายงาน จปฐ."], *head, *BODY[2:], *head, ["วิชิต", 7, 1], ["รวม", 9, 9]]
    )
    assert spans(table) == (
        "title 1, header 2, data 3-4, blank 5, repeated_header 6-7, data 8-9, repeated_header 10, data 11, total 12"
    )


def test_subtotals_averages_and_villages_called_ruam() -> None:
    table = one(
        [
            ["หมู่บ้าน", "สำรวจ", "ไม่ผ่าน"],
            ["บ้านรวมไทย", 12, 1],
            ["รวมใจพัฒนา", 10, 1],
            ["รวมตำบลกะรน", 22, 2],
            ["รวมมิตร", 5, 1],
            ["กะทู้ รวม", 5, 1],
            ["เฉลี่ย", 9, 1],
            ["ยอดรวม", 27, 3],
        ]
    )
    assert spans(table) == "header 1, data 2-3, subtotal 4, data 5, subtotal 6, average 7, total 8"


def test_group_names_above_their_rows() -> None:
    table = one([["ตำบล", "สำรวจ"], ["อำเภอเมืองภูเก็ต"], ["กะรน", 12], ["ฉลอง", 8], ["อำเภอกะทู้"], ["กะทู้", 3]])
    assert spans(table) == "header 1, section 2, data 3-4, section 5, data 6"


def test_a_village_without_figures_is_data() -> None:
    table = one([["รหัส", "หมู่บ้าน", "สำรวจ"], ["83010801", "บ้านกะรน"], ["83010802", "บ้านบางลา", 8], ["83010803", "กะตะ"]])
    assert spans(table) == "header 1, data 2-4"


def test_blank_rows_inside() -> None:
    assert spans(one([["ตำบล", "ก", "ข"], BODY[0], [], [], BODY[1], [], BODY[2]])) == (
        "header 1, data 2, blank 3-4, data 5, blank 6, data 7"
    )


def test_merged_names_fill_the_rows_they_span_and_no_others() -> None:
    rows: Rows = [["ตำบล", "หมู่", "สำรวจ"], ["กะรน", 1, 5], [None, 2, 6], [None, 3, 7], ["กะทู้", 1, 8]]
    sheet = Sheet("ก", rows, ((1, 0, 2, 0),))
    (table,) = find_tables(sheet)
    assert table.fills == ((1, 0, 2, 0),)
    assert data_rows(sheet, table) == (
        [2, 3, 4, 5],
        [["กะรน", 1, 5], ["กะรน", 2, 6], [None, 3, 7], ["กะทู้", 1, 8]],
    )
    assert rows[2] == [None, 2, 6]


def test_two_tables_side_by_side() -> None:
    rows: Rows = [["ตำบล", "ผ่าน", None, "ตำบล", "ผ่าน"], ["กะรน", 1, None, "ไม้ขาว", 5], ["กะทู้", 2, None, "สาคู", 6]]
    assert [(table.letters, spans(table)) for table in tables(rows)] == [
        ("A–B", "header 1, data 2-3"),
        ("D–E", "header 1, data 2-3"),
    ]


def test_two_tables_stacked() -> None:
    found = tables(
        [
            ["ตาราง 1"],
            ["ตำบล", "สำรวจ", "ไม่ผ่าน"],
            *BODY,
            [],
            ["ตาราง 2"],
            ["อำเภอ", "บ่อน้ำ", "ประปา"],
            ["ถลาง", 4, 6],
            ["กะทู้", 2, 3],
        ]
    )
    assert [spans(table) for table in found] == ["title 1, header 2, data 3-6", "title 8, header 9, data 10-11"]
    assert headings(found[1]) == ["อำเภอ", "บ่อน้ำ", "ประปา"]


def test_hidden_sheet_is_flagged() -> None:
    (table,) = tables([["ตำบล", "ก"], ["กะรน", 1]], hidden=True)
    assert table.hidden
    assert any("ถูกซ่อน" in reason for reason in table.reasons)


def test_sheet_on_its_side() -> None:
    table = one([["ตัวชี้วัด", "ต.กะรน", "ต.กะทู้", "ต.ฉลอง"], ["1. น้ำหนักแรกเกิด", 1, 2, 3], ["2. นมแม่", 4, 5, 6]])
    assert table.shape == "transposed"
    assert "Transpose" in table.advice
    by_code = one([["ตัวชี้วัด", 830101, 830102, 830103], ["น้ำหนัก", 1, 2, 3], ["นมแม่", 4, 5, 6]])
    assert by_code.shape == "transposed"


def test_pivot_export() -> None:
    table = one([["ป้ายชื่อแถว", "ผลรวม ของ สำรวจ"], ["กะรน", 12], ["กะทู้", 8], ["ผลรวมทั้งหมด", 20]])
    assert (table.shape, table.rows_as("total")) == ("pivot", (4,))


def test_text_in_one_column_is_split_only_when_every_row_agrees() -> None:
    sheet = Sheet("ก", [["ตำบล   สำรวจ   ผ่าน"], ["กะรน   12   11"], ["กะทู้   8   7"], ["ฉลอง   5   5"]])
    (table,) = find_tables(sheet)
    assert table.shape == "fixed_width"
    split = split_text_column(sheet, table)
    assert split is not None
    assert spans(find_tables(split)[0]) == "header 1, data 2-4"
    assert split.rows[1] == ["กะรน", "12", "11"]
    ragged = Sheet("ก", [*sheet.rows[:3], ["ฉลอง   5"]])
    assert split_text_column(ragged, find_tables(ragged)[0]) is None


def test_headers_only_and_nothing_at_all() -> None:
    table = one([["รหัส", "ตำบล", "ผ่าน"]])
    assert (spans(table), table.confidence < 0.5) == ("header 1", True)
    assert "มีแต่หัวตาราง ไม่มีแถวข้อมูล" in table.reasons
    assert tables([]) == []
    assert tables([[None, " "], []]) == []


def test_roles_by_hand() -> None:
    table = one([["รายงาน"], ["ตำบล", "ก", "ข"], *BODY, ["หมดเขตรายงาน", 5, 6]])
    corrected = table.with_roles({7: "footer"})
    assert (table.role(7), corrected.role(7), corrected.role(99)) == ("data", "footer", "")
    assert corrected.columns == table.columns


CELLS = st.one_of(
    st.none(),
    st.sampled_from(["", " ", "รวม", "ตำบล", "ที่มา: ก", "12", "-", "๕", "บ้านรวมไทย", "#REF!", "830101", "หน้า 1"]),
    st.integers(-5, 3000),
    st.floats(0, 100),
    st.booleans(),
)


@budget(150)
@given(st.lists(st.lists(CELLS, max_size=6), max_size=25), st.booleans())
def test_any_sheet_is_accounted_for(rows: Rows, merged: bool) -> None:
    """Nothing raises; tables do not overlap; every filled cell lies in a row with a role of exactly one table."""
    sheet = Sheet("ก", rows, ((0, 0, 2, 1),) if merged else ())
    before = [list(row) for row in rows]
    found = find_tables(sheet)
    assert found == find_tables(sheet)
    assert rows == before
    for number, row in enumerate(rows, 1):
        for index, cell in enumerate(row):
            if cell is None or (isinstance(cell, str) and not cell.strip()):
                continue
            homes = [t for t in found if t.role(number) and t.columns[0].index <= index <= t.columns[-1].index]
            assert len(homes) == 1
            assert homes[0].role(number) != "blank"
