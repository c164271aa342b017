"""Areas as the analysis needs them: names, the tree above and below, years with data, outlines for the map."""

from bisect import bisect_left
from collections import ChainMap
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from catalogue.areas import COUNTRY, LEVELS, area_prefix, code_range, is_municipality, level_of
from catalogue.areas import area_names as shipped_names
from warehouse import Warehouse, area_names, boundary_codes, read_boundaries, read_map_tambon
from warehouse.connection import remembered

TAMBON_DIGITS = 6
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
NAMES_ABOVE_VILLAGES = """
    -- One row: an area above the villages that the warehouse knows by name.
    SELECT area_code, area_name, name_source FROM areas WHERE length(area_code) <= 6
"""
AREAS_WITH_DATA = """
    -- One row: an area of a level, within another area, with any figure of this set and year. Villages are known by
    -- their imports, without a look at the facts.
    SELECT DISTINCT area_code
    FROM (
        SELECT area_code, level, set_id, year_be
        FROM batch_areas JOIN batches USING (batch_id)
        WHERE is_live AND level = 'village'
        UNION ALL
        SELECT area_code, level, set_id, year_be FROM summary WHERE is_chosen
    )
    WHERE level = $level AND set_id = $set_id AND year_be = $year_be AND starts_with(area_code, $prefix)
    ORDER BY area_code
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
    villages = [code for code in area_codes if len(code) > TAMBON_DIGITS]
    rows = warehouse.query_rows(NAMES_OF_AREAS, {"area_codes": villages}) if villages else []
    known = ChainMap(_by_code_and_source(rows), _names_above_villages(warehouse))
    shipped = shipped_names()
    return {
        code: known.get((code, True)) or shipped.get(code) or known.get((code, False)) or _unnamed(code)
        for code in area_codes
    }


def names_with_places(warehouse: Warehouse, area_codes: Sequence[str], within: str = "") -> dict[str, str]:
    """Name of every area with those of the areas between it and the area that all lie in (its code, or the first digits
    of it), the nearest first, so that two of one name stand apart: "เวียง (เชียงของ, เชียงราย)"."""
    above = {code: [code[:digits] for digits in (6, 4, 2) if len(within) < digits < len(code)] for code in area_codes}
    names = names_of(warehouse, sorted({*area_codes, *(each for places in above.values() for each in places)}))
    return {
        code: f"{names[code]} ({', '.join(names[each] for each in places)})" if places else names[code]
        for code, places in above.items()
    }


@remembered
def _names_above_villages(warehouse: Warehouse) -> dict[tuple[str, bool], str]:
    return _by_code_and_source(warehouse.query_rows(NAMES_ABOVE_VILLAGES))


def _by_code_and_source(rows: Sequence[tuple[str, str, str]]) -> dict[tuple[str, bool], str]:
    """Code, and whether a register says so → name."""
    return {(code, source == "register"): name for code, name, source in rows}


@remembered
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
    return [str(code) for (code,) in warehouse.query_rows(AREAS_WITH_DATA, key)]


def sorted_by_name(warehouse: Warehouse, areas: pd.DataFrame, column: str = "area_name") -> pd.DataFrame:
    """The rows in Thai dictionary order of a text column (leading vowels after their consonant); equal texts keep
    their order."""
    return areas.take(thai_order(warehouse, [str(name) for name in areas[column]])).reset_index(drop=True)


def thai_order(warehouse: Warehouse, names: Sequence[str]) -> list[int]:
    """Positions of the texts in Thai dictionary order."""
    if len(names) < 2:
        return list(range(len(names)))
    return [position - 1 for (position,) in warehouse.query_rows(THAI_ORDER, {"names": list(names)})]


def _named(warehouse: Warehouse, codes: Sequence[str]) -> pd.DataFrame:
    names = names_of(warehouse, codes)
    columns = {"area_code": list(codes), "area_name": [names[code] for code in codes]}
    return pd.DataFrame(columns, dtype="str")


def _unnamed(code: str) -> str:
    level = level_of(code)
    if level == "country":
        return "ประเทศไทย"
    return f"รหัส {code}"


DIGITS = {"province": 2, "amphoe": 4, "tambon": 6, "village": 10}
AREAS_IN_USE = """
    -- One row: an area that any import has figures of, of any survey and year.
    SELECT DISTINCT area_code FROM batch_areas WHERE is_live AND area_code <> 'TH' ORDER BY area_code
"""


@remembered
def child_areas(warehouse: Warehouse, area_code: str) -> dict[str, str]:
    """Code → name of the areas one level below that have data of any kind; villages by code, others in Thai order."""
    level = CHILD_LEVEL.get(level_of(area_code))
    if level is None:
        return {}
    digits = DIGITS[level]
    least = 8 if level == "village" else digits
    codes = list(dict.fromkeys(code[:digits] for code in codes_in_use(warehouse, area_code) if len(code) >= least))
    names = names_of(warehouse, codes)
    order = range(len(codes)) if level == "village" else thai_order(warehouse, [names[code] for code in codes])
    return {codes[position]: names[codes[position]] for position in order}


@remembered
def _areas_in_use(warehouse: Warehouse) -> list[str]:
    """The codes of all areas that were imported, in order: 75,000 for the nation, asked for once a version."""
    return [code for (code,) in warehouse.query_rows(AREAS_IN_USE)]


def codes_in_use(warehouse: Warehouse, area_code: str) -> list[str]:
    """The codes of all areas within an area that any import has figures of, in order."""
    in_use = _areas_in_use(warehouse)
    first, last = (bisect_left(in_use, each) for each in code_range(area_code))
    return in_use[first:last]


def area_of_all_data(warehouse: Warehouse) -> str:
    """The smallest area above the villages that holds all data (a province, say)."""
    area_code = COUNTRY
    while level_of(area_code) != "tambon":
        children = list(child_areas(warehouse, area_code))
        if len(children) != 1:
            break
        area_code = children[0]
    return area_code


def first_area(warehouse: Warehouse) -> str:
    """Where a screen begins that nobody has looked at: the smallest area that has areas below it, a tambon, since there
    a radar differs from what it is held against; the first of those with data."""
    area_code = COUNTRY
    while level_of(area_code) != "tambon":
        below = next(iter(child_areas(warehouse, area_code)), None)
        if below is None:
            break
        area_code = below
    return area_code


def level_name(area_code: str) -> str:
    """Thai word for the area's level."""
    return LEVELS[level_of(area_code)]


MAP_DIGITS: Mapping[str, int] = {"province": 2, "amphoe": 4, "tambon": 6}


def map_tambon_of(warehouse: Warehouse, area_code: str) -> str | None:
    """The tambon under whose outline a tambon or village is drawn: its own, or the one its municipality lies in.

    None for a municipality whose place on the map nobody has told. A municipality that spans several tambon is drawn
    in the one the map names. Raises CatalogueError for a text that is no area code, ValueError above a tambon.
    """
    if level_of(area_code) not in {"tambon", "village"}:
        raise ValueError(area_code)
    tambon = area_code[:TAMBON_DIGITS]
    placed = read_map_tambon(warehouse).get(tambon)
    return placed or (None if is_municipality(tambon) else tambon)


def outlines_data(warehouse: Warehouse, area_code: str, level: str) -> pd.DataFrame:
    """One row per area of a level ("province", "amphoe", "tambon") within another that has an outline.

    Columns: area_code, area_name, geometry (a GeoJSON mapping, degrees of WGS 84), in the order of the codes.
    """
    shapes: dict[str, dict[str, Any]] = read_boundaries(warehouse, area_prefix(area_code), MAP_DIGITS[level])
    names = names_of(warehouse, list(shapes))
    rows = [(code, names[code], shape) for code, shape in shapes.items()]
    return pd.DataFrame(rows, columns=["area_code", "area_name", "geometry"])


def lacking_outlines(warehouse: Warehouse, area_code: str, level: str) -> pd.DataFrame:
    """One row per known area of a level within another that has no outline: area_code, area_name, in Thai order.

    Municipalities are left out: no map of tambon holds them (see map_tambon_of).
    """
    known = _known_codes(warehouse, area_code, MAP_DIGITS[level])
    on_map = {code for code in known if not is_municipality(code)}
    return _named_outlines(warehouse, sorted(on_map - set(boundary_codes(warehouse))))


def unplaced_municipalities(warehouse: Warehouse, area_code: str) -> pd.DataFrame:
    """One row per known municipality within an area whose tambon on the map nobody has told: area_code, area_name."""
    placed = read_map_tambon(warehouse)
    codes = sorted(code for code in _known_codes(warehouse, area_code, TAMBON_DIGITS) if is_municipality(code))
    return _named_outlines(warehouse, [code for code in codes if code not in placed])


def map_levels(warehouse: Warehouse) -> dict[str, int]:
    """How many areas of each level have an outline; every level that a map can show is there."""
    codes = boundary_codes(warehouse)
    levels = pd.Series([level_of(code) for code in codes], dtype="str").value_counts()
    return {level: int(levels.get(level, 0)) for level in LEVELS if level in MAP_DIGITS}


def _known_codes(warehouse: Warehouse, area_code: str, digits: int) -> set[str]:
    own = [str(code) for code in area_names(warehouse)["area_code"]]
    prefix = area_prefix(area_code)
    return {
        code for code in [*shipped_names(), *own] if len(code) == digits and code.startswith(prefix) and code != COUNTRY
    }


def _named_outlines(warehouse: Warehouse, codes: list[str]) -> pd.DataFrame:
    names = names_of(warehouse, codes)
    rows = pd.DataFrame({"area_code": codes, "area_name": [names[code] for code in codes]}, dtype="str")
    return sorted_by_name(warehouse, rows)
