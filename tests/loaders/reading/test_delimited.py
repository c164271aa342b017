"""CSV and its kin: encodings, separators, quotes, ragged rows, mojibake."""

import pytest

from loaders.reading import ReadLimits, ReadRefusal, Workbook, read_workbook_here

ROWS = [["รหัส", "ชื่อ", "ผ่าน"], ["083010101", "บ้านน้ำใส", "1,234"], ["83010102", None, "0"]]
TEXT = 'รหัส,ชื่อ,ผ่าน\r\n083010101,บ้านน้ำใส,"1,234"\r\n83010102,,0\r\n'


def read(content: bytes, name: str = "ไฟล์.csv") -> Workbook:
    return read_workbook_here(content, name, ReadLimits())


def refused(content: bytes) -> tuple[str, int | None]:
    with pytest.raises(ReadRefusal) as caught:
        read(content)
    return caught.value.code, caught.value.row


@pytest.mark.parametrize(
    ("codec", "encoding", "codes"),
    [
        ("utf-8", "utf-8", []),
        ("utf-8-sig", "utf-8-sig", []),
        ("cp874", "cp874", ["F26"]),
        ("utf-16", "utf-16", ["F27"]),
        ("utf-16-le", "utf-16-le", ["F27"]),
        ("utf-16-be", "utf-16-be", ["F27"]),
    ],
)
def test_every_encoding_gives_the_same_cells_all_text(codec: str, encoding: str, codes: list[str]) -> None:
    book = read(TEXT.encode(codec), "ข้อมูล.xlsx")
    assert book.sheets[0].rows == ROWS
    assert (book.kind, book.encoding, book.delimiter) == ("csv", encoding, ",")
    assert [note.code for note in book.notes] == codes


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_other_separators_are_found_and_named(delimiter: str) -> None:
    rows = [["ตำบล", "ร้อยละ", "เป้าหมาย"], *[["บ้านนา, บ้านสวน", "97,5", "98,5"]] * 9]
    book = read("\n".join(delimiter.join(row) for row in rows).encode())
    assert book.delimiter == delimiter
    assert book.sheets[0].rows == rows
    assert [note.code for note in book.notes] == ["F31"]


@pytest.mark.parametrize("end", ["\r", "\n", "\r\n"])
def test_line_ends_and_line_breaks_inside_quotes(end: str) -> None:
    text = end.join(["รหัส,ชื่อ", '1,"บ้าน' + end + 'สวน"', "2,นา", ""])
    assert read(text.encode()).sheets[0].rows == [["รหัส", "ชื่อ"], ["1", f"บ้าน{end}สวน"], ["2", "นา"]]


def test_one_column_and_blank_lines_keep_their_row_numbers() -> None:
    book = read("รหัส\n\n83010101\n".encode())
    assert book.delimiter is None
    assert book.sheets[0].rows == [["รหัส"], [], ["83010101"]]


def test_ragged_rows_are_kept_and_named() -> None:
    book = read("ก,ข,ค\n1,2,3\n1,2,3,4\n\n5,6\n7,8,9\n   \n".encode())
    assert book.sheets[0].rows[2] == ["1", "2", "3", "4"]
    (note,) = book.notes
    assert (note.code, note.level, note.rows, note.count) == ("F33", "WARN", (3, 5), 2)


@pytest.mark.parametrize(
    ("text", "row"),
    [('ก,ข\n1,2\n3,"4\n5,6\n', 3), ('ก,ข\n"1"2,3\n', 2), ('ก,ข\n1,"' + "x" * 200_000 + "\n", 2)],
)
def test_a_quote_left_open_is_refused_with_its_row(text: str, row: int) -> None:
    assert refused(text.encode()) == ("F34", row)


def test_an_endless_cell_is_refused() -> None:
    assert refused(b"a,b\n1," + b"x" * 200_000 + b"\n") == ("F11", 2)


def test_broken_or_mixed_encodings_are_refused_with_the_line() -> None:
    assert refused("ก,ข\n".encode() * 20 + b"\xe0\xb8,1\n") == ("F28", 21)
    assert refused(b"\xdb\xfc,1\n") == ("F28", 1)


@pytest.mark.parametrize(("written", "opened", "code"), [("utf-8", "latin-1", "F29"), ("cp874", "latin-1", "F29")])
def test_thai_opened_as_latin_is_refused(written: str, opened: str, code: str) -> None:
    ruined = "รหัส,อำเภอ\n1,เมืองภูเก็ต\n2,ถลาง\n".encode(written).decode(opened)
    assert refused(ruined.encode("utf-8"))[0] == code


def test_utf8_opened_as_thai_874_is_refused() -> None:
    data = "รหัส,อำเภอ\n1,เมืองภูเก็ต\n2,ถลาง\n".encode()
    ruined = "".join(bytes([byte]).decode("cp874", "replace") for byte in data)
    assert "\ufffd" in ruined
    assert refused(ruined.encode("utf-8"))[0] == "F30"


def test_a_few_ruined_cells_are_a_question_with_their_rows() -> None:
    ruined = "เมืองภูเก็ต".encode("cp874").decode("latin-1")
    text = "อำเภอ\n" + "ถลาง\n" * 20 + ruined + "\n" + "กะทู้\n" * 5
    (note,) = read(text.encode()).notes
    assert (note.code, note.level, note.rows) == ("F29", "ASK", (22,))


@pytest.mark.parametrize(
    "word", ["เธอ", "เนื้อ เนย เนิน", "Café", "Zürich", "naïve", "×", "ค.ศ. 2018 – é", "½", "เธอเนียน"]
)
def test_healthy_words_are_no_mojibake(word: str) -> None:
    assert read(f"ก,{word}\n1,{word}\n".encode()).notes == ()


def test_the_end_mark_of_old_programs_is_no_row() -> None:
    assert read(b"a,b\r\n1,2\r\n\x1a").sheets[0].rows == [["a", "b"], ["1", "2"]]
