"""L: where the table stands in the sheet, and what stands around it."""

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from tests.loaders.corpus.formats import raw_cell
from tests.loaders.corpus.model import ACCEPT, FILE, ROW, WARN, Collection
from tests.loaders.corpus.tables import (
    VILLAGES,
    Rows,
    counts,
    csv,
    households,
    levels,
    put,
    report,
    sheet,
    tpmap,
    workbook,
)

LAYOUTS = Collection(
    "layouts",
    {
        "L16": "columns under new names are chosen by the person: tests/loaders/mapping and tests/browser",
        "L20": "long tables are read through the column mapping: tests/loaders/mapping",
    },
)
add = LAYOUTS.add

NAME = "หมู่บ้าน.xlsx"
TABLE = "61_ตาราง.csv"
REPORT = "รายงาน.xlsx"
TITLE = [["รายงานคุณภาพชีวิต ปี 2561"], ["อำเภอเมือง"], []]
OTHER_VILLAGES = [("83020101", "บ้านไกล"), ("83020102", "บ้านใกล้")]
FOOT = [[], ["หมายเหตุ ข้อมูล ณ วันที่ 1 มีนาคม"], ["(ลงชื่อ) ผู้รายงาน"]]


def total(label: str, assessed: int = 30, failed: int = 6) -> list[object]:
    """A row of totals under the good table (three villages)."""
    return [label, None, 120, 360, *[assessed, failed] * 31]


def agreeing() -> list[object]:
    """The row of totals that is the sum of the good table."""
    return total("รวม", 30, 6)


def transposed(rows: Rows) -> Rows:
    """Rows as columns."""
    return [list(column) for column in zip(*rows, strict=True)]


def shifted(rows: Rows, right: int, down: int = 0) -> Rows:
    """The rows further right, with blank rows above."""
    return [*([] for _ in range(down)), *([*[None] * right, *row] for row in rows)]


def from_third_column() -> bytes:
    """The mark stays in A1; headings and data begin in column C."""
    mark, *rest = counts()
    return sheet([mark, *shifted(rest, 2)])


def hide_rows(_: Workbook, made: Worksheet) -> None:
    made.set_row(3, None, None, {"hidden": True})


def merge_names(_: Workbook, made: Worksheet) -> None:
    made.merge_range("B3:B5", "บ้านหนึ่ง")


def merge_codes(_: Workbook, made: Worksheet) -> None:
    made.merge_range("A3:A4", "83010101")


def comment(_: Workbook, made: Worksheet) -> None:
    made.write_comment("E3", "ตรวจแล้ว 99")


def narrow(_: Workbook, made: Worksheet) -> None:
    made.set_column(0, 70, 1)


def hidden_sheet(visible: Rows, hidden: Rows) -> bytes:
    """The sheet ข้อมูล, and before it a hidden one."""
    return workbook(
        {"ซ่อน": hidden, "ข้อมูล": visible},
        lambda _, made: (made["ข้อมูล"].activate(), made["ข้อมูล"].set_first_sheet(), made["ซ่อน"].hide()),
    )


add("L01-titles-above", ACCEPT, TABLE, lambda: csv([*TITLE, *tpmap()]).encode())
add("L01-titles-in-report", ACCEPT, REPORT, lambda: workbook({"ภูเก็ต": [*TITLE, *report()]}))
add("L03-three-heading-rows", ACCEPT, REPORT, lambda: workbook({"ภูเก็ต": report()}))
add("L04-merged-names", WARN, NAME, lambda: sheet(counts(B3=None, B4=None, B5=None), merge_names))
add("L04-merged-codes", ROW, NAME, lambda: sheet(counts(A3=None, A4=None), merge_codes), 4)
add("L05-total-agrees", ACCEPT, NAME, lambda: sheet([*counts(), agreeing()]))
add("L05-total-differs", WARN, NAME, lambda: sheet([*counts(), total("รวมทั้งสิ้น", 31, 6)]))
add(
    "L05-total-and-mean",
    ACCEPT,
    TABLE,
    lambda: csv([*tpmap(), ["รวม", "120", *["30", "6"] * 31], ["เฉลี่ย", "40", *["10", "2"] * 31]]).encode(),
)
add("L05-total-in-report", ACCEPT, REPORT, lambda: workbook({"ภูเก็ต": [*report(), ["รวม", 336, 80, None, None, 84]]}))
add("L05-subtotal", ACCEPT, NAME, lambda: sheet([*counts(), [None, "รวมตำบลตลาดใหญ่", *agreeing()[2:]], agreeing()]))
add("L05-named-like-a-total", ACCEPT, NAME, lambda: sheet(counts(B3="รวมหมู่ 5", B4="ทั้งหมด", B5="รวม")))
add(
    "L07-footnotes-without-a-gap", ACCEPT, NAME, lambda: sheet([*counts(), ["ที่มา: สำนักงาน"], [None, "หมายเหตุ ยังไม่ครบ"]])
)
add("L07-footnotes", ACCEPT, NAME, lambda: sheet([*counts(), *FOOT]))
add("L07-footnotes-in-csv", ACCEPT, TABLE, lambda: csv([*tpmap(), *FOOT]).encode())
add("L08-headings-again", ACCEPT, NAME, lambda: sheet([*counts()[:4], counts()[1], counts()[4]]))
add(
    "L08-headings-again-with-spaces",
    ACCEPT,
    NAME,
    lambda: sheet([*counts()[:4], [f"{heading} " for heading in counts()[1]], counts()[4]]),
)
add(
    "L08-headings-again-in-report",
    ACCEPT,
    REPORT,
    lambda: workbook({"ภูเก็ต": [*report()[:20], *report()[:3], *report()[20:]]}),
)
add("L09-blank-rows", ACCEPT, NAME, lambda: sheet([*counts()[:3], [], [None, " "], *counts()[3:]]))
add("L09-blank-columns", ACCEPT, TABLE, lambda: csv([[*row[:2], None, None, *row[2:]] for row in tpmap()]).encode())
add("L10-sheet-a-province", ACCEPT, REPORT, lambda: workbook({"ภูเก็ต": report(), "นครราชสีมา": report()}))
add("L10-two-data-sheets", FILE, NAME, lambda: workbook({"ข้อมูล": counts(), "ข้อมูล 2": counts(OTHER_VILLAGES)}))
add(
    "L10-two-tables-of-areas",
    FILE,
    "61_ตาราง.xlsx",
    lambda: workbook({"เมือง": tpmap(), "กะทู้": tpmap(codes=["83020101"])}),
)
add("L10-same-province-twice", FILE, REPORT, lambda: workbook({"ภูเก็ต": report(), "จ.ภูเก็ต": report(B4=7)}))
add("L11-hidden-sheet-beside", WARN, NAME, lambda: hidden_sheet(counts(), [["รายชื่อ"], ["ลับ"]]))
add("L11-hidden-data-sheet", WARN, NAME, lambda: hidden_sheet(counts(), counts(OTHER_VILLAGES)))
add("L11-hidden-table-of-areas", WARN, "61_ตาราง.xlsx", lambda: hidden_sheet(tpmap(), tpmap(codes=["83020101"])))
add(
    "L11-hidden-report",
    WARN,
    REPORT,
    lambda: workbook(
        {"ซ่อน": report(B4=5), "ภูเก็ต": report()},
        lambda _, made: (made["ภูเก็ต"].activate(), made["ภูเก็ต"].set_first_sheet(), made["ซ่อน"].hide()),
    ),
)
add("L12-hidden-rows", WARN, NAME, lambda: sheet(counts(), hide_rows))
add("L13-column-twice", FILE, NAME, lambda: sheet(counts(BO2=counts()[1][4], BO3=1, BO4=1, BO5=1)))
add("L13-column-twice-in-csv", FILE, TABLE, lambda: csv(put(tpmap(), BM1="indicator1.ALL", BM2=1)).encode())
add("L14-no-code-and-no-name", FILE, NAME, lambda: sheet(counts(A2="หมู่ที่", B2="สถานที่")))
add("L14-code-heading-missing", FILE, TABLE, lambda: csv(put(tpmap(), A1="หมู่บ้าน")).encode())
add("L14-half-a-pair", WARN, NAME, lambda: sheet(counts(F2="ไม่ผ่าน")))
add("L15-column-more", WARN, NAME, lambda: sheet(counts(BO2="งบประมาณ", BO3=100, BO4=200, BO5=300)))
add("L15-column-without-heading", WARN, NAME, lambda: sheet(counts(BO3="ก", BO4="ข")))
add(
    "L17-other-order",
    ACCEPT,
    NAME,
    lambda: sheet([counts()[0], *[[*row[:2], *reversed(row[2:])] for row in counts()[1:]]]),
)
add(
    "L18-spaces-digits-breaks",
    ACCEPT,
    NAME,
    lambda: sheet(counts(E2="ตัวชี้วัดที่  ๑\nสำรวจ", F2=" ตัวชี้วัดที่ 1 ไม่ผ่าน\u200b", A2="รหัสพื้นที่ ")),
)
add("L18-break-inside-a-word", ACCEPT, NAME, lambda: sheet(counts(A2="รหัส พื้นที่", B2="ชื่อ\nพื้นที่", E2="ตัว ชี้วัดที่ 1 สำ\nรวจ")))
add("L18-vowel-in-two-parts", ACCEPT, NAME, lambda: sheet(counts(E2="ตัวชี้วัดที่ 1 สํารวจ")))
add(
    "L19-another-numbering",
    FILE,
    TABLE,
    lambda: csv(put(tpmap(), BM1="indicator38.ALL", BN1="indicator38.CNT", BM2=3, BN2=1)).encode(),
)
add("L19-set-of-other-years", FILE, NAME, lambda: sheet(counts(year=2554)))
add("L21-transposed", FILE, NAME, lambda: sheet(transposed(put(counts(), BN1="")[1:])))
add("L22-from-third-column", ACCEPT, NAME, from_third_column)
add("L23-set-of-other-survey", FILE, NAME, lambda: sheet(counts(D1="nrd2c-2555")))
add("L23-household-mark-on-villages", FILE, NAME, lambda: sheet(counts(B1="jpt_household")))
add("L23-level-mark-on-households", FILE, NAME, lambda: sheet(households(B1="nrd2c_village", D1="nrd2c-2555")))
add("L23-layout-said-wrongly", FILE, NAME, lambda: sheet(levels(C3=3)), layout="tpmap")
add("L24-only-headings", FILE, NAME, lambda: sheet(counts()[:2]))
add("L24-only-headings-in-csv", FILE, TABLE, lambda: csv(tpmap()[:1]).encode())
add("L24-only-headings-of-report", FILE, REPORT, lambda: workbook({"ภูเก็ต": report()[:3]}))
add("L24-areas-without-figures", FILE, NAME, lambda: sheet([*counts()[:2], *[[code, name] for code, name in VILLAGES]]))
add("L26-comments", ACCEPT, NAME, lambda: sheet(counts(), comment))
add(
    "L27-pivot", FILE, "pivot.xlsx", lambda: sheet([["ป้ายชื่อแถว", "ผลรวมของ ไม่ผ่าน"], ["83010101", 5], ["ผลรวมทั้งหมด", 5]])
)
add("L28-narrow-columns", ACCEPT, NAME, lambda: sheet(counts(), narrow))
add("L29-number-row-under-headings", FILE, NAME, lambda: sheet([*counts()[:2], list(range(1, 67)), *counts()[2:]]))
add("L29-report-name-changed", ROW, REPORT, lambda: workbook({"ภูเก็ต": report(A5="2. เรื่องอื่นที่ไม่มีในชุด (คน)")}), "A5")
add("L29-report-row-twice", ROW, REPORT, lambda: workbook({"ภูเก็ต": [*report(), report()[4]]}), 46)
add("L29-report-row-gone", WARN, REPORT, lambda: workbook({"ภูเก็ต": [*report()[:10], *report()[11:]]}))
add("L29-report-without-province", FILE, REPORT, lambda: workbook({"Sheet1": report()}))
add("L29-report-province-said", ACCEPT, REPORT, lambda: workbook({"Sheet1": report(B9=16, F9=4)}), area_code="71")
add("L29-mark-row-gone", FILE, NAME, lambda: sheet(counts()[1:]))
add("L29-unit-in-report", WARN, REPORT, lambda: workbook({"ภูเก็ต": report(A4=report()[3][0].replace("(คน)", "(คร.)"))}))
add(
    "L29-broken-name-in-cell",
    WARN,
    NAME,
    lambda: raw_cell("B3", '<c r="B3" t="inlineStr"><is><t>ºéÒ¹Ë¹Öè§ ºéÒ¹Ë¹Öè§</t></is></c>'),
)
