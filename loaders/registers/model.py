"""What a file about areas holds, before anything is kept."""

from dataclasses import dataclass, field

import pandas as pd

from loaders.problems import ERROR, Problem

NAMES, OUTLINES = "names", "outlines"


@dataclass(frozen=True)
class AreaFile:
    """One file read and checked, with nothing written.

    `kind`: names or outlines. `names`: area_code, area_name; `map_codes`: tambon → the tambon of the map it lies in;
    `outlines`: area_code, geometry (GeoJSON text), points. `code_property` is where an outline file holds its codes,
    `other_properties` the ones that could be meant instead. `rows_read` = `rows_taken` + `rows_refused`.
    """

    kind: str
    file: str
    problems: tuple[Problem, ...] = ()
    names: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=["area_code", "area_name"]))
    map_codes: dict[str, str] = field(default_factory=dict[str, str])
    outlines: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=["area_code", "geometry", "points"]))
    code_property: str = ""
    other_properties: tuple[str, ...] = ()
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
