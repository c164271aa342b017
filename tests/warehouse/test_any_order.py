"""Imports, undo, redo, reopening, backups, restores and purges in any order agree with a plain dict."""

import shutil
import tempfile
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests.warehouse.examples import figures, staged
from tests_support import budget
from warehouse import (
    Warehouse,
    backup_database,
    check_database,
    list_batches,
    open_warehouse,
    purge_database,
    redo_batch,
    restore_backup,
    restore_database,
    store_batch,
    undo_batch,
)

pytestmark = pytest.mark.slow  # takes many seconds

VILLAGES = ["83010101", "83010102", "83010201", "83020101", "71010101"]
Batches = dict[int, dict[str, tuple[int, int]]]


class Keeping(RuleBasedStateMachine):
    """Model: the counts of each batch by its number, and the numbers of those undone."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.warehouse: Warehouse | None = None
        self.batches: Batches = {}
        self.undone: set[int] = set()
        self.backups: dict[Path, tuple[Batches, set[int]]] = {}
        self.imports = 0

    @property
    def opened(self) -> Warehouse:
        assert self.warehouse is not None
        return self.warehouse

    def expected(self) -> dict[str, tuple[int, int]]:
        latest: dict[str, tuple[int, int]] = {}
        for batch_id in sorted(self.batches.keys() - self.undone):
            latest |= self.batches[batch_id]
        return latest

    @initialize()
    def open_first(self) -> None:
        self.warehouse = open_warehouse(self.folder / "radar.duckdb")

    @rule(villages=st.sets(st.sampled_from(VILLAGES), min_size=1))
    def store(self, villages: set[str]) -> None:
        self.imports += 1
        counts = dict.fromkeys(sorted(villages), (1000 + self.imports, self.imports))
        stored = store_batch(self.opened, staged(counts))
        assert not stored.is_unchanged
        assert stored.batch_id not in self.batches
        self.batches[stored.batch_id] = counts

    @precondition(lambda self: self.batches)
    @rule(data=st.data())
    def flip(self, data: st.DataObject) -> None:
        batch_id = data.draw(st.sampled_from(sorted(self.batches)))
        (redo_batch if batch_id in self.undone else undo_batch)(self.opened, batch_id)
        self.undone ^= {batch_id}

    @rule()
    def reopen(self) -> None:
        self.opened.close()
        self.warehouse = open_warehouse(self.folder / "radar.duckdb")

    @rule()
    def back_up(self) -> None:
        backup = backup_database(self.opened).path
        kept = {path: model for path, model in self.backups.items() if path.exists()}
        self.backups = kept | {backup: (dict(self.batches), set(self.undone))}

    @precondition(lambda self: self.backups)
    @rule(data=st.data(), while_open=st.booleans())
    def restore(self, data: st.DataObject, while_open: bool) -> None:
        backup = data.draw(st.sampled_from(sorted(self.backups)))
        batches, undone = self.backups[backup]
        if while_open:
            restored = restore_backup(self.opened, backup)
        else:
            self.opened.close()
            restored = restore_database(backup, self.folder / "radar.duckdb")
            self.warehouse = open_warehouse(self.folder / "radar.duckdb")
        lost = {number for number, counts in self.batches.items() if batches.get(number) != counts}
        assert restored.lost is not None
        assert {batch.batch_id for batch in restored.lost} == lost
        self.batches, self.undone = dict(batches), set(undone)

    @rule()
    def purge(self) -> None:
        live = self.expected()
        standing = sorted(self.batches.keys() - self.undone)
        latest = {village: number for number in standing for village in self.batches[number]}
        gone = self.batches.keys() - set(latest.values())
        purged = purge_database(self.opened, now=datetime.now() + timedelta(days=366))
        assert set(purged.batches) == gone
        self.batches = {number: counts for number, counts in self.batches.items() if number not in gone}
        self.undone -= gone
        assert self.expected() == live

    @invariant()
    def agrees(self) -> None:
        if self.warehouse is None:
            return
        got = {code: counts for (level, code), counts in figures(self.warehouse).items() if level == "village"}
        assert got == self.expected()
        listed = list_batches(self.warehouse)  # the record of a purged batch stays
        assert set(listed["batch_id"][listed["state"] != "purged"]) == set(self.batches)
        assert check_database(self.warehouse).problems == ()

    def teardown(self) -> None:
        if self.warehouse is not None:
            self.warehouse.close()
        shutil.rmtree(self.folder)


Keeping.TestCase.settings = budget(4, stateful_step_count=10, suppress_health_check=list(HealthCheck))
test_any_order = Keeping.TestCase
