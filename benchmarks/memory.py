"""The most memory that the nation as one CSV takes to import: `python -m benchmarks.memory [--file CSV]`.

Promise: under 700 MB, child and parent together, for 84,090 villages × 31 indicators (made up by `benchmarks.nation`,
or a file of one's own), read in a child as the screen reads it, within the default limits. Figures are MB (1024²
bytes), Python and its libraries in them, looked at fifty times a second: what the processes have together at their
most, pages that they share (the child is forked) counted once; and the most of this process and of the others alone.
Linux only.
"""

import json
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

import click
import psutil

from benchmarks.nation import VILLAGES, write_nation
from catalogue import load_catalogue
from loaders import load_file
from warehouse import open_warehouse

MOST_MB = 700
LOOK_SECONDS = 0.02
MB = 1024**2


@click.command()
@click.option("--villages", type=click.IntRange(min=1000), default=VILLAGES, help="of the made-up nation")
@click.option("--file", "path", type=click.Path(exists=True, path_type=Path), help="a file of one's own instead")
@click.option("--json", "as_json", is_flag=True, help="import the file in this very process, and say it as JSON")
def main(villages: int, path: Path | None, as_json: bool) -> None:
    """Measure the import in a process of its own."""
    if path is not None and as_json:
        click.echo(json.dumps(import_here(path)))
        return
    with tempfile.TemporaryDirectory() as name:
        found = peak_of_import(path or write_nation(Path(name), villages=villages))
    click.echo(
        f"{found['outcome']}, {found['facts']:,} facts: {found['together_mb']:,.0f} MB together at most "
        f"(promise {MOST_MB}), {found['here_mb']:,.0f} here, {found['children_mb']:,.0f} in children, "
        f"{found['seconds']:.1f} s of CPU here"
    )


def peak_of_import(path: Path) -> dict[str, Any]:
    """What `import_here` says, from a process that did nothing before."""
    command = [sys.executable, "-m", "benchmarks.memory", "--json", "--file", str(path)]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def import_here(path: Path) -> dict[str, Any]:
    """outcome, facts, together_mb, here_mb, children_mb and seconds (CPU of this process) of one import into a new
    database, read in a child."""
    with tempfile.TemporaryDirectory() as name:
        warehouse = open_warehouse(Path(name) / "nation.duckdb")
        catalogue = load_catalogue()
        with Looking() as most:
            begun = time.process_time()
            report = load_file(path, warehouse, catalogue)
            seconds = time.process_time() - begun
        warehouse.close()
    return {"outcome": report.outcome, "facts": report.facts, "seconds": seconds, **most.found}


class Looking:
    """The most memory of this process and its children while the block runs, in `found`, MB."""

    def __init__(self) -> None:
        self.found = {"together_mb": 0.0, "here_mb": 0.0, "children_mb": 0.0}
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._look)

    def __enter__(self) -> "Looking":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    def _look(self) -> None:
        me = psutil.Process()
        while not self._ended.wait(LOOK_SECONDS):
            here, there = shared_mb(me.pid), sum(shared_mb(child.pid) for child in me.children(recursive=True))
            now = {"together_mb": here + there, "here_mb": here, "children_mb": there}
            self.found = {name: max(self.found[name], megabytes) for name, megabytes in now.items()}


def shared_mb(process: int) -> float:
    """MB of a process; of a page that n processes share, an n-th. 0 where it has ended."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) * 1024 / MB


if __name__ == "__main__":
    main()
