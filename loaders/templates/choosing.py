"""What a form is made for: its set, the years it may be of, the villages written into it."""

from collections.abc import Mapping

from catalogue import BE_MINUS_AD, SURVEYS, Catalogue, IndicatorSet
from loaders.layouts.marker import TEMPLATES
from words.dates import local_now


class TemplateError(Exception):
    """The template cannot be written: what is wrong and what to do."""

    def __init__(self, what: str, fix: str) -> None:
        super().__init__(f"{what} → {fix}")


def choose_set(catalogue: Catalogue, name: str, set_id: str | None, year_be: int | None) -> IndicatorSet | None:
    """The set of a template: named, or of the year, or the newest whose indicators are held; None for other data."""
    if name == "other":
        return None
    survey = TEMPLATES["template"][name]["survey"]
    if set_id:
        chosen = catalogue.get(set_id)
        if chosen.survey != survey:
            what = f"ชุด {set_id} เป็นของ {SURVEYS[chosen.survey]} แต่แบบฟอร์ม {name} เป็นของ {SURVEYS[survey]}"
            raise TemplateError(what, "เลือกชุดของแบบสำรวจเดียวกับแบบฟอร์ม หรือไม่ต้องระบุชุด")
        return chosen
    if year_be:
        return catalogue.for_year(survey, year_be)
    held = [each for each in catalogue.of_survey(survey) if each.is_complete]
    return max(held, key=lambda each: each.last_year)


def areas_within(names: Mapping[str, str], area_code: str) -> dict[str, str]:
    """The villages known by name within an area, in the order of their codes; the area itself when none is known."""
    villages = {code: name for code, name in sorted(names.items()) if code.startswith(area_code) and len(code) >= 8}
    return villages or {code: name for code, name in names.items() if code == area_code}


def form_years(indicator_set: IndicatorSet) -> list[int]:
    """The พ.ศ. years a form of the set may be of, the latest first: a year to come would be refused when it is read.

    Only the first year of a set that is still to come."""
    this_year = local_now().year + BE_MINUS_AD
    last = max(indicator_set.first_year, min(indicator_set.last_year, this_year))
    return list(range(last, indicator_set.first_year - 1, -1))
