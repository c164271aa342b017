"""Figures that the gate hides are missing in tables, radars and comparisons; nothing else is."""

from functools import partial

import pandas as pd

from analysis.comparative.data import comparative_data
from analysis.comparative.public import comparative_public
from analysis.core.figures import axes_of_indicators
from analysis.core.scope import Question
from analysis.disclosure.gate import disclosure_data
from analysis.disclosure.public_tables import hide_rows, public_areas
from analysis.radar_diagram.data import radar_diagram_data
from analysis.radar_diagram.public import radar_diagram_public
from tests.analysis.examples import YEAR, catalogue_of, made_up_set, store
from warehouse import Warehouse

FIGURES = pd.DataFrame(
    {
        "area_code": ["83010101", "83010102", "83010103"], "failed": [40.0, 3.0, 0.0], "assessed": [1000.0, 900.0, 8.0],
        "problem_pct": [4.0, 0.3, 0.0], "status": ["worse", "better", None], "status_name": ["ด้อย", "เด่น", None],
    }
)  # fmt: skip


def test_a_hidden_row_keeps_its_name_and_how_many_were_assessed_unless_that_is_hidden_too() -> None:
    shown = hide_rows(FIGURES, pd.Series([False, True, True]), pd.Series([False, False, True]))
    assert shown["area_code"].tolist() == FIGURES["area_code"].tolist()
    for column in ("failed", "problem_pct", "status", "status_name"):
        assert shown[column].isna().tolist() == [False, True, True], column
    assert shown["assessed"].isna().tolist() == [False, False, True]
    assert shown["is_hidden"].tolist() == [False, True, True]
    assert FIGURES["failed"].notna().all()


def test_areas_that_are_hidden_stand_last_by_code(warehouse: Warehouse) -> None:
    """3 of one village is small. The tambon prints 63, so that another village must be hidden with it: the one of 20,
    whose hiding takes the least."""
    own_set = made_up_set()
    failed = {"83010101": 40, "83010102": 20, "83010103": 3, "83010104": 0}
    store(warehouse, own_set, [(code, 1, 1000, count) for code, count in failed.items()])
    gate = disclosure_data(warehouse, own_set, YEAR)
    table = pd.DataFrame({"area_code": list(failed), "failed": list(failed.values()), "assessed": 1000.0})
    code = own_set.indicators[0].code
    shown, hidden = public_areas(table, gate, code)
    hidden_codes = [each for each in failed if code in gate.hidden(each)]
    assert "83010103" in hidden_codes
    assert hidden == len(hidden_codes) >= 2
    assert shown["area_code"].tolist() == [each for each in failed if each not in hidden_codes] + hidden_codes
    assert shown["failed"].isna().tolist() == [each in hidden_codes for each in shown["area_code"]]


def test_a_radar_for_others_hides_indicators_and_axes_that_are_one_indicator(warehouse: Warehouse) -> None:
    indicator_set = made_up_set(dimensions=2, size=5)
    rows = [("83010101", 1, 500, 3), ("83010101", 3, 500, 60), ("83010101", 5, 500, 70), ("83010101", 2, 500, 4)]
    store(warehouse, indicator_set, rows)
    store(warehouse, indicator_set, [("83010101", 1, 500, 204), ("83010101", 3, 500, 5)], YEAR - 1)
    radar = radar_diagram_data(
        warehouse, catalogue_of(indicator_set), Question("83010101", YEAR), companions=(str(YEAR - 1),)
    )
    shaped = radar_diagram_public(radar, partial(disclosure_data, warehouse, indicator_set))
    shared = shaped.content
    assert shaped.hidden == 3
    by_number = shared.indicators.set_index("number")["problem_pct"]
    assert by_number.isna().to_dict() == {1: True, 3: False, 5: False, 2: True, 4: True}  # of 4 there is no data
    # 8.9 would tell the 3 of 500; the second axis is one small indicator
    assert shared.axes["problem_pct"].fillna(-1).tolist() == [9, -1]
    assert shared.axes["pass_pct"].fillna(-1).tolist() == [91, -1]
    assert shared.companions[0].axes["problem_pct"].fillna(-1).tolist() == [21, -1]  # of 40.8 and 1.0
    beside = shared.companions[0].indicators["problem_pct"].dropna()
    assert beside.tolist() == [40.8]  # 5 of 500 is small
    assert radar.indicators["problem_pct"].notna().sum() == 4


def test_areas_whose_mean_is_hidden_stand_last_and_without_a_rank(warehouse: Warehouse) -> None:
    indicator_set = made_up_set(dimensions=3, size=3)
    failed = {"83010101": (20, 15, 10), "83010102": (35, 3, 30), "83010103": (10, 12, 15)}
    rows = [(code, number, 50, count) for code, each in failed.items() for number, count in enumerate(each, 1)]
    store(warehouse, indicator_set, rows)
    compared = comparative_data(warehouse, catalogue_of(indicator_set), Question("830101", YEAR))
    assert compared.areas["area_code"].tolist() == ["83010102", "83010101", "83010103"]
    gate = disclosure_data(warehouse, indicator_set, YEAR)
    shaped = comparative_public(compared, axes_of_indicators(indicator_set), gate)
    shared = shaped.content
    # 3 of 83010102 is small; the tambon prints 30, so that one more is hidden with it, and with it their means
    assert shared.areas["area_code"].tolist() == ["83010103", "83010101", "83010102"]
    assert shared.areas[["rank", "mean_problem_pct", "mean_pass_pct"]].isna().all(axis=1).tolist() == [
        False,
        True,
        True,
    ]
    assert shared.axes["area_code"].tolist() == [code for code in shared.areas["area_code"] for _ in range(3)]
    assert shared.axes.loc[shared.axes["problem_pct"].isna(), ["area_code", "axis_code"]].to_numpy().tolist() == [
        ["83010101", "d2"],
        ["83010102", "d2"],
    ]
    assert shaped.hidden == 4


def test_scores_of_villages_are_not_counts_of_people(warehouse: Warehouse) -> None:
    scores = made_up_set(survey="nrd2c", measure="score", dimensions=3)
    store(warehouse, scores, [("83010101", 1, 1), ("83010102", 1, 2)], columns=["score"])
    radar = radar_diagram_data(warehouse, catalogue_of(scores), Question("830101", YEAR, "nrd2c"))
    shaped = radar_diagram_public(radar, partial(disclosure_data, warehouse, scores))
    assert shaped.hidden == 0
    assert shaped.content.indicators.equals(radar.indicators)
