"""The constant style rules of the radar and of the sheet: their tables of text on the screen, and everything on A4.

Only constants: nothing from data or from a user ever enters a style rule. On paper the radar is not drawn anew, it is
made smaller; the grid of its table, drawn on a canvas that a printer blurs, stays on the screen.
"""

from typing import Final

import streamlit as st

from app.look_css import A4_CSS

SHEET_CSS: Final = """
[class*="st-key-sheet-"] {
  overflow-x: auto; background: linear-gradient(to left, #FFFFFF 30%, #FFFFFF00) 100% 0 / 40px 100% no-repeat local,
    linear-gradient(to left, #14202C33, #14202C00) 100% 0 / 12px 100% no-repeat scroll;}
[class*="st-key-sheet-"] table {width: 100%; border-collapse: collapse; font-size: 0.92rem; line-height: 1.45;}
[class*="st-key-sheet-"] th {background: #EAF0F6; font-weight: 600; text-align: left; vertical-align: bottom;}
[class*="st-key-sheet-"] th, [class*="st-key-sheet-"] td {
  padding: 0.3rem 0.5rem; border: 0; border-bottom: 1px solid #D9DFE6; vertical-align: top;}
[class*="st-key-sheet-"] td[style*="right"], [class*="st-key-sheet-"] th[style*="right"] {
  text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums;}
[class*="st-key-sheet-"] th[style*="right"] {white-space: normal;}
[class*="st-key-sheet_metrics"] [data-testid="stHorizontalBlock"] {gap: 0.6rem !important; align-items: stretch;}
[class*="st-key-sheet_metrics"] [data-testid="stLayoutWrapper"]:has([data-testid="stMetric"]) {
  flex: 1 1 30% !important; width: auto !important; min-width: 0 !important;}
[class*="st-key-sheet_metrics"] [data-testid="stVerticalBlock"]:has(> div [data-testid="stMetric"]) {
  height: 100%; gap: 0.25rem !important; padding: 0.6rem 0.8rem !important;}
[class*="st-key-sheet_metrics"] [data-testid="stMetricValue"] {font-size: 1.7rem;}
[class*="st-key-sheet-axes"] td:nth-child(5), [class*="st-key-sheet-changes"] td:nth-child(5),
[class*="st-key-sheet-problems"] td:nth-child(7), [class*="st-key-sheet-problems"] td:nth-child(8) {
  white-space: nowrap;
}
[class*="st-key-sheet_chart"] {max-width: 100%;}
[class*="st-key-sheet_metrics"] [data-testid="stMetricLabel"] * {
  white-space: normal !important; overflow: visible !important;}
@media (min-width: 1200px) {
  [class*="st-key-sheet_metrics"] [data-testid="stLayoutWrapper"]:has([data-testid="stMetric"]) {
    flex: 1 1 14% !important;}
}
@media (max-width: 640px) {
  [class*="st-key-sheet-"] td:not([style*="right"]) {min-width: 6.5rem;}
  [class*="st-key-sheet-standing"] td:first-child {min-width: 0;}
  [class*="st-key-sheet_metrics"] [data-testid="stLayoutWrapper"]:has([data-testid="stMetric"]) {
    flex: 1 1 45% !important;}
  [class*="st-key-sheet-unknowns"] td:last-child {min-width: 10.5rem;}
  [class*="st-key-sheet-unknowns"] td:first-child {min-width: 4.5rem;}
  [class*="st-key-sheet-formulas"] td {min-width: 13rem;}
}
"""
PAGE_CSS: Final = """
[class*="st-key-one_page"] h2 {padding: 0; font-size: 1.6rem; line-height: 1.5;}
[class*="st-key-page_answer"] p {font-size: 1.25rem; line-height: 1.5;}
[class*="st-key-page_block"] ul, [class*="st-key-page_block"] ol {margin-bottom: 0; padding-left: 1.2rem;}
[class*="st-key-page_block"] li {margin: 0 0 0.15rem; line-height: 1.5;}
[class*="st-key-page_block"] p {margin-bottom: 0.15rem;}
[class*="st-key-page_block"] [data-testid="stMarkdownContainer"] {margin-bottom: 0 !important;}
[class*="st-key-sheet-page"] td:last-child {white-space: nowrap;}
@media screen {  /* there the heading of the page says it */
  [class*="st-key-one_page"] [data-testid="stElementContainer"]:has(h2) {display: none;}
}
@media (max-width: 640px) {
  [class*="st-key-one_page"] h2 {font-size: 1.3rem;}
  [class*="st-key-page_answer"] p {font-size: 1.1rem;}
  [class*="st-key-page_two"], [class*="st-key-one_page"],
  [class*="st-key-page_two"] [data-testid="stHorizontalBlock"] {gap: 0.5rem !important;}
  [class*="st-key-sheet-page"] td:not([style*="right"]) {min-width: 0 !important;}
  [class*="st-key-sheet-page"] td:first-child {min-width: 6.6rem !important;}  /* งานและรายได้ on one line */
  [class*="st-key-sheet-page"] th[style*="right"] {width: 4rem;}  /* what is left is the names' */
  [class*="st-key-sheet-page"] th, [class*="st-key-sheet-page"] td {padding: 0.15rem 0.35rem;}
}
"""
ONE_SHEET_CSS: Final = """
@media print {
  [data-testid="stLayoutWrapper"]:has(> [class*="st-key-annexes_on_screen"]),
  [class*="st-key-page-heading"], [data-testid="stElementContainer"]:has([data-testid="stButtonGroup"]),
  [class*="st-key-page_block"] a, [class*="st-key-page_method"] a {display: none !important;}
  [data-testid="stLayoutWrapper"]:has(> [class*="st-key-annexes_printed"]) {break-before: page;}
  [class*="st-key-one_page"] h2 {font-size: 22px;}
  [class*="st-key-page_answer"] p {font-size: 16px !important;}
  [class*="st-key-one_page"] p, [class*="st-key-one_page"] li {font-size: 13px; line-height: 1.5;}
  [class*="st-key-page_method"] p {font-size: 11px;}
  [class*="st-key-page_block"] {padding-top: 6px;}
  [class*="st-key-sheet-page"] table {font-size: 12.5px !important;}
  [class*="st-key-page_two"] [data-testid="stHorizontalBlock"] {
    display: flex !important; flex-flow: row nowrap !important; gap: 14px !important;}
  [class*="st-key-page_two"] [data-testid="stColumn"] {flex: 1 1 0 !important; min-width: 0 !important;}
  [class*="st-key-page_two"] [data-testid="stColumn"]:has([data-testid="stPlotlyChart"]) {
    flex: 0 0 345px !important; width: 345px !important;}
  [class*="st-key-one_page"] [class*="st-key-sheet_chart"] {zoom: 0.8;}
  [class*="st-key-one_page"] [class*="st-key-sheet_chart_page_wide"] {zoom: 0.66;}
}
"""
PAPER_CSS: Final = """
@media print {
  html {font-size: 10.5px !important;}
  [class*="st-key-filter-bar"],
  [data-testid="stToolbar"], [data-testid="stPopover"],
  [data-testid="stLayoutWrapper"]:has(> [class*="st-key-filter-bar"]),
  [data-testid="stLayoutWrapper"]:has(> [class*="st-key-not_printed"]), [class*="st-key-not_printed"],
  [data-testid="stLayoutWrapper"]:has(> [class*="st-key-sheet_formulas"] details:not([open])),
  [class*="st-key-filters"] {display: none !important;}
  [data-testid="stMainBlockContainer"], [data-testid="stMainBlockContainer"] > div,
  [data-testid="stVerticalBlock"] {gap: 5px !important;}
  [data-testid="stVerticalBlock"] {display: block !important;}
  [data-testid="stVerticalBlock"] > * {margin-bottom: 5px;}
  h1, h2, h3 {padding: 3px 0 0 !important; margin: 0 !important; line-height: 1.5 !important;}
  [data-testid="stLayoutWrapper"]:has(> [class*="st-key-sheet_heading"]),
  [data-testid="stElementContainer"]:has(h1, h2, h3) {break-after: avoid;}
  p {margin: 0 !important; line-height: 1.4;}
  [class*="st-key-sheet-standing"] td:first-child {white-space: nowrap;}
  li {margin: 0 0 0 1.2em !important; padding: 0 !important; line-height: 1.4;}
  [data-testid="stMarkdownContainer"], [data-testid="stCaptionContainer"] {margin-bottom: 0 !important;}
  [class*="st-key-sheet-"] {overflow: visible !important; background: none;}
  [class*="st-key-sheet-"] table {font-size: 10px; margin: 0 !important; line-height: 1.3;}
  [class*="st-key-sheet-"] th, [class*="st-key-sheet-"] td {padding: 1.5px 3px;}
  [class*="st-key-sheet-"] thead {display: table-header-group;}
  [class*="st-key-sheet_metrics"] [data-testid="stHorizontalBlock"],
  [class*="st-key-sheet_metrics"] [data-testid="stVerticalBlock"] {gap: 3px !important;}
  [class*="st-key-sheet_metrics"] [data-testid="stLayoutWrapper"]:has([data-testid="stMetric"]) {
    flex: 1 1 15% !important;}
  [class*="st-key-sheet_metrics"] [data-testid="stVerticalBlock"]:has(> div [data-testid="stMetric"]) {
    padding: 4px 6px !important;}
  [data-testid="stMetricValue"], [data-testid="stMetricValue"] * {font-size: 15px !important; line-height: 1.5;}
  [data-testid="stElementContainer"]:has([data-testid="stMarkdownBadge"], .stMarkdownBadge) {display: none !important;}
  [class*="st-key-sheet_two"], [class*="st-key-sheet_keep"], [class*="st-key-sheet_heading"],
  [class*="st-key-sheet_metrics"], [class*="st-key-sheet-levels"], [class*="st-key-sheet-groups"] {break-inside: avoid;}
  [class*="st-key-sheet_two"], [class*="st-key-sheet_keep"] {padding-top: 4px;}
  [class*="st-key-sheet_chart"] {zoom: 0.58; flex-shrink: 0 !important; break-inside: avoid;}
  [class*="st-key-sheet_two"] [data-testid="stHorizontalBlock"] {
    display: flex !important; flex-flow: row nowrap !important; gap: 10px !important;}
  [class*="st-key-sheet_two"] [data-testid="stColumn"] {flex: 1 1 0 !important; min-width: 0 !important;}
  [class*="st-key-sheet_two"] [data-testid="stColumn"]:has([data-testid="stPlotlyChart"]) {
    flex: 0 0 256px !important; width: 256px !important;}
  a {color: inherit !important; text-decoration: none !important;}
}
"""
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


def apply_sheet_look() -> None:
    """Put the rules on the page; call once a run."""
    st.html(f"<style>{A4_CSS}{SHEET_CSS}{PAGE_CSS}{PAPER_CSS}{ONE_SHEET_CSS}</style>")


def apply_radar_look() -> None:
    """Put the rules on the page; call once a run."""
    st.html(f"<style>{A4_CSS}{RADAR_PAPER_CSS}</style>")
