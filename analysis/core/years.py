"""One area through its survey years: all indicators together, or one of them."""

from dataclasses import replace

import pandas as pd

from analysis.core.areas import available_data
from analysis.core.figures import indicator_data, overall_data
from catalogue import Catalogue, CatalogueError
from warehouse import Warehouse

COLUMNS = (
    *("year_be", "set_id", "problem_pct", "pass_pct", "low_pct", "high_pct", "target_pct", "assessed", "failed"),
    "value",
    *("indicators", "indicators_with_data", "is_synthetic"),
)


def years_data(
    warehouse: Warehouse, catalogue: Catalogue, area_code: str, survey: str = "jpt", indicator_code: str | None = None
) -> pd.DataFrame:
    """One row per survey year in which the area has figures, oldest first (COLUMNS).

    Without an indicator: problem_pct and pass_pct (percent) are the plain mean over all indicators that have data, and
    the interval, target, counts and value are missing. With one: its own figures, in the years of its set only, since
    an indicator of one set is never another set's. Years of sets the catalogue does not have are left out; empty when
    nothing is left. Raises CatalogueError for a text that is no area code.
    """
    rows: list[pd.DataFrame] = []
    for year in available_data(warehouse, area_code, survey).to_dict("records"):
        try:
            indicator_set = catalogue.get(str(year["set_id"]))
        except CatalogueError:
            continue
        if not indicator_set.is_complete:
            continue
        if indicator_code is not None:
            alone = tuple(each for each in indicator_set.indicators if each.code == indicator_code)
            if not alone:
                continue
            indicator_set = replace(indicator_set, indicators=alone)
        year_be = int(year["year_be"])
        indicators = indicator_data(warehouse, indicator_set, [area_code], year_be)
        if indicator_code is None:
            row = overall_data(indicators)
        else:
            with_data = indicators["problem_pct"].notna().astype("int64")
            row = indicators.assign(indicators=1, indicators_with_data=with_data)
        rows.append(row.assign(year_be=year_be, set_id=indicator_set.id))
    if not rows:
        return pd.DataFrame(columns=list(COLUMNS))
    table = pd.concat(rows, ignore_index=True).reindex(columns=list(COLUMNS))
    return table.sort_values(["year_be", "set_id"], ignore_index=True)
