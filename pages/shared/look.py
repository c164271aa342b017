"""How every page looks: heading, source line, chart with its table, empty and error states. Draws, decides nothing.

Words from data come ready for their place (words/screen_text.py); style rules are constants (look_css.py).
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final, Literal

import pandas as pd
import plotly.graph_objects as go
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from app.look_css import GATED_PAGE_CSS, box_name, polar_box_name
from charts.theme import PLOTLY_CONFIG
from pages.shared.tables import as_printed, column_config, for_people
from words.screen_text import Shown, ShownPlain, plain, text

__all__ = [
    "chart_with_table", "empty_state", "figure_layout", "heading_alone", "metric_row", "page_heading", "plain_lines",
    "print_without_mark", "problem_box",
    "show_chart", "show_table", "source_caption", "synthetic_banner",
]  # fmt: skip

ROW_PX: Final = 40


def print_without_mark() -> None:
    """What stands on this page may be given to anyone when it is printed: it came through the gate. Every other page
    prints that it is for the office alone."""
    st.html(GATED_PAGE_CSS)


def page_heading(title: Shown, purpose: Shown, place: Shown) -> DeltaGenerator:
    """Title of a page, one sentence of purpose, and where it stands among the five stages, in the room of two lines: a
    screen's own answer comes first. Gives the place of its help (`pages.shared.help.show_help`), at the end of the
    first line."""
    with st.container(key="page-heading", gap=None):
        st.markdown(f":blue-badge[{place}] :small[:gray[{purpose}]]")
        st.title(title, anchor=False)
        return st.empty()


def heading_alone(title: Shown) -> DeltaGenerator:
    """Title of a page that is no stage; gives the place of its help, at the end of the line."""
    with st.container(key="page-heading-alone", gap=None):
        st.title(title, anchor=False)
        return st.empty()


def source_caption(source: object) -> None:
    """The line under a figure or table: source, survey year, date of import."""
    st.caption(f"ที่มา: {text(source)}")


def synthetic_banner() -> None:
    """The warning every screen carries while made-up sample data are shown."""
    with st.container(key="synthetic"):
        st.warning(
            "**ข้อมูลสังเคราะห์ (ตัวอย่าง)** ตัวเลขบนหน้านี้สร้างขึ้น ไม่ใช่ข้อมูลจริงของพื้นที่ใด ใช้ฝึกและทดลองเท่านั้น",
            icon=":material/science:",
        )


def empty_state(what: object, next_step_label: Shown, page: Any) -> None:
    """Nothing to show: what is missing, and a link to the page where the next step is done."""
    with st.container(border=True):
        st.markdown(f"**{text(what)}**")
        st.page_link(page, label=next_step_label, icon=":material/arrow_forward:")


def problem_box(what: object, where: object, fix: object) -> None:
    """One problem the user can mend: what is wrong, where, and how to put it right."""
    lines = [f"**{text(what)}**"]
    if where:
        lines.append(f"ตำแหน่ง: {text(where)}")
    lines.append(f"วิธีแก้: {text(fix)}")
    st.error("  \n".join(lines), icon=":material/error:")


def metric_row(metrics: Sequence[tuple[Shown, Shown] | tuple[Shown, Shown, Shown]]) -> None:
    """Large figures side by side, wrapping on a phone: (label, value) or (label, value, note below)."""
    with st.container(horizontal=True, gap="medium"):
        for metric in metrics:
            with st.container(border=True, width=240):
                st.metric(metric[0], metric[1])
                if len(metric) > 2:
                    st.caption(metric[2])


def figure_layout(figure: go.Figure) -> Any:
    """The layout of a figure, which plotly types only in part."""
    return figure.layout


def show_chart(figure: go.Figure, key: str, alt: ShownPlain, select: bool = False) -> list[str]:
    """Draw a figure in our own look; with `select`, give the customdata codes of the points clicked.

    A figure that says it needs more width than a phone has scrolls sideways inside its box; a radar gets lower where
    it has less width than it was made for.
    """
    return [codes[0] for codes in _drawn(figure, key, alt, select)]


def show_grid(figure: go.Figure, key: str, alt: ShownPlain) -> tuple[str, str] | None:
    """Draw a grid (`charts.grid`); the codes of the area and the column of the cell clicked, or None."""
    picked = _drawn(figure, key, alt, select=True)
    return (picked[0][0], picked[0][1]) if picked and len(picked[0]) > 1 else None


def _drawn(figure: go.Figure, key: str, alt: ShownPlain, select: bool) -> list[tuple[str, ...]]:
    options: dict[str, Any] = {"theme": None, "config": PLOTLY_CONFIG, "key": key, "alt": alt}
    if select:
        options |= {"on_select": "rerun", "selection_mode": "points"}
    meta = figure_layout(figure).meta
    facts: Mapping[str, Any] = meta if isinstance(meta, Mapping) else {}
    if "beyond_width_px" in facts:
        box = st.container(key=f"{polar_box_name(facts['beyond_width_px'])}-{key}")
        with box.container(height=int(figure_layout(figure).height), border=False):
            event = st.plotly_chart(figure, height="stretch", **options)
    else:
        with st.container(key=f"{box_name(facts.get('min_width_px', 0))}-{key}"):
            event = st.plotly_chart(figure, **options)
    return _selected_codes(event) if select else []


def _selected_codes(event: Any) -> list[tuple[str, ...]]:
    codes: list[tuple[str, ...]] = []
    for point in event["selection"]["points"]:
        data = point.get("customdata")
        own = (data,) if isinstance(data, str) else tuple(data) if isinstance(data, Sequence) else ()
        if own and all(isinstance(code, str) for code in own):
            codes.append(own)
    return list(dict.fromkeys(codes))


def plain_lines(written: object) -> ShownPlain:
    """A text of several lines for a plain place; each line keeps its indent."""
    lines = str(written).splitlines()
    return "\n".join(f"{' ' * (len(line) - len(line.lstrip()))}{plain(line)}" for line in lines)


def show_table(table: pd.DataFrame, key: str, height: int | Literal["auto"] = "auto") -> None:
    """A read-only table: Thai headings, thousands separated, one decimal for percentages, a dash for no data."""
    shown = for_people(table)
    st.dataframe(
        as_printed(shown), key=key, hide_index=True, width="stretch", height=height, placeholder="–", row_height=ROW_PX,
        column_config=column_config(shown),
    )  # fmt: skip


def _table_height(rows: int, figure_px: int | None) -> int:
    """As tall as the table needs, at most as tall as the figure beside it."""
    return min((rows + 1) * ROW_PX + 3, max(int(figure_px or 0), 12 * ROW_PX))


def chart_with_table(
    figure: go.Figure, table: pd.DataFrame, key: str, caption: object, select: bool = False, side_by_side: bool = True,
) -> list[str]:  # fmt: skip
    """A figure and its table: side by side on a wide screen, one above the other on a phone.

    Returns the codes clicked when `select` is on.
    """
    left, right = st.columns([5, 6], gap="medium") if side_by_side else (st.container(), st.container())
    with left:
        codes = show_chart(figure, f"{key}-chart", alt=plain(caption), select=select)
    with right:
        show_table(table, f"{key}-table", height=_table_height(len(table), figure_layout(figure).height))
    source_caption(caption)
    return codes
