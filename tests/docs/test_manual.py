"""The manual and the leaflet hold the texts that the program shows, all of them and no others; and few pages."""

import io
import os
import re
import shutil
import subprocess
import zipfile
from collections import Counter
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from catalogue.help import chapters, glossary, lesson_steps, problem_answers, screen_helps, sentences
from docs.manual import (
    LEAFLET_FILE,
    PDF_FILE,
    WIDE_PICTURES,
    WORD_FILE,
    leaflet_pdf,
    manual_pdf,
    manual_word,
    unbroken_pieces,
)
from docs.manual_pictures import NAMES
from docs.manual_text import OWN_WORDS, PICTURE, leaflet_sides, manual_blocks, words_of
from reports.slide_parts import THAI_FONT

MOST_PAGES = 24
HELD = [*chapters(), *lesson_steps(), *screen_helps().values(), *problem_answers().values(), *glossary().values()]
SAID = [line for each in HELD for line in sentences(each)]


def picture_of_the_file() -> bytes:
    """A picture of the size that all have, out of the Word file as it is kept."""
    with zipfile.ZipFile(WORD_FILE) as parts:
        return parts.read(next(name for name in parts.namelist() if name.endswith((".jpg", ".jpeg"))))


@pytest.fixture(scope="module")
def pictures() -> dict[str, bytes]:
    return dict.fromkeys(NAMES, picture_of_the_file())


def pdf_words(content: bytes | Path) -> list[str]:
    """The text of each page of a PDF."""
    reader = shutil.which("pdftotext")
    if reader is None:
        if os.environ.get("CI"):
            pytest.fail("CI must have pdftotext")
        pytest.skip("no pdftotext on this machine")
    held = content.read_bytes() if isinstance(content, Path) else content
    read = subprocess.run([reader, "-", "-"], input=held, capture_output=True, check=True)
    return read.stdout.decode().removesuffix("\f").split("\f")


def word_texts(content: bytes | Path) -> list[str]:
    """The paragraphs of a Word file with words in them, as they are read."""
    document = docx.Document(io.BytesIO(content) if isinstance(content, bytes) else str(content))
    return [text for paragraph in document.paragraphs if (text := " ".join(paragraph.text.split()))]


def test_every_text_of_the_program_stands_in_the_manual() -> None:
    written = Counter(words_of(manual_blocks()))
    wanted = Counter(SAID)
    assert {text: written[text] for text in wanted if written[text] < wanted[text]} == {}


def test_nothing_else_stands_in_manual_and_leaflet() -> None:
    abouts = {answer.about for answer in problem_answers().values()}
    known = {*SAID, *OWN_WORDS, *abouts}
    front, back = leaflet_sides()
    for blocks in (manual_blocks(), front, back):
        written = {text.removeprefix(f"{PICTURE} ") for text in words_of(blocks)}
        assert written <= known


def test_the_pictures_shown_are_the_pictures_taken() -> None:
    shown = {each.words for each in manual_blocks() if each.kind == "picture"}
    assert shown == set(NAMES)
    assert set(WIDE_PICTURES) <= shown


def test_the_word_file_that_is_kept_has_the_texts_of_now(pictures: dict[str, bytes]) -> None:
    assert word_texts(WORD_FILE) == word_texts(manual_word(pictures)), "python -m docs.manual"


def test_the_word_file_is_the_blocks_in_their_order(pictures: dict[str, bytes]) -> None:
    texts = word_texts(manual_word(pictures))
    numbers = re.compile(r"^\d+\. ")
    wanted = [
        " ".join(filter(None, (each.label, each.words) if each.kind != "picture" else (each.label,)))
        for each in manual_blocks()
    ]
    steps = {each.words for each in manual_blocks() if each.kind == "step"}
    shown = [numbers.sub("", text) if any(text.endswith(step) for step in steps) else text for text in texts]
    assert shown[-len(wanted) :] == [" ".join(text.split()) for text in wanted]


def test_thai_of_the_word_file_is_set_in_the_font_of_offices(pictures: dict[str, bytes]) -> None:
    document = docx.Document(io.BytesIO(manual_word(pictures)))
    for name in ("Normal", "Heading 1", "Heading 2", "Heading 3", "List Bullet", "Caption"):
        fonts = document.styles[name].element.rPr.find(qn("w:rFonts"))
        assert {fonts.get(qn(f"w:{slot}")) for slot in ("ascii", "hAnsi", "cs")} == {THAI_FONT}


def test_the_manual_has_at_most_24_pages_and_the_leaflet_two(pictures: dict[str, bytes]) -> None:
    for content in (PDF_FILE, manual_pdf(pictures)):
        assert 10 < len(pdf_words(content)) <= MOST_PAGES
    for content in (LEAFLET_FILE, leaflet_pdf(pictures)):
        assert len(pdf_words(content)) == 2


def test_the_pdf_files_that_are_kept_have_the_texts_of_now(pictures: dict[str, bytes]) -> None:
    assert pdf_words(PDF_FILE) == pdf_words(manual_pdf(pictures)), "python -m docs.manual"
    assert pdf_words(LEAFLET_FILE) == pdf_words(leaflet_pdf(pictures)), "python -m docs.manual"


def test_the_files_are_small_enough_to_send() -> None:
    assert all(path.stat().st_size < 2_500_000 for path in (WORD_FILE, PDF_FILE, LEAFLET_FILE))


def test_a_line_ends_between_words_only() -> None:
    assert unbroken_pieces("กด “บันทึก” แล้ว") == ["กด", " ", "“บันทึก”", " ", "แล้ว"]
    assert unbroken_pieces("แบบ 1E3 (ไทย)") == ["แบบ", " ", "1E3", " ", "(ไทย)"]
    assert unbroken_pieces("หรือ กชช.2ค 1–9") == ["หรือ", " ", "กชช.2ค", " ", "1–9"]
    assert unbroken_pieces("ของกรมฯ") == ["ของ", "กรมฯ"]
    for text in SAID:
        assert "".join(unbroken_pieces(text)) == text
