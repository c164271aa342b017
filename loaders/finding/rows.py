"""One row below the headings: data, a sum, a repeated heading, a group's name or a note."""

from __future__ import annotations

from collections import Counter

from catalogue.areas import area_names
from loaders.finding.cell_kinds import BLANK, FIGURES, NIL, NUMBER, TEXT, kind_of, text_of
from loaders.finding.heading_rows import Head
from loaders.finding.model import BLANK_ROW, DATA, FOOTER, REPEATED_HEADER, SECTION
from loaders.finding.regions import Block, sampled_rows
from loaders.finding.words import is_footer_text, is_section_text, row_hint, total_kind
from loaders.reading import Cell, Sheet, fold

MOST_LABELS = 4
MOST_SUMS = 0.3
SAME_HEADING = 0.6
FEW_FIGURES = 0.5
CODE_DIGITS = (8, 10, 6, 4)
MOST_CODES = 0.6
DIGITS = "0123456789-๐๑๒๓๔๕๖๗๘๙"


class RowReader:
    """Tells the rows of one table apart. Most are settled by a look at one figure and the labels (`is_plain`)."""

    def __init__(self, sheet: Sheet, block: Block, head: Head) -> None:
        self.rows, self.block = sheet.rows, block
        self.figures = list(head.figures)
        self.labels = _label_columns(sheet, block, head)
        self.anchor = _anchor(sheet, head)
        self._header = [_words(sheet, block, row) for row in (*head.header, *head.units)]
        self._header_words = {word for words in self._header for word in words.values()}
        self._hints: dict[Cell, bool] = {}
        self._codes = _code_column(sheet, block, head)
        self._own: set[str] | None = None
        self._wide = {(top, left) for top, left, _, right in sheet.merges if right > left}

    def is_plain(self, row: int) -> bool:
        """True when the row is surely data: a figure in the anchor column, and no label of a sum or a note."""
        cells, hints, anchor = self.rows[row], self._hints, self.anchor
        if anchor is None or len(cells) <= anchor or not _is_figure(cells[anchor]):
            return False
        for label in self.labels:
            cell = cells[label] if label < len(cells) else None
            if hints[cell] if cell in hints else self._hint(cell):
                return False
        return True

    def kinds(self, row: int) -> dict[int, str]:
        """The kinds of the filled cells of a row, by column."""
        first, last = self.block.first, self.block.last + 1
        cells = self.rows[row][first:last]
        return {
            column: kind
            for column, cell in enumerate(cells, first)
            if cell is not None and (kind := kind_of(cell)) != BLANK
        }

    def role(self, row: int) -> str:
        """What the row is."""
        cells, kinds = self.rows[row], self.kinds(row)
        if not kinds:
            return BLANK_ROW
        numbers = sum(kinds.get(column) == NUMBER for column in self.figures)
        words = [column for column, kind in kinds.items() if kind == TEXT]
        if numbers and not any(self._hint(cells[column]) for column in words):
            return DATA
        if self.repeats_header(row):
            return REPEATED_HEADER
        if self._has_own_code(row):
            return DATA
        if self._is_footer(row, kinds):
            return FOOTER
        hits = sum(kinds.get(column) in FIGURES for column in self.figures)
        sums = next((kind for column in words if (kind := self._sum(cells[column], column))), "")
        if sums and (hits or not self.figures):
            return sums
        return SECTION if self._is_section(row, kinds) else DATA

    def repeats_header(self, row: int) -> bool:
        """True when the row's words are those of one of the header rows, in their columns."""
        words = {column: fold(text_of(self.rows[row][column])) for column in self.kinds(row)}
        for heading in self._header:
            same = sum(heading.get(column) == word for column, word in words.items())
            alike = same >= SAME_HEADING * max(len(words), len(heading))
            if words and alike and (same > 1 or len(heading) == 1):
                return True
        return False

    def _hint(self, cell: Cell) -> bool:
        """True when the label may stand in a row that is not data."""
        if cell in self._hints:
            return self._hints[cell]
        hint = cell is None and len(self.labels) == 1
        if isinstance(cell, str):
            is_heading = cell[:1] not in DIGITS and fold(cell) in self._header_words
            hint = is_heading or cell.isspace() or bool(row_hint().search(cell))
        self._hints[cell] = hint
        return hint

    def _has_own_code(self, row: int) -> bool:
        """True where the code of an area of the rows' level stands, once in its column: data whatever its name is."""
        if self._codes is None:
            return False
        column, length = self._codes
        if self._own is None:
            counts = Counter(_code(cells[column]) for cells in self.rows if column < len(cells))
            self._own = {code for code, count in counts.items() if count == 1 and _is_code(code, length)}
        cells = self.rows[row]
        return column < len(cells) and _code(cells[column]) in self._own

    def _is_footer(self, row: int, kinds: dict[int, str]) -> bool:
        first = next(iter(kinds))
        few = len(kinds) <= max(3, 0.3 * len(self.block.columns))
        hits = sum(kinds.get(column) in FIGURES for column in self.figures)
        is_told = TEXT in kinds.values() and is_footer_text(text_of(self.rows[row][first]))
        return few and is_told and hits <= FEW_FIGURES * len(self.figures)

    def _sum(self, cell: Cell, column: int) -> str:
        if column not in self.labels:
            return ""
        return total_kind(text_of(cell))

    def _is_section(self, row: int, kinds: dict[int, str]) -> bool:
        """True for a lone label: a merged one, or one that names an area or a part."""
        column, kind = next(iter(kinds.items()))
        figures = any(kinds.get(each) in (NUMBER, NIL) for each in self.figures)
        if figures or not self.figures or len(kinds) > 1 or kind != TEXT:
            return False
        return (row, column) in self._wide or is_section_text(text_of(self.rows[row][column]))


def _is_figure(cell: Cell) -> bool:
    """True for a figure in the anchor column; any doubt means a closer look."""
    if type(cell) is str:
        return cell != "" and cell[0] in DIGITS
    return cell is not None


def _words(sheet: Sheet, block: Block, row: int) -> dict[int, str]:
    return {column: fold(text) for column in block.columns if (text := text_of(sheet.cell(row, column)))}


def _body_sample(sheet: Sheet, head: Head) -> list[int]:
    return [head.body + row for row in sampled_rows(max(0, len(sheet.rows) - head.body))]


def _label_columns(sheet: Sheet, block: Block, head: Head) -> list[int]:
    """The columns in which a sum's or a group's name can stand: the first two, and those of words, from the left.

    Where total is one of a column's ordinary values (part: municipal, rest, total) it does not mark a row of sums.
    """
    rows = _body_sample(sheet, head)
    found: list[int] = []
    for column in block.columns:
        texts = [text_of(sheet.cell(row, column)) for row in rows if kind_of(sheet.cell(row, column)) == TEXT]
        sums = sum(bool(total_kind(text)) for text in texts)
        if column not in head.figures and texts and (sums < 5 or sums <= MOST_SUMS * len(texts)):
            found.append(column)
    edge = [column for column in block.columns[:2] if column not in found]
    return sorted([*edge, *found[:MOST_LABELS]])


def _anchor(sheet: Sheet, head: Head) -> int | None:
    """The column of figures that is filled most often: most data rows are told by it."""
    rows = _body_sample(sheet, head)
    counts = {column: sum(_is_figure(sheet.cell(row, column)) for row in rows) for column in head.figures}
    return max(counts, key=lambda column: (counts[column], column)) if counts else None


def _code(cell: Cell) -> str:
    text = str(int(cell)) if isinstance(cell, float) and cell.is_integer() else text_of(cell)
    return fold(text).strip("'’").replace(" ", "")


def _is_code(code: str, length: int) -> bool:
    """True for the digits of an area below a known province; 00 at the end is the area above."""
    return len(code) == length and code.isdigit() and code[:2] in area_names() and not code.endswith("00")


def _code_column(sheet: Sheet, block: Block, head: Head) -> tuple[int, int] | None:
    """(the first column that is nearly all codes of areas, their digits); None where there is none."""
    rows = _body_sample(sheet, head)
    for column in block.columns:
        codes = [code for row in rows if (code := _code(sheet.cell(row, column)))]
        for length in CODE_DIGITS:
            if sum(_is_code(code, length) for code in codes) > MOST_CODES * max(1, len(codes)):
                return column, length
    return None
