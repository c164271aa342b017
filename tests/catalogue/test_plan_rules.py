"""The rules of a plan as data: whole, sourced, with examples; a faulty file is told rule by rule."""

import pytest

from catalogue import CatalogueError
from catalogue.plan_rules import LEVEL_NAMES, plan_rules, read_plan_rules

RULE = """
[sources]
own = "กติกาของโครงการนี้"

[[rule]]
id = "risk"
level = "must"
checks = "ทุกความเสี่ยงมีวิธีรับมือ"
says = "{text} ไม่มีวิธีรับมือ"
fix = "พิมพ์วิธี"
source = "own"
found = "risk-1"
passing = [{ kind = "risk", id = "risk-1", measure = "ก" }]
failing = [{ kind = "risk", id = "risk-1" }]
"""


def faults_of(text: str) -> list[str]:
    with pytest.raises(CatalogueError) as caught:
        read_plan_rules(text, "rules.toml")
    return [str(fault) for fault in caught.value.faults]


def test_every_shipped_rule_is_whole():
    rules = plan_rules()
    assert len(rules) >= 13
    for rule_id, rule in rules.items():
        assert rule.id == rule_id
        assert rule.level in LEVEL_NAMES
        assert all((rule.checks, rule.says, rule.fix, rule.source, rule.passing, rule.failing))
        assert "text" in rule.words
    assert rules["quick_win_too_long"].limit == 5


def test_a_rule_is_read_field_by_field():
    (rule,) = read_plan_rules(RULE, "rules.toml").values()
    assert (rule.id, rule.level, rule.source, rule.limit) == ("risk", "must", "กติกาของโครงการนี้", None)
    assert rule.words == {"text"}
    assert rule.failing == ({"kind": "risk", "id": "risk-1"},)


@pytest.mark.parametrize(
    ("given", "instead", "said"),
    [
        ('"must"', '"maybe"', "ไม่รู้จักระดับ maybe"),
        ('source = "own"', 'source = "law"', "ไม่รู้จักที่มา law"),
        ('fix = "พิมพ์วิธี"', 'fix = " "', "วิธีแก้ (fix) ว่าง"),
        ('fix = "พิมพ์วิธี"', 'fix = "ก"\nlimits = 5', "ไม่รู้จักช่อง limits"),
        ('found = "risk-1"', 'found = "risk-2"', "ไม่มีตัวอย่าง"),
        ('passing = [{ kind = "risk", id = "risk-1", measure = "ก" }]', "", "ไม่มีตัวอย่าง"),
    ],
)
def test_a_fault_names_its_rule(given: str, instead: str, said: str):
    assert given in RULE
    (fault,) = faults_of(RULE.replace(given, instead))
    assert fault.startswith("rules.toml กฎที่ 1 risk: ")
    assert said in fault


def test_an_id_twice_and_a_file_that_is_none_are_told():
    (twice,) = faults_of(RULE + RULE.partition("\n\n")[2])
    assert twice.startswith("rules.toml กฎที่ 2 risk: id risk ซ้ำ")
    assert faults_of("[sources]")[0].startswith("rules.toml: ไม่มีกฎ")
    assert faults_of("= 1")[0].startswith("rules.toml: อ่านไฟล์ไม่ได้")
