"""Files that others wrote, and thousands of damaged ones: an answer for each, never a crash."""

import csv
import random
from pathlib import Path

import pytest

from loaders.reading import ReadLimits, ReadRefusal, Sheet, Workbook, read_workbook, read_workbook_here
from tests.loaders.reading import making

LIMITS = ReadLimits(max_cells=2_000_000, max_unzipped_bytes=20_000_000)


def read(path: Path) -> Workbook:
    return read_workbook_here(path.read_bytes(), path.name, ReadLimits())


def texts(sheet: Sheet) -> set[str]:
    return {value for row in sheet.rows for value in row if isinstance(value, str)}


def test_all_province_reports_are_read(shared_data: Path) -> None:
    files = sorted((shared_data / "cdd_reports_2554").glob("*.xls"))
    assert len(files) == 79
    for path in files:
        book = read(path)
        first = book.sheets[0]
        assert book.kind in ("xls", "html")
        assert not [note for note in book.notes if note.level == "ASK"]
        assert len(first.rows) >= 42
        assert any("ผ่านเกณฑ์" in text for text in texts(first))


@pytest.mark.parametrize(
    ("name", "kind", "encoding", "rows", "words"),
    [
        ("dbd_99_201512_cp874.csv", "csv", "cp874", 3241, "ทั่วประเทศ"),
        ("province_Windows874.csv", "csv", "cp874", 79, "กาญจนบุรี"),
        ("taxsumprov_2566.csv", "csv", "utf-8-sig", 2463, "กระบี่"),
        ("ppt_flood_2551.xls", "xls", None, 44, "พื้นที่ประสบภัย"),
        ("ppt_health_60_64_2555.xls", "xls", None, 89, None),
        ("ppt_poor_province_3_3_2549.xls", "xls", None, 170, None),
        ("ppt_population_tambon_fixedwidth.xls", "xls", None, 129, "อำเภอเมืองกำแพงเพชร"),
    ],
)
def test_messy_files_are_read(
    shared_data: Path, name: str, kind: str, encoding: str | None, rows: int, words: str | None
) -> None:
    book = read(shared_data / "messy" / name)
    assert (book.kind, book.encoding, len(book.sheets[0].rows)) == (kind, encoding, rows)
    assert words is None or words in texts(book.sheets[0])


def test_the_ruined_workbook_is_refused_and_no_messy_file_is_left_out(shared_data: Path) -> None:
    with pytest.raises(ReadRefusal) as caught:
        read(shared_data / "messy" / "province_tis_mojibake.xlsx")
    assert (caught.value.code, caught.value.sheet, caught.value.row) == ("F29", "province_tis", 2)
    assert len(list((shared_data / "messy").iterdir())) == 8


def test_public_csv_files_keep_every_row(shared_data: Path) -> None:
    for path in sorted((shared_data / "tpmap_2561").glob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as lines:
            expected = [[value or None for value in row] for row in csv.reader(lines)]
        book = read(path)
        assert book.sheets[0].rows == expected, path.name
        assert not [note for note in book.notes if note.code == "F33"], path.name


def test_a_real_file_read_in_the_child_is_the_same(shared_data: Path) -> None:
    path = shared_data / "messy" / "ppt_flood_2551.xls"
    assert read_workbook(path.read_bytes(), path.name, ReadLimits()) == read(path)


SEEDS = {
    "xlsx": making.xlsx_of_rows([["รหัส", "ชื่อ", "ผ่าน"], ["83010101", "บ้าน", 5], ["83010102", "สวน", 7.5]]),
    "xls": making.xls(),
    "xlsb": making.xlsb(),
    "csv": 'รหัส,ชื่อ\n1,"บ้าน"\n'.encode(),
    "cp874": "รหัส;ชื่อ\n1;บ้าน\n".encode("cp874"),
    "html": "<table><tr><th colspan=2>ก</th></tr><tr><td>1</td><td>2</td></tr></table>".encode(),
}


def damaged(content: bytes, chance: random.Random) -> bytes:
    data = bytearray(content)
    for _ in range(chance.randint(1, 6)):
        place = chance.randrange(len(data))
        match chance.randrange(4):
            case 0:
                data[place] = chance.randrange(256)
            case 1:
                del data[place : place + chance.randint(1, 40)]
            case 2:
                data[place:place] = data[: chance.randint(1, 40)]
            case _:
                data = data[: max(place, 1)]
        if not data:
            break
    return bytes(data)


@pytest.mark.parametrize("kind", sorted(SEEDS))
def test_damaged_files_give_a_workbook_or_a_refusal(kind: str) -> None:
    chance = random.Random(kind)
    outcomes: set[str] = set()
    for _ in range(200):
        try:
            outcomes.add(read_workbook_here(damaged(SEEDS[kind], chance), "ไฟล์", LIMITS).kind)
        except ReadRefusal as refusal:
            outcomes.add(refusal.code)
    assert len(outcomes) >= 2
