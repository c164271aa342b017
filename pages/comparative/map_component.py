"""The map as a component of its own: an SVG of codes, classes and shapes; a tap gives a code. Nothing is fetched."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

from streamlit.components.v2 import component

from words.screen_text import ShownPlain

HTML: Final = """
<div class="buttons">
  <button class="closer" type="button" aria-label="ขยาย">+</button>
  <button class="farther" type="button" aria-label="ย่อ">−</button>
  <button class="whole" type="button">ทั้งหมด</button>
</div>
<div class="map"></div>
<div class="legend"></div>
"""
CSS: Final = """
.buttons { display: flex; gap: 6px; margin-bottom: 6px; }
.buttons button { min-width: 44px; min-height: 44px; font: inherit; background: #FFFFFF; border: 1px solid #C5CDD6;
  border-radius: 6px; color: #1F2A37; cursor: pointer; }
.map svg { width: 100%; height: min(560px, 72vh); display: block; touch-action: pan-y; background: #FFFFFF; }
.map path { stroke: #FFFFFF; stroke-width: 1; vector-effect: non-scaling-stroke; cursor: pointer; }
.legend { display: flex; flex-wrap: wrap; gap: 4px 16px; font: inherit; color: #1F2A37; }
.legend i { display: inline-block; width: 18px; height: 18px; margin-right: 6px; vertical-align: -3px;
  border: 1px solid #AEB7C2; }
.map path:hover { stroke: #1F2A37; }
.map path.chosen { stroke: #1F2A37; stroke-width: 3; }
"""
SCRIPT: Final = (Path(__file__).parent / "area_map.js").read_text(encoding="utf-8")


class Shape(NamedTuple):
    """One area: its code, its path, its class (−1: no data), and what a mouse that rests on it is told."""

    code: str
    path: str
    level: int
    words: ShownPlain


def show_map(
    shapes: Sequence[Shape], size: tuple[int, int], colours: Sequence[str], chosen: str | None, label: ShownPlain,
    legend: Sequence[ShownPlain],
) -> str | None:  # fmt: skip
    """Draw the shapes on a sheet of `size` units; the code that was tapped in this run, else None. `legend`: the words
    of each class."""
    mount: Any = component("area_map", html=HTML, css=CSS, js=SCRIPT)
    data = {
        "areas": [list(each) for each in shapes], "width": size[0], "height": size[1], "colours": list(colours),
        "chosen": chosen, "label": label, "legend": list(legend),
    }  # fmt: skip
    answer = mount(data=data, key="area-map", on_picked_change=_nothing)
    picked = answer.get("picked") if isinstance(answer, dict) else getattr(answer, "picked", None)
    return str(picked) if picked else None


def _nothing() -> None:
    """A tap runs the page again; what was tapped is in the answer."""
