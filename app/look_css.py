"""The constant style rules of the dashboard, in one place: Thai in place of Streamlit's own English, and print.

Only constants: nothing from data or from a user ever enters a style rule. Selectors are the data-testid names of the
pinned Streamlit version; tests/charts/test_look.py checks that they exist there.
"""

from typing import Final

PHONE_PX: Final = 380

# What is replaced: the word Streamlit shows → the rule that hides it and says it in Thai, or hides it for good.
HIDDEN: Final = (
    "stMainMenu",  # Print, Record a screencast, About
    "stAppDeployButton",
    "stElementToolbar",  # Fullscreen, Download as CSV, Search
    "stDataFrameColumnMenu",  # Sort ascending, Format, Pin column
    "InputInstructions",  # Press Enter to apply
    "stHeaderActionElements",  # Link to heading
    "stStatusWidgetRunningIcon",
)

UPLOADER_CSS: Final = """
[data-testid="stFileUploaderDropzoneInstructions"] span {font-size: 0 !important;}
[data-testid="stFileUploaderDropzoneInstructions"] span::after {
  content: "ลากไฟล์มาวางตรงนี้ หรือกดปุ่มเพื่อเลือกไฟล์ (ไม่เกิน 50 เมกะไบต์ต่อไฟล์)"; font-size: 0.95rem; white-space: normal;}
[data-testid="stFileUploaderDropzone"] > span button {font-size: 0 !important;}
[data-testid="stFileUploaderDropzone"] > span button p {font-size: 0 !important;}
[data-testid="stFileUploaderDropzone"] > span button p::after {content: "เลือกไฟล์"; font-size: 1rem;}
[data-testid="stFileUploaderDropzone"] > div:has(> span:only-child) > span {font-size: 0 !important;}
[data-testid="stFileUploaderDropzone"] > div:has(> span:only-child) > span::after {
  content: "วางไฟล์ตรงนี้"; font-size: 1.05rem;}
[class*="st-key-large-"] [data-testid="stFileUploaderDropzoneInstructions"] span::after {
  content: "ลากไฟล์มาวางตรงนี้ หรือกดปุ่มเพื่อเลือกไฟล์ (ไม่เกิน 2 กิกะไบต์)";}
"""

STATUS_CSS: Final = """
[data-key^="__select_"] [data-item-hl] {font-size: 0 !important;}
[data-key^="__select_"] [data-item-hl]::after {content: "เลือกทั้งหมดที่เห็น"; font-size: 1rem;}
[role="listbox"][data-empty="true"] [role="option"] span {font-size: 0 !important;}
[role="listbox"][data-empty="true"] [role="option"] span::after {content: "ไม่พบรายการ"; font-size: 1rem;}
[data-testid="stTooltipErrorContent"] {font-size: 0 !important;}
[data-testid="stTooltipErrorContent"]::after {content: "ส่งไฟล์นี้ไม่ได้: ชนิดไฟล์ไม่ถูกต้องหรือไฟล์ใหญ่เกินไป"; font-size: 1rem;}
[data-testid="stException"] * {display: none !important;}
[data-testid="stException"]::after {
  content: "ระบบแสดงส่วนนี้ไม่ได้ ลองโหลดหน้านี้ใหม่ หากยังเกิดซ้ำ แจ้งผู้ดูแลระบบพร้อมเวลาที่เกิด";
  display: block; padding: 1rem; color: #7A2306; background: #FBEAE2; border-radius: 8px;}
[data-testid="stStatusWidget"] > * {display: none !important;}
[data-testid="stStatusWidget"]::after {content: "กำลังคำนวณ…"; color: #55606E; font-size: 0.9rem; padding: 0 0.75rem;}
[data-testid="stStatusWidget"]:has([data-testid="stConnectionStatus"])::after {content: "กำลังเชื่อมต่อกับระบบ…";}
[data-testid="stSkipToContent"] {font-size: 0 !important;}
[data-testid="stSkipToContent"]::after {content: "ข้ามไปยังเนื้อหา"; font-size: 1rem;}
"""

# On a touch screen Plotly swallows the swipe that scrolls the page, and a tap selects nothing: let touches through.
LAYOUT_CSS: Final = """
.block-container, [data-testid="stMainBlockContainer"] {max-width: 1320px; line-height: 1.65;}
[data-testid="stMainBlockContainer"] > [data-testid="stVerticalBlock"] {gap: 0.75rem;}
@media (min-width: 641px) {
  .st-key-page-heading-alone h1 {padding-right: 10rem !important;}
  [data-testid="stLayoutWrapper"]:has(> [class*="st-key-on-phone-"]) {display: none;}
  [data-testid="stMainBlockContainer"] {padding: 0.8rem 2.5rem 3rem;}
  [data-testid="stHeader"] {background: transparent; pointer-events: none;}
  [data-testid="stHeader"] [data-testid="stToolbar"] {pointer-events: none;}
  [data-testid="stHeader"] button, [data-testid="stHeader"] a {pointer-events: auto;}
  [data-testid="stLayoutWrapper"]:has(> [class*="st-key-filters-"]) {display: none;}
  [class*="st-key-on-screen-"] [data-testid="stButtonGroup"] button {padding-left: 11px; padding-right: 11px;}
  .st-key-tabs [data-testid="stButtonGroup"] button p {
    max-width: 9.5rem; overflow: hidden; text-overflow: ellipsis; white-space: nowrap;}
}
h1 {padding: 0 0 0.25rem !important; font-size: 1.9rem !important;}
[data-testid="stMain"] hr {margin: 1rem 0;}
[class*="st-key-filter-bar"] [data-testid="stSelectbox"] {min-width: 7rem;}
[class*="st-key-filter-bar"] > [data-testid="stElementContainer"]:has(> [data-testid="stSelectbox"]) {
  flex: 1 1 126px !important; max-width: 13rem;}
.st-key-synthetic [data-testid="stAlertContainer"],
.st-key-not-found [data-testid="stAlertContainer"] {padding: 0.2rem 0.75rem;}
@media (max-width: 900px) {
  .js-plotly-plot .angularaxistick text {font-size: 13px !important;}
  [data-testid="stMetricValue"] {font-size: 1.4rem !important;}
}
[class*="st-key-polar"] {container-type: inline-size;}
.angularaxistick text {pointer-events: all !important; cursor: pointer;}
.st-key-close-program a {
  display: inline-block; padding: 0.35rem 0.9rem; border: 1px solid #C5CDD7; border-radius: 8px; color: #1F2A37;
  background: #FFFFFF; text-decoration: none;}
.st-key-close-program a:hover {border-color: #14568C; color: #14568C;}
[class*="st-key-page-heading"] {margin-bottom: 0.4rem; position: relative;}
[class*="st-key-page-help"] {position: absolute; top: -0.5rem; right: 0; width: auto !important; z-index: 3;}
[class*="st-key-page-help"] [data-testid="stPopoverButton"] {min-height: 2rem; padding: 0 0.5rem; background: #FFFFFF;}
[data-testid="stLayoutWrapper"]:has(> .st-key-hall-link) {
  height: 0; overflow: visible; z-index: 2; margin-bottom: -0.75rem;}
.st-key-hall-link {position: relative; top: -4.3rem; align-items: flex-end; padding-right: 9rem; pointer-events: none;}
.st-key-hall-link a {pointer-events: auto;}
@media (max-width: 640px) {
  [data-testid="stLayoutWrapper"]:has(> .st-key-hall-link) {display: none;}
  [data-testid="stLayoutWrapper"]:has(> [class*="st-key-on-screen-"]) {display: none;}
  [data-testid="stMainBlockContainer"] {padding-left: 1rem; padding-right: 1rem;}
  h1 {font-size: 1.45rem !important;}
  .st-key-page-heading p > .stMarkdownBadge ~ span {display: none;}
  [class*="st-key-page-help"] {position: fixed; top: 0.9rem; right: 0.75rem; z-index: 999991;}
  [data-testid="stPopoverBody"] {max-height: calc(100dvh - 5rem) !important;}
  .st-key-tabs [role="radiogroup"] {flex-wrap: nowrap !important; overflow-x: auto; max-width: calc(100vw - 2rem);}
  .st-key-tabs [role="radiogroup"] button {flex: none !important; width: auto !important;}
  .st-key-tabs {gap: 0.4rem !important;}
  [data-testid="stMainBlockContainer"] {padding-top: 4.4rem !important;}
  [data-testid="stLayoutWrapper"]:has(> .st-key-filter-bar-shut) {display: none !important;}
  [data-testid="stLayoutWrapper"]:has(> [data-testid="stVerticalBlock"] > div > [data-testid="stMetric"]) {
    flex: 1 1 45% !important; width: auto !important; min-width: 0 !important;}
  [data-testid="stHorizontalBlock"]:has(> [data-testid="stLayoutWrapper"] > * > div > [data-testid="stMetric"]) {
    gap: 0.6rem !important;}
  [data-testid="stMetricValue"] {font-size: 1.5rem !important;}
}
[data-testid="stMetricValue"], [data-testid="stMetricValue"] * {overflow: visible !important; line-height: 1.5;}
[data-testid="stCaptionContainer"] {opacity: 1;}
[data-testid="stCaptionContainer"] p {color: #55606E;}
[class*="st-key-wide"] {overflow-x: auto;}
.js-plotly-plot .plotly .modebar-container {display: none !important;}
@media (hover: none) and (pointer: coarse) {
  .js-plotly-plot .plotly, .js-plotly-plot .plotly * {pointer-events: none !important;}
}
a:focus-visible, button:focus-visible, summary:focus-visible {
  outline: 3px solid #14568C !important; outline-offset: 2px;}
"""

# The lesson of the first file: a card that stays in view, and an outline around what its step is about.
LESSON_CSS: Final = """
[data-testid="stLayoutWrapper"]:has(> .st-key-lesson) {position: sticky; top: 0.5rem; z-index: 4;}
.st-key-lesson {
  background: #EAF3FB; border: 1px solid #14568C; border-radius: 8px; padding: 0.6rem 1rem;
  box-shadow: 0 4px 12px rgb(0 0 0 / 12%);}
@media (max-width: 640px) {
  [data-testid="stLayoutWrapper"]:has(> .st-key-lesson) {top: 4rem;}
  .st-key-lesson {padding: 0.4rem 0.75rem;}
  .st-key-lesson p {font-size: 0.9rem; line-height: 1.4;}
  .st-key-exercise-problems :is(th, td) {padding: 0.3rem 0.4rem !important;}
  .st-key-exercise-problems td:nth-child(2) {min-width: 7rem;}  /* 335 ครัวเรือน on one line */
}
.stApp:has(.st-key-lesson-step-file) [data-testid="stFileUploaderDropzone"],
.stApp:has(.st-key-lesson-step-columns) [class*="st-key-check-"] button,
.stApp:has(.st-key-lesson-step-check) [data-testid="stVerticalBlock"][class*="st-key-file-"],
.stApp:has(.st-key-lesson-step-save) .st-key-save-ready button,
.stApp:has(.st-key-lesson-step-radar) .st-key-saved-to-radar button {outline: 3px solid #14568C; outline-offset: 2px;}
@media print {.st-key-lesson, [class*="st-key-page-help"] {display: none !important;}}
"""

# Large figures stand in whole rows: 4 in one or in two of 2, 6 in one, two or three, 3 in one or each in its own.
METRICS: Final = (
    '[data-testid="stHorizontalBlock"]:has(> [data-testid="stLayoutWrapper"] > * > div > [data-testid="stMetric"])'
)
METRIC_CSS: Final = "".join([
    f"{METRICS} {{display: grid !important; grid-template-columns: repeat(auto-fit, minmax(10rem, 1fr));}}\n",
    f"{METRICS} > * {{width: auto !important; min-width: 0 !important;}}\n",
    *(
        f"@media (min-width: {least}px) {{{METRICS}:has(> :nth-child({count}):last-child) "
        f"{{grid-template-columns: repeat({columns}, minmax(0, 1fr));}}}}\n"
        for count, widths in {
            3: ((0, 1), (641, 3)), 4: ((0, 2), (1200, 4)), 6: ((0, 2), (641, 3), (1200, 6)),
        }.items()
        for least, columns in widths
    ),
])  # fmt: skip

# In the margin of every sheet of paper, and on top of the first for browsers that know no such margin.
PRINT_CSS: Final = """
@page {
  margin: 12mm 10mm;
  @top-center {
    content: "ใช้ภายในสำนักงาน"; font: 700 9pt Sarabun, "TH Sarabun New", "TH SarabunPSK", sans-serif; color: #000000;}
}
@media print {
  [data-testid="stMainBlockContainer"]::before {
    content: "ใช้ภายในสำนักงาน"; font-weight: 700; border: 1px solid; padding: 0 6px;}
  [data-testid="stSidebar"], [data-testid="stHeader"], [data-testid="stDownloadButton"],
  [data-testid="stFileUploader"], .st-key-hall-link {display: none !important;}
  [data-testid="stMainBlockContainer"] {max-width: none; padding: 0;}
  [data-testid="stPlotlyChart"], tr {break-inside: avoid;}
}
"""

# What is made to fill one A4: as long as its content, in its own colours. A page adds how small its parts are.
A4_CSS: Final = """
@page {size: A4 portrait; margin: 12mm 10mm 10mm;}
@media print {
  html, body {background: #FFFFFF !important; -webkit-print-color-adjust: exact; print-color-adjust: exact;}
  body, #root, #root > div, .stApp, [data-testid="stApp"], [data-testid="stAppViewContainer"], [data-testid="stMain"],
  [data-testid="stMain"] > div {position: static !important; height: auto !important; overflow: visible !important;}
}
"""

GATED_PAGE_CSS: Final = """<style>
@page {@top-center {content: none !important;}}
@media print {[data-testid="stMainBlockContainer"]::before {display: none !important;}}
</style>"""

# A figure that needs more width than a phone has stands in a box that scrolls sideways; one box a width, in pixels.
BOX_WIDTHS_PX: Final = (420, 520, 640, 800, 1000)


# A radar is as high as it is wide, and what its names need: where it has less width than it was made for, its box gets
# lower with it. One box for every 20 px that the height may differ from the width, counted from -200.
POLAR_OFFSET_PX: Final = 200
POLAR_STEP_PX: Final = 20
POLAR_BOXES: Final = tuple(range(0, 2 * POLAR_OFFSET_PX + 1, POLAR_STEP_PX))


def polar_box_name(beyond_px: float) -> str:
    """Name of the box for a radar whose height is its width and so many pixels, rounded up."""
    steps = -(-(beyond_px + POLAR_OFFSET_PX) // POLAR_STEP_PX)
    return f"polar{min(max(int(steps) * POLAR_STEP_PX, 0), POLAR_BOXES[-1])}"


def box_name(needed_px: float) -> str:
    """Name of the box for a figure that cannot be read under a width: 'fit' on any phone, else 'wide420' and wider."""
    if needed_px <= PHONE_PX:
        return "fit"
    return f"wide{next((width for width in BOX_WIDTHS_PX if width >= needed_px), BOX_WIDTHS_PX[-1])}"


def style_sheet() -> str:
    """All rules, as the file that app/front_page.py serves."""
    hidden = ", ".join(f'[data-testid="{name}"]' for name in HIDDEN) + " {display: none !important;}\n"
    boxes = "\n".join(
        f'[class*="st-key-wide{width}-"] > [data-testid="stElementContainer"] {{min-width: {width}px;}}'
        for width in BOX_WIDTHS_PX
    )
    boxes += "\n" + "\n".join(
        f'[class*="st-key-polar{beyond}-"] > * {{max-height: calc(100cqi + {beyond - POLAR_OFFSET_PX}px);}}'
        for beyond in POLAR_BOXES
    )
    return f"{hidden}{boxes}{UPLOADER_CSS}{STATUS_CSS}{LAYOUT_CSS}{LESSON_CSS}{METRIC_CSS}{PRINT_CSS}"
