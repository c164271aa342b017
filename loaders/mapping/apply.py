"""A table's rows through a mapping → facts, measures and names, with every row accounted for."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from collections.abc import Mapping as MappingABC
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from catalogue import IndicatorSet
from loaders.checks.personal_columns import is_place_name, may_be_person, safe_heading, shown_value
from loaders.checks.problems import Problem, RefusalError
from loaders.checks.shares import Shares
from loaders.finding import BLANK_ROW, DATA, PLAIN, ROLES, SUBTOTAL, TOTAL, FoundTable, data_rows
from loaders.finding.shapes import SHAPE_RULES
from loaders.mapping import model as f
from loaders.mapping.area_checks import check_names, note_personal_names, tidy_names
from loaders.mapping.areas import AreaIndex
from loaders.mapping.categories import has_totals_among_groups, rows_of_group
from loaders.mapping.cells import Journal, Places, Rows, label_of, ragged_rows, read_numbers, rows_where
from loaders.mapping.fact_columns import facts_of, measures_of
from loaders.mapping.figures import long_facts, wide_facts
from loaders.mapping.household_rows import Households, blank_is_answer, is_by_household, once_each, read_households
from loaders.mapping.model import LONG, Mapping
from loaders.mapping.places import find_places
from loaders.mapping.row_codes import check_totals
from loaders.mapping.years import checked_given_year, choose_year, of_one_year, read_years
from loaders.reading import Cell, Sheet, column_cells, fold, is_blank
from loaders.rules import rule
from warehouse.staged import AREA_COLUMNS, FACT_COLUMNS, MEASURE_COLUMNS, PLACE_COLUMNS, places_of_areas

MOST_BOUNDARIES = 40


def check_sums(
    found: FoundTable, cells: Sequence[Sequence[Cell]], rows: Rows, columns: Sequence[tuple[int, str]], journal: Journal
) -> int:
    """Warn of every sum that differs from the rows above it (back to any earlier sum, or all) and from those below.

    `cells`: the cells of the sheet's rows; `columns`: (position, label) of the columns of counts. Returns how many sums
    agree in every column.
    """
    sums = found.rows_as(TOTAL, SUBTOTAL)
    if not sums or not columns or not len(rows.numbers):
        return 0
    data = np.array([_values(rows.cells, index, journal) for index, _ in columns])
    published = np.array([_values([cells[row - 1] for row in sums], index, journal) for index, _ in columns])
    running = np.concatenate([np.zeros((len(columns), 1)), np.cumsum(np.nan_to_num(data), axis=1)], axis=1)
    places = np.searchsorted(rows.numbers, np.array(sums))
    agreed = 0
    for number, row in enumerate(sums):
        ranges = _ranges(places, number, len(rows.numbers))
        ours = np.array([running[:, last] - running[:, first] for first, last in ranges])
        off = np.nan_to_num(np.abs(ours - published[:, number]), nan=0.0)
        best = int(np.argmin(off.sum(axis=1)))
        wrong = np.flatnonzero(off[best] > rule("V40").bound)
        agreed += not wrong.size
        for place in wrong.tolist():
            difference = published[place, number] - ours[best][place]
            words = {"difference": difference, "ours": ours[best][place]}
            value = shown_value(float(published[place, number]))
            journal.log.add(Problem("V40", words, journal.sheet, row, columns[place][1], value))
    return agreed


def _values(cells: Sequence[Sequence[Cell]], index: int, journal: Journal) -> np.ndarray:
    column = column_cells(cells, index)
    return read_numbers(column, np.arange(len(column)), "", journal, quiet=True).values


def _ranges(places: np.ndarray, number: int, count: int) -> list[tuple[int, int]]:
    """Runs of data rows the sum may cover: up to it from an earlier sum or the top, or down to the next sum."""
    here = int(places[number])
    starts = {0, *(int(place) for place in places[max(0, number - MOST_BOUNDARIES) : number])}
    after = [int(place) for place in places[number + 1 :] if place > here]
    below = [(here, after[0])] if after else []
    return [(start, here) for start in sorted(starts) if start < here] + [*below, (here, count), (0, count)]


LONGEST_NAME = 200


@dataclass(frozen=True)
class Applied:
    """What a mapping makes of a table.

    `rows_read` = `rows_loaded` + `rows_refused` + `rows_recognised` (titles, headings, sums, notes, rows of other
    years; blank rows are not counted). `facts`: good rows only, those of FACT_COLUMNS that the table has, texts as
    categories; `places`: where they stand. `years`: rows of each year in the table. `sums_agreed`: rows of sums that
    equal ours. `columns_dropped`: headings that were not read. When the whole table is refused there are no facts, and
    the reason is the first problem. `households`: of a table of households.
    """

    sheet: str
    facts: pd.DataFrame
    measures: pd.DataFrame
    area_names: pd.DataFrame
    places: pd.DataFrame
    level: str | None = None
    year_be: int | None = None
    set_id: str | None = None
    years: dict[int, int] = field(default_factory=dict[int, int])
    problems: tuple[Problem, ...] = ()
    repairs: dict[str, int] = field(default_factory=dict[str, int])
    rows_read: int = 0
    rows_loaded: int = 0
    rows_refused: int = 0
    rows_recognised: int = 0
    sums_agreed: int = 0
    columns_dropped: tuple[str, ...] = ()
    households: Households | None = None


def apply_mapping(
    sheet: Sheet,
    found: FoundTable,
    mapping: Mapping,
    *,
    indicator_set: IndicatorSet | None = None,
    known_areas: MappingABC[str, str] | AreaIndex | None = None,
    year_be: int | None = None,
    era: str | None = None,
    shares: Shares | None = None,
    strict_ranges: Collection[str] | None = None,
    inverted: Collection[str] = (),
) -> Applied:
    """The facts of one table. Plain inputs, nothing outside is read: it can run in the reading child.

    `mapping.area_code` is the area of the whole table, or the area its rows must lie in; `year_be` (else
    `mapping.year_be`) the year, needed where no column says it or several are there. `era`: "พ.ศ." or "ค.ศ." for years
    of two digits. `shares`: what was said of percentages that look like shares of one, and where new doubts go.
    `strict_ranges`: the indicators whose values outside their range are faults (None: all); of the others they are only
    asked about, for nobody has said the range. `inverted`: indicators whose answers of households stand the other way
    round; the facts are as read, what is counted beside them is turned.
    Nothing is raised for any content: what is wrong stands in `problems`.
    """
    journal = Journal(sheet.name, shares=shares or Shares(), strict_ranges=strict_ranges)
    numbers, cells = data_rows(sheet, found)
    rows = Rows(cells, np.array(numbers, dtype=np.int64))
    others = sum(_is_filled(sheet, found, row) for row in found.rows_as(*(set(ROLES) - {DATA, BLANK_ROW})))
    areas = known_areas if isinstance(known_areas, AreaIndex) else AreaIndex.of(known_areas or {})
    task = _Task(sheet, found, mapping, others, journal, indicator_set, areas, year_be, era, inverted)
    try:
        return _applied(task, rows)
    except RefusalError as refusal:
        journal.log.add(refusal.problem)
        return Applied(
            sheet.name,
            facts=_empty(FACT_COLUMNS),
            measures=_empty(MEASURE_COLUMNS),
            area_names=_empty(AREA_COLUMNS),
            places=_empty(PLACE_COLUMNS),
            set_id=mapping.set_id,
            problems=journal.log.all(),
            repairs=journal.counted_repairs(),
            rows_read=len(numbers) + others,
            rows_refused=len(numbers),
            rows_recognised=others,
            columns_dropped=_dropped(mapping),
        )


@dataclass(frozen=True)
class _Task:
    """One table to be applied, and what was said of it. `others`: filled rows that are not data."""

    sheet: Sheet
    found: FoundTable
    mapping: Mapping
    others: int
    journal: Journal
    indicator_set: IndicatorSet | None
    areas: AreaIndex
    year_be: int | None
    era: str | None
    inverted: Collection[str] = ()


def _applied(task: _Task, rows: Rows) -> Applied:
    journal = task.journal
    _refuse_early(task.sheet, task.found, rows)
    given_year = checked_given_year(task.year_be or task.mapping.year_be, journal)
    mapping, given_year = of_one_year(task.mapping, given_year, journal)
    rows, unfilled = _filled_rows(mapping, rows, journal)
    years, bad_years = read_years(mapping, rows, journal, task.era, given_year)
    year, counted = choose_year(years, bad_years, given_year, task.sheet.name)
    bad_years |= _without_year(years, bad_years, counted, rows, journal)
    of_year, of_group = (years == year) | (years == 0), rows_of_group(mapping, rows, journal)
    summed = _summed(mapping, task.indicator_set)
    is_mixed = any(not each.field.of for each in mapping.of_kind(f.VALUE)) or has_totals_among_groups(mapping, rows)
    adding = [] if is_mixed else summed
    of_sums = rows_where(rows, of_group)
    kept, without_year = of_year & of_group, rows.numbers[bad_years]
    rows = rows_where(rows, kept)
    is_households, again = is_by_household(mapping), len(rows.numbers)
    rows = once_each(task.found, mapping, rows, journal) if is_households else rows
    again -= len(rows.numbers)
    places = find_places(task.sheet, task.found, mapping, rows, task.areas, journal)
    totals = places.totals
    of_sums = rows_where(of_sums, ~np.isin(of_sums.numbers, rows.numbers[totals]))
    sums_agreed = check_sums(task.found, task.sheet.rows, of_sums, adding, journal)
    sums_agreed += check_totals(places, rows, summed, _items(mapping, task.indicator_set, rows), journal)
    rows, places = rows_where(rows, ~totals), places.where(~totals)
    off = check_names(places, rows, task.areas, journal)
    if places.names_label:
        off |= _note_persons(places, rows, task.areas, journal)
    bad_rows = places.faulty | np.isin(rows.numbers, without_year) | ragged_rows(task.sheet, rows, journal)
    made = _households if is_households else _counts
    figures = made(task, mapping, rows, places, year, bad_rows)
    good = ~figures.faulty
    away, refused = int((~kept).sum()), int(figures.faulty.sum())
    _note_other_years(int((~of_year).sum()), year, journal)
    return Applied(
        task.sheet.name,
        figures.facts,
        figures.measures,
        _names(places, good & ~off, journal),
        places_of_areas(task.sheet.name, places.codes, rows.numbers, good),
        level=places.level or None,
        year_be=year,
        set_id=mapping.set_id,
        years=counted,
        problems=journal.log.all(),
        repairs=journal.counted_repairs(),
        rows_read=len(kept) + unfilled + task.others,
        rows_loaded=len(rows.numbers) - refused,
        rows_refused=refused,
        rows_recognised=task.others + unfilled + away + again + int(totals.sum()),
        sums_agreed=sums_agreed,
        columns_dropped=_dropped(mapping),
        households=figures.households,
    )


def _filled_rows(mapping: Mapping, rows: Rows, journal: Journal) -> tuple[Rows, int]:
    """(the rows with a figure, how many have none at all); all of them where no row has one."""
    columns = mapping.of_kind(*f.FIGURES, *f.ANSWERS, f.WEIGHT, *f.MEASURES)
    filled = np.zeros(len(rows.numbers), dtype=bool)
    for column in columns:
        if filled.all():
            break
        filled |= np.array([not is_blank(cell) for cell in rows.column(column)], dtype=bool)
    if filled.all() or not filled.any() or blank_is_answer(mapping, rows):
        return rows, 0
    count = int((~filled).sum())
    journal.log.add(Problem("L52", {"count": count}, journal.sheet))
    return rows_where(rows, filled), count


def _note_persons(places: Places, rows: Rows, areas: AreaIndex, journal: Journal) -> np.ndarray:
    """The rows whose name is not kept: those of persons, and beside them every name that is not surely a place's."""
    where = (rows.numbers, journal.sheet, str(places.names_label))
    personal = note_personal_names(places.names, where, journal.log)
    if not personal.any():
        return personal
    doubtful = [name is not None and not (is_place_name(name) or areas.knows("", name)) for name in places.names]
    return personal | np.array(doubtful, dtype=bool)


@dataclass(frozen=True)
class _Figures:
    """What the good rows give, the rows refused, and the households where each row is one."""

    facts: pd.DataFrame
    measures: pd.DataFrame
    faulty: np.ndarray
    households: Households | None = None


def _counts(task: _Task, mapping: Mapping, rows: Rows, places: Places, year_be: int, bad_rows: np.ndarray) -> _Figures:
    build = long_facts if mapping.layout == LONG else wide_facts
    parts = build(mapping, task.indicator_set, rows, places, year_be, task.journal)
    measures, bad_measures = _measures(mapping, rows, task.journal)
    faulty = bad_rows | parts.faulty | bad_measures
    return _Figures(facts_of(parts, places.codes, ~faulty), measures_of(measures, places.codes, ~faulty), faulty)


def _households(
    task: _Task, mapping: Mapping, rows: Rows, places: Places, year_be: int, bad_rows: np.ndarray
) -> _Figures:
    households = read_households(
        task.found, mapping, task.indicator_set, rows, places.codes, bad_rows, task.journal, task.inverted
    )
    good = ~households.faulty
    return _Figures(households.facts(good), households.measures(good), households.faulty, households)


def _without_year(
    years: np.ndarray, faulty: np.ndarray, counted: MappingABC[int, int], rows: Rows, journal: Journal
) -> np.ndarray:
    """Rows whose year is blank while other rows have one: never taken to be of the year chosen."""
    blank = (years == 0) & ~faulty & bool(counted)
    return journal.faults(blank, rows.numbers, "C29")


def _is_filled(sheet: Sheet, found: FoundTable, row: int) -> bool:
    """False for a row of headings that only merged cells from above reach into."""
    first, last = found.columns[0].index, found.columns[-1].index
    cells = sheet.rows[row - 1][first : last + 1] if row <= len(sheet.rows) else []
    return any(cell is not None and (not isinstance(cell, str) or cell.strip() != "") for cell in cells)


def _refuse_early(sheet: Sheet, found: FoundTable, rows: Rows) -> None:
    if found.shape != PLAIN:
        raise RefusalError(SHAPE_RULES[found.shape], sheet=sheet.name)
    if not len(rows.numbers):
        raise RefusalError("L24-table", sheet=sheet.name)


def _note_other_years(count: int, year: int, journal: Journal) -> None:
    if count:
        journal.log.add(Problem("C30", {"count": count, "year": year}, journal.sheet))


def _summed(mapping: Mapping, indicator_set: IndicatorSet | None) -> list[tuple[int, str]]:
    """The columns whose figures add up: counts, households, people, and values of which an area has the sum."""
    adding = {each.code for each in indicator_set.indicators if each.rollup == "sum"} if indicator_set else set[str]()
    values = [each for each in mapping.of_kind(f.VALUE) if each.field.of in adding or not each.field.of]
    columns = [*mapping.of_kind(*f.COUNTS, f.HOUSEHOLDS, f.PEOPLE), *values]
    return [(column.index, label_of(column)) for column in columns]


def _items(mapping: Mapping, indicator_set: IndicatorSet | None, rows: Rows) -> list[str] | None:
    """The item of each row of a long table, "" for one whose values do not add up; None for a wide table."""
    column = next(iter(mapping.of_kind(f.INDICATOR)), None)
    if column is None or indicator_set is None:
        return None
    averaged = {fold(each.name) for each in indicator_set.indicators if each.rollup not in ("", "sum")}
    items = [fold(str(cell or "")) for cell in rows.column(column)]
    return ["" if item in averaged else item for item in items]


def _measures(mapping: Mapping, rows: Rows, journal: Journal) -> tuple[dict[str, np.ndarray], np.ndarray]:
    values: dict[str, np.ndarray] = {}
    faulty = np.zeros(len(rows.numbers), dtype=bool)
    for column in mapping.of_kind(*f.MEASURES):
        read = read_numbers(rows.column(column), rows.numbers, label_of(column), journal, is_count=True)
        values[column.field.kind] = read.values
        faulty |= read.faulty
    return values, faulty


def _names(places: Places, good: np.ndarray, journal: Journal) -> pd.DataFrame:
    """area_code, area_name of the good rows (the code is not another area's) that give one name only for an area."""
    written = [
        (places.codes[place], name)
        for place, name in enumerate(places.names)
        if good[place] and name and name.strip() and len(name) <= LONGEST_NAME and not may_be_person(name)
    ]
    kept = tidy_names((name for _, name in written), places.level, journal.repairs)
    named = {(code, kept[name]) for code, name in written if kept[name]}
    frame = pd.DataFrame(sorted(named), columns=list(AREA_COLUMNS))
    return frame[~frame["area_code"].duplicated(keep=False)].reset_index(drop=True)


def _empty(columns: Sequence[str]) -> pd.DataFrame:
    return pd.DataFrame(columns=list(columns))


def _dropped(mapping: Mapping) -> tuple[str, ...]:
    return tuple(safe_heading(column.index, column.heading) for column in mapping.of_kind(*f.NOT_READ))
