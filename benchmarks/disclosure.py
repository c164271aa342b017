"""What the gate costs and hides, beside hiding each small count per table: `python -m benchmarks.disclosure`.

Of the synthetic province, and of the real ones (`--published`, `--province`) where their published counts are: seconds
of CPU, and per table (the file of a level) the share of figures that is small, that hiding per table alone would hide
and that the gate hides, and how the means are printed. `--database`, `--set`, `--year` take figures of one's own;
`--copies 20` lays the same villages into so many provinces, for the size of the country.
"""

import time
from collections.abc import Callable
from pathlib import Path

import click
import pandas as pd

from analysis.disclosure.counts import AreaTree, tree_data, tree_of
from analysis.disclosure.gate import Disclosure, decide
from catalogue import IndicatorSet, load_catalogue
from loaders.sample import load_sample_data
from tests.analysis.disclosure.per_table import hidden_per_table
from warehouse import Warehouse, open_warehouse, read_sets

PUBLISHED_FOLDER = Path(__file__).resolve().parents[2] / "shared" / "data" / "tpmap_2561"
PUBLISHED_SET, PUBLISHED_YEAR = "jpt-2560", 2561
FIRST_PROVINCE = 30  # of the copies; there are codes up to 96
CODE_LENGTHS = (10, 6, 4, 2, 0)
COUNTS_OF_YEAR = """
    -- One row: the counts of an indicator in an area of any level.
    SELECT area_code, indicator_code, assessed, failed FROM area_figures
    WHERE set_id = $set_id AND year_be = $year_be AND assessed > 0 AND failed IS NOT NULL
"""


@click.command()
@click.option("--database", type=Path, help="a database file; the synthetic province without one")
@click.option("--set", "set_id", default="jpt-2560")
@click.option("--year", "year_be", type=int, default=2564)
@click.option("--published", type=Path, default=PUBLISHED_FOLDER, help="a folder of published counts (61_83_village_…)")
@click.option("--province", "provinces", multiple=True, default=("83", "30"), help="which of them; may be repeated")
@click.option("--copies", type=click.IntRange(1, 60), default=1, help="so many provinces of the same villages")
def main(
    database: Path | None, set_id: str, year_be: int, published: Path, provinces: tuple[str, ...], copies: int
) -> None:
    """Decide over each province and say what it took."""
    warehouse = open_warehouse(database or ":memory:")
    try:
        if database is None:
            load_sample_data(warehouse)
        _of_warehouse(warehouse, load_catalogue(read_sets(warehouse)).get(set_id), year_be)
    finally:
        warehouse.close()
    own_set = load_catalogue(()).get(PUBLISHED_SET)
    for province in provinces:
        file = published / f"61_{province}_village_common.csv"
        if file.exists():
            _of_published(file, province, own_set, copies)
        else:
            print(f"\n{file.name}: not there")


def _of_warehouse(warehouse: Warehouse, own_set: IndicatorSet, year_be: int) -> None:
    counts = warehouse.query(COUNTS_OF_YEAR, {"set_id": own_set.id, "year_be": year_be})
    _say(f"{own_set.id} {year_be}", lambda: tree_data(warehouse, own_set, year_be), counts, own_set)


def _of_published(file: Path, province: str, own_set: IndicatorSet, copies: int) -> None:
    counts = rolled_up(in_copies(published_counts(file, own_set), copies))
    codes = [each.code for each in own_set.indicators]
    many = f" in {copies} copies" if copies > 1 else ""
    _say(f"province {province} {PUBLISHED_YEAR}{many}", lambda: tree_of(counts, codes), counts, own_set)


def _say(name: str, read: Callable[[], AreaTree], counts: pd.DataFrame, own_set: IndicatorSet) -> None:
    """Print the seconds of CPU and the shares."""
    begun = time.process_time()
    tree = read()
    reading, begun = time.process_time() - begun, time.process_time()
    gate = decide(tree, own_set)
    deciding = time.process_time() - begun
    print(f"\n{name}: reading {reading:.2f} s of CPU, deciding {deciding:.2f} s, unprotected {gate.unprotected}")
    print(shares_beside(gate, counts, own_set).round(1).to_string(index=False))


def shares_beside(gate: Disclosure, counts: pd.DataFrame, own_set: IndicatorSet) -> pd.DataFrame:
    """One row a level: figures, small_pct, per_table_pct and hidden_pct (percent of the figures that are small, that
    hiding per table alone hides, and that the gate hides), then the gate's means as in `Disclosure.shares`."""
    alone = hidden_per_table(counts, own_set).groupby("level")[["small", "hidden"]].mean() * 100
    shares = gate.shares().set_index("level").drop(columns=["small", "hidden"])
    shares.insert(1, "small_pct", alone["small"])
    shares.insert(2, "per_table_pct", alone["hidden"])
    return shares.reset_index()


def published_counts(file: Path, own_set: IndicatorSet) -> pd.DataFrame:
    """Counts of a province's villages: area_code, indicator_code, assessed, failed."""
    table = pd.read_csv(file, dtype={0: str})
    parts = [
        pd.DataFrame(
            {
                "area_code": table.iloc[:, 0],
                "indicator_code": each.code,
                "assessed": table[f"indicator{each.number}.ALL"],
                "failed": table[f"indicator{each.number}.CNT"],
            }
        )
        for each in own_set.indicators
    ]
    return pd.concat(parts, ignore_index=True)


def in_copies(villages: pd.DataFrame, copies: int) -> pd.DataFrame:
    """The villages, or as many provinces of the same ones."""
    if copies == 1:
        return villages
    provinces = range(FIRST_PROVINCE, FIRST_PROVINCE + copies)
    below = villages["area_code"].str[2:]
    return pd.concat([villages.assign(area_code=str(each) + below) for each in provinces])


def rolled_up(villages: pd.DataFrame) -> pd.DataFrame:
    """The figures of every level."""
    codes = villages["area_code"]
    levels = [villages.assign(area_code=codes.str[:length] if length else "TH") for length in CODE_LENGTHS]
    sums = [
        each.groupby(["area_code", "indicator_code"], as_index=False)[["assessed", "failed"]].sum() for each in levels
    ]
    table = pd.concat(sums, ignore_index=True)
    return table[table["assessed"] > 0].reset_index(drop=True)


if __name__ == "__main__":
    main()
