"""A kill at each step of each command leaves the old state or the new one, and nothing whole is called damaged.

The steps are found by tracing a run that is not killed, so that a new one is tried by itself."""

import os
import shutil
from datetime import datetime, timedelta
from multiprocessing.context import ForkServerContext
from pathlib import Path
from types import SimpleNamespace

import duckdb
import pytest

from tests.forked import forked_from
from tests.warehouse.examples import figures, plan_of, plans_kept, staged
from tests.warehouse.office_files.office_examples import office_of
from tests.warehouse.traced_child import ON_FILE, ON_OPEN, run_traced
from tests_support import SOAK_TIMES, sampled
from warehouse import (
    DamagedDatabaseError,
    area_names,
    backup_database,
    check_database,
    list_backups,
    open_warehouse,
    read_map_tambon,
    store_batch,
    undo_batch,
    verify_backup,
)
from warehouse.migrations import make_schema
from warehouse.migrations.stored_texts import CLEANED
from warehouse.office_files.storing import store_office
from warehouse.on_disk.replacing import files_of
from warehouse.opening import FILE_SETTINGS

pytestmark = pytest.mark.damage
CANARY = "canary-7f3a"
PERSON = "นายสมชาย ใจดี"
LEAST_STEPS = {
    "open": 2, "first_start": 8, "upgrade": 20, "import": 3, "undo": 3, "redo": 3, "backup": 8, "register": 3,
    "plan": 3, "plan_copied": 3, "plan_removed": 3, "office_file": 3, "office_undone": 3,
    "restore": 12, "restore_closed": 12, "recover": 12, "recover_empty": 8, "purge": 12,
    "purge_with_copies": 20,
}  # fmt: skip
# Those walk the steps of others (recover, recover_empty), or a hundred of which test_old_texts takes a few.
IN_A_SOAK = {"restore_closed", "recover_empty", "first_start", "upgrade"}
COMMANDS = [each for each in (*ON_FILE, *ON_OPEN) if SOAK_TIMES > 1 or each not in IN_A_SOAK]
# Before a step is after the one before it, but for what was written in between: that is tried in a soak.
MOMENTS = (False, True) if SOAK_TIMES > 1 else (True,)
MOST_STEPS = 6  # of one command, but in a soak
State = tuple[object, ...]


@pytest.fixture(scope="module")
def processes() -> ForkServerContext:
    """Children start at once, from a server that has everything imported and no database open."""
    return forked_from("pytest", "tests.warehouse.warmed", "tests.warehouse.traced_child")


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a database: a backup of its first two imports, of which the second was undone, and a third one."""
    path = tmp_path_factory.mktemp("every") / "radar.duckdb"
    with pytest.MonkeyPatch.context() as patch:  # made an hour ago, so that everything may be purged
        hour_ago = (datetime.now() - timedelta(hours=1)).timestamp()
        patch.setattr("words.dates.time", SimpleNamespace(time=lambda: hour_ago))
        warehouse = open_warehouse(path)
        store_batch(warehouse, staged({"83010101": (10, 1), "83010102": (20, 2)}))
        undone = staged({"83010105": (9, 9)})
        facts = undone.facts.assign(indicator_code=f"{CANARY}-83010105-83010105")
        undo_batch(warehouse, store_batch(warehouse, staged({"83010105": (9, 9)}, facts=facts)).batch_id)
        plan_of(warehouse, "ดิน", "ฝุ่น")
        backup_database(warehouse)
        store_batch(warehouse, staged({"83010102": (25, 5)}))
        office = office_of({"83020101": (5, 5), "83020102": (4, 1)}, "ไฟดับ", office_code="8302")
        store_office(warehouse, office, "a.zip", "c")
        warehouse.close()
    return path.parent


def prepare(template: Path, folder: Path, command: str) -> Path:
    """A copy of what a command begins with."""
    path = folder / "radar.duckdb"
    if command in {"first_start", "upgrade"}:
        folder.mkdir()
    else:
        shutil.copytree(template, folder)
    if command == "upgrade":
        connection = duckdb.connect(str(path), config=FILE_SETTINGS)
        make_schema(connection, CLEANED - 1)
        plan = f'[{{"agencies": "{PERSON}"}}]'
        connection.execute("INSERT INTO plans VALUES ('830101', 'jpt-2560', 2561, ?, TIMESTAMP '2026-01-01')", [plan])
        connection.close()
    if command in {"recover", "recover_empty"}:
        path.write_bytes(bytes(4096) + path.read_bytes()[4096:])
    return path


def state_of(path: Path) -> State:
    """Everything that a command may change, read after a start that must leave nothing half done behind."""
    warehouse = open_warehouse(path)
    try:
        assert check_database(warehouse).problems == ()
        batches = warehouse.query("SELECT batch_id, is_undone, purged_at IS NOT NULL AS gone FROM batches ORDER BY 1")
        rows = [tuple(row) for row in batches.itertuples(index=False)]
        plans = plans_kept(warehouse)
        names = area_names(warehouse)["area_name"].tolist()
        return rows, figures(warehouse), plans, names, read_map_tambon(warehouse)
    finally:
        warehouse.close()


def run(processes: ForkServerContext, path: Path, command: str, deadly: int, *, after: bool) -> list[str] | None:
    """Run a command in a child; its steps when it came to its end, None when it died at one."""
    reading, writing = processes.Pipe(duplex=False)
    child = processes.Process(target=run_traced, args=(str(path), command, deadly, after, writing))
    child.start()
    writing.close()
    told = os.read(reading.fileno(), 1 << 16).decode().split()
    child.join()
    reading.close()
    assert child.exitcode == (0 if told else -9)
    return told[1:] if told else None


def assert_whole(path: Path, command: str) -> None:
    """Nothing half written is left, and every backup is whole."""
    assert files_of(path) == (path,)
    names = [file.name for file in path.parent.rglob("*") if file.is_file() and "-set-aside-" not in file.name]
    assert all(name.endswith(".duckdb") for name in names), names
    if "backup" in command or "copies" in command:
        for backup in list_backups(path.parent / "backups", "radar"):
            verify_backup(backup.path)


def bytes_of(*files: Path) -> bytes:
    return b"".join(file.read_bytes() for file in files if file.is_file())


def killed_at_each(processes: ForkServerContext, template: Path, folder: Path, command: str) -> list[str]:
    """Kill the command before and after each of its steps, in CI at a fixed sample of them; returns all steps."""
    path = prepare(template, folder / "whole", command)
    damaged = path.read_bytes() if command.startswith("recover") else None
    before: State | None = None
    if damaged is None and command != "first_start":
        before = state_of(prepare(template, folder / "before", command))
    steps = run(processes, path, command, 0, after=False)
    assert steps is not None
    after = state_of(path)
    for number, step in sampled(list(enumerate(steps, 1)), MOST_STEPS):
        for is_after in MOMENTS:
            where = f"{command}: {'after' if is_after else 'before'} {number} {step}"
            path = prepare(template, folder / f"{number}-{is_after}", command)
            assert run(processes, path, command, number, after=is_after) is None, where
            try:
                found = state_of(path)
            except DamagedDatabaseError:  # what was damaged before still is: whole data lie nowhere beside it
                assert damaged is not None, where
                assert files_of(path) == (path,), where
                assert path.read_bytes() == damaged, where
            else:
                assert found in (before, after), where
                assert_whole(path, command)
                if command.startswith("purge") and found == after:
                    assert CANARY.encode() not in path.read_bytes(), where
                if command == "purge_with_copies" and found == after:
                    assert CANARY.encode() not in bytes_of(*path.parent.rglob("*")), where
                if command == "upgrade":
                    assert PERSON.encode() not in path.read_bytes(), where
            shutil.rmtree(path.parent)
    return steps


@pytest.mark.parametrize("command", COMMANDS)
def test_a_kill_at_any_step_leaves_the_old_state_or_the_new_one(
    processes: ForkServerContext, template: Path, tmp_path: Path, command: str
) -> None:
    steps = killed_at_each(processes, template, tmp_path, command)
    assert len(steps) >= LEAST_STEPS[command], steps
