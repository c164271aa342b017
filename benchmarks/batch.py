"""Household files read by one worker and by two, each on a core of its own: `python -m benchmarks.batch`.

Promise: two workers read at least 1.7 times as many files a second as one. Reading alone is timed, with the workers
warm: storing is one process's and does not get quicker. Beside it, in CPU seconds, which other programs on the machine
change less: what 1,000 households cost to read and to store, and the memory of a worker (with its reading processes)
and of the writer after it. A ratio of wall clocks holds only on an idle machine: what else ran is said first. Linux.
"""

import os
import tempfile
import time
from pathlib import Path

import click
import psutil

from benchmarks.import_households import make_workbook
from benchmarks.memory import shared_mb
from loaders.importing.batch import ReportFolder, load_batch
from loaders.importing.cluster import Readers, open_readers
from loaders.importing.one_file import request_of
from warehouse import open_warehouse

SAID = {"mapping": None, "file_areas": None}
MB = 1024**2


@click.command()
@click.option("--households", type=click.IntRange(min=100), default=3000, help="of each file")
@click.option("--files", type=click.IntRange(min=2), default=12)
def main(households: int, files: int) -> None:
    """Measure and print."""
    click.echo(f"{os.cpu_count()} cores, load before: {' '.join(f'{each:.1f}' for each in os.getloadavg())}")
    click.echo(f"busiest: {busiest()}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "files"
        folder.mkdir()
        for number in range(files):
            make_workbook(folder / f"{number:03}.xlsx", households, number * -(-households // 700))
        seconds = [read_alone(folder, workers, households * files) for workers in (1, 2)]
        click.echo(f"ratio {seconds[0] / seconds[1]:.2f} (promise 1.7)")
        store(folder, Path(name), households * files)


def read_alone(folder: Path, workers: int, households: int) -> float:
    """Seconds of the wall clock in which so many workers read all files, after each has read one."""
    warehouse = open_warehouse(":memory:")
    with open_readers(str(workers)) as readers:
        pin(readers)
        contents = [(path.name, path.read_bytes()) for path in sorted(folder.iterdir())]
        request = request_of("", warehouse, **SAID)
        for number in range(workers * 2):
            readers.begin(contents[0][1], f"warm {number}.xlsx", request)
        for number in range(workers * 2):
            readers.read(contents[0][1], f"warm {number}.xlsx", request)
        pin(readers)
        used, begun = cpu_seconds(readers), time.perf_counter()
        for name, content in contents:
            readers.begin(content, name, request)
        read = [readers.read(content, name, request) for name, content in contents]
        seconds, used = time.perf_counter() - begun, cpu_seconds(readers) - used
    warehouse.close()
    if any(each.facts is None for each in read):
        raise SystemExit("not read")
    click.echo(f"{workers} worker(s): {seconds:.1f} s, {1000 * used / households:.3f} s of CPU per 1,000 households")
    return seconds


def store(folder: Path, beside: Path, households: int) -> None:
    """The whole batch with one worker: what storing costs, and the memory of both sides after it."""
    warehouse = open_warehouse(beside / "a.duckdb")
    with open_readers("1") as readers:
        begun = time.process_time()
        answers = [
            each for answer in load_batch(folder, warehouse, readers, ReportFolder(beside, ""), SAID) for each in answer
        ]
        seconds = time.process_time() - begun
        worker = [process for each in worker_processes(readers) for process in (each, *each.children(recursive=True))]
        theirs = sum(shared_mb(each.pid) for each in worker)
    warehouse.close()
    if {getattr(each, "outcome", "") for each in answers} != {"loaded"}:
        raise SystemExit("not loaded")
    size = (beside / "a.duckdb").stat().st_size / MB
    click.echo(f"writer: {1000 * seconds / households:.3f} s of CPU per 1,000 households, database {size:.1f} MB")
    click.echo(f"memory after it: writer {shared_mb(os.getpid()):,.0f} MB, a worker with its reader {theirs:,.0f} MB")


def worker_processes(readers: Readers) -> list[psutil.Process]:
    """The processes of the workers."""
    return [psutil.Process(each) for each in dict(readers.client.run(os.getpid)).values()]  # pyright: ignore


def pin(readers: Readers) -> None:
    """Each worker, with all its threads and reading processes, on a core of its own."""
    for core, worker in enumerate(worker_processes(readers)):
        for process in (worker, *worker.children(recursive=True)):
            for thread in process.threads():
                os.sched_setaffinity(thread.id, {core % (os.cpu_count() or 1)})


def cpu_seconds(readers: Readers) -> float:
    """Processor time of the workers and of all their children, also of those that ended."""
    total = 0.0
    for worker in worker_processes(readers):
        for process in (worker, *worker.children(recursive=True)):
            times = process.cpu_times()
            total += times.user + times.system + times.children_user + times.children_system
    return total


def busiest(most: int = 5) -> str:
    """The processes that use the processor most, within a second."""
    processes = [each for each in psutil.process_iter(["name"]) if _cpu_share(each) >= 0]
    time.sleep(1)
    shares = sorted(((_cpu_share(each), each.info["name"]) for each in processes), reverse=True)
    return ", ".join(f"{name} {share:.0f} %" for share, name in shares[:most])


def _cpu_share(process: psutil.Process) -> float:
    """Per cent of a core since it was asked last; 0 at first, and for one that has ended."""
    try:
        return process.cpu_percent()
    except psutil.Error:
        return 0.0


if __name__ == "__main__":
    main()
