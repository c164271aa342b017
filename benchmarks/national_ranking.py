"""A national ranking of tambon beside plain pandas on the same facts: `python -m benchmarks.national_ranking`.

Promise: under a second for 75,000 villages × 38 indicators. The peer sums and ranks the village facts in pandas.
"""

import tempfile
import time
from pathlib import Path

import click
import numpy as np
import pandas as pd

from analysis.comparative.data import comparative_data
from analysis.core.scope import Question
from catalogue import load_catalogue, parse_set, set_to_dict
from catalogue.areas import shipped_areas
from warehouse import StagedBatch, open_warehouse, store_batch

INDICATORS = 38
SET_ID = "jpt-2566"
YEAR = 2567


def national_facts(villages: int) -> pd.DataFrame:
    """Random counts of every indicator in villages spread over all tambon."""
    rng = np.random.default_rng(YEAR)
    tambon = shipped_areas().query("level == 'tambon'")["code"].to_numpy()
    number = np.arange(villages)
    codes = np.array([f"{tambon[n % len(tambon)]}{1 + n // len(tambon):02d}" for n in number])
    assessed = rng.integers(20, 300, villages * INDICATORS)
    return pd.DataFrame(
        {
            "area_code": np.repeat(codes, INDICATORS),
            "indicator_code": np.tile([f"{SET_ID}-{n:02d}" for n in range(1, INDICATORS + 1)], villages),
            "unit": "คน",
            "assessed": assessed,
            "failed": rng.binomial(assessed, 0.05),
        }
    )


def national_set() -> dict[str, object]:
    """A made-up set of 38 indicators in five dimensions."""
    indicators = [
        {"number": n, "name": f"ตัวชี้วัดสมมติ {n}", "dimension": 1 + n % 5, "unit": "คน"} for n in range(1, INDICATORS + 1)
    ]
    dimensions = [{"number": n, "name": f"ด้าน {n}"} for n in range(1, 6)]
    head = {"id": SET_ID, "survey": "jpt", "title": "ชุดสมมติ", "first_year": 2566, "last_year": 2570}
    return set_to_dict(parse_set(head | {"dimensions": dimensions, "indicators": indicators}))


def pandas_seconds(facts: pd.DataFrame) -> tuple[float, pd.Series]:
    """Seconds, and the mean problem percentage per tambon."""
    start = time.perf_counter()
    keys = [facts["area_code"].str[:6], facts["indicator_code"]]
    sums = facts.groupby(keys)[["assessed", "failed"]].sum()
    means = (100 * sums["failed"] / sums["assessed"]).groupby(level=0).mean()
    means.rank(ascending=False, method="min")
    return time.perf_counter() - start, means


@click.command()
@click.option("--villages", type=click.IntRange(min=1), default=75_000)
def main(villages: int) -> None:
    """Store so many villages, rank all tambon and say what it took."""
    facts = national_facts(villages)
    catalogue = load_catalogue([national_set()])
    with tempfile.TemporaryDirectory() as folder:
        warehouse = open_warehouse(Path(folder) / "national.duckdb")
        batch = StagedBatch("ทั้งประเทศ", "0", "tpmap", "jpt", SET_ID, YEAR, "village", facts, is_synthetic=True)
        start = time.perf_counter()
        store_batch(warehouse, batch)
        print(f"stored {len(facts):,} facts in {time.perf_counter() - start:.1f} s")
        times: list[float] = []
        means_of_areas: list[pd.Series] = []
        for _ in range(5):
            start = time.perf_counter()
            compared = comparative_data(warehouse, catalogue, Question("TH", YEAR), level="tambon")
            times.append(time.perf_counter() - start)
            means_of_areas.append(compared.areas.set_index("area_code")["mean_problem_pct"])
        peer, means = pandas_seconds(facts)
        ours = means_of_areas[-1]
        pd.testing.assert_series_equal(ours.sort_index(), means.sort_index(), check_names=False, check_index_type=False)
        warehouse.close()
    print(
        f"{len(ours):,} tambon ranked in {min(times):.2f} s (first {times[0]:.2f} s); pandas {peer:.2f} s; "
        f"ratio {min(times) / peer:.2f}"
    )


if __name__ == "__main__":
    main()
