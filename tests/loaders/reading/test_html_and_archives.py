"""Web pages named .xls, and archives of several files."""

import zipfile
from io import BytesIO

import pytest

from loaders.reading import ReadLimits, ReadRefusal, read_archive_here, read_workbook_here
from tests.loaders.reading import making

PAGE = """<html><head><meta http-equiv="Content-Type" content="text/html; charset={charset}">
<style>td {{mso-number-format:"\\@"}}</style></head><body><table border=1>
<tr><th rowspan="2">ตำบล</th><th colspan="2">ปี 2561<script>alert(1)</script></th></tr>
<tr><th>ผ่าน</th><th>ไม่<br>ผ่าน</th></tr>
<tr><td>วิชิต&nbsp;</td><td>012</td><td>&lt;5</td></tr>
</table><table></table></body></html>"""
ROWS = [["ตำบล", "ปี 2561", None], [None, "ผ่าน", "ไม่\nผ่าน"], ["วิชิต", "012", "<5"]]


@pytest.mark.parametrize(
    ("charset", "codec", "encoding"),
    [
        ("tis-620", "cp874", "cp874"),
        ("windows-874", "cp874", "cp874"),
        ("utf-8", "utf-8", "utf-8"),
        ("windows-874", "utf-8", "utf-8"),
        ("utf-8", "utf-8-sig", "utf-8-sig"),
        ("unicode", "utf-16", "utf-16"),
    ],
)
def test_a_page_named_xls_gives_its_table(charset: str, codec: str, encoding: str) -> None:
    book = read_workbook_here(PAGE.format(charset=charset).encode(codec), "รายงาน.xls")
    (sheet,) = book.sheets
    assert sheet.rows == ROWS
    assert sheet.merges == ((0, 0, 1, 0), (0, 1, 0, 2))
    assert (book.kind, book.encoding, [note.code for note in book.notes]) == ("html", encoding, ["F02"])


def test_layout_tables_around_data_tables_are_stepped_over() -> None:
    page = "<table><tr><td>เมนู<table><tr><td>1</td></tr></table><table><tr><td>2</td></tr></table></td></tr></table>"
    book = read_workbook_here(page.encode(), "a.html")
    assert [(sheet.name, sheet.rows) for sheet in book.sheets] == [("ตาราง 1", [["1"]]), ("ตาราง 2", [["2"]])]


@pytest.mark.parametrize(
    ("names", "shown"),
    [(("กระบี่",), ["กระบี่"]), (("ก &amp; ข",), ["ก & ข"]), (("ก", "ข"), ["ตาราง 1"]), ((), ["ตาราง 1"])],
)
def test_a_page_saved_by_excel_keeps_the_names_of_its_sheets(names: tuple[str, ...], shown: list[str]) -> None:
    listed = "".join(f"<x:ExcelWorksheet><x:Name>{name}</x:Name></x:ExcelWorksheet>" for name in names)
    head = f"<head><!--[if gte mso 9]><xml>{listed}</xml><![endif]--></head>"
    page = f"<html>{head}<table><tr><td>1</td></tr></table></html>"
    assert [sheet.name for sheet in read_workbook_here(page.encode(), "a.xls").sheets] == shown


def test_spans_cannot_make_a_giant_table() -> None:
    page = "<table>" + '<tr><td colspan="1000" rowspan="9999">x</td></tr>' * 2000 + "</table>"
    with pytest.raises(ReadRefusal) as caught:
        read_workbook_here(page.encode(), "a.xls", ReadLimits(max_cells=100_000))
    assert caught.value.code == "F14"


def test_entities_of_a_page_are_not_fetched_or_expanded() -> None:
    page = (
        '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/hostname">]><html><table><tr><td>a&x;b</td></tr></table></html>'
    )
    assert read_workbook_here(page.encode(), "a.xls").sheets[0].rows in ([["a&x;b"]], [["ab"]])


def test_an_archive_gives_its_files_in_order_of_names() -> None:
    content = making.zip_of(
        {
            "ข.csv": "a,b\n1,2\n",
            "โฟลเดอร์/ก.xlsx": making.xlsx_of_rows([["ก"]]),
            "__MACOSX/._ก.xlsx": b"\x00\x05",
            "~$ก.xlsx": b"x",
        }
    )
    books = list(read_archive_here(content, "รวม.zip"))
    assert [(book.file_name, book.kind) for book in books] == [("ก.xlsx", "xlsx"), ("ข.csv", "csv")]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_files_of_one_name_in_an_archive_are_both_read() -> None:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("ก.csv", "a,1")
        archive.writestr("ก.csv", "b,2")
    books = read_archive_here(packed.getvalue(), "ก.zip")
    assert [book.sheets[0].rows for book in books] == [[["a", "1"]], [["b", "2"]]]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_workbook_with_two_parts_of_one_name_is_refused() -> None:
    packed = BytesIO(making.xlsx_of_rows([["ก", 1]]))
    with zipfile.ZipFile(packed, "a") as archive:
        archive.writestr("xl/worksheets/sheet1.xml", "<worksheet/>")
    with pytest.raises(ReadRefusal) as caught:
        read_workbook_here(packed.getvalue(), "ก.xlsx")
    assert caught.value.code == "F44"


def test_a_plain_file_is_an_archive_of_one() -> None:
    (book,) = read_archive_here(making.xlsx_of_rows([["ก"]]), "ก.xlsx")
    assert (book.file_name, book.kind) == ("ก.xlsx", "xlsx")


@pytest.mark.parametrize(
    ("parts", "limits", "code"),
    [
        ({"ใน.zip": making.zip_of({"a.csv": "a,b\n"})}, ReadLimits(), "F24"),
        ({"desktop.ini": "x"}, ReadLimits(), "F24"),
        ({f"{number}.csv": "a,b\n" for number in range(9)}, ReadLimits(max_archive_files=8), "F14"),
        ({"a.csv": "a,b\n" * 1000}, ReadLimits(max_bytes=1000), "F14"),
        ({"a.csv": "a" * 9_000_000}, ReadLimits(), "F10"),
        ({"a.exe": b"MZ" + bytes(99)}, ReadLimits(), "F09"),
    ],
)
def test_archives_are_limited_and_never_nested(parts: dict[str, bytes | str], limits: ReadLimits, code: str) -> None:
    with pytest.raises(ReadRefusal) as caught:
        list(read_archive_here(making.zip_of(parts), "a.zip", limits))
    assert caught.value.code == code


def test_a_refusal_inside_an_archive_names_the_file() -> None:
    with pytest.raises(ReadRefusal, match=r"«เสีย\.xlsx»") as caught:
        list(read_archive_here(making.zip_of({"เสีย.xlsx": making.xlsx_of_rows([["ก"]])[:300]}), "a.zip"))
    assert caught.value.code == "F06"


def test_thai_names_zipped_without_the_utf8_mark_are_turned_back() -> None:
    info = zipfile.ZipInfo("กข.csv".encode("cp874").decode("cp437"))
    raw = bytearray(making.zip_of({"AAAA.csv": "a,b\n1,2\n"}))
    raw = bytearray(bytes(raw).replace(b"AAAA.csv", "กขคง.csv".encode("cp874")))
    (book,) = read_archive_here(bytes(raw), "a.zip")
    assert info.filename != "กข.csv"
    assert book.file_name == "กขคง.csv"
