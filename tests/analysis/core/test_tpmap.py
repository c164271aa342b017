"""Every statement against plain pandas and the published figures of two provinces (จปฐ. 2561)."""

from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from analysis.comparative.data import comparative_data
from analysis.core.figures import axis_data, indicator_data, overall_data
from analysis.core.scope import Question
from analysis.input_data.data import coverage_data, facts_data, input_data_data
from analysis.radar_diagram.data import radar_diagram_data
from catalogue import load_catalogue
from tests.analysis.examples import store, tpmap_facts
from tests_support import empty_warehouse
from warehouse import Warehouse

YEAR = 2561
PROVINCES = ("83", "30")
DIGITS = {"tambon": 6, "amphoe": 4, "province": 2}
SHIPPED = load_catalogue().get("jpt-2560")


@pytest.fixture(scope="module")
def published(shared_data: Path) -> pd.DataFrame:
    return pd.concat([tpmap_facts(shared_data, province) for province in PROVINCES], ignore_index=True)


@pytest.fixture(scope="module")
def tpmap(published: pd.DataFrame) -> Iterator[Warehouse]:
    opened = empty_warehouse()
    for province in PROVINCES:
        rows = published[published["area_code"].str.startswith(province)]
        store(opened, SHIPPED, rows.itertuples(index=False, name=None), YEAR, counting="people", file_name=province)
    yield opened
    opened.close()


def in_pandas(published: pd.DataFrame, level: str) -> pd.DataFrame:
    """Sums of the village counts and their percentages, in pandas only."""
    codes = published["area_code"] if level == "village" else published["area_code"].str[: DIGITS[level]]
    table = published.assign(area_code=codes).groupby(["area_code", "number"], as_index=False).sum()
    return table.assign(problem_pct=(100 * table["failed"] / table["assessed"]).where(table["assessed"] > 0))


@pytest.mark.parametrize("level", ["village", "tambon", "amphoe", "province"])
def test_indicators_equal_pandas(tpmap: Warehouse, published: pd.DataFrame, level: str):
    expected = in_pandas(published, level)
    found = indicator_data(tpmap, SHIPPED, sorted(expected["area_code"].unique()), YEAR)
    columns = ["area_code", "number", "assessed", "failed", "problem_pct"]
    assert_frame_equal(found[columns], expected[columns], check_dtype=False)


@pytest.mark.parametrize("level", ["tambon", "amphoe", "province"])
def test_axes_and_means_equal_pandas(tpmap: Warehouse, published: pd.DataFrame, level: str):
    table = in_pandas(published, level)
    dimensions = {each.number: each.dimension_code for each in SHIPPED.indicators}
    table = table.assign(axis_code=table["number"].map(dimensions))
    indicators = indicator_data(tpmap, SHIPPED, sorted(table["area_code"].unique()), YEAR)
    axes = table.groupby(["area_code", "axis_code"], as_index=False)["problem_pct"].mean()
    assert_frame_equal(axis_data(indicators, SHIPPED)[list(axes)], axes, check_dtype=False)
    means = table.groupby("area_code", as_index=False)["problem_pct"].mean()
    assert_frame_equal(overall_data(indicators)[list(means)], means, check_dtype=False)


@pytest.mark.parametrize(
    ("level", "province"), [(each, code) for each in ("village", "tambon", "amphoe") for code in PROVINCES]
)
def test_facts_are_the_published_counts(tpmap: Warehouse, shared_data: Path, level: str, province: str):
    expected = tpmap_facts(shared_data, province, level).sort_values(["area_code", "number"], ignore_index=True)
    found = facts_data(tpmap, level, "jpt", YEAR)
    found = found[found["area_code"].str.startswith(province)].reset_index(drop=True)
    number = found["indicator_code"].str[-2:].astype(int).rename("number")
    table = pd.concat([found["area_code"], number, found[["assessed", "failed"]]], axis=1)
    assert_frame_equal(table, expected, check_dtype=False)


def test_facts_of_the_provinces_are_the_published_counts(tpmap: Warehouse, shared_data: Path):
    expected = tpmap_facts(shared_data, "", "province").set_index(["area_code", "number"]).sort_index()
    found = facts_data(tpmap, "province", "jpt", YEAR)
    for row in found.itertuples(index=False):
        counts = expected.loc[(row.area_code, int(row.indicator_code[-2:]))]
        assert (row.assessed, row.failed) == (counts["assessed"], counts["failed"])
    assert len(found) == 2 * 31


def test_ranking_equals_pandas(tpmap: Warehouse, published: pd.DataFrame):
    table = in_pandas(published, "tambon")
    means = table[table["area_code"].str.startswith("83")].groupby("area_code")["problem_pct"].mean()
    found = comparative_data(tpmap, load_catalogue(), Question("83", YEAR), level="tambon").areas.set_index("area_code")
    assert len(found) == len(means)
    assert found["mean_problem_pct"].to_dict() == pytest.approx(means.to_dict())
    assert found["rank"].to_dict() == means.round(9).rank(ascending=False, method="min").to_dict()


def test_municipality_is_a_tambon_of_its_own(tpmap: Warehouse):
    found = comparative_data(tpmap, load_catalogue(), Question("8301", YEAR)).areas
    assert "830151" in set(found["area_code"])


def test_reference_of_a_tambon_is_its_amphoe(tpmap: Warehouse, published: pd.DataFrame):
    amphoe = in_pandas(published, "amphoe")
    expected = amphoe[amphoe["area_code"] == "8301"].set_index("number")["problem_pct"]
    radar = radar_diagram_data(tpmap, load_catalogue(), Question("830106", YEAR))
    found = radar.indicators.set_index("number")["reference_pct"]
    assert found.to_dict() == pytest.approx(expected.to_dict(), nan_ok=True)


def test_coverage_of_complete_files(tpmap: Warehouse, published: pd.DataFrame):
    row = input_data_data(tpmap, load_catalogue()).iloc[0]
    villages = published["area_code"].nunique()
    assert (row["areas"], row["villages"], row["indicators"]) == (villages, villages, 31)
    assert (row["facts"], row["coverage_pct"]) == (villages * 31, 100)
    cells = coverage_data(tpmap, SHIPPED, "83", YEAR)
    assert (len(cells), set(cells["covered_pct"])) == (3 * 31, {100.0})
