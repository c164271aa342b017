"""The figures of a file beside those that stand: percentages by hand, the year chosen, nothing changed."""

from dataclasses import replace

import pandas as pd
import pytest

from analysis.core.figures import indicator_data
from catalogue import load_catalogue, parse_set
from loaders import inspect_file, store_inspection
from loaders.outcome.changes import (
    axis_means,
    common_area,
    compare_with_present,
    first_rows,
    indicator_pcts,
    nearest_year,
)
from tests.loaders.corpus.tables import other
from warehouse import StagedBatch, Warehouse, store_batch

SETS = load_catalogue()
JPT, NRD2C = SETS.get("jpt-2560"), SETS.get("nrd2c-2555")


def batch(year_be: int, failed: dict[str, tuple[int, int]]) -> StagedBatch:
    """Two villages with indicators 1 and 2: (assessed, failed) of indicator 1 as given, 4 of 10 for indicator 2."""
    rows = [
        {"area_code": code, "indicator_code": f"jpt-2560-{number:02d}", "unit": "คน", "assessed": a, "failed": f}
        for code, (assessed, fails) in failed.items()
        for number, a, f in ((1, assessed, fails), (2, 10, 4))
    ]
    names = pd.DataFrame({"area_code": ["83010301"], "area_name": ["บ้านหนึ่ง"]})
    return StagedBatch("ก.xlsx", "s", "jpt_village", "jpt", "jpt-2560", year_be, "village", pd.DataFrame(rows),
                       area_names=names)  # fmt: skip


def test_percentages_are_of_all_areas_together_and_missing_without_anybody_assessed() -> None:
    facts = batch(2565, {"83010301": (10, 5), "83010302": (30, 5)}).facts
    nobody = pd.DataFrame([{"area_code": "83010301", "indicator_code": "jpt-2560-03", "assessed": 0, "failed": 0}])
    assert indicator_pcts(pd.concat([facts, nobody]), JPT).to_dict() == {"jpt-2560-01": 25.0, "jpt-2560-02": 40.0}


def test_a_score_set_is_the_mean_of_the_scores() -> None:
    facts = pd.DataFrame(
        {"area_code": ["1", "2"], "indicator_code": ["nrd2c-2555-01"] * 2, "score": pd.array([1, 2], dtype="Int64")}
    )
    assert indicator_pcts(facts, NRD2C).to_dict() == {"nrd2c-2555-01": 75.0}


def test_a_set_of_values_lies_between_its_ends_by_its_own_rule(warehouse: Warehouse) -> None:
    inspection = inspect_file(other(E5=202), "ก.xlsx", warehouse, SETS, in_child=False)
    assert inspection.batch is not None
    assert inspection.set_definition is not None
    water = parse_set(inspection.set_definition)
    compared = compare_with_present(warehouse, inspection.batch, water)
    share, income, visitors = compared.indicators["file_pct"]
    assert share == pytest.approx(100 - (50 + 51 + 52) / 3)
    assert income == pytest.approx(100 - 100 * 90_001 / 500_000)
    assert pd.isna(visitors), "no ends were given: it cannot be placed"
    assert store_inspection(warehouse, inspection).loaded
    again = inspect_file(other(C3=80), "ข.xlsx", warehouse, SETS, in_child=False).batch
    assert again is not None
    changed = compare_with_present(warehouse, again, water)
    assert changed.present_year == 2565
    assert changed.indicators.loc[0, "change_pct"] == pytest.approx(-10)
    shown = indicator_data(warehouse, water, ["830101"], 2565)
    assert changed.indicators["present_pct"][:2].to_list() == pytest.approx(shown["problem_pct"][:2].to_list())


def test_an_axis_is_the_plain_mean_and_missing_without_data() -> None:
    axes = axis_means(pd.Series({"jpt-2560-01": 20.0, "jpt-2560-02": 40.0}), JPT)
    assert axes.loc[0, ["axis_code", "problem_pct", "pass_pct", "indicators", "indicators_with_data"]].to_list() == [
        "d1", 30.0, 70.0, 7, 2,
    ]  # fmt: skip
    assert axes.loc[1:, "problem_pct"].isna().all()


def test_the_same_year_stands_beside_the_file_or_the_nearest(warehouse: Warehouse) -> None:
    for year in (2561, 2563):
        store_batch(warehouse, batch(year, {"83010301": (10, year - 2560), "83010399": (10, 10)}))
    compared = compare_with_present(warehouse, batch(2562, {"83010301": (10, 8), "83010302": (10, 8)}), JPT)
    assert compared.present_year == 2561
    first = compared.indicators.loc[0, ["indicator_code", "file_pct", "present_pct", "change_pct"]].to_list()
    assert first == ["jpt-2560-01", 80.0, 10.0, 70.0], "only areas of the file stand beside it"
    again = compare_with_present(warehouse, batch(2563, {"83010301": (10, 8)}), JPT, "83010301")
    assert (again.present_year, again.indicators["present_pct"].iloc[0]) == (2563, 30.0)


def test_nothing_stands_beside_the_first_file(warehouse: Warehouse) -> None:
    compared = compare_with_present(warehouse, batch(2562, {"83010301": (10, 8)}), JPT)
    assert compared.present_year is None
    assert compared.present_axes["problem_pct"].isna().all()
    assert compared.indicators["change_pct"].isna().all()


def test_the_first_rows_show_names_and_figures_only() -> None:
    table = first_rows(batch(2565, {"83010301": (1000, 5), "83010302": (30, 5)}), JPT, {"83010302": "บ้านสอง"}, 1)
    labels = [f"{each.number} {each.short_label}" for each in JPT.indicators[:2]]
    expected = pd.DataFrame(
        {"พื้นที่": ["บ้านหนึ่ง"], "รหัส": ["83010301"], labels[0]: ["5 จาก 1,000"], labels[1]: ["4 จาก 10"]}
    )
    pd.testing.assert_frame_equal(table, expected, check_dtype=False)


def test_the_first_rows_are_those_of_the_file() -> None:
    turned = batch(2565, {"83010301": (1000, 5), "83010302": (30, 5), "83010303": (20, 5)})
    places = {"area_code": ["83010303", "83010302", "83010301"], "sheet": ["ก", "ก", "ข"], "row_number": [5, 9, 2]}
    shown = first_rows(replace(turned, places=pd.DataFrame(places)), JPT, {}, 2)
    assert list(shown["รหัส"]) == ["83010303", "83010302"]


@pytest.mark.parametrize(
    ("years", "wanted", "found"), [([], 2565, None), ([2566], 2565, 2566), ([2560, 2565], 2565, 2565)]
)
def test_the_nearest_year(years: list[int], wanted: int, found: int | None) -> None:
    assert nearest_year(years, wanted) == found


@pytest.mark.parametrize(
    ("codes", "area"),
    [(["8301010100"], "8301010100"), (["83010101", "83010102"], "830101"), (["8301", "8302"], "83"), (["TH"], "TH")],
)
def test_the_area_that_holds_a_file(codes: list[str], area: str) -> None:
    assert common_area(codes) == area
