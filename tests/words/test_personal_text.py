"""Personal values inside longer text are found, and names of places are not taken for them."""

import csv
from pathlib import Path

import pytest

from catalogue.areas import area_names
from loaders.persons.personal_columns import is_personal_value
from words.personal_text import holds_person, masked, without_person

KEPT = {
    "บ้านกะตะ (ผู้ใหญ่บ้าน นายสมชาย ใจดีปลอม)": "บ้านกะตะ",
    "บ้านกะตะ ผู้ใหญ่บ้านนายสมชาย ใจดีปลอม": "บ้านกะตะ",
    "บ้านกะตะ (ผญบ.สมชาย ใจดีปลอม)": "บ้านกะตะ",
    "บ้านกะตะ (นายสมชาย)": "บ้านกะตะ",
    "บ้านกะตะ นางสมศรี มีสุขปลอม หมู่ 3": "บ้านกะตะ",
    "บ้านกะตะ น.ส.สมศรี มีสุขปลอม": "บ้านกะตะ",
    "บ้านกะตะ - ด.ช. สมปอง": "บ้านกะตะ",
    "บ้านกะตะ พ.ต.ท.สมชาย ใจดีปลอม": "บ้านกะตะ",
    "บ้านกะตะ ว่าที่ร้อยตรีสมชาย": "บ้านกะตะ",
    "ชุมชนในเมือง ประธาน: คุณสมหญิง รักดีปลอม": "ชุมชนในเมือง",
    "บ้านบางลา โทร 0812345678": "บ้านบางลา",
    "บ้านบางลา โทร. 076-212345": "บ้านบางลา",
    "บ้านบางลา ๐๘๑-๒๓๔ ๕๖๗๘": "บ้านบางลา",
    "บ้านบางลา +66 81 234 5678": "บ้านบางลา",
    "บ้านป่าตอง 1-2345-67890-12-1": "บ้านป่าตอง",
    "บ้านป่าตอง ๑๒๓๔๕๖๗๘๙๐๑๒๑": "บ้านป่าตอง",
    "บ้านป่าตอง เลขบัตร 1 2345 67890 12 9": "บ้านป่าตอง",
    "ดร.สมชาย ใจดีปลอม": "",
    "ผู้ประสาน คุณสมหญิง รักดีปลอม 081-2345678": "",
    "นายสมชาย ใจดีปลอม 1-2345-67890-12-1": "",
}
PLACES = [
    "บ้านนายเจียม", "บ้านนางแล", "บ้านคุณหลวง", "บ้านดอนนาย", "บ้านโคก นายูง", "หมู่ 1 นายาว ท่าตะเกียบ", "นางรอง หมู่ 1",
    "ชุมชนกำนันสนิท", "บ้านผู้ใหญ่บ้าน", "บ้านสวน (หมู่ 3)", "คุณภาพน้ำ ดื่ม",
    "นายก อบต. ดีเด่น", "ข้อ 8 ไม่ผ่าน (คน)", "ร้อยละ 1 2 3 4 5 6 7 8 9 0 1 2 1",
    "83010301 - 83010307", "ปี 2561 2562 2563 2564", "บ้านดร. หมู่ 2",
]  # fmt: skip


@pytest.mark.parametrize("text", list(KEPT))
def test_what_is_said_of_a_person_is_cut_off(text: str) -> None:
    assert holds_person(text)
    assert without_person(text) == KEPT[text]
    assert masked(text) == f"{KEPT[text]} •••".strip()


@pytest.mark.parametrize("text", PLACES)
def test_places_and_headings_are_kept(text: str) -> None:
    assert not holds_person(text)
    assert without_person(text) == masked(text) == text


def test_no_name_of_a_real_place_is_changed(shared_data: Path) -> None:
    [path] = (shared_data / "tpmap_2561").glob("village_names*.csv")
    with path.open(encoding="utf-8-sig", newline="") as file:
        villages = {row["village_name"] for row in csv.DictReader(file)}
    assert len(villages) > 3000
    names = villages | set(area_names().values())
    assert [name for name in names if holds_person(name) or is_personal_value(name)] == []
