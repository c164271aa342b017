"""A file of target households: the form comes back as it was filled, and what cannot be is refused by its row."""

import json
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from loaders.__main__ import main
from loaders.registers import TargetFile, inspect_target_file, store_targets, write_target_form
from tests.warehouse.examples import staged
from warehouse import Warehouse, list_targets, open_warehouse, store_batch

VILLAGES = {"83010101": "บ้านหนึ่ง", "83010102": "บ้านสอง", "8301010301": "ชุมชนสาม"}


def inspected(text: str) -> TargetFile:
    return inspect_target_file(text.encode(), "ก.csv", in_child=False)


def form(held: dict[str, int] | None = None) -> bytes:
    target = BytesIO()
    write_target_form(target, VILLAGES, held)
    return target.getvalue()


def test_the_form_is_filled_and_read_again(warehouse: Warehouse) -> None:
    book = openpyxl.load_workbook(BytesIO(form({"83010102": 40})))
    sheet = book.worksheets[0]
    assert [[cell.value for cell in row] for row in sheet["A2:C4"]] == [
        ["83010101", "บ้านหนึ่ง", None], ["83010102", "บ้านสอง", 40], ["8301010301", "ชุมชนสาม", None],
    ]  # fmt: skip
    sheet["C2"], sheet["C4"] = "๑๒๐", 7
    filled = BytesIO()
    book.save(filled)
    found = inspect_target_file(filled.getvalue(), "เป้าหมาย.xlsx", in_child=False)
    assert found.problems == ()
    assert found.households == {"83010101": 120, "83010102": 40, "8301010301": 7}
    assert sum(found.repairs.values()) == 1
    assert store_targets(warehouse, found, 2565) == 3
    assert list_targets(warehouse, 2565)["households"].tolist() == [120, 40, 7]


def test_an_empty_form_has_no_target_and_changes_nothing(warehouse: Warehouse) -> None:
    found = inspect_target_file(form(), "เป้าหมาย.xlsx", in_child=False)
    assert (found.refused, found.rows_read, found.rows_blank, found.rows_refused) == (True, 3, 3, 0)
    assert [problem.rule for problem in found.problems] == ["L24"]
    assert store_targets(warehouse, found, 2565) == 0


@pytest.mark.parametrize(
    ("row", "rule"),
    [
        ("8301,5", "C09"), ("99010101,5", "C06"), (",5", "C01"), ("83010102,5", "C18"), ("83010103,0", "V23"),
        ("83010103,-4", "V23"), ("83010103,1.5", "V23"), ("83010103,50%", "V23"), ("83010103,100001", "V23"),
        ("83010103,มาก", "V02"),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_is_named_and_nothing_is_kept(warehouse: Warehouse, row: str, rule: str) -> None:
    found = inspected(f"รหัสหมู่บ้าน,ครัวเรือน\n83010102,12\n{row}\n")
    [problem] = found.problems
    assert (problem.rule, problem.row, found.rows_refused, found.rows_read) == (rule, 3, 1, 2)
    assert found.households == {"83010102": 12}
    assert store_targets(warehouse, found, 2565) == 0
    assert list_targets(warehouse, 2565).empty


def test_a_file_without_the_two_columns_says_which() -> None:
    [problem] = inspected("รหัสพื้นที่,ชื่อ\n83010102,ก\n").problems
    assert problem.rule == "L14"
    assert "ครัวเรือนเป้าหมาย" in problem.fix


def test_the_command_writes_the_form_checks_and_keeps(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    database, out = tmp_path / "ก.duckdb", tmp_path / "เป้าหมาย.xlsx"
    warehouse = open_warehouse(database)
    store_batch(warehouse, staged({"83010101": (10, 1), "83010102": (10, 1)}))
    warehouse.close()
    where = ("--database", str(database), "--year", "2565")
    assert main(["targets", str(out), *where, "--template", "830101"]) == 0
    sheet = openpyxl.load_workbook(out).worksheets[0]
    assert [cell.value for cell in sheet["A"]][1:] == ["83010101", "83010102"]
    file = tmp_path / "ก.csv"
    file.write_text("รหัสพื้นที่,ครัวเรือนเป้าหมาย\n83010101,12\n83010102,\n", encoding="utf-8")
    capsys.readouterr()
    assert main(["targets", str(file), *where, "--dry-run", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["stored"] == 0
    assert main(["targets", str(file), *where]) == 0
    assert "เก็บแล้ว 1 พื้นที่" in capsys.readouterr().out
    file.write_text("รหัสพื้นที่,ครัวเรือนเป้าหมาย\n83010101,0\n", encoding="utf-8")
    assert main(["targets", str(file), *where]) == 1
    warehouse = open_warehouse(database)
    assert list_targets(warehouse, 2565)["households"].tolist() == [12]
    warehouse.close()
