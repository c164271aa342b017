"""The constant style rules of the dashboard, in one place: Thai in place of Streamlit's own English, and print.

Only constants: nothing from data or from a user ever enters a style rule. Selectors are the data-testid names of the
pinned Streamlit version; tests/charts/test_look_css.py says which of its own words each rule replaces.
"""

from typing import Final

# What is replaced: the word Streamlit shows → the rule that hides it and says it in Thai, or hides it for good.
HIDDEN: Final = (
    "stMainMenu",  # Print, Record a screencast, About
    "stAppDeployButton",
    "stElementToolbar",  # Fullscreen, Download as CSV, Search
    "stDataFrameColumnMenu",  # Sort ascending, Format, Pin column
    "InputInstructions",  # Press Enter to apply
    "stHeaderActionElements",  # Link to heading
    "stStatusWidgetRunningIcon",
    "stTooltipErrorContent",
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
"""

STATUS_CSS: Final = """
[data-testid="stException"] * {display: none !important;}
[data-testid="stException"]::after {
  content: "เกิดข้อผิดพลาดในระบบ ข้อมูลเดิมไม่เสียหาย ลองโหลดหน้านี้ใหม่ หากยังเกิดซ้ำ แจ้งผู้ดูแลระบบพร้อมเวลาที่เกิด";
  display: block; padding: 1rem; color: #7A2306; background: #FBEAE2; border-radius: 8px;}
[data-testid="stStatusWidget"] > * {display: none !important;}
[data-testid="stStatusWidget"]::after {content: "กำลังคำนวณ…"; color: #55606E; font-size: 0.9rem; padding: 0 0.75rem;}
[data-testid="stStatusWidget"]:has([data-testid="stConnectionStatus"])::after {content: "กำลังเชื่อมต่อกับระบบ…";}
[data-testid="stSkipToContent"] {font-size: 0 !important;}
[data-testid="stSkipToContent"]::after {content: "ข้ามไปยังเนื้อหา"; font-size: 1rem;}
"""

LAYOUT_CSS: Final = """
.block-container, [data-testid="stMainBlockContainer"] {max-width: 1320px; line-height: 1.65;}
@media (max-width: 900px) {
  .js-plotly-plot .angularaxistick text {font-size: 13px !important;}
}
@media (max-width: 640px) {
  [data-testid="stMainBlockContainer"] {padding-left: 1rem; padding-right: 1rem;}
  h1 {font-size: 1.45rem !important;}
}
[data-testid="stCaptionContainer"] {opacity: 1;}
[data-testid="stCaptionContainer"] p {color: #55606E;}
[class*="st-key-wide-"] {overflow-x: auto;}
[class*="st-key-wide-"] > [data-testid="stElementContainer"] {min-width: 40rem;}
[class*="st-key-widest-"] {overflow-x: auto;}
[class*="st-key-widest-"] > [data-testid="stElementContainer"] {min-width: 60rem;}
.js-plotly-plot .plotly .modebar-container {display: none !important;}
:focus-visible {outline: 3px solid #14568C !important; outline-offset: 2px;}
"""

PRINT_CSS: Final = """
@media print {
  [data-testid="stSidebar"], [data-testid="stHeader"], [data-testid="stDownloadButton"],
  [data-testid="stFileUploader"] {display: none !important;}
  [data-testid="stMainBlockContainer"] {max-width: none; padding: 0;}
  [data-testid="stPlotlyChart"], [data-testid="stVerticalBlockBorderWrapper"], tr {break-inside: avoid;}
}
"""


def style_sheet() -> str:
    """All rules as one <style> element."""
    hidden = ", ".join(f'[data-testid="{name}"]' for name in HIDDEN) + " {display: none !important;}\n"
    return f"<style>{hidden}{UPLOADER_CSS}{STATUS_CSS}{LAYOUT_CSS}{PRINT_CSS}</style>"
