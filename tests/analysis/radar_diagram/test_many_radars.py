"""The kinds of data side by side, and areas a page at a time."""

import pytest

from analysis import AnalysisError
from analysis.comparative.data import comparative_data
from analysis.core.scope import Question
from analysis.radar_diagram.many_radars import area_page, data_kinds_data
from tests.analysis.examples import YEAR, catalogue_of, made_up_set, store
from warehouse import Warehouse


def test_kinds_are_of_the_asked_year_or_the_latest_and_never_pooled(warehouse: Warehouse) -> None:
    jpt = made_up_set(dimensions=2)
    other = made_up_set(dimensions=3, survey="other", measure="value", indicator_1={"low": 0, "high": 10})
    store(warehouse, jpt, [("83010101", 1, 10, 1)], YEAR - 1)
    store(warehouse, jpt, [("83010101", 1, 10, 5)], YEAR)
    store(warehouse, other, [("83010101", 1, 4.0)], YEAR - 2, columns=["value"])
    catalogue = catalogue_of(jpt, other)
    kinds = data_kinds_data(warehouse, catalogue, "83010101", YEAR - 1)
    assert [(kind.title, kind.scope.year_be, kind.is_asked_year) for kind in kinds] == [
        ("จปฐ.", YEAR - 1, True),
        ("ชุดทดลอง", YEAR - 2, False),
    ]
    assert [len(kind.axes) for kind in kinds] == [2, 3]
    assert kinds[0].axes["problem_pct"].tolist() == pytest.approx([10, float("nan")], nan_ok=True)
    with pytest.raises(AnalysisError, match="ไม่มีข้อมูล"):
        data_kinds_data(warehouse, catalogue, "84", YEAR)


def test_each_kind_is_ranked_among_its_own_peers_and_stands_beside_its_own_companions(warehouse: Warehouse) -> None:
    jpt = made_up_set(dimensions=2)
    other = made_up_set(dimensions=3, survey="other", measure="value", indicator_1={"low": 0, "high": 10})
    store(warehouse, jpt, [(f"8301010{village}", 1, 10, village) for village in (1, 2, 3)], YEAR)
    store(warehouse, other, [("83010101", 1, 4.0), ("83010102", 1, 9.0)], YEAR, columns=["value"])
    kinds = data_kinds_data(warehouse, catalogue_of(jpt, other), "83010102", YEAR, ["peers"])
    assert [kind.radar.peers.count for kind in kinds] == [2, 1]
    assert [kind.axes["peer_rank_pct"].iloc[0] for kind in kinds] == [50, 0]
    beside = [kind.radar.companions[0] for kind in kinds]
    assert [companion.axes["problem_pct"].iloc[0] for companion in beside] == pytest.approx([20, 60])
    assert [kind.radar.ranked()["reference_gap_pct"].iloc[0] for kind in kinds] == pytest.approx([0, -50])
    assert [kind.radar.peer_rings(kind.radar.drawn())["problem_pct"].iloc[3] for kind in kinds] == pytest.approx(
        [30, 60]
    )


def test_pages_hold_every_area_once_in_the_order_of_rank(warehouse: Warehouse) -> None:
    jpt = made_up_set(dimensions=3)
    rows = [(f"830101{village:02d}", 1, 100, village) for village in range(1, 31)]
    store(warehouse, jpt, rows)
    compared = comparative_data(warehouse, catalogue_of(jpt), Question("830101", YEAR))
    first, second = area_page(compared, 1), area_page(compared, 9)
    assert (first.pages, first.number, first.first, first.last) == (2, 1, 1, 24)
    assert (second.number, second.first, second.last) == (2, 25, 30)
    codes = [*first.areas["area_code"], *second.areas["area_code"]]
    assert codes == [f"830101{village:02d}" for village in range(30, 0, -1)]
    wide = compared.axis_table
    assert list(wide.columns) == ["area_code", "area_name", "ด้าน 1 (%)", "ด้าน 2 (%)", "ด้าน 3 (%)"]
    assert wide["area_code"].tolist() == codes
    assert wide["ด้าน 1 (%)"].tolist() == list(range(30, 0, -1))
    top = first.axes[first.axes["area_code"] == "83010130"]
    assert top["peer_rank_pct"].tolist() == pytest.approx([100, float("nan"), float("nan")], nan_ok=True)
