"""An office's own activities: out of a finished project, and out of a file of another office."""

from datetime import date

import pytest

from catalogue import CatalogueError
from catalogue.activities import LABELS, Activity
from catalogue.own_activities import MOST_ROWS, activities_from_csv, activity_of_project, own_id

CELLS = {
    "id": "", "indicators": "jpt-2560-23;jpt-2560-22", "name": "ออมหลังละหมาด", "output": "ผู้ออม", "unit": "คน",
    "agencies": "กลุ่มออมทรัพย์ตำบล", "months": "๔", "cost_depends_on": "", "sdgs": "", "networks": "ศาสนา",
    "kind": "quick_win", "source": "โครงการปี 2568 ของอำเภอ", "confidence": "M",
}  # fmt: skip
OWN = Activity(
    id=own_id("ออมหลังละหมาด", ["jpt-2560-22", "jpt-2560-23"]), indicators=("jpt-2560-23", "jpt-2560-22"),
    name="ออมหลังละหมาด", output="ผู้ออม", unit="คน", agencies=("กลุ่มออมทรัพย์ตำบล",), months=4, cost_depends_on="",
    sdgs=(), networks=("ศาสนา",), kind="quick_win", source="โครงการปี 2568 ของอำเภอ", confidence="M",
)  # fmt: skip
HEADING = ",".join(LABELS.values())


def file_of(*rows: dict[str, str], heading: str = HEADING) -> bytes:
    return "\r\n".join([heading, *(",".join(row.values()) for row in rows)]).encode("utf-8-sig")


def faults_of(content: bytes) -> list[str]:
    with pytest.raises(CatalogueError) as caught:
        activities_from_csv(content)
    return [str(fault) for fault in caught.value.faults]


def test_a_file_is_read_and_an_id_is_made_where_there_is_none():
    assert activities_from_csv(file_of(CELLS)) == (OWN,)
    assert activities_from_csv(file_of(CELLS, heading=",".join(LABELS))) == (OWN,)
    assert activities_from_csv(file_of(CELLS).decode("utf-8-sig").encode("cp874")) == (OWN,)
    blank = dict.fromkeys(CELLS, "")
    assert activities_from_csv(file_of(blank, CELLS, blank)) == (OWN,)


def test_columns_may_stand_in_any_order_and_the_id_may_be_left_out():
    turned = {key: CELLS[key] for key in reversed(CELLS) if key != "id"}
    assert activities_from_csv(file_of(turned, heading=",".join(LABELS[key] for key in turned))) == (OWN,)


def test_every_fault_is_named_by_its_row():
    other = {**CELLS, "name": "อีกอย่าง"}
    wrong = [{**other, "months": "9"}, {**CELLS, "name": ""}, {**other, "indicators": "jpt-2560-99"}, CELLS]
    assert [fault.split(": ")[0] for fault in faults_of(file_of(CELLS, *wrong))] == [
        "แถว 3", "แถว 4", "แถว 5", "แถว 6", "แถว 6", "แถว 6",
    ]  # fmt: skip


def test_a_person_in_a_text_is_refused_and_not_repeated():
    (fault,) = faults_of(file_of({**CELLS, "source": "โครงการของ นายสมชาย ใจดี"}))
    assert fault.startswith("แถว 2: ช่อง ที่มา อาจมีชื่อหรือข้อมูลของบุคคล")
    assert "สมชาย" not in fault
    (listed,) = faults_of(file_of({**CELLS, "agencies": "อบต.;โทร 0812345678"}))
    assert listed.startswith("แถว 2: ช่อง ผู้ดำเนินการ")


def test_what_is_no_such_table_is_refused():
    (missing,) = faults_of("กิจกรรม,ผลผลิต\r\nก,ข".encode())
    assert missing.startswith("แถว 1: ไม่มีคอลัมน์ ตัวชี้วัด, หน่วยของผลผลิต")
    (strange,) = faults_of(file_of(heading=HEADING + ",ราคา"))
    assert strange.startswith("แถว 1: มีคอลัมน์ที่ไม่รู้จักหรือซ้ำ")
    (twice,) = faults_of(file_of(heading=HEADING + ",ผลผลิต"))
    assert twice.startswith("แถว 1: มีคอลัมน์ที่ไม่รู้จักหรือซ้ำ")
    (empty,) = faults_of(file_of())
    assert empty.startswith("ทั้งไฟล์: ไม่มีกิจกรรม")
    (many,) = faults_of(file_of(*[CELLS] * (MOST_ROWS + 1)))
    assert many.startswith("ทั้งไฟล์: มี 2,001 แถว")
    (longer,) = faults_of(file_of({**CELLS, "more": "x"}))
    assert longer.startswith("แถว 2: มี 14 ช่อง แต่แถวหัวมี 13")
    (unread,) = faults_of(b"\xff\xfe\xdb\xfc")
    assert unread.startswith("ทั้งไฟล์: อ่านตัวอักษรไม่ได้")
    (torn,) = faults_of(file_of().replace(b"\r\n", b"") + b'\r\n"open')
    assert torn.startswith("ทั้งไฟล์: อ่านเป็น CSV ไม่ได้")


def of_project(**changes: object) -> Activity:
    plain = {
        "name": "ออมหลังละหมาด", "indicators": ["jpt-2560-23"], "output": "ผู้ออม", "unit": "คน",
        "agencies": ["กลุ่มออมทรัพย์ตำบล"], "start": date(2025, 10, 1), "end": date(2026, 2, 28), "source": "โครงการปี 2569",
    }  # fmt: skip
    return activity_of_project(**(plain | changes))


def test_a_finished_project_becomes_an_activity():
    assert of_project(sdgs=[1, 8], networks=["ศาสนา"], cost_depends_on="จำนวนครั้ง") == Activity(
        id=own_id("ออมหลังละหมาด", ["jpt-2560-23"]), indicators=("jpt-2560-23",), name="ออมหลังละหมาด", output="ผู้ออม",
        unit="คน", agencies=("กลุ่มออมทรัพย์ตำบล",), months=5, cost_depends_on="จำนวนครั้ง", sdgs=(1, 8),
        networks=("ศาสนา",), kind="quick_win", source="โครงการปี 2569", confidence="M",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("end", "months", "kind"),
    [
        (date(2025, 10, 1), 1, "quick_win"),
        (date(2026, 2, 28), 5, "quick_win"),
        (date(2026, 3, 31), 6, "lasting"),
        (date(2026, 9, 30), 12, "lasting"),
    ],
)
def test_its_months_and_kind_follow_from_its_days(end: date, months: int, kind: str):
    activity = of_project(end=end)
    assert (activity.months, activity.kind) == (months, kind)


def test_a_project_without_an_indicator_or_turned_round_is_none():
    with pytest.raises(CatalogueError, match="ช่อง ตัวชี้วัด ว่าง"):
        of_project(indicators=[])
    with pytest.raises(CatalogueError, match="วันสิ้นสุดอยู่ก่อนวันเริ่ม"):
        of_project(end=date(2025, 9, 30))
    with pytest.raises(CatalogueError, match="ช่อง กิจกรรม อาจมีชื่อ"):
        of_project(name="ออมกับ นายสมชาย ใจดี")


def test_an_id_tells_activities_apart():
    assert own_id("ก", ["a-01"]) == own_id("ก ", ["a-01"])
    assert len({own_id("ก", ["a-01"]), own_id("ข", ["a-01"]), own_id("ก", ["a-02"])}) == 3
