"""Areas as the analysis needs them: names, the tree above and below, and which years hold data."""

from collections.abc import Mapping, Sequence

import pandas as pd

from catalogue.areas import COUNTRY, LEVELS, area_prefix, is_municipality, level_of
from catalogue.areas import area_names as shipped_names
from warehouse import Warehouse

CHILD_LEVEL: Mapping[str, str] = {
    "country": "province",
    "province": "amphoe",
    "amphoe": "tambon",
    "tambon": "village",
}
NAMES_OF_AREAS = """
    -- One row: an area asked for that the warehouse knows by name.
    SELECT area_code, area_name, name_source FROM areas
    WHERE area_code IN (SELECT unnest($area_codes::VARCHAR[]))
"""
AREAS_WITH_DATA = """
    -- One row: an area of a level, within another area, with any figure of this set and year.
    SELECT DISTINCT area_code FROM area_figures
    WHERE level = $level AND set_id = $set_id AND year_be = $year_be AND starts_with(area_code, $prefix)
    ORDER BY area_code
"""
YEARS_OF_AREA = """
    -- One row: an indicator set and year in which the area has figures.
    SELECT survey, set_id, year_be, count(DISTINCT indicator_code)::INTEGER AS indicators,
        bool_or(is_synthetic) AS is_synthetic
    FROM area_figures LEFT JOIN (SELECT DISTINCT set_id, survey FROM batches) USING (set_id)
    WHERE level = $level AND area_code = $area_code
    GROUP BY survey, set_id, year_be
    ORDER BY survey, year_be DESC, set_id
"""
THAI_ORDER = """
    -- One row: the position of a text before sorting, in Thai dictionary order.
    SELECT position
    FROM (SELECT unnest($names::VARCHAR[]) AS name, generate_subscripts($names::VARCHAR[], 1) AS position)
    ORDER BY name COLLATE th, position
"""


def names_of(warehouse: Warehouse, area_codes: Sequence[str]) -> dict[str, str]:
    """Name of every area asked for, without its level word.

    A name of a register given to the warehouse wins, then the shipped register, then a name met in an import; an area
    known to none is named by its code. Raises CatalogueError for a text that is no area code.
    """
    rows = warehouse.query(NAMES_OF_AREAS, {"area_codes": list(area_codes)})
    by_source: dict[str, dict[str, str]] = {"register": {}, "import": {}}
    for code, name, source in zip(rows["area_code"], rows["area_name"], rows["name_source"], strict=True):
        by_source["register" if source == "register" else "import"][str(code)] = str(name)
    shipped = shipped_names()
    return {
        code: by_source["register"].get(code) or shipped.get(code) or by_source["import"].get(code) or _unnamed(code)
        for code in area_codes
    }


def name_of(warehouse: Warehouse, area_code: str) -> str:
    """Name of one area, as names_of."""
    return names_of(warehouse, [area_code])[area_code]


def titled(area_code: str, area_name: str) -> str:
    """The name with its level word, for sentences.

    >>> titled("8302", "กะทู้"), titled("830201", "กะทู้"), titled("TH", "ประเทศไทย")
    ('อำเภอกะทู้', 'ตำบลกะทู้', 'ประเทศไทย')
    """
    level = level_of(area_code)
    word = "" if level in {"country", "village"} or is_municipality(area_code) else LEVELS[level]
    return area_name if area_name.startswith((word, "รหัส")) else f"{word}{area_name}"


def children_data(
    warehouse: Warehouse, area_code: str, set_id: str, year_be: int, level: str | None = None
) -> pd.DataFrame:
    """One row per area below this one that has data in this set and year, in Thai order of their names.

    Columns: area_code, area_name, level. `level` asks for a deeper level than the next one. Empty below a village.
    Raises CatalogueError for a text that is no area code.
    """
    wanted = level or CHILD_LEVEL.get(level_of(area_code))
    codes = [] if wanted is None else codes_with_data(warehouse, area_code, set_id, year_be, wanted)
    return sorted_by_name(warehouse, _named(warehouse, codes).assign(level=wanted or ""))


def codes_with_data(warehouse: Warehouse, area_code: str, set_id: str, year_be: int, level: str) -> list[str]:
    """Codes of the areas of a level within an area that have data in this set and year, in order."""
    key: dict[str, object] = {"level": level, "set_id": set_id, "year_be": year_be, "prefix": area_prefix(area_code)}
    return [str(code) for code in warehouse.query(AREAS_WITH_DATA, key)["area_code"]]


def available_data(warehouse: Warehouse, area_code: str = COUNTRY, survey: str | None = None) -> pd.DataFrame:
    """One row per survey, indicator set and year in which the area has figures, newest first.

    Columns: survey, set_id, year_be, indicators (how many have a figure), is_synthetic. The country (the default) has
    figures wherever any area has. Raises CatalogueError for a text that is no area code.
    """
    found = warehouse.query(YEARS_OF_AREA, {"level": level_of(area_code), "area_code": area_code})
    return found if survey is None else found[found["survey"] == survey].reset_index(drop=True)


def sorted_by_name(warehouse: Warehouse, areas: pd.DataFrame, column: str = "area_name") -> pd.DataFrame:
    """The rows in Thai dictionary order of a text column (leading vowels after their consonant); equal texts keep
    their order."""
    return areas.take(thai_order(warehouse, [str(name) for name in areas[column]])).reset_index(drop=True)


def thai_order(warehouse: Warehouse, names: Sequence[str]) -> list[int]:
    """Positions of the texts in Thai dictionary order."""
    if len(names) < 2:
        return list(range(len(names)))
    return [int(position) - 1 for position in warehouse.query(THAI_ORDER, {"names": list(names)})["position"]]


def _named(warehouse: Warehouse, codes: Sequence[str]) -> pd.DataFrame:
    names = names_of(warehouse, codes)
    columns = {"area_code": list(codes), "area_name": [names[code] for code in codes]}
    return pd.DataFrame(columns, dtype="str")


def _unnamed(code: str) -> str:
    level = level_of(code)
    if level == "country":
        return "ประเทศไทย"
    return f"รหัส {code}"
