"""No printed mean pins a small count: every set of counts that gives the printed means is looked through."""

from collections.abc import Callable, Iterator, Mapping
from itertools import combinations, product
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.core.figures import axes_of, indicator_data
from analysis.core.target_groups import groups_of, members_of
from analysis.disclosure.printed_means import PrintedMeans, printed_means
from analysis.disclosure.small_counts import to_hide
from catalogue import IndicatorSet, load_catalogue
from tests.analysis.examples import made_up_set
from tests_support import budget
from warehouse import Warehouse, open_warehouse

Counts = Mapping[str, tuple[int, int]]  # indicator → assessed, failed
ENOUGH = 3


@pytest.fixture(scope="module")
def sample(copy_of_sample: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Warehouse]:
    warehouse = open_warehouse(copy_of_sample(tmp_path_factory.mktemp("sample") / "sample.duckdb"))
    yield warehouse
    warehouse.close()


def table_of(counts: Counts) -> pd.DataFrame:
    rows = [(code, *pair, 100 * pair[1] / pair[0]) for code, pair in counts.items()]
    return pd.DataFrame(rows, columns=["indicator_code", "assessed", "failed", "problem_pct"])


def counts_of(figures: pd.DataFrame) -> Counts:
    known = figures.dropna(subset="problem_pct")
    return {str(row.indicator_code): (int(row.assessed), int(row.failed)) for row in known.itertuples()}


def guesses(assessed: int, failed: int) -> list[int]:
    """Counts of the same small side, the true one first."""
    low = [count for count in range(assessed + 1) if count <= 9 and (count or assessed < 10)]
    high = [count for count in range(assessed + 1) if 1 <= assessed - count <= 9]
    return sorted(low if failed <= 9 else high, key=lambda count: abs(count - failed))


def groupings(own_set: IndicatorSet) -> list[tuple[str, ...]]:
    """Every mean that some file or sheet may print."""
    axes = [members for view in (None, *own_set.views) for _, _, _, members in axes_of(own_set, view)]
    groups = [tuple(members_of(own_set, group)) for group in groups_of(own_set)]
    return [*axes, tuple(each.code for each in own_set.indicators), *groups]


class Inversion:
    """Tries counts for all small indicators at once, as one would who has every file."""

    def __init__(self, counts: Counts, means: PrintedMeans, own_set: IndicatorSet) -> None:
        self.counts = counts
        self.small = [code for code, (n, k) in counts.items() if 1 <= k <= 9 or 1 <= n - k <= 9]
        self.printed: list[tuple[list[str], int, float]] = []
        for members in groupings(own_set):
            codes = [code for code in members if code in counts]
            decimals = means.decimals_of(codes)
            if codes and decimals is not None and set(codes) & set(self.small):
                self.printed.append((codes, decimals, means.mean_pct(codes)))
        shares = {code: 100 * failed / assessed for code, (assessed, failed) in counts.items()}
        self.true = [sum(shares[code] for code in codes) / len(codes) for codes, _, _ in self.printed]

    def fits(self, guess: Mapping[str, int]) -> bool:
        for codes, decimals, printed in self.printed:
            sums = [100 * guess.get(code, self.counts[code][1]) / self.counts[code][0] for code in codes]
            if abs(round(sum(sums) / len(codes), decimals) - printed) > 1e-9:
                return False
        return True

    def left(self) -> dict[str, int]:
        """How many counts (at most ENOUGH) of each small indicator belong to a set of counts that fits."""
        return {code: sum(1 for _, _ in zip(range(ENOUGH), self.possible(code), strict=False)) for code in self.small}

    def possible(self, code: str) -> Iterator[int]:
        """Counts of one that fit when at most two others are guessed anew: few enough to try every one of them."""
        others = [(each, count) for each in self.small if each != code for count in guesses(*self.counts[each])[1:]]
        for count in guesses(*self.counts[code]):
            own = self.added(code, count)
            moved = [(each, self.added(each, other)) for each, other in others]
            alone = [self.near([own]), *(self.near([own, change]) for _, change in moved)]
            pairs = (
                self.near([own, change, further])
                for (each, change), (other, further) in combinations(moved, 2)
                if each != other
            )
            if any(alone) or any(pairs):
                yield count

    def added(self, code: str, count: int) -> list[float]:
        """By how much each printed mean would be another."""
        assessed, failed = self.counts[code]
        return [100 * (count - failed) / assessed / len(codes) * (code in codes) for codes, _, _ in self.printed]

    def near(self, changes: list[list[float]]) -> bool:
        """Whether the means so changed round to what is printed."""
        return all(
            round(true + sum(change[place] for change in changes), decimals) == printed
            for place, (true, (_, decimals, printed)) in enumerate(zip(self.true, self.printed, strict=True))
        )


PAIRS = st.integers(1, 400).flatmap(lambda assessed: st.tuples(st.just(assessed), st.integers(0, min(assessed, 14))))


@budget(120)
@given(st.lists(PAIRS, min_size=2, max_size=6), st.integers(1, 3))
def test_no_small_case_can_be_turned_round(pairs: list[tuple[int, int]], dimensions: int) -> None:
    own_set = made_up_set(dimensions=min(dimensions, len(pairs)), size=len(pairs))
    counts = {each.code: pair for each, pair in zip(own_set.indicators, pairs, strict=True)}
    tried = Inversion(counts, printed_means(table_of(counts), own_set), own_set)
    small = tried.small[:4]  # all together at most 10 ** 4 sets of counts: every one of them
    open_counts: dict[str, set[int]] = {code: set() for code in small}
    for chosen in product(*(guesses(*counts[code]) for code in small)):
        guess = dict(zip(small, chosen, strict=True))
        if tried.fits(guess):
            for code, count in guess.items():
                open_counts[code].add(count)
    covered = {code for codes, _, _ in tried.printed for code in codes}
    for code in set(small) & covered:
        assert len(open_counts[code]) >= ENOUGH or len(tried.small) > len(small)
    assert all(left >= ENOUGH for code, left in tried.left().items() if code in covered)


AREAS = ("83", "8301", "830103", "830151", "830106", "830203", "83010301", "83010403", "83010601")


@pytest.mark.parametrize("year_be", [2564, 2565])
@pytest.mark.parametrize("area", AREAS)
def test_no_area_of_the_sample_can_be_turned_round(sample: Warehouse, area: str, year_be: int) -> None:
    own_set = load_catalogue(()).get("jpt-2560")
    figures = indicator_data(sample, own_set, [area], year_be)
    counts = counts_of(figures)
    tried = Inversion(counts, printed_means(figures, own_set), own_set)
    covered = {code for codes, _, _ in tried.printed for code in codes}
    assert {code: left for code, left in tried.left().items() if code in covered and left < ENOUGH} == {}


def test_exact_means_of_this_area_gave_its_counts_away(sample: Warehouse) -> None:
    """What the rule is there for: การศึกษา with all its decimals fits one pair of counts alone."""
    own_set = load_catalogue(()).get("jpt-2560")
    figures = indicator_data(sample, own_set, ["830103"], 2565)
    means = printed_means(figures, own_set)
    dimension = {name: members for _, name, _, members in axes_of(own_set)}
    assert means.decimals_of(dimension["การศึกษา"]) is None
    assert pd.isna(means.mean_pct(dimension["การศึกษา"]))
    printed = means.mean_pct(dimension["สภาพแวดล้อม"])
    assert printed == round(printed, 1)


def test_one_decimal_then_whole_percent_then_nothing() -> None:
    own_set = made_up_set(dimensions=1, size=3)
    codes = [each.code for each in own_set.indicators]
    decimals = [
        printed_means(table_of(dict(zip(codes, pairs, strict=True))), own_set).decimals_of(codes)
        for pairs in (
            [(4000, 4), (4000, 90), (4000, 800)],  # a count more or less: 0.008 points of the mean
            [(200, 4), (200, 60), (200, 40)],  # 0.17 points
            [(20, 4), (200, 60), (200, 40)],  # 1.7 points
            [(200, 40), (200, 60), (200, 80)],  # no small count
        )
    ]
    assert decimals == [1, 0, None, 1]


def test_the_mean_of_a_handful_of_people_is_never_printed() -> None:
    own_set = made_up_set(dimensions=1, size=3)
    counts = {each.code: (4, 1) for each in own_set.indicators}
    assert printed_means(table_of(counts), own_set).decimals_of(counts) is None


def test_what_is_left_of_the_whole_after_the_dimensions_is_looked_at_too() -> None:
    """The dimension of one small count is hidden; the whole would tell it beside the other dimension."""
    own_set = made_up_set(dimensions=2, size=4)
    first, second, third, fourth = (each.code for each in own_set.indicators)
    counts = {first: (40, 4), second: (400, 100), third: (400, 60), fourth: (400, 40)}
    means = printed_means(table_of(counts), own_set)
    assert means.decimals_of([first, third]) is None
    assert means.decimals_of([second, fourth]) == 1
    assert means.decimals_of(counts) is None


def test_a_grouping_that_no_file_has_is_hidden_where_it_covers_a_small_count() -> None:
    own_set = made_up_set(dimensions=1, size=3)
    first, second, third = (each.code for each in own_set.indicators)
    means = printed_means(table_of({first: (4000, 4), second: (4000, 90), third: (4000, 800)}), own_set)
    assert means.mean_pct([first, second, third]) == 7.5
    assert pd.isna(means.mean_pct([first, second]))
    assert means.mean_pct([second, third]) == 11.1


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 60)), min_size=1, max_size=12))
def test_whatever_is_hidden_alone_in_its_group_takes_another_with_it(rows: list[tuple[int, int]]) -> None:
    table = pd.DataFrame(rows, columns=["group", "failed"]).assign(assessed=1000)
    hidden = to_hide(table, ["group"])
    for _, own in table.groupby("group"):
        gone = hidden[own.index]
        assert gone.sum() != 1 or (own.loc[~gone, "failed"] == 0).all()
        assert hidden[own.index].tolist() == to_hide(own.reset_index(drop=True)).tolist()


def test_scores_are_never_hidden() -> None:
    scores = made_up_set(survey="nrd2c", measure="score")
    codes = [each.code for each in scores.indicators]
    table = pd.DataFrame({"indicator_code": codes, "assessed": 5.0, "failed": float("nan"), "problem_pct": 1 / 3})
    means = printed_means(table, scores)
    assert not means.withheld
    assert means.decimals_of(codes) == 1
