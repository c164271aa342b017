"""What the tests of sudden deaths run in another process: imports whose numbers say which batch they belong to."""

import os
import random
import resource
from multiprocessing.connection import Connection
from pathlib import Path

import numpy as np
import pandas as pd

from tests.warehouse.examples import staged
from warehouse import (
    StagedBatch,
    WarehouseError,
    backup_database,
    list_batches,
    open_warehouse,
    redo_batch,
    store_batch,
    undo_batch,
)

AREAS = [
    f"83{amphoe:02}{tambon:02}{village:02}" for amphoe in (1, 2) for tambon in (1, 2, 3) for village in range(1, 9)
]
INDICATORS = [f"jpt-2560-{number:02}" for number in range(1, 11)]


def batch_of(number: int) -> StagedBatch:
    """The batch with this number: some areas, every count of which is the number itself."""
    areas = random.Random(number).sample(AREAS, random.Random(number).randint(1, len(AREAS)))
    facts = pd.MultiIndex.from_product([areas, INDICATORS], names=["area_code", "indicator_code"]).to_frame(index=False)
    return staged(
        {"83010101": (1, 1)}, facts=facts.assign(unit="คน", assessed=number, failed=number), file_name=str(number)
    )


def import_until_killed(path: str, log: Connection, seed: int) -> None:
    """Import, undo, redo and back up in a loop; each change is told to the log in a line before it and one after it."""
    rng = random.Random(seed)
    warehouse = open_warehouse(path)
    rows = warehouse.query("SELECT batch_id, file_name, is_undone FROM batches ORDER BY batch_id")
    undone = dict(zip(rows["batch_id"].tolist(), rows["is_undone"].tolist(), strict=True))
    number = max((int(name) for name in rows["file_name"]), default=0)
    tell(log, "open")
    while True:
        choice = rng.random()
        if choice < 0.7 or not undone:
            number += 1
            tell(log, "begin", "store", number)
            batch_id = store_batch(warehouse, batch_of(number)).batch_id
            undone[batch_id] = False
            tell(log, "done", "store", batch_id, number)
        elif choice < 0.95:
            batch_id = rng.choice(list(undone))
            word, flip = ("redo", redo_batch) if undone[batch_id] else ("undo", undo_batch)
            tell(log, "begin", word, batch_id)
            flip(warehouse, batch_id)
            undone[batch_id] = not undone[batch_id]
            tell(log, "done", word, batch_id)
        else:
            backup_database(warehouse)


def tell(log: Connection, *words: object) -> None:
    os.write(log.fileno(), (" ".join(str(word) for word in words) + "\n").encode())


def big_batch_of(number: int) -> StagedBatch:
    """A batch that hardly compresses: 20,000 facts with counts of their own."""
    numbers = np.random.default_rng(number).integers(0, 1 << 40, 20_000)
    facts = pd.DataFrame({"area_code": [f"{10_000_000 + at // 10}" for at in range(20_000)]})
    facts["indicator_code"] = [f"i-{at % 10}" for at in range(20_000)]
    facts = facts.assign(unit="คน", assessed=numbers, failed=numbers // 2)
    return staged({"83010101": (1, 1)}, facts=facts, file_name=str(number))


def import_until_full(path: str, room_bytes: int) -> None:
    """Import until no file may grow any more; exits 0 when that was told in our words and the data are still read."""
    warehouse = open_warehouse(path)
    limit = Path(path).stat().st_size + room_bytes
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    try:
        for number in range(1, 60):
            store_batch(warehouse, big_batch_of(number))
            Path(f"{path}.stored").write_text(str(number))
    except WarehouseError as error:
        os._exit(0 if "พื้นที่" in error.what and len(list_batches(warehouse)) >= number - 1 else 8)
    os._exit(7)
