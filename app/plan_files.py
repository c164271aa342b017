"""Files that people bring for a plan: its workbook edited elsewhere, and the office's own Word template.

Both are read in a child process with limits, as every file from outside is; what comes back are plain values.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from analysis.core.errors import AnalysisError
from analysis.disclosure.outputs import Released
from analysis.logic_model.edited_workbook import Sheets
from analysis.logic_model.paper import PlanPaper
from loaders import ReadLimits, ReadRefusal, read_workbook, run_in_child
from reports.about import About
from reports.logic_model.template_child import MIB, fill_template, look_at_template
from reports.logic_model.template_values import PLACEHOLDERS, template_values
from reports.logic_model.word import header_words

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
