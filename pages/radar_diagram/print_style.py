"""The constant style rules of the radar on paper: one A4 with the chart, without the controls.

Only constants: nothing from data or from a user ever enters a style rule. A figure is not drawn anew for paper, it is
made smaller; the grid of its table, drawn on a canvas that a printer blurs, stays on the screen.
"""

from typing import Final

import streamlit as st

from app.look_css import A4_CSS

RADAR_PAPER_CSS: Final = """
@media print {
  html {font-size: 11px !important;}
  [data-testid="stLayoutWrapper"]:has(> [class*="st-key-filter"]), [class*="st-key-filter"],
  [data-testid="stLayoutWrapper"]:has(> [class*="st-key-tabs"]), [data-testid="stToolbar"], [data-testid="stPopover"],
  [data-testid="stElementContainer"]:has([data-testid="stButtonGroup"], [data-testid="stDataFrame"]),
  [data-testid="stElementContainer"]:has([data-testid="stButton"]), [data-testid="stRadio"],
  [data-testid="stElementContainer"]:has(+ [data-testid="stElementContainer"] [data-testid="stDataFrame"]),
  [data-testid="stElementContainer"]:has([data-testid="stSelectbox"], [data-testid="stCheckbox"]),
  [data-testid="stExpander"] details:not([open]) {display: none !important;}
  [data-testid="stMainBlockContainer"], [data-testid="stMainBlockContainer"] > div,
  [data-testid="stVerticalBlock"] {gap: 4px !important;}
  [data-testid="stVerticalBlock"] {display: block !important;}
  h1, h2, h3 {padding: 2px 0 !important; margin: 0 !important; line-height: 1.5 !important; font-size: 16px !important;}
  p {margin: 0 !important; line-height: 1.4;}
  [data-testid="stMarkdownContainer"], [data-testid="stCaptionContainer"] {margin-bottom: 0 !important;}
  [data-testid="stHorizontalBlock"]:has([data-testid="stPlotlyChart"]) {display: block !important;}
  [data-testid="stColumn"] {width: 100% !important; min-width: 0 !important;}
  [class*="st-key-polar"], [class*="st-key-fit-"], [class*="st-key-wide"] {
    zoom: 0.66; flex-shrink: 0 !important; break-inside: avoid;}
}
"""


def apply_radar_look() -> None:
    """Put the rules on the page; call once a run."""
    st.html(f"<style>{A4_CSS}{RADAR_PAPER_CSS}</style>")
