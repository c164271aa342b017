"""What can be chosen on a screen: the areas with data below an area, and where to begin."""

from analysis.core.areas import CHILD_LEVEL, names_of, thai_order
from catalogue.areas import COUNTRY, LEVELS, area_prefix, level_of
from warehouse import Warehouse

DIGITS = {"province": 2, "amphoe": 4, "tambon": 6, "village": 10}
BELOW_AREA = """
    -- One row: an area of the level wanted that holds, or lies above, data of any survey and year.
    SELECT DISTINCT left(area_code, $digits) AS area_code
    FROM batch_areas
    WHERE is_live AND starts_with(area_code, $prefix) AND area_code <> 'TH' AND length(area_code) >= $least
    ORDER BY 1
"""


def child_areas(warehouse: Warehouse, area_code: str) -> dict[str, str]:
    """Code → name of the areas one level below that have data of any kind; villages by code, others in Thai order."""
    level = CHILD_LEVEL.get(level_of(area_code))
    if level is None:
        return {}
    digits = DIGITS[level]
    key: dict[str, object] = {
        "digits": digits,
        "prefix": area_prefix(area_code),
        "least": 8 if level == "village" else digits,
    }
    codes = [str(code) for code in warehouse.query(BELOW_AREA, key)["area_code"]]
    names = names_of(warehouse, codes)
    order = range(len(codes)) if level == "village" else thai_order(warehouse, [names[code] for code in codes])
    return {codes[position]: names[codes[position]] for position in order}


def first_area(warehouse: Warehouse) -> str:
    """Where a screen begins: the smallest area above the villages that holds all data (a province, say)."""
    area_code = COUNTRY
    while level_of(area_code) != "tambon":
        children = list(child_areas(warehouse, area_code))
        if len(children) != 1:
            break
        area_code = children[0]
    return area_code


def level_name(area_code: str) -> str:
    """Thai word for the area's level."""
    return LEVELS[level_of(area_code)]
