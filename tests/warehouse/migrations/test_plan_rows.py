"""Plans that were rows of texts become parts with ids; every saving is a version, and no word is lost."""

import json
from datetime import datetime
from typing import Any

import duckdb
import pytest

from tests.warehouse.examples import plans_kept
from warehouse import PlanItem, Warehouse, plan_versions, read_plan
from warehouse.migrations import make_schema, migrate
from warehouse.migrations.plan_rows import WITH_PARTS, Ids, items_of_rows
from warehouse.opening.database import OpenDatabase
from warehouse.stored_text import every_text

ROW = {
    "problem": "ไม่มีการเก็บออมเงิน", "baseline": "เป็นปัญหา 9.7 %", "target": "เหลือไม่เกิน 4.8 % (ครึ่งทาง 1 ใน 4)",
    "reach": "1,012 ครัวเรือน", "causes": "รายได้ไม่แน่นอน\nหนี้นอกระบบ", "inputs": "", "activities": "ตั้งกลุ่มออมทรัพย์",
    "outputs": "กลุ่ม 1 กลุ่ม", "outcomes": "", "impact": "พึ่งตนเอง", "agencies": "พช.\nอบต.", "partners": "กลุ่มสตรี",
    "budget_source": "ข้อบัญญัติ อบต.", "period": "ต.ค. 65 – ก.พ. 66", "budget_baht": 12000,
}  # fmt: skip
ITEMS = [
    ("problem-1", "problem", {
        "text": "ไม่มีการเก็บออมเงิน", "baseline_pct": 9.7, "target_pct": 4.8, "to_reach": 1012.0, "unit": "ครัวเรือน",
        "note": "ค่าฐาน: เป็นปัญหา 9.7 %\nค่าเป้าหมาย: เหลือไม่เกิน 4.8 % (ครึ่งทาง 1 ใน 4)\nกลุ่มเป้าหมาย: 1,012 ครัวเรือน",
    }),
    ("cause-1", "cause", {"text": "รายได้ไม่แน่นอน", "links": ["problem-1"]}),
    ("cause-2", "cause", {"text": "หนี้นอกระบบ", "links": ["problem-1"]}),
    ("activity-1", "activity", {
        "text": "ตั้งกลุ่มออมทรัพย์", "links": ["cause-1", "cause-2"], "project_id": "project-1",
    }),
    ("output-1", "output", {"text": "กลุ่ม 1 กลุ่ม", "links": ["activity-1"]}),
    ("impact-1", "impact", {"text": "พึ่งตนเอง", "links": ["output-1"]}),
    ("project-1", "project", {
        "name": "ตั้งกลุ่มออมทรัพย์", "owner": "พช.", "agencies": ["อบต.", "กลุ่มสตรี"], "method": "ระยะเวลา: ต.ค. 65 – ก.พ. 66",
        "budgets": [{"source": "ข้อบัญญัติ อบต.", "year_be": 2566, "baht": 12000.0}],
    }),
]  # fmt: skip


def migrated(*savings: tuple[str, int, object]) -> Warehouse:
    """A database of the version before, with these savings (area, day, content), brought up to date."""
    connection = duckdb.connect(":memory:")
    assert make_schema(connection, WITH_PARTS - 1)
    for area_code, day, content in savings:
        text = content if isinstance(content, str) else json.dumps(content)
        row = [area_code, "jpt-2560", 2565, text, datetime(2026, 1, day)]
        connection.execute("INSERT INTO plans VALUES (?, ?, ?, ?, ?, nextval('plan_ids'))", row)
    migrate(connection)
    return Warehouse(OpenDatabase(connection))


def test_a_row_becomes_linked_cards_and_a_project() -> None:
    assert items_of_rows([ROW], 2566, Ids()) == ITEMS


def test_every_saving_of_before_is_a_version_and_what_stays_keeps_its_id() -> None:
    other = ROW | {"problem": "ไม่มีงานทำ", "causes": "จบใหม่"}
    warehouse = migrated(
        ("830101", 1, [ROW]), ("830102", 2, []), ("830101", 3, [other, ROW | {"causes": "หนี้นอกระบบ\nใหม่"}]),
    )  # fmt: skip
    first, second = plans_kept(warehouse)
    assert second[1:] == ("830102", 1, [])
    versions = plan_versions(warehouse, first[0])
    assert [(each.version, each.saved_at.day, each.fiscal_year_be) for each in versions] == [(2, 3, 2566), (1, 1, 2566)]
    assert read_plan(warehouse, first[0], 1)[1] == [PlanItem(*item) for item in ITEMS]
    later = {item.content["text"]: item.item_id for item in first[3] if item.kind in ("problem", "cause")}
    assert later == {
        "ไม่มีงานทำ": "problem-2", "จบใหม่": "cause-3", "ไม่มีการเก็บออมเงิน": "problem-1", "หนี้นอกระบบ": "cause-2",
        "ใหม่": "cause-4",
    }  # fmt: skip
    warehouse.close()


def test_a_database_without_plans_has_none_after() -> None:
    warehouse = migrated()
    assert plans_kept(warehouse) == []
    assert len(warehouse.query("SELECT 1 FROM duckdb_tables() WHERE table_name = 'plans_of_before'")) == 0
    warehouse.close()


@pytest.mark.parametrize(
    "content",
    [
        "•••", '"ข้อความ"', "[1, null, []]", '[{"other": {"deep": ["ลึก"]}, "problem": null, "budget_baht": "ประมาณ 5"}]',
        '[{"problem": "ก", "causes": 5, "budget_baht": true}]', json.dumps([ROW, ROW, {"problem": "ก"}, {}]),
    ],
)  # fmt: skip
def test_no_word_of_an_odd_saving_is_lost(content: str) -> None:
    warehouse = migrated(("83", 1, content))
    [(_, _, _, items)] = plans_kept(warehouse)
    written = "\n".join(every_text([item.content for item in items]))
    for word in ("•••", "ข้อความ", "ลึก", "ประมาณ 5", *map(str, ROW.values())):
        if word in content or json.dumps(word)[1:-1] in content:
            for line in word.splitlines():
                assert line in written or line in str([item.content for item in items]), line
    ids = [item.item_id for item in items]
    assert len(set(ids)) == len(ids)
    warehouse.close()


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("เป็นปัญหา 9.7 %", 9.7), ("ดัชนีความรุนแรง 41.5", 41.5), ("ลดลงครึ่งหนึ่ง", None), ("<0.1 %", None), ("ปี 2565", None),
        ("3 ใน 100", None), ("105 %", None), ("", None),
    ],
)  # fmt: skip
def test_a_number_is_read_only_where_it_is_the_whole_answer(typed: str, read: float | None) -> None:
    [(_, _, content), *_] = items_of_rows([{"problem": "ก", "baseline": typed}], 2566, Ids())
    expected: dict[str, Any] = {"text": "ก"}
    expected |= {} if read is None else {"baseline_pct": read}
    expected |= {"note": f"ค่าฐาน: {typed}"} if typed else {}
    assert content == expected
