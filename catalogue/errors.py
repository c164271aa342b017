"""Faults of a catalogue as objects: where, what is wrong and how to put it right.

They speak Thai: users meet them when they bring a set of their own.
"""

from dataclasses import dataclass

SHOWN_FAULTS = 10


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong. `place` names the file or set and the row or indicator."""

    place: str
    problem: str
    fix: str

    def __str__(self) -> str:
        return f"{self.place}: {self.problem} — {self.fix}"


class CatalogueError(ValueError):
    """An indicator set, view or area code that cannot be used; `faults` holds every fault found, not only the first."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__(*faults)
        self.faults: tuple[Fault, ...] = faults

    def __str__(self) -> str:
        lines = [str(fault) for fault in self.faults[:SHOWN_FAULTS]]
        hidden = len(self.faults) - SHOWN_FAULTS
        if hidden > 0:
            lines.append(f"และอีก {hidden} รายการ")
        return "\n".join(lines)
