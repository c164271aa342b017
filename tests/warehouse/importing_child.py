"""What the tests of sudden deaths run in another process: imports whose numbers say which batch they belong to."""

import os
import random
import resource
from multiprocessing.connection import Connection
from pathlib import Path

import numpy as np
import pandas as pd

from loaders import load_file
from tests.warehouse.examples import staged
from warehouse import (
    StagedBatch,
    Warehouse,
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
INDICATORS = {"rows": 10, "files": 31}  # of an area in one import


def areas_of(number: int, kind: str) -> list[str]:
    """The areas of the import with this number, as they stand in the database."""
    areas = random.Random(number).sample(AREAS, random.Random(number).randint(1, len(AREAS)))
    return [f"{area}00" for area in areas] if kind == "files" else areas


def batch_of(number: int) -> StagedBatch:
    """The batch with this number: some areas, every count of which is the number itself."""
    indicators = [f"jpt-2560-{each:02}" for each in range(1, INDICATORS["rows"] + 1)]
    keys = [areas_of(number, "rows"), indicators]
    facts = pd.MultiIndex.from_product(keys, names=["area_code", "indicator_code"]).to_frame(index=False)
    return staged(
        {"83010101": (1, 1)}, facts=facts.assign(unit="คน", assessed=number, failed=number), file_name=str(number)
    )


def file_of(number: int) -> bytes:
    """The file with this number, as TPMAP publishes them: some villages, every count of which is the number itself."""
    columns = [f"indicator{each}.{part}" for each in range(1, INDICATORS["files"] + 1) for part in ("ALL", "CNT")]
    head = ",".join(["village_ID", "household.CNT", "HOUSEMEMBER_CNT", *columns])
    figures = ",".join([str(number), str(2 * number), *[f"{number},{number}"] * INDICATORS["files"]])
    return "\n".join([head, *(f"{area},{figures}" for area in areas_of(number, "files"))]).encode()


def import_one(warehouse: Warehouse, number: int, kind: str, in_child: bool = False) -> int:
    """Import the batch with this number: its rows, or the whole way of a file; returns its number in the database."""
    if kind == "rows":
        return store_batch(warehouse, batch_of(number)).batch_id
    report = load_file(file_of(number), warehouse, file_name=f"61_{number}.csv", in_child=in_child)
    assert report.outcome == "loaded", report.problems
    assert report.batch_id is not None
    return report.batch_id


def number_in(file_name: str) -> int:
    """The number of the batch that a file name says."""
    return int(file_name.removesuffix(".csv").split("_")[-1])


def import_until_killed(path: str, log: Connection, seed: int, kind: str) -> None:
    """Import, undo, redo and back up in a loop; each change is told to the log in a line before it and one after it.

    Of the files a fifth is read in a process of its own, as from the screen."""
    rng = random.Random(seed)
    warehouse = open_warehouse(path)
    rows = warehouse.query("SELECT batch_id, file_name, is_undone FROM batches ORDER BY batch_id")
    undone = dict(zip(rows["batch_id"].tolist(), rows["is_undone"].tolist(), strict=True))
    number = max((number_in(name) for name in rows["file_name"]), default=0)
    tell(log, "open")
    while True:
        choice = rng.random()
        if choice < 0.7 or not undone:
            number += 1
            tell(log, "begin", "store", number)
            batch_id = import_one(warehouse, number, kind, in_child=rng.random() < 0.2)
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
