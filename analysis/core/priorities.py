"""Which problems to look at first: the mean of four percentile ranks, each shown, with weights that can be changed."""

import math
from collections.abc import Mapping

import numpy as np
import pandas as pd

from analysis.core.errors import AnalysisError
from analysis.core.references import PEERS_WORD
from analysis.core.statistics import TIE_DECIMALS, Numbers, numbers, percentile_rank, rank_from_largest

PARTS: Mapping[str, str] = {
    "severity": "ความรุนแรง",
    "size": "ขนาด",
    "trend": "แนวโน้ม",
    "relative": f"เทียบ{PEERS_WORD}",
}
EQUAL_WEIGHTS: Mapping[str, float] = dict.fromkeys(PARTS, 1.0)


def priority_data(
    indicators: pd.DataFrame,
    previous: pd.DataFrame,
    peers: pd.DataFrame,
    weights: Mapping[str, float] | None = None,
) -> pd.DataFrame:
    """The indicators with a problem (problem_pct above 0), most urgent first: the columns of `indicators` and

    score: weighted mean of the parts that are there; unweighted_score: their plain mean; severity, size, trend,
    relative: the parts, above 0 to 1; rank, unweighted_rank: 1 = most urgent, ties share; change_pct: change of
    problem_pct since `previous` in percentage points; peer_mean_pct, peer_median_pct: plain mean and median of the
    peers' problem_pct.

    The parts are percentile ranks. Among the area's own indicators that have data: severity of gap_pct (problem_pct
    where there is no target), size of failed, trend of change_pct. Among the area and its peers: relative of
    problem_pct. A part is missing where its figure is (no earlier year, no peers, no counts in score and value sets).
    `previous` and `peers`: as `indicator_data`, possibly empty. Raises AnalysisError for weights that make no sense.
    """
    shares = checked_weights(weights)
    earlier = previous.set_index("indicator_code")["problem_pct"]
    by_indicator = peers.groupby("indicator_code")["problem_pct"]
    known = indicators[indicators["problem_pct"].notna()].reset_index(drop=True)
    table = known.assign(
        change_pct=known["problem_pct"] - numbers(known["indicator_code"].map(earlier)),
        peer_mean_pct=numbers(known["indicator_code"].map(by_indicator.mean())),
        peer_median_pct=numbers(known["indicator_code"].map(by_indicator.median())),
    )
    table = table.assign(
        severity=percentile_rank(table["gap_pct"].fillna(table["problem_pct"])),
        size=percentile_rank(table["failed"]),
        trend=percentile_rank(table["change_pct"]),
        relative=_standing_among_peers(table, peers),
    )
    table = table.assign(score=_mean_of_parts(table, shares), unweighted_score=_mean_of_parts(table, EQUAL_WEIGHTS))
    table = table[table["problem_pct"] > 0]
    table = table.assign(
        rank=rank_from_largest(table["score"]), unweighted_rank=rank_from_largest(table["unweighted_score"])
    )
    order = ["rank", "unweighted_rank", "number"]
    return table.sort_values(order, kind="stable", na_position="last", ignore_index=True)


def checked_weights(weights: Mapping[str, float] | None) -> dict[str, float]:
    """A weight for every part, 1 for those not given. Raises AnalysisError for an unknown part, a weight that is
    negative or no number, or no weight above 0."""
    given = dict(weights or {})
    listed = ", ".join(PARTS)
    if unknown := [name for name in given if name not in PARTS]:
        raise AnalysisError(f"ไม่รู้จักองค์ประกอบคะแนน {', '.join(unknown)}", f"ใช้ได้: {listed}")
    shares = {name: float(given.get(name, 1.0)) for name in PARTS}
    if any(not math.isfinite(share) or share < 0 for share in shares.values()) or not any(shares.values()):
        raise AnalysisError("น้ำหนักของคะแนนใช้ไม่ได้", f"ใส่ตัวเลขตั้งแต่ 0 ขึ้นไป และให้มากกว่า 0 อย่างน้อยหนึ่งตัวจาก {listed}")
    return shares


def _standing_among_peers(table: pd.DataFrame, peers: pd.DataFrame) -> Numbers:
    """Percentile rank of the area's problem_pct among itself and its peers, per indicator; missing without peers."""
    known = peers.loc[peers["problem_pct"].notna(), ["indicator_code", "problem_pct"]]
    pairs = table[["indicator_code", "problem_pct"]].merge(known, on="indicator_code", suffixes=("", "_peer"))
    own, peer = np.round(pairs["problem_pct"], TIE_DECIMALS), np.round(pairs["problem_pct_peer"], TIE_DECIMALS)
    # the area's own mean rank is 1 + the peers below it + half of those level with it
    below = (peer < own) + (peer == own) / 2
    groups = below.groupby(pairs["indicator_code"]).agg(["sum", "count"])
    ranks = (1 + groups["sum"]) / (1 + groups["count"])
    return numbers(table["indicator_code"].map(ranks))


def _mean_of_parts(table: pd.DataFrame, weights: Mapping[str, float]) -> Numbers:
    """Weighted mean of the parts that are there; missing when all of them are missing or weigh 0."""
    parts = numbers(table[list(PARTS)].to_numpy(dtype="float64"))
    shares = np.where(np.isnan(parts), 0.0, np.array([weights[name] for name in PARTS]))
    total = shares.sum(axis=1)
    with np.errstate(invalid="ignore"):
        return np.where(total > 0, np.nansum(parts * shares, axis=1) / np.where(total > 0, total, 1), np.nan)
