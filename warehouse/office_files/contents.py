"""What an office has to send: the figures that stand in its amphoe, its sets and plans, nothing of a person; and the
members of its file as bytes.

A file has a manifest with the fingerprint of each member, tables as CSV, sets and plans as JSON, and a read-me for
people. `loaders.office_files.reading` reads them again.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Final
from uuid import uuid4

import pandas as pd

from warehouse.connection import Warehouse
from warehouse.errors import WarehouseError
from warehouse.migrations import newest_version
from warehouse.office_files.model import (
    FORMAT,
    INTERNAL,
    LAYOUT,
    LONGEST_POST,
    MANIFEST,
    NAMES,
    OFFICE_DIGITS,
    PART_FIELDS,
    PLANS,
    PROGRAM,
    READ_ME,
    SETS,
    OfficeFile,
    OfficePlan,
    member_names,
)
from warehouse.plans import PlanItem, list_plans, read_plans
from warehouse.staged import AREA_COLUMNS, FACT_COLUMNS, MEASURE_COLUMNS, StagedBatch
from warehouse.stored_text import every_text, stored_definition, stored_text
from warehouse.user_records import read_sets
from words import INTERNAL_MARK
from words.dates import local_now, moment_words

FACTS: Final = """
    -- One row: a figure that stands in the amphoe, at the level it was imported at.
    SELECT
        survey, live_facts.set_id, live_facts.year_be, live_facts.level, live_facts.counting, live_facts.is_synthetic,
        area_code, indicator_code, unit, assessed, failed, score, value, weight, rollup, target_pct
    FROM live_facts JOIN batches USING (batch_id)
    WHERE starts_with(area_code, $office_code)
    ORDER BY ALL
"""
MEASURES: Final = """
    -- One row: a count that describes an area of the amphoe.
    SELECT
        survey, live_measures.set_id, live_measures.year_be, live_measures.level, batches.counting,
        batches.is_synthetic, area_code, measure, value
    FROM live_measures JOIN batches USING (batch_id)
    WHERE starts_with(area_code, $office_code)
    ORDER BY ALL
"""
AREA_NAMES: Final = """
    -- One row: an area of the amphoe and the name that shows.
    SELECT area_code, arg_max(area_name, name_source) AS area_name
    FROM areas
    WHERE starts_with(area_code, $office_code)
    GROUP BY area_code
    ORDER BY area_code
"""
SUMS: Final = """
    -- One row: what an indicator comes to in a tambon of the amphoe, or in the amphoe, where anyone was assessed.
    SELECT
        survey, set_id, year_be, level, counting, is_synthetic, area_code, indicator_code, unit, assessed, failed,
        target_pct
    FROM summary JOIN (SELECT DISTINCT set_id, survey FROM batches) USING (set_id)
    WHERE is_chosen AND level IN ('tambon', 'amphoe') AND starts_with(area_code, $office_code)
      AND assessed > 0 AND failed IS NOT NULL
    ORDER BY ALL
"""
OFFICES: Final = """
    -- One row: an amphoe that has figures or a plan here.
    SELECT DISTINCT left(area_code, 4) AS office_code
    FROM (SELECT area_code FROM batch_areas WHERE is_live UNION ALL SELECT area_code FROM plans)
    WHERE length(area_code) >= 4
    ORDER BY office_code
"""


def the_sender(warehouse: Warehouse) -> str:
    """The number of chance by which the files of this database are known; made the first time it is asked for."""
    with warehouse.transaction(beside_imports=True) as cursor:
        found = cursor.execute("SELECT sender FROM office_senders").fetchone()
        if found is not None:
            return str(found[0])
        sender = uuid4().hex
        cursor.execute("INSERT INTO office_senders VALUES (?)", [sender])
        return sender


def offices_here(warehouse: Warehouse) -> tuple[str, ...]:
    """The codes of the amphoe that have figures or plans in this database."""
    return tuple(str(code) for code in warehouse.query_once(OFFICES)["office_code"])


def office_contents(
    warehouse: Warehouse, office_code: str, made_by: str = "", now: datetime | None = None
) -> OfficeFile:
    """Everything of an amphoe that stands, for the office alone; texts that say something of a person are masked.

    Raises WarehouseError for a code that is no amphoe's, and where nothing of it is stored."""
    if len(office_code) != OFFICE_DIGITS or not office_code.isdecimal():
        raise WarehouseError(f"{office_code[:20]} ไม่ใช่รหัสอำเภอ", "ใช้รหัสอำเภอ 4 หลัก เช่น 8301")
    key: dict[str, object] = {"office_code": office_code}
    facts, measures = warehouse.query(FACTS, key), warehouse.query(MEASURES, key)
    names = warehouse.query(AREA_NAMES, key)
    plans = _plans(warehouse, office_code)
    if facts.empty and not plans:
        raise WarehouseError(
            f"ยังไม่มีข้อมูลหรือแผนของอำเภอ {office_code} ในเครื่องนี้", "นำเข้าไฟล์ของอำเภอก่อน หรือเลือกอำเภอที่มีข้อมูล"
        )
    cleaned = [cleaned_plan(plan) for plan in plans]
    parts = parts_of(facts, measures, names)
    used = {part.set_id for part in parts} | {plan.set_id for plan in plans} | _sets_named(plans)
    return OfficeFile(
        office_code, the_sender(warehouse), now or local_now(), stored_text(made_by.strip()[:LONGEST_POST]), INTERNAL,
        parts, tuple(each for each in read_sets(warehouse) if each.get("id") in used),
        tuple(plan for plan, _ in cleaned), sum(masked for _, masked in cleaned),
    )  # fmt: skip


def office_sums(warehouse: Warehouse, office_code: str) -> pd.DataFrame:
    """One row per indicator with counts of a tambon of the amphoe, and of the amphoe itself: PART_FIELDS, area_code,
    indicator_code, unit, assessed (at least 1), failed, target_pct."""
    return warehouse.query(SUMS, {"office_code": office_code})


def parts_of(facts: pd.DataFrame, measures: pd.DataFrame, names: pd.DataFrame) -> tuple[StagedBatch, ...]:
    """The figures as batches, one for each of the PART_FIELDS; `facts` and `measures` have these columns besides their
    own. Names go with the part that has the area, or one below it; those of no part go with the first."""
    parts: list[StagedBatch] = []
    left = set(names["area_code"])
    for key, rows in facts.groupby(list(PART_FIELDS), sort=True):
        values = dict(zip(PART_FIELDS, key, strict=True))
        own = measures
        for name, value in values.items():
            own = own[own[name] == value]
        codes = {str(code)[:digits] for code in rows["area_code"].unique() for digits in (4, 6, 8, 10)}
        left -= codes
        staged = StagedBatch(
            file_name="", file_sha256="", layout=LAYOUT, survey=str(values["survey"]), set_id=str(values["set_id"]),
            year_be=int(str(values["year_be"])), level=str(values["level"]),
            facts=rows[[name for name in FACT_COLUMNS if name in rows]].reset_index(drop=True),
            measures=own[list(MEASURE_COLUMNS)].reset_index(drop=True),
            area_names=names.loc[names["area_code"].isin(codes), list(AREA_COLUMNS)].reset_index(drop=True),
            counting=str(values["counting"]), is_synthetic=bool(values["is_synthetic"]), rows_read=len(rows),
        )  # fmt: skip
        parts.append(staged)
    if parts and left:
        known = pd.concat([parts[0].area_names, names.loc[names["area_code"].isin(left), list(AREA_COLUMNS)]])
        parts[0] = replace(parts[0], area_names=known.reset_index(drop=True))
    return tuple(parts)


def _plans(warehouse: Warehouse, office_code: str) -> list[OfficePlan]:
    """The plans of the amphoe and of every area within it that hold anything."""
    headers = list_plans(warehouse, office_code, below=True)
    items = read_plans(warehouse, [each.plan_id for each in headers])
    return [
        OfficePlan(
            each.area_code, each.set_id, each.year_be, each.fiscal_year_be, each.title, each.saved_by,
            tuple(items[each.plan_id]),
        )
        for each in headers if items[each.plan_id]
    ]  # fmt: skip


def _sets_named(plans: Iterable[OfficePlan]) -> set[str]:
    return {str(item.content["set_id"]) for plan in plans for item in plan.items if item.content.get("set_id")}


def cleaned_plan(plan: OfficePlan) -> tuple[OfficePlan, int]:
    """A plan whose texts say nothing of a person, and how many of them were masked."""
    items = tuple(PlanItem(item.item_id, item.kind, stored_definition(item.content)) for item in plan.items)
    title, saved_by = stored_text(plan.title), stored_text(plan.saved_by)
    before, after = ([*every_text([item.content for item in each])] for each in (plan.items, items))
    masked = sum(one != other for one, other in zip([*before, plan.title], [*after, title], strict=True))
    return replace(plan, title=title, saved_by=saved_by, items=items), masked


def as_json(plan: OfficePlan) -> dict[str, Any]:
    """A plan as values of JSON."""
    return {
        "area_code": plan.area_code, "set_id": plan.set_id, "year_be": plan.year_be,
        "fiscal_year_be": plan.fiscal_year_be, "title": plan.title, "saved_by": plan.saved_by,
        "items": [{"item_id": item.item_id, "kind": item.kind, "content": item.content} for item in plan.items],
    }  # fmt: skip


READ_ME_TEXT: Final = """ไฟล์ส่งจังหวัด เรดาร์ชุมชน · {office} · ทำเมื่อ {made}{by}
{marked}
ในไฟล์นี้: {contents}
ไม่มีชื่อ เลขบัตร บ้านเลขที่ หรือข้อมูลส่วนบุคคลอื่น

ผู้รับ (จังหวัด): ไม่ต้องแตก zip เปิดหน้า 1 ข้อมูลนำเข้า › อำเภอ–จังหวัด › รับจากอำเภอ แล้วเลือกไฟล์นี้ (เลือกหลายอำเภอพร้อมกันได้)
(หรือสั่ง python -m loaders offices ตามด้วยชื่อไฟล์)
{notes}"""
MARKS: Final = {True: f"{INTERNAL_MARK} ห้ามเผยแพร่หรือส่งต่อนอกสำนักงาน", False: "เผยแพร่หรือส่งต่อได้"}


def members_of(office: OfficeFile, office_title: str, contents: str, notes: Sequence[str] = ()) -> dict[str, bytes]:
    """Name → bytes of every member. `office_title`, `contents` and `notes`: for the read-me."""
    tables: dict[str, bytes] = {}
    parts: list[dict[str, Any]] = []
    for number, part in enumerate(office.parts, 1):
        facts, measures = member_names(number)
        tables[facts] = _csv(part.facts, FACT_COLUMNS)
        tables[measures] = _csv(part.measures, MEASURE_COLUMNS)
        counts = {"facts": len(part.facts), "measures": len(part.measures)}
        parts.append({name: getattr(part, name) for name in PART_FIELDS} | counts)
    names = pd.concat([part.area_names for part in office.parts] or [pd.DataFrame(columns=list(AREA_COLUMNS))])
    tables[NAMES] = _csv(names.drop_duplicates("area_code"), AREA_COLUMNS)
    tables[SETS] = _json(list(office.sets))
    tables[PLANS] = _json([as_json(plan) for plan in office.plans])
    manifest = {
        "program": PROGRAM, "format": FORMAT, "schema": newest_version(), "office_code": office.office_code,
        "office_title": office_title, "sender": office.sender, "made_at": office.made_at.isoformat(),
        "made_by": office.made_by, "audience": office.audience, "masked_texts": office.masked_texts, "parts": parts,
        "members": {name: hashlib.sha256(content).hexdigest() for name, content in tables.items()},
    }  # fmt: skip
    words = {
        "office": office_title, "made": moment_words(office.made_at), "contents": contents,
        "by": f" · {office.made_by}" if office.made_by else "", "marked": MARKS[office.audience == INTERNAL],
        "notes": "".join(f"\n{note}\n" for note in notes),
    }  # fmt: skip
    read_me = READ_ME_TEXT.format(**words).encode("utf-8-sig")
    return {READ_ME: read_me, MANIFEST: _json(manifest), **tables}


def _csv(table: pd.DataFrame, columns: Sequence[str]) -> bytes:
    """A table for this program alone, every number as it is."""
    return table.reindex(columns=list(columns)).to_csv(index=False, lineterminator="\n").encode()


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False).encode("utf-8", "replace")
