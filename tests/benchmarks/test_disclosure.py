"""What the benchmark of the gate prints, on a tambon of four villages worked out by hand."""

import pandas as pd

from benchmarks.disclosure import in_copies, rolled_up, shares_beside
from tests.analysis.disclosure.trees import gate_of
from tests.analysis.examples import made_up_set

OWN_SET = made_up_set(dimensions=1, size=1)
CODE = OWN_SET.indicators[0].code
VILLAGES = pd.DataFrame(
    {"area_code": ["8301010100", "8301010200", "8301010300", "8301010400"], "indicator_code": CODE,
     "assessed": [100, 100, 50, 0], "failed": [40, 20, 5, 0]}
)  # fmt: skip


def test_figures_roll_up_to_every_level_and_of_nobody_there_is_none() -> None:
    counts = rolled_up(VILLAGES).set_index("area_code")
    assert sorted(counts.index, key=len)[:4] == ["83", "TH", "8301", "830101"]
    assert set(counts.loc[["TH", "83", "8301", "830101"], "failed"]) == {65}
    assert "8301010400" not in counts.index


def test_a_level_has_the_share_of_both_rules() -> None:
    """One of three villages is small. Per table the one of 20 (the fewest failed) is hidden with it, and the gate hides
    one with it too; the sums above are large."""
    villages = VILLAGES[VILLAGES["assessed"] > 0]
    rows = zip(villages["area_code"], villages["assessed"], villages["failed"], strict=True)
    gate = gate_of(OWN_SET, {code: [(assessed, failed)] for code, assessed, failed in rows})
    shares = shares_beside(gate, rolled_up(VILLAGES), OWN_SET).set_index("level")
    columns = ["figures", "small_pct", "per_table_pct", "hidden_pct"]
    assert shares.loc["village", columns].astype(float).round(1).tolist() == [3, 33.3, 66.7, 66.7]
    assert shares.loc["tambon", columns].astype(float).tolist() == [1, 0, 0, 0]


def test_copies_are_provinces_of_the_same_villages() -> None:
    copied = in_copies(VILLAGES, 2)
    assert copied["area_code"].str[:2].unique().tolist() == ["30", "31"]
    assert copied["failed"].sum() == 2 * VILLAGES["failed"].sum()
