"""The layout of the plan's workbook (`plan_sheets.toml`): what is written is read back by the very same columns."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

from analysis.logic_model.plan import CHAIN, KIND_NAMES, SWOT, Budget, Part, Plan, Project
from words.dates import day_typed

LAYOUT: Final = Path(__file__).with_suffix(".toml")
WORDS_OF: Final = {"step": CHAIN, "pace": KIND_NAMES, "side": SWOT}
YES: Final = "ใช่"
BUDGET: Final = "budget"
SEPARATOR: Final = ", "
Written = str | float | None


@dataclass(frozen=True)
class Column:
    """A column: the `field` of a part, its `heading`, what it `holds`, its width in letters. `only`: of which kinds of
    parts, () for all of its sheet."""

    field: str
    heading: str
    holds: str
    width: int
    only: tuple[str, ...] = ()

    @property
    def is_read(self) -> bool:
        """False for what the workbook works out itself."""
        return self.holds != "worked_out"

    def is_of(self, kind: str) -> bool:
        """Whether parts of a kind have this field."""
        return not self.only or kind in self.only


@dataclass(frozen=True)
class PartSheet:
    """A sheet of parts; `kinds`: of plan.PARTS, or "budget" for the sums of money within projects."""

    name: str
    kinds: tuple[str, ...]
    columns: tuple[Column, ...]


@dataclass(frozen=True)
class WorkbookLayout:
    """All sheets that are read back. `header_sheet`: the one that says which plan and version it is, a line for each
    of `header` (field → what stands before it); `id_heading`: over the ids of the rows, in the first column;
    `total_word`: stands in that column in the row of sums."""

    header_sheet: str
    id_heading: str
    total_word: str
    budget_sheet: str
    follow_up_sheet: str
    header: dict[str, str]
    sheets: tuple[PartSheet, ...]

    def sheet(self, name: str) -> PartSheet:
        """The sheet of this name."""
        return next(each for each in self.sheets if each.name == name)


@cache
def workbook_layout() -> WorkbookLayout:
    """The layout as the file holds it."""
    content: dict[str, Any] = tomllib.loads(LAYOUT.read_text(encoding="utf-8"))
    sheets = tuple(
        PartSheet(
            each["name"],
            tuple(each["kinds"]),
            tuple(_column(column) for column in each["columns"]),
        )
        for each in content.pop("sheet")
    )
    return WorkbookLayout(**content, sheets=sheets)


def _column(content: dict[str, Any]) -> Column:
    only: list[str] = content.pop("only", [])
    return Column(**content, only=tuple(only))


def header_values(plan: Plan, plan_id: int, version: int) -> dict[str, str]:
    """What the header sheet says of a plan, by field."""
    return {
        "plan_id": str(plan_id), "version": str(version), "area_code": plan.area_code, "set_id": plan.set_id,
        "year_be": str(plan.year_be), "fiscal_year_be": str(plan.fiscal_year_be),
    }  # fmt: skip


def rows_of(plan: Plan, sheet: PartSheet) -> Iterator[tuple[str, Any, list[Written]]]:
    """(id of the row, the part, its cells) of every row of a sheet; what is worked out is None."""
    for kind, row_id, part in _parts_of(plan, sheet):
        yield row_id, part, [_written(kind, part, column) for column in sheet.columns]


def _parts_of(plan: Plan, sheet: PartSheet) -> Iterator[tuple[str, str, Any]]:
    if sheet.kinds == (BUDGET,):
        for project in plan.of(Project):
            for number, budget in enumerate(project.budgets, 1):
                yield BUDGET, budget_row_id(project.id, number), _OfProject(project.id, budget)
        return
    for kind in sheet.kinds:
        for part in plan.parts:
            if part.kind == kind:
                yield kind, part.id, part


def budget_row_id(project_id: str, number: int) -> str:
    """The id of a project's sum of money, which has none of its own.

    >>> budget_row_id("project-2", 1)
    'project-2/1'
    """
    return f"{project_id}/{number}"


@dataclass(frozen=True)
class _OfProject:
    project_id: str
    budget: Budget

    def __getattr__(self, name: str) -> Any:
        return getattr(self.budget, name)


def _written(kind: str, part: Any, column: Column) -> Written:
    if not column.is_read or not column.is_of(kind):
        return None
    if column.field == "needs_no_budget":
        return None if part.needs_budget else YES
    return written_cell(column.holds, getattr(part, column.field))


def written_cell(holds: str, value: Any) -> Written:
    """A value of a part as it stands in a cell; None for nothing."""
    if value is None or value == "" or value == ():
        return None
    if holds in WORDS_OF:
        return WORDS_OF[holds].get(value, str(value))
    if holds == "yes":
        return YES if value else None
    if holds == "number":
        return float(value)
    if isinstance(value, date):
        return day_typed(value)
    return SEPARATOR.join(map(str, value)) if isinstance(value, tuple) else str(value)


def field_names(part: Part) -> frozenset[str]:
    """The fields a part has."""
    return frozenset(each.name for each in fields(part))
