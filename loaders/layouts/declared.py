"""The layouts as data: reading their TOML files, the year of a file (never guessed), the indicator set of that year."""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from catalogue import Catalogue, CatalogueError, IndicatorSet
from loaders.checks.odd_figures import checked_year
from loaders.checks.problems import YEAR, Problem, RefusalError
from loaders.reading import parse_year_be
from loaders.staging.staged_file import Reading

FOLDER = Path(__file__).parent


@cache
def declared(name: str) -> dict[str, Any]:
    """The declaration of one layout (`tpmap`, `cdd_report`, `templates`)."""
    with (FOLDER / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


def decide_year(
    reading: Reading, *, given: int | None, in_content: int | None = None, in_name: int | None = None
) -> int:
    """The พ.ศ. year. What the content says must agree with what the person says; a file's name is only a hint.

    Raises RefusalError when nobody says the year, when content and person disagree, or for a year that cannot be.
    """
    if given is not None:
        reading.repairs.update(parse_year_be(given).repairs)
        given = checked_year(given)
    if given is not None and in_content is not None and given != in_content:
        raise RefusalError("C27", {"found": in_content, "given": given})
    if given is not None and in_name is not None and given != in_name:
        reading.log.add(Problem("C28", {"found": in_name, "given": given}))
    year = next((each for each in (given, in_content, in_name) if each is not None), None)
    if year is None:
        raise RefusalError("C15", asks=YEAR)
    return checked_year(year)


def year_in_name(file_name: str, pattern: str) -> int | None:
    """The year a file's name starts with (`61_…` → 2561); None where the pattern does not fit."""
    match = re.match(pattern, re.split(r"[\\/]", file_name)[-1])
    return 2500 + int(match[1]) if match else None


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
        raise RefusalError("L34", {"title": indicator_set.title})
    return indicator_set


def refusal_of(error: CatalogueError) -> RefusalError:
    """A catalogue's fault as the refusal of a file."""
    first = error.faults[0]
    return RefusalError("L35-catalogue", {"place": first.place, "problem": first.problem, "fix": first.fix})
