"""By what areas are compared: all indicators, a dimension, the indicators of a target group, or one alone."""

from dataclasses import dataclass, replace

from analysis.core.errors import AnalysisError
from analysis.core.scope import Scope
from analysis.core.target_groups import groups_of, members_of, narrowed
from catalogue import IndicatorSet

EVERYTHING = "all"


@dataclass(frozen=True)
class MeasureChoice:
    """What areas are compared by. `code`: `all`, a dimension (d4), a target group (elderly) or an indicator
    (jpt-2560-23); `name`: of an indicator its problem; `indicator_codes`: those whose mean it is."""

    code: str
    name: str
    indicator_codes: tuple[str, ...]

    @property
    def is_one_indicator(self) -> bool:
        """Whether it has counts of its own: a mean over several has none."""
        return len(self.indicator_codes) == 1


def measures_of(indicator_set: IndicatorSet) -> dict[str, MeasureChoice]:
    """Code → what areas can be compared by, the whole set first, then dimensions, target groups, indicators."""
    every = tuple(each.code for each in indicator_set.indicators)
    found = [MeasureChoice(EVERYTHING, "ทุกตัวชี้วัด", every)]
    for dimension in indicator_set.dimensions:
        own = tuple(each.code for each in indicator_set.indicators_of(dimension.code))
        found.append(MeasureChoice(dimension.code, f"ด้าน{dimension.name}", own))
    for code, name in groups_of(indicator_set).items():
        found.append(MeasureChoice(code, f"กลุ่ม{name}", tuple(members_of(indicator_set, code))))
    found += [MeasureChoice(each.code, each.problem_name, (each.code,)) for each in indicator_set.indicators]
    return {each.code: each for each in found if each.indicator_codes}


def find_measure(indicator_set: IndicatorSet, code: str | None) -> MeasureChoice:
    """The measure of a code; None: the whole set. Raises AnalysisError, naming those there are, for another code."""
    held = measures_of(indicator_set)
    wanted = code or EVERYTHING
    if wanted not in held:
        few = ", ".join(each for each in held if not each.startswith(indicator_set.id))
        fix = f"ใช้ {few} หรือรหัสตัวชี้วัด เช่น {indicator_set.indicators[0].code}"
        raise AnalysisError(f"ชุด {indicator_set.title} ไม่มีสิ่งที่จะเทียบรหัส '{wanted}'", fix)
    return held[wanted]


def narrowed_to(scope: Scope, measure: MeasureChoice) -> Scope:
    """The same question about the indicators of a measure only; their dimensions and views stay where they keep one."""
    if measure.code == EVERYTHING:
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
