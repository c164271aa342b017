"""Pairs of columns (assessed, failed) of many indicators → facts, one row per area and indicator."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import pandas as pd

from catalogue import Indicator
from loaders.checks.problems import ERROR, WARNING, Problem, numbers_where
from loaders.known_tables.areas_check import Areas
from loaders.known_tables.cells import Reading, read_numbers
from loaders.known_tables.tables import Table
from loaders.persons.personal_columns import shown_values
from loaders.reading import Cell, Number, parse_number

FACT_DTYPES = {"area_code": object, "indicator_code": object, "unit": object, "assessed": float, "failed": float}
Arrays = Mapping[str, np.ndarray]


def count_columns(
    table: Table,
    indicators: Sequence[Indicator],
    reading: Reading,
    parse_failed: Callable[[Cell], Number] = parse_number,
) -> tuple[dict[str, Arrays], np.ndarray]:
    """Per indicator code the arrays assessed and failed (NaN: not reported), and the rows with a fault.

    `parse_failed` reads the cells of failed. A blank beside 0 assessed is 0.
    Faults: not a count, one of the two missing, failed above assessed. Reads columns `assessed:N` and `failed:N`.
    """
    faulty = np.zeros(len(table.rows), dtype=bool)
    columns: dict[str, Arrays] = {}
    for indicator in indicators:
        names = (f"assessed:{indicator.number}", f"failed:{indicator.number}")
        if not all(name in table.columns for name in names):
            continue
        assessed = read_numbers(table, names[0], reading, is_count=True)
        failed = read_numbers(table, names[1], reading, is_count=True, parse=parse_failed)
        refused = assessed.faulty | failed.faulty
        values = np.where((assessed.values == 0) & np.isnan(failed.values), 0.0, failed.values)
        refused |= _check_pairs(table, names, assessed.values, values, refused, reading)
        faulty |= refused
        columns[indicator.code] = {"assessed": assessed.values, "failed": values}
    return columns, faulty


def _check_pairs(
    table: Table,
    names: tuple[str, str],
    assessed: np.ndarray,
    failed: np.ndarray,
    refused: np.ndarray,
    reading: Reading,
) -> np.ndarray:
    half = (np.isnan(assessed) != np.isnan(failed)) & ~refused
    above = (failed > assessed) & ~refused
    for rule_id, mask, what, fix in (
        ("V36", half, f"มีจำนวนเพียงช่องเดียว ต้องมีคู่กับ {table.label(names[0])}", "ใส่ทั้งสองช่อง หรือเว้นว่างทั้งคู่"),
        ("V19", above, f"จำนวนไม่ผ่านมากกว่าจำนวนที่สำรวจ ({table.label(names[0])})", "ตรวจตัวเลขทั้งสองช่อง"),
    ):
        if not mask.any():
            continue
        rows = numbers_where(mask, table.row_numbers)
        reading.log.rows(
            ERROR,
            rows,
            what,
            fix,
            sheet=table.sheet,
            column=table.label(names[1]),
            rule=rule_id,
            values=shown_values(table.values(names[1]), mask),
        )
    return half | above


def count_facts(
    areas: Areas, columns: Mapping[str, Arrays], units: Mapping[str, str], faulty: np.ndarray
) -> tuple[pd.DataFrame, int]:
    """Facts of the good rows, and how many pairs were left out because nobody was assessed (0)."""
    good = ~faulty
    has_value = {code: good & (arrays["assessed"] > 0) for code, arrays in columns.items()}
    nobody = sum(int((good & (arrays["assessed"] == 0)).sum()) for arrays in columns.values())
    counts = [int(mask.sum()) for mask in has_value.values()]

    def joined(parts: list[np.ndarray]) -> np.ndarray:
        return np.concatenate(parts) if parts else np.array([])

    frame = {
        "area_code": joined([areas.codes[mask] for mask in has_value.values()]),
        "indicator_code": np.repeat(np.array(list(has_value), dtype=object), counts),
        "unit": np.repeat(np.array([units[code] for code in has_value], dtype=object), counts),
        "assessed": joined([columns[code]["assessed"][mask] for code, mask in has_value.items()]),
        "failed": joined([columns[code]["failed"][mask] for code, mask in has_value.items()]),
    }
    return pd.DataFrame(frame).astype(FACT_DTYPES), nobody


def measure_rows(
    table: Table, names: Sequence[str], areas: Areas, reading: Reading, faulty: np.ndarray
) -> tuple[pd.DataFrame, np.ndarray]:
    """area_code, measure, value of the measure columns the table has (`measure:NAME`), and the rows with a fault."""
    values: dict[str, np.ndarray] = {}
    for name in names:
        if f"measure:{name}" in table.columns:
            column = read_numbers(table, f"measure:{name}", reading, is_count=True)
            faulty = faulty | column.faulty
            values[name] = column.values
    parts = [
        pd.DataFrame({"area_code": areas.codes[has_value], "measure": name, "value": numbers[has_value]})
        for name, numbers in values.items()
        if (has_value := ~faulty & ~np.isnan(numbers)).any()
    ]
    empty = pd.DataFrame({"area_code": [], "measure": [], "value": []})
    return pd.concat(parts, ignore_index=True) if parts else empty, faulty


def note_unreported(
    table: Table, columns: Mapping[str, Arrays], indicators: Sequence[Indicator], reading: Reading
) -> None:
    """Warn of indicators of the set that the table lacks, or that no row reports."""
    absent = [indicator for indicator in indicators if indicator.code not in columns]
    silent = [
        indicator
        for indicator in indicators
        if indicator.code in columns and len(table.rows) and bool(np.isnan(columns[indicator.code]["assessed"]).all())
    ]
    for found, what in ((absent, "ไม่มีคอลัมน์ของตัวชี้วัดที่"), (silent, "ไม่มีข้อมูลเลยในตัวชี้วัดที่")):
        if found:
            numbers = ", ".join(str(indicator.number) for indicator in found)
            fix = "ถ้าตั้งใจเว้นไว้ไม่ต้องแก้ ระบบถือว่าไม่มีข้อมูล ไม่ใช่ศูนย์"
            reading.log.add(Problem(WARNING, f"{what} {numbers}", fix, table.sheet, rule="L29"))
