"""A file no layout knows, read without a person at a screen: by what is proposed of its columns, or a saved mapping.

What a proposal leaves open (a unit, which way a value is good) is never guessed: the file is refused with a sentence
that names the option which answers it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

from loaders.checks.problems import Problem
from loaders.mapping import Mapping, OtherColumn, OtherData
from loaders.mapping.other_data import direction_of
from loaders.reading import fold
from loaders.staging.staged_file import TableChoice
from loaders.staging.table_preview import TablePreview

PROPOSED = "proposed"
WORSE, BETTER = "more_is_worse", "more_is_better"


@dataclass(frozen=True)
class MappingOrder:
    """What is said beforehand of a file that no layout knows.

    `name`: PROPOSED, or the name of a saved mapping. Of other data: `title` of its set (None: the file's name);
    `units`: (letter or name of a column, its unit), "" for all that have none; `worse`: letters or names of the values
    of which much is a problem, the others being better with more (None: not said).
    """

    name: str
    title: str | None = None
    units: tuple[tuple[str, str], ...] = ()
    worse: tuple[str, ...] | None = None

    @property
    def is_saved(self) -> bool:
        """True where a saved mapping is named."""
        return fold(self.name) != PROPOSED


def named_mappings(order: MappingOrder | None, saved: Sequence[Mapping]) -> tuple[Mapping, ...]:
    """The saved mappings that may know the file: the one named, else all."""
    if order is None or not order.is_saved:
        return tuple(saved)
    return tuple(each for each in saved if fold(each.name) == fold(order.name))


def choose_by_order(
    order: MappingOrder, tables: Sequence[TablePreview], saved: Sequence[Mapping], file_name: str
) -> TableChoice | tuple[Problem, ...]:
    """What a person would say at the screen who accepts the proposal, or why that cannot be said without one.

    `tables`: those of the file, the most likely first; `saved`: all saved mappings.
    """
    if order.is_saved and not named_mappings(order, saved):
        listed = tuple(f"«{each.name}»" for each in saved[:10])
        named = {"name": order.name}
        return (Problem("L48", {**named, "saved": listed}) if listed else Problem("L48-none", named),)
    known = [each for each in tables if not order.is_saved or each.score > 0]
    if not known:
        return (Problem("L49", {"name": order.name}),)
    table = known[0]
    if table.mapping.set_id is not None:
        return TableChoice(table.sheet, table.number, set_id=table.mapping.set_id, mapping=table.mapping)
    if table.other is None:
        return (Problem("L50"),)
    problems = tuple(_open_questions(order, table))
    if problems:
        return problems
    columns = tuple(_answered(each, _names(each, table), order) for each in table.other.columns)
    other = OtherData((order.title or PurePath(file_name).stem)[:80], columns)
    return TableChoice(table.sheet, table.number, mapping=table.mapping, other=other)


def _names(value: OtherColumn, table: TablePreview) -> tuple[str, str]:
    """How a value may be called in an option: by its column's letter, or its name."""
    letter = next(each.letter for each in table.mapping.columns if each.index == value.column)
    return fold(letter), fold(value.name)


def _open_questions(order: MappingOrder, table: TablePreview) -> Iterator[Problem]:
    assert table.other is not None  # noqa: S101 - only asked of a table of other data
    values = [(each, _names(each, table)) for each in table.other.columns]
    called = {name for _, names in values for name in names}
    said = [*(word for word, _ in order.units if word), *(order.worse or ())]
    if strange := [word for word in said if fold(word) not in called]:
        yield Problem("L51", {"names": tuple(strange)})
    if without := [each for each, names in values if not _unit(each, names, order)]:
        yield Problem("V56", {"names": _listed(without, table), "letter": _letter(without[0], table)})
    if order.worse is None and (open_ones := [each for each, _ in values if _is_open(each)]):
        yield Problem("V57", {"names": _listed(open_ones, table), "letter": _letter(open_ones[0], table)})


def _answered(value: OtherColumn, names: tuple[str, str], order: MappingOrder) -> OtherColumn:
    is_worse = any(fold(word) in names for word in order.worse or ())
    direction = WORSE if is_worse else BETTER if _is_open(value) else value.direction
    is_said = order.worse is not None and (is_worse or _is_open(value))
    guessed = tuple(each for each in value.guessed if each != "direction" or not is_said)
    return replace(value, unit=_unit(value, names, order), direction=direction, guessed=guessed)


def _unit(value: OtherColumn, names: tuple[str, str], order: MappingOrder) -> str:
    own = next((unit for word, unit in order.units if word and fold(word) in names), "")
    return own or value.unit or next((unit for word, unit in order.units if not word), "")


def _is_open(value: OtherColumn) -> bool:
    """True where no word of the name says which way the value is good."""
    return "direction" in value.guessed and not direction_of(value.name).word


def _letter(value: OtherColumn, table: TablePreview) -> str:
    return next(each.letter for each in table.mapping.columns if each.index == value.column)


def _listed(values: Sequence[OtherColumn], table: TablePreview) -> tuple[str, ...]:
    return tuple(f"{_letter(each, table)} {each.name}" for each in values)
