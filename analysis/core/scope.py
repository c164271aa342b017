"""What is asked, what a question is about (an area, a year, an indicator set), and the parts of its one sentence."""

from dataclasses import dataclass
from typing import Final

from analysis.core.areas import name_of, titled
from analysis.core.errors import AnalysisError
from analysis.core.held_data import approvals_of_area, available_data
from analysis.core.survey_coverage import SurveyCoverage, survey_coverage_data
from catalogue import SURVEYS, Catalogue, CatalogueError, IndicatorSet
from catalogue.areas import COUNTRY, level_of
from warehouse import Warehouse, approval_words
from warehouse.approvals import ApprovedAreas
from warehouse.connection import remembered

SETS_OF_YEAR = """
    -- One row: an indicator set of the survey with a standing import of this year.
    SELECT DISTINCT set_id FROM batches WHERE survey = $survey AND year_be = $year_be AND NOT is_undone ORDER BY set_id
"""


@dataclass(frozen=True)
class Question:
    """An area, a year (พ.ศ.) and a kind of data. `set_id` says which indicator set, and is needed only where the survey
    has several in that year."""

    area_code: str
    year_be: int
    survey: str = "jpt"
    set_id: str | None = None


@dataclass(frozen=True, slots=True)
class Scope:
    """The area, year and indicator set of a question. `area_title` is the name with its level word (ตำบลกะทู้).

    `approvals`: how the imports under its figures stand; `coverage`: how many of its target households were surveyed,
    None where that is not known."""

    area_code: str
    area_name: str
    area_title: str
    level: str
    year_be: int
    survey: str
    indicator_set: IndicatorSet
    approvals: tuple[ApprovedAreas, ...] = ()
    coverage: SurveyCoverage | None = None

    @property
    def question(self) -> Question:
        """The question that has this area, year and set."""
        return Question(self.area_code, self.year_be, self.survey, self.indicator_set.id)

    @property
    def is_judged(self) -> bool:
        """False where so little of the area was surveyed that nothing of it is called เด่น or ด้อย."""
        return self.coverage is None or not self.coverage.is_low

    @property
    def source_notes(self) -> tuple[str, ...]:
        """What stands beside the source of the figures wherever they are shown: whether the imports were checked, and
        how much of the area was surveyed."""
        notes = [approval_words(self.approvals)]
        if self.coverage is not None:
            notes.append(self.coverage.words if self.is_judged else self.coverage.why_not_judged)
        return tuple(note for note in notes if note)


@remembered
def find_scope(warehouse: Warehouse, catalogue: Catalogue, question: Question) -> Scope:
    """Look up what the question is about.

    Raises AnalysisError when the area is no area code or when the survey has no set, or several, for the year (then
    `set_id` says which).
    """
    try:
        level = level_of(question.area_code)
        indicator_set = _find_set(warehouse, catalogue, question)
    except CatalogueError as error:
        fault = error.faults[0]
        raise AnalysisError(
            f"{fault.place}: {fault.problem}", years_hint(warehouse, question.area_code, fault.fix)
        ) from error
    code, name = question.area_code, name_of(warehouse, question.area_code)
    coverage = survey_coverage_data(warehouse, indicator_set.id, question.year_be, [code])
    return Scope(
        code, name, titled(code, name), level, question.year_be, question.survey, indicator_set,
        approvals_of_area(warehouse, code, indicator_set.id, question.year_be), coverage.get(code),
    )  # fmt: skip


def no_data(warehouse: Warehouse, scope: Scope) -> AnalysisError:
    """The error for an area without figures: it names the years and surveys that the area does have."""
    wanted = f"{SURVEYS.get(scope.survey, scope.survey)} ปี {scope.year_be}"
    what = f"ไม่มีข้อมูล {wanted} ของ{scope.area_title}"
    return AnalysisError(what, years_hint(warehouse, scope.area_code, "นำเข้าข้อมูลของพื้นที่นี้ก่อน หรือเลือกพื้นที่อื่น"))


def _find_set(warehouse: Warehouse, catalogue: Catalogue, question: Question) -> IndicatorSet:
    if question.set_id is not None:
        return catalogue.get(question.set_id)
    survey, year_be = question.survey, question.year_be
    stored = set(warehouse.query(SETS_OF_YEAR, {"survey": survey, "year_be": year_be})["set_id"])
    held = [each for each in catalogue.of_survey(survey) if each.id in stored and each.is_complete]
    return held[0] if len(held) == 1 else catalogue.for_year(survey, year_be)


def newest_question(
    warehouse: Warehouse, area_code: str, year_be: int | None, survey: str, set_id: str | None
) -> Question:
    """The question about an area; its year is the one asked for, else the newest the area has figures of. Raises
    AnalysisError where it has none."""
    if year_be is None:
        available = available_data(warehouse, area_code, survey)
        if available.empty:
            raise AnalysisError("ไม่มีข้อมูลของพื้นที่นี้", years_hint(warehouse, area_code, "เลือกพื้นที่อื่น"))
        year_be = int(available["year_be"].max())
    return Question(area_code, year_be, survey, set_id)


def years_hint(warehouse: Warehouse, area_code: str, otherwise: str) -> str:
    """The advice, followed by the surveys and years for which the area, else any area, has data."""
    try:
        own = _listed_years(warehouse, area_code)
    except CatalogueError:
        return otherwise
    if own:
        return f"{otherwise}; ข้อมูลที่มีของพื้นที่นี้: {own}"
    anywhere = _listed_years(warehouse, COUNTRY)
    held = f"ในฐานข้อมูลมี {anywhere} ของพื้นที่อื่น" if anywhere else "ในฐานข้อมูลยังไม่มีข้อมูลปีใดเลย"
    return f"{otherwise}; พื้นที่นี้ไม่มีข้อมูลปีใดเลย {held}"


def _listed_years(warehouse: Warehouse, area_code: str) -> str:
    """จปฐ. ปี 2560, 2561 · กชช.2ค ปี 2560; "" without data."""
    years: dict[str, list[int]] = {}
    for row in available_data(warehouse, area_code).sort_values("year_be").to_dict("records"):
        years.setdefault(str(row["survey"]), []).append(int(row["year_be"]))
    return " · ".join(f"{SURVEYS.get(survey, survey)} ปี {', '.join(map(str, each))}" for survey, each in years.items())


SEPARATOR: Final = " · "  # between the parts of the one sentence


@dataclass(frozen=True)
class AnswerPart:
    """One part of the sentence, and the section of the sheet that holds its numbers: axes, standing or changes."""

    text: str
    section: str
