"""The rows of one table from its first title to its last note."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from loaders.finding.cell_kinds import BLANK, FIGURES, NUMBER, TEXT, kind_of
from loaders.finding.heading_rows import Head, find_head
from loaders.finding.model import BLANK_ROW, DATA, FOOTER, HEADER, REPEATED_HEADER, SECTION, TITLE, UNITS
from loaders.finding.regions import Block
from loaders.finding.rows import SAME_HEADING, RowReader
from loaders.reading import Sheet

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
        told = any(kind_of(sheet.cell(start + step, column)) in FIGURES for column in figures)
        if told and roles[step] != FOOTER:
            break
        marked.append(step)
        step -= 1
    gap = next((each for each in reversed(marked) if roles[each] in (BLANK_ROW, FOOTER, SECTION)), len(roles))
    for each in marked:
        if each >= gap and roles[each] in (DATA, SECTION):
            roles[each] = FOOTER
