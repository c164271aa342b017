"""What a file about areas holds, before anything is kept."""

from dataclasses import dataclass, field

import pandas as pd

from loaders.checks.problems import ERROR, Problem

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
