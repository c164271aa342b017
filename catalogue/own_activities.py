"""Activities of an office itself: made from its finished projects, and read from a file that another office sent.

They are kept as plain values (`activity_to_dict`); `reports.tables` writes the file.
"""

import csv
import hashlib
import io
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from catalogue.activities import (
    LABELS,
    MOST_MONTHS,
    Activity,
    indicator_codes,
    kind_of,
    parse_activity,
    repeated_activities,
)
from catalogue.model import CatalogueError, Fault
from words.personal_text import holds_person
from words.spelling import fold

MOST_ROWS: Final = 2000
FIRST_ROW: Final = 2
ENCODINGS: Final = ("utf-8-sig", "cp874")
MONTH_DAYS: Final = 365.25 / 12
FREE_TEXTS: Final = ("name", "output", "unit", "agencies", "cost_depends_on", "source")
OWN_CONFIDENCE: Final = "M"

_FIELDS: Final[Mapping[str, str]] = {fold(word): name for name, label in LABELS.items() for word in (name, label)}


def activities_from_csv(content: bytes, known: Collection[str] | None = None) -> tuple[Activity, ...]:
    """The activities of a file as `reports.tables` writes it, changed in Excel or not.

    Headings are the labels or the names of the fields, in any order; `known`: codes of the indicators there are (None:
    those of the shipped sets). A blank id is made of name and indicators. Raises CatalogueError with every fault by its
    row: what `parse_activity` refuses, text in which a person may be named, an activity twice, no rows, too many.
    """
    header, rows = _table(content)
    codes = indicator_codes() if known is None else known
    faults: list[Fault] = []
    placed: list[tuple[str, Activity]] = []
    for number, cells in enumerate(rows, FIRST_ROW):
        place = f"แถว {number}"
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) > len(header) and any(cell.strip() for cell in cells[len(header) :]):
            faults.append(Fault(place, f"มี {len(cells)} ช่อง แต่แถวหัวมี {len(header)}", 'ครอบข้อความที่มี , ด้วย "'))
            continue
        raw = dict(zip(header, cells, strict=False))
        placed.append((place, _read(raw, place, faults, codes)))
    faults += repeated_activities(placed)
    if not placed and not faults:
        faults.append(Fault("ทั้งไฟล์", "ไม่มีกิจกรรม", "ใส่กิจกรรมอย่างน้อยหนึ่งแถวใต้แถวหัว"))
    if faults:
        raise CatalogueError(*faults)
    return tuple(activity for _, activity in placed)


def activity_of_project(
    *,
    name: str,
    indicators: Iterable[str],
    output: str,
    unit: str,
    agencies: Iterable[str],
    start: date,
    end: date,
    source: str,
    sdgs: Iterable[int] = (),
    networks: Iterable[str] = (),
    cost_depends_on: str = "",
    known: Collection[str] | None = None,
) -> Activity:
    """An activity out of a finished project (or one of its activities), to be offered again in other plans.

    `indicators`: codes of the problems it was for; `start`, `end`: first and last day, from which its months and its
    kind follow; `source`: which project, of which office. Its money is left out. Raises CatalogueError, as
    `activities_from_csv` does, and where the end lies before the start.
    """
    if end < start:
        raise CatalogueError(Fault(f"กิจกรรม {name}", "วันสิ้นสุดอยู่ก่อนวันเริ่ม", "แก้วันเริ่มและวันสิ้นสุดของโครงการ"))
    months = min(max(1, round(((end - start).days + 1) / MONTH_DAYS)), MOST_MONTHS)
    raw: dict[str, Any] = {
        "name": name,
        "indicators": list(indicators),
        "output": output,
        "unit": unit,
        "agencies": list(agencies),
        "months": str(months),
        "cost_depends_on": cost_depends_on,
        "sdgs": list(sdgs),
        "networks": list(networks),
        "kind": kind_of(months),
        "source": source,
        "confidence": OWN_CONFIDENCE,
    }
    faults: list[Fault] = []
    activity = _read(raw, f"กิจกรรม {name}", faults, indicator_codes() if known is None else known)
    if faults:
        raise CatalogueError(*faults)
    return activity


def own_id(name: str, indicators: Sequence[str]) -> str:
    """The id of an own activity: the same in every office for the same name and indicators.

    >>> own_id("ตั้งกลุ่มออมทรัพย์", ["jpt-2560-23"]) == own_id(" ตั้งกลุ่มออมทรัพย์ ", ["jpt-2560-23"])
    True
    """
    text = "\n".join((fold(name), *sorted(indicators)))
    return f"own-{hashlib.sha256(text.encode()).hexdigest()[:12]}"


def _read(raw: Mapping[str, Any], place: str, faults: list[Fault], known: Collection[str]) -> Activity:
    given = dict(raw)
    if not str(given.get("id") or "").strip():
        listed: Any = given.get("indicators") or ""
        codes = listed if isinstance(listed, list) else [each.strip() for each in str(listed).split(";")]
        given["id"] = own_id(str(given.get("name") or ""), [each for each in codes if each])
    activity = parse_activity(given, place, faults, known)
    for name in FREE_TEXTS:
        value: str | tuple[str, ...] = getattr(activity, name)
        if any(holds_person(text) for text in ((value,) if isinstance(value, str) else value)):
            fix = "ใช้ชื่อหน่วยงานหรือตำแหน่งแทนชื่อคน เบอร์โทร หรือเลขประจำตัว"
            faults.append(Fault(place, f"ช่อง {LABELS[name]} อาจมีชื่อหรือข้อมูลของบุคคล", fix))
    return activity


def _table(content: bytes) -> tuple[list[str], list[list[str]]]:
    """The fields of the heading and the rows below it. Raises CatalogueError for what is no such table."""
    try:
        rows = list(csv.reader(io.StringIO(_decoded(content), newline=""), strict=True))
    except csv.Error as error:
        raise CatalogueError(Fault("ทั้งไฟล์", f"อ่านเป็น CSV ไม่ได้ ({error})", "บันทึกเป็น CSV UTF-8 จาก Excel")) from error
    typed = rows[0] if rows else []
    header = [_FIELDS.get(fold(heading), heading.strip()) for heading in typed]
    missing = [label for name, label in LABELS.items() if name not in header and name != "id"]
    strange = [heading for heading in header if heading not in LABELS]
    faults: list[Fault] = []
    if missing:
        faults.append(Fault("แถว 1", f"ไม่มีคอลัมน์ {', '.join(missing)}", "ใช้แถวหัวตามไฟล์ที่ส่งออกจากโปรแกรมนี้"))
    elif strange or len(set(header)) < len(header):
        faults.append(Fault("แถว 1", "มีคอลัมน์ที่ไม่รู้จักหรือซ้ำ", f"เหลือเฉพาะ {', '.join(LABELS.values())}"))
    if len(rows) - 1 > MOST_ROWS:
        faults.append(Fault("ทั้งไฟล์", f"มี {len(rows) - 1:,} แถว", f"แบ่งไฟล์ให้ไม่เกิน {MOST_ROWS:,} แถว"))
    if faults:
        raise CatalogueError(*faults)
    return header, rows[1:]


def _decoded(content: bytes) -> str:
    """The text of a file as Excel saves it: UTF-8, or Windows Thai. Raises CatalogueError for neither."""
    for encoding in ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise CatalogueError(Fault("ทั้งไฟล์", "อ่านตัวอักษรไม่ได้", "บันทึกเป็น CSV UTF-8 จาก Excel"))
