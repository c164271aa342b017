"""Real answers keep to the schemas of their frames, and a frame that breaks a rule does not pass."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd
import pandera.pandas as pa
import pytest

from analysis.core.figures import axis_data, indicator_data, overall_data, years_data
from analysis.core.ranked_areas import ranked_areas_data
from analysis.core.references import REFERENCE_WORDS, find_reference, own_and_peer_figures
from analysis.core.scope import Question, find_scope
from analysis.input_data.data import coverage_data
from analysis.radar_diagram.data import radar_diagram_data
from analysis.radar_diagram.indicator_panel import indicator_panel_data
from analysis.radar_diagram.many_radars import area_page
from analysis.radar_diagram.village_scores import village_scores_data
from catalogue import Catalogue, load_catalogue
from loaders import inspect_file
from loaders.sample import sample_files
from tests.analysis.examples import store, tpmap_facts
from tests.schemas import analysis_core, chart_inputs, warehouse_staged
from warehouse import Warehouse, open_warehouse, read_sets
from warehouse.staged import FACT_COLUMNS, MEASURE_COLUMNS, NUMERIC_COLUMNS, normalised

SAMPLE = (
    Question("83", 2565, "jpt", "jpt-2560"),
    Question("830103", 2565, "jpt", "jpt-2560"),
    Question("83010301", 2565, "jpt", "jpt-2560"),
    Question("83", 2564, "nrd2c", "nrd2c-2555"),
    Question("830103", 2564, "nrd2c", "nrd2c-2555"),
)
TPMAP = Question("83", 2561, "jpt", "jpt-2560")


@pytest.fixture(scope="module")
def sample(opened_sample: Callable[[], Warehouse]) -> Iterator[Warehouse]:
    opened = opened_sample()
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def catalogue(sample: Warehouse) -> Catalogue:
    return load_catalogue(read_sets(sample))


@pytest.fixture(scope="module")
def tpmap(shared_data: Path) -> Iterator[Warehouse]:
    opened = open_warehouse(":memory:")
    rows = tpmap_facts(shared_data, "83").itertuples(index=False, name=None)
    store(opened, load_catalogue().get("jpt-2560"), rows, 2561, counting="people")
    yield opened
    opened.close()


def check_core(warehouse: Warehouse, catalogue: Catalogue, question: Question) -> None:
    scope = find_scope(warehouse, catalogue, question)
    own, peers = own_and_peer_figures(warehouse, scope)
    for figures in (own, peers):
        analysis_core.INDICATOR_FIGURES.validate(figures)
        analysis_core.AXIS_FIGURES.validate(axis_data(figures, scope.indicator_set))
        analysis_core.OVERALL.validate(overall_data(figures))
    for kind in (*REFERENCE_WORDS, str(question.year_be - 1)):
        reference = find_reference(warehouse, scope, own, kind, peers)
        analysis_core.REFERENCE_INDICATORS.validate(reference.indicators)
        analysis_core.REFERENCE_ENDS.validate(reference.ends)
        analysis_core.REFERENCE_AXES.validate(reference.axes)


def check_charts(warehouse: Warehouse, catalogue: Catalogue, question: Question) -> None:
    radar = radar_diagram_data(warehouse, catalogue, question, ("parent", "peers"))
    for every_indicator in (False, True):
        axes = radar.drawn(every_indicator=every_indicator)
        chart_inputs.RADAR_AXES.validate(axes)
        chart_inputs.PEER_RINGS.validate(radar.peer_rings(axes))
    chart_inputs.INDICATOR_LIST.validate(radar.ranked())
    code = str(radar.indicators["indicator_code"].iloc[0])
    panel = indicator_panel_data(warehouse, catalogue, question, code)
    chart_inputs.YEARS.validate(panel.years)
    chart_inputs.VILLAGE_DOTS.validate(panel.areas)
    chart_inputs.YEARS.validate(years_data(warehouse, catalogue, question.area_code, question.survey))


def check_ranked(warehouse: Warehouse, catalogue: Catalogue, question: Question) -> None:
    compared = ranked_areas_data(warehouse, catalogue, question)
    analysis_core.RANKED_AREAS.validate(compared.areas)
    analysis_core.RANKED_AXES.validate(compared.axes)
    analysis_core.RANKED_INDICATORS.validate(compared.indicators)
    chart_inputs.HEAT_CELLS.validate(compared.axes)
    chart_inputs.AREA_RANKING.validate(compared.areas)
    page = area_page(compared, 1)
    chart_inputs.PEER_RINGS.validate(page.rings)
    own_set = compared.scope.indicator_set
    coverage = coverage_data(warehouse, own_set, question.area_code, question.year_be)
    chart_inputs.COVERAGE.validate(coverage)


@pytest.mark.parametrize("question", SAMPLE, ids=lambda each: f"{each.survey}-{each.area_code}")
def test_answers_of_the_sample_province(sample: Warehouse, catalogue: Catalogue, question: Question) -> None:
    check_core(sample, catalogue, question)
    check_charts(sample, catalogue, question)
    if len(question.area_code) < 8:
        check_ranked(sample, catalogue, question)
    if question.survey == "nrd2c":
        chart_inputs.SCORE_BARS.validate(village_scores_data(sample, catalogue, question).shares)


def test_answers_of_a_real_province(tpmap: Warehouse) -> None:
    check_core(tpmap, load_catalogue(), TPMAP)
    check_charts(tpmap, load_catalogue(), TPMAP)
    check_ranked(tpmap, load_catalogue(), TPMAP)


@pytest.mark.parametrize("path", sample_files(), ids=lambda path: path.stem)
def test_staged_rows_of_the_sample_files(path: Path) -> None:
    warehouse = open_warehouse(":memory:")
    inspection = inspect_file(path.read_bytes(), path.name, warehouse, load_catalogue(), in_child=False)
    warehouse.close()
    assert inspection.batch is not None
    every_column = inspection.batch.facts.reindex(columns=list(FACT_COLUMNS))  # absent: missing
    texts = dict.fromkeys(set(FACT_COLUMNS) - NUMERIC_COLUMNS, "str")  # texts may come as categories
    warehouse_staged.FACTS.validate(normalised(every_column.astype(texts), FACT_COLUMNS))
    measures = inspection.batch.measures.astype({"area_code": "str", "measure": "str"})
    warehouse_staged.MEASURES.validate(normalised(measures, MEASURE_COLUMNS))


BREAKS = {
    "more failed than assessed": {"failed": 101.0, "problem_pct": 100.0, "pass_pct": 0.0, "high_pct": 100.0},
    "half a person": {"failed": 10.5},
    "more than all": {"problem_pct": 101.0, "pass_pct": -1.0},
    "pass is not the rest": {"pass_pct": 50.0},
    "the interval beside the figure": {"low_pct": 11.0},
    "no area code": {"area_code": "8301x"},
}


@pytest.mark.parametrize("changed", BREAKS.values(), ids=BREAKS)
def test_a_frame_that_breaks_a_rule_does_not_pass(warehouse: Warehouse, changed: dict[str, object]) -> None:
    own_set = load_catalogue().get("jpt-2560")
    store(warehouse, own_set, [("83010101", 1, 100, 10)], 2561)
    figures = indicator_data(warehouse, own_set, ["83010101"], 2561).head(1)
    analysis_core.INDICATOR_FIGURES.validate(figures)
    with pytest.raises(pa.errors.SchemaError):
        analysis_core.INDICATOR_FIGURES.validate(figures.assign(**changed))
    with pytest.raises(pa.errors.SchemaError):
        analysis_core.INDICATOR_FIGURES.validate(figures.drop(columns="unit"))


def test_every_column_says_what_it_holds() -> None:
    schemas = [
        each
        for module in (analysis_core, chart_inputs, warehouse_staged)
        for each in vars(module).values()
        if isinstance(each, pa.DataFrameSchema)
    ]
    assert len(schemas) >= 18
    for schema in schemas:
        for name, column in schema.columns.items():
            assert column.description, f"{schema.name}: {name}"
            assert column.nullable == ("missing" in column.description or "without data" in column.description), name


def test_text_columns_are_plain_python_text() -> None:
    frame = pd.DataFrame({"a": pd.Series(["ก"], dtype="str")})
    assert frame["a"].dtype == analysis_core.text("").dtype.type
