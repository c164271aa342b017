"""The percentages on the rings of a rank scale."""

from functools import partial

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from analysis.core.ranked_areas import peer_ranks
from analysis.core.scope import Question
from analysis.disclosure.gate import disclosure_data
from analysis.radar_diagram.data import RING_RANKS, peer_rings_data, radar_diagram_data
from analysis.radar_diagram.public import radar_diagram_public
from tests.analysis.examples import YEAR, catalogue_of, made_up_set, store
from warehouse import Warehouse

NAN = float("nan")
VALUES = st.lists(st.one_of(st.just(NAN), st.integers(0, 100).map(float)), min_size=1, max_size=12)


def test_a_ring_stands_for_the_peer_at_its_rank() -> None:
    wide = pd.DataFrame({"d1": [8.0, 2.0, 4.0, 6.0, NAN], "d2": [NAN] * 5})
    rings = peer_rings_data(["d1", "d2", "d9"], wide)
    assert rings["rank_pct"].tolist() == [*RING_RANKS] * 3
    assert rings[rings["axis_code"] == "d1"]["problem_pct"].tolist() == [2, 4, 6, 8]
    assert rings[rings["axis_code"] == "d1"]["pass_pct"].tolist() == [92, 94, 96, 98]
    assert rings[rings["axis_code"] != "d1"][["problem_pct", "pass_pct"]].isna().all(axis=None)


@given(VALUES, st.integers(0, 100))
def test_an_area_stands_on_or_outside_a_ring_exactly_when_its_percentage_is_not_lower(
    peers: list[float], own: int
) -> None:
    wide = pd.DataFrame({"d1": peers})
    rings = peer_rings_data(["d1"], wide)
    ranks = peer_ranks(["d1"], [float(own)], wide).iloc[0]
    for ring in rings.itertuples():
        if np.isnan(ring.problem_pct):
            assert np.isnan(ranks["peer_rank_pct"])
        else:
            assert (ranks["peer_rank_pct"] >= ring.rank_pct) == (own >= ring.problem_pct)
            assert (ranks["peer_rank_pass_pct"] >= ring.rank_pct) == (100 - own >= ring.pass_pct)


def test_a_percentage_of_few_people_is_left_out_of_the_rings_that_leave_the_screen() -> None:
    wide = pd.DataFrame({"d1": [2.0, 4.0, 6.0, 8.0]})
    printed = pd.DataFrame({"d1": [2.0, NAN, 6.0, 8.2]})
    rings = peer_rings_data(["d1"], wide, printed)
    assert rings["problem_pct"].fillna(-1).tolist() == [2, -1, 6, 8.2]
    assert rings["pass_pct"].fillna(-1).tolist() == [91.8, 94, -1, 98]
    assert peer_rings_data(["d1"], wide)["problem_pct"].notna().all()


def test_a_ring_is_printed_with_the_decimals_of_the_peer_that_stands_there() -> None:
    """Of passing the order is the other way round: 92 of the peer of 8 is the lowest."""
    wide = pd.DataFrame({"d1": [2.0, 4.1, 6.0, 8.0, NAN], "d2": [NAN] * 5})
    decimals = pd.DataFrame({"d1": [0, 1, 1, 0, 0]})
    rings = peer_rings_data(["d1", "d2"], wide, decimals=decimals)
    assert rings["problem_decimals"].tolist() == [0, 1, 1, 0, 1, 1, 1, 1]
    assert rings["pass_decimals"].tolist() == [0, 1, 1, 0, 1, 1, 1, 1]
    lopsided = peer_rings_data(["d1"], wide, decimals=decimals.assign(d1=[0, 0, 1, 1, 1]))
    assert lopsided["problem_decimals"].tolist() == [0, 0, 1, 1]
    assert lopsided["pass_decimals"].tolist() == [1, 1, 0, 0]


def test_rings_of_a_radar_are_those_of_what_is_drawn(warehouse: Warehouse) -> None:
    indicator_set = made_up_set(dimensions=2, size=3)
    villages = {"83010101": 50, "83010102": 100, "83010103": 3, "83010104": 400}
    store(warehouse, indicator_set, [(code, 1, 1000, failed) for code, failed in villages.items()])
    radar = radar_diagram_data(warehouse, catalogue_of(indicator_set), Question("83010101", YEAR))
    first = indicator_set.indicators[0].code
    drawn = radar.drawn(every_indicator=True)
    shown = radar.peer_rings(drawn).set_index(["axis_code", "rank_pct"])["problem_pct"]
    assert shown[first].tolist() == [0.3, 10, 40, 40]
    shared = radar_diagram_public(radar, partial(disclosure_data, warehouse, indicator_set)).content
    public = shared.peer_rings(drawn).set_index(["axis_code", "rank_pct"])["problem_pct"]
    assert public[first].isna().tolist() == [True, False, False, False]
    axis = shared.peer_rings(radar.drawn()).set_index(["axis_code", "rank_pct"])["problem_pct"]
    # 0.3 % of 1,000 is 3, the whole axis here: never printed, however rough
    assert axis["d1"].fillna(-1).tolist() == [-1, 10, 40, 40]
    assert axis["d2"].isna().all()
