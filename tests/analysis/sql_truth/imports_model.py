"""Imports in plain pandas: what stands after a number of imports and undos, and its sums at every level. No SQL."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import pandas as pd

from warehouse import StagedBatch

LEVELS = ("village", "tambon", "amphoe", "province", "country")
DIGITS = {"tambon": 6, "amphoe": 4, "province": 2}
COUNTS = ["assessed", "failed", "score_1", "score_2", "score_3"]


@dataclass
class Model:
    """The staged batches in the order of import (their number from 1), and the numbers of those undone."""

    batches: list[StagedBatch] = field(default_factory=list)
    undone: set[int] = field(default_factory=set)

    def numbered(self) -> Iterable[tuple[int, StagedBatch]]:
        return enumerate(self.batches, 1)

    def areas(self) -> pd.DataFrame:
        """One row per area of a batch: batch_id, area_code, stem, is_live, replaced_by."""
        rows: list[tuple[int, str, str, bool, int | None]] = []
        for number, batch in self.numbered():
            later = [(n, b) for n, b in self.numbered() if n > number and n not in self.undone and same_kind(b, batch)]
            places = [(n, set(b.facts["area_code"])) for n, b in reversed(later)]
            for code in sorted(batch.facts["area_code"].unique()):
                by = None
                if number not in self.undone:
                    by = next((n for n, codes in places if takes_the_place(codes, code, batch.level)), None)
                stem = code[:8] if batch.level == "village" else code
                rows.append((number, code, stem, number not in self.undone and by is None, by))
        return pd.DataFrame(rows, columns=["batch_id", "area_code", "stem", "is_live", "replaced_by"])

    def stored(self, name: str = "facts") -> pd.DataFrame:
        """The rows of every batch with what is known of the batch."""
        tables = [
            getattr(batch, name).assign(
                batch_id=number, level=batch.level, set_id=batch.set_id, year_be=batch.year_be, survey=batch.survey,
                counting=batch.counting, is_synthetic=batch.is_synthetic,
            )
            for number, batch in self.numbered()
        ]  # fmt: skip
        return pd.concat([table for table in tables if len(table)], ignore_index=True)

    def live(self, name: str = "facts") -> pd.DataFrame:
        areas = self.areas()
        alive = areas.loc[areas["is_live"], ["batch_id", "area_code"]]
        table = self.stored(name).merge(alive, on=["batch_id", "area_code"])
        for grade in (1, 2, 3):
            if "score" in table:
                table[f"score_{grade}"] = (table["score"] == grade).astype("float64").where(table["score"].notna())
        return table

    def figures(self) -> pd.DataFrame:
        """Every level's figures: villages as they are, above them the sums of the one source that serves best."""
        live = self.live()
        villages = live[live["level"] == "village"].assign(source_level="village", areas_counted=1)
        return pd.concat([villages, *(chosen_sums(live, level) for level in LEVELS[1:])], ignore_index=True)


def same_kind(one: StagedBatch, other: StagedBatch) -> bool:
    return (one.set_id, one.year_be, one.level) == (other.set_id, other.year_be, other.level)


def takes_the_place(codes: set[str], code: str, level: str) -> bool:
    """The same code, or of villages the same first 8 digits written at another length."""
    return code in codes or (
        level == "village" and any(other[:8] == code[:8] and len(other) != len(code) for other in codes)
    )


def chosen_sums(live: pd.DataFrame, level: str) -> pd.DataFrame:
    """The sums of a level from the source that is its own, else covers most areas right below, has most assessed, is
    finest."""
    below = live[live["level"].map(LEVELS.index) <= LEVELS.index(level)]
    own, child = [cut(below["area_code"], each) for each in (level, LEVELS[LEVELS.index(level) - 1])]
    below = below.assign(area_code=own, child_code=child, is_own=below["level"] == level)
    below["child_code"] = below["child_code"].where(~below["is_own"], below["area_code"])
    keys = ["set_id", "year_be", "area_code", "level", "counting"]
    sources = below.groupby(keys, as_index=False).agg(
        is_own=("is_own", "any"), children=("child_code", "nunique"), assessed=("assessed", "sum")
    )
    sources = sources.assign(fineness=sources["level"].map(LEVELS.index))
    order = ["is_own", "children", "assessed", "fineness", "counting"]
    sources = sources.sort_values(order, ascending=[False, False, False, True, True], kind="stable")
    best = sources.drop_duplicates(["set_id", "year_be", "area_code"])[keys]
    kept = below.merge(best, on=keys)
    groups = kept.groupby([*keys, "indicator_code"], as_index=False)
    sums = groups[COUNTS].sum(min_count=1)
    counted = groups.agg(areas_counted=("assessed", "size"), is_synthetic=("is_synthetic", "any"))
    table = sums.merge(counted, on=[*keys, "indicator_code"])
    table["target_pct"] = [
        rows.iloc[0] if rows.notna().all() and rows.nunique() == 1 else None for _, rows in groups["target_pct"]
    ]
    return table.rename(columns={"level": "source_level"}).assign(level=level)


def cut(codes: pd.Series, level: str) -> pd.Series:
    """The codes as far as a level goes."""
    if level == "country":
        return pd.Series("TH", index=codes.index)
    return codes if level == "village" else codes.str[: DIGITS[level]]
