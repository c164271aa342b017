"""Small hand-made tables shared by the chart tests."""

import pandas as pd
import pytest

from charts import drawing

NAN = float("nan")


def axes_table(problem: list[float], names: list[str] | None = None) -> pd.DataFrame:
    """An axes table with one row a value; NaN is an axis without data."""
    count = len(problem)
    return pd.DataFrame(
        {
            "axis_code": [f"d{index + 1}" for index in range(count)],
            "axis_name": names or [f"ด้านที่<br>{index + 1}" for index in range(count)],
            "problem_pct": problem,
            "pass_pct": [100 - value for value in problem],
            "indicators": [6] * count,
            "indicators_with_data": [0 if value != value else 6 for value in problem],
            "peer_rank_pct": [10.0 * (index + 1) % 100 for index in range(count)],
        }
    )


def areas_by_axes(areas: int, axes: int) -> pd.DataFrame:
    """A long table of that many tambon and dimensions; each figure is the sum of its two places."""
    return pd.DataFrame(
        [
            {
                "area_code": f"8301{area + 1:02d}",
                "area_name": f"ตำบล {area + 1}",
                "axis_code": f"d{axis + 1}",
                "axis_name": f"ด้าน<br>{axis + 1}",
                "problem_pct": float(area + axis),
                "pass_pct": 100.0 - area - axis,
            }
            for area in range(areas)
            for axis in range(axes)
        ]
    )


def texts(figure):
    """(x, y) → the text that a figure prints there."""
    return {
        (x, y): text
        for trace in figure.data
        if trace.type == "scatter" and trace.mode == "text"
        for x, y, text in zip(trace.x, trace.y, trace.text, strict=True)
    }


@pytest.fixture(autouse=True)
def figures_are_checked(monkeypatch):
    """Plotly looks at every part of every figure that is drawn."""
    monkeypatch.setattr(drawing, "IS_CHECKED", True)


@pytest.fixture
def axes() -> pd.DataFrame:
    """Five axes, all with data."""
    return axes_table([4.2, 7.6, 1.1, 12.4, 6.6], ["สุขภาพ", "สภาพแวดล้อม", "การศึกษา", "การมีงานทำ<br>และรายได้", "ค่านิยม"])


@pytest.fixture
def gap_axes() -> pd.DataFrame:
    """Five axes, the second without data."""
    return axes_table([4.0, NAN, 1.0, 12.0, 6.0])


@pytest.fixture
def indicators() -> pd.DataFrame:
    """Four ranked indicators, the last without data."""
    return pd.DataFrame(
        {
            "indicator_code": ["jpt-2560-23", "jpt-2560-25", "jpt-2560-01", "jpt-2560-02"],
            "short_label": ["การเก็บออม", "ไม่สูบ<b>บุหรี่</b>", "น้ำหนักแรกเกิด", "นมแม่"],
            "problem_pct": [29.7, 10.2, 2.0, NAN],
            "low_pct": [27.0, 8.0, 0.5, NAN],
            "high_pct": [32.0, 12.0, 8.0, NAN],
            "reference_pct": [20.0, 10.0, 9.0, 4.0],
            "assessed": [4054.0, 4054.0, 51.0, NAN],
            "failed": [1204.0, 413.0, 1.0, NAN],
            "unit": ["ครัวเรือน", "คน", "คน", "คน"],
            "status": ["ด้อย", "ใกล้เคียง", "เด่น", None],
        }
    )
