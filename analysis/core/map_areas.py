"""Areas as a map needs them: their outlines, the tambon a municipality lies in, and what has no outline yet."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from analysis.core.areas import names_of, sorted_by_name
from catalogue.areas import COUNTRY, LEVELS, area_prefix, is_municipality, level_of
from catalogue.areas import area_names as shipped_names
from warehouse import Warehouse, area_names, boundary_codes, read_boundaries, read_map_tambon

MAP_DIGITS: Mapping[str, int] = {"province": 2, "amphoe": 4, "tambon": 6}
TAMBON_DIGITS = 6


def map_tambon_of(warehouse: Warehouse, area_code: str) -> str | None:
    """The tambon under whose outline a tambon or village is drawn: its own, or the one its municipality lies in.

    None for a municipality whose place on the map nobody has told. A municipality that spans several tambon is drawn
    in the one the map names. Raises CatalogueError for a text that is no area code, ValueError above a tambon.
    """
    if level_of(area_code) not in {"tambon", "village"}:
        raise ValueError(area_code)
    tambon = area_code[:TAMBON_DIGITS]
    told = read_map_tambon(warehouse).get(tambon)
    return told or (None if is_municipality(tambon) else tambon)


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
    return _named(warehouse, sorted(on_map - set(boundary_codes(warehouse))))


def unplaced_municipalities(warehouse: Warehouse, area_code: str) -> pd.DataFrame:
    """One row per known municipality within an area whose tambon on the map nobody has told: area_code, area_name."""
    placed = read_map_tambon(warehouse)
    codes = sorted(code for code in _known_codes(warehouse, area_code, TAMBON_DIGITS) if is_municipality(code))
    return _named(warehouse, [code for code in codes if code not in placed])


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


def _named(warehouse: Warehouse, codes: list[str]) -> pd.DataFrame:
    names = names_of(warehouse, codes)
    rows = pd.DataFrame({"area_code": codes, "area_name": [names[code] for code in codes]}, dtype="str")
    return sorted_by_name(warehouse, rows)
