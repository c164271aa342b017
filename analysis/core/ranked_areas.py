"""Areas beside one another: where a value stands among the peers of an area; and many areas ranked by their mean, never
by the radar's polygon (stage 4, and the wall of stage 2)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from analysis.core.areas import children_data, names_of, sorted_by_name
from analysis.core.errors import AnalysisError
from analysis.core.figures import axis_data, indicator_data, overall_data
from analysis.core.references import REFERENCE_COLUMNS
from analysis.core.scope import Question, Scope, find_scope, years_hint
from analysis.core.statistics import Numbers, numbers, rank_from_largest, share_not_higher_pct
from analysis.core.survey_coverage import SurveyCoverage, low_coverage_words, survey_coverage_data
from catalogue import Catalogue, View
from warehouse import Warehouse
from words.numbers import PERCENT, heading_of


@dataclass(frozen=True)
class Peers:
    """The areas beside one area: how many have data, and their percentages, one row a peer, one column an axis
    (`axes`) or an indicator (`indicators`). `figures`: REFERENCE_COLUMNS, what they rest on, one row a peer and
    indicator. `printed_axes`, `printed`: what may be printed of `axes` and `indicators` (the same rows and columns,
    missing where withheld), `axes_decimals` how many decimals each of `printed_axes` has; None where nothing has to be
    hidden."""

    count: int
    axes: pd.DataFrame
    indicators: pd.DataFrame
    figures: pd.DataFrame
    printed_axes: pd.DataFrame | None = None
    printed: pd.DataFrame | None = None
    axes_decimals: pd.DataFrame | None = None


def no_peers() -> Peers:
    """Nobody beside an area."""
    return Peers(0, pd.DataFrame(), pd.DataFrame(), pd.DataFrame())


def peers_data(figures: pd.DataFrame, scope: Scope, view: View | str | None = None) -> Peers:
    """The percentages of the areas under the same parent, from their `peer_figures`; no rows without peers."""
    axes = axis_data(figures, scope.indicator_set, view)
    wide_axes, wide_indicators = _wide(axes, "axis_code"), _wide(figures, "indicator_code")
    count = int(wide_indicators.notna().any(axis=1).sum())
    slim = figures[list(REFERENCE_COLUMNS)].reset_index(drop=True)
    return Peers(count, wide_axes, wide_indicators, slim)


def peer_ranks(codes: Sequence[str], problem_pct: Sequence[float] | Numbers, wide: pd.DataFrame) -> pd.DataFrame:
    """peer_rank_pct and peer_rank_pass_pct: percentage of the peers whose problem (or pass) percentage is not higher;
    missing without a value or without peers. `wide`: one row a peer, one column a code."""
    if wide.empty:
        nothing = np.full(len(codes), np.nan)
        return pd.DataFrame({"peer_rank_pct": nothing, "peer_rank_pass_pct": nothing})
    own, others = numbers(problem_pct), wide.reindex(columns=list(codes)).to_numpy(dtype="float64", na_value=np.nan)
    ranks = (share_not_higher_pct(own, others), share_not_higher_pct(100 - own, 100 - others))
    return pd.DataFrame(dict(zip(("peer_rank_pct", "peer_rank_pass_pct"), ranks, strict=True)))


def companion_ranks(codes: Sequence[str], problem_pct: Sequence[float], peers: Peers, of_axes: bool) -> pd.DataFrame:
    """`peer_ranks` of who stands beside the area, on axes or indicators. Where something is hidden, among what may be
    printed of the peers: missing where one of them is withheld, since a rank would tell on which side of it he is."""
    wide, printed = (peers.axes, peers.printed_axes) if of_axes else (peers.indicators, peers.printed)
    if printed is None:
        return peer_ranks(codes, problem_pct, wide)
    withheld = (printed.isna() & wide.notna()).any()
    is_withheld = pd.Series([bool(withheld.get(code, False)) for code in codes])
    ranks = peer_ranks(codes, problem_pct, printed)
    return ranks.apply(lambda rank: rank.mask(is_withheld))


def _wide(table: pd.DataFrame, code: str) -> pd.DataFrame:
    """One row an area, one column a code, in the order they come; every area has every code."""
    codes = list(dict.fromkeys(table[code]))
    values = numbers(table["problem_pct"]).reshape(-1, len(codes)) if codes else np.empty((0, 0))
    return pd.DataFrame(values, columns=pd.Index(codes, dtype="str"))


@dataclass(frozen=True)
class RankedAreas:
    """Areas side by side.

    `areas`: one row an area, most problem first, equal ranks in Thai order of their names, areas without data last:
    area_code, area_name, mean_problem_pct and mean_pass_pct (percent; plain mean over all indicators that have data,
    missing when none has), rank (1 = most problem, ties share; missing without data), indicators,
    indicators_with_data, axes, axes_with_data, is_synthetic.
    `axes`: one row per area and axis in the order of `areas`: area_name and the columns of `axis_data`.
    `indicators`: one row per area and indicator in the order of `areas`: area_name and the columns of `indicator_data`.
    `coverage`: area code → how many of its target households were surveyed, where that is known.
    """

    scope: Scope
    areas: pd.DataFrame
    axes: pd.DataFrame
    indicators: pd.DataFrame
    coverage: Mapping[str, SurveyCoverage] = field(default_factory=dict[str, SurveyCoverage])

    @property
    def low_coverage(self) -> str:
        """The areas of which too little was surveyed, in a sentence for under the ranking; "" without any."""
        return low_coverage_words(self.areas, self.coverage)

    @property
    def short_axes(self) -> pd.DataFrame:
        """`axes` under their short names, for a figure."""
        return self.axes.assign(axis_name=self.axes["axis_short"])

    @property
    def axis_table(self) -> pd.DataFrame:
        """One row an area in the order of `areas`: area_code, area_name and a column per axis, headed by its name and
        (%), or (0–100) of villages graded, that holds its problem_pct (missing without data)."""
        unit = heading_of(PERCENT, self.scope.indicator_set.measure)
        names = dict(zip(self.axes["axis_code"], self.axes["axis_name"] + f" {unit}", strict=True))
        wide = self.axes.pivot(index="area_code", columns="axis_code", values="problem_pct")
        wide = wide.reindex(index=self.areas["area_code"], columns=list(names)).set_axis(list(names.values()), axis=1)
        wide.insert(0, "area_name", self.areas["area_name"].to_numpy())
        return wide.reset_index()


def ranked_areas_data(
    warehouse: Warehouse,
    catalogue: Catalogue,
    question: Question,
    area_codes: Sequence[str] | None = None,
    level: str | None = None,
    view: View | str | None = None,
) -> RankedAreas:
    """Compare the areas right below the area asked about that have data, or all of a deeper `level`, or those of
    `area_codes`.

    Raises AnalysisError, with the years that exist, when none of them has data; CatalogueError for an unknown view or
    a text that is no area code.
    """
    scope = find_scope(warehouse, catalogue, question)
    return ranked_of(warehouse, scope, _areas_to_compare(warehouse, scope, area_codes, level), view)


def ranked_of(
    warehouse: Warehouse, scope: Scope, areas: pd.DataFrame, view: View | str | None = None
) -> RankedAreas:  # fmt: skip
    """The same for areas that are known: area_code and area_name, equal ranks in their order."""
    indicators = indicator_data(
        warehouse, scope.indicator_set, [str(code) for code in areas["area_code"]], scope.year_be
    )
    if indicators["source_level"].isna().all():
        what = f"ไม่มีพื้นที่ย่อยที่มีข้อมูลให้เปรียบเทียบใน{scope.area_title} ปี {scope.year_be}"
        fix = "นำเข้าข้อมูลของพื้นที่ย่อยก่อน หรือเลือกระดับหรือพื้นที่อื่น"
        raise AnalysisError(what, years_hint(warehouse, scope.area_code, fix))
    axes = axis_data(indicators, scope.indicator_set, view)
    ranked = _ranked(areas, indicators, axes)
    codes = [str(code) for code in areas["area_code"]]
    coverage = survey_coverage_data(warehouse, scope.indicator_set.id, scope.year_be, codes)
    return RankedAreas(scope, ranked, _in_order(axes, ranked), _in_order(indicators, ranked), coverage)


def _areas_to_compare(
    warehouse: Warehouse, scope: Scope, area_codes: Sequence[str] | None, level: str | None
) -> pd.DataFrame:
    """area_code and area_name in Thai order."""
    if area_codes is None:
        children = children_data(warehouse, scope.area_code, scope.indicator_set.id, scope.year_be, level)
        return children[["area_code", "area_name"]]
    names = names_of(warehouse, list(dict.fromkeys(area_codes)))
    given = pd.DataFrame({"area_code": list(names), "area_name": list(names.values())}, dtype="str")
    return sorted_by_name(warehouse, given)


def _ranked(areas: pd.DataFrame, indicators: pd.DataFrame, axes: pd.DataFrame) -> pd.DataFrame:
    means = overall_data(indicators).rename(columns={"problem_pct": "mean_problem_pct", "pass_pct": "mean_pass_pct"})
    counts = axes.groupby("area_code", sort=False)["problem_pct"].agg(axes="size", axes_with_data="count")
    table = areas.merge(means, on="area_code", how="left").merge(counts.reset_index(), on="area_code", how="left")
    table = table.assign(rank=rank_from_largest(table["mean_problem_pct"]))
    columns = ["area_code", "area_name", "mean_problem_pct", "mean_pass_pct", "rank", "indicators"]
    columns += ["indicators_with_data", "axes", "axes_with_data", "is_synthetic"]
    return table[columns].sort_values("rank", kind="stable", na_position="last", ignore_index=True)


def _in_order(table: pd.DataFrame, areas: pd.DataFrame) -> pd.DataFrame:
    """A long table (equally many rows per area) with area_name, its areas in the order of `areas`."""
    place, codes = pd.factorize(table["area_code"])
    position = pd.Index(areas["area_code"]).get_indexer(pd.Index(codes))
    ordered = table.take(position[place].argsort(kind="stable")).reset_index(drop=True)
    names = areas["area_name"].take(np.arange(len(areas)).repeat(len(table) // max(1, len(areas))))
    ordered.insert(1, "area_name", names.to_numpy())
    return ordered
