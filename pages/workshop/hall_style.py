"""The constant look of a hall: large letters, one screen without scrolling, keys and a clicker.

Only constants: nothing from data or from a user ever enters a style rule or the script.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

import streamlit as st
from streamlit.components.v2 import component

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
