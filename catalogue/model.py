"""The words of the catalogue: indicator sets, their dimensions and indicators, and its faults. All objects are frozen.

A fault says where, what is wrong and how to put it right, in Thai: users meet them when they bring a set of their own.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

SHOWN_FAULTS = 10
SURVEYS: Mapping[str, str] = {"jpt": "จปฐ.", "nrd2c": "กชช.2ค", "other": "ข้อมูลอื่น"}
BE_MINUS_AD = 543
AD_YEARS = range(1957, 2058)  # what can only be meant as ค.ศ.
MEASURES = ("count", "score", "value")
DIRECTIONS = ("more_is_better", "more_is_worse")
ROLLUPS = ("sum", "mean", "weighted_mean")
GROUPS: Mapping[str, str] = {
    "children": "เด็กและเยาวชน",
    "working_age": "วัยแรงงาน",
    "elderly": "ผู้สูงอายุ",
    "disabled": "คนพิการ",
    "chronic": "ผู้ป่วยโรคเรื้อรัง",
    "low_income": "ผู้มีรายได้น้อย",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong. `place` names the file or set and the row or indicator."""

    place: str
    problem: str
    fix: str

    def __str__(self) -> str:
        return f"{self.place}: {self.problem} — {self.fix}"


class CatalogueError(ValueError):
    """An indicator set, view or area code that cannot be used; `faults` holds every fault found, not only the first."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__(*faults)
        self.faults: tuple[Fault, ...] = faults

    def __str__(self) -> str:
        lines = [str(fault) for fault in self.faults[:SHOWN_FAULTS]]
        hidden = len(self.faults) - SHOWN_FAULTS
        if hidden > 0:
            lines.append(f"และอีก {hidden} รายการ")
        return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class Dimension:
    """One หมวด or ด้าน of a set. `code` is "d1"; `short` fits on a radar's axis."""

    code: str
    number: int
    name: str
    short: str


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator of a set.

    `unit` is what is counted (คน, ครัวเรือน, หมู่บ้าน) or, in a value set, the value's own unit.
    `targets` maps a พ.ศ. year to the percentage that should pass (in a value set: to the wanted value); a year without
    a known target is absent. `low` and `high` bound a value, None where there is no bound. `aliases` are other
    spellings met in real files; `definition` says in plain Thai when a unit passes, "" where no source states it.
    `name` and `short_label` say what passes, `problem_name` what is wrong where it does not ("ดื่มสุรา" beside
    "ไม่ดื่มสุรา"); `chart_label` and `problem_label` are the two in short lines for a figure, never "".
    `same_as`: codes of indicators of other sets that ask the same of the same people, so that their shares may be held
    against each other over the years; by hand, and never because of a number.
    `direction` speaks of the passed share or of the value: the share of a count set is better when larger.
    """

    code: str
    number: int
    name: str
    short_label: str
    chart_label: str
    dimension_code: str
    unit: str
    applies_to: str = ""
    groups: tuple[str, ...] = ()
    direction: str = "more_is_better"
    targets: Mapping[int, float] = field(default_factory=dict[int, float], hash=False)
    sdg: tuple[int, ...] = ()
    agencies: tuple[str, ...] = ()
    definition: str = ""
    aliases: tuple[str, ...] = ()
    same_as: tuple[str, ...] = ()
    rollup: str = "sum"
    low: float | None = None
    high: float | None = None
    problem_name: str = ""
    problem_label: str = ""


@dataclass(frozen=True, slots=True)
class DevelopmentLevel:
    """A village's level: it holds when `fewest` to `most` indicators (both included) are graded 1 (ปัญหามาก)."""

    number: int
    name: str
    fewest: int
    most: int


@dataclass(frozen=True, slots=True)
class ViewDimension:
    """One axis of a view: the indicators (by code) it gathers."""

    code: str
    number: int
    name: str
    short: str
    indicator_codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class View:
    """Another grouping of a set's indicators, such as TPMAP's five dimensions; it need not use all of them."""

    id: str
    set_id: str
    title: str
    source: str
    confidence: str
    confidence_note: str
    dimensions: tuple[ViewDimension, ...]


@dataclass(frozen=True, slots=True)
class IndicatorSet:
    """The indicators of one survey from `first_year` to `last_year` (พ.ศ., both included).

    Numbers shift between sets, so an indicator of one set is never another set's indicator of the same number.
    `confidence` is H (primary source), M (one good source) or U (general knowledge, not confirmed: show it as ours).
    A set whose names are not held has a `size` and a `dimension_count` but no indicators: `is_complete` is False.
    `editorial_note` says which columns are this project's own and not the survey's.
    """

    id: str
    survey: str
    title: str
    first_year: int
    last_year: int
    size: int
    measure: str
    source: str
    confidence: str
    confidence_note: str
    editorial_note: str
    dimension_count: int
    dimensions: tuple[Dimension, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    development_levels: tuple[DevelopmentLevel, ...] = ()
    views: tuple[View, ...] = ()

    @property
    def is_complete(self) -> bool:
        """True when the indicators' names are held."""
        return bool(self.indicators)

    def covers(self, year_be: int) -> bool:
        """True when the set was in use in this พ.ศ. year."""
        return self.first_year <= year_be <= self.last_year

    def indicator(self, code: str) -> Indicator:
        """The indicator of this code ("jpt-2560-01"); CatalogueError otherwise."""
        for indicator in self.indicators:
            if indicator.code == code:
                return indicator
        raise self._missing(f"ตัวชี้วัดรหัส {code}")

    def by_number(self, number: int) -> Indicator:
        """The indicator of this number within the set; CatalogueError otherwise."""
        for indicator in self.indicators:
            if indicator.number == number:
                return indicator
        raise self._missing(f"ตัวชี้วัดที่ {number}")

    def dimension(self, code: str) -> Dimension:
        """The dimension of this code ("d1"); CatalogueError otherwise."""
        for dimension in self.dimensions:
            if dimension.code == code:
                return dimension
        raise self._missing(f"หมวดรหัส {code}")

    def indicators_of(self, dimension_code: str) -> tuple[Indicator, ...]:
        """The dimension's indicators in order; empty when the set has no such dimension."""
        return tuple(indicator for indicator in self.indicators if indicator.dimension_code == dimension_code)

    def view(self, view_id: str) -> View:
        """The view of this id; CatalogueError otherwise."""
        for view in self.views:
            if view.id == view_id:
                return view
        known = ", ".join(view.id for view in self.views) or "ชุดนี้ไม่มีมุมมองอื่น"
        raise CatalogueError(Fault(self.id, f"ไม่มีมุมมอง {view_id}", f"มุมมองที่มี: {known}"))

    def development_level(self, problem_count: int) -> DevelopmentLevel | None:
        """The level of a village with this many indicators graded 1; None when the set has no rule for it."""
        for level in self.development_levels:
            if level.fewest <= problem_count <= level.most:
                return level
        return None

    def _missing(self, what: str) -> CatalogueError:
        numbers = f"ชุดนี้มีตัวชี้วัดที่ {self.indicators[0].number}–{self.indicators[-1].number}" if self.indicators else ""
        fix = numbers or "ชุดนี้ยังไม่มีรายชื่อตัวชี้วัด ให้นำเข้ารายชื่อก่อน"
        return CatalogueError(Fault(f"ชุด {self.id}", f"ไม่มี{what}", fix))


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All indicator sets in use, shipped and the user's own, ordered by survey and first year."""

    sets: tuple[IndicatorSet, ...]

    def get(self, set_id: str) -> IndicatorSet:
        """The set of this id; CatalogueError, naming the sets that exist, otherwise."""
        for indicator_set in self.sets:
            if indicator_set.id == set_id:
                return indicator_set
        known = ", ".join(indicator_set.id for indicator_set in self.sets)
        raise CatalogueError(Fault("รายการชุดตัวชี้วัด", f"ไม่มีชุด {set_id}", f"ชุดที่มี: {known}"))

    def of_survey(self, survey: str) -> tuple[IndicatorSet, ...]:
        """The sets of one survey, oldest first."""
        return tuple(indicator_set for indicator_set in self.sets if indicator_set.survey == survey)

    def same_indicators(self, later: IndicatorSet, earlier: IndicatorSet) -> dict[str, str]:
        """Code of an indicator of one set → code of the same one in another, as either of them declares; of one set
        every indicator is its own."""
        if later.id == earlier.id:
            return {each.code: each.code for each in later.indicators}
        own, others = ({each.code for each in one.indicators} for one in (later, earlier))
        same = {each.code: code for each in later.indicators for code in each.same_as if code in others}
        back = {code: each.code for each in earlier.indicators for code in each.same_as if code in own}
        return {each.code: pair for each in later.indicators if (pair := same.get(each.code) or back.get(each.code))}

    def for_year(self, survey: str, year_be: int) -> IndicatorSet:
        """The survey's set in use in a พ.ศ. year.

        Raises CatalogueError when there is none, or when several sets of survey "other" cover the year (use `get`).
        """
        found = [indicator_set for indicator_set in self.of_survey(survey) if indicator_set.covers(year_be)]
        if len(found) == 1:
            return found[0]
        place, candidates = f"{SURVEYS.get(survey, survey)} ปี {year_be}", found or self.of_survey(survey)
        listed = ", ".join(f"{each.id} ({each.first_year}–{each.last_year})" for each in candidates) or "ไม่มี"
        problem = "มีหลายชุดตัวชี้วัด" if found else "ไม่มีชุดตัวชี้วัดของปีนี้"
        era = f"ใช้ปี พ.ศ. (ค.ศ. {year_be} คือ พ.ศ. {year_be + BE_MINUS_AD}) " if year_be in AD_YEARS else ""
        raise CatalogueError(Fault(place, problem, f"{era}เลือกจากชุดที่มี: {listed}"))
