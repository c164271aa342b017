"""One area among all of them: bars, dots by status, what stands beside each."""

import pandas as pd

from charts.comparative_spine import spine_figure
from charts.theme import STATUS_COLOUR

NAN = float("nan")
ROWS = pd.DataFrame(
    {
        "indicator_code": ["i1", "i2", "i3"], "problem_name": ["ดื่มสุรา", "ไม่ออมเงิน", "ไม่มีน้ำ"],
        "problem_pct": [30.0, 5.0, NAN], "least_pct": [0.0, 1.0, NAN], "quarter_pct": [10.0, 2.0, NAN],
        "middle_pct": [12.0, 4.0, NAN], "three_quarters_pct": [20.0, 6.0, NAN], "most_pct": [60.0, 9.0, NAN],
        "status_name": ["ด้อย", None, None], "rank_words": ["3–9", "ไม่จัด", "–"], "failed": [3.0, 1.0, NAN],
        "assessed": [10.0, 20.0, NAN], "unit": ["คน"] * 3,
    }
)  # fmt: skip


def test_every_indicator_has_its_bars_and_the_area_a_dot_by_its_status() -> None:
    figure = spine_figure(ROWS, "ตำบลกะทู้")
    by_name = {trace.name: trace for trace in figure.data if trace.name}
    assert list(by_name["ทุกพื้นที่"].x) == [0, 60, None, 1, 9, None]
    assert list(by_name["ครึ่งกลางของพื้นที่"].x) == [10, 20, None, 2, 6, None]
    assert list(by_name["พื้นที่กลาง (มัธยฐาน)"].x) == [12, 4]
    worse = by_name["ด้อย"]
    assert (list(worse.x), list(worse.customdata), worse.marker.color) == ([30], ["i1"], STATUS_COLOUR["ด้อย"])
    assert "3 จาก 10 คน" in worse.hovertext[0]
    assert list(by_name["ไม่มีค่าเทียบ"].customdata) == ["i2"]
    texts = [each.text for each in figure.layout.annotations]
    assert "<b>30.0 %</b><br>3–9" in texts
    assert "<b>ไม่มีข้อมูล</b><br>–" in texts
