"""A process that is killed at a chosen step of a command: each rename, unlink, flush, checkpoint and commit is counted.

Steps are found by tracing, not listed: what a command does to the disk goes through `os`, what it does to a database
through a DuckDB cursor, and both are counted here."""

import os
import signal
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from tests.warehouse.examples import problems, staged
from tests.warehouse.office_files.office_examples import office_of
from warehouse import (
    Warehouse,
    backup_database,
    copy_plan,
    list_backups,
    open_warehouse,
    purge_database,
    recover_database,
    redo_batch,
    remove_plan,
    restore_backup,
    restore_database,
    save_plan,
    save_register,
    store_batch,
    undo_batch,
)
from warehouse.migrations import newest_version
from warehouse.migrations.structure import foreign_parts
from warehouse.office_files.storing import store_office, undo_office_file

ON_DISK = ("replace", "rename", "unlink", "fsync")
WRITES = ("INSERT", "UPDATE", "DELETE", "CREATE", "DROP", "ALTER", "COPY")  # each commits itself outside a transaction
STEPS = ("COMMIT", "CHECKPOINT", "ATTACH", "DETACH")


class Tracer:
    """Counts steps, and kills this process before or after the one with a number (0: never)."""

    def __init__(self, deadly: int, *, after: bool) -> None:
        self.steps: list[str] = []
        self.is_counting = True
        self._deadly, self._after = deadly, after

    def step(self, name: str, do: Callable[[], Any]) -> Any:
        """Do one step, unless this process dies before it, or right after it."""
        if not self.is_counting:
            return do()
        self.steps.append(name)
        is_here = len(self.steps) == self._deadly
        if is_here and not self._after:
            os.kill(os.getpid(), signal.SIGKILL)
        try:
            return do()
        finally:
            if is_here:
                os.kill(os.getpid(), signal.SIGKILL)


class Traced:
    """A DuckDB connection or cursor whose commits, checkpoints and closing are steps."""

    def __init__(self, real: Any, tracer: Tracer, *, is_whole: bool) -> None:
        self._real, self._tracer, self._is_whole = real, tracer, is_whole
        self._is_within = False

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)

    def __enter__(self) -> "Traced":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def cursor(self) -> "Traced":
        return Traced(self._real.cursor(), self._tracer, is_whole=False)

    def close(self) -> None:
        if self._is_whole:  # the last one to go brings in what is written ahead
            self._tracer.step("close", self._real.close)
        else:
            self._real.close()

    def execute(self, sql: str, *arguments: Any) -> Any:
        word = (sql.split(maxsplit=1) or [""])[0].upper()
        is_step = word in STEPS or (word in WRITES and not self._is_within)
        self._is_within = {"BEGIN": True, "COMMIT": False, "ROLLBACK": False}.get(word, self._is_within)

        def do() -> Any:
            return self._real.execute(sql, *arguments)

        return self._tracer.step(word, do) if is_step else do()


def trace(tracer: Tracer) -> None:
    """From now on every step of this process is counted."""
    for name in ON_DISK:
        real = getattr(os, name)

        def traced(*arguments: Any, name: str = name, real: Any = real, **more: Any) -> Any:
            if name == "unlink" and not os.path.lexists(arguments[0]):
                return real(*arguments, **more)  # nothing to delete: no step
            return tracer.step(name, lambda: real(*arguments, **more))

        setattr(os, name, traced)
    connect = duckdb.connect

    def traced_connect(database: str, **more: Any) -> Any:
        real = connect(database, **more)
        if database == ":memory:" or more.get("read_only"):
            return real
        return Traced(real, tracer, is_whole=True)

    duckdb.connect = traced_connect  # type: ignore[assignment]


def newest_backup(path: Path) -> Path:
    return list_backups(path.parent / "backups", path.stem)[0].path


def opened(path: Path, change: Callable[[Warehouse], object], tracer: Tracer) -> None:
    """Change an open database; the steps of opening it are those of the command "open" and not counted again."""
    tracer.is_counting = False
    warehouse = open_warehouse(path)
    tracer.is_counting = True
    change(warehouse)
    warehouse.close()


# Made once in the server that children are forked from, in a database that is closed again: each would make it anew.
foreign_parts((), newest_version())
NAMES = pd.DataFrame([{"area_code": "830101", "area_name": "ตลาดใหญ่"}])
ON_OPEN: dict[str, Callable[[Warehouse, Path], object]] = {
    "import": lambda it, _: store_batch(it, staged({"83010103": (7, 7)}, file_name="new")),
    "undo": lambda it, _: undo_batch(it, 3),
    "redo": lambda it, _: redo_batch(it, 2),
    "backup": lambda it, _: backup_database(it),
    "register": lambda it, _: save_register(it, NAMES, {"830101": "830102"}),
    "plan": lambda it, _: save_plan(it, 1, 1, problems("น้ำ")),
    "plan_copied": lambda it, _: copy_plan(it, 1, 2563),
    "plan_removed": lambda it, _: remove_plan(it, 1),
    "office_file": lambda it, _: store_office(
        it, office_of({"83020101": (6, 3)}, "ฝุ่น", office_code="8302"), "b.zip", "d"
    ),
    "office_undone": lambda it, _: undo_office_file(it, 1),
    "restore": lambda it, path: restore_backup(it, newest_backup(path)),
    "purge": lambda it, _: purge_database(it, older_than_days=0),
    "purge_with_copies": lambda it, _: purge_database(it, older_than_days=0, with_backups=True),
}
ON_FILE: dict[str, Callable[[Path], object]] = {
    "open": lambda path: open_warehouse(path).close(),
    "first_start": lambda path: open_warehouse(path).close(),
    "upgrade": lambda path: open_warehouse(path).close(),
    "restore_closed": lambda path: restore_database(newest_backup(path), path),
    "recover": lambda path: recover_database(path, newest_backup(path)),
    "recover_empty": lambda path: recover_database(path, None),
}


def run_traced(path: str, command: str, deadly: int, after: bool, log: Connection) -> None:
    """Run a command to its end, or die on the way; what was acknowledged, and the steps there were, go to the log."""
    tracer = Tracer(deadly, after=after)
    trace(tracer)
    if command in ON_FILE:
        ON_FILE[command](Path(path))
    else:
        opened(Path(path), lambda warehouse: ON_OPEN[command](warehouse, Path(path)), tracer)
    os.write(log.fileno(), " ".join(["done", *tracer.steps]).encode())
    os._exit(0)
