"""The gate's answers: the same from wherever they are asked, for every kind of set."""

import math
from collections.abc import Callable, Iterator

import pandas as pd
import pytest

from analysis.core.figures import axes_of, indicator_data
from analysis.disclosure import Disclosure, disclosure_data
from analysis.disclosure.gate import SHARE_COLUMNS
from catalogue import IndicatorSet, load_catalogue
from tests.analysis.disclosure.trees import gate_of
from tests.analysis.examples import YEAR, made_up_set, store
from warehouse import Warehouse

AREAS = ("TH", "83", "8301", "830103", "830151", "83010301")


@pytest.fixture(scope="module")
def sample(opened_sample: Callable[[], Warehouse]) -> Iterator[Warehouse]:
    warehouse = opened_sample()
    yield warehouse
    warehouse.close()


@pytest.fixture(scope="module")
def own_set() -> IndicatorSet:
    return load_catalogue(()).get("jpt-2560")


@pytest.fixture(scope="module")
def gate(sample: Warehouse, own_set: IndicatorSet) -> Disclosure:
    return disclosure_data(sample, own_set, 2565)


@pytest.mark.parametrize("area", AREAS)
def test_small_counts_are_hidden_and_means_are_those_of_the_figures(
    sample: Warehouse, own_set: IndicatorSet, gate: Disclosure, area: str
) -> None:
    figures = indicator_data(sample, own_set, [area], 2565).set_index("indicator_code")
    known = figures.dropna(subset="problem_pct")
    passed = known["assessed"] - known["failed"]
    small = known.index[known["failed"].between(1, 9) | passed.between(1, 9)]
    assert set(small) <= gate.hidden(area) <= set(known.index)
    assert set(known.index[known["assessed"] < 10]) <= gate.assessed_hidden(area) <= gate.hidden(area)
    for _, _, _, codes in axes_of(own_set):
        decimals, printed = gate.decimals_of(area, codes), gate.mean_pct(area, codes)
        exact = figures.loc[list(codes), "problem_pct"].mean()
        assert math.isnan(printed) == (decimals is None)
        assert decimals is None or abs(printed - exact) <= 0.5 * 10.0**-decimals + 1e-9
        assert math.isclose(gate.printed_pct(area, codes, exact), printed) or decimals is None


def test_the_answer_is_the_same_for_the_same_data(sample: Warehouse, own_set: IndicatorSet, gate: Disclosure) -> None:
    again = disclosure_data(sample, own_set, 2565)
    for area in AREAS:
        assert again.hidden(area) == gate.hidden(area)
        assert again.assessed_hidden(area) == gate.assessed_hidden(area)
    pd.testing.assert_frame_equal(again.shares(), gate.shares())


def test_a_table_is_asked_by_its_columns(gate: Disclosure, own_set: IndicatorSet) -> None:
    codes = [each.code for each in own_set.indicators]
    table = pd.DataFrame([(area, code) for area in AREAS for code in codes], columns=["area_code", "indicator_code"])
    hidden = gate.is_hidden(table["area_code"], table["indicator_code"])
    assessed = gate.is_assessed_hidden(table["area_code"], table["indicator_code"])
    assert hidden.sum() == sum(len(gate.hidden(area)) for area in AREAS)
    assert assessed.sum() == sum(len(gate.assessed_hidden(area)) for area in AREAS)
    assert not (assessed & ~hidden).any()


def test_the_range_of_a_hidden_percentage_holds_it_and_that_of_a_shown_one_is_itself(
    sample: Warehouse, own_set: IndicatorSet, gate: Disclosure
) -> None:
    figures = indicator_data(sample, own_set, list(AREAS), 2565).dropna(subset="problem_pct")
    for row in figures.itertuples():
        low, high = gate.pct_range(str(row.area_code), str(row.indicator_code))
        assert low <= row.problem_pct + 1e-9
        assert row.problem_pct - 1e-9 <= high
        assert (row.indicator_code in gate.hidden(row.area_code)) or math.isclose(low, high)


def test_shares_count_every_figure_once(gate: Disclosure) -> None:
    shares = gate.shares()
    assert list(shares.columns) == list(SHARE_COLUMNS)
    assert list(shares["level"]) == ["country", "province", "amphoe", "tambon", "village"]
    assert (shares["small"] <= shares["hidden"]).all()
    assert (shares["hidden"] <= shares["figures"]).all()
    assert (shares[["one_decimal", "whole", "withheld"]].sum(axis=1) == shares["means"]).all()
    assert shares["hidden_pct"].tolist() == (100 * shares["hidden"] / shares["figures"]).tolist()


@pytest.mark.parametrize(("survey", "measure"), [("nrd2c", "score"), ("other", "value")])
def test_sets_without_counts_of_people_are_open(warehouse: Warehouse, survey: str, measure: str) -> None:
    own_set = made_up_set(survey=survey, measure=measure)
    store(warehouse, own_set, [("83010101", 1, 3)], columns=[measure])
    gate = disclosure_data(warehouse, own_set, YEAR)
    codes = [each.code for each in own_set.indicators]
    assert gate.is_open
    assert gate.hidden("83010101") == gate.assessed_hidden("83010101") == frozenset()
    assert gate.decimals_of("83010101", codes) == 1
    assert gate.printed_pct("83010101", codes, 12.345) == 12.3
    assert gate.shares().empty
    with pytest.raises(ValueError, match="printed_pct"):
        gate.mean_pct("83010101", codes)


def test_a_year_and_an_area_without_figures_have_nothing_to_hide(warehouse: Warehouse) -> None:
    own_set = made_up_set()
    gate = disclosure_data(warehouse, own_set, YEAR)
    codes = [each.code for each in own_set.indicators]
    assert gate.hidden("830101") == frozenset()
    assert math.isnan(gate.mean_pct("830101", codes))
    assert gate.unprotected == 0


def test_what_the_warehouse_holds_is_decided_like_the_table_of_it(warehouse: Warehouse) -> None:
    own_set = made_up_set()
    villages = {"83010101": [(90, 4), (80, 30), (70, 20)], "83010102": [(90, 40), (80, 3), (70, 9)]}
    numbered = [(village, number, *pair) for village, pairs in villages.items() for number, pair in enumerate(pairs, 1)]
    store(warehouse, own_set, numbered)
    stored, made = disclosure_data(warehouse, own_set, YEAR), gate_of(own_set, villages)
    for area in ("TH", "83", "8301", "830101", *villages):
        assert stored.hidden(area) == made.hidden(area)
    assert stored.hidden("83010101")


def test_an_import_of_another_area_may_change_what_is_hidden_and_is_told(warehouse: Warehouse) -> None:
    """The answer belongs to one state of the data: a second village can protect the first one's sums."""
    own_set = made_up_set(dimensions=1, size=1)
    store(warehouse, own_set, [("83010101", 1, 90, 4)])
    code = own_set.indicators[0].code
    assert disclosure_data(warehouse, own_set, YEAR).hidden("TH") == {code}
    store(warehouse, own_set, [("83010102", 1, 90, 40)], file_name="second.csv")
    after = disclosure_data(warehouse, own_set, YEAR)
    assert after.hidden("TH") == frozenset()
    assert after.hidden("83010102") == {code}
