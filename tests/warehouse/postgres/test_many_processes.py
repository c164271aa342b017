"""Several processes on one server: imports stand in one order, sums are exact, and what one writes the others see."""

from collections.abc import Callable, Iterator, Sequence
from multiprocessing.context import ForkServerContext
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any

import pytest

from analysis.core.held_data import data_version, last_import
from postgres_cluster import empty_server_warehouse
from tests.forked import forked_from
from tests.warehouse.examples import figures
from tests.warehouse.postgres.importing import VILLAGES, batch_of_amphoe, import_amphoes, import_by_command
from warehouse import Warehouse, check_database, list_batches, open_warehouse, save_targets, store_batch, undo_batch

pytestmark = pytest.mark.slow
PROCESSES = 8
PROVINCES = ("10", "30", "50", "83")


@pytest.fixture(scope="module")
def processes() -> ForkServerContext:
    """Children start at once, from a process that has everything imported."""
    return forked_from("pytest", "tests.warehouse.postgres.importing")


@pytest.fixture
def here(cluster: Path) -> Iterator[Warehouse]:
    """An empty database of the server, open in this process."""
    warehouse = empty_server_warehouse(cluster)
    yield warehouse
    warehouse.close()


def import_at_once(
    processes: ForkServerContext,
    warehouse: Warehouse,
    given: Sequence[Any],
    target: Callable[[str, Barrier, Any], None] = import_amphoes,
) -> list[int | None]:
    """Run `target` in a process for each of what is given, all at once; their exit codes."""
    barrier = processes.Barrier(len(given))
    address = warehouse.database.address  # type: ignore[attr-defined]
    children = [processes.Process(target=target, args=(address, barrier, each)) for each in given]
    for child in children:
        child.start()
    for child in children:
        child.join(120)
    return [child.exitcode for child in children]


def test_32_amphoe_at_once(processes: ForkServerContext, here: Warehouse) -> None:
    amphoes = [f"{province}{number:02}" for province in PROVINCES for number in range(1, 9)]
    given = [(amphoe, number) for number, amphoe in enumerate(amphoes, 1)]
    assert import_at_once(processes, here, [given[start::PROCESSES] for start in range(PROCESSES)]) == [0] * PROCESSES
    batches = list_batches(here)
    assert batches["batch_id"].tolist() == list(range(32, 0, -1))
    assert (batches["state"] == "live").all()
    assert set(batches["file_name"]) == {f"{amphoe}-{failed}.csv" for amphoe, failed in given}
    found = figures(here)
    assert found["country", "TH"] == (32 * VILLAGES * 100, VILLAGES * sum(range(1, 33)))
    assert [found["amphoe", amphoe] for amphoe in amphoes] == [
        (VILLAGES * 100, VILLAGES * failed) for _, failed in given
    ]
    assert check_database(here).problems == ()


def test_one_amphoe_from_eight_at_once_and_seven_come_back_one_by_one(
    processes: ForkServerContext, here: Warehouse
) -> None:
    codes = import_at_once(processes, here, [[("8301", failed)] for failed in range(1, PROCESSES + 1)])
    assert codes == [0] * PROCESSES
    batches = list_batches(here)
    assert batches["state"].tolist() == ["live", *["replaced"] * 7]
    order = [int(name.split("-")[1].removesuffix(".csv")) for name in batches["file_name"]]
    assert sorted(order) == list(range(1, PROCESSES + 1))
    for batch_id, failed in zip(batches["batch_id"], order, strict=True):
        assert figures(here)["amphoe", "8301"] == (VILLAGES * 100, VILLAGES * failed)
        undo_batch(here, int(batch_id))
    assert figures(here) == {}
    assert check_database(here).problems == ()


@pytest.mark.parametrize("options", [["--replace"], []], ids=["replacing", "asked"])
def test_eight_commands_import_one_amphoe_at_once(
    processes: ForkServerContext, here: Warehouse, tmp_path: Path, options: list[str]
) -> None:
    """With --replace one is live and seven can be undone; without, one is stored and seven are asked."""
    given: list[list[str]] = []
    for failed in range(1, PROCESSES + 1):
        file = tmp_path / f"61_83_village_{failed}.csv"
        rows = "".join(f"830101{number:02},100,100,{failed}\n" for number in range(1, 5))
        file.write_text(f"village_ID,household.CNT,indicator1.ALL,indicator1.CNT\n{rows}", encoding="utf-8")
        given.append([str(file), *options])
    codes = import_at_once(processes, here, given, import_by_command)
    stored = list_batches(here)
    assert sorted(codes) == ([0] * PROCESSES if options else [0, *[1] * (PROCESSES - 1)])
    assert stored["state"].tolist() == ["live", *["replaced"] * (len(stored) - 1)]
    assert len(stored) == codes.count(0)
    for batch_id, name in zip(stored["batch_id"], stored["file_name"], strict=True):
        assert figures(here)["tambon", "830101"] == (400, 4 * int(name.rpartition("_")[2].removesuffix(".csv")))
        undo_batch(here, int(batch_id))
    assert figures(here) == {}
    assert check_database(here).problems == ()


def test_what_another_process_writes_shows_at_the_next_run_of_a_screen(here: Warehouse) -> None:
    other = open_warehouse(here.database.address)  # type: ignore[attr-defined]
    before = data_version(here)
    assert last_import(here) is None
    store_batch(other, batch_of_amphoe("8301", 7))
    assert data_version(here) != before
    found = last_import(here)
    assert found is not None
    assert found.file_name == "8301-7.csv"
    before = data_version(here)
    assert data_version(here) == before
    save_targets(other, 2561, {"83010101": 9})
    assert data_version(here) != before
    other.close()
