"""What an area is compared with and who stands beside it on its radar: the area above it, its peers, the country, the
target, the year before or any other year. Found, named and worded here alone."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import pandas as pd

from analysis.core.areas import name_of, titled
from analysis.core.errors import AnalysisError
from analysis.core.figures import (
    TARGET_OF_FILE,
    TARGET_OF_SET,
    axis_data,
    indicator_data,
    indicator_data_above,
    indicator_data_of_level,
)
from analysis.core.held_data import available_data, figures_of_area
from analysis.core.scope import Scope, no_data
from analysis.core.statistics import (
    REFERENCE_ENDS,
    looked_up,
    numbers,
    share_pct,
    wilson_interval,
)
from catalogue import IndicatorSet, View
from catalogue.areas import COUNTRY, LEVELS, area_names, parent_of
from catalogue.published import PUBLISHED_BY, published_figures
from warehouse import Warehouse
from warehouse.connection import remembered

PEERS_WORD = "พื้นที่ระดับเดียวกัน"
REFERENCE_WORDS: Mapping[str, str] = {
    "parent": "พื้นที่ระดับบน",
    "peers": f"ค่ากลาง{PEERS_WORD}",
    "country": "ประเทศ",
    "previous": "ปีก่อนหน้า",
    "target": "เป้าหมาย",
    "published_country": f"ประเทศ ปี 2561 ({PUBLISHED_BY})",
    "published_province": f"จังหวัด ปี 2561 ({PUBLISHED_BY})",
    "none": "ไม่เทียบ",
}
PUBLISHED = ("published_country", "published_province")
FOUND_IN_ORDER = ("parent", "peers", "target", "previous", "published_country")
MAX_COMPANIONS = 2
FIGURE_COLUMNS = ("indicator_code", "problem_pct", "low_pct", "high_pct", "assessed", "failed")
REFERENCE_COLUMNS = ("area_code", *FIGURE_COLUMNS)
SAME = ("assessed", "failed", "score_1", "score_2", "score_3", "value", "areas_counted")


def reference_word(kind: str) -> str:
    """The word for a kind of reference: of REFERENCE_WORDS, or of a year.

    >>> reference_word("target"), reference_word("2560")
    ('เป้าหมาย', 'ปี 2560')
    """
    return f"ปี {kind}" if kind.isdigit() else REFERENCE_WORDS[kind]


@dataclass(frozen=True)
class Reference:
    """What an area is held against, or why there is nothing.

    `kind`: a key of REFERENCE_WORDS or a year ("2560"). `name`: Thai words for the legend; None when there is nothing
    to compare with, and `note` says why. `year_be` and `area_code` say whose figures these are (area_code is None for
    peers and targets). `figures`: REFERENCE_COLUMNS of every area it is made of (no counts and no interval behind
    targets).
    `indicators`: FIGURE_COLUMNS, one row an indicator: of one area its own, of peers the medians of those that have
    data, without counts and interval. `axes`: axis_code, problem_pct: of one area the axis value, of peers the median
    of their axis values. Percent with the problem; missing where it has no figure.
    """

    kind: str
    name: str | None
    note: str
    area_code: str | None
    year_be: int
    figures: pd.DataFrame
    indicators: pd.DataFrame
    axes: pd.DataFrame

    @property
    def is_another_year(self) -> bool:
        """True for the area itself in another year."""
        return self.kind == "previous" or self.kind.isdigit()

    @cached_property
    def ends(self) -> pd.DataFrame:
        """What indicators are held against, one row each: indicator_code, reference_pct, reference_low_pct and
        reference_high_pct: of another year its 95 % interval, since the same few people swing there as here; any other
        reference is a point, and both ends are it."""
        values = self.indicators[["indicator_code", *REFERENCE_ENDS]]
        if not self.is_another_year:
            values = values.assign(low_pct=values["problem_pct"], high_pct=values["problem_pct"])
        return values.rename(columns=dict(REFERENCE_ENDS))

    @property
    def overall_pct(self) -> float:
        """Mean problem percentage over all indicators with data (of peers the median of theirs); may be missing."""
        return float(self.figures.groupby("area_code", sort=False)["problem_pct"].mean().median())

    def within(self, indicator_set: IndicatorSet, view: View | str | None = None) -> "Reference":
        """The same reference for the indicators of a set, perhaps those of one group only, on the axes of a view."""
        codes = [each.code for each in indicator_set.indicators]
        figures = self.figures[self.figures["indicator_code"].isin(codes)].reset_index(drop=True)
        return replace(self, figures=figures, **_by_indicator_and_axis(self.kind, figures, indicator_set, view))


@remembered
def find_reference(
    warehouse: Warehouse, scope: Scope, indicators: pd.DataFrame, kind: str, peers: pd.DataFrame | None = None,
    earlier: tuple[int | None, pd.DataFrame] | None = None, view: View | str | None = None,
) -> Reference:  # fmt: skip
    """The reference of a kind (a key of REFERENCE_WORDS, or a year) for an area whose `indicators` are given.

    `peers`: its `peer_figures`, `earlier`: its `previous_year` with its `indicator_data` of that year, where they were
    looked up already; `view`: whose axes it gets. Raises AnalysisError for an unknown kind. A reference without
    figures, or one whose figures are the area's own alone, comes back without a name.
    """
    match kind:
        case "parent" | "country":
            return _of_area(warehouse, scope, indicators, kind, view)
        case "previous":
            year_be, figures = earlier or (previous_year(warehouse, scope), None)
            return _of_year(warehouse, scope, indicators, kind, year_be, figures, view)
        case "peers":
            return _of_peers(scope, peer_figures(warehouse, scope) if peers is None else peers, view)
        case "target":
            return _of_targets(scope, indicators, view)
        case "published_country" | "published_province":
            return _published(scope, kind, view)
        case "none":
            return no_reference(scope)
        case _ if kind.isdigit():
            return _of_year(warehouse, scope, indicators, kind, int(kind), None, view)
        case _:
            known = ", ".join(REFERENCE_WORDS)
            raise AnalysisError(f"ไม่รู้จักค่าอ้างอิง '{kind}'", f"เลือกค่าใดค่าหนึ่ง: {known} หรือปี พ.ศ.")


def first_reference(
    warehouse: Warehouse, scope: Scope, indicators: pd.DataFrame, kind: str = FOUND_IN_ORDER[0],
    peers: pd.DataFrame | None = None, earlier: tuple[int | None, pd.DataFrame] | None = None,
    view: View | str | None = None,
) -> Reference:  # fmt: skip
    """The reference of a kind; where it has nothing to compare with, the first of FOUND_IN_ORDER that has.

    What stands in for the kind asked for says so in its `note`; without any the kind asked for comes back without a
    name. "none" stays none. Arguments and errors as in `find_reference`.
    """
    wanted = find_reference(warehouse, scope, indicators, kind, peers, earlier, view)
    if kind == "none" or compares(wanted, indicators):
        return wanted
    for other in FOUND_IN_ORDER:
        if other != kind:
            found = find_reference(warehouse, scope, indicators, other, peers, earlier, view)
            if compares(found, indicators):
                why = wanted.note or f"{wanted.name}ไม่มีตัวชี้วัดที่มีข้อมูลตรงกันให้เทียบ"
                space = " " if not "ก" <= str(found.name)[-1:] <= "๛" else ""
                return replace(found, note=f"{why} ใช้{found.name}{space}แทน")
    return wanted


def compares(reference: Reference, indicators: pd.DataFrame) -> bool:
    """True where at least one indicator with data has a figure of the reference beside it."""
    if reference.name is None:
        return False
    held, own = (each.loc[each["problem_pct"].notna(), "indicator_code"] for each in (reference.indicators, indicators))
    return not set(held).isdisjoint(own)


def no_reference(scope: Scope, kind: str = "none", note: str = "") -> Reference:
    """Nothing to compare with, and why."""
    empty = pd.DataFrame({name: pd.Series([], dtype="float64") for name in REFERENCE_COLUMNS})
    empty = empty.astype({"area_code": "str", "indicator_code": "str"})
    return _reference(scope, kind, None, empty, None, note)


def with_reference(axes: pd.DataFrame, reference: Reference) -> pd.DataFrame:
    """The area's axes with reference_pct, the value of the reference (percent with the problem)."""
    return axes.assign(reference_pct=looked_up(axes["axis_code"], reference.axes, "problem_pct", "axis_code"))


@remembered
def previous_year(warehouse: Warehouse, scope: Scope) -> int | None:
    """The latest earlier year in which the area has figures of the same set; None when there is none."""
    available = available_data(warehouse, scope.area_code)
    earlier = available[(available["set_id"] == scope.indicator_set.id) & (available["year_be"] < scope.year_be)]
    return None if earlier.empty else int(earlier["year_be"].max())


def peer_figures(warehouse: Warehouse, scope: Scope) -> pd.DataFrame:
    """`indicator_data` of the area's peers (the other areas under its parent, at its level, that have data); empty
    without peers."""
    siblings = _siblings(warehouse, scope)
    return siblings[siblings["area_code"] != scope.area_code].reset_index(drop=True)


def _siblings(warehouse: Warehouse, scope: Scope) -> pd.DataFrame:
    """`indicator_data` of all areas with data under the area's parent, at its level."""
    parent = parent_of(scope.area_code)
    if parent is None:
        return indicator_data(warehouse, scope.indicator_set, [], scope.year_be)
    return indicator_data_of_level(warehouse, scope.indicator_set, parent, scope.level, scope.year_be)


def area_indicators(warehouse: Warehouse, scope: Scope) -> pd.DataFrame:
    """`indicator_data` of the scope's own area. Raises AnalysisError, with the years that exist, when it has none."""
    indicators = indicator_data(warehouse, scope.indicator_set, [scope.area_code], scope.year_be)
    if indicators["source_level"].isna().all():
        raise no_data(warehouse, scope)
    return indicators


@remembered
def own_and_peer_figures(warehouse: Warehouse, scope: Scope) -> tuple[pd.DataFrame, pd.DataFrame]:
    """`indicator_data` of the area, and its `peer_figures`. Raises AnalysisError, with the years that exist, when the
    area has none."""
    return area_indicators(warehouse, scope), peer_figures(warehouse, scope)


def area_kinds(area_code: str) -> dict[str, str]:
    """Kind → Thai name of the companions that are areas: those above the area, and its peers."""
    kinds = {kind: REFERENCE_WORDS[kind] for kind in ("parent", "peers", "country")}
    if area_code == COUNTRY:
        return {}
    if parent_of(area_code) == COUNTRY:
        del kinds["country"]
    return kinds


@remembered
def companion_kinds(warehouse: Warehouse, scope: Scope) -> dict[str, str]:
    """Kind → Thai name of the companions worth offering: those above the area, its peers, targets where the set has
    some for the year, published figures of the set, and each other year of it ("2560")."""
    kinds = area_kinds(scope.area_code)
    of_set = any(scope.year_be in indicator.targets for indicator in scope.indicator_set.indicators)
    if of_set or _has_printed_targets(warehouse, scope):
        kinds["target"] = REFERENCE_WORDS["target"]
    kinds |= {kind: REFERENCE_WORDS[kind] for kind in PUBLISHED if not isinstance(_published_rows(scope, kind), str)}
    held = available_data(warehouse, scope.area_code)
    years = sorted(held.loc[held["set_id"] == scope.indicator_set.id, "year_be"], reverse=True)
    return kinds | {str(int(year)): reference_word(str(int(year))) for year in years if int(year) != scope.year_be}


def _has_printed_targets(warehouse: Warehouse, scope: Scope) -> bool:
    """Whether a figure of the area has a target that its file prints."""
    figures = figures_of_area(warehouse, scope.area_code).get((scope.indicator_set.id, scope.year_be), {})
    return any(each.target_pct is not None for each in figures.values())


def _reference(
    scope: Scope, kind: str, name: str | None, figures: pd.DataFrame, view: View | str | None, note: str = "",
    area_code: str | None = None, year_be: int | None = None,
) -> Reference:  # fmt: skip
    own = figures[list(REFERENCE_COLUMNS)].reset_index(drop=True)
    tables = _by_indicator_and_axis(kind, own, scope.indicator_set, view)
    return Reference(kind, name, note, area_code, scope.year_be if year_be is None else year_be, own, **tables)


def _of_area(
    warehouse: Warehouse, scope: Scope, indicators: pd.DataFrame, kind: str, view: View | str | None
) -> Reference:
    area_code = COUNTRY if kind == "country" else parent_of(scope.area_code)
    if area_code is None:
        return no_reference(scope, kind, "ประเทศไม่มีพื้นที่ที่สูงกว่าให้เทียบ")
    own_set, year_be, is_country = scope.indicator_set, scope.year_be, kind == "country"
    figures = (
        indicator_data(warehouse, own_set, [COUNTRY], year_be)
        if is_country
        else indicator_data_above(warehouse, own_set, scope.area_code, year_be)
    )
    name = titled(area_code, name_of(warehouse, area_code))
    if figures["problem_pct"].isna().all():
        return no_reference(scope, kind, f"ไม่มีข้อมูลของ{name}")
    if area_code != scope.area_code and _is_the_same(indicators, figures):
        return no_reference(scope, kind, f"ข้อมูลของ{name}มีเฉพาะของพื้นที่นี้ จึงไม่มีอะไรให้เทียบ")
    if area_code == COUNTRY and (figures["source_level"].dropna() != "country").all():
        name = f"{name} เท่าที่มีข้อมูล"
    return _reference(scope, kind, name, figures, view, area_code=area_code)


def _published(scope: Scope, kind: str, view: View | str | None) -> Reference:
    """The shipped figures of the country, or of the area's province, where the set is theirs."""
    found = _published_rows(scope, kind)
    if isinstance(found, str):
        return no_reference(scope, kind, found)
    area_code, year_be, own = found
    low, high = wilson_interval(own["failed"], own["assessed"])
    own = own.assign(problem_pct=share_pct(own["failed"], own["assessed"]), low_pct=low, high_pct=high)
    title = titled(area_code, "ประเทศไทย" if area_code == COUNTRY else area_names()[area_code])
    name = f"{title} ปี {year_be} ({PUBLISHED_BY})"
    return _reference(scope, kind, name, own, view, year_be=year_be)


def _published_rows(scope: Scope, kind: str) -> tuple[str, int, pd.DataFrame] | str:
    """Whose shipped figures, of which year, and their counts; why there are none to compare with."""
    area_code = COUNTRY if kind == "published_country" else scope.area_code[:2]
    figures = published_figures(scope.indicator_set.id)
    if figures is None:
        return f"ไม่มีตัวเลขของประเทศที่เผยแพร่ไว้สำหรับชุด {scope.indicator_set.title}"
    own = figures.table[figures.table["area_code"] == area_code]
    if own.empty or (scope.area_code == area_code and scope.year_be == figures.year_be):
        return f"ตัวเลขที่เผยแพร่ปี {figures.year_be} เป็นของพื้นที่นี้เองหรือไม่มี จึงไม่มีอะไรให้เทียบ"
    return area_code, figures.year_be, own


def _is_the_same(indicators: pd.DataFrame, figures: pd.DataFrame) -> bool:
    """True when an area above rests on nothing but the area itself: the same counts from as many areas."""
    own, above = (np.array([numbers(table[name]) for name in SAME]) for table in (indicators, figures))
    return np.array_equal(own, above, equal_nan=True)


def _of_year(
    warehouse: Warehouse, scope: Scope, indicators: pd.DataFrame, kind: str, year_be: int | None,
    figures: pd.DataFrame | None, view: View | str | None,
) -> Reference:  # fmt: skip
    """The area in another year; its name says from how many areas, where that is not as many as in the year shown."""
    if year_be is None:
        return no_reference(scope, kind, f"ไม่มีข้อมูล{REFERENCE_WORDS['previous']}ในตัวชี้วัดชุดเดียวกัน")
    if figures is None:
        figures = indicator_data(warehouse, scope.indicator_set, [scope.area_code], year_be)
    if figures["problem_pct"].isna().all():
        return no_reference(scope, kind, f"ไม่มีข้อมูลปี {year_be} ในตัวชี้วัดชุดเดียวกัน")
    counted, shown = figures["areas_counted"].max(), indicators["areas_counted"].max()
    coverage = "" if counted == shown else f" (จาก {counted:,.0f} พื้นที่ ปีที่แสดง {shown:,.0f})"
    name = f"{reference_word(str(year_be))}{coverage}"
    return _reference(scope, kind, name, figures, view, area_code=scope.area_code, year_be=year_be)


def _of_peers(scope: Scope, figures: pd.DataFrame, view: View | str | None) -> Reference:
    count = figures.loc[figures["problem_pct"].notna(), "area_code"].nunique()
    if not count:
        return no_reference(scope, "peers", f"ไม่มี{PEERS_WORD}ที่มีข้อมูลให้เทียบ")
    name = f"{REFERENCE_WORDS['peers']} ({LEVELS[scope.level]} {count:,} แห่ง)"
    return _reference(scope, "peers", name, figures, view)


def _of_targets(scope: Scope, indicators: pd.DataFrame, view: View | str | None) -> Reference:
    word = REFERENCE_WORDS["target"]
    if indicators["target_pct"].isna().all():
        return no_reference(scope, "target", f"ชุด {scope.indicator_set.title} และไฟล์ไม่มี{word}ของปี {scope.year_be}")
    nothing = dict.fromkeys(("low_pct", "high_pct", "assessed", "failed"), np.nan)
    figures = indicators.assign(problem_pct=100 - indicators["target_pct"], **nothing)
    return _reference(scope, "target", f"{word}ปี {scope.year_be}{_sources_of_targets(indicators)}", figures, view)


def _sources_of_targets(indicators: pd.DataFrame) -> str:
    """Where the targets come from, in words; "" where all are the set's."""
    found = indicators["target_source"].value_counts()
    of_file, of_set = int(found.get(TARGET_OF_FILE, 0)), int(found.get(TARGET_OF_SET, 0))
    if not of_file:
        return ""
    return f" (จากไฟล์ {of_file:,} ตัวชี้วัด จากชุดตัวชี้วัด {of_set:,})" if of_set else " (ตามที่พิมพ์ในไฟล์)"


def _by_indicator_and_axis(
    kind: str, figures: pd.DataFrame, indicator_set: IndicatorSet, view: View | str | None
) -> dict[str, pd.DataFrame]:
    """`indicators` and `axes` of a reference made of these figures: of peers their medians."""
    axes = axis_data(figures, indicator_set, view)[["axis_code", "problem_pct"]]
    if kind != "peers":
        return {"indicators": figures[list(FIGURE_COLUMNS)].reset_index(drop=True), "axes": axes}
    by_axis = axes.groupby("axis_code", sort=False)["problem_pct"].median().reset_index()
    own = figures.groupby("indicator_code", sort=False)["problem_pct"].median().reset_index()
    return {"indicators": own.reindex(columns=list(FIGURE_COLUMNS)), "axes": by_axis}
