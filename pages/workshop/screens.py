"""The screens of a hall: where they stand in the URL, their frame with its labels, the story drawn large, their look.

The look is constant: large letters, one screen without scrolling, keys and a clicker; nothing from data or from a user
ever enters a style rule or the script.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import streamlit as st
from streamlit.components.v2 import component

from analysis.stages import STAGES
from analysis.workshop.story import RADAR, TITLES, HallLine, HallScreen, HallStory
from app.hall import may_show_all
from app.state import Selection
from charts.radar_diagram import for_the_hall
from charts.theme import PLOTLY_CONFIG
from pages.shared.url_choices import write_url
from reports.one_page import radar_of_page
from words.screen_text import Shown, plain, text

# Smallest letters: 24 px, more where there is room.
HALL_CSS: Final = """<style>
[data-testid="stSidebar"], [data-testid="stHeader"] {display: none !important;}
[data-testid="stMainBlockContainer"] {max-width: none !important; padding: 0.6rem 3vw 0 !important;}
[data-testid="stMain"] {overflow: hidden !important;}
[data-testid="stMainBlockContainer"] > [data-testid="stVerticalBlock"] {gap: 0.4rem !important;}
.st-key-hall {--small: 24px; --name: 29px; --figure: 36px; --title: 38px; --gap: 4px; --around: 290px;
  height: calc(100vh - 92px); overflow: hidden; gap: var(--gap) !important;}
.st-key-hall-foot {--small: 24px;}
.st-key-hall:has(.st-key-hall-show-all) {--around: 356px;}
@media (min-width: 1200px) {
  .st-key-hall {--small: 24px; --name: 32px; --figure: 42px; --title: 42px; --gap: 6px;}
  .st-key-hall-foot {--small: 24px;}
}
@media (min-width: 1600px) and (min-height: 900px) {
  .st-key-hall {--small: 30px; --name: 46px; --figure: 58px; --title: 60px; --gap: 14px; --around: 350px;}
  .st-key-hall:has(.st-key-hall-show-all) {--around: 436px;}
  .st-key-hall-foot {--small: 28px;}
}
.st-key-hall p, .st-key-hall li, .st-key-hall td, .st-key-hall th, .st-key-hall button p, .st-key-hall label p,
.st-key-hall-foot p, .st-key-hall-foot a p, .st-key-hall-foot button p {
  font-size: var(--small) !important; line-height: 1.4 !important;}
.st-key-hall [data-testid="stAlertContainer"] {padding: 0.1rem 0.75rem;}
.st-key-hall p, .st-key-hall ol, .st-key-hall ul {margin: 0 !important;}
.st-key-hall [data-testid="stMarkdownContainer"] {margin-bottom: 0 !important;}
.st-key-hall .stMarkdownBadge {font-size: var(--small) !important;}
.st-key-hall h1 {
  font-size: var(--title) !important; line-height: 1.45 !important; padding: 0 0 var(--gap) !important; margin: 0;}
.st-key-hall [data-testid="stHeading"] > * {margin: 0 !important;}
.st-key-hall [class*="st-key-hall-name"] p:first-child {
  font-size: var(--name) !important; line-height: 1.35 !important;}
.st-key-hall [class*="st-key-hall-figure"] p {
  font-size: var(--figure) !important; line-height: 1.2 !important; text-align: right; font-weight: 700;
  white-space: nowrap; color: #B3380A;}
.st-key-hall [class*="st-key-hall-row"] {border-bottom: 2px solid #D9DFE6; padding-bottom: var(--gap);}
[data-testid="stLayoutWrapper"]:has(> .st-key-hall-radar), .st-key-hall-radar {
  height: calc(100vh - var(--around)) !important; flex: none !important;}
.st-key-hall-radar [data-testid="stFullScreenFrame"], .st-key-hall-radar [data-testid="stPlotlyChart"],
.st-key-hall-radar [data-testid="stElementContainer"] {height: 100% !important;}
.st-key-hall-qr img {height: min(56vh, 44vw) !important; width: auto !important; image-rendering: pixelated;}
.st-key-hall-address p {font-size: var(--figure) !important; line-height: 1.3 !important; font-weight: 700;
  overflow-wrap: anywhere;}
.st-key-hall-count p {font-size: var(--title) !important; font-weight: 700;}
.st-key-hall table {width: 100%; border-collapse: collapse;}
.st-key-hall th, .st-key-hall td {white-space: nowrap;}
.st-key-hall td:nth-child(2) {width: 70%; max-width: 0; overflow: hidden; text-overflow: ellipsis;}
.st-key-hall th, .st-key-hall td {padding: 0.15rem 0.6rem !important; border: 0 !important;
  border-bottom: 1px solid #D9DFE6 !important;}
.st-key-hall-foot {position: fixed; left: 0; right: 0; bottom: 0; height: 76px; padding: 0 3vw; background: #F3F6F9;
  border-top: 2px solid #C5CDD7; z-index: 99; justify-content: space-between; flex-wrap: nowrap !important;}
.st-key-hall-foot button {min-height: 52px; white-space: nowrap;}
.st-key-hall-foot p {white-space: nowrap;}
@media (max-width: 900px) {  /* a phone is no projector: there it scrolls */
  [data-testid="stMain"] {overflow: auto !important;}
  .st-key-hall {height: auto; padding-bottom: 90px; --small: 18px; --name: 20px; --figure: 24px; --title: 24px;}
  .st-key-hall-radar > * {display: none !important;}
  .st-key-hall-radar::after {content: "เรดาร์ของเวทีต้องใช้จอกว้าง บนโทรศัพท์ดูได้ที่หน้าแผนภาพเรดาร์";}
  [data-testid="stLayoutWrapper"]:has(> .st-key-hall-radar), .st-key-hall-radar {
    height: auto !important; min-height: 0;}
  .st-key-hall-foot {--small: 16px; gap: 0.4rem !important; padding: 0 0.5rem;}
  .st-key-hall-foot :not(button, a):has(> [data-testid="stIconMaterial"]) {display: none;}
  .st-key-hall-foot button {padding: 0 0.6rem;}
  .st-key-hall-foot [data-testid="stElementContainer"] {flex: none;}
}
.st-key-hall-keys {position: absolute; width: 0; height: 0; overflow: hidden;}
</style>"""
LISTENER: Final = "hall-keys-listener"
KEYS_SCRIPT: Final = """
const forward = ['ArrowRight', 'ArrowDown', 'PageDown', ' ', 'Enter'];
const back = ['ArrowLeft', 'ArrowUp', 'PageUp', 'Backspace'];
const typed = 'input, textarea, select, [contenteditable=true], [role=combobox], [role=listbox], [role=radio]';
// A press is counted on from the press before it, waits while the screen is drawn anew, and is sent again when lost.
let place = 0, last = 0, pressed = 0, left = 0, isUnsent = false, send = null, again = 0;
const tell = (times) => {
  isUnsent = !send;
  if (send) send(place);
  clearTimeout(again);
  if (times) again = setTimeout(() => tell(times - 1), 3000);
};
const settle = () => { clearTimeout(again); pressed = 0; };
const listen = (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return;
  if (!send && Date.now() - left > 3000) return;
  if (event.target instanceof Element && event.target.closest(typed)) return;
  const isPressed = event.target instanceof Element && event.target.closest('button, a');
  if (isPressed && (event.key === 'Enter' || event.key === ' ')) return;
  const by = forward.includes(event.key) ? 1 : back.includes(event.key) ? -1 : 0;
  if (!by) return;
  event.preventDefault();
  place = Math.min(Math.max(place + by, 0), last);
  pressed = Date.now();
  tell(2);
};
window.addEventListener('keydown', listen);
window.addEventListener('click', settle, true);  // a button goes on from the screen that is drawn
export default function ({ data, setTriggerValue }) {
  if (Date.now() - pressed > 1500) place = data.place;
  last = data.last;
  const mine = send = (number) => setTriggerValue('place', number);
  if (data.place === place) settle();
  else if (isUnsent) tell(2);
  return () => {
    if (send !== mine) return;
    send = null;
    left = Date.now();
  };
}
"""
SCREEN, PREPARE, VOTE, RESULT, DIFFER = "screen", "prepare", "vote", "result", "differ"
ORDER: Final = (*TITLES, VOTE, RESULT, DIFFER)
SHOWS_ALL: Final = "hall-shows-all"
HALL_ONLY: Final = "ใช้ในเวทีนี้เท่านั้น"
HOME: Final = "pages/home/page.py"


def apply_hall_look() -> None:
    """Letters, no menu, nothing that scrolls."""
    st.html(HALL_CSS)


def listen_to_keys(place: int, last: int, go_to: Callable[[int], None]) -> None:
    """Arrows, PageUp and PageDown, space, as a projector's clicker sends them: on to the place that they count to."""
    mount: Any = component("hall_keys", js=KEYS_SCRIPT)
    with st.container(key="hall-keys"):
        mount(key=LISTENER, data={"place": place, "last": last}, on_place_change=lambda: _pressed(last, go_to))


def _pressed(last: int, go_to: Callable[[int], None]) -> None:
    state: Any = st.session_state.get(LISTENER)
    place = state.get("place") if isinstance(state, Mapping) else getattr(state, "place", None)
    if isinstance(place, int | float) and 0 <= place <= last:
        go_to(int(place))


def screen_asked() -> str:
    """The screen that the URL asks for by its code; the first one for any other."""
    asked = st.query_params.get(SCREEN, "")
    return asked if asked in (*ORDER, PREPARE) else ORDER[0]


def go_to_screen(code: str) -> None:
    """Show this screen from the next run on."""
    write_url(SCREEN, code)


def _step(by: int) -> None:
    """From the screen that stands in the URL now: whoever presses twice before it is drawn goes on by two."""
    place = ORDER.index(screen_asked()) + by
    go_to_screen(ORDER[min(max(0, place), len(ORDER) - 1)])


def shows_all(selection: Selection) -> bool:
    """Whether this village chose in this session to see all of its own figures. Never in a link."""
    return may_show_all(selection) and st.session_state.get(SHOWS_ALL) == selection.area_code


def show_labels(story: HallStory, selection: Selection, stage: int | None) -> None:
    """Place, year and stage; that figures are made up; for whom they are."""
    where = f"{text(story.area_title)} · ปี {story.year_be:d}"
    told = "" if stage is None else f" · ขั้นที่ {stage:d} จาก {len(STAGES)} {text(STAGES[stage - 1].title)}"
    marks: list[Shown] = []
    if story.is_synthetic:
        marks.append(":orange-badge[ข้อมูลสังเคราะห์ ไม่ใช่ข้อมูลจริง]")
    marks.append(f":red-badge[{HALL_ONLY}]" if shows_all(selection) else ":blue-badge[ซ่อนจำนวน 1–9 ราย]")
    with st.container(key="hall-labels", gap=None):
        st.markdown(f"{where}{told} {' '.join(marks)}")


def show_foot(code: str) -> None:
    """Back, how far, forward, and the way out; keys do the same."""
    place = ORDER.index(code)
    with st.container(key="hall-foot", horizontal=True, vertical_alignment="center", gap="medium"):
        st.button(
            "ก่อนหน้า", key="hall-back", icon=":material/arrow_back:", disabled=place == 0, on_click=_step, args=(-1,),
        )  # fmt: skip
        st.markdown(f"{place + 1:d} / {len(ORDER)}")
        st.button(
            "ถัดไป", key="hall-next", icon=":material/arrow_forward:", type="primary", disabled=place == len(ORDER) - 1,
            on_click=_step, args=(1,),
        )  # fmt: skip
        st.page_link(HOME, label="ออกจากเวที", icon=":material/close:")
    listen_to_keys(place, len(ORDER) - 1, lambda number: go_to_screen(ORDER[number]))


def show_screen(story: HallStory, screen: HallScreen, selection: Selection) -> None:
    """One idea of the story."""
    st.title(text(screen.title), anchor=False)
    if screen.code == RADAR and not screen.lines:
        _show_radar(story)
    else:
        show_lines(screen.lines, screen.is_table)
    if screen.note:
        st.markdown(f":gray[{text(screen.note)}]")
    if may_show_all(selection) and (screen.hides or screen.code == ORDER[0]):
        _ask_for_all(selection)


def _show_radar(story: HallStory) -> None:
    with st.container(key="hall-radar"):
        st.plotly_chart(
            for_the_hall(radar_of_page(story.page)), height="stretch", theme=None, config=PLOTLY_CONFIG,
            key="hall-radar-chart", alt=f"เรดาร์รายด้านของ{plain(story.area_title)}",
        )  # fmt: skip


def show_lines(lines: Sequence[HallLine], is_table: bool = False) -> None:
    """Lines below each other, each with its figure at the right."""
    for number, line in enumerate(lines):
        with st.container(key=f"hall-row-{number}", gap=None):
            if is_table:
                _show_table_line(line, number)
            elif line.figure:
                left, right = st.columns([8, 3], gap="small", vertical_alignment="center")
                with left, st.container(key=f"hall-name-{number}", gap=None):
                    st.markdown(_words(line))
                with right, st.container(key=f"hall-figure-{number}", gap=None):
                    st.markdown(text(line.figure))
            else:
                with st.container(key=f"hall-name-{number}", gap=None):
                    st.markdown(_words(line))


def _show_table_line(line: HallLine, number: int) -> None:
    name, figure, detail = st.columns([5, 3, 6], gap="small", vertical_alignment="center")
    with name, st.container(key=f"hall-name-{number}", gap=None):
        st.markdown(f"**{text(line.name)}**")
    with figure, st.container(key=f"hall-figure-{number}", gap=None):
        st.markdown(text(line.figure))
    with detail:
        st.markdown(text(line.detail))


def _words(line: HallLine) -> Shown:
    """The name large, and what stands beside it small below it."""
    lines = [f"**{text(line.name)}**"]
    if line.detail:
        lines.append(text(line.detail))
    return "\n\n".join(lines)


def _ask_for_all(selection: Selection) -> None:
    """The one choice that opens a village's own figures to itself."""
    if shows_all(selection):
        st.button("กลับไปซ่อนจำนวน 1–9 ราย", key="hall-hide", on_click=_choose_all, args=("",))
        return
    st.button(
        "หมู่บ้านเราเอง: แสดงครบทุกจำนวน ใช้ในเวทีนี้เท่านั้น (อาจรู้ว่าเป็นใคร)", key="hall-show-all",
        icon=":material/visibility:", on_click=_choose_all, args=(selection.area_code,),
    )  # fmt: skip


def _choose_all(area_code: str) -> None:
    st.session_state[SHOWS_ALL] = area_code
