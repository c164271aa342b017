"""What each row of a table was taken as, in colour, to be put right by hand."""

import pandas as pd
import streamlit as st

from loaders import SeenTable
from loaders.finding import ROLES
from loaders.known_tables.row_preview import TakenRows

ROW, ROLE = "แถว", "ชนิดแถว"
COLOURS = {
    "title": "#ECEFF3",
    "header": "#CFE3F7",
    "units": "#DDEBF7",
    "data": "#FFFFFF",
    "repeated_header": "#DDEBF7",
    "subtotal": "#FDEBC8",
    "total": "#FBD9A0",
    "average": "#FDEBC8",
    "section": "#E4DDF2",
    "footer": "#E3E3E3",
    "blank": "#FFFFFF",
}
LEGEND = ("header", "data", "total", "footer")
TALLEST = 420


def rows_table(seen: SeenTable) -> pd.DataFrame:
    """One row of the sheet a row: Excel's number, what it is taken as, its cells by their letters."""
    frame = pd.DataFrame([row.cells for row in seen.rows], columns=list(seen.letters))
    frame.insert(0, ROLE, [ROLES[row.role] for row in seen.rows])
    frame.insert(0, ROW, [row.number for row in seen.rows])
    return frame


def changed_roles(seen: SeenTable, edited: pd.DataFrame) -> dict[int, str]:
    """Excel row → the role said by hand, for the rows where it differs."""
    keys = {words: role for role, words in ROLES.items()}
    return {
        row.number: keys[str(words)]
        for row, words in zip(seen.rows, edited[ROLE], strict=True)
        if keys.get(str(words), row.role) != row.role
    }


def edit_rows(seen: SeenTable, key: str) -> dict[int, str]:
    """Draw the rows in colour; returns what was changed by hand."""
    st.caption(_counts(seen))
    table = rows_table(seen)
    looks = table.style.apply(_coloured, axis=1, roles={row.number: row.role for row in seen.rows})
    edited = st.data_editor(
        looks,
        key=f"rows-{key}",
        hide_index=True,
        placeholder="",
        disabled=[ROW, *seen.letters],
        column_config={
            ROW: st.column_config.NumberColumn(ROW, width=56, pinned=True),
            ROLE: st.column_config.SelectboxColumn(ROLE, options=list(ROLES.values()), required=True, width=120),
        },
        height=min(TALLEST, 42 + 40 * len(table)),
    )
    return changed_roles(seen, pd.DataFrame(edited))


def show_rows(taken: TakenRows) -> None:
    """Draw the rows of a layout that is known, in colour, only to be looked at."""
    frame = pd.DataFrame([row.cells for row in taken.rows], columns=list(taken.letters))
    frame.insert(0, ROLE, [ROLES[row.role] for row in taken.rows])
    frame.insert(0, ROW, [row.number for row in taken.rows])
    looks = frame.style.apply(_coloured, axis=1, roles={row.number: row.role for row in taken.rows})
    st.dataframe(looks, hide_index=True, height=min(TALLEST, 42 + 40 * len(frame)))


def _coloured(row: pd.Series, roles: dict[int, str]) -> list[str]:
    colour = COLOURS[roles[int(row[ROW])]]
    return [f"background-color: {colour}; color: #1F2933"] * len(row)


def _counts(seen: SeenTable) -> str:
    told = " · ".join(f"{ROLES[role]} {count:,} แถว" for role, count in seen.counts.items())
    return f"แถว {seen.first_row:,}–{seen.last_row:,}: {told} ถ้าแถวใดผิด เลือกชนิดใหม่ในช่อง «{ROLE}»"
