"""The command line as a script uses it: exit codes, JSON keys, templates."""

import json
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from loaders.__main__ import main
from loaders.checks.shares import REPAIRED
from tests.loaders.corpus.tables import other

ROOT = Path(__file__).resolve().parents[2]
KEYS = {
    "file", "layout", "survey", "catalogue", "year_be", "level", "areas", "facts", "rows_read", "rows_loaded",
    "rows_refused", "columns_dropped", "replaced", "loaded", "problems",
}  # fmt: skip
GOOD = "village_ID,household.CNT,indicator1.ALL,indicator1.CNT,ชื่อ-สกุล\n83010101,3,2,1,นาย ก\n"


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """The command in this process: its code and what it printed."""
    with redirect_stdout(StringIO()) as out, redirect_stderr(StringIO()) as err:
        try:
            code = main(arguments)
        except SystemExit as wrong_usage:
            code = int(str(wrong_usage.code))
    return subprocess.CompletedProcess(arguments, code, out.getvalue(), err.getvalue())


def run_apart(*arguments: str) -> subprocess.CompletedProcess[str]:
    """The command as a script runs it, in a process of its own."""
    return subprocess.run([sys.executable, "-m", "loaders", *arguments], cwd=ROOT, capture_output=True, text=True)


@pytest.fixture
def good_file(tmp_path: Path) -> Path:
    path = tmp_path / "61_83_village_common.csv"
    path.write_text(GOOD, encoding="utf-8")
    return path


def test_loaded_is_0_and_the_report_has_every_key(good_file: Path, tmp_path: Path) -> None:
    answer = run_apart(str(good_file), "--database", str(tmp_path / "a.duckdb"), "--json")
    assert answer.returncode == 0, answer.stderr
    [report] = json.loads(answer.stdout)
    assert set(report) >= KEYS
    assert (report["layout"], report["level"], report["areas"], report["facts"]) == ("tpmap", "village", 1, 1)
    assert (report["rows_read"], report["rows_loaded"], report["rows_refused"]) == (2, 1, 0)
    assert report["columns_dropped"] == ["ชื่อ-สกุล"]
    assert report["loaded"] is True
    for problem in report["problems"]:
        assert set(problem) == {
            "severity",
            "sheet",
            "row",
            "column",
            "what",
            "fix",
            "rule",
            "value",
            "expected",
            "variant",
            "arguments",
            "asks",
            "count_more",
            "file",
        }
        assert problem["rule"], "every problem names its rule"


def test_one_refused_file_makes_1_and_the_others_are_loaded(good_file: Path, tmp_path: Path) -> None:
    bad = tmp_path / "ว่าง.xlsx"
    bad.write_bytes(b"")
    answer = run(str(good_file), str(bad), "--database", str(tmp_path / "a.duckdb"), "--json")
    assert answer.returncode == 1
    assert [report["loaded"] for report in json.loads(answer.stdout)] == [True, False]


def test_a_dry_run_leaves_no_figures(good_file: Path, tmp_path: Path) -> None:
    answer = run(str(good_file), "--database", str(tmp_path / "a.duckdb"), "--dry-run")
    assert answer.returncode == 0
    assert "ยังไม่ได้บันทึก" in answer.stdout
    again = run(str(good_file), "--database", str(tmp_path / "a.duckdb"), "--json")
    assert json.loads(again.stdout)[0]["unchanged"] is False


def test_figures_that_stand_are_replaced_only_where_it_is_said(good_file: Path, tmp_path: Path) -> None:
    database = str(tmp_path / "a.duckdb")
    other_file = tmp_path / "61_83_village_corrected.csv"
    other_file.write_text(GOOD.replace("2,1", "2,2"), encoding="utf-8")

    def answer(file: Path, *options: str) -> tuple[int, dict[str, Any]]:
        given = run(str(file), "--database", database, "--json", *options)
        return given.returncode, json.loads(given.stdout)[0]

    assert answer(good_file)[1]["loaded"] is True
    assert answer(good_file)[1]["unchanged"] is True
    code, asked = answer(other_file)
    assert (code, asked["outcome"], asked["rows_loaded"]) == (1, "refused", 0)
    assert any("--replace" in each["fix"] for each in asked["problems"])
    assert answer(good_file)[1]["unchanged"] is True
    code, done = answer(other_file, "--replace")
    assert (code, done["loaded"], [each["batch_id"] for each in done["replaced"]]) == (0, True, [1])


@pytest.mark.parametrize("arguments", [[], ["--json"], ["x.csv"], ["x.csv", "--database", "y", "--layout", "nothing"]])
def test_wrong_usage_is_2(arguments: list[str]) -> None:
    assert run(*arguments).returncode == 2


def test_a_script_hears_of_wrong_usage() -> None:
    assert run_apart("x.csv").returncode == 2


@pytest.mark.parametrize("name", ["jpt_household", "jpt_village", "nrd2c_village", "other"])
def test_a_template_is_written(tmp_path: Path, name: str) -> None:
    target = tmp_path / f"{name}.xlsx"
    answer = run("template", name, str(target), "--year", "2565")
    assert answer.returncode == 0, answer.stderr
    book = openpyxl.load_workbook(target)
    assert {"คำแนะนำ", "ข้อมูล"} <= set(book.sheetnames)
    assert book["ข้อมูล"]["B1"].value == name


def test_a_template_of_a_set_without_names_says_what_is_missing(tmp_path: Path) -> None:
    answer = run("template", "jpt_village", str(tmp_path / "x.xlsx"), "--set", "jpt-2566")
    assert answer.returncode == 1
    assert "ยังไม่มีรายชื่อตัวชี้วัด" in answer.stderr
    assert run("template", "nothing", "x.xlsx").returncode == 2


@pytest.mark.parametrize(
    ("out", "options", "said"),
    [
        ("ไม่มีโฟลเดอร์/x.xlsx", (), "ปิดไฟล์นี้ใน Excel"),
        ("x.csv", (), "ลงท้ายด้วย .xlsx"),
        ("x.xlsx", ("--set", "nrd2c-2555"), "ชุด nrd2c-2555 เป็นของ กชช.2ค แต่แบบฟอร์ม jpt_village เป็นของ จปฐ."),
        ("x.xlsx", ("--area", "99"), "ไม่รู้จักพื้นที่"),
        ("x.xlsx", ("--year", "2018"), "ค.ศ. 2018 คือ พ.ศ. 2561"),
        ("x.xlsx", ("--database", "ไม่มี.duckdb"), "ไม่พบฐานข้อมูล"),
    ],
)
def test_a_template_that_cannot_be_written_says_why(
    tmp_path: Path, out: str, options: tuple[str, ...], said: str
) -> None:
    answer = run("template", "jpt_village", str(tmp_path / out), *options)
    assert answer.returncode == 1
    assert said in answer.stderr
    assert "Traceback" not in answer.stderr
    assert not (tmp_path / out).exists()


def test_a_year_of_the_common_era_is_turned_and_counted(good_file: Path, tmp_path: Path) -> None:
    answer = run(str(good_file), "--database", str(tmp_path / "a.duckdb"), "--year", "2018", "--json", "--dry-run")
    [report] = json.loads(answer.stdout)
    assert report["year_be"] == 2561
    assert report["repairs"]["แปลงปี ค.ศ. เป็น พ.ศ."] == 1
    assert not (tmp_path / "a.duckdb").exists()


def test_percentages_that_may_be_shares_wait_for_an_answer(tmp_path: Path) -> None:
    path = tmp_path / "น้ำ.xlsx"
    path.write_bytes(other(C3=0.85, C4=85, C5=86))
    database = ("--database", str(tmp_path / "a.duckdb"))
    refused = run(str(path), *database)
    assert refused.returncode == 1
    assert "--shares other-2f432055-01" in refused.stdout
    assert "--shares none" in refused.stdout
    [yes] = json.loads(run(str(path), *database, "--shares", "other-2f432055-01", "--dry-run", "--json").stdout)
    assert yes["repairs"] == {REPAIRED: 1}
    no = run(str(path), *database, "--shares", "none")
    assert (no.returncode, "นำเข้าแล้ว" in no.stdout) == (0, True), no.stdout


def test_a_file_nobody_knows_is_loaded_by_its_proposal_and_lists_its_columns(tmp_path: Path) -> None:
    path = tmp_path / "ตำบล.csv"
    path.write_text("รหัสตำบล,ขยะ\n830101,3\n830102,4\n", encoding="utf-8")
    words = [str(path), "--database", str(tmp_path / "a.duckdb"), "--year", "2564", "--mapping", "proposed"]
    refused = run(*words, "--json")
    assert refused.returncode == 1
    assert "--unit B=" in json.loads(refused.stdout)[0]["problems"][0]["fix"]
    loaded = run(*words, "--unit", "B=ตัน", "--json")
    assert loaded.returncode == 0, loaded.stdout
    assert [set(each) for each in json.loads(loaded.stdout)[0]["columns"]] == [
        {"letter", "heading", "meaning", "why"}
    ] * 2


def test_options_that_cannot_be_used_are_wrong_usage(good_file: Path, tmp_path: Path) -> None:
    words = [str(good_file), "--database", str(tmp_path / "a.duckdb")]
    assert run(*words, "--unit", "B=ตัน").returncode == 2
    table = tmp_path / "จังหวัด.csv"
    table.write_text("ก.xls,ไม่มีจังหวัดนี้\n", encoding="utf-8")
    answer = run(*words, "--areas", str(table))
    assert answer.returncode == 2
    assert "แถว 1" in answer.stderr
