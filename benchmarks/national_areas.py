"""The pages of stage 4 on a made-up nation: `python -m benchmarks.national_areas [--villages 84090]`.

Promises: all tambon ranked in under 0.6 s of CPU at first and 0.1 s after, all villages' first page in under 0.5 s and
100 MB; every view of a province of 321 tambon in under 150 ms of CPU once its figures are looked up. Beside the
ranking: the same means and ranks of the same facts by plain pandas, and by one DuckDB statement.
"""

import gc
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pandas as pd
import psutil

from analysis.comparative.area_map import area_map_data
from analysis.comparative.data import asked_of, cells_of_asked, comparison_of, ranking_of
from analysis.comparative.findings import findings_data
from analysis.comparative.ranking import search_areas, with_names
from analysis.comparative.spine import spine_data
from analysis.core.scope import Question
from benchmarks.national_ranking import SET_ID, YEAR, national_facts, national_set
from catalogue import Catalogue, load_catalogue
from charts.comparative import heat_table_figure, ranking_figure, spine_figure
from warehouse import StagedBatch, Warehouse, open_warehouse, store_batch

MEANS_BY_SQL = """
    -- One row: a tambon with the mean of its indicators and its rank.
    SELECT area_code, mean, rank() OVER (ORDER BY mean DESC) AS rank
    FROM (
        SELECT area_code, avg(100 * failed / assessed) AS mean FROM area_figures
        WHERE level = 'tambon' AND set_id = $set_id AND year_be = $year_be GROUP BY area_code
    )
"""


def cpu(work: Callable[[], Any]) -> tuple[float, Any]:
    """Seconds of CPU of this process, and what came of it."""
    start = time.process_time()
    made = work()
    return time.process_time() - start, made


def megabytes() -> float:
    """The memory of this process now."""
    return psutil.Process().memory_info().rss / 2**20


def first_page(warehouse: Warehouse, catalogue: Catalogue, area: str, level: str) -> Any:
    """What the ranking view asks for: the ranking, its bands, a page of rows with names."""
    asked = asked_of(warehouse, catalogue, Question(area, YEAR), level=level)
    ranking = ranking_of(warehouse, asked)
    possible, rows = ranking.possible, with_names(warehouse, ranking.rows(0, 20))
    return asked, ranking, possible, rows, ranking.is_rankable


def measure_nation(warehouse: Warehouse, catalogue: Catalogue, facts: pd.DataFrame) -> None:
    """Rankings of all tambon and all villages."""
    seconds, (_, ranking, *_) = cpu(lambda: first_page(warehouse, catalogue, "TH", "tambon"))
    again, _ = cpu(lambda: with_names(warehouse, ranking.rows(200, 20)))
    print(f"{ranking.areas:,} tambon: first {seconds:.2f} s of CPU (promised 0.6)")
    print(f"    another page {again:.3f} s (promised 0.1)")
    found, _ = cpu(lambda: search_areas(warehouse, ranking.place, "บ้าน"))
    print(f"    found by a part of the name in {found:.3f} s")
    gc.collect()
    before = megabytes()
    seconds, (_, villages, *_) = cpu(lambda: first_page(warehouse, catalogue, "TH", "village"))
    grown = megabytes() - before
    print(f"{villages.areas:,} villages: first {seconds:.2f} s of CPU (promised 0.5), {grown:.0f} MB (promised 100)")
    by_sql, _ = cpu(lambda: warehouse.query(MEANS_BY_SQL, {"set_id": SET_ID, "year_be": YEAR}))
    keys = [facts["area_code"].str[:6], facts["indicator_code"]]
    sums = facts.groupby(keys)
    by_pandas, _ = cpu(sums[["assessed", "failed"]].sum)
    print(f"    means and ranks alone: one statement of DuckDB {by_sql:.2f} s, the sums in pandas {by_pandas:.2f} s")


def measure_province(warehouse: Warehouse, catalogue: Catalogue, area: str) -> None:
    """Every view of a province's tambon, once each."""
    asked, ranking, *_ = first_page(warehouse, catalogue, area, "tambon")
    codes = [str(code) for code in ranking.table["area_code"]]
    cells = cells_of_asked(warehouse, asked)

    def spine() -> Any:
        rows = spine_data(warehouse, asked, cells, codes[0]).rows
        return spine_figure(rows.assign(status_name=None, rank_words="1–2"), "ก")

    views: dict[str, Callable[[], Any]] = {
        "ranking": lambda: ranking_figure(with_names(warehouse, ranking.rows(0, 20))),
        "heat": lambda: heat_table_figure(comparison_of(warehouse, asked, ranking, codes[:25]).short_axes),
        "spine": spine,
        "map": lambda: area_map_data(warehouse, asked.place, codes),
        "findings": lambda: findings_data(warehouse, asked),
    }
    print(f"province {area}, {ranking.areas:,} tambon, each view in seconds of CPU (promised 0.15)")
    for name, work in views.items():
        print(f"    {name:>9}: {cpu(work)[0]:.3f} s")


@click.command()
@click.option("--villages", type=click.IntRange(min=1), default=84_090)
def main(villages: int) -> None:
    """Store so many villages and measure the promises."""
    facts = national_facts(villages)
    catalogue = load_catalogue([national_set()])
    with tempfile.TemporaryDirectory() as folder:
        warehouse = open_warehouse(Path(folder) / "national.duckdb")
        store_batch(
            warehouse,
            StagedBatch("ทั้งประเทศ", "0", "tpmap", "jpt", SET_ID, YEAR, "village", facts, is_synthetic=True),
        )
        measure_nation(warehouse, catalogue, facts)
        measure_province(warehouse, catalogue, "30")
        warehouse.close()


if __name__ == "__main__":
    main()
