"""Areas side by side: shaded cells, one area among all of them, small radars."""

from dataclasses import replace

import pandas as pd
import streamlit as st

from analysis.comparative.answers import range_words
from analysis.comparative.data import Comparison
from analysis.core.statistics import BETTER, STATUS_NAMES, WORSE
from app.answers import MOST_AREAS, comparison_for, named_rows_of, spine_for
from app.state import source_text
from charts.comparative import heat_table_figure, spine_figure
from charts.radar_diagram import radar_figure
from charts.small_multiples import small_multiples_figure
from pages.comparative.controls import Compared, choose_area
from pages.shared.add_to_plan import add_pills
from pages.shared.look import show_chart, show_grid, show_table, source_caption
from pages.shared.url_choices import choose_page, choose_view, not_shown, page_number, url_choice
from words.screen_text import text

HEAT_ROWS, RADARS, MOST_ON_ONE = 25, 12, 3
RADAR_PAGE = "pages/radar_diagram/page.py"
NOT_RANKED = "ไม่จัด"
TOO_MANY = "มีพื้นที่มากเกินกว่าจะดูทีละค่าในหน้านี้ เลือกพื้นที่ให้แคบลง หรือเลือกระดับที่สูงขึ้น"


def open_radar(compared: Compared, area_code: str, axis_code: str = "", indicator_code: str = "") -> None:
    """Go to the radar of an area, in the set and year that are looked at, or to its panel of an axis or indicator."""
    selection = compared.selection
    depth = {"axis": axis_code, "indicator": indicator_code, "view": st.query_params.get("view", "")}
    query = {"area": area_code, "set": selection.set_id, "year": str(selection.year_be)}
    st.switch_page(RADAR_PAGE, query_params=query | {name: code for name, code in depth.items() if code})


def page_of_areas(compared: Compared, size: int) -> Comparison:
    """The areas of the page asked for, with all their figures; draws the buttons that turn it."""
    pages = max(1, -(-len(compared.ranking.table) // size))
    number = max(1, min(page_number(), pages))
    first = (number - 1) * size
    rows = named_rows_of(compared.selection, compared.wanted, first, size)
    choose_page(number, pages, first + 1, first + len(rows), len(compared.ranking.table))
    view = choose_view(compared.selection, not_shown)
    return comparison_for(compared.selection, compared.wanted, tuple(rows["area_code"]), view)


def show_heat(compared: Compared) -> None:
    """Area × dimension, or × indicator; a click opens the area's radar at that axis, or its panel of the indicator."""
    columns = {"axes": "รายด้าน", "indicators": "รายตัวชี้วัด"}
    is_narrow = len(compared.asked.scope.indicator_set.dimensions) < 2
    shown = "indicators" if is_narrow else url_choice("คอลัมน์", columns, "columns", st.segmented_control, required=True)
    page = page_of_areas(compared, HEAT_ROWS)
    cells = page.short_axes if shown == "axes" else _indicator_cells(page.indicators)
    figure = heat_table_figure(cells, compared.measure)
    picked = show_grid(figure, "heat-chart", "ตารางสีของพื้นที่")
    opens = "เรดาร์ของพื้นที่นั้นที่ด้านนั้น" if shown == "axes" else "รายละเอียดของตัวชี้วัดนั้นในพื้นที่นั้น"
    st.caption(f"กดที่ช่องเพื่อเปิด{opens} ช่องลายคือไม่มีข้อมูล เรียงพื้นที่ตามลำดับปัญหา")
    table = page.axis_table.drop(columns="area_code") if shown == "axes" else _wide(cells, page)
    show_table(table, "heat-table")
    source_caption(source_text(compared.selection))
    if picked is not None and shown == "axes":
        open_radar(compared, picked[0], axis_code=picked[1])
    elif picked is not None:
        axis_of = dict(zip(page.indicators["indicator_code"], page.indicators["dimension_code"], strict=True))
        open_radar(compared, picked[0], str(axis_of[picked[1]]), picked[1])


def _indicator_cells(indicators: pd.DataFrame) -> pd.DataFrame:
    return indicators.assign(axis_code=indicators["indicator_code"], axis_name=indicators["problem_label"])


def _wide(cells: pd.DataFrame, page: Comparison) -> pd.DataFrame:
    names = dict(zip(cells["axis_code"], cells["problem_name"] + " (%)", strict=True))
    wide = cells.pivot(index="area_code", columns="axis_code", values="problem_pct")
    wide = wide.reindex(index=page.areas["area_code"], columns=list(names)).set_axis(list(names.values()), axis=1)
    wide.insert(0, "พื้นที่", page.areas["area_name"].to_numpy())
    return wide.reset_index(drop=True)


def show_spine(compared: Compared) -> None:
    """One area among all that are compared, indicator by indicator."""
    if compared.ranking.areas > MOST_AREAS:
        st.info(TOO_MANY)
        return
    area = choose_area(compared, "one", "พื้นที่")
    if area is None:
        return
    spine = spine_for(compared.selection, compared.wanted, area)
    rows = spine.rows
    worse, better = (rows[rows["status"] == each] for each in (WORSE, BETTER))
    sentence = f"**{text(spine.title)}**"
    if spine.reference_name:
        sentence += f" เทียบกับ{text(spine.reference_name)}: ด้อย {len(worse)} เด่น {len(better)} จาก {len(rows)} ตัวชี้วัด"
    st.markdown(sentence)
    drawn = spine_with_words(rows)
    show_chart(spine_figure(drawn, spine.title), "spine-chart", "พื้นที่หนึ่งเทียบกับทุกพื้นที่ รายตัวชี้วัด")
    heads = {
        "problem_name": "ปัญหา", "problem_pct": "พื้นที่นี้ (%)", "status_name": "เทียบทั้งพื้นที่", "rank_words": "อันดับที่เป็นไปได้",
        "middle_pct": "พื้นที่กลาง (%)", "least_pct": "ต่ำสุด (%)", "most_pct": "สูงสุด (%)", "failed": "ไม่ผ่าน",
        "assessed": "สำรวจ", "unit": "หน่วย", "areas": "จำนวนพื้นที่",
    }  # fmt: skip
    show_table(drawn[list(heads)].rename(columns=heads), "spine-table")
    failing = worse[worse["problem_pct"] > 0]
    problems = dict(zip(failing["indicator_code"], failing["problem_name"], strict=True))
    add_pills(replace(compared.selection, area_code=area), problems, "comparative", "spine")
    st.caption(
        f"ตัวเลขใต้ร้อยละคืออันดับที่เป็นไปได้จาก {compared.ranking.areas:,} พื้นที่ (1 คือมีปัญหามากที่สุด) {NOT_RANKED} คือพื้นที่ต่างกันน้อยกว่า"
        "ความไม่แน่นอน จัดอันดับไม่ได้"
    )
    source_caption(source_text(compared.selection))
    if st.button("เปิดเรดาร์ของพื้นที่นี้", icon=":material/radar:"):
        open_radar(compared, area)


def spine_with_words(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of a spine with status_name and rank_words."""
    names = [STATUS_NAMES.get(str(each)) for each in rows["status"]]
    words = [
        range_words(None, first, last) if rankable else NOT_RANKED
        for rankable, first, last in zip(rows["is_rankable"], rows["rank_first"], rows["rank_last"], strict=True)
    ]
    return rows.assign(status_name=pd.Series(names, dtype="str"), rank_words=words)


def show_radars(compared: Compared) -> None:
    """Up to three areas on one radar, more as small ones on one scale, twelve a page."""
    page = page_of_areas(compared, RADARS)
    axes = page.short_axes
    if axes["axis_code"].nunique() < 3:
        st.info("สิ่งที่เทียบมีไม่ถึงสามด้าน จึงวาดเป็นเรดาร์ไม่ได้ ดูตารางด้านล่าง")
    else:
        _draw_radars(compared, axes)
    st.caption("ทุกรูปในหน้านี้ใช้มาตราส่วนเดียวกัน เมื่อมีมากกว่าสามพื้นที่ กดที่รูปเพื่อเปิดเรดาร์ของพื้นที่นั้น")
    show_table(page.axis_table.drop(columns="area_code"), "radars-table")
    source_caption(source_text(compared.selection))


def _draw_radars(compared: Compared, axes: pd.DataFrame) -> None:
    parts = [(str(name), own) for (_, name), own in axes.groupby(["area_code", "area_name"], sort=False)]
    if 1 < len(parts) <= MOST_ON_ONE:
        (name, first), *others = parts
        show_chart(radar_figure(first, others, compared.measure, name=name), "radars-chart", "เรดาร์ของพื้นที่ที่เทียบ")
        return
    figure = small_multiples_figure(axes, compared.measure)
    codes = show_chart(figure, "radars-chart", "เรดาร์ของแต่ละพื้นที่ มาตราส่วนเดียวกัน", select=True)
    if codes:
        open_radar(compared, codes[0])
