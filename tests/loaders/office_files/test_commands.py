"""The way of a file on the command line: written by its office, taken in, listed, undone and redone at the province."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from analysis.__main__ import main as analysis
from loaders.__main__ import main as loaders
from loaders.office_files import commands, load_office_file
from reports.__main__ import main as reports
from tests.warehouse.examples import staged
from warehouse import open_warehouse, store_batch

Said = Callable[[], str]


@pytest.fixture
def office_database(tmp_path: Path) -> Path:
    path = tmp_path / "office.duckdb"
    warehouse = open_warehouse(path)
    few, many = {"83010101": (900, 300), "83010102": (800, 5)}, {"83010101": (900, 300)}
    for counts, name in ((few, "jpt-2560-01"), (many, "jpt-2560-02")):
        batch = staged(counts, file_name=name, year_be=2561 if name.endswith("1") else 2562)
        store_batch(warehouse, staged(counts, facts=batch.facts.assign(indicator_code=name), year_be=batch.year_be))
    warehouse.close()
    return path


def test_the_whole_way_of_a_file(
    tmp_path: Path, office_database: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(commands, "load_office_file", lambda *a, **k: load_office_file(*a, **k, in_child=False))
    folder, province = tmp_path / "out", str(tmp_path / "province.duckdb")
    folder.mkdir()
    written = ["office-file", str(folder), "--database", str(office_database), "--area", "8301", "--by", "สพอ."]
    assert reports([*written, "--internal"]) == 0
    [internal] = folder.glob("*_ใช้ภายในสำนักงาน.zip")
    assert internal.name.startswith("ส่งจังหวัด_8301_เมืองภูเก็ต_")
    assert reports(written) == 0
    [public] = (each for each in folder.glob("*.zip") if each != internal)
    assert reports([*written[:5], "8302"]) == 1

    capsys.readouterr()
    assert loaders(["offices", str(internal), "--database", province, "--json"]) == 0
    [told] = json.loads(capsys.readouterr().out)["files"]
    assert (told["outcome"], told["facts"], told["years"], told["made_by"]) == ("loaded", 3, [2561, 2562], "สพอ.")
    assert loaders(["offices", str(public), "--database", province]) == 1
    assert "ใส่ --accept ถ้าต้องการเฉพาะค่าที่เผยแพร่ได้ [O10]" in capsys.readouterr().out
    assert loaders(["office-round", "--database", province, "--year", "2562", "--due", "1/1/2560"]) == 0
    assert "รอข้อมูลปี 2562 ภายใน 1 ม.ค. 2560" in capsys.readouterr().out
    assert analysis(["offices", "--database", province, "--area", "83"]) == 0
    assert "8301 เมืองภูเก็ต: ส่งช้า" in capsys.readouterr().out
    assert loaders(["undo-file", "1", "--database", province]) == 0
    assert loaders(["undo-file", "1", "--database", province]) == 1
    assert loaders(["redo-file", "1", "--database", province]) == 0
    assert "นำไฟล์ที่ 1 กลับมาใช้แล้ว" in capsys.readouterr().out
    assert loaders(["office-files", "--database", province, "--json"]) == 0
    [file] = json.loads(capsys.readouterr().out)["files"]
    assert (file["is_standing"], file["years"], file["facts"]) == (True, [2561, 2562], 3)
