"""The one page as a PDF of one A4, alone or of many areas in one file, set by Typst where that is installed
(`pip install -r requirements-pdf.txt`).

What stands on it is data, never markup: the template reads it as JSON and no text of an area can change the template.
"""

import importlib
import importlib.util
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import fontpkg_sarabun

from analysis.core.scope import SEPARATOR
from analysis.disclosure.outputs import Released
from analysis.logic_model.plan import CHAIN
from analysis.radar_analysis.one_page import OnePage
from reports.about import MAKER, SYNTHETIC, About
from reports.figure_png import figure_alone_png
from reports.one_page import axis_cells, is_figure, radar_of_page

TEMPLATE: Final = Path(__file__).with_suffix(".typ").with_name("one_page.typ")
SETTER: Final = "typst"
RADAR_PX: Final = 430
BLANK_SHEET: Final = {
    "title": "ใบงานตัวแบบเชิงตรรกะ",
    "columns": list(CHAIN.values()),
    "lines": ["เรื่องที่ 1", "เรื่องที่ 2", "เรื่องที่ 3"],
    "fields": ["ชื่อโครงการ", "ผู้รับผิดชอบ", "งบประมาณ (บาท) และแหล่งเงิน", "เริ่ม–สิ้นสุด", "วัดผลจาก", "เป้าหมาย"],
}
"""What a blank sheet of the Logic Model asks for: the columns of the chain, a row for each of three problems, and the
project below. It holds no figure."""
Page = tuple[Released[OnePage], About]


def can_make_pdf() -> bool:
    """Whether the package that sets the page is installed."""
    return importlib.util.find_spec(SETTER) is not None


def one_page_pdf(released: Released[OnePage], about: About) -> bytes:
    """The page as PDF. Raises ModuleNotFoundError where `can_make_pdf` says no."""
    return _set([(released, about)], with_sheets=False)


def print_pack_pdf(pages: Sequence[Page]) -> bytes:
    """What a hall needs, for both sides of the paper: the page of each area, and behind each a blank sheet of the Logic
    Model that names it. Raises ModuleNotFoundError where `can_make_pdf` says no, ValueError without pages."""
    if not pages:
        raise ValueError("no page to print")
    return _set(pages, with_sheets=True)


def _set(pages: Sequence[Page], with_sheets: bool) -> bytes:
    fonts = str(Path(fontpkg_sarabun.ROOT) / "files")
    data = {
        "title": pages[0][0].content.title,
        "maker": MAKER,
        "pages": [_data(released, about) for released, about in pages],
        "sheet": BLANK_SHEET if with_sheets else None,
    }
    compiled: bytes = importlib.import_module(SETTER).compile(
        TEMPLATE.read_bytes(), format="pdf", font_paths=[fonts], ignore_system_fonts=True,
        sys_inputs={"pages": json.dumps(data, ensure_ascii=False)},
    )  # fmt: skip
    return compiled


def _data(released: Released[OnePage], about: About) -> dict[str, Any]:
    cells = axis_cells(released.content)
    page, said = released.content, about.of(released)
    lines = [line for line in said.lines() if line != SYNTHETIC]
    return {
        "mark": said.mark,
        "made_up": SYNTHETIC if page.is_synthetic else "",
        "title": page.title,
        "place": page.place,
        "lens": page.lens,
        "answer": SEPARATOR.join(part.text for part in page.answer),
        "radar": list(figure_alone_png(radar_of_page(page), RADAR_PX)),
        "axes": cells,
        "figures": [is_figure(cells[0], place) for place in range(len(cells[0]))],
        "blocks": [
            {
                "title": block.title,
                "rows": [vars(row) for row in block.rows],
                "note": block.note,
                "numbered": block.is_ordered,
            }
            for block in page.blocks
        ],
        "method": list(page.method),
        "about": lines,
    }
