"""The counts of a set and year over the tree of areas, and how far each hidden one can move.

The room of a hidden count is what it can rise and fall while everything that is printed stays as it is: interval
arithmetic on the tree.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from catalogue import IndicatorSet
from catalogue.areas import COUNTRY, LEVELS
from warehouse import Warehouse

Counts = npt.NDArray[np.int32]
Flags = npt.NDArray[np.bool_]
Places = npt.NDArray[np.intp]

SMALLEST_SHOWN: Final = 10
FEWEST_VALUES: Final = 4
WINDOW: Final = FEWEST_VALUES - 1  # a count that can move this far has enough values; further is never needed
FREE: Final = 10_000  # how far a figure may move that no one prints; far beyond all windows of a country together
CODE_LENGTH: Final[Mapping[str, int]] = {"country": 0, "province": 2, "amphoe": 4, "tambon": 6}
COVERED: Final = 0.9  # an area's own figure is taken for the sum of its parts where these are nearly as many

AREAS_OF_YEAR = """
    -- One row: an area with a figure of this set and year, and the level its figures were summed from.
    SELECT level, area_code, any_value(source_level) AS source_level
    FROM area_figures
    WHERE set_id = $set_id AND year_be = $year_be
    GROUP BY level, area_code
    ORDER BY level, area_code
"""
COUNTS_OF_LEVEL = """
    -- One row: the counts of an indicator in an area of the level; the places are positions in the lists given.
    WITH
    asked_area AS (
        SELECT unnest($area_codes::VARCHAR[]) AS area_code,
            generate_subscripts($area_codes::VARCHAR[], 1) - 1 AS area_place
    ),
    asked_indicator AS (
        SELECT unnest($indicator_codes::VARCHAR[]) AS indicator_code,
            generate_subscripts($indicator_codes::VARCHAR[], 1) - 1 AS indicator_place
    )
    SELECT area_place, indicator_place, assessed::INTEGER AS assessed, failed::INTEGER AS failed
    FROM area_figures
    JOIN asked_area USING (area_code)
    JOIN asked_indicator USING (indicator_code)
    WHERE level = $level AND set_id = $set_id AND year_be = $year_be AND assessed > 0 AND failed IS NOT NULL
"""


@dataclass(frozen=True)
class Level:
    """The areas of one level. `parents`: the place of each area's parent in the level above. `assessed`, `failed`: one
    row an area, one column an indicator; 0 where no one was assessed (then `known` is False). `apart`: the area's
    figures are its own and no sum of its parts, so that nothing can be subtracted."""

    name: str
    codes: tuple[str, ...]
    parents: Places
    assessed: Counts
    failed: Counts
    apart: Flags

    @cached_property
    def known(self) -> Flags:
        """True where anyone was assessed."""
        return self.assessed > 0

    @cached_property
    def small(self) -> Flags:
        """True where 1–9 failed or 1–9 passed (so also where 1–9 were assessed)."""
        return is_small_count(self.assessed, self.failed)

    @cached_property
    def starts(self) -> tuple[Places, Places]:
        """The parents that have parts, and where the parts of each begin."""
        parents, starts = np.unique(self.parents, return_index=True)
        return parents, starts

    def sum_by_parent(self, values: Counts, size: int) -> Counts:
        """The sum over the parts of each of the `size` areas of the level above; 0 without parts."""
        out = np.zeros((size, values.shape[1]), dtype=np.int32)
        if len(values):
            parents, starts = self.starts
            out[parents] = np.add.reduceat(values, starts, axis=0)
        return out

    def any_by_parent(self, flags: Flags, size: int) -> Flags:
        """True where any part of the area is."""
        out = np.zeros((size, flags.shape[1]), dtype=np.bool_)
        if len(flags):
            parents, starts = self.starts
            out[parents] = np.logical_or.reduceat(flags, starts, axis=0)
        return out


@dataclass(frozen=True)
class AreaTree:
    """All levels of a set and year, from the country down to the villages. `summed[n]`: where the figure of an area of
    level n is the sum of its parts (which may have no figure of their own, but parts that have)."""

    indicator_codes: tuple[str, ...]
    levels: tuple[Level, ...]
    summed: tuple[Flags, ...]


def is_small_count(assessed: Counts, failed: Counts) -> Flags:
    """True where 1–9 failed or 1–9 passed."""
    few, passed = SMALLEST_SHOWN - 1, assessed - failed
    return ((failed >= 1) & (failed <= few)) | ((passed >= 1) & (passed <= few))


def tree_data(warehouse: Warehouse, indicator_set: IndicatorSet, year_be: int) -> AreaTree:
    """The counts of every area that has figures of a count set in a year; areas above them are there without."""
    key: dict[str, object] = {"set_id": indicator_set.id, "year_be": year_be}
    indicator_codes = [each.code for each in indicator_set.indicators]
    areas = warehouse.query(AREAS_OF_YEAR, key)
    codes, sources = _areas_by_level(areas)
    tables: dict[str, tuple[Counts, Counts]] = {}
    for level, own in codes.items():
        asked = key | {"level": level, "area_codes": own, "indicator_codes": indicator_codes}
        tables[level] = _filled(warehouse.query(COUNTS_OF_LEVEL, asked), len(own), len(indicator_codes))
    return build_tree(indicator_codes, codes, tables, sources)


def tree_of(counts: pd.DataFrame, indicator_codes: Sequence[str]) -> AreaTree:
    """The tree of a table that lists every figure there is: area_code, indicator_code, assessed, failed; perhaps
    source_level, where figures were not summed from their parts."""
    frame = counts.assign(level=[_level_of_length(code) for code in counts["area_code"]])
    if "source_level" not in frame:
        frame["source_level"] = "village"
    codes, sources = _areas_by_level(frame.drop_duplicates(["level", "area_code"]))
    places = {code: place for place, code in enumerate(indicator_codes)}
    tables: dict[str, tuple[Counts, Counts]] = {}
    for level, own in codes.items():
        area_places = {code: place for place, code in enumerate(own)}
        rows = frame[(frame["level"] == level) & (frame["assessed"] > 0)]
        placed = rows.assign(
            area_place=rows["area_code"].map(area_places), indicator_place=rows["indicator_code"].map(places)
        )
        tables[level] = _filled(placed, len(own), len(places))
    return build_tree(indicator_codes, codes, tables, sources)


def build_tree(
    indicator_codes: Sequence[str],
    codes: Mapping[str, Sequence[str]],
    tables: Mapping[str, tuple[Counts, Counts]],
    sources: Mapping[str, str],
) -> AreaTree:
    """The tree of tables by level (assessed, failed; rows as in `codes`, which hold every parent). `sources`: area →
    the level its figures were summed from."""
    levels: list[Level] = []
    for name in LEVELS:
        own = tuple(codes[name])
        above = levels[-1] if levels else None
        parents = np.zeros(len(own), dtype=np.intp)
        if above is not None:
            place = {code: number for number, code in enumerate(above.codes)}
            parents = np.array([place[parent_code(code, name)] for code in own], dtype=np.intp)
        assessed, failed = tables[name]
        levels.append(Level(name, own, parents, assessed, failed, np.zeros(assessed.shape, dtype=np.bool_)))
    levels = _with_apart(levels, sources)
    return AreaTree(tuple(indicator_codes), tuple(levels), _summed(levels))


def parent_code(code: str, level: str) -> str:
    """The code of the area right above one of this level."""
    above = list(LEVELS)[list(LEVELS).index(level) - 1]
    return code[: CODE_LENGTH[above]] or COUNTRY


def _level_of_length(code: object) -> str:
    text = str(code)
    return next((level for level, length in CODE_LENGTH.items() if length == len(text)), "village") if (
        text != COUNTRY
    ) else "country"  # fmt: skip


def _areas_by_level(areas: pd.DataFrame) -> tuple[dict[str, list[str]], dict[str, str]]:
    """The codes of each level in order, all parents among them, and the source of each area that has figures."""
    found: dict[str, set[str]] = {level: set() for level in LEVELS}
    sources: dict[str, str] = {}
    for level, code, source in zip(areas["level"], areas["area_code"], areas["source_level"], strict=True):
        found[str(level)].add(str(code))
        sources[str(code)] = str(source)
    for level in reversed(list(LEVELS)[1:]):
        above = list(LEVELS)[list(LEVELS).index(level) - 1]
        found[above].update(parent_code(code, level) for code in found[level])
    found["country"].add(COUNTRY)
    return {level: sorted(codes) for level, codes in found.items()}, sources


def _filled(rows: pd.DataFrame, areas: int, indicators: int) -> tuple[Counts, Counts]:
    assessed = np.zeros((areas, indicators), dtype=np.int32)
    failed = np.zeros((areas, indicators), dtype=np.int32)
    place = (rows["area_place"].to_numpy(dtype=np.intp), rows["indicator_place"].to_numpy(dtype=np.intp))
    assessed[place] = rows["assessed"].to_numpy(dtype=np.int32)
    failed[place] = rows["failed"].to_numpy(dtype=np.int32)
    return assessed, failed


def _with_apart(levels: list[Level], sources: Mapping[str, str]) -> list[Level]:
    """The levels with the figures marked that stand for themselves: an area's own, whose parts are far fewer or more,
    under areas that were not summed from its parts either."""
    rank = {name: number for number, name in enumerate(LEVELS)}
    finest_above = np.zeros(1, dtype=np.intp)
    out: list[Level] = []
    for number, level in enumerate(levels):
        source = np.array([rank.get(sources.get(code, level.name), number) for code in level.codes], dtype=np.intp)
        above = finest_above[level.parents] if number else np.zeros(len(level.codes), dtype=np.intp)
        own = (source <= number) & (above <= number)
        finest_above = np.maximum(source, above)
        apart = level.apart
        if number + 1 < len(levels):
            parts = levels[number + 1].sum_by_parent(levels[number + 1].assessed, len(level.codes))
            unlike = (parts < COVERED * level.assessed) | (COVERED * parts > level.assessed)
            apart = own[:, None] & unlike & level.known
        out.append(Level(level.name, level.codes, level.parents, level.assessed, level.failed, apart))
    return out


def _summed(levels: Sequence[Level]) -> tuple[Flags, ...]:
    out: list[Flags] = [np.zeros(levels[-1].known.shape, dtype=np.bool_)]
    for number in range(len(levels) - 2, -1, -1):
        below = levels[number + 1].any_by_parent(levels[number + 1].known | out[0], len(levels[number].codes))
        out.insert(0, below & ~levels[number].apart)
    return tuple(out)


Cells = tuple[Places, Places]


class Room(NamedTuple):
    """How far the counts of a level may fall and rise (whole numbers, never negative)."""

    fall: Counts
    rise: Counts


def natural_room(level: Level) -> Room:
    """How far a hidden count may move, for what it is, up to WINDOW: 1–9 failed, 1–9 passed, none to all where fewer
    than 10 were assessed (of one or two it is not told how many they are, so up to three), and any number where a
    count is hidden beside a small one."""
    assessed, failed, few = level.assessed, level.failed, SMALLEST_SHOWN - 1
    tiny = assessed <= few
    low_side = few_failed(level)
    high_side = (assessed - failed <= few) & (assessed > failed) & ~tiny & ~low_side
    low = np.where(low_side, 1, np.where(high_side, assessed - few, 0))
    all_of_few = np.where(failed > 0, np.maximum(assessed, FEWEST_VALUES - 1), assessed)
    high = np.where(low_side, few, np.where(high_side, assessed - 1, np.where(tiny, all_of_few, assessed)))
    fall, rise = np.minimum(failed - low, WINDOW), np.minimum(high - failed, WINDOW)
    return Room((fall * level.known).astype(np.int32), (rise * level.known).astype(np.int32))


def few_failed(level: Level) -> Flags:
    """Where 1–9 of 10 and more failed."""
    return (level.failed >= 1) & (level.failed < SMALLEST_SHOWN) & (level.assessed >= SMALLEST_SHOWN)


def places_of(flags: Flags) -> Cells:
    """Where the flags are set."""
    rows, columns = np.nonzero(flags)
    return rows, columns


class Rooms:
    """How far everything can move. `windows`: each figure by itself; `from_below`: held within what its parts can do
    together; `of_parts`: what the parts can do (for all levels but the last)."""

    def __init__(self, tree: AreaTree, windows: Sequence[Room]) -> None:
        self.tree = tree
        self.windows = list(windows)
        self.from_below = [Room(*(each.copy() for each in windows[-1]))]
        self.of_parts: list[Room] = []
        for number in range(len(tree.levels) - 2, -1, -1):
            part, own, summed = tree.levels[number + 1], windows[number], tree.summed[number]
            parts = Room(*(part.sum_by_parent(each, len(own.fall)) for each in self.from_below[0]))
            held = (np.where(summed, np.minimum(*each), each[0]) for each in zip(own, parts, strict=True))
            self.from_below.insert(0, Room(*held))
            self.of_parts.insert(0, parts)

    def set_windows(self, number: int, cells: Cells, room: Room) -> None:
        """Let these cells of a level move so far from now on."""
        for window, values in zip(self.windows[number], room, strict=True):
            window[cells] = values
        self._refresh(number, cells)

    def of_level(self, number: int) -> Room:
        """How far each figure of a level can move, everything taken together."""
        above: Room | None = None
        for level in range(number):
            above = self._within(level, above)
        return self._within(number, above)

    def _refresh(self, number: int, cells: Cells) -> None:
        """Carry changed windows up the tree."""
        rows, columns = cells
        level, summed = self.tree.levels[number], self.tree.summed[number][cells]
        above = level.parents[rows], columns
        for side, window in enumerate(self.windows[number]):
            held = window[cells]
            if number < len(self.of_parts):
                held = np.where(summed, np.minimum(held, self.of_parts[number][side][cells]), held)
            added = held - self.from_below[number][side][cells]
            self.from_below[number][side][cells] = held
            if number:
                np.add.at(self.of_parts[number - 1][side], above, added)
        if number:
            width = len(self.tree.indicator_codes)
            flat = np.unique(above[0] * width + columns)
            self._refresh(number - 1, (flat // width, flat % width))

    def _within(self, number: int, above: Room | None) -> Room:
        own = self.from_below[number]
        if above is None:
            return own
        level, summed, parts = self.tree.levels[number], self.tree.summed[number - 1], self.of_parts[number - 1]
        falls = (parts.fall + np.where(summed, above.rise, FREE))[level.parents]
        rises = (parts.rise + np.where(summed, above.fall, FREE))[level.parents]
        # a figure rises as far as the others fall, or the sum rises; and the other way round
        return Room(np.minimum(own.fall, rises - own.rise), np.minimum(own.rise, falls - own.fall))


def groups_with(tree: AreaTree, number: int, flags: Flags) -> Flags:
    """The areas above, and indicators, with a part that is flagged."""
    return tree.levels[number].any_by_parent(flags, len(tree.levels[number - 1].codes))


def best_of_groups(level: Level, groups: Flags, able: Flags, most: bool = False) -> Flags:
    """In each group, of the counts that are able, the one with the fewest (or `most`) assessed, then the first."""
    chosen = np.zeros(able.shape, dtype=np.bool_)
    rows, columns = places_of(able & groups[level.parents])
    cost = level.assessed[rows, columns] * (-1 if most else 1)
    order = np.lexsort((rows, cost, columns, level.parents[rows]))
    rows, columns = rows[order], columns[order]
    group = level.parents[rows] * able.shape[1] + columns
    first = np.ones(len(group), dtype=np.bool_)
    first[1:] = group[1:] != group[:-1]
    chosen[rows[first], columns[first]] = True
    return chosen
