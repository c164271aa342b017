"""A comparison of six tambon with made-up counts in two years, and its paper for the office and for everyone."""

from datetime import datetime
from functools import cache, partial

import numpy as np

from analysis.comparative.data import asked_of
from analysis.comparative.paper import VIEWS, ComparisonPaper, Looks, comparison_paper
from analysis.core.scope import Question
from analysis.disclosure.gate import disclosure_data
from analysis.disclosure.outputs import Released
from reports.about import About
from tests.analysis.examples import YEAR, catalogue_of, made_up_set, store
from warehouse import Warehouse

SET = made_up_set(dimensions=3, size=6)
CATALOGUE = catalogue_of(SET)
TAMBON = ("830101", "830102", "830103", "830201", "830202", "830203")
QUESTION = Question("83", YEAR)
LEVEL = "tambon"
BEFORE = YEAR - 1
MADE_AT = datetime(2026, 11, 29)
Changed = dict[tuple[str, int], int]


def rows_of(
    seed: int, changed: Changed | None = None, high: tuple[str, int, float] = ("830103", 1, 1.0)
) -> list[tuple[str, int, int, int]]:
    """(village, number, assessed, failed). `high`: tambon and number of which most fail, and how large a share: this
    year everyone of 830103, which is to be checked."""
    random = np.random.default_rng(seed)
    found = []
    for tambon in TAMBON:
        for village in range(1, 5):
            for number in range(1, 7):
                code, size = f"{tambon}{village:02d}", int(random.integers(60, 200))
                share = high[2] if (tambon, number) == high[:2] else 0.04 * number
                failed = int(random.binomial(size, share))
                found.append((code, number, size, (changed or {}).get((code, number), failed)))
    return found


def filled(warehouse: Warehouse, changed: Changed | None = None) -> Warehouse:
    """The database with both years."""
    store(warehouse, SET, rows_of(2, high=("830201", 3, 0.6)), BEFORE, is_synthetic=True)
    store(warehouse, SET, rows_of(1, changed), YEAR, is_synthetic=True)
    return warehouse


def paper_of(warehouse: Warehouse, public: bool, level: str = LEVEL, **looks: object) -> Released[ComparisonPaper]:
    """All views of the comparison."""
    asked = asked_of(warehouse, CATALOGUE, QUESTION, None, level)
    gates = cache(partial(disclosure_data, warehouse, SET)) if public else None
    return comparison_paper(warehouse, CATALOGUE, asked, VIEWS, Looks(before=BEFORE, **looks), gates)  # type: ignore[arg-type]


def about_of(paper: ComparisonPaper) -> About:
    """What stands with its files."""
    return About("เปรียบเทียบพื้นที่", paper.area_title, YEAR, paper.source, MADE_AT, paper.is_synthetic)
