"""What must hold for any data: whole warehouses made by hypothesis."""

from contextlib import closing

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from analysis.comparative.data import comparative_data
from analysis.core.figures import indicator_data
from analysis.core.scope import Question
from analysis.input_data.data import facts_data
from analysis.radar_analysis.data import radar_analysis_data
from tests.analysis.examples import YEAR, catalogue_of, made_up_set, store
from tests_support import budget, empty_warehouse
from warehouse import Warehouse

SMALL = made_up_set()
CATALOGUE = catalogue_of(SMALL)
FEW = budget(8)
VILLAGES = [f"83010{tambon}0{village}" for tambon in (1, 2) for village in (1, 2)]
CELL = st.none() | st.integers(0, 500).flatmap(lambda size: st.tuples(st.just(size), st.integers(0, size)))
CELLS = st.fixed_dictionaries({(code, number): CELL for code in VILLAGES for number in (1, 2, 3)}).filter(
    lambda cells: any(cell is not None for cell in cells.values())
)
Cells = dict[tuple[str, int], tuple[int, int] | None]


def rows_of(cells: Cells, factor: int = 1) -> list[tuple[str, int, int, int]]:
    return [(*key, cell[0] * factor, cell[1] * factor) for key, cell in cells.items() if cell is not None]


def filled(rows: list[tuple[str, int, int, int]]) -> Warehouse:
    warehouse = empty_warehouse()
    store(warehouse, SMALL, rows)
    return warehouse


def figures(warehouse: Warehouse, *area_codes: str) -> pd.DataFrame:
    return indicator_data(warehouse, SMALL, area_codes, YEAR)


@FEW
@given(CELLS, st.integers(2, 50))
def test_scaling_all_counts_changes_no_percentage(cells: Cells, factor: int):
    with closing(filled(rows_of(cells))) as one, closing(filled(rows_of(cells, factor))) as other:
        codes = [*VILLAGES, "830101", "8301", "TH"]
        columns = ["problem_pct", "pass_pct", "gap_pct"]
        assert_frame_equal(figures(one, *codes)[columns], figures(other, *codes)[columns], check_exact=True)


@FEW
@given(CELLS)
def test_an_area_lies_between_its_parts_and_missing_stays_missing(cells: Cells):
    with closing(filled(rows_of(cells))) as warehouse:
        parts = figures(warehouse, *VILLAGES[:2]).groupby("number")["problem_pct"].agg(["min", "max", "count"])
        whole = figures(warehouse, "830101").set_index("number")["problem_pct"]
    assert (whole.isna() == (parts["count"] == 0)).all()
    known = whole.dropna()
    assert (known >= parts.loc[known.index, "min"] - 1e-9).all()
    assert (known <= parts.loc[known.index, "max"] + 1e-9).all()


@FEW
@given(CELLS, st.randoms(use_true_random=False))
def test_order_of_rows_and_imports_does_not_matter(cells: Cells, random):
    rows = rows_of(cells)
    shuffled = random.sample(rows, len(rows))
    by_tambon = [[row for row in shuffled if row[0][:6] == code] for code in ("830102", "830101")]
    with closing(filled(rows)) as one, closing(empty_warehouse()) as other:
        for part in by_tambon:
            if part:
                store(other, SMALL, part, file_name=part[0][0])
        for level in ("village", "tambon", "amphoe", "country"):
            assert_frame_equal(facts_data(one, level), facts_data(other, level))
        if any(assessed for _, _, assessed, _ in rows):
            both = [comparative_data(each, CATALOGUE, Question("8301", YEAR)).areas for each in (one, other)]
            assert_frame_equal(*both)


@FEW
@given(CELLS)
def test_score_parts_lie_between_0_and_1_or_are_missing(cells: Cells):
    with closing(filled(rows_of(cells))) as warehouse:
        problems = radar_analysis_data(warehouse, CATALOGUE, Question("8301", YEAR)).analysis.problems
    for name in ("severity", "size", "trend", "relative", "score", "unweighted_score"):
        known = problems[name].dropna()
        assert ((known > 0) & (known <= 1)).all()
    assert problems["trend"].isna().all()
    assert (problems["problem_pct"] > 0).all()
    assert (problems["rank"].diff().dropna() >= 0).all()


@FEW
@given(CELLS, st.sampled_from(VILLAGES), st.sampled_from([1, 2, 3]))
def test_a_better_indicator_never_raises_a_mean(cells: Cells, village: str, number: int):
    cell = cells[village, number]
    better = cells | {(village, number): (cell[0], cell[1] // 2) if cell else None}
    with closing(filled(rows_of(cells))) as one, closing(filled(rows_of(better))) as other:
        for code in ("830101", "8301"):
            before, after = (figures(each, code)["problem_pct"].mean() for each in (one, other))
            assert pd.isna(before) or after <= before + 1e-9
