"""Staged rows as loaders hand them to the warehouse (`StagedBatch`, normalised)."""

import pandera.pandas as pa

from tests.schemas.columns import area_code, count, number, ordered, percent, table, text

ROLLUPS = ("sum", "mean", "weighted_mean")
FACTS = table(
    "StagedBatch.facts", "One row an area and indicator of one set, year and level.",
    {
        "area_code": area_code(),
        "indicator_code": text("the indicator, of the batch's set"),
        "unit": text("what is counted: of the source where it says so, else of the set"),
        "assessed": count("looked at, in `unit`; 0 is a count", missing="in score and value sets"),
        "failed": count("of them with the problem, in `unit`", missing="in score and value sets, or where not known"),
        "score": pa.Column(
            "float64", pa.Check.isin([1, 2, 3]), nullable=True,
            description="grade of the village, 1 = much problem; missing but in score sets, and where not applicable",
        ),
        "value": number("the value in `unit`", missing="but in value sets"),
        "weight": number("what a weighted mean weighs it by", missing="but where the indicator is a weighted mean"),
        "rollup": text("how areas above are made of it", missing="where it does not add up"),
        "target_pct": percent("should pass, as the file prints it beside the figure", missing="where it prints none"),
    },
    ordered("failed", "assessed"), unique=["area_code", "indicator_code"],
)  # fmt: skip
MEASURES = table(
    "StagedBatch.measures", "One row an area and a count that describes it (households, people, development_level …).",
    {
        "area_code": area_code(),
        "measure": text("what is counted"),
        "value": number("how many, or the level"),
    },
    unique=["area_code", "measure"],
)  # fmt: skip
