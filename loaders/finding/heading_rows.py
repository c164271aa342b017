"""Where a table's headings stand: the first row of figures, and the rows above it that name the columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from loaders.finding.regions import (
    BLANK,
    FIGURES,
    NIL,
    NUMBER,
    TEXT,
    Block,
    are_short_years,
    is_year,
    kind_of,
    text_of,
    whole_number,
)
from loaders.finding.words import is_area_heading, is_area_name, is_section_text, is_title_text, total_kind, unit_of
from loaders.reading import Sheet

WINDOW = 400
DEEPEST_HEADER = 15
LONGEST_GROUP = 40
ROWS_BELOW, MOST = 8, 0.8


@dataclass(frozen=True)
class Head:
    """Row positions from 0. `start`: the first row looked at; `header` may be empty; `body`: the first row below it.
    `figures`: the columns that hold numbers. Rows from `start` up to the header are titles."""

    start: int
    header: tuple[int, ...]
    units: tuple[int, ...]
    body: int
    figures: tuple[int, ...]


@dataclass(frozen=True)
class Window:
    """The kinds of the cells of some rows of one block."""

    sheet: Sheet
    block: Block
    start: int
    kinds: list[dict[int, str]]

    def filled(self, step: int) -> int:
        """Filled cells of a row."""
        return sum(kind != BLANK for kind in self.kinds[step].values())

    def numbers(self, step: int) -> int:
        """Cells of a row that hold a number."""
        return sum(kind == NUMBER for kind in self.kinds[step].values())


def find_head(sheet: Sheet, block: Block, start: int, stop: int | None = None) -> Head:
    """The headings of the first table at or below row `start`."""
    window = _window(sheet, block, start, len(sheet.rows) if stop is None else stop)
    body, figures = _first_figures(window)
    if not figures:
        return _head_of_words(window)
    header = _header_rows(window, body, figures)
    while len(header) > 1 and not _is_heading(window, header[-1], figures):
        body = start + header.pop()
    units = [step for step in header[1:] if _is_units(window, step)]
    rows = [start + step for step in header if step not in units]
    return Head(start, tuple(rows), tuple(start + step for step in units), body, figures)


def _window(sheet: Sheet, block: Block, start: int, stop: int) -> Window:
    """Rows from `start` up to a gap below at least three rows of two cells, or WINDOW rows."""
    kinds: list[dict[int, str]] = []
    full = 0
    for row in range(start, min(stop, start + WINDOW)):
        here = {column: kind_of(sheet.cell(row, column)) for column in block.columns}
        count = sum(kind != BLANK for kind in here.values())
        if (
            not count
            and full >= 3
            and any(NUMBER in each.values() for each in kinds)
            and not _in_merge(sheet, row, block)
        ):
            break
        full += count >= 2
        kinds.append(here)
    return Window(sheet, block, start, kinds)


def _in_merge(sheet: Sheet, row: int, block: Block) -> bool:
    return any(
        top < row <= bottom and left <= block.last and right >= block.first
        for top, left, bottom, right in sheet.merges[:2000]
    )


def _first_figures(window: Window) -> tuple[int, tuple[int, ...]]:
    """The first row (from 0 in the sheet) that looks like data, and the columns of numbers from there on."""
    counts = sorted(window.numbers(step) for step in range(len(window.kinds)) if window.numbers(step))
    if not counts:
        return window.start, ()
    typical = counts[int(0.75 * (len(counts) - 1))]
    for step in range(len(window.kinds)):
        nil = sum(kind == NIL for kind in window.kinds[step].values())
        enough = window.numbers(step) and window.numbers(step) + nil >= max(1, 0.5 * typical)
        if enough and not _is_numbered_heading(window, step):
            figures = _figure_columns(window, step)
            if figures and sum(window.kinds[step][column] == TEXT for column in figures) <= 0.3 * len(figures):
                return window.start + step, figures
    return window.start, ()


def _figure_columns(window: Window, step: int) -> tuple[int, ...]:
    found: list[int] = []
    for column in window.block.columns:
        filled = [kinds[column] for kinds in window.kinds[step:] if kinds[column] != BLANK]
        if (
            filled
            and sum(kind in FIGURES for kind in filled) >= 0.5 * len(filled)
            and any(kind in FIGURES and kind != NIL for kind in filled)
        ):
            found.append(column)
    return tuple(found)


def _is_numbered_heading(window: Window, step: int) -> bool:
    """True for headings that are numbers: years, 1 2 3 …, or area codes of one length over other figures."""
    kinds = window.kinds[step]
    cells = {column: window.sheet.cell(window.start + step, column) for column, kind in kinds.items() if kind == NUMBER}
    numbers = [whole_number(cell) for cell in cells.values()]
    below = window.kinds[step + 1] if step + 1 < len(window.kinds) else {}
    next_numbers = [whole_number(window.sheet.cell(window.start + step + 1, column)) for column in cells if below]
    if None in numbers or not below or not any(below.get(column) == NUMBER for column in cells):
        return False
    if all(is_year(number) for number in numbers):
        return not all(is_year(number) for number in next_numbers)
    is_beside_words = TEXT in kinds.values() or any(
        kind == TEXT and kinds[column] == BLANK for column, kind in below.items()
    )
    if are_short_years(numbers) and is_beside_words:
        return next_numbers != numbers and not are_short_years(next_numbers)
    filled = [number for number in numbers if number is not None]
    if len(filled) >= 3 and filled == list(range(1, len(filled) + 1)):
        is_named = any(window.kinds[above][column] != BLANK for above in range(step) for column in cells)
        if is_named and TEXT in kinds.values():
            return False
        return next_numbers != filled and next_numbers != [number + 1 for number in filled]
    lengths = {len(str(number)) for number in filled}
    same_length = len(lengths) == 1 and lengths <= {4, 6, 8, 10} and len(set(filled)) == len(filled) >= 3
    return same_length and len({str(number)[:2] for number in filled}) == 1 and _are_shorter(next_numbers, lengths)


def _are_shorter(numbers: Sequence[int | None], lengths: set[int]) -> bool:
    return all(number is None or len(str(number)) < min(lengths) for number in numbers)


def _head_of_words(window: Window) -> Head:
    """A table without numbers: its first row of (nearly) all columns is the header."""
    counts = sorted(count for step in range(len(window.kinds)) if (count := window.filled(step)))
    if not counts or counts[-1] < 2:
        first = next((step for step in range(len(window.kinds)) if window.filled(step)), 0)
        return Head(window.start, (), (), window.start + first, ())
    typical = max(2, 0.6 * counts[len(counts) // 2])
    step = next(step for step in range(len(window.kinds)) if window.filled(step) >= typical)
    return Head(window.start, (window.start + step,), (), window.start + step + 1, ())


def _header_rows(window: Window, body: int, figures: Sequence[int]) -> list[int]:
    """Steps of the rows that name the columns, from the top; titles above them are left out."""
    bottom = body - window.start - 1
    for _ in range(2):
        if bottom > 0 and not _is_part(window, bottom):
            bottom -= 1
    top = bottom
    while top > 0 and bottom - top < DEEPEST_HEADER and _is_part(window, top - 1):
        top -= 1
    steps = [step for step in range(top, bottom + 1) if _is_part(window, step)]
    while steps and (_is_title(window, steps[0], steps[1:]) or not window.filled(steps[0])):
        steps.pop(0)
    if steps and not any(window.kinds[step][column] != BLANK for step in steps for column in figures):
        return []
    return steps


def _is_part(window: Window, step: int) -> bool:
    """True for a row with cells, or one that merged cells from above reach into."""
    return step >= 0 and (window.filled(step) > 0 or _in_merge(window.sheet, window.start + step, window.block))


def _is_title(window: Window, step: int, below: Sequence[int]) -> bool:
    """True for a line above the headings: one cell (not a group's name over some columns), or two that read like it."""
    row, block = window.start + step, window.block
    columns = [column for column, kind in window.kinds[step].items() if kind != BLANK]
    if not columns or (not below and len(columns) > 1):
        return False
    width = len(block.columns)
    reach = _reach(window, row, columns)
    if len(columns) == 1:
        text = text_of(window.sheet.cell(row, columns[0]))
        is_group = columns[0] > block.first and (1 < reach < width or len(text) <= LONGEST_GROUP)
        is_group = is_group and (reach > 1 or not is_title_text(text))
        return width > 1 and bool(below) and not is_group
    if len(columns) > 2 or width <= len(columns) + 1 or reach >= 0.6 * width:
        return False
    texts = [text_of(window.sheet.cell(row, column)) for column in columns]
    return any(is_title_text(text) for text in texts) or any(
        window.kinds[step][column] in FIGURES for column in columns
    )


def _reach(window: Window, row: int, columns: Sequence[int]) -> int:
    """Columns that the filled cells of a row cover, merged ranges counted whole."""
    covered = set(columns)
    for top, left, bottom, right in window.sheet.merges:
        if top <= row <= bottom and left in covered:
            covered |= set(range(left, right + 1))
    return len(covered)


def _is_heading(window: Window, step: int, figures: Sequence[int]) -> bool:
    """False for a row under the headings that is data already: a lone group name, or an area without figures."""
    kinds, row = window.kinds[step], window.start + step
    filled = [column for column, kind in kinds.items() if kind != BLANK]
    text = text_of(window.sheet.cell(row, filled[0])) if filled else ""
    if len(filled) == 1 and is_area_heading(text) and is_section_text(text):
        return False  # ตำบลราไวย์ over its villages, though it stands in a column of numbers
    if _is_total(window, step, filled, figures) or _is_row_of_area(window, step, figures):
        return False
    if not filled or any(kinds[column] != BLANK for column in figures):
        return True
    return not (kinds[filled[0]] in FIGURES or (len(filled) == 1 and is_section_text(text)))


def _is_row_of_area(window: Window, step: int, figures: Sequence[int]) -> bool:
    """True for a row of an area whose figures are no numbers: signs of no data, blanks, or words (ประมาณ 30)."""
    kinds, row = window.kinds[step], window.start + step
    words = [column for column, kind in kinds.items() if kind == TEXT and column not in figures]
    own = {kinds[column] for column in figures}
    if words and NIL in own and own <= {NIL, BLANK}:
        return True
    return any(_is_area_among(window, row, column) for column in words)


def _is_area_among(window: Window, row: int, column: int) -> bool:
    """True for the name of an area that we know, or one that begins as (nearly) all names below it do: บ้าน, หมู่ที่."""
    text = text_of(window.sheet.cell(row, column))
    if is_area_name(text):
        return True
    below = [text_of(window.sheet.cell(row + away, column)) for away in range(1, ROWS_BELOW + 1)]
    filled = [each for each in below if each]
    return is_area_heading(text) and len(filled) > 1 and sum(map(is_area_heading, filled)) >= MOST * len(filled)


def _is_total(window: Window, step: int, filled: Sequence[int], figures: Sequence[int]) -> bool:
    """True for รวม in front of figures: a total above the rows that it is of."""
    if not filled or not total_kind(text_of(window.sheet.cell(window.start + step, filled[0]))):
        return False
    numbers = [
        whole_number(window.sheet.cell(window.start + step, column))
        for column in figures
        if window.kinds[step][column] == NUMBER
    ]
    return bool(numbers) and not all(is_year(number) for number in numbers)


def _is_units(window: Window, step: int) -> bool:
    texts = [text_of(window.sheet.cell(window.start + step, c)) for c, k in window.kinds[step].items() if k != BLANK]
    return bool(texts) and all(unit_of(text) for text in texts)
