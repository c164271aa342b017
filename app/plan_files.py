"""Files that people bring for a plan: its workbook edited elsewhere, a list of projects, an own Word template.

All are read in a child process with limits, as every file from outside is; what comes back are plain values.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from analysis.core.errors import AnalysisError
from analysis.disclosure.outputs import Released
from analysis.logic_model.edited_workbook import SheetFault, Sheets
from analysis.logic_model.paper import PlanPaper
from analysis.logic_model.plan import Plan
from analysis.logic_model.plan_from_list import Fills, with_listed
from analysis.logic_model.plan_list import ListedTable, listed_rows, meanings, proposed_meanings
from loaders import PlanTable, ReadLimits, ReadRefusal, known_area_names, read_workbook, run_in_child
from reports.about import About
from reports.logic_model.template_child import MIB, fill_template, look_at_template
from reports.logic_model.template_values import PLACEHOLDERS, template_values
from reports.logic_model.word import header_words
from warehouse import Warehouse, read_strategies
from warehouse.user_records import read_list_columns, save_list_columns
from words.spelling import fold

TEMPLATE_LIMITS: Final = ReadLimits(cpu_seconds=20, idle_seconds=20, memory_bytes=512 * MIB, max_bytes=10 * MIB)
Run = Callable[..., Any]


@dataclass(frozen=True)
class TemplateLook:
    """What filling a template would do. `used`: placeholders that it has, `unknown`: names that are none and would be
    left empty, `empty`: (placeholder, places without a value, all its places) of those the plan does not fill."""

    used: tuple[str, ...]
    unknown: tuple[str, ...]
    empty: tuple[tuple[str, int, int], ...]


def read_plan_workbook(content: bytes, file_name: str) -> Sheets:
    """The sheets of a workbook brought back, for `workbook_origin` and `plan_of_sheets`.

    Raises ReadRefusal for a file that cannot be read."""
    return {sheet.name: sheet.rows for sheet in read_workbook(content, file_name).sheets}


def columns_of_list(warehouse: Warehouse, table: PlanTable) -> tuple[str, ...]:
    """What each column of a list of projects is: as a person said for the same headings before, else by its heading."""
    proposed = proposed_meanings([each.heading for each in table.columns])
    kept = read_list_columns(warehouse, _key_of_headings(table))
    return kept if kept is not None and len(kept) == len(proposed) and set(kept) <= set(meanings()) else proposed


def keep_columns_of_list(warehouse: Warehouse, table: PlanTable, chosen: Sequence[str]) -> None:
    """Remember what a person said that the columns are, for the next file with the same headings."""
    if tuple(chosen) != columns_of_list(warehouse, table):
        save_list_columns(warehouse, _key_of_headings(table), chosen)


def _key_of_headings(table: PlanTable) -> str:
    return hashlib.sha256("\n".join(fold(each.heading) for each in table.columns).encode()).hexdigest()


def listed_into(
    warehouse: Warehouse, plan: Plan, table: PlanTable, chosen: Sequence[str], year_be: int, fills: Fills
) -> tuple[Plan, tuple[SheetFault, ...]]:
    """The plan with the projects of a table, its columns having the meanings `chosen`, and what could not be taken.
    `year_be`: the fiscal year of money that the file tells none of."""
    headings = tuple(f"{each.letter} {each.heading}".strip() for each in table.columns)
    rows = tuple((each.number, each.cells, each.section) for each in table.rows)
    listed, faults = listed_rows(ListedTable(table.sheet, headings, rows), chosen, year_be)
    strategies = {fold(str(each.get("name", ""))): str(each["id"]) for each in read_strategies(warehouse)}
    merged, more = with_listed(plan, listed, place_names(warehouse, plan.area_code), strategies, fills, table.sheet)
    return merged, (*faults, *more)


def place_names(warehouse: Warehouse, area_code: str) -> dict[str, str]:
    """Code → name of every area known within an area, itself left out."""
    names = known_area_names(warehouse)
    above = "" if area_code == "TH" else area_code
    return {code: name for code, name in names.items() if code.startswith(above) and code != area_code}


def look_at_own_template(
    content: bytes, released: Released[PlanPaper], about: About, run: Run = run_in_child
) -> TemplateLook:
    """What is unknown in a template and what the plan leaves empty, before it is filled.

    Raises AnalysisError for a template that is not used, with how to mend it."""
    values = template_values(released.content, about.of(released))
    found = _asked(run, look_at_template, content, values, list(PLACEHOLDERS))
    _refuse(found["faults"])
    return TemplateLook(
        tuple(found["used"]),
        tuple(found["unknown"]),
        tuple((name, empty, all_) for name, empty, all_ in found["empty"]),
    )


def fill_own_template(content: bytes, released: Released[PlanPaper], about: About, run: Run = run_in_child) -> bytes:
    """The template filled with the plan, as a .docx; on top of each page it says for whom it is.

    Raises AnalysisError as `look_at_own_template`."""
    about = about.of(released)
    values = template_values(released.content, about)
    filled, faults = _asked(run, fill_template, content, values, header_words(about))
    _refuse(faults)
    return filled


def _asked(run: Run, function: Callable[..., Any], content: bytes, *arguments: Any) -> Any:
    if len(content) > TEMPLATE_LIMITS.max_bytes:
        raise AnalysisError(f"แม่แบบใหญ่เกิน {TEMPLATE_LIMITS.max_bytes // MIB} MB", "ลดรูปในแม่แบบ แล้วลองใหม่")
    try:
        return run(function, content, *arguments, limits=TEMPLATE_LIMITS)
    except ReadRefusal as refusal:
        raise AnalysisError(
            f"เติมแม่แบบนี้ไม่สำเร็จ ใช้เวลาหรือหน่วยความจำเกินกำหนด จึงหยุดไว้ [{refusal.code}]",
            "ลดการวนซ้ำซ้อนกันและเนื้อหาในแม่แบบ หรือเริ่มจากไฟล์ตัวอย่าง",
        ) from None


def _refuse(faults: list[tuple[str, str]]) -> None:
    if faults:
        raise AnalysisError(
            " · ".join(dict.fromkeys(what for what, _ in faults)), " · ".join(dict.fromkeys(fix for _, fix in faults))
        )
