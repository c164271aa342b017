"""The most memory that the nation as one CSV takes to import: `python -m benchmarks.memory [--villages 75000]`.

Promise: under 700 MB in one process, which reads, checks and stores 75,000 villages × 31 indicators (made up by
`benchmarks.nation`). Figures are the resident memory of this process (MB, 1024² bytes), Python and libraries in it:
before, and at its most. Linux and macOS only.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import click

from benchmarks.nation import write_nation
from catalogue import load_catalogue
from loaders import load_file
from warehouse import open_warehouse

VILLAGES = 75_000
MOST_MB = 700
UNITS_OF_MB = 1024**2 if sys.platform == "darwin" else 1024  # what the system counts in


@click.command()
@click.option("--villages", type=click.IntRange(min=1000), default=VILLAGES, help="of the made-up nation")
@click.option(
    "--file", "path", type=click.Path(exists=True, path_type=Path), help="import this file here, and say it as JSON"
)
def main(villages: int, path: Path | None) -> None:
    """Measure the import in a process of its own."""
    if path is not None:
        click.echo(json.dumps(import_here(path)))
        return
    with tempfile.TemporaryDirectory() as name:
        found = peak_of_import(write_nation(Path(name), villages=villages))
    click.echo(
        f"{villages:,} villages, {found['facts']:,} facts: {found['before_mb']:,.0f} MB before, "
        f"{found['peak_mb']:,.0f} MB at most (promise {MOST_MB}), {found['seconds']:.1f} s of CPU"
    )


def peak_of_import(path: Path) -> dict[str, Any]:
    """What `import_here` says, from a process that did nothing before."""
    command = [sys.executable, "-m", "benchmarks.memory", "--file", str(path)]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def import_here(path: Path) -> dict[str, Any]:
    """outcome, facts, before_mb, peak_mb and seconds (CPU) of one import into a new database, read in this process."""
    with tempfile.TemporaryDirectory() as name:
        warehouse = open_warehouse(Path(name) / "nation.duckdb")
        catalogue = load_catalogue()
        before, begun = peak_mb(), time.process_time()
        report = load_file(path, warehouse, catalogue, in_child=False)
        seconds = time.process_time() - begun
        warehouse.close()
    return {
        "outcome": report.outcome, "facts": report.facts, "before_mb": before, "peak_mb": peak_mb(), "seconds": seconds,
    }  # fmt: skip


def peak_mb() -> float:
    """The most resident memory of this process so far. On Linux from its own memory map: what `getrusage` says begins
    with the memory of the process that started this one."""
    status = Path("/proc/self/status")
    if status.exists():
        [told] = [line for line in status.read_text().splitlines() if line.startswith("VmHWM")]
        return int(told.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / UNITS_OF_MB


if __name__ == "__main__":
    main()
