"""Excel brought into a plan: a list of projects that exists already, or the plan's own workbook edited elsewhere.

Of a list the columns are said first; it goes into the open plan or begins a new one. Every difference is shown before
any of it is saved.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import pandas as pd
import streamlit as st

from analysis.core.errors import AnalysisError
from analysis.logic_model.differences import Side, conflicting_parts, merged_plan, name_in
from analysis.logic_model.edited_workbook import SheetFault, plan_of_sheets, workbook_origin
from analysis.logic_model.plan import Plan, Project
from analysis.logic_model.plan_from_list import FILLS
from analysis.logic_model.plan_list import meanings, proposed_meanings
from app.plan_files import columns_of_list, keep_columns_of_list, listed_into, read_plan_workbook
from app.plans import OpenPlan, begun_plan, keep_plan, open_plan
from app.state import the_warehouse
from loaders import PlanTable, ReadRefusal, read_plan_tables
from pages.logic_model.saving import ask_to_keep, attempt
from pages.logic_model.versions import show_changes
from pages.shared.look import ROW_PX, problem_box, show_table
from pages.shared.url_choices import write_url
from warehouse import WarehouseError
from words.screen_text import plain, text

LIST: Final = "project-list"
KINDS: Final = ["xlsx", "xls", "xlsb", "ods", "csv"]
MOST_FAULTS: Final = 10
YEARS: Final = (2500, 2699)
FAULT_HEADS: Final = ("แถว", "คอลัมน์", "พบว่า", "วิธีแก้")
READ: Final = "brought-workbook"
SIDES: Final[dict[Side, str]] = {"mine": "ของไฟล์", "theirs": "ของรุ่นล่าสุด"}


@dataclass(frozen=True)
class BroughtList:
    """A file that was read: its tables, as long as it is the same file."""

    digest: str
    tables: tuple[PlanTable, ...]


@dataclass(frozen=True)
class Listed:
    """The plan as a list would make it, and what the columns of its table were said to be."""

    plan: Plan
    table: PlanTable
    meanings: tuple[str, ...]


def show_list_into_plan(opened: OpenPlan) -> None:
    """Part of the page: a list into the plan that is open."""
    st.markdown(
        "นำแผนชุมชน แผนตำบล หรือรายการโครงการใน Excel เข้ามาในแผนที่เปิดอยู่ ระบบแสดงทุกอย่างที่จะเปลี่ยนก่อนบันทึก "
        "และไม่นำเข้าชื่อ เบอร์โทร หรือเลขประจำตัวของบุคคล"
    )
    found = _chosen(opened.plan, f"{LIST}-{opened.plan_id}")
    if found is None:
        return
    if show_changes(opened.plan, found.plan, f"{LIST}-changes"):
        _save_button(found, opened.plan_id, opened.header.version)
    else:
        st.success("ทุกแถวที่อ่านได้ในไฟล์อยู่ในแผนนี้แล้ว", icon=":material/check_circle:")


def show_list_as_new_plan(empty: Plan) -> None:
    """Where an area has no plan yet: a list begins one. `empty`: the plan without parts that it would be."""
    with st.expander("เริ่มจากแผนหรือรายการโครงการที่มีอยู่ (Excel)", icon=":material/upload_file:"):
        found = _chosen(empty, f"{LIST}-new")
        if found is not None and show_changes(empty, found.plan, f"{LIST}-new-changes"):
            _save_button(found, None, 0)


def _chosen(plan: Plan, key: str) -> Listed | None:
    """The file as it would be taken; None as long as something is to be said. What is wrong is on the screen."""
    file = st.file_uploader("แผนหรือรายการโครงการ", type=KINDS, key=f"{key}-file")
    if file is None:
        st.session_state.pop(LIST, None)
        return None
    try:
        tables = _read_list(file.getvalue(), file.name)
    except ReadRefusal as refusal:
        problem_box(refusal.what, "", refusal.fix)
        return None
    if not tables:
        problem_box("ไม่พบตารางในไฟล์นี้", "", "ใช้ไฟล์ที่มีหัวตารางหนึ่งแถว และหนึ่งแถวต่อหนึ่งโครงการหรือกิจกรรม")
        return None
    table = _chosen_table(tables, key)
    chosen = _chosen_meanings(table, key)
    _say_persons(table, chosen)
    if "name" not in chosen:
        problem_box("ยังไม่มีคอลัมน์ใดเป็นชื่อโครงการ", f"แผ่นงาน {table.sheet}", "เลือกความหมาย “ชื่อโครงการ” ในตารางข้างบน")
        return None
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        year = st.number_input(
            "ปีงบประมาณ เมื่อไฟล์ไม่บอก (พ.ศ.)", *YEARS, plan.fiscal_year_be, 1, key=f"{key}-year", width=260
        )
        fills = st.radio(
            "โครงการที่แผนมีอยู่แล้ว", list(FILLS), format_func=lambda each: text(FILLS[each]), key=f"{key}-fills",
            horizontal=True,
        )  # fmt: skip
    merged, faults = listed_into(the_warehouse(), plan, table, chosen, int(year), fills)
    _say_faults(faults)
    before, after = len(plan.of(Project)), len(merged.of(Project))
    st.markdown(f"อ่านได้ **{len(table.rows):,}** แถว · โครงการใหม่ **{after - before:,}** โครงการ")
    return Listed(merged, table, chosen)


def _read_list(content: bytes, name: str) -> tuple[PlanTable, ...]:
    """The file read once, in a child process with limits as every file from outside."""
    digest = hashlib.sha256(content).hexdigest()
    held: BroughtList | None = st.session_state.get(LIST)
    if held is None or held.digest != digest:
        with st.spinner("กำลังอ่านไฟล์ …", show_time=True):
            held = BroughtList(digest, read_plan_tables(content, name))
        st.session_state[LIST] = held
    return held.tables


def _chosen_table(tables: Sequence[PlanTable], key: str) -> PlanTable:
    """The table most of whose columns are known stands first."""
    ranked = sorted(tables, key=lambda each: (each.is_hidden, -_known(each)))
    if len(ranked) == 1:
        return ranked[0]
    names = [plain(f"{each.sheet} ตารางที่ {each.number + 1} ({len(each.rows):,} แถว)") for each in ranked]
    place = st.selectbox("ตาราง", range(len(ranked)), format_func=names.__getitem__, key=f"{key}-table", width=420)
    return ranked[int(place or 0)]


def _known(table: PlanTable) -> int:
    return sum(each != "unused" for each in columns_of_list(the_warehouse(), table))


def _chosen_meanings(table: PlanTable, key: str) -> tuple[str, ...]:
    """What each column means: proposed, and put right in the table."""
    names = {each.id: each.name for each in meanings().values()}
    proposed = columns_of_list(the_warehouse(), table)
    rows = pd.DataFrame({
        "heading": [plain(f"{each.letter} {each.heading}") for each in table.columns],
        "meaning": [names[each] for each in proposed],
        "sample": [_samples(table, place) for place in range(len(table.columns))],
    })  # fmt: skip
    is_kept = proposed != proposed_meanings([each.heading for each in table.columns])
    how = "ตามที่เคยบอกไว้ของไฟล์หัวตารางเดียวกัน" if is_kept else "ระบบเสนอให้จากหัวคอลัมน์"
    st.markdown(f"**คอลัมน์ในไฟล์คืออะไร** {how} แก้ได้ในช่องความหมาย")
    edited = st.data_editor(
        rows, key=f"{key}-meanings-{table.sheet}-{table.number}-{'-'.join(proposed)}", hide_index=True, width="stretch",
        num_rows="fixed", disabled=["heading", "sample"], row_height=ROW_PX, placeholder="–",
        height=min(440, (len(rows) + 1) * ROW_PX + 3),
        column_config={
            "heading": st.column_config.TextColumn(plain("คอลัมน์ในไฟล์"), width=170),
            "sample": st.column_config.TextColumn(plain("ตัวอย่าง"), width="medium"),
            "meaning": st.column_config.SelectboxColumn(
                plain("ความหมาย"), options=[plain(each) for each in names.values()], required=True, width=170
            ),
        },
    )  # fmt: skip
    ids = {name: each for each, name in names.items()}
    return tuple(ids.get(str(each), "unused") for each in edited["meaning"])


def _samples(table: PlanTable, place: int) -> str:
    """The first two values of a column, shortened; of a personal one nothing."""
    if table.columns[place].is_personal:
        return "ข้อมูลส่วนบุคคล ไม่นำเข้า"
    values = [str(row.cells[place]).removesuffix(".0") for row in table.rows if row.cells[place] is not None]
    return plain(" · ".join(each[:24] for each in dict.fromkeys(values[:8]))[:60])


def _say_persons(table: PlanTable, chosen: Sequence[str]) -> None:
    """Which columns and cells were left out as they tell of persons."""
    columns = [f"{each.letter} {each.heading}".strip() for each in table.columns if each.is_personal]
    cells = [
        f"แถว {row.number} คอลัมน์ {table.columns[place].letter}"
        for row in table.rows
        for place in row.cut
        if chosen[place] != "unused"
    ]
    if columns:
        st.caption(f"ไม่นำเข้าคอลัมน์ที่เป็นข้อมูลส่วนบุคคล: {text(', '.join(columns))}")
    if cells:
        more = f" และอีก {len(cells) - MOST_FAULTS:,} ช่อง" if len(cells) > MOST_FAULTS else ""
        st.caption(f"ตัดส่วนที่เป็นข้อมูลส่วนบุคคลออก {len(cells):,} ช่อง: {text(', '.join(cells[:MOST_FAULTS]))}{more}")
    if table.is_cut:
        st.warning(f"ตารางยาวเกินไป อ่านเฉพาะ {len(table.rows):,} แถวแรก แบ่งไฟล์แล้วนำเข้าทีละส่วน")


def _say_faults(faults: Sequence[SheetFault]) -> None:
    if not faults:
        return
    st.warning(f"มี {len(faults):,} ช่องที่อ่านไม่ได้หรือขัดกัน ช่องเหล่านี้จะไม่เข้าแผน ส่วนที่เหลือของแถวยังเข้า")
    rows = [(str(each.row), each.heading, each.what, each.fix) for each in faults]
    show_table(
        pd.DataFrame(rows, columns=list(FAULT_HEADS)), f"{LIST}-faults", height=min(300, (len(rows) + 1) * 40 + 3)
    )


def _save_button(listed: Listed, plan_id: int | None, version: int) -> None:
    flagged: tuple[str, ...] = st.session_state.get(f"{LIST}-flagged", ())
    kept = ask_to_keep(flagged, LIST) if flagged else ()
    trouble = st.session_state.pop(f"{LIST}-trouble", None)
    if trouble is not None:
        problem_box(trouble[0], "", trouble[1])
    st.button(
        "บันทึกเข้าแผนนี้" if plan_id is not None else "เริ่มแผนจากไฟล์นี้", key=f"{LIST}-save", type="primary",
        icon=":material/save:", on_click=_save_list, args=(listed, plan_id, version, kept),
    )  # fmt: skip


def _save_list(listed: Listed, plan_id: int | None, version: int, kept: tuple[str, ...]) -> None:
    """Keep it before the page is drawn again; what stands in the way is said beside the button."""
    st.session_state.pop(f"{LIST}-flagged", None)

    def save() -> None:
        if plan_id is None:
            write_url("plan", str(begun_plan(listed.plan, kept)))
        else:
            keep_plan(plan_id, version, listed.plan, kept)
        keep_columns_of_list(the_warehouse(), listed.table, listed.meanings)

    tried = attempt(save)
    if tried.flagged:
        st.session_state[f"{LIST}-flagged"] = tuple(dict.fromkeys((*kept, *tried.flagged)))
    elif tried.trouble:
        st.session_state[f"{LIST}-trouble"] = tried.trouble


@dataclass(frozen=True)
class BroughtWorkbook:
    """A workbook that was read: the plan as it was made from (`base`, of version `based_on`) and as it was edited."""

    digest: str
    based_on: int
    base: Plan
    edited: Plan
    faults: tuple[SheetFault, ...]


def show_workbook(opened: OpenPlan) -> None:
    """A place for the file; what is wrong in it, what it changes, what others changed since, and the saving."""
    st.markdown("ใช้ไฟล์ที่ดาวน์โหลดจากหน้านี้ แถวถูกจับคู่ด้วยรหัสแถวในคอลัมน์แรก")
    file = st.file_uploader("สมุดงานแผน (.xlsx)", type="xlsx", key=f"{READ}-{opened.plan_id}")
    if file is None:
        st.session_state.pop(READ, None)
        return
    try:
        brought = _read_workbook(opened, file.getvalue(), file.name)
    except ReadRefusal as refusal:
        problem_box(refusal.what, "", refusal.fix)
        return
    except (AnalysisError, WarehouseError) as error:
        problem_box(error.what, "", error.fix)
        return
    for fault in brought.faults[:MOST_FAULTS]:
        where = f"แผ่นงาน {fault.sheet}" + (f" แถว {fault.row}" if fault.row else "")
        problem_box(fault.what, f"{where} {fault.heading}".strip(), fault.fix)
    if brought.faults:
        st.caption(f"พบ {len(brought.faults):,} แห่งที่อ่านไม่ได้ จึงยังไม่เปลี่ยนแผน แก้ในไฟล์แล้วนำเข้าใหม่")
        return
    _offer_changes(opened, brought)


def _read_workbook(opened: OpenPlan, content: bytes, name: str) -> BroughtWorkbook:
    """The file read once, in a child process with limits as every file from outside."""
    digest = hashlib.sha256(content).hexdigest()
    held: BroughtWorkbook | None = st.session_state.get(READ)
    if held is not None and held.digest == digest:
        return held
    with st.spinner("กำลังอ่านไฟล์ …", show_time=True):
        sheets = read_plan_workbook(content, name)
    origin = workbook_origin(sheets)
    if origin.plan_id != opened.plan_id or origin.area_code != opened.header.area_code:
        raise AnalysisError(
            f"ไฟล์นี้เป็นของแผนหมายเลข {origin.plan_id} ไม่ใช่แผนที่เปิดอยู่", "เลือกแผนของไฟล์นี้ด้านบน แล้วนำไฟล์เข้ามาอีกครั้ง"
        )
    base = open_plan(opened.selection, opened.plan_id, origin.version).plan
    found = plan_of_sheets(sheets, base, [each.id for each in opened.plan.parts])
    brought = BroughtWorkbook(digest, origin.version, base, found.plan, found.faults)
    st.session_state[READ] = brought
    return brought


def _offer_changes(opened: OpenPlan, brought: BroughtWorkbook) -> None:
    conflicts = conflicting_parts(brought.base, brought.edited, opened.plan)
    taken: dict[str, Side] = {}
    if opened.header.version != brought.based_on:
        st.info(f"ไฟล์จัดทำจากรุ่น {brought.based_on:d} ตอนนี้แผนเป็นรุ่น {opened.header.version:d} ส่วนที่แก้ฝ่ายเดียวจะรวมให้")
    for each in conflicts:
        mine = name_in(brought.edited, each.part_id) if each.mine else "(ลบแล้ว)"
        theirs = name_in(opened.plan, each.part_id) if each.theirs else "(ลบแล้ว)"
        side = st.radio(
            f"แก้ทั้งสองฝ่าย: ในไฟล์ “{text(mine)}” · ในรุ่นล่าสุด “{text(theirs)}” ใช้ของใคร", list(SIDES), index=None,
            format_func=lambda each: text(SIDES[each]), horizontal=True,
            key=f"{READ}-{opened.header.version}-{each.part_id}",
        )  # fmt: skip
        if side is not None:
            taken[each.part_id] = side
    if len(taken) < len(conflicts):
        st.caption(f"เลือกอีก {len(conflicts) - len(taken):,} ส่วนก่อนบันทึก")
        return
    merged = merged_plan(brought.base, brought.edited, opened.plan, taken)
    if not show_changes(opened.plan, merged, "brought-changes"):
        return
    kept = ask_to_keep(brought_texts, READ) if (brought_texts := st.session_state.get(f"{READ}-flagged", ())) else ()
    st.button(
        "บันทึกตามไฟล์นี้", key=f"{READ}-save", type="primary", icon=":material/save:", on_click=_save_workbook,
        args=(opened.plan_id, opened.header.version, merged, kept),
    )  # fmt: skip
    trouble = st.session_state.pop(f"{READ}-trouble", None)
    if trouble is not None:
        problem_box(trouble[0], "", trouble[1])


def _save_workbook(plan_id: int, version: int, merged: Plan, kept: tuple[str, ...]) -> None:
    st.session_state.pop(f"{READ}-flagged", None)
    tried = attempt(lambda: keep_plan(plan_id, version, merged, kept))
    if tried.flagged:
        st.session_state[f"{READ}-flagged"] = tried.flagged
    elif tried.trouble:
        st.session_state[f"{READ}-trouble"] = tried.trouble
