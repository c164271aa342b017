"""Workbooks of office programs: true row numbers, blanks against errors, merges, hidden things, ghost rows."""

import re
from datetime import date, datetime

import pytest
import xlsxwriter

from loaders.reading import UNCALCULATED, ReadNote, Workbook, read_workbook_here
from tests.loaders.reading import making


def read(content: bytes, name: str = "ไฟล์") -> Workbook:
    return read_workbook_here(content, name)


def noted(book: Workbook) -> dict[str, ReadNote]:
    return {note.code: note for note in book.notes}


def filled(workbook: xlsxwriter.Workbook) -> None:
    sheet = workbook.add_worksheet("ข้อมูล")
    sheet.write("C3", "ผ่าน")
    sheet.write("C5", 12.5)
    sheet.write("D5", 7)
    sheet.write("E5", True)
    sheet.write_string("F5", "08301")
    sheet.write_datetime("G5", datetime(2024, 1, 31), workbook.add_format({"num_format": "yyyy-mm-dd"}))
    sheet.write_datetime("H5", datetime(2024, 1, 31, 8, 30), workbook.add_format({"num_format": "yyyy-mm-dd hh:mm"}))
    sheet.merge_range("C7:D8", "เมือง")


def test_rows_and_columns_are_those_of_excel_and_values_keep_their_kind() -> None:
    book = read(making.xlsx(filled), "ชื่อ.xls")
    (sheet,) = book.sheets
    blank = [None] * 8
    assert (book.kind, book.file_name, len(book.sha256), book.notes) == ("xlsx", "ชื่อ.xls", 64, ())
    assert sheet.rows[:3] == [blank, blank, [None, None, "ผ่าน", *[None] * 5]]
    assert sheet.rows[4] == [None, None, 12.5, 7, True, "08301", date(2024, 1, 31), datetime(2024, 1, 31, 8, 30)]
    assert sheet.merges == ((6, 2, 7, 3),)
    assert sheet.cell(6, 2) == "เมือง"
    assert sheet.cell(7, 3) is None
    assert sheet.cell(99, 0) is None


@pytest.mark.parametrize(("content", "kind"), [(making.xls(), "xls"), (making.xlsb(), "xlsb")])
def test_error_cells_of_binary_formats_are_found_in_place(content: bytes, kind: str) -> None:
    book = read(content, "ชื่อ.xlsx")
    sheet = book.sheets[0]
    assert book.kind == kind
    expected = {"xls": ((3, 3, "#DIV/0!"), (4, 4, "#N/A")), "xlsb": ((2, 2, "#REF!"), (3, 3, "#N/A"))}[kind]
    assert sheet.error_cells == expected
    assert [sheet.cell(row, column) for row, column, _ in expected] == [text for _, _, text in expected]
    assert sheet.hidden_rows == 1


def test_an_old_xls_gives_merges_hidden_sheets_and_values() -> None:
    book = read(making.xls())
    first, second = book.sheets
    assert (first.cell(1, 1), first.cell(2, 2), first.cell(5, 5)) == ("หัว", 5, 5.0)
    assert first.merges == ((7, 1, 8, 2),)
    assert (first.hidden, second.hidden, second.rows) == (False, True, [["x"]])
    assert noted(book)["L11"].sheet == "ซ่อน"
    assert noted(book)["V01"].rows == (4, 5)


ERRORS = """<row r="1"><c r="A1" t="str"><v>หัว</v></c></row>
<row r="2" hidden="1"><c r="A2" t="e"><v>#REF!</v></c><c r="B2" s="0" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>
<row r="3"><c r="A3"><f>SUM(A1)</f></c><c r="B3"><f>SUM(A1)</f><v></v></c><c r="C3"><f t="shared" si="0"/></c></row>
<row r="4"><c r="A4"><f>1+1</f><v>2</v></c><c r="B4" t="str"><f>IF(1,"")</f><v></v></c><c r="C4" s="0"/></row>"""
EXPECTED_ERRORS = (
    (1, 0, "#REF!"),
    (1, 1, "#DIV/0!"),
    (2, 0, UNCALCULATED),
    (2, 1, UNCALCULATED),
    (2, 2, UNCALCULATED),
)


@pytest.mark.parametrize("prefix", ["", "x"])
@pytest.mark.parametrize("writing", ["usual", "type first", "single quotes", "line breaks"])
def test_errors_and_uncalculated_formulas_are_never_blanks(prefix: str, writing: str) -> None:
    xml = ERRORS
    if writing == "type first":
        xml = xml.replace('<c r="A2" t="e"', '<c t="e" r="A2"')
    if writing == "single quotes":
        xml = re.sub(r'(r|t|s|hidden)="(\w+)"', r"\1='\2'", xml)
    if writing == "line breaks":
        xml = xml.replace("<c r=", "<c\nr=")
    if prefix:
        for tag in ("row", "c", "v", "f"):
            xml = (
                xml.replace(f"<{tag}>", f"<x:{tag}>")
                .replace(f"<{tag} ", f"<x:{tag} ")
                .replace(f"</{tag}>", f"</x:{tag}>")
            )
    book = read(making.xlsx_of_xml(xml, prefix=prefix))
    (sheet,) = book.sheets
    assert sheet.error_cells == EXPECTED_ERRORS
    assert sheet.rows[1][:2] == ["#REF!", "#DIV/0!"]
    assert sheet.rows[3][:2] == [2.0, None]
    assert sheet.hidden_rows == 1
    assert (noted(book)["V01"].rows, noted(book)["V01"].count) == ((2,), 2)
    assert (noted(book)["V03"].rows, noted(book)["V03"].count) == ((3,), 3)
    assert noted(book)["L12"].count == 1


def test_the_scan_agrees_across_pieces_of_a_long_sheet() -> None:
    """More than one 4 MiB piece: the positions must not depend on where a piece ends."""
    cells = "".join(f'<c r="{letter}{{0}}"><v>{{0}}</v></c>' for letter in "ABCDEFGHIJ")
    rows = [f'<row r="{number}">{cells.format(number)}</row>' for number in range(1, 30_001)]
    for number in (1, 9_999, 14_000, 29_999):
        rows[number] = (
            rows[number]
            .replace(f'<c r="J{number + 1}">', f'<c r="J{number + 1}" t="e">')
            .replace(f"<v>{number + 1}</v></c></row>", "<v>#N/A</v></c></row>")
        )
    sheet = read(making.xlsx_of_xml("".join(rows))).sheets[0]
    assert sheet.error_cells == tuple((number, 9, "#N/A") for number in (1, 9_999, 14_000, 29_999))
    assert len(sheet.rows) == 30_000


def test_ghost_rows_are_cut_and_counted_and_a_far_format_is_no_far_cell() -> None:
    values = '<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2"><v>2</v></c><c r="B2" s="0"/></row>'
    ghosts = "".join(
        f'<row r="{row}" s="0"><c r="A{row}" s="0"/><c r="B{row}" s="0"></c></row>' for row in range(3, 5003)
    )
    far = '<row r="1048576"><c r="XFD1048576" s="0"/></row>'
    book = read(making.xlsx_of_xml(values + ghosts + far))
    assert [row[0] for row in book.sheets[0].rows] == [1.0, 2.0]
    assert (noted(book)["F13"].level, noted(book)["F13"].count) == ("FIX", 5_001)


def test_macros_and_links_are_named_and_ignored() -> None:
    parts = making.parts_of(making.xlsx_of_rows([["ก"]]))
    parts["xl/vbaProject.bin"] = b"\xd0\xcf" + bytes(50)
    parts["xl/externalLinks/externalLink1.xml"] = b"<externalLink/>"
    book = read(making.zip_of(parts))
    assert book.kind == "xlsm"
    assert {(note.code, note.level) for note in book.notes} == {("F18", "WARN"), ("F38", "WARN")}


def test_hidden_sheets_are_flagged_and_charts_left_out() -> None:
    def fill(workbook: xlsxwriter.Workbook) -> None:
        workbook.add_worksheet("หนึ่ง").write("A1", 1)
        second = workbook.add_worksheet("สอง & <สาม>")
        second.write("A1", 2)
        second.hide()
        chart = workbook.add_chart({"type": "bar"})
        chart.add_series({"values": "=หนึ่ง!$A$1:$A$1"})
        workbook.add_chartsheet("กราฟ").set_chart(chart)

    book = read(making.xlsx(fill))
    assert [(sheet.name, sheet.hidden) for sheet in book.sheets] == [("หนึ่ง", False), ("สอง & <สาม>", True)]
    assert [(note.code, note.sheet) for note in book.notes] == [("L11", "สอง & <สาม>")]


def test_the_dimension_a_file_states_is_not_believed() -> None:
    parts = making.parts_of(making.xlsx_of_rows([["ก", number] for number in range(50)]))
    sheet = parts["xl/worksheets/sheet1.xml"]
    assert isinstance(sheet, bytes)
    parts["xl/worksheets/sheet1.xml"] = sheet.replace(b'<dimension ref="A1:B50"/>', b'<dimension ref="A1"/>')
    assert b'ref="A1"' in parts["xl/worksheets/sheet1.xml"]
    assert len(read(making.zip_of(parts)).sheets[0].rows) == 50


def test_ods_gives_errors_merges_hidden_rows_and_repeats() -> None:
    table = (
        '<table:table table:name="ก"><table:table-row table:number-rows-repeated="2"><table:table-cell/>'
        '</table:table-row><table:table-row table:visibility="collapse"><table:table-cell office:value-type="string"'
        ' table:number-columns-spanned="2" table:number-rows-spanned="1"><text:p>หัว</text:p></table:table-cell>'
        '<table:covered-table-cell/><table:table-cell table:formula="of:=1/0" office:value-type="string"'
        ' office:string-value="" calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell>'
        '<table:table-cell table:formula="of:=1+1"/></table:table-row><table:table-row'
        ' table:number-rows-repeated="1048500"><table:table-cell table:number-columns-repeated="16384"/>'
        "</table:table-row></table:table>"
    )
    book = read(making.ods_of_xml(table))
    (sheet,) = book.sheets
    assert book.kind == "ods"
    assert sheet.error_cells == ((2, 2, "#DIV/0!"), (2, 3, UNCALCULATED))
    assert sheet.rows[2] == ["หัว", None, "#DIV/0!", UNCALCULATED]
    assert len(sheet.rows) == 3
    assert (sheet.merges, sheet.hidden_rows) == (((2, 0, 2, 1),), 1)


def test_xml_of_excel_2003_is_read() -> None:
    ns = "urn:schemas-microsoft-com:office:spreadsheet"
    xml = f"""<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="{ns}" xmlns:ss="{ns}"><Worksheet ss:Name="ข้อมูล"><Table>
<Row ss:Index="2"><Cell ss:Index="2" ss:MergeAcross="1"><Data ss:Type="String">หัว</Data></Cell></Row>
<Row ss:Hidden="1"><Cell><Data ss:Type="Number">12.5</Data></Cell><Cell><Data ss:Type="Error">#REF!</Data></Cell>
<Cell><Data ss:Type="Boolean">1</Data></Cell><Cell><Data ss:Type="DateTime">2024-01-31T00:00:00.000</Data></Cell></Row>
</Table></Worksheet></Workbook>"""
    book = read(xml.encode(), "รายงาน.xls")
    (sheet,) = book.sheets
    assert book.kind == "xml2003"
    assert sheet.rows == [[], [None, "หัว", None], [12.5, "#REF!", True, datetime(2024, 1, 31)]]
    assert sheet.merges == ((1, 1, 1, 2),)
    assert sheet.error_cells == ((2, 1, "#REF!"),)
    assert sheet.hidden_rows == 1
