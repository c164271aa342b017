"""Rows of a list of projects put into a plan: new projects with their cards, or what the plan's own still lack.

The same list brought in twice changes nothing the second time.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final, Literal, TypeVar

from analysis.logic_model.edited_workbook import SheetFault
from analysis.logic_model.plan import (
    NO_SOURCE,
    PARTS,
    Activity,
    Budget,
    Card,
    Cause,
    Output,
    Part,
    Plan,
    Problem,
    Project,
    new_id,
)
from analysis.logic_model.plan_list import ListedRow
from catalogue.areas import level_of
from words.spelling import fold

Fills = Literal["blank", "file"]
FILLS: Final[Mapping[Fills, str]] = {"blank": "เติมเฉพาะช่องที่ยังว่าง", "file": "ใช้ค่าจากไฟล์"}
"""What happens to a project that the plan has already → how people choose it."""
IN_WORDS: Final = "พื้นที่ {}"  # in the target group: a place that is none of the areas known
WHOLE: Final = ("ทั้งตำบล", "ทุกหมู่บ้าน", "ทั้งหมู่บ้าน", "ทั้งอำเภอ", "ทั้งจังหวัด")
CardT = TypeVar("CardT", bound=Card)


@dataclass
class _Gathered:
    """The rows of one project together. `money`: (source, year) → baht; `rows`: those with cards."""

    name: str
    place: str
    fields: dict[str, Any] = field(default_factory=dict[str, Any])
    strategy: str = ""
    money: dict[tuple[str, int], float] = field(default_factory=dict[tuple[str, int], float])
    rows: list[ListedRow] = field(default_factory=list[ListedRow])


def with_listed(
    plan: Plan, rows: Sequence[ListedRow], places: Mapping[str, str], strategies: Mapping[str, str] | None = None,
    fills: Fills = "blank", sheet: str = "",
) -> tuple[Plan, tuple[SheetFault, ...]]:  # fmt: skip
    """The plan with the projects of a list, and where rows of one project say different things (the first is taken).

    Rows of one name and place are one project; their money of one source and year is added up. A project that the plan
    has by its name (at the same place) is filled, never doubled. `places`: code → name of the areas within the plan's;
    a place that is none of them stays in words. `strategies`: folded name → id of the office's list. A problem, its
    cause, the activities and outputs that a row names become linked cards; a project that names a problem or an output
    without an activity is itself the activity."""
    gathered, faults = _gathered(rows, sheet)
    made = _Made(list(plan.parts))
    for each in gathered:
        project = _project(made, each, plan, places, strategies or {}, fills)
        for row in each.rows:
            _add_cards(made, row, project)
    return replace(plan, parts=tuple(made.parts)), tuple(faults)


def _gathered(rows: Iterable[ListedRow], sheet: str) -> tuple[list[_Gathered], list[SheetFault]]:
    found: dict[tuple[str, str], _Gathered] = {}
    faults: list[SheetFault] = []
    for row in rows:
        own = found.setdefault((fold(row.name), fold(row.place)), _Gathered(row.name, row.place))
        for name, value in row.fields.items():
            if name in ("agencies", "networks", "sdgs"):
                own.fields[name] = tuple(dict.fromkeys((*own.fields.get(name, ()), *value)))
            elif own.fields.setdefault(name, value) != value:
                faults.append(SheetFault(
                    sheet, row.number, "", f"ต่างจากแถวก่อนหน้าของโครงการ “{row.name}” จึงใช้ของแถวแรก",
                    "ถ้าเป็นคนละโครงการ ตั้งชื่อหรือพื้นที่ให้ต่างกัน",
                ))  # fmt: skip
        own.strategy = own.strategy or row.strategy
        for source, year, baht in row.money:
            own.money[source, year] = own.money.get((source, year), 0.0) + baht
        if row.cards:
            own.rows.append(row)
    return list(found.values()), faults


@dataclass
class _Made:
    """The parts of the plan as they grow."""

    parts: list[Part]

    def new(self, kind: str) -> str:
        return new_id(kind, [each.id for each in self.parts])

    def put(self, part: Part) -> None:
        """The part in the place of its former self, or behind all others."""
        place = next((at for at, each in enumerate(self.parts) if each.id == part.id), None)
        if place is None:
            self.parts.append(part)
        else:
            self.parts[place] = part

    def card(self, kind: type[CardT], text: str, links: tuple[str, ...], **more: Any) -> CardT:
        """The card of these words that hangs on one of `links` (or of this project); a new one where there is none."""
        for each in self.parts:
            if isinstance(each, kind) and fold(each.text) == fold(text):
                is_same = (
                    each.project_id == more.get("project_id") if isinstance(each, Activity)
                    else not links or bool(set(links) & set(each.links))
                )  # fmt: skip
                if is_same:
                    linked = replace(each, links=tuple(dict.fromkeys((*each.links, *links))))
                    self.put(linked)  # type: ignore[arg-type]
                    return linked
        made: Any = PARTS[kind.kind](id=self.new(kind.kind), text=text, links=links, **more)  # type: ignore[call-arg]
        self.parts.append(made)
        return made


def _project(
    made: _Made, listed: _Gathered, plan: Plan, places: Mapping[str, str], strategies: Mapping[str, str], fills: Fills
) -> Project:
    code = place_code(listed.place, plan.area_code, places)
    fields = dict(listed.fields)
    if listed.place and code is None:
        fields["target_group"] = " · ".join(
            filter(None, (fields.get("target_group", ""), IN_WORDS.format(listed.place)))
        )
    fields["areas"] = (code,) if code else ()
    if listed.strategy:
        fields["strategy_ids"] = (strategies.get(fold(listed.strategy), listed.strategy),)
    standing = _standing(made.parts, listed, fields["areas"])
    project = standing or Project(id=made.new(Project.kind), name=listed.name)
    needs_budget = fields.pop("needs_budget", True)
    taken = {
        name: value for name, value in fields.items()
        if value and (fills == "file" or not getattr(project, name))
    }  # fmt: skip
    project = replace(project, **taken, budgets=_budgets(project, listed.money, fills))
    if not needs_budget and not project.budgets:
        project = replace(project, needs_budget=False)
    made.put(project)
    return project


def _standing(parts: Iterable[Part], listed: _Gathered, areas: tuple[str, ...]) -> Project | None:
    """The project that the plan has of this name, at this place where both say one."""
    in_words = IN_WORDS.format(listed.place)
    for each in parts:
        if not isinstance(each, Project) or fold(each.name) != fold(listed.name):
            continue
        says_none = not each.areas and IN_WORDS.format("") not in each.target_group
        is_same = each.areas == areas if areas else in_words in each.target_group
        if not listed.place or says_none or is_same:
            return each
    return None


def _budgets(project: Project, money: Mapping[tuple[str, int], float], fills: Fills) -> tuple[Budget, ...]:
    """The project's money with that of the list: what both have is the plan's own, or the file's."""
    sums = {(each.source, each.year_be): each.baht for each in project.budgets}
    of_years = {year for source, year in sums if source != NO_SOURCE}
    for (source, year), baht in money.items():
        is_known = (source, year) in sums or (source == NO_SOURCE and year in of_years)
        if not is_known or (fills == "file" and (source, year) in sums):
            sums[source, year] = baht
    return tuple(Budget(source=source, year_be=year, baht=baht) for (source, year), baht in sums.items())


def _add_cards(made: _Made, row: ListedRow, project: Project) -> None:
    """The cards that a row names, linked from its problem to its output."""
    links: tuple[str, ...] = ()
    if "problem" in row.cards:
        links = (made.card(Problem, row.cards["problem"], ()).id,)
    if "cause" in row.cards:
        links = (made.card(Cause, row.cards["cause"], links).id,)
    words = row.cards.get("activity", project.name)
    activity = made.card(Activity, words, links, project_id=project.id)
    if "output" in row.cards:
        made.card(Output, row.cards["output"], (activity.id,))


def place_code(place: str, area_code: str, places: Mapping[str, str]) -> str | None:
    """The code of the one area that a place names: a village of a tambon by its number (หมู่ที่ 3), else an area whose
    name stands in the text; None for anywhere else, and for several.

    >>> place_code("หมู่ที่ 3", "830101", {"83010103": "บ้านกะตะ"}), place_code("บ้านกะตะ", "8301", {"83010103": "บ้านกะตะ"})
    ('83010103', '83010103')
    """
    words = fold(place)
    if not words or any(fold(each) in words for each in WHOLE):
        return None
    if level_of(area_code) == "tambon":
        is_numbered = "หมู่" in words or "ม." in words
        by_number = {f"{area_code}{int(each):02d}" for each in re.findall(r"\d+", words) if is_numbered}
        if len(by_number) == 1 and (found := by_number & places.keys()):
            return found.pop()
    named = {code for code, name in places.items() if len(name) > 2 and fold(name) in words}
    return named.pop() if len(named) == 1 else None
