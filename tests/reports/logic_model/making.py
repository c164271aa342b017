"""A plan with something in every place, and its paper with a made-up radar: no database is needed."""

from dataclasses import replace
from datetime import date, datetime

from analysis.disclosure.outputs import Released, for_internal_use
from analysis.logic_model.ballots import result_of
from analysis.logic_model.paper import Assessed, PlanPaper, PlanReading, RadarFigures
from analysis.logic_model.plan import (
    Activity,
    Budget,
    Cause,
    FollowUp,
    Impact,
    Input,
    Outcome,
    Output,
    Plan,
    Potential,
    Problem,
    Project,
    Risk,
)
from analysis.radar_analysis.one_page import AxisRow, PageBlock, PageRow
from reports.about import About
from warehouse.workshops import HallScore, Workshop

MADE_AT = datetime(2026, 11, 29)
PLAN = Plan(
    area_code="830101",
    set_id="jpt-2560",
    year_be=2564,
    fiscal_year_be=2570,
    title="แผนชุมชนตัวอย่าง",
    parts=(
        Problem(
            id="problem-1",
            text="ไม่มีการเก็บออมเงิน",
            set_id="jpt-2560",
            indicator_code="jpt-2560-23",
            year_be=2564,
            baseline_pct=9.7,
            failed=120,
            assessed=1240,
            unit="ครัวเรือน",
            to_reach=100,
            target_pct=5,
            target_source="set",
        ),
        Problem(id="problem-2", text="สูบบุหรี่ <b>&", baseline_pct=None),
        Cause(id="cause-1", text="รายได้ไม่แน่นอน", links=("problem-1",)),
        Input(id="input-1", text="วิทยากร", links=("cause-1",)),
        Activity(
            id="activity-1",
            text="ตั้งกลุ่มออมทรัพย์",
            links=("input-1",),
            project_id="project-1",
            start=date(2026, 11, 1),
            end=date(2027, 1, 31),
            owner="สำนักงานพัฒนาชุมชน",
        ),
        Activity(id="activity-2", text="ติดตามกลุ่ม", links=("input-1",), project_id="project-1", start=date(2027, 11, 1)),
        Output(id="output-1", text="กลุ่มออมทรัพย์", links=("activity-1",), quantity=2, unit="กลุ่ม"),
        Outcome(id="outcome-1", text="ครัวเรือนออมเงิน", links=("output-1",), target_pct=5),
        Impact(id="impact-1", text="หนี้ลดลง", links=("outcome-1",)),
        Cause(id="cause-2", text="ไม่ผูกกับปัญหาใด"),
        Project(
            id="project-1",
            name="ออมวันละบาท",
            rationale="ครัวเรือนไม่ออม\nรายได้ไม่พอ",
            objective="ให้ออมทุกเดือน",
            target_group="ครัวเรือนที่ไม่ออม",
            method="ประชุม",
            evaluation="นับสมุดบัญชี",
            expected="ออมเงินเพิ่ม",
            pace="quick_win",
            owner="สำนักงานพัฒนาชุมชน",
            agencies=("อปท.",),
            networks=("ภาครัฐ", "ประชาชน"),
            people=100,
            unit="ครัวเรือน",
            start=date(2026, 11, 1),
            end=date(2027, 1, 31),
            sdgs=(1, 8),
            budgets=(Budget(source="อปท.", year_be=2570, baht=12000), Budget(source="จังหวัด", year_be=2571, baht=500.5)),
        ),
        Project(id="project-2", name="เดินเพื่อสุขภาพ", needs_budget=False),
        Project(id="project-3", name="ยังไม่คิดเงิน"),
        Risk(id="risk-1", text="คนไม่มา", problem_id="problem-1", measure="นัดวันหยุด"),
        Potential(id="potential-1", side="strength", text="ผู้นำเข้มแข็ง"),
        FollowUp(
            id="follow_up-1",
            project_id="project-1",
            activity_id="activity-1",
            period="2570-Q1",
            planned_baht=4000,
            approved_baht=6000,
            contracted_baht=5000,
            paid_baht=4500,
            done=1,
            obstacles="ฝนตก",
        ),
    ),
)
RADAR = RadarFigures(
    ("สุขภาพ", "สภาพแวดล้อม", "=การศึกษา", "งานและรายได้"),
    (1.2, 4.0, None, 9.7),
    (2.0, 2.5, 1.0, 3.5),
    "ตำบลตลาดใหญ่",
    "อำเภอเมืองภูเก็ต",
    "count",
)
PAPER = PlanPaper(
    plan=PLAN,
    area_title="ตำบลตลาดใหญ่",
    set_title="จปฐ. 2560",
    measure="count",
    source="จปฐ. ปี 2564 · ไฟล์ ก.xlsx",
    is_synthetic=True,
    place="อำเภอเมืองภูเก็ต · 1,240 ครัวเรือน",
    answer="งานและรายได้เป็นปัญหามากที่สุด 9.7 %",
    radar=RADAR,
    axis_heads=("เป็นปัญหา (%)", "อำเภอเมืองภูเก็ต"),
    axis_rows=(AxisRow("สุขภาพ", "1.2", "2.0", "เด่น"), AxisRow("งานและรายได้", "9.7", "3.5", "ด้อย")),
    blocks=(
        PageBlock("problems", "ปัญหาที่ควรดูก่อน", (PageRow("ไม่ออมเงิน", "9.7 %", "120 จาก 1,240 ครัวเรือน"),), "หมายเหตุ"),
    ),
    reading=PlanReading(
        {"problem-1": ("ถ้า ตั้งกลุ่มออมทรัพย์ แล้ว มีกลุ่ม 2 กลุ่ม",)},
        (
            Assessed("ออมวันละบาท", "70 คะแนน", "มีงบประมาณ", 8, 10, "มีสองแหล่ง"),
            Assessed("ออมวันละบาท", "70 คะแนน", "ระบุภาคี", 5, 5, "สองภาคี"),
            Assessed("ออมวันละบาท", "เก้าข้อ", "มีระยะเวลา", 1, 1, ""),
            Assessed("เดินเพื่อสุขภาพ", "70 คะแนน", "ไม่ใช้งบประมาณ", 5, 5, ""),
            Assessed("เดินเพื่อสุขภาพ", "เก้าข้อ", "มีระยะเวลา", 0, 1, ""),
        ),
    ),
    area_titles={"830101": "ตำบลตลาดใหญ่"},
    indicator_names={"jpt-2560-23": "ไม่มีการเก็บออมเงิน"},
    plan_id=7,
    version=3,
)
ABOUT = About("แผนชุมชน", "ตำบลตลาดใหญ่", 2564, PAPER.source, MADE_AT, True)


def internal(paper: PlanPaper = PAPER) -> Released[PlanPaper]:
    return for_internal_use(paper)


MEETING = Workshop(
    1, PLAN.area_code, PLAN.set_id, PLAN.year_be, MADE_AT, "วัด", "points", 12, False,
    (HallScore("jpt-2560-23", "ไม่มีการเก็บออมเงิน", 1, 50, 10), HallScore(None, "ถนนมืด", None, 70, 12)),
)  # fmt: skip
VOTED = replace(PAPER, votes=result_of(MEETING))
"""The same after a meeting of twelve ballots: saving 50 points, the road, which people named themselves, 70."""
SAID_OF_SAVING = "ประชาคมให้คะแนน 50 อันดับ 2 ของคน · ติด 3 อันดับแรกของ 10 จาก 12 บัตร"
