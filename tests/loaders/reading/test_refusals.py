"""Files that are no tables, or dangerous ones: each gets its code, and none gets to calamine."""

import copy
import re
import zipfile

import pytest

from loaders.reading import ReadLimits, ReadRefusal, read_workbook_here
from loaders.rules import all_variants
from tests.loaders.reading import making

THAI = re.compile("[ก-๙]")
DOCTYPE = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]>'


def refusal(content: bytes, name: str = "ไฟล์.xlsx", limits: ReadLimits | None = None) -> ReadRefusal:
    with pytest.raises(ReadRefusal) as caught:
        read_workbook_here(content, name, limits or ReadLimits())
    return caught.value


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "F08"),
        (b"%PDF-1.7\n" + bytes(200), "F09"),
        (b"\xff\xd8\xff\xe0" + bytes(200), "F09"),
        (b"\x89PNG\r\n\x1a\n" + bytes(200), "F09"),
        (b"MZ\x90\x00" + bytes(200), "F09"),
        (b"SQLite format 3\x00" + bytes(90), "F09"),
        (b"\x4c\x00\x00\x00\x01\x14\x02\x00" + bytes(60), "F23"),
        (b'{"url": "https://docs.google.com/open?id=x", "doc_id": "x"}', "F23"),
        (bytes(range(256)) * 8, "F09"),
        (b"\x00" * 5000, "F09"),
        (b"<?xml version='1.0'?><rss><item/></rss>", "F03"),
        (b"<html><body><p>x</p></body></html>", "F02"),
        (b"\n\n , , \n", "F45"),
    ],
)
def test_what_is_no_table_is_refused_by_its_content(content: bytes, code: str) -> None:
    assert refusal(content).code == code


def test_a_lock_file_is_told_from_a_workbook_with_an_odd_name() -> None:
    assert refusal(b"\x05owner" + b" " * 159, "~$รายงาน.xlsx").code == "F39"
    assert read_workbook_here(making.xlsx_of_rows([["ก"]]), "~$รายงาน.xlsx").kind == "xlsx"


def test_passwords_are_recognised_in_every_format() -> None:
    assert refusal(making.ole_with_stream("EncryptedPackage")).code == "F01"
    assert refusal(making.xls_with_password()).code == "F01"
    assert refusal(making.ods_of_xml("", "<manifest><encryption-data/></manifest>")).code == "F01"
    locked = bytearray(making.zip_of({"ก.csv": "a,b\n1,2\n"}, zipfile.ZIP_STORED))
    locked[6] |= 1
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    assert refusal(bytes(locked)).code in ("F01", "F24")


@pytest.mark.parametrize("part", ["word/document.xml", "ppt/presentation.xml"])
def test_other_office_documents_are_refused(part: str) -> None:
    assert refusal(making.zip_of({"[Content_Types].xml": "<Types/>", part: "<a/>"})).code == "F09"
    assert refusal(making.ole_with_stream("WordDocument")).code == "F09"


def test_numbers_files_and_plain_archives_are_named_as_such() -> None:
    assert refusal(making.zip_of({"Index/Document.iwa": b"x", "Metadata/a.plist": b"x"})).code == "F23"
    assert refusal(making.zip_of({"ก.csv": "a,b\n1,2\n"})).code == "F24"


def test_a_file_cut_off_anywhere_is_refused() -> None:
    whole = making.xlsx_of_rows([["รหัส", "ผ่าน"], ["83010101", 5]])
    for share in (0.1, 0.5, 0.9, 0.99):
        assert refusal(whole[: int(len(whole) * share)]).code == "F06"
    old = making.xls()
    for size in (60, 400, 600, 2000):
        assert refusal(old[:size], "a.xls").code in ("F06", "F44")


def test_a_part_that_unpacks_to_something_else_than_it_says_is_refused() -> None:
    content = bytearray(making.zip_of({**making.parts_of(making.xlsx_of_rows([["ก"]]))}, zipfile.ZIP_STORED))
    at = content.index(b"<sheetData>")
    content[at + 1 : at + 3] = b"zz"  # the checksum no longer holds
    assert refusal(bytes(content)).code == "F06"


def test_bombs_are_refused_before_they_are_unpacked() -> None:
    row = b'<row r="1"><c r="A1"><v>1</v></c></row>'
    rows_bomb = making.xlsx_of_xml(row * 1_000_000)
    cell_bomb = making.xlsx_of_xml(b'<row r="1"><c r="A1" t="str"><v>' + b"A" * 40_000_000 + b"</v></c></row>")
    assert len(rows_bomb) < 300_000
    assert len(cell_bomb) < 300_000
    assert refusal(rows_bomb).code == "F10"
    assert refusal(cell_bomb).code == "F10"


def test_size_parts_and_unpacked_size_are_limited() -> None:
    content = making.xlsx_of_rows([["ก"] * 50] * 50)
    assert refusal(content, limits=ReadLimits(max_bytes=1000)).code == "F14"
    assert refusal(content, limits=ReadLimits(max_unzipped_bytes=1000)).code == "F10"
    assert refusal(content, limits=ReadLimits(max_parts=3)).code == "F10"
    assert refusal(content, limits=ReadLimits(max_cells=100)).code == "F14"
    assert refusal("ก,ข\n".encode() * 500, limits=ReadLimits(max_cells=100)).code == "F14"


@pytest.mark.parametrize(
    "part", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml", "xl/styles.xml"]
)
def test_a_doctype_or_entity_in_any_part_is_refused(part: str) -> None:
    parts = making.parts_of(making.xlsx_of_rows([["ก"]]))
    body = parts[part]
    assert isinstance(body, bytes)
    parts[part] = DOCTYPE + body.split(b"?>", 1)[1]
    assert refusal(making.zip_of(parts)).code == "F16"


def test_a_doctype_in_ods_and_in_xml_2003_is_refused() -> None:
    parts = making.parts_of(making.ods_of_xml(""))
    parts["content.xml"] = DOCTYPE + b"<x/>"
    assert refusal(making.zip_of(parts)).code == "F16"
    assert refusal(DOCTYPE + b'<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>').code == "F16"


FAR = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'


@pytest.mark.parametrize(
    "xml",
    [
        FAR,
        '<row r="1"><c r="A1"><v>1</v></c><c r="XFD1048576"><v>2</v></c></row>',
        '<row r="1"><c r="XFD1"><v>1</v></c><c r="A1"><v>1</v></c></row>'
        '<row r="1048576"><c r="A1048576"><v>2</v></c></row>',
        '<row r="1"><c s="0" r="A1"><v>1</v></c></row><row r="1048576"><c s="0" r="XFD1048576"><v>2</v></c></row>',
        FAR.replace('"', "'"),
    ],
)
def test_a_far_cell_is_refused_with_its_place(xml: str) -> None:
    found = refusal(making.xlsx_of_xml(xml))
    assert (found.code, found.sheet, found.row, found.column) == ("F12", "ข้อมูล", 1048576, 16384)


def test_a_far_cell_is_found_under_another_name_prefix() -> None:
    xml = FAR.replace("<row", "<x:row").replace("</row", "</x:row").replace("<c", "<x:c").replace("</c", "</x:c")
    xml = xml.replace("<v>", "<x:v>").replace("</v>", "</x:v>")
    assert refusal(making.xlsx_of_xml(xml, prefix="x")).code == "F12"


def test_a_far_cell_is_found_in_ods_repeats_and_in_xml_2003() -> None:
    cell = '<table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="16384"/>'
    rows = f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>'
    assert refusal(making.ods_of_xml(f'<table:table table:name="ก">{rows}</table:table>')).code == "F12"
    ns = "urn:schemas-microsoft-com:office:spreadsheet"
    xml = f'<?xml version="1.0"?><Workbook xmlns="{ns}" xmlns:ss="{ns}"><Worksheet ss:Name="ก"><Table>'
    xml += '<Row ss:Index="1048576"><Cell ss:Index="16384"><Data ss:Type="Number">1</Data></Cell></Row>'
    found = refusal((xml + "</Table></Worksheet></Workbook>").encode())
    assert (found.code, found.row, found.column) == ("F12", 1048576, 16384)


def test_every_refusal_says_what_and_how_to_put_it_right_in_thai() -> None:
    refusals = [each for key, each in all_variants().items() if key.startswith("F") and each.severity == "error"]
    assert len(refusals) > 30
    for known in refusals:
        words = dict.fromkeys(known.words, 7)
        refused = ReadRefusal(known.key, words, sheet="ก", row=3, column=28)
        text = refused.text()
        assert text.startswith("แผ่นงาน «ก» แถว 3 คอลัมน์ AB ")
        assert THAI.search(refused.what)
        assert THAI.search(refused.fix)
        assert text.endswith(f"{refused.what} → {refused.fix} [{known.id}]")
        assert (copy.copy(refused).text(), refused.code) == (text, known.id)


def test_a_refusal_of_a_file_in_an_archive_names_it() -> None:
    inside = ReadRefusal("F08", inside="ก.csv")
    assert inside.what == "ไฟล์ «ก.csv» ใน .zip: ไฟล์ว่างเปล่า (0 ไบต์)"


def test_no_refusal_repeats_a_value_of_a_cell() -> None:
    name = "สมหญิงทดสอบ"
    for content in (f'"{name},1\n'.encode(), f"{name},1\n".encode() + b"\xff\xe0\xb8", b""):
        assert name not in str(refusal(content, "a.csv"))
