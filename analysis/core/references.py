"""What an area is compared with, and who may stand beside it on its radar: parent, peers, country, a year, targets."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.core.areas import available_data, codes_with_data, name_of, titled
from analysis.core.errors import AnalysisError
from analysis.core.figures import axis_data, indicator_data
from analysis.core.scope import Scope, no_data
from analysis.core.statistics import STATUS_NAMES, Numbers, numbers, share_not_higher_pct, status
from catalogue import IndicatorSet, View
from catalogue.areas import COUNTRY, LEVELS, parent_of
from warehouse import Warehouse

REFERENCES: Mapping[str, str] = {
    "parent": "พื้นที่ที่สังกัด",
    "peers": "ค่ากลางของพื้นที่ข้างเคียง",
    "country": "ประเทศ",
    "previous": "ปีก่อนหน้าที่มีข้อมูล",
    "target": "เป้าหมาย",
    "none": "ไม่เทียบ",
}

REFERENCE_COLUMNS = ("area_code", "indicator_code", "problem_pct", "low_pct", "high_pct", "assessed", "failed")
REFERENCE_ENDS: Mapping[str, str] = {
    "problem_pct": "reference_pct",
    "low_pct": "reference_low_pct",
    "high_pct": "reference_high_pct",
}
SAME = ("assessed", "failed", "score_1", "score_2", "score_3", "value", "areas_counted")


@dataclass(frozen=True)
class Reference:
    """A reference that was found, or why there is none.

    `name`: Thai words for the legend; None when there is nothing to compare with, and `note` says why. `year_be` and
    `area_code` say whose figures these are (area_code is None for peers and targets). `figures`: REFERENCE_COLUMNS
    of every area the reference is made of (no counts and no interval behind targets).
    """

    kind: str
    name: str | None
    note: str
    area_code: str | None
    year_be: int
    figures: pd.DataFrame

    @property
    def indicators(self) -> pd.DataFrame:
        """One row per indicator: indicator_code, reference_pct (percent with the problem; of peers the median over
        those that have data; missing when none has), reference_low_pct and reference_high_pct: of the year before its
        95 % interval, since the same few people swing there as here; any other reference is a point, both ends it."""
        values = self.figures.groupby("indicator_code", sort=False)[list(REFERENCE_ENDS)].median()
        if self.kind != "previous":
            values = values.assign(low_pct=values["problem_pct"], high_pct=values["problem_pct"])
        return values.rename(columns=dict(REFERENCE_ENDS)).reset_index()

    def axes(self, indicator_set: IndicatorSet, view: View | str | None = None) -> pd.DataFrame:
        """One row per axis: axis_code, reference_pct (the axis value; of peers the median of their axis values)."""
        axes = axis_data(self.figures, indicator_set, view)
        return axes.groupby("axis_code", sort=False)["problem_pct"].median().rename("reference_pct").reset_index()

    @property
    def overall_pct(self) -> float:
        """Mean problem percentage over all indicators with data (of peers the median of theirs); may be missing."""
        return float(self.figures.groupby("area_code", sort=False)["problem_pct"].mean().median())


def find_reference(
    warehouse: Warehouse, scope: Scope, indicators: pd.DataFrame, kind: str, peers: pd.DataFrame | None = None,
    earlier: tuple[int | None, pd.DataFrame] | None = None,
) -> Reference:  # fmt: skip
    """The reference of a kind (a key of REFERENCES) for an area whose `indicators` are given.

    `peers`: its `peer_figures`, `earlier`: its `previous_year` with its `indicator_data` of that year, where they were
    looked up already. Raises AnalysisError for an unknown kind. A
    reference without figures, or one whose figures are the area's own alone, comes back without a name.
    """
    match kind:
        case "parent":
            return _of_area(warehouse, scope, indicators, kind, parent_of(scope.area_code), scope.year_be)
        case "country":
            return _of_area(warehouse, scope, indicators, kind, COUNTRY, scope.year_be)
        case "previous":
            year_be, figures = earlier or (previous_year(warehouse, scope), None)
            return _of_area(warehouse, scope, indicators, kind, scope.area_code, year_be, figures)
        case "peers":
            return _of_peers(scope, peer_figures(warehouse, scope) if peers is None else peers)
        case "target":
            return _of_targets(scope, indicators)
        case "none":
            return _no_reference(scope, kind, "")
        case _:
            known = ", ".join(REFERENCES)
            raise AnalysisError(f"ไม่รู้จักค่าอ้างอิง '{kind}'", f"เลือกค่าใดค่าหนึ่ง: {known}")


def with_status(indicators: pd.DataFrame, reference: pd.DataFrame) -> pd.DataFrame:
    """The area's indicators with the columns of `reference` (indicator_code, reference_pct, reference_low_pct,
    reference_high_pct), status and status_name."""
    table = indicators.merge(reference[["indicator_code", *REFERENCE_ENDS.values()]], on="indicator_code", how="left")
    found = status(table["low_pct"], table["high_pct"], table["reference_low_pct"], table["reference_high_pct"])
    standing = pd.Series(found, dtype="str")
    return table.assign(status=standing, status_name=standing.map(STATUS_NAMES))


def previous_year(warehouse: Warehouse, scope: Scope) -> int | None:
    """The latest earlier year in which the area has figures of the same set; None when there is none."""
    available = available_data(warehouse, scope.area_code)
    earlier = available[(available["set_id"] == scope.indicator_set.id) & (available["year_be"] < scope.year_be)]
    return None if earlier.empty else int(earlier["year_be"].max())


def peer_figures(warehouse: Warehouse, scope: Scope) -> pd.DataFrame:
    """`indicator_data` of the area's peers (the other areas under its parent, at its level, that have data); empty
    without peers."""
    return indicator_data(warehouse, scope.indicator_set, peer_codes(warehouse, scope), scope.year_be)


def peer_codes(warehouse: Warehouse, scope: Scope) -> list[str]:
    """Codes of the area's peers, in order."""
    parent = parent_of(scope.area_code)
    if parent is None:
        return []
    codes = codes_with_data(warehouse, parent, scope.indicator_set.id, scope.year_be, scope.level)
    return [code for code in codes if code != scope.area_code]


def area_indicators(warehouse: Warehouse, scope: Scope) -> pd.DataFrame:
    """`indicator_data` of the scope's own area. Raises AnalysisError, with the years that exist, when it has none."""
    indicators = indicator_data(warehouse, scope.indicator_set, [scope.area_code], scope.year_be)
    if indicators["source_level"].isna().all():
        raise no_data(warehouse, scope)
    return indicators


def own_and_peer_figures(warehouse: Warehouse, scope: Scope) -> tuple[pd.DataFrame, pd.DataFrame]:
    """`indicator_data` of the area, and its `peer_figures`, asked for at once. Raises AnalysisError, with the years
    that exist, when the area has none."""
    codes = [scope.area_code, *peer_codes(warehouse, scope)]
    figures = indicator_data(warehouse, scope.indicator_set, codes, scope.year_be)
    own, peers = (
        figures.take(part) for part in np.split(np.arange(len(figures)), [len(scope.indicator_set.indicators)])
    )
    if own["source_level"].isna().all():
        raise no_data(warehouse, scope)
    return own.reset_index(drop=True), peers.reset_index(drop=True)


def _of_area(
    warehouse: Warehouse, scope: Scope, indicators: pd.DataFrame, kind: str, area_code: str | None,
    year_be: int | None, figures: pd.DataFrame | None = None,
) -> Reference:  # fmt: skip
    if area_code is None:
        return _no_reference(scope, kind, "ประเทศไม่มีพื้นที่ที่สูงกว่าให้เทียบ")
    if year_be is None:
        return _no_reference(scope, kind, "ไม่มีข้อมูลปีก่อนหน้าในตัวชี้วัดชุดเดียวกัน")
    if figures is None:
        figures = indicator_data(warehouse, scope.indicator_set, [area_code], year_be)
    if figures["problem_pct"].isna().all():
        return _no_reference(scope, kind, f"ไม่มีข้อมูลของ{titled(area_code, name_of(warehouse, area_code))}")
    name = titled(area_code, name_of(warehouse, area_code))
    if area_code != scope.area_code and _is_the_same(indicators, figures):
        return _no_reference(scope, kind, f"ข้อมูลของ{name}มีเฉพาะของพื้นที่นี้ จึงไม่มีอะไรให้เทียบ")
    if kind == "previous":
        name = f"ปี {year_be}"
    elif area_code == COUNTRY and (figures["source_level"].dropna() != "country").all():
        name = f"{name} เท่าที่มีข้อมูล"
    return Reference(kind, name, "", area_code, year_be, _slim(figures))


def _is_the_same(indicators: pd.DataFrame, figures: pd.DataFrame) -> bool:
    """True when an area above rests on nothing but the area itself: the same counts from as many areas."""
    own, above = ([list(table[name]) for name in SAME] for table in (indicators, figures))
    return pd.DataFrame(own, dtype="float64").equals(pd.DataFrame(above, dtype="float64"))


def _of_peers(scope: Scope, figures: pd.DataFrame) -> Reference:
    count = figures.loc[figures["problem_pct"].notna(), "area_code"].nunique()
    if not count:
        return _no_reference(scope, "peers", "ไม่มีพื้นที่ข้างเคียงที่มีข้อมูลให้เทียบ")
    name = f"ค่ากลางของ{LEVELS[scope.level]}ข้างเคียง {count:,} แห่ง"
    return Reference("peers", name, "", None, scope.year_be, _slim(figures))


def _of_targets(scope: Scope, indicators: pd.DataFrame) -> Reference:
    if indicators["target_pct"].isna().all():
        return _no_reference(scope, "target", f"ชุด {scope.indicator_set.title} ไม่มีเป้าหมายของปี {scope.year_be}")
    nothing = dict.fromkeys(("low_pct", "high_pct", "assessed", "failed"), np.nan)
    figures = indicators.assign(problem_pct=100 - indicators["target_pct"], **nothing)
    return Reference("target", f"เป้าหมายปี {scope.year_be}", "", None, scope.year_be, _slim(figures))


def _no_reference(scope: Scope, kind: str, note: str) -> Reference:
    empty = pd.DataFrame({name: pd.Series([], dtype="float64") for name in REFERENCE_COLUMNS})
    return Reference(kind, None, note, None, scope.year_be, empty.astype({"area_code": "str", "indicator_code": "str"}))


def _slim(figures: pd.DataFrame) -> pd.DataFrame:
    return figures[list(REFERENCE_COLUMNS)].reset_index(drop=True)


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
        return _no_companion(kind, found.note)
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
        return _no_companion("peers", "ไม่มีพื้นที่ข้างเคียงที่มีข้อมูลให้เทียบ")
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
        return _no_companion(str(year_be), f"ไม่มีข้อมูลปี {year_be} ในตัวชี้วัดชุดเดียวกัน")
    counted, shown = figures["areas_counted"].max(), indicators["areas_counted"].max()
    coverage = "" if counted == shown else f" (จาก {counted:,.0f} พื้นที่ ปีที่แสดง {shown:,.0f})"
    return _of_figures(scope, str(year_be), f"ปี {year_be}{coverage}", figures, view)


def _of_figures(scope: Scope, kind: str, name: str, figures: pd.DataFrame, view: View | str | None) -> Companion:
    axes = axis_data(figures, scope.indicator_set, view)[["axis_code", "problem_pct"]]
    return Companion(kind, name, "", figures[list(SHARE_COLUMNS)].reset_index(drop=True), axes)


def _no_companion(kind: str, note: str) -> Companion:
    shares = pd.DataFrame({column: pd.Series([], dtype="float64") for column in SHARE_COLUMNS})
    shares = shares.astype({"indicator_code": "str"})
    axes = shares[["indicator_code", "problem_pct"]].rename(columns={"indicator_code": "axis_code"})
    return Companion(kind, None, note, shares, axes)
