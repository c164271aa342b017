"""One thing has one name on screen: kinds of data, levels of areas and layouts are put into Thai in one place each."""

import ast
from pathlib import Path

import pytest

from catalogue import SURVEYS
from catalogue.areas import LEVELS
from loaders import LAYOUTS, TEMPLATE_TITLES, layout_words

ROOT = Path(__file__).resolve().parents[2]
PARTS = ("analysis", "app", "charts", "loaders", "pages", "reports", "warehouse", "words")
THE_LEVELS = ROOT / "words" / "area_levels.py"
SOURCES = [path for part in PARTS for path in sorted((ROOT / part).rglob("*.py")) if path != THE_LEVELS]


def thai_tables(path: Path) -> list[tuple[int, set[str]]]:
    """(line, keys) of each dict literal whose values are all Thai words; not those of all areas of a level (ทุก…)."""
    found: list[tuple[int, set[str]]] = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Dict) and node.values:
            values = [each.value if isinstance(each, ast.Constant) else None for each in node.values]
            if all(str(text).startswith(("ทุก", "ทั้ง")) for text in values):
                continue
            if all(isinstance(text, str) and any("ก" <= sign <= "๛" for sign in text) for text in values):
                keys = {str(each.value) for each in node.keys if isinstance(each, ast.Constant)}
                found.append((node.lineno, keys))
    return found


@pytest.mark.parametrize("names", [SURVEYS, LEVELS, LAYOUTS], ids=["kinds of data", "levels", "layouts"])
def test_no_other_table_puts_them_into_thai(names: dict[str, object]) -> None:
    again = [
        f"{path.relative_to(ROOT)}:{line}"
        for path in SOURCES
        for line, keys in thai_tables(path)
        if len(keys & set(names)) >= 2
    ]
    assert again == []


def test_a_layout_is_called_by_its_own_title_wherever_it_is_named() -> None:
    assert {name: LAYOUTS[name].title for name in TEMPLATE_TITLES} == dict(TEMPLATE_TITLES)
    assert {name: layout_words(name) for name in ("jpt_village", "tpmap")} == {
        "jpt_village": "แบบฟอร์มของโปรแกรม «จปฐ. รายหมู่บ้าน (จำนวนที่สำรวจและไม่ผ่าน)»",
        "tpmap": "แบบที่โปรแกรมรู้จัก «ไฟล์สาธารณะ TPMAP (จปฐ. รายหมู่บ้าน ตำบล อำเภอ จังหวัด หรือประเทศ)»",
    }
    assert all(LAYOUTS[name].title in layout_words(name) for name in LAYOUTS)


def test_other_ways_of_reading_are_named_too() -> None:
    assert layout_words("mapped: สรุปของตำบล") == "การจับคู่คอลัมน์ที่จำไว้ในชื่อ «สรุปของตำบล»"
    assert layout_words("mapped") == "การจับคู่คอลัมน์ที่ผู้นำเข้าบอก"
