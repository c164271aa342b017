"""C: codes, places, years and what comes again."""

from tests.loaders.corpus.model import ACCEPT, FILE, FIX, ROW, WARN, Collection
from tests.loaders.corpus.tables import VILLAGES, counts, csv, households, levels, put, report, sheet, tpmap, workbook

PLACES = Collection(
    "places",
    {},
)
add = PLACES.add

NAME = "หมู่บ้าน.xlsx"
TABLE = "61_ตาราง.csv"
LEVELS = "กชช.xlsx"
REPORT = "รายงาน.xlsx"
HOUSEHOLDS = "ครัวเรือน.xlsx"
HOUSES = [f"8301000{at}1234"[:11] for at in range(6)]
TEN = tuple((f"830101{at:02}", f"บ้านที่ {at}") for at in range(1, 11))


def village(**cells: object) -> bytes:
    """The good village form with these cells."""
    return sheet(counts(**cells))


def keyed(*numbers: object, **cells: object) -> bytes:
    """The household form with the number of each house in a last column."""
    rows = households(**cells)
    added = ["รหัสประจำบ้าน", *numbers]
    return sheet([rows[0], *([*row, number] for row, number in zip(rows[1:], added, strict=True))])


def pasted_twice() -> bytes:
    """Thirty households of 10, 11, 12 … people, the same ones once more below."""
    mark, heads, one, *_ = households()
    data = [[*one[:2], 10 + at, *one[3:]] for at in range(30)]
    return sheet([mark, heads, *data, *data])


add("C02-code-as-number", FIX, NAME, lambda: village(A3=83010101, A4=83010102.0))
add("C02-code-with-point-zero", FIX, TABLE, lambda: csv(tpmap(codes=["83010101.0", "83010102"])).encode())
add("C02-code-with-decimals", ROW, NAME, lambda: village(A4=83010102.5), "A4")
add("C04-spaces-dashes-apostrophe", FIX, NAME, lambda: village(A3="83 01 01 01", A4="83-01-01-02", A5="'83010103"))
add("C04-letters-in-code", ROW, NAME, lambda: village(A4="8301O102"), "A4")
add("C04-lost-zero", ROW, NAME, lambda: village(A4="3010102"), "A4")
add("C05-unknown-province", ROW, NAME, lambda: village(A4="99010102"), "A4")
add("C05-unknown-tambon", WARN, NAME, lambda: village(A4="83014902"))
add("C05-no-code", ROW, NAME, lambda: village(A4=None), 4)
add("C07-outside-the-area", ROW, NAME, lambda: village(A4="83020101"), "A4", area_code="8301")
add("C07-area-said-wrongly", FILE, NAME, lambda: village(B4="บ้านสองเอ"), area_code="เมือง")
add("C07-report-of-other-province", FILE, REPORT, lambda: workbook({"ภูเก็ต": report(B4=6)}), area_code="30")
add("C08-municipal-tambon", ACCEPT, NAME, lambda: village(A3="83015101", A4="83015102", A5="83015103"))
add("C09-tambon-in-village-form", ROW, LEVELS, lambda: sheet(levels(A4="830101")), "A4")
add("C09-levels-mixed", FILE, NAME, lambda: village(A4="830101"))
add("C09-tambon-form", ACCEPT, NAME, lambda: sheet(counts([("830101", "ตลาดใหญ่"), ("830102", "ตลาดเหนือ")])))
add("C09-eight-and-ten-digits", ROW, NAME, lambda: village(A4="8301010101"), "A4")
add("C10-same-name-twice", ACCEPT, NAME, lambda: village(B4="บ้านหนึ่ง"))
add(
    "C10-found-by-name",
    FIX,
    NAME,
    lambda: village(A4=None, C4=41),
    before=[("ก่อน.xlsx", lambda: village(C4=42))],
    area_code="8301",
)
add("C11-rounded-by-excel", ROW, NAME, lambda: village(A4="8.3E+07"), "A4")
add("C11-exponent-with-all-digits", FIX, NAME, lambda: village(A4="8.3010102E+07"))
add("C12-no-name", WARN, NAME, lambda: village(B4=None))
add("C13-year-of-christ", FIX, NAME, lambda: sheet(counts(year=2022)))
add("C13-two-digits", FILE, NAME, lambda: sheet(counts(year=65)))
add("C13-year-in-words", FIX, NAME, lambda: sheet(counts(year="พ.ศ. ๒๕๖๕")))
add("C14-provinces-of-two-years", FILE, REPORT, lambda: workbook({"ภูเก็ต": report(), "นครราชสีมา": report(D2="ปี 2553")}))
add("C15-year-in-file-name", ACCEPT, "61_ปีในชื่อ.csv", lambda: csv(put(tpmap(), B2="44")).encode())
add("C15-year-nowhere", FILE, "ตาราง.csv", lambda: csv(put(tpmap(), B2="45")).encode())
add("C15-year-said", ACCEPT, "ตาราง.csv", lambda: csv(put(tpmap(), B2="46")).encode(), year_be=2561)
add("C15-mark-without-year", FILE, NAME, lambda: sheet(counts(year=None)))
add("C15-file-and-person-differ", FILE, NAME, lambda: village(B5="บ้านสามเอ"), year_be=2564)
add("C15-name-and-person-differ", WARN, TABLE, lambda: csv(put(tpmap(), B2="47")).encode(), year_be=2562)
add("C16-in-the-future", FILE, NAME, lambda: sheet(counts(year=2599)))
add("C16-before-the-survey", FILE, NAME, lambda: sheet(counts(year=2510)))
add("C16-no-year-at-all", FILE, NAME, lambda: sheet(counts(year=9999)))
add("C17-household-twice", ACCEPT, HOUSEHOLDS, lambda: sheet([*households(), households()[-1]]))
add("C17-number-twice-with-other-answers", ROW, HOUSEHOLDS, lambda: keyed(*HOUSES[:5], HOUSES[4], C8=5), 8)
add("C23-number-in-two-villages", WARN, HOUSEHOLDS, lambda: keyed(*HOUSES[:2], HOUSES[0], *HOUSES[3:]))
add("C35-alike-with-number", FIX, HOUSEHOLDS, lambda: keyed(*HOUSES[:5], HOUSES[4]))
add("C36-pasted-twice", WARN, HOUSEHOLDS, pasted_twice)
add("C18-village-twice-same", ROW, NAME, lambda: sheet([*counts(), counts()[4]]), "A6")
add("C18-village-twice-other", ROW, NAME, lambda: sheet([*counts(), put(counts(), C5=41)[4]]), "A5")
add("C19-the-same-again", ACCEPT, NAME, lambda: village(D5=121), before=[(NAME, lambda: village(D5=121))])
add(
    "C19-saved-again",
    ACCEPT,
    "บันทึกใหม่.xlsx",
    lambda: workbook({"ข้อมูล": counts(D5=122), "จด": [["ก"]]}),
    before=[(NAME, lambda: village(D5=122))],
)
add("C20-corrected", ACCEPT, NAME, lambda: village(F3=0), before=[(NAME, lambda: village(F3=5))])
add(
    "C20-only-some-villages-again",
    ACCEPT,
    NAME,
    lambda: sheet(counts(VILLAGES[:1], F3=7)),
    before=[(NAME, lambda: village(F3=6))],
)
add(
    "C21-far-fewer-rows",
    WARN,
    NAME,
    lambda: sheet(counts(TEN[:4], D3=119)),
    before=[("ปีก่อน.xlsx", lambda: sheet(counts(TEN, year=2564)))],
)
add(
    "C22-village-of-last-year-gone",
    WARN,
    NAME,
    lambda: sheet(counts(TEN[:9], D3=118)),
    before=[("ปีก่อน.xlsx", lambda: sheet(counts(TEN, year=2564, C3=43)))],
)
