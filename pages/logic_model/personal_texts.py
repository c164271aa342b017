"""Texts that may say something of a person: shown until each was changed or is to be kept; stored only then."""

import hashlib
from collections.abc import Sequence

import streamlit as st

from loaders import Problem
from words.screen_text import text


def ask_to_keep(flagged: Sequence[str], key: str) -> tuple[str, ...]:
    """The texts that a person has said are to be kept, as ticked on the screen."""
    st.warning(text(Problem("P05", {"count": len(flagged)}).text()), icon=":material/privacy_tip:")
    label = "เก็บข้อความนี้ไว้ในแผน: {}"
    return tuple(each for each in flagged if st.checkbox(label.format(text(each)), key=_key(key, each)))


def _key(key: str, written: str) -> str:
    return f"{key}-{hashlib.sha256(written.encode()).hexdigest()[:12]}"
