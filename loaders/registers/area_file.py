"""What a file about areas holds, before anything is kept, and what keeping it would change."""

from dataclasses import dataclass, field

import pandas as pd

from catalogue.areas import area_names as shipped_names
from loaders.checks.problems import ERROR, Problem
from warehouse import Warehouse, area_names, boundary_codes, read_map_tambon

NAMES, OUTLINES = "names", "outlines"


@dataclass(frozen=True)
class AreaFile:
    """One file read and checked, with nothing written.

    `kind`: names or outlines. `names`: area_code, area_name; `map_codes`: tambon → the tambon of the map it lies in;
    `outlines`: area_code, geometry (GeoJSON text), points. `code_from` is the column or property that holds the codes,
    `name_from` the column of names, `map_from` the column of the map's codes ("" for none); `choices` are what could
    be meant instead (other columns of names, other properties). `rows_read` = `rows_taken` + `rows_refused`.
    `repairs`: what was put right in codes, in Thai, and how often.
    """

    kind: str
    file: str
    problems: tuple[Problem, ...] = ()
    names: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=["area_code", "area_name"]))
    map_codes: dict[str, str] = field(default_factory=dict[str, str])
    outlines: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=["area_code", "geometry", "points"]))
    code_from: str = ""
    name_from: str = ""
    map_from: str = ""
    choices: tuple[str, ...] = ()
    repairs: dict[str, int] = field(default_factory=dict[str, int])
    rows_read: int = 0
    rows_taken: int = 0
    rows_refused: int = 0

    @property
    def refused(self) -> bool:
        """True when nothing of the file can be kept."""
        return self.names.empty and self.outlines.empty and not self.map_codes

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The rows and features that are left out, and the reason why."""
        return tuple(problem for problem in self.problems if problem.severity == ERROR)


NEW, CHANGED, SAME = "ใหม่", "เปลี่ยน", "เหมือนเดิม"


def changes_of(warehouse: Warehouse, inspected: AreaFile) -> pd.DataFrame:
    """One row per area of the file: area_code, what (ชื่อ, ตำบลบนแผนที่ or ขอบเขต), before, after, change.

    `before` is None where nothing was known. `change` is NEW, CHANGED or SAME; an outline that was there already
    counts as CHANGED, since its lines are not compared.
    """
    if inspected.kind != NAMES:
        return _changes_of_outlines(warehouse, inspected)
    own = area_names(warehouse)
    known = dict(shipped_names()) | dict(zip(own["area_code"].astype(str), own["area_name"].astype(str), strict=True))
    given = dict(zip(inspected.names["area_code"], inspected.names["area_name"], strict=True))
    return pd.concat(
        [_compared("ชื่อ", known, given), _compared("ตำบลบนแผนที่", read_map_tambon(warehouse), inspected.map_codes)],
        ignore_index=True,
    )


def _changes_of_outlines(warehouse: Warehouse, inspected: AreaFile) -> pd.DataFrame:
    known = set(boundary_codes(warehouse))
    codes = [str(code) for code in inspected.outlines["area_code"]]
    rows = [
        (code, "ขอบเขต", "มีแล้ว" if code in known else None, f"{int(points):,} จุด", CHANGED if code in known else NEW)
        for code, points in zip(codes, inspected.outlines["points"], strict=True)
    ]
    return pd.DataFrame(rows, columns=["area_code", "what", "before", "after", "change"])


def _compared(what: str, known: dict[str, str], given: dict[str, str]) -> pd.DataFrame:
    rows = [(code, what, known.get(code), after, _change(known.get(code), after)) for code, after in given.items()]
    return pd.DataFrame(rows, columns=["area_code", "what", "before", "after", "change"])


def _change(before: str | None, after: str) -> str:
    return NEW if before is None else SAME if before == after else CHANGED
