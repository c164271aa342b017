"""A plan and the store of plans: read as its parts, kept as a new version, and what of it the data no longer have."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, fields
from typing import Final

from analysis.core.errors import AnalysisError
from analysis.logic_model.plan import Outcome, Part, Plan, Potential, Problem, Project, content_of, part_of
from catalogue import Catalogue, CatalogueError
from catalogue.areas import area_names
from warehouse import PlanHeader, PlanItem, Warehouse, create_plan, read_plan, remove_plan, save_plan

KNOWN_AREAS: Final = """
    -- One row: an area that a register or an import names, or that has data.
    SELECT area_code FROM areas UNION SELECT area_code FROM batch_areas WHERE is_live
"""
SET, INDICATOR, AREA = "set", "indicator", "area"
VANISHED_WORDS: Final = {
    SET: "ชุดตัวชี้วัดนี้ไม่มีแล้ว",
    INDICATOR: "ตัวชี้วัดนี้ไม่อยู่ในชุดแล้ว",
    AREA: "พื้นที่นี้ไม่มีในทะเบียนและไม่มีข้อมูลแล้ว",
}


@dataclass(frozen=True, slots=True)
class Vanished:
    """Something that a plan names and that is there no longer. `part_id`: the part that names it, "" for the plan
    itself; `kind`: set, indicator or area; `code`: what it names."""

    part_id: str
    kind: str
    code: str

    @property
    def words(self) -> str:
        """The same in Thai, for the card.

        >>> Vanished("problem-1", "indicator", "jpt-2560-24").words
        'ตัวชี้วัดนี้ไม่อยู่ในชุดแล้ว (jpt-2560-24)'
        """
        return f"{VANISHED_WORDS[self.kind]} ({self.code})"


def load_plan(warehouse: Warehouse, plan_id: int, version: int | None = None) -> tuple[PlanHeader, Plan]:
    """The plan in a version (None: the latest), and the header of it.

    Raises WarehouseError for a plan or version there is not, AnalysisError for a part that this program cannot read."""
    header, items = read_plan(warehouse, plan_id, version)
    return header, plan_of_items(header, items)


def plan_of_items(header: PlanHeader, items: Collection[PlanItem]) -> Plan:
    """The parts as they are stored, as a plan. Raises AnalysisError for a part that this program cannot read."""
    return Plan(
        area_code=header.area_code, set_id=header.set_id, year_be=header.year_be, fiscal_year_be=header.fiscal_year_be,
        title=header.title, parts=tuple(_part(item) for item in items),
    )  # fmt: skip


def _part(item: PlanItem) -> Part:
    try:
        return part_of(item.kind, item.item_id, item.content)
    except (KeyError, TypeError, ValueError) as error:
        raise AnalysisError(
            f"ส่วน {item.item_id} ของแผนนี้บันทึกไว้ในรูปแบบที่โปรแกรมรุ่นนี้ไม่รู้จัก", "ปรับโปรแกรมเรดาร์ชุมชนเป็นรุ่นล่าสุด แล้วเปิดแผนอีกครั้ง"
        ) from error


def items_of_parts(parts: Iterable[Part], stored: Iterable[PlanItem] = ()) -> list[PlanItem]:
    """Parts as they are stored, in order. `stored`: the items that stand there: fields of theirs that this program does
    not know stay as they are."""
    before = {(each.kind, each.item_id): each.content for each in stored}
    items: list[PlanItem] = []
    for part in parts:
        known = {each.name for each in fields(part)}
        later = {name: value for name, value in before.get((part.kind, part.id), {}).items() if name not in known}
        items.append(PlanItem(part.id, part.kind, later | content_of(part)))
    return items


def newest_plan(headers: Iterable[PlanHeader]) -> PlanHeader | None:
    """Of several plans the one of the latest fiscal year, of one year the one begun last; None of none."""
    return max(headers, key=lambda each: (each.fiscal_year_be, each.plan_id), default=None)


def store_plan(
    warehouse: Warehouse,
    plan_id: int,
    based_on: int,
    plan: Plan,
    saved_by: str = "",
    kept: Collection[str] = (),
) -> int:
    """Keep the plan, with its title, as the next version of a stored one; gives the version. Errors as `save_plan`."""
    return save_plan(warehouse, plan_id, based_on, items_of_parts(plan.parts), saved_by, plan.title, kept)


def store_new_plan(warehouse: Warehouse, plan: Plan, saved_by: str = "", kept: Collection[str] = ()) -> int:
    """Keep a plan that is not stored yet; gives its number. Errors as `save_plan`; nothing is left then."""
    plan_id = create_plan(warehouse, plan.area_code, plan.set_id, plan.year_be, plan.fiscal_year_be)
    try:
        store_plan(warehouse, plan_id, 0, plan, saved_by, kept)
    except Exception:
        remove_plan(warehouse, plan_id)
        raise
    return plan_id


def known_areas(warehouse: Warehouse) -> frozenset[str]:
    """Codes of every area that the shipped register, one of the user's own or an import names."""
    rows = warehouse.query_once(KNOWN_AREAS)
    return frozenset(area_names()) | {"TH"} | {str(code) for code in rows["area_code"]}


def vanished(plan: Plan, catalogue: Catalogue, areas: Collection[str]) -> tuple[Vanished, ...]:
    """What the plan names and the data no longer have, in the order of its parts. `areas`: codes there are, as
    `known_areas` gives them."""
    found = [Vanished("", AREA, plan.area_code)] if plan.area_code not in areas else []
    if _indicators_of(catalogue, plan.set_id) is None:
        found.append(Vanished("", SET, plan.set_id))
    for part in plan.parts:
        if isinstance(part, Problem | Outcome | Potential):
            set_id = plan.set_id if isinstance(part, Potential) else part.set_id or plan.set_id
            known = _indicators_of(catalogue, set_id)
            if part.indicator_code and known is None:
                found.append(Vanished(part.id, SET, set_id))
            elif part.indicator_code and known is not None and part.indicator_code not in known:
                found.append(Vanished(part.id, INDICATOR, part.indicator_code))
        elif isinstance(part, Project):
            found += [Vanished(part.id, AREA, code) for code in part.areas if code not in areas]
    return tuple(found)


def _indicators_of(catalogue: Catalogue, set_id: str) -> frozenset[str] | None:
    """Codes of the indicators of a set; None for one that is not there."""
    try:
        return frozenset(each.code for each in catalogue.get(set_id).indicators)
    except CatalogueError:
        return None
