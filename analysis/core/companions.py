"""Who may stand beside an area on its radar: parent, median of its peers, country, targets, or another year."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.core.areas import available_data
from analysis.core.errors import AnalysisError
from analysis.core.figures import axis_data, indicator_data
from analysis.core.references import REFERENCE_ENDS, find_reference
from analysis.core.scope import Scope
from analysis.core.statistics import Numbers, numbers, share_not_higher_pct
from catalogue import View
from catalogue.areas import COUNTRY, LEVELS, parent_of
from warehouse import Warehouse

KINDS: Mapping[str, str] = {
    "parent": "พื้นที่ระดับบน",
    "peers": "ค่ากลางข้างเคียง",
    "country": "ประเทศ",
    "target": "เป้าหมาย",
}
MAX_COMPANIONS = 2
SHARE_COLUMNS = ("indicator_code", "problem_pct", "low_pct", "high_pct", "assessed", "failed")


@dataclass(frozen=True)
class Companion:
    """A companion that was found, or why there is none.

    `name`: Thai words for the legend; None when there is nothing to draw, and `note` says why. `indicators`:
    SHARE_COLUMNS (counts and interval missing unless it is one area in one year); `axes`: axis_code, problem_pct
    (percent; missing where it has no figure).
    """

    kind: str
    name: str | None
    note: str
    indicators: pd.DataFrame
    axes: pd.DataFrame

    @property
    def is_another_year(self) -> bool:
        """True for the area itself in another year."""
        return self.kind.isdigit()

    @property
    def reference(self) -> pd.DataFrame:
        """What indicators are held against, one row each: indicator_code, reference_pct, reference_low_pct,
        reference_high_pct; of another year its interval, else both ends are reference_pct."""
        values = self.indicators[["indicator_code", *REFERENCE_ENDS]]
        if not self.is_another_year:
            values = values.assign(low_pct=values["problem_pct"], high_pct=values["problem_pct"])
        return values.rename(columns=dict(REFERENCE_ENDS))


@dataclass(frozen=True)
class Peers:
    """The areas beside one area: how many have data, and their percentages, one row a peer, one column an axis
    (`axes`) or an indicator (`indicators`). `figures`: what they rest on, one row a peer and indicator: area_code,
    indicator_code, problem_pct, assessed, failed. `printed_axes`, `printed`: what may be printed of `axes` and
    `indicators` (the same rows and columns, missing where withheld); None where nothing has to be hidden."""

    count: int
    axes: pd.DataFrame
    indicators: pd.DataFrame
    figures: pd.DataFrame
    printed_axes: pd.DataFrame | None = None
    printed: pd.DataFrame | None = None


def area_kinds(area_code: str) -> dict[str, str]:
    """Kind → Thai name of the companions that are areas: those above the area, and its peers."""
    kinds = {kind: name for kind, name in KINDS.items() if kind != "target"}
    if area_code == COUNTRY:
        return {}
    if parent_of(area_code) == COUNTRY:
        del kinds["country"]
    return kinds


def no_peers() -> Peers:
    """Nobody beside an area."""
    return Peers(0, pd.DataFrame(), pd.DataFrame(), pd.DataFrame())


def companion_kinds(warehouse: Warehouse, scope: Scope) -> dict[str, str]:
    """Kind → Thai name of the companions worth offering: those above the area, its peers, targets where the set has
    some for the year, and each other year of the same set ("2560")."""
    kinds = area_kinds(scope.area_code)
    if any(scope.year_be in indicator.targets for indicator in scope.indicator_set.indicators):
        kinds["target"] = KINDS["target"]
    held = available_data(warehouse, scope.area_code)
    years = sorted(held.loc[held["set_id"] == scope.indicator_set.id, "year_be"], reverse=True)
    return kinds | {str(int(year)): f"ปี {int(year)}" for year in years if int(year) != scope.year_be}


def peers_data(figures: pd.DataFrame, scope: Scope, view: View | str | None = None) -> Peers:
    """The percentages of the areas under the same parent, from their `peer_figures`; no rows without peers."""
    axes = axis_data(figures, scope.indicator_set, view)
    wide_axes, wide_indicators = _wide(axes, "axis_code"), _wide(figures, "indicator_code")
    count = int(wide_indicators.notna().any(axis=1).sum())
    slim = figures[["area_code", *SHARE_COLUMNS]].reset_index(drop=True)
    return Peers(count, wide_axes, wide_indicators, slim)


def find_companion(
    warehouse: Warehouse,
    scope: Scope,
    indicators: pd.DataFrame,
    kind: str,
    peers: Peers,
    view: View | str | None = None,
) -> Companion:
    """The companion of a kind (a key of `companion_kinds`) of the area whose `indicators` are given.

    Raises AnalysisError for a kind that does not exist.
    """
    if kind == "peers":
        return _median_of_peers(scope, peers)
    if kind.isdigit():
        return _other_year(warehouse, scope, indicators, int(kind), view)
    if kind not in KINDS:
        raise AnalysisError(f"ไม่รู้จักพื้นที่เทียบ '{kind}'", f"เลือกค่าใดค่าหนึ่ง: {', '.join(KINDS)} หรือปี พ.ศ.")
    found = find_reference(warehouse, scope, indicators, kind)
    if found.name is None:
        return _nothing(kind, found.note)
    return _of_figures(scope, kind, found.name, found.figures, view)


def peer_ranks(codes: Sequence[str], problem_pct: Sequence[float] | Numbers, wide: pd.DataFrame) -> pd.DataFrame:
    """peer_rank_pct and peer_rank_pass_pct: percentage of the peers whose problem (or pass) percentage is not higher;
    missing without a value or without peers. `wide`: one row a peer, one column a code."""
    own, others = numbers(problem_pct), wide.reindex(columns=list(codes)).to_numpy(dtype="float64", na_value=np.nan)
    ranks = (share_not_higher_pct(own, others), share_not_higher_pct(100 - own, 100 - others))
    return pd.DataFrame(dict(zip(("peer_rank_pct", "peer_rank_pass_pct"), ranks, strict=True)))


def _wide(table: pd.DataFrame, code: str) -> pd.DataFrame:
    """One row an area, one column a code, in the order they come; every area has every code."""
    codes = list(dict.fromkeys(table[code]))
    values = numbers(table["problem_pct"]).reshape(-1, len(codes)) if codes else np.empty((0, 0))
    return pd.DataFrame(values, columns=pd.Index(codes, dtype="str"))


def _median_of_peers(scope: Scope, peers: Peers) -> Companion:
    if not peers.count:
        return _nothing("peers", "ไม่มีพื้นที่ข้างเคียงที่มีข้อมูลให้เทียบ")
    name = f"ค่ากลางของ{LEVELS[scope.level]}ข้างเคียง {peers.count:,} แห่ง"
    shares = _medians(peers.indicators, "indicator_code").assign(**dict.fromkeys(SHARE_COLUMNS[2:], np.nan))
    return Companion("peers", name, "", shares, _medians(peers.axes, "axis_code"))


def _medians(wide: pd.DataFrame, code: str) -> pd.DataFrame:
    return wide.median().rename("problem_pct").rename_axis(code).reset_index()


def _other_year(
    warehouse: Warehouse, scope: Scope, indicators: pd.DataFrame, year_be: int, view: View | str | None
) -> Companion:
    """The area in another year; its name says from how many areas, where that is not as many as in the year shown."""
    figures = indicator_data(warehouse, scope.indicator_set, [scope.area_code], year_be)
    if figures["problem_pct"].isna().all():
        return _nothing(str(year_be), f"ไม่มีข้อมูลปี {year_be} ในตัวชี้วัดชุดเดียวกัน")
    counted, shown = figures["areas_counted"].max(), indicators["areas_counted"].max()
    coverage = "" if counted == shown else f" (จาก {counted:,.0f} พื้นที่ ปีที่แสดง {shown:,.0f})"
    return _of_figures(scope, str(year_be), f"ปี {year_be}{coverage}", figures, view)


def _of_figures(scope: Scope, kind: str, name: str, figures: pd.DataFrame, view: View | str | None) -> Companion:
    axes = axis_data(figures, scope.indicator_set, view)[["axis_code", "problem_pct"]]
    return Companion(kind, name, "", figures[list(SHARE_COLUMNS)].reset_index(drop=True), axes)


def _nothing(kind: str, note: str) -> Companion:
    shares = pd.DataFrame({column: pd.Series([], dtype="float64") for column in SHARE_COLUMNS})
    shares = shares.astype({"indicator_code": "str"})
    axes = shares[["indicator_code", "problem_pct"]].rename(columns={"indicator_code": "axis_code"})
    return Companion(kind, None, note, shares, axes)
