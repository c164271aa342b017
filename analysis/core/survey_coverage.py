"""How much of an area the survey reached: households surveyed against the households it was to reach (ours).

Condominiums and rented rooms are missed by the survey, so a low share may hide whole groups of people. Nothing is said
where no target was typed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from catalogue.areas import area_prefix
from warehouse import Warehouse, read_least_coverage
from words.numbers import fixed

HOUSEHOLD_UNIT: Final = "ครัวเรือน"
FEWEST_SHOWN: Final = 10  # households: less is not told, in no place
HAS_TARGETS: Final = "SELECT count(*) > 0 AS has_targets FROM household_targets WHERE year_be = ?"
HOUSEHOLDS_OF_AREAS: Final = """
    -- One row: an area asked for whose figures come from villages: the households surveyed in its villages that have a
    -- target, those targets, and how many villages that is. Villages with live figures of which none counts households
    -- are left out of both.
    WITH
    target AS (
        SELECT area_code, left(area_code, 8) AS stem, households FROM household_targets WHERE year_be = $year_be
    ),
    -- One row: a village, and the most households any indicator of the set looked at in it (none: missing).
    village AS (
        SELECT area_code, left(area_code, 8) AS stem,
            max(assessed) FILTER (unit = $unit AND counting = 'own_unit') AS surveyed
        FROM live_facts
        WHERE level = 'village' AND set_id = $set_id AND year_be = $year_be
          AND left(area_code, 8) IN (SELECT stem FROM target)
        GROUP BY area_code
    ),
    -- One row: a village that the target or the import has as one: its communities are held against it together.
    undivided AS (
        SELECT DISTINCT stem FROM (SELECT area_code, stem FROM target UNION ALL SELECT area_code, stem FROM village)
        WHERE length(area_code) = 8
    ),
    target_of_place AS (
        SELECT CASE WHEN stem IN (FROM undivided) THEN stem ELSE area_code END AS place, sum(households) AS target
        FROM target GROUP BY ALL
    ),
    surveyed_of_place AS (
        SELECT CASE WHEN stem IN (FROM undivided) THEN stem ELSE area_code END AS place,
            sum(surveyed) AS surveyed, count(surveyed) = count(*) AS is_counted
        FROM village GROUP BY ALL
    ),
    asked AS (
        SELECT unnest($area_codes::VARCHAR[]) AS area_code, unnest($prefixes::VARCHAR[]) AS prefix
    ),
    place_within AS (
        SELECT place, target, left(place, digits) AS prefix
        FROM target_of_place CROSS JOIN (SELECT DISTINCT length(prefix) AS digits FROM asked)
        WHERE length(place) >= digits
    ),
    from_villages AS (
        SELECT DISTINCT area_code FROM area_figures
        WHERE set_id = $set_id AND year_be = $year_be AND source_level = 'village'
          AND area_code IN (SELECT area_code FROM asked)
    )
    SELECT area_code, sum(coalesce(surveyed, 0))::BIGINT AS surveyed, sum(target)::BIGINT AS target,
        count(*)::INTEGER AS villages
    FROM asked
    JOIN from_villages USING (area_code)
    JOIN place_within USING (prefix)
    LEFT JOIN surveyed_of_place USING (place)
    WHERE coalesce(is_counted, true)
    GROUP BY area_code
    HAVING count(surveyed) > 0
    ORDER BY area_code
"""


@dataclass(frozen=True, slots=True)
class SurveyCoverage:
    """Households `surveyed` of the `target` of an area's `villages` that have one, and the share (percent) under which
    the area is not judged."""

    surveyed: int
    target: int
    villages: int
    least_pct: float

    @property
    def pct(self) -> float:
        """Surveyed in percent of the target; above 100 where more were met than expected."""
        return 100 * self.surveyed / self.target

    @property
    def is_low(self) -> bool:
        """True for an area that is marked and gets no เด่น or ด้อย."""
        return self.pct < self.least_pct

    @property
    def words(self) -> str:
        """The mark; less than ten households are not told as a number.

        >>> SurveyCoverage(310, 500, 4, 80).words
        'สำรวจได้ 62.0 % ของครัวเรือนเป้าหมาย'
        """
        if self.surveyed < FEWEST_SHOWN:
            return f"สำรวจได้ไม่ถึง {FEWEST_SHOWN} ครัวเรือนจากเป้าหมาย {self.target:,} ครัวเรือน"
        return f"สำรวจได้ {fixed(self.pct)} % ของครัวเรือนเป้าหมาย"

    @property
    def why_not_judged(self) -> str:
        """The mark with what follows from it."""
        return f"{self.words} (เกณฑ์ {self.least_pct:g} %) จึงไม่สรุปว่าเด่นหรือด้อย"

    def to_dict(self) -> dict[str, Any]:
        """For JSON; pct and surveyed_households are null under ten households."""
        is_shown = self.surveyed >= FEWEST_SHOWN
        return {
            "surveyed_households": self.surveyed if is_shown else None,
            "target_households": self.target,
            "villages": self.villages,
            "pct": self.pct if is_shown else None,
            "least_pct": self.least_pct,
            "is_low": self.is_low,
        }


def survey_coverage_data(
    warehouse: Warehouse, set_id: str, year_be: int, area_codes: Sequence[str]
) -> dict[str, SurveyCoverage]:
    """The coverage of each area of which it is known.

    surveyed: per village with a target the largest number of households that an indicator of the set looked at, of
    those counted in households (never persons, nor sources that count persons for everything), added up; a village
    with a target and without any figures counts as not surveyed. An area is absent without targets, where its figures
    do not come from villages, and where none counts households. Raises CatalogueError for a text that is no area code.
    """
    if not bool(warehouse.query_once(HAS_TARGETS, year_be)["has_targets"].iloc[0]):
        return {}
    key: dict[str, object] = {
        "set_id": set_id, "year_be": year_be, "unit": HOUSEHOLD_UNIT,
        "area_codes": list(area_codes), "prefixes": [area_prefix(code) for code in area_codes],
    }  # fmt: skip
    rows = warehouse.query(HOUSEHOLDS_OF_AREAS, key)
    least = read_least_coverage(warehouse) if len(rows) else 0.0
    return {
        str(row["area_code"]): SurveyCoverage(int(row["surveyed"]), int(row["target"]), int(row["villages"]), least)
        for row in rows.to_dict("records")
    }


def low_coverage_words(areas: pd.DataFrame, coverage: Mapping[str, SurveyCoverage], most: int = 12) -> str:
    """The areas (area_code, area_name) that are marked, in their order, in one sentence; "" without any."""
    pairs = zip(areas["area_code"].astype(str), areas["area_name"].astype(str), strict=True)
    low = [f"{name} {coverage[code].words}" for code, name in pairs if code in coverage and coverage[code].is_low]
    if not low:
        return ""
    more = f" และอีก {len(low) - most:,} แห่ง" if len(low) > most else ""
    return f"พื้นที่ที่สำรวจได้ต่ำกว่าเกณฑ์ อ่านลำดับอย่างระวัง: {' · '.join(low[:most])}{more}"
