"""TPMAP's public CSV of any level: persons assessed and failing per indicator. Columns are declared in tpmap.toml."""

from dataclasses import dataclass, replace

import numpy as np

from catalogue import IndicatorSet
from catalogue.areas import COUNTRY
from loaders.checks.problems import INFO, Problem, RefusalError
from loaders.known_tables.areas_check import Areas, read_areas
from loaders.known_tables.cells import Reading, dropped_columns
from loaders.known_tables.checks_totals import check_totals, count_names
from loaders.known_tables.counts import count_columns, count_facts, measure_rows, note_unreported
from loaders.known_tables.row_preview import Taken
from loaders.known_tables.tables import HeaderMatch, Table, find_header, read_table
from loaders.known_tables.years import decide_year, year_in_name
from loaders.layouts.declared import catalogue_set, declared
from loaders.reading import Sheet, Workbook, fold
from loaders.staging import LoadRequest, Staging
from warehouse.staged import places_of_areas

LAYOUT = declared("tpmap")
LARGEST_SET = 99


@dataclass(frozen=True)
class Found:
    """The sheet and its row of headings."""

    sheet: Sheet
    header: HeaderMatch


def expected_headings() -> dict[str, str]:
    """Folded heading → our column, for every number an indicator can have."""
    headings = {fold(heading): f"code:{level}" for level, heading in LAYOUT["code_columns"].items()}
    headings |= {fold(heading): f"measure:{name}" for name, heading in LAYOUT["measures"].items()}
    for number in range(1, LARGEST_SET + 1):
        for name, heading in LAYOUT["facts"].items():
            headings[fold(heading.format(number=number))] = f"{name}:{number}"
    return headings


def recognise(workbook: Workbook) -> Found | None:
    """The visible sheet with at least one pair of indicator columns; None when the workbook is something else.

    Raises RefusalError for two such sheets: neither may be left out silently.
    """
    expected = expected_headings()
    tables: list[Found] = []
    for sheet in workbook.sheets:
        if sheet.hidden:
            continue
        header = find_header(sheet, expected)
        if header and any(f"failed:{name.removeprefix('assessed:')}" in header.columns for name in header.columns):
            tables.append(Found(sheet, header))
    if len(tables) > 1:
        names = ", ".join(f"«{table.sheet.name}»" for table in tables)
        fix = "แยกเป็นไฟล์ละแผ่นงาน หรือรวมทุกแถวไว้ในแผ่นงานเดียว"
        raise RefusalError(f"มีตารางข้อมูลมากกว่าหนึ่งแผ่นงาน: {names}", fix, rule="L42")
    return tables[0] if tables else None


def stage(workbook: Workbook, found: Found, request: LoadRequest, reading: Reading) -> Staging:
    """The rows of one level. Raises RefusalError when the year or the codes are not known."""
    if found.header.repeated:
        raise RefusalError(
            f"มีคอลัมน์ซ้ำ: {', '.join(found.header.repeated)}", "ลบคอลัมน์ที่ซ้ำ", sheet=found.sheet.name, rule="L13"
        )
    in_name = year_in_name(workbook.file_name, LAYOUT["year_in_file_name"])
    year_be = decide_year(reading, given=request.year_be, in_name=in_name)
    indicator_set = catalogue_set(request.catalogue, LAYOUT["survey"], year_be)
    table, level = _with_code(read_table(found.sheet, found.header, _finest(found.header)))
    _check_numbers(table, indicator_set)
    areas = _areas(table, level, request, reading)
    columns, faulty = count_columns(table, indicator_set.indicators, reading)
    faulty |= areas.faulty
    measures, faulty = measure_rows(table, tuple(LAYOUT["measures"]), areas, reading, faulty)
    units = {code: str(LAYOUT["unit"]) for code in columns}
    facts, nobody = count_facts(areas, columns, units, faulty)
    if nobody:
        what = f"ไม่มีผู้ถูกสำรวจ (0 คน) {nobody:,} คู่พื้นที่และตัวชี้วัด"
        reading.log.add(Problem(INFO, what, "ถือว่าไม่มีข้อมูล ไม่ใช่ผ่านหรือไม่ผ่าน", table.sheet, rule="V21"))
    check_totals(table, count_names(table), reading)
    note_unreported(table, columns, indicator_set.indicators, reading)
    return Staging(
        layout=LAYOUT["name"],
        problems=(),
        survey=LAYOUT["survey"],
        set_id=indicator_set.id,
        year_be=year_be,
        level=areas.level,
        counting=LAYOUT["counting"],
        facts=facts,
        measures=measures,
        places=places_of_areas(table.sheet, areas.codes, table.row_numbers, ~faulty),
        rows_read=len(table.rows) + table.recognised,
        rows_recognised=table.recognised,
        rows_faulty=int(faulty.sum()),
        columns_dropped=tuple(dropped_columns(table)[0]),
        taken=Taken.of(table),
    )


def _finest(header: HeaderMatch) -> str | None:
    """Our column of the finest level's codes, which every row fills."""
    names = (f"code:{level}" for level in LAYOUT["code_columns"])
    return next((name for name in names if name in header.columns), None)


def _with_code(table: Table) -> tuple[Table, str | None]:
    """The table with the finest level's code as its column `code`, and that level (None: no code at all)."""
    found = [level for level in LAYOUT["code_columns"] if f"code:{level}" in table.columns]
    if not found:
        return table, None
    columns = {name: position for name, position in table.columns.items() if not name.startswith("code:")}
    above = {table.columns[f"code:{level}"] for level in found[1:]}
    code = {"code": table.columns[f"code:{found[0]}"]}
    return replace(table, columns=columns | code, others=tuple(sorted({*table.others, *above}))), found[0]


def _areas(table: Table, level: str | None, request: LoadRequest, reading: Reading) -> Areas:
    if level:
        return read_areas(table, reading, levels=(level,), scope=request.area_code)
    if len(table.rows) != 1 or _may_hold_codes(table):
        headings = ", ".join(LAYOUT["code_columns"].values())
        raise RefusalError("ไม่มีคอลัมน์รหัสพื้นที่", f"ต้องมีคอลัมน์ใดคอลัมน์หนึ่ง: {headings}", sheet=table.sheet, rule="L14")
    return Areas(np.array([COUNTRY], dtype=object), np.zeros(1, dtype=bool), "country")


def _may_hold_codes(table: Table) -> bool:
    """True when a column nobody knows is called an id or a code: the one row is then not the whole country."""
    headings = [table.headings.get(position, "").lower() for position in table.others]
    return any(heading.endswith(("id", "code")) or "รหัส" in heading for heading in headings)


def _check_numbers(table: Table, indicator_set: IndicatorSet) -> None:
    """An indicator number the set does not have means that the year, or the file, is another one's."""
    known = {indicator.number for indicator in indicator_set.indicators}
    numbers = {int(name.partition(":")[2]) for name in table.columns if name.startswith("assessed:")}
    if numbers - known:
        listed = ", ".join(str(number) for number in sorted(numbers - known))
        raise RefusalError(
            f"ชุด {indicator_set.id} ไม่มีตัวชี้วัดที่ {listed}",
            "ตรวจปีของข้อมูล แล้วระบุปีให้ถูก (--year)",
            sheet=table.sheet,
            rule="L19",
        )
    if not table.rows:
        raise RefusalError("มีแต่หัวตาราง ไม่มีแถวข้อมูล", "เลือกไฟล์ที่มีข้อมูล", sheet=table.sheet, rule="L24")
