"""No count of 1–9 can be found from all public files of all levels together, nor from those of two years.

Every small count that is hidden keeps at least four possible values in the eyes of an integer solver that is given all
shown counts, all printed means, and which counts are small. CIA_SOAK=1 tries every count instead of a sample.
"""

import os
import random
from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.disclosure.counts import tree_of
from analysis.disclosure.gate import Disclosure, decide, disclosure_data
from catalogue import IndicatorSet, load_catalogue
from tests.analysis.disclosure.attack import ENOUGH, Attack, Cell
from tests.analysis.disclosure.per_table import hidden_per_table
from tests.analysis.disclosure.public_files import every_figure
from tests.analysis.disclosure.trees import gate_of, rolled_up
from tests.analysis.examples import made_up_set, tpmap_facts
from warehouse import Warehouse

ALL = os.environ.get("CIA_SOAK") == "1"
YEARS = (2564, 2565)
SEED = 2561
COUNTS_OF_YEAR = """
    -- One row: the counts of an indicator in an area of any level.
    SELECT area_code, indicator_code, assessed, failed FROM area_figures
    WHERE set_id = $set_id AND year_be = $year_be AND failed IS NOT NULL
    ORDER BY area_code, indicator_code
"""


@pytest.fixture(scope="module")
def own_set() -> IndicatorSet:
    return load_catalogue(()).get("jpt-2560")


@pytest.fixture(scope="module")
def sample(opened_sample: Callable[[], Warehouse]) -> Iterator[Warehouse]:
    warehouse = opened_sample()
    yield warehouse
    warehouse.close()


def counts_of(warehouse: Warehouse, own_set: IndicatorSet, year_be: int) -> pd.DataFrame:
    return warehouse.query(COUNTS_OF_YEAR, {"set_id": own_set.id, "year_be": year_be})


def some_of(cells: list[Cell], number: int) -> list[Cell]:
    """All of the levels above the villages' where they are few, the others by lot."""
    return cells if ALL else random.Random(SEED).sample(cells, min(number, len(cells)))


def found_out(attack: Attack, cells: list[Cell]) -> dict[Cell, list[int]]:
    left = {cell: attack.values_left(cell) for cell in cells}
    return {cell: values for cell, values in left.items() if min(values) < ENOUGH}


@pytest.mark.parametrize("year_be", YEARS)
def test_no_small_count_of_the_sample_is_found(sample: Warehouse, own_set: IndicatorSet, year_be: int) -> None:
    gate = disclosure_data(sample, own_set, year_be)
    assert gate.unprotected == 0
    attack = Attack(counts_of(sample, own_set, year_be), gate, own_set)
    small = attack.small()
    above = [cell for cell in small if len(cell[0]) < 6]
    assert len(small) > 2_000
    assert found_out(attack, some_of(above, 15) + some_of(small, 25)) == {}


@pytest.mark.parametrize("is_public", [True, False])
def test_the_files_of_stages_2_to_4_together_tell_no_small_count(
    sample: Warehouse, own_set: IndicatorSet, is_public: bool
) -> None:
    """All that is printed in them, whatever it is, is added to what the solver knows. Files for the office alone do
    give the counts away: the attack reads them."""
    year_be = YEARS[1]
    gates = cache(partial(disclosure_data, sample, own_set))
    attack = Attack(counts_of(sample, own_set, year_be), gates(year_be), own_set)
    told = every_figure(sample, load_catalogue(()), own_set, year_be, gates if is_public else None)
    assert len(told) > 1_000
    for each in told:
        attack.add_file(*each)
    attack.end_files()
    assert attack.files > 50
    small = sorted(attack.small())
    above = [cell for cell in small if len(cell[0]) < 8]
    found = found_out(attack, some_of(above, 8) + some_of(small, 8))
    assert found == {} if is_public else len(found) > 8


def test_two_years_together_tell_no_more(sample: Warehouse, own_set: IndicatorSet) -> None:
    """The files of two years print each year's figures, and changes of what both years print."""
    earlier, later = (
        Attack(counts_of(sample, own_set, year_be), disclosure_data(sample, own_set, year_be), own_set)
        for year_be in YEARS
    )
    shared = sorted(set(earlier.small()) & set(later.small()))
    later.add_year(earlier)
    assert later.part_of.size == len(later.low) > len(earlier.low)
    assert found_out(later, some_of(shared, 12)) == {}


def test_hiding_for_each_table_was_found_out(sample: Warehouse, own_set: IndicatorSet) -> None:
    """The attack is worth something: against what was hidden before it finds counts."""
    counts = counts_of(sample, own_set, YEARS[0])
    before = PerTable(counts, own_set)
    attack = Attack(counts, before, own_set)
    small = [cell for cell in attack.small() if len(cell[0]) == 6]
    assert len(found_out(attack, random.Random(SEED).sample(small, 12))) >= 3


class PerTable(Disclosure):
    """What was hidden table by table, with all means of one decimal."""

    def __init__(self, counts: pd.DataFrame, indicator_set: IndicatorSet) -> None:
        super().__init__([each.code for each in indicator_set.indicators], None)
        table = hidden_per_table(counts, indicator_set)
        figures = table.assign(percent=100 * table["failed"] / table["assessed"])
        self.percent = figures.set_index(["area_code", "indicator_code"])["percent"].to_dict()
        self.of_area = table[table["hidden"]].groupby("area_code")["indicator_code"].agg(frozenset).to_dict()

    def hidden(self, area_code: str) -> frozenset[str]:
        return self.of_area.get(area_code, frozenset())

    def mean_pct(self, area_code: str, indicator_codes: object) -> float:
        held = [self.percent[area_code, code] for code in indicator_codes if (area_code, code) in self.percent]
        return round(sum(held) / len(held), 1)


PAIRS = st.integers(0, 60).flatmap(
    lambda assessed: st.tuples(
        st.just(assessed), st.one_of(st.integers(0, min(assessed, 12)), st.integers(0, assessed))
    )
)
VILLAGES = ("83010101", "83010102", "83010103", "83010201", "83010202", "83020101", "83020102", "84010101")


@settings(
    max_examples=400 if ALL else 25,
    deadline=None,
    derandomize=not ALL,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.large_base_example],
)
@given(st.lists(st.tuples(PAIRS, PAIRS, PAIRS), min_size=len(VILLAGES), max_size=len(VILLAGES)))
def test_no_small_count_of_any_tree_is_found(pairs: list[tuple[tuple[int, int], ...]]) -> None:
    """Or the gate says itself how many it could not give four values to: few people in few areas."""
    own_set = made_up_set(dimensions=2, size=3)
    villages = dict(zip(VILLAGES, pairs, strict=True))
    gate = gate_of(own_set, villages)
    attack = Attack(rolled_up(own_set, villages), gate, own_set)
    assert len(found_out(attack, some_of(attack.small(), 12))) <= gate.unprotected


@pytest.mark.parametrize("province", ["83", "30"])
def test_no_small_count_of_a_real_province_is_found(shared_data: Path, own_set: IndicatorSet, province: str) -> None:
    facts = tpmap_facts(shared_data, province).astype({"area_code": "str"})
    codes = [each.code for each in own_set.indicators]
    by_number = {each.number: each.code for each in own_set.indicators}
    facts = facts.assign(indicator_code=facts["number"].map(by_number))
    levels = [
        facts.assign(area_code=facts["area_code"].str[:length] if length else "TH") for length in (10, 6, 4, 2, 0)
    ]
    counts = pd.concat(levels).groupby(["area_code", "indicator_code"], as_index=False)[["assessed", "failed"]].sum()
    gate = decide(tree_of(counts, codes), own_set)
    assert gate.unprotected == 0
    before = hidden_per_table(counts, own_set).groupby("level")["hidden"].sum()
    now = gate.shares().set_index("level")["hidden"]
    assert now["village"] < before["village"]
    assert now["tambon"] <= before["tambon"]
    if province == "83":
        attack = Attack(counts, gate, own_set)
        assert found_out(attack, some_of(attack.small(), 30)) == {}
