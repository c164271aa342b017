"""F: files and formats."""

import random
import zipfile

from tests.loaders.corpus.formats import (
    ods,
    ole,
    raw_cell,
    replaced,
    web_page,
    with_part,
    xls,
    xlsb,
    xml_2003,
)
from tests.loaders.corpus.model import ACCEPT, FILE, FIX, ROW, WARN, Collection
from tests.loaders.corpus.tables import counts, csv, put, sheet, tpmap
from tests.loaders.reading.making import ole_with_stream, xls_with_password, xlsx_of_xml, zip_of

FILES = Collection(
    "files",
    {"F15": "a workbook of real size (300,000 rows × 60 columns) is timed in benchmarks/"},
)
add = FILES.add

NAME = "หมู่บ้าน.xlsx"
TABLE = "61_ตาราง.csv"
TEXT = csv(tpmap())
GOOD = sheet(counts())
BYTES = random.Random(2565).randbytes(4000)
LAUGHS = '<!DOCTYPE a [<!ENTITY b "ฮ่า"><!ENTITY c "&b;&b;&b;&b;">]>'
READS = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]>'
MACRO = '<Override PartName="/xl/vbaProject.bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>'
LINK = '<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
COLUMNS, ROWS = 'table:number-columns-repeated="16384"', 'table:number-rows-repeated="1048576"'
FAR = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'


def damaged(content: bytes) -> bytes:
    """One byte of a packed part turned over: its checksum no longer holds."""
    middle = len(content) // 3
    return content[:middle] + bytes([content[middle] ^ 0xFF]) + content[middle + 1 :]


def ghosts() -> bytes:
    """The good table and below it 60,000 rows that hold a look and no value."""
    rows = "".join(f'<row r="{row}"><c r="A{row}" s="1"/><c r="B{row}" s="1"/></row>' for row in range(10, 60_010))
    return replaced(GOOD, "xl/worksheets/sheet1.xml", "</sheetData>", rows + "</sheetData>")


def far_ods() -> bytes:
    """One cell said to be repeated to the end of the sheet, both ways."""
    content = replaced(ods([[1]]), "content.xml", "<table:table-cell", f"<table:table-cell {COLUMNS}")
    return replaced(content, "content.xml", "<table:table-row", f"<table:table-row {ROWS}")


def with_declaration(declaration: str) -> bytes:
    """The good workbook whose table of texts begins with a DOCTYPE."""
    return replaced(GOOD, "xl/sharedStrings.xml", "<sst ", declaration + "<sst ")


def macros() -> bytes:
    """The good workbook with a macro project in it."""
    return with_part(replaced(GOOD, "[Content_Types].xml", "</Types>", MACRO), "xl/vbaProject.bin", b"\xd0\xcf macro")


add("F01-xlsx", FILE, NAME, lambda: ole_with_stream("EncryptedPackage"))
add("F01-xls", FILE, "หมู่บ้าน.xls", xls_with_password)
add(
    "F01-ods", FILE, "หมู่บ้าน.ods", lambda: with_part(ods(counts()), "META-INF/manifest.xml", "<m><encryption-data/></m>")
)
add("F02-table", FIX, "หมู่บ้าน.xls", lambda: web_page(counts()).encode())
add("F02-cp874", FIX, "หมู่บ้าน 874.xls", lambda: web_page(counts()).replace("utf-8", "windows-874").encode("cp874"))
add("F02-no-table", FILE, "รายงาน.xls", "<html><body><p>กรุณาเข้าสู่ระบบ</p></body></html>".encode)
add("F03-table", FIX, "หมู่บ้าน.xls", lambda: xml_2003(counts()).encode())
add("F03-other-xml", FILE, "ข่าว.xls", "<?xml version='1.0'?><rss><item>ข่าว</item></rss>".encode)
add("F03-cut-off", FILE, "หมู่บ้าน.xls", lambda: xml_2003(counts()).encode()[:3000])
add("F04-xlsx-named-xls", ACCEPT, "หมู่บ้าน.xls", lambda: sheet(counts(C3=41)))
add("F05-csv-named-xlsx", ACCEPT, "61_ตาราง.xlsx", TEXT.encode)
add("F06-xlsx-half", FILE, NAME, lambda: GOOD[: len(GOOD) // 2])
add("F06-xlsx-last-bytes", FILE, NAME, lambda: GOOD[:-10])
add("F06-byte-turned", FILE, NAME, lambda: damaged(GOOD))
add("F06-xls-half", FILE, "หมู่บ้าน.xls", lambda: xls(counts())[:2000])
add(
    "F06-sheet-part-missing",
    FILE,
    NAME,
    lambda: replaced(GOOD, "xl/_rels/workbook.xml.rels", "sheet1.xml", "sheet9.xml"),
)
add("F08-empty", FILE, NAME, lambda: b"")
add("F08-only-blanks", FILE, "ว่าง.csv", lambda: b" \r\n,,\r\n\r\n")
add("F08-empty-workbook", FILE, NAME, lambda: sheet([]))
add("F09-noise", FILE, NAME, lambda: BYTES)
add("F09-zeros", FILE, NAME, lambda: bytes(3000))
add("F09-program", FILE, NAME, lambda: b"MZ\x90\x00" + BYTES)
add("F09-pdf", FILE, NAME, lambda: b"%PDF-1.7\n" + BYTES)
add("F09-jpeg", FILE, NAME, lambda: b"\xff\xd8\xff\xe0" + BYTES)
add("F09-png", FILE, NAME, lambda: b"\x89PNG\r\n\x1a\n" + BYTES)
add("F09-word", FILE, NAME, lambda: zip_of({"[Content_Types].xml": "<Types/>", "word/document.xml": "<a/>"}))
add("F09-old-word", FILE, "รายงาน.xls", lambda: ole(b"x" * 4096, "WordDocument"))
add("F10-rows", FILE, NAME, lambda: xlsx_of_xml(b'<row r="1"><c r="A1"><v>1</v></c></row>' * 1_000_000))
add("F10-many-parts", FILE, NAME, lambda: zip_of({"[Content_Types].xml": "", **{f"xl/{at}": "" for at in range(2500)}}))
add(
    "F11-cell",
    FILE,
    NAME,
    lambda: xlsx_of_xml(b'<row r="1"><c r="A1" t="str"><v>' + b"A" * 40_000_000 + b"</v></c></row>"),
)
add("F12-far-cell", FILE, NAME, lambda: xlsx_of_xml(FAR))
add("F12-ods-repeats", FILE, "ไกล.ods", far_ods)
add("F13-ghost-rows", ACCEPT, NAME, ghosts)
add("F14-too-big", FILE, NAME, lambda: GOOD + bytes(1_100_000), settings={"CIA_MAX_UPLOAD_MB": "1"})
add("F14-too-many-cells", FILE, TABLE, lambda: csv(tpmap(codes=[f"8301{at:04}" for at in range(40)])).encode(),
    settings={"CIA_READ_MAX_CELLS": "2000"})  # fmt: skip
add("F16-laughs", FILE, NAME, lambda: with_declaration(LAUGHS))
add("F17-outside-entity", FILE, NAME, lambda: with_declaration(READS))
add("F18-macros", WARN, "หมู่บ้าน.xlsm", macros)
add("F19-xlsb", ACCEPT, "หมู่บ้าน.xlsb", lambda: xlsb(counts()))
add("F19-xlsb-cut-off", FILE, "หมู่บ้าน.xlsb", lambda: xlsb(counts())[:-400])
add("F20-ods", ACCEPT, "หมู่บ้าน.ods", lambda: ods(counts()))
add("F20-ods-error", ROW, "หมู่บ้าน.ods", lambda: ods(counts(E4="#REF!")), "E4")
add("F21-xls", ACCEPT, "หมู่บ้าน.xls", lambda: xls(counts()))
add("F21-xls-text-number", ROW, "หมู่บ้าน.xls", lambda: xls(counts(F5="สาม")), "F5")
add("F23-google", FILE, "หมู่บ้าน.gsheet", lambda: b'{"url": "https://docs.google.com/open?id=x", "doc_id": "x"}')
add("F23-link", FILE, "หมู่บ้าน.lnk", lambda: b"\x4c\x00\x00\x00\x01\x14\x02\x00" + bytes(60))
add("F23-numbers", FILE, "หมู่บ้าน.numbers", lambda: zip_of({"Index/Document.iwa": b"x", "Metadata/a.plist": b"x"}))
add("F24-zip", FILE, "ทุกตำบล.zip", lambda: zip_of({"ก.csv": TEXT, "ข.csv": TEXT}))
add("F24-zip-of-zips", FILE, "ทุกจังหวัด.zip", lambda: zip_of({"ก.zip": zip_of({"ข.csv": TEXT})}))
add("F24-not-packed", FILE, "ไม่บีบอัด.zip", lambda: zip_of({"ก.csv": TEXT}, zipfile.ZIP_STORED))
add("F25-utf8-mark", ACCEPT, TABLE, lambda: TEXT.encode("utf-8-sig"))
add("F26-cp874", FIX, "61_ไทย.csv", lambda: csv(put(tpmap(), BN1="หมายเหตุ", BN2="ดี")).encode("cp874"))
add("F27-utf16", FIX, TABLE, lambda: TEXT.encode("utf-16"))
add("F27-utf16-big-end", FIX, TABLE, lambda: b"\xfe\xff" + TEXT.encode("utf-16-be"))
add("F27-utf16-no-mark", FIX, TABLE, lambda: TEXT.encode("utf-16-le"))
add("F28-mixed", FILE, TABLE, lambda: csv(counts()).encode() + "บ้านสี่".encode("cp874") + b",1\r\n")
add("F29-latin", FILE, "หมู่บ้าน.csv", lambda: csv(counts()).encode("cp874").decode("latin-1").encode())
add("F29-latin-utf8", FILE, "หมู่บ้าน.csv", lambda: csv(counts()).encode().decode("latin-1").encode())
add("F30-utf8-as-874", FILE, "หมู่บ้าน.csv", lambda: csv(counts()).encode().decode("cp874", "replace").encode())
add("F31-semicolon", FIX, TABLE, lambda: csv(tpmap(), ";").encode())
add("F31-tab", FIX, "61_ตาราง.tsv", lambda: csv(tpmap(), "\t").encode())
add("F31-pipe", FIX, "61_ตาราง.txt", lambda: csv(tpmap(), "|").encode())
add("F32-line-break-in-cell", FIX, "หมู่บ้าน.csv", lambda: csv(counts(B3="บ้าน\nหนึ่ง")).encode())
add(
    "F33-comma-too-many",
    ROW,
    TABLE,
    lambda: csv([row[:4] for row in tpmap()]).replace("83010102,40", "83010102,4,0", 1).encode(),
    "D3",
)
add("F33-row-cut-short", ROW, TABLE, TEXT.rstrip().rsplit(",", 8)[0].encode, 4)
add("F34-open-quote", FILE, TABLE, lambda: TEXT.replace("83010102", '"83010102', 1).encode())
add("F35-carriage-returns", ACCEPT, TABLE, lambda: csv(tpmap(), line_end="\r").encode())
add("F35-line-feeds", ACCEPT, TABLE, lambda: csv(tpmap(), line_end="\n").encode())
add("F38-links", WARN, NAME, lambda: with_part(GOOD, "xl/externalLinks/externalLink1.xml", LINK))
add("F38-connections", WARN, NAME, lambda: with_part(GOOD, "xl/connections.xml", "<connections/>"))
add("F39-lock", FILE, "~$หมู่บ้าน.xlsx", lambda: b"\x05owner" + b" " * 159)
add(
    "F40-same-content",
    ACCEPT,
    "สำเนา.xlsx",
    lambda: sheet(counts(D3=121)),
    before=[(NAME, lambda: sheet(counts(D3=121)))],
)
add("F40-same-name", ACCEPT, NAME, lambda: sheet(counts(F3=9)), before=[(NAME, lambda: GOOD)])
add("F46-wrong-dimension", ACCEPT, NAME, lambda: replaced(GOOD, "xl/worksheets/sheet1.xml", 'ref="A1:BN5"', 'ref="A1"'))
add("F46-formulas-with-values", ACCEPT, NAME, lambda: raw_cell("E4", '<c r="E4"><f>5+5</f><v>10</v></c>'))
add("F46-inline-text", ACCEPT, NAME, lambda: raw_cell("E4", '<c r="E4" t="inlineStr"><is><t>10</t></is></c>'))
add(
    "F46-text-table-link-broken",
    ACCEPT,
    NAME,
    lambda: replaced(GOOD, "xl/_rels/workbook.xml.rels", "sharedStrings.xml", "x.xml"),
)
