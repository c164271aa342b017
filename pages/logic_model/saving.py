"""What stands in the way of a saving: texts that may say something of a person, which are stored only once somebody has
said so, and projects that two people changed at the same time, of which one is taken."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

import streamlit as st

from analysis.core.errors import AnalysisError
from analysis.logic_model.plan import Project
from analysis.logic_model.project_rows import PROJECT_HEADS, project_row
from loaders import Problem
from warehouse import DamagedDatabaseError, PersonalTextError, WarehouseError
from warehouse.errors import StalePlanError
from warehouse.plans import PlanHeader
from words.numbers import format_baht
from words.screen_text import Shown, text

Result = TypeVar("Result")
MINE, THEIRS = "mine", "theirs"
SIDES: Final = {MINE: "ของฉัน", THEIRS: "ของอีกฝ่าย"}


@dataclass(frozen=True)
class Attempt(Generic[Result]):
    """What came of a saving: its `result`, or why nothing was kept: a newer version stands (`is_stale`), texts that may
    say something of a person (`flagged`), or what else is in the way and what to do (`trouble`)."""

    result: Result | None = None
    is_stale: bool = False
    flagged: tuple[str, ...] = ()
    trouble: tuple[str, str] | None = None


def attempt(save: Callable[[], Result]) -> Attempt[Result]:
    """Save. Raises DamagedDatabaseError, for which the frame of the pages has a screen of its own."""
    try:
        return Attempt(save())
    except StalePlanError as error:
        return Attempt(is_stale=True, trouble=(error.what, error.fix))
    except PersonalTextError as error:
        return Attempt(flagged=tuple(error.texts), trouble=(error.what, error.fix))
    except DamagedDatabaseError:
        raise
    except (AnalysisError, WarehouseError) as error:
        return Attempt(trouble=(error.what, error.fix))


def show_conflict(
    mine: Sequence[Project], theirs: Sequence[Project], header: PlanHeader
) -> tuple[Project, ...] | None:  # fmt: skip
    """The projects as chosen, in the run in which that was confirmed; None before."""
    own = {each.id: each for each in mine}
    other = {each.id: each for each in theirs}
    ids = [each for each in dict.fromkeys([*own, *other]) if own.get(each) != other.get(each)]
    by = f" ({text(header.saved_by)})" if header.saved_by else ""
    st.warning(f"มีผู้บันทึกรุ่น {header.version:d} ไปก่อน{by} เลือกโครงการที่จะใช้ {len(ids):,} โครงการ ข้อความของทั้งสองฝ่ายยังอยู่ครบ")
    picks: dict[str, str | None] = {}
    for project_id in ids:
        with st.container(border=True):
            for side, column, project in zip(
                SIDES, st.columns(2), (own.get(project_id), other.get(project_id)), strict=True
            ):
                column.markdown(f"**{SIDES[side]}**")
                column.markdown(_lines(project, other.get(project_id) if side == MINE else own.get(project_id)))
            picks[project_id] = st.radio(
                "ใช้ของใคร", list(SIDES), index=None, horizontal=True, key=f"pick-{header.version}-{project_id}",
                format_func=lambda side: text(SIDES[side]),
            )  # fmt: skip
    left = sum(each is None for each in picks.values())
    if not st.button(f"เลือกอีก {left:,} โครงการ" if left else "รวมแล้วบันทึก", type="primary", disabled=left > 0):
        return None
    chosen = [(own if picks.get(each, MINE) == MINE else other).get(each) for each in dict.fromkeys([*own, *other])]
    return tuple(each for each in chosen if each is not None)


def _lines(project: Project | None, beside: Project | None) -> Shown:
    """Its name, and each field in which it differs from the one beside it."""
    if project is None:
        return "(ลบแล้ว)"
    lines = [f"{text(project.name)}"]
    cells, others = project_row(project), project_row(beside) if beside else {}
    for key, head in PROJECT_HEADS.items():
        if key != "name" and cells[key] != others.get(key) and cells[key] not in (None, "", [], False):
            value = ", ".join(map(str, cells[key])) if isinstance(cells[key], list) else cells[key]
            lines.append(f"- {text(head)} {'ใช่' if value is True else text(value)}")
    if beside is None or project.budgets != beside.budgets:
        lines += [f"- {text(each.source)} {each.year_be:d} {format_baht(each.baht)}" for each in project.budgets]
    return "\n".join(lines)


def ask_to_keep(flagged: Sequence[str], key: str) -> tuple[str, ...]:
    """The texts that a person has said are to be kept, as ticked on the screen."""
    st.warning(text(Problem("P05", {"count": len(flagged)}).text()), icon=":material/privacy_tip:")
    label = "เก็บข้อความนี้ไว้ในแผน: {}"
    return tuple(each for each in flagged if st.checkbox(label.format(text(each)), key=_key(key, each)))


def _key(key: str, written: str) -> str:
    return f"{key}-{hashlib.sha256(written.encode()).hexdigest()[:12]}"
