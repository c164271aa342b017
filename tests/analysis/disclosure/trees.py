"""Small trees of areas for the tests of the gate, and all figures that roll up from villages."""

from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from analysis.disclosure.counts import AreaTree, tree_of
from analysis.disclosure.gate import Disclosure, decide
from catalogue import IndicatorSet
from catalogue.areas import parent_of

Pairs = Sequence[tuple[int, int]]  # assessed and failed of each indicator


def rolled_up(indicator_set: IndicatorSet, villages: Mapping[str, Pairs]) -> pd.DataFrame:
    """Every figure of every level: area_code, indicator_code, assessed, failed."""
    rows = [
        (area, each.code, *pair)
        for village, pairs in villages.items()
        for each, pair in zip(indicator_set.indicators, pairs, strict=True)
        for area in at_and_above(village)
    ]
    table = pd.DataFrame(rows, columns=["area_code", "indicator_code", "assessed", "failed"])
    return table.groupby(["area_code", "indicator_code"], as_index=False, sort=False).sum()


def at_and_above(area_code: str) -> Iterator[str]:
    above: str | None = area_code
    while above is not None:
        yield above
        above = parent_of(above)


def tree_from(indicator_set: IndicatorSet, villages: Mapping[str, Pairs]) -> AreaTree:
    return tree_of(rolled_up(indicator_set, villages), [each.code for each in indicator_set.indicators])


def gate_of(indicator_set: IndicatorSet, villages: Mapping[str, Pairs]) -> Disclosure:
    return decide(tree_from(indicator_set, villages), indicator_set)
