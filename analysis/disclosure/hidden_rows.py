"""Tables without their hidden figures: the counts and rates of a row made missing, as the gate says."""

from typing import Final

import pandas as pd

from analysis.disclosure.gate import Disclosure

RATE_COLUMNS: Final = (
    *("failed", "problem_pct", "pass_pct", "low_pct", "high_pct", "gap_pct", "reference_gap_pct", "change_pct"),
    *("peer_rank_pct", "peer_rank_pass_pct"),
)


def hide_rows(table: pd.DataFrame, hidden: pd.Series, assessed_hidden: pd.Series) -> pd.DataFrame:
    """The table with the counts and rates of the rows made missing, and is_hidden, which rows these are; how many were
    assessed goes only where that is hidden too."""
    columns = [column for column in RATE_COLUMNS if column in table]
    out = table.assign(is_hidden=hidden)
    out[columns] = out[columns].mask(hidden)
    if "status" in out:
        out[["status", "status_name"]] = out[["status", "status_name"]].mask(hidden)
    if "assessed" in out:
        out["assessed"] = out["assessed"].mask(assessed_hidden)
    return out


def hide_figures(table: pd.DataFrame, gate: Disclosure, area_code: str) -> pd.DataFrame:
    """The rows of one area (indicator_code and figures) without what the gate hides."""
    codes = [str(code) for code in table["indicator_code"]]
    own, assessed = gate.hidden(area_code), gate.assessed_hidden(area_code)
    return hide_rows(table, _flags(table, codes, own), _flags(table, codes, assessed))


def public_areas(areas: pd.DataFrame, gate: Disclosure, indicator_code: str) -> tuple[pd.DataFrame, int]:
    """The areas (area_code and figures) of one indicator without what the gate hides, and how many are hidden.

    The hidden ones stand last, by code: in a ranked list their place would tell what is hidden."""
    codes = [str(code) for code in areas["area_code"]]
    own = {code for code in codes if indicator_code in gate.hidden(code)}
    assessed = {code for code in codes if indicator_code in gate.assessed_hidden(code)}
    hidden = _flags(areas, codes, own)
    shown = hide_rows(areas, hidden, _flags(areas, codes, assessed))
    last = areas[hidden].sort_values("area_code").index
    return shown.loc[[*areas.index[~hidden], *last]].reset_index(drop=True), int(hidden.sum())


def _flags(table: pd.DataFrame, codes: list[str], wanted: frozenset[str] | set[str]) -> pd.Series:
    return pd.Series([code in wanted for code in codes], index=table.index, dtype="bool")
