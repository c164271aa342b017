"""Projects and budgets as two tables to type and paste into, and the office's list of strategies that projects serve.

What the tables of projects begin with stays as it is; what was typed is applied to it in one callback, and saved at
once. The strategies stand in the database, not in a plan.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, cast

import pandas as pd
import streamlit as st

from analysis.logic_model.plan import KIND_NAMES, Part, Project, new_id
from analysis.logic_model.project_rows import (
    BUDGET_HEADS,
    PROJECT_HEADS,
    TEXTS,
    CellFault,
    budget_rows,
    only_projects,
    project_row,
    projects_of,
    with_budgets,
    with_projects,
)
from app.plan_files import place_names
from app.plans import OpenPlan, keep_parts
from app.state import the_warehouse
from catalogue.activities import NETWORKS
from pages.logic_model.project_buttons import show_row_buttons
from pages.logic_model.saving import ask_to_keep, attempt, show_conflict
from pages.shared.look import ROW_PX, problem_box
from warehouse import read_strategies, remove_strategies, save_strategies
from words.dates import clock_words
from words.screen_text import ShownPlain, plain, text

TABLE: Final = "project-table"
MOST_FAULTS: Final = 10
MOST_PLACES: Final = 300
Delta = Mapping[str, Any]
STRATEGY_HEADS: Final = {"name": "ยุทธศาสตร์", "level": "ของ"}
LEVELS: Final = ("One Plan", "จังหวัด", "อำเภอ", "อปท.")
NUMBER: Final = "strategies-number"


@dataclass
class Table:
    """The two tables of this session: what each began with (`projects`, `money_of`), the version kept last, the ids
    given to rows that were added, and what came of the last saving. `strategies`, `places`: id or code → name of what
    can be chosen."""

    plan_id: int
    version: int
    projects: tuple[Project, ...]
    money_of: tuple[Project, ...]
    number: int
    taken: frozenset[str]
    strategies: Mapping[str, str]
    places: Mapping[str, str] = field(default_factory=dict[str, str])
    money_number: int = 0
    added: list[Mapping[str, Any]] = field(default_factory=list[Mapping[str, Any]])
    added_ids: list[str] = field(default_factory=list[str])
    kept: tuple[str, ...] = ()
    faults: tuple[CellFault, ...] = ()
    flagged: tuple[str, ...] = ()
    mine: tuple[Project, ...] | None = None
    trouble: tuple[str, str] | None = None

    @property
    def project_key(self) -> str:
        """Of the table of projects."""
        return f"projects-{self.plan_id}-{self.number}"

    @property
    def budget_key(self) -> str:
        """Of the table of budgets."""
        return f"budgets-{self.plan_id}-{self.number}-{self.money_number}"

    def renew_money(self, projects: tuple[Project, ...]) -> None:
        """Begin the table of budgets anew, with the names that the projects have now."""
        if [each.name for each in projects] != [each.name for each in self.money_of]:
            self.money_of, self.money_number = projects, self.money_number + 1


def show_projects(opened: OpenPlan) -> None:
    """Both tables, what cannot be read in them, texts to decide on, and two versions where others saved before."""
    table = _table(opened)
    if table.mine is not None:
        chosen = show_conflict(table.mine, opened.plan.of(Project), opened.header)
        if chosen is not None:
            _save(table, chosen, opened.header.version)
            _begin_anew()
        return
    _draw_projects(table)
    st.caption(
        "กดบรรทัดสุดท้ายเพื่อเพิ่มแถว · วางจาก Excel ได้ทั้งช่วง: กดช่องแรก กด Esc แล้ววาง · "
        "ลบแถวโดยเลือกช่องหน้าแถวแล้วกด Delete หรือใช้ปุ่มใต้ตาราง · วันที่เป็น วัน/เดือน/ปี พ.ศ."
    )
    _show_budgets(table)
    if show_row_buttons(opened, bool(table.faults or table.flagged or table.trouble)):
        _begin_anew()
    _show_outcome(table, opened)
    unlinked = [each for each in opened.plan.of(Project) if not each.strategy_ids]
    if table.strategies and unlinked:
        st.caption(f"ยังไม่เชื่อมยุทธศาสตร์ {len(unlinked):,} โครงการ: {', '.join(text(each.name) for each in unlinked)}")
    if show_strategies():
        _begin_anew()


def _draw_projects(table: Table) -> None:
    names = {key: plain(head) for key, head in PROJECT_HEADS.items()}
    rows = pd.DataFrame([project_row(each) for each in table.projects], columns=list(PROJECT_HEADS))
    st.data_editor(
        rows.astype({"people": "float64"}), key=table.project_key, num_rows="dynamic", hide_index=True, width="stretch",
        row_height=ROW_PX, placeholder="–", on_change=_changed, args=(table,),
        column_config={
            "name": st.column_config.TextColumn(names["name"], width=260),
            "owner": st.column_config.TextColumn(names["owner"], width="medium"),
            "agencies": st.column_config.TextColumn(names["agencies"], width="medium"),
            "networks": st.column_config.MultiselectColumn(names["networks"], options=list(NETWORKS)),
            "areas": _choices(names["areas"], table.places),
            "people": st.column_config.NumberColumn(names["people"], min_value=0, format="localized", width="small"),
            "unit": st.column_config.TextColumn(names["unit"], width="small"),
            "same_people": _choices(names["same_people"], {each.id: each.name for each in table.projects}),
            "start": st.column_config.TextColumn(names["start"], width=105, help="วัน/เดือน/ปี พ.ศ."),
            "end": st.column_config.TextColumn(names["end"], width=105, help="วัน/เดือน/ปี พ.ศ."),
            "no_budget": st.column_config.CheckboxColumn(names["no_budget"], default=False, width="small"),
            "strategies": _choices(names["strategies"], table.strategies),
            "sdgs": st.column_config.TextColumn(names["sdgs"], help="เลข 1–17 คั่นด้วยจุลภาค"),
            "pace": st.column_config.SelectboxColumn(names["pace"], options=list(KIND_NAMES.values())),
            **{each: st.column_config.TextColumn(names[each], width="medium") for each in TEXTS},
        },
    )  # fmt: skip


def _choices(label: ShownPlain, names: Mapping[str, str]) -> Any:
    """A column of several choices by their names; None, which hides it, where there is nothing to choose."""
    if not names:
        return None
    return st.column_config.MultiselectColumn(
        label, options=list(names), format_func=lambda each: plain(names.get(each, each)), width="medium"
    )


def _show_budgets(table: Table) -> None:
    names = {key: plain(head) for key, head in BUDGET_HEADS.items()}
    st.markdown("**งบประมาณ** หนึ่งแถวต่อแหล่งเงินและปี")
    rows = pd.DataFrame(budget_rows(table.money_of), columns=list(BUDGET_HEADS))
    st.data_editor(
        rows.astype({"year_be": "float64", "baht": "float64"}), key=table.budget_key, num_rows="dynamic",
        hide_index=True, width="stretch", row_height=ROW_PX, placeholder="–", on_change=_changed, args=(table,),
        column_config={
            "project": st.column_config.SelectboxColumn(
                names["project"], options=[plain(each.name) for each in table.money_of], width="medium"
            ),
            "source": st.column_config.TextColumn(names["source"]),
            "year_be": st.column_config.NumberColumn(names["year_be"], min_value=2500, max_value=2699, format="%d"),
            "baht": st.column_config.NumberColumn(names["baht"], min_value=0, format="localized"),
        },
    )  # fmt: skip


def _show_outcome(table: Table, opened: OpenPlan) -> None:
    for fault in table.faults[:MOST_FAULTS]:
        problem_box(f"ยังไม่บันทึกช่องนี้: “{fault.typed}”", f"แถวที่ {fault.row} คอลัมน์ {fault.head}", fault.fix)
    if len(table.faults) > MOST_FAULTS:
        st.caption(f"และอีก {len(table.faults) - MOST_FAULTS:,} ช่อง")
    if table.trouble is not None:
        problem_box(table.trouble[0], "", table.trouble[1])
    if table.flagged:
        kept = ask_to_keep(table.flagged, table.project_key)
        if kept and kept != table.kept:
            table.kept = kept
            _changed(table)
            st.rerun()
    elif not table.faults and table.trouble is None:
        st.caption(f"บันทึกแล้ว รุ่น {opened.header.version:d} · {clock_words(opened.header.saved_at)}")


def _table(opened: OpenPlan) -> Table:
    """The tables as they were begun; begun anew for another plan, after an absence, or where projects came and went."""
    table: Table | None = st.session_state.get(TABLE)
    projects = opened.plan.of(Project)
    if table is not None and table.plan_id == opened.plan_id:
        is_open = table.project_key in st.session_state
        is_waiting = bool(table.faults or table.flagged or table.trouble)
        if table.mine is not None or (is_open and (is_waiting or table.version == opened.header.version)):
            return table
    number = 0 if table is None else table.number + 1
    taken = frozenset(each.id for each in opened.plan.parts)
    places = _places(opened, projects)
    table = Table(
        opened.plan_id, opened.header.version, projects, projects, number, taken, _strategies(projects), places
    )
    st.session_state[TABLE] = table
    return table


def _strategies(projects: Sequence[Project]) -> dict[str, str]:
    """Id → name of what projects may serve: the office's list, and what they name besides."""
    named = {each: each for project in projects for each in project.strategy_ids}
    return named | {str(each["id"]): str(each.get("name") or each["id"]) for each in read_strategies(the_warehouse())}


def _places(opened: OpenPlan, projects: Sequence[Project]) -> dict[str, str]:
    """Code → name of where projects may work: the areas below the plan's, the nearest levels first, as many as can be
    looked through; and what the projects name besides."""
    named = {code: code for each in projects for code in each.areas}
    below = sorted(
        place_names(the_warehouse(), opened.header.area_code).items(), key=lambda each: (len(each[0]), each[0])
    )
    return named | dict(below[:MOST_PLACES])


def _begin_anew() -> None:
    st.session_state.pop(TABLE, None)
    st.rerun()


def _changed(table: Table) -> None:
    """Apply what was typed in both tables since they were begun, and save what can be read of it."""
    delta = cast(Delta, st.session_state[table.project_key])
    give_ids(table, delta)
    begun = [(each.id, project_row(each)) for each in table.projects]
    rows = with_delta(begun, delta, table.added_ids)
    projects, faults = projects_of(rows, {each.id: each for each in table.projects})
    money = with_delta(
        [("", each) for each in budget_rows(table.money_of)], cast(Delta, st.session_state[table.budget_key]), None
    )
    renamed = _renamed(table.money_of, projects, [row for _, row in money])
    projects, more = with_budgets(projects, renamed)
    table.faults = (*faults, *more)
    _save(table, projects, table.version)


def _renamed(
    before: Sequence[Project], after: Sequence[Project], rows: Sequence[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """The rows of money under the names that their projects have now."""
    now = {each.id: each.name for each in after}
    names = {each.name: now[each.id] for each in before if each.id in now}
    return [dict(row) | {"project": names.get(str(row.get("project")), row.get("project"))} for row in rows]


def give_ids(table: Table, delta: Delta) -> None:
    """Rows that were added keep the ids they were given, also when one between them is taken out again."""
    rows: list[Mapping[str, Any]] = [dict(each) for each in delta["added_rows"]]
    if len(rows) < len(table.added_ids):
        left = iter(zip(table.added_ids, table.added, strict=True))
        table.added_ids = [next((each for each, known in left if known == row), "") for row in rows]
    for _ in range(len(rows) - len(table.added_ids)):
        table.added_ids.append("")
    for place, each in enumerate(table.added_ids):
        if not each:
            table.added_ids[place] = new_id(Project.kind, {*table.taken, *table.added_ids})
            table.taken |= {table.added_ids[place]}
    table.added = rows


def with_delta(
    begun: Sequence[tuple[str, Mapping[str, Any]]], delta: Delta, added_ids: Sequence[str] | None
) -> list[tuple[str, dict[str, Any]]]:
    """The rows a table began with after its edits, each with its id; rows added stand behind them."""
    edited: Mapping[Any, Mapping[str, Any]] = delta["edited_rows"]
    gone: Collection[Any] = delta["deleted_rows"]
    rows = [
        (row_id, dict(row) | dict(edited.get(place, edited.get(str(place), {}))))
        for place, (row_id, row) in enumerate(begun)
        if place not in gone
    ]
    added = [dict(each) for each in delta["added_rows"]]
    return rows + list(zip(added_ids or [""] * len(added), added, strict=True))


def _save(table: Table, projects: Sequence[Project], version: int) -> None:
    """Save the projects; what stands against it is kept in the table, to be said when it is drawn."""

    def change(parts: Sequence[Part]) -> tuple[Part, ...]:
        return with_projects(parts, projects)

    table.trouble, table.flagged = None, ()
    tried = attempt(lambda: keep_parts(table.plan_id, version, change, only_projects, table.kept))
    if tried.is_stale:
        table.mine = tuple(projects)
    elif tried.flagged:
        table.flagged = tried.flagged
    elif tried.trouble:
        table.trouble = tried.trouble
    elif tried.result:
        table.version, table.mine = tried.result.version, None
        if not table.faults:
            table.renew_money(tuple(projects))


def show_strategies() -> bool:
    """The list with a button that keeps it; True in the run in which it was kept."""
    held = [
        {"id": str(each["id"]), **{key: str(each.get(key, "")) for key in STRATEGY_HEADS}}
        for each in read_strategies(the_warehouse())
    ]
    with st.expander(f"รายการยุทธศาสตร์ของหน่วยงาน ({len(held):,})", icon=":material/flag:"):
        st.caption("พิมพ์หรือวางจาก Excel แล้วกดบันทึก ใช้ได้กับทุกแผนในเครื่องนี้")
        table = pd.DataFrame(held, columns=["id", *STRATEGY_HEADS])
        number = int(st.session_state.get(NUMBER, 0))
        edited = st.data_editor(
            table, key=f"strategies-{number}", num_rows="dynamic", hide_index=True, width="stretch", row_height=ROW_PX,
            placeholder="–",
            column_config={
                "id": None,
                "name": st.column_config.TextColumn(plain(STRATEGY_HEADS["name"]), width="large"),
                "level": st.column_config.SelectboxColumn(plain(STRATEGY_HEADS["level"]), options=list(LEVELS)),
            },
        )  # fmt: skip
        if not st.button("บันทึกรายการยุทธศาสตร์", icon=":material/save:"):
            return False
        _keep_strategies(edited, [each["id"] for each in held])
        st.session_state[NUMBER] = number + 1
        return True


def _keep_strategies(edited: pd.DataFrame, held: list[str]) -> None:
    """Rows with a name are kept, new ones under the next number; what is gone from the list is forgotten."""
    rows = [row for row in edited.fillna("").to_dict("records") if str(row["name"]).strip()]
    taken = {int(each.rpartition("-")[2]) for each in held if each.rpartition("-")[2].isdigit()}
    number = max(taken, default=0)
    kept: list[dict[str, str]] = []
    for row in rows:
        if not row["id"]:
            number += 1
        strategy_id = str(row["id"]) or f"strategy-{number}"
        kept.append({"id": strategy_id, "name": str(row["name"]).strip(), "level": str(row["level"])})
    save_strategies(the_warehouse(), kept)
    remove_strategies(the_warehouse(), set(held) - {each["id"] for each in kept})
