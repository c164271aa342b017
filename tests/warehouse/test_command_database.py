"""A command works for the account that is named, as its screens would; without one for the user of the machine."""

import json
from pathlib import Path

import pytest

from analysis.__main__ import main as analysis
from loaders.__main__ import main as loaders
from reports.__main__ import main as reports
from tests.warehouse.examples import plan_of, staged
from warehouse import add_account, list_actions, list_batches, open_warehouse, store_batch
from warehouse.__main__ import main

MUANG = ("--account", "muang")
OTHERS = "83020101"


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two offices in one file, each with an import and a plan, an account of the first and an administrator."""
    monkeypatch.delenv("CIA_ACCOUNT", raising=False)
    path = tmp_path / "radar.duckdb"
    it = open_warehouse(path)
    for code in ("83010101", OTHERS):
        store_batch(it, staged({code: (100, 40)}, file_name=f"{code}.csv"))
        plan_of(it, "ปัญหา", area_code=code[:6])
    add_account(it, "boss", "administrator", "TH")
    add_account(it, "muang", "officer", "8301")
    it.close()
    return path


def logged(database: Path) -> list[tuple[str, str, str]]:
    """Account, action and object of what was done since the accounts were made, in order."""
    it = open_warehouse(database)
    rows = list_actions(it)[["account", "action", "object"]].iloc[::-1]
    it.close()
    return [(str(account), str(action), str(what)) for account, action, what in rows.to_numpy() if account]


def test_an_account_undoes_its_own_import_and_no_other(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = ("--database", str(database))
    assert main(["undo", "2", *place, *MUANG]) == 1
    assert "muang" in capsys.readouterr().err
    assert main(["undo", "1", *place, *MUANG]) == 0
    assert capsys.readouterr().err == ""
    it = open_warehouse(database)
    assert list_batches(it).set_index("batch_id")["state"].to_dict() == {1: "undone", 2: "live"}
    it.close()
    assert [each[:2] for each in logged(database)] == [("muang", "refuse"), ("muang", "undo")]


def test_no_command_prints_a_village_of_others(
    database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = ("--database", str(database))
    questions = (
        (analysis, ["facts", "--level", "village", *place]),
        (analysis, ["input-data", "--json", *place]),
        (analysis, ["logic-model", "--area", "830201", "--json", *place]),
        (loaders, ["targets", str(tmp_path / "targets.xlsx"), "--year", "2561", "--template", "8302", *place]),
        (reports, ["office-file", str(tmp_path), "--area", "8302", "--internal", *place]),
        (reports, ["plan", str(tmp_path / "plan.xlsx"), "--area", "830201", "--format", "xlsx", "--internal", *place]),
    )
    for program, words in questions:
        program([*words, *MUANG])
        said = capsys.readouterr()
        assert OTHERS not in said.out + said.err, words
    assert not list(tmp_path.glob("*.zip"))
    assert not list(tmp_path.glob("plan*"))
    assert analysis(["facts", "--level", "village", *place, "--account", "boss"]) == 0
    assert OTHERS in capsys.readouterr().out


ADMINISTRATORS = (
    ["backup"], ["check"], ["hand-over"], ["purge", "--yes"], ["publish", "--to", "."], ["backups"],
    ["least-coverage", "--set", "70"], ["recover", "--empty"], ["restore", "x.duckdb"], ["take-over", "x.zip"],
    ["accounts", "add", "muang", "--role", "administrator"], ["accounts", "close", "muang"],
)  # fmt: skip


def test_what_is_an_administrators_is_refused_and_on_record(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    before = database.stat().st_ino
    for words in ADMINISTRATORS:
        assert main([*words, "--database", str(database), *MUANG]) == 1, words
    assert database.stat().st_ino == before
    assert [each[:2] for each in logged(database)] == [("muang", "refuse")] * len(ADMINISTRATORS)


def test_a_name_that_no_account_has_is_refused_and_on_record(
    database: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CIA_ACCOUNT", "nobody")
    assert main(["batches", "--database", str(database)]) == 1
    assert "ไม่มีบัญชี 'nobody'" in capsys.readouterr().err
    [(account, action, what)] = logged(database)
    assert account.endswith("(บนเครื่อง)")
    assert (action, "nobody" in what) == ("refuse", True)


def test_without_a_name_the_user_of_the_machine_works_and_is_on_record(
    database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["undo", "2", "--database", str(database), "--json"]) == 0
    said = capsys.readouterr()
    assert json.loads(said.out)["batch_id"] == 2
    assert "(บนเครื่อง)" in said.err
    [(account, action, _)] = logged(database)
    assert (account.endswith("(บนเครื่อง)"), action) == (True, "undo")


def test_one_pc_has_no_accounts_and_is_asked_for_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "radar.duckdb"
    open_warehouse(path).close()
    assert main(["batches", "--database", str(path)]) == 0
    assert capsys.readouterr().err == ""
    assert main(["batches", "--database", str(path), *MUANG]) == 1
    assert "ไม่มีบัญชี" in capsys.readouterr().err
