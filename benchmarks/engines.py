"""The same questions to the file and to PostgreSQL: `python -m benchmarks.engines postgresql://… [--villages 84090]`.

Promises: the ranking of all tambon takes at most twice the file's CPU on PostgreSQL, a radar and the answer of stage 3
at most 1.5 times; the CPU of the server's own process is counted in. The database at the address must be empty.
"""

import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import psutil

from analysis.comparative.data import asked_of, ranking_of
from analysis.core.scope import Question
from analysis.radar_analysis.data import radar_analysis_data
from analysis.radar_diagram.data import radar_diagram_data
from benchmarks.national_ranking import SET_ID, YEAR, national_facts, national_set
from catalogue import Catalogue, load_catalogue
from warehouse import StagedBatch, Warehouse, open_warehouse, store_batch

TIMES = 7


def server_seconds(warehouse: Warehouse) -> float:
    """CPU so far of the server's processes on this machine that serve us; 0 for a file."""
    if warehouse.server is None:
        return 0.0
    pids = [
        pid for (pid,) in warehouse.query_rows("SELECT pid FROM pg_stat_activity WHERE datname = current_database()")
    ]
    return sum(sum(psutil.Process(int(pid)).cpu_times()[:2]) for pid in pids)


def cpu(warehouse: Warehouse, work: Callable[[], Any]) -> float:
    """The median of the seconds of CPU, here and on the server, that a question takes; nothing is remembered."""
    taken: list[float] = []
    for _ in range(TIMES):
        warehouse.remembered_answers().clear()
        before, here = server_seconds(warehouse), time.process_time()
        work()
        taken.append(time.process_time() - here + server_seconds(warehouse) - before)
    return statistics.median(taken)


def questions(warehouse: Warehouse, catalogue: Catalogue, tambon: str) -> dict[str, tuple[float, Callable[[], Any]]]:
    """Name → how many times the file's CPU it may take, and what is asked."""
    question = Question(tambon, YEAR)
    return {
        "ranking of all tambon": (
            2.0,
            lambda: ranking_of(warehouse, asked_of(warehouse, catalogue, Question("TH", YEAR), level="tambon")),
        ),
        "radar of a tambon": (1.5, lambda: radar_diagram_data(warehouse, catalogue, question)),
        "answer of stage 3": (1.5, lambda: radar_analysis_data(warehouse, catalogue, question)),
    }


@click.command()
@click.argument("address")
@click.option("--villages", type=click.IntRange(min=1), default=84_090)
def main(address: str, villages: int) -> None:
    """Store so many villages on both and ask both."""
    facts = national_facts(villages)
    catalogue = load_catalogue([national_set()])
    found: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for place in (Path(folder) / "national.duckdb", address):
            warehouse = open_warehouse(place)
            staged = StagedBatch(
                "made.csv", "0" * 64, "made up", "jpt", SET_ID, YEAR, "village", facts, is_synthetic=True
            )
            before, here = server_seconds(warehouse), time.process_time()
            store_batch(warehouse, staged)
            stored = time.process_time() - here + server_seconds(warehouse) - before
            found.setdefault("storing", []).append(stored)
            tambon = str(facts["area_code"].iloc[len(facts) // 2])[:6]
            for name, (_, work) in questions(warehouse, catalogue, tambon).items():
                found.setdefault(name, []).append(cpu(warehouse, work))
            warehouse.close()
    for name, (file, server) in found.items():
        print(f"{name:>22}: file {file:.4f} s, server {server:.4f} s of CPU, {server / file:.1f} times")


if __name__ == "__main__":
    main()
