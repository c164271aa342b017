"""The กชช.2ค reports."""

import json

import numpy as np
import pandas as pd
import pytest

from analysis import AnalysisError
from analysis.__main__ import main
from analysis.core.scope import Question
from analysis.radar_diagram.village_scores import village_scores_data
from catalogue import load_catalogue
from tests.analysis.examples import store
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
