"""Part ครัวเรือนเป้าหมาย: how many households of each village the survey was to reach, typed or from a file."""

from collections.abc import Callable
from io import BytesIO
from typing import Final

import pandas as pd
import streamlit as st

from analysis.disclosure.outputs import Audience
from app.state import data_version, holdings, the_warehouse
from loaders import areas_within, known_area_names
from loaders.registers import inspect_target_file, store_targets, write_target_form
from pages.input_data.problems import show_problems
from pages.input_data.uploaded_files import Heartbeat
from pages.input_data.years_and_places import choose_area_within
from pages.shared.downloads import XLSX, file_button
from pages.shared.look import problem_box
from warehouse import WarehouseError, list_targets, read_least_coverage, save_least_coverage, save_targets
from warehouse.targets import LEAST_COVERAGE_PCT, MOST_HOUSEHOLDS
from words.dates import BE_MINUS_CE, local_now
from words.screen_text import plain, text

SAVED, ROUND = "targets_saved", "targets_round"
MOST_ROWS: Final = 1000  # typed at once; more come by file
VILLAGE_DIGITS: Final = 8


def show_targets() -> None:
    """The whole part."""
    version = data_version()
    if saved := st.session_state.pop(SAVED, None):
        st.success(text(saved), icon=":material/check_circle:")
    st.markdown(
        "คอนโดมิเนียมและห้องเช่ามักไม่ถูกสำรวจ กรอกจำนวนครัวเรือนที่ควรสำรวจของแต่ละหมู่บ้าน โปรแกรมจะบอกว่าสำรวจได้ร้อยละเท่าใด "
        "พื้นที่ที่สำรวจได้ต่ำกว่าเกณฑ์จะไม่ถูกเรียกว่าเด่นหรือด้อย ถ้าไม่กรอก ไม่มีอะไรเปลี่ยน"
    )
    year_be = _choose_year(version)
    area_code = choose_area_within(version, "targets")
    names = {
        code: name
        for code, name in areas_within(known_area_names(the_warehouse()), area_code).items()
        if len(code) >= VILLAGE_DIGITS
    }  # fmt: skip
    held = _held(year_be, area_code)
    _type_in(names, held, year_be, area_code, version)
    st.subheader("จากไฟล์", anchor=False)
    _bring_file(names, held, year_be, area_code)
    st.subheader("เกณฑ์", anchor=False)
    _choose_least()


def _choose_year(version: str) -> int:
    """The newest year with figures, else this one."""
    with_figures = [int(year) for year in holdings(version)["year_be"]]
    now = local_now().year + BE_MINUS_CE
    years = sorted({*with_figures, now, now - 1}, reverse=True)
    first = years.index(max(with_figures, default=now))
    return st.selectbox(
        "ปี พ.ศ. ของการสำรวจ", years, index=first, key="targets-year", width=220, placeholder="เลือกปี",
        format_func=lambda year: f"{year:d}",
    )  # fmt: skip


def _held(year_be: int, area_code: str) -> dict[str, int]:
    rows = list_targets(the_warehouse(), year_be, area_code)
    return dict(zip(rows["area_code"].astype(str), rows["households"].tolist(), strict=True))


def _type_in(names: dict[str, str], held: dict[str, int], year_be: int, area_code: str, version: str) -> None:
    """The villages of the area in a table; what differs from what is kept is saved by the button."""
    every = names | {code: names.get(code, "") for code in held}
    if not area_code or not every or len(every) > MOST_ROWS:
        choose = "เลือกจังหวัด อำเภอ ตำบล เพื่อพิมพ์เป้าหมายรายหมู่บ้าน"
        too_many = f"พื้นที่นี้มี {len(every):,} หมู่บ้าน เลือกอำเภอหรือตำบลเพื่อพิมพ์ หรือใช้ไฟล์ด้านล่าง"
        unknown = "โปรแกรมยังไม่รู้จักหมู่บ้านในพื้นที่นี้ นำเข้าข้อมูลหรือทะเบียนพื้นที่ก่อน หรือใช้ไฟล์ด้านล่าง"
        st.info(choose if not area_code else too_many if len(every) > MOST_ROWS else unknown)
        return
    codes = sorted(every)
    table = pd.DataFrame(
        {
            "code": codes,
            "name": [plain(every[code]) for code in codes],
            "households": pd.array([held.get(code) for code in codes], dtype="Int64"),
        }
    )
    edited = st.data_editor(
        table, key=f"targets-{year_be}-{area_code}-{version}", hide_index=True, width="stretch",
        disabled=["code", "name"], placeholder="–",
        column_config={
            "code": st.column_config.TextColumn("รหัส", width=84),
            "name": st.column_config.TextColumn("หมู่บ้าน/ชุมชน", width=100),
            "households": st.column_config.NumberColumn(
                "ครัวเรือนเป้าหมาย", width=155, min_value=1, max_value=MOST_HOUSEHOLDS, step=1, format="localized"
            ),
        },
    )  # fmt: skip
    st.caption(f"กรอกแล้ว {edited['households'].notna().sum():,} จาก {len(codes):,} แห่ง เว้นว่างคือไม่มีเป้าหมาย")
    if st.button("บันทึกเป้าหมาย", key="targets-save", type="primary"):
        _save_typed(edited, held, year_be)


def _save_typed(edited: pd.DataFrame, held: dict[str, int], year_be: int) -> None:
    filled = edited.dropna(subset="households")
    given = dict(zip(filled["code"].astype(str), filled["households"].astype(int).tolist(), strict=True))
    changed = {code: count for code, count in given.items() if held.get(code) != count}
    removed = [code for code in held if code not in given]
    _keep(lambda: save_targets(the_warehouse(), year_be, changed, removed), len(given), year_be)


def _keep(save: Callable[[], object], count: int, year_be: int) -> None:
    """Save, and say how many targets were given; an error of ours is said on the spot."""
    try:
        save()
    except WarehouseError as error:
        problem_box(error.what, "", error.fix)
        return
    st.session_state[SAVED] = f"บันทึกครัวเรือนเป้าหมาย {count:,} แห่ง ปี {year_be} แล้ว"
    st.rerun()


def _bring_file(names: dict[str, str], held: dict[str, int], year_be: int, area_code: str) -> None:
    """The form to download, the uploader, and what keeping its file would do."""
    file_button(
        "ดาวน์โหลดแบบฟอร์มเป้าหมาย", lambda: _form(names, held), Audience.WITHOUT_FIGURES,
        f"ครัวเรือนเป้าหมาย_{area_code or 'เปล่า'}_{year_be}.xlsx", XLSX, "targets-form", ":material/download:", "content",
    )  # fmt: skip
    number = st.session_state.get(ROUND, 0)
    file = st.file_uploader("ไฟล์เป้าหมาย (คอลัมน์ รหัสพื้นที่ และ ครัวเรือนเป้าหมาย)", key=f"targets-file-{number}")
    if file is None:
        return
    place = st.empty()
    heartbeat = Heartbeat(place.progress(0.0, "กำลังเตรียมอ่านไฟล์ …"), file.name)
    inspected = inspect_target_file(
        file.getvalue(), file.name, on_progress=heartbeat.progress, cancelled=heartbeat.cancelled
    )
    place.empty()
    if inspected.refused:
        st.error(f"ใช้ไฟล์ {text(file.name)} ไม่ได้ ไม่มีอะไรเปลี่ยน", icon=":material/error:")
        show_problems(inspected.problems, "targets")
        return
    total = sum(inspected.households.values())
    new = sum(code not in held for code in inspected.households)
    st.markdown(
        f"พบเป้าหมาย {len(inspected.households):,} แห่ง รวม {total:,} ครัวเรือน เว้นว่าง {inspected.rows_blank:,} แถว "
        f"· ยังไม่มีเป้าหมายในพื้นที่ที่เลือก {new:,} แห่ง"
    )
    if st.button(f"บันทึกเป้าหมายจากไฟล์ ปี {year_be}", key="targets-save-file", type="primary"):
        st.session_state[ROUND] = number + 1
        _keep(lambda: store_targets(the_warehouse(), inspected, year_be), len(inspected.households), year_be)


def _form(names: dict[str, str], held: dict[str, int]) -> bytes:
    target = BytesIO()
    write_target_form(target, names, held)
    return target.getvalue()


def _choose_least() -> None:
    """The share of the target under which an area is marked."""
    held = read_least_coverage(the_warehouse())
    percent = st.number_input(
        "สำรวจได้ต่ำกว่าร้อยละเท่าใดจึงไม่สรุปว่าเด่นหรือด้อย", 0, 100, round(held), 5, key=f"targets-least-{held:g}", width=320,
        help=f"ค่าเริ่มต้นของโปรแกรมนี้คือ {LEAST_COVERAGE_PCT:g} ใช้กับทุกหน้า ทุกไฟล์ และทุกคนที่ใช้ฐานข้อมูลนี้",
    )  # fmt: skip
    if percent != round(held) and st.button("บันทึกเกณฑ์", key="targets-save-least"):
        save_least_coverage(the_warehouse(), percent)
        st.session_state[SAVED] = f"ใช้เกณฑ์ร้อยละ {percent} แล้ว"
        st.rerun()
