"""Stage 4 on paper through the gate: what is hidden stands nowhere, and nothing tells it."""

import json
from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

from analysis.comparative.area_map import OWN
from analysis.comparative.choosing import Criterion, Sheet
from analysis.comparative.paper import INDICATORS, VIEWS, ComparisonPaper, first_changed
from analysis.comparative.what_is_compared import EVERYTHING
from analysis.core.errors import AnalysisError
from analysis.disclosure.gate import disclosure_data
from reports.comparative.sheets import sheets_of
from tests.reports.comparative.making import BEFORE, SET, TAMBON, YEAR, filled, paper_of, rows_of
from tests_support import empty_warehouse, sampled
from warehouse import Warehouse

SHEET = Sheet((Criterion(EVERYTHING, 30.0), Criterion("d1", 20.0)), 0.0)
LOOKS = {"sheet": SHEET, "columns": INDICATORS, "most": None, "up": "d2"}


def public_of(warehouse: Warehouse, level: str) -> ComparisonPaper:
    return paper_of(warehouse, public=True, level=level, **LOOKS).content


def everything_in(paper: ComparisonPaper) -> str:
    """All that its files can show, as one text."""
    frames = [
        paper.ranking.rows(0, None), paper.comparison.areas, paper.comparison.axes, paper.comparison.indicators,
        paper.heat,
        paper.points and paper.points.table, paper.choice, paper.spine and paper.spine.rows,
        paper.changes and paper.changes.table, paper.findings and paper.findings.outliers,
        paper.findings and paper.findings.concentration, paper.findings and paper.findings.variance,
        *(each.table for each in sheets_of(paper)),
    ]  # fmt: skip
    told = [None if frame is None else frame.to_json(orient="split", date_format="iso") for frame in frames]
    made = paper.area_map
    classes = None if made is None else [dict(made.levels), list(made.bounds), list(made.ends)]
    return json.dumps([told, classes, paper.changes_of, paper.own, dict(paper.names)], default=str)


def test_no_hidden_cell_stands_in_any_part(warehouse: Warehouse) -> None:
    filled(warehouse)
    gate, before = (disclosure_data(warehouse, SET, year) for year in (YEAR, BEFORE))
    paper = public_of(warehouse, "village")
    assert paper.heat is not None
    assert paper.spine is not None
    assert paper.changes is not None
    assert paper.findings is not None
    areas = [str(code) for code in paper.comparison.areas["area_code"]]
    hidden = {(area, code) for area in areas for code in gate.hidden(area)}
    assert len(hidden) > 20
    cells = paper.heat
    shown = cells[cells["problem_pct"].notna()]
    assert len(shown) > 20
    assert not hidden & set(zip(shown["area_code"], shown["axis_code"], strict=True))
    rows = paper.comparison.indicators
    counted = rows[rows["failed"].notna()]
    assert not hidden & set(zip(counted["area_code"], counted["indicator_code"], strict=True))
    spine = paper.spine.rows[paper.spine.rows["problem_pct"].notna() | paper.spine.rows["failed"].notna()]
    assert not hidden & {(paper.spine.area_code, code) for code in spine["indicator_code"]}
    for table in (paper.changes.table, paper.findings.outliers):
        assert not hidden & set(zip(table["area_code"], table["indicator_code"], strict=True))
    earlier = {(area, code) for area in areas for code in before.hidden(area)}
    assert not earlier & set(zip(paper.changes.table["area_code"], paper.changes.table["indicator_code"], strict=True))


def test_the_spread_of_all_areas_is_that_of_the_shown_ones(warehouse: Warehouse) -> None:
    filled(warehouse)
    paper = public_of(warehouse, "village")
    assert paper.spine is not None
    shown = paper.comparison.indicators.groupby("indicator_code")["problem_pct"]
    for row in paper.spine.rows.to_dict("records"):
        values = shown.get_group(row["indicator_code"]).dropna()
        assert row["areas"] == len(values)
        if len(values):
            assert [row["least_pct"], row["middle_pct"], row["most_pct"]] == pytest.approx(
                [values.min(), values.median(), values.max()]
            )


def test_means_are_printed_and_ranked_as_the_gate_prints_them(warehouse: Warehouse) -> None:
    filled(warehouse)
    gate = disclosure_data(warehouse, SET, YEAR)
    codes = [each.code for each in SET.indicators]
    for level in ("tambon", "village"):
        paper = public_of(warehouse, level)
        table = paper.ranking.table
        printed = [gate.mean_pct(str(code), codes) for code in table["area_code"]]
        assert table["mean_problem_pct"].tolist() == pytest.approx(printed, nan_ok=True)
        known = table["mean_problem_pct"].dropna()
        assert known.is_monotonic_decreasing
        assert table["mean_problem_pct"].isna().tolist() == sorted(table["mean_problem_pct"].isna())
        if paper.points is not None:
            members = [each.code for each in SET.indicators_of("d2")]
            own = paper.points.table
            assert own["y_value"].tolist() == [gate.mean_pct(str(code), members) for code in own["area_code"]]


def swapped(gate_hidden: Callable[[str], frozenset[str]]) -> list[dict[tuple[str, int], int]]:
    """Changes of two hidden counts of one tambon and indicator that leave every sum as it is."""
    first = rows_of(1)
    return [
        {(one[0], one[1]): one[3] - 1, (other[0], other[1]): other[3] + 1}
        for one in first for other in first
        if one[1] == other[1] and one[0][:6] == other[0][:6] and one[0] != other[0]
        and SET.by_number(one[1]).code in gate_hidden(one[0]) & gate_hidden(other[0])
        and 2 <= one[3] <= 8 and 2 <= other[3] <= 8
    ]  # fmt: skip


def test_another_hidden_count_gives_the_same_public_files_of_all_views(warehouse: Warehouse) -> None:
    """Two countries that differ in hidden counts alone and print the same means: every part is the same."""
    filled(warehouse)
    gate = disclosure_data(warehouse, SET, YEAR)
    codes = [each.code for each in SET.indicators]
    groups = [codes, *([each.code for each in SET.indicators_of(f"d{number}")] for number in (1, 2, 3))]
    areas = ["83", "8301", "8302", *TAMBON, *dict.fromkeys(row[0] for row in rows_of(1))]

    def printed(of: object) -> list[object]:
        means = [[of.mean_pct(area, group) for area in areas] for group in groups]  # type: ignore[attr-defined]
        hidden = [sorted(of.hidden(area)) for area in areas]  # type: ignore[attr-defined]
        return [np.nan_to_num(np.array(means), nan=-1).tolist(), hidden]

    levels = ("tambon", "village")
    public = [everything_in(public_of(warehouse, level)) for level in levels]
    internal = everything_in(paper_of(warehouse, public=False, level="village", **LOOKS).content)
    same = 0
    for change in sampled(swapped(gate.hidden)[::3][:8], 4):
        twin = filled(empty_warehouse(), change)
        if printed(disclosure_data(twin, SET, YEAR)) == printed(gate):
            same += 1
            assert [everything_in(public_of(twin, level)) for level in levels] == public
            assert everything_in(paper_of(twin, public=False, level="village", **LOOKS).content) != internal
        twin.close()
    assert same >= 2


def test_what_is_asked_wrongly_is_refused_with_what_to_do(warehouse: Warehouse) -> None:
    filled(warehouse)
    for wrong in ({"area": "840101"}, {"way": OWN, "bounds": "5, 1"}, {"across": "d9"}):
        with pytest.raises(AnalysisError):
            paper_of(warehouse, public=False, **wrong)


def test_the_indicator_of_the_change_is_the_one_with_most_sure_changes(warehouse: Warehouse) -> None:
    filled(warehouse)
    paper = paper_of(warehouse, public=False).content
    assert paper.changes is not None
    sure = paper.changes.table[paper.changes.table["status"] != "unsure"]["indicator_code"].value_counts()
    assert sure[paper.changes_of] == sure.max() >= 1
    empty = pd.DataFrame(paper.changes.table.head(0))
    assert first_changed(type(paper.changes)(BEFORE, empty, "village", ())) == ""
    assert len(VIEWS) == 11


def test_goals_of_hidden_indicators_are_left_out_for_everyone(warehouse: Warehouse) -> None:
    """In each village each of 60 to 200 people: of the sixth indicator some 15 of 83 fail in a tambon, none hidden; of
    the first, 4 % of a tambon's four villages, a village has 1–9 of them and is hidden."""
    filled(warehouse)
    goals = {each.code: 90.0 for each in SET.indicators}
    own = paper_of(warehouse, public=False, level="village", goals=goals).content.goals
    public = paper_of(warehouse, public=True, level="village", goals=goals).content.goals
    assert own is not None
    assert public is not None
    assert own.indicator_codes == tuple(each.code for each in SET.indicators)
    assert 0 < len(public.indicator_codes) < len(own.indicator_codes)
    kept = own.table[own.table["indicator_code"].isin(public.indicator_codes)].reset_index(drop=True)
    pd.testing.assert_frame_equal(public.table, kept)
