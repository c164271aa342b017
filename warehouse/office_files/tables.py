"""The members of an office's file as bytes: the manifest with the fingerprint of each, tables as CSV, sets and plans as
JSON, and a read-me for people. `loaders.office_files.reading` reads them again.
"""

import hashlib
import json
from collections.abc import Sequence
from typing import Any, Final

import pandas as pd

from warehouse.migrations import newest_version
from warehouse.office_files.contents import as_json
from warehouse.office_files.model import (
    FORMAT,
    INTERNAL,
    MANIFEST,
    NAMES,
    PART_FIELDS,
    PLANS,
    PROGRAM,
    READ_ME,
    SETS,
    OfficeFile,
    member_names,
)
from warehouse.staged import AREA_COLUMNS, FACT_COLUMNS, MEASURE_COLUMNS
from words import INTERNAL_MARK
from words.dates import moment_words

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
