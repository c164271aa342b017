"""Which problems to look at first: those clearly worse than the reference, then those of most people (ours).

One sentence says it: what is clearly worse here than in the area above comes first, and among equals what touches the
largest share of the people. A change since last year is a mark beside a problem and never moves it. What the user finds
more urgent, by weights of their own, stands beside that order and does not replace it.
"""

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from analysis.core.errors import AnalysisError
from analysis.core.references import PEERS_WORD, Reference
from analysis.core.standings import with_status
from analysis.core.statistics import (
    BETTER,
    FEW_ASSESSED,
    SIMILAR,
    TIE_DECIMALS,
    UNKNOWN,
    WORSE,
    Numbers,
    looked_up,
    numbers,
    percentile_rank,
    rank_from_largest,
    share_pct,
)

PARTS: Mapping[str, str] = {
    "severity": "ความรุนแรง",
    "size": "ขนาด",
    "trend": "แนวโน้ม",
    "relative": f"เทียบ{PEERS_WORD}",
}
EQUAL_WEIGHTS: Mapping[str, float] = dict.fromkeys(PARTS, 1.0)
FEWEST_LEADING: Final = 10  # people (or households); fewer never lead the list
LEADING: Final = 3  # ranks that only what may lead can have
TIER_WORSE, TIER_ALIKE, TIER_BETTER, TIER_ALONE = 1, 2, 3, 4
TIER_NAMES: Mapping[int, str] = {
    TIER_WORSE: "แย่กว่าชัดเจน",
    TIER_ALIKE: "ใกล้เคียงหรือยังบอกไม่ได้",
    TIER_BETTER: "ดีกว่าชัดเจน",
    TIER_ALONE: "ไม่มีอะไรให้เทียบ",
}
TIER_OF: Mapping[str, int] = {WORSE: TIER_WORSE, SIMILAR: TIER_ALIKE, BETTER: TIER_BETTER, UNKNOWN: TIER_ALIKE}
OWN_VIEW: Final = "มุมมองของท่าน"


@dataclass(frozen=True)
class Standpoint:
    """What the problems of an area are ranked by besides its own figures: the `reference` of the tiers, the `changes`
    since the earlier year (`changes_data`; empty without one) and the `peers` (`indicator_data`; may be empty).
    `is_judged`: False for an area too little of which was surveyed: nothing of it is called better or worse."""

    reference: Reference
    changes: pd.DataFrame
    peers: pd.DataFrame
    is_judged: bool = True


def priority_data(
    indicators: pd.DataFrame, standpoint: Standpoint, weights: Mapping[str, float] | None = None
) -> pd.DataFrame:
    """The indicators with a problem (problem_pct above 0), the first to look at first: the columns of `indicators` and

    tier: 1 clearly worse than the reference of the tiers, 2 alike or too few to tell, 3 clearly better, 4 nothing to
    compare with; tier_reference_pct: what it was held against; excess: how many more fail than at the reference's rate
    (failed − rate × assessed, below 0 where there are fewer; missing without counts or reference); is_small: fewer than
    FEWEST_LEADING fail or fewer than FEW_ASSESSED were assessed; people_pct: those failing in percent of all persons
    (or households) assessed in the area, so that both units stand in one list (problem_pct in sets without counts);
    rank: by tier, then people_pct; ties share. The first LEADING ranks are kept for rows that may lead, neither small
    nor clearly better: where fewer may, fewer lead, and the small rows (then those of tier 3) follow from LEADING + 1
    on. Missing in every row where all are small;
    change_pct, change_status: since the earlier year, see `changes_data`; missing without one;
    score, unweighted_score: weighted and plain mean of severity, size, trend, relative, the user's own view; own_rank,
    unweighted_rank: 1 = the highest score; peer_mean_pct, peer_median_pct: of the peers' problem_pct.

    The four parts are percentile ranks, above 0 to 1, missing where their figure is. Among the area's own indicators:
    severity of gap_pct (problem_pct without a target), size of failed, trend of the change where it is sure (0 where
    not). Among the area and its peers: relative of problem_pct. Raises AnalysisError for weights that make no sense.
    """
    shares = checked_weights(weights)
    table = with_own_view(indicators, standpoint, shares)
    table = _with_tiers(table, standpoint)
    table = table[table["problem_pct"] > 0]
    ranks = {name: rank_from_largest(table[of]) for name, of in _RANKED.items()}
    tier, is_small = numbers(table["tier"]), table["is_small"].to_numpy(dtype=bool)
    keys = np.column_stack([tier == TIER_BETTER, is_small, tier, -np.round(numbers(table["people_pct"]), TIE_DECIMALS)])
    order = np.lexsort((numbers(table["number"]), *keys.T[::-1]))
    table = table.assign(**ranks).take(order).reset_index(drop=True)
    return table.assign(rank=_ranks(keys[order]))


def leading_problems(problems: pd.DataFrame, first: Collection[str] = ()) -> pd.DataFrame:
    """The rows of `priority_data` that lead: the first LEADING ranks. With `first` (what counts only a target group),
    LEADING of those that may lead, these indicators before all others."""
    if not first:
        return problems[problems["rank"] <= LEADING]
    may_lead = problems[~problems["is_small"].astype(bool) & (problems["tier"] != TIER_BETTER)]
    return put_first(may_lead, first).head(LEADING)


def put_first(problems: pd.DataFrame, first: Collection[str]) -> pd.DataFrame:
    """The rows in their order, those of the indicators in `first` before all others."""
    is_first = problems["indicator_code"].isin(list(first))
    return pd.concat([problems[is_first], problems[~is_first]])


_RANKED: Mapping[str, str] = {"own_rank": "score", "unweighted_rank": "unweighted_score"}


def with_own_view(indicators: pd.DataFrame, standpoint: Standpoint, shares: Mapping[str, float]) -> pd.DataFrame:
    """The indicators that have data with the four parts and their means."""
    table = indicators[indicators["problem_pct"].notna()].reset_index(drop=True)
    changes, peers = standpoint.changes, _of_peers(table, standpoint.peers)
    change = looked_up(table["indicator_code"], changes, "change_pct")
    verdicts = dict(zip(changes["indicator_code"].tolist(), changes["change_status"].tolist(), strict=True))
    verdict = [verdicts.get(code) for code in table["indicator_code"].tolist()]
    sure = np.where([each in (BETTER, WORSE, None) for each in verdict], change, 0.0)
    problem, gap = numbers(table["problem_pct"]), numbers(table["gap_pct"])
    parts = {
        "severity": percentile_rank(np.where(np.isnan(gap), problem, gap)),
        "size": percentile_rank(table["failed"]),
        "trend": percentile_rank(sure),
        "relative": np.array([_standing_among(each, own) for own, each in zip(problem, peers, strict=True)]),
    }
    return table.assign(
        change_pct=change, change_status=pd.Series(verdict, dtype="str"),
        peer_mean_pct=np.array([math.fsum(each) / len(each) if len(each) else np.nan for each in peers]),
        peer_median_pct=np.array([np.median(each) if len(each) else np.nan for each in peers]),
        **parts, score=_mean_of_parts(parts, shares), unweighted_score=_mean_of_parts(parts, EQUAL_WEIGHTS),
    )  # fmt: skip


def _of_peers(table: pd.DataFrame, peers: pd.DataFrame) -> list[Numbers]:
    """The known problem_pct of the peers, for each indicator of the table."""
    known: dict[str, list[float]] = {}
    for code, problem in zip(peers["indicator_code"].tolist(), numbers(peers["problem_pct"]).tolist(), strict=True):
        if problem == problem:
            known.setdefault(code, []).append(problem)
    return [np.array(known.get(code, ()), dtype="float64") for code in table["indicator_code"].tolist()]


def _with_tiers(table: pd.DataFrame, standpoint: Standpoint) -> pd.DataFrame:
    narrow = table[["indicator_code", "failed", "assessed", "low_pct", "high_pct"]]
    against = with_status(narrow, standpoint.reference.ends, is_judged=standpoint.is_judged)
    rate, failed, assessed = (numbers(against[name]) for name in ("reference_pct", "failed", "assessed"))
    tier = np.where(np.isnan(rate), TIER_ALONE, against["status"].map(dict(TIER_OF)).to_numpy(dtype="int64"))
    small = (failed < FEWEST_LEADING) | (assessed < FEW_ASSESSED)  # False where nothing is counted
    return table.assign(
        tier=tier, tier_reference_pct=rate, excess=failed - rate / 100 * assessed,
        is_small=small & ~np.isnan(failed), people_pct=people_pct(table),
    )  # fmt: skip


def people_pct(indicators: pd.DataFrame) -> Numbers:
    """Those failing in percent of the most that any indicator of the same unit looked at in the area: of all its
    persons, or of all its households. problem_pct where nothing is counted."""
    assessed = numbers(indicators["assessed"]).tolist()
    most: dict[object, float] = {}
    for unit, count in zip(indicators["unit"].tolist(), assessed, strict=True):
        if count == count:
            most[unit] = max(count, most.get(unit, count))
    everyone = [most.get(unit, np.nan) for unit in indicators["unit"].tolist()]
    shares = share_pct(indicators["failed"], everyone)
    return np.where(np.isnan(numbers(indicators["failed"])), numbers(indicators["problem_pct"]), shares)


def _ranks(keys: Numbers) -> Numbers:
    """The rank of each sorted row (whether better, whether small, tier, people): its place among those that may lead,
    the others from LEADING + 1 on; rows alike in tier and people share the smaller one."""
    if (keys[:, 1] == 1).all():
        return np.full(len(keys), np.nan)
    starts = np.array([True, *(keys[1:] != keys[:-1]).any(axis=1)])
    may_lead = (keys[:, 0] == 0) & (keys[:, 1] == 0)
    places = np.arange(1, len(keys) + 1) + np.where(may_lead, 0, max(0, LEADING - may_lead.sum()))
    return np.maximum.accumulate(np.where(starts, places, 0)).astype("float64")


def ranked_among(problems: pd.DataFrame) -> pd.DataFrame:
    """Some of the rows of `priority_data`, ranked anew among themselves by the same rules: without a gap that would
    tell of the others."""
    own = {name: problems[name].rank(method="min") for name in _RANKED}
    if problems["is_small"].all():
        return problems.assign(rank=np.nan, **own)
    may_lead = (problems["tier"] != TIER_BETTER) & ~problems["is_small"]
    follow = np.where(may_lead, 0, max(0, LEADING - int(may_lead.sum())))
    return problems.assign(rank=problems["rank"].rank(method="min") + follow, **own)


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


def _standing_among(peers: Numbers, own: float) -> float:
    """Percentile rank of the area's own percentage among itself and its peers; missing without peers."""
    if not len(peers):
        return math.nan
    own, peers = np.round(own, TIE_DECIMALS), np.round(peers, TIE_DECIMALS)
    # the area's own mean rank is 1 + the peers below it + half of those level with it
    return (1 + (peers < own).sum() + (peers == own).sum() / 2) / (1 + len(peers))


def _mean_of_parts(of: Mapping[str, Numbers], weights: Mapping[str, float]) -> Numbers:
    """Weighted mean of the parts that are there; missing when all of them are missing or weigh 0."""
    parts = np.column_stack([of[name] for name in PARTS])
    shares = np.where(np.isnan(parts), 0.0, np.array([weights[name] for name in PARTS]))
    total = shares.sum(axis=1)
    with np.errstate(invalid="ignore"):
        return np.where(total > 0, np.nansum(parts * shares, axis=1) / np.where(total > 0, total, 1), np.nan)
