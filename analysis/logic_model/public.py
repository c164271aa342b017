"""The drafted plan as it may leave the office: a problem whose figures the gate hides keeps its words alone."""

from dataclasses import replace
from typing import Final

import pandas as pd

from analysis.disclosure.gate import Disclosure
from analysis.disclosure.outputs import Shaped
from analysis.logic_model.data import LogicModel

# What tells a hidden figure: itself, what is worked out from it, and its place among the others.
FIGURES: Final = (
    *("rank", "unweighted_rank", "score", "baseline_pct", "baseline_pass_pct", "baseline_failed"),
    *("target_pct", "target_problem_pct", "to_reach", "to_pass"),
)


def logic_model_public(model: LogicModel, gate: Disclosure) -> Shaped[LogicModel]:
    """The plan for others, and how many of its problems have lost their figures. These stand last, in the order of the
    set: their place would tell how they compare. Sets of scores and values are left as they are."""
    if gate.is_open:
        return Shaped(model, 0)
    area_code, chains = model.scope.area_code, model.chains
    codes = [str(code) for code in chains["indicator_code"]]
    hidden, assessed = gate.hidden(area_code), gate.assessed_hidden(area_code)
    is_hidden = pd.Series([code in hidden for code in codes], index=chains.index, dtype="bool")
    is_assessed_hidden = pd.Series([code in assessed for code in codes], index=chains.index, dtype="bool")
    out = chains.copy()
    out[list(FIGURES)] = out[list(FIGURES)].mask(is_hidden)
    out["baseline_assessed"] = out["baseline_assessed"].mask(is_assessed_hidden)
    last = out[is_hidden].sort_values("number")
    shown = pd.concat([out[~is_hidden], last], ignore_index=True)
    return Shaped(replace(model, chains=shown), int(is_hidden.sum()))
