"""What the officer is told about one file: counts, what was dropped, what it replaces, and every problem."""

from dataclasses import dataclass, field
from typing import Any

from loaders.checks.problems import ERROR, Problem
from warehouse import ReplacedBatch

LOADED, UNCHANGED, CHECKED, REFUSED = "loaded", "unchanged", "checked", "refused"


@dataclass(frozen=True)
class FileReport:
    """The answer for one file.

    `outcome`: loaded, unchanged (the same content stood there already), checked (nothing written yet: a dry run or an
    inspection without errors) or refused (nothing stored). Rows: `rows_read` = `rows_loaded` + `rows_refused` +
    `rows_recognised` (headings, totals, notes; blank rows are not counted). A refused file has loaded no row;
    `rows_faulty` says how many rows have a fault of their own. `areas` and `facts` count what is (or would be) stored.
    `asks_inverted`: codes of the indicators whose answers may stand the other way round, for the person to say.
    `repairs` counts what was put right while reading, by kind. `columns_dropped` are headings that were not kept.
    """

    file: str
    outcome: str
    layout: str | None = None
    survey: str | None = None
    catalogue: str | None = None
    year_be: int | None = None
    level: str | None = None
    areas: int = 0
    facts: int = 0
    rows_read: int = 0
    rows_loaded: int = 0
    rows_refused: int = 0
    rows_recognised: int = 0
    rows_faulty: int = 0
    columns_dropped: tuple[str, ...] = ()
    replaced: tuple[ReplacedBatch, ...] = ()
    problems: tuple[Problem, ...] = ()
    repairs: dict[str, int] = field(default_factory=dict[str, int])
    batch_id: int | None = None
    is_synthetic: bool = False
    dry_run: bool = False
    asks_inverted: tuple[str, ...] = ()

    @property
    def loaded(self) -> bool:
        """True when the file's figures stand in the warehouse: just stored, or there already."""
        return self.outcome in (LOADED, UNCHANGED)

    @property
    def refused(self) -> bool:
        """True when nothing was (or would be) stored because of errors."""
        return self.outcome == REFUSED

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that are errors."""
        return tuple(problem for problem in self.problems if problem.severity == ERROR)

    def to_dict(self) -> dict[str, Any]:
        """The report as JSON-able values."""
        return {
            "file": self.file,
            "outcome": self.outcome,
            "loaded": self.loaded,
            "unchanged": self.outcome == UNCHANGED,
            "dry_run": self.dry_run,
            "layout": self.layout,
            "survey": self.survey,
            "catalogue": self.catalogue,
            "year_be": self.year_be,
            "level": self.level,
            "areas": self.areas,
            "facts": self.facts,
            "rows_read": self.rows_read,
            "rows_loaded": self.rows_loaded,
            "rows_refused": self.rows_refused,
            "rows_recognised": self.rows_recognised,
            "rows_faulty": self.rows_faulty,
            "columns_dropped": list(self.columns_dropped),
            "replaced": [_replaced(each) for each in self.replaced],
            "problems": [{**problem.to_dict(), "file": self.file} for problem in self.problems],
            "repairs": dict(self.repairs),
            "batch_id": self.batch_id,
            "is_synthetic": self.is_synthetic,
            "asks_inverted": list(self.asks_inverted),
        }


def _replaced(batch: ReplacedBatch) -> dict[str, object]:
    return {
        "batch_id": batch.batch_id,
        "file": batch.file_name,
        "imported_at": batch.imported_at,
        "areas": batch.areas,
        "facts": batch.facts,
    }
