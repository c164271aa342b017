"""The rows of one table, from its first title to its last note: data, sums, repeated headings, groups, notes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from catalogue.areas import area_names
from loaders.finding.found_table import BLANK_ROW, DATA, FOOTER, HEADER, REPEATED_HEADER, SECTION, TITLE, UNITS
from loaders.finding.heading_rows import Head, find_head
from loaders.finding.regions import BLANK, FIGURES, NIL, NUMBER, TEXT, Block, kind_of, sampled_rows, text_of
from loaders.finding.words import is_footer_text, is_group_heading, is_section_text, row_hint, total_kind
from loaders.reading import Cell, Sheet, fold

MOST_LABELS = 4
MOST_SUMS = 0.3
SAME_HEADING = 0.6
FEW_FIGURES = 0.5
CODE_DIGITS = (8, 10, 6, 4)
MOST_CODES = 0.6
DIGITS_ONLY = re.compile(r"['’]?[0-9๐-๙][0-9๐-๙ .\-]*")
DIGITS = "0123456789-๐๑๒๓๔๕๖๗๘๙"


class RowReader:
    """Tells the rows of one table apart. Most are settled by a look at one figure and the labels (`is_plain`)."""

    def __init__(self, sheet: Sheet, block: Block, head: Head, key: int | None = None) -> None:
        """`key`: a column in which digits alone make a row data; None: the column of codes, where there is one."""
        self.rows, self.block = sheet.rows, block
        self.figures = list(head.figures)
        self.labels = _label_columns(sheet, block, head)
        self.anchor = _anchor(sheet, head)
        self._header = [_words(sheet, block, row) for row in (*head.header, *head.units)]
        self._header_words = {word for words in self._header for word in words.values()}
        self._hints: dict[Cell, bool] = {}
        self._key = key
        self._codes = _code_column(sheet, block, head) if key is None else None
        self._own: set[str] | None = None
        self._groups = [column for column in block.columns if _is_of_groups(sheet, head, column)]
        self._names = [column for column in self.labels if column not in head.figures]
        self._tall = {
            row for top, left, bottom, _ in sheet.merges if left in self._names for row in range(top, bottom + 1)
        }
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
        return not self._sum_of_groups(row)

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
        sums = sums or self._sum_of_groups(row)
        if sums and (hits or not self.figures or self._key is not None):
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
        if self._key is not None:
            return _is_digits(self.rows[row][self._key] if self._key < len(self.rows[row]) else None)
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
        has_footer_text = TEXT in kinds.values() and is_footer_text(text_of(self.rows[row][first]))
        return few and has_footer_text and hits <= FEW_FIGURES * len(self.figures)

    def _sum(self, cell: Cell, column: int) -> str:
        if column not in self.labels:
            return ""
        return total_kind(text_of(cell))

    def _sum_of_groups(self, row: int) -> str:
        """The kind of a sum whose label stands in a column of groups (ภาค) with no name of an area beside it; "" for
        every other row: รวม beside a name is a group of that area."""
        if not self._groups or not self._names or row in self._tall:
            return ""
        cells = self.rows[row]
        if any(text_of(cells[column]) for column in self._names if column < len(cells)):
            return ""
        labels = (text_of(cells[column]) for column in self._groups if column < len(cells))
        return next((kind for label in labels if (kind := total_kind(label))), "")

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

    Where total is one of a column's ordinary values (part: municipal, rest, total) it does not mark a row of sums; nor
    does a column of groups (เพศ, ภาค), by its heading.
    """
    rows = _body_sample(sheet, head)
    found: list[int] = []
    groups = [column for column in block.columns if _is_of_groups(sheet, head, column)]
    for column in block.columns:
        if column in groups:
            continue
        texts = [text_of(cell) for cell in sheet.column(column, rows) if kind_of(cell) == TEXT]
        sums = sum(bool(total_kind(text)) for text in texts)
        if column not in head.figures and texts and not _is_ordinary(texts, sums):
            found.append(column)
    edge = [column for column in block.columns[:2] if column not in (*found, *groups)]
    return sorted([*edge, *found[:MOST_LABELS]])


def _is_of_groups(sheet: Sheet, head: Head, column: int) -> bool:
    return any(is_group_heading(text_of(sheet.cell(row, column))) for row in head.header)


def _is_ordinary(texts: Sequence[str], sums: int) -> bool:
    """True where a word of sums is one value among the others: often met, or as often as every other one."""
    counts = Counter(texts)
    marks = [count for text, count in counts.items() if total_kind(text)]
    others = [count for text, count in counts.items() if not total_kind(text)]
    balanced = len(marks) == 1 and marks[0] > 1 and len(others) > 1 and set(others) == set(marks)
    return balanced or (sums >= 5 and sums > MOST_SUMS * len(texts))


def _anchor(sheet: Sheet, head: Head) -> int | None:
    """The column of figures that is filled most often: most data rows are told by it."""
    rows = _body_sample(sheet, head)
    counts = {column: sum(_is_figure(cell) for cell in sheet.column(column, rows)) for column in head.figures}
    return max(counts, key=lambda column: (counts[column], column)) if counts else None


def _code(cell: Cell) -> str:
    text = str(int(cell)) if isinstance(cell, float) and cell.is_integer() else text_of(cell)
    return fold(text).strip("'’").replace(" ", "")


def _is_digits(cell: Cell) -> bool:
    return DIGITS_ONLY.fullmatch(cell) is not None if isinstance(cell, str) else type(cell) in (int, float)


def _is_code(code: str, length: int) -> bool:
    """True for the digits of an area below a known province; 00 at the end is the area above."""
    return len(code) == length and code.isdigit() and code[:2] in area_names() and not code.endswith("00")


def _code_column(sheet: Sheet, block: Block, head: Head) -> tuple[int, int] | None:
    """(the first column that is nearly all codes of areas, their digits); None where there is none."""
    rows = _body_sample(sheet, head)
    for column in block.columns:
        codes = [code for cell in sheet.column(column, rows) if (code := _code(cell))]
        for length in CODE_DIGITS:
            if sum(_is_code(code, length) for code in codes) > MOST_CODES * max(1, len(codes)):
                return column, length
    return None


MOST_LOOKS = 200
NEAR_HEADER = 8


@dataclass
class Body:
    """The roles of a table's rows from `head.start`; `stop` is where the next table starts (or the sheet ends)."""

    head: Head
    block: Block
    roles: list[str] = field(default_factory=list[str])
    stop: int = 0


@dataclass(frozen=True)
class Turn:
    """What a row below a gap begins: another table, or (at `body`) the same one below a repeated heading."""

    is_other: bool
    body: int


def read_body(sheet: Sheet, block: Block, start: int) -> Body:
    """The roles of all rows of the first table at or below row `start` (from 0)."""
    head = find_head(sheet, block, start)
    reader = RowReader(sheet, block, head)
    body = Body(head, block, _roles_above(sheet, block, head), len(sheet.rows))
    roles, row, looks, has_data = body.roles, head.body, 0, False
    while row < len(sheet.rows):
        if reader.is_plain(row):
            roles.append(DATA)
            has_data = True
            row += 1
            continue
        if has_data and looks < MOST_LOOKS and _may_turn(sheet, reader, row, roles):
            looks += 1
            turn = _turn(sheet, block, reader, row, roles)
            if turn is not None and turn.is_other:
                body.stop = row
                break
            if turn is not None:
                roles.extend(_roles_between(sheet, block, row, turn.body))
                row = turn.body
                continue
        roles.append(reader.role(row))
        has_data = has_data or roles[-1] == DATA
        row += 1
    _settle_end(sheet, body)
    return body


def read_rows(sheet: Sheet, block: Block, head: Head, key: int | None) -> Body:
    """The roles of all rows around headings that are known: the table goes down to the end of the sheet.

    `key`: the column in which digits alone make a row data, as RowReader has it."""
    reader = RowReader(sheet, block, head, key)
    roles = _roles_above(sheet, block, head)
    roles += [DATA if reader.is_plain(row) else reader.role(row) for row in range(head.body, len(sheet.rows))]
    body = Body(head, block, roles, len(sheet.rows))
    _settle_end(sheet, body)
    return body


def _may_turn(sheet: Sheet, reader: RowReader, row: int, roles: Sequence[str]) -> bool:
    """True for a row of words, and no figures, that lies below a gap or covers the columns of figures."""
    kinds = reader.kinds(row)
    over = [kinds.get(column, BLANK) for column in reader.figures]
    if TEXT not in kinds.values():
        return False
    below_gap = roles[-1] in (BLANK_ROW, FOOTER)
    return _covers(over) or (below_gap and NUMBER not in over)


def _covers(over: Sequence[str]) -> bool:
    return over.count(TEXT) >= max(2, SAME_HEADING * len(over))


def _turn(sheet: Sheet, block: Block, reader: RowReader, row: int, roles: Sequence[str]) -> Turn | None:
    head = find_head(sheet, block, row)
    if not head.header or head.body - row > NEAR_HEADER + len(head.header):
        return None
    if any(reader.repeats_header(each) for each in head.header):
        return Turn(False, head.body)
    named = {column for each in head.header for column in block.columns if kind_of(sheet.cell(each, column)) != BLANK}
    words = sum(kind == TEXT for kind in reader.kinds(row).values())
    if roles[-1] not in (BLANK_ROW, FOOTER) and not _is_full_heading(sheet, block, reader, row):
        return None
    if len(named) < 2 or (not head.figures and (roles[-1] not in (BLANK_ROW, FOOTER) or words < 2)):
        return None
    return Turn(True, row)


def _is_full_heading(sheet: Sheet, block: Block, reader: RowReader, row: int) -> bool:
    """Without a gap above, only words over nearly all columns, each once, begin another table: a bad row does not."""
    kinds = reader.kinds(row)
    texts = [str(sheet.cell(row, column)) for column in kinds]
    return set(kinds.values()) == {TEXT} and len(set(texts)) == len(texts) >= 0.8 * len(block.columns)


def _is_blank(sheet: Sheet, block: Block, row: int) -> bool:
    return all(kind_of(sheet.cell(row, column)) == BLANK for column in block.columns)


def _roles_above(sheet: Sheet, block: Block, head: Head) -> list[str]:
    roles: list[str] = []
    within = range(head.header[0], head.body) if head.header else range(0)
    for row in range(head.start, head.body):
        is_blank = _is_blank(sheet, block, row)
        if row in head.units:
            roles.append(UNITS)
        elif row in head.header or (row in within and not is_blank):
            roles.append(HEADER)
        else:
            roles.append(BLANK_ROW if is_blank else TITLE)
    return roles


def _roles_between(sheet: Sheet, block: Block, first: int, last: int) -> list[str]:
    """The rows of a page's repeated title and heading."""
    return [BLANK_ROW if _is_blank(sheet, block, row) else REPEATED_HEADER for row in range(first, last)]


def _settle_end(sheet: Sheet, body: Body) -> None:
    """Rows below the last figures that hold none themselves are notes; blank rows at the end are left off."""
    roles, start, figures = body.roles, body.head.start, body.head.figures
    while roles and roles[-1] == BLANK_ROW:
        roles.pop()
    if not figures:
        return
    step, marked = len(roles) - 1, list[int]()
    while step > body.head.body - start and roles[step] in (DATA, SECTION, FOOTER, BLANK_ROW):
        has_figures = any(kind_of(sheet.cell(start + step, column)) in FIGURES for column in figures)
        if has_figures and roles[step] != FOOTER:
            break
        marked.append(step)
        step -= 1
    gap = next((each for each in reversed(marked) if roles[each] in (BLANK_ROW, FOOTER, SECTION)), len(roles))
    for each in marked:
        if each >= gap and roles[each] in (DATA, SECTION):
            roles[each] = FOOTER
