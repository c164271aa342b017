"""Goals: in which areas enough people pass an indicator, counted up the tree ("ครบ 12/17 ตำบล").

An area has reached a goal where its passing share is the goal or more *and* none of the villages known in it lacks data
of that year. An area above is complete only where every area in it has reached the goal: those without data stand
against it, also those that the register of areas knows and no file ever brought (ours).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.comparative.cells import Cells
from analysis.comparative.data import Asked
from analysis.core.areas import codes_in_use, codes_with_data
from catalogue import IndicatorSet
from catalogue.areas import COUNTRY, LEVELS, is_municipality, level_of
from catalogue.areas import area_names as shipped_names
from warehouse import Warehouse, read_map_tambon

MISSING, BELOW, PARTLY, REACHED = "missing", "below", "partly", "reached"
USUAL_PCT: Final = 95.0  # that should pass an indicator nobody set a goal for
STATES: Final = (MISSING, BELOW, PARTLY, REACHED)
STATE_NAMES: Final = {MISSING: "ไม่มีข้อมูล", BELOW: "ยังไม่ถึง", PARTLY: "ถึงแล้ว แต่ข้อมูลหมู่บ้านไม่ครบ", REACHED: "ถึงแล้ว"}
DIGITS: Final = {"province": 2, "amphoe": 4, "tambon": 6, "village": 10}
VILLAGE_STEM = 8
COUNTS = ("indicator_code", "goal_pct", "reached", "areas", "missing", "is_complete")
TREE = ("area_code", "level", "reached", "areas", "missing", "is_complete")


@dataclass(frozen=True)
class Goals:
    """`area_codes`: every area known of the level compared, by code; `states`: one row an area, one column an indicator
    of `indicator_codes`, places in STATES; `passing_pct`: alike, percent, missing without data.

    `table` (COUNTS): one row an indicator with a goal: how many of how many areas have reached it, how many lack data
    (of the whole area or of a village in it), and whether it is reached everywhere."""

    level: str
    within: str
    area_codes: tuple[str, ...]
    indicator_codes: tuple[str, ...]
    states: npt.NDArray[np.int64]
    passing_pct: npt.NDArray[np.float64]
    table: pd.DataFrame

    def tree(self, indicator_code: str) -> pd.DataFrame:
        """One row an area above the areas compared (TREE), the highest first: of the areas below it, how many have
        reached the goal of an indicator. `is_complete` is never true while one of them lacks data."""
        own = self.states[:, self.indicator_codes.index(indicator_code)]
        order = list(LEVELS)
        rows: list[tuple[object, ...]] = []
        for level in order[: order.index(self.level)]:
            codes = [code[: DIGITS[level]] if level in DIGITS else COUNTRY for code in self.area_codes]
            if order.index(level) < order.index(level_of(self.within)):
                continue
            for code in dict.fromkeys(codes):
                here = own[[each == code for each in codes]]
                rows.append((code, level, *_counts(here)))
        return pd.DataFrame(rows, columns=list(TREE))


def _counts(states: npt.NDArray[np.int64]) -> tuple[int, int, int, bool]:
    reached, lacking = int((states == 3).sum()), int(((states == 0) | (states == 2)).sum())
    return reached, len(states), lacking, len(states) > 0 and reached == len(states)


def goals_data(warehouse: Warehouse, asked: Asked, cells: Cells, goals: Mapping[str, float]) -> Goals:
    """How far the areas compared have come. `cells`: their counts; `goals`: indicator → percent that should pass."""
    known = sorted({*_known_areas(warehouse, asked), *cells.area_codes})
    codes = tuple(code for code in cells.indicator_codes if code in goals)
    columns = [cells.indicator_codes.index(code) for code in codes]
    place = {code: number for number, code in enumerate(cells.area_codes)}
    passing = np.full((len(known), len(codes)), np.nan)
    held = [number for number, code in enumerate(known) if code in place]
    passing[held] = 100 - cells.shares[[place[known[number]] for number in held]][:, columns]
    wanted = np.array([goals[code] for code in codes])
    states = np.where(np.isnan(passing), 0, np.where(passing >= wanted - 1e-9, 3, 1))
    lacking = _areas_with_gaps(warehouse, asked, known)
    states = np.where((states == 3) & lacking[:, None], 2, states)
    rows = [(code, goals[code], *_counts(states[:, column])) for column, code in enumerate(codes)]
    table = pd.DataFrame(rows, columns=list(COUNTS))
    return Goals(asked.place.level, asked.place.area_code, tuple(known), codes, states, passing, table)


def wanted_goals(
    indicator_set: IndicatorSet, year_be: int, kept: Mapping[str, float], usual_pct: float = USUAL_PCT
) -> dict[str, float]:
    """Indicator → the percentage that should pass: what the office kept, else what its set says for the year, else the
    usual one."""
    return {each.code: kept.get(each.code, each.targets.get(year_be, usual_pct)) for each in indicator_set.indicators}


def name_of_goals(set_id: str, year_be: int) -> str:
    """The name that an office's goals for a set and year are kept under."""
    return f"goals {set_id} {year_be}"


def kept_goals(choice: Mapping[str, Any] | None) -> dict[str, float]:
    """Indicator → goal of a choice as it was kept."""
    return {str(code): float(goal) for code, goal in dict((choice or {}).get("goals", {})).items()}


def done_words(reached: int, areas: int, level: str, is_complete: bool) -> str:
    """ครบ 12/17 ตำบล; said of all only where none is missing."""
    return f"ครบทั้ง {areas:,} {LEVELS[level]}" if is_complete else f"ครบ {reached:,}/{areas:,} {LEVELS[level]}"


def _known_areas(warehouse: Warehouse, asked: Asked) -> set[str]:
    """Areas of the level compared that any import or the register knows; of a list those listed. Municipalities count
    where they have data; a tambon that never had any is left out where the map says that one of them lies in it."""
    place = asked.place
    if place.area_codes is not None:
        return set(place.area_codes)
    if place.level == "village":
        return set()
    digits = DIGITS[place.level]
    in_use = {code[:digits] for code in codes_in_use(warehouse, place.area_code) if len(code) >= digits}
    shipped = {code for code in shipped_names() if len(code) == digits and code.startswith(place.prefix)}
    if place.level != "tambon":
        return in_use | shipped
    placed = read_map_tambon(warehouse)
    covered = {placed[code] for code in in_use if is_municipality(code) and code in placed}
    return in_use | {code for code in shipped - covered if not is_municipality(code)}


def _areas_with_gaps(warehouse: Warehouse, asked: Asked, known: list[str]) -> npt.NDArray[np.bool_]:
    """Whether a village known in an area has no data of this set and year, where its data come from villages."""
    place, scope = asked.place, asked.scope
    if place.level == "village":
        return np.zeros(len(known), dtype=np.bool_)
    digits = DIGITS[place.level]
    held = codes_with_data(warehouse, place.area_code, scope.indicator_set.id, scope.year_be, "village")
    stems = {code[:VILLAGE_STEM] for code in held}
    by_village = {code[:digits] for code in stems}
    every = {code[:VILLAGE_STEM] for code in codes_in_use(warehouse, place.area_code) if len(code) >= VILLAGE_STEM}
    gaps = {code[:digits] for code in every - stems} & by_village
    return np.array([code in gaps for code in known], dtype=np.bool_)
