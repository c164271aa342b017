"""The rows of a table in colours that say what each was taken as: to be looked at, or to be put right."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from loaders import ROLES, PreviewRow, TablePreview, TakenRows
from words.screen_text import Shown

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
TALLEST = 420


def rows_table(rows: Sequence[PreviewRow], letters: Sequence[str]) -> pd.DataFrame:
    """One row of the sheet a row: Excel's number, what it is taken as, its cells by their letters."""
    frame = pd.DataFrame([row.cells for row in rows], columns=list(letters))
    frame.insert(0, ROLE, [ROLES[row.role] for row in rows])
    frame.insert(0, ROW, [row.number for row in rows])
    return frame


def show_rows(taken: TakenRows) -> None:
    """Draw the rows of a layout that is known, only to be looked at."""
    table = rows_table(taken.rows, taken.letters)
    st.dataframe(_in_colours(table, taken.rows), hide_index=True, height=_height(table))


def edit_rows(preview: TablePreview, key: str) -> dict[int, str]:
    """Draw the rows of a table, each with its kind to be chosen; Excel row → the role said by hand."""
    st.caption(_counts(preview))
    table = rows_table(preview.rows, preview.letters)
    edited = st.data_editor(
        _in_colours(table, preview.rows),
        key=f"rows-{key}",
        hide_index=True,
        placeholder="",
        disabled=[ROW, *preview.letters],
        column_config={
            ROW: st.column_config.NumberColumn(ROW, width=56, pinned=True),
            ROLE: st.column_config.SelectboxColumn(ROLE, options=list(ROLES.values()), required=True, width=120),
        },
        height=_height(table),
    )
    return changed_roles(preview, pd.DataFrame(edited))


def changed_roles(preview: TablePreview, edited: pd.DataFrame) -> dict[int, str]:
    """Excel row → the role said by hand, for the rows where it differs."""
    keys = {words: role for role, words in ROLES.items()}
    return {
        row.number: keys[str(words)]
        for row, words in zip(preview.rows, edited[ROLE], strict=True)
        if keys.get(str(words), row.role) != row.role
    }


def _height(table: pd.DataFrame) -> int:
    return min(TALLEST, 42 + 40 * len(table))


def _in_colours(table: pd.DataFrame, rows: Sequence[PreviewRow]) -> "pd.io.formats.style.Styler":  # pyright: ignore[reportAttributeAccessIssue]
    colours = {row.number: COLOURS[row.role] for row in rows}
    return table.style.apply(
        lambda row: [f"background-color: {colours[int(row[ROW])]}; color: #1F2933"] * len(row), axis=1
    )


def _counts(preview: TablePreview) -> Shown:
    counts = " · ".join(f"{ROLES[role]} {count:,} แถว" for role, count in preview.counts.items())
    return f"แถว {preview.first_row:,}–{preview.last_row:,}: {counts} ถ้าแถวใดผิด เลือกชนิดใหม่ในช่อง «{ROLE}»"
