"""Backup files on a screen: read whole before they are called good, described, chosen, brought from another place."""

from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from pages.shared.look import problem_box
from warehouse import (
    Backup,
    Contents,
    ReplacedBatch,
    RestorePreview,
    WarehouseError,
    adopt_backup,
    batches_in,
    list_backups,
    verify_backup,
)
from words.dates import moment_words
from words.numbers import size_words
from words.screen_text import Shown, text

LARGEST_MB = 2000
NAMES_SHOWN = 10
ROWS = {  # tables whose rows people stored, as they call them
    "indicator_sets": "ชุดตัวชี้วัดที่สร้างหรือแก้",
    "plans": "การบันทึกแผน",
    "office_rows": "กิจกรรมและยุทธศาสตร์ของหน่วยงาน",
    "workshops": "ผลเวทีประชาคม",
    "lesson_ratings": "คะแนนก่อนและหลังเรียน",
    "mappings": "รูปแบบไฟล์ที่จำไว้",
    "office_files": "ไฟล์ที่รับจากอำเภอ",
    "areas": "ชื่อพื้นที่",
    "boundaries": "ขอบเขตในแผนที่",
    "map_tambon": "ตำบลในแผนที่ของเทศบาล",
    "approvals": "บันทึกการตรวจและรับรอง",
    "household_targets": "ครัวเรือนเป้าหมาย",
    "area_groups": "กลุ่มพื้นที่",
    "cell_checks": "ผลการตรวจค่าที่ผิดสังเกต",
    "indicator_agencies": "หน่วยงานที่สอบถาม",
    "area_choices": "เกณฑ์เลือกพื้นที่",
    "marked_areas": "ตำบลต้นแบบและพื้นที่นำร่อง",
    "settings": "ค่าที่ตั้งไว้",
    "accounts": "บัญชีผู้ใช้",
}


@dataclass(frozen=True)
class Verified:
    """What reading a backup whole showed: its contents and imports (newest first), or why it cannot be used."""

    contents: Contents | None
    batches: tuple[ReplacedBatch, ...] = ()
    problem: str = ""


def verified(backup: Backup) -> Verified:
    """Read a backup whole; asked again only when the file has changed (before a restore it is read anew)."""
    try:
        stat = backup.path.stat()
    except OSError:
        return Verified(None, (), "ไฟล์นี้ไม่อยู่แล้ว")
    return _verified(backup.path, stat.st_size, stat.st_mtime_ns)


@st.cache_data(max_entries=200, show_spinner="กำลังตรวจไฟล์สำรอง …")
def _verified(path: Path, size_bytes: int, changed_at: int) -> Verified:
    try:
        contents = verify_backup(path)
        return Verified(contents, batches_in(path))
    except WarehouseError as error:
        return Verified(None, (), f"{error.what} {error.fix}")


def backups_of(folder: Path, stem: str) -> list[Backup]:
    """The backups in a folder, newest first."""
    try:
        return list_backups(folder, stem)
    except OSError:
        return []  # the folder cannot be read: the same as none to choose


def backup_title(backup: Backup) -> Shown:
    """Number and moment of a backup."""
    return f"ครั้งที่ {backup.number} · {moment_words(backup.made_at)}"


def backup_words(backup: Backup, found: Verified) -> Shown:
    """What a backup holds, in one line."""
    size = size_words(backup.size_bytes)
    if found.contents is None:
        return f"{size} · {text(found.problem)}"
    held = found.contents
    return f"การนำเข้า {held.batches:,} ครั้ง · {held.live_areas:,} พื้นที่ที่ใช้งาน · {held.facts:,} ตัวเลข · {size}"


def batch_lines(batches: tuple[ReplacedBatch, ...]) -> Shown:
    """Imports as a Markdown list; of many, the first ones and how many more."""
    lines = [
        f"- ครั้งที่ {each.batch_id} · {text(each.file_name)} · {each.areas:,} พื้นที่ {each.facts:,} ตัวเลข"
        for each in batches[:NAMES_SHOWN]
    ]
    if len(batches) > NAMES_SHOWN:
        lines.append(f"- และอีก {len(batches) - NAMES_SHOWN:,} ครั้ง")
    return "\n".join(lines)


def bring_backup(folder: Path, stem: str, key: str) -> Backup | None:
    """A place for a backup file from another machine; the one taken in, in the run in which it came."""
    counter = f"{key}-counter"
    with st.container(key=f"large-{key}"):
        file = st.file_uploader(
            "ไฟล์สำรองที่เก็บไว้ที่อื่น (ชื่อลงท้ายด้วย .duckdb)",
            key=f"{key}-{st.session_state.setdefault(counter, 0)}",
            max_upload_size=LARGEST_MB,
        )
    if file is None:
        return None
    try:
        with st.spinner("กำลังตรวจไฟล์ …", show_time=True):
            taken = adopt_backup(file, file.name, folder, stem)
    except WarehouseError as error:
        problem_box(error.what, "", error.fix)
        return None
    st.session_state[counter] += 1  # the uploader lets go of the file
    return taken


def loss_words(preview: RestorePreview, which: Shown = "หลังจากนั้น") -> Shown:
    """Everything that would go, in words; "" when nothing would. `which`: how what goes differs from what comes."""
    if preview.lost is None or preview.state_changed is None or preview.rows_lost is None:
        return "อ่านฐานข้อมูลปัจจุบันไม่ได้ จึงบอกไม่ได้ว่าจะขาดอะไร สิ่งที่ทำหลังการสำรองครั้งนี้จะไม่อยู่"
    parts: list[str] = []
    if preview.lost:
        parts.append(f"**การนำเข้า{which} {len(preview.lost):,} ครั้งจะหายไป**\n\n{batch_lines(preview.lost)}")
    if preview.state_changed:
        numbers = ", ".join(f"{number:d}" for number in preview.state_changed)
        parts.append(f"การยกเลิกหรือนำกลับมา{which} จะกลับเป็นอย่างเดิม: ครั้งที่ {numbers}")
    parts += [f"{ROWS.get(table, text(table))} {which} {rows:,} รายการจะหายไป"
              for table, rows in preview.rows_lost.items()]  # fmt: skip
    return "\n\n".join(parts)
