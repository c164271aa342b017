"""What a person is shown of the tables in a file: what each row and column was taken as. Nothing personal.

What a column is taken as is said in the same words on the screen, on the command line and in JSON.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping as MappingABC
from collections.abc import Sequence
from dataclasses import dataclass, replace

from catalogue import Catalogue, IndicatorSet
from catalogue.areas import LEVELS
from loaders.checks.odd_figures import is_personal_number
from loaders.checks.personal_columns import is_personal_heading, is_personal_value, is_telling, safe_heading
from loaders.finding import BLANK_ROW, DATA, TITLE, FoundTable, data_rows, find_tables
from loaders.mapping import AreaIndex, Mapping, OtherData, propose_households, propose_mapping
from loaders.mapping import model as f
from loaders.mapping.household_proposal import answer_columns
from loaders.mapping.model import FIELDS, Field
from loaders.mapping.options import has_unit
from loaders.mapping.other_data import propose_other
from loaders.mapping.propose import recognise
from loaders.reading import Cell, Sheet, Workbook, fold, parse_number
from loaders.safe_tables import safe_table
from words.personal_text import MASK, masked

LEVEL_WORDS = {"": "", "village": "หมู่บ้าน", "tambon": "ตำบล", "amphoe": "อำเภอ", "province": "จังหวัด"}
FIRST_ROWS, OTHER_ROWS, LOOKED_AT, SAMPLES = 30, 60, 2000, 4
LONGEST_TEXT = 60
MOST, HALF = 0.8, 0.5
YEAR = re.compile(r"(?<![0-9])25[4-9][0-9](?![0-9])")
MOST_TABLES = 40


@dataclass(frozen=True)
class ColumnMeaning:
    """One column: Excel's letter, its heading as it may be told, what it is taken as, and why."""

    letter: str
    heading: str
    meaning: str
    why: str

    def to_dict(self) -> dict[str, str]:
        """The column as JSON-able values."""
        return {"letter": self.letter, "heading": self.heading, "meaning": self.meaning, "why": self.why}


def field_words(field: Field, indicator_set: IndicatorSet | None) -> str:
    """A field as a person reads it.

    >>> field_words(Field("area_name", "tambon"), None)
    'ชื่อตำบล'
    """
    if field.kind == f.AREA_CODE:
        return f"รหัส{LEVEL_WORDS.get(field.of, '')}" if field.of else "รหัสพื้นที่ (ระดับใดก็ได้)"
    if field.kind == f.AREA_NAME:
        return f"ชื่อ{LEVEL_WORDS.get(field.of) or LEVELS.get(field.of, 'พื้นที่')}"
    indicator = (
        next((each for each in indicator_set.indicators if each.code == field.of), None) if indicator_set else None
    )
    if indicator is not None:
        return f"ข้อ {indicator.number} {indicator.short_label} · {FIELDS[field.kind]}"
    if field.kind == f.CATEGORY:
        return f"{FIELDS[f.CATEGORY]}: {field.of}" if field.of else f"{FIELDS[f.CATEGORY]} (ยังไม่เลือก)"
    if field.kind in (*f.FIGURES, f.INDICATOR):
        return f"{FIELDS[field.kind]} (หนึ่งแถวต่อหนึ่งตัวชี้วัด)"
    return FIELDS[field.kind]


def column_meanings(
    mapping: Mapping, indicator_set: IndicatorSet | None, other: OtherData | None = None
) -> tuple[ColumnMeaning, ...]:
    """Every column of a mapping from left to right. `other`: the values it has as other data, where it has no set."""
    values: dict[int, list[str]] = {}
    for each in other.columns if other is not None and mapping.set_id is None else ():
        values.setdefault(each.column, []).append(f"{each.name} ({each.unit or 'ยังไม่รู้หน่วย'})")
    return tuple(
        ColumnMeaning(
            column.letter,
            column.heading,
            f"{FIELDS[f.VALUE]}: {', '.join(values[column.index])}"
            if column.index in values
            else field_words(column.field, indicator_set),
            column.reason,
        )
        for column in mapping.columns
    )


@dataclass(frozen=True)
class PreviewRow:
    """One row of the sheet: Excel's number, its role (`loaders.finding.ROLES`), its cells as text."""

    number: int
    role: str
    cells: tuple[str, ...]


@dataclass(frozen=True)
class TakenRows:
    """How a known layout read a sheet: its rows to be shown, their columns' letters, and how many of the headings are
    known (score = known / headed)."""

    sheet: str
    letters: tuple[str, ...]
    rows: tuple[PreviewRow, ...]
    known: int
    headed: int


@dataclass(frozen=True)
class TablePreview:
    """One table of a file. `number`: its place among the tables of its sheet, from 0.

    `rows`: the first rows and every later one that is no data (as many as fit a screen); `counts`: role → rows.
    `samples`: a few values per column of `mapping`; `spans`: the least and the greatest number among the first rows of
    data, None for a column of words. `alike`: the other tables with the same headings, as (sheet, number). `score`:
    how alike the headings are to those of the saved mapping called `mapping.name` (0: none is). `year_hint`: the one
    พ.ศ. year that the sheet's name and its titles tell; never used unasked. `other`: the value columns it would have as
    other data, None for none. `answers`: the columns (from 0) whose cells may all be answers of households.
    """

    sheet: str
    number: int
    first_row: int
    last_row: int
    hidden: bool
    letters: tuple[str, ...]
    rows: tuple[PreviewRow, ...]
    counts: MappingABC[str, int]
    advice: str
    mapping: Mapping
    samples: tuple[tuple[str, ...], ...]
    spans: tuple[tuple[float, float] | None, ...] = ()
    alike: tuple[tuple[str, int], ...] = ()
    score: float = 0.0
    year_hint: int | None = None
    other: OtherData | None = None
    answers: tuple[int, ...] = ()


@dataclass(frozen=True)
class Found:
    """One table where it stands."""

    sheet: Sheet
    number: int
    table: FoundTable


def tables_of(workbook: Workbook) -> list[Found]:
    """The tables of all sheets that hold rows of data; those of hidden sheets come last."""
    found = [
        Found(sheet, number, table)
        for sheet in sorted(workbook.sheets, key=lambda each: each.hidden)
        for number, table in enumerate(map(safe_table, find_tables(sheet)))
        if table.rows_as(DATA) and len(table.columns) > 1
    ]
    return found[:MOST_TABLES]


def preview_table(
    found: Found, others: Sequence[Found], catalogue: Catalogue, areas: AreaIndex, saved: Sequence[Mapping]
) -> TablePreview:
    """One table as it is shown, with the saved mapping that knows it, else with the best one proposed."""
    known = recognise(found.table, saved)
    mapping = known[0] if known else best_mapping(found.table, catalogue, areas)
    return preview_with_mapping(found, others, mapping, known[1] if known else 0.0)


def preview_with_mapping(found: Found, others: Sequence[Found], mapping: Mapping, score: float = 0.0) -> TablePreview:
    """The table as it is shown with this mapping."""
    table = found.table
    masked = _masked(table, mapping)
    spans = tuple(None if each.index in masked else _span(found, each.index) for each in mapping.columns)
    alike = tuple(
        (other.sheet.name, other.number)
        for other in others
        if (other.sheet.name, other.number) != (found.sheet.name, found.number)
        and not other.sheet.hidden
        and (match := recognise(other.table, [mapping])) is not None
        and match[1] == 1
    )
    return TablePreview(
        sheet=found.sheet.name,
        number=found.number,
        first_row=table.first_row,
        last_row=table.last_row,
        hidden=found.sheet.hidden,
        letters=tuple(column.letter for column in table.columns),
        rows=tuple(_rows(found, masked)),
        counts=dict(Counter(role for role in table.roles if role != BLANK_ROW)),
        advice=table.advice,
        mapping=_without_values(mapping),
        samples=_samples(found, mapping, masked),
        spans=spans,
        alike=alike,
        score=score,
        year_hint=_year_in_titles(found),
        other=propose_other(found.sheet, table, mapping, spans),
        answers=tuple(column.index for column in answer_columns(table)),
    )


def rows_taken(sheet: Sheet, table: FoundTable, mapping: Mapping) -> TakenRows:
    """The rows of a table whose columns are all settled, as they are shown."""
    known = [each for each in mapping.columns if each.field.kind not in (f.UNUSED, f.PERSONAL)]
    masked = {each.index for each in mapping.columns if each not in known}
    rows = _rows(Found(sheet, 0, table), masked)
    letters = tuple(column.letter for column in table.columns)
    return TakenRows(sheet.name, letters, tuple(rows), len(known), len(mapping.columns))


def _masked(table: FoundTable, mapping: Mapping) -> set[int]:
    """The columns whose values are not shown: personal ones, and unused ones that their heading says are."""
    doubtful = {
        column.index
        for column in table.columns
        if any(is_personal_heading(part) for part in (column.heading, *column.parts))
    }
    unused = {column.index for column in mapping.of_kind(f.UNUSED)}
    return {column.index for column in mapping.of_kind(f.PERSONAL)} | (doubtful & unused)


def best_mapping(table: FoundTable, catalogue: Catalogue, areas: AreaIndex) -> Mapping:
    """The proposal for households where each row is one; else for the indicator set most of whose figures the columns
    are; without a set where none fits."""
    households = propose_households(table, catalogue.sets, areas)
    if households is not None:
        return households
    plain = propose_mapping(table, None, areas)
    proposals = [propose_mapping(table, each, areas) for each in catalogue.sets if _may_be(each)]
    best = max(proposals, key=_figures, default=plain)
    return best if _figures(best)[0] > 0 else plain


def _may_be(indicator_set: IndicatorSet) -> bool:
    return indicator_set.is_complete and bool(indicator_set.indicators)


def _figures(mapping: Mapping) -> tuple[int, float, str]:
    """How many columns are figures of the set, and how surely; the newest set where that does not decide."""
    figure_columns = mapping.of_kind(*f.FIGURES)
    named = [column for column in figure_columns if column.field.of] or (
        list(figure_columns) if mapping.layout == "long" else []
    )
    return len(named), sum(column.score for column in named), mapping.set_id or ""


def _rows(found: Found, masked: set[int]) -> list[PreviewRow]:
    """The first rows, and then the rows that are no data, from the top down."""
    table = found.table
    shown: list[PreviewRow] = []
    rest = 0
    for step, role in enumerate(table.roles):
        number = table.first_row + step
        if role == BLANK_ROW or (step >= FIRST_ROWS and (role == DATA or rest >= OTHER_ROWS)):
            continue
        rest += step >= FIRST_ROWS
        cells = (found.sheet.cell(number - 1, column.index) for column in table.columns)
        texts = tuple(
            shown_text(cell, column.index in masked and role == DATA)
            for cell, column in zip(cells, table.columns, strict=True)
        )
        shown.append(PreviewRow(number, role, texts))
    return shown


def _samples(found: Found, mapping: Mapping, masked: set[int]) -> tuple[tuple[str, ...], ...]:
    _, rows = data_rows(found.sheet, found.table)
    return tuple(
        tuple(
            dict.fromkeys(
                shown_text(row[column.index], column.index in masked)
                for row in rows[:FIRST_ROWS]
                if column.index < len(row) and row[column.index] is not None
            )
        )[:SAMPLES]
        for column in mapping.columns
    )


def _year_in_titles(found: Found) -> int | None:
    """The one year of the sheet's name and its titles, else of its headings."""
    rows = [found.sheet.rows[number - 1] for number in found.table.rows_as(TITLE)]
    texts = [found.sheet.name, *(cell for row in rows for cell in row if isinstance(cell, str))]
    headings = [column.heading for column in found.table.columns]
    for named in (texts, headings):
        years = {int(year) for text in named for year in YEAR.findall(fold(text))}
        if years:
            return years.pop() if len(years) == 1 else None
    return None


def _span(found: Found, column: int) -> tuple[float, float] | None:
    """The least and the greatest number of a column of figures: most of what is filled, signs of no data apart, are
    numbers, or half of it below a heading that says a unit."""
    named = next((each for each in found.table.columns if each.index == column), None)
    least = HALF if named is not None and has_unit(named) else MOST
    _, rows = data_rows(found.sheet, found.table)
    cells = [row[column] for row in rows[:LOOKED_AT] if column < len(row) and row[column] is not None]
    parsed = [parse_number(cell) for cell in cells if not is_personal_number(cell)]
    filled = [each for each in parsed if each.value is not None or each.problem]
    numbers = [float(each.value) for each in filled if each.value is not None]
    return (min(numbers), max(numbers)) if numbers and len(numbers) >= least * len(filled) else None


def _without_values(mapping: Mapping) -> Mapping:
    """Headings that are themselves personal values are told by their letter."""
    columns = tuple(
        replace(each, heading=safe_heading(each.index, each.heading)) if is_telling(each.heading) else each
        for each in mapping.columns
    )
    return replace(mapping, columns=columns)


def shown_text(cell: Cell, is_masked: bool = False) -> str:
    """A cell as it may be shown: short, and never a personal value."""
    if cell is None:
        return ""
    if is_masked or is_personal_value(cell):
        return MASK
    text = f"{cell:g}" if isinstance(cell, float) and not cell.is_integer() else str(cell)
    if isinstance(cell, float) and cell.is_integer():
        text = str(int(cell))
    return masked(text)[:LONGEST_TEXT]
