"""A set of other data that comes again: it may grow, but what is stored under a number never changes its meaning."""

from typing import Any

from catalogue import Catalogue, set_to_dict
from loaders.checks.problems import RefusalError
from loaders.layouts.marker import TEMPLATES

MEANING = ("unit", "direction", "rollup")


def grown_definition(given: dict[str, Any], catalogue: Catalogue) -> dict[str, Any]:
    """The definition a file gives, joined with what the catalogue holds under the same id.

    A column of the same name keeps its number wherever it stands in the new file; new columns get the next numbers;
    columns that are absent this time stay defined. Raises RefusalError when a known name comes with another unit,
    direction or rollup: figures stored before would silently mean something else.
    """
    known = next((each for each in catalogue.sets if each.id == given["id"]), None)
    if known is None:
        return given
    before = set_to_dict(known)
    dimensions = {each["number"]: each["name"] for each in before["dimensions"]}
    rows = {each["name"]: each | {"dimension": dimensions[each["dimension"]]} for each in before["indicators"]}
    for each in given["indicators"]:
        old = rows.get(each["name"])
        if old and any(old[key] != each[key] for key in MEANING):
            raise RefusalError("L36", {"name": str(each["name"])}, sheet=TEMPLATES["columns_sheet"])
        number = old["number"] if old else max(row["number"] for row in rows.values()) + 1
        rows[each["name"]] = (old or {}) | each | {"number": number}
    names = list(dict.fromkeys(row["dimension"] for row in rows.values()))
    return given | {
        "source": given["source"] or before["source"],
        "dimensions": [{"number": number, "name": name} for number, name in enumerate(names, 1)],
        "indicators": sorted(rows.values(), key=lambda row: row["number"]),
    }
