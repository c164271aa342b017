"""The files a person has brought, in his session only, and what each waits for: read once each, kept until saved or
taken out, never written.

A file is known by the SHA-256 of its bytes. Pressing "หยุดอ่าน" (or anything else) while a file is read ends the child
that reads it: the heartbeat touches the screen twice a second, and there Streamlit breaks off the run.
"""

import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

import streamlit as st

from app.state import data_version, the_catalogue, the_warehouse
from loaders import (
    CHECKED,
    PROVINCE,
    REFUSED,
    UNCHANGED,
    YEAR,
    FileReport,
    Inspection,
    TableChoice,
    inspect_archive,
    inspect_file,
    may_be_archive,
)
from warehouse import WarehouseError, preview_batch
from words.screen_text import text

HEARTBEAT_SECONDS = 0.5
LEAST_SHARE = 0.05  # of the rows: before that, nobody can say how long it takes


class Heartbeat:
    """Says twice a second which file is read and how far it is, or its place among those that wait."""

    def __init__(self, bar: Any, name: str, number: int = 0, files: int = 1) -> None:
        self._draw: Callable[[float, str], object] = bar.progress
        self._name, self._number, self._files = text(name), number, files
        self._began = self._shown_at = time.monotonic()
        self._share, self._rows, self._place = 0.0, "", 0

    def waiting(self, place: int) -> None:
        """The place in the line of files to be read, 0 when this one's turn has come."""
        if self._place and not place:
            self._began = time.monotonic()
        self._place = place

    def progress(self, done: int, total: int | None) -> None:
        """How many rows the child has read."""
        self._share = min(1.0, done / total) if total else 0.0
        self._rows = f" · อ่านแล้ว {done:,} จาก {total:,} แถว" if total else f" · อ่านแล้ว {done:,} แถว"

    def cancelled(self) -> bool:
        """Never says yes itself: drawing is what lets a click end the reading."""
        now = time.monotonic()
        if now - self._shown_at >= HEARTBEAT_SECONDS:
            self._shown_at = now
            which = f"ไฟล์ที่ {self._number + 1} จาก {self._files}" if self._files > 1 else "อ่านและตรวจ"
            doing = f"รออ่าน ลำดับที่ {self._place} ·" if self._place else "กำลังอ่าน"
            self._draw(
                (self._number + self._share) / self._files,
                f"{doing} {self._name} · {which}{self._rows} · {self._time(now - self._began)}",
            )
        return False

    def _time(self, seconds: float) -> str:
        """Seconds gone, and those left once enough was read to tell."""
        gone = f"ผ่านไป {seconds:.0f} วินาที"
        if not LEAST_SHARE <= self._share < 1:
            return gone
        return f"{gone} เหลือประมาณ {seconds * (1 - self._share) / self._share:.0f} วินาที"


MOST_FILES = 200


def waiting_words(place: int) -> str:
    """What an import waits for: so many of this program that came before it, else any other write."""
    return f"รออีก {place:,} ไฟล์ก่อนหน้า" if place else "รอการบันทึกของคนหรือโปรแกรมอื่น"


@dataclass(frozen=True)
class Stored:
    """What came of saving one file, and the smallest area that holds its figures."""

    report: FileReport
    area_code: str


@dataclass
class WaitingFile:
    """One file and what its owner said about it.

    `choice`: which table and columns, where no layout knows the file; `inverted`: the indicators that stand the other
    way round, `shares`: the percentages that are shares of one, each None while that was not answered. `inspection` is
    None until it was read; `version` is the version of the data it was compared with. `stored`: what came of saving it;
    its bytes and figures are then let go. `failure`: why the last try to save it stored nothing. `is_overtaken`:
    others have changed what it would replace since the run before, and its owner has not seen that yet.
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
    stored: Stored | None = None
    failure: FileReport | None = None
    is_overtaken: bool = False

    @property
    def is_ready(self) -> bool:
        """True when saving would store something, or finds it stored already, and no question is open."""
        return (
            self.inspection is not None
            and self.inspection.batch is not None
            and not self.inspection.report.refused
            and not self.open_questions
        )

    @property
    def open_questions(self) -> int:
        """How many questions are open: whether answers stand the other way round, whether percentages are shares."""
        if self.inspection is None:
            return 0
        asks_inversion = self.inspection.inversion is not None and self.inverted is None
        return asks_inversion + (bool(self.inspection.share_doubts) and self.shares is None)


def waiting_files() -> dict[str, WaitingFile]:
    """SHA-256 → file, in the order in which they came."""
    return st.session_state.setdefault("input_waiting_files", {})


def open_files() -> list[WaitingFile]:
    """The files that were not saved yet."""
    return [file for file in waiting_files().values() if file.stored is None]


def stored_files() -> list[WaitingFile]:
    """The files that were saved last, until others come in."""
    return [file for file in waiting_files().values() if file.stored is not None]


def is_alone(file: WaitingFile) -> bool:
    """True when no other file waits beside this one."""
    return [each.sha256 for each in open_files()] == [file.sha256]


def keep_answer(sha256: str, stored: Stored) -> None:
    """Keep what came of saving a file: stored, it lets go of its bytes; else it stays as it is, to be saved again."""
    file = waiting_files()[sha256]
    if stored.report.loaded:
        waiting_files()[sha256] = replace(file, content=b"", inspection=None, stored=stored)
    else:
        waiting_files()[sha256] = replace(file, failure=stored.report)


def uploader_key() -> str:
    """A new key empties the uploader: the bytes are then held once, as waiting files."""
    return f"input-upload-{st.session_state.get('input_uploads', 0)}"


def take_in() -> None:
    """Move what the uploader holds to the waiting files; the same bytes again are the same file."""
    left_out().clear()
    for file in stored_files():
        remove_file(file.sha256)
    for file in st.session_state.get(uploader_key()) or []:
        bring(file.name, file.getvalue())
    st.session_state["input_uploads"] = st.session_state.get("input_uploads", 0) + 1


def bring(name: str, content: bytes) -> None:
    """A file among those that wait; the same bytes again are the same file, one too many is named in `left_out`."""
    sha256 = hashlib.sha256(content).hexdigest()
    if len(waiting_files()) < MOST_FILES:
        waiting_files().setdefault(sha256, WaitingFile(sha256, name, content))
    elif sha256 not in waiting_files():
        left_out().append(name)


def left_out() -> list[str]:
    """Names of the files that had no room among the waiting files, to be brought again."""
    return st.session_state.setdefault("input_left_out", [])


def remove_file(sha256: str) -> None:
    """Take a file out, with all that was read from it."""
    waiting_files().pop(sha256, None)


def read_again(sha256: str, **answers: Any) -> None:
    """Read a file anew at the next run, with what its owner says now (year_be, area_code, choice …)."""
    waiting_files()[sha256] = replace(
        waiting_files()[sha256], inspection=None, is_stopped=False, failure=None, **answers
    )


def stop_reading() -> None:
    """Leave the files that were not read yet as they are."""
    for file in _unread_files():
        waiting_files()[file.sha256] = replace(file, is_stopped=True)


def read_unread_files() -> None:
    """Read every waiting file that was not read yet, with words and a way out while it lasts."""
    place = st.empty()  # always there: elements that move up or down on the page would forget what was opened in them
    _follow_the_data()
    unread = _unread_files()
    if not unread:
        return
    with place.container(border=True):
        bar = st.progress(0.0, "กำลังเตรียมอ่านไฟล์ …")
        st.button("หยุดอ่าน", key="stop-reading", icon=":material/stop_circle:", on_click=stop_reading)
    for archive in (file for file in unread if may_be_archive(file.content)):
        bar.progress(0.0, f"กำลังแตกไฟล์ {text(archive.name)} …")
        _take_out(archive)
    unread = _unread_files()
    for number, file in enumerate(unread):
        _read(file, Heartbeat(bar, file.name, number, len(unread)))
    place.empty()


def _unread_files() -> list[WaitingFile]:
    return [file for file in open_files() if file.inspection is None and not file.is_stopped]


def _read(file: WaitingFile, heartbeat: Heartbeat) -> None:
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
        on_waiting=heartbeat.waiting,
    )
    waiting_files()[file.sha256] = replace(file, inspection=inspection, version=version)


def _take_out(archive: WaitingFile) -> None:
    """The files of a .zip take its place among the waiting files; one that cannot be opened stays, refused."""
    files = inspect_archive(archive.content, archive.name)
    if isinstance(files, Inspection):
        waiting_files()[archive.sha256] = replace(archive, inspection=files, version=data_version())
        return
    remove_file(archive.sha256)
    for name, content in files:
        sha256 = hashlib.sha256(content).hexdigest()
        if len(waiting_files()) < MOST_FILES:
            waiting_files().setdefault(sha256, WaitingFile(sha256, name, content))
        else:
            left_out().append(name)


def _follow_the_data() -> None:
    """After an import, an undo or a new set: ask the warehouse again what a ready file replaces, read refused ones."""
    version = data_version()
    for sha256, file in list(waiting_files().items()):
        if file.inspection is None or file.version == version:
            waiting_files()[sha256] = replace(file, is_overtaken=False)
            continue
        inspection = _previewed(file.inspection) if file.is_ready else None
        is_overtaken = inspection is not None and inspection.report.replaced != file.inspection.report.replaced
        waiting_files()[sha256] = replace(file, inspection=inspection, version=version, is_overtaken=is_overtaken)


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


class State(Enum):
    """The state of one file; each is drawn by a function of its own.

    UNREAD: not read yet, or reading was stopped. ASKS: something only its owner knows is missing. COLUMNS: no layout
    knows it, and its columns are to be said. CHECKED: read whole, ready to be saved or to be mended. STORED: saved.
    """

    UNREAD = "unread"
    ASKS = "asks"
    COLUMNS = "columns"
    CHECKED = "checked"
    STORED = "stored"


def state_of(file: WaitingFile) -> State:
    """The state a file is in, by what is known of it alone."""
    if file.stored is not None:
        return State.STORED
    inspection = file.inspection
    if inspection is None:
        return State.UNREAD
    if inspection.batch is not None:
        return State.ASKS if file.open_questions else State.CHECKED
    if inspection.tables:
        is_known = inspection.report.layout is not None  # a saved mapping or its owner has said what it is
        return State.ASKS if is_known and lacks_year(inspection.report) else State.COLUMNS
    asks = lacks_year(inspection.report) or lacks_province(inspection.report)
    return State.ASKS if asks else State.CHECKED


def lacks_year(report: FileReport) -> bool:
    """True when the file was refused only for want of a usable year."""
    return any(problem.asks == YEAR for problem in report.errors)


def lacks_province(report: FileReport) -> bool:
    """True when the file was refused only for want of its province."""
    return any(problem.asks == PROVINCE for problem in report.errors)
