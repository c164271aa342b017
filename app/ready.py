"""What a process does once before its first visitor: whatever a library puts off until it is first used.

The dictionary of Thai words (to break labels), plotly's classes and matplotlib's fonts take half a second on their
first use, which the first one to change a filter would wait for. What stands then is for good, so the garbage collector
need not go through it again and again: a pass over all of it stops the server for 0.2 s.
"""

import gc
from datetime import datetime
from functools import lru_cache

import pandas as pd

from app.fonts import ensure_fonts
from charts.radar_analysis import ranked_dot_figure
from charts.radar_diagram import radar_figure
from charts.small_multiples import small_multiples_figure
from charts.text import wrapped
from charts.years import years_figure
from reports.about import About
from reports.figure_png import figure_png

LONG_LABEL = "การเตรียมความพร้อมของชุมชน"
AXES = pd.DataFrame(
    {"axis_code": ["1", "2", "3"], "axis_name": LONG_LABEL, "problem_pct": [1.0, 2.0, float("nan")]}
).assign(pass_pct=lambda table: 100 - table["problem_pct"])


@lru_cache(maxsize=1)
def make_ready() -> None:
    """Use every slow starter once, and have the fonts served; a second call does nothing.

    The first visitor's browser asks for the fonts before the first script runs. Raises OSError as `ensure_fonts`."""
    ensure_fonts()
    wrapped(LONG_LABEL, 10)
    rows = AXES.assign(short_label=LONG_LABEL, indicator_code=AXES["axis_code"], year_be=[2560, 2561, 2562])
    for figure in (ranked_dot_figure(rows), years_figure(rows), small_multiples_figure(_one_area())):
        figure.to_json()
    figure_png(radar_figure(AXES), About("", "", 2560, "", datetime.now().astimezone(), False))
    gc.collect()
    gc.freeze()


def _one_area() -> pd.DataFrame:
    return AXES.assign(area_code="83", area_name="")
