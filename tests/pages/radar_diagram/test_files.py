"""What goes into the files of the radar page: each part can be drawn, small counts stay behind, source and year are
those of what is shown."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from analysis.comparative.data import comparative_data
from analysis.core.scope import Question
from analysis.disclosure.gate import Disclosure, GateOfYear, disclosure_data
from analysis.disclosure.outputs import Audience, Released
from analysis.radar_diagram.data import radar_diagram_data
from analysis.radar_diagram.indicator_panel import indicator_panel_data
from analysis.radar_diagram.many_radars import data_kinds_data
from analysis.radar_diagram.public import radar_diagram_public
from catalogue import load_catalogue
from charts.theme import HIDDEN
from pages.radar_diagram import diagram, many_radars
from pages.radar_diagram import indicator_panel as panel
from pages.radar_diagram.controls import Looks
from pages.shared.downloads import Bundle
from warehouse import Warehouse, open_warehouse

LOOKS = Looks("problem", "focused", None, ())


def apart(whole: Released[Bundle], public: Released[Bundle]) -> tuple[Bundle, Bundle]:
    """What is for the office alone, and what came through the gate: each says so, and how much is hidden."""
    assert (whole.audience, public.audience) == (Audience.INTERNAL, Audience.PUBLIC)
    assert "ใช้ภายในสำนักงาน" in whole.notes[0]
    assert public.notes[0].startswith("ซ่อน ")
    return whole.content, public.content


@pytest.fixture(scope="module")
def warehouse(sample_database: Path) -> Iterator[Warehouse]:
    opened = open_warehouse(sample_database)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def gates_of_set(warehouse: Warehouse) -> Callable[[str], GateOfYear]:
    """Set → the gate of each of its years, as the screens have it."""

    @cache
    def gate_of(set_id: str, year_be: int) -> Disclosure:
        return disclosure_data(warehouse, load_catalogue(()).get(set_id), year_be)

    return lambda set_id: lambda year_be: gate_of(set_id, year_be)


@pytest.fixture(scope="module")
def gates(gates_of_set: Callable[[str], GateOfYear]) -> GateOfYear:
    return gates_of_set("jpt-2560")


def test_all_kinds_have_one_table_and_hide_small_counts(
    warehouse: Warehouse, gates: GateOfYear, gates_of_set: Callable[[str], GateOfYear]
) -> None:
    villages = warehouse.query(
        "SELECT area_code FROM area_figures WHERE level = 'village' AND set_id = 'jpt-2560' AND year_be = 2564"
        " GROUP BY ALL ORDER BY max(assessed), area_code LIMIT 1"
    )
    found = data_kinds_data(warehouse, load_catalogue(()), str(villages["area_code"].iloc[0]), 2564)
    whole, public = apart(*(many_radars._kinds_bundle(found, LOOKS, gates_of_set, each) for each in (None, gates)))
    assert whole.sheets[0].table["เป็นปัญหา (%)"].isna().sum() < public.sheets[0].table["เป็นปัญหา (%)"].isna().sum()
    titles = [kind.title for kind in found]
    assert list(whole.figures) == [*titles, *(f"{many_radars.LIST} {title}" for title in titles)]
    assert set(whole.sheets[0].table["ปี พ.ศ."]) == {kind.scope.year_be for kind in found}
    assert any(trace.name == HIDDEN for trace in public.figures[found[0].title].data)


@pytest.mark.parametrize("scale", ["focused", "rank"])
def test_areas_below_hide_small_counts(
    warehouse: Warehouse, scale: str, gates: GateOfYear, gates_of_set: Callable[[str], GateOfYear]
) -> None:
    compared = comparative_data(warehouse, load_catalogue(()), Question("83", 2564, set_id="jpt-2560"), level="village")
    looks = Looks("problem", scale, None, ())  # type: ignore[arg-type]
    radar = radar_diagram_data(warehouse, load_catalogue(()), Question("83", 2564, set_id="jpt-2560"))
    whole, public = apart(*(many_radars._areas_bundle(compared, looks, 1, radar, each) for each in (None, gates)))
    means = [bundle.sheets[0].table["เฉลี่ยเป็นปัญหา (%)"] for bundle in (whole, public)]
    assert means[0].isna().sum() < means[1].isna().sum()
    assert len(means[0]) == len(means[1])
    assert set(whole.figures) == {many_radars.WALL, many_radars.RANKING}
    # with scores nothing is a count of people
    scores = comparative_data(warehouse, load_catalogue(()), Question("83", 2564, "nrd2c", "nrd2c-2555"))
    graded = radar_diagram_data(warehouse, load_catalogue(()), Question("83", 2564, "nrd2c", "nrd2c-2555"))
    assert many_radars._areas_bundle(scores, looks, 1, graded, gates_of_set("nrd2c-2555")).notes == ()


def test_a_set_of_two_axes_has_the_ranking_alone(warehouse: Warehouse, gates: GateOfYear) -> None:
    compared = comparative_data(warehouse, load_catalogue(()), Question("83", 2564, set_id="jpt-2560"))
    few = compared.axes[compared.axes["axis_code"].isin(["d1", "d2"])].reset_index(drop=True)
    radar = radar_diagram_data(warehouse, load_catalogue(()), Question("83", 2564, set_id="jpt-2560"))
    bundle = many_radars._areas_bundle(replace(compared, axes=few), LOOKS, 1, radar, gates).content
    assert {trace.type for trace in bundle.figures[many_radars.RANKING].data} == {"scatter"}
    assert len(bundle.sheets[1].table) == len(compared.areas)


@pytest.mark.parametrize("scale", ["focused", "rank"])
@pytest.mark.parametrize("beside", ["parent", "peers", "country", "2563"])
def test_files_of_a_radar_are_made_whoever_stands_beside_it(
    warehouse: Warehouse, beside: str, scale: str, gates: GateOfYear
) -> None:
    looks = Looks("problem", scale, None, (beside,))  # type: ignore[arg-type]
    place = (warehouse, load_catalogue(()), Question("83010301", 2564, set_id="jpt-2560"))
    radar = radar_diagram_data(*place, companions=looks.companions, ranked=scale == "rank")
    for every in (False, True):
        whole, public = apart(*(diagram._bundle(radar, looks, None, every, 8, each) for each in (None, gates)))
        assert set(whole.figures) == set(public.figures) == {diagram.RADAR, diagram.LIST}
        assert list(whole.sheets[0].table) == list(public.sheets[0].table)


def test_a_median_that_is_one_small_village_s_percentage_is_not_in_files(
    warehouse: Warehouse, gates: GateOfYear
) -> None:
    place = (warehouse, load_catalogue(()), Question("83010601", 2564, set_id="jpt-2560"))
    radar = radar_diagram_data(*place, companions=("peers",))
    public = radar_diagram_public(radar, gates).content
    medians = [each.companions[0].indicators.set_index("indicator_code")["problem_pct"] for each in (radar, public)]
    shares, figures = radar.peers.indicators, radar.peers.figures
    hidden = gates(2564).is_hidden(figures["area_code"], figures["indicator_code"])
    small = figures[hidden.to_numpy()].set_index("indicator_code")["problem_pct"]
    told = {code for code in shares if code in small and medians[0][code] in set(small[[code]])}
    assert told
    assert told <= set(medians[1].index[medians[1].isna() & medians[0].notna()])


def test_the_panel_of_a_village_whose_only_figure_is_hidden_has_its_files(
    warehouse: Warehouse, gates: GateOfYear
) -> None:
    catalogue = load_catalogue(())
    counts = warehouse.query(
        "SELECT area_code, indicator_code FROM area_figures WHERE level = 'village' AND set_id = 'jpt-2560'"
        " AND year_be = 2564 AND failed BETWEEN 1 AND 9 ORDER BY ALL LIMIT 1"
    )
    code, indicator = counts.iloc[0]
    found = indicator_panel_data(warehouse, catalogue, Question(str(code), 2564, set_id="jpt-2560"), str(indicator))
    alone = replace(found, areas=found.areas[found.areas["area_code"] == code].reset_index(drop=True))
    whole, public = apart(*(panel._bundle(alone, each) for each in (None, gates)))
    assert "เป็นปัญหา (%)" in whole.sheets[0].table
    assert "เป็นปัญหา (%)" not in public.sheets[0].table
    assert set(public.figures) == {panel.YEARS, panel.VILLAGES}
