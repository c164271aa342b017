"""Files of offices that a person has brought, in his session only: read once each, kept until taken in or left."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import streamlit as st

from app.state import data_version, the_catalogue, the_warehouse
from loaders.office_files import (
    OfficeInspection,
    OfficeReport,
    inspect_office_file,
    store_office_inspection,
)
from pages.input_data.uploaded_files import Heartbeat, waiting_words
from words.screen_text import text

WAITING, DONE, ROUND, MOST_FILES = "office_waiting", "office_done", "office_round", 100


@dataclass
class OfficeUpload:
    """One file: its bytes until it was read, then what was found."""

    sha256: str
    name: str
    content: bytes
    inspection: OfficeInspection | None = None


def uploads() -> dict[str, OfficeUpload]:
    """SHA-256 → file, in the order in which they came."""
    return st.session_state.setdefault(WAITING, {})


def read_uploads() -> list[tuple[OfficeUpload, OfficeInspection]]:
    """The files that were read and wait for an answer."""
    return [(each, each.inspection) for each in uploads().values() if each.inspection is not None]


def uploader_key() -> str:
    """A new key empties the uploader: the bytes are then held once."""
    return f"office-upload-{st.session_state.get(ROUND, 0)}"


def take_over_uploader() -> None:
    """Move what the uploader holds to the waiting files; the same bytes again are the same file."""
    st.session_state.pop(DONE, None)
    for file in (st.session_state.get(uploader_key()) or [])[:MOST_FILES]:
        content = file.getvalue()
        sha256 = hashlib.sha256(content).hexdigest()
        uploads().setdefault(sha256, OfficeUpload(sha256, file.name, content))
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1


def read_unread() -> None:
    """Read every file that was not read yet, with words while it lasts."""
    place = st.empty()
    unread = [each for each in uploads().values() if each.inspection is None]
    if not unread:
        return
    bar = place.progress(0.0, "กำลังเตรียมอ่านไฟล์ …")
    catalogue = the_catalogue(data_version())
    for number, each in enumerate(unread):
        heartbeat = Heartbeat(bar, each.name, number, len(unread))
        inspection = inspect_office_file(
            each.content, each.name, the_warehouse(), catalogue,
            on_progress=heartbeat.progress, cancelled=heartbeat.cancelled, on_waiting=heartbeat.waiting,
        )  # fmt: skip
        uploads()[each.sha256] = OfficeUpload(each.sha256, each.name, b"", inspection)
    place.empty()


def leave(sha256: str) -> None:
    """Take a file out of those that wait."""
    uploads().pop(sha256, None)


def leave_all() -> None:
    """Take all files out."""
    uploads().clear()


def take_in(chosen: list[tuple[OfficeUpload, OfficeInspection]], *, accept: bool = False) -> None:
    """Take files in, the oldest first, each whole or not at all; one that cannot be does not stop the others."""
    bar = st.progress(0.0, "กำลังรับไฟล์ …")
    done: list[OfficeReport] = st.session_state.setdefault(DONE, [])
    for number, (each, inspection) in enumerate(sorted(chosen, key=_made_at)):
        show = _TakingProgress(bar, each.name, number, len(chosen))
        show(0.0)
        report = store_office_inspection(
            the_warehouse(), inspection, accept=accept, on_progress=show, on_waiting=show.waiting
        )
        if report.loaded:
            done.append(report)
            leave(each.sha256)
        else:
            said = OfficeInspection(
                report, inspection.office, inspection.file_sha256, inspection.new_sets, inspection.conflicts
            )
            uploads()[each.sha256] = OfficeUpload(each.sha256, each.name, b"", said)


class _TakingProgress:
    """Says how far taking in is; leaving the page meanwhile takes back what was begun."""

    def __init__(self, bar: Any, name: str, number: int, files: int) -> None:
        self._draw: Callable[[float, str], object] = bar.progress
        self._name, self._number, self._files = text(name), number, files

    def waiting(self, place: int) -> None:
        """How many imports come first."""
        self._draw(self._number / self._files, f"{waiting_words(place)} · {self._name}")

    def __call__(self, share: float) -> None:
        words = f"กำลังรับ {self._name} · ไฟล์ที่ {self._number + 1} จาก {self._files}"
        self._draw((self._number + share) / self._files, words)


def _made_at(chosen: tuple[OfficeUpload, OfficeInspection]) -> str:
    made = chosen[1].report.made_at
    return made.isoformat() if made else ""


def taken_in() -> list[OfficeReport]:
    """What was taken in last, until others are brought."""
    return st.session_state.get(DONE, [])
