"""The answer of stage 5 as plain values for JSON and as Thai text for a terminal."""

from typing import Any

import pandas as pd

from analysis.core.answers import header, plain, records, title_text
from analysis.logic_model.data import LogicModel
from catalogue.suggestions import PARTS, SEPARATOR
from words.numbers import DASH, fixed

CHAIN_KEYS = (
    *("rank", "own_rank", "unweighted_rank", "score", "tier", "excess", "is_small", "indicator_code", "number", "name"),
    *("problem_name", "short_label", "dimension_name", "unit"),
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
    return {"is_draft": True} | header(model.scope) | {"is_synthetic": model.is_synthetic, "problems": chains}


def logic_model_text(model: LogicModel, hidden: int = 0) -> str:
    """One paragraph a problem. `hidden`: of how many indicators it is not told whether they are problems."""
    blocks = [title_text(model.scope)]
    unit = "ดัชนีความรุนแรง" if model.scope.indicator_set.measure == "score" else "ร้อยละ"
    for row in model.chains.to_dict("records"):
        reach = DASH if pd.isna(row["to_reach"]) else f"{fixed(row['to_reach'], 0)} {row['unit']}"
        rank = DASH if pd.isna(row["rank"]) else f"{fixed(row['rank'], 0)}."
        lines = [f"{rank} {row['problem_name']}: {unit} {fixed(row['baseline_pct'])} (กลุ่มเป้าหมาย {reach})"]
        lines.append(f"   เป้าหมาย: เหลือ{unit} {fixed(row['target_problem_pct'])} ({row['target_note']})")
        lines += [f"   {name}: {row[part]}" for part, name in PARTS.items()]
        blocks.append("\n".join(lines))
    none = "ตัวชี้วัดที่แสดงได้ไม่พบปัญหา" if hidden else "ไม่มีตัวชี้วัดใดที่พบปัญหา"
    return "\n\n".join(blocks if len(blocks) > 1 else [*blocks, none])
