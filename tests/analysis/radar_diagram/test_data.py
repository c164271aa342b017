"""One area's radar beside each kind of reference."""

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from analysis import AnalysisError
from analysis.core.references import peer_figures
from analysis.core.scope import Question, find_scope
from analysis.radar_diagram.data import radar_diagram_data
from catalogue import load_catalogue
from tests.analysis.examples import YEAR, catalogue_of, made_up_set, store
from warehouse import Warehouse

NAN = float("nan")
SMALL = made_up_set(indicator_1={"targets": {YEAR: 90}})
CATALOGUE = catalogue_of(SMALL)


@pytest.fixture
def three_tambon(warehouse: Warehouse) -> Warehouse:
    rows = [
        ("83010101", 1, 100, 40), ("83010101", 2, 50, 0), ("83010101", 3, 10, 1),
        ("83010201", 1, 100, 10), ("83010201", 2, 50, 5),
        ("83010301", 1, 200, 10), ("83010301", 2, 0, 0),
    ]  # fmt: skip
    store(warehouse, SMALL, rows)
    store(warehouse, SMALL, [("83010101", 1, 100, 20), ("83010101", 2, 50, 0)], YEAR - 1)
    return warehouse


def test_axes_written_out_whole(three_tambon: Warehouse):
    radar = radar_diagram_data(three_tambon, CATALOGUE, Question("830101", YEAR))
    expected = pd.DataFrame(
        {
            "area_code": ["830101", "830101"],
            "axis_code": ["d1", "d2"],
            "axis_name": ["ด้าน 1", "ด้าน 2"],
            "axis_short": ["ด้าน 1", "ด้าน 2"],
            "problem_pct": [25.0, 0.0],
            "pass_pct": [75.0, 100.0],
            "indicators": [2, 1],
            "indicators_with_data": [2, 1],
            "peer_rank_pct": [100.0, 0.0],
            "peer_rank_pass_pct": [0.0, 100.0],
            "is_plain": [False, False],
            "reference_pct": [12.5, 5.0],
        }
    )
    assert_frame_equal(radar.axes, expected, check_dtype=False)
    assert radar.reference.area_code == "8301"
    assert radar.axes["reference_pct"].tolist() == [12.5, 5.0]


@pytest.mark.parametrize(
    ("reference", "by_indicator", "by_axis", "statuses"),
    [
        ("parent", [15, 5, 10], [12.5, 5], ["worse", "similar", "similar"]),
        ("peers", [7.5, 10, NAN], [7.5, 10], ["worse", "similar", "unknown"]),
        ("country", [15, 5, 10], [12.5, 5], ["worse", "similar", "similar"]),
        ("previous", [20, 0, NAN], [20, 0], ["worse", "similar", "unknown"]),
        ("target", [10, NAN, NAN], [10, NAN], ["worse", "unknown", "unknown"]),
        ("none", [NAN, NAN, NAN], [NAN, NAN], ["unknown"] * 3),
    ],
)
def test_references(
    three_tambon: Warehouse, reference: str, by_indicator: list[float], by_axis: list[float], statuses: list[str]
):
    radar = radar_diagram_data(three_tambon, CATALOGUE, Question("830101", YEAR), (reference,))
    assert radar.indicators["reference_pct"].tolist() == pytest.approx(by_indicator, nan_ok=True)
    assert radar.axes["reference_pct"].tolist() == pytest.approx(by_axis, nan_ok=True)
    assert radar.indicators["status"].tolist() == statuses
    assert (radar.reference.name is None) == (reference == "none")


def test_status_names_are_thai(three_tambon: Warehouse):
    names = radar_diagram_data(three_tambon, CATALOGUE, Question("830101", YEAR), ("peers",)).indicators["status_name"]
    assert names.iloc[:2].tolist() == ["ด้อย", "ใกล้เคียง"]
    assert pd.isna(names.iloc[2])


@pytest.mark.parametrize(("area", "reference"), [("TH", "parent"), ("TH", "peers"), ("830102", "previous")])
def test_what_stands_in_for_a_reference_that_does_not_exist_says_why(
    three_tambon: Warehouse, area: str, reference: str
):
    radar = radar_diagram_data(three_tambon, CATALOGUE, Question(area, YEAR), (reference,))
    assert radar.reference.kind != reference
    assert radar.reference.name is not None
    space = " " if radar.reference.kind == "target" else ""  # its name ends with a year
    assert radar.reference.note.endswith(f"ใช้{radar.reference.name}{space}แทน")
    assert radar.axes["reference_pct"].notna().any()


def test_errors_say_which_years_exist(three_tambon: Warehouse):
    with pytest.raises(AnalysisError, match=r"ของพื้นที่นี้: จปฐ\. ปี 2580, 2581"):
        radar_diagram_data(three_tambon, CATALOGUE, Question("830101", YEAR + 1))
    with pytest.raises(AnalysisError, match="ของพื้นที่อื่น"):
        radar_diagram_data(three_tambon, CATALOGUE, Question("840101", YEAR))
    with pytest.raises(AnalysisError, match="ไม่ใช่รหัสพื้นที่"):
        radar_diagram_data(three_tambon, CATALOGUE, Question("ภูเก็ต", YEAR))
    with pytest.raises(AnalysisError, match="ค่าอ้างอิง"):
        radar_diagram_data(three_tambon, CATALOGUE, Question("830101", YEAR), ("best",))


def test_synthetic_figures_are_marked(warehouse: Warehouse):
    store(warehouse, SMALL, [("83010101", 1, 10, 1)], is_synthetic=True)
    assert radar_diagram_data(warehouse, CATALOGUE, Question("830101", YEAR)).is_synthetic


def test_two_sets_of_other_data_in_one_year_need_a_choice(warehouse: Warehouse):
    one = made_up_set(survey="other", set_id="water")
    two = made_up_set(survey="other", set_id="trees")
    both = catalogue_of(one, two)
    store(warehouse, one, [("83010101", 1, 10, 1)])
    assert radar_diagram_data(warehouse, both, Question("830101", YEAR, "other")).scope.indicator_set.id == "water"
    store(warehouse, two, [("83010101", 1, 10, 2)])
    with pytest.raises(AnalysisError, match="หลายชุด"):
        radar_diagram_data(warehouse, both, Question("830101", YEAR, "other"))
    chosen = radar_diagram_data(warehouse, both, Question("830101", YEAR, "other", "trees"))
    assert chosen.indicators["problem_pct"].iloc[0] == 20


def test_score_sets_have_no_status(warehouse: Warehouse):
    scores = made_up_set(survey="nrd2c", measure="score")
    store(warehouse, scores, [("83010101", 1, 1), ("83010201", 1, 3)], columns=["score"])
    radar = radar_diagram_data(warehouse, catalogue_of(scores), Question("830101", YEAR, "nrd2c"))
    assert radar.indicators["status"].tolist() == ["unknown"] * 3
    assert radar.axes["reference_pct"].tolist() == pytest.approx([50, NAN], nan_ok=True)


def test_peers_are_the_others_under_the_parent_that_have_data(three_tambon: Warehouse):
    def peers(area_code: str) -> list[str]:
        scope = find_scope(three_tambon, CATALOGUE, Question(area_code, YEAR))
        return peer_figures(three_tambon, scope)["area_code"].drop_duplicates().tolist()

    assert peers("830101") == ["830102", "830103"]
    assert peers("83010101") == peers("8301") == peers("TH") == []


def test_what_is_clearly_worse_leads_a_ranked_list_and_a_gap_that_is_noise_never_does(warehouse: Warehouse) -> None:
    """6 of 8 against 5 % are the most and the widest gap, and too few to tell; 300 of 1,000 against 25 % are worse; 26
    against 26 % are alike; 10 against 40 % are better."""
    own = [("83010101", 1, 8, 6), ("83010101", 2, 1000, 300), ("83010101", 3, 1000, 100), ("83010101", 4, 1000, 260)]
    others = [("83010201", number, assessed, failed) for number, assessed, failed in
              ((1, 1000, 50), (2, 9000, 2250), (3, 1000, 400), (4, 9000, 2340))]  # fmt: skip
    shipped = load_catalogue()
    store(warehouse, shipped.get("jpt-2560"), [*own, *others], 2562)
    radar = radar_diagram_data(warehouse, shipped, Question("830101", 2562), ("peers",))
    ranked = radar.ranked()
    assert ranked["number"].tolist()[:4] == [2, 4, 1, 3]
    assert ranked["status"].tolist()[:4] == ["worse", "similar", "similar", "better"]
    assert ranked["status_name"].tolist()[2] == "จำนวนน้อย ยังบอกไม่ได้"
