"""The sheet on one page, on the screen and on one A4: the same sentences and figures as its PDF and its picture."""

from typing import Final

import streamlit as st

from analysis.radar_analysis.one_page import OnePage, PageBlock, PageRow
from pages.radar_analysis.sheet_tables import chart_box, section_link
from pages.shared.look import show_chart
from reports.one_page import axis_cells, is_figure, radar_of_page
from words.screen_text import Shown, plain, text

RADAR_WIDTH_PX, WIDE_PX = 430, 520
MOST_NARROW_AXES: Final = 8  # a radar of more axes needs the wider box


def show_page(page: OnePage, source: str) -> None:
    """The page: name, sentence, radar beside the figures, problems, strengths, changes, unknowns, method, source."""
    with st.container(key="one_page", gap="small"):
        st.header(text(page.title), anchor="s-page")
        st.caption(text(page.place))
        if page.lens:
            st.caption(text(page.lens))
        with st.container(key="page_answer"):
            st.markdown(f"**{' · '.join(text(part.text) for part in page.answer)}**")
        problems, strengths, changes, unknowns = page.blocks
        with st.container(key="page_two_top"):
            left, right = st.columns([5, 6], gap="medium")
            is_wide = len(page.axes) > MOST_NARROW_AXES
            with left, chart_box("page_wide" if is_wide else "page", WIDE_PX if is_wide else RADAR_WIDTH_PX):
                show_chart(radar_of_page(page), "page-radar", f"เรดาร์รายด้านของ{plain(page.area_title)}")
            with right:
                _show_axes(page)
                _show_block(problems)
        with st.container(key="page_two_bottom"):
            left, right = st.columns(2, gap="medium")
            with left:
                _show_block(strengths)
            with right:
                _show_block(changes)
                _show_block(unknowns)
        with st.container(key="page_method"):
            st.caption(
                "  \n".join([f"วิธีคำนวณ: {text(page.method[0])} {section_link('formulas')}", text(page.method[1])])
            )
            st.caption(f"ที่มา: {text(source)}")


def _show_axes(page: OnePage) -> None:
    """The figures of the radar, one line a dimension."""
    heads, *rows = axis_cells(page)
    rule = ["---:" if is_figure(heads, place) else ":---" for place in range(len(heads))]
    lines = [_line([text(each) for each in heads]), _line(rule), *(_line([text(each) for each in row]) for row in rows)]
    with st.container(key="sheet-page-axes"):
        st.markdown("\n".join(lines))


def _line(cells: list[Shown]) -> Shown:
    return f"| {' | '.join(cells)} |"


def _show_block(block: PageBlock) -> None:
    lines = [f"**{text(block.title)}** {section_link(block.section)}", ""]
    for number, row in enumerate(block.rows, 1):
        lines.append(f"{number}. {_row(row)}" if block.is_ordered else f"- {_row(row)}")
    if block.note:
        lines += ["", text(block.note)]
    with st.container(key=f"page_block_{block.section}"):
        st.markdown("\n".join(lines))


def _row(row: PageRow) -> Shown:
    figure = f" **{text(row.figure)}**" if row.figure else ""
    return f"{text(row.name)}{figure}{f' · {text(row.detail)}' if row.detail else ''}"
