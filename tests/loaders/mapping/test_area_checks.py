"""Names of areas are kept as Thai is written, and every change is counted in the report."""

import pytest

from loaders import load_file
from loaders.mapping.area_checks import tidy_name
from tests.loaders.corpus.tables import counts, sheet
from warehouse import Warehouse, area_names

SPACES, VOWELS, PREFIX = "name_spaces", "name_vowels", "name_prefix"


@pytest.mark.parametrize(
    ("written", "level", "kept", "changed"),
    [
        ("บ้านหนึ่ง", "village", "บ้านหนึ่ง", ()),
        ("  บ้าน  หนึ่ง ", "village", "บ้าน หนึ่ง", (SPACES,)),
        ("บ้าน\u200bสาม", "village", "บ้านสาม", (SPACES,)),
        ("เเม่ริม", "tambon", "แม่ริม", (VOWELS,)),
        ("น\u0e4d\u0e32พุ", "tambon", "น\u0e33พุ", (VOWELS,)),
        ("น\u0e49\u0e4d\u0e32พุ", "tambon", "น้ำพุ", (VOWELS,)),
        ("น\u0e4d\u0e49\u0e32พุ", "tambon", "น้ำพุ", (VOWELS,)),
        ("ต.กะรน", "tambon", "กะรน", (PREFIX,)),
        ("ตำบล กะรน", "tambon", "กะรน", (PREFIX,)),
        ("อ.เมืองภูเก็ต", "amphoe", "เมืองภูเก็ต", (PREFIX,)),
        ("จังหวัดภูเก็ต", "province", "ภูเก็ต", (PREFIX,)),
        ("ต.", "tambon", "ต.", ()),
        ("ตลาดใหญ่", "tambon", "ตลาดใหญ่", ()),
        ("อ.ก", "village", "อ.ก", ()),
    ],
)
def test_a_name_is_kept_as_thai_is_written(written: str, level: str, kept: str, changed: tuple[str, ...]) -> None:
    assert tidy_name(written, level) == (kept, changed)
    assert tidy_name(kept, level) == (kept, ())


def test_a_form_counts_what_was_put_right_in_its_names(warehouse: Warehouse) -> None:
    content = sheet(counts(B3="  บ้านเเม่  ริม ", B4="บ้านน\u0e4d\u0e49\u0e32ดำ"))
    report = load_file(content, warehouse, file_name="ก.xlsx", in_child=False)
    assert report.loaded
    assert report.repairs == {
        "จัดช่องว่างและตัดอักขระที่มองไม่เห็นในชื่อพื้นที่": 1,
        "แก้สระหรือวรรณยุกต์ที่พิมพ์ผิดลำดับในชื่อพื้นที่": 2,
    }
    stored = area_names(warehouse).set_index("area_code")["area_name"]
    assert stored[["83010101", "83010102", "83010103"]].tolist() == ["บ้านแม่ ริม", "บ้านน้ำดำ", "บ้านสาม"]
