"""The rules as data: their file is whole, and every place that reports a problem names one of them."""

import ast
from pathlib import Path

import pytest

from loaders import FileReport
from loaders.checks.problems import Problem
from loaders.checks.rules import RulesError, all_rules, read_rules, rule, rule_in
from loaders.outcome.report import report_text
from loaders.persons.personal_columns import shown_value
from loaders.reading import PROBLEMS
from loaders.reading.model import REFUSALS

ROOT = Path(__file__).parents[3]
GOOD = """[[rule]]
id = "V01"
severity = "error"
checks = "ก"
expected = "ข"
fix = "ค"
where = "ง"
"""


def test_the_list_holds_our_rules_the_faults_of_cells_and_the_refusals_of_the_reader() -> None:
    rules = all_rules()
    assert set(PROBLEMS) | set(REFUSALS) < set(rules)
    assert rule("C18").severity == "error"
    assert rule_in("มีสูตรผิด [V01]") == "V01"
    assert rule_in("ชื่อ [ABC]") == ""


@pytest.mark.parametrize(
    "text",
    [
        GOOD + GOOD,
        GOOD.replace("error", "fatal"),
        GOOD.replace('"ค"', '""'),
        GOOD + "limits = 3",
        GOOD.replace("V01", "x"),
    ],
    ids=["twice", "severity", "empty", "unknown key", "id"],
)
def test_a_faulty_file_of_rules_is_not_read(text: str) -> None:
    with pytest.raises(RulesError):
        read_rules(text)


def test_a_problem_knows_what_a_value_should_be() -> None:
    problem = Problem("error", "จำนวนไม่ผ่านมากกว่า", "ตรวจ", "ข้อมูล", 5, "E", "V19", "12")
    assert problem.to_dict() == {
        "severity": "error", "sheet": "ข้อมูล", "row": 5, "column": "E", "what": "จำนวนไม่ผ่านมากกว่า", "fix": "ตรวจ",
        "rule": "V19", "value": "12", "expected": "ไม่เกินจำนวนที่สำรวจ",
    }  # fmt: skip


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


def test_every_place_that_makes_a_problem_names_its_rule() -> None:
    """A call of Problem, RefusalError, log.rows or journal.faults has the word `rule` (or stands in problems.py)."""
    nameless: list[str] = []
    for path in sorted((ROOT / "loaders").rglob("*.py")):
        if path.name == "problems.py":
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and _makes_problem(node.func):
                words = {keyword.arg for keyword in node.keywords}
                if "rule" not in words:
                    nameless.append(f"{path.relative_to(ROOT)}:{node.lineno}")
                known = [each.value for each in node.keywords if each.arg == "rule"]
                ids = [each.value for each in known if isinstance(each, ast.Constant)]
                assert all(each in all_rules() for each in ids), (path, node.lineno)
    assert nameless == []


def _makes_problem(called: ast.expr) -> bool:
    if isinstance(called, ast.Name):
        return called.id in ("Problem", "RefusalError")
    return isinstance(called, ast.Attribute) and (
        called.attr == "faults" or (called.attr == "rows" and ast.unparse(called.value).endswith("log"))
    )


def test_every_rule_of_the_file_is_used_by_a_check() -> None:
    """No dead rules: each id of rules.toml stands in the code that makes problems, in the notes of the reader, or on
    the page that says it."""
    code = "\n".join(path.read_text("utf-8") for part in ("loaders", "pages") for path in (ROOT / part).rglob("*.py"))
    unused = [
        each
        for each in read_rules((ROOT / "loaders" / "checks" / "rules.toml").read_text("utf-8"))
        if f'"{each}"' not in code
    ]
    assert unused == []


def test_hints_for_the_command_line_are_not_said_on_the_screen() -> None:
    report = FileReport(
        "ก.xlsx", "refused", problems=(Problem("error", "ไม่พบปี", "ระบุปี (เช่น --year 2561) แล้วนำเข้าใหม่", rule="C15"),)
    )
    assert "--year" not in report_text(report)
    assert "ระบุปี แล้วนำเข้าใหม่" in report_text(report)
    assert "--year 2561" in report_text(report, for_command_line=True)
