"""What a process does once before its first visitor: the fonts served, and every slow starter used.

Sarabun comes from the dependency fontpkg-sarabun (SIL Open Font License) and is served by this machine: the dashboard
never asks another one for a font. The dictionary of Thai words (to break labels), plotly's classes and matplotlib's
fonts take half a second on their first use, which the first one to change a filter would wait for; the patterns that
look for persons take ten milliseconds of the first plan that is saved. What stands then is for good, so the garbage
collector need not go through it again and again: a pass over all of it stops the server for 0.2 s.
"""

import gc
import os
import tempfile
from datetime import datetime
from functools import lru_cache
from pathlib import Path

import fontpkg_sarabun
import pandas as pd

from analysis.disclosure.outputs import without_figures
from charts.radar_analysis import ranked_dot_figure
from charts.radar_diagram import radar_figure
from charts.small_multiples import small_multiples_figure
from charts.text import wrapped
from charts.years import years_figure
from reports.about import About
from reports.figure_png import figure_png
from words.personal_text import holds_person

FONT_FILES = ("Sarabun-Regular.ttf", "Sarabun-SemiBold.ttf", "Sarabun-Bold.ttf")
STATIC_DIR = Path(__file__).resolve().parents[1] / "static"


def font_source(file_name: str) -> Path:
    """Where the package keeps one font file; for matplotlib and office files too."""
    return fontpkg_sarabun.ROOT / "files" / file_name


def ensure_fonts(static_dir: Path = STATIC_DIR) -> tuple[Path, ...]:
    """Put the fonts named in .streamlit/config.toml into static_dir, and the licence beside them.

    A file that is there with the right size is left alone, so calling it at every start costs nothing. Each file
    is written aside and moved into place: two sessions that start at once never serve half a font.
    Raises OSError when the folder cannot be written.
    """
    static_dir.mkdir(parents=True, exist_ok=True)
    _copy_once(fontpkg_sarabun.ROOT / "LICENSE", static_dir / "Sarabun-LICENSE.txt")
    return tuple(_copy_once(font_source(name), static_dir / name) for name in FONT_FILES)


def _copy_once(source: Path, target: Path) -> Path:
    if target.exists() and target.stat().st_size == source.stat().st_size:
        return target
    handle, partial = tempfile.mkstemp(dir=target.parent)
    with os.fdopen(handle, "wb") as stream:
        stream.write(source.read_bytes())
    Path(partial).chmod(0o644)
    return Path(partial).replace(target)


LONG_LABEL = "การเตรียมความพร้อมของชุมชน"
ANY_TEXT = f"{LONG_LABEL} 1 A"  # what every pattern for persons is held against
AXES = pd.DataFrame(
    {"axis_code": ["1", "2", "3"], "axis_name": LONG_LABEL, "problem_pct": [1.0, 2.0, float("nan")]}
).assign(pass_pct=lambda table: 100 - table["problem_pct"])


@lru_cache(maxsize=1)
def make_ready() -> None:
    """Use every slow starter once, and have the fonts served; a second call does nothing.

    The first visitor's browser asks for the fonts before the first script runs. Raises OSError as `ensure_fonts`."""
    ensure_fonts()
    wrapped(LONG_LABEL, 10)
    holds_person(ANY_TEXT)
    rows = AXES.assign(short_label=LONG_LABEL, indicator_code=AXES["axis_code"], year_be=[2560, 2561, 2562])
    for figure in (ranked_dot_figure(rows), years_figure(rows), small_multiples_figure(_one_area())):
        figure.to_json()
    figure_png(without_figures(radar_figure(AXES)), About("", "", 2560, "", datetime.now().astimezone(), False))
    gc.collect()
    gc.freeze()


def _one_area() -> pd.DataFrame:
    return AXES.assign(area_code="83", area_name="")
