"""“เพิ่มลงแผน”: one click adds a problem to the newest plan of its area for the coming fiscal year, and says so."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

import streamlit as st

from analysis.core.errors import AnalysisError
from analysis.stages import STAGE
from app.plans import Added, add_problem
from app.state import Selection, area_title
from pages.shared.look import problem_box
from warehouse import WarehouseError
from words.screen_text import text

LABEL: Final = "เพิ่มลงแผน"
ICON: Final = ":material/playlist_add:"
OUTCOME: Final = "added-to-plan"
MOST_OFFERED: Final = 8


def add_button(selection: Selection, indicator_code: str, origin: str, key: str) -> None:
    """A button that adds the problem of one indicator, and what came of it."""
    st.button(LABEL, key=f"{key}-add", icon=ICON, on_click=_add, args=(selection, [indicator_code], origin, key))
    _say_outcome(selection, key)


def add_pills(selection: Selection, problems: Mapping[str, str], origin: str, key: str) -> None:
    """The first problems (indicator code → what fails), each added by a click on it, and what came of it."""
    if not problems:
        return
    offered = dict(list(problems.items())[:MOST_OFFERED])
    st.pills(
        LABEL, list(offered), key=f"{key}-add", wrap=True, on_change=_pill_chosen, args=(selection, origin, key),
        format_func=lambda code: f"+ {text(offered[code])}",
    )  # fmt: skip
    _say_outcome(selection, key)


def add_cells_button(selection: Selection, cells: Sequence[tuple[str, str]], origin: str, key: str) -> None:
    """A button that adds every cell (area, indicator) to the plan of its area, and what came of it."""
    st.button(
        f"{LABEL} ({len(cells):,})" if cells else LABEL, key=f"{key}-add", icon=ICON, disabled=not cells,
        on_click=_add_cells, args=(selection, tuple(cells), origin, key),
    )  # fmt: skip
    _say_outcome(selection, key)


def _pill_chosen(selection: Selection, origin: str, key: str) -> None:
    code = st.session_state[f"{key}-add"]
    st.session_state[f"{key}-add"] = None
    if code is not None:
        _add(selection, [str(code)], origin, key)


def _add(selection: Selection, codes: Sequence[str], origin: str, key: str) -> None:
    _add_cells(selection, [(selection.area_code, code) for code in codes], origin, key)


def _add_cells(selection: Selection, cells: Sequence[tuple[str, str]], origin: str, key: str) -> None:
    """Before the page is drawn again: each added, or why not; what was added before the first trouble stays."""
    outcome: list[Added | tuple[str, str]] = []
    for area_code, indicator_code in cells:
        try:
            outcome.append(add_problem(replace(selection, area_code=area_code), indicator_code, origin))
        except (AnalysisError, WarehouseError) as error:
            outcome.append((error.what, error.fix))
    st.session_state[OUTCOME] = (key, outcome)


def _say_outcome(selection: Selection, key: str) -> None:
    """What the last click did, once, with a link to each plan."""
    if key != (st.session_state.get(OUTCOME) or ("", []))[0]:
        return
    outcome: list[Added | tuple[str, str]] = st.session_state.pop(OUTCOME)[1]
    for each in outcome:
        if isinstance(each, tuple):
            problem_box(each[0], "", each[1])
            continue
        place = text(area_title(selection.version, each.header.area_code))
        plan = f"แผนปีงบประมาณ {each.header.fiscal_year_be:d} ของ{place}"
        begun = " (เริ่มแผนใหม่)" if each.is_new_plan else ""
        said = (
            f"เพิ่ม “{text(each.problem)}” ลง{plan}แล้ว{begun}"
            if each.is_new
            else f"{plan}มีปัญหา “{text(each.problem)}” อยู่แล้ว"
        )
        st.success(said, icon=":material/check:")
        st.page_link(
            STAGE["logic_model"].page, label="เปิดแผน", icon=":material/arrow_forward:",
            query_params={
                "area": each.header.area_code, "set": selection.set_id, "year": str(selection.year_be),
                "plan": str(each.header.plan_id),
            },
        )  # fmt: skip
