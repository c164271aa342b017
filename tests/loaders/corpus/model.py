"""What one file of the collection is: how it is made, what is asked of the program, and which answer is right."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

ACCEPT, FIX, WARN, ROW, FILE = "accept", "fix", "warn", "row", "file"
"""The right answers: taken as it is; put right and counted; taken with a warning; the row is refused and named, the
others may go in; the whole file is refused with the next step (which may be a question the person has to answer)."""


@dataclass(frozen=True)
class Case:
    """One file. `key` is unique and begins with the id of the rule; `right` is one of the answers above.

    `at` is the cell, or only the row, that a ROW answer must name. `before` are (file name, builder) loaded first;
    `said` are the words load_file is given; `settings` are limits set for this file.
    """

    key: str
    right: str
    file_name: str
    build: Callable[[], bytes]
    at: str | int | None = None
    said: Mapping[str, Any] = field(default_factory=dict[str, Any])
    before: tuple[tuple[str, Callable[[], bytes]], ...] = ()
    settings: Mapping[str, str] = field(default_factory=dict[str, str])

    @property
    def rule(self) -> str:
        """The id of the rule: the key up to its first dash."""
        return self.key.partition("-")[0]


class Collection:
    """Cases of one table of rules, in the order in which they are written down."""

    def __init__(self, name: str, elsewhere: Mapping[str, str]) -> None:
        """`elsewhere`: ids of the table that no file of this collection can show → where they are held, or why not."""
        self.name = name
        self.elsewhere = elsewhere
        self.cases: list[Case] = []

    def add(
        self,
        key: str,
        right: str,
        file_name: str,
        build: Callable[[], bytes],
        at: str | int | None = None,
        *,
        before: Iterable[tuple[str, Callable[[], bytes]]] = (),
        settings: Mapping[str, str] | None = None,
        **said: Any,
    ) -> None:
        """Declare one case."""
        case = Case(key, right, file_name, build, at, said, tuple(before), settings or {})
        self.cases.append(case)
