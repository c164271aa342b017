"""Copies that are published and followed: whole, numbered, never mixed, never written."""

import shutil
import threading
from pathlib import Path

import pytest

from tests.warehouse.examples import plan_of, staged
from tests.warehouse.test_waiting import wait_until
from warehouse import (
    Actor,
    Warehouse,
    WarehouseError,
    backup_database,
    for_actor,
    open_warehouse,
    restore_backup,
    store_batch,
    undo_batch,
)
from warehouse.errors import NewerDatabaseError
from warehouse.following import (
    KEPT,
    STEM,
    Follower,
    Publisher,
    ReadOnlyError,
    open_copy,
    publish,
    publish_where_asked,
    published_afterwards,
)
from warehouse.on_disk.backup_files import list_backups

SWITCHES, READERS = 100, 3
QUESTIONS = (
    "SELECT count(*) FROM live_facts",
    "SELECT count(*) FROM batches",
    "SELECT count(*) FROM actions WHERE action = 'store'",
)


@pytest.fixture
def writer(tmp_path: Path) -> Warehouse:
    """A database on disk with one import."""
    opened = open_warehouse(tmp_path / "own" / "a.duckdb")
    store_batch(opened, staged({"83010101": (10, 1)}))
    return opened


def answers(warehouse: Warehouse) -> set[int]:
    """One number where all answers are of one version: the imports there are."""
    return {int(warehouse.query_rows(each)[0][0]) for each in QUESTIONS}


def test_a_copy_holds_what_was_published_and_old_ones_go(writer: Warehouse, tmp_path: Path) -> None:
    for number in range(2, KEPT + 3):
        publish(writer, tmp_path / "copies")
        store_batch(writer, staged({f"830101{number:02}": (10, 1)}, file_name=f"{number}.csv"))
    last = publish(writer, tmp_path / "copies")
    assert [each.number for each in list_backups(tmp_path / "copies", STEM)] == [KEPT + 2, KEPT + 1, KEPT][:KEPT]
    follower = Follower(tmp_path / "copies")
    assert follower.newest().copy.number == last.number
    assert answers(follower.newest()) == answers(writer) == {KEPT + 2}
    writer.close()


def test_a_hundred_switches_under_readers_mix_no_answers(writer: Warehouse, tmp_path: Path) -> None:
    """Copies with one import and with two take turns; each reader asks all its questions of one copy."""
    folder = tmp_path / "copies"
    one = publish(writer, folder).path
    store_batch(writer, staged({"83010102": (20, 2)}, file_name="b.csv"))
    two = publish(writer, folder).path
    writer.close()
    one, two = (shutil.move(each, tmp_path / f"{number}.duckdb") for number, each in enumerate((one, two), 1))
    follower, ended = Follower(folder), threading.Event()
    errors, mixed, seen = list[BaseException](), list[set[int]](), set[int]()
    _put(one, folder, 1)

    def read() -> None:
        while not ended.is_set():
            try:
                copy = follower.newest()
                found = answers(copy)
                seen.add(copy.copy.number)
                if found != {2 - copy.copy.number % 2}:
                    mixed.append(found)
            except BaseException as error:  # noqa: BLE001 - counted
                errors.append(error)
                return

    readers = [threading.Thread(target=read) for _ in range(READERS)]
    for each in readers:
        each.start()
    for number in range(2, SWITCHES + 2):
        _put(two if number % 2 == 0 else one, folder, number)
        while number not in seen and not errors:
            ended.wait(0.001)
    ended.set()
    for each in readers:
        each.join()
    assert (errors, mixed, len(seen)) == ([], [], SWITCHES + 1)


def _put(source: str | Path, folder: Path, number: int) -> None:
    """As publish does: whole under another name first, the older ones gone."""
    part = Path(shutil.copyfile(source, folder / f"{number}.part"))
    part.rename(folder / f"{STEM}-{number:06d}-25690101-0800.duckdb")
    for old in list_backups(folder, STEM)[KEPT:]:
        old.path.unlink()


def test_whoever_holds_a_copy_goes_on_reading_it(writer: Warehouse, tmp_path: Path) -> None:
    follower = Follower(tmp_path)
    publish(writer, tmp_path)
    held = follower.newest()
    for number in range(2, KEPT + 4):
        store_batch(writer, staged({f"830101{number:02}": (10, 1)}, file_name=f"{number}.csv"))
        publish(writer, tmp_path)
        follower.newest()
    assert not held.copy.path.exists()
    assert answers(held) == {1}
    assert follower.held(held.copy.number) is None
    assert follower.held(follower.newest().copy.number) is follower.newest()
    writer.close()


def test_a_copy_is_never_written(writer: Warehouse, tmp_path: Path) -> None:
    copy = open_copy(publish(writer, tmp_path))
    before = copy.copy.path.read_bytes()
    for write in (
        lambda: store_batch(copy, staged({"83010109": (1, 1)})),
        lambda: undo_batch(copy, 1),
        lambda: backup_database(copy),
        lambda: restore_backup(copy, copy.copy.path),
    ):
        with pytest.raises(ReadOnlyError, match="อ่านอย่างเดียว"):
            write()
    with pytest.raises(Exception, match="read-only"):
        copy.query("DELETE FROM batches")
    assert copy.copy.path.read_bytes() == before
    writer.close()


def test_a_copy_that_cannot_be_read_leaves_the_one_before(writer: Warehouse, tmp_path: Path) -> None:
    follower = Follower(tmp_path)
    with pytest.raises(WarehouseError, match="warehouse publish"):
        follower.newest()
    first = publish(writer, tmp_path)
    assert follower.newest().copy.number == 1
    (tmp_path / f"{STEM}-000002-25690101-0800.duckdb").write_bytes(first.path.read_bytes()[:5000])
    assert follower.newest().copy.number == 1
    with pytest.raises(WarehouseError, match="เปิดสำเนา"):
        Follower(tmp_path).newest()
    writer.close()


def test_a_copy_of_another_version_of_the_program_is_refused(writer: Warehouse, tmp_path: Path) -> None:
    with writer.transaction() as cursor:
        cursor.execute("INSERT INTO schema_version VALUES (999, TIMESTAMP '2026-01-01')")
    copy = publish(writer, tmp_path)
    with pytest.raises(NewerDatabaseError, match="รุ่นเดียวกัน"):
        open_copy(copy)
    writer.close()


def test_it_is_published_where_that_is_asked(
    writer: Warehouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CIA_PUBLISHED", raising=False)
    assert publish_where_asked(writer) is None
    monkeypatch.setenv("CIA_PUBLISHED", str(tmp_path / "copies"))
    assert publish_where_asked(writer) is not None
    assert len(list_backups(tmp_path / "copies", STEM)) == 1
    (tmp_path / "file").write_text("x", encoding="utf-8")
    monkeypatch.setenv("CIA_PUBLISHED", str(tmp_path / "file"))
    with pytest.raises(WarehouseError, match="เผยแพร่สำเนา"):
        publish_where_asked(writer)
    writer.close()


def numbers(folder: Path) -> list[int]:
    return [each.number for each in list_backups(folder, STEM)]


def test_every_change_is_published_soon_and_the_last_one_at_the_end(writer: Warehouse, tmp_path: Path) -> None:
    publisher = Publisher(writer, tmp_path, seconds=0.05)
    wait_until(lambda: numbers(tmp_path) == [1])
    undo_batch(writer, 1)
    wait_until(lambda: 2 in numbers(tmp_path))
    assert Follower(tmp_path).newest().query_rows("SELECT count(*) FROM live_facts") == [(0,)]
    plan_of(writer, "ปัญหา")
    publisher.end()
    assert Follower(tmp_path).newest().query_rows("SELECT count(*) FROM plans") == [(1,)]
    assert max(numbers(tmp_path)) <= 4
    writer.close()


def test_many_changes_within_the_interval_are_one_copy(writer: Warehouse, tmp_path: Path) -> None:
    publisher = Publisher(writer, tmp_path, seconds=60)
    wait_until(lambda: numbers(tmp_path) == [1])
    for number in range(5):
        plan_of(writer, f"ปัญหา {number}")
    assert numbers(tmp_path) == [1]
    publisher.end()
    assert numbers(tmp_path) == [2, 1]
    assert Follower(tmp_path).newest().query_rows("SELECT count(*) FROM plans") == [(5,)]
    writer.close()


def test_what_hinders_publishing_is_said_and_tried_again(
    writer: Warehouse, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "copies"
    folder.write_text("x", encoding="utf-8")
    publisher = Publisher(writer, folder, seconds=0.05)
    said = ""
    while "เผยแพร่สำเนา" not in said:
        said += capsys.readouterr().err
    folder.unlink()
    wait_until(lambda: folder.is_dir() and numbers(folder) == [1])
    publisher.end()
    writer.close()


def test_a_command_publishes_what_it_changed_whoever_acts(
    writer: Warehouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CIA_PUBLISHED", str(tmp_path / "copies"))
    with published_afterwards(writer):
        writer.query_rows("SELECT 1")
    assert not (tmp_path / "copies").exists()
    officer = for_actor(writer, Actor("muang", "officer", "8301"))
    with published_afterwards(officer):
        undo_batch(officer, 1)
    assert Follower(tmp_path / "copies").newest().query_rows("SELECT count(*) FROM live_facts") == [(0,)]
    writer.close()
