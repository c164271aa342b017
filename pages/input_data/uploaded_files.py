"""The files a person has brought, in his session only: read once each, kept until saved or taken out, never written.

A file is known by the SHA-256 of its bytes. Pressing "หยุดอ่าน" (or anything else) while a file is read ends the child
that reads it: the heartbeat touches the screen twice a second, and there Streamlit breaks off the run.
"""

import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from app.state import data_version, the_catalogue, the_warehouse
from loaders import CHECKED, REFUSED, UNCHANGED, Inspection, TableChoice, inspect_archive, inspect_file, may_be_archive
from warehouse import WarehouseError, preview_batch
from words.screen_text import text

HEARTBEAT_SECONDS = 0.5
LEAST_SHARE = 0.05  # of the rows: before that, nobody can say how long it takes


class Heartbeat:
    """Says twice a second which file is read and how far it is."""

    def __init__(self, bar: Any, name: str, number: int = 0, files: int = 1) -> None:
        self._say: Callable[[float, str], object] = bar.progress
        self._name, self._number, self._files = text(name), number, files
        self._began = self._said = time.monotonic()
        self._share, self._rows = 0.0, ""

    def progress(self, done: int, total: int | None) -> None:
        """How many rows the child has read."""
        self._share = min(1.0, done / total) if total else 0.0
        self._rows = f" · อ่านแล้ว {done:,} จาก {total:,} แถว" if total else f" · อ่านแล้ว {done:,} แถว"

    def cancelled(self) -> bool:
        """Never says yes itself: drawing is what lets a click end the reading."""
        now = time.monotonic()
        if now - self._said >= HEARTBEAT_SECONDS:
            self._said = now
            which = f"ไฟล์ที่ {self._number + 1} จาก {self._files}" if self._files > 1 else "อ่านและตรวจ"
            self._say(
                (self._number + self._share) / self._files,
                f"กำลังอ่าน {self._name} · {which}{self._rows} · {self._time(now - self._began)}",
            )
        return False

    def _time(self, seconds: float) -> str:
        """Seconds gone, and those left once enough was read to tell."""
        gone = f"ผ่านไป {seconds:.0f} วินาที"
        if not LEAST_SHARE <= self._share < 1:
            return gone
        return f"{gone} เหลือประมาณ {seconds * (1 - self._share) / self._share:.0f} วินาที"


MOST_FILES = 100


@dataclass
class TrayFile:
    """One file and what its owner said about it.

    `choice`: which table and columns, where no layout knows the file; `inverted`: the indicators that stand the other
    way round, `shares`: the percentages that are shares of one, each None while that was not answered. `inspection` is
    None until it was read; `version` is the version of the data it was compared with.
    """

    sha256: str
    name: str
    content: bytes
    year_be: int | None = None
    area_code: str | None = None
    skip_bad_rows: bool = False
    choice: TableChoice | None = None
    inverted: tuple[str, ...] | None = None
    shares: tuple[str, ...] | None = None
    is_stopped: bool = False
    inspection: Inspection | None = None
    version: str = ""

    @property
    def is_ready(self) -> bool:
        """True when saving would store something, or finds it stored already, and no question is open."""
        return (
            self.inspection is not None
            and self.inspection.batch is not None
            and not self.inspection.report.refused
            and not self.asks
        )

    @property
    def asks(self) -> int:
        """How many questions are open: whether answers stand the other way round, whether percentages are shares."""
        if self.inspection is None:
            return 0
        asks_inversion = self.inspection.inversion is not None and self.inverted is None
        return asks_inversion + (bool(self.inspection.share_doubts) and self.shares is None)


def tray() -> dict[str, TrayFile]:
    """SHA-256 → file, in the order in which they came."""
    return st.session_state.setdefault("input_tray", {})


def uploader_key() -> str:
    """A new key empties the uploader: the bytes are then held once, in the tray."""
    return f"input-upload-{st.session_state.get('input_uploads', 0)}"


def take_in() -> None:
    """Move what the uploader holds into the tray; the same bytes again are the same file."""
    left_out().clear()
    for file in st.session_state.get(uploader_key()) or []:
        content = file.getvalue()
        sha256 = hashlib.sha256(content).hexdigest()
        if len(tray()) < MOST_FILES:
            tray().setdefault(sha256, TrayFile(sha256, file.name, content))
        elif sha256 not in tray():
            left_out().append(file.name)
    st.session_state["input_uploads"] = st.session_state.get("input_uploads", 0) + 1
    st.session_state.pop("input_saved", None)


def left_out() -> list[str]:
    """Names of the files that had no room in the tray, to be brought again."""
    return st.session_state.setdefault("input_left_out", [])


def remove_file(sha256: str) -> None:
    """Take a file out, with all that was read from it."""
    tray().pop(sha256, None)


def read_again(sha256: str, **said: Any) -> None:
    """Read a file anew at the next run, with what its owner says now (year_be, area_code, choice …)."""
    tray()[sha256] = replace(tray()[sha256], inspection=None, is_stopped=False, **said)


def stop_reading() -> None:
    """Leave the files that were not read yet as they are."""
    for sha256, file in tray().items():
        if file.inspection is None:
            tray()[sha256] = replace(file, is_stopped=True)


def read_waiting() -> None:
    """Read every file of the tray that was not read yet, with words and a way out while it lasts."""
    place = st.empty()  # always there: elements that move up or down on the page would forget what was opened in them
    _follow_the_data()
    waiting = _waiting()
    if not waiting:
        return
    with place.container(border=True):
        bar = st.progress(0.0, "กำลังเตรียมอ่านไฟล์ …")
        st.button("หยุดอ่าน", key="stop-reading", icon=":material/stop_circle:", on_click=stop_reading)
    for archive in (file for file in waiting if may_be_archive(file.content)):
        bar.progress(0.0, f"กำลังแตกไฟล์ {text(archive.name)} …")
        _take_out(archive)
    waiting = _waiting()
    for number, file in enumerate(waiting):
        _read(file, Heartbeat(bar, file.name, number, len(waiting)))
    place.empty()


def _waiting() -> list[TrayFile]:
    return [file for file in tray().values() if file.inspection is None and not file.is_stopped]


def _read(file: TrayFile, heartbeat: Heartbeat) -> None:
    version = data_version()
    inspection = inspect_file(
        file.content,
        file.name,
        the_warehouse(),
        the_catalogue(version),
        year_be=file.year_be,
        area_code=file.area_code,
        choice=file.choice,
        inverted=file.inverted or (),
        shares=file.shares,
        skip_bad_rows=file.skip_bad_rows,
        on_progress=heartbeat.progress,
        cancelled=heartbeat.cancelled,
    )
    tray()[file.sha256] = replace(file, inspection=inspection, version=version)


def _take_out(archive: TrayFile) -> None:
    """The files of a .zip take its place in the tray; one that cannot be opened stays, refused."""
    files = inspect_archive(archive.content, archive.name)
    if isinstance(files, Inspection):
        tray()[archive.sha256] = replace(archive, inspection=files, version=data_version())
        return
    remove_file(archive.sha256)
    for name, content in files:
        sha256 = hashlib.sha256(content).hexdigest()
        if len(tray()) < MOST_FILES:
            tray().setdefault(sha256, TrayFile(sha256, name, content))
        else:
            left_out().append(name)


def _follow_the_data() -> None:
    """After an import, an undo or a new set: ask the warehouse again what a ready file replaces, read refused ones."""
    version = data_version()
    for sha256, file in list(tray().items()):
        if file.inspection is not None and file.version != version:
            inspection = _previewed(file.inspection) if file.is_ready else None
            tray()[sha256] = replace(file, inspection=inspection, version=version)


def _previewed(inspection: Inspection) -> Inspection | None:
    """The same figures against the data as they stand now; None where they must be read again."""
    if inspection.batch is None or inspection.report.outcome == REFUSED:
        return None
    try:
        preview = preview_batch(the_warehouse(), inspection.batch)
    except WarehouseError:
        return None
    outcome = UNCHANGED if preview.is_unchanged else CHECKED
    report = replace(inspection.report, outcome=outcome, replaced=preview.replaced, batch_id=preview.batch_id or None)
    return replace(inspection, report=report)
