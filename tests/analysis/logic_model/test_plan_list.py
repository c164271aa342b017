"""What the columns of a list of projects mean, and what its cells say; what cannot be read has its row and column."""

from datetime import date

import pytest

from analysis.logic_model.plan import NO_SOURCE
from analysis.logic_model.plan_list import ListedRow, ListedTable, listed_rows, meanings, proposed_meanings

HEADINGS = (
    "ที่", "ชื่อโครงการ", "กิจกรรม", "กลุ่มเป้าหมาย", "สถานที่", "งบประมาณ (บาท)", "ปีงบประมาณ", "แหล่งงบประมาณ", "หน่วยงานรับผิดชอบ",
    "ระยะเวลา",
)  # fmt: skip
MEANINGS = (
    "unused", "name", "activity", "target_group", "place", "budget", "year", "source", "owner", "period",
)  # fmt: skip


def read(*rows: tuple, headings: tuple[str, ...] = HEADINGS, chosen: tuple[str, ...] = MEANINGS, title: str = ""):
    table = ListedTable("แผ่น1", headings, tuple((number, row, title) for number, row in enumerate(rows, 2)))
    return listed_rows(table, chosen, 2570)


def test_headings_tell_what_their_columns_are() -> None:
    assert proposed_meanings(HEADINGS) == MEANINGS
    form = ("ที่", "โครงการ", "วัตถุประสงค์", "เป้าหมาย (ผลผลิตของโครงการ)", "งบประมาณ / 2571 / (บาท)", "2572",
            "ตัวชี้วัด (KPI)", "ผลที่คาดว่าจะได้รับ", "หน่วยงานรับผิดชอบหลัก", "สีของแฟ้ม")  # fmt: skip
    assert proposed_meanings(form) == (
        "unused", "name", "objective", "output", "budget", "budget", "evaluation", "expected", "owner", "unused",
    )  # fmt: skip
    assert proposed_meanings(["กิจกรรม", "งบ"]) == ("name", "budget")  # a list of activities is one of projects
    assert set(proposed_meanings(HEADINGS)) <= meanings().keys()


def test_a_row_is_read_and_a_row_without_a_name_belongs_to_the_one_above() -> None:
    rows, faults = read(
        (1.0, "ปลูกผัก", "อบรม", "50 ครัวเรือน", "หมู่ที่ 2", "20,000 บาท", 2571.0, "กองทุน", "อบต.", "ต.ค. 70 - มี.ค. 71"),
        (None, None, "แจกเมล็ด", None, None, 5000.0, None, None, None, None),
        (None,) * 10,
        title="ยุทธศาสตร์ที่ 1 คุณภาพชีวิต",
    )
    fields = {
        "target_group": "50 ครัวเรือน", "owner": "อบต.", "start": date(2027, 10, 1), "end": date(2028, 3, 31),
        "people": 50.0, "unit": "ครัวเรือน",
    }  # fmt: skip
    title = "ยุทธศาสตร์ที่ 1 คุณภาพชีวิต"
    assert rows == (
        ListedRow(2, "ปลูกผัก", fields, {"activity": "อบรม"}, (("กองทุน", 2571, 20000.0),), "หมู่ที่ 2", title),
        ListedRow(3, "ปลูกผัก", {}, {"activity": "แจกเมล็ด"}, ((NO_SOURCE, 2570, 5000.0),), "หมู่ที่ 2", title),
    )
    assert faults == ()


@pytest.mark.parametrize(
    ("place", "cell", "what"),
    [
        (5, "ห้าพัน", "ไม่ใช่ตัวเลข"), (5, -5.0, "ติดลบ"), (6, "2571-2573", "ปีเดียว"), (6, "71", "ปีเดียว"),
        (9, "ตลอดปี", "วันเริ่มและวันสิ้นสุด"),
    ],
)  # fmt: skip
def test_a_cell_that_cannot_be_read_is_told_and_the_rest_of_its_row_taken(place: int, cell: object, what: str) -> None:
    row = [1.0, "ปลูกผัก", None, None, None, 9.0, 2571.0, "กองทุน", None, None]
    row[place] = cell
    rows, [fault] = read(tuple(row))
    assert (fault.sheet, fault.row, fault.heading) == ("แผ่น1", 2, HEADINGS[place])
    assert what in fault.what
    assert fault.fix
    assert rows[0].name == "ปลูกผัก"
    assert rows[0].money == (() if place == 5 else (("กองทุน", 2570 if place == 6 else 2571, 9.0),))


def test_money_has_the_year_and_the_unit_of_its_heading() -> None:
    headings = ("โครงการ", "งบประมาณ / 2571 (ล้านบาท)", "2572", "งบ ค.ศ. 2030 (พันบาท)")
    chosen = proposed_meanings(headings)
    assert chosen == ("name", "budget", "budget", "budget")
    [row], faults = read(("ถนน", 1.5, "-", 2.0), headings=headings, chosen=chosen)
    assert row.money == ((NO_SOURCE, 2571, 1_500_000.0), (NO_SOURCE, 2573, 2000.0))
    assert faults == ()


def test_words_that_say_no_money_is_needed_are_no_fault() -> None:
    [row], faults = read((1.0, "จิตอาสา", None, None, None, "ไม่ใช้งบประมาณ", None, None, None, None))
    assert (row.fields["needs_budget"], row.money, faults) == (False, (), ())


def test_of_two_numbers_of_people_none_is_taken() -> None:
    [row], _ = read((1.0, "ก", None, "เยาวชน 20 คน ผู้สูงอายุ 30 คน", None, None, None, None, None, None))
    assert "people" not in row.fields


def test_a_row_before_any_name_is_told() -> None:
    rows, [fault] = read((1.0, None, "อบรม", None, None, None, None, None, None, None))
    assert rows == ()
    assert fault.row == 2
    assert "ไม่มีชื่อโครงการ" in fault.what
