"""The manual as Word and PDF, and the leaflet, with fresh pictures: `python -m docs.manual`.

All are made of the same blocks (docs/manual_text.py); a test holds the files in docs/คู่มือ against those. Needs
Chromium and requirements-dev.txt. What stands in the files is data, never markup. Word's letters are TH Sarabun New in
the slots of Thai, as in the plan's Word file; the PDF carries Sarabun.
"""

import importlib
import io
import json
import re
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import fontpkg_sarabun
from docx.document import Document
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from docs.manual_pictures import take_pictures
from docs.manual_text import ABOUT, CONTENTS, SUBTITLE, TITLE, Block, leaflet_sides, manual_blocks
from docs.screens import chromium_path
from reports.logic_model import word_parts as parts
from words.line_breaks import thai_words

HERE: Final = Path(__file__).parent
FOLDER: Final = HERE / "คู่มือ"
WORD_FILE, PDF_FILE, LEAFLET_FILE = FOLDER / "คู่มือ.docx", FOLDER / "คู่มือ.pdf", FOLDER / "แผ่นพับ.pdf"
COVER_PICTURE: Final = "radar_diagram.axes"
WIDE_PICTURES: Final = (
    "radar_diagram.axes", "radar_analysis", "comparative.ranking", "comparative.heat", "logic_model.board",
)  # fmt: skip
"""Over both columns of the PDF; the others are as wide as a column."""
STYLES: Final = {
    "chapter": "Heading 1", "section": "Heading 2", "entry": "Heading 3", "bullet": "List Bullet", "line": "Normal",
    "term": "Normal", "step": "Normal",
}  # fmt: skip
OPENING, CLOSING = "“(«–", "”)»,.…?–"
WHOLE: Final = re.compile(r"(กชช\.2ค|จปฐ\.|พ\.ศ\.|ค\.ศ\.)")  # short forms that are no words of a dictionary
MARGIN: Final = Cm(1.8)
PICTURE_WIDTH: Final = Cm(8.4)


def manual_pdf(pictures: Mapping[str, bytes]) -> bytes:
    """The manual as PDF. `pictures`: name → JPEG, of all names in `docs.manual_pictures`."""
    said = {
        "title": TITLE, "subtitle": SUBTITLE, "about": [unbroken_pieces(line) for line in ABOUT],
        "contents": CONTENTS, "cover": f"{COVER_PICTURE}.jpg",
        "blocks": _numbered(manual_blocks()), "wide": [f"{name}.jpg" for name in WIDE_PICTURES],
    }  # fmt: skip
    return _set_by_typst("manual.typ", said, pictures)


def leaflet_pdf(pictures: Mapping[str, bytes]) -> bytes:
    """The leaflet as PDF: the two sides of one A4."""
    front, back = leaflet_sides()
    said = {"title": TITLE, "front": _numbered(front), "back": _numbered(back)}
    return _set_by_typst("leaflet.typ", said, pictures)


def _set_by_typst(template: str, said: Mapping[str, Any], pictures: Mapping[str, bytes]) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / template
        page.write_bytes((HERE / template).read_bytes())
        for name, content in pictures.items():
            (page.parent / f"{name}.jpg").write_bytes(content)
        compiled: bytes = importlib.import_module("typst").compile(
            str(page), format="pdf", font_paths=[str(Path(fontpkg_sarabun.ROOT) / "files")], ignore_system_fonts=True,
            sys_inputs={"manual": json.dumps(said, ensure_ascii=False)},
        )  # fmt: skip
    return compiled


def _numbered(blocks: Sequence[Block]) -> list[dict[str, Any]]:
    """The blocks as plain values; a step has its number, a picture its file."""
    found: list[dict[str, Any]] = []
    number = 0
    for each in blocks:
        number = number + 1 if each.kind == "step" else 0
        words = f"{each.words}.jpg" if each.kind == "picture" else each.words
        found.append(
            {
                "kind": each.kind, "words": words, "label": each.label, "number": number,
                "label_pieces": unbroken_pieces(each.label), "pieces": unbroken_pieces(each.words),
            }
        )  # fmt: skip
    return found


def unbroken_pieces(text: str) -> list[str]:
    """The text in pieces that no line is broken within: words with the marks that belong to them, and spaces.

    >>> unbroken_pieces("กด “บันทึก” แล้ว")
    ['กด', ' ', '“บันทึก”', ' ', 'แล้ว']
    """
    pieces: list[str] = []
    for word in (
        word for part in WHOLE.split(text) for word in ([part] if WHOLE.fullmatch(part) else thai_words(part))
    ):
        last = pieces[-1][-1] if pieces else " "
        is_one = last.isascii() and word[0].isascii() and last.isalnum() and word[0].isalnum()  # 1E3
        if pieces and not word.isspace() and (is_one or word[0] in CLOSING or last in OPENING):
            pieces[-1] += word
        else:
            pieces.append(word)
    return pieces


def manual_word(pictures: Mapping[str, bytes]) -> bytes:
    """The manual as a .docx, to be changed by an office that adds to it."""
    document = parts.new_document(TITLE)
    normal: Any = document.styles["Normal"]
    normal.paragraph_format.space_after = Pt(2)
    parts.set_header_and_footer(document.sections[0], TITLE)
    document.add_paragraph(TITLE, style="Title")
    document.add_paragraph(SUBTITLE, style="Subtitle")
    parts.add_lines(document, ABOUT)
    document.add_picture(io.BytesIO(pictures[COVER_PICTURE]), width=Cm(16))
    document.add_paragraph(CONTENTS, style="Subtitle")
    blocks = manual_blocks()
    parts.add_contents(document, [each.words for each in blocks if each.kind == "chapter"])
    _two_columns(document)
    for each in _numbered(blocks):
        _add_block(document, each, pictures)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _two_columns(document: Document) -> None:
    """From here on two columns a page, with narrow margins."""
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    section = document.add_section(WD_SECTION.CONTINUOUS)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = MARGIN
    columns: Any = section._sectPr.find(qn("w:cols"))  # pyright: ignore[reportPrivateUsage] - python-docx has no call
    if columns is None:
        columns = OxmlElement("w:cols")
        section._sectPr.append(columns)  # pyright: ignore[reportPrivateUsage]
    columns.set(qn("w:num"), "2")
    columns.set(qn("w:space"), "340")


def _add_block(document: Document, block: Mapping[str, Any], pictures: Mapping[str, bytes]) -> None:
    kind, words, label = block["kind"], block["words"], block["label"]
    if kind == "picture":
        document.add_picture(io.BytesIO(pictures[words.removesuffix(".jpg")]), width=PICTURE_WIDTH)
        document.add_paragraph(label, style="Caption")
        return
    paragraph = document.add_paragraph(style=STYLES[kind])
    if kind == "step":
        paragraph.paragraph_format.left_indent = Cm(0.6)
        paragraph.paragraph_format.first_line_indent = Cm(-0.6)
        paragraph.add_run(f"{block['number']}. ")
    if label:
        run = paragraph.add_run(f"{label} ")
        run.font.bold = run.font.cs_bold = True
    paragraph.add_run(words)


def main() -> int:
    """Take the pictures and write the three files. Exit 1 where there is no Chromium."""
    if chromium_path() is None:
        print("ไม่พบ Chromium ในเครื่องนี้ (ตั้งตัวแปร CHROMIUM ให้ชี้ไปที่โปรแกรม)")
        return 1
    pictures = take_pictures()
    FOLDER.mkdir(exist_ok=True)
    for path, write in {WORD_FILE: manual_word, PDF_FILE: manual_pdf, LEAFLET_FILE: leaflet_pdf}.items():
        path.write_bytes(write(pictures))
        print(path.relative_to(HERE.parent))
    return 0


if __name__ == "__main__":
    sys.exit(main())
