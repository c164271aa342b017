"""Which means are printed beside small counts, worked by hand."""

import math

import numpy as np
import pytest

from analysis.disclosure.counts import FREE, natural_room
from analysis.disclosure.hiding import WITHHELD, decide_means, rounded
from tests.analysis.disclosure.trees import Pairs, gate_of, tree_from
from tests.analysis.examples import made_up_set

VILLAGE, OTHER = "83010101", "83010102"


@pytest.mark.parametrize(
    ("pairs", "decimals"),
    [
        ([(4000, 4), (4000, 90), (4000, 810)], 1),  # a count more or less: 0.008 points of the mean of 7.53
        ([(200, 4), (200, 60), (200, 40)], 0),  # 0.17 points of 17.33: one decimal would leave no other count
        ([(20, 4), (200, 60), (200, 40)], None),  # 1.7 points
        ([(9, 4), (4000, 60), (4000, 40)], None),  # a handful of people
        ([(200, 40), (200, 60), (200, 80)], 1),  # no small count
    ],
)
def test_one_decimal_then_whole_percent_then_nothing(pairs: Pairs, decimals: int | None) -> None:
    own_set = made_up_set(dimensions=1, size=3)
    codes = [each.code for each in own_set.indicators]
    beside: Pairs = [(4000, 500), (4000, 600), (4000, 700)]
    gate = gate_of(own_set, {VILLAGE: pairs, OTHER: beside})
    assert gate.decimals_of(VILLAGE, codes) == decimals
    exact = sum(100 * failed / assessed for assessed, failed in pairs) / 3
    printed = gate.mean_pct(VILLAGE, codes)
    assert math.isnan(printed) if decimals is None else printed == round(exact, decimals)


def test_a_mean_on_the_edge_of_its_step_is_not_printed_so() -> None:
    """A mean of 7.45 may have been rounded up or down: with one decimal it would tell too much either way."""
    own_set = made_up_set(dimensions=1, size=2)
    codes = [each.code for each in own_set.indicators]
    pairs: Pairs = [(1000, 5), (1000, 144)]  # 0.5 and 14.4: their mean is 7.45 on the edge of one decimal
    gate = gate_of(own_set, {VILLAGE: pairs, OTHER: [(90_000, 27_000), (90_000, 36_000)]})
    assert gate.decimals_of(VILLAGE, codes) == 0


def test_a_grouping_that_nothing_prints_is_withheld_where_it_covers_a_hidden_count() -> None:
    own_set = made_up_set(dimensions=1, size=3)
    first, second, third = (each.code for each in own_set.indicators)
    pairs: Pairs = [(4000, 4), (4000, 90), (4000, 810)]
    gate = gate_of(own_set, {VILLAGE: pairs, OTHER: [(4000, 500), (4000, 600), (4000, 700)]})
    assert math.isnan(gate.mean_pct(VILLAGE, [first, second]))
    assert gate.mean_pct(VILLAGE, [second, third]) == 11.3
    assert gate.mean_pct(VILLAGE, [first, second, third]) == 7.5


def test_a_count_hidden_beside_a_small_one_keeps_its_mean_from_being_exact() -> None:
    """The second village has no small count of its own; it hides 30 for the first one's 4, and its mean tells it."""
    own_set = made_up_set(dimensions=1, size=2)
    codes = [each.code for each in own_set.indicators]
    gate = gate_of(own_set, {VILLAGE: [(50, 4), (50, 20)], OTHER: [(60, 30), (60, 20)]})
    assert gate.hidden(OTHER) == {codes[0]}
    assert gate.decimals_of(OTHER, codes) is None
    assert gate.decimals_of("830101", codes) == 1


def test_of_a_hidden_figure_alone_the_mean_is_its_own_percentage() -> None:
    own_set = made_up_set(dimensions=2, size=2)
    first, second = (each.code for each in own_set.indicators)
    gate = gate_of(own_set, {VILLAGE: [(90_000, 4), (90_000, 9_000)], OTHER: [(90_000, 4_000), (90_000, 6_000)]})
    assert gate.hidden(VILLAGE) == gate.hidden(OTHER) == {first}
    assert gate.decimals_of(VILLAGE, [first]) is None
    assert gate.decimals_of(OTHER, [first]) is None
    assert gate.mean_pct(VILLAGE, [second]) == 10.0
    assert gate.mean_pct(VILLAGE, [first, second]) == 5.0


def test_halves_round_away_from_zero() -> None:
    assert rounded(np.array([0.25, 12.5, 0.0, 99.95]), 1).tolist() == [0.3, 12.5, 0.0, 100.0]
    assert rounded(np.array([12.5, 13.5]), 0).tolist() == [13.0, 14.0]


def test_only_means_that_keep_a_count_from_moving_are_coarser_or_withheld() -> None:
    """Of 3,500 people three counts more or less are 0.043 points of a mean of two, of 2,900 they are 0.052."""
    own_set = made_up_set(dimensions=1, size=2)
    villages = {
        VILLAGE: [(3500, 140), (3500, 210)],  # a mean of 5.0
        OTHER: [(2900, 116), (2900, 174)],  # of 5.0
        "83010103": [(290, 12), (290, 18)],  # of 5.17: five people are 0.86 points
        "83010104": [(10_000, 692), (1_700, 68)],  # of 5.46: as whole percent the second could rise by one only
        "83010106": [(10_000, 692), (4_000, 160)],  # of 5.46 too: three is enough
        "83010105": [(500, 22), (500, 27)],  # of 4.9: a person is 0.1 points
    }
    level = tree_from(own_set, villages).levels[-1]
    means = decide_means(level, np.ones((1, 2), dtype=np.bool_), level.small, natural_room(level))
    assert means.decimals[:, 0].tolist() == [1] * 6
    assert means.room.fall[:2].tolist() == means.room.rise[:2].tolist() == [[3, 3], [2, 2]]
    cells = np.array([[True, False]] * 6)
    assert means.withhold(cells).tolist() == [1, 2, 3, 4, 5]
    assert means.decimals[:, 0].tolist() == [1, 0, WITHHELD, WITHHELD, 0, 0]
    assert means.room.fall[1].tolist() == means.room.rise[1].tolist() == [28, 28]
    assert means.room.fall[2].tolist() == [FREE, FREE]
    assert means.withhold(cells, every=True).tolist() == [0, 1, 4, 5]
    assert means.decimals[:, 0].tolist() == [WITHHELD] * 6
