"""What the four layouts of our own workbooks share: the table under the headings, its areas, the finished Staging."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from catalogue import IndicatorSet
from loaders.checks.problems import RefusalError
from loaders.known_tables.areas_check import Areas, area_name_rows, read_areas
from loaders.known_tables.cells import Reading, dropped_columns
from loaders.known_tables.row_preview import Taken
from loaders.known_tables.tables import Table, find_header, read_table
from loaders.layouts.marker import TEMPLATES, Mark
from loaders.reading import fold
from loaders.staging import LoadRequest, Staging
from warehouse.staged import places_of_areas


def area_headings() -> dict[str, str]:
    """Folded heading → our column, of the area columns."""
    return {fold(heading): name for name, heading in TEMPLATES["areas"].items()}


def measure_headings() -> dict[str, str]:
    """Folded heading → `measure:NAME`."""
    return {fold(heading): f"measure:{name}" for name, heading in TEMPLATES["measures"].items()}


def numbered_headings(template: str, names: tuple[str, ...], indicator_set: IndicatorSet) -> dict[str, str]:
    """Folded heading → `NAME:NUMBER` for every indicator of the set."""
    patterns: Mapping[str, str] = TEMPLATES["template"][template]["headings"]
    return {
        fold(patterns[name].format(number=indicator.number)): f"{name}:{indicator.number}"
        for name in names
        for indicator in indicator_set.indicators
    }


def own_table(mark: Mark, expected: Mapping[str, str]) -> Table:
    """The data rows of the sheet with the mark. Raises RefusalError without headings, area column or rows."""
    header = find_header(mark.sheet, expected)
    area = TEMPLATES["areas"]
    if header is None or not {"code", "name"} & set(header.columns):
        raise RefusalError(
            f"ไม่พบหัวคอลัมน์ {area['code']} หรือ {area['name']}",
            "อย่าแก้หัวตารางของแบบฟอร์ม ดาวน์โหลดแบบฟอร์มใหม่แล้ววางข้อมูล",
            sheet=mark.sheet.name,
            rule="L14",
        )
    if header.repeated:
        raise RefusalError(f"มีคอลัมน์ซ้ำ: {', '.join(header.repeated)}", "ลบคอลัมน์ที่ซ้ำ", sheet=mark.sheet.name, rule="L13")
    table = read_table(mark.sheet, header, "code" if "code" in header.columns else "name")
    if not table.rows:
        raise RefusalError("มีแต่หัวตาราง ไม่มีแถวข้อมูล", "กรอกข้อมูลใต้หัวตาราง แล้วนำเข้าใหม่", sheet=mark.sheet.name, rule="L24")
    return table


def own_areas(table: Table, template: str, request: LoadRequest, reading: Reading, *, unique: bool = True) -> Areas:
    """Codes of the rows, within the area asked for, at a level the template allows."""
    levels = tuple(TEMPLATES["template"][template]["levels"])
    return read_areas(
        table, reading, levels=levels, scope=request.area_code, known_names=request.known_names, unique=unique
    )


def own_staging(
    template: str,
    indicator_set: IndicatorSet,
    year_be: int,
    table: Table,
    areas: Areas,
    faulty: np.ndarray,
    facts: pd.DataFrame,
    measures: pd.DataFrame,
    reading: Reading,
    set_definition: dict[str, Any] | None = None,
) -> Staging:
    """The Staging of one of our workbooks."""
    return Staging(
        layout=template,
        problems=(),
        survey=indicator_set.survey,
        set_id=indicator_set.id,
        year_be=year_be,
        level=areas.level,
        facts=facts,
        measures=measures,
        area_names=area_name_rows(table, areas, reading),
        places=places_of_areas(table.sheet, areas.codes, table.row_numbers, ~faulty),
        set_definition=set_definition,
        rows_read=len(table.rows) + table.recognised,
        rows_recognised=table.recognised,
        rows_faulty=int(faulty.sum()),
        columns_dropped=tuple(dropped_columns(table)[0]),
        taken=Taken.of(table),
    )
