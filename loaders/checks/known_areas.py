"""The areas that are known by code and name; the codes nearest to one that the shipped list lacks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from catalogue.areas import area_names, is_municipality
from warehouse import Warehouse, real_area_names
from warehouse import area_names as own_area_names


def code_exists(code: str) -> bool:
    """True for a code whose province, amphoe and tambon are on the shipped list; a municipality's may be missing.

    >>> code_exists("83010601"), code_exists("403501"), code_exists("83015501")
    (True, False, True)
    """
    names, stem = area_names(), code[:6]
    return stem in names or (len(stem) == 6 and stem[:4] in names and is_municipality(stem))


def nearest_codes(stem: str, names: Mapping[str, str]) -> list[str]:
    """The three codes of the same parent that are nearest in number, with their names; of the country for a province.

    >>> nearest_codes("830110", {"830101": "ตลาดใหญ่", "830108": "กะรน", "840101": "ตลาด"})
    ['830108 กะรน', '830101 ตลาดใหญ่']
    """
    siblings = [code for code in names if len(code) == len(stem) and code[:-2] == stem[:-2]]
    nearest = sorted(siblings, key=lambda code: (abs(int(code) - int(stem)), code))[:3]
    return [f"{code} {names[code]}" for code in nearest]


def unknown_stems(codes: Iterable[str | None], names: Mapping[str, str]) -> set[str]:
    """The amphoe or (not municipal) tambon codes that the shipped list lacks."""
    stems = {code[:6] for code in codes if code is not None and len(code) >= 4}
    return {
        stem if stem[:4] in names else stem[:4]
        for stem in stems
        if stem not in names and not (stem[:4] in names and len(stem) == 6 and is_municipality(stem))
    }


def known_area_names(warehouse: Warehouse) -> Mapping[str, str]:
    """Code → name of every area known by name: the shipped list and the warehouse's own."""
    return _with_shipped(own_area_names(warehouse))


def names_of_record(warehouse: Warehouse) -> Mapping[str, str]:
    """The names that a file is held to: the names made up for sample data are not among them."""
    return _with_shipped(real_area_names(warehouse))


def _with_shipped(own: pd.DataFrame) -> Mapping[str, str]:
    return dict(area_names()) | dict(zip(own["area_code"], own["area_name"], strict=True))


def areas_within(names: Mapping[str, str], area_code: str) -> dict[str, str]:
    """The villages known by name within an area, in the order of their codes; the area itself when none is known."""
    villages = {code: name for code, name in sorted(names.items()) if code.startswith(area_code) and len(code) >= 8}
    return villages or {code: name for code, name in names.items() if code == area_code}
