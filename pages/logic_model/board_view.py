"""The board of a plan: its cards with their details, kept while people type."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Final

import streamlit as st

from analysis.core.errors import AnalysisError
from analysis.logic_model.board_parts import TARGET_SOURCES, BoardMessage, board_parts, read_message, with_board
from analysis.logic_model.plan import KIND_NAMES, Part, Plan, Project
from app.plans import OpenPlan, keep_parts, plan_key
from app.state import the_catalogue
from catalogue import IndicatorSet
from pages.logic_model.board_component import BoardData, Field, Reply, message_sent, mount_board
from pages.logic_model.saving import attempt
from words.dates import clock_words
from words.screen_text import plain

REPLY: Final = "plan-board-reply"
NOT_CHOSEN: Final = ("", "– ไม่ระบุ –")


def show_board(opened: OpenPlan) -> None:
    """The board, and what it sent in this run kept before it was drawn."""
    header = opened.header
    indicator_set = the_catalogue(opened.selection.version).get(header.set_id)
    data = BoardData(
        plan_key(header), header.version, clock_words(header.saved_at), plain(header.saved_by), indicator_set.measure,
        board_parts(opened.plan.parts), details_of(indicator_set, opened.plan),
    )  # fmt: skip
    mount_board(data, st.session_state.get(REPLY), partial(_keep, opened.plan_id, header.set_id))
    st.caption(
        "พิมพ์แล้วระบบบันทึกเอง · ลากที่ ⠿ หรือกด Alt กับลูกศรเพื่อย้าย · Alt กับ L เชื่อมใบ · Alt กับ Enter เปิดรายละเอียด · "
        "Alt กับ Delete ลบ · ข้อความที่ร่างให้เป็นข้อเสนอของโปรแกรมนี้ ไม่ใช่ของกรมการพัฒนาชุมชน"
    )


def _keep(plan_id: int, set_id: str) -> None:
    """Called before the page is drawn again: save what the board sent, and hold the answer ready for it."""
    try:
        message = read_message(message_sent())
    except AnalysisError as error:
        st.session_state[REPLY] = Reply(
            _request_of(message_sent()), "refused", words=plain(f"{error.what} {error.fix}")
        )
        return
    st.session_state[REPLY] = reply_to(plan_id, set_id, message)


def reply_to(plan_id: int, set_id: str, message: BoardMessage) -> Reply:
    """Save a message of the board of a plan, or say why that cannot be."""

    def change(parts: Sequence[Part]) -> tuple[Part, ...]:
        return with_board(parts, message.parts, set_id)

    tried = attempt(lambda: keep_parts(plan_id, message.based_on, change, board_parts, message.kept))
    if tried.result:
        return Reply(message.request, "saved", tried.result.version, clock_words(tried.result.saved_at))
    if tried.is_stale:
        return Reply(message.request, "stale")
    if tried.flagged:
        return Reply(message.request, "personal", texts=tried.flagged)
    return Reply(message.request, "refused", words=plain(" ".join(tried.trouble or ())))


def _request_of(sent: object) -> str:
    request = sent.get("request") if isinstance(sent, Mapping) else None
    return request if isinstance(request, str) and len(request) <= 80 else ""


def details_of(indicator_set: IndicatorSet, plan: Plan) -> Mapping[str, Sequence[Field]]:
    """Kind → the fields of its details, as people call them."""
    indicators = [
        NOT_CHOSEN,
        *((each.code, plain(f"{each.number}. {each.problem_name}")) for each in indicator_set.indicators),
    ]
    projects = [NOT_CHOSEN, *((each.id, plain(each.name)) for each in plan.of(Project))]
    turned = ("turned", "คำในต้นไม้วัตถุประสงค์ (ว่าง: ให้โปรแกรมเสนอ)", "text")
    turned_back = ("turned", "คำในต้นไม้ปัญหา (ว่าง: ให้โปรแกรมเสนอ)", "text")
    share = "ดัชนี 0–100" if indicator_set.measure == "score" else "%"
    return {
        "problem": [
            ("indicator_code", "ตัวชี้วัด", "choice", indicators),
            ("baseline_pct", f"ค่าฐาน ({share})", "number"),
            ("year_be", "ปีของค่าฐาน (พ.ศ.)", "whole"),
            ("failed", "จำนวนที่เป็นปัญหา", "number"),
            ("assessed", "จำนวนที่สำรวจ", "number"),
            ("to_reach", "จำนวนที่จะเข้าถึง (คนหรือครัวเรือน)", "number"),
            ("unit", "หน่วยนับ", "text"),
            ("target_pct", f"เป้าหมาย: เหลือปัญหา ({share})", "number"),
            ("target_source", "ที่มาของเป้าหมาย", "choice", [NOT_CHOSEN, *TARGET_SOURCES.items()]),
            ("is_case", "มีไม่กี่ราย ติดตามเป็นรายกรณี ไม่ทำเป็นโครงการ", "yes"),
            turned,
        ],
        "cause": [turned],
        "activity": [
            ("project_id", "อยู่ในโครงการ", "choice", projects),
            ("owner", "ผู้รับผิดชอบ (หน่วยงานหรือตำแหน่ง)", "text"),
            ("pace", "ลักษณะ", "choice", [NOT_CHOSEN, *KIND_NAMES.items()]),
            ("start", "เริ่ม (วัน/เดือน/ปี พ.ศ.)", "day"),
            ("end", "สิ้นสุด (วัน/เดือน/ปี พ.ศ.)", "day"),
            ("people", "จำนวนที่จะเข้าถึง", "number"),
            ("unit", "หน่วยนับ", "text"),
        ],
        "output": [("quantity", "จำนวน", "number"), ("unit", "หน่วยนับ", "text")],
        "outcome": [
            ("indicator_code", "วัดด้วยตัวชี้วัด", "choice", indicators),
            ("measured_by", "หรือวัดด้วย", "text"),
            ("target_pct", f"เป้าหมาย: เหลือปัญหา ({share})", "number"),
            turned_back,
        ],
        "impact": [turned_back],
        "risk": [
            ("text", "ข้อความ", "text"),
            ("measure", "มาตรการรองรับ", "text"),
            ("is_assumption", "เป็นข้อสมมติ", "yes"),
        ],
        "potential": [("text", "ข้อความ", "text")],
    }  # fmt: skip
