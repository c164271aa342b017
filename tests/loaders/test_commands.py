"""The commands for names and outlines: what they print, what they keep, how they end."""

import json
from pathlib import Path
from typing import Any

import pytest

from loaders.__main__ import main
from warehouse import Warehouse, area_names, boundary_codes, open_warehouse

NAMES = "รหัส,ชื่อ\n830104,รัษฎาใหม่\n83010401,บ้านแหลมหลา\n830105,\n"
OUTLINE = {
    "type": "Feature",
    "properties": {"ADM3_PCODE": "TH830101"},
    "geometry": {"type": "Polygon", "coordinates": [[[98.3, 7.9], [98.4, 7.9], [98.4, 8.0], [98.3, 7.9]]]},
}


@pytest.fixture
def files(tmp_path: Path) -> dict[str, str]:
    (tmp_path / "names.csv").write_text(NAMES, encoding="utf-8")
    (tmp_path / "map.geojson").write_text(json.dumps(OUTLINE), encoding="utf-8")
    return {"areas": str(tmp_path / "names.csv"), "boundaries": str(tmp_path / "map.geojson")}


def kept(path: Path) -> tuple[list[str], list[str]]:
    warehouse: Warehouse = open_warehouse(path)
    found = (area_names(warehouse)["area_code"].tolist(), boundary_codes(warehouse))
    warehouse.close()
    return found


def test_names_and_outlines_are_kept(files: dict[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    database = tmp_path / "radar.duckdb"
    assert main(["areas", files["areas"], "--database", str(database)]) == 0
    text = capsys.readouterr().out
    assert "เก็บแล้ว 2 พื้นที่" in text
    assert "อ่าน 3 แถว = ใช้ได้ 2 + ไม่รับ 1" in text
    assert "แถว 4" in text
    assert main(["boundaries", files["boundaries"], "--database", str(database)]) == 0
    assert "เก็บแล้ว 1 พื้นที่" in capsys.readouterr().out
    assert kept(database) == (["830104", "83010401"], ["830101"])


def test_a_dry_run_keeps_nothing_and_tells_all(
    files: dict[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database = tmp_path / "radar.duckdb"
    assert main(["areas", files["areas"], "--database", str(database), "--dry-run", "--json"]) == 0
    report: dict[str, Any] = json.loads(capsys.readouterr().out)
    told = {key: report[key] for key in ("names", "rows_read", "rows_taken", "rows_refused", "stored", "changes")}
    assert told == {
        "names": 2, "rows_read": 3, "rows_taken": 2, "rows_refused": 1, "stored": 0, "changes": {"เปลี่ยน": 1, "ใหม่": 1},
    }  # fmt: skip
    assert [(each["rule"], each["row"]) for each in report["problems"]] == [("G10", 4)]
    assert kept(database) == ([], [])


@pytest.mark.parametrize(("command", "given"), [("areas", "boundaries"), ("boundaries", "areas")])
def test_the_other_kind_of_file_is_refused(
    files: dict[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str, given: str
) -> None:
    database = tmp_path / "radar.duckdb"
    assert main([command, files[given], "--database", str(database)]) == 1
    assert f"ใช้คำสั่ง {given}" in capsys.readouterr().out
    assert kept(database) == ([], [])


def test_a_file_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["areas", str(tmp_path / "no.csv"), "--database", str(tmp_path / "radar.duckdb")]) == 1
    assert "เปิดไฟล์นี้ไม่ได้" in capsys.readouterr().out
