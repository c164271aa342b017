"""The map of the areas compared: coloured by class, a tap names the area; what has no shape is listed beside it.

It is drawn by a component of its own: an SVG of codes, classes and shapes; a tap gives a code. Nothing is fetched.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

import pandas as pd
import streamlit as st
from streamlit.components.v2 import component

from analysis.comparative.area_map import EQUAL, OWN, QUANTILE, AreaMap, class_bounds, class_words, classes_of
from app.answers import MOST_AREAS, area_map_for, named_areas_of
from app.state import source_text
from charts.theme import class_colours
from pages.comparative.controls import Compared, choose_area
from pages.comparative.ranking import ranking_table
from pages.comparative.side_by_side import TOO_MANY, open_radar
from pages.shared.look import show_table, source_caption
from pages.shared.page_start import own_errors
from pages.shared.url_choices import url_choice, write_url
from words.numbers import format_range
from words.screen_text import ShownPlain, plain, text

HTML: Final = """
<div class="buttons">
  <button class="closer" type="button" aria-label="ขยาย">+</button>
  <button class="farther" type="button" aria-label="ย่อ">−</button>
  <button class="whole" type="button">ทั้งหมด</button>
</div>
<div class="map"></div>
<div class="legend"></div>
"""
CSS: Final = """
.buttons { display: flex; gap: 6px; margin-bottom: 6px; }
.buttons button { min-width: 44px; min-height: 44px; font: inherit; background: #FFFFFF; border: 1px solid #C5CDD6;
  border-radius: 6px; color: #1F2A37; cursor: pointer; }
.map svg { width: 100%; height: min(560px, 72vh); display: block; touch-action: pan-y; background: #FFFFFF; }
.map path { stroke: #FFFFFF; stroke-width: 1; vector-effect: non-scaling-stroke; cursor: pointer; }
.legend { display: flex; flex-wrap: wrap; gap: 4px 16px; font: inherit; color: #1F2A37; }
.legend i { display: inline-block; width: 18px; height: 18px; margin-right: 6px; vertical-align: -3px;
  border: 1px solid #AEB7C2; }
.map path:hover { stroke: #1F2A37; }
.map path.chosen { stroke: #1F2A37; stroke-width: 3; }
"""
SCRIPT: Final = (Path(__file__).parent / "area_map.js").read_text(encoding="utf-8")
WAYS = {QUANTILE: "จำนวนพื้นที่เท่ากันทุกชั้น", EQUAL: "ช่วงกว้างเท่ากัน", OWN: "กำหนดเอง"}
MOST_NAMED = 500
KEY = "one"


class Shape(NamedTuple):
    """One area: its code, its path, its class (−1: no data), and what a mouse that rests on it is told."""

    code: str
    path: str
    level: int
    words: ShownPlain


def show_map(
    shapes: Sequence[Shape], size: tuple[int, int], colours: Sequence[str], chosen: str | None, label: ShownPlain,
    legend: Sequence[ShownPlain],
) -> str | None:  # fmt: skip
    """Draw the shapes on a sheet of `size` units; the code that was tapped in this run, else None. `legend`: the words
    of each class."""
    mount: Any = component("area_map", html=HTML, css=CSS, js=SCRIPT)
    data = {
        "areas": [list(each) for each in shapes], "width": size[0], "height": size[1], "colours": list(colours),
        "chosen": chosen, "label": label, "legend": list(legend),
    }  # fmt: skip
    answer = mount(data=data, key="area-map", on_picked_change=_run_again)
    picked = answer.get("picked") if isinstance(answer, dict) else getattr(answer, "picked", None)
    return str(picked) if picked else None


def _run_again() -> None:
    """A tap runs the page again; what was tapped is in the answer."""


def show_area_map(compared: Compared) -> None:
    """The map, its legend, the area chosen, and the table."""
    if compared.ranking.areas > MOST_AREAS:
        st.info(TOO_MANY)
        return
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        way = url_choice("แบ่งชั้นสี", WAYS, "classes", width=240)
        typed = st.text_input("ขอบของชั้น", "5, 10, 20", key="bounds", width=170) if way == OWN else ""
    table = compared.ranking.table
    with own_errors():
        bounds = class_bounds(table["value"], way, typed)
    levels = dict(zip(table["area_code"], classes_of(table["value"], bounds), strict=True))
    drawn = area_map_for(compared.selection, compared.wanted)
    colours = class_colours(len(bounds) + 1)
    chosen = choose_area(compared, KEY, "พื้นที่ที่เลือก")
    left, right = st.columns([3, 2], gap="medium")
    with left:
        picked = show_map(
            _shapes(compared, drawn, levels), (drawn.width, drawn.height), colours,
            chosen, plain("แผนที่ของพื้นที่ที่เทียบ"), _legend(compared, bounds),
        )  # fmt: skip
        dark = "สีเข้มคือค่ามาก" if compared.asked.measure.is_ranked_by_value else "สีเข้มคือปัญหามาก"
        st.caption(f"{dark} ลายคือไม่มีข้อมูลหรือไม่ได้เทียบ กดที่พื้นที่เพื่อดูชื่อและค่า")
    if picked is not None and picked != chosen:
        write_url(KEY, picked)
        st.rerun()
    with right:
        _show_chosen(compared, chosen)
        _show_beside(compared, drawn)
    if drawn.is_tiles:
        st.caption("ยังไม่มีแนวเขตของพื้นที่ระดับนี้ จึงแสดงเป็นช่องเรียงตามรหัสพื้นที่ นำเข้าแนวเขตได้ที่ขั้นที่ 1 ส่วนพื้นที่และแผนที่")
    source_caption(source_text(compared.selection))


def _shapes(compared: Compared, drawn: AreaMap, levels: dict[str, int]) -> list[Shape]:
    """The shapes with the area each stands for; an outline of no area compared is left white with its hatch."""
    area_of = {shape: area for area, shape in drawn.drawn_as.items()}
    names: dict[str, str] = {}
    if len(area_of) <= MOST_NAMED:
        rows = named_areas_of(compared.selection, compared.wanted, tuple(sorted(drawn.drawn_as)))
        names = {
            str(code): f"{name} {compared.shown(value)}"
            for code, name, value in zip(rows["area_code"], rows["area_name"], rows["value"], strict=True)
        }
    shown: list[Shape] = []
    for code, path in drawn.shapes.items():
        area = area_of.get(code, "")
        shown.append(Shape(area or code, path, levels.get(area, -1), plain(names.get(area, ""))))
    return shown


def _legend(compared: Compared, bounds: list[float]) -> list[ShownPlain]:
    """The words of each class, with how many areas are in it, the lowest first."""
    values = compared.ranking.table["value"]
    counts = pd.Series(classes_of(values, bounds)).value_counts()
    return [
        plain(f"{format_range(*ends)} ({int(counts.get(number, 0)):,} แห่ง)")
        for number, ends in enumerate(class_words(values, bounds))
    ]


def _show_chosen(compared: Compared, chosen: str | None) -> None:
    if chosen is None:
        return
    row = named_areas_of(compared.selection, compared.wanted, (chosen,))
    if row.empty:
        st.markdown(f"**{text(chosen)}** ไม่มีข้อมูล")
        return
    show_table(ranking_table(compared, row), "map-chosen")
    if st.button("เปิดเรดาร์ของพื้นที่นี้", icon=":material/radar:"):
        open_radar(compared, chosen)


def _show_beside(compared: Compared, drawn: AreaMap) -> None:
    if not drawn.beside:
        return
    rows = named_areas_of(compared.selection, compared.wanted, drawn.beside)
    st.markdown(f"พื้นที่ที่ไม่มีแนวเขตของตัวเองบนแผนที่ {len(rows):,} แห่ง")
    show_table(ranking_table(compared, rows.head(100)), "map-beside", height=240)
