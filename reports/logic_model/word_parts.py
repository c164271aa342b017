"""What a Word file of Thai text needs and python-docx does not do by itself: fonts in the slots that Thai is drawn
with, page numbers, a table of contents, headings of tables on each page, landscape sections, and a chart.
"""

from collections.abc import Sequence
from typing import Any, Final

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Cm, Emu, Pt
from docx.table import Table
from docx.text.paragraph import Paragraph

from analysis.logic_model.paper import RadarFigures
from reports.logic_model.native_radar import radar_parts
from reports.logic_model.plan_tables import PaperTable
from reports.slide_parts import THAI_FONT

BODY_POINTS: Final = 16
AFTER_POINTS: Final = 4  # below a paragraph
TABLE_POINTS: Final = 14
SIZES: Final = {"Normal": 16, "Title": 28, "Subtitle": 20, "Heading 1": 20, "Heading 2": 18, "Heading 3": 16,
                "Caption": 14, "Header": 14, "Footer": 14, "List Bullet": 16, "List Number": 16,
                "toc 1": 16, "toc 2": 16}  # fmt: skip
BOLD: Final = ("Title", "Heading 1", "Heading 2", "Heading 3")
MARGIN: Final = Cm(2.5)
A4: Final = (Cm(21), Cm(29.7))
PAGE_WIDTH_CM: Final = 16.0
WIDE_PAGE_CM: Final = 24.7
SHADE: Final = "EAF0F6"
NARROW_COLUMNS: Final = 10  # a table of so many columns has hardly any space beside its letters
NARROW_SPACE: Final = Cm(0.04)
CHART_URI: Final = "http://schemas.openxmlformats.org/drawingml/2006/chart"
EMU_PER_CM: Final = 360_000
FONT_SLOTS: Final = ("ascii", "hAnsi", "eastAsia", "cs")
ORDER: Final = {qn(f"w:{name}"): place for place, name in enumerate((
    "rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "outline", "shadow", "noProof", "color",
    "spacing", "w", "kern", "position", "sz", "szCs", "highlight", "u", "effect", "vertAlign", "rtl", "cs", "em",
    "lang",
))}  # fmt: skip
"""The order in which Word wants the properties of letters."""
THEME_SLOTS: Final = ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme")


def new_document(title: str) -> Document:
    """An empty A4 document whose styles are set in TH Sarabun New, in the slots of Thai too."""
    document = docx.Document()
    _set_defaults(document)
    for name, points in SIZES.items():
        if name not in document.styles:
            made: Any = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=True)
            made.base_style = document.styles["Normal"]
        _set_letters(document.styles[name].element.get_or_add_rPr(), points, bold=name in BOLD)
    document.core_properties.title = title
    document.core_properties.author = ""
    document.core_properties.comments = ""
    document.core_properties.language = "th-TH"
    _to_a4(document.sections[0], is_wide=False)
    return document


def _set_defaults(document: Document) -> None:
    """The letters of everything that has no style of its own, tables among them."""
    defaults: Any = document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    _set_letters(defaults, BODY_POINTS, bold=False)
    language = defaults.find(qn("w:lang"))
    if language is not None:
        language.set(qn("w:bidi"), "th-TH")
    space: Any = document.styles.element.find(f".//{qn('w:pPrDefault')}//{qn('w:spacing')}")
    space.set(qn("w:after"), str(20 * AFTER_POINTS))
    space.set(qn("w:line"), "240")
    for style in document.styles:
        for fonts in style.element.iter(qn("w:rFonts")):
            for slot in THEME_SLOTS:
                fonts.attrib.pop(qn(f"w:{slot}"), None)
            for slot in FONT_SLOTS:
                fonts.set(qn(f"w:{slot}"), THAI_FONT)


def _set_letters(properties: Any, points: int, *, bold: bool) -> None:
    """Font and size in both slots: Word draws Thai with that of complex scripts. Neither slanted nor spaced out."""
    for name in ("w:rFonts", "w:sz", "w:szCs", "w:b", "w:bCs", "w:i", "w:iCs", "w:spacing", "w:color"):
        for old in properties.findall(qn(name)):
            properties.remove(old)
    made = [_made("w:rFonts", dict.fromkeys(FONT_SLOTS, THAI_FONT))]
    made += [_made("w:b", {}), _made("w:bCs", {})] if bold else []
    made += [_made("w:sz", {"val": str(2 * points)}), _made("w:szCs", {"val": str(2 * points)})]
    properties.extend(made)
    properties[:] = sorted(properties, key=lambda each: ORDER.get(each.tag, len(ORDER)))


def _made(name: str, attributes: dict[str, str]) -> Any:
    element: Any = OxmlElement(name)
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    return element


def set_header_and_footer(section: Section, words: str) -> None:
    """The words on top of each page, and its number below."""
    header = section.header.paragraphs[0]
    header.text = words
    header.paragraph_format.space_after = Pt(BODY_POINTS)
    header.alignment = WD_ALIGN_PARAGRAPH.CENTER
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    footer.add_run("หน้า ")
    add_field(footer, "PAGE", "1")
    footer.add_run(" จาก ")
    add_field(footer, "NUMPAGES", "1")


def add_field(paragraph: Paragraph, code: str, shown: str) -> None:
    """A field that Word fills; `shown` stands there until then."""
    for kind in ("begin", "separate", "end"):
        run = paragraph.add_run()
        mark = _made("w:fldChar", {"fldCharType": kind} | ({"dirty": "true"} if kind == "begin" else {}))
        run._r.append(mark)  # pyright: ignore[reportPrivateUsage] - python-docx has no call for fields
        if kind == "begin":
            words = _made("w:instrText", {})
            words.set(qn("xml:space"), "preserve")
            words.text = f" {code} "
            paragraph.add_run()._r.append(words)  # pyright: ignore[reportPrivateUsage]
        elif kind == "separate":
            paragraph.add_run(shown)


def add_contents(document: Document, headings: Sequence[str]) -> None:
    """A table of contents that Word fills with pages; until then the headings stand there."""
    paragraph = document.add_paragraph(style="toc 1")
    add_field(paragraph, 'TOC \\o "1-2" \\h \\z \\u', "\n".join(headings))


def add_section(document: Document, *, is_wide: bool) -> Section:
    """A section that begins on a new page. It has to begin with a paragraph: a table right after it would be drawn on
    the page before."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    _to_a4(section, is_wide=is_wide)
    return section


def _to_a4(section: Section, *, is_wide: bool) -> None:
    width, height = A4
    section.orientation = WD_ORIENT.LANDSCAPE if is_wide else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (height, width) if is_wide else (width, height)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = MARGIN


def add_lines(document: Document, lines: Sequence[str], style: str | None = None) -> None:
    """A paragraph a line."""
    for line in lines:
        document.add_paragraph(line, style=style)


def add_table(document: Document, table: PaperTable, width_cm: float = PAGE_WIDTH_CM) -> Table:
    """A table whose heading stands again on each page. `width_cm`: of all its columns."""
    made = document.add_table(rows=1, cols=len(table.heads), style="Table Grid")
    made.alignment = WD_TABLE_ALIGNMENT.CENTER
    made.autofit = False
    shares = [width_cm * each / sum(table.widths) for each in table.widths]
    for column, share in zip(made.columns, shares, strict=True):
        column.width = Cm(share)  # Word goes by the cells, others by the columns
    if len(table.heads) >= NARROW_COLUMNS:
        _set_cell_space(made, NARROW_SPACE)
    _fill(made.rows[0].cells, table.heads, shares, (), bold=True)
    for cell in made.rows[0].cells:
        cell._tc.get_or_add_tcPr().append(_made("w:shd", {"val": "clear", "fill": SHADE}))  # pyright: ignore[reportPrivateUsage]
    _row_property(made, 0, "w:cantSplit")
    _row_property(made, 0, "w:tblHeader")
    for number, row in enumerate(table.rows, 1):
        is_total = table.total and number == len(table.rows)
        _fill(made.add_row().cells, row, shares, table.figures, bold=is_total)
        _row_property(made, number, "w:cantSplit")
    if table.total and len(table.rows) > 1:  # a sum never stands alone on a page
        for cell in made.rows[-2].cells:
            cell.paragraphs[0].paragraph_format.keep_with_next = True
    return made


def _fill(
    cells: Sequence[Any], words: Sequence[str], widths: Sequence[float], figures: Sequence[int], *, bold: bool
) -> None:
    for place, (cell, text, width) in enumerate(zip(cells, words, widths, strict=True)):
        cell.width = Cm(width)
        paragraph = cell.paragraphs[0]
        run = paragraph.add_run(text)
        run.font.size = Pt(TABLE_POINTS)
        properties: Any = run._r.get_or_add_rPr()  # pyright: ignore[reportPrivateUsage]
        properties.append(_made("w:szCs", {"val": str(2 * TABLE_POINTS)}))
        if bold:
            run.font.bold = run.font.cs_bold = True
        if place in figures:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _set_cell_space(table: Table, space: int) -> None:
    """So much left and right of the letters of each cell."""
    margins = _made("w:tblCellMar", {})
    for side in ("left", "right"):
        margins.append(_made(f"w:{side}", {"w": str(Emu(space).twips), "type": "dxa"}))
    properties: Any = table._tbl.tblPr  # pyright: ignore[reportPrivateUsage]
    look = properties.find(qn("w:tblLook"))
    properties.insert(len(properties) if look is None else properties.index(look), margins)


def _row_property(table: Table, row: int, name: str) -> None:
    properties: Any = table.rows[row]._tr.get_or_add_trPr()  # pyright: ignore[reportPrivateUsage]
    properties.append(_made(name, {}))


def add_frames(document: Document, names: Sequence[str], height_cm: float) -> None:
    """Empty frames side by side, to put pictures in by hand: no picture is kept by this program. Names and frames stay
    on one page."""
    made = document.add_table(rows=2, cols=len(names), style="Table Grid")
    for place, name in enumerate(names):
        paragraph = made.rows[0].cells[place].paragraphs[0]
        paragraph.add_run(name)
        paragraph.paragraph_format.keep_with_next = True
    made.rows[1].height = Cm(height_cm)
    _row_property(made, 1, "w:cantSplit")


def add_radar(document: Document, radar: RadarFigures, width_cm: float, height_cm: float) -> None:
    """The radar as a chart of Word, its numbers in a workbook that Word opens to edit them."""
    content, workbook = radar_parts(radar, TABLE_POINTS)
    package: Any = document.part.package
    chart = Part(PackURI("/word/charts/chart1.xml"), CONTENT_TYPE.DML_CHART, content, package)
    book = Part(PackURI("/word/embeddings/Microsoft_Excel_Sheet1.xlsx"), CONTENT_TYPE.SML_SHEET, workbook, package)
    chart.rels.get_or_add(RELATIONSHIP_TYPE.PACKAGE, book)
    relation = document.part.relate_to(chart, RELATIONSHIP_TYPE.CHART)
    size = f'cx="{int(width_cm * EMU_PER_CM)}" cy="{int(height_cm * EMU_PER_CM)}"'
    drawing: Any = parse_xml(
        '<w:drawing xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
        'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        f'<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
        '<wp:effectExtent l="0" t="0" r="0" b="0"/><wp:docPr id="1001" name="radar"/><wp:cNvGraphicFramePr/>'
        f'<a:graphic><a:graphicData uri="{CHART_URI}"><c:chart xmlns:c="{CHART_URI}" r:id="{relation}"/>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing>"
    )
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run()._r.append(drawing)  # pyright: ignore[reportPrivateUsage]
