"""The tables in which a person says what the columns of other data are: begun from the proposal, read back whole."""

import pandas as pd
import pytest

from loaders import OtherData, TableChoice
from pages.input_data.file_card.column_tables import (
    DIRECTION,
    HIGH,
    NAME,
    UNIT,
    USE,
    edited_other_data,
    uses,
    values_table,
)
from tests.loaders.accepting import accepted, csv, seen, values

LONG = csv("ตำบล,รายการ,หน่วย,ค่า", "กะรน,ขยะ,ตัน,3", "กะรน,รายได้,บาท,9", "ราไวย์,ขยะ,ตัน,4", "ราไวย์,รายได้,บาท,8")
YEARS = csv("รหัสตำบล,ขยะ ปี 2563,ขยะ ปี 2564", "830101,1,2", "830102,5,6")
GROUPS = csv("ตำบล,เพศ,ว่างงาน (คน)", "กะรน,ชาย,3", "กะรน,รวม,7", "ราไวย์,ชาย,1", "ราไวย์,รวม,2")
WIDE = csv("ตำบล,ขยะ (ตัน),ประชากร (คน)", "กะรน,3,5", "ราไวย์,4,6")


@pytest.mark.parametrize(
    ("content", "rows", "found"),
    [
        (LONG, [("ขยะ", "ตัน", "เป็นปัญหา"), ("รายได้", "บาท", "ดี")],
         [("830108", 3), ("830108", 9), ("830107", 4), ("830107", 8)]),
        (YEARS, [("ขยะ", "", "เป็นปัญหา")], [("830101", 2), ("830102", 6)]),
        (WIDE, [("ขยะ", "ตัน", "เป็นปัญหา"), ("ประชากร", "คน", "ดี")],
         [("830108", 3), ("830107", 4), ("830108", 5), ("830107", 6)]),
    ],
)  # fmt: skip
def test_the_table_begins_with_the_proposal_and_is_read_back(
    content: bytes, rows: list[tuple[str, str, str]], found: list[tuple[str, float]]
) -> None:
    table = seen(content)
    shown = values_table(table, None)
    own = shown[shown[USE] == "ค่า"]
    assert list(zip(own[NAME], own[UNIT], own[DIRECTION], strict=True)) == rows
    mapping, other = edited_other_data(table.mapping, _with_units(shown), "ทดสอบ", "", table.other)
    assert all(each.guessed == ("direction", "range") for each in other.columns)
    choice = TableChoice(table.sheet, table.number, mapping=mapping, other=other)
    assert values(accepted(content, area="83", choice=choice)) == found
    again = values_table(accepted(content, area="83", choice=choice).tables[0], other)
    assert again[again[USE] == "ค่า"][NAME].tolist() == own[NAME].tolist()


def test_what_a_person_changes_is_no_guess_any_more() -> None:
    table = seen(WIDE)
    shown = _with_units(values_table(table, None))
    shown.loc[shown[NAME] == "ขยะ", HIGH] = 50.0
    shown.loc[shown[NAME] == "ประชากร", DIRECTION] = "เป็นปัญหา"
    _, other = edited_other_data(table.mapping, shown, "ทดสอบ", "", table.other)
    assert [(each.high, each.direction, each.guessed) for each in other.columns] == [
        (50.0, "more_is_worse", ("direction",)),
        (6.0, "more_is_worse", ("range",)),
    ]


def test_a_group_is_chosen_among_the_uses_of_its_column() -> None:
    table = seen(GROUPS)
    assert {"กลุ่มที่นำเข้า: ชาย", "กลุ่มที่นำเข้า: รวม"} <= set(uses(table.mapping))
    shown = values_table(table, None)
    assert shown[USE].tolist() == ["ชื่อตำบล", "กลุ่มที่นำเข้า (ยังไม่เลือก)", "ค่า"]
    shown.loc[1, USE] = "กลุ่มที่นำเข้า: รวม"
    mapping, other = edited_other_data(table.mapping, shown, "ทดสอบ", "", table.other)
    assert isinstance(other, OtherData)
    choice = TableChoice(table.sheet, table.number, mapping=mapping, other=other)
    assert values(accepted(GROUPS, area="83", choice=choice)) == [("830108", 7), ("830107", 2)]


def _with_units(shown: pd.DataFrame) -> pd.DataFrame:
    return shown.assign(**{UNIT: shown[UNIT].replace("", "หน่วย")})
