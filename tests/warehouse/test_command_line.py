"""python -m warehouse: every command, its words, its JSON and its exit code."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.warehouse.examples import staged
from warehouse import open_warehouse, store_batch
from warehouse.__main__ import main


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "radar.duckdb"
    warehouse = open_warehouse(path)
    store_batch(warehouse, staged({"83010101": (10, 1)}, file_name="แรก.csv"))
    store_batch(warehouse, staged({"83010101": (11, 1)}, file_name="สอง.csv"))
    warehouse.close()
    return path


class Shell:
    """Runs a command on one database and keeps what it printed."""

    def __init__(self, path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.path = path
        self.capsys = capsys

    def __call__(self, *words: object) -> tuple[int, str, str]:
        code = main([*(str(word) for word in words), "--database", str(self.path)])
        printed = self.capsys.readouterr()
        return code, printed.out, printed.err

    def json(self, *words: object) -> tuple[int, dict[str, object]]:
        code, out, _ = self(*words, "--json")
        return code, json.loads(out)


@pytest.fixture
def shell(path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(path, capsys)


def test_batches_are_listed_with_state_and_what_they_replaced(shell: Shell) -> None:
    code, out, _ = shell("batches")
    assert code == 0
    assert "ใช้งานอยู่" in out
    assert "ถูกแทนที่ทั้งหมด  แรก.csv" in out
    code, answer = shell.json("batches")
    [second, first] = answer["batches"]  # type: ignore[misc]
    assert (code, answer["ok"]) == (0, True)
    assert (first["state"], second["replaced"][0]["batch_id"]) == ("replaced", 1)


def test_undo_and_redo(shell: Shell) -> None:
    assert shell("undo", 2)[:2] == (0, "ยกเลิกการนำเข้าครั้งที่ 2 แล้ว\n")
    code, out, err = shell("undo", 2)
    assert (code, out) == (1, "")
    assert err.startswith("ทำไม่ได้: ")
    assert "วิธีแก้: " in err
    assert shell.json("undo", 2)[1]["ok"] is False
    assert shell("redo", 2)[:2] == (0, "นำการนำเข้าครั้งที่ 2 กลับมาใช้แล้ว\n")
    code, answer = shell.json("actions")
    assert [row["action"] for row in answer["actions"]] == ["redo", "undo", "store", "store"]  # type: ignore[index]
    assert "undo  2" in shell("actions")[1]


def test_a_backup_that_is_not_there_is_said_to_be_missing(shell: Shell, tmp_path: Path) -> None:
    code, _, err = shell("restore", tmp_path / "ไม่มี.duckdb")
    assert code == 1
    assert "ไม่พบไฟล์สำรอง ไม่มี.duckdb" in err


def test_backup_restore_and_check(shell: Shell, tmp_path: Path) -> None:
    assert shell("backups")[1] == "ยังไม่มีไฟล์สำรอง\n"
    code, answer = shell.json("backup", "--to", tmp_path / "ที่อื่น")
    assert code == 0
    backup = Path(str(answer["path"]))
    assert backup.parent == tmp_path / "ที่อื่น"
    assert shell.json("backups")[1]["backups"][0]["number"] == 1  # type: ignore[index]
    shell("undo", 2)
    code, out, _ = shell("restore", backup)
    assert code == 0
    assert "ไฟล์เดิมเก็บไว้ที่" in out
    code, answer = shell.json("check")
    assert (code, answer["problems"], answer["facts"]) == (0, [], 2)
    assert shell("check")[1].startswith("ตรวจครบทุกแถว ไม่พบปัญหา")
    assert "สำรองแล้วและตรวจว่าตรงกัน" in shell("backup")[1]


def test_a_lost_import_is_named(shell: Shell, path: Path) -> None:
    backup = shell.json("backup")[1]["path"]
    warehouse = open_warehouse(path)
    store_batch(warehouse, staged({"83010105": (5, 1)}, file_name="หลังสำรอง.csv"))
    warehouse.close()
    assert "หลังสำรอง.csv" in shell("restore", backup)[1]


def test_damage_is_told_and_recovered_from(shell: Shell, path: Path) -> None:
    shell("backup")
    path.write_bytes(b"")
    for command in ("check", "batches", "backup"):
        code, _, err = shell(command)
        assert code == 1
        assert "เสียหาย" in err
        assert "radar-000001-" in err
    backup = shell.json("backups")[1]["backups"][0]["path"]  # type: ignore[index]
    code, out, _ = shell("recover", "--from", backup)
    assert code == 0
    assert "อ่านฐานข้อมูลเดิมไม่ได้" in out
    assert shell("check")[0] == 0
    path.write_bytes(b"")
    assert shell("recover", "--empty")[0] == 0
    assert shell("batches")[1] == "ยังไม่มีการนำเข้า\n"


def test_problems_found_give_exit_code_1(shell: Shell, path: Path) -> None:
    warehouse = open_warehouse(path)
    with warehouse.transaction() as cursor:
        cursor.execute("UPDATE summary SET failed = 7")
    warehouse.close()
    code, out, err = shell("check")
    assert (code, out) == (1, "")
    assert "พบปัญหา: ผลรวม" in err
    assert shell.json("check")[1]["ok"] is False


def test_purge_needs_a_yes(shell: Shell) -> None:
    code, answer = shell.json("purge", "--older-than-days", -1, "--yes", "--with-backups")
    assert (code, answer["batches"]) == (0, [1])
    assert "ลบการนำเข้า 0 ครั้ง" in shell("purge", "--yes")[1]
    with pytest.raises(SystemExit) as caught:
        shell("purge")
    assert caught.value.code == 2


@pytest.mark.parametrize("words", [[], ["unknown"], ["undo"], ["undo", "x"], ["recover"], ["restore"]])
def test_wrong_usage_exits_with_2(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(words)
    assert caught.value.code == 2
    assert capsys.readouterr().err.startswith("วิธีใช้: python -m warehouse")


def test_a_name_that_is_not_there_makes_no_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--database", str(tmp_path / "absent.duckdb")]) == 1
    assert "ไม่พบฐานข้อมูล" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_the_module_runs(path: Path) -> None:
    root = Path(__file__).resolve().parents[2]
    answer = subprocess.run(
        [sys.executable, "-m", "warehouse", "check", "--json", "--database", str(path)],
        cwd=root,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert (answer.returncode, json.loads(answer.stdout)["ok"]) == (0, True)


def test_an_import_is_approved_and_says_so_in_the_list(shell: Shell) -> None:
    said = ("--level", "tambon", "--on", "3/2/2569", "--meeting", "ประชุม กบต. ครั้งที่ 2/2569")
    words = "รับรองแล้ว ระดับตำบล 3 ก.พ. 2569 ประชุม กบต. ครั้งที่ 2/2569"
    assert shell("approve", 2, *said)[:2] == (0, f"การนำเข้าครั้งที่ 2: {words}\n")
    assert f"สอง.csv  · {words}" in shell("batches")[1]
    code, answer = shell.json("approve", 2, "--state", "submitted", "--level", "amphoe", "--on", "4/2/2569")
    assert (code, answer["words"]) == (0, "ส่งตรวจ ระดับอำเภอ 4 ก.พ. 2569")
    assert [each["state"] for each in answer["history"]] == ["submitted", "approved"]  # type: ignore[index]
    shell("undo", 2)
    shell("redo", 2)
    [second, _] = shell.json("batches")[1]["batches"]  # type: ignore[misc]
    assert second["approval_state"] == "unchecked"


def test_an_approval_without_its_day_or_with_a_wrong_one_is_refused(shell: Shell) -> None:
    code, _, err = shell("approve", 2, "--level", "tambon", "--meeting", "ประชุม")
    assert code == 1
    assert "วันที่" in err
    for day in ("31/2/2569", "3/2/2026", "เมื่อวาน"):
        with pytest.raises(SystemExit) as wrong:
            shell("approve", 2, "--level", "tambon", "--on", day, "--meeting", "ประชุม")
        assert wrong.value.code == 2


def test_the_share_of_target_households_is_told_and_set(shell: Shell) -> None:
    assert shell.json("least-coverage")[1]["least_coverage_pct"] == 80
    assert "ต่ำกว่า 65 %" in shell("least-coverage", "--set", 65)[1]
    assert shell.json("least-coverage")[1]["least_coverage_pct"] == 65
    assert shell("least-coverage", "--set", 101)[0] == 1
