"""A fault at every single step of an import, an undo and a redo: the data are exactly as before, and work goes on."""

import os
import signal
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.warehouse.examples import figures, staged
from tests_support import SOAK_TIMES
from warehouse import Warehouse, check_database, open_warehouse, redo_batch, store_batch, undo_batch
from warehouse.on_disk.backup_files import read_contents

pytestmark = pytest.mark.slow  # takes many seconds
APART = 3 if SOAK_TIMES == 1 else 1


class FaultError(RuntimeError):
    """What goes wrong."""


class Faulty:
    """A connection whose statement number `at` fails: before it runs, or after it has run."""

    def __init__(self, real: Any, state: dict[str, int], after: bool) -> None:
        self._real, self._state, self._after = real, state, after

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)

    def cursor(self) -> "Faulty":
        return Faulty(self._real.cursor(), self._state, self._after)

    def execute(self, sql: str, *arguments: Any) -> Any:
        if sql in {"ROLLBACK", "CHECKPOINT"}:
            return self._real.execute(sql, *arguments)
        self._state["now"] += 1
        is_here = self._state["now"] == self._state["at"]
        if is_here and not self._after:
            raise FaultError(sql)
        answer = self._real.execute(sql, *arguments)
        if is_here and sql != "COMMIT":  # what is committed is committed
            raise FaultError(sql)
        return answer


def contents_of(warehouse: Warehouse) -> dict[str, tuple[int, int]]:
    with warehouse.quiet() as cursor:
        return dict(read_contents(cursor).tables)


def store(warehouse: Warehouse) -> None:
    store_batch(warehouse, staged({"83010102": (25, 5), "83010103": (7, 7)}))


CHANGES: list[Callable[[Warehouse], object]] = [
    store,
    lambda warehouse: undo_batch(warehouse, 2),
    lambda warehouse: redo_batch(warehouse, 3),
]


@pytest.mark.damage
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("change", CHANGES, ids=["store", "undo", "redo"])
def test_a_fault_at_any_statement_changes_nothing(
    tmp_path: Path, change: Callable[[Warehouse], object], after: bool
) -> None:
    warehouse = open_warehouse(tmp_path / "radar.duckdb")
    store_batch(warehouse, staged({"83010101": (10, 1), "83010102": (20, 2)}))
    store_batch(warehouse, staged({"83010101": (11, 1)}))
    undo_batch(warehouse, store_batch(warehouse, staged({"83010101": (12, 1)})).batch_id)
    before = contents_of(warehouse)
    real: duckdb.DuckDBPyConnection = warehouse.database.connection
    failed = 0
    first = 1 if after or APART == 1 else 2  # before and after take different statements; a soak takes all
    for at in range(first, 200, APART):
        state = {"now": 0, "at": at}
        warehouse.database.connection = Faulty(real, state, after)  # type: ignore[assignment]
        try:
            change(warehouse)
        except FaultError:
            failed += 1
            warehouse.database.connection = real
            assert contents_of(warehouse) == before, at
        else:
            break
        finally:
            warehouse.database.connection = real
    assert failed * APART >= 25  # each statement had its turn
    assert contents_of(warehouse) != before  # and without a fault the change is made
    assert check_database(warehouse).problems == ()
    warehouse.close()


STEPS = [
    "_same_content",
    "_replaced",
    "_insert",
    "_refresh",
    "refresh_summary",
    "write_batch_names",
    "refresh_names",
    "record_action",
]


@pytest.mark.file
@pytest.mark.parametrize("step", STEPS)
def test_a_fault_in_any_function_of_the_import_changes_nothing(
    warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    store_batch(warehouse, staged({"83010101": (10, 1)}))
    before, tables = figures(warehouse), contents_of(warehouse)

    def fail(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(f"warehouse.batches.{step}", fail)
    with pytest.raises(MemoryError):
        store(warehouse)
    monkeypatch.undo()
    assert (figures(warehouse), contents_of(warehouse)) == (before, tables)
    store(warehouse)
    assert check_database(warehouse).problems == ()


def test_a_person_who_breaks_off_changes_nothing(warehouse: Warehouse) -> None:
    with pytest.raises(KeyboardInterrupt), warehouse.transaction() as cursor:
        cursor.execute("DELETE FROM schema_version")
        raise KeyboardInterrupt
    assert not warehouse.query("SELECT * FROM schema_version").empty


@pytest.mark.file
def test_breaking_off_a_statement_is_breaking_off(warehouse: Warehouse) -> None:
    """DuckDB tells it as an error of its own, which a command would show whole."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    timer = threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGINT))
    timer.start()
    try:
        with pytest.raises(KeyboardInterrupt):
            warehouse.query("SELECT sum(sqrt(a.range + b.range)) FROM range(1_000_000) a, range(1_000_000) b")
    finally:
        timer.join()
        signal.signal(signal.SIGINT, before)
    assert len(warehouse.query("SELECT 1")) == 1


class BrokenOff:
    """A frame at whose reading a person breaks off."""

    def __arrow_c_stream__(self, _schema: object = None) -> object:
        raise KeyboardInterrupt


@pytest.mark.file
def test_breaking_off_while_a_frame_is_read_is_breaking_off(warehouse: Warehouse) -> None:
    with pytest.raises(KeyboardInterrupt), warehouse.transaction() as cursor:
        cursor.execute("DELETE FROM schema_version")
        cursor.register("staged", BrokenOff())
        cursor.execute("FROM staged")
    assert not warehouse.query("SELECT * FROM schema_version").empty
