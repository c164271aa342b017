"""รับจากอำเภอ: thirty files at once taken in, who sent and who did not, whose figures contradict whose, and the reply.

The reply to the offices is the comparison of all of them as one workbook that anyone may open.
"""

from dataclasses import replace
from datetime import date
from functools import cache, partial
from typing import Any

import pandas as pd
import streamlit as st

from analysis.comparative.data import asked_of
from analysis.comparative.paper import MOST_AREAS, VIEWS, Looks, comparison_paper
from analysis.core.areas import names_of
from analysis.core.errors import AnalysisError
from analysis.core.scope import newest_question
from analysis.disclosure.gate import disclosure_data
from analysis.disclosure.outputs import Audience
from analysis.office_files.arrivals import MISSING, STATE_WORDS, arrival_sentence, contradictions_data, offices_data
from app.state import area_of_all_data, data_version, the_catalogue, the_warehouse
from catalogue.areas import COUNTRY, area_names
from loaders import CHECKED, REFUSED, WARNING
from loaders.office_files import ASKS, OFFICE_OUTCOMES, OfficeInspection, counts_words
from pages.input_data.office_uploads import (
    OfficeUpload,
    leave,
    leave_all,
    read_unread,
    read_uploads,
    take_in,
    take_over_uploader,
    taken_in,
    uploader_key,
)
from pages.input_data.problems import show_problems
from pages.shared.downloads import XLSX, file_button
from pages.shared.look import problem_box, show_table
from reports.about import About
from reports.comparative.sheets import sheets_of
from reports.workbook import workbook_bytes
from warehouse import WarehouseError
from warehouse.office_files.arrivals import (
    OfficeRound,
    list_office_files,
    office_file_state,
    read_office_round,
    save_office_round,
)
from warehouse.office_files.storing import redo_office_file, undo_office_file
from words.dates import BE_MINUS_CE, local_now, moment_words
from words.screen_text import Shown, plain, text

PROVINCE, ERROR = "office_province", "office_undo_error"
MOST_CONTRADICTIONS = 200
REPLY_TITLE = "เปรียบเทียบอำเภอ"


def show_offices() -> None:
    """The whole part."""
    if (error := st.session_state.pop(ERROR, None)) is not None:
        problem_box(error.what, "", error.fix)
    province = _choose_province()
    offices = offices_data(the_warehouse(), province) if province else None
    if offices is not None:
        _answer(offices)
    st.file_uploader(
        "ไฟล์จากอำเภอ (.zip เลือกได้หลายไฟล์พร้อมกัน)", type="zip", accept_multiple_files=True, key=uploader_key(),
        on_change=take_over_uploader,
    )  # fmt: skip
    read_unread()
    _show_taken_in()
    _show_waiting()
    if province is None or offices is None:
        st.markdown("เลือกจังหวัดด้านบนเพื่อดูว่าอำเภอใดส่งแล้ว หรือเลือกไฟล์จากอำเภอได้เลย (อำเภอทำไฟล์ที่ “ส่งให้จังหวัด”)")
        return
    _show_list(offices)
    _show_contradictions(province)
    _show_files(province)
    if bool((offices["senders"] > 0).any()):
        show_reply(province)


def _choose_province() -> str | None:
    """That of the last file, else of the data here, until another one is chosen; and what is waited for."""
    provinces = [code for code in area_names() if len(code) == 2]
    files = list_office_files(the_warehouse())
    held = str(files["office_code"].iloc[-1]) if len(files) else area_of_all_data(data_version())
    first = None if held == COUNTRY else held[:2]
    with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
        chosen = st.selectbox(
            "จังหวัด", provinces, index=provinces.index(first) if first in provinces else None, width=260,
            key=f"{PROVINCE}-{first}",
            format_func=lambda code: plain(area_names()[code]), placeholder="เลือกจังหวัด",
        )  # fmt: skip
        _set_round()
    return chosen


def _set_round() -> None:
    """Figures of which year are waited for, until when."""
    held = read_office_round(the_warehouse())
    with st.popover("กำหนดส่ง", icon=":material/event:"):
        now = local_now().year + BE_MINUS_CE
        years: list[int | None] = [None, *range(now, now - 10, -1)]
        if held.year_be not in years:
            years.append(held.year_be)
        year = st.selectbox(
            "รอข้อมูลของปี", years, index=years.index(held.year_be), key="round-year", placeholder="ปี",
            format_func=lambda each: "ปีใดก็ได้" if each is None else f"{each:d}",
        )  # fmt: skip
        due: date | None = st.date_input("ส่งภายในวันที่ (หลังจากนี้คือส่งช้า)", held.due, key="round-due", format="DD/MM/YYYY")
        if due:
            st.caption(f"คือ {text(OfficeRound(None, due).words)}")
        st.button("บันทึกกำหนดส่ง", key="round-save", on_click=_save_round, args=(OfficeRound(year, due),))
    st.caption(f"รอ{text(held.words)}")


def _save_round(wanted: OfficeRound) -> None:
    save_office_round(the_warehouse(), wanted)


def _answer(offices: pd.DataFrame) -> None:
    """The answer in one line, and who is missing by name."""
    missing = [str(name) for name in offices["office_name"][offices["state"] == MISSING]]
    st.markdown(f"**{text(arrival_sentence(offices))}**")
    if 0 < len(missing) < len(offices):
        st.markdown(f"ยังไม่มา: {text(', '.join(missing))}")


def _show_taken_in() -> None:
    done = taken_in()
    if not done:
        return
    names = ", ".join(f"{text(each.office_name)} ({each.facts:,} ตัวเลข)" for each in done[:40])
    st.success(f"**รับแล้ว {len(done):,} ไฟล์** {names}", icon=":material/check_circle:")


def _show_waiting() -> None:
    """The files that were read: those that are ready by one click, the others one by one."""
    waiting = read_uploads()
    if not waiting:
        return
    ready = [each for each in waiting if each[1].report.outcome == CHECKED]
    asking = [each for each in waiting if each[1].report.outcome == ASKS]
    rest = [each for each in waiting if each[1].report.outcome not in (CHECKED, ASKS)]
    refused = sum(each[1].report.outcome == REFUSED for each in rest)
    with st.container(border=True):
        parts = [f"พร้อมรับ {len(ready):,}", f"ต้องเลือก {len(asking):,}", f"รับไม่ได้ {refused:,}"]
        st.markdown(f"**อ่านแล้ว {len(waiting):,} ไฟล์** {' · '.join(parts)}")
        with st.container(horizontal=True, gap="small"):
            if ready and st.button(
                f"รับ {len(ready):,} ไฟล์ที่พร้อม", key="offices-take", type="primary", icon=":material/move_to_inbox:"
            ):
                take_in(ready)
                st.rerun()
            st.button("เอาออกทั้งหมด", key="offices-leave", on_click=leave_all, type="tertiary")
        if ready:
            st.markdown("\n".join(f"- {_in_short(inspection)}" for _, inspection in ready))
    for each in (*asking, *rest):
        _show_one(*each)


def _in_short(inspection: OfficeInspection) -> Shown:
    report = inspection.report
    made = moment_words(report.made_at) if report.made_at else ""
    former = f" · แทนไฟล์ที่ {report.former}" if report.former else ""
    odd = sum(each.severity == WARNING for each in report.problems)
    doubts = f" · ควรดู {odd:,} ข้อ" if odd else ""
    return f"**{text(report.office_name)}** {text(counts_words(report))} · ทำเมื่อ {text(made)}{former}{doubts}"


def _show_one(upload: OfficeUpload, inspection: OfficeInspection) -> None:
    report = inspection.report
    with st.container(border=True, key=f"office-{upload.sha256[:12]}"):
        st.markdown(f"**{text(upload.name)}** {text(OFFICE_OUTCOMES[report.outcome])}")
        if report.office_code:
            st.markdown(_in_short(inspection))
        for problem in report.asks or report.errors:
            problem_box(problem.what, "", problem.fix)
        with st.container(horizontal=True, gap="small"):
            if report.outcome == ASKS and st.button(
                "รับ ใช้ตัวเลขของไฟล์นี้", key=f"accept-{upload.sha256[:12]}", icon=":material/move_to_inbox:"
            ):
                take_in([(upload, inspection)], accept=True)
                st.rerun()
            words = "ไม่รับ ใช้ของเดิม" if report.outcome == ASKS else "เอาออก"
            st.button(words, key=f"leave-{upload.sha256[:12]}", on_click=leave, args=(upload.sha256,))
        if report.problems:
            with st.expander(f"ผลตรวจทั้งหมด {len(report.problems):,} ข้อ", icon=":material/fact_check:"):
                show_problems(report.problems, f"office-{upload.sha256[:12]}")


def _show_list(offices: pd.DataFrame) -> None:
    """Every office of the register, how it stands and what it sent."""
    st.subheader("ทุกอำเภอ", anchor=False)
    rows = [
        {
            "อำเภอ": row["office_name"], "สถานะ": STATE_WORDS[str(row["state"])],
            "ปีที่มี": ", ".join(map(str, row["years"])) or None,
            "พื้นที่": row["areas"] or None, "ตัวเลข": row["facts"] or None, "แผน": row["plans"] or None,
            "ทำเมื่อ": moment_words(row["made_at"].to_pydatetime()) if row["senders"] else None,
            "จากกี่เครื่อง": row["senders"] or None, "ขัดกับ": ", ".join(row["contradicts"]) or None,
        }
        for row in offices.to_dict("records")
    ]  # fmt: skip
    table = pd.DataFrame(rows).astype(dict.fromkeys(("พื้นที่", "ตัวเลข", "แผน", "จากกี่เครื่อง"), "Int64"))
    show_table(table, "offices-list", height=min((len(table) + 1) * 40 + 3, 483))


def _show_contradictions(province: str) -> None:
    found = contradictions_data(the_warehouse(), the_catalogue(data_version()), province)
    if found.empty:
        return
    with st.expander(f"ตัวเลขที่ขัดกัน {len(found):,} ตัวเลข", icon=":material/difference:", expanded=len(found) <= 10):
        st.markdown("ตัวเลขที่ใช้อยู่มาจากไฟล์ที่รับทีหลัง ถามทั้งสองแหล่งว่าตัวเลขใดถูก ถ้าไฟล์ที่ใช้อยู่ผิด ยกเลิกไฟล์นั้นด้านล่าง")
        shown = found.head(MOST_CONTRADICTIONS).drop(columns=["set_id", "indicator_code"])
        heads = {
            "figure": "ที่ใช้อยู่", "source": "จากไฟล์", "former_figure": "อีกแหล่ง", "former_source": "จากไฟล์นี้",
        }  # fmt: skip
        show_table(shown.rename(columns=heads), "offices-contradictions")
        if len(found) > MOST_CONTRADICTIONS:
            st.caption(f"และอีก {len(found) - MOST_CONTRADICTIONS:,} ตัวเลข ดูครบได้ด้วย python -m analysis offices --json")


def _show_files(province: str) -> None:
    """Every file that was taken in, the newest first, and its undo."""
    files = list_office_files(the_warehouse(), province)
    if files.empty:
        st.markdown("ยังไม่มีไฟล์จากอำเภอ ให้แต่ละอำเภอทำไฟล์ที่ “ส่งให้จังหวัด” แล้วเลือกไฟล์ด้านบน")
        return
    st.subheader("ไฟล์ที่รับไว้", anchor=False)
    st.caption("ยกเลิกแล้วทั้งตัวเลขและแผนของไฟล์นั้นไม่แสดง ไฟล์ก่อนหน้าของเครื่องเดียวกันกลับมาใช้เอง และนำกลับมาได้เสมอ")
    names = names_of(the_warehouse(), [str(code) for code in files["office_code"].unique()])
    rows = files.iloc[::-1].to_dict("records")
    standing = [row for row in rows if row["is_standing"]]
    for row in standing:
        _show_file(row, names)
    others = [row for row in rows if not row["is_standing"]]
    if others:
        with st.expander(f"ไฟล์ที่ไม่ได้ใช้แล้ว ({len(others):,})", icon=":material/history:"):
            for row in others:
                _show_file(row, names)


def _show_file(row: dict[Any, Any], names: dict[str, str]) -> None:
    number = int(row["office_file_id"])
    mark = " · ใช้ภายในสำนักงาน" if row["audience"] == "internal" else " · เผยแพร่ได้ ไม่มีจำนวนน้อย"
    by = f" โดย {text(row['made_by'])}" if row["made_by"] else ""
    made = moment_words(row["made_at"].to_pydatetime())
    made_up = " :gray-badge[ข้อมูลสังเคราะห์]" if row["is_synthetic"] else ""
    with st.container(border=True, key=f"office-file-{number}"):
        st.markdown(
            f"**{number} · {text(names[str(row['office_code'])])}** {text(office_file_state(row))}{made_up}  \n"
            f"{row['facts']:,} ตัวเลข · แผน {row['plans']:,} ฉบับ{mark} · ทำเมื่อ {made}{by}  \n"
            f"{text(row['file_name'])} · รับเมื่อ {moment_words(row['taken_at'].to_pydatetime())}"
        )
        if row["is_standing"] or (row["is_undone"] and not row["is_purged"]):
            st.button(
                "ยกเลิกไฟล์นี้ทั้งไฟล์" if row["is_standing"] else "นำกลับมา", key=f"office-undo-{number}",
                icon=":material/undo:" if row["is_standing"] else ":material/redo:", on_click=_undo_or_redo,
                args=(number, bool(row["is_standing"])),
            )  # fmt: skip


def _undo_or_redo(number: int, is_standing: bool) -> None:
    try:
        (undo_office_file if is_standing else redo_office_file)(the_warehouse(), number)
    except WarehouseError as error:
        st.session_state[ERROR] = error


def show_reply(province: str) -> None:
    """The button, where the amphoe of the province have figures that can be compared."""
    try:
        question = newest_question(the_warehouse(), province, None, "jpt", None)
    except AnalysisError:
        return
    st.subheader("ส่งกลับให้อำเภอ", anchor=False)
    st.markdown(
        f"ตาราง Excel เปรียบเทียบทุกอำเภอของจังหวัด จปฐ. ปี {question.year_be} ทุกอำเภอเปิดได้ ซ่อนจำนวนน้อยแล้ว ส่งต่อได้ "
        "สไลด์และรูปอยู่ที่ขั้นที่ 4 เปรียบเทียบ"
    )
    name = f"{REPLY_TITLE}_{area_names()[province]}_{question.year_be}.xlsx"
    make = partial(reply_bytes, data_version(), province)
    file_button(
        "ไฟล์เปรียบเทียบส่งกลับอำเภอ", make, Audience.PUBLIC, name, XLSX, "office-reply", ":material/reply_all:", "content"
    )


def reply_bytes(version: str, province: str) -> bytes:
    """The comparison of the amphoe of a province in the newest year of จปฐ., through the gate."""
    warehouse, catalogue = the_warehouse(), the_catalogue(version)
    question = newest_question(warehouse, province, None, "jpt", None)
    asked = asked_of(warehouse, catalogue, question, None, "amphoe", None)
    own_set = catalogue.get(asked.scope.indicator_set.id)
    gates = cache(partial(disclosure_data, warehouse, own_set))
    looks = replace(Looks(), most=MOST_AREAS)
    released = comparison_paper(warehouse, catalogue, asked, VIEWS, looks, gates)
    paper = released.content
    about = About(REPLY_TITLE, paper.area_title, question.year_be, paper.source, local_now(), paper.is_synthetic)
    return workbook_bytes(released.drawn(sheets_of), about)
