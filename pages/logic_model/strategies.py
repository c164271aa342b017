"""The office's list of strategies that projects serve, to edit; it stands in the database, not in a plan."""

from typing import Final

import pandas as pd
import streamlit as st

from app.state import the_warehouse
from pages.shared.look import ROW_PX
from warehouse import read_strategies, remove_strategies, save_strategies
from words.screen_text import plain

HEADS: Final = {"name": "ยุทธศาสตร์", "level": "ของ"}
LEVELS: Final = ("One Plan", "จังหวัด", "อำเภอ", "อปท.")
NUMBER: Final = "strategies-number"


def show_strategies() -> bool:
    """The list with a button that keeps it; True in the run in which it was kept."""
    held = [
        {"id": str(each["id"]), **{key: str(each.get(key, "")) for key in HEADS}}
        for each in read_strategies(the_warehouse())
    ]
    with st.expander(f"รายการยุทธศาสตร์ของหน่วยงาน ({len(held):,})", icon=":material/flag:"):
        st.caption("พิมพ์หรือวางจาก Excel แล้วกดบันทึก ใช้ได้กับทุกแผนในเครื่องนี้")
        table = pd.DataFrame(held, columns=["id", *HEADS])
        number = int(st.session_state.get(NUMBER, 0))
        edited = st.data_editor(
            table, key=f"strategies-{number}", num_rows="dynamic", hide_index=True, width="stretch", row_height=ROW_PX,
            placeholder="–",
            column_config={
                "id": None,
                "name": st.column_config.TextColumn(plain(HEADS["name"]), width="large"),
                "level": st.column_config.SelectboxColumn(plain(HEADS["level"]), options=list(LEVELS)),
            },
        )  # fmt: skip
        if not st.button("บันทึกรายการยุทธศาสตร์", icon=":material/save:"):
            return False
        _keep(edited, [each["id"] for each in held])
        st.session_state[NUMBER] = number + 1
        return True


def _keep(edited: pd.DataFrame, held: list[str]) -> None:
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
