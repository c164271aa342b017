"""What every stage's page does first: heading, filter bar, our own errors said in Thai with the next step, and what
there is instead where the area has nothing of the kind and year chosen."""

from collections.abc import Generator
from contextlib import contextmanager, suppress
from dataclasses import replace

import streamlit as st
from streamlit.errors import StreamlitAPIException

from analysis import AnalysisError
from analysis.core.scope import Scope
from analysis.stages import STAGES
from app.one_pc import is_one_pc
from app.state import (
    Selection,
    area_title,
    available_data,
    data_version,
    followed_copy,
    indicator_set,
    is_following,
    the_catalogue,
)
from catalogue import CatalogueError
from pages.shared.access import show_whose_villages
from pages.shared.filters import Filters, choose_selection
from pages.shared.help import INPUT_PAGE, first_help_of, show_help
from pages.shared.look import empty_state, page_heading, problem_box, synthetic_banner
from pages.shared.url_choices import go_to, write_url
from warehouse import DamagedDatabaseError, WarehouseError
from words.dates import moment_words
from words.screen_text import Shown, plain, text

HALL_PAGE = "pages/workshop/page.py"
OFFERS_HALL = (2, 3, 5)  # the stages whose screen is about one area


def stage_place(number: int) -> Shown:
    """Where a stage stands among the five."""
    return f"ขั้นที่ {number:d} จาก {len(STAGES)} · {text(STAGES[number - 1].title)}"


def start_page(title: Shown, purpose: Shown, stage_number: int, kind_select: bool = True) -> Filters:
    """Filters and heading of a stage, which is the area's name and the year; where nothing is loaded yet, say what to
    do and go no further.

    `kind_select`: whether the filter bar asks for the kind of data (a page may ask in its own way)."""
    with own_errors():
        filters = choose_selection(kind_select)
    if filters is None:
        st.set_page_config(page_title=f"{plain(STAGES[stage_number - 1].title)} · เรดาร์ชุมชน")
        place = page_heading(title, purpose, stage_place(stage_number))
        show_help(place, first_help_of(STAGES[stage_number - 1].name))
        empty_state(
            "ยังไม่มีข้อมูลในระบบ เริ่มจากนำเข้าไฟล์ จปฐ. หรือ กชช.2ค หรือโหลดข้อมูลตัวอย่างเพื่อทดลอง", "ไปขั้นที่ 1 ข้อมูลนำเข้า", INPUT_PAGE
        )
        st.stop()
    chosen = filters.selection
    area = area_title(chosen.version, chosen.area_code)
    st.set_page_config(page_title=f"{plain(area)} · {plain(STAGES[stage_number - 1].title)} · {chosen.year_be:d}")
    show_whose_villages(chosen.area_code)
    place = page_heading(f"{text(area)} · ปี {chosen.year_be:d}", purpose, stage_place(stage_number))
    if stage_number in OFFERS_HALL:
        offer_hall(chosen)
    return replace(filters, help_place=place)


def offer_hall(selection: Selection) -> None:
    """One click begins a meeting of the community about the area looked at."""
    asks = {"area": selection.area_code, "set": selection.set_id, "year": str(selection.year_be)}
    with st.container(key="hall-link"):
        st.page_link(HALL_PAGE, label="เริ่มเวทีประชาคม", icon=":material/groups:", query_params=asks)


def begin_part(filters: Filters) -> None:
    """Call first in a part of a page that draws itself anew (`st.fragment`) and adds to the filter bar: its place there
    is kept even where it adds nothing this time, and where data have come or gone since, the whole page is drawn."""
    if data_version() != filters.selection.version:
        st.rerun()
    filters.bar.empty()


def rerun_part() -> None:
    """Draw again what was pressed in: its part of the page alone where only that is being drawn."""
    with suppress(StreamlitAPIException):
        st.rerun(scope="fragment")
    st.rerun()


@contextmanager
def own_errors() -> Generator[None]:
    """Say our own errors on the page, what and how to mend it, and stop there; others are not ours to catch."""
    try:
        yield
    except AnalysisError as error:
        empty_state(f"{error.what} — {error.fix}", "ไปขั้นที่ 1 ข้อมูลนำเข้า", INPUT_PAGE)
        st.stop()
    except DamagedDatabaseError:
        raise  # the frame has a screen of its own for it
    except WarehouseError as error:
        problem_box(error.what, "", error.fix)
        st.stop()
    except CatalogueError as error:
        for fault in error.faults:
            problem_box(fault.problem, fault.place, fault.fix)
        st.stop()


def label_coverage(scope: Scope) -> None:
    """Every screen of an area of which too little was surveyed says so."""
    if scope.coverage is not None and scope.coverage.is_low:
        st.warning(text(scope.coverage.why_not_judged), icon=":material/group_off:")


def label_synthetic(is_synthetic: bool) -> None:
    """Every screen that shows made-up figures says so."""
    if is_synthetic:
        synthetic_banner()


def show_copy() -> None:
    """In a program that only reads: of when the figures are, at the foot of the menu."""
    if is_following():
        st.sidebar.caption(f"สำเนาสำหรับอ่านอย่างเดียว เผยแพร่เมื่อ {text(moment_words(followed_copy().copy.made_at))}")


def show_close_link() -> None:
    """On a PC that somebody sits at: the way to end the program, at the foot of the menu. It leaves Streamlit."""
    if is_one_pc():
        with st.sidebar.container(key="close-program"):
            st.html('<a href="/close">ปิดโปรแกรม</a>')


def require_data(selection: Selection) -> None:
    """Where the area has nothing of the kind and year chosen: say so, offer what it has, and go no further."""
    held = available_data(selection.version, selection.area_code)
    if ((held["set_id"] == selection.set_id) & (held["year_be"] == selection.year_be)).any():
        return
    catalogue = the_catalogue(selection.version)
    wanted = text(f"{indicator_set(selection).title} ปี {selection.year_be}")
    with st.container(border=True):
        title = text(area_title(selection.version, selection.area_code))
        st.markdown(f"**ไม่มีข้อมูล {wanted} ของ{title}**")
        if len(held):
            st.markdown("พื้นที่นี้มีข้อมูลต่อไปนี้ เลือกดูได้ทันที หรือเลือกพื้นที่อื่นจากแถบด้านบน")
        with st.container(horizontal=True, gap="small"):
            for row in held.head(8).to_dict("records"):
                name = f"{catalogue.get(row['set_id']).title} ปี {row['year_be']}"
                st.button(
                    text(name), key=f"jump-{row['set_id']}-{row['year_be']}", on_click=jump_to,
                    args=(str(row["set_id"]), int(row["year_be"])),
                )  # fmt: skip
        st.page_link(INPUT_PAGE, label="นำเข้าข้อมูลของปีนี้ที่ขั้นที่ 1", icon=":material/upload_file:")
    st.stop()


def jump_to(set_id: str, year_be: int) -> None:
    """Show one set and year of the area, from its axes on: on the whole page, as the filter bar says the year."""
    write_url("kinds", None)
    go_to()
    st.session_state["kept_set"], st.session_state["kept_year"] = set_id, str(year_be)
    st.rerun()
