"""Every statement of the analysis against plain pandas."""

import importlib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import ModuleType

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from analysis.comparative import area_changes, cells, findings, likeness, ranking
from analysis.core import areas, changes, figures, held_data, measures, scope, survey_coverage
from analysis.core import areas as navigation
from analysis.core import village_levels as levels
from analysis.disclosure import counts
from analysis.input_data import data as input_data
from analysis.input_data import data as progress
from analysis.logic_model import plan_store
from analysis.radar_diagram import indicator_panel
from catalogue import load_catalogue
from catalogue.areas import area_prefix, level_of, parent_of, shipped_areas
from tests.analysis.sql_truth.imports_model import COUNTS, Model
from tests.analysis.sql_truth.published import same, within
from tests_support import empty_warehouse
from warehouse import (
    Approval,
    Warehouse,
    redo_batch,
    save_areas,
    save_least_coverage,
    save_set,
    save_targets,
    set_approval,
    store_batch,
    undo_batch,
)

SHIPPED = load_catalogue()
JPT, NRD = SHIPPED.get("jpt-2560"), SHIPPED.get("nrd2c-2555")
APPROVED = (1, 3, 5)
APPROVAL = Approval("approved", "province", date(2026, 1, 1), "ประชุม")
AREAS = ["TH", "83", "30", "8301", "830106", "830151", "8301060201", "300201"]
LEADING, TONES = "เแโใไ", "็่้๊๋์"
# Statement → the test that holds it to pandas, or says where it is held.
HELD = {
    "analysis.logic_model.plan_store.KNOWN_AREAS": "test_areas_known_to_plans",
    "analysis.comparative.cells.COUNTS_OF_AREAS": "test_counts_of_areas_side_by_side",
    "analysis.comparative.ranking.MEANS_OF_AREAS": "test_means_of_areas_side_by_side",
    "analysis.comparative.ranking.NAMED_LIKE": "test_areas_found_by_a_part_of_their_name",
    "analysis.comparative.area_changes.SOURCE_LEVELS": "test_changes_of_areas_side_by_side",
    "analysis.comparative.area_changes.COUNTS_OF_BOTH": "test_changes_of_areas_side_by_side",
    "analysis.comparative.likeness.MEASURES_OF_AREAS": "test_measures_of_areas_side_by_side",
    "analysis.comparative.findings.PLACES_IN_FILES": "test_places_of_areas_in_their_files",
    "analysis.disclosure.counts.AREAS_OF_YEAR": "test_areas_and_counts_behind_the_gate",
    "analysis.disclosure.counts.COUNTS_OF_LEVEL": "test_areas_and_counts_behind_the_gate",
    "analysis.core.areas.NAMES_OF_AREAS": "test_names",
    "analysis.core.areas.NAMES_ABOVE_VILLAGES": "test_names",
    "analysis.core.areas.AREAS_WITH_DATA": "test_areas_with_data",
    "analysis.core.held_data.FIGURES_OF_AREA": "test_every_figure_of_an_area",
    "analysis.core.held_data.FIGURES_OF_AREA_AND_ABOVE": "test_every_figure_of_an_area",
    "analysis.core.held_data.FIGURES_OF_LEVEL": "test_figures_of_a_level",
    "analysis.core.held_data.SURVEYS_OF_SETS": "test_sets_and_their_surveys",
    "analysis.core.areas.THAI_ORDER": "test_thai_order",
    "analysis.input_data.data.FACTS_OF_LEVEL": "test_facts_of_a_level",
    "analysis.input_data.data.STATES_OF_LEVEL": "test_approvals_of_an_area",
    "analysis.input_data.data.LEVELS_HELD": "test_levels_that_have_figures",
    "analysis.core.figures.FIGURES_OF_AREAS": "test_figures_of_areas",
    "analysis.radar_diagram.indicator_panel.SOURCES_OF_INDICATOR": "test_sources_of_an_indicator",
    "analysis.input_data.data.SURVEYS_OF_SETS": "test_sets_and_their_surveys",
    "analysis.input_data.data.SURVEYS_WITH_FACTS": "test_surveys_with_facts",
    "analysis.core.measures.SUMS_OF_AREA": "test_sums_of_measures",
    "analysis.core.measures.MEASURES_HELD": "test_sums_of_measures",
    "analysis.core.areas.AREAS_IN_USE": "test_areas_to_choose_from",
    "analysis.input_data.data.CODES_WITH_DATA": "test_known_codes_and_those_with_data",
    "analysis.input_data.data.KNOWN_CODES": "test_known_codes_and_those_with_data",
    "analysis.core.scope.SETS_OF_YEAR": "test_sets_of_a_year",
    "analysis.core.village_levels.GRADES_OF_VILLAGES": "test_grades_and_levels_of_villages",
    "analysis.core.village_levels.LEVELS_IN_FILES": "test_grades_and_levels_of_villages",
    "analysis.core.held_data.VERSION_OF_DATA": "test_version_changes_with_every_change",
    "analysis.core.held_data.IMPORTS_OF_AREA": "test_sources_of_an_area",
    "analysis.core.survey_coverage.HAS_TARGETS": "test_households_surveyed_of_a_target",
    "analysis.core.survey_coverage.HOUSEHOLDS_OF_AREAS": "test_households_surveyed_of_a_target",
    "analysis.core.changes.COVERED_AREAS": "test_places_of_two_years_and_their_sums",
    "analysis.core.changes.FIGURES_OF_SHARED": "test_places_of_two_years_and_their_sums",
    "analysis.core.held_data.HOLDINGS": "test_holdings",
    "analysis.core.held_data.LAST_IMPORT": "test_last_import",
    "analysis.core.held_data.REPLACEMENTS": "test_replaced_imports",
}


def test_every_statement_is_held() -> None:
    modules: list[ModuleType] = []
    root = Path(__file__).resolve().parents[3]
    files = [each.relative_to(root).with_suffix("") for each in sorted((root / "analysis").rglob("*.py"))]
    modules += [importlib.import_module(".".join(each.parts)) for each in files if each.name != "__main__"]
    written = {
        f"{module.__name__}.{name}"
        for module in modules
        for name, value in vars(module).items()
        if name.isupper() and isinstance(value, str) and "SELECT" in value
    }
    assert written == set(HELD)
    assert set(HELD.values()) <= set(globals())


def test_names(filled: Warehouse, shared_data: Path) -> None:
    lines = (
        (shared_data / "tpmap_2561" / "village_names_2559_83_30.csv").read_text(encoding="utf-8-sig").splitlines()[1:]
    )
    table = pd.DataFrame([line.split(",", 1) for line in lines], columns=["area_code", "area_name"])
    table = (
        table[(table["area_code"].str.len() == 8) & (table["area_name"] != "")].drop_duplicates("area_code").head(400)
    )
    save_areas(filled, pd.concat([table, pd.DataFrame({"area_code": ["500101"], "area_name": ["ตำบลในทะเบียน"]})]))
    above = filled.query(areas.NAMES_ABOVE_VILLAGES)
    assert set(above["area_code"]) == {code for code in filled.query("FROM areas")["area_code"] if len(code) <= 6}
    assert areas.names_of(filled, ["500101", table["area_code"].iloc[0]]) == {
        "500101": "ตำบลในทะเบียน", table["area_code"].iloc[0]: table["area_name"].iloc[0],
    }  # fmt: skip
    asked = [*table["area_code"].head(50), "83999999"]
    same(filled.query(areas.NAMES_OF_AREAS, {"area_codes": asked})[["area_code", "area_name"]], table.head(50))


def test_areas_known_to_plans(filled: Warehouse) -> None:
    named, held = filled.query("FROM areas"), filled.query("FROM batch_areas")
    expected = {*named["area_code"], *held.loc[held["is_live"], "area_code"]}
    found = filled.query(plan_store.KNOWN_AREAS)["area_code"].tolist()
    assert len(found) == len(set(found))
    assert set(found) == expected
    assert expected
    assert plan_store.known_areas(filled) >= expected | {"TH", "83"}


@pytest.mark.parametrize("area", AREAS)
@pytest.mark.parametrize("level", ["province", "amphoe", "tambon", "village"])
def test_areas_with_data(filled: Warehouse, sums: pd.DataFrame, area: str, level: str) -> None:
    own = within(sums[(sums["level"] == level) & (sums["set_id"] == JPT.id) & (sums["year_be"] == 2562)], area)
    key = {"level": level, "set_id": JPT.id, "year_be": 2562, "prefix": area_prefix(area)}
    assert filled.query(areas.AREAS_WITH_DATA, key)["area_code"].tolist() == sorted(own["area_code"].unique())


@pytest.mark.parametrize("area", AREAS)
def test_years_of_an_area(filled: Warehouse, model: Model, sums: pd.DataFrame, area: str) -> None:
    own = sums[(sums["level"] == level_of(area)) & (sums["area_code"] == area)]
    expected = own.groupby(["set_id", "year_be"], as_index=False).agg(
        indicators=("indicator_code", "nunique"), is_synthetic=("is_synthetic", "any")
    )
    expected = expected.merge(model.stored()[["set_id", "survey"]].drop_duplicates(), on="set_id", how="left")
    expected = expected.sort_values(["survey", "year_be", "set_id"], ascending=[True, False, True])
    found = held_data.available_data(filled, area)
    same(found, expected[list(found.columns)])
    assert found["survey"].tolist() == expected["survey"].tolist()
    kept = found[found["survey"] == "nrd2c"].reset_index(drop=True)
    assert_frame_equal(held_data.available_data(filled, area, "nrd2c"), kept)


def test_sets_and_their_surveys(filled: Warehouse, model: Model) -> None:
    expected = model.stored()[["set_id", "survey"]].drop_duplicates()
    same(filled.query(input_data.SURVEYS_OF_SETS), expected)
    same(filled.query(held_data.SURVEYS_OF_SETS), expected)


def dictionary_key(name: str) -> tuple[str, str]:
    """Leading vowels after their consonant; marks above the line count only between words otherwise alike."""
    text = re.sub(f"([{LEADING}])(.)", r"\2\1", name)
    return "".join(each for each in text if each not in TONES), text


def test_thai_order(filled: Warehouse) -> None:
    register = shipped_areas()
    names = list(dict.fromkeys(register.loc[register["level"] == "amphoe", "name"]))
    found = [names[int(place) - 1] for place in filled.query(areas.THAI_ORDER, {"names": names})["position"]]
    assert found == sorted(names, key=dictionary_key)


@pytest.mark.parametrize("level", ["village", "tambon", "amphoe", "province", "country"])
@pytest.mark.parametrize("survey", ["jpt", "nrd2c"])
@pytest.mark.parametrize("year", [None, 2562])
def test_facts_of_a_level(filled: Warehouse, sums: pd.DataFrame, level: str, survey: str, year: int | None) -> None:
    own = sums[(sums["level"] == level) & (sums["set_id"] == {"jpt": JPT.id, "nrd2c": NRD.id}[survey])]
    own = own if year is None else own[own["year_be"] == year]
    graded_villages = own[["score_1", "score_2", "score_3"]].sum(axis=1, min_count=1)
    if survey == "nrd2c":
        points = own["score_1"] + 2 * own["score_2"] + 3 * own["score_3"]
        own = own.assign(score=points / graded_villages, assessed=None if level == "village" else graded_villages)
    columns = ["area_code", "year_be", "indicator_code", "assessed", "failed", "score"]
    same(
        filled.query(input_data.FACTS_OF_LEVEL, {"level": level, "survey": survey, "year_be": year}),
        own[columns],
        columns[:3],
    )


def test_levels_that_have_figures(filled: Warehouse, sums: pd.DataFrame) -> None:
    surveys = sums["set_id"].map({JPT.id: "jpt", NRD.id: "nrd2c"}).fillna("other")
    levels = sums.assign(survey=surveys).groupby(["survey", "year_be"])["level"].agg(set)
    held = filled.query(input_data.LEVELS_HELD).set_index(["survey", "year_be"])["levels"].map(set)
    assert held.to_dict() == levels.to_dict()


@pytest.mark.parametrize("area", AREAS)
def test_figures_of_areas(filled: Warehouse, sums: pd.DataFrame, area: str) -> None:
    own = sums[(sums["area_code"] == area) & (sums["set_id"] == JPT.id) & (sums["year_be"] == 2561)]
    codes = [each.code for each in JPT.indicators]
    key = {"area_codes": [area, "99"], "level": level_of(area), "set_id": JPT.id, "year_be": 2561}
    found = filled.query(figures.FIGURES_OF_AREAS, key)
    same(found, own[["area_code", *STORED]], ["indicator_code"])
    assert set(own["indicator_code"]) <= set(codes)


STORED = ["indicator_code", *COUNTS, "areas_counted", "source_level", "is_synthetic", "target_pct"]


@pytest.mark.parametrize("area", AREAS)
def test_every_figure_of_an_area(filled: Warehouse, sums: pd.DataFrame, area: str) -> None:
    above = parent_of(area)
    for asked, found in (
        (area, held_data.figures_of_area(filled, area)), (above, held_data.figures_above(filled, area)),
    ):  # fmt: skip
        own = sums[sums["area_code"] == asked]
        rows = [
            (*place, code, *figure)
            for place, figures_of_set in found.items()
            for code, figure in figures_of_set.items()
        ]
        columns = ["set_id", "year_be", "indicator_code", *held_data.StoredFigure._fields]
        kept = ["set_id", "year_be", *STORED]
        assert len(rows) == len(own)
        if rows:
            same(pd.DataFrame(rows, columns=columns)[kept], own[kept], ["set_id", "year_be", "indicator_code"])
    assert above is None or held_data.figures_above(filled, area)


@pytest.mark.parametrize("area", AREAS)
def test_figures_of_a_level(filled: Warehouse, sums: pd.DataFrame, area: str) -> None:
    for level in ("amphoe", "tambon", "village"):
        within = sums["area_code"].str.startswith(area_prefix(area)) & (sums["level"] == level)
        own = sums[within & (sums["set_id"] == JPT.id) & (sums["year_be"] == 2561)]
        found = held_data.figures_of_level(filled, area, level, JPT.id, 2561)
        assert list(found) == sorted(own["area_code"].unique())
        rows = [(area, code, *figure) for area, of_area in found.items() for code, figure in of_area.items()]
        table = pd.DataFrame(rows, columns=["area_code", "indicator_code", *held_data.StoredFigure._fields])
        columns = ["area_code", *STORED]
        assert len(table) == len(own)
        if len(table):
            same(table[columns], own[columns], ["area_code", "indicator_code"])


@pytest.mark.parametrize("year", [2561, 2562])
@pytest.mark.parametrize("area", ["TH", "83", "8301", "830101", "50", "8302"])
def test_whether_an_area_has_printed_targets(filled: Warehouse, sums: pd.DataFrame, area: str, year: int) -> None:
    own = sums[(sums["area_code"] == area) & (sums["set_id"] == JPT.id) & (sums["year_be"] == year)]
    figures_of_set = held_data.figures_of_area(filled, area).get((JPT.id, year), {})
    has_targets = any(figure.target_pct is not None for figure in figures_of_set.values())
    assert has_targets == own["target_pct"].notna().any()


@pytest.mark.parametrize("year", [2561, 2562])
def test_areas_and_counts_behind_the_gate(filled: Warehouse, sums: pd.DataFrame, year: int) -> None:
    own = sums[(sums["set_id"] == JPT.id) & (sums["year_be"] == year)]
    key = {"set_id": JPT.id, "year_be": year}
    areas_of_year = own[["level", "area_code", "source_level"]].drop_duplicates()
    same(filled.query(counts.AREAS_OF_YEAR, key), areas_of_year, ["level", "area_code"])
    codes = [each.code for each in JPT.indicators]
    for level, of_level in own.groupby("level"):
        places = sorted(of_level["area_code"].unique())
        found = filled.query(
            counts.COUNTS_OF_LEVEL, key | {"level": level, "area_codes": places, "indicator_codes": codes}
        )
        named = pd.DataFrame({
            "area_code": [places[place] for place in found["area_place"]],
            "indicator_code": [codes[place] for place in found["indicator_place"]],
            "assessed": found["assessed"], "failed": found["failed"],
        })  # fmt: skip
        assessed = of_level[(of_level["assessed"] > 0) & of_level["failed"].notna()]
        same(named, assessed[list(named.columns)], ["area_code", "indicator_code"])


@pytest.mark.parametrize("area", ["TH", "83", "8301", "830106", "8301060101"])
@pytest.mark.parametrize("year", [2561, 2562])
def test_sources_of_an_indicator(filled: Warehouse, live: pd.DataFrame, area: str, year: int) -> None:
    code = JPT.indicators[7].code
    own = live[(live["set_id"] == JPT.id) & (live["year_be"] == year) & (live["indicator_code"] == code)]
    own = within(own[own["level"] == "village"], area)
    key = {"set_id": JPT.id, "year_be": year, "indicator_code": code, "level": "village", "prefix": area_prefix(area)}
    found = filled.query(indicator_panel.SOURCES_OF_INDICATOR, key)
    assert found.set_index("batch_id")["areas"].to_dict() == own["batch_id"].value_counts().to_dict()


@pytest.mark.parametrize("area", AREAS)
@pytest.mark.parametrize("year", [None, 2562])
def test_surveys_with_facts(filled: Warehouse, live: pd.DataFrame, area: str, year: int | None) -> None:
    own = within(live, area)
    own = own if year is None else own[own["year_be"] == year]
    groups = own.assign(village=own["area_code"].where(own["level"] == "village")).groupby(["set_id", "year_be"])
    expected = groups.agg(
        areas=("area_code", "nunique"), villages=("village", "nunique"), indicators=("indicator_code", "nunique"),
        facts=("area_code", "size"), is_synthetic=("is_synthetic", "any"),
    ).reset_index()  # fmt: skip
    found = filled.query(input_data.SURVEYS_WITH_FACTS, {"prefix": area_prefix(area), "year_be": year})
    if len(expected):
        same(found, expected)
    assert len(found) == len(expected)


@pytest.mark.parametrize("area", ["TH", "83", "30", "8301", "830103"])
def test_sums_of_measures(filled: Warehouse, model: Model, area: str) -> None:
    own = within(model.live("measures"), area)
    own = own[(own["set_id"] == JPT.id) & (own["year_be"] == 2561)]
    key = {
        "set_id": JPT.id, "year_be": 2561, "area_code": area, "level": level_of(area), "prefix": area_prefix(area),
        "child_digits": measures.DIGITS[areas.CHILD_LEVEL[level_of(area)]], "names": ["households", "people"],
        "name_prefix": measures.NO_PREFIX, "ranked_prefix": "", "most": 0, "source_level": "village",
    }  # fmt: skip
    expected = own.groupby("measure", as_index=False).agg(value=("value", "sum"), areas=("area_code", "nunique"))
    same(filled.query(measures.SUMS_OF_AREA, key), expected)
    held = model.live("measures")[["set_id", "year_be", "measure"]].drop_duplicates()
    found = filled.query(measures.MEASURES_HELD)
    assert set(held.itertuples(index=False, name=None)) <= set(found.itertuples(index=False, name=None))
    assert not (found["set_id"] == "jpt-2555").any()


@pytest.mark.parametrize("area", ["TH", "83", "50", "8301", "830106"])
def test_areas_to_choose_from(filled: Warehouse, model: Model, area: str) -> None:
    table = within(model.areas().query("is_live"), area)
    level = areas.CHILD_LEVEL[level_of(area)]
    digits = navigation.DIGITS[level]
    least = 8 if level == "village" else digits
    expected = sorted(table.loc[table["area_code"].str.len() >= least, "area_code"].str[:digits].unique())
    assert sorted(navigation.child_areas(filled, area)) == expected
    codes = set(model.areas().query("is_live")["area_code"]) - {"TH"}
    assert filled.query(navigation.AREAS_IN_USE)["area_code"].tolist() == sorted(codes)


@pytest.mark.parametrize("area", AREAS)
def test_known_codes_and_those_with_data(filled: Warehouse, model: Model, live: pd.DataFrame, area: str) -> None:
    named = filled.query("FROM areas")["area_code"]
    codes = pd.concat([model.areas()["area_code"], named]).drop_duplicates()
    codes = codes[codes.str.len().isin([8, 10]) & codes.str.startswith(area_prefix(area))]
    assert filled.query(progress.KNOWN_CODES, {"prefix": area_prefix(area)})["area_code"].tolist() == sorted(codes)
    own = within(live[(live["level"] == "village") & (live["set_id"] == JPT.id)], area)
    found = filled.query(progress.CODES_WITH_DATA, {"prefix": area_prefix(area), "set_id": JPT.id})
    assert found.to_records(index=False).tolist() == sorted(
        set(zip(own["area_code"], own["year_be"], strict=True)), key=lambda row: (row[1], row[0])
    )


@pytest.mark.parametrize(("survey", "year"), [("jpt", 2561), ("jpt", 2562), ("nrd2c", 2562), ("nrd2c", 2561)])
def test_sets_of_a_year(filled: Warehouse, model: Model, survey: str, year: int) -> None:
    expected = {
        batch.set_id for number, batch in model.numbered()
        if number not in model.undone and (batch.survey, batch.year_be) == (survey, year)
    }  # fmt: skip
    assert filled.query(scope.SETS_OF_YEAR, {"survey": survey, "year_be": year})["set_id"].tolist() == sorted(expected)


@pytest.mark.parametrize("area", ["TH", "83", "8301", "830106", "83010601"])
def test_grades_and_levels_of_villages(filled: Warehouse, model: Model, live: pd.DataFrame, area: str) -> None:
    key = {"set_id": NRD.id, "year_be": 2562, "prefix": area_prefix(area)}
    own = within(live[live["set_id"] == NRD.id], area)
    expected = own.groupby("area_code", as_index=False).agg(
        indicators_with_data=("score", "count"), problem_count=("score_1", "sum"), is_synthetic=("is_synthetic", "any")
    )
    same(filled.query(levels.GRADES_OF_VILLAGES, key), expected)
    given = within(model.live("measures").query("measure == 'development_level'"), area)
    found = filled.query(levels.LEVELS_IN_FILES, key | {"measure": levels.LEVEL_MEASURE})
    assert found.set_index("area_code")["level_in_file"].to_dict() == given.set_index("area_code")["value"].to_dict()


@pytest.mark.parametrize("area", AREAS)
def test_sources_of_an_area(filled: Warehouse, model: Model, area: str) -> None:
    table = model.areas().query("is_live")
    own = table[[code.startswith(area_prefix(area)) or area.startswith(code) for code in table["area_code"]]]
    kinds = {number: (batch.set_id, batch.year_be) for number, batch in model.numbered()}
    expected = sorted(number for number in own["batch_id"].unique() if kinds[number] == (JPT.id, 2561))
    assert sorted(held_data.sources_of_area(filled, area, JPT.id, 2561)["batch_id"]) == expected


@pytest.fixture(scope="module")
def approved(model: Model) -> Iterator[Warehouse]:
    """The same imports, three of them approved once all are in."""
    warehouse = empty_warehouse()
    for _, batch in model.numbered():
        store_batch(warehouse, batch)
    for number in model.undone:
        undo_batch(warehouse, number)
    for number in APPROVED:
        set_approval(warehouse, number, APPROVAL)
    yield warehouse
    warehouse.close()


@pytest.mark.parametrize("area", AREAS)
def test_approvals_of_an_area(model: Model, approved: Warehouse, area: str) -> None:
    """The areas that an approved import has live at or below the area count for it."""
    table, kinds = model.areas().query("is_live"), dict(model.numbered())
    table = table[[code.startswith(area_prefix(area)) for code in table["area_code"]]]
    for year_be in (2561, 2562):
        own = table[[(kinds[n].set_id, kinds[n].year_be) == (JPT.id, year_be) for n in table["batch_id"]]]
        counts = own["batch_id"].isin(APPROVED).value_counts()
        expected = [(Approval(), counts.get(False, 0)), (APPROVAL, counts.get(True, 0))]
        found = held_data.approvals_of_area(approved, area, JPT.id, year_be)
        assert list(found) == [each for each in expected if each[1]]
        states = input_data.facts_data(approved, level_of(area), "jpt", year_be) if len(own) else pd.DataFrame()
        if len(states := states[states["area_code"] == area] if len(states) else states):
            assert set(states["approval"]) == {"unchecked" if counts.get(False, 0) else "approved"}


@pytest.fixture(scope="module")
def surveyed(model: Model) -> Iterator[tuple[Warehouse, pd.DataFrame, dict[str, int]]]:
    """Facts counted in their own unit, some of them in households; every third village has a target."""
    warehouse, batch = empty_warehouse(), model.batches[0]
    codes = sorted(set(batch.facts["area_code"]))
    units = {each.code: each.unit for each in JPT.indicators}
    facts = batch.facts.assign(unit=batch.facts["indicator_code"].map(units))
    store_batch(warehouse, replace(batch, facts=facts, counting="own_unit"))
    targets = {code: 50 + number for number, code in enumerate(codes[::3])}
    save_targets(warehouse, 2561, targets)
    yield warehouse, facts, targets
    warehouse.close()


@pytest.mark.parametrize("area", AREAS)
def test_households_surveyed_of_a_target(surveyed: tuple[Warehouse, pd.DataFrame, dict[str, int]], area: str) -> None:
    warehouse, facts, targets = surveyed
    rows = facts[(facts["unit"] == "ครัวเรือน") & facts["area_code"].isin(list(targets))]
    most = rows.groupby("area_code")["assessed"].max()
    most = most[[code.startswith(area_prefix(area)) for code in most.index]]
    found = survey_coverage.survey_coverage_data(warehouse, JPT.id, 2561, [area])
    if most.empty:
        assert found == {}
    else:
        expected = (int(most.sum()), sum(targets[code] for code in most.index), len(most))
        assert (found[area].surveyed, found[area].target, found[area].villages) == expected


def test_holdings(filled: Warehouse, live: pd.DataFrame) -> None:
    expected = live.groupby(["survey", "set_id", "year_be"], as_index=False).agg(
        areas=("area_code", "nunique"), facts=("area_code", "size"), is_synthetic=("is_synthetic", "any")
    )
    same(filled.query(held_data.HOLDINGS), expected)


def test_last_import(filled: Warehouse, model: Model) -> None:
    table = model.areas()
    live = table[table["is_live"]]
    newest = int(live["batch_id"].max())
    found = filled.query(held_data.LAST_IMPORT)
    assert found["areas"].tolist() == [int((live["batch_id"] == newest).sum())]
    assert found["replaced"].tolist() == [int((table["replaced_by"] == newest).sum())]
    assert found["file_name"].tolist() == [dict(model.numbered())[newest].file_name]


def test_replaced_imports(filled: Warehouse, model: Model) -> None:
    table = model.areas().dropna(subset="replaced_by")
    expected = table.groupby(["replaced_by", "batch_id"]).size()
    found = filled.query(held_data.REPLACEMENTS)
    counted = {(row.batch_id, row.earlier_id): row.areas for row in found.itertuples()}
    assert counted == {(int(later), int(earlier)): count for (later, earlier), count in expected.items()}
    assert counted


def test_version_changes_with_every_change(model: Model) -> None:
    """Import, undo, register, set, approval, target and setting give the caches a new version; nothing else does."""
    warehouse = empty_warehouse()

    def version() -> str:
        return str(warehouse.query(held_data.VERSION_OF_DATA)["version"].iloc[0])

    name = pd.DataFrame({"area_code": ["83010101"], "area_name": ["บ้านทดลอง"]})
    seen = [version()]
    changes: Mapping[str, Callable[[], object]] = {
        "import": lambda: store_batch(warehouse, model.batches[3]),
        "undo": lambda: undo_batch(warehouse, 1),
        "register": lambda: save_areas(warehouse, name),
        "set": lambda: save_set(warehouse, "jpt-own", {"id": "jpt-own"}),
        "redo": lambda: redo_batch(warehouse, 1),
        "approval": lambda: set_approval(warehouse, 1, Approval("submitted", "tambon", date(2026, 1, 1))),
        "approval withdrawn": lambda: set_approval(warehouse, 1, Approval()),
        "target": lambda: save_targets(warehouse, 2561, {"83010101": 10}),
        "another target": lambda: save_targets(warehouse, 2561, {"83010101": 11}),
        "setting": lambda: save_least_coverage(warehouse, 70),
    }
    for what, change in changes.items():
        change()
        assert version() not in seen, what
        seen.append(version())
        assert version() == seen[-1]
    warehouse.close()


@pytest.mark.parametrize("by_stem", [False, True])
@pytest.mark.parametrize("area", AREAS)
@pytest.mark.parametrize("before", [2561, 2563])
def test_places_of_two_years_and_their_sums(
    filled: Warehouse, model: Model, area: str, before: int, by_stem: bool
) -> None:
    """A place is its code, or the first 8 digits of it; only places that both years have are summed."""
    live = model.live()
    own = live[(live["set_id"] == JPT.id) & (live["level"] == "village") & live["year_be"].isin([2562, before])]
    own = within(own, area)
    own = own.assign(place=own["area_code"].str[:8] if by_stem else own["area_code"])
    now, earlier = (set(own.loc[own["year_be"] == year, "place"]) for year in (2562, before))
    key = {"set_id": JPT.id, "level": "village", "year_be": 2562, "before": before, "prefix": area_prefix(area)}
    key["by_stem"] = by_stem
    found = filled.query(changes.COVERED_AREAS, key).iloc[0]
    assert (found["shared"], found["now"], found["before"]) == (len(now & earlier), len(now), len(earlier))
    shared = own[own["place"].isin(now & earlier)]
    sums = shared.groupby(["year_be", "indicator_code"], as_index=False)[["assessed", "failed"]].sum(min_count=1)
    summed = filled.query(changes.FIGURES_OF_SHARED, key)
    assert summed.empty == sums.empty
    if not sums.empty:
        same(summed, sums)


def side_by_side(level: str, area: str, codes: list[str] | None = None) -> dict[str, object]:
    return {
        "level": level, "set_id": JPT.id, "year_be": 2562, "prefix": area_prefix(area), "is_listed": codes is not None,
        "area_codes": codes or [], "indicator_codes": [each.code for each in JPT.indicators],
    }  # fmt: skip


@pytest.mark.parametrize(("level", "area"), [("village", "8301"), ("tambon", "83"), ("amphoe", "TH")])
@pytest.mark.parametrize("listed", [False, True])
def test_counts_of_areas_side_by_side(
    filled: Warehouse, sums: pd.DataFrame, level: str, area: str, listed: bool
) -> None:
    own = within(sums[(sums["level"] == level) & (sums["set_id"] == JPT.id) & (sums["year_be"] == 2562)], area)
    codes = sorted(own["area_code"].unique())[::2] if listed else None
    own = own[(own["assessed"] > 0) & (own["area_code"].isin(codes) if listed else True)]
    places = {each.code: place for place, each in enumerate(JPT.indicators)}
    expected = own.assign(indicator_place=own["indicator_code"].map(places), unit="คน")
    found = filled.query(cells.COUNTS_OF_AREAS, side_by_side(level, area, codes))
    same(
        found,
        expected[["area_code", "indicator_place", "assessed", "failed", "unit"]],
        ["area_code", "indicator_place"],
    )


@pytest.mark.parametrize(("level", "area"), [("village", "8301"), ("tambon", "83"), ("amphoe", "TH")])
@pytest.mark.parametrize("set_id", [JPT.id, NRD.id])
@pytest.mark.parametrize("size", [1.0, 2.5])
def test_means_of_areas_side_by_side(
    filled: Warehouse, sums: pd.DataFrame, level: str, area: str, set_id: str, size: float
) -> None:
    own_set = SHIPPED.get(set_id)
    codes = [each.code for each in own_set.indicators]
    reference = {code: float(place) for place, code in enumerate(codes)}
    nothing: list[float | None] = [None] * len(codes)
    key = side_by_side(level, area) | {
        "set_id": set_id, "indicator_codes": codes, "lows": nothing, "highs": nothing,
        "more_is_worse": [False] * len(codes), "reference_pcts": list(reference.values()),
        "measure": own_set.measure, "person_unit": "คน", "household_size": size, "z_squared": 4.0,
    }  # fmt: skip
    own = within(sums[(sums["level"] == level) & (sums["set_id"] == set_id) & (sums["year_be"] == 2562)], area)
    if own_set.measure == "count":
        known = own[own["assessed"] > 0].assign(problem=lambda each: 100 * each["failed"] / each["assessed"])
        answers = known["assessed"] / size + 4
        centre = (known["failed"] / size + 2) / answers
        known = known.assign(square=centre * (1 - centre) / answers)
    else:
        villages = own["score_1"] + own["score_2"] + own["score_3"]
        known = own[villages > 0].assign(
            problem=50 * (2 * own["score_1"] + own["score_2"]) / villages, square=float("nan")
        )
    known = known.assign(reference=known["indicator_code"].map(reference))
    groups = known.groupby("area_code")
    expected = groups.agg(
        mean_problem_pct=("problem", "mean"), square=("square", lambda each: each.sum(min_count=1)),
        indicators_with_data=("problem", "size"), reference_pct=("reference", "mean"),
    )  # fmt: skip
    found = filled.query(ranking.MEANS_OF_AREAS, key).set_index("area_code")
    found = found[found["indicators_with_data"] > 0]
    assert found.index.tolist() == expected.index.tolist()
    assert len(found)
    for name in ("mean_problem_pct", "indicators_with_data", "reference_pct"):
        assert found[name].tolist() == pytest.approx(expected[name].tolist())
    error = 100 * expected["square"] ** 0.5 / expected["indicators_with_data"]
    assert found["se_pct"].astype("float64").tolist() == pytest.approx(error.tolist(), nan_ok=True)


def test_areas_found_by_a_part_of_their_name(filled: Warehouse) -> None:
    table = pd.DataFrame(
        [("83010601", "บ้านฮฮนาใน"), ("83010602", "บ้านนอก"), ("830106", "ฮฮนาทดลอง"), ("30020101", "บ้านฮฮนาใน")],
        columns=["area_code", "area_name"],
    )
    save_areas(filled, table)
    key = {"prefix": "83", "least": 8, "most": 10, "text": "ฮฮนา"}
    assert filled.query(ranking.NAMED_LIKE, key)["area_code"].tolist() == ["83010601"]


@pytest.mark.parametrize("area", ["TH", "83", "8301"])
@pytest.mark.parametrize(("level", "digits"), [("tambon", 6), ("amphoe", 4)])
def test_changes_of_areas_side_by_side(
    filled: Warehouse, model: Model, live: pd.DataFrame, area: str, level: str, digits: int
) -> None:
    key: dict[str, object] = {"set_id": JPT.id, "year_be": 2562, "before": 2561, "prefix": area_prefix(area)}
    key["before_set_id"] = JPT.id
    known = within(model.areas().query("is_live"), area)
    kinds = {number: (batch.set_id, batch.year_be, batch.level) for number, batch in model.numbered()}
    known = known.assign(kind=known["batch_id"].map(kinds))
    years = {
        name: {year: set(known.loc[known["kind"] == (JPT.id, year, name), "area_code"]) for year in (2561, 2562)}
        for name in ("village", "tambon", "amphoe")
    }
    both = pd.DataFrame(
        [(name, len(each[2562])) for name, each in years.items() if each[2561] and each[2562]],
        columns=["level", "areas"],
    )
    same(filled.query(area_changes.SOURCE_LEVELS, key), both)
    shared = years["village"][2561] & years["village"][2562]
    own = live[(live["set_id"] == JPT.id) & (live["level"] == "village") & live["area_code"].isin(list(shared))]
    sums = own.assign(area_code=own["area_code"].str[:digits]).pivot_table(
        index=["area_code", "indicator_code"], columns="year_be", values=["assessed", "failed"], aggfunc="sum"
    )
    sums = sums[(sums["assessed"][2561] > 0) & (sums["assessed"][2562] > 0)]
    asked = key | {
        "source_level": "village", "digits": digits, "indicator_codes": [each.code for each in JPT.indicators],
        "before_codes": [each.code for each in JPT.indicators],
        "by_stem": False, "is_listed": False, "area_codes": [],
    }  # fmt: skip
    found = filled.query(area_changes.COUNTS_OF_BOTH, asked).set_index(["area_code", "indicator_code"])
    assert found.index.tolist() == sorted(sums.index.tolist())
    for ours, year in (("", 2562), ("before_", 2561)):
        for name in ("assessed", "failed"):
            assert found[f"{ours}{name}"].tolist() == sums[name][year].reindex(found.index).tolist()
    every = pd.Series(sorted(years["village"][2561] | years["village"][2562]))
    whole = every.isin(list(shared)).groupby(every.str[:digits]).all()
    assert found["is_whole"].tolist() == [whole[code] for code, _ in found.index]
    one = filled.query(area_changes.COUNTS_OF_BOTH, asked | {"is_listed": True, "area_codes": [found.index[0][0]]})
    assert set(one["area_code"]) == {found.index[0][0]}


def test_places_of_areas_in_their_files(filled: Warehouse, model: Model) -> None:
    codes = sorted(model.areas().query("is_live")["area_code"].str[:6].unique())
    codes = [code for code in codes if code.startswith("8301")]
    key = {"digits": 6, "area_codes": codes, "set_id": JPT.id, "year_be": 2561}
    places = model.areas().query("is_live").assign(area_code=lambda each: each["area_code"].str[:6])
    names = {number: batch.file_name for number, batch in model.numbered() if batch.year_be == 2561}
    places = places.assign(file=places["batch_id"].map(names)).dropna(subset="file")
    places = places[places["area_code"].isin(codes)]
    expected = places.groupby("area_code", as_index=False).agg(file_label=("file", "min"), files=("file", "nunique"))
    found = filled.query(findings.PLACES_IN_FILES, key)
    same(found, expected)
    assert found["sheet"].isna().all()


@pytest.mark.parametrize("digits", [4, 6])
def test_measures_of_areas_side_by_side(filled: Warehouse, model: Model, digits: int) -> None:
    own = model.live("measures")
    own = own[(own["set_id"] == JPT.id) & (own["year_be"] == 2561) & own["measure"].isin(["people", "households"])]
    expected = (
        own.assign(area_code=own["area_code"].str[:digits])
        .groupby(["area_code", "measure"], as_index=False)["value"]
        .sum()
    )
    key = {"digits": digits, "set_id": JPT.id, "year_be": 2561, "measures": ["people", "households"]}
    same(filled.query(likeness.MEASURES_OF_AREAS, key), expected)
