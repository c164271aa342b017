"""A list of projects into a plan from the command line: begun, filled, only looked at, refused with why."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from analysis.logic_model.plan import Project
from analysis.logic_model.plan_store import load_plan
from app.plan_list import plan_list
from warehouse import list_plans, open_warehouse
from words.command_line import run

ROWS = [
    ["ชื่อโครงการ", "สถานที่", "งบประมาณ (บาท)", "แหล่งงบประมาณ", "หน่วยงานรับผิดชอบ", "เบอร์โทร"],
    ["ปลูกผัก", "หมู่ที่ 2", 20000, "กองทุน", "อบต.", "0812345678"],
    ["ธนาคารขยะ", "ทั้งตำบล", "ไม่ใช้งบ", None, "โรงเรียน / นายสมชายคานารี ใจดีปลอม", "0898765432"],
]


@pytest.fixture
def database(copy_of_sample: Callable[[Path], Path], tmp_path: Path) -> Path:
    return copy_of_sample(tmp_path / "own.duckdb")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "โครงการ.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("รายการ")
        for place, row in enumerate(ROWS):
            sheet.write_row(place, 0, row)
    return path


def ask(*arguments: object) -> int:
    return run(plan_list, [str(each) for each in arguments], "python -m app.plan_list")


def projects(database: Path, plan_id: int) -> tuple[Project, ...]:
    warehouse = open_warehouse(database)
    try:
        return load_plan(warehouse, plan_id)[1].of(Project)
    finally:
        warehouse.close()


def test_a_list_begins_a_plan_and_the_same_again_changes_nothing(
    database: Path, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = ("--database", database, "--area", "830103", "--year", 2565, "--fiscal-year", 2571)
    assert ask(file, *place, "--dry-run") == 0
    assert "ยังไม่ได้บันทึก" in capsys.readouterr().out
    assert ask(file, *place, "--json") == 0
    said = json.loads(capsys.readouterr().out)
    assert [each["meaning"] for each in said["columns"]][:5] == ["name", "place", "budget", "source", "owner"]
    assert said["columns"][5]["is_personal"]
    assert (said["rows"], said["personal_cells"], said["problems"]) == (2, 1, [])
    first, second = projects(database, said["plan_id"])
    assert (first.name, first.areas, first.owner, first.baht) == ("ปลูกผัก", ("83010302",), "อบต.", 20000)
    assert (second.owner, second.needs_budget) == ("โรงเรียน", False)
    assert ask(file, "--database", database, "--plan", said["plan_id"], "--json") == 0
    assert json.loads(capsys.readouterr().out)["changes"] == []


def test_what_a_column_was_said_to_be_is_kept_for_the_next_file_with_its_headings(
    database: Path, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = ("--database", database, "--area", "830103", "--year", 2565, "--json")
    said = ("--columns", "E=unused,D=rationale")
    assert ask(file, *place, *said, "--dry-run") == 0
    assert ask(file, *place, "--dry-run") == 0  # only looked at: nothing was decided
    looked, proposed = (json.loads(each) for each in _documents(capsys.readouterr().out))
    assert meanings_of(looked) == ["name", "place", "budget", "rationale", "unused"]
    assert meanings_of(proposed) == ["name", "place", "budget", "source", "owner"]
    assert ask(file, *place, *said) == 0
    assert ask(file, *place, "--dry-run") == 0
    saved, again = (json.loads(each) for each in _documents(capsys.readouterr().out))
    assert meanings_of(again) == meanings_of(saved) == meanings_of(looked)
    warehouse = open_warehouse(database)
    kept = warehouse.query("SELECT content FROM office_rows WHERE list_name = 'list_columns'")["content"].tolist()
    warehouse.close()
    assert len(kept) == 1
    assert "โครงการ" not in kept[0]


def meanings_of(report: dict) -> list[str]:
    return [each["meaning"] for each in report["columns"]][:5]


def _documents(printed: str) -> list[str]:
    """Reports printed one after another."""
    return [f"{{{each}" for each in ("\n" + printed).split("\n{")[1:]]


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ((), "--area"),
        (("--area", "830103", "--year", 2565, "--columns", "Z=budget"), "--columns"),
        (("--area", "830103", "--year", 2565, "--columns", "A=unused"), "ชื่อโครงการ"),
        (("--area", "830103", "--year", 2565, "--sheet", "อื่น"), "รายการ"),
        (("--plan", 99), "99"),
    ],
)  # fmt: skip
def test_what_is_not_taken_is_refused_with_why(
    more: tuple, words: str, database: Path, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ask(file, "--database", database, *more) == 1
    assert words in capsys.readouterr().err
    warehouse = open_warehouse(database)
    assert list_plans(warehouse, "830103") == []
    warehouse.close()
