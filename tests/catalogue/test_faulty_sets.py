"""A definition that cannot be used is refused with every fault, its place and its fix."""

from collections.abc import Callable
from typing import Any

import pytest

from catalogue import CatalogueError, load_catalogue, parse_set
from tests.catalogue.examples import Definition, made_up_set, small_set, value_set

Change = Callable[[Definition], None]


def put(path: str, value: Any) -> Change:
    """A change of one cell: `put("indicators.0.unit", "")`."""

    def change(definition: Definition) -> None:
        *parents, last = path.split(".")
        target: Any = definition
        for key in parents:
            target = target[int(key)] if isinstance(target, list) else target[key]
        target[last] = value

    return change


FAULTS = {
    "repeated number": (put("indicators.1.number", 1), "ชุด jpt-2580 ตัวชี้วัดที่ 1: เลขที่ตัวชี้วัดซ้ำ"),
    "repeated name": (put("indicators.1.name", "หนึ่ง"), "ชุด jpt-2580: ชื่อตัวชี้วัด 'หนึ่ง' ซ้ำ"),
    "blank name": (put("indicators.1.name", " "), "แถว 2 ตัวชี้วัดที่ 2: ชื่อตัวชี้วัด (name) ว่าง"),
    "number not a number": (put("indicators.1.number", "x"), "ช่อง number มี 'x' ซึ่งไม่ใช่ตัวเลข"),
    "number not whole": (put("indicators.1.number", 1.5), "ช่อง number มี 1.5 ซึ่งไม่ใช่จำนวนเต็ม"),
    "no such dimension": (put("indicators.0.dimension", 9), "ตัวชี้วัดที่ 1: ไม่มีหมวด 9 — ใช้หมวดที่ประกาศไว้: 1"),
    "blank unit": (put("indicators.0.unit", ""), "ตัวชี้วัดที่ 1: หน่วย (unit) ว่าง"),
    "unknown unit": (put("indicators.0.unit", "ตัว"), "ไม่รู้จักหน่วย 'ตัว' — ใช้หน่วย คน หรือ ครัวเรือน"),
    "direction": (put("indicators.0.direction", "up"), "ทิศทาง (direction) เป็น 'up' ซึ่งไม่มีในรายการ"),
    "rollup": (put("indicators.0.rollup", "max"), "วิธีรวมค่า (rollup) เป็น 'max' ซึ่งไม่มีในรายการ"),
    "group": (put("indicators.0.groups", "young"), "กลุ่มเป้าหมาย (groups) เป็น 'young' ซึ่งไม่มีในรายการ"),
    "target over 100": (put("indicators.0.targets", "2580:101"), "เป้าหมายปี 2580 เป็น 101 อยู่นอกช่วง 0–100"),
    "target below 0": (put("indicators.0.targets", {"2580": -1}), "เป้าหมายปี 2580 เป็น -1 อยู่นอกช่วง 0–100"),
    "target of another year": (put("indicators.0.targets", "2579:90"), "มีเป้าหมายของปี 2579 ซึ่งอยู่นอกปีของชุด"),
    "target without a year": (put("indicators.0.targets", "90"), "ช่อง targets มี '90' ซึ่งไม่มีเครื่องหมาย :"),
    "target twice": (put("indicators.0.targets", "2580:90;2580:95"), "ช่อง targets มีปี 2580 ซ้ำ"),
    "sdg": (put("indicators.0.sdg", [18]), "ไม่มีเป้าหมาย SDG ข้อ 18 — ใช้ข้อ 1 ถึง 17"),
    "misspelt column": (put("indicators.0.unitt", "คน"), "ไม่รู้จักช่อง unitt"),
    "size": (put("size", 3), "แจ้งว่ามี 3 ตัวชี้วัด แต่มีรายชื่อ 2"),
    "years turned round": (put("first_year", 2590), "ปีแรก 2590 มาหลังปีสุดท้าย 2584 — แก้ให้ปีแรกไม่เกินปีสุดท้าย"),
    "year of the Christian era": (put("last_year", 2027), "ปี 2027 ไม่ใช่ปี พ.ศ."),
    "survey": (put("survey", "census"), "ชนิดการสำรวจ (survey) เป็น 'census' ซึ่งไม่มีในรายการ"),
    "measure of another survey": (put("measure", "score"), "ชุดของ จปฐ. วัดแบบ score ไม่ได้ — ใช้วิธีวัดแบบ count"),
    "confidence": (put("confidence", "X"), "ความแน่ใจของรายชื่อ (confidence) เป็น 'X' ซึ่งไม่มีในรายการ"),
    "id": (put("id", "จปฐ 2580"), "รหัสชุด 'จปฐ 2580' ใช้ไม่ได้"),
    "blank title": (put("title", ""), "ชื่อชุด (title) ว่าง"),
    "dimension without indicators": (
        put("dimensions", [{"number": 1, "name": "ก"}, {"number": 2, "name": "ข"}]),
        "หมวดที่ 2 ข ไม่มีตัวชี้วัด",
    ),
    "repeated dimension": (put("dimensions", [{"number": 1, "name": "ก"}, {"number": 1, "name": "ข"}]), "หมวดที่ 1 ซ้ำ"),
    "rows that are not rows": (put("indicators", ["หนึ่ง"]), "ช่อง indicators ไม่ใช่รายการของแถว"),
    "view of an unknown indicator": (
        put("views", [{"id": "v", "title": "ม", "dimensions": [{"number": 1, "name": "ก", "indicators": [1, 7]}]}]),
        "ชุด jpt-2580 ไม่มีตัวชี้วัด jpt-2580-07",
    ),
    "view with an indicator twice": (
        put("views", [{"id": "v", "title": "ม", "dimensions": [{"number": 1, "name": "ก", "indicators": [1, 1]}]}]),
        "ตัวชี้วัด jpt-2580-01 อยู่มากกว่าหนึ่งด้าน",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_faulty_definition_is_refused_with_place_and_fix(name: str) -> None:
    change, message = FAULTS[name]
    definition = small_set()
    change(definition)
    with pytest.raises(CatalogueError) as caught:
        parse_set(definition)
    assert message in str(caught.value)
    assert all(fault.place and fault.problem and fault.fix for fault in caught.value.faults)


def test_all_faults_come_in_one_report_of_at_most_ten_lines() -> None:
    definition = made_up_set("jpt-2580", "jpt", (2580, 2584), 5, 38)
    for row in definition["indicators"]:
        row["unit"] = ""
    with pytest.raises(CatalogueError) as caught:
        parse_set(definition)
    assert len(caught.value.faults) == 38
    lines = str(caught.value).splitlines()
    assert (len(lines), lines[-1]) == (11, "และอีก 28 รายการ")


def test_a_value_needs_a_direction_and_a_range_in_order() -> None:
    definition = value_set()
    del definition["indicators"][0]["direction"]
    definition["indicators"][1]["low"] = 10
    with pytest.raises(CatalogueError) as caught:
        parse_set(definition)
    assert [fault.problem for fault in caught.value.faults] == [
        "ทิศทาง (direction) ว่าง",
        "ค่าต่ำสุด 10 ไม่น้อยกว่าค่าสูงสุด 10",
    ]


def test_development_levels_must_cover_every_count_once() -> None:
    definition = made_up_set("nrd2c-2580", "nrd2c", (2580, 2584), 1, 5)
    definition["development_levels"] = [
        {"number": 1, "name": "ล้าหลัง", "fewest": 3, "most": 5},
        {"number": 2, "name": "ก้าวหน้า", "fewest": 0, "most": 1},
    ]
    with pytest.raises(CatalogueError, match="ปัญหามาก 2 ตัวชี้วัด ตรงกับระดับการพัฒนา 0 ระดับ"):
        parse_set(definition)


def with_size(size: int) -> Definition:
    return made_up_set("jpt-2566", "jpt", (2566, 2570), 5, size)


def waiting_again() -> Definition:
    return {**with_size(38), "indicators": [], "size": 38}


@pytest.mark.parametrize(
    ("definitions", "message"),
    [
        (
            [made_up_set("jpt-2568", "jpt", (2568, 2572), 5, 38)],
            "ชุด jpt-2566: ปีซ้อนกัน 2566–2570 กับ jpt-2568 ปี 2568–2572 — แก้ปีแรกหรือปีสุดท้ายของชุดไม่ให้ซ้อนกัน",
        ),
        ([made_up_set("jpt-2560", "jpt", (2560, 2565), 5, 31)], "ชุด jpt-2560: มีชุดรหัสนี้แล้ว"),
        ([value_set(), value_set()], "ชุด other-rain: มีชุดรหัสนี้แล้ว"),
        ([with_size(37)], "ชุด jpt-2566: ชุดนี้มี 38 ตัวชี้วัด แต่ให้มา 37"),
        ([waiting_again()], "ชุด jpt-2566: ไม่มีรายชื่อตัวชี้วัด"),
    ],
)
def test_sets_that_do_not_fit_together_are_refused(definitions: list[Definition], message: str) -> None:
    with pytest.raises(CatalogueError) as caught:
        load_catalogue(definitions)
    assert message in str(caught.value)
