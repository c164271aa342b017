"""Figures that the gate hides are missing in tables, radars and comparisons; nothing else is."""

from dataclasses import replace
from functools import partial

import pandas as pd
import pytest

from analysis.comparative.data import comparative_data
from analysis.comparative.public import comparative_public
from analysis.core.figures import axes_of_indicators
from analysis.core.ranked_areas import Peers, companion_ranks
from analysis.core.scope import Question
from analysis.disclosure.gate import disclosure_data
from analysis.disclosure.public_tables import hide_rows, public_areas, public_ranks
from analysis.radar_diagram.data import radar_diagram_data
from analysis.radar_diagram.many_radars import area_page
from analysis.radar_diagram.public import radar_diagram_public
from tests.analysis.disclosure.trees import Pairs, gate_of
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
    # what is drawn knows that it is a whole per cent: 9 and 21, not 9.0 and 21.0
    drawn = shared.drawn()
    assert drawn["decimals"].tolist()[0] == 0
    assert shared.companion_table(shared.companions[0], drawn)["decimals"].tolist()[0] == 0
    assert "decimals" not in radar.drawn()
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


def test_the_rings_of_a_page_of_areas_know_which_means_are_whole_per_cents(warehouse: Warehouse) -> None:
    """3 and 4 of 500 are small: the mean of 0.6, 12 and 14 is told as 9 and not as 8.9."""
    indicator_set = made_up_set(dimensions=2, size=5)
    rows = [("83010101", 1, 500, 3), ("83010101", 3, 500, 60), ("83010101", 5, 500, 70), ("83010101", 2, 500, 4)]
    store(warehouse, indicator_set, rows)
    compared = comparative_data(warehouse, catalogue_of(indicator_set), Question("830101", YEAR))
    gate = disclosure_data(warehouse, indicator_set, YEAR)
    shared = comparative_public(compared, axes_of_indicators(indicator_set), gate).content
    rings = {name: area_page(each, 1).rings for name, each in (("office", compared), ("public", shared))}
    first = {name: each[each["axis_code"] == "d1"] for name, each in rings.items()}
    assert set(first["public"]["problem_pct"]) == {9}
    assert set(first["public"]["problem_decimals"]) == set(first["public"]["pass_decimals"]) == {0}
    assert set(first["office"]["problem_pct"].round(2)) == {8.87}
    assert set(first["office"]["problem_decimals"]) == {1}


def test_scores_of_villages_are_not_counts_of_people(warehouse: Warehouse) -> None:
    scores = made_up_set(survey="nrd2c", measure="score", dimensions=3)
    store(warehouse, scores, [("83010101", 1, 1), ("83010102", 1, 2)], columns=["score"])
    radar = radar_diagram_data(warehouse, catalogue_of(scores), Question("830101", YEAR, "nrd2c"))
    shaped = radar_diagram_public(radar, partial(disclosure_data, warehouse, scores))
    assert shaped.hidden == 0
    assert shaped.content.indicators.equals(radar.indicators)


RANKS = ["peer_rank_pct", "peer_rank_pass_pct"]
B, C, D = "83010102", "83010103", "83010104"


def ranks_of(size: int, own: Pairs, beside: dict[str, Pairs]) -> list[float | None]:
    """The ranks of village 83010101 among the villages beside it (assessed and failed of each indicator), by its mean
    over all indicators as printed; None where they are withheld."""
    indicator_set = made_up_set(dimensions=1, size=size)
    gate = gate_of(indicator_set, {"83010101": own} | beside)
    codes = [each.code for each in indicator_set.indicators]
    peers = Peers(len(beside), pd.DataFrame(), pd.DataFrame(), pd.DataFrame({"area_code": list(beside)}))
    table = pd.DataFrame({"axis_code": ["d1"], "problem_pct": [gate.mean_pct("83010101", codes)]})
    found = public_ranks(table, "axis_code", peers, gate, {"d1": codes})[RANKS].iloc[0]
    return [None if pd.isna(each) else round(float(each), 1) for each in found]


# One indicator in four villages. D has 5 of 100: small, and may be told as 3 less to 3 more, 2–8 of 100 = 2–8 %. The
# tambon prints the sum, so that C (12 of 50, the fewest assessed) is hidden with it: 9–15 of 50 = 18–30 %. B is shown.
HIDDEN_BESIDE = {C: [(50, 12)], D: [(100, 5)]}


@pytest.mark.parametrize(
    ("own", "of_b", "expected"),
    [
        # 40 %: above B (20), above C even at 30, above D even at 8. All three are not higher: 3 of 3. Of the passed
        # (60 against 80, 70–82, 92–98) none is not higher: 0 of 3.
        ((100, 40), (100, 20), [100.0, 0.0]),
        # 12 %: below B (30), below C even at 18, above D even at 8. One of three is not higher; of the passed two.
        ((100, 12), (100, 30), [33.3, 66.7]),
        # 6 %: D stands below it at 2 and above it at 8: 1 of 3 or 0 of 3. Either would tell on which side of 6 D is.
        ((200, 12), (100, 30), [None, None]),
        # 24 %: C stands below it at 18 and above it at 30.
        ((100, 24), (100, 20), [None, None]),
        # 8 %: D is not higher, be it 2 or 8, which is as high: 1 of 3. But of the passed, 92, D is as high where it has
        # 92 and higher where it has 98: 3 of 3 are not higher, or 2.
        ((200, 16), (100, 30), [33.3, None]),
    ],
)
def test_a_rank_is_printed_only_where_hidden_figures_of_the_peers_cannot_change_it(
    own: tuple[int, int], of_b: tuple[int, int], expected: list[float | None]
) -> None:
    assert ranks_of(1, [own], {B: [of_b]} | HIDDEN_BESIDE) == expected


def test_the_rank_of_a_mean_counts_how_far_the_hidden_figure_moves_the_mean() -> None:
    """Two indicators, of which C and D hide the first, as above. B's mean is (20 + 10) / 2 = 15; C's first is 18–30 and
    its second 30: 24–30; D's first is 2–8 and its second 50: 26–29."""
    beside: dict[str, Pairs] = {
        B: [(100, 20), (100, 10)], C: [(50, 12), (100, 30)], D: [(100, 5), (100, 50)],
    }  # fmt: skip
    # (40 + 24) / 2 = 32: above all of them, whatever is hidden
    assert ranks_of(2, [(100, 40), (100, 24)], beside) == [100.0, 0.0]
    # (40 + 15) / 2 = 27.5: between D's 26 and 29
    assert ranks_of(2, [(100, 40), (100, 15)], beside) == [None, None]
    # (30 + 12) / 2 = 21: above B alone; of the passed, 79 against 85, 70–76 and 71–74, above two
    assert ranks_of(2, [(100, 30), (100, 12)], beside) == [33.3, 66.7]


def test_an_area_whose_own_figure_is_hidden_has_no_rank() -> None:
    """3 of 50 is small, and its rank among 20 %, 30 % and 40 % would tell that it is below 20 %."""
    beside: dict[str, Pairs] = {B: [(100, 20)], C: [(100, 30)], D: [(100, 40)]}
    assert ranks_of(1, [(50, 3)], beside) == [None, None]


def test_without_anything_hidden_ranks_are_what_they_are() -> None:
    """20 %, among 20, 30 and 10 %: those of 20 and 10 are not higher; of the passed, 80 against 80, 70 and 90, those of
    80 and 70."""
    beside: dict[str, Pairs] = {B: [(100, 20)], C: [(100, 30)], D: [(100, 10)]}
    assert ranks_of(1, [(100, 20)], beside) == [66.7, 66.7]


def test_a_companion_is_ranked_among_what_is_printed_of_the_peers_or_not_at_all() -> None:
    """Three peers at 10, 20 and 30 %. The one at 20 is withheld for d1: a companion at 15 would be told to lie below
    it. Nothing is withheld for d2: of 10, 20 and 30 two are not higher than 25. Printed as 10, 21 and 30 for d3, a
    companion at 20.5 has one below it, though 20 is lower too."""
    wide = pd.DataFrame({"d1": [10.0, 20, 30], "d2": [10.0, 20, 30], "d3": [10.0, 20, 30]})
    printed = pd.DataFrame({"d1": [10.0, float("nan"), 30], "d2": [10.0, 20, 30], "d3": [10.0, 21, 30]})
    peers = Peers(3, wide, wide, pd.DataFrame(), printed_axes=printed, printed=printed)
    ranks = companion_ranks(["d1", "d2", "d3"], [15, 25, 20.5], peers, of_axes=True)["peer_rank_pct"]
    assert ranks.tolist() == pytest.approx([float("nan"), 200 / 3, 100 / 3], nan_ok=True)
    exact = companion_ranks(["d1"], [15], replace(peers, printed_axes=None, printed=None), of_axes=False)
    assert exact["peer_rank_pct"].tolist() == pytest.approx([100 / 3])
