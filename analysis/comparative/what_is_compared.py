"""What is compared: which areas stand side by side (below an area, beside it, or a list of one level), and by what.

A measure is all indicators, a dimension, a target group, one indicator, a development level of villages, or a value in
its own unit; of the kind of data looked at, or of any other.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from analysis.core.areas import CHILD_LEVEL
from analysis.core.errors import AnalysisError
from analysis.core.figures import has_no_range
from analysis.core.scope import Scope
from analysis.core.statistics import rows_of
from analysis.core.target_groups import groups_of, members_of, narrowed
from catalogue import SURVEYS, Catalogue, CatalogueError, IndicatorSet
from catalogue.areas import COUNTRY, LEVELS, area_prefix, level_of, parent_of
from catalogue.subjects import lines_asking_the_same


@dataclass(frozen=True)
class Place:
    """Which areas: all of a `level` within `area_code` (its prefix), or those of `area_codes`, all of one level."""

    area_code: str
    level: str
    prefix: str
    area_codes: tuple[str, ...] | None = None

    @property
    def shared_prefix(self) -> str:
        """The code, or its first pairs of digits, of the area that all of them lie in; "" is the country."""
        if self.area_codes is None:
            return self.prefix
        first = self.area_codes[0]
        prefixes = [first[:digits] for digits in (6, 4, 2) if digits < len(first)]
        return next((each for each in prefixes if all(code.startswith(each) for code in self.area_codes)), "")

    def key(self, scope: Scope) -> dict[str, object]:
        """Its parameters of a statement, for the set and year of a scope."""
        listed = self.area_codes is not None
        return {
            "level": self.level, "set_id": scope.indicator_set.id, "year_be": scope.year_be, "prefix": self.prefix,
            "is_listed": listed, "area_codes": list(self.area_codes or ()),
        }  # fmt: skip


def place_within(area_code: str, level: str | None = None) -> Place:
    """The areas of a level that an area stands among: below it, or beside it where the level is its own or higher.

    Without a level: those right below; of a village those beside it.

    >>> place_within("8301").level, place_within("83010101").area_code, place_within("830101", "tambon").area_code
    ('tambon', '830101', '8301')
    """
    wanted = level or CHILD_LEVEL.get(level_of(area_code), "village")
    order, code = list(LEVELS), area_code
    if wanted == order[0]:
        return Place(COUNTRY, wanted, "")
    while order.index(level_of(code)) >= order.index(wanted):
        code = parent_of(code) or COUNTRY
    return Place(code, wanted, area_prefix(code))


def place_of_list(area_codes: Sequence[str]) -> Place:
    """Areas chosen one by one, also across provinces; compared at the level of the first. Raises CatalogueError for a
    text that is no area code."""
    codes = tuple(dict.fromkeys(area_codes))
    levels = [level_of(code) for code in codes]
    return Place(COUNTRY, levels[0], "", codes)


def levels_to_compare(area_code: str) -> dict[str, str]:
    """Level → words of a choice: the levels below the area, then its own and those above it, where it, or the area it
    lies in, stands among those beside it; the first one is the default.

    >>> list(levels_to_compare("83")), list(levels_to_compare("830101")), list(levels_to_compare("83010101"))
    (['amphoe', 'tambon', 'village', 'province'], ['village', 'tambon', 'amphoe'], ['village', 'tambon', 'amphoe'])
    """
    order, own = list(LEVELS), level_of(area_code)
    place = order.index(own)
    words = {level: f"{LEVELS[level]}ในพื้นที่นี้" for level in order[place + 1 :]}
    beside = [own, *(level for level in ("tambon", "amphoe") if order.index(level) < place)]
    return words | {level: f"{LEVELS[level]}ที่อยู่ข้างกัน" for level in beside if level != order[0]}


EVERYTHING = "all"
LEVEL = "level-"
BETWEEN = ":"  # a set and a measure of it


@dataclass(frozen=True)
class MeasureChoice:
    """What areas are compared by. `code`: `all`, a dimension (d4), a target group (elderly), an indicator
    (jpt-2560-23) or a development level (level-1); `name`: of an indicator its problem; `indicator_codes`: those whose
    mean it is. `level_number`: of a development level, whose share of the villages it is. `unit`: of a value that has
    no best and worst end and never becomes a percentage; else "". `more_is_worse`: which end stands first."""

    code: str
    name: str
    indicator_codes: tuple[str, ...]
    level_number: int | None = None
    unit: str = ""
    more_is_worse: bool = True

    @property
    def is_one_indicator(self) -> bool:
        """Whether it has counts of its own: a mean over several has none."""
        return len(self.indicator_codes) == 1

    @property
    def is_plain(self) -> bool:
        """Whether it is a value in its own unit."""
        return bool(self.unit)

    @property
    def is_ranked_by_value(self) -> bool:
        """Whether areas are ranked by something else than the mean of their percentages."""
        return self.is_plain or self.level_number is not None


def measures_of(indicator_set: IndicatorSet) -> dict[str, MeasureChoice]:
    """Code → what areas can be compared by: the whole set first, then development levels, dimensions, target groups,
    indicators. A mean is taken over percentages alone: values without a best and a worst end stand for themselves."""
    rated = {each.code for each in indicator_set.indicators if not _is_plain(indicator_set, each.code)}
    found = [MeasureChoice(EVERYTHING, "ทุกตัวชี้วัด", _among(indicator_set, rated))]
    found += [
        MeasureChoice(f"{LEVEL}{each.number}", each.name, found[0].indicator_codes, each.number,
                      more_is_worse=each != indicator_set.development_levels[-1])
        for each in indicator_set.development_levels
    ]  # fmt: skip
    for dimension in indicator_set.dimensions:
        own = tuple(each.code for each in indicator_set.indicators_of(dimension.code) if each.code in rated)
        found.append(MeasureChoice(dimension.code, f"ด้าน{dimension.name}", own))
    for code, name in groups_of(indicator_set).items():
        found.append(MeasureChoice(code, f"กลุ่ม{name}", tuple(members_of(indicator_set, code))))
    for each in indicator_set.indicators:
        if each.code in rated:
            found.append(MeasureChoice(each.code, each.problem_name, (each.code,)))
        else:
            is_worse = each.direction == "more_is_worse"
            found.append(MeasureChoice(each.code, each.name, (each.code,), unit=each.unit, more_is_worse=is_worse))
    return {each.code: each for each in found if each.indicator_codes}


def _is_plain(indicator_set: IndicatorSet, indicator_code: str) -> bool:
    return indicator_set.measure == "value" and has_no_range(indicator_set.indicator(indicator_code))


def _among(indicator_set: IndicatorSet, codes: set[str]) -> tuple[str, ...]:
    return tuple(each.code for each in indicator_set.indicators if each.code in codes)


def find_measure(indicator_set: IndicatorSet, code: str | None) -> MeasureChoice:
    """The measure of a code; None: the first, the whole set where it has percentages. Raises AnalysisError, naming
    those there are, for another code."""
    held = measures_of(indicator_set)
    wanted = code or next(iter(held))
    if wanted not in held:
        few = ", ".join(each for each in held if not each.startswith(indicator_set.id))
        first = indicator_set.indicators[0].code
        fix = f"ใช้ {few} หรือรหัสตัวชี้วัด เช่น {first}" if few else f"ใช้รหัสตัวชี้วัด เช่น {first}"
        raise AnalysisError(f"ชุด {indicator_set.title} ไม่มีสิ่งที่จะเทียบรหัส '{wanted}'", fix)
    return held[wanted]


def narrowed_to(scope: Scope, measure: MeasureChoice) -> Scope:
    """The same question about the indicators of a measure only; their dimensions and views stay where they keep one."""
    if measure.level_number is not None or len(measure.indicator_codes) == len(scope.indicator_set.indicators):
        return scope
    if measure.code in groups_of(scope.indicator_set):
        return narrowed(scope, measure.code)
    kept = tuple(each for each in scope.indicator_set.indicators if each.code in measure.indicator_codes)
    dimensions = {each.dimension_code for each in kept}
    own = replace(
        scope.indicator_set,
        size=len(kept),
        indicators=kept,
        dimensions=tuple(each for each in scope.indicator_set.dimensions if each.code in dimensions),
        views=(),
    )
    return replace(scope, indicator_set=own)


@dataclass(frozen=True)
class MeasureOfAnySet:
    """A measure of a set in a year: the one asked for where the set has it, else the year before it, else after."""

    survey: str
    set_id: str
    year_be: int
    measure: MeasureChoice
    name: str


def measures_of_all(
    catalogue: Catalogue, held: pd.DataFrame, year_be: int, own_set_id: str
) -> dict[str, MeasureOfAnySet]:
    """Code (`set:measure`, or an indicator's own) → every measure of every set that an area has data of, those of the
    own set first. Those of other sets say their kind and year in their name. `held`: `available_data` of the area."""
    years: dict[tuple[str, str], list[int]] = {}
    for row in rows_of(held):
        years.setdefault((str(row["survey"]), str(row["set_id"])), []).append(int(row["year_be"]))
    found: dict[str, MeasureOfAnySet] = {}
    for survey, set_id in sorted(years, key=lambda key: (key[1] != own_set_id, key)):
        try:
            indicator_set = catalogue.get(set_id)
        except CatalogueError:
            continue
        year = nearest_year(years[survey, set_id], year_be)
        for code, measure in measures_of(indicator_set).items() if indicator_set.is_complete else ():
            is_own = set_id == own_set_id
            kind = f"{SURVEYS[survey]} {year}"
            name = measure.name if is_own else f"{kind}: {measure.name}"
            key = code if is_own or code in measure.indicator_codes else f"{set_id}{BETWEEN}{code}"
            found[key] = MeasureOfAnySet(survey, set_id, year, measure, name)
    return found


def asking_the_same(
    catalogue: Catalogue, measures: Mapping[str, MeasureOfAnySet], measure: MeasureChoice
) -> dict[str, MeasureOfAnySet]:
    """Those of other data that ask what one indicator asks (citizens' stories by problem type), to stand beside it."""
    if not measure.is_one_indicator:
        return {}
    [code] = measure.indicator_codes
    return {
        key: each
        for key, each in measures.items()
        if key in {line.code for line in lines_asking_the_same(code, catalogue.get(each.set_id))}
    }


def nearest_year(years: Sequence[int], year_be: int) -> int:
    """The year itself, else the latest before it, else the first after it.

    >>> nearest_year([2560, 2562, 2564], 2563), nearest_year([2564, 2566], 2563)
    (2562, 2564)
    """
    before = [year for year in years if year <= year_be]
    return max(before) if before else min(years)
