"""The layouts as data: reading their TOML files, and the indicator set a layout's year needs."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from catalogue import Catalogue, CatalogueError, IndicatorSet
from loaders.checks.problems import RefusalError

FOLDER = Path(__file__).parent


@cache
def declared(name: str) -> dict[str, Any]:
    """The declaration of one layout (`tpmap`, `cdd_report`, `templates`)."""
    with (FOLDER / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


def catalogue_set(catalogue: Catalogue, survey: str, year_be: int) -> IndicatorSet:
    """The complete set of a survey for a year. Raises RefusalError when there is none or its names are not held."""
    try:
        found = catalogue.for_year(survey, year_be)
    except CatalogueError as error:
        raise refusal_of(error) from error
    return complete_set(found)


def complete_set(indicator_set: IndicatorSet) -> IndicatorSet:
    """The set itself; a RefusalError when its indicators are not held yet."""
    if not indicator_set.is_complete:
        raise RefusalError(
            f"ยังไม่มีรายชื่อตัวชี้วัดของชุด {indicator_set.title}", "เพิ่มรายชื่อตัวชี้วัดของชุดนี้ในโปรแกรมก่อน แล้วนำเข้าใหม่", rule="L34"
        )
    return indicator_set


def refusal_of(error: CatalogueError) -> RefusalError:
    """A catalogue's fault as the refusal of a file."""
    first = error.faults[0]
    return RefusalError(f"{first.place}: {first.problem}", first.fix, rule="L35")
