"""Answers of stage 4 keep to the schemas of their frames, for the office and through the gate."""

import pandera.pandas as pa
import pytest

from analysis.comparative.choosing import Criterion, Sheet
from analysis.comparative.what_is_compared import EVERYTHING
from tests.reports.comparative.making import TAMBON, filled, paper_of
from tests.schemas import comparative as schemas
from warehouse import Warehouse

SHEET = Sheet((Criterion(EVERYTHING, 30.0), Criterion("d1", 20.0)), 50.0, tuple((code, 25.0) for code in TAMBON[:4]))
HIDDEN = {"is_hidden", "decimals"}  # what the gate adds


@pytest.mark.parametrize("public", [False, True])
@pytest.mark.parametrize("level", ["tambon", "village"])
def test_every_frame_of_a_comparison(warehouse: Warehouse, public: bool, level: str) -> None:
    paper = paper_of(filled(warehouse), public, level, sheet=SHEET).content
    assert paper.spine is not None
    assert paper.findings is not None
    assert paper.changes is not None
    assert paper.choice is not None
    frames = [
        (schemas.RANKING_ROWS, paper.ranking.rows(0, None)), (schemas.COMPARISON, paper.comparison.areas),
        (schemas.CHANGES, paper.changes.table), (schemas.CONCENTRATION, paper.findings.concentration),
        (schemas.VARIANCE, paper.findings.variance), (schemas.CHOICE, paper.choice), (schemas.SPINE, paper.spine.rows),
        (schemas.OUTLIERS, paper.findings.outliers),
        *([] if paper.points is None else [(schemas.POINTS, paper.points.table)]),
    ]  # fmt: skip
    for schema, frame in frames:
        assert public or len(frame), schema.name
        if len(frame):
            schema.validate(frame.drop(columns=[name for name in HIDDEN if name in frame]))


@pytest.mark.parametrize(
    ("schema", "part", "change"),
    [
        (schemas.SPINE, "spine", {"most_pct": -1.0}),
        (schemas.SPINE, "spine", {"middle_pct": 101.0}),
        (schemas.CHOICE, "choice", {"low_points": 1000.0}),
        (schemas.CHOICE, "choice", {"area_code": "x"}),
    ],
)
def test_a_frame_that_breaks_a_rule_does_not_pass(
    warehouse: Warehouse, schema: pa.DataFrameSchema, part: str, change: dict[str, object]
) -> None:
    paper = paper_of(filled(warehouse), public=False, sheet=SHEET).content
    assert paper.spine is not None
    frame = {"spine": paper.spine.rows, "choice": paper.choice}[part]
    assert frame is not None
    schema.validate(frame)
    with pytest.raises(pa.errors.SchemaError):
        schema.validate(frame.assign(**change))


def test_every_column_says_what_it_holds() -> None:
    found = [each for each in vars(schemas).values() if isinstance(each, pa.DataFrameSchema)]
    assert len(found) == 9
    for schema in found:
        for name, column in schema.columns.items():
            assert column.description, f"{schema.name}: {name}"
            assert column.nullable == ("missing" in column.description), f"{schema.name}: {name}"
