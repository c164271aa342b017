"""The กชช.2ค reports, the kinds of data side by side, and areas a page at a time."""

import json

import numpy as np
import pandas as pd
import pytest

from analysis import AnalysisError
from analysis.__main__ import main
from analysis.comparative.data import comparative_data
from analysis.core.scope import Question
from analysis.radar_diagram.many_radars import area_page, data_kinds_data
from analysis.radar_diagram.village_scores import village_scores_data
from catalogue import load_catalogue
from tests.analysis.examples import YEAR, catalogue_of, made_up_set, store
from warehouse import Warehouse, open_warehouse

NRD = load_catalogue().get("nrd2c-2555")


def graded(rng: np.random.Generator, villages: int = 30) -> pd.DataFrame:
    """Random grades, some not applicable: area_code, number, score."""
    rows = [
        (f"8301{tambon:02d}{village:02d}", indicator.number, int(rng.integers(1, 4)))
        for tambon in range(1, 4)
        for village in range(1, villages // 3 + 1)
        for indicator in NRD.indicators
        if rng.random() > 0.2
    ]
    return pd.DataFrame(rows, columns=["area_code", "number", "score"])


def test_shares_ranking_and_levels_against_pandas(warehouse: Warehouse) -> None:
    grades = graded(np.random.default_rng(3))
    measures = pd.DataFrame({"area_code": ["83010101"], "measure": ["development_level"], "value": [3.0]})
    store(warehouse, NRD, grades.itertuples(index=False), 2562, columns=["score"], measures=measures)
    scores = village_scores_data(warehouse, load_catalogue(), Question("8301", 2562))
    table = grades.groupby(["number", "score"]).size().unstack(fill_value=0)
    shares = scores.shares.set_index("number")
    for score in (1, 2, 3):
        assert shares[f"score_{score}"].tolist() == table[score].tolist()
        percent = 100 * table[score] / table.sum(axis=1)
        assert shares[f"score_{score}_pct"].tolist() == pytest.approx(percent.tolist())
    ranked = scores.ranked("any").set_index("number")["with_problem_pct"]
    assert ranked.is_monotonic_decreasing
    assert ranked.sort_index().tolist() == pytest.approx((100 * (table[1] + table[2]) / table.sum(axis=1)).tolist())
    ones = grades[grades["score"] == 1].groupby("area_code").size()
    rule = {code: 1 if count >= 11 else 2 if count >= 6 else 3 for code, count in ones.items()} | {"83010101": 3}
    assert scores.levels.set_index("area_code")["level_number"].to_dict() == rule
    assert scores.levels_by_rule == len(rule) - 1
    assert scores.level_counts["villages"].sum() == len(rule)


def test_an_indicator_no_village_has_is_missing_and_ranked_last(warehouse: Warehouse) -> None:
    store(warehouse, NRD, [("83010101", 1, 2)], 2562, columns=["score"])
    scores = village_scores_data(warehouse, load_catalogue(), Question("83010101", 2562))
    ranked = scores.ranked()
    assert ranked["number"].iloc[0] == 1
    assert ranked["with_problem_pct"].tolist()[:2] == pytest.approx([0.0, float("nan")], nan_ok=True)
    with pytest.raises(AnalysisError):
        scores.ranked("most")
    with pytest.raises(AnalysisError, match="ไม่มีข้อมูล"):
        village_scores_data(warehouse, load_catalogue(), Question("84", 2562))


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


def test_the_command_line_has_the_reports(tmp_path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "radar.duckdb"
    warehouse = open_warehouse(path)
    store(warehouse, NRD, [("83010101", 1, 1), ("83010102", 1, 3)], 2562, columns=["score"], is_synthetic=True)
    warehouse.close()
    arguments = ["village-scores", "--database", str(path), "--area", "83"]
    assert main([*arguments, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["indicators"][0]["with_problem_pct"] == 50
    assert found["indicators"][1]["with_problem_pct"] is None
    assert [level["villages"] for level in found["levels"]] == [0, 0, 2]
    assert found["is_synthetic"] is True
    assert main(arguments) == 0
    assert "สังเคราะห์" in capsys.readouterr().out
