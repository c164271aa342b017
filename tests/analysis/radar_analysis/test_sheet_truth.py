"""The sheet against plain pandas on the published figures of two provinces, and what must hold for any data."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.core.measures import measure_sums
from analysis.core.scope import Question, find_scope
from analysis.radar_analysis.data import AnalysisSheet, radar_analysis_data
from catalogue import load_catalogue
from tests.analysis.examples import YEAR, catalogue_of, made_up_set, store, tpmap_facts
from tests_support import budget, empty_warehouse
from warehouse import Warehouse

PROVINCES = ("83", "30")
SHIPPED = load_catalogue()
SET = SHIPPED.get("jpt-2560")
WITH_TWO_YEARS = "83"
DIGITS = {"tambon": 6, "amphoe": 4, "province": 2}


@pytest.fixture(scope="module")
def published(shared_data: Path) -> dict[str, pd.DataFrame]:
    return {code: tpmap_facts(shared_data, code) for code in PROVINCES}


@pytest.fixture(scope="module")
def households(shared_data: Path) -> pd.DataFrame:
    tables = [
        pd.read_csv(shared_data / "tpmap_2561" / f"61_{code}_village_common.csv", dtype={0: str}) for code in PROVINCES
    ]
    table = pd.concat([each.rename(columns={each.columns[0]: "area_code"}) for each in tables])
    return table[["area_code", "household.CNT", "HOUSEMEMBER_CNT"]]


@pytest.fixture(scope="module")
def tpmap(published: dict[str, pd.DataFrame], households: pd.DataFrame) -> Iterator[Warehouse]:
    opened = empty_warehouse()
    names = {"household.CNT": "households", "HOUSEMEMBER_CNT": "people"}
    for province, rows in published.items():
        own = households[households["area_code"].str.startswith(province)]
        measures = own.melt("area_code", var_name="measure").replace({"measure": names})
        store(opened, SET, rows.itertuples(index=False, name=None), 2561, counting="people", file_name=province,
              measures=measures)  # fmt: skip
        older = rows.assign(failed=(rows["failed"] * 0.7).round().astype("int64"))
        store(
            opened, SET, older.itertuples(index=False, name=None), 2560, counting="people", file_name=f"{province}-60"
        )
    yield opened
    opened.close()


def summed(published: dict[str, pd.DataFrame], level: str) -> pd.DataFrame:
    table = pd.concat(published.values())
    table = table.assign(area_code=table["area_code"].str[: DIGITS[level]])
    table = table.groupby(["area_code", "number"], as_index=False)[["assessed", "failed"]].sum()
    return table.assign(pct=(100 * table["failed"] / table["assessed"]).where(table["assessed"] > 0))


@pytest.mark.parametrize(("level", "area"), [("tambon", "830106"), ("tambon", "300201"), ("amphoe", "8302")])
def test_median_of_peers_equals_pandas(tpmap: Warehouse, published: dict[str, pd.DataFrame], level: str, area: str):
    table = summed(published, level)
    peers = table[table["area_code"].str.startswith(area[:-2]) & (table["area_code"] != area)]
    expected = peers.groupby("number")["pct"].median()
    found = radar_analysis_data(tpmap, SHIPPED, Question(area, 2561), reference="peers").analysis
    assert found.indicators.set_index("number")["reference_pct"].to_dict() == pytest.approx(
        expected.to_dict(), nan_ok=True
    )
    means = peers.groupby("area_code")["pct"].mean()
    assert found.reference.overall_pct == pytest.approx(means.median())


@pytest.mark.parametrize("area", ["83", "8301", "830106"])
def test_changes_equal_pandas(tpmap: Warehouse, published: dict[str, pd.DataFrame], area: str):
    level = {2: "province", 4: "amphoe", 6: "tambon"}[len(area)]
    now = summed(published, level).set_index(["area_code", "number"]).loc[area]
    older = {code: rows.assign(failed=(rows["failed"] * 0.7).round()) for code, rows in published.items()}
    before = summed(older, level).set_index(["area_code", "number"]).loc[area]
    expected = (now["pct"] - before["pct"]).dropna()
    found = radar_analysis_data(tpmap, SHIPPED, Question(area, 2561)).analysis.changes
    assert found.set_index("number")["change_pct"].to_dict() == pytest.approx(expected.to_dict())
    assert (found["change_pct"].abs().round(9).diff().dropna() <= 0).all()


@pytest.mark.parametrize("area", ["TH", "83", "30", "8301", "830151", "300201"])
def test_measures_equal_pandas(tpmap: Warehouse, households: pd.DataFrame, area: str):
    own = households[households["area_code"].str.startswith("" if area == "TH" else area)]
    scope = find_scope(tpmap, SHIPPED, Question(area, 2561))
    found = measure_sums(tpmap, scope, ("households", "people"))
    assert found.values == {"households": own["household.CNT"].sum(), "people": own["HOUSEMEMBER_CNT"].sum()}
    assert found.areas["people"] == len(own)


def test_groups_equal_pandas(tpmap: Warehouse, published: dict[str, pd.DataFrame]):
    table = summed(published, "province").set_index(["area_code", "number"]).loc["83"]
    found = radar_analysis_data(tpmap, SHIPPED, Question("83", 2561)).groups.set_index("group")["problem_pct"]
    for group, problem in found.items():
        numbers = [each.number for each in SET.indicators if group in each.groups]
        assert problem == pytest.approx(table.loc[numbers, "pct"].mean())


SMALL = made_up_set(size=3)
CATALOGUE = catalogue_of(SMALL)
FEW = budget(5)
VILLAGES = ["83010101", "83010201", "83010301"]
CELL = st.none() | st.integers(0, 300).flatmap(lambda size: st.tuples(st.just(size), st.integers(0, size)))
CELLS = st.fixed_dictionaries({(code, number): CELL for code in VILLAGES for number in (1, 2, 3)}).filter(
    lambda cells: any(cells[VILLAGES[0], number] is not None for number in (1, 2, 3))
)
Cells = dict[tuple[str, int], tuple[int, int] | None]


def sheet(cells: Cells, factor: int = 1, earlier: bool = False, **more: object) -> AnalysisSheet:
    rows = [(*key, cell[0] * factor, cell[1] * factor) for key, cell in cells.items() if cell is not None]
    with closing(empty_warehouse()) as warehouse:
        store(warehouse, SMALL, rows)
        if earlier:
            store(warehouse, SMALL, [(*row[:3], row[2] - row[3]) for row in rows], YEAR - 1)
        return radar_analysis_data(warehouse, CATALOGUE, Question("830101", YEAR), "peers", **more)  # type: ignore[arg-type]


@FEW
@given(CELLS, st.integers(2, 40))
def test_scaling_the_counts_changes_no_percentage(cells: Cells, factor: int):
    one, other = sheet(cells, earlier=True), sheet(cells, factor, earlier=True)
    for name in ("problem_pct", "reference_pct"):
        assert np.array_equal(one.analysis.indicators[name], other.analysis.indicators[name], equal_nan=True)
    assert one.analysis.changes["change_pct"].tolist() == pytest.approx(other.analysis.changes["change_pct"].tolist())
    by_number = [each.analysis.problems.sort_values("number") for each in (one, other)]
    for name in (
        "severity",
        "size",
        "relative",
        "people_pct",
    ):  # the trend counts what is sure, and more people are surer
        assert by_number[0][name].tolist() == pytest.approx(by_number[1][name].tolist(), nan_ok=True)


@FEW
@given(CELLS)
def test_parts_lie_in_0_to_1_and_missing_never_becomes_0(cells: Cells):
    found = sheet(cells, earlier=True)
    for name in ("severity", "size", "trend", "relative", "score", "unweighted_score"):
        known = found.analysis.problems[name].dropna()
        assert ((known > 0) & (known <= 1)).all()
    looked_at = {number for number in (1, 2, 3) if (cells[VILLAGES[0], number] or (0, 0))[0] > 0}
    indicators = found.analysis.indicators.set_index("number")
    assert set(indicators.index[indicators["problem_pct"].notna()]) == looked_at
    assert set(found.analysis.changes["number"]) == looked_at
    for row in found.analysis.dimensions.to_dict("records"):
        assert pd.isna(row["problem_pct"]) == (row["indicators_with_data"] == 0)


@FEW
@given(CELLS, st.sampled_from([1, 2, 3]))
def test_a_better_indicator_never_raises_the_problem(cells: Cells, number: int):
    cell = cells[VILLAGES[0], number]
    better = cells | {(VILLAGES[0], number): (cell[0], cell[1] // 2) if cell else None}
    one, other = sheet(cells).analysis, sheet(better).analysis
    if one.overall.indicators_with_data:
        assert other.overall.problem_pct <= one.overall.problem_pct + 1e-9
        assert (other.axes["problem_pct"].fillna(-1) <= one.axes["problem_pct"].fillna(-1) + 1e-9).all()
    before, after = (
        each.problems.set_index("number")[["severity", "size", "relative"]].reindex([number]).fillna(0)
        for each in (one, other)
    )
    assert (after.to_numpy() <= before.to_numpy() + 1e-9).all()


@FEW
@given(CELLS)
def test_a_merged_area_lies_between_its_parts_and_the_interval_narrows(cells: Cells):
    rows = [(code, *key[1:], *cell) for key, cell in cells.items() if cell for code in ("83010101", "83010102")]
    rows = [row for row, key in zip(rows, [k for k, c in cells.items() if c for _ in (0, 1)], strict=True)
            if key[0] == VILLAGES[0]]  # fmt: skip
    with closing(empty_warehouse()) as warehouse:
        store(warehouse, SMALL, rows)
        part, whole = (
            radar_analysis_data(warehouse, CATALOGUE, Question(area, YEAR), "none").analysis.indicators
            for area in ("83010101", "830101")
        )
    assert whole["problem_pct"].tolist() == pytest.approx(part["problem_pct"].tolist(), nan_ok=True)
    narrower = (whole["high_pct"] - whole["low_pct"]) <= (part["high_pct"] - part["low_pct"]) + 1e-9
    assert narrower[part["problem_pct"].notna()].all()


@FEW
@given(CELLS, st.dictionaries(st.sampled_from(["severity", "size", "trend", "relative"]), st.floats(0, 5)))
def test_weights_never_touch_the_unweighted_rank(cells: Cells, weights: dict[str, float]):
    full = dict.fromkeys(["severity", "size", "trend", "relative"], 1.0) | weights
    if not any(full.values()):
        return
    plain, weighted = sheet(cells, earlier=True), sheet(cells, earlier=True, weights=full)
    ranks = [each.analysis.problems.set_index("number")["unweighted_rank"].sort_index() for each in (plain, weighted)]
    assert ranks[0].to_dict() == ranks[1].to_dict()
