"""Published counts of two provinces as staged batches, and how tables are compared."""

from pathlib import Path

import pandas as pd
from pandas.testing import assert_frame_equal

from catalogue import IndicatorSet
from catalogue.areas import area_prefix
from warehouse import StagedBatch


def staged(rows: pd.DataFrame, own_set: IndicatorSet, year: int, name: str, level: str = "village", **more: object):
    codes = {each.number: (each.code, each.rollup) for each in own_set.indicators}
    unit = "คน" if own_set.measure == "count" else "หมู่บ้าน"
    table = rows.assign(
        indicator_code=[codes[number][0] for number in rows["number"]],
        unit=unit,
        rollup=[codes[number][1] for number in rows["number"]],
    ).drop(columns="number")
    return StagedBatch(name, name, "test", own_set.survey, own_set.id, year, level, table, **more)  # type: ignore[arg-type]


def counts(folder: Path, level: str, province: str, factor: float = 1.0) -> pd.DataFrame:
    """area_code, number, assessed, failed as published; `factor`: of those who failed."""
    table = pd.read_csv(folder / "tpmap_2561" / f"61_{province}_{level}_common.csv", dtype={0: str})
    parts = [
        pd.DataFrame({
            "area_code": table.iloc[:, 0], "number": number, "assessed": table[f"indicator{number}.ALL"],
            "failed": (table[f"indicator{number}.CNT"] * factor).round(),
        })
        for number in range(1, 32)
    ]  # fmt: skip
    return pd.concat(parts, ignore_index=True)


def told(folder: Path, province: str) -> pd.DataFrame:
    """Households and people per village as published."""
    table = pd.read_csv(folder / "tpmap_2561" / f"61_{province}_village_common.csv", dtype={0: str})
    names = {"household.CNT": "households", "HOUSEMEMBER_CNT": "people"}
    table = table.rename(columns={table.columns[0]: "area_code"})[["area_code", *names]]
    return table.rename(columns=names).melt("area_code", var_name="measure", value_name="value")


def graded(rows: pd.DataFrame) -> pd.DataFrame:
    """Grades 1–3 of the villages, and a few without, made from the published counts."""
    rural = rows[(rows["area_code"].str[4:6].astype(int) < 51) & (rows["assessed"] > 0)]
    rural = rural.assign(area_code=rural["area_code"].str[:8]).drop_duplicates(["area_code", "number"])
    return rural.assign(score=1 + rural["failed"] % 3)[["area_code", "number", "score"]]


def village_levels(rows: pd.DataFrame) -> pd.DataFrame:
    codes = rows["area_code"].unique()[::3]
    return pd.DataFrame(
        {"area_code": codes, "measure": "development_level", "value": 1.0 + pd.RangeIndex(len(codes)) % 3}
    )


def same(found: pd.DataFrame, expected: pd.DataFrame, by: list[str] | None = None) -> None:
    """Equal as sets of rows, whatever the types of whole numbers and of text."""
    columns = list(expected)
    keys = by or columns
    left, right = (
        table[columns]
        .sort_values(keys, ignore_index=True)
        .astype(object)
        .where(table[columns].sort_values(keys, ignore_index=True).notna(), None)
        for table in (found, expected)
    )
    assert len(right), "nothing to compare"
    assert_frame_equal(left, right, check_dtype=False)


def within(table: pd.DataFrame, area: str) -> pd.DataFrame:
    return table[table["area_code"].str.startswith(area_prefix(area))]
