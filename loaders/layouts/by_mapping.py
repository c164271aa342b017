"""A file that no layout knows: read by what a person said of its columns, now or an earlier time, or what is proposed.

Without a person at a screen, what a proposal leaves open (a unit, which way a value is good) is never guessed: the file
is refused with a sentence that names the option which answers it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Any

import pandas as pd

from catalogue import CatalogueError, IndicatorSet, parse_set
from loaders.checks.problems import Problem, RefusalError
from loaders.layouts.declared import refusal_of
from loaders.layouts.other_table import grown_definition
from loaders.mapping import (
    Applied,
    AreaIndex,
    Mapping,
    OtherColumn,
    OtherData,
    apply_mapping,
    other_definition,
    propose_households,
    propose_mapping,
    safe_other_data,
    with_other_columns,
)
from loaders.mapping import model as f
from loaders.mapping.areas import parse_named
from loaders.mapping.other_data import direction_of
from loaders.mapping.propose import recognise
from loaders.reading import Workbook, fold
from loaders.rules import phrase
from loaders.safe_tables import safe_table
from loaders.staging.staged_file import LoadRequest, Reading, Staging, TableChoice, joined, with_answers_turned
from loaders.staging.table_preview import (
    Found,
    TablePreview,
    preview_table,
    preview_with_mapping,
    tables_of,
)

MAPPED = "mapped"
SURE = 1.0
DIRECTIONS = {
    ("more_is_better", True): "V52-better", ("more_is_better", False): "V52-better_unsaid",
    ("more_is_worse", True): "V52-worse", ("more_is_worse", False): "V52-worse_unsaid",
}  # fmt: skip
PROPOSED = "proposed"
WORSE, BETTER = "more_is_worse", "more_is_better"


@dataclass(frozen=True)
class _Answers:
    """What is said of a file: the set its figures are of, the mapping, and the set's definition if it brings one."""

    indicator_set: IndicatorSet
    mapping: Mapping
    definition: dict[str, Any] | None
    era: str | None = None
    strict_ranges: frozenset[str] = frozenset()


def stage_unknown(workbook: Workbook, request: LoadRequest, reading: Reading) -> Staging:
    """The Staging of a file that no layout recognises: by the person's choice, or by a saved mapping that knows all its
    headings; else without facts, with the tables that were seen and the request to say what they are."""
    areas = AreaIndex.of(request.known_names)
    tables = tables_of(workbook)
    if not tables:
        raise RefusalError("L40")
    if request.choice is not None and request.choice.sheet:
        return _by_choice(tables, request, request.choice, areas, reading)
    previews = tuple(preview_table(each, tables, request.catalogue, areas, request.saved_mappings) for each in tables)
    known = (
        None
        if request.choice
        else next(
            (each for each in previews if each.score >= SURE and _set_of(each.mapping, request) is not None), None
        )
    )
    if known is not None:
        choice = TableChoice(known.sheet, known.number, set_id=known.mapping.set_id, mapping=known.mapping)
        reading.log.add(Problem("L38", {"name": known.mapping.name}, known.sheet))
        return _by_choice(tables, request, choice, areas, reading)
    problem = Problem("L37")
    reading.log.add(problem)
    return Staging(None, (problem,), tables=tuple(sorted(previews, key=_promise)))


def _promise(preview: TablePreview) -> tuple[bool, bool, int]:
    """The table most likely meant stands first: visible, with columns that are known, long."""
    known_columns = len(preview.mapping.of_kind(*f.FIGURES)) + len(preview.mapping.of_kind(f.AREA_CODE, f.AREA_NAME))
    return preview.hidden, known_columns == 0, -sum(preview.counts.values())


def _by_choice(
    tables: Sequence[Found], request: LoadRequest, choice: TableChoice, areas: AreaIndex, reading: Reading
) -> Staging:
    found = next((each for each in tables if (each.sheet.name, each.number) == (choice.sheet, choice.number)), None)
    if found is None:
        raise RefusalError("L40-chosen", sheet=choice.sheet)
    if choice.roles:
        found = replace(found, table=safe_table(found.table.with_roles(dict(choice.roles))))
    if choice.other is not None:
        said, count = safe_other_data(choice.other)
        choice = replace(choice, other=said)
        if count:
            reading.log.add(Problem("P03", {"count": count}, choice.sheet))
    others = [each for each in tables if each != found]
    answers = _answers(found, request, choice, areas)
    if isinstance(answers, Mapping):  # not chosen yet: only looked at
        problem = Problem("L37-open", sheet=choice.sheet)
        reading.log.add(problem)
        return Staging(None, (problem,), tables=_all_previews(found, others, answers, request, areas))
    previews = _all_previews(found, others, answers.mapping, request, areas)
    if choice.other is not None:
        _say_directions(choice.other, choice.sheet, reading)
    chosen = [found, *(each for each in others if choice.alike and (each.sheet.name, each.number) in previews[0].alike)]
    return replace(_applied(chosen, answers, request, areas, reading, others), tables=previews)


def _say_directions(data: OtherData, sheet: str, reading: Reading) -> None:
    """Say which way every value is read that the program proposed; a doubt where no word of the name says it."""
    for each in data.columns:
        if "direction" in each.guessed:
            word = direction_of(each.name).word
            words = {"name": each.name, "word": word} if word else {"name": each.name}
            reading.log.add(Problem(DIRECTIONS[each.direction, bool(word)], words, sheet))


def _all_previews(
    found: Found, others: Sequence[Found], mapping: Mapping, request: LoadRequest, areas: AreaIndex
) -> tuple[TablePreview, ...]:
    rest = (preview_table(each, (), request.catalogue, areas, request.saved_mappings) for each in others)
    return (preview_with_mapping(found, [found, *others], mapping), *rest)


def _answers(found: Found, request: LoadRequest, choice: TableChoice, areas: AreaIndex) -> _Answers | Mapping:
    """The set and the mapping; a proposal alone where the person has not chosen the set or the columns yet."""
    definition = None
    indicator_set = _set_named(choice.set_id, request)
    if choice.other is not None:
        definition = grown_definition(other_definition(choice.other), request.catalogue)
        try:
            indicator_set = parse_set(definition, choice.other.title)
        except CatalogueError as error:
            raise refusal_of(error) from error
    mapping = choice.mapping
    if mapping is None:
        return _proposed(found, indicator_set, request, choice, areas)
    if indicator_set is None:
        return mapping
    if choice.other is not None:
        mapping = with_other_columns(mapping, indicator_set, choice.other)
    codes = {each.name: each.code for each in indicator_set.indicators}
    said = [each for each in choice.other.columns if "range" not in each.guessed] if choice.other else []
    strict = frozenset(codes[each.name] for each in said)
    return _Answers(indicator_set, replace(mapping, set_id=indicator_set.id), definition, choice.era, strict)


def _proposed(
    found: Found, indicator_set: IndicatorSet | None, request: LoadRequest, choice: TableChoice, areas: AreaIndex
) -> Mapping:
    """The columns as they look for the set chosen, by household where the person or the rows say so."""
    if choice.by_household is not False and choice.other is None:
        sets = [indicator_set] if indicator_set else request.catalogue.sets
        if households := propose_households(found.table, sets, areas, is_said=choice.by_household is True):
            return households
    return propose_mapping(found.table, indicator_set, areas)


def _set_of(mapping: Mapping, request: LoadRequest) -> IndicatorSet | None:
    return _set_named(mapping.set_id, request)


def _set_named(set_id: str | None, request: LoadRequest) -> IndicatorSet | None:
    return next((each for each in request.catalogue.sets if each.id == set_id), None) if set_id else None


def _applied(
    chosen: Sequence[Found],
    answers: _Answers,
    request: LoadRequest,
    areas: AreaIndex,
    reading: Reading,
    others: Sequence[Found],
) -> Staging:
    """The facts of the chosen tables together; a table of the same headings keeps its own positions."""
    parts: list[Applied] = []
    for each in chosen:
        laid = recognise(each.table, [answers.mapping])
        mapping = laid[0] if laid else answers.mapping
        mapping = mapping.with_given(area_code=_area_of(each, mapping, request.area_code, areas))
        parts.append(
            apply_mapping(
                each.sheet, each.table, mapping, indicator_set=answers.indicator_set, known_areas=areas,
                year_be=request.year_be, era=answers.era, shares=reading.shares, strict_ranges=answers.strict_ranges,
                inverted=request.inverted,
            )
        )  # fmt: skip
    layout = f"{MAPPED}: {answers.mapping.name}" if answers.mapping.name else MAPPED
    staging = joined(parts, reading, layout=layout, indicator_set=answers.indicator_set, definition=answers.definition)
    _note_left_out([each for each in others if each not in chosen], reading)
    staging = _held_together(staging, parts, reading)
    if answers.indicator_set.measure != "count":
        return staging
    return with_answers_turned(staging, parts, answers.indicator_set, request, reading)


def _held_together(staging: Staging, parts: Sequence[Applied], reading: Reading) -> Staging:
    """The tables chosen, without facts where they do not go together or hold none."""
    complete = [part for part in parts if part.level is not None]
    facts = pd.concat([part.facts for part in parts], ignore_index=True)
    problems = _between_sheets(complete, facts)
    for problem in problems:
        reading.log.add(problem)
    return replace(staging, problems=problems, facts=None if problems or facts.empty else staging.facts)


def _between_sheets(parts: Sequence[Applied], facts: pd.DataFrame) -> tuple[Problem, ...]:
    """What no single sheet can show: other levels or years beside each other, and areas that stand in two sheets."""
    problems: list[Problem] = []
    if len({(part.level, part.year_be) for part in parts}) > 1:
        listed = tuple(phrase("sheet_of_year", sheet=part.sheet, year=str(part.year_be)) for part in parts[:5])
        problems.append(Problem("L42", {"sheets": listed}))
    sheets = Counter(code for part in parts for code in part.facts["area_code"].unique())
    twice = sorted(code for code, count in sheets.items() if count > 1)
    if twice and facts.duplicated(["area_code", "indicator_code"]).any():
        problems.append(Problem("C26", {"areas": tuple(map(str, twice))}))
    return tuple(problems)


def _area_of(found: Found, mapping: Mapping, said: str | None, areas: AreaIndex) -> str | None:
    """The area a person said, or a finer one within it that the sheet's name gives."""
    of_sheet = _area_of_sheet(found, mapping, areas)
    return of_sheet if of_sheet and of_sheet.startswith(said or "") else said


def _area_of_sheet(found: Found, mapping: Mapping, areas: AreaIndex) -> str | None:
    """The area that the sheet's name gives (อ.ถลาง) to rows that only have names; None where codes or nothing do."""
    if mapping.of_kind(f.AREA_CODE):
        return None
    named = [each for each in parse_named(found.sheet.name) if each.level]
    codes = areas.find(named) if named else []
    return codes[0] if len(codes) == 1 else None


def _note_left_out(others: Sequence[Found], reading: Reading) -> None:
    if others:
        listed = ", ".join(dict.fromkeys(f"«{each.sheet.name}»" for each in others))
        reading.log.add(Problem("L39", {"count": len(others), "sheets": listed[:200]}))


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
