"""Stage 5 as Thai text for a terminal."""

import pandas as pd

from analysis.core.as_text import title_text
from analysis.logic_model.data import LogicModel
from catalogue.suggestions import PARTS
from words.numbers import DASH, fixed


def logic_model_text(model: LogicModel) -> str:
    """One paragraph a problem."""
    blocks = [title_text(model.scope)]
    for row in model.chains.to_dict("records"):
        reach = DASH if pd.isna(row["to_reach"]) else f"{fixed(row['to_reach'], 0)} {row['unit']}"
        lines = [f"{row['rank']:.0f}. {row['short_label']}: ปัญหาร้อยละ {row['baseline_pct']:.1f} (กลุ่มเป้าหมาย {reach})"]
        lines.append(f"   เป้าหมาย: เหลือร้อยละ {row['target_problem_pct']:.1f} ({row['target_note']})")
        lines += [f"   {name}: {row[part]}" for part, name in PARTS.items()]
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks if len(blocks) > 1 else [*blocks, "ไม่มีตัวชี้วัดใดที่พบปัญหา"])
