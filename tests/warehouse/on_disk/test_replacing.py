"""Exchanging files: broken off at any point, the next start finishes it, and nothing whole is called damaged."""

from datetime import datetime
from pathlib import Path

import pytest

from tests.warehouse.examples import figures, staged
from warehouse import (
    Warehouse,
    backup_database,
    list_actions,
    open_warehouse,
    recover_database,
    restore_database,
    store_batch,
)
from warehouse.on_disk.files import copy_durably
from warehouse.on_disk.replacing import PENDING, files_of, replace_database, set_aside_files
from warehouse.opening import Finished

NOON = datetime(2026, 1, 21, 12, 30, 5)
ASIDE = "radar-set-aside-25690121-123005.duckdb"
Figures = dict[tuple[str, str], tuple[int, int]]


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


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "radar.duckdb"


def filled(path: Path) -> tuple[Path, Figures, Figures]:
    """A backup of a first import, its figures, and those after a second import."""
    warehouse = open_warehouse(path)
    store_batch(warehouse, staged({"83010101": (10, 1)}))
    backup = backup_database(warehouse).path
    before = figures(warehouse)
    store_batch(warehouse, staged({"83010102": (20, 2)}))
    after = figures(warehouse)
    warehouse.close()
    return backup, before, after


def opened(path: Path) -> tuple[Figures, Warehouse]:
    warehouse = open_warehouse(path)
    found = figures(warehouse)
    warehouse.close()
    return found, warehouse


@pytest.mark.parametrize("steps", range(5))
def test_a_restore_that_was_cut_off_is_finished_or_had_no_effect(
    path: Path, monkeypatch: pytest.MonkeyPatch, steps: int
) -> None:
    backup, before, after = filled(path)
    path.with_name("radar.duckdb.wal").write_bytes(b"")  # as a program that was killed leaves one
    cut_after(monkeypatch, steps)
    try:
        restore_database(backup, path, now=NOON)
        was_cut = False
    except PowerCut:
        was_cut = True
    monkeypatch.undo()
    assert was_cut == (steps < 4)
    found, warehouse = opened(path)
    assert found == (before if steps else after)
    names = (ASIDE, f"{ASIDE}.wal")
    aside = tuple(path.with_name(name) for name in names)
    expected = Finished("restore", backup.name, 1, aside) if 1 <= steps < 4 else None
    assert warehouse.finished == expected
    assert files_of(path) == (path,)
    assert set_aside_files(path) == (aside if steps else ())
    if steps:
        assert opened(aside[0])[0] == after  # the former file and what was written ahead kept together


@pytest.mark.parametrize("steps", range(1, 3))
def test_a_fresh_start_that_was_cut_off_is_finished(path: Path, monkeypatch: pytest.MonkeyPatch, steps: int) -> None:
    filled(path)
    path.write_bytes(b"")  # damaged
    cut_after(monkeypatch, steps)
    with pytest.raises(PowerCut):
        recover_database(path, None, now=NOON)
    monkeypatch.undo()
    found, warehouse = opened(path)
    assert found == {}
    assert warehouse.finished == Finished("recover", "-", 0, (path.with_name(ASIDE),))


def test_what_an_earlier_version_left_between_its_renames_is_finished(path: Path) -> None:
    """Its whole copy had no stamp in its name and no action in it; the former file was set aside."""
    backup, before, _ = filled(path)
    copy_durably(backup, path.with_name(f"radar.duckdb{PENDING}"))
    path.rename(path.with_name(ASIDE))
    found, warehouse = opened(path)
    assert found == before
    assert warehouse.finished == Finished("", "-", 1, ())
    assert files_of(path) == (path,)


@pytest.mark.parametrize("is_moved", [False, True])
def test_a_new_file_that_cannot_be_read_any_more_gives_way_to_the_former_one(path: Path, is_moved: bool) -> None:
    _, _, after = filled(path)
    path.with_name(f"radar.duckdb{PENDING}-25690121-123005").write_bytes(b"torn")
    if is_moved:
        path.rename(path.with_name(ASIDE))
    found, warehouse = opened(path)
    assert (found, warehouse.finished) == (after, None)
    assert [file.read_bytes() for file in set_aside_files(path)] == [b"torn"]


def test_a_name_that_is_taken_is_never_written_over(path: Path) -> None:
    """Between the kill and the start, something was put in the empty place and something under the planned name."""
    backup, before, after = filled(path)
    copy_durably(backup, path.with_name(f"radar.duckdb{PENDING}-25690121-123005"))
    path.with_name(ASIDE).write_text("other")
    found, _ = opened(path)
    assert found == before
    assert path.with_name(ASIDE).read_text() == "other"
    [former] = (file for file in set_aside_files(path) if file.name != ASIDE)
    assert opened(former)[0] == after


def test_the_plan_says_what_was_asked_for(path: Path) -> None:
    backup, _, _ = filled(path)
    restore_database(backup, path)
    warehouse = open_warehouse(path)
    assert list_actions(warehouse)[["action", "object", "areas", "facts"]].to_numpy().tolist()[0] == [
        "restore",
        backup.name,
        1,
        1,
    ]
    warehouse.close()


def test_what_was_not_finished_writing_is_swept_at_the_next_start(path: Path) -> None:
    filled(path)
    folder = path.parent / "backups"
    unfinished = [path.with_name(f"radar.duckdb.{ending}") for ending in ("copying", "copying.wal", "rewriting")]
    unfinished += [folder / name for name in ("radar.duckdb.purged", "radar-000002-25690101-0000.duckdb.part",
                                              "radar-000003.brought.part")]  # fmt: skip
    others = [folder / "radar-2-000001-25690101-0000.duckdb.part", path.with_name("other.duckdb.copying")]
    for file in (*unfinished, *others):
        file.write_text("x")
    open_warehouse(path).close()
    assert not any(file.exists() for file in unfinished)
    assert all(file.exists() for file in others)


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
    for content in ("one", "two", "three"):
        database.with_name("new").write_text(content)
        replace_database(database.with_name("new"), database, NOON)
    assert {file.name: file.read_text() for file in tmp_path.iterdir()} == {
        "radar.duckdb": "three",
        "radar-set-aside-25690121-123005.duckdb": "one",
        "radar-set-aside-25690121-123005-2.duckdb": "two",
    }
