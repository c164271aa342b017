"""What reading and importing cost, in seconds of processor time: `python -m benchmarks.reading [--provinces 76]`.

Promises: the nation's 76 files at most 55 s (parent and children together), a workbook of 3,000 rows at most 0.8 s in
the warm process, a province into five national years at most 1.3 times what it costs into an empty database, the nation
as one file within the limits. Beside each stands pandas reading the same file, where it can. Figures are made up
(`benchmarks.nation`); run it on an otherwise idle machine.
"""

import resource
import shutil
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import click
import pandas as pd
import psutil

from benchmarks.import_households import make_workbook
from benchmarks.nation import VILLAGES, facts_of, nation, write_nation, write_provinces
from catalogue import load_catalogue
from loaders import load_file
from loaders.reading.processes import the_processes
from warehouse import StagedBatch, Warehouse, open_warehouse, store_batch

SET_ID = "jpt-2560"
STORED_YEARS = range(2557, 2562)
PROVINCE, ITS_YEAR = "30", 2562
TRIES = 3


@click.command()
@click.option("--villages", type=click.IntRange(min=1000), default=VILLAGES, help="of the made-up nation")
@click.option("--provinces", type=click.IntRange(1, 76), default=76, help="how many of its files are imported")
def main(villages: int, provinces: int) -> None:
    """Measure each promise and say it beside pandas."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = write_provinces(folder, villages=villages)[:provinces]
        say(f"{len(files)} files", import_cost(files, folder / "files.duckdb"), pandas_seconds(files))
        workbook = folder / "3000.xlsx"
        make_workbook(workbook, 3000)
        say("3,000 rows, warm", warm_cost(workbook), pandas_seconds([workbook], pd.read_excel, engine="calamine"))
        whole = write_nation(folder, villages=villages)
        say("the nation as one file", import_cost([whole], folder / "whole.duckdb"), pandas_seconds([whole]))
        empty, filled = province_seconds(folder, villages)
        click.echo(f"a province: {empty:.2f} s into an empty database, {filled:.2f} s beside five years", nl=False)
        click.echo(f", ratio {filled / empty:.2f}")


def say(what: str, cost: tuple[float, float], peer: float) -> None:
    """One line: seconds of this process, of the children, and together as a ratio to the peer."""
    parent, children = cost
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    child_peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    click.echo(
        f"{what}: {parent + children:.1f} s ({parent:.1f} here, {children:.1f} in children), pandas {peer:.2f} s, "
        f"ratio {(parent + children) / peer:.1f}; peak so far {peak:,.0f} MB here, {child_peak:,.0f} MB in a child"
    )


def import_cost(files: Sequence[Path], database: Path) -> tuple[float, float]:
    """Seconds of processor time of importing the files: (this process, its children with their start)."""
    the_processes().close()
    warehouse = open_warehouse(database)
    mine, theirs = time.process_time(), children_seconds()
    for path in files:
        load(path, warehouse)
    mine = time.process_time() - mine
    the_processes().close()  # what children used is known when they are gone
    warehouse.close()
    return mine, children_seconds() - theirs


def warm_cost(path: Path) -> tuple[float, float]:
    """The same of one file, once the reading process is warm; the least of a few tries."""
    costs: list[tuple[float, float]] = []
    load_into_memory(path)
    for _ in range(TRIES):
        before = warm_seconds()
        mine = load_into_memory(path)
        costs.append((mine, warm_seconds() - before))
    return min(costs, key=sum)


def warm_seconds() -> float:
    """Processor time of the reading processes that wait for work, with that of their ended forks."""
    seconds = 0.0
    for process in psutil.Process().children():
        times = process.cpu_times()
        seconds += times.user + times.system
        seconds += getattr(times, "children_user", 0.0) + getattr(times, "children_system", 0.0)
    return seconds


def province_seconds(folder: Path, villages: int) -> tuple[float, float]:
    """Seconds of this process to import a province into an empty database, and into one of five national years."""
    five = folder / "five.duckdb"
    warehouse = open_warehouse(five)
    for year in STORED_YEARS:
        facts = facts_of(nation(year, villages), SET_ID)
        batch = StagedBatch(f"{year}.csv", "0", "tpmap", "jpt", SET_ID, year, "village", facts, counting="people")
        store_batch(warehouse, batch)
    warehouse.close()
    path = folder / f"{ITS_YEAR % 100}_{PROVINCE}_village_common.csv"
    table = nation(ITS_YEAR, villages)
    table[table["village_ID"].str.startswith(PROVINCE)].to_csv(path, index=False)
    return least_seconds(path, None, folder), least_seconds(path, five, folder)


def least_seconds(path: Path, database: Path | None, folder: Path) -> float:
    """Seconds of this process for one import into a copy of the database, or an empty one; the least of a few tries."""
    seconds: list[float] = []
    for _ in range(TRIES):
        copied = folder / "copied.duckdb"
        copied.unlink(missing_ok=True)
        if database is not None:
            shutil.copy(database, copied)
        warehouse = open_warehouse(copied)
        seconds.append(load(path, warehouse))
        warehouse.close()
    return min(seconds)


def load_into_memory(path: Path) -> float:
    """As `load`, into an empty database in memory."""
    warehouse = open_warehouse(":memory:")
    try:
        return load(path, warehouse)
    finally:
        warehouse.close()


def load(path: Path, warehouse: Warehouse) -> float:
    """Seconds of this process for one import; ends the program where the file is refused."""
    begun = time.process_time()
    report = load_file(path, warehouse, load_catalogue())
    if report.outcome != "loaded":
        raise SystemExit(f"{path.name}: not loaded: {report.problems[:3]}")
    return time.process_time() - begun


def pandas_seconds(files: Sequence[Path], read: Callable[..., pd.DataFrame] = pd.read_csv, **options: str) -> float:
    """Seconds of processor time that pandas needs only to read the files."""
    begun = time.process_time()
    for path in files:
        read(path, **options)
    return time.process_time() - begun


def children_seconds() -> float:
    """Processor time of all children that ended, and of theirs."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
