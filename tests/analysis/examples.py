"""Made-up indicator sets and facts for the tests of the analysis, and the published TPMAP figures where present."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from catalogue import Catalogue, IndicatorSet, load_catalogue, parse_set, set_to_dict
from warehouse import StagedBatch, Warehouse, store_batch

YEAR = 2581


def made_up_set(
    dimensions: int = 2, size: int = 3, survey: str = "jpt", measure: str = "count", **changes: Any
) -> IndicatorSet:
    """A set of `size` indicators dealt out over its dimensions, in use 2580–2590."""
    units = {"count": "คน", "score": "หมู่บ้าน", "value": "บาท"}
    definition = {
        "id": changes.pop("set_id", f"{survey}-made-up"),
        "survey": survey,
        "title": "ชุดทดลอง",
        "first_year": 2580,
        "last_year": 2590,
        "measure": measure,
        "dimensions": [{"number": number, "name": f"ด้าน {number}"} for number in range(1, dimensions + 1)],
        "indicators": [
            {
                "number": number,
                "name": f"ตัวชี้วัด {number}",
                "dimension": 1 + (number - 1) % dimensions,
                "unit": units[measure],
                "direction": "more_is_better",
            }
            | changes.get(f"indicator_{number}", {})
            for number in range(1, size + 1)
        ],
    }
    return parse_set(definition)


def catalogue_of(*sets: IndicatorSet) -> Catalogue:
    """The shipped catalogue and the made-up sets."""
    return load_catalogue([set_to_dict(each) for each in sets])


def store(
    warehouse: Warehouse,
    indicator_set: IndicatorSet,
    rows: Iterable[Sequence[Any]],
    year_be: int = YEAR,
    level: str = "village",
    columns: Sequence[str] = ("assessed", "failed"),
    **batch: Any,
) -> None:
    """Import rows of (area_code, indicator number, figures…)."""
    by_number = {each.number: each for each in indicator_set.indicators}
    table = pd.DataFrame(list(rows), columns=["area_code", "number", *columns])
    facts = table.assign(
        indicator_code=[by_number[number].code for number in table["number"]],
        unit=[by_number[number].unit for number in table["number"]],
        rollup=[by_number[number].rollup for number in table["number"]],
    ).drop(columns="number")
    staged = StagedBatch(
        file_name=batch.pop("file_name", "made_up.csv"), file_sha256=str(len(facts)), layout="test",
        survey=indicator_set.survey, set_id=indicator_set.id, year_be=year_be, level=level, facts=facts, **batch,
    )  # fmt: skip
    store_batch(warehouse, staged)


def tpmap_facts(folder: Path, province: str, level: str = "village") -> pd.DataFrame:
    """Published counts of a province as rows of facts: area_code, number, assessed, failed."""
    name = {"village": "village", "tambon": "tambol", "amphoe": "amphur"}.get(level)
    file = f"61_{province}_{name}_common.csv" if name else f"61_{level}_common.csv"
    table = pd.read_csv(folder / "tpmap_2561" / file, dtype={0: str} if level != "country" else None)
    codes = ["TH"] * len(table) if level == "country" else list(table.iloc[:, 0])
    parts = [
        pd.DataFrame(
            {
                "area_code": codes,
                "number": number,
                "assessed": table[f"indicator{number}.ALL"],
                "failed": table[f"indicator{number}.CNT"],
            }
        )
        for number in range(1, 32)
    ]
    return pd.concat(parts, ignore_index=True)
