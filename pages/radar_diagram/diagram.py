"""The radar with its list, table and the way down: from the dimensions to the indicators of one of them.

A click on the name at the end of an axis counts like one on its point. Plotly reports clicks on points alone: the names
are found by where the pointer went down and up, as other parts of the figure lie over them.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import streamlit as st
from streamlit.components.v2 import component

from analysis.core.references import PEERS_WORD
from analysis.disclosure.gate import GateOfYear
from analysis.disclosure.outputs import Released, Shaped
from analysis.radar_diagram.data import RadarDiagram
from analysis.radar_diagram.public import radar_diagram_public
from app.state import Selection, source_text
from charts.radar_analysis import ranked_dot_figure
from charts.radar_diagram import radar_figure
from charts.theme import measure_of
from pages.radar_diagram.controls import SCALES, Looks
from pages.shared.downloads import Bundle, offer_downloads, released, thai_table
from pages.shared.look import show_chart, source_caption
from pages.shared.page_start import rerun_part
from pages.shared.tables import as_printed, column_config
from pages.shared.url_choices import Depth, go_to
from reports.workbook import Sheet
from words.numbers import heading_of
from words.screen_text import plain, text

SHORT_LIST = 8
ROW_PX = 40
MOST_PILLS = 14
RADAR, LIST = "เรดาร์", "ลำดับตัวชี้วัด"
SHAPE_NOTE = (
    "อ่านทีละแกน ขนาดและรูปร่างของรูปไม่มีความหมาย เพราะขึ้นกับลำดับของแกน "
    "แกนเรียงตามลำดับของชุดตัวชี้วัดเสมอ ไม่เรียงใหม่ตามค่า แกนที่ไม่มีข้อมูลเว้นช่องไว้ มีวงกลมโปร่งที่ขอบ ไม่ใช่ศูนย์"
)
SCALE_NOTES = {
    "focused": "ขยายเฉพาะช่วงที่มีข้อมูล ตัวเลขบนวงคือค่าจริง",
    "linear": "เต็มช่วง 0–100 %",
    "stretched": "วง 20 40 60 80 100 % อยู่ที่ 5 9 12 14 15 ส่วนจาก 15 ส่วนของรัศมี ตามแบบของ TPMAP ตัวเลขบนวงคือค่าจริง",
    "rank": (
        f"รัศมีคือลำดับในกลุ่ม{PEERS_WORD} วงกลางกลุ่มคือค่าที่ครึ่งหนึ่งของกลุ่มมีไม่เกิน วงนอกสุดคือค่าสูงสุดของกลุ่ม "
        "ตัวเลขบนวงคือค่าจริง ณ ลำดับนั้นของแต่ละแกน (รูปที่มีแกนมากบอกเป็นช่วงต่ำสุดถึงสูงสุดของทุกแกน)"
    ),
}
MEASURE_NOTES = {
    "count": "ร้อยละที่เป็นปัญหา = จำนวนที่ไม่ผ่านเกณฑ์ ÷ จำนวนที่สำรวจ × 100",
    "score": "ดัชนีความรุนแรง (0–100) = ค่าเฉลี่ยของ (3 − ระดับ) ÷ 2 × 100 จากหมู่บ้านที่ได้รับการประเมิน (ระดับ 1 ปัญหามาก 3 น้อย/ไม่มี)",
    "value": "ร้อยละที่เป็นปัญหา = ตำแหน่งของค่าระหว่างปลายที่ดีที่สุด (0) กับปลายที่แย่ที่สุด (100) ของตัวชี้วัด",
}
AXIS_NOTE = "ค่าของด้าน = ค่าเฉลี่ยธรรมดาของตัวชี้วัดที่มีข้อมูลในด้านนั้น แต่ละตัวคิดในหน่วยของตัวเอง ไม่รวมคนกับครัวเรือน"
NO_PEERS = f"ไม่มี{PEERS_WORD}ที่มีข้อมูล จึงจัดลำดับไม่ได้ เลือกมาตราส่วนอื่น หรือนำเข้าข้อมูลของพื้นที่เหล่านั้น"
STEADY_NOTE = "เด่นหรือด้อยต้องเป็นเช่นนั้นแม้มีผู้ไม่ผ่านเพิ่มหรือลดหนึ่งราย และสำรวจตั้งแต่ 30 ราย"
STATUS_NOTE = (
    "เด่น / ใกล้เคียง / ด้อย: ช่วงความไม่แน่นอนจากจำนวนน้อย (Wilson 95 %) อยู่ฝั่งที่ดีกว่าทั้งช่วง / คร่อมค่าอ้างอิง / แย่กว่าทั้งช่วง "
    f"{STEADY_NOTE}"
)
STATUS_OF_YEARS_NOTE = (
    "เด่น / ใกล้เคียง / ด้อย เมื่อเทียบกับอีกปี: เทียบช่วงความไม่แน่นอนจากจำนวนน้อย (Wilson 95 %) ของทั้งสองปี "
    "ช่วงของปีที่แสดงต่ำกว่าทั้งช่วง / สองช่วงซ้อนกัน / สูงกว่าทั้งช่วง เพราะตัวเลขของอีกปีก็แกว่งได้เหมือนกัน "
    f"{STEADY_NOTE}"
)
LISTENER = """
export default function ({ data, setTriggerValue }) {
  let down = null;
  const named = (event) => {
    const chart = document.querySelector('.st-key-' + CSS.escape(data.chart));
    const names = chart ? [...chart.querySelectorAll('.angularaxistick text')] : [];
    return names.findIndex((name) => {
      const box = name.getBoundingClientRect();
      return box.width && event.clientX >= box.left && event.clientX <= box.right
        && event.clientY >= box.top && event.clientY <= box.bottom;
    });
  };
  const press = (event) => { down = named(event); };
  const release = (event) => {
    const at = named(event);
    if (at >= 0 && at === down) setTriggerValue('axis', data.codes[at]);
    down = null;
  };
  document.addEventListener('pointerdown', press, true);
  document.addEventListener('pointerup', release, true);
  return () => {
    document.removeEventListener('pointerdown', press, true);
    document.removeEventListener('pointerup', release, true);
  };
}
"""


def show_path(radar: RadarDiagram, place: Depth) -> None:
    """Where the user is, and the way back: ทุกด้าน › ด้าน › ตัวชี้วัด."""
    if place.axis_code is None:
        return
    name = text(axis_name(radar, place.axis_code))
    with st.container(horizontal=True, gap="xsmall", vertical_alignment="center", key="path"):
        st.button("ทุกด้าน", key="path-top", icon=":material/arrow_back:", on_click=go_to)
        st.markdown("›", width="content")
        if place.indicator_code is None:
            st.markdown(f"**{name}**", width="content")
            return
        st.button(name, key="path-axis", on_click=go_to, args=(place.axis_code,))
        st.markdown("›", width="content")
        number = axis_names(radar)[place.indicator_code].partition(".")[0]
        st.markdown(f"**ตัวชี้วัดที่ {text(number)}**", width="content")


def axis_name(radar: RadarDiagram, axis_code: str) -> str:
    """Full name of an axis."""
    return str(radar.axes.set_index("axis_code").loc[axis_code, "axis_name"])


def axis_of(radar: RadarDiagram) -> dict[str, str]:
    """Indicator code → code of its axis."""
    return dict(zip(radar.indicators["indicator_code"], radar.indicators["axis_code"], strict=True))


def axis_names(radar: RadarDiagram) -> dict[str, str]:
    """Code → name, of the axes and of the indicators (with their number)."""
    names: dict[str, str] = dict(zip(radar.axes["axis_code"], radar.axes["axis_name"], strict=True))
    columns = (radar.indicators[name] for name in ("indicator_code", "number", "short_label"))
    return names | {code: f"{number}. {label}" for code, number, label in zip(*columns, strict=True)}


def show_radar(
    selection: Selection, radar: RadarDiagram, looks: Looks, axis_code: str | None = None, every: bool = False
) -> None:
    """The radar of the dimensions, of one dimension's indicators, or of every indicator; beside it the ranked list,
    under both the table. A click, a row or a button leads one level down."""
    key = f"radar-{'all' if every else axis_code or 'axes'}"
    drawn, figure, table = _drawn(selection, looks, axis_code, every, radar)
    left, right = st.columns([6, 5], gap="medium")
    with left:
        _follow(
            radar, show_chart(figure, key, f"เรดาร์{plain(radar.scope.area_title)} ปี {selection.year_be}", select=True)
        )
        codes = [str(code) for code in drawn["axis_code"]]
        _follow(radar, clicked_axis(key, codes))
        _choose_next(radar, codes, key)
        say_what_is_missing(radar, looks)
    with right:
        length = _choose_length(radar, key, axis_code)
        _follow(
            radar,
            show_chart(_list(selection, looks, axis_code, length, radar), f"{key}-list", "ตัวชี้วัดเรียงลำดับ", select=True),
        )
    st.markdown("**ตารางของรูป** เลือกแถวเพื่อดูรายละเอียด (แป้นพิมพ์: ใช้ลูกศรไปที่แถว แล้วกด Shift กับแป้นเว้นวรรค)")
    row_key = f"{key}-rows-{selection.area_code}-{selection.year_be}-{looks.view}"
    _follow(radar, pick_row(table, list(drawn["axis_code"]), row_key))
    source_caption(source_text(selection))
    make = partial(_bundle, radar, looks, axis_code, every, length)
    title = RADAR if axis_code is None else f"เรดาร์ด้าน{axis_name(radar, axis_code)}"
    offer_downloads(
        selection, f"{title}ทุกตัวชี้วัด" if every else title, key, make, [RADAR, LIST], radar.is_synthetic,
        radar.scope.indicator_set.measure == "count",
    )  # fmt: skip
    show_notes(radar, looks)


@st.cache_resource(max_entries=300, show_spinner=False)
def _drawn(
    selection: Selection, looks: Looks, axis_code: str | None, every: bool, _radar: RadarDiagram
) -> tuple[pd.DataFrame, go.Figure, pd.DataFrame]:
    """The axes drawn, their radar, their table: the same until something else is chosen."""
    drawn = _radar.drawn(axis_code, every)
    return drawn, radar_of(_radar, looks, drawn), table_of(_radar, drawn)


@st.cache_resource(max_entries=300, show_spinner=False)
def _list(selection: Selection, looks: Looks, axis_code: str | None, length: int, _radar: RadarDiagram) -> go.Figure:
    return list_of(_radar, axis_code, length)


def _bundle(
    radar: RadarDiagram, looks: Looks, axis_code: str | None, every: bool, length: int, gates: GateOfYear | None
) -> Released[Bundle]:  # fmt: skip
    """What show_radar shows, for files."""
    shaped = radar_diagram_public(radar, gates) if gates else Shaped(radar, 0)
    shared = shaped.content
    drawn = shared.drawn(axis_code, every)
    table = table_of(shared, drawn)
    label = "ด้าน" if "ด้าน" in table else "ตัวชี้วัด"
    figures = {RADAR: radar_of(shared, looks, drawn), LIST: list_of(shared, axis_code, length)}
    sheet = Sheet(RADAR, table, label, rate_headings(shared, drawn))
    every_one = Sheet("ตัวชี้วัด", table_of(shared, shared.drawn(every_indicator=True), full_names=True))
    headings = {LIST: list_heading(shared, axis_code, length)}
    bundle = Bundle(figures, [sheet, every_one], (SHAPE_NOTE,), headings)
    return released(bundle, shaped.hidden, gates(radar.scope.year_be) if gates else None)


def table_of(radar: RadarDiagram, drawn: pd.DataFrame, full_names: bool = False) -> pd.DataFrame:
    """The axes of `drawn` in numbers, under the headings of their set's measure."""
    return thai_table(radar.table(drawn, full_names), radar.scope.indicator_set.measure)


def rate_headings(radar: RadarDiagram, drawn: pd.DataFrame) -> tuple[str, ...]:
    """The columns of that table which a radar draws: the area's own figures, then those of each companion."""
    headings = ("เป็นปัญหา (%)", *(f"{name} (%)" for name, _ in radar.drawn_companions(drawn)))
    return tuple(heading_of(each, radar.scope.indicator_set.measure) for each in headings)


def radar_of(radar: RadarDiagram, looks: Looks, drawn: pd.DataFrame) -> go.Figure:
    """The radar of the axes of `drawn` with its companions. Villages graded have an index, whatever is chosen for the
    other kinds of data on the page."""
    if radar.scope.indicator_set.measure == "score":
        looks = replace(looks, measure="severity")
    companions = [(name, for_measure(table, looks)) for name, table in radar.drawn_companions(drawn)]
    rings = radar.peer_rings(drawn) if looks.scale == "rank" else None
    axes = for_measure(_named(radar, drawn, looks), looks)
    return radar_figure(axes, companions, looks.measure, looks.scale, radar.scope.area_title, rings)


def _named(radar: RadarDiagram, drawn: pd.DataFrame, looks: Looks) -> pd.DataFrame:
    """The axes with what fails as their name, where the share that fails is drawn and they are indicators."""
    if looks.measure == "quality":
        return drawn
    problems = dict(zip(radar.indicators["indicator_code"], radar.indicators["problem_label"], strict=True))
    return drawn.assign(axis_name=drawn["axis_code"].map(problems).fillna(drawn["axis_name"]))


def for_measure(drawn: pd.DataFrame, looks: Looks) -> pd.DataFrame:
    """The table whose rank is that of the measure drawn."""
    return drawn.assign(peer_rank_pct=drawn["peer_rank_pass_pct"]) if looks.measure == "quality" else drawn


def list_of(radar: RadarDiagram, axis_code: str | None = None, length: int = SHORT_LIST) -> go.Figure:
    """The ranked list of dots: the indicators (of one axis) and their gap to the first companion."""
    shown = radar.ranked(axis_code).head(length)
    measure = measure_of(radar.scope.indicator_set.measure)
    return ranked_dot_figure(shown.assign(status=shown["status_name"]), radar.reference_name, measure)


def say_order(radar: RadarDiagram) -> None:
    """Heading of the ranked list."""
    words, name = order_words(radar)
    st.markdown(f"**{text(words)}** {text(name)}".rstrip())


def order_words(radar: RadarDiagram) -> tuple[str, str]:
    """By what the list is ranked, and what it is held against, if anything."""
    if not radar.is_ranked_by_gap:
        return "ตัวชี้วัดเรียงจากปัญหามากไปน้อย", ""
    order = "ด้อย ใกล้เคียง ไปเด่น" if radar.has_standings else "ที่ด้อยกว่าค่าอ้างอิงมากที่สุด"
    return f"ตัวชี้วัดเรียงจาก{order}", f"เทียบกับ{radar.reference_name}"


def list_heading(radar: RadarDiagram, axis_code: str | None = None, length: int = SHORT_LIST) -> str:
    """Heading of the ranked list as a picture: what is ranked, and how many are not, as their figures are hidden."""
    ranked = radar.ranked(axis_code)
    of_axis = "" if axis_code is None else f"ด้าน{axis_name(radar, axis_code)} "
    heading = f"{of_axis}{' '.join(order_words(radar)).rstrip()}"
    if len(ranked) > length:
        heading = f"{heading} {length} จาก {len(ranked)} ตัวชี้วัด"
    hidden = int(ranked["is_hidden"].sum()) if "is_hidden" in ranked else 0
    return f"{heading} (ไม่จัดลำดับ {hidden} ตัวชี้วัดที่ไม่แสดงตัวเลข)" if hidden else heading


def _choose_length(radar: RadarDiagram, key: str, axis_code: str | None) -> int:
    """Heading of the ranked list, and whether all of it is wanted."""
    total = len(radar.indicators if axis_code is None else radar.of_axis(axis_code))
    say_order(radar)
    if total <= SHORT_LIST:
        return total
    return total if st.toggle(f"แสดงครบ {total} ตัวชี้วัด", key=f"{key}-long") else SHORT_LIST


def _choose_next(radar: RadarDiagram, codes: list[str], key: str) -> None:
    """The way down for keyboard and touch: one button an axis, or a list to search where there are many."""
    names, place = axis_names(radar), f"{key}-next"
    options: dict[str, Any] = {"key": place, "on_change": _next_chosen, "args": (place, axis_of(radar))}
    if len(codes) <= MOST_PILLS:
        st.pills("ดูรายละเอียดของ", codes, wrap=True, format_func=lambda code: text(names[code]), **options)
    else:
        st.selectbox(
            "ดูรายละเอียดของ",
            codes,
            index=None,
            placeholder="เลือกตัวชี้วัด",
            format_func=lambda code: plain(names[code]),
            **options,
        )


def _next_chosen(key: str, axes: dict[str, str]) -> None:
    if st.session_state[key] is not None:
        _open(st.session_state[key], axes)
    st.session_state[key] = None


def _follow(radar: RadarDiagram, codes: list[str]) -> None:
    """Go where a click points. The next run no longer draws what was clicked, so that a click counts once."""
    if codes:
        _open(codes[0], axis_of(radar))
        rerun_part()


def _open(code: str, axes: dict[str, str]) -> None:
    go_to(axes.get(code, code), code if code in axes else None)


def pick_row(shown: pd.DataFrame, codes: list[str], key: str) -> list[str]:
    """A table one of whose rows can be chosen, by mouse or keyboard; gives the code of the chosen row."""
    event: Any = st.dataframe(
        as_printed(shown), key=key, hide_index=True, width="stretch", placeholder="–", row_height=ROW_PX,
        height=min((len(shown) + 1) * ROW_PX + 3, 11 * ROW_PX), column_config=column_config(shown),
        on_select="rerun", selection_mode="single-row",
    )  # fmt: skip
    return [str(codes[row]) for row in event["selection"]["rows"]]


def say_what_is_missing(radar: RadarDiagram, looks: Looks) -> None:
    """Why a companion or the ranks cannot be drawn."""
    for companion in radar.companions:
        if companion.name is None:
            st.caption(f"ไม่มีรูปเทียบ: {text(companion.note)}")
        elif companion.note:
            st.caption(text(companion.note))
    if looks.scale == "rank" and not radar.peers.count:
        st.info(NO_PEERS)


def show_notes(radar: RadarDiagram, looks: Looks) -> None:
    """What the shape does not mean, and how the figures are worked out."""
    st.caption(SHAPE_NOTE)
    indicator_set = radar.scope.indicator_set
    view = next((each for each in indicator_set.views if each.id == looks.view), None)
    with st.expander("วิธีคำนวณ (สูตรของโปรแกรมนี้)"):
        of_years = bool(radar.companions) and radar.companions[0].is_another_year
        lines = [MEASURE_NOTES[indicator_set.measure], AXIS_NOTE, STATUS_OF_YEARS_NOTE if of_years else STATUS_NOTE]
        lines.append(f"มาตราส่วน “{SCALES[looks.scale]}”: {SCALE_NOTES[looks.scale]}")
        lines.append(f"ชุดตัวชี้วัด: {indicator_set.title} ที่มา {indicator_set.source} {indicator_set.confidence_note}")
        lines += [f"{view.title}: {view.source} {view.confidence_note}"] if view else []
        st.markdown("\n".join(f"- {text(line)}" for line in lines))


def clicked_axis(chart_key: str, codes: Sequence[str]) -> list[str]:
    """The code of the axis whose name was clicked in a chart drawn by `show_chart` under `chart_key`, if one was.
    `codes`: of its axes, in the order drawn."""
    listener = component("axis_labels", js=LISTENER)
    result = listener(
        key=f"{chart_key}-names", data={"chart": chart_key, "codes": list(codes)}, on_axis_change=lambda: None
    )
    return [str(result.axis)] if result.axis in set(codes) else []
