"""Files brought for a plan are read in a child: what takes too long or too much ends there, and is told."""

import time
from dataclasses import replace

import docx
import pytest

from analysis.core.errors import AnalysisError
from analysis.logic_model.edited_workbook import plan_of_sheets, workbook_origin
from analysis.logic_model.plan import Project
from app import plan_files
from app.plan_files import fill_own_template, look_at_own_template, read_plan_workbook
from loaders import ReadLimits, ReadRefusal
from loaders.reading import run_in_child
from reports.logic_model.plan_workbook import plan_workbook_bytes
from tests.reports.logic_model.making import ABOUT, PAPER, PLAN, internal
from tests.reports.logic_model.templates import bomb, lines, saved, template
from tests_support import run_here

SECONDS = 20.0


def test_a_template_is_filled_in_the_child_and_says_for_whom_it_is() -> None:
    content = template("{{ plan_title }} {{ nobody }}")
    look = look_at_own_template(content, internal(), ABOUT)
    assert (look.used, look.unknown, look.empty) == (("plan_title",), ("nobody",), ())
    filled = fill_own_template(content, internal(), ABOUT)
    assert lines(filled) == ["แผนชุมชนตัวอย่าง "]


def test_a_harmful_template_is_refused_with_what_to_do() -> None:
    with pytest.raises(AnalysisError, match=r"คำสั่งที่ไม่อนุญาต.*→ ใช้ได้เพียง"):
        fill_own_template(template("{% include 'x' %}"), internal(), ABOUT, run_here)
    with pytest.raises(AnalysisError, match=r"บีบอัดผิดปกติ|ใหญ่เกินไป"):
        look_at_own_template(bomb(), internal(), ABOUT, run_here)
    with pytest.raises(AnalysisError, match="ใหญ่เกิน 10 MB"):
        fill_own_template(b"x" * (10 * 2**20 + 1), internal(), ABOUT)


@pytest.mark.parametrize(
    ("limits", "repeated"),
    [
        (ReadLimits(cpu_seconds=2, idle_seconds=20, memory_bytes=4096 * 2**20), ""),
        (ReadLimits(cpu_seconds=60, idle_seconds=20, memory_bytes=64 * 2**20), "ยาว" * 20_000),
    ],
    ids=["time", "memory"],
)
def test_repeats_without_end_are_ended(monkeypatch: pytest.MonkeyPatch, limits: ReadLimits, repeated: str) -> None:
    """Three loops over 400 projects are 64 million turns, or as many copies of a long text."""
    monkeypatch.setattr(plan_files, "TEMPLATE_LIMITS", limits)
    many = tuple(Project(id=f"project-{number}", name="ก") for number in range(400))
    loops = "{% for p in projects %}" * 3 + "{{ p.name }}" + repeated + "{% endfor %}" * 3
    started = time.monotonic()
    with pytest.raises(AnalysisError, match="ใช้เวลาหรือหน่วยความจำเกินกำหนด"):
        fill_own_template(template(loops), internal(replace(PAPER, plan=replace(PLAN, parts=many))), ABOUT)
    assert time.monotonic() - started < 6 * SECONDS


def test_a_file_that_keeps_the_patterns_of_the_library_busy_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    """docxtpl looks for its marks by patterns that go back and forth over a table."""
    monkeypatch.setattr(plan_files, "TEMPLATE_LIMITS", replace(plan_files.TEMPLATE_LIMITS, cpu_seconds=2))
    document = docx.Document()
    document.add_paragraph("{{" * 300_000)
    with pytest.raises(AnalysisError):
        fill_own_template(saved(document), internal(), ABOUT)


def test_a_workbook_comes_back_through_the_child() -> None:
    content = plan_workbook_bytes(internal(), ABOUT)
    sheets = read_plan_workbook(content, "แผน.xlsx")
    assert workbook_origin(sheets).plan_id == 7
    assert plan_of_sheets(sheets, PLAN).plan == PLAN
    with pytest.raises(ReadRefusal):
        read_plan_workbook(b"PK\x03\x04", "แผน.xlsx")
    assert run_in_child.__module__ == "loaders.reading.child"
