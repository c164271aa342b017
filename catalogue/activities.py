"""The activity library: what can be done about an indicator, one row an activity (`activities/*.csv`).

Its rows are this project's own unless their source says otherwise. What an activity costs is never in it: a row names
what the cost depends on, and its users bring their own figure.
"""

import csv
import functools
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from catalogue.fields import SEPARATOR, Fields
from catalogue.model import CatalogueError, Fault, Indicator, IndicatorSet
from catalogue.reader import load_catalogue
from words.spelling import clean_text, fold, thai_digits_to_ascii

FOLDER: Final = Path(__file__).parent / "activities"
FIRST_ROW: Final = 2
QUICK_WIN, LASTING = "quick_win", "lasting"
KINDS: Final = (QUICK_WIN, LASTING)
QUICK_WIN_MONTHS: Final = 5
MOST_MONTHS: Final = 60
NETWORKS: Final = ("ภาครัฐ", "เอกชน", "ประชาสังคม", "ประชาชน", "วิชาการ", "ศาสนา", "สื่อมวลชน")
SDGS: Final = range(1, 18)
SDG_NAMES: Final[Mapping[int, str]] = dict(enumerate((
    "ขจัดความยากจน", "ขจัดความหิวโหย", "สุขภาพและความเป็นอยู่ที่ดี", "การศึกษาที่มีคุณภาพ", "ความเท่าเทียมทางเพศ", "น้ำสะอาดและสุขาภิบาล",
    "พลังงานสะอาดที่เข้าถึงได้", "งานที่ดีและเศรษฐกิจที่เติบโต", "อุตสาหกรรม นวัตกรรม โครงสร้างพื้นฐาน", "ลดความเหลื่อมล้ำ",
    "เมืองและชุมชนที่ยั่งยืน", "การผลิตและบริโภคที่ยั่งยืน", "รับมือการเปลี่ยนแปลงสภาพภูมิอากาศ", "ทรัพยากรทางทะเล", "ระบบนิเวศบนบก",
    "สังคมสงบสุข ยุติธรรม ไม่แบ่งแยก", "ความร่วมมือเพื่อการพัฒนา",
), 1))  # fmt: skip
"""Number → the short Thai name of each of the 17 goals of sustainable development."""
CONFIDENCES: Final = ("H", "M", "U")
LABELS: Final[Mapping[str, str]] = {
    "id": "รหัสกิจกรรม",
    "indicators": "ตัวชี้วัด",
    "name": "กิจกรรม",
    "output": "ผลผลิต",
    "unit": "หน่วยของผลผลิต",
    "agencies": "ผู้ดำเนินการ",
    "months": "ระยะเวลา (เดือน)",
    "cost_depends_on": "ค่าใช้จ่ายขึ้นกับ",
    "sdgs": "SDG",
    "networks": "ภาคีเครือข่าย",
    "kind": "ชนิด",
    "source": "ที่มา",
    "confidence": "ความมั่นใจ",
}
"""Field of an activity → what it is called to people; the columns of its files, in order."""

_ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)+")
_NUMBER = re.compile(r"[1-9][0-9]{0,3}")
_QUOTED_FORMULA = re.compile(r"^'+(?=[=+\-@＝＋－＠])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """One activity and what comes out of it.

    `indicators`: codes as the catalogue writes them ("jpt-2560-14"), of one set or several; `output` is counted in
    `unit`; `agencies`: offices that do it; `months`: how long; `cost_depends_on`: words, never a price; `sdgs`: 1–17;
    `networks`: of NETWORKS; `kind`: quick_win (at most QUICK_WIN_MONTHS) or lasting; `confidence`: H, M or U, of
    `source`.
    """

    id: str
    indicators: tuple[str, ...]
    name: str
    output: str
    unit: str
    agencies: tuple[str, ...]
    months: int
    cost_depends_on: str
    sdgs: tuple[int, ...]
    networks: tuple[str, ...]
    kind: str
    source: str
    confidence: str


@functools.cache
def activity_library() -> tuple[Activity, ...]:
    """Every shipped activity, in the order of its files. Raises CatalogueError when a file is faulty."""
    return read_activities(FOLDER)


def activities_for(
    indicator_set: IndicatorSet, indicator: Indicator, own: Iterable[Activity] = ()
) -> tuple[Activity, ...]:
    """What can be done about one indicator of a set: the office's own activities first, then those of the library.

    Empty for sets that the library has no rows of. Raises CatalogueError for an indicator of another set.
    """
    code = indicator_set.indicator(indicator.code).code
    return tuple(each for each in (*own, *activity_library()) if code in each.indicators)


def read_activities(folder: Path) -> tuple[Activity, ...]:
    """The activities of every CSV of a folder, held against the shipped sets.

    Raises CatalogueError naming file and row of every fault: a blank cell, a number out of its range, months that are
    not of its kind, an indicator or network there is none of, an id twice, one name twice for an indicator.
    """
    faults: list[Fault] = []
    known = indicator_codes()
    placed: list[tuple[str, Activity]] = []
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            for number, raw in enumerate(csv.DictReader(file, restval="", restkey="?"), FIRST_ROW):
                place = f"activities/{path.name} แถว {number}"
                placed.append((place, parse_activity(raw, place, faults, known, whole=True)))
    faults += repeated_activities(placed)
    if faults:
        raise CatalogueError(*faults)
    return tuple(activity for _, activity in placed)


def indicator_codes(extra: Iterable[IndicatorSet] = ()) -> frozenset[str]:
    """The codes of every indicator of the shipped sets and of some more."""
    return frozenset(each.code for one in (*load_catalogue().sets, *extra) for each in one.indicators)


def parse_activity(
    raw: Mapping[str, Any], place: str, faults: list[Fault], known: Collection[str], *, whole: bool = False
) -> Activity:
    """One activity out of a row (LABELS' keys; lists as lists or `;`-separated). Faults are added to the list.

    `known`: codes of the indicators there are; `whole`: nothing may be blank, as in the library; else SDGs, networks
    and what the cost depends on may.
    """
    row = Fields({key: _listed(value) for key, value in raw.items()}, place, faults)
    row.check_keys(tuple(LABELS))
    activity = Activity(
        id=_text(row, "id", needed=True),
        indicators=tuple(dict.fromkeys(row.texts("indicators"))),
        name=_text(row, "name", needed=True),
        output=_text(row, "output", needed=True),
        unit=_text(row, "unit", needed=True),
        agencies=_texts(row, "agencies"),
        months=next(iter(_whole_numbers(row, "months")), 0),
        cost_depends_on=_text(row, "cost_depends_on", needed=whole),
        sdgs=_whole_numbers(row, "sdgs"),
        networks=tuple(dict.fromkeys(row.texts("networks"))),
        kind=_text(row, "kind", needed=True),
        source=_text(row, "source", needed=True),
        confidence=_text(row, "confidence", needed=True),
    )
    _check(row, activity, known)
    for name in ("indicators", "agencies", "months", *(("sdgs", "networks") if whole else ())):
        if not row.texts(name):
            row.fault(f"ช่อง {LABELS[name]} ว่าง", f"ใส่{LABELS[name]}อย่างน้อยหนึ่งรายการ คั่นด้วย {SEPARATOR}")
    return activity


def activity_to_dict(activity: Activity) -> dict[str, Any]:
    """The activity as plain values for JSON; `activity_from_dict` reads it."""
    return {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(activity).items()}


def activity_from_dict(raw: Mapping[str, Any], known: Collection[str] | None = None) -> Activity:
    """The activity that `activity_to_dict` wrote. Raises CatalogueError naming its id.

    `known`: codes of the indicators there are; without it any is taken: what was kept outlives a set that is gone."""
    faults: list[Fault] = []
    codes = Fields(raw, "", []).texts("indicators") if known is None else known
    activity = parse_activity(raw, f"กิจกรรม {raw.get('id', '')}", faults, codes)
    if faults:
        raise CatalogueError(*faults)
    return activity


def repeated_activities(placed: Sequence[tuple[str, Activity]]) -> Iterable[Fault]:
    """A fault for each activity whose id, or whose name for one of its indicators, stood before it.

    `placed`: where each stands, and it."""
    ids: dict[str, str] = {}
    names: dict[tuple[str, str], str] = {}
    for place, activity in placed:
        if activity.id and activity.id in ids:
            yield Fault(place, f"รหัส {activity.id} ซ้ำกับ {ids[activity.id]}", "ตั้งรหัสใหม่ที่ไม่ซ้ำ")
        ids.setdefault(activity.id, place)
        for code in activity.indicators:
            key = (fold(activity.name), code)
            if key in names:
                yield Fault(place, f"กิจกรรมชื่อนี้ของ {code} ซ้ำกับ {names[key]}", "ลบแถวที่ซ้ำ หรือเปลี่ยนชื่อให้ต่างกัน")
            names.setdefault(key, place)


def kind_of(months: int) -> str:
    """The kind of an activity of so many months."""
    return QUICK_WIN if months <= QUICK_WIN_MONTHS else LASTING


def _check(row: Fields, activity: Activity, known: Collection[str]) -> None:
    if activity.id and not _ID.fullmatch(activity.id):
        row.fault(f"รหัส {activity.id} ใช้ไม่ได้", "ใช้อักษรอังกฤษตัวเล็ก ตัวเลข และขีดกลาง เช่น saving-01")
    strange = [code for code in activity.indicators if code not in known]
    if strange:
        row.fault(f"ไม่มีตัวชี้วัด {', '.join(strange)}", "ใช้รหัสในชุดตัวชี้วัดที่มี เช่น jpt-2560-14")
    if activity.months > MOST_MONTHS:
        row.fault(f"ระยะเวลา {activity.months} เดือน นานเกินไป", f"ใส่จำนวนเดือน 1–{MOST_MONTHS}")
    if activity.kind and activity.kind not in KINDS:
        row.fault(f"ไม่รู้จักชนิด {activity.kind}", f"ใช้ {' หรือ '.join(KINDS)}")
    elif activity.kind and activity.months and activity.kind != kind_of(activity.months):
        fix = f"{QUICK_WIN} ไม่เกิน {QUICK_WIN_MONTHS} เดือน นานกว่านั้นเป็น {LASTING}"
        row.fault(f"ชนิด {activity.kind} แต่ใช้เวลา {activity.months} เดือน", fix)
    if wrong := [str(each) for each in activity.sdgs if each not in SDGS]:
        row.fault(f"ไม่มี SDG ข้อ {', '.join(wrong)}", "ใช้เลข 1–17")
    if wrong := [each for each in activity.networks if each not in NETWORKS]:
        row.fault(f"ไม่มีภาคีเครือข่าย {', '.join(wrong)}", f"ใช้ {', '.join(NETWORKS)}")
    if activity.confidence and activity.confidence not in CONFIDENCES:
        row.fault(f"ไม่รู้จักความมั่นใจ {activity.confidence}", f"ใช้ {', '.join(CONFIDENCES)}")


def _text(row: Fields, name: str, *, needed: bool) -> str:
    given = row.required_text(name, LABELS[name]) if needed else row.text(name)
    return _cleaned(given)


def _cleaned(given: str) -> str:
    """The words alone: one line, without the mark that a spreadsheet's safe file has before the signs of a formula."""
    return _QUOTED_FORMULA.sub("", clean_text(given.replace("<br>", " ")))


def _texts(row: Fields, name: str) -> tuple[str, ...]:
    cleaned = (_cleaned(each) for each in row.texts(name))
    return tuple(dict.fromkeys(each for each in cleaned if each))


def _whole_numbers(row: Fields, name: str) -> tuple[int, ...]:
    """The entries of a cell as whole numbers from 1, in Thai or Arabic digits, each once."""
    entries = [thai_digits_to_ascii(each) for each in row.texts(name)]
    if wrong := [each for each in entries if not _NUMBER.fullmatch(each)]:
        row.fault(f"ช่อง {LABELS[name]} มี {', '.join(wrong)}", "ใส่จำนวนเต็มตั้งแต่ 1")
    return tuple(dict.fromkeys(int(each) for each in entries if _NUMBER.fullmatch(each)))


def _listed(value: Any) -> Any:
    """A list as the text it is written as, so that an entry never holds the separator."""
    return SEPARATOR.join(str(each) for each in value) if isinstance(value, (list, tuple)) else value
