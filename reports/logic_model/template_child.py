"""An office's own Word template looked at and filled: what runs in a child process, and nowhere else.

Nothing of a template is trusted. The file is looked through before any library opens it (its size unpacked, macros,
parts of other programs, links to other files, fields that fetch or run), and again when it is filled. Of the template
language only what puts a text in its place, repeats and chooses is allowed, by a list of what may be used; what is left
runs in jinja2's sandbox, and the child's limits of time and memory end the rest. Arguments and answers are plain.
"""

import io
import re
import zipfile
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docxtpl import DocxTemplate
from jinja2 import ChainableUndefined, TemplateError, TemplateSyntaxError, nodes
from jinja2.sandbox import SandboxedEnvironment
from lxml.etree import LxmlError, XMLParser, fromstring

MIB: Final = 1024 * 1024
MOST_PARTS: Final = 500
MOST_UNPACKED: Final = 60 * MIB
MOST_RATIO: Final = 200
MOST_DEPTH: Final = 3  # loops within loops: problems, their projects, their activities
W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MAIN_TYPE: Final = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
HARMFUL_PARTS: Final = re.compile(
    r"vbaproject|vbadata|activex|oleobject|embeddings/|/afchunk|\.(exe|dll|js|vbs|hta|html?|mht)$", re.I
)
HARMFUL_RELATIONS: Final = re.compile(
    r"/(aFChunk|attachedTemplate|oleObject|package|subDocument|frame|control|vbaProject)$", re.I
)
WEB: Final = re.compile(r"\b(https?|mailto):", re.I)
FIELDS: Final = frozenset({
    "PAGE", "NUMPAGES", "SECTIONPAGES", "SECTION", "TOC", "PAGEREF", "REF", "SEQ", "STYLEREF", "DATE", "TIME", "TITLE",
    "CREATEDATE", "SAVEDATE", "PRINTDATE", "HYPERLINK",
})  # fmt: skip
"""Fields of Word that count and number; all others fetch, ask or run something."""
ALLOWED: Final = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr, nodes.For, nodes.If, nodes.CondExpr,
    nodes.Compare, nodes.Operand, nodes.Not, nodes.And, nodes.Or, nodes.Const, nodes.Filter, nodes.Test,
)  # fmt: skip
FILTERS: Final = frozenset({"default", "join", "length"})
TESTS: Final = frozenset({"defined"})
OF_LOOPS: Final = frozenset({"loop.index", "loop.index0", "loop.first", "loop.last", "loop.length"})

Faults = list[tuple[str, str]]
"""(what is wrong, how to put it right), in Thai."""


def look_at_template(content: bytes, values: dict[str, Any], known: list[str]) -> dict[str, Any]:
    """What filling the template would do: `faults` (it cannot be filled), `used`, `unknown` placeholders, and `empty`:
    (placeholder, how many of its places have nothing, of how many). `known`: every placeholder there is."""
    faults = list(file_faults(content))
    if faults:
        return {"faults": faults, "used": [], "unknown": [], "empty": []}
    environment = TemplateLanguage(known)
    try:
        _render(content, {}, environment)
    except _Refused as refused:
        return {"faults": [refused.fault], "used": [], "unknown": [], "empty": []}
    found = environment.found
    used = sorted(found.used - found.unknown)
    empty = [(name, *counts) for name in used if (counts := _counted(values, name.split(".")))[0]]
    return {"faults": [], "used": used, "unknown": sorted(found.unknown), "empty": empty}


def fill_template(content: bytes, values: dict[str, Any], header: str) -> tuple[bytes, Faults]:
    """(the template filled, no faults), or (b"", why not). `header`: what stands on top of every page besides: for whom
    the file is, and whether its figures are made up."""
    faults = list(file_faults(content))
    if faults:
        return b"", faults
    try:
        filled = _render(content, values, TemplateLanguage(()))
    except _Refused as refused:
        return b"", [refused.fault]
    faults = list(file_faults(filled))  # whatever was put together while filling
    return (b"", faults) if faults else (_with_header(filled, header), [])


class _Refused(Exception):  # noqa: N818 - a decision about the template
    """The template cannot be filled: (what, fix)."""

    def __init__(self, what: str, fix: str) -> None:
        super().__init__(what)
        self.fault = (what, fix)


def _render(content: bytes, values: dict[str, Any], environment: "TemplateLanguage") -> bytes:
    """Fill every part of the template. Raises _Refused for what the language does not allow or Word would not open."""
    template: Any = DocxTemplate(io.BytesIO(content))
    try:
        template.render(values, jinja_env=environment, autoescape=True)
        stream = io.BytesIO()
        template.save(stream)
    except _Refused:
        raise
    except TemplateSyntaxError as error:
        text = str(error.message)[:200]
        raise _Refused(
            f"เครื่องหมายในแม่แบบไม่ครบหรือผิด ({text})", "ตรวจวงเล็บ {{ }} และ {% %} ให้ครบคู่ ตามไฟล์ตัวอย่าง"
        ) from None
    except (TemplateError, LxmlError, KeyError, ValueError, AttributeError, TypeError, zipfile.BadZipFile):
        raise _Refused(
            "เปิดหรือเติมแม่แบบนี้ไม่ได้ โครงไฟล์ไม่ครบ", "เปิดใน Word แล้วบันทึกเป็น .docx ใหม่ หรือเริ่มจากไฟล์ตัวอย่าง"
        ) from None
    return stream.getvalue()


@dataclass
class _Found:
    """What was met in the parts of a template so far."""

    used: set[str] = field(default_factory=set[str])
    unknown: set[str] = field(default_factory=set[str])


class TemplateLanguage(SandboxedEnvironment):
    """jinja2's sandbox without anything to call or to reach, which also looks through what it compiles. A placeholder
    that is not among the `known` prints nothing."""

    def __init__(self, known: Collection[str]) -> None:
        super().__init__(autoescape=True, undefined=ChainableUndefined)
        self.globals.clear()
        self.filters = {name: each for name, each in self.filters.items() if name in FILTERS}
        self.tests = {name: each for name, each in self.tests.items() if name in TESTS}
        self.found = _Found()
        self._known = frozenset(known)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        """Every part of a file is parsed here before it can run. Raises _Refused for a part of the language that is not
        allowed."""
        tree = super()._parse(source, name, filename)
        _look_through(tree)
        _Walk(self.found, self._known).body(tree.body, {})
        return tree


def _look_through(tree: nodes.Node, depth: int = 0) -> None:
    """Raises _Refused for anything that is not on the list of what may be used."""
    for node in tree.iter_child_nodes():
        kind = type(node).__name__
        if not isinstance(node, ALLOWED):
            raise _Refused(f"แม่แบบใช้คำสั่งที่ไม่อนุญาต ({kind})", "ใช้ได้เพียงใส่ค่า วนซ้ำ และเลือกเงื่อนไข ตามไฟล์ตัวอย่าง")
        if isinstance(node, nodes.Getattr) and node.attr.startswith("_"):
            raise _Refused("แม่แบบเรียกส่วนภายในของโปรแกรม", "ใช้เฉพาะชื่อในรายการของไฟล์ตัวอย่าง")
        if isinstance(node, nodes.For) and (node.recursive or depth + 1 > MOST_DEPTH):
            raise _Refused(f"แม่แบบวนซ้ำซ้อนกันเกิน {MOST_DEPTH} ชั้น", "ลดชั้นของการวนซ้ำ")
        if isinstance(node, nodes.Filter) and node.name not in FILTERS:
            raise _Refused(f"แม่แบบใช้ตัวกรองที่ไม่อนุญาต ({node.name})", f"ใช้ได้เพียง {', '.join(sorted(FILTERS))}")
        if isinstance(node, nodes.Test) and node.name not in TESTS:
            raise _Refused(f"แม่แบบใช้การตรวจที่ไม่อนุญาต ({node.name})", f"ใช้ได้เพียง {', '.join(sorted(TESTS))}")
        _look_through(node, depth + isinstance(node, nodes.For))


class _Walk:
    """Follows the names of a template to the placeholders there are, through its loops."""

    def __init__(self, found: _Found, known: frozenset[str]) -> None:
        self._found, self._known = found, known

    def body(self, body: list[nodes.Node], scope: Mapping[str, str]) -> None:
        """The names in these nodes. `scope`: name of a loop → the placeholder that it goes through."""
        for node in body:
            self.node(node, scope)

    def node(self, node: nodes.Node, scope: Mapping[str, str]) -> None:
        """The names in a node."""
        if isinstance(node, nodes.For):
            path = self.path(node.iter, scope)
            self.node(node.iter, scope)
            inner = dict(scope)
            if isinstance(node.target, nodes.Name):
                inner[node.target.name] = path or "?"
            self.body([*node.body, *([node.test] if node.test else [])], inner | {"loop": "loop"})
            self.body(node.else_, scope)
            return
        if isinstance(node, nodes.Name | nodes.Getattr):
            path = self.path(node, scope)
            if path is not None and path not in OF_LOOPS:
                self._found.used.add(path)
                if path not in self._known:
                    self._found.unknown.add(path)
            return
        for each in node.iter_child_nodes():
            self.node(each, scope)

    def path(self, node: nodes.Node, scope: Mapping[str, str]) -> str | None:
        """The whole name of a placeholder: `project.name` in a loop over `projects` is projects.name."""
        if isinstance(node, nodes.Name):
            return scope.get(node.name, node.name)
        if isinstance(node, nodes.Getattr):
            above = self.path(node.node, scope)
            return None if above is None else f"{above}.{node.attr}"
        return None


def _counted(values: Any, parts: list[str]) -> tuple[int, int]:
    """(places without a value, all places) of a placeholder; of a list that is repeated, whether it is empty."""
    if not parts:
        return (0 if values else 1), 1
    inner = values[parts[0]]
    if isinstance(inner, list) and len(parts) > 1:
        counts = [_counted(each, parts[1:]) for each in inner]
        return sum(each for each, _ in counts), sum(each for _, each in counts)
    return _counted(inner, parts[1:])


def file_faults(content: bytes) -> Iterator[tuple[str, str]]:
    """Why the file is not opened at all; nothing is unpacked whole that says it is too large."""
    save = "เปิดใน Word แล้วบันทึกเป็นเอกสาร Word (.docx) ธรรมดา"
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            entries = parts.infolist()
            sizes = [(each.file_size, each.compress_size) for each in entries]
            if len(entries) > MOST_PARTS or sum(size for size, _ in sizes) > MOST_UNPACKED:
                yield "แม่แบบใหญ่เกินไปเมื่อคลายไฟล์", "ลดรูปและเนื้อหาในแม่แบบ"
                return
            if any(size > MIB and size > MOST_RATIO * max(1, packed) for size, packed in sizes):
                yield "แม่แบบบีบอัดผิดปกติ", save
                return
            names = {each.filename for each in entries}
            if len(names) != len(entries) or any(each.flag_bits & 1 for each in entries):
                yield "แม่แบบมีรหัสผ่านหรือมีส่วนซ้ำ", save
                return
            if "[Content_Types].xml" not in names or MAIN_TYPE not in parts.read("[Content_Types].xml"):
                yield "ไฟล์นี้ไม่ใช่เอกสาร Word (.docx) ธรรมดา (อาจเป็นไฟล์ที่มีแมโครหรือเป็นแม่แบบ .dotx)", save
                return
            yield from _part_faults(parts, names)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, OSError, EOFError):
        yield "ไฟล์นี้ไม่ใช่เอกสาร Word (.docx) หรือไฟล์ไม่ครบ", save


def _part_faults(parts: zipfile.ZipFile, names: set[str]) -> Iterator[tuple[str, str]]:
    remove = "ลบส่วนนี้ออกใน Word แล้วบันทึกใหม่"
    for name in sorted(names):
        if HARMFUL_PARTS.search(name):
            yield f"แม่แบบมีแมโครหรือวัตถุของโปรแกรมอื่น ({name[:80]})", remove
        if not name.lower().endswith((".xml", ".rels")):
            continue
        text = _unpacked(parts, name)
        if text is None or b"<!DOCTYPE" in text or b"<!ENTITY" in text or b"\0" in text:
            yield f"ส่วน {name[:80]} ของแม่แบบผิดรูปแบบ", remove
            continue
        try:
            tree = fromstring(text, XMLParser(resolve_entities=False, no_network=True))
        except LxmlError:
            yield f"ส่วน {name[:80]} ของแม่แบบผิดรูปแบบ", remove
            continue
        yield from _relation_faults(tree) if name.endswith(".rels") else _field_faults(tree)


def _unpacked(parts: zipfile.ZipFile, name: str) -> bytes | None:
    """A part, read no further than it says it is long; None where it is longer or broken."""
    size = parts.getinfo(name).file_size
    with parts.open(name) as stream:
        text = stream.read(size + 1)
    return text if len(text) == size else None


def _relation_faults(tree: Any) -> Iterator[tuple[str, str]]:
    for each in tree.iter():
        kind, target = str(each.get("Type", "")), str(each.get("Target", ""))
        if HARMFUL_RELATIONS.search(kind):
            yield "แม่แบบนำไฟล์หรือแม่แบบอื่นเข้ามา", "ตัดการเชื่อมโยงกับไฟล์อื่นใน Word แล้วบันทึกใหม่"
        elif each.get("TargetMode") == "External" and not (kind.endswith("/hyperlink") and WEB.match(target)):
            yield "แม่แบบเชื่อมโยงกับไฟล์หรือรูปภายนอก", "ฝังรูปในเอกสารแทนการเชื่อมโยง แล้วบันทึกใหม่"


def _field_faults(tree: Any) -> Iterator[tuple[str, str]]:
    """Fields that are not on the list, also those whose code is written in pieces."""
    codes = [str(each.get(f"{{{W}}}instr", "")) for each in tree.iter(f"{{{W}}}fldSimple")]
    pieces: list[str] = []
    for each in tree.iter(f"{{{W}}}instrText", f"{{{W}}}delInstrText", f"{{{W}}}fldChar"):
        if each.tag == f"{{{W}}}fldChar":
            codes.append("".join(pieces))
            pieces = []
        else:
            pieces.append(each.text or "")
    codes.append("".join(pieces))
    for code in codes:
        words = code.split()
        leads_away = "{" in code or "\\\\" in code or ("://" in code and not WEB.search(code))
        if words and (words[0].upper() not in FIELDS or leads_away):
            yield f"แม่แบบมีฟิลด์ที่ดึงหรือสั่งสิ่งอื่น ({words[0][:20]})", "แทนฟิลด์ด้วยข้อความธรรมดา (Ctrl+Shift+F9) แล้วบันทึกใหม่"


def _with_header(content: bytes, header: str) -> bytes:
    """The file with the words on top of each page of each section."""
    document = Document(io.BytesIO(content))
    for number, section in enumerate(document.sections):
        kinds = [section.header]
        if section.different_first_page_header_footer:
            kinds.append(section.first_page_header)
        if document.settings.odd_and_even_pages_header_footer:
            kinds.append(section.even_page_header)
        for each in kinds:
            if number and each.is_linked_to_previous:
                continue
            first = each.paragraphs[0] if each.paragraphs else each.add_paragraph()
            made = first.insert_paragraph_before(header)
            made.alignment = WD_ALIGN_PARAGRAPH.CENTER
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()
