"""Files that are broken are refused with the file's name and the row."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from catalogue import CatalogueError
from catalogue.reader import FOLDER, read_sets


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped sets and views to break."""
    shutil.copytree(FOLDER / "sets", tmp_path / "sets")
    shutil.copytree(FOLDER / "views", tmp_path / "views")
    return tmp_path


def replace(name: str, old: str, new: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        path = folder / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return change


BROKEN = {
    "blank unit": (
        replace("sets/jpt-2560.csv", ",ครัวเรือน,ทุกครัวเรือน,", ",,ทุกครัวเรือน,"),
        "jpt-2560.csv แถว 5 ตัวชี้วัดที่ 4: หน่วย (unit) ว่าง — ใส่หน่วย",
    ),
    "no such dimension": (
        replace("sets/nrd2c-2555.csv", "ถนน,ถนน,ถนน,1,", "ถนน,ถนน,ถนน,8,"),
        "nrd2c-2555.csv แถว 2 ตัวชี้วัดที่ 1: ไม่มีหมวด 8",
    ),
    "a column less": (
        replace("sets/jpt-2550.csv", "number,name,", "number,title,"),
        "jpt-2550.csv แถว 1: ไม่มีคอลัมน์ name",
    ),
    "a ragged row": (
        replace("sets/nrd2c-2555.csv", "\n2,น้ำดื่ม,", "\n2,น้ำดื่ม,เกิน,"),
        "nrd2c-2555.csv แถว 3: มี 17 ช่อง แต่แถวหัวมี 16",
    ),
    "bad TOML": (replace("sets/jpt-2566.toml", "size = 38", "size = สามสิบแปด"), "jpt-2566.toml: อ่านไฟล์ไม่ได้"),
    "id unlike the file's name": (
        replace("sets/jpt-2566.toml", '"jpt-2566"', '"jpt-9"'),
        "jpt-2566.toml: id เป็น 'jpt-9'",
    ),
    "size": (replace("sets/jpt-2560.toml", "size = 31", "size = 32"), "jpt-2560.csv: แจ้งว่ามี 32 ตัวชี้วัด แต่มีรายชื่อ 31"),
    "years that overlap": (
        replace("sets/jpt-2555.toml", "2559\n", "2560\n"),
        "ชุด jpt-2555: ปีซ้อนกัน 2555–2560 กับ jpt-2560",
    ),
    "view of no set": (replace("views/tpmap.toml", '"jpt-2560"', '"jpt-0"'), "views/tpmap.toml: ไม่มีชุด jpt-0"),
    "view of no indicator": (replace("views/tpmap.toml", "[27, 28]", "[27, 82]"), "ไม่มีตัวชี้วัด jpt-2560-82"),
}


def test_the_copy_reads_as_the_shipped_sets_do(folder: Path) -> None:
    assert read_sets(folder) == read_sets()


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_named_with_its_row(folder: Path, name: str) -> None:
    change, message = BROKEN[name]
    change(folder)
    with pytest.raises(CatalogueError) as caught:
        read_sets(folder)
    assert message in str(caught.value)


def test_a_file_in_another_encoding_is_refused(folder: Path) -> None:
    path = folder / "sets" / "jpt-2560.csv"
    path.write_bytes(path.read_text(encoding="utf-8").encode("cp874", errors="replace"))
    with pytest.raises(CatalogueError, match=r"jpt-2560\.csv: อ่านไฟล์ไม่ได้"):
        read_sets(folder)
