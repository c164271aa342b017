"""The tree of areas: which figures are the sum of others."""

import numpy as np
import pandas as pd
import pytest

from analysis.disclosure.counts import AreaTree, is_small_count, parent_code, tree_of

COLUMNS = ["area_code", "indicator_code", "assessed", "failed", "source_level"]


def tree_with(assessed_of_amphoe: int, amphoe_source: str, province_source: str) -> AreaTree:
    """One village of 900 in one tambon; its amphoe and province have figures of their own or not."""
    rows = [
        ("TH", "one", 9000, 400, province_source),
        ("83", "one", 9000, 400, province_source),
        ("8301", "one", assessed_of_amphoe, 300, amphoe_source),
        ("830101", "one", 900, 4, "village"),
        ("8301010100", "one", 900, 4, "village"),
    ]
    return tree_of(pd.DataFrame(rows, columns=COLUMNS), ["one"])


@pytest.mark.parametrize(
    ("assessed", "amphoe_source", "province_source", "apart"),
    [
        (5000, "amphoe", "province", True),  # its own report, of far more people than the village
        (5000, "amphoe", "amphoe", True),
        (950, "amphoe", "province", False),  # its own report, of nearly the same people
        (800, "amphoe", "province", True),
        (850, "amphoe", "province", False),
        (5000, "village", "province", False),  # summed from villages, whatever they are
        (5000, "amphoe", "village", False),  # the province above is summed from the villages too
    ],
)
def test_a_figure_of_its_own_is_no_sum_of_a_few_parts(
    assessed: int, amphoe_source: str, province_source: str, apart: bool
) -> None:
    tree = tree_with(assessed, amphoe_source, province_source)
    assert bool(tree.levels[2].apart[0, 0]) is apart
    assert bool(tree.summed[2][0, 0]) is not apart
    assert tree.summed[3][0, 0]
    assert not tree.summed[4][0, 0]


def test_areas_above_are_there_without_figures() -> None:
    table = pd.DataFrame([("8301010100", "one", 90, 4), ("84010101", "one", 80, 3)], columns=COLUMNS[:4])
    tree = tree_of(table, ["one"])
    assert [level.codes for level in tree.levels] == [
        ("TH",), ("83", "84"), ("8301", "8401"), ("830101", "840101"), ("8301010100", "84010101"),
    ]  # fmt: skip
    assert not tree.levels[1].known.any()
    assert all(summed.all() for summed in tree.summed[:-1])
    assert [parent_code(code, "village") for code in tree.levels[-1].codes] == ["830101", "840101"]
    assert parent_code("83", "province") == "TH"


def test_sums_of_parts_and_areas_without_any() -> None:
    table = pd.DataFrame(
        [("83010101", "one", 90, 4), ("83010102", "one", 80, 3), ("830102", "one", 70, 2), ("830103", "one", 60, 1)],
        columns=COLUMNS[:4],
    )
    tree = tree_of(table, ["one"])
    villages, tambon = tree.levels[-1], tree.levels[-2]
    assert villages.sum_by_parent(villages.failed, 3)[:, 0].tolist() == [7, 0, 0]
    assert villages.any_by_parent(villages.failed == 3, 3)[:, 0].tolist() == [True, False, False]
    assert tambon.known[:, 0].tolist() == [False, True, True]
    assert tree.summed[3][:, 0].tolist() == [True, False, False]


def test_small_is_1_to_9_failed_or_passed() -> None:
    pairs = {(50, 0): 0, (50, 1): 1, (50, 9): 1, (50, 10): 0, (50, 40): 0, (50, 41): 1, (50, 49): 1, (50, 50): 0}
    pairs |= {(5, 0): 1, (5, 5): 1, (0, 0): 0}
    assessed, failed = (np.array(column, dtype=np.int32).reshape(-1, 1) for column in zip(*pairs, strict=True))
    assert is_small_count(assessed, failed)[:, 0].astype(int).tolist() == list(pairs.values())
