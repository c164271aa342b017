"""Word templates for the tests, good and hostile ones: made part by part."""

import io
import zipfile
from collections.abc import Mapping

import docx
from docx.document import Document

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def template(*lines: str, header: str = "") -> bytes:
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    if header:
        document.sections[0].header.paragraphs[0].text = header
    return saved(document)


def saved(document: Document) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def with_parts(content: bytes, changes: Mapping[str, bytes | tuple[str, str]]) -> bytes:
    """The file with parts added, or (old, new) replaced in them."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            part, change = source.read(name), changes.get(name)
            if isinstance(change, tuple):
                assert change[0].encode() in part
                part = part.replace(change[0].encode(), change[1].encode())
            target.writestr(name, change if isinstance(change, bytes) else part)
        for name in changes.keys() - set(source.namelist()):
            change = changes[name]
            assert isinstance(change, bytes)
            target.writestr(name, change)
    return stream.getvalue()


def lines(content: bytes) -> list[str]:
    return [each.text for each in docx.Document(io.BytesIO(content)).paragraphs]


def bomb() -> bytes:
    xml = f"<w:document {W}><w:body><w:p><w:r><w:t>".encode() + b" " * 80_000_000
    return with_parts(template("ก"), {"word/document.xml": xml})
