"""What the gate costs and hides: `python -m benchmarks.disclosure [--database PATH] [--set jpt-2560] [--year 2565]`.

CPU seconds of deciding over every area of a set and year, and shares of figures hidden and means printed by level.
Without a database: the synthetic province.
"""

import time
from pathlib import Path

import click

from analysis.disclosure import disclosure_data
from catalogue import load_catalogue
from loaders.sample import load_sample_data
from warehouse import open_warehouse, read_sets


@click.command()
@click.option("--database", type=Path, help="a database file; the synthetic province without one")
@click.option("--set", "set_id", default="jpt-2560")
@click.option("--year", "year_be", type=int, default=2565)
def main(database: Path | None, set_id: str, year_be: int) -> None:
    """Decide once and say what it took."""
    warehouse = open_warehouse(database or ":memory:")
    try:
        if database is None:
            load_sample_data(warehouse)
        indicator_set = load_catalogue(read_sets(warehouse)).get(set_id)
        begun = time.process_time()
        gate = disclosure_data(warehouse, indicator_set, year_be)
        print(f"{set_id} {year_be}: {time.process_time() - begun:.2f} s of CPU, unprotected: {gate.unprotected}")
        print(gate.shares().round(1).to_string(index=False))
    finally:
        warehouse.close()


if __name__ == "__main__":
    main()
