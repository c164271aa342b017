"""Areas like one: by what is free of the survey's answers (size, households, age, municipal or not). Never the default.

An option for those who ask; the median of the own province tells more of a tambon than fifteen alike areas do. Features
are standardised over all areas of the level that have them (mean 0, spread 1); the distance is the root of the mean
square of the differences over the features that both areas have.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.comparative.cells import Cells
from analysis.core.areas import names_of, titled
from analysis.core.errors import AnalysisError
from analysis.core.measures import HOUSEHOLDS, PEOPLE
from analysis.core.scope import Scope
from analysis.core.statistics import Numbers, numbers, share_pct
from catalogue.areas import is_municipality, parent_of
from warehouse import Warehouse

ELDERLY = "elderly"
HOW_MANY = 15
MEASURES_OF_AREAS = """
    -- One row: an area of so many digits with the sum of one of its measures.
    SELECT left(area_code, $digits) AS area_code, measure, sum(value) AS value
    FROM live_measures
    WHERE set_id = $set_id AND year_be = $year_be AND length(area_code) >= $digits
      AND list_contains($measures::VARCHAR[], measure)
    GROUP BY ALL
    ORDER BY area_code, measure
"""
DIGITS = {"province": 2, "amphoe": 4, "tambon": 6, "village": 10}
FEATURES = {
    "size": "จำนวนคน", "household_size": "คนต่อครัวเรือน", "children_pct": "เด็ก (%)", "elderly_pct": "ผู้สูงอายุ (%)",
    "is_municipal": "เป็นเทศบาล",
}  # fmt: skip


@dataclass(frozen=True)
class AlikeAreas:
    """`areas`: the area itself first, then the nearest: area_code, area_name, distance (0 of itself, in standard
    deviations), people, household_size, children_pct, elderly_pct, is_municipal. `candidates`: how many areas had
    enough features to be looked at."""

    areas: pd.DataFrame
    candidates: int


def alike_areas_data(
    warehouse: Warehouse, scope: Scope, cells: Cells, area_code: str, how_many: int = HOW_MANY
) -> AlikeAreas:
    """The areas most like one among all of `cells`. Raises AnalysisError where nothing is known of the area."""
    features = features_data(warehouse, scope, cells)
    features = features[features[["people", "household_size"]].notna().all(axis=1)]
    if area_code not in features.index:
        what = f"ไม่มีจำนวนคนและครัวเรือนของ{titled(area_code, names_of(warehouse, [area_code])[area_code])}"
        raise AnalysisError(what, "นำเข้าไฟล์ที่มีจำนวนครัวเรือนและจำนวนคน หรือเลือกเทียบกับพื้นที่ข้างกัน")
    values = features.assign(size=np.log(numbers(features["people"])))[list(FEATURES)]
    standard = standardised(values.to_numpy(dtype="float64"))
    own = standard[features.index.get_loc(area_code)]
    distance = distances(standard, own)
    table = features.assign(distance=distance).dropna(subset="distance")
    table = table.sort_values(["distance"], kind="stable")
    first = [area_code, *(str(code) for code in table.index if code != area_code)][: how_many + 1]
    names = names_of(warehouse, first)
    chosen = table.loc[first].rename_axis("area_code").reset_index()
    above = [parent_of(code) or code for code in first]
    places = names_of(warehouse, above)
    words = [f"{names[code]} ({titled(up, places[up])})" for code, up in zip(first, above, strict=True)]
    return AlikeAreas(chosen.assign(area_name=pd.Series(words, dtype="str")), len(table))


def features_data(warehouse: Warehouse, scope: Scope, cells: Cells) -> pd.DataFrame:
    """One row an area of `cells`, by code: people, household_size, children_pct, elderly_pct, is_municipal (0 or 1);
    missing where its files do not tell. Children: the most that an indicator of children alone was asked of."""
    codes = list(cells.area_codes)
    digits = max(map(len, codes), default=6)
    key: dict[str, object] = {
        "digits": digits, "set_id": scope.indicator_set.id, "year_be": scope.year_be,
        "measures": [HOUSEHOLDS, PEOPLE, ELDERLY],
    }  # fmt: skip
    wide = warehouse.query(MEASURES_OF_AREAS, key).pivot(index="area_code", columns="measure", values="value")
    wide = wide.reindex(index=codes, columns=[HOUSEHOLDS, PEOPLE, ELDERLY])
    people = numbers(wide[PEOPLE])
    of_children = {each.code for each in scope.indicator_set.indicators if each.groups == ("children",)}
    columns = [place for place, code in enumerate(cells.indicator_codes) if code in of_children]
    asked = np.where(np.isnan(cells.assessed[:, columns]), 0, cells.assessed[:, columns])
    children = asked.max(axis=1, initial=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        size = np.where(numbers(wide[HOUSEHOLDS]) > 0, people / numbers(wide[HOUSEHOLDS]), np.nan)
    return pd.DataFrame(
        {
            "people": np.where(people > 0, people, np.nan),
            "household_size": size,
            "children_pct": share_pct(np.where(children > 0, children, np.nan), people),
            "elderly_pct": share_pct(wide[ELDERLY], people),
            "is_municipal": [float(is_municipality(code)) for code in codes],
        },
        index=pd.Index(codes, name="area_code"),
    )


def standardised(values: Numbers) -> Numbers:
    """Each column with mean 0 and spread 1 over those that have it; a column that does not differ is 0."""
    known = np.maximum((~np.isnan(values)).sum(axis=0), 1)
    middle = np.nansum(values, axis=0) / known
    spread = np.sqrt(np.nansum((values - middle) ** 2, axis=0) / known)
    return (values - middle) / np.where(spread > 0, spread, 1)


def distances(standard: Numbers, own: Numbers) -> Numbers:
    """The root of the mean square of the differences over the columns both have; missing without any."""
    squares = (standard - own) ** 2
    known = (~np.isnan(squares)).sum(axis=1)
    return np.where(known > 0, np.sqrt(np.nansum(squares, axis=1) / np.maximum(known, 1)), np.nan)
