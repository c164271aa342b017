"""A finished project as a write-up: nine headings, only what the plan knows, the rest left open."""

import io
from dataclasses import replace

import docx
import pytest

from analysis.disclosure.outputs import INTERNAL_MARK
from analysis.logic_model.plan import FollowUp
from reports.logic_model.best_practice import DRAFT, HEADINGS, TO_WRITE, best_practice_bytes, finished_projects
from tests.reports.logic_model.making import ABOUT, PAPER, PLAN, internal


def paper_with(*records: FollowUp):
    return replace(PAPER, plan=replace(PLAN, parts=(*PLAN.parts, *records)))


def record(number: int, activity_id: str, project_id: str = "project-1") -> FollowUp:
    return FollowUp(
        id=f"follow_up-{number}",
        project_id=project_id,
        period="2570-Q2",
        activity_id=activity_id,
        is_finished=True,
        note="คนสนใจมาก",
    )


def test_a_project_is_finished_as_a_whole_or_by_all_its_activities() -> None:
    names = {
        "nothing": finished_projects(PAPER),
        "one of two": finished_projects(paper_with(record(2, "activity-1"))),
        "both": finished_projects(paper_with(record(2, "activity-1"), record(3, "activity-2"))),
        "the whole": finished_projects(paper_with(record(2, "", "project-3"))),
    }
    assert {key: [each.id for each in found] for key, found in names.items()} == {
        "nothing": [], "one of two": [], "both": ["project-1"], "the whole": ["project-3"],
    }  # fmt: skip
    with pytest.raises(ValueError, match="finished"):
        best_practice_bytes(internal(), ABOUT)


def test_the_nine_headings_hold_what_the_plan_knows_and_nothing_else() -> None:
    paper = paper_with(record(2, ""))
    document = docx.Document(io.BytesIO(best_practice_bytes(internal(paper), ABOUT)))
    lines = [each.text for each in document.paragraphs]
    headings = [each.text for each in document.paragraphs if each.style.name == "Heading 1"]
    assert headings == [f"{number}. {name}" for number, name in enumerate(HEADINGS, 1)]
    assert len(headings) == 9

    def below(number: int) -> list[str]:
        start = lines.index(headings[number - 1]) + 1
        end = lines.index(headings[number]) if number < 9 else start + 1
        return lines[start:end]

    assert below(1) == ["ปัญหา: ไม่มีการเก็บออมเงิน", "ครัวเรือนไม่ออม", "รายได้ไม่พอ", "ให้ออมทุกเดือน"]
    assert below(2)[:3] == [
        "กลุ่มเป้าหมาย: ครัวเรือนที่ไม่ออม · 100 ครัวเรือน", "ระยะเวลา: 1 พ.ย. 2569 – 31 ม.ค. 2570", "งบประมาณ: 12,500.50",
    ]  # fmt: skip
    assert below(3) == ["1) ตั้งกลุ่มออมทรัพย์ (1 พ.ย. 2569 – 31 ม.ค. 2570 · ทำได้ 1 จาก 2 กลุ่ม)", "2) ติดตามกลุ่ม (1 พ.ย. 2570)"]
    assert below(5) == below(7) == below(9) == [TO_WRITE]
    assert below(6) == ["ไตรมาส 1/2570: ฝนตก"]
    assert below(8) == ["ผลผลิต: กลุ่มออมทรัพย์ (2 กลุ่ม)", "ผลลัพธ์: ครัวเรือนออมเงิน", "คนสนใจมาก"]
    assert any(DRAFT in line for line in lines)
    assert INTERNAL_MARK in document.sections[0].header.paragraphs[0].text
