"""How the offices of a province stand, as JSON and as text for the command line."""

from typing import Any

import pandas as pd

from analysis.office_files.arrivals import ARRIVED, LATE, MISSING, STATE_WORDS
from warehouse.office_files.arrivals import OfficeRound
from words.dates import moment_words


def arrival_sentence(offices: pd.DataFrame) -> str:
    """The answer in one line: how many of the offices came, are late, are missing, and how many contradict another.

    >>> arrival_sentence(pd.DataFrame({"state": ["arrived", "missing"], "contradictions": [0, 0]}))
    'มาแล้ว 1 จาก 2 อำเภอ · ยังไม่มา 1'
    """
    counts = offices["state"].value_counts()
    came = int(counts.get(ARRIVED, 0)) + int(counts.get(LATE, 0))
    parts = [f"มาแล้ว {came:,} จาก {len(offices):,} อำเภอ"]
    if late := int(counts.get(LATE, 0)):
        parts.append(f"ในนั้นส่งช้า {late:,}")
    if missing := int(counts.get(MISSING, 0)):
        parts.append(f"ยังไม่มา {missing:,}")
    if contradicting := int((offices["contradictions"] > 0).sum()):
        parts.append(f"ตัวเลขขัดกัน {contradicting:,} อำเภอ")
    return " · ".join(parts)


def state_words(row: Any) -> str:
    """How one office stands, with whom it contradicts."""
    whose = f" ขัดกับ{', '.join(row['contradicts'])} ({row['contradictions']:,} ตัวเลข)" if row["contradictions"] else ""
    return f"{STATE_WORDS[str(row['state'])]}{whose}"


def offices_json(offices: pd.DataFrame, contradictions: pd.DataFrame, wanted: OfficeRound) -> dict[str, Any]:
    """Everything there is, as values of JSON; what is missing is null."""
    rows = [{name: _plain(value) for name, value in row.items()} for row in offices.to_dict("records")]
    differing = [{name: _plain(value) for name, value in row.items()} for row in contradictions.to_dict("records")]
    due = wanted.due.isoformat() if wanted.due else None
    return {"year_be": wanted.year_be, "due": due, "offices": rows, "contradictions": differing}


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, pd.Timestamp):
        return value.isoformat()
    return None if pd.isna(value) else value


def offices_text(offices: pd.DataFrame, wanted: OfficeRound) -> str:
    """The answer, and a line an office."""
    lines = [arrival_sentence(offices), f"รอ{wanted.words}"]
    for row in offices.to_dict("records"):
        came = (
            f" · ทำเมื่อ {moment_words(row['made_at'].to_pydatetime())} · {row['facts']:,} ตัวเลข"
            if row["senders"]
            else ""
        )
        lines.append(f"{row['office_code']} {row['office_name']}: {state_words(row)}{came}")
    return "\n".join(lines) + "\n"
