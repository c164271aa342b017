"""Personal values inside longer text are found, and names of places are not taken for them."""

import csv
import json
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from catalogue import load_catalogue, set_to_dict
from catalogue.areas import area_names
from loaders.checks.personal_columns import is_personal_value
from loaders.reading import read_workbook_here
from words.personal_text import holds_person, masked, masked_apart, without_person
from words.spelling import clean_text

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
    "บ้านกะตะ นส.สมศรี มีสุขปลอม": "บ้านกะตะ",
    "บ้านกะตะ ดช. สมปอง ใจดีปลอม": "บ้านกะตะ",
    "บ้านกะตะ นพ.สมชาย ใจดีปลอม": "บ้านกะตะ",
    "บ้านกะตะ ม.ล. สมชาย ใจดีปลอม": "บ้านกะตะ",
    "บ้านกะตะ Dr. Somchai Jaideeplom": "บ้านกะตะ",
    "บ้านกะตะ นายอำเภอ สมชาย ใจดีปลอม": "บ้านกะตะ",
    "บ้านกะตะ พัฒนากร สมชาย ใจดีปลอม": "บ้านกะตะ",
    "บ้านกะตะ ผอ.สมชาย ใจดีปลอม": "บ้านกะตะ",
    "บ้านกะตะ สท. สมชาย ใจดีปลอม": "บ้านกะตะ",
    "บ้านกะตะ ผู้นำชุมชน สมชาย ใจดีปลอม": "บ้านกะตะ",
    "บ้านกะตะ ผู้กรอกข้อมูล: สมชาย ใจดีปลอม": "บ้านกะตะ",
    "บ้านกะตะ ชื่อ-สกุล: สมชาย ใจดีปลอม": "บ้านกะตะ",
    "บ้านบางลา (081) 234-5678": "บ้านบางลา",
    "บ้านบางลา 98765/4 moo 3": "บ้านบางลา",
    "บ้านบางลา house 98765/4": "บ้านบางลา",
    "บ้านบางลา 47Q 0432198E 0871239N": "บ้านบางลา",
    "บ้านบางลา X 432198 Y 871239": "บ้านบางลา",
    "บ้านบางลา somchai@กรม.ไทย": "บ้านบางลา",
    "บ้านกะตะ ตามี ใจดีปลอม": "บ้านกะตะ",
    "บ้านกะตะ (ยายสำลี)": "บ้านกะตะ",
    "บ้านกะตะ น้าแดง ใจดีปลอม": "บ้านกะตะ",
    "บ้านกะตะ อาเล็ก ใจดีปลอม": "บ้านกะตะ",
    "บ้านกะตะ ครัวเรือนลุงมี": "บ้านกะตะ",
    "บ้านกะตะ นายแพทย์สมชาย ใจดีปลอม": "บ้านกะตะ",
    "บ้านกะตะ แพทย์หญิงสมศรี ใจดีปลอม": "บ้านกะตะ",
    "บ้านกะตะ facebook somchai.j": "บ้านกะตะ",
    "บ้านกะตะ IG somchai_j": "บ้านกะตะ",
    "บ้านกะตะ FB: sj": "บ้านกะตะ",
    "บ้านกะตะ ไอจี somchai": "บ้านกะตะ",
    "บ้านกะตะ หนังสือเดินทาง AA1234567": "บ้านกะตะ",
    "บ้านกะตะ AB1234567": "บ้านกะตะ",
    "บ้านกะตะ เกิด 1 ม.ค. 2500": "บ้านกะตะ",
    "บ้านกะตะ ว/ด/ป เกิด ๑/๑/๒๕๐๐": "บ้านกะตะ",
    "บ้านกะตะ เกิดเมื่อ 12 พฤษภาคม พ.ศ. 2510": "บ้านกะตะ",
    "บ้านกะตะ born 1 Jan 1957": "บ้านกะตะ",
    "บ้านบางลา 076 212 345": "บ้านบางลา",
    "บ้านบางลา 0-2123-4567": "บ้านบางลา",
    "บ้านบางลา (076) 212345": "บ้านบางลา",
    "บ้านบางลา 021234567": "บ้านบางลา",
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


def changed(names: Iterable[str]) -> list[str]:
    return [name for name in names if holds_person(name) or is_personal_value(name) or masked(name) != clean_text(name)]


def test_no_name_of_a_real_place_is_changed(shared_data: Path) -> None:
    [path] = (shared_data / "tpmap_2561").glob("village_names*.csv")
    with path.open(encoding="utf-8-sig") as file:  # commas within names are not quoted
        villages = {line.strip().partition(",")[2] for line in file}
    assert len(villages) > 3000
    lists = [json.loads(path.read_text("utf-8")) for path in (shared_data / "codes").glob("tgj_*.json")]
    population = (shared_data / "population" / "dopa_tambon_2018.csv").read_text("utf-8-sig").splitlines()
    places = {text for each in (*lists, list(csv.reader(population))) for text in texts_of(each)}
    assert len(places) > 7000
    assert changed(villages | places | set(area_names().values())) == []
    assert changed(f"{start} {name}" for name in villages for start in ("บ้าน", "ชุมชน", "หมู่ 3")) == []


def test_no_name_of_an_area_or_text_of_a_set_is_changed() -> None:
    """The catalogue's own, which are there for everybody."""
    sets = [set_to_dict(each) for each in load_catalogue().sets if each.is_complete]
    suggestions = [
        list(csv.reader(path.read_text("utf-8").splitlines()))
        for path in (Path(__file__).parents[2] / "catalogue/suggestions").glob("*.csv")
    ]
    texts = {text for each in (*sets, *suggestions) for text in texts_of(each)} | set(area_names().values())
    assert len(texts) > 6000
    assert changed(texts) == []
    assert changed(text.replace("; ", joined) for text in texts if ";" in text for joined in (" ", "\n", ", ")) == []


def test_no_name_of_a_real_indicator_is_changed(shared_data: Path) -> None:
    names = {
        text for path in (shared_data / "catalogue").glob("*.csv") for text in path.read_text("utf-8-sig").split(",")
    }
    reports = [*(shared_data / "cdd_reports_2554").glob("*.xls")]
    for path in reports:
        for sheet in read_workbook_here(path.read_bytes(), path.name).sheets:
            names |= {cell for row in sheet.rows for cell in row if isinstance(cell, str)} | {sheet.name}
    assert len(reports) > 70
    assert len(names) > 100
    assert changed(names) == []


def texts_of(value: object) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from texts_of(each)
    elif isinstance(value, list):
        for each in value:
            yield from texts_of(each)


LONG = 32_000
HARD = [
    "ก",
    "ก ",
    "a",
    "a.",
    "@",
    "1",
    "1 ",
    "1-",
    "99/",
    "_",
    "((",
    "นายก ",
    "นายก กก ",
    "นาย กก ม.",
    "คุณ ก ",
    "พ.ต.",
    "น.ส.",
    "กำนัน ดร.",
    "ผู้ใหญ่บ้าน",
    "ผู้ใหญ่บ้าน และ",
    "บุตรของ",
    "ครู ",
    "โทร.0 ",
    "เลขที่",
    "0812 ",
    "7.880 ",
    "100.000 ",
    "line ",
    "Contact A",
    "ab+",
    "+66",
    "ตากก ก",
    "(ยาย",
    "ของลุง",
    "เกิด 1 ",
    "facebook a ",
    "076 21",
]


@pytest.mark.parametrize("tail", ["", "1", " นายสมชาย ใจดีปลอม"])
@pytest.mark.parametrize("part", HARD)
def test_a_long_text_takes_time_in_step_with_its_length(part: str, tail: str) -> None:
    text = (part * (LONG // len(part) + 1))[: LONG - len(tail)] + tail
    for function in (masked, is_personal_value):
        function("ก")  # the lists are read once
        times = [_cpu_seconds(function, text)]
        if times[0] > LIMIT:  # a busy machine: once more
            times.append(_cpu_seconds(function, text))
        assert min(times) < LIMIT, function.__name__


LIMIT = 0.25


def _cpu_seconds(function: Callable[[str], object], text: str) -> float:
    begun = time.process_time()
    function(text)
    return time.process_time() - begun


def test_what_would_read_alike_is_told_apart() -> None:
    texts = ["จำนวน นายสมชาย ใจดีปลอม", "จำนวน", "จำนวน นางสมศรี ใจดีปลอม", "จำนวน •••", "จำนวน นายสมชาย ใจดีปลอม"]
    assert masked_apart(texts) == {texts[0]: "จำนวน ••• 2", texts[2]: "จำนวน ••• 3"}
    assert masked_apart(["จำนวน"]) == {}


MORE_PLACES = [
    "ผู้ใหญ่บ้าน กำนัน และผู้นำชุมชน",
    "พ่อ แม่ ผู้ปกครอง",
    "หัวหน้าครัวเรือน ประกอบอาชีพ เกษตรกรรม",
    "บุตร ได้รับ การศึกษา",
    "ครู นักเรียน ผู้ปกครอง",
    "แม่ริม สันทราย",
    "ป้ายโฆษณา จอภาพ",
    "ตั้งชื่อคอลัมน์ใหม่ หรือตั้งชื่อชุดข้อมูลใหม่",
    "ประกาศเลขที่ 12/2564",
    "ปี 2560/2561 หมู่ 3",
    "ผ่าน 9/10 หมู่บ้าน",
    "บ้านสันติสุข 2 หมู่ 3",
    "head of household age",
    "poverty line 2.85",
    "@SUM(A1)",
    "line height",
    "0.3333333333333",
    "ร้อยละ 7.88 ของ 98.39",
    "miss rate",
    "พระบรมราชชนนี กรุงเทพ",
    "นายอำเภอถลาง มอบหมาย",
    "พัฒนากร ประจำตำบล กะรน",
    "ผอ.กองช่าง เทศบาล",
    "ผู้รับผิดชอบ องค์การบริหารส่วนตำบล กะรน",
    "ผู้รับผิดชอบ งบประมาณ บาท",
    "ชื่อ-สกุล หัวหน้าครัวเรือน",
    "น.ส.3ก จำนวน แปลง",
    "นส.3 แปลง",
    "Khun Yuam Mae Hong Son",
    "DROP TABLE facts",
    "x 100000",
    "ตาราง แสดง",
    "ตาคลี บรรพตพิสัย",
    "ตาพระยา วัฒนานคร",
    "ยายแย้มวัฒนา เฉลิมพระเกียรติ",
    "ตายาย เลี้ยงหลาน",
    "และอาหาร ปลอดภัย",
    "อาคารเรียน ชำรุด",
    "ย่านการค้า ชุมชน",
    "ตากแห้ง ผลไม้",
    "นายแพทย์สาธารณสุขจังหวัด ภูเก็ต",
    "นายแพทย์ชำนาญการ พิเศษ",
    "facebook page",
    "เหตุเกิด 1 ม.ค. 2565",
    "เด็กเกิด 2565",
    "0.076212345",
    "012 345 678",
    "0 2500 1200",
]


@pytest.mark.parametrize("text", MORE_PLACES)
def test_words_like_those_of_persons_are_kept(text: str) -> None:
    assert masked(text) == text
