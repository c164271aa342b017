"""Stage 5 as plain values for JSON."""

from typing import Any

from analysis.core.as_json import header, plain, records
from analysis.logic_model.data import LogicModel
from catalogue.suggestions import PARTS, SEPARATOR

CHAIN_KEYS = (
    *("rank", "unweighted_rank", "score", "indicator_code", "number", "name", "short_label", "dimension_name", "unit"),
    *("to_reach", "to_pass", "basis", *PARTS),
)


def logic_model_json(model: LogicModel) -> dict[str, Any]:
    """Header and one object per problem: baseline, target, whom to reach, and the drafted parts as lists."""
    chains = records(model.chains, CHAIN_KEYS)
    for chain, row in zip(chains, model.chains.to_dict("records"), strict=True):
        for part in PARTS:
            chain[part] = [entry.strip() for entry in str(chain[part]).split(SEPARATOR) if entry.strip()]
        base = ("pct", "pass_pct", "failed", "assessed")
        names = {"pct": "problem_pct"}
        chain["baseline"] = {names.get(key, key): plain(f"baseline_{key}", row[f"baseline_{key}"]) for key in base}
        chain["target"] = {
            "pass_pct": plain("target_pct", row["target_pct"]),
            "problem_pct": plain("target_problem_pct", row["target_problem_pct"]),
            "source": row["target_source"],
            "note": row["target_note"],
        }
        chain["to_reach_unit"] = None if chain["to_reach"] is None else chain["unit"]
    return header(model.scope) | {"is_synthetic": model.is_synthetic, "problems": chains}
