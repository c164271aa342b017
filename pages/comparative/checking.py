"""To check: cells that look odd, each with its file and row; what was said of them is kept; lists to send back."""

from contextlib import suppress
from datetime import datetime
from functools import partial

import pandas as pd
import streamlit as st

from analysis import AnalysisError
from analysis.comparative.area_changes import earlier_years
from analysis.comparative.outliers import ALL_FAILING, HIGH, JUMP, KIND_NAMES, LOW, NONE_FAILING
from analysis.disclosure.outputs import Audience, for_internal_use
from app.answers import MOST_AREAS, cells_to_check_for, named_areas_of
from app.state import area_title, available_data, source_text, the_warehouse
from pages.comparative.controls import Compared
from pages.comparative.side_by_side import TOO_MANY
from pages.shared.access import saying
from pages.shared.add_to_plan import add_cells_button
from pages.shared.downloads import XLSX, file_button
from pages.shared.look import ROW_PX, source_caption
from pages.shared.tables import as_printed, column_config, for_people
from pages.shared.url_choices import url_choice, url_switch
from reports.about import About
from reports.comparative.sheets import cells_by_agency, check_sheet
from reports.workbook import workbook_bytes
from warehouse.area_records import (
    CHECK_STATES,
    CORRECTED,
    OPEN,
    RIGHT,
    read_agencies,
    read_checks,
    save_agencies,
    save_checks,
)
from words.screen_text import plain, text

ALL, FUNNEL = "all", "funnel"
SHOWN_ROWS = 100
KINDS = {
    ALL: "ทุกแบบ", FUNNEL: "ผิดจากพื้นที่อื่น", JUMP: "เปลี่ยนผิดปกติ", NONE_FAILING: "ไม่มีใครไม่ผ่านเลย", ALL_FAILING: "ไม่ผ่านทั้งหมด",
}  # fmt: skip
HEADS = {
    "area_name": "พื้นที่", "problem_name": "ปัญหา", "kind_name": "เหตุที่ควรตรวจสอบ", "problem_pct": "ที่พบ (%)",
    "limit_pct": "ขอบของค่าปกติ (%)", "failed": "ไม่ผ่าน", "assessed": "สำรวจ", "state_name": "การตรวจสอบ",
    "file_label": "ไฟล์", "sheet": "แผ่นงาน", "row_number": "แถว",
}  # fmt: skip


def show_checks(compared: Compared) -> None:
    """The list, the marks, the agencies and their workbooks."""
    if compared.ranking.areas > MOST_AREAS:
        st.info(TOO_MANY)
        return
    cells = _cells(compared)
    if cells.empty:
        level = compared.level_name
        st.success(f"ไม่พบค่าที่ควรตรวจสอบใน{text(level)}เหล่านี้ เลือกระดับที่ละเอียดกว่าที่ 'เทียบกับ' เพื่อตรวจรายตำบลหรือหมู่บ้าน")
        return
    left_open = int((cells["state"] == OPEN).sum())
    figures = sum(int(each) for each in compared.ranking.table["indicators_with_data"])
    st.markdown(
        f"พบ **{len(cells):,}** รายการที่ควรตรวจสอบก่อนรับรองข้อมูล จาก {figures:,} ค่า · ยังไม่ตรวจ **{left_open:,}** "
        "ไม่ได้แปลว่าผิด แต่ควรถามผู้เก็บข้อมูลก่อน"
    )
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        kind = url_choice("เหตุ", KINDS, "kind", width=220)
        only_open = url_switch("เฉพาะที่ยังไม่ตรวจ", "open")
    shown = cells if kind == ALL else cells[cells["kind"].isin([HIGH, LOW] if kind == FUNNEL else [kind])]
    shown = shown[shown["state"] == OPEN] if only_open else shown
    _show_marks(compared, shown.head(SHOWN_ROWS).reset_index(drop=True))
    if len(shown) > SHOWN_ROWS:
        st.caption(f"แสดง {SHOWN_ROWS} จาก {len(shown):,} รายการ ที่เหลืออยู่ในไฟล์ Excel ด้านล่าง")
    st.caption(
        "ขอบของค่าปกติ: ค่าที่พื้นที่ขนาดนี้ควรอยู่ เมื่อพื้นที่ต่าง ๆ ต่างกันเท่าที่เป็นอยู่จริง (กราฟกรวยที่ขยายขอบตามความต่างจริง "
        "D. J. Spiegelhalter 2005 ออกนอกขอบโดยบังเอิญราว 2 ใน 1,000)"
    )
    _show_agencies(compared, cells)
    source_caption(source_text(compared.selection))


def _cells(compared: Compared) -> pd.DataFrame:
    """The cells to check with names, words and what was said of them."""
    selection = compared.selection
    held = available_data(selection.version, compared.asked.place.area_code)
    years = earlier_years(held, selection.set_id, selection.year_be)
    cells = cells_to_check_for(selection, compared.wanted, None)
    if years:
        with suppress(AnalysisError):  # years that share no village: there are no jumps to look for
            cells = cells_to_check_for(selection, compared.wanted, years[0])
    names = {each.code: each.problem_name for each in compared.asked.scope.indicator_set.indicators}
    codes = tuple(dict.fromkeys(str(code) for code in cells["area_code"]))
    called = named_areas_of(selection, compared.wanted, codes).set_index("area_code")["area_name"] if codes else {}
    checks = read_checks(the_warehouse(), selection.set_id, selection.year_be)
    keys = zip(checks["area_code"], checks["indicator_code"].fillna(""), checks["kind"], strict=True)
    states = dict(zip(keys, checks["state"], strict=True))
    own = zip(cells["area_code"], cells["indicator_code"].fillna(""), cells["kind"], strict=True)
    state = [str(states.get(key, OPEN)) for key in own]
    return cells.assign(
        area_name=cells["area_code"].map(called).fillna(cells["area_code"]),
        problem_name=cells["indicator_code"].map(names).fillna("ทุกตัวชี้วัด"),
        kind_name=cells["kind"].map(KIND_NAMES),
        state=state,
        state_name=[CHECK_STATES[each] for each in state],
    )


def _show_marks(compared: Compared, shown: pd.DataFrame) -> None:
    """The table, and buttons that keep what was said of the rows chosen."""
    if shown.empty:
        st.info("ไม่มีรายการในเงื่อนไขนี้")
        return
    table = for_people(shown[list(HEADS)].rename(columns=HEADS))
    picked = st.dataframe(
        as_printed(table), key="check-table", hide_index=True, width="stretch",
        height=min(520, (len(table) + 1) * ROW_PX + 3), placeholder="–", row_height=ROW_PX,
        column_config=column_config(table), on_select="rerun", selection_mode="multi-row",
    )  # fmt: skip
    rows = [int(each) for each in picked["selection"]["rows"] if int(each) < len(shown)]
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        for state in (RIGHT, CORRECTED, OPEN):
            st.button(
                CHECK_STATES[state], key=f"mark-{state}", disabled=not rows, on_click=saying(_mark),
                args=(compared, shown.iloc[rows], state),
            )  # fmt: skip
        st.markdown(f"เลือกแล้ว {len(rows):,} รายการ" if rows else "เลือกแถวในตาราง แล้วกดบันทึกผลการตรวจ")
    _offer_plan(compared, shown.iloc[rows])


def _offer_plan(compared: Compared, cells: pd.DataFrame) -> None:
    """The chosen cells with a problem of their own go to the plans of their areas."""
    failing = cells[cells["indicator_code"].notna() & (cells["failed"] > 0)]
    pairs = [(str(area), str(code)) for area, code in zip(failing["area_code"], failing["indicator_code"], strict=True)]
    add_cells_button(compared.selection, pairs, "outliers", "outliers")


def _mark(compared: Compared, cells: pd.DataFrame, state: str) -> None:
    selection = compared.selection
    save_checks(the_warehouse(), selection.set_id, selection.year_be, cells.assign(state=state))


def _show_agencies(compared: Compared, cells: pd.DataFrame) -> None:
    """Which agency is asked about which indicator, and a workbook for each of them."""
    selection = compared.selection
    agencies = read_agencies(the_warehouse(), selection.set_id)
    indicators = compared.asked.scope.indicator_set.indicators
    proposed = {each.code: agencies.get(each.code, "; ".join(each.agencies[:1])) for each in indicators}
    st.subheader("ส่งกลับให้ผู้เก็บข้อมูล", anchor=False)
    about = About(
        "รายการที่ควรตรวจสอบ", area_title(selection.version, compared.asked.place.area_code), selection.year_be,
        source_text(selection), datetime.now().astimezone(), bool(compared.ranking.table["is_synthetic"].any()),
    )  # fmt: skip
    with st.container(horizontal=True, gap="small"):
        for name, own in cells_by_agency(cells, proposed).items():
            make = partial(_workbook, own, name, about)
            label = f"{text(name)} ({len(own):,})"
            file_button(
                label, make, Audience.INTERNAL, about.file_name("xlsx", name), XLSX, f"check-{name}",
                icon=":material/outgoing_mail:", width="content",
            )  # fmt: skip
    with st.expander("หน่วยงานที่รับผิดชอบแต่ละตัวชี้วัด"):
        table = pd.DataFrame(
            {
                "code": [each.code for each in indicators],
                "ปัญหา": [plain(each.problem_name) for each in indicators],
                "หน่วยงาน": [proposed[each.code] for each in indicators],
            }
        )
        edited = st.data_editor(
            table, key="agencies", hide_index=True, width="stretch", disabled=["code", "ปัญหา"], placeholder="–",
            column_config={"code": None},
        )  # fmt: skip
        st.button(
            "บันทึกหน่วยงาน", on_click=saying(_keep_agencies),
            args=(selection.set_id, dict(zip(edited["code"], edited["หน่วยงาน"].fillna(""), strict=True))),
        )  # fmt: skip


def _keep_agencies(set_id: str, agencies: dict[str, str]) -> None:
    save_agencies(the_warehouse(), set_id, {code: str(name) for code, name in agencies.items()})


def _workbook(cells: pd.DataFrame, agency: str, about: About) -> bytes:
    return workbook_bytes(for_internal_use([check_sheet(cells, agency)]), about)
