"""The same questions to the file and to PostgreSQL: `python -m benchmarks.engines postgresql://… [--villages 84090]`.

Promises: the ranking of all tambon takes at most twice the file's CPU on PostgreSQL, a radar and the answer of stage 3
at most 1.5 times; the CPU of all the server's processes is counted in, so nobody else may use it. Each is asked once
before it is measured: the figures in columns are then here, as the blocks of the file are in memory. `first`: the first
question of a process that has just opened the database, with nothing of either in its memory. The database at the
address must be empty.
"""

import tempfile
import time
from collections.abc import Callable
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import click
import psutil

from analysis.comparative.data import asked_of, ranking_of
from analysis.core.scope import Question
from analysis.radar_analysis.data import radar_analysis_data
from analysis.radar_diagram.data import radar_diagram_data
from benchmarks.national_ranking import SET_ID, YEAR, national_facts, national_set
from catalogue import load_catalogue
from warehouse import StagedBatch, Warehouse, open_warehouse, store_batch

TIMES = 30


def server_seconds(warehouse: Warehouse) -> float:
    """CPU so far of the server on this machine, those of its processes that have ended too; 0 for a file."""
    if warehouse.server is None:
        return 0.0
    [(pid,)] = warehouse.query_rows("SELECT pg_backend_pid()")
    server = psutil.Process(psutil.Process(int(pid)).ppid())
    return sum(server.cpu_times()[:4]) + sum(sum(each.cpu_times()[:2]) for each in server.children())


def seconds(warehouse: Warehouse, work: Callable[[], Any], times: int = 1) -> tuple[float, float]:
    """The seconds of CPU, here and on the server, and of the clock that a question takes which is asked so many times;
    no answer is remembered. The server's CPU is told in steps of 0.01 s: of many times the mean says more."""
    server, here, start = server_seconds(warehouse), time.process_time(), time.perf_counter()
    for _ in range(times):
        warehouse.remembered_answers().clear()
        work()
    clock, cpu = time.perf_counter() - start, time.process_time() - here
    return (cpu + server_seconds(warehouse) - server) / times, clock / times


def questions(warehouse: Warehouse, tambon: str) -> dict[str, Callable[[], Any]]:
    """Name → what is asked."""
    catalogue = load_catalogue([national_set()])
    question, nation = Question(tambon, YEAR), Question("TH", YEAR)
    return {
        "ranking of all tambon": lambda: ranking_of(warehouse, asked_of(warehouse, catalogue, nation, level="tambon")),
        "radar of a tambon": lambda: radar_diagram_data(warehouse, catalogue, question),
        "answer of stage 3": lambda: radar_analysis_data(warehouse, catalogue, question),
    }


def first_seconds(place: Path | str, name: str, tambon: str) -> tuple[float, float]:
    """As `seconds`, of a question that is the first of this process."""
    warehouse = open_warehouse(place)
    try:
        return seconds(warehouse, questions(warehouse, tambon)[name])
    finally:
        warehouse.close()


@click.command()
@click.argument("address")
@click.option("--villages", type=click.IntRange(min=1), default=84_090)
def main(address: str, villages: int) -> None:
    """Store so many villages on both and ask both."""
    facts = national_facts(villages)
    found: dict[str, list[tuple[float, float]]] = {}
    processes = get_context("spawn")
    with tempfile.TemporaryDirectory() as folder:
        for place in (Path(folder) / "national.duckdb", address):
            warehouse = open_warehouse(place)
            staged = StagedBatch(
                "made.csv", "0" * 64, "made up", "jpt", SET_ID, YEAR, "village", facts, is_synthetic=True
            )
            found.setdefault("storing", []).append(seconds(warehouse, partial(store_batch, warehouse, staged)))
            tambon = str(facts["area_code"].iloc[len(facts) // 2])[:6]
            asked = questions(warehouse, tambon)
            for name, work in asked.items():
                work()
                found.setdefault(name, []).append(seconds(warehouse, work, TIMES))
            warehouse.close()
            for name in asked:
                with processes.Pool(1) as one:
                    answer = one.apply(first_seconds, (place, name, tambon))
                found.setdefault(f"{name}, first", []).append(answer)
    print("seconds of CPU (of the clock)")
    for name, ((file, file_clock), (server, server_clock)) in found.items():
        print(
            f"{name:>29}: file {file:.4f} ({file_clock:.3f}), server {server:.4f} ({server_clock:.3f}), "
            f"{server / file:.1f} times"
        )


if __name__ == "__main__":
    main()
