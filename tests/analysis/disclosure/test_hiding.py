"""What is hidden beside small counts, worked by hand: one indicator, villages of one or more tambon."""

from collections.abc import Mapping

import pandas as pd

from analysis.disclosure.counts import tree_of
from analysis.disclosure.gate import Disclosure, decide
from tests.analysis.disclosure.trees import gate_of, rolled_up
from tests.analysis.examples import made_up_set

ONE = made_up_set(dimensions=1, size=1)
CODE = ONE.indicators[0].code
OTHER_TAMBON = {"83010201": (500, 200), "83010202": (500, 210)}


def gate_of_one(villages: Mapping[str, tuple[int, int]]) -> Disclosure:
    return gate_of(ONE, {village: [pair] for village, pair in villages.items()})


def hidden_areas(villages: Mapping[str, tuple[int, int]]) -> list[str]:
    gate = gate_of_one(villages)
    assert gate.unprotected == 0
    areas = rolled_up(ONE, {village: [pair] for village, pair in villages.items()})["area_code"]
    return sorted(str(area) for area in areas.unique() if gate.hidden(str(area)))


def test_a_small_count_takes_the_part_with_the_fewest_assessed_with_it() -> None:
    villages = {"83010101": (900, 3), "83010102": (400, 60), "83010103": (300, 90), "83010104": (100, 0)}
    assert hidden_areas(villages | OTHER_TAMBON) == ["83010101", "83010103"]


def test_two_small_counts_that_can_make_up_for_each_other_take_none() -> None:
    assert hidden_areas({"83010101": (900, 3), "83010102": (400, 7), "83010103": (300, 0)} | OTHER_TAMBON) == [
        "83010101",
        "83010102",
    ]


def test_two_counts_of_nine_are_told_by_their_sum_and_take_a_zero_with_them() -> None:
    villages = {"83010101": (900, 9), "83010102": (400, 9), "83010103": (300, 0), "83010104": (200, 0)}
    assert hidden_areas(villages | OTHER_TAMBON) == ["83010101", "83010102", "83010104"]


def test_a_small_sum_takes_a_whole_path_beside_it() -> None:
    """Three in one village, tambon and amphoe; the province and the country show what is left."""
    villages = {"83010101": (900, 3), "83020101": (500, 60), "83020102": (500, 70), "83030101": (800, 300)}
    assert hidden_areas(villages) == ["8301", "830101", "83010101", "8303", "830301", "83030101"]


def test_the_sum_is_hidden_only_where_its_parts_cannot_protect_themselves() -> None:
    """One village passes all but two, another all: nothing beside them can make up for it but the sum itself."""
    villages = {"83010101": (900, 9), "83010102": (400, 9)} | OTHER_TAMBON | {"83020101": (900, 300)}
    hidden = hidden_areas(villages)
    assert {"83010101", "83010102", "830101", "830102"} <= set(hidden)
    assert "8301" not in hidden


def test_few_who_passed_are_hidden_like_few_who_failed() -> None:
    villages = {"83010101": (900, 897), "83010102": (400, 60), "83010103": (300, 90)}
    assert hidden_areas(villages | OTHER_TAMBON) == ["83010101", "83010103"]


def test_nothing_small_nothing_hidden() -> None:
    assert hidden_areas(OTHER_TAMBON | {"83010203": (40, 0), "83010204": (12, 12)}) == []


def test_an_area_with_a_single_part_is_hidden_with_it() -> None:
    """Province and country are the same people here."""
    assert hidden_areas({"83010101": (900, 4)}) == ["83", "8301", "830101", "83010101", "TH"]


def test_figures_of_a_higher_level_alone() -> None:
    table = pd.DataFrame(
        [("83", CODE, 9000, 4), ("84", CODE, 9000, 900), ("85", CODE, 7000, 800), ("TH", CODE, 25000, 1704)],
        columns=["area_code", "indicator_code", "assessed", "failed"],
    ).assign(source_level="province")
    gate = decide(tree_of(table, [CODE]), ONE)
    assert [area for area in ("TH", "83", "84", "85") if gate.hidden(area)] == ["83", "85"]


def test_a_report_of_a_province_tells_nothing_of_the_one_village_held() -> None:
    """Its own figure is no sum of a village or two; where the villages are nearly all of it, it is."""
    own = [("83", CODE, 9000, 400, "province"), ("TH", CODE, 9000, 400, "province")]
    below = [(area, CODE, 900, 4, "village") for area in ("8301", "830101", "83010101")]
    columns = ["area_code", "indicator_code", "assessed", "failed", "source_level"]
    gate = decide(tree_of(pd.DataFrame([*own, *below], columns=columns), [CODE]), ONE)
    assert not gate.hidden("83")
    assert gate.hidden("83010101")
    assert gate.unprotected == 0
    nearly = [(area, CODE, 8900, 4, "village") for area in ("8301", "830101", "83010101")]
    gate = decide(tree_of(pd.DataFrame([*own, *nearly], columns=columns), [CODE]), ONE)
    assert gate.hidden("83"), "what is left of the report after the village would tell it"
