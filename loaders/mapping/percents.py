"""A column that only says ร้อยละ: of those who pass, or of those who fail? Its neighbours and their figures tell."""

from __future__ import annotations

from collections.abc import Mapping as MappingABC

from loaders.finding import DATA, FoundTable
from loaders.mapping import fields as f
from loaders.mapping.fields import Field
from loaders.mapping.model import Option
from loaders.reading import Cell, parse_number

PERCENT = "percent"
TOLERANCE = 0.06
ENOUGH = 0.9


def settle_percents(found: FoundTable, options: MappingABC[int, tuple[Option, ...]]) -> dict[int, tuple[Option, ...]]:
    """The options with every "percent" made pass_pct or fail_pct, by the counts of the same indicator."""
    settled: dict[int, tuple[Option, ...]] = {}
    for index, listed in options.items():
        changed: list[Option] = []
        for option in listed:
            if option.field.kind == PERCENT:
                kind, score, reason = _settled(found, index, option, options)
                changed.append(Option(Field(kind, option.field.of), score, reason))
            else:
                changed.append(option)
        settled[index] = tuple(sorted(changed, key=lambda each: (-each.score, each.field.key)))
    return settled


def _settled(
    found: FoundTable, index: int, option: Option, options: MappingABC[int, tuple[Option, ...]]
) -> tuple[str, float, str]:
    columns = {
        kind: column for kind in f.COUNTS if (column := _column_of(Field(kind, option.field.of), options)) is not None
    }
    shares = {kind: _agreement(found, index, columns, kind) for kind in (f.PASSED, f.FAILED)}
    best = max(shares, key=lambda kind: shares[kind])
    if shares[best] >= ENOUGH and min(shares.values()) < ENOUGH:
        kind = f.PASS_PCT if best == f.PASSED else f.FAIL_PCT
        return kind, option.score, f"{option.reason} ร้อยละตรงกับจำนวน"
    if (f.PASSED in columns) != (f.FAILED in columns):
        kind = f.PASS_PCT if f.PASSED in columns else f.FAIL_PCT
        return kind, round(option.score * 0.9, 3), f"{option.reason} ร้อยละอยู่คู่กับจำนวน"
    return f.PASS_PCT, min(option.score, 0.45), f"{option.reason} แต่ไม่บอกว่าเป็นร้อยละที่ผ่านหรือไม่ผ่าน"


def _column_of(field: Field, options: MappingABC[int, tuple[Option, ...]]) -> int | None:
    held = [(listed[0].score, column) for column, listed in options.items() if listed and listed[0].field == field]
    return max(held)[1] if held else None


def _agreement(found: FoundTable, index: int, columns: MappingABC[str, int], kind: str) -> float:
    """The share of rows whose percentage is that of `kind` among the assessed."""
    told = matched = 0
    for step, row in enumerate(found.top):
        if step >= len(found.roles) or found.roles[step] != DATA:
            continue
        values = {name: _value(row, column) for name, column in columns.items()}
        percent = _value(row, index)
        share = _share(values, kind)
        if percent is not None and share is not None:
            told += 1
            matched += abs(percent - share) <= TOLERANCE or abs(100 * percent - share) <= TOLERANCE
    return matched / told if told else 0.0


def _share(values: MappingABC[str, float | None], kind: str) -> float | None:
    assessed, passed, failed = (values.get(name) for name in (f.ASSESSED, f.PASSED, f.FAILED))
    if assessed is None and passed is not None and failed is not None:
        assessed = passed + failed
    part = passed if kind == f.PASSED else failed
    if part is None and assessed is not None:
        other = failed if kind == f.PASSED else passed
        part = None if other is None else assessed - other
    return None if part is None or not assessed else 100 * part / assessed


def _value(row: tuple[Cell, ...], column: int) -> float | None:
    cell = row[column] if column < len(row) else None
    number = parse_number(cell)
    return None if number.value is None else float(number.value)
