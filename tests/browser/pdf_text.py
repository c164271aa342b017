"""The words of a PDF as Chromium prints it, page by page; for machines without a reader of PDF."""

import re
import zlib
from collections.abc import Iterator

OBJECT = re.compile(rb"\n(\d+) 0 obj\n(.*?)\nendobj", re.DOTALL)
STREAM = re.compile(rb"stream\r?\n(.*)\r?\nendstream", re.DOTALL)
CONTENTS, TO_UNICODE = re.compile(rb"/Contents (\d+) 0 R"), re.compile(rb"/ToUnicode (\d+) 0 R")
NAMED = re.compile(rb"/([FX]\d+) (\d+) 0 R")  # fonts, and parts of the page that are drawn by name
SECTION = re.compile(rb"begin(bfchar|bfrange)(.*?)end\1", re.DOTALL)
HEX = re.compile(rb"<([0-9A-Fa-f]+)>")
STEP = re.compile(
    rb"/(?P<font>F\d+) [\d.]+ Tf|/(?P<part>X\d+) Do|/ActualText <(?P<spelt>[0-9A-Fa-f]+)>|(?P<end>\bEMC\b|\bET\b)"
    rb"|<(?P<glyphs>[0-9A-Fa-f]+)>"
)

Objects = dict[int, bytes]


def pdf_pages(content: bytes) -> list[str]:
    """The text of each page, in the order in which it is drawn, one piece a line."""
    objects = {int(number): body for number, body in OBJECT.findall(content)}
    pages = [body for body in objects.values() if re.search(rb"/Type /Page\b", body)]
    return ["".join(_words(objects, page, page_stream(objects, page))) for page in pages]


def page_stream(objects: Objects, page: bytes) -> bytes:
    """How a page is drawn."""
    return b"\n".join(_stream(objects[int(number)]) for number in CONTENTS.findall(page))


def _words(objects: Objects, holder: bytes, drawn: bytes) -> Iterator[str]:
    """What is written by `drawn`, whose fonts and parts `holder` names. Where it is said how glyphs are spelt, that."""
    named = {name: int(number) for name, number in NAMED.findall(holder)}
    characters, is_spelt = dict[int, str](), False
    for step in STEP.finditer(drawn):
        match step.lastgroup, step[step.lastgroup or 0]:
            case "font", name:
                characters = _characters(objects, objects[named[name]])
            case "part", name:
                part = objects[named[name]]
                yield from _words(objects, part, _stream(part))
            case "spelt", letters:
                is_spelt = True
                yield bytes.fromhex(letters.decode()).decode("utf-16").removeprefix("\ufeff")
            case "end", word:
                is_spelt = False
                yield "\n" if word == b"ET" else ""
            case _, glyphs:
                codes = [] if is_spelt else [int(glyphs[place : place + 4], 16) for place in range(0, len(glyphs), 4)]
                yield from (characters.get(code, "") for code in codes)


def _characters(objects: Objects, font: bytes) -> dict[int, str]:
    """Glyph → the characters it stands for."""
    found: dict[int, str] = {}
    for number in TO_UNICODE.findall(font):
        for kind, body in SECTION.findall(_stream(objects[int(number)])):
            codes, size = HEX.findall(body), 2 if kind == b"bfchar" else 3
            for place in range(0, len(codes), size):
                first, last, letters = int(codes[place], 16), int(codes[place + size - 2], 16), codes[place + size - 1]
                start = bytes.fromhex(letters.decode()).decode("utf-16-be")
                for glyph in range(first, last + 1):
                    found[glyph] = start[:-1] + chr(ord(start[-1]) + glyph - first)
    return found


def _stream(body: bytes) -> bytes:
    match = STREAM.search(body)
    if match is None:
        return b""
    return zlib.decompress(match[1]) if b"/FlateDecode" in body else match[1]
