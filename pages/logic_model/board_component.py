"""The board as a component of its own: cards in columns, linked, edited in place. Nothing is fetched; text of the plan
goes to it as data, and is set there as text alone.

What it sends is the saving of `analysis.logic_model.board_parts.read_message`; what it is answered is a `Reply`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final, Literal

import streamlit as st
from streamlit.components.v2 import component

from analysis.logic_model.plan import CHAIN, SWOT, Part, content_of

FOLDER: Final = Path(__file__).parent / "board"
SCRIPTS: Final = ("model", "keeping", "saving", "drawing", "panels", "acting")  # one module, in this order
HTML: Final = (FOLDER / "board.html").read_text(encoding="utf-8")
CSS: Final = (FOLDER / "board.css").read_text(encoding="utf-8")
SCRIPT: Final = "\n".join((FOLDER / f"{name}.js").read_text(encoding="utf-8") for name in SCRIPTS)
KEY: Final = "plan-board"
Field = tuple[str, str, str] | tuple[str, str, str, Sequence[tuple[str, str]]]
"""A field of a part: its name, what it is called, how it is typed (text, number, whole, day, yes, choice: options)."""


@dataclass(frozen=True)
class Reply:
    """The answer to a saving. `saved`: `version` and `saved_at` (HH:MM); `stale`: others have saved since; `personal`:
    `texts` are to be decided on first; `refused`: `words` say why."""

    request: str
    status: Literal["saved", "stale", "personal", "refused"]
    version: int = 0
    saved_at: str = ""
    texts: tuple[str, ...] = ()
    words: str = ""


@dataclass(frozen=True)
class BoardData:
    """What the board shows. `key`: of the plan in this database; `fields`: kind → the fields of its details;
    `measure`: of the plan's set (count, score, value); `saved_at`, `saved_by`: of the version shown."""

    key: str
    version: int
    saved_at: str
    saved_by: str
    measure: str
    parts: Sequence[Part]
    fields: Mapping[str, Sequence[Field]]


def mount_board(data: BoardData, reply: Reply | None, on_message: Callable[[], None]) -> None:
    """Draw the board; `on_message` is called when it sends, and takes what it sent with `message_sent`."""
    mount: Any = component("plan_board", html=HTML, css=CSS, js=SCRIPT)
    mount(
        data={
            "key": data.key, "version": data.version, "saved_at": data.saved_at, "saved_by": data.saved_by,
            "measure": data.measure, "columns": list(CHAIN.items()), "sides": list(SWOT.items()), "fields": data.fields,
            "parts": [{"id": each.id, "kind": each.kind, "content": content_of(each)} for each in data.parts],
            "reply": None if reply is None else asdict(reply),
        },
        key=KEY, on_message_change=on_message,
    )  # fmt: skip


def message_sent() -> object:
    """What the board sent in this run, as it came; None for nothing."""
    state: Any = st.session_state.get(KEY)
    return state.get("message") if isinstance(state, Mapping) else getattr(state, "message", None)
