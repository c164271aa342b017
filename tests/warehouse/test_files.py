"""Exchanging files: broken off at any point, no start ever finds a database that silently lacks something."""

from datetime import datetime
from pathlib import Path

import pytest

from tests.warehouse.examples import figures, staged
from warehouse import DamagedDatabaseError, backup_database, open_warehouse, recover_database, store_batch
from warehouse.files import copy_durably, files_of, pending_file, replace_database, set_aside

NOON = datetime(2026, 1, 21, 12, 30, 5)


class PowerCut(BaseException):
    """Nothing after this runs."""


def cut_after(monkeypatch: pytest.MonkeyPatch, steps: int) -> None:
    """The power goes at the rename after so many."""
    done = [0]
    for name in ("rename", "replace"):
        real = getattr(Path, name)

        def step(self: Path, target: Path, real: object = real) -> Path:
            if done[0] == steps:
                raise PowerCut
            done[0] += 1
            return real(self, target)  # type: ignore[operator]

        monkeypatch.setattr(Path, name, step)


@pytest.mark.parametrize("steps", range(5))
def test_a_power_cut_during_a_restore_is_noticed_or_had_no_effect(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, steps: int
) -> None:
    path = tmp_path / "radar.duckdb"
    warehouse = open_warehouse(path)
    store_batch(warehouse, staged({"83010101": (10, 1)}))
    backup = backup_database(warehouse).path
    before = figures(warehouse)
    store_batch(warehouse, staged({"83010102": (20, 2)}))
    after = figures(warehouse)
    warehouse.close()
    path.with_name("radar.duckdb.wal").write_bytes(b"")
    new = tmp_path / "radar.duckdb.copying"
    copy_durably(backup, new)
    cut_after(monkeypatch, steps)
    try:
        replace_database(new, path, NOON)
        was_cut = False
    except PowerCut:
        was_cut = True
    monkeypatch.undo()
    assert was_cut == (steps < 4)
    try:
        warehouse = open_warehouse(path)
    except DamagedDatabaseError as error:
        assert "ทำไม่เสร็จ" in error.what
        assert pending_file(path) in error.files
        assert error.newest_backup is not None
        recover_database(path, error.newest_backup)
        warehouse = open_warehouse(path)
        assert figures(warehouse) == before
        assert 1 <= steps < 4
    else:
        assert figures(warehouse) == (after if was_cut else before)
    warehouse.close()


@pytest.mark.parametrize("steps", range(4))
def test_a_refused_rename_puts_everything_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, steps: int) -> None:
    database = tmp_path / "radar.duckdb"
    for name in ("radar.duckdb", "radar.duckdb.wal", "new"):
        (tmp_path / name).write_text(name)
    real, done = Path.rename, [0]

    def refuse(self: Path, target: Path) -> Path:
        done[0] += 1
        if done[0] == steps + 1:
            raise PermissionError(13, "used by another process")
        return real(self, target)

    monkeypatch.setattr(Path, "rename", refuse)
    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(PermissionError):
        replace_database(tmp_path / "new", database, NOON)
    monkeypatch.undo()
    assert {file.name: file.read_text() for file in files_of(database)} == {
        "radar.duckdb": "radar.duckdb",
        "radar.duckdb.wal": "radar.duckdb.wal",
    }


def test_files_set_aside_in_one_second_do_not_meet(tmp_path: Path) -> None:
    database = tmp_path / "radar.duckdb"
    for content in ("one", "two"):
        database.write_text(content)
        set_aside(database, NOON)
    assert {file.name: file.read_text() for file in tmp_path.iterdir()} == {
        "radar-set-aside-25690121-123005.duckdb": "one",
        "radar-set-aside-25690121-123005-2.duckdb": "two",
    }


def test_a_copy_that_breaks_off_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a").write_text("x")

    def fail(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", fail)
    with pytest.raises(OSError, match="No space"):
        copy_durably(tmp_path / "a", tmp_path / "b")
    assert [file.name for file in tmp_path.iterdir()] == ["a"]
