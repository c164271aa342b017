"""Drafted logic-model text per indicator, to start a plan from. It is this project's own, not the Department's rule."""

import csv
import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from catalogue.model import CatalogueError, Fault, Indicator, IndicatorSet

FOLDER = Path(__file__).parent / "suggestions"
GENERAL_PATH = FOLDER / "general.csv"
SEPARATOR = ";"
LINK = re.compile(r"(?:[1-9](?:\+[1-9])*)?>[1-9](?:\+[1-9])*")
PARTS: Mapping[str, str] = {
    "causes": "สาเหตุ",
    "inputs": "ปัจจัยนำเข้า",
    "activities": "กิจกรรม/โครงการ",
    "outputs": "ผลผลิต",
    "outcomes": "ผลลัพธ์",
    "impact": "ผลกระทบ",
    "agencies": "หน่วยงานรับผิดชอบ",
    "partners": "ภาคีเครือข่าย",
}


@dataclass(frozen=True, slots=True)
class ActivityLink:
    """What one activity hangs together with: places (from 0) among the causes and among the outputs."""

    causes: tuple[int, ...]
    outputs: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Draft text for one indicator, each part a list of entries.

    `basis` is "indicator" (written for it), "topic" (for the like of its dimension) or "general" (for anything);
    `activity_links`: for each activity which causes it answers and which outputs come of it, as places from 0; an
    activity that answers no single cause answers the problem itself.
    """

    basis: str
    causes: tuple[str, ...]
    inputs: tuple[str, ...]
    activities: tuple[str, ...]
    outputs: tuple[str, ...]
    outcomes: tuple[str, ...]
    impact: tuple[str, ...]
    agencies: tuple[str, ...]
    partners: tuple[str, ...]
    activity_links: tuple[ActivityLink, ...]


@dataclass(frozen=True, slots=True)
class _Topic:
    keywords: tuple[str, ...]
    suggestion: Suggestion


@functools.cache
def read_suggestions(set_id: str) -> Mapping[int, Suggestion]:
    """The text written for a set's indicators, by indicator number; empty when none was written for the set.

    Use `suggestion_for` to get text for every indicator of every set. Raises CatalogueError when the file is faulty.
    """
    paths = {path.stem: path for path in FOLDER.glob("*.csv") if path != GENERAL_PATH}
    if set_id not in paths:
        return {}
    return {int(row["number"]): _suggestion(row, "indicator") for row in _read_rows(paths[set_id])}


def suggestion_for(indicator_set: IndicatorSet, indicator: Indicator) -> Suggestion:
    """Text for one indicator: its own, else its dimension's topic, else its name's topic, else the general template.

    Where the indicator names its agencies and the text is not its own, the indicator's agencies stand.
    """
    own = read_suggestions(indicator_set.id).get(indicator.number)
    if own:
        return own
    dimension = indicator_set.dimension(indicator.dimension_code)
    topic = _topic_of(dimension.name) or _topic_of(indicator.name) or _general()
    return replace(topic, agencies=indicator.agencies) if indicator.agencies else topic


def suggestions_data(indicator_set: IndicatorSet) -> pd.DataFrame:
    """One row per indicator of the set: indicator_code, basis, and the PARTS as text, entries joined by `; `."""
    rows = [
        {"indicator_code": indicator.code, "basis": text.basis, **{part: _joined(text, part) for part in PARTS}}
        for indicator in indicator_set.indicators
        for text in [suggestion_for(indicator_set, indicator)]
    ]
    return pd.DataFrame(rows, columns=["indicator_code", "basis", *PARTS], dtype=str)


def _joined(suggestion: Suggestion, part: str) -> str:
    entries: tuple[str, ...] = getattr(suggestion, part)
    return f"{SEPARATOR} ".join(entries)


def _topic_of(name: str) -> Suggestion | None:
    """The topic with the longest keyword found in a name, None when no keyword is in it."""
    found = [(len(word), topic.suggestion) for topic in _topics() for word in topic.keywords if word in name]
    return max(found, key=lambda pair: pair[0])[1] if found else None


@functools.cache
def _topics() -> tuple[_Topic, ...]:
    rows = [row for row in _read_rows(GENERAL_PATH) if row["keywords"]]
    return tuple(_Topic(_entries(row["keywords"]), _suggestion(row, "topic")) for row in rows)


@functools.cache
def _general() -> Suggestion:
    return next(_suggestion(row, "general") for row in _read_rows(GENERAL_PATH) if not row["keywords"])


def _suggestion(row: Mapping[str, str], basis: str) -> Suggestion:
    links = tuple(_link(entry) for entry in _entries(row["activity_links"]))
    return Suggestion(basis, **{part: _entries(row[part]) for part in PARTS}, activity_links=links)


def _link(entry: str) -> ActivityLink:
    """The link of an activity as the file has it: numbers from 1 of its causes, > and those of its outputs.

    >>> _link("1+3>2")
    ActivityLink(causes=(0, 2), outputs=(1,))
    """
    causes, _, outputs = entry.partition(">")
    return ActivityLink(_places(causes), _places(outputs))


def _places(numbers: str) -> tuple[int, ...]:
    return tuple(int(number) - 1 for number in numbers.split("+") if number)


def _entries(text: str) -> tuple[str, ...]:
    return tuple(entry.strip() for entry in text.split(SEPARATOR) if entry.strip())


def _read_rows(path: Path) -> list[dict[str, str]]:
    """The rows of a suggestions file. Raises CatalogueError naming the row when a part is missing or blank, or when the
    links of its activities name what is not there."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, restval=""))
    faults = [
        Fault(f"{path.name} แถว {number}", f"ช่อง {part} ว่าง", "ใส่ข้อความอย่างน้อยหนึ่งข้อ คั่นด้วย ;")
        for number, row in enumerate(rows, 2)
        for part in PARTS
        if not row.get(part, "").strip()
    ]
    faults += [
        Fault(
            f"{path.name} แถว {number}",
            "ช่อง activity_links ไม่ตรงกับกิจกรรม สาเหตุ และผลผลิตของแถว",
            "ใส่หนึ่งรายการต่อกิจกรรม คั่นด้วย ; เช่น 1+2>1 (แก้สาเหตุที่ 1 และ 2 ได้ผลผลิตที่ 1)",
        )
        for number, row in enumerate(rows, 2)
        if not _is_linked(row)
    ]
    if faults:
        raise CatalogueError(*faults)
    return rows


def _is_linked(row: Mapping[str, str]) -> bool:
    """Whether each activity has a link, each to causes and outputs of the row, and every output comes of one."""
    entries = _entries(row.get("activity_links") or "")
    if len(entries) != len(_entries(row["activities"])) or not all(map(LINK.fullmatch, entries)):
        return False
    links = [_link(entry) for entry in entries]
    causes, outputs = ({place for each in links for place in getattr(each, name)} for name in ("causes", "outputs"))
    return causes <= set(range(len(_entries(row["causes"])))) and outputs == set(range(len(_entries(row["outputs"]))))
