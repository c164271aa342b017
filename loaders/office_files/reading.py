"""An office's file from bytes to its figures and plans, checked as it stands; what runs in the reading child.

Everything in it was made by another machine and may have been changed on the way: every member is held to its
fingerprint, every code, number and set to what there can be, and every text of a plan to the filter for persons.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

import pandas as pd

from catalogue import Catalogue, CatalogueError, IndicatorSet, parse_set
from catalogue.areas import CODE, area_names, level_of
from loaders.checks.problems import Problem, RefusalError, problem_of_refusal
from loaders.reading import ReadLimits, ReadRefusal, archive_files
from loaders.reading.reader import FILES_PER_LIMIT, refuse_size
from warehouse import PlanItem, StagedBatch
from warehouse.migrations import newest_version
from warehouse.office_files.contents import cleaned_plan, parts_of
from warehouse.office_files.model import (
    FORMAT,
    INTERNAL,
    LEVELS,
    LONGEST_POST,
    MANIFEST,
    NAMES,
    OFFICE_DIGITS,
    PART_FIELDS,
    PLANS,
    PROGRAM,
    PUBLIC,
    READ_ME,
    SETS,
    OfficeFile,
    OfficePlan,
    member_names,
)
from warehouse.staged import AREA_COLUMNS, FACT_COLUMNS, MEASURE_COLUMNS, NUMERIC_COLUMNS
from warehouse.stored_text import stored_text

SENDER: Final = re.compile(r"[0-9a-f]{32}")
WAY_OF_COUNTING: Final = re.compile(r"[a-z_]{1,40}")
WHOLE: Final = ("assessed", "failed", "score")
ROLLUPS: Final = frozenset({"sum", "mean", "weighted_mean", ""})
LONGEST_TEXT: Final = 20_000
MOST_PARTS: Final = 99
SAME_WHEREVER: Final = frozenset({"F01", "F10", "F14"})  # rules of zips that say enough themselves


@dataclass(frozen=True)
class OfficeReading:
    """What was read: the file, None where it is refused, and what is to be said of it."""

    office: OfficeFile | None
    problems: tuple[Problem, ...] = ()


def read_office_file(content: bytes, limits: ReadLimits, catalogue: Catalogue) -> OfficeReading:
    """Read and check one file; nothing is raised for any content. `catalogue`: the sets known here."""
    try:
        members = _members(content, limits)
        office = _office(members, catalogue)
    except ReadRefusal as refusal:
        return OfficeReading(None, (problem_of_refusal(refusal),))
    except RefusalError as refusal:
        return OfficeReading(None, (refusal.problem,))
    masked = office.masked_texts
    return OfficeReading(office, (Problem("O11", {"count": masked}),) if masked else ())


def _members(content: bytes, limits: ReadLimits) -> dict[str, bytes]:
    """The members by name. Raises ReadRefusal for a bomb, a password or a file that is too large, RefusalError else."""
    refuse_size(content, limits)
    limits = replace(limits, max_unzipped_bytes=min(limits.max_unzipped_bytes, FILES_PER_LIMIT * limits.max_bytes))
    if content[:2] != b"PK":
        raise RefusalError("O01")
    try:
        files = archive_files(content, limits)
    except ReadRefusal as refusal:
        if refusal.key.partition("-")[0] in SAME_WHEREVER:
            raise
        raise _damaged("zip") from None
    members = dict(files)
    if MANIFEST not in members:
        raise RefusalError("O01")
    if len(members) != len(files):
        raise _damaged("zip")
    return members


def _damaged(part: str) -> RefusalError:
    return RefusalError("O02", {"part": part})


def _office(members: Mapping[str, bytes], catalogue: Catalogue) -> OfficeFile:
    manifest = _manifest(members)
    office_code = _text(manifest, "office_code", MANIFEST)
    if len(office_code) != OFFICE_DIGITS or office_code not in area_names():
        raise RefusalError("O04-unknown", {"office": office_code[:OFFICE_DIGITS]})
    sets = _sets(members)
    names = _names(members)
    parts = _parts(manifest, members, names)
    plans = [_plan(each) for each in _list(_loaded(members, PLANS), PLANS)]
    codes = {str(code) for part in parts for code in part.facts["area_code"].unique()}
    codes |= {str(code) for code in names["area_code"]} | {plan.area_code for plan in plans}
    foreign = sorted(code for code in codes if not code.startswith(office_code))
    if foreign:
        raise RefusalError("O04", {"office": office_code, "areas": tuple(foreign)})
    for part in parts:
        _check_set(part, _known_set(part.set_id, sets, catalogue))
    cleaned = [cleaned_plan(plan) for plan in plans]
    audience = _text(manifest, "audience", MANIFEST)
    if audience not in (PUBLIC, INTERNAL) or not SENDER.fullmatch(_text(manifest, "sender", MANIFEST)):
        raise _damaged(MANIFEST)
    made_by = stored_text(_text(manifest, "made_by", MANIFEST)[:LONGEST_POST])
    return OfficeFile(
        office_code, manifest["sender"], _moment(manifest), made_by, audience, parts,
        tuple(definition for definition, _ in sets.values()), tuple(plan for plan, _ in cleaned),
        _whole(manifest, "masked_texts") + sum(masked for _, masked in cleaned),
    )  # fmt: skip


def _manifest(members: Mapping[str, bytes]) -> dict[str, Any]:
    """The manifest, with every other member as it says. Raises RefusalError."""
    manifest = _loaded(members, MANIFEST)
    if not isinstance(manifest, dict) or manifest.get("program") != PROGRAM:
        raise RefusalError("O01")
    for name, known in (("format", FORMAT), ("schema", newest_version())):
        if (found := _whole(manifest, name)) > known:
            raise RefusalError("O03", {"found": found, "known": known})
    expected = manifest.get("members")
    if not isinstance(expected, dict):
        raise _damaged(MANIFEST)
    there = {name for name in members if name not in (MANIFEST, READ_ME)}
    for name in sorted(there ^ set(expected)):
        raise _damaged(_named(name))
    for name in sorted(there):
        if hashlib.sha256(members[name]).hexdigest() != expected[name]:
            raise _damaged(_named(name))
    return manifest


def _named(name: str) -> str:
    """The name of a member as it may be told: of one that is none of ours nothing."""
    ours = {NAMES, SETS, PLANS, *(each for number in range(1, MOST_PARTS + 1) for each in member_names(number))}
    return name if name in ours else "zip"


def _loaded(members: Mapping[str, bytes], name: str) -> Any:
    try:
        return json.loads(members[name].decode())
    except (KeyError, UnicodeDecodeError, ValueError, RecursionError):
        raise _damaged(name) from None


def _list(value: Any, name: str) -> list[dict[str, Any]]:
    if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
        raise _damaged(name)
    return value


def _text(values: Mapping[str, Any], key: str, name: str) -> str:
    value = values.get(key)
    if not isinstance(value, str) or len(value) > LONGEST_TEXT:
        raise _damaged(name)
    return value


def _whole(values: Mapping[str, Any], key: str, name: str = MANIFEST) -> int:
    value = values.get(key)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= 10**9:
        raise _damaged(name)
    return value


def _year(values: Mapping[str, Any], key: str, name: str) -> int:
    year = _whole(values, key, name)
    if not 2500 <= year <= 2700:
        raise _damaged(name)
    return year


def _moment(manifest: Mapping[str, Any]) -> datetime:
    try:
        return datetime.fromisoformat(_text(manifest, "made_at", MANIFEST)).replace(tzinfo=None)
    except ValueError:
        raise _damaged(MANIFEST) from None


def _table(members: Mapping[str, bytes], name: str, columns: Sequence[str], rows: int | None = None) -> pd.DataFrame:
    """A table with exactly these columns, numbers as numbers. Raises RefusalError for any other."""
    try:
        table = pd.read_csv(io.BytesIO(members[name]), dtype="str", keep_default_na=False, encoding="utf-8")
    except (KeyError, ValueError):
        raise _damaged(name) from None
    if list(table.columns) != list(columns) or (rows is not None and rows != len(table)):
        raise _damaged(name)
    for column in columns:
        if column in NUMERIC_COLUMNS or (column == "value" and name != NAMES):
            table[column] = _numbers(table[column], name)
        elif bool((table[column].str.len() > LONGEST_TEXT).any()):
            raise _damaged(name)
    codes = table["area_code"].unique()
    if not all(CODE.fullmatch(str(code)) for code in codes):
        raise _damaged(name)
    return table


def _numbers(texts: pd.Series, name: str) -> pd.Series:
    """Texts as numbers, nothing as missing; those that must be whole are, and none is endless."""
    given = texts != ""
    numbers = pd.to_numeric(texts.where(given), errors="coerce")
    if bool((numbers.isna() & given).any()) or bool(numbers.abs().eq(float("inf")).any()):
        raise _damaged(name)
    if texts.name in WHOLE and bool((numbers.dropna() % 1 != 0).any()):
        raise _damaged(name)
    return numbers


def _names(members: Mapping[str, bytes]) -> pd.DataFrame:
    return _table(members, NAMES, AREA_COLUMNS)


def _parts(manifest: Mapping[str, Any], members: Mapping[str, bytes], names: pd.DataFrame) -> tuple[StagedBatch, ...]:
    described = _list(manifest.get("parts"), MANIFEST)
    if len(described) > MOST_PARTS:
        raise _damaged(MANIFEST)
    facts = [pd.DataFrame(columns=[*PART_FIELDS, *FACT_COLUMNS])]
    measures = [pd.DataFrame(columns=[*PART_FIELDS, *MEASURE_COLUMNS])]
    for number, each in enumerate(described, 1):
        key = _part_key(each)
        of_facts, of_measures = member_names(number)
        counted = _table(members, of_facts, FACT_COLUMNS, _whole(each, "facts"))
        if counted.empty or not counted["rollup"].isin(ROLLUPS).all():
            raise _damaged(of_facts)
        if any(level_of(str(code)) != key["level"] for code in counted["area_code"].unique()):
            raise _damaged(of_facts)
        facts.append(counted.assign(rollup=counted["rollup"].mask(counted["rollup"] == ""), **key))
        measures.append(_table(members, of_measures, MEASURE_COLUMNS, _whole(each, "measures")).assign(**key))
    parts = parts_of(_joined(facts), _joined(measures), names)
    if len(parts) != len(described):
        raise _damaged(MANIFEST)
    return parts


def _joined(tables: Sequence[pd.DataFrame]) -> pd.DataFrame:
    return pd.concat(tables[1:], ignore_index=True) if len(tables) > 1 else tables[0]


def _part_key(described: Mapping[str, Any]) -> dict[str, Any]:
    key = {name: described.get(name) for name in PART_FIELDS}
    for name in ("survey", "set_id", "level", "counting"):
        _text(key, name, MANIFEST)
    _year(key, "year_be", MANIFEST)
    is_known = key["level"] in LEVELS and isinstance(key["is_synthetic"], bool)
    if not is_known or not WAY_OF_COUNTING.fullmatch(str(key["counting"])):
        raise _damaged(MANIFEST)
    return key


def _sets(members: Mapping[str, bytes]) -> dict[str, tuple[dict[str, Any], IndicatorSet]]:
    """Id → definition and set of the file's own sets. Raises RefusalError for one that is faulty."""
    found: dict[str, tuple[dict[str, Any], IndicatorSet]] = {}
    for definition in _list(_loaded(members, SETS), SETS):
        try:
            made = parse_set(definition)
        except CatalogueError as error:
            first = error.faults[0]
            words = {"place": stored_text(first.place), "problem": stored_text(first.problem)}
            raise RefusalError("O07-catalogue", words) from error
        except (KeyError, TypeError, ValueError, AttributeError):
            raise _damaged(SETS) from None
        found[made.id] = (definition, made)
    return found


def _known_set(
    set_id: str, sets: Mapping[str, tuple[dict[str, Any], IndicatorSet]], catalogue: Catalogue
) -> IndicatorSet | None:
    if set_id in sets:
        return sets[set_id][1]
    return next((each for each in catalogue.sets if each.id == set_id), None)


def _check_set(part: StagedBatch, indicator_set: IndicatorSet | None) -> None:
    """Raise RefusalError O06 unless every indicator is one of the set, and the set one of the survey and year."""
    given = {str(code) for code in part.facts["indicator_code"].unique()}
    known = {each.code for each in indicator_set.indicators} if indicator_set else set[str]()
    fits = indicator_set is not None and indicator_set.survey == part.survey and indicator_set.covers(part.year_be)
    lacking = tuple(stored_text(code)[:40] for code in sorted(given - known if fits else given))
    if lacking:
        words = {"indicators": lacking, "set": stored_text(part.set_id)[:40], "year": part.year_be}
        raise RefusalError("O06", words)


def _plan(values: Mapping[str, Any]) -> OfficePlan:
    area_code = _text(values, "area_code", PLANS)
    if not CODE.fullmatch(area_code):
        raise _damaged(PLANS)
    items = tuple(_item(each) for each in _list(values.get("items"), PLANS))
    if len({item.item_id for item in items}) != len(items):
        raise _damaged(PLANS)
    years = (_year(values, "year_be", PLANS), _year(values, "fiscal_year_be", PLANS))
    texts = (_text(values, name, PLANS) for name in ("set_id", "title", "saved_by"))
    set_id, title, saved_by = texts
    return OfficePlan(area_code, stored_text(set_id), *years, title, saved_by, items)


def _item(values: Mapping[str, Any]) -> PlanItem:
    content = values.get("content")
    if not isinstance(content, dict):
        raise _damaged(PLANS)
    return PlanItem(_text(values, "item_id", PLANS), _text(values, "kind", PLANS), content)
