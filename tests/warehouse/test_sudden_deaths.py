"""The process dies at any moment: what was acknowledged is there, the rest is there whole or not at all."""

import os
import random
import time
from collections.abc import Callable
from multiprocessing.context import ForkServerContext
from pathlib import Path

import pytest

from tests.forked import forked_from
from tests.warehouse.importing_child import (
    INDICATORS,
    areas_of,
    batch_of,
    import_one,
    import_until_full,
    import_until_killed,
    number_in,
)
from tests_support import SEED, SOAK_TIMES
from warehouse import Warehouse, check_database, list_backups, open_warehouse, store_batch, verify_backup

pytestmark = pytest.mark.damage
KILLS = 16 * SOAK_TIMES
MEGABYTE = 1_000_000
# what a child must have told before it is killed: two of five after an import that was acknowledged
WAITED_FOR = ("done store", "open", "done store", "open", "")


@pytest.fixture(scope="module")
def processes() -> ForkServerContext:
    """Children start at once, from a server that has everything imported and no database open."""
    return forked_from("pytest", "tests.warehouse.warmed", "tests.warehouse.importing_child")


class Model:
    """What must stand in the database: number of each batch, and which are undone."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.numbers: dict[int, int] = {}
        self.undone: set[int] = set()
        self.acknowledged = 0

    def hear(self, words: list[str]) -> None:
        """Take in one change that was acknowledged."""
        batch_id = int(words[1])
        self.acknowledged += 1
        if words[0] == "store":
            self.numbers[batch_id] = int(words[2])
        elif words[0] == "undo":
            self.undone.add(batch_id)
        else:
            self.undone.discard(batch_id)

    def expected(self) -> dict[str, int]:
        """Area → the number that all its counts must be."""
        latest: dict[str, int] = {}
        for batch_id in sorted(self.numbers.keys() - self.undone):
            latest |= dict.fromkeys(areas_of(self.numbers[batch_id], self.kind), self.numbers[batch_id])
        return latest

    def agree_with(self, warehouse: Warehouse, begun: list[str] | None) -> None:
        """Hold the database to the model; the change that was begun last may be there as a whole, or not."""
        rows = warehouse.query("SELECT batch_id, file_name, is_undone FROM batches")
        stored = dict(zip(rows["batch_id"].tolist(), rows["file_name"].map(number_in).tolist(), strict=True))
        undone = set(rows["batch_id"][rows["is_undone"]].tolist())
        if begun and begun[0] == "store" and len(stored) == len(self.numbers) + 1:
            self.numbers[max(stored)] = int(begun[1])
        if begun and begun[0] in {"undo", "redo"} and undone != self.undone:
            self.undone ^= {int(begun[1])}
        assert stored == self.numbers
        assert undone == self.undone
        live = warehouse.query(
            "SELECT area_code, min(assessed) AS low, max(failed) AS high, count(*) AS n FROM live_facts GROUP BY ALL"
        )
        assert (live["low"] == live["high"]).all()
        assert (live["n"] == INDICATORS[self.kind]).all()
        assert dict(zip(live["area_code"], live["low"], strict=True)) == self.expected()
        assert check_database(warehouse).problems == ()


def lines_until_death(
    processes: ForkServerContext, path: Path | str, seed: int, seconds: float, kind: str = "rows", once: str = "",
    end: Callable[[], object] | None = None,
) -> list[list[str]]:  # fmt: skip
    """Run a child that imports, kill it so long after its start (or after it has told a word), return what it told.
    `end`: takes away what the child works with instead: it ends by itself, or goes on until it is killed after all."""
    reading, writing = processes.Pipe(duplex=False)
    child = processes.Process(target=import_until_killed, args=(str(path), writing, seed, kind))
    child.start()
    writing.close()
    told = b""
    try:
        while once.encode() not in told:
            part = os.read(reading.fileno(), 1 << 16)
            assert part, "it ended by itself"
            told += part
        time.sleep(seconds)
        (end or child.kill)()
        child.join(20)
    finally:
        child.kill()  # one that goes on would be waited for at the end of all tests
        child.join()
    while part := os.read(reading.fileno(), 1 << 16):
        told += part
    reading.close()
    assert child.exitcode == -9 or (end is not None and child.exitcode == 1)
    return [line.split() for line in told.decode().splitlines()]


@pytest.mark.parametrize(("kind", "longest_s"), [("files", 1.2), ("rows", 0.5)])
def test_killed_at_any_moment_nothing_acknowledged_is_lost_and_nothing_is_half(
    tmp_path: Path, processes: ForkServerContext, kind: str, longest_s: float
) -> None:
    """Imports of rows by the hundred, and the whole way of a file: read, checked, stored."""
    path = tmp_path / "radar.duckdb"
    open_warehouse(path).close()
    model = Model(kind)
    rng = random.Random(SEED)
    kills = KILLS if kind == "files" else KILLS // 2
    after_a_commit = 0
    for kill in range(kills):
        once = WAITED_FOR[kill % len(WAITED_FOR)]
        told = lines_until_death(processes, path, kill, rng.uniform(0, longest_s), kind, once)
        after_a_commit += any(line[:2] == ["done", "store"] for line in told)
        for line in told:
            if line[0] == "done":
                model.hear(line[1:])
        begun = told[-1][1:] if told and told[-1][0] == "begin" else None
        warehouse = open_warehouse(path)
        model.agree_with(warehouse, begun)
        if kill % 9 == 8:  # go on after a clean start too, and from a file that was closed well
            number = max(model.numbers.values(), default=0) + 1
            model.hear(["store", str(import_one(warehouse, number, kind)), str(number)])
        warehouse.close()
    assert 3 * after_a_commit >= kills
    assert model.acknowledged > kills // 3
    for backup in list_backups(path.parent / "backups", "radar"):
        verify_backup(backup.path)


def test_killed_while_the_file_is_first_made(tmp_path: Path, processes: ForkServerContext) -> None:
    """A file that was hardly begun holds nothing yet: it opens, or is named damaged; never an unknown error."""
    from warehouse import DamagedDatabaseError, recover_database  # noqa: PLC0415

    rng = random.Random(1)
    for kill in range(5):
        path = tmp_path / str(kill) / "radar.duckdb"
        lines_until_death(processes, path, kill, rng.uniform(0.01, 0.12))
        try:
            warehouse = open_warehouse(path)
        except DamagedDatabaseError:
            recover_database(path, None)
            warehouse = open_warehouse(path)
        assert check_database(warehouse).problems == ()
        warehouse.close()


@pytest.mark.parametrize("room_mb", [0.1, 0.7, 1.5, 4])
def test_a_full_disk_is_told_and_what_was_stored_stays(
    tmp_path: Path, processes: ForkServerContext, room_mb: float
) -> None:
    path = tmp_path / "radar.duckdb"
    open_warehouse(path).close()
    child = processes.Process(target=import_until_full, args=(str(path), int(room_mb * MEGABYTE)))
    child.start()
    child.join()
    assert child.exitcode == 0
    warehouse = open_warehouse(path)
    numbers = warehouse.query("SELECT file_name FROM batches ORDER BY batch_id")["file_name"].astype(int).tolist()
    stored = path.with_name("radar.duckdb.stored")
    acknowledged = int(stored.read_text()) if stored.exists() else 0
    assert numbers in (list(range(1, acknowledged + 1)), list(range(1, acknowledged + 2)))
    assert check_database(warehouse).problems == ()
    store_batch(warehouse, batch_of(5000))  # with room again, work goes on
    warehouse.close()
