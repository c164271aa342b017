"""Stage 5, Logic Model: a drafted chain from each of the first problems to its impact, to be changed by its users."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.core.changes import changes_data, two_years_data
from analysis.core.errors import AnalysisError
from analysis.core.figures import TARGET_OF_FILE, TARGET_OF_SET, indicator_data
from analysis.core.priorities import Standpoint, priority_data
from analysis.core.references import PEERS_WORD, first_reference, own_and_peer_figures, previous_year
from analysis.core.scope import Question, Scope, find_scope
from analysis.core.statistics import Numbers, numbers
from catalogue import Catalogue
from catalogue.suggestions import PARTS, suggestions_data
from warehouse import Warehouse

DEFAULT_TOP = 5
BEST_QUARTER = 0.25
SOURCE_SUGGESTED = "suggested"
NOTES: Mapping[str, str] = {
    TARGET_OF_SET: "เป้าหมายของชุดตัวชี้วัดปีนี้",
    TARGET_OF_FILE: "เป้าหมายที่พิมพ์ในไฟล์ของพื้นที่นี้",
    "peers": f"เป้าหมายที่โปรแกรมนี้เสนอ: ครึ่งทางไปถึง{PEERS_WORD}หนึ่งในสี่ที่ดีที่สุด",
    "half": "เป้าหมายที่โปรแกรมนี้เสนอ: ลดปัญหาลงครึ่งหนึ่ง",
}
COLUMNS = (
    *("rank", "own_rank", "unweighted_rank", "score", "tier", "excess", "is_small", "indicator_code", "number", "name"),
    *("problem_name", "short_label", "dimension_name", "unit"),
    *("baseline_pct", "baseline_pass_pct", "baseline_failed", "baseline_assessed", "target_pct", "target_problem_pct"),
    *("target_source", "target_note", "to_reach", "to_pass", "basis", *PARTS, "is_synthetic"),
)


@dataclass(frozen=True)
class LogicModel:
    """The drafted plan. `chains`: one row a problem, most urgent first; columns in `logic_model_data`."""

    scope: Scope
    chains: pd.DataFrame

    @property
    def is_synthetic(self) -> bool:
        """True when any baseline comes from sample data."""
        return bool(self.chains["is_synthetic"].any())


def logic_model_data(
    warehouse: Warehouse,
    catalogue: Catalogue,
    question: Question,
    top: int = DEFAULT_TOP,
    weights: Mapping[str, float] | None = None,
) -> LogicModel:
    """Draft a chain for each of the `top` most urgent problems (as `priority_data` ranks them).

    Columns of chains: rank, own_rank, unweighted_rank, score, tier, excess, is_small (see `priority_data`);
    indicator_code, number, name, problem_name, short_label, dimension_name, unit;
    baseline_pct and baseline_pass_pct (percent with and without the problem now), baseline_failed, baseline_assessed
    (counts in `unit`; missing in score and value sets, villages graded for the second in score sets);
    target_pct and target_problem_pct (percent without and with the problem to aim at), target_source (`file`, `set`
    or `suggested`), target_note (Thai: whose target it is); to_reach (persons or households with the problem now, in
    `unit`; missing without counts), to_pass (how many of them must pass to meet the target);
    basis and causes, inputs, activities, outputs, outcomes, impact, agencies, partners (drafts of the catalogue, as
    text, entries joined by `; `); is_synthetic. No row where the area has no problem.
    Raises as `radar_analysis_data`, and for a `top` below 1.
    """
    if top < 1:
        raise AnalysisError(f"จำนวนปัญหา {top} ใช้ไม่ได้", "ใส่ตั้งแต่ 1 ขึ้นไป")
    scope = find_scope(warehouse, catalogue, question)
    indicators, standpoint = standpoint_data(warehouse, scope)
    problems = priority_data(indicators, standpoint, weights).head(top)
    chains = _with_targets(_with_baseline(problems), standpoint.peers)
    drafts = suggestions_data(scope.indicator_set)
    return LogicModel(scope, chains.merge(drafts, on="indicator_code", how="left")[list(COLUMNS)])


def standpoint_data(warehouse: Warehouse, scope: Scope) -> tuple[pd.DataFrame, Standpoint]:
    """`indicator_data` of the area, and what its problems are ranked by. Raises AnalysisError where it has no data."""
    indicators, peers = own_and_peer_figures(warehouse, scope)
    earlier_year = previous_year(warehouse, scope)
    codes = [] if earlier_year is None else [scope.area_code]
    earlier = indicator_data(warehouse, scope.indicator_set, codes, earlier_year or scope.year_be)
    reference = first_reference(warehouse, scope, indicators, peers=peers, earlier=(earlier_year, earlier))
    changes = changes_data(two_years_data(warehouse, scope, indicators, earlier, earlier_year))
    return indicators, Standpoint(reference, changes, peers, scope.is_judged)


def _with_baseline(problems: pd.DataFrame) -> pd.DataFrame:
    return problems.assign(
        baseline_pct=problems["problem_pct"],
        baseline_pass_pct=problems["pass_pct"],
        baseline_failed=problems["failed"],
        baseline_assessed=problems["assessed"],
        to_reach=problems["failed"],
    )


def _with_targets(problems: pd.DataFrame, peers: pd.DataFrame) -> pd.DataFrame:
    """The target the file prints, or the set's, where it is not reached yet, else a suggested one.

    Suggested: halfway from the present percentage to the best quarter of the peers (the 25th percentile of their
    problem_pct), where that is better than the area; else half of the present percentage.
    """
    problem = numbers(problems["problem_pct"])
    quarters = peers.groupby("indicator_code")["problem_pct"].quantile(BEST_QUARTER)
    best = numbers(problems["indicator_code"].map(quarters))
    has_target, has_better_peers = numbers(problems["gap_pct"]) > 0, best < problem
    target = np.select(
        [has_target, has_better_peers], [100 - numbers(problems["target_pct"]), (problem + best) / 2], problem / 2
    )
    source = np.where(has_target, problems["target_source"].to_numpy(dtype=object), SOURCE_SUGGESTED)
    of_target = problems["target_source"].map(dict(NOTES)).to_numpy(dtype=object)
    note = np.where(has_target, of_target, np.where(has_better_peers, NOTES["peers"], NOTES["half"]))
    return problems.assign(
        target_problem_pct=target,
        target_pct=100 - target,
        target_source=pd.Series(source, dtype="str"),
        target_note=pd.Series(note, dtype="str"),
        to_pass=_to_pass(problems, target),
    )


def _to_pass(problems: pd.DataFrame, target_problem_pct: Numbers) -> Numbers:
    """Fewest of the failed who must pass so that the target is met; missing without counts."""
    allowed = np.floor(numbers(problems["assessed"]) * target_problem_pct / 100 + 1e-9)
    return np.maximum(0.0, numbers(problems["failed"]) - allowed)
