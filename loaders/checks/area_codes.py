"""Codes that the shipped list of amphoe and tambon does not have, and those nearest to them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from catalogue.areas import area_names, is_municipality


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
