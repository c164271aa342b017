"""One indicator's panel: its villages against pandas, its years, and the imports it rests on."""

from pathlib import Path

import pandas as pd
import pytest

from analysis.core.scope import Question
from analysis.radar_diagram.indicator_panel import indicator_panel_data, listed_levels
from catalogue import CatalogueError, load_catalogue
from tests.analysis.examples import YEAR, catalogue_of, made_up_set, store, tpmap_facts
from warehouse import Warehouse, undo_batch

SMALL = made_up_set()
CODE = "jpt-made-up-01"


def test_villages_are_sorted_and_the_missing_stand_last(warehouse: Warehouse) -> None:
    store(warehouse, SMALL, [("83010101", 1, 10, 1), ("83010102", 1, 10, 5), ("83010103", 2, 10, 5)])
    panel = indicator_panel_data(warehouse, catalogue_of(SMALL), Question("8301", YEAR), CODE)
    assert panel.areas["area_code"].tolist() == ["83010102", "83010101", "83010103"]
    assert panel.areas["problem_pct"].tolist() == pytest.approx([50, 10, float("nan")], nan_ok=True)
    assert panel.figures["failed"] == 6
    assert panel.dimension_name == "ด้าน 1"
    assert panel.level == "village"


def test_a_village_is_shown_among_those_of_its_tambon(warehouse: Warehouse) -> None:
    store(warehouse, SMALL, [("83010101", 1, 4, 1), ("83010102", 1, 10, 5), ("83010201", 1, 10, 5)])
    panel = indicator_panel_data(warehouse, catalogue_of(SMALL), Question("83010101", YEAR), CODE)
    assert panel.areas["area_code"].tolist() == ["83010102", "83010101"]
    assert panel.figures["high_pct"] - panel.figures["low_pct"] > 50


def test_the_years_are_those_of_the_set_and_the_sources_the_standing_imports(warehouse: Warehouse) -> None:
    store(warehouse, SMALL, [("83010101", 1, 10, 1)], YEAR - 2, file_name="old.xlsx")
    store(warehouse, SMALL, [("83010101", 1, 10, 2)], file_name="first.xlsx")
    store(warehouse, SMALL, [("83010101", 1, 10, 3)], file_name="second.xlsx")
    store(warehouse, SMALL, [("84010101", 1, 10, 3)], file_name="elsewhere.xlsx")
    panel = indicator_panel_data(warehouse, catalogue_of(SMALL), Question("83", YEAR), CODE)
    assert panel.years["year_be"].tolist() == [YEAR - 2, YEAR]
    assert panel.sources[["file_name", "areas"]].to_numpy().tolist() == [["second.xlsx", 1]]
    undo_batch(warehouse, 3)
    again = indicator_panel_data(warehouse, catalogue_of(SMALL), Question("83", YEAR), CODE)
    assert again.sources["file_name"].tolist() == ["first.xlsx"]
    assert again.figures["failed"] == 2


def test_names_that_two_areas_share_are_told_apart(warehouse: Warehouse) -> None:
    names = pd.DataFrame(
        {"area_code": ["83010101", "83010102", "83010103"], "area_name": ["โคกโตนด", "โคกโตนด", "ป่าสัก"]}
    )
    store(warehouse, SMALL, [(code, 1, 10, 1) for code in names["area_code"]], area_names=names)
    panel = indicator_panel_data(warehouse, catalogue_of(SMALL), Question("8301", YEAR), CODE)
    assert sorted(panel.areas["area_name"]) == [
        "ป่าสัก · ต.ตลาดใหญ่", "โคกโตนด · ต.ตลาดใหญ่ · 83010101", "โคกโตนด · ต.ตลาดใหญ่ · 83010102",
    ]  # fmt: skip
    of_tambon = indicator_panel_data(warehouse, catalogue_of(SMALL), Question("830101", YEAR), CODE)
    assert "ป่าสัก" in set(of_tambon.areas["area_name"])


def test_one_of_one_never_leads(warehouse: Warehouse) -> None:
    counts = {"83010101": (1, 1), "83010102": (29, 2), "83010103": (40, 4), "83010104": (30, 6), "83010105": (2, 1)}
    store(warehouse, SMALL, [(code, 1, assessed, failed) for code, (assessed, failed) in counts.items()])
    panel = indicator_panel_data(warehouse, catalogue_of(SMALL), Question("830101", YEAR), CODE)
    assert panel.areas["area_code"].tolist() == ["83010104", "83010103", "83010102", "83010101", "83010105"]


def test_a_report_of_a_province_alone_has_no_areas_to_list(warehouse: Warehouse) -> None:
    store(warehouse, SMALL, [("83", 1, 1000, 40)], level="province")
    panel = indicator_panel_data(warehouse, catalogue_of(SMALL), Question("83", YEAR), CODE)
    assert (panel.figures["failed"], len(panel.areas)) == (40, 0)


def test_levels_that_can_be_listed() -> None:
    assert list(listed_levels("830101")) == ["village"]
    assert list(listed_levels("83010101")) == ["village"]
    assert list(listed_levels("83")) == ["village", "tambon", "amphoe"]
    assert list(listed_levels("TH")) == ["tambon", "amphoe", "province"]


def test_an_area_without_the_figure_has_a_panel_and_an_unknown_indicator_has_none(warehouse: Warehouse) -> None:
    store(warehouse, SMALL, [("83010101", 2, 10, 1)])
    panel = indicator_panel_data(warehouse, catalogue_of(SMALL), Question("83", YEAR), CODE)
    assert pd.isna(panel.figures["problem_pct"])
    assert panel.sources.empty
    with pytest.raises(CatalogueError):
        indicator_panel_data(warehouse, catalogue_of(SMALL), Question("83", YEAR), "jpt-made-up-99")


def test_every_village_of_a_province_against_pandas(warehouse: Warehouse, shared_data: Path) -> None:
    catalogue = load_catalogue()
    facts = tpmap_facts(shared_data, "83")
    facts = facts[facts["assessed"] > 0]
    store(warehouse, catalogue.get("jpt-2560"), facts.itertuples(index=False), 2561, counting="people")
    panel = indicator_panel_data(warehouse, catalogue, Question("83", 2561), "jpt-2560-23")
    saving = facts[facts["number"] == 23].set_index("area_code")
    expected = (100 * saving["failed"] / saving["assessed"]).sort_values(ascending=False)
    found = panel.areas.set_index("area_code")["problem_pct"].dropna()
    pd.testing.assert_series_equal(
        found.sort_index(), expected.sort_index(), check_names=False, check_dtype=False, check_index_type=False
    )
    enough = panel.areas["assessed"] >= 30
    assert panel.areas.loc[enough, "problem_pct"].is_monotonic_decreasing
    assert panel.areas.loc[~enough & panel.areas["problem_pct"].notna(), "failed"].is_monotonic_decreasing
    assert panel.sources["areas"].tolist() == [len(saving)]
