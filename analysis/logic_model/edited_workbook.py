"""A plan's workbook brought back: its rows found again by their ids, made into the plan as it was edited there.

Nothing is guessed: a cell that cannot be read is a fault with its sheet, row and column, and then the plan is not used.
What is read is held against the plan in the version that the file was made from; whether others have saved since is
for `compare` to tell.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from analysis.core.errors import AnalysisError
from analysis.logic_model.plan import PARTS, Budget, Card, Part, Plan, Project, new_id, part_of
from analysis.logic_model.plan_sheets import (
    BUDGET,
    READ_CELL,
    WORDS_OF,
    Column,
    PartSheet,
    WorkbookLayout,
    cell_text,
    field_names,
    workbook_layout,
    written_cell,
)
from analysis.logic_model.public import HIDDEN_WORD

Cells = Sequence[Sequence[Any]]
Sheets = Mapping[str, Cells]
"""Name of a sheet → its rows of cells, as `loaders.read_workbook` reads them in its child."""
MOST_ROWS: Final = 5000


@dataclass(frozen=True)
class SheetFault:
    """A cell that cannot be taken: where it is (`row` as Excel counts, `heading` of its column), what is wrong and how
    to put it right, in Thai."""

    sheet: str
    row: int
    heading: str
    what: str
    fix: str

    @property
    def text(self) -> str:
        """One line for people."""
        where = f"แผ่นงาน «{self.sheet}»" + (f" แถว {self.row}" if self.row else "")
        return f"{where}{f' ช่อง «{self.heading}»' if self.heading else ''}: {self.what} → {self.fix}"


@dataclass(frozen=True)
class WorkbookOrigin:
    """Which plan a workbook was made from, and in which version; 0 for one that was never kept."""

    plan_id: int
    version: int
    area_code: str
    set_id: str


@dataclass(frozen=True)
class BroughtPlan:
    """The plan as it was edited in the workbook. `faults`: not empty where it must not be used."""

    plan: Plan
    faults: tuple[SheetFault, ...]


def workbook_origin(sheets: Sheets) -> WorkbookOrigin:
    """Which plan the workbook is of. Raises AnalysisError for a file that is no workbook of a plan."""
    layout = workbook_layout()
    found: dict[str, str] = {}
    names = {name: key for key, name in layout.header.items()}
    for row in sheets.get(layout.header_sheet, ()):
        cells = [cell_text(each) for each in row[:2]]
        if len(cells) == 2 and cells[0] in names:
            found.setdefault(names[cells[0]], cells[1])
    try:
        return WorkbookOrigin(int(found["plan_id"]), int(found["version"]), found["area_code"], found["set_id"])
    except (KeyError, ValueError):
        raise AnalysisError(
            f"ไฟล์นี้ไม่ใช่สมุดงานแผนจากโปรแกรมนี้ (ไม่พบหมายเลขแผนในแผ่นงาน {layout.header_sheet})",
            "ดาวน์โหลดแผนเป็น Excel จากหน้านี้ แก้ในไฟล์นั้น แล้วนำกลับเข้ามา",
        ) from None


def plan_of_sheets(sheets: Sheets, base: Plan, taken: Sequence[str] = ()) -> BroughtPlan:
    """The plan as the workbook has it. `base`: the plan in the version the file was made from, which keeps what the
    workbook does not hold; `taken`: further ids that new rows must not get (of the newest version).

    A row without an id, or with one that `base` has not, is a new part; a part without a row is removed, and links to
    it go. A sheet that is missing is a fault, never a removal."""
    reader = _Reader(base, workbook_layout(), {each.id for each in base.parts} | set(taken))
    for sheet in reader.layout.sheets:
        reader.read(sheet, sheets.get(sheet.name))
    return reader.brought()


@dataclass
class _Row:
    """A row that was read: `typed`: the id in the file, `values`: by field, `cells`: what stood there."""

    sheet: PartSheet
    number: int
    typed: str
    kind: str
    values: dict[str, Any]
    cells: Mapping[str, Any]


@dataclass
class _Reader:
    base: Plan
    layout: WorkbookLayout
    taken: set[str]
    rows: list[_Row] = field(default_factory=list[_Row])
    faults: list[SheetFault] = field(default_factory=list[SheetFault])

    def fault(self, sheet: str, row: int, heading: str, what: str, fix: str) -> None:
        self.faults.append(SheetFault(sheet, row, heading, what, fix))

    def read(self, sheet: PartSheet, cells: Cells | None) -> None:
        """Read the rows of a sheet below its headings."""
        if cells is None:
            self.fault(sheet.name, 0, "", "ไม่มีแผ่นงานนี้ในไฟล์", "นำแผ่นงานกลับมา หรือดาวน์โหลดแผนใหม่แล้วแก้ในไฟล์นั้น")
            return
        head = next((n for n, row in enumerate(cells) if row and cell_text(row[0]) == self.layout.id_heading), None)
        if head is None:
            what = f"ไม่พบแถวหัวตาราง (ช่องแรกต้องเป็น {self.layout.id_heading})"
            self.fault(sheet.name, 0, "", what, "คืนแถวหัวตารางตามไฟล์ที่ดาวน์โหลด")
            return
        headings = [cell_text(each) for each in cells[head]]
        places = {each.field: headings.index(each.heading) for each in sheet.columns if each.heading in headings}
        for column in sheet.columns:
            if column.is_read and column.field not in places:
                self.fault(sheet.name, head + 1, column.heading, "ไม่มีคอลัมน์นี้", "คืนหัวคอลัมน์ตามไฟล์ที่ดาวน์โหลด")
        if len(cells) - head > MOST_ROWS:
            self.fault(sheet.name, MOST_ROWS, "", f"มีเกิน {MOST_ROWS:,} แถว", "ลบแถวที่ไม่ใช่แผน")
            return
        for number, row in enumerate(cells[head + 1 :], head + 2):
            self._read_row(sheet, places, row, number)

    def _read_row(self, sheet: PartSheet, places: Mapping[str, int], row: Sequence[Any], number: int) -> None:
        typed = cell_text(row[0]) if row else ""
        found = {name: row[place] if place < len(row) else None for name, place in places.items()}
        is_empty = all(
            cell_text(found[each.field]) == "" for each in sheet.columns if each.is_read and each.field in found
        )
        if typed == self.layout.total_word or is_empty:
            return
        kind = self._kind(sheet, found, number)
        if kind is None:
            return
        values: dict[str, Any] = {}
        for column in sheet.columns:
            if column.is_read and column.field in found and column.field != "kind":
                self._take(sheet, column, kind, found[column.field], number, values)
        if typed and any(each.typed == typed and each.sheet is sheet for each in self.rows):
            fix = "ถ้าคัดลอกแถวมาเพื่อเพิ่ม ให้ลบรหัสในแถวใหม่"
            self.fault(sheet.name, number, self.layout.id_heading, f"รหัส {typed} ซ้ำกับแถวก่อนหน้า", fix)
            return
        self.rows.append(_Row(sheet, number, typed, kind, values, found))

    def _kind(self, sheet: PartSheet, found: Mapping[str, Any], number: int) -> str | None:
        if len(sheet.kinds) == 1:
            return sheet.kinds[0]
        words = {name: kind for kind, name in WORDS_OF["step"].items()}
        kind = words.get(cell_text(found.get("kind")))
        if kind is None:
            column = next(each for each in sheet.columns if each.field == "kind")
            self.fault(sheet.name, number, column.heading, "ไม่รู้ว่าเป็นขั้นใด", f"ใส่คำใดคำหนึ่ง: {', '.join(words)}")
        return kind

    def _take(
        self, sheet: PartSheet, column: Column, kind: str, cell: Any, number: int, values: dict[str, Any]
    ) -> None:
        """Read a cell into the values of its row; what stands where parts of this kind have nothing is a fault."""
        text = cell_text(cell)
        if HIDDEN_WORD in text:  # taken out of a file for others: it stays as it is in the plan
            return
        if not column.is_of(kind):
            if text:
                names = WORDS_OF["step"]
                where = ", ".join(names[each] for each in column.only)
                self.fault(sheet.name, number, column.heading, "ขั้นนี้ไม่มีช่องนี้", f"ช่องนี้ใช้กับ {where} ล้างช่องนี้")
            return
        try:
            values[column.field] = READ_CELL[column.holds](cell)
        except ValueError as error:
            what, fix = error.args
            self.fault(sheet.name, number, column.heading, what, fix)

    def brought(self) -> BroughtPlan:
        """The plan of all rows."""
        standing = {each.id: each for each in self.base.parts}
        ids = self._ids(standing)
        budgets = self._budgets(ids)
        order = {each.id: place for place, each in enumerate(self.base.parts)}
        parts: list[Part] = []
        for row in (each for each in self.rows if each.kind != BUDGET):
            part_id = ids[row.sheet.name, row.number]
            parts.append(self._part(row, part_id, standing.get(part_id), ids, budgets))
        parts.sort(key=lambda each: order.get(each.id, len(order)))
        return BroughtPlan(replace(self.base, parts=tuple(parts)), tuple(self.faults))

    def _ids(self, standing: Mapping[str, Part]) -> dict[tuple[str, int], str]:
        """(sheet, row) → id of the part; new rows get new ids."""
        ids: dict[tuple[str, int], str] = {}
        for row in self.rows:
            if row.kind == BUDGET:
                continue
            held = standing.get(row.typed)
            if held is not None and held.kind == row.kind:
                ids[row.sheet.name, row.number] = row.typed
                continue
            if held is not None:
                column = row.sheet.columns[0].heading
                fix = "ถ้าต้องการเปลี่ยนขั้น ให้ลบรหัสของแถวนี้ แล้วจะเป็นแถวใหม่"
                self.fault(row.sheet.name, row.number, column, f"รหัส {row.typed} เป็นของขั้นอื่นในแผน", fix)
            made = new_id(row.kind, self.taken)
            self.taken.add(made)
            ids[row.sheet.name, row.number] = made
        return ids

    def _known_as(self, typed: str, ids: Mapping[tuple[str, int], str]) -> str | None:
        """The id of the part that a cell names: of the plan, or of a new row by the id typed there."""
        for row in self.rows:
            if row.typed == typed and row.kind != BUDGET:
                return ids[row.sheet.name, row.number]
        return None

    def _named(self, row: _Row, name: str, typed: str, ids: Mapping[tuple[str, int], str]) -> str | None:
        """The part that is named; None, with a fault unless it was removed from the plan, where there is none."""
        found = self._known_as(typed, ids)
        if found is None and self.base.part(typed) is None:
            heading = next(each.heading for each in row.sheet.columns if each.field == name)
            self.fault(row.sheet.name, row.number, heading, f"ไม่มีแถวรหัส {typed}", "ใส่รหัสแถวที่มีในไฟล์นี้ หรือเว้นว่าง")
        return found

    def _budgets(self, ids: Mapping[tuple[str, int], str]) -> dict[str, list[Budget]]:
        """Id of a project → its sums of money in the order of the rows."""
        found: dict[str, list[Budget]] = {}
        for row in (each for each in self.rows if each.kind == BUDGET):
            values = row.values
            project = self._named(row, "project_id", values.get("project_id") or "", ids)
            lacking = [name for name in ("year_be", "baht") if values.get(name) is None]
            for name in lacking:
                heading = next(each.heading for each in row.sheet.columns if each.field == name)
                self.fault(row.sheet.name, row.number, heading, "ช่องนี้ว่าง", "ใส่ตัวเลข หรือลบทั้งแถว")
            if project is not None and not lacking:
                made = Budget(source=values.get("source") or "", year_be=int(values["year_be"]), baht=values["baht"])
                found.setdefault(project, []).append(made)
        return found

    def _part(
        self, row: _Row, part_id: str, held: Part | None, ids: Mapping[tuple[str, int], str],
        budgets: Mapping[str, list[Budget]],
    ) -> Part:  # fmt: skip
        values = dict(row.values)
        for column in row.sheet.columns:
            if column.holds in {"id", "ids"} and column.field in values:
                typed: Any = values[column.field]
                names = [typed] if isinstance(typed, str) else list(typed)
                found = [self._named(row, column.field, name, ids) for name in names if name]
                kept = tuple(each for each in found if each is not None)
                values[column.field] = kept if column.holds == "ids" else (kept[0] if kept else "")
        if "needs_no_budget" in values:
            values["needs_budget"] = not values.pop("needs_no_budget")
        if row.kind == Project.kind:
            values["budgets"] = tuple(budgets.get(part_id, ()))
        part = held if held is not None else part_of(row.kind, part_id, _required(row.kind))
        known = field_names(part)
        same = {each.field for each in row.sheet.columns if held is not None and _is_as_written(row, each, held)}
        return replace(part, **{name: value for name, value in values.items() if name in known and name not in same})


def _required(kind: str) -> dict[str, str]:
    """The fields of a new part that have no default."""
    if issubclass(PARTS[kind], Card) or kind == "risk":
        return {"text": ""}
    return {
        "project": {"name": ""},
        "potential": {"side": "", "text": ""},
        "follow_up": {"project_id": "", "period": ""},
    }[kind]


def _is_as_written(row: _Row, column: Column, held: Part) -> bool:
    """Whether the cell still says what was written for the part: what was tidied on the way through the workbook is no
    change. Ids are looked at all the same: the row that they name may be gone."""
    if column.holds in ("id", "ids") or not hasattr(held, column.field):
        return False
    written, cell = written_cell(column.holds, getattr(held, column.field)), row.cells.get(column.field)
    if isinstance(written, float) and isinstance(cell, int | float):
        return math.isclose(written, cell, rel_tol=1e-12)
    return cell_text(written) == cell_text(cell)
