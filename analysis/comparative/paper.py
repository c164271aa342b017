"""Stage 4 on paper: what pictures, slides and workbook show of a comparison, computed once, for the office or for all.

For everyone each part is worked out anew from what the gate prints (`public`), so that no file tells more than the
figures that are shown in every other.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final

import numpy as np
import pandas as pd

from analysis.comparative.area_changes import (
    AreaChanges,
    EarlierSurvey,
    area_changes_data,
    earlier_surveys,
    same_set,
)
from analysis.comparative.area_map import QUANTILE, AreaMap, area_map_data, class_bounds, class_words, classes_of
from analysis.comparative.cells import Cells
from analysis.comparative.choosing import Sheet, choice_data
from analysis.comparative.data import (
    Asked,
    Comparison,
    asked_of,
    cells_of_asked,
    comparison_of,
    ranking_codes,
    ranking_of,
)
from analysis.comparative.findings import Findings, findings_data, finest_cells
from analysis.comparative.goals import Goals, goals_data, wanted_goals
from analysis.comparative.public import (
    changes_public,
    comparative_public,
    findings_public,
    hidden_cells,
    ranking_public,
    spine_public,
)
from analysis.comparative.ranking import Ranking, paired_values
from analysis.comparative.spine import Spine, spine_data
from analysis.comparative.what_is_compared import MeasureChoice, MeasureOfAnySet, measures_of_all
from analysis.core.areas import names_with_places
from analysis.core.errors import AnalysisError
from analysis.core.figures import axes_of_indicators
from analysis.core.held_data import available_data, sources_of_area
from analysis.core.scope import Question, Scope
from analysis.disclosure.gate import Disclosure, GateOfYear, disclosure_data
from analysis.disclosure.outputs import Released, Shaped, for_internal_use, release_public
from analysis.disclosure.public_tables import hide_rows
from catalogue import Catalogue
from catalogue.areas import LEVELS
from warehouse import Warehouse
from words.dates import day_words

RANKING, HEAT, SPINE, RADARS, CHANGE = "ranking", "heat", "spine", "radars", "change"
SCATTER, MAP, INSIDE, CHECK, CHOOSE, GOALS = "scatter", "map", "inside", "check", "choose", "goals"
VIEWS: Final = (RANKING, HEAT, SPINE, RADARS, CHANGE, SCATTER, MAP, INSIDE, CHECK, CHOOSE, GOALS)
COUNTS_ONLY: Final = (SPINE, CHANGE, INSIDE, CHECK, CHOOSE, GOALS)  # of a set that counts people
MOST_AREAS: Final = 10_000  # of more areas nobody looks at the cells one by one
AXES, INDICATORS = "axes", "indicators"


@dataclass(frozen=True)
class Looks:
    """How the views are looked at; None is what the page begins with. `area`: whose spine; `columns`: of the heat table
    (axes or indicators); `before`, `indicator`: of the change; `across`, `up`: the measures of the scatter; `way`,
    `bounds`: of the map's classes; `sheet`: the criteria of the choice; `goals`: indicator → percent that should pass
    (none: what its set says, else the usual one); `first`, `most`: which areas of the ranking are
    in list, heat table and radars; `grouping`: another grouping of the set's indicators into axes."""

    area: str | None = None
    columns: str = AXES
    before: int | None = None
    indicator: str | None = None
    across: str | None = None
    up: str | None = None
    way: str = QUANTILE
    bounds: str = ""
    sheet: Sheet = field(default_factory=Sheet)
    goals: Mapping[str, float] = field(default_factory=dict)
    first: int = 0
    most: int | None = 20
    grouping: str | None = None


@dataclass(frozen=True)
class PaperMap:
    """The map with the class of each area (−1: no mean), the bounds between them, and the two ends of each class."""

    shapes: AreaMap
    levels: Mapping[str, int]
    bounds: tuple[float, ...]
    ends: tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class PaperPoints:
    """Two measures of each area: area_code, x_value, y_value, each in the unit of its measure."""

    table: pd.DataFrame
    across: MeasureOfAnySet
    up: MeasureOfAnySet


@dataclass(frozen=True)
class ComparisonPaper:
    """A comparison as its files show it; a part that was not asked for, or that there is none of, is None.

    `title`: what stands side by side; `source`: where the figures come from; `own`: the area of the ranking that was
    asked about, or that holds it; `ranking`, `comparison`: all areas, and those of a page with axes; `heat`: area ×
    axis or indicator (area_code, area_name, axis_code, axis_name, problem_pct); `changes_of`: the indicator the changes
    are shown of; `first`: how many areas of the ranking stand before the first of `comparison`; `most_points`: what a
    choice may come to; `names`: code → name of every area that a part names; `problems`: indicator code → what fails.
    """

    title: str
    area_title: str
    measure: MeasureChoice
    source: str
    is_synthetic: bool
    scope: Scope
    level: str
    own: str | None
    ranking: Ranking
    comparison: Comparison
    problems: Mapping[str, str]
    names: Mapping[str, str]
    heat: pd.DataFrame | None = None
    spine: Spine | None = None
    changes: AreaChanges | None = None
    changes_of: str = ""
    points: PaperPoints | None = None
    area_map: PaperMap | None = None
    findings: Findings | None = None
    choice: pd.DataFrame | None = None
    most_points: float = 0.0
    goals: Goals | None = None
    first: int = 0

    @property
    def measure_name(self) -> str:
        """By what its areas are compared."""
        return self.measure.name

    @property
    def kind(self) -> str:
        """How headings call its figures: shares of villages are per cent in a set of grades too."""
        return "count" if self.measure.level_number is not None else self.scope.indicator_set.measure

    @property
    def has_counts(self) -> bool:
        """Whether its set counts people: only then are there ranges, cells to check and changes."""
        return self.scope.indicator_set.measure == "count"

    def name_of(self, code: object) -> str:
        """The name of an area; its code where nobody knows one."""
        return self.names.get(str(code), str(code))


def comparison_paper(
    warehouse: Warehouse, catalogue: Catalogue, asked: Asked, parts: Collection[str], looks: Looks | None = None,
    gates: GateOfYear | None = None,
) -> Released[ComparisonPaper]:  # fmt: skip
    """The parts (of VIEWS) of a comparison: for everyone through `gates`, without them for the office alone.

    Raises AnalysisError where nothing has data, for a measure
    the set does not have, for a year with nothing to compare with, for bounds of classes that are none."""
    made = _Maker(warehouse, catalogue, asked, looks or Looks(), gates)
    paper, hidden = made.paper(frozenset(parts))
    if gates is None:
        return for_internal_use(paper)
    return release_public(gates(asked.scope.year_be), lambda _: Shaped(paper, hidden))


class _Maker:
    """Each part made once, through the gate where there is one; counts what is hidden on the way."""

    def __init__(
        self, warehouse: Warehouse, catalogue: Catalogue, asked: Asked, looks: Looks, gates: GateOfYear | None
    ) -> None:
        self.catalogue = catalogue
        self.warehouse, self.asked, self.looks, self.gates = warehouse, asked, looks, gates
        self.gate = gates(asked.scope.year_be) if gates is not None else Disclosure([], None)
        self.has_counts = asked.scope.indicator_set.measure == "count"
        self.all_ranked = ranking_of(warehouse, asked)
        self.hidden = 0

    def paper(self, parts: frozenset[str]) -> tuple[ComparisonPaper, int]:
        """The paper with these parts, and how many of its figures are hidden."""
        scope, place, sheet = self.asked.scope, self.asked.place, self.looks.sheet
        compared, findings = self._compared(), self._findings() if parts & {INSIDE, CHECK} else None
        few = self.all_ranked.areas <= MOST_AREAS
        changes, of = self._changes() if CHANGE in parts and self.has_counts and few else (None, "")
        made = ComparisonPaper(
            title=f"{LEVELS[place.level]}ใน{self.asked.title}", area_title=scope.area_title,
            measure=self.asked.measure, source=source_of(self.warehouse, scope),
            is_synthetic=bool(self.all_ranked.table["is_synthetic"].any()), scope=scope, level=place.level,
            own=self.all_ranked.own(scope.area_code), ranking=self.ranking, comparison=compared, findings=findings,
            problems={each.code: each.problem_name for each in scope.indicator_set.indicators}, names={},
            heat=self._heat(compared) if HEAT in parts else None, changes=changes, changes_of=of,
            spine=self._spine() if SPINE in parts and self.has_counts and few else None,
            points=self._points() if SCATTER in parts else None,
            area_map=self._map() if MAP in parts and few else None,
            choice=self._choice() if CHOOSE in parts and self.has_counts else None,
            goals=self._goals() if GOALS in parts and self.has_counts and few else None,
            most_points=sum(each.points for each in sheet.needs) + sheet.readiness_points,
        )  # fmt: skip
        return replace(made, names=self._names(made), first=self.looks.first), self.hidden

    @cached_property
    def cells(self) -> Cells:
        """The counts of all areas compared."""
        return cells_of_asked(self.warehouse, self.asked)

    @cached_property
    def ranking(self) -> Ranking:
        """The ranking of all areas."""
        return ranking_public(self.all_ranked, self.cells, self.gate) if self.has_counts else self.all_ranked

    def _compared(self) -> Comparison:
        codes = ranking_codes(self.asked, self.ranking)
        last = None if self.looks.most is None else self.looks.first + self.looks.most
        own = comparison_of(
            self.warehouse, self.asked, self.all_ranked, codes[self.looks.first : last], self.looks.grouping,
            is_placed=True,
        )  # fmt: skip
        if self.gate.is_open:
            return own
        view = None if self.asked.measure.is_one_indicator else self.looks.grouping
        axis_of = axes_of_indicators(self.asked.scope.indicator_set, view)
        shaped = comparative_public(own, axis_of, self.gate, self.cells)
        self.hidden += shaped.hidden
        rows = shaped.content.indicators
        pairs = rows["area_code"], rows["indicator_code"]
        shown = hide_rows(rows, self.gate.is_hidden(*pairs), self.gate.is_assessed_hidden(*pairs))
        self.hidden += int((shown["is_hidden"] & rows["problem_pct"].notna()).sum())
        areas = list(shaped.content.areas["area_code"])
        shown = shown.sort_values(
            "area_code", key=lambda codes: codes.map({code: n for n, code in enumerate(areas)}), kind="stable"
        )
        return replace(shaped.content, indicators=shown.reset_index(drop=True), ranking=self.ranking)

    def _heat(self, compared: Comparison) -> pd.DataFrame:
        if self.looks.columns != INDICATORS and len(self.asked.scope.indicator_set.dimensions) > 1:
            return compared.short_axes
        rows = compared.indicators
        return rows.assign(axis_code=rows["indicator_code"], axis_name=rows["problem_label"])

    def _findings(self) -> Findings | None:
        if not self.has_counts or self.all_ranked.areas > MOST_AREAS:
            return None
        earlier = self.earlier
        is_same = earlier is not None and earlier.indicator_set.id == self.asked.scope.indicator_set.id
        found = findings_data(self.warehouse, self.asked, earlier if is_same else None)
        if self.gates is None or self.gate.is_open:
            return found
        finest, place, year = finest_cells(self.warehouse, self.asked), self.asked.place, self.asked.scope.year_be
        shaped = findings_public(found, self.cells, finest, place.area_code, self.gates, year)
        self.hidden += shaped.hidden
        return shaped.content

    def _spine(self) -> Spine | None:
        area = self.looks.area or self.all_ranked.own(self.asked.scope.area_code)
        if area is None and len(self.ranking.table):
            area = str(self.ranking.table["area_code"].iloc[0])
        if area is None or area not in set(self.ranking.table["area_code"]):
            raise AnalysisError(f"ไม่มีพื้นที่รหัส {area} ในพื้นที่ที่เทียบ", "เลือกพื้นที่หนึ่งในที่เทียบกันอยู่")
        cells = self.cells.without(hidden_cells(self.cells, self.gate))
        shaped = spine_public(
            spine_data(self.warehouse, self.asked, cells, area), self.gate, self.asked.place.area_code
        )
        self.hidden += shaped.hidden
        return shaped.content

    def _changes(self) -> tuple[AreaChanges | None, str]:
        if self.earlier is None:
            return None, ""
        asked = self.asked
        found = area_changes_data(self.warehouse, asked.scope, asked.place, self.earlier, asked.household_size)
        if self.gates is not None and not self.gate.is_open:
            shown = changes_public(found, self.gates, self.gate)
            self.hidden += len(found.table) - len(shown.table)
            found = shown
        return found, self.looks.indicator or first_changed(found)

    @cached_property
    def earlier(self) -> EarlierSurvey | None:
        """The earlier year that the changes are told from."""
        before, scope = self.looks.before, self.asked.scope
        if before is None:
            return None
        held = available_data(self.warehouse, self.asked.place.area_code)
        found = earlier_surveys(self.catalogue, held, scope.indicator_set, scope.year_be)
        return found.get(before) or same_set(scope, before)

    @cached_property
    def measures(self) -> Mapping[str, MeasureOfAnySet]:
        """Every measure of every kind of data that the areas have, by code; those of the own set first."""
        held, scope = available_data(self.warehouse, self.asked.place.area_code), self.asked.scope
        return measures_of_all(self.catalogue, held, scope.year_be, scope.indicator_set.id)

    def _measure(self, code: str) -> MeasureOfAnySet:
        if code not in self.measures:
            few = ", ".join([each for each in self.measures if ":" not in each][:12])
            raise AnalysisError(f"ไม่มีสิ่งที่จะเทียบรหัส '{code}' ในพื้นที่เหล่านี้", f"ใช้ {few} หรือรหัสตัวชี้วัดอื่น")
        return self.measures[code]

    def _of_measure(self, code: str) -> Ranking:
        """The ranking of the same areas by another measure, of this or another kind of data."""
        wanted, own, place = self._measure(code), self.asked.scope, self.asked.place
        question = Question(own.area_code, wanted.year_be, wanted.survey, wanted.set_id)
        asked = asked_of(
            self.warehouse, self.catalogue, question, place.area_codes, place.level, wanted.measure.code
        )  # fmt: skip
        ranking = ranking_of(self.warehouse, asked)
        if self.gates is None or asked.scope.indicator_set.measure != "count":
            return ranking
        return ranking_public(ranking, cells_of_asked(self.warehouse, asked), self._gate_of(asked.scope))

    def _gate_of(self, scope: Scope) -> Disclosure:
        """The gate of this set, or of another whose measure stands beside it."""
        own = self.asked.scope
        if (scope.indicator_set.id, scope.year_be) == (own.indicator_set.id, own.year_be):
            return self.gate
        return disclosure_data(self.warehouse, self.catalogue.get(scope.indicator_set.id), scope.year_be)

    def _points(self) -> PaperPoints | None:
        across = self.looks.across or next(iter(self.measures))
        up = self.looks.up or next((code for code in self.measures if code != across), across)
        points = paired_values(self._of_measure(across), self._of_measure(up))
        return PaperPoints(points, self._measure(across), self._measure(up)) if len(points) else None

    def _map(self) -> PaperMap:
        table = self.ranking.table
        values = table["value"]
        bounds = class_bounds(values, self.looks.way, self.looks.bounds)
        levels = dict(zip((str(code) for code in table["area_code"]), classes_of(values, bounds), strict=True))
        shapes = area_map_data(self.warehouse, self.asked.place, list(levels))
        return PaperMap(shapes, levels, tuple(bounds), tuple(class_words(values, bounds)))

    def _choice(self) -> pd.DataFrame:
        sheet = self.looks.sheet
        return choice_data(sheet, {each.measure: self._of_measure(each.measure) for each in sheet.needs})

    def _goals(self) -> Goals | None:
        """Of indicators that are hidden in no area: a hidden share would tell by the count of those that reached it."""
        scope = self.asked.scope
        wanted = wanted_goals(scope.indicator_set, scope.year_be, self.looks.goals)
        hidden = hidden_cells(self.cells, self.gate)
        partly = {code for column, code in enumerate(self.cells.indicator_codes) if hidden[:, column].any()}
        shown_goals = {code: goal for code, goal in wanted.items() if code not in partly}
        return goals_data(self.warehouse, self.asked, self.cells, shown_goals) if shown_goals else None

    def _names(self, paper: ComparisonPaper) -> dict[str, str]:
        """The names of all areas where they are few enough to be named one by one, else of those that are listed."""
        codes = set(paper.comparison.areas["area_code"]) | {paper.own or paper.comparison.areas["area_code"].iloc[0]}
        if len(self.all_ranked.table) <= MOST_AREAS:
            codes |= set(self.all_ranked.table["area_code"])
        if paper.findings is not None:
            codes |= set(paper.findings.outliers["area_code"])
        place = self.asked.place.shared_prefix
        return names_with_places(self.warehouse, sorted(str(code) for code in codes), place)


def first_changed(changes: AreaChanges) -> str:
    """The indicator with the most sure changes; "" without any row."""
    table = changes.table
    if table.empty:
        return ""
    sure = table.assign(sure=table["status"] != "unsure").groupby("indicator_code", sort=True)["sure"].sum()
    return str(sure.index[int(np.argmax(sure.to_numpy()))])


def source_of(warehouse: Warehouse, scope: Scope) -> str:
    """Where the figures of a scope come from: kind of data, files and day of import, what was said of them."""
    files = sources_of_area(warehouse, scope.area_code, scope.indicator_set.id, scope.year_be)
    parts = [f"{scope.indicator_set.title} ปี {scope.year_be}"]
    if not files.empty:
        more = f" และอีก {len(files) - 1:,} ไฟล์" if len(files) > 1 else ""
        parts.append(f"ไฟล์ {files['file_name'].iloc[0]}{more} · นำเข้าล่าสุด {day_words(files['imported_at'].iloc[0])}")
    return " · ".join([*parts, *scope.source_notes])
