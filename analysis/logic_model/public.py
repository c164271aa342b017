"""The drafted plan as it may leave the office: problems whose figures the gate hides are left out, and counted."""

from dataclasses import replace
from typing import Final

import numpy as np
import pandas as pd

from analysis.disclosure.gate import Disclosure
from analysis.disclosure.outputs import Shaped
from analysis.logic_model.data import NOTES, LogicModel

# Worked out from other areas and another year, whose hidden figures they would tell.
SCORES: Final = ("rank", "own_rank", "unweighted_rank", "score", "tier", "excess", "is_small")
TARGETS: Final = ("target_pct", "target_problem_pct", "to_pass")


def logic_model_public(model: LogicModel, gate: Disclosure) -> Shaped[LogicModel]:
    """The plan for others, and how many of its problems are left out: that one of them is among the first would tell
    its figure. The others stand in the order of the set, without scores; a target worked out from the peers is missing.
    Sets of scores and values are left as they are."""
    if gate.is_open:
        return Shaped(model, 0)
    chains, hidden = model.chains, gate.hidden(model.scope.area_code)
    is_hidden = pd.Series([str(code) in hidden for code in chains["indicator_code"]], index=chains.index, dtype="bool")
    shown = chains[~is_hidden].sort_values("number", ignore_index=True)
    shown = shown.assign(**dict.fromkeys(SCORES, np.nan))
    of_peers = shown["target_note"] == NOTES["peers"]
    shown[list(TARGETS)] = shown[list(TARGETS)].mask(of_peers)
    return Shaped(replace(model, chains=shown), int(is_hidden.sum()))
