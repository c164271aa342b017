"""A folder of files: the same answers as the plain command, going on after an interruption, nothing stored twice."""

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from loaders.__main__ import main
from loaders.importing.batch import REPORTS, ReportFolder, files_in, load_batch
from loaders.importing.cluster import Readers
from loaders.importing.one_file import load_files
from loaders.layouts.by_mapping import MappingOrder
from loaders.outcome.report import FileReport
from tests.loaders.corpus import CASES
from tests.loaders.corpus.tables import counts, sheet, tpmap
from tests.loaders.corpus.tables import csv as as_csv
from warehouse import Warehouse, list_batches, open_warehouse, undo_batch

ROOT = Path(__file__).resolve().parents[3]
SAID: dict[str, Any] = {"mapping": None, "file_areas": None, "year_be": 2561, "dry_run": False}
KEYS = {
    "F10-rows", "F12-far-cell", "F16-laughs", "F21-xls", "F24-zip", "F24-zip-of-zips", "F26-cp874", "F40-same-name",
    "A01-as-number",
}  # fmt: skip
MANY = 12  # files: storing all of them takes much longer than a busy machine needs to stop a program
MOMENT = re.compile(r"\d{4}-\d\d-\d\d[T ][\d:.]+")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three files of a village each, in two folders."""
    made = tmp_path / "files"
    for number in range(3):
        file = made / f"{number % 2}" / f"61_83_{number}.csv"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(as_csv(tpmap(codes=[f"8301010{number + 1}"])), encoding="utf-8")
    return made


def loaded(folder: Path, warehouse: Warehouse, readers: Readers, reports: ReportFolder, **said: Any) -> list[Any]:
    """The reports of a whole batch."""
    return [each for reports_of in load_batch(folder, warehouse, readers, reports, SAID | said) for each in reports_of]


def lines_of(reports: ReportFolder) -> int:
    return len((reports.folder / REPORTS).read_text(encoding="utf-8").splitlines())


def told(reports: list[FileReport]) -> list[str]:
    """Reports without the moment at which something was stored."""
    return [MOMENT.sub("", json.dumps(each.to_dict(), ensure_ascii=False, default=str)) for each in reports]


def test_files_get_the_answers_of_the_plain_command(tmp_path: Path, readers: Readers) -> None:
    """Also bombs, and a cell that makes the reader abort: the workers outlive them."""
    files = tmp_path / "files"
    for case in (each for each in CASES if each.key in KEYS):
        (files / case.key).mkdir(parents=True)
        (files / case.key / case.file_name).write_bytes(case.build())
    (files / "นี่ไม่รู้จัก.csv").write_text("จังหวัด,อำเภอ,ตำบล,ร้านค้า\nภูเก็ต,เมืองภูเก็ต,ราไวย์,12\nภูเก็ต,ถลาง,สาคู,15\n")
    order = MappingOrder("proposed", units=(("", "แห่ง"),), worse=())
    plain, warehouse = open_warehouse(":memory:"), open_warehouse(":memory:")
    said = SAID | {"mapping": order}
    expected = [each for path in files_in(files) for each in load_files(path, plain, None, **said)]
    workers = readers.client.run(os.getpid)
    readers.order = order
    answers = loaded(files, warehouse, readers, ReportFolder(tmp_path / "reports", "a"), mapping=order)
    readers.order = None
    assert told(answers) == told(expected)
    assert {each.outcome for each in answers} == {"loaded", "unchanged", "refused"}
    assert readers.client.run(os.getpid) == workers
    facts = "SELECT * EXCLUDE (batch_id) FROM live_facts ORDER BY ALL"
    assert warehouse.query(facts).equals(plain.query(facts))


def test_an_interrupted_batch_goes_on_and_stores_nothing_twice(
    folder: Path, tmp_path: Path, warehouse: Warehouse, readers: Readers
) -> None:
    reports = ReportFolder(tmp_path / "reports", "a")
    begun = load_batch(folder, warehouse, readers, reports, SAID)
    first = [next(begun) for _ in range(2)]
    begun.close()
    assert len(list_batches(warehouse)) == 2
    second = loaded(folder, warehouse, readers, reports)
    assert [isinstance(each, dict) for each in second] == [True, True, False]
    assert [each["batch_id"] for each in second[:2]] == [each.batch_id for [each] in first]  # type: ignore[union-attr]
    assert all(isinstance(each, dict) for each in loaded(folder, warehouse, readers, reports))
    assert len(list_batches(warehouse)) == lines_of(reports) == 3
    file = reports.folder / REPORTS
    file.write_text(file.read_text(encoding="utf-8")[:-20], encoding="utf-8")  # stored, and died within its line
    assert [each.outcome for each in loaded(folder, warehouse, readers, reports)[2:]] == ["unchanged"]
    assert len(list_batches(warehouse)) == 3
    assert all(isinstance(each, dict) for each in loaded(folder, warehouse, readers, reports))


def test_files_are_read_again_where_something_else_is_said_or_stands(
    folder: Path, tmp_path: Path, warehouse: Warehouse, readers: Readers
) -> None:
    reports = ReportFolder(tmp_path / "reports", "a")
    loaded(folder, warehouse, readers, reports)
    undo_batch(warehouse, 2)
    (folder / "0" / "61_83_0.csv").write_text(as_csv(tpmap(codes=["83010109"])), encoding="utf-8")
    outcomes = [
        each if isinstance(each, dict) else each.outcome for each in loaded(folder, warehouse, readers, reports)
    ]
    assert [each if isinstance(each, str) else "kept" for each in outcomes] == ["loaded", "loaded", "kept"]
    other = ReportFolder(reports.folder, "b")
    assert not any(isinstance(each, dict) for each in loaded(folder, warehouse, readers, other, dry_run=True))


def test_the_command_can_be_stopped_and_goes_on(tmp_path: Path) -> None:
    """Ctrl+C, which a terminal sends to all its processes: what was said to be stored is there, and once."""
    files = tmp_path / "files"
    files.mkdir()
    for number in range(MANY):
        (files / f"{number:02}.xlsx").write_bytes(sheet(counts(C3=40 + number)))
    arguments = ["batch", str(files), "--database", str(tmp_path / "a.duckdb"), "--reports", str(tmp_path / "reports")]
    command = [sys.executable, "-m", "loaders", *arguments, "--workers", "1", "--replace", "--json"]
    with subprocess.Popen(
        command, cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    ) as stopped:
        assert stopped.stderr is not None
        lines = iter(stopped.stderr)
        assert f"1/{MANY} ไฟล์" in next(lines)
        os.killpg(stopped.pid, signal.SIGINT)
        rest = "".join(lines)
    assert stopped.returncode == 1
    assert "สั่งเดิมอีกครั้งเพื่อทำต่อ" in rest
    assert "Traceback" not in rest
    before = numbers_of_batches(tmp_path)
    assert 1 <= len(before) < MANY
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (ended.returncode, len(json.loads(ended.stdout))) == (0, MANY)
    assert numbers_of_batches(tmp_path) == list(range(1, MANY + 1))


def numbers_of_batches(folder: Path) -> list[int]:
    """Of a database that opens as after any orderly end."""
    warehouse = open_warehouse(folder / "a.duckdb")
    assert warehouse.left_over == ()
    numbers = sorted(list_batches(warehouse)["batch_id"].tolist())
    warehouse.close()
    return numbers


@pytest.mark.parametrize(("database", "reports"), [("files/a.duckdb", "r"), ("a.duckdb", "files/r")])
def test_database_and_reports_lie_outside_the_folder(tmp_path: Path, database: str, reports: str) -> None:
    (tmp_path / "files").mkdir()
    places = ["--database", str(tmp_path / database), "--reports", str(tmp_path / reports)]
    with pytest.raises(SystemExit, match="2"):
        main(["batch", str(tmp_path / "files"), *places])
