"""V: numbers as they are typed, computed, pasted and mistyped."""

from datetime import date, datetime

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from tests.loaders.corpus.formats import raw_cell
from tests.loaders.corpus.model import ACCEPT, FILE, FIX, ROW, WARN, Collection
from tests.loaders.corpus.tables import (
    Rows,
    counts,
    csv,
    households,
    levels,
    other,
    put,
    report,
    sheet,
    tpmap,
    workbook,
)

NUMBERS = Collection(
    "numbers",
    {
        "V20": "passed, failed and assessed stand together only in mapped tables: tests/loaders/mapping",
        "V26": "no layout holds incomes of households; other data are held to the range the person gives (V25)",
        "V33": "no format that reaches the program can hold half a character: tests/loaders/reading/test_parsing.py",
    },
)
add = NUMBERS.add

NAME = "หมู่บ้าน.xlsx"
TABLE = "61_ตาราง.csv"
REPORT = "รายงาน.xlsx"
HOUSEHOLDS = "ครัวเรือน.xlsx"
OTHER = "ข้อมูลอื่น.xlsx"


def village(**cells: object) -> bytes:
    """The good village form with these cells."""
    return sheet(counts(**cells))


def public(cell: str, value: str) -> bytes:
    """TPMAP's table with one cell changed."""
    return csv(put(tpmap(), **{cell: value})).encode()


def province(**cells: object) -> bytes:
    """The report of Phuket with these cells."""
    return workbook({"ภูเก็ต": report(**cells)})


def whole_column(rows: Rows, column: int, value: object, first: int = 2) -> Rows:
    """The rows with one column filled with one value."""
    return [row if at < first else [*row[:column], value, *row[column + 1 :]] for at, row in enumerate(rows)]


def as_dates(book: Workbook, made: Worksheet) -> None:
    made.write_datetime("E4", datetime(2022, 3, 10), book.add_format({"num_format": "d/m/yyyy"}))


def shown_rounded(book: Workbook, made: Worksheet) -> None:
    made.write_number("E4", 12, book.add_format({"num_format": '0.0," พัน"'}))


add("V01-ref", ROW, NAME, lambda: raw_cell("E4", '<c r="E4" t="e"><v>#REF!</v></c>'), "E4")
add("V01-divided-by-0", ROW, NAME, lambda: raw_cell("F5", '<c r="F5" t="e"><f>1/0</f><v>#DIV/0!</v></c>'), "F5")
add("V01-not-available", ROW, NAME, lambda: raw_cell("C3", '<c r="C3" t="e"><v>#N/A</v></c>'), "C3")
add("V01-in-csv", ROW, TABLE, lambda: public("C3", "#VALUE!"), "C3")
add("V01-in-code", ROW, NAME, lambda: raw_cell("A4", '<c r="A4" t="e"><v>#REF!</v></c>'), "A4")
add("V01-in-report", ROW, REPORT, lambda: province(C9="#DIV/0!"), "C9")
add("V02-about-90", ROW, NAME, lambda: village(E4="ประมาณ 90"), "E4")
add("V02-90-people", ROW, TABLE, lambda: public("C2", "90 คน"), "C2")
add("V02-word", ROW, REPORT, lambda: province(B7="แปด"), "B7")
add("V02-several-faults", ROW, NAME, lambda: village(E3="x", F4="y", A5="z", G3=-1), "E3")
add("V03-never-calculated", ROW, NAME, lambda: raw_cell("E4", '<c r="E4"><f>SUM(G4:H4)</f></c>'), "E4")
add("V03-typed-formula", ROW, NAME, lambda: village(E4="=SUM(G4:H4)"), "E4")
add("V04-thai-digits", FIX, NAME, lambda: village(E4="๑๐", F4="๒", A4="๘๓๐๑๐๑๐๒"))
add("V05-signs-of-nothing", ACCEPT, NAME, lambda: village(E3="-", F3="–", E4="ไม่มี", F4="N/A", G5=None, H5="."))
add("V05-half-a-pair", ROW, NAME, lambda: village(F4="-"), "F4")
add("V05-whole-column", WARN, NAME, lambda: sheet(whole_column(whole_column(counts(), 4, None), 5, "-")))
add("V05-nobody-in-report", ACCEPT, REPORT, lambda: province(B6="-", C6="-", E6=report()[5][3], F6="-"))
add("V05-blank-count-in-report", FIX, REPORT, lambda: province(B6=None), "B6")
add("V07-true", ROW, NAME, lambda: village(E4=True), "E4")
add("V07-true-as-answer", ROW, HOUSEHOLDS, lambda: sheet(households(J4=True)), "J4")
add("V08-thousands", FIX, NAME, lambda: village(E4="1,234"))
add("V08-comma-misplaced", ROW, NAME, lambda: village(E4="1,23"), "E4")
add("V10-exponent-as-text", ROW, NAME, lambda: village(E4="1e3"), "E4")
add("V10-exponent-as-number", ACCEPT, NAME, lambda: raw_cell("E4", '<c r="E4"><v>1E3</v></c>'))
add("V11-in-brackets", ROW, NAME, lambda: village(F4="(5)"), "F4")
add("V11-typographic-minus", ROW, NAME, lambda: village(F4="−5"), "F4")
add("V11-minus-behind", ROW, NAME, lambda: village(F4="5-"), "F4")
add("V12-apostrophe", FIX, NAME, lambda: village(E4="'10"))
add("V14-mixed-scale", FILE, OTHER, lambda: other(C3=0.85, C4=85, C5=86))
add("V14-mixed-small", FILE, OTHER, lambda: other(C3=0.15, C4=14, C5=19))
add("V14-mixed-answered", FIX, OTHER, lambda: other(C3=0.15, C4=14, C5=18), shares=("other-2f432055-01",))
add("V14-share-as-count", ROW, NAME, lambda: village(F4=0.2), "F4")
add("V15-percent-sign", FIX, OTHER, lambda: other(C4="85%"))
add("V15-percent-as-count", ROW, NAME, lambda: village(E4="85%"), "E4")
add("V16-percent-disagrees", WARN, REPORT, lambda: province(C8=81.5))
add("V16-gap-disagrees", WARN, REPORT, lambda: province(E8=99))
add("V16-target-disagrees", WARN, REPORT, lambda: province(D8=42, E8=-38))
add("V17-negative", ROW, NAME, lambda: village(E4=-3), "E4")
add("V17-negative-in-report", ROW, REPORT, lambda: province(F8=-1), "F8")
add("V18-over-100", ROW, OTHER, lambda: other(C4=101), "C4")
add("V18-over-100-in-report", WARN, REPORT, lambda: province(C8=180))
add("V19-failed-above-assessed", ROW, NAME, lambda: village(F4=11), "F4")
add("V19-failed-above-assessed-in-csv", ROW, TABLE, lambda: public("D4", "11"), "D4")
add("V21-nobody-assessed", ACCEPT, NAME, lambda: village(E4=0, F4=0))
add("V21-nobody-and-blank", ACCEPT, NAME, lambda: village(E4=0, F4=None))
add("V22-more-than-households", WARN, NAME, lambda: village(C4=4))
add("V23-half-a-household", ROW, NAME, lambda: village(E4=12.5), "E4")
add("V23-12-point-0", ACCEPT, NAME, lambda: village(E4="12.0"))
add("V24-float-dust", FIX, NAME, lambda: raw_cell("E4", '<c r="E4"><v>10.000000000000002</v></c>'))
add("V25-income-out-of-range", WARN, OTHER, lambda: other(D4=1_000_000_000))
add("V28-date-as-count", ROW, NAME, lambda: sheet(counts(E4=None), as_dates), "E4")
add(
    "V28-date-as-code",
    ROW,
    NAME,
    lambda: workbook({"ข้อมูล": counts(A4=date(2022, 3, 10))}, default_date_format="d/m/yyyy"),
    "A4",
)
add("V29-from-1904", ACCEPT, NAME, lambda: workbook({"ข้อมูล": counts(E4=12)}, date_1904=True))
add("V30-shown-rounded", ACCEPT, NAME, lambda: sheet(counts(E4=None), shown_rounded))
add("V31-long-name", ACCEPT, NAME, lambda: village(B4="บ" * 32_767))
add("V31-long-number", ROW, NAME, lambda: village(E4="1" * 32_767), "E4")
add("V32-control-and-direction", FIX, NAME, lambda: village(B4="บ้าน\u202eสอง", E4="1\u200e0"))
add("V32-emoji-in-name", ACCEPT, NAME, lambda: village(B4="บ้านสอง 🏡"))
add("V34-no-break-space", FIX, NAME, lambda: village(E4="\u00a010\u00a0"))
add("V35-zero-width", FIX, NAME, lambda: village(E4="1\u200b0", A4="\ufeff83010102"))
add("V37-answer-3", ROW, HOUSEHOLDS, lambda: sheet(households(J4=3)), "J4")
add("V37-level-4", ROW, "กชช.xlsx", lambda: sheet(levels(C4=4)), "C4")
add("V37-level-0", ROW, "กชช.xlsx", lambda: sheet(levels(D4=0)), "D4")
add("V37-answer-with-count", ACCEPT, HOUSEHOLDS, lambda: sheet(households(J4="0,2")))
add("V38-all-fail", WARN, NAME, lambda: sheet(whole_column(counts(), 5, 10)))
add(
    "V39-copied-down",
    WARN,
    NAME,
    lambda: sheet([*counts()[:2], *[[*row[:2], *counts()[2][2:]] for row in counts()[2:]]]),
)
add(
    "V40-villages-and-tambon",
    WARN,
    "61_ตำบล.csv",
    lambda: csv(put(tpmap("tumbol_ID", ["830101"]), C2="90")).encode(),
    before=[(TABLE, lambda: csv(tpmap()).encode())],
)
