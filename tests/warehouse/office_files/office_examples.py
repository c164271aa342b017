"""Files of offices for the tests: small ones made here, and the bytes of any, as an office sends them."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from analysis.disclosure.outputs import for_internal_use
from reports.office_file import office_file_bytes
from tests.warehouse.examples import problems, staged
from warehouse.office_files.contents import members_of
from warehouse.office_files.model import LAYOUT, OfficeFile, OfficePlan

SENDER, OTHER_SENDER = "a" * 32, "b" * 32
MORNING = datetime(2026, 9, 1, 8, 5)
INDICATOR = "jpt-2560-01"


def office_of(
    counts: Mapping[str, tuple[int, int]], *texts: str, office_code: str = "8301", **changes: Any
) -> OfficeFile:
    """A file with one indicator (area code → assessed, failed) and, where there are texts, a plan of a card a text."""
    batch: Any = staged(dict(counts), layout=LAYOUT)
    part = replace(batch, facts=batch.facts.assign(indicator_code=INDICATOR))
    place = (f"{office_code}01", "jpt-2560", 2561, 2562, "แผนตำบล", "สพอ.")
    plans = (OfficePlan(*place, tuple(problems(*texts))),) if texts else ()
    made = OfficeFile(office_code, SENDER, MORNING, "สพอ.", parts=(part,) if counts else (), plans=plans)
    return replace(made, **changes)


def file_of(
    office: OfficeFile, change: Callable[[dict[str, bytes]], object] = lambda _: None, notes: tuple[str, ...] = ()
) -> bytes:
    """The bytes of a file; `change` is given its members (name → bytes) before they are put together."""
    members = members_of(office, "อำเภอทดลอง", "ทดลอง", notes)
    change(members)
    return office_file_bytes(for_internal_use(members))
