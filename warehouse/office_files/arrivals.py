"""Which files of offices came, what figures of theirs stand against others', and until when they are awaited."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import pandas as pd

from warehouse.actions import record_action
from warehouse.connection import Warehouse
from warehouse.errors import WarehouseError
from words.dates import day_words

DUE, YEAR = "office_round_due", "office_round_year"
FILES: Final = """
    -- One row: a file of an office of a province, what it holds, and whether something of it was erased for good.
    WITH held AS (
        SELECT
            office_file_id, list(DISTINCT year_be ORDER BY year_be) AS years, sum(facts)::INTEGER AS facts,
            max(areas)::INTEGER AS areas, bool_or(purged_at IS NOT NULL) AS is_purged,
            bool_or(is_synthetic) AS is_synthetic
        FROM office_file_batches JOIN batches USING (batch_id)
        GROUP BY office_file_id
    ),
    planned AS (SELECT office_file_id, count(*)::INTEGER AS plans FROM office_file_plans GROUP BY office_file_id)
    SELECT
        office_file_id, office_code, sender, audience, made_at, made_by, file_name, taken_at, is_undone, is_standing,
        coalesce(years, []) AS years, coalesce(facts, 0) AS facts, coalesce(areas, 0) AS areas,
        coalesce(plans, 0) AS plans, coalesce(is_purged, false) AS is_purged,
        coalesce(is_synthetic, false) AS is_synthetic
    FROM office_files LEFT JOIN held USING (office_file_id) LEFT JOIN planned USING (office_file_id)
    WHERE starts_with(office_code, $province_code)
    ORDER BY office_file_id
"""
CONTRADICTIONS: Final = """
    -- One row: a figure that another source overlays with another one, where a file of an office is one of the two.
    WITH owned AS (
        SELECT
            batch_id, set_id, year_be, level, batches.file_name, is_synthetic,
            office_code, office_code || ' ' || sender AS owner
        FROM batches LEFT JOIN office_file_batches USING (batch_id) LEFT JOIN office_files USING (office_file_id)
        WHERE NOT batches.is_undone AND purged_at IS NULL
    ),
    overlaid AS (
        SELECT
            older.batch_id AS older_id, newer.batch_id AS newer_id, older.area_code, newer.area_code AS newer_area,
            former.set_id, former.year_be, former.level, former.office_code AS former_office,
            latter.office_code AS office_code, former.file_name AS former_file, latter.file_name AS file_name
        FROM batch_areas AS older
        JOIN batch_areas AS newer ON newer.batch_id = older.replaced_by AND newer.stem = older.stem
          AND (newer.area_code = older.area_code OR length(newer.area_code) <> length(older.area_code))
        JOIN owned AS former ON former.batch_id = older.batch_id
        JOIN owned AS latter ON latter.batch_id = newer.batch_id
        WHERE former.owner IS DISTINCT FROM latter.owner AND (NOT former.is_synthetic OR latter.is_synthetic)
          AND starts_with(older.area_code, $province_code)
    )
    SELECT
        overlaid.set_id, overlaid.year_be, overlaid.level, overlaid.area_code, one.indicator_code, one.unit,
        other.assessed, other.failed, other.score, other.value,
        one.assessed AS former_assessed, one.failed AS former_failed, one.score AS former_score,
        one.value AS former_value, overlaid.office_code, former_office, file_name, former_file
    FROM overlaid
    JOIN facts AS one ON one.batch_id = older_id AND one.area_code = overlaid.area_code
    JOIN facts AS other ON other.batch_id = newer_id AND other.area_code = newer_area
      AND other.indicator_code = one.indicator_code
    WHERE one.assessed IS DISTINCT FROM other.assessed OR one.failed IS DISTINCT FROM other.failed
      OR one.score IS DISTINCT FROM other.score OR one.value IS DISTINCT FROM other.value
    ORDER BY overlaid.area_code, one.indicator_code, overlaid.year_be
"""


def list_office_files(warehouse: Warehouse, province_code: str = "") -> pd.DataFrame:
    """One row per file of an office of a province ("": all), in the order in which they were taken in: office_file_id,
    office_code, sender, audience, made_at, made_by, file_name, taken_at, is_undone, is_standing, years (list), facts,
    areas (of its largest import), plans, is_purged, is_synthetic."""
    return warehouse.query(FILES, {"province_code": province_code})


def office_file_state(row: Mapping[Any, Any]) -> str:
    """How a file stands, in Thai, of a row of list_office_files."""
    if row["is_purged"]:
        return "ล้างออกแล้ว นำกลับไม่ได้"
    if row["is_standing"]:
        return "ใช้งานอยู่"
    return "ยกเลิกแล้ว" if row["is_undone"] else "มีไฟล์ใหม่กว่าแทน"


def list_contradictions(warehouse: Warehouse, province_code: str = "") -> pd.DataFrame:
    """One row per figure that a later source overlays with another one, where one of both is a file of an office:
    set_id, year_be, level, area_code, indicator_code, unit; the figure that shows (assessed, failed, score, value) with
    its office_code and file_name (office missing: imported here), and the other (former_assessed …, former_office,
    former_file). Sources that were undone have none."""
    return warehouse.query(CONTRADICTIONS, {"province_code": province_code})


@dataclass(frozen=True, slots=True)
class OfficeRound:
    """What a province waits for: figures of a survey year (None: of any), until a day (None: no day was set)."""

    year_be: int | None = None
    due: date | None = None

    @property
    def words(self) -> str:
        """The same in Thai.

        >>> OfficeRound(2565, date(2026, 9, 30)).words
        'ข้อมูลปี 2565 ภายใน 30 ก.ย. 2569'
        """
        year = f"ข้อมูลปี {self.year_be}" if self.year_be else "ข้อมูลปีใดก็ได้"
        return f"{year} ภายใน {day_words(self.due)}" if self.due else f"{year} ไม่ได้กำหนดวัน"


def read_office_round(warehouse: Warehouse) -> OfficeRound:
    """What this province waits for."""
    rows = warehouse.query_once("SELECT name, value FROM settings WHERE starts_with(name, 'office_round_')")
    values = {str(name): int(value) for name, value in zip(rows["name"], rows["value"], strict=True)}
    due = values.get(DUE)
    return OfficeRound(values.get(YEAR), None if due is None else date.fromordinal(due))


def save_office_round(warehouse: Warehouse, wanted: OfficeRound) -> None:
    """Set what this province waits for. Raises WarehouseError for a year outside 2500–2700."""
    if wanted.year_be is not None and not 2500 <= wanted.year_be <= 2700:
        raise WarehouseError(f"ปี {wanted.year_be} ใช้ไม่ได้", "ใส่ปี พ.ศ. เช่น 2568")
    values = {YEAR: wanted.year_be, DUE: wanted.due.toordinal() if wanted.due else None}
    with warehouse.transaction() as cursor:
        for name, value in values.items():
            cursor.execute("DELETE FROM settings WHERE name = ?", [name])
            if value is not None:
                cursor.execute("INSERT INTO settings VALUES (?, ?)", [name, value])
        due = wanted.due.isoformat() if wanted.due else "-"
        record_action(cursor, "setting", f"office_round {wanted.year_be or '-'} {due}")
