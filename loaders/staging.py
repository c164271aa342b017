"""What a layout makes of a workbook: anonymous rows ready for the warehouse, and what was met on the way."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from catalogue import Catalogue
from loaders.problems import Problem


@dataclass(frozen=True)
class LoadRequest:
    """What the person said about the file. `year_be`, `area_code` and `layout` are None where the file must tell.

    `area_code`: the province of a report that does not name it, and the area every row of a table must lie in.
    `known_names`: code → name of the areas the warehouse knows, to find an area that has a name only.
    `inverted`: codes of the indicators whose answers stand the other way round (1 = fails), as the person said.
    """

    catalogue: Catalogue
    year_be: int | None = None
    area_code: str | None = None
    layout: str | None = None
    is_synthetic: bool = False
    known_names: Mapping[str, str] = field(default_factory=dict[str, str])
    inverted: tuple[str, ...] = ()


@dataclass(frozen=True)
class Staging:
    """One file after its layout has read it. `facts` is None when the whole file is refused.

    `facts` and `measures` hold the good rows only; `rows_faulty` rows have a fault and are not among them.
    """

    layout: str | None
    problems: tuple[Problem, ...]
    survey: str | None = None
    set_id: str | None = None
    year_be: int | None = None
    level: str | None = None
    counting: str = "own_unit"
    is_synthetic: bool = False
    facts: pd.DataFrame | None = None
    measures: pd.DataFrame | None = None
    area_names: pd.DataFrame | None = None
    set_definition: dict[str, Any] | None = None
    file_sha256: str = ""
    rows_read: int = 0
    rows_recognised: int = 0
    rows_faulty: int = 0
    columns_dropped: tuple[str, ...] = ()
    repairs: Mapping[str, int] = field(default_factory=dict[str, int])
