"""The rules as data: their files are whole, and a problem says what they say."""

import re
from string import Formatter

import pytest

from loaders import FileReport
from loaders.checks.personal_columns import shown_value
from loaders.checks.problems import KEPT_PER_KIND, Problem, ProblemLog
from loaders.outcome.report import report_text
from loaders.reading import FAULTS
from loaders.rules import RulesError, all_rules, all_variants, filled, in_column, phrase, read_rules, rule

OF_LIST = re.compile(r"[0-9]+(?: .+)?| .+ ")  # {names:10 แห่ง}, {names: และ }
THAI = re.compile("[ก-๙]")
GOOD = """[[rule]]
id = "V01"
severity = "error"
checks = "ก"
expected = "ข"
says = "จ {count}"
fix = "ค"
where = "ง"
"""
VARIED = GOOD + '\n[rule.variants.short]\nsays = "ฉ"\nseverity = "info"\n'
COLUMN = '\n[[column]]\nvariant = "year"\nrules = ["V01"]\nfix = "ช"\n'


def test_every_fault_of_a_cell_has_its_rule_and_what_to_do_in_every_kind_of_column() -> None:
    assert rule("C18").severity == "error"
    assert set(FAULTS) <= set(all_variants())
    for fault in FAULTS:
        for column in ("code", "village_code", "year", "answer"):
            assert rule(in_column(fault, column)).words == frozenset()
            assert rule(in_column(fault, column)).id == rule(fault).id
    numbers = [fault for fault in FAULTS if fault.startswith("V")]
    assert {rule(in_column(fault, "target")).words for fault in numbers} == {frozenset({"most"})}
    assert rule(in_column("V07", "year")).fix == "ใส่ปี พ.ศ. 4 หลัก"


def test_a_variant_is_its_rule_with_other_words() -> None:
    rules = read_rules([VARIED, COLUMN])
    assert list(rules) == ["V01", "V01-short", "V01-year"]
    assert (rules["V01-short"].id, rules["V01-short"].says, rules["V01-short"].fix) == ("V01", "ฉ", "ค")
    assert [rules[key].severity for key in rules] == ["error", "info", "error"]
    assert [rules[key].words for key in rules] == [{"count"}, set(), {"count"}]
    assert (rules["V01-year"].fix, rules["V01-year"].says) == ("ช", "จ {count}")


@pytest.mark.parametrize(
    "text",
    [
        GOOD + GOOD,
        GOOD.replace("error", "fatal"),
        GOOD.replace('"ค"', '""'),
        GOOD.replace('says = "จ {count}"', ""),
        GOOD + "limits = 3",
        GOOD.replace("V01", "x"),
        VARIED.replace("short", "Short"),
        VARIED.replace('severity = "info"', 'severity = "fatal"'),
        VARIED.replace('says = "ฉ"', 'where = "ฉ"'),
        COLUMN,
    ],
    ids=[
        "twice", "severity", "empty", "no sentence", "unknown key", "id", "name", "severity of a variant",
        "field of a variant", "no rule",
    ],
)  # fmt: skip
def test_a_faulty_file_of_rules_is_not_read(text: str) -> None:
    with pytest.raises(RulesError):
        read_rules([text])


def test_every_sentence_is_thai_and_is_filled_in() -> None:
    for key, each in all_variants().items():
        if not each.says:
            continue
        templates = (each.says, each.fix, each.fix_command, each.expected)
        specs = {name: spec for text in templates for _, name, spec, _ in Formatter().parse(text) if name}
        problem = Problem(key, {name: (7, 8) if OF_LIST.fullmatch(spec or "") else 7 for name, spec in specs.items()})
        for text in (problem.what, problem.fix, problem.fix_command, problem.expected):
            assert text, key
            assert "{" not in text, key
        assert THAI.search(each.says) or each.words, key
        said = problem.what + problem.fix + problem.expected  # words of the command line stand in its own field alone
        assert not any(word in said for word in ("--", "python -m", "boundaries")), key


def test_a_list_says_how_many_more_there_are() -> None:
    numbers = (3, 4, 7)
    assert filled("ข้อ {n}", {"n": numbers}) == "ข้อ 3, 4, 7"
    assert filled("ข้อ {n:2}", {"n": numbers}) == "ข้อ 3, 4 และอีก 1"
    assert filled("ข้อ {n:1 ข้อ}", {"n": (*numbers, *range(2000))}) == "ข้อ 3 และอีก 2,002 ข้อ"
    assert filled("ข้อ {n:3}", {"n": numbers}) == "ข้อ 3, 4, 7"
    assert filled("{n: และ }", {"n": numbers}) == "3 และ 4 และ 7"
    assert phrase("both", first="ก ข", last="ค") == "ก ขและค"
    with pytest.raises(RulesError):
        phrase("both", first="ก")
    with pytest.raises(RulesError):
        phrase("nothing")


def test_a_problem_gives_exactly_the_words_of_its_rule() -> None:
    with pytest.raises(RulesError):
        Problem("C34")
    with pytest.raises(RulesError):
        Problem("C34", {"code": "83", "name": "ก"})
    with pytest.raises(RulesError):
        Problem("V52", {})  # only its variants say something
    with pytest.raises(RulesError):
        Problem("X99")


def test_a_problem_says_what_its_rule_says() -> None:
    problem = Problem("V40", {"difference": 1234.0, "ours": 5000}, "ข้อมูล", 5, "E", "6234")
    assert problem.to_dict() == {
        "severity": "warning", "sheet": "ข้อมูล", "row": 5, "column": "E",
        "what": "ยอดรวมในไฟล์ต่างจากผลรวมของแถวข้อมูล +1,234",
        "fix": "ตรวจว่าแถวไม่หายหรือซ้ำ และยอดรวมถูกต้อง ระบบใช้แถวข้อมูล", "rule": "V40", "variant": "",
        "arguments": {"difference": 1234.0, "ours": 5000}, "asks": "", "count_more": 0, "value": "6234",
        "expected": "5,000",
    }  # fmt: skip
    nobody = Problem("V38-nobody", {"numbers": ("3", "4")})
    assert (nobody.rule, nobody.severity) == ("V38", "info")
    assert nobody.text() == "ผ่านทั้งหมด (ไม่ผ่าน 0%) ตัวชี้วัดที่ 3, 4 ทุกพื้นที่ → ตรวจว่าคอลัมน์ถูกต้อง ถ้าถูกแล้วไม่ต้องแก้"
    assert nobody.text(for_command_line=True) == f"{nobody.text()} [V38]"


def test_of_many_alike_the_first_are_kept_and_the_rest_is_a_count() -> None:
    log = ProblemLog()
    rows = range(5, 5 + KEPT_PER_KIND + 1200)
    log.rows(rows, "V23", sheet="ก", column="B", values=["1.5"])
    log.rows([7], "V23", sheet="ก", column="C")
    for row in (3, 4):
        log.add(Problem("C34", {"code": f"8301010{row}"}, "ก", row))
    kept = log.all()
    [more] = [each for each in kept if each.count_more]
    assert len(kept) == KEPT_PER_KIND + 1 + 1 + 2
    assert (more.count_more, more.row, more.value, more.column) == (1200, None, None, "B")
    assert more.what == f"{more.sentence} (และอีก 1,200 แถว)"
    assert more.fix == "แก้ไขแบบเดียวกัน"
    assert [(each.row, each.value) for each in kept if each.column == "B"][:3] == [(None, None), (5, "1.5"), (6, None)]
    assert more.kind == kept[1].kind
    assert [each.severity for each in kept][-2:] == ["warning", "warning"]


def test_only_short_numbers_and_signs_of_errors_are_shown() -> None:
    cells = [
        12.5,
        -3,
        True,
        "#REF!",
        "๘๕%",
        "1,23",
        "สมชาย ใจดี",
        "81/2 ม.3",
        "0812345678",
        "1234567890121",
        812345678,
        "x",
    ]
    assert [shown_value(cell) for cell in cells] == [
        "12.5", "-3", "TRUE", "#REF!", "๘๕%", "1,23", None, None, None, None, None, None
    ]  # fmt: skip


def test_rules_are_listed_by_subject_and_number() -> None:
    listed = list(all_rules())
    assert listed[:2] == ["C01", "C02"]
    assert list(dict.fromkeys(rule_id[0] for rule_id in listed)) == list("CVLPFSIGO")
    assert not any(each.variant for each in all_rules().values())


def test_hints_for_the_command_line_are_not_said_on_the_screen() -> None:
    report = FileReport("ก.xlsx", "refused", problems=(Problem("C15"),))
    assert "--year" not in report_text(report)
    assert "[C15]" not in report_text(report)
    assert "ระบุปี พ.ศ. ของการสำรวจ แล้วนำเข้าใหม่" in report_text(report)
    assert "(เช่น --year 2561) แล้วนำเข้าใหม่ [C15]" in report_text(report, for_command_line=True)
