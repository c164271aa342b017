"""Government spreadsheets on other topics: each gets its exact answer, never a crash, never figures."""

from pathlib import Path

import pytest

from loaders import load_file
from warehouse import Warehouse

UNKNOWN = ("error", None, None, "ไม่พบตารางในรูปแบบที่รู้จัก")
THAI_874 = ("info", None, None, "อ่านตัวอักษรด้วยรหัส ไทย 874")
HIDDEN_ROWS = ("warning", "CrossTab_2R2C", None, "มีแถวที่ซ่อนหรือถูกกรอง")
LATIN = ("error", "province_tis", 2, "ตัวอักษรไทยกลายเป็นอักษรต่างดาว")

ANSWERS = {
    "dbd_99_201512_cp874.csv": (3240, [UNKNOWN, THAI_874]),
    "ppt_flood_2551.xls": (118, [UNKNOWN]),
    "ppt_health_60_64_2555.xls": (89, [UNKNOWN]),
    "ppt_poor_province_3_3_2549.xls": (167, [UNKNOWN, HIDDEN_ROWS]),
    "ppt_population_tambon_fixedwidth.xls": (129, [UNKNOWN]),
    "province_Windows874.csv": (78, [UNKNOWN, THAI_874]),
    "province_tis_mojibake.xlsx": (0, [LATIN]),
    "taxsumprov_2566.csv": (2463, [UNKNOWN]),
}
"""File → filled rows, and every problem: severity, sheet, row, the beginning of its words."""


@pytest.mark.parametrize("name", ANSWERS)
def test_a_file_on_another_topic_gets_its_exact_answer(warehouse: Warehouse, shared_data: Path, name: str) -> None:
    report = load_file(shared_data / "messy" / name, warehouse)
    rows, problems = ANSWERS[name]
    assert (report.outcome, report.layout, report.areas, report.facts) == ("refused", None, 0, 0)
    counts = (report.rows_read, report.rows_loaded, report.rows_refused, report.rows_recognised, report.rows_faulty)
    assert counts == (rows, 0, rows, 0, 0)
    found = [(each.severity, each.sheet, each.row) for each in report.problems]
    assert found == [problem[:3] for problem in problems]
    assert all(each.what.startswith(problem[3]) for each, problem in zip(report.problems, problems, strict=True))
    assert all(each.fix for each in report.problems)
    assert warehouse.query("SELECT * FROM batches").empty


def test_every_messy_file_has_its_answer(shared_data: Path) -> None:
    assert {path.name for path in (shared_data / "messy").iterdir()} == set(ANSWERS)


def test_mojibake_is_called_by_its_name(warehouse: Warehouse, shared_data: Path) -> None:
    report = load_file(shared_data / "messy" / "province_tis_mojibake.xlsx", warehouse)
    assert report.errors[0].rule == "F29"
