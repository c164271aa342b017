"""An amphoe's figures and plans as its province gets them: all of them for the office alone, or through the gate."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

import pandas as pd

from analysis.core.errors import AnalysisError
from analysis.disclosure.gate import Disclosure, GateOfSet, gates_of_sets
from analysis.disclosure.outputs import Released, Shaped, for_internal_use, release_public
from analysis.logic_model.plan_store import items_of_parts, plan_of_items
from analysis.logic_model.public import plan_public
from catalogue import SURVEYS, Catalogue
from warehouse import PlanHeader, StagedBatch, Warehouse
from warehouse.connection import remembered
from warehouse.office_files.contents import members_of, office_contents, office_sums, parts_of
from warehouse.office_files.model import PART_FIELDS, PUBLIC, SHOWN, OfficeFile, OfficePlan
from warehouse.staged import AREA_COLUMNS, MEASURE_COLUMNS
from words.dates import local_now

ONE_PUBLISHER: Final = (
    "ถ้าจังหวัดเผยแพร่ตัวเลขจากไฟล์ใช้ภายในของอำเภอเดียวกันด้วย สองไฟล์รวมกันอาจบอกจำนวนที่ซ่อนไว้บางค่าได้ ให้เผยแพร่จากที่เดียว"
)
DEVELOPMENT_LEVEL: Final = "development_level"


def office_file_data(
    warehouse: Warehouse, catalogue: Catalogue, office_code: str, made_by: str = "", *, is_public: bool = False
) -> Released[OfficeFile]:
    """What an amphoe sends. For the office alone everything that stands, at the levels it was imported at. Public:
    see `office_file_public`.

    Raises WarehouseError for a code that is no amphoe's and where nothing of it is stored, AnalysisError where nothing
    may leave."""
    office = office_contents(warehouse, office_code, made_by)
    if not is_public:
        return for_internal_use(office)
    gate_of = gates_of_sets(warehouse, catalogue)
    shaped = office_file_public(office, office_sums(warehouse, office_code), gate_of)
    if not shaped.content.parts and not shaped.content.plans:
        raise AnalysisError(
            f"ตัวเลขของอำเภอ {office_code} เป็นจำนวนน้อยทั้งหมด จึงไม่มีค่าที่เผยแพร่ได้", "ส่งไฟล์ใช้ภายในสำนักงานแทน (--internal)"
        )
    asked = {(part.set_id, part.year_be) for part in office.parts}
    gates = [gate for key in sorted(asked) if (gate := gate_of(*key)) is not None]
    strictest = max(gates, key=lambda gate: gate.unprotected, default=Disclosure([], None))
    return release_public(strictest, lambda _: shaped).noted(ONE_PUBLISHER)


@remembered
def office_summary(warehouse: Warehouse, office_code: str) -> OfficeFile:
    """What an amphoe has to send, as it stands; for a screen. Raises WarehouseError as office_file_data."""
    return office_contents(warehouse, office_code)


def office_file_public(office: OfficeFile, sums: pd.DataFrame, gate_of: GateOfSet) -> Shaped[OfficeFile]:
    """The file for everyone, and how many figures are left out. Of a set of counts it has what the gate shows of each
    village, tambon and the amphoe, each as a figure of its own, since one that has gaps below it is no sum; `sums` are
    those of the tambon and the amphoe. Sets of scores and values are left as they are. Counts that describe an area are
    left out but its level of development; of plans the small counts and who saved them."""
    parts: list[StagedBatch] = []
    counted: list[pd.DataFrame] = []
    for part in office.parts:
        gate = gate_of(part.set_id, part.year_be)
        if gate is None:
            continue
        if gate.is_open:
            kept = part.measures[part.measures["measure"] == DEVELOPMENT_LEVEL]
            parts.append(replace(part, measures=kept.reset_index(drop=True)))
        elif part.level == "village":
            counted.append(part.facts.assign(**{name: getattr(part, name) for name in PART_FIELDS}))
    figures = pd.concat([*counted, sums], ignore_index=True)
    figures = figures[(figures["assessed"] > 0) & figures["failed"].notna()]
    shown = _shown(figures, gate_of)
    known = pd.concat([part.area_names for part in office.parts] or [pd.DataFrame(columns=list(AREA_COLUMNS))])
    names = known.drop_duplicates("area_code", ignore_index=True)
    public = figures[shown].assign(counting=figures["counting"].astype("str") + SHOWN)
    no_measures = pd.DataFrame(columns=[*PART_FIELDS, *MEASURE_COLUMNS])
    parts += parts_of(public, no_measures, names) if len(public) else ()
    plans = [_plan_public(plan, gate_of) for plan in office.plans]
    hidden = int((~shown).sum()) + sum(count for _, count in plans)
    content = replace(office, audience=PUBLIC, parts=tuple(parts), plans=tuple(plan for plan, _ in plans))
    return Shaped(content, hidden)


def _shown(figures: pd.DataFrame, gate_of: GateOfSet) -> pd.Series:
    """Which figures the gate of their set and year shows; none of a set that is there no longer, or has no counts."""
    shown = pd.Series(False, index=figures.index)
    for key, rows in figures.groupby(["set_id", "year_be"]):
        gate = gate_of(str(key[0]), int(str(key[1])))
        if gate is not None and not gate.is_open:
            hidden = gate.is_hidden(rows["area_code"], rows["indicator_code"])
            shown[rows.index] = ~hidden.to_numpy()
    return shown


def _plan_public(plan: OfficePlan, gate_of: GateOfSet) -> tuple[OfficePlan, int]:
    place = (plan.area_code, plan.set_id, plan.year_be, plan.fiscal_year_be, plan.title)
    header = PlanHeader(0, *place, 1, local_now(), "")
    shaped = plan_public(plan_of_items(header, plan.items), gate_of)
    shown = shaped.content.plan
    return replace(plan, title=shown.title, saved_by="", items=tuple(items_of_parts(shown.parts))), shaped.hidden


def office_file_members(
    released: Released[OfficeFile], office_title: str, titles: Sequence[str]
) -> Released[Mapping[str, bytes]]:
    """The members of the file (name → bytes), for the same readers; `titles`: see contents_words."""
    contents = contents_words(released.content, titles)
    return released.drawn(lambda office: members_of(office, office_title, contents, released.notes))


def titles_of(office: OfficeFile, catalogue: Catalogue) -> list[str]:
    """The kinds of data of a file with their years, in words: "จปฐ. ปี 2564, 2565"."""
    held: dict[str, set[int]] = {}
    for part in office.parts:
        title = SURVEYS[part.survey]
        if part.survey == "other":
            title = next((each.title for each in catalogue.sets if each.id == part.set_id), title)
        held.setdefault(title, set()).add(part.year_be)
    return [f"{title} ปี {', '.join(map(str, sorted(years)))}" for title, years in held.items()]


def contents_words(office: OfficeFile, titles: Sequence[str]) -> str:
    """What is in a file, in one line; `titles`: of its kinds of data and years.

    >>> from warehouse.office_files.model import OfficeFile
    >>> from datetime import datetime
    >>> contents_words(OfficeFile("8301", "a", datetime(2026, 9, 1)), ["จปฐ. ปี 2565"])
    'จปฐ. ปี 2565 · 0 พื้นที่ · 0 ตัวเลข · แผน 0 ฉบับ'
    """
    counts = f"{office.areas:,} พื้นที่ · {office.facts:,} ตัวเลข · แผน {len(office.plans):,} ฉบับ"
    return " · ".join([*titles, counts])
