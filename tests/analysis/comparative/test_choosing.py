"""Points of a choice: worked by hand, with how sure the order is."""

import numpy as np
import pandas as pd
import pytest

from analysis import AnalysisError
from analysis.comparative.choosing import Criterion, Sheet, check_sheet, choice_data, sheet_of
from analysis.comparative.ranking import Ranking
from analysis.comparative.what_is_compared import Place

NAN = float("nan")


def ranking(**means: float) -> Ranking:
    codes = list(means)
    table = pd.DataFrame({"area_code": codes, "value": list(means.values()), "se_pct": [1.0] * len(codes)})
    return Ranking(Place("83", "tambon", "83"), table)


def test_the_points_by_hand() -> None:
    """Of 50 points: 10 % is the least, 30 % the most, 20 % half; of the 10 of the second need likewise."""
    sheet = Sheet((Criterion("all", 50), Criterion("d4", 10)), 40, (("a", 10.0), ("b", 40.0)))
    rankings = {"all": ranking(a=30, b=20, c=10, d=NAN), "d4": ranking(a=5, b=5, c=15, d=1)}
    found = choice_data(sheet, rankings)
    assert found["area_code"].tolist() == ["b", "a", "c"]
    assert found["need_points"].tolist() == [25, 50, 10]
    assert found["readiness_points"].tolist() == pytest.approx([40, 10, NAN], nan_ok=True)
    assert found["total_points"].tolist() == pytest.approx([65, 60, NAN], nan_ok=True)
    error = np.hypot(50 / 20, 10 / 10)  # points a percent of each need
    assert found["high_points"][0] - 65 == pytest.approx(1.959964 * error)
    assert found["rank"].tolist() == pytest.approx([1, 2, NAN], nan_ok=True)
    assert found[["rank_first", "rank_last"]].to_numpy()[:2].tolist() == [[1, 2], [1, 2]]


def test_without_readiness_the_need_alone_decides() -> None:
    found = choice_data(Sheet((Criterion("all", 100),), 0), {"all": ranking(a=30, b=20, c=10)})
    assert found["total_points"].tolist() == [100, 50, 0]
    assert found["rank_last"].tolist() == [1, 2, 3]
    same = choice_data(Sheet((Criterion("all", 100),), 0), {"all": ranking(a=5, b=5)})
    assert same["total_points"].tolist() == [0, 0]


def test_a_sheet_is_kept_and_read_again() -> None:
    sheet = Sheet((Criterion("d1", 30), Criterion("elderly", 20)), 50, (("830101", 12.5),))
    assert sheet_of(sheet.to_dict()) == sheet
    assert sheet_of({}) == Sheet()


@pytest.mark.parametrize(
    "sheet",
    [
        Sheet((Criterion("all", -1),), 50),
        Sheet((Criterion("all", 0),), 0),
        Sheet((Criterion("all", 9),), 5, (("a", 6.0),)),
    ],
)
def test_points_that_make_no_sense_are_said(sheet: Sheet) -> None:
    with pytest.raises(AnalysisError, match="คะแนน"):
        check_sheet(sheet)
