"""Problem tree and objective tree of a problem, each turned into the other; their words are written in one table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

import pandas as pd
import streamlit as st

from analysis.logic_model.plan import Card, Part, Problem
from analysis.logic_model.trees import SIDES, Side, Tree, tree_of, tree_rows, with_tree_words
from app.look_css import box_name
from app.plans import OpenPlan, criteria_of, keep_parts
from charts.logic_model import TreeBox, tree_dot, tree_width_px
from pages.logic_model.saving import ask_to_keep, attempt
from pages.shared.look import ROW_PX, problem_box, show_table
from pages.shared.url_choices import url_choice
from words.screen_text import plain, text

TABLE: Final = "tree-words"
SIDE_PARAMETER, PROBLEM_PARAMETER = "tree", "problem"
Words = Mapping[Side, Mapping[str, str]]


@dataclass
class Waiting:
    """Words that were typed and not kept: texts to decide on, words that others changed too, or why it cannot be."""

    plan_id: int
    words: Words
    flagged: tuple[str, ...] = ()
    is_stale: bool = False
    trouble: tuple[str, str] | None = None


def show_trees(opened: OpenPlan) -> None:
    """The problem to look at, one of its trees, and the words of both."""
    problems = {each.id: f"{number}. {each.text}" for number, each in enumerate(opened.plan.of(Problem), 1)}
    if not problems:
        st.info("ยังไม่มีปัญหาในแผน เพิ่มที่กระดานก่อน", icon=":material/info:")
        return
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        problem_id = url_choice("ปัญหา", problems, PROBLEM_PARAMETER, width=420, label_visibility="collapsed")
        side = url_choice(
            "ต้นไม้", SIDES, SIDE_PARAMETER, st.segmented_control, required=True, label_visibility="collapsed"
        )
    criteria = criteria_of(opened)
    trees: dict[Side, Tree] = {each: tree_of(opened.plan, problem_id, each, criteria) for each in SIDES}
    _draw(trees[side])
    _show_words(opened, trees, problem_id)


def _draw(tree: Tree) -> None:
    """The tree, as wide as it must be to be read: a phone scrolls sideways."""
    rows: list[tuple[str, Sequence[TreeBox]]] = [
        (name, [(each.id, each.text, each.id == tree.problem_id, each.is_turned and not each.is_own) for each in nodes])
        for name, nodes in tree.rows()
    ]
    words = plain(" · ".join(f"{name}: {', '.join(each.text for each in nodes)}" for name, nodes in tree.rows()))
    for is_narrow in (False, True):  # the style rules show one of them, by the width of the screen
        box = st.container(key="on-phone-tree" if is_narrow else "on-screen-tree")
        with box.container(key=f"{box_name(tree_width_px(rows, is_narrow))}-tree-{is_narrow}"):
            st.graphviz_chart(tree_dot(rows, tree.branches, tree.side, is_narrow), width="content", alt=words)
    proposed = sum(each.is_turned and not each.is_own for each in tree.nodes)
    if proposed:
        st.caption(f"กรอบเส้นประ {proposed:,} ใบ: โปรแกรมเปลี่ยนคำจากต้นไม้อีกด้านให้เป็นข้อเสนอ แก้เป็นคำของท่านได้ในตาราง")
    if len(tree.nodes) == 1:
        st.caption("ยังมีแต่ตัวปัญหา เพิ่มสาเหตุและผลลัพธ์ที่กระดาน แล้วเชื่อมใบเข้าด้วยกัน")


def _show_words(opened: OpenPlan, trees: Mapping[Side, Tree], problem_id: str) -> None:
    """Both trees as a table, one row a box; the words of either side are typed here and kept with a button."""
    rows = words_table(trees)
    number = int(st.session_state.get(f"{TABLE}-number", 0))
    st.markdown("**คำในต้นไม้ทั้งสองด้าน**")
    edited = st.data_editor(
        rows, key=f"{TABLE}-{opened.plan_id}-{problem_id}-{number}", num_rows="fixed", hide_index=True, width="stretch",
        row_height=ROW_PX, placeholder="–", disabled=["row"],
        column_config={
            "id": None,
            "row": st.column_config.TextColumn(plain("แถว"), width=190),
            "problem": st.column_config.TextColumn(plain(SIDES["problem"]), width="large", max_chars=2000),
            "objective": st.column_config.TextColumn(plain(SIDES["objective"]), width="large", max_chars=2000),
        },
    )  # fmt: skip
    words = typed_words(rows, edited)
    save = partial(_save, opened.plan_id, opened.header.version)
    waiting = _waiting(opened)
    if waiting is not None:
        _show_waiting(opened, waiting)
        return
    typed = sum(map(len, words.values()))
    st.button(
        f"บันทึกคำที่แก้ ({typed:,})" if typed else "บันทึกคำที่แก้", key=f"{TABLE}-save", type="primary",
        icon=":material/save:", disabled=not typed, on_click=save, args=(words, ()),
    )  # fmt: skip


def words_table(trees: Mapping[Side, Tree]) -> pd.DataFrame:
    """One row a box, from the top of the tree: id, row (what it is called on either tree), problem and objective (its
    words there; missing where a tree has no such box)."""
    return pd.DataFrame(tree_rows(trees), columns=["id", "row", *SIDES], dtype="object")


def typed_words(rows: pd.DataFrame, edited: pd.DataFrame) -> dict[Side, dict[str, str]]:
    """Side → id of a card → the words typed for it there, of those that were changed; a tree's empty places stay so."""
    found: dict[Side, dict[str, str]] = {}
    for side in SIDES:
        for part_id, before, after in zip(rows["id"], rows[side], edited[side], strict=True):
            if isinstance(before, str) and str(after if isinstance(after, str) else "").strip() != before.strip():
                found.setdefault(side, {})[str(part_id)] = str(after if isinstance(after, str) else "")
    return found


def _save(plan_id: int, version: int | None, words: Words, kept: tuple[str, ...]) -> None:
    """Keep the words before the page is drawn again; what stands in the way is held with them."""
    touched_ids = {each for side in words.values() for each in side}

    def change(parts: Sequence[Part]) -> tuple[Part, ...]:
        for side, typed in words.items():
            parts = with_tree_words(parts, side, typed)
        return tuple(parts)

    def touched(parts: Sequence[Part]) -> tuple[Part, ...]:
        return tuple(each for each in parts if each.id in touched_ids)

    tried = attempt(lambda: keep_parts(plan_id, version, change, touched, kept))
    if tried.trouble is None:
        _forget()
        return
    trouble = None if tried.is_stale or tried.flagged else tried.trouble
    st.session_state[TABLE] = Waiting(plan_id, words, tried.flagged, tried.is_stale, trouble)


def _waiting(opened: OpenPlan) -> Waiting | None:
    waiting: Waiting | None = st.session_state.get(TABLE)
    return waiting if waiting is not None and waiting.plan_id == opened.plan_id else None


def _forget() -> None:
    """The table begins anew with what is kept."""
    st.session_state.pop(TABLE, None)
    st.session_state[f"{TABLE}-number"] = int(st.session_state.get(f"{TABLE}-number", 0)) + 1


def _show_waiting(opened: OpenPlan, waiting: Waiting) -> None:
    """Why the words are not kept yet, and what can be done: nothing typed is lost until somebody says so."""
    version: int | None = opened.header.version
    kept: tuple[str, ...] = ()
    if waiting.trouble is not None:
        problem_box(waiting.trouble[0], "", waiting.trouble[1])
    if waiting.is_stale:
        st.warning(f"มีผู้แก้ใบเดียวกันและบันทึกเป็นรุ่น {opened.header.version:d} ไปก่อน เทียบสองข้อความ แล้วเลือก")
        show_table(_both_texts(opened, waiting.words), f"{TABLE}-both")
        version = None  # a person has seen what stands there now
    if waiting.flagged:
        kept = ask_to_keep(waiting.flagged, TABLE)
    is_undecided = len(kept) < len(waiting.flagged)
    with st.container(horizontal=True, gap="small"):
        st.button(
            "ใช้คำของฉัน" if waiting.is_stale else "บันทึกอีกครั้ง", key=f"{TABLE}-mine", type="primary",
            disabled=is_undecided, on_click=_save, args=(opened.plan_id, version, waiting.words, kept),
        )  # fmt: skip
        st.button("ใช้คำที่บันทึกอยู่", key=f"{TABLE}-theirs", on_click=_forget, help=text("คำที่พิมพ์ในตารางนี้จะหายไป"))


def _both_texts(opened: OpenPlan, words: Words) -> pd.DataFrame:
    """One row a box that both changed: what was typed here, and what stands in the plan now."""
    cards = {each.id: each for each in opened.plan.parts if isinstance(each, Card)}
    rows = [
        (SIDES[side], typed, cards[part_id].text, cards[part_id].turned)
        for side, own in words.items()
        for part_id, typed in own.items()
        if part_id in cards
    ]
    return pd.DataFrame(rows, columns=["ด้าน", "ของท่าน", "รุ่นล่าสุด", "รุ่นล่าสุด (ต้นไม้อีกด้าน)"])
