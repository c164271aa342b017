"""The forms of offices: every shipped one is whole and says it is not confirmed; an office's own takes its place."""

from pathlib import Path

import pytest

from catalogue import CatalogueError
from catalogue.forms import VALUES, form_named, form_names, load_forms

SHIPPED = load_forms()
GOOD = """id = "p01"\ntitle = "ของเรา"\nconfidence = "U"\nsource = "ของสำนักงาน"\nwritten_as = "xlsx"\nrows = "strategy"
column = [{ heading = "ยุทธศาสตร์", value = "strategy" }]
"""


def test_the_shipped_forms_say_where_they_were_seen_and_that_nobody_confirmed_them() -> None:
    assert set(SHIPPED) == {"p01", "p02-2566", "p02-2571", "change", "tracking", "brief", "value-chain"}
    for form in SHIPPED.values():
        assert "ยังไม่ยืนยัน" in form.source
        assert form.confidence == "M"
        assert {each.value for each in form.columns} <= VALUES[form.rows]


def test_the_two_variants_of_p02_differ_by_the_indicators() -> None:
    heads = {name: [each.heading for each in SHIPPED[name].columns] for name in ("p02-2566", "p02-2571")}
    assert set(heads["p02-2566"]) - set(heads["p02-2571"]) == {"ตัวชี้วัด (KPI)"}
    assert [each for each in heads["p02-2566"] if each != "ตัวชี้วัด (KPI)"] == heads["p02-2571"]
    assert heads["p02-2571"] == [
        "ที่", "โครงการ", "วัตถุประสงค์", "เป้าหมาย (ผลผลิตของโครงการ)", "งบประมาณ (บาท)",
        "ผลที่คาดว่าจะได้รับ", "หน่วยงานรับผิดชอบหลัก",
    ]  # fmt: skip


def test_a_family_gives_the_form_of_the_plans_period() -> None:
    assert [form_named(SHIPPED, "p02", year).id for year in (2566, 2570, 2571, 2575)] == [
        "p02-2566", "p02-2566", "p02-2571", "p02-2571",
    ]  # fmt: skip
    assert form_named(SHIPPED, "p02", 2580).id == "p02-2571"
    assert form_named(SHIPPED, "p02-2566", 2580).id == "p02-2566"
    assert form_names(SHIPPED) == (
        "brief", "change", "p01", "p02", "p02-2566", "p02-2571", "tracking", "value-chain",
    )  # fmt: skip
    with pytest.raises(CatalogueError, match="ไม่มีแบบฟอร์มนี้"):
        form_named(SHIPPED, "p03", 2570)


def test_periods_are_those_of_the_form_and_else_begin_with_the_plan() -> None:
    form = SHIPPED["p01"]
    assert [form.period_of(year) for year in (2566, 2570, 2572, 2580)] == [
        (2566, 2567, 2568, 2569, 2570), (2566, 2567, 2568, 2569, 2570), (2571, 2572, 2573, 2574, 2575),
        (2580, 2581, 2582, 2583, 2584),
    ]  # fmt: skip
    assert SHIPPED["brief"].period_of(2570) == ()


def test_an_offices_own_form_takes_the_place_of_the_shipped_one(tmp_path: Path) -> None:
    (tmp_path / "ours.toml").write_text(GOOD, encoding="utf-8")
    forms = load_forms(tmp_path)
    assert forms["p01"].title == "ของเรา"
    assert forms["p02-2566"] == SHIPPED["p02-2566"]
    with pytest.raises(CatalogueError, match="ไม่พบโฟลเดอร์"):
        load_forms(tmp_path / "no")


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ('id = "p01"|id = ""', "id"),
        ('"U"|"X"', "confidence"),
        ('"xlsx"|"pdf"', "written_as"),
        ('"strategy"\n|"village"\n', "rows"),
        ('value = "strategy"|value = "owner"', "column 1"),
        ('value = "strategy"|value = "baht_by_year"', "รายปี"),
        ('heading = "ยุทธศาสตร์", |', "column 1"),
        ('value = "strategy" }|value = "strategy", colour = "red" }', "column 1"),
        ('value = "strategy" }|value = "strategy", width = "กว้าง" }', "column 1"),
        ('rows = "strategy"|rows = "strategy"\nheading = ["{area.__class__}"]', "heading"),
        ('rows = "strategy"|rows = "strategy"\nheading = ["{area:>9999999999}"]', "heading"),
        ('rows = "strategy"|rows = "strategy"\nyears = 9999999', "years"),
        ("column = |column = 7 #", "column"),
        ("title = |title", "TOML"),
    ],
)
def test_a_fault_names_its_file_and_place(tmp_path: Path, change: str, word: str) -> None:
    before, after = change.split("|")
    assert before in GOOD
    (tmp_path / "ours.toml").write_text(GOOD.replace(before, after), encoding="utf-8")
    with pytest.raises(CatalogueError) as caught:
        load_forms(tmp_path)
    assert "ours.toml" in str(caught.value)
    assert word in str(caught.value)
