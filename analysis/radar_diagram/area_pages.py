"""Many areas a page at a time, in the order of their rank: what a wall of small radars shows."""

import math
from dataclasses import dataclass

import pandas as pd

from analysis.core.peers import peer_ranks
from analysis.core.ranked_areas import RankedAreas
from analysis.radar_diagram.data import peer_rings_data

PAGE_SIZE = 24


@dataclass(frozen=True)
class AreaPage:
    """One page of areas. `axes`: the page's rows of the comparison's axes with peer_rank_pct and peer_rank_pass_pct
    (among all areas compared); `rings`: what stands at these ranks, see `peer_rings_data`. `first`, `last`: ranks of
    the page's areas by position, from 1; `pages` in all."""

    axes: pd.DataFrame
    rings: pd.DataFrame
    areas: pd.DataFrame
    number: int
    pages: int
    first: int
    last: int


def area_page(compared: RankedAreas, number: int, size: int = PAGE_SIZE) -> AreaPage:
    """The page of this number (from 1; held within what there is) of the areas compared that have data, in their order:
    most problem first, those whose mean is hidden last."""
    areas = compared.areas[compared.areas["indicators_with_data"].gt(0)].reset_index(drop=True)
    pages = max(1, math.ceil(len(areas) / size))
    number = min(max(1, number), pages)
    chosen = areas.iloc[(number - 1) * size : number * size].reset_index(drop=True)
    axes = compared.axes[compared.axes["area_code"].isin(list(chosen["area_code"]))].reset_index(drop=True)
    by_area = compared.axes.set_index(["area_code", "axis_code"])
    wide = by_area["problem_pct"].unstack()
    decimals = by_area["decimals"].unstack(fill_value=1) if "decimals" in by_area else None
    ranks = peer_ranks(list(axes["axis_code"]), list(axes["problem_pct"]), wide)
    first = (number - 1) * size + 1
    rings = peer_rings_data(list(dict.fromkeys(compared.axes["axis_code"])), wide, decimals=decimals)
    return AreaPage(pd.concat([axes, ranks], axis=1), rings, chosen, number, pages, first, first + len(chosen) - 1)
