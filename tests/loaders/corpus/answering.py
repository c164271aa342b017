"""What the program answers to a case, as plain values: the same shape as in `answers/*.toml`."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

from loaders import FileReport, load_file
from tests.loaders.corpus.model import Case
from warehouse import Warehouse

FOLDER = Path(__file__).parent / "answers"
PIECE = 28  # characters of a problem's words that an answer holds
STORED = """
    SELECT area_code,
        CAST(coalesce(assessed, value, score_1) AS DOUBLE) AS first,
        CAST(coalesce(failed, score_2) AS DOUBLE) AS second
    FROM area_figures
    WHERE level = source_level AND indicator_code LIKE '%-01' AND year_be = ?
    ORDER BY area_code
    LIMIT 4
"""


@cache
def expected_answers() -> dict[str, dict[str, Any]]:
    """Key of the case → the answer."""
    answers: dict[str, dict[str, Any]] = {}
    for path in sorted(FOLDER.glob("*.toml")):
        answers |= tomllib.loads(path.read_text("utf-8"))
    return answers


def load_case(case: Case, warehouse: Warehouse, **said: Any) -> FileReport:
    """The files that come before, then the file itself, under the limits of the case."""
    with patch.dict("os.environ", case.settings):
        for name, build in case.before:
            before = load_file(build(), warehouse, file_name=name, in_child=False)
            assert before.outcome == "loaded", before.problems
        words = {"in_child": False, **case.said, **said}
        return load_file(case.build(), warehouse, file_name=case.file_name, **words)


def answer_of(report: FileReport, warehouse: Warehouse) -> dict[str, Any]:
    """The report, and what the warehouse holds of the file's first indicator ("" and 0 stand for none)."""
    stored = warehouse.query(STORED, [report.year_be or 0]).to_numpy().tolist() if report.loaded else []
    return {
        "outcome": report.outcome,
        "layout": report.layout or "",
        "set": report.catalogue or "",
        "year": report.year_be or 0,
        "level": report.level or "",
        "rows": [report.rows_read, report.rows_loaded, report.rows_refused, report.rows_recognised, report.rows_faulty],
        "areas": report.areas,
        "facts": report.facts,
        "first_indicator": [[each if each == each else "" for each in row] for row in stored],
        "problems": [
            [each.severity, each.sheet or "", each.row or 0, each.column or "", each.what[:PIECE], each.rule]
            for each in report.problems
        ],
        "repairs": dict(report.repairs),
        "dropped": list(report.columns_dropped),
        "replaced": [[each.file_name, each.areas, each.facts] for each in report.replaced],
    }
