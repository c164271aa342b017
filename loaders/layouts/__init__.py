"""The layouts this program knows, in the order in which they are tried; each module has a declaration beside it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from loaders.known_tables.cells import Reading
from loaders.layouts import cdd_report, jpt_household, jpt_village, nrd2c_village, other_table, tpmap
from loaders.reading import Workbook
from loaders.staging import LoadRequest, Staging


@dataclass(frozen=True)
class Layout:
    """`recognise` says where in a workbook the layout is (None: nowhere); `stage` reads what it found."""

    name: str
    title: str
    recognise: Callable[[Workbook], Any]
    stage: Callable[[Workbook, Any, LoadRequest, Reading], Staging]


LAYOUTS: dict[str, Layout] = {
    module.LAYOUT["name"]: Layout(module.LAYOUT["name"], module.LAYOUT["title"], module.recognise, module.stage)
    for module in (tpmap, cdd_report, jpt_household, jpt_village, nrd2c_village, other_table)
}
