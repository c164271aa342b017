"""The radar with its companions: written-out answers, and everything again in plain pandas."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from analysis import AnalysisError
from analysis.core.ranked_areas import peer_ranks
from analysis.core.references import companion_kinds
from analysis.core.scope import Question, find_scope
from analysis.radar_diagram.data import DRAWN_COLUMNS, radar_diagram_data
from catalogue import Catalogue, CatalogueError, load_catalogue
from tests.analysis.examples import YEAR, catalogue_of, made_up_set, store, tpmap_facts
from warehouse import Warehouse

NAN = float("nan")
SMALL = made_up_set(dimensions=3, size=6, indicator_1={"targets": {YEAR: 90.0}})
VILLAGES = {"83010101": (10, 20), "83010102": (30, 40), "83010103": (50, 90), "83010104": (0, 0)}


@pytest.fixture
def catalogue(warehouse: Warehouse) -> Catalogue:
    rows = [(code, number, 100, failed) for code, pair in VILLAGES.items() for number, failed in enumerate(pair, 1)]
    store(warehouse, SMALL, rows)
    store(warehouse, SMALL, [("83010101", 1, 50, 20)], YEAR - 1)
    return catalogue_of(SMALL)


def test_two_companions_stand_beside_every_axis(warehouse: Warehouse, catalogue: Catalogue) -> None:
    radar = radar_diagram_data(warehouse, catalogue, Question("83010101", YEAR), companions=("peers", str(YEAR - 1)))
    drawn = radar.drawn()
    expected = pd.DataFrame(
        [["d1", 10.0, 100 / 3, 100.0], ["d2", 20.0, 100 / 3, 100.0], ["d3", NAN, NAN, NAN]],
        columns=["axis_code", "problem_pct", "peer_rank_pct", "sum"],
    )
    assert_frame_equal(
        drawn[["axis_code", "problem_pct", "peer_rank_pct"]], expected.drop(columns="sum"), check_dtype=False
    )
    assert list(drawn.columns) == list(DRAWN_COLUMNS)
    (peers, of_peers), (earlier, of_earlier) = radar.drawn_companions(drawn)
    assert peers == "ค่ากลางพื้นที่ระดับเดียวกัน (หมู่บ้าน/ชุมชน 3 แห่ง)"
    assert of_peers["problem_pct"].tolist() == pytest.approx([30, 40, NAN], nan_ok=True)
    assert earlier == f"ปี {YEAR - 1}"
    assert of_earlier["problem_pct"].tolist() == pytest.approx([40, NAN, NAN], nan_ok=True)


def test_the_indicators_of_an_axis_keep_their_order_and_the_list_is_ranked_by_the_gap(
    warehouse: Warehouse, catalogue: Catalogue
) -> None:
    radar = radar_diagram_data(warehouse, catalogue, Question("83010103", YEAR), companions=("target",))
    assert radar.drawn("d1")["axis_code"].tolist() == ["jpt-made-up-01", "jpt-made-up-04"]
    assert radar.drawn("d1")["indicators_with_data"].tolist() == [1, 0]
    assert len(radar.drawn(every_indicator=True)) == 6
    ranked = radar.ranked()
    assert ranked["indicator_code"].tolist()[:2] == ["jpt-made-up-01", "jpt-made-up-02"]
    assert ranked["reference_gap_pct"].tolist()[0] == pytest.approx(50 - 10)
    assert ranked["problem_pct"].isna().tolist() == [False, False, True, True, True, True]
    table = radar.table(radar.drawn("d1"))
    assert table[f"เป้าหมายปี {YEAR} (%)"].tolist() == pytest.approx([10, NAN], nan_ok=True)
    assert "value" not in table


def test_a_companion_without_figures_says_why(warehouse: Warehouse, catalogue: Catalogue) -> None:
    radar = radar_diagram_data(warehouse, catalogue, Question("8301", YEAR), companions=("peers", str(YEAR - 5)))
    assert [each.name for each in radar.companions] == [f"เป้าหมายปี {YEAR}", None]  # the first one is stood in for
    assert all(each.note for each in radar.companions)
    assert [name for name, _ in radar.drawn_companions(radar.drawn())] == [f"เป้าหมายปี {YEAR}"]


def test_a_year_with_fewer_areas_says_so(warehouse: Warehouse, catalogue: Catalogue) -> None:
    radar = radar_diagram_data(warehouse, catalogue, Question("8301", YEAR), companions=(str(YEAR - 1),))
    assert radar.companions[0].name == f"ปี {YEAR - 1} (จาก 1 พื้นที่ ปีที่แสดง 4)"


def test_what_cannot_be_asked(warehouse: Warehouse, catalogue: Catalogue) -> None:
    with pytest.raises(AnalysisError, match="ไม่เกิน 2"):
        radar_diagram_data(warehouse, catalogue, Question("8301", YEAR), companions=("parent", "peers", "country"))
    with pytest.raises(AnalysisError, match="ไม่รู้จัก"):
        radar_diagram_data(warehouse, catalogue, Question("8301", YEAR), companions=("moon",))
    with pytest.raises(CatalogueError):
        radar_diagram_data(warehouse, catalogue, Question("8301", YEAR), view="moon")
    with pytest.raises(AnalysisError, match="ไม่มีข้อมูล"):
        radar_diagram_data(warehouse, catalogue, Question("84", YEAR))


def test_only_companions_that_exist_are_offered(warehouse: Warehouse, catalogue: Catalogue) -> None:
    village = find_scope(warehouse, catalogue, Question("83010101", YEAR))
    assert list(companion_kinds(warehouse, village)) == ["parent", "peers", "country", "target", str(YEAR - 1)]
    country = find_scope(warehouse, catalogue, Question("TH", YEAR))
    assert list(companion_kinds(warehouse, country)) == ["target", str(YEAR - 1)]
    province = find_scope(warehouse, catalogue, Question("83", YEAR - 1))
    assert list(companion_kinds(warehouse, province)) == ["parent", "peers", str(YEAR)]


def test_without_ranks_everything_else_is_the_same(warehouse: Warehouse, catalogue: Catalogue) -> None:
    place = (warehouse, catalogue, Question("83010101", YEAR))
    plain, ranked = (radar_diagram_data(*place, companions=("parent",), ranked=each) for each in (False, True))
    ranks = ["peer_rank_pct", "peer_rank_pass_pct"]
    assert plain.peers.count == 0
    assert plain.axes[ranks].isna().all(axis=None)
    assert plain.indicators[ranks].isna().all(axis=None)
    assert ranked.axes[ranks].notna().any(axis=None)
    assert_frame_equal(plain.axes.drop(columns=ranks), ranked.axes.drop(columns=ranks))
    assert_frame_equal(plain.indicators.drop(columns=ranks), ranked.indicators.drop(columns=ranks))
    beside = [
        radar.companion_table(radar.companions[0], radar.drawn())["problem_pct"].tolist() for radar in (plain, ranked)
    ]
    assert beside[0] == pytest.approx(beside[1], nan_ok=True)
    with_median = radar_diagram_data(*place, companions=("peers",), ranked=False)
    assert with_median.peers.count == 3


def test_a_rank_without_peers_is_missing() -> None:
    ranks = peer_ranks(["a", "b"], [10.0, NAN], pd.DataFrame({"a": [5.0, 10.0, 20.0, NAN]}))
    assert ranks["peer_rank_pct"].tolist() == pytest.approx([200 / 3, NAN], nan_ok=True)
    assert ranks["peer_rank_pass_pct"].tolist() == pytest.approx([200 / 3, NAN], nan_ok=True)
    assert peer_ranks(["a"], [1.0], pd.DataFrame()).isna().all(axis=None)


def test_published_figures_in_plain_pandas(warehouse: Warehouse, shared_data: Path) -> None:
    """Peer median and ranks of one Phuket tambon on TPMAP's five dimensions, worked out from the published file."""
    catalogue = load_catalogue()
    indicator_set = catalogue.get("jpt-2560")
    facts = tpmap_facts(shared_data, "83")
    facts = facts[facts["assessed"] > 0]
    store(warehouse, indicator_set, facts.itertuples(index=False), 2561, counting="people")
    radar = radar_diagram_data(warehouse, catalogue, Question("830103", 2561), companions=("peers",), view="tpmap")
    counts = facts.assign(tambon=facts["area_code"].str[:6]).groupby(["tambon", "number"])[["assessed", "failed"]].sum()
    shares = (100 * counts["failed"] / counts["assessed"]).unstack()
    shares = shares[shares.index.str.startswith("8301")]
    members = {
        each.code: [int(code[-2:]) for code in each.indicator_codes] for each in indicator_set.view("tpmap").dimensions
    }
    axes = pd.DataFrame({code: shares[numbers].mean(axis=1) for code, numbers in members.items()})
    own, peers = axes.loc["830103"], axes.drop("830103")
    assert radar.axes["problem_pct"].tolist() == pytest.approx(own.tolist(), abs=1e-9)
    assert radar.companions[0].axes["problem_pct"].tolist() == pytest.approx(peers.median().tolist(), abs=1e-9)
    ranks = [100 * np.mean(peers[code] <= own[code]) for code in axes]
    assert radar.axes["peer_rank_pct"].tolist() == pytest.approx(ranks, abs=1e-9)
