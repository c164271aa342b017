"""A dashboard that only reads, from the copies that another program publishes: one copy for each run of a page.

A run begins with the newest copy (`begin_run`, at the top of the frame). A part of a page that runs alone goes on with
the copy of its page; where that is long gone, the whole page runs again.
"""

import os
import threading
from pathlib import Path

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from warehouse.following import FOLLOW_VARIABLE, Follower, PublishedCopy

COPY = "followed_copy"
_RUN = threading.local()  # a run has a thread of its own


@st.cache_resource(show_spinner=False)
def _follower(folder: str) -> Follower:
    return Follower(Path(folder).expanduser())


def is_following() -> bool:
    """Whether this program reads copies of another's data."""
    return bool(os.environ.get(FOLLOW_VARIABLE))


def begin_run() -> None:
    """From here on the run is answered from the newest copy. Raises WarehouseError where there is none."""
    if is_following():
        _RUN.copy = _follower(os.environ[FOLLOW_VARIABLE]).newest()
        st.session_state[COPY] = _RUN.copy.copy.number


def followed_copy() -> PublishedCopy:
    """The copy of the run that goes on; the newest for whoever is no page. Raises WarehouseError without any."""
    follower = _follower(os.environ[FOLLOW_VARIABLE])
    if get_script_run_ctx(suppress_warning=True) is None:
        return follower.newest()
    copy: PublishedCopy | None = getattr(_RUN, "copy", None)
    if copy is None:
        number: int | None = st.session_state.get(COPY)
        copy = follower.held(number)
        if copy is None and number is not None:
            st.rerun()
        _RUN.copy = copy = copy or follower.newest()
    return copy
