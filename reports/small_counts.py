"""Counts of 1–9 people never leave the screen: they and the rates built on them are hidden, and a second one with
them where the first could be found by subtraction."""

from dataclasses import replace
from typing import Final

import pandas as pd

from analysis.companions import Companion, Peers
from analysis.radar_levels import RadarLevels

SMALLEST_SHOWN: Final = 10
COUNT_COLUMNS: Final = ("assessed", "failed")
RATE_COLUMNS: Final = (
    *("failed", "problem_pct", "pass_pct", "low_pct", "high_pct", "gap_pct", "reference_gap_pct"),
    *("peer_rank_pct", "peer_rank_pass_pct"),
)
NOTE: Final = (
    "ซ่อน {hidden} ค่าที่มีจำนวน 1–9 ราย และค่าที่ใช้คำนวณย้อนกลับได้ เพื่อคุ้มครองข้อมูลส่วนบุคคล ช่องว่างหรือคำว่า ไม่แสดง คือค่าที่ซ่อนหรือไม่มีข้อมูล"
)


def hidden_note(hidden: int) -> tuple[str, ...]:
    """The note for a file with so many hidden figures; nothing when none is hidden."""
    return (NOTE.format(hidden=f"{hidden:,}"),) if hidden else ()


def is_small(table: pd.DataFrame) -> pd.Series:
    """True where 1–9 failed or 1–9 passed (so also where 1–9 were assessed); False without counts."""
    failed, passed = table["failed"], table["assessed"] - table["failed"]
    return failed.between(1, SMALLEST_SHOWN - 1) | passed.between(1, SMALLEST_SHOWN - 1)


def to_hide(table: pd.DataFrame, group: str | None = None) -> pd.Series:
    """Which rows are hidden: small counts, and where just one row of a group (or of the table) would be, also the one
    with the fewest failed besides. The rows of a group add up to, or are averaged into, a figure that is shown."""
    hidden = is_small(table)
    groups = [table.index] if group is None else [rows.index for _, rows in table.groupby(group, sort=False)]
    for index in groups:
        others = table.loc[index][~hidden[index] & table.loc[index, "failed"].gt(0)]
        if hidden[index].sum() == 1 and len(others):
            hidden = hidden | (hidden.index == others["failed"].idxmin())
    return hidden


def hide_rows(table: pd.DataFrame, hidden: pd.Series) -> pd.DataFrame:
    """The table with the counts and rates of the rows made missing; how many were assessed stays where it is large."""
    columns = [column for column in RATE_COLUMNS if column in table]
    out = table.copy()
    out[columns] = out[columns].mask(hidden)
    if "status" in out:
        out[["status", "status_name"]] = out[["status", "status_name"]].mask(hidden)
    small_base = hidden & out["assessed"].lt(SMALLEST_SHOWN)
    out["assessed"] = out["assessed"].mask(small_base)
    return out


def public_areas(areas: pd.DataFrame) -> tuple[pd.DataFrame, int]:
    """The areas of one indicator, which add up to the area above, and how many of them are hidden.

    The hidden ones stand last, by code: in a ranked list their place would tell what is hidden."""
    hidden = to_hide(areas)
    shown, others = hide_rows(areas, hidden), areas[hidden].sort_values("area_code").index
    return shown.loc[[*areas.index[~hidden], *others]].reset_index(drop=True), int(hidden.sum())


def public_radar(radar: RadarLevels) -> tuple[RadarLevels, int]:
    """The radar as it may leave the screen, and how many indicators' figures are hidden in it.

    An axis is hidden when its mean rests on one hidden indicator beside figures that are shown. Sets of scores or
    values hold no counts of people and are left as they are.
    """
    hidden = to_hide(radar.indicators, "axis_code")
    indicators = hide_rows(radar.indicators, hidden)
    hidden_of_axis = hidden.groupby(radar.indicators["axis_code"]).sum()
    axes_hidden = list(hidden_of_axis.index[hidden_of_axis == 1])
    columns = ["problem_pct", "pass_pct", "peer_rank_pct", "peer_rank_pass_pct"]
    axes = radar.axes.copy()
    axes[columns] = axes[columns].mask(axes["axis_code"].isin(axes_hidden))
    companions = tuple(_public_companion(each, radar.peers) for each in radar.companions)
    return replace(radar, axes=axes, indicators=indicators, companions=companions), int(hidden.sum())


def _public_companion(companion: Companion, peers: Peers) -> Companion:
    indicators, axes = companion.indicators, companion.axes
    if companion.kind != "peers":
        shown = indicators["problem_pct"].mask(is_small(indicators))
        return replace(companion, indicators=indicators.assign(problem_pct=shown))
    of_indicators = _without_small_medians(indicators, "indicator_code", peers.indicators, peers.fewest)
    of_axes = _without_small_medians(axes, "axis_code", peers.axes, peers.fewest_of_axes)
    return replace(companion, indicators=of_indicators, axes=of_axes)


def _without_small_medians(table: pd.DataFrame, code: str, shares: pd.DataFrame, fewest: pd.DataFrame) -> pd.DataFrame:
    """The medians without those that are the percentage of a single peer with a small count."""
    own = [
        bool((shares[each].eq(median) & fewest[each].between(1, SMALLEST_SHOWN - 1)).any())
        for each, median in zip(table[code], table["problem_pct"], strict=True)
    ]
    return table.assign(problem_pct=table["problem_pct"].mask(pd.Series(own, index=table.index, dtype="bool")))
