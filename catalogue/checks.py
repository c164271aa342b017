"""What must hold of a set, of its views and of the whole catalogue. Each check yields every fault it finds."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import TypeVar

from catalogue.model import DIRECTIONS, GROUPS, MEASURES, ROLLUPS, SURVEYS, Fault, Indicator, IndicatorSet, View

CONFIDENCES = ("H", "M", "U")
UNITS = {"jpt": ("คน", "ครัวเรือน"), "nrd2c": ("หมู่บ้าน", "ชุมชน")}
SURVEY_MEASURE = {"jpt": "count", "nrd2c": "score"}
YEARS = range(2500, 2700)
SDG = range(1, 18)

Item = TypeVar("Item", str, int)


def set_faults(indicator_set: IndicatorSet, place: str) -> Iterator[Fault]:
    """Faults of the set itself, without its rows."""
    yield from _choice(place, "ชนิดการสำรวจ (survey)", indicator_set.survey, tuple(SURVEYS))
    yield from _choice(place, "วิธีวัด (measure)", indicator_set.measure, MEASURES)
    yield from _choice(place, "ความแน่ใจของรายชื่อ (confidence)", indicator_set.confidence, CONFIDENCES)
    wanted = SURVEY_MEASURE.get(indicator_set.survey)
    if wanted and indicator_set.measure != wanted:
        yield Fault(
            place, f"ชุดของ {SURVEYS[indicator_set.survey]} วัดแบบ {indicator_set.measure} ไม่ได้", f"ใช้วิธีวัดแบบ {wanted}"
        )
    if indicator_set.first_year > indicator_set.last_year:
        years = f"ปีแรก {indicator_set.first_year} มาหลังปีสุดท้าย {indicator_set.last_year}"
        yield Fault(place, years, "แก้ให้ปีแรกไม่เกินปีสุดท้าย")
    for year in (indicator_set.first_year, indicator_set.last_year):
        if year not in YEARS:
            yield Fault(place, f"ปี {year} ไม่ใช่ปี พ.ศ. ที่เป็นไปได้", "ใส่ปี พ.ศ. เช่น 2566 (ค.ศ. + 543)")
    held = len(indicator_set.indicators)
    if held and held != indicator_set.size:
        yield Fault(place, f"แจ้งว่ามี {indicator_set.size} ตัวชี้วัด แต่มีรายชื่อ {held}", "เพิ่มรายชื่อให้ครบหรือแก้จำนวนที่แจ้งให้ตรง")
    if indicator_set.size < 1:
        yield Fault(place, f"จำนวนตัวชี้วัดเป็น {indicator_set.size}", "ใส่จำนวนตั้งแต่ 1 ขึ้นไป")
    yield from _dimension_faults(indicator_set, place)
    yield from _level_faults(indicator_set, place)
    yield from _repeated_indicators(indicator_set, place)
    for view_id in _repeated([view.id for view in indicator_set.views]):
        yield Fault(place, f"รหัสมุมมอง {view_id} ซ้ำ", "ตั้งรหัสมุมมองใหม่")


def indicator_faults(indicator: Indicator, indicator_set: IndicatorSet, place: str) -> Iterator[Fault]:
    """Faults of one indicator within its set."""
    if indicator.number < 1:
        yield Fault(place, f"เลขที่ตัวชี้วัดเป็น {indicator.number}", "ใส่เลขตั้งแต่ 1 ขึ้นไป")
    codes = [dimension.code for dimension in indicator_set.dimensions]
    if indicator.dimension_code not in codes:
        numbers = ", ".join(str(dimension.number) for dimension in indicator_set.dimensions) or "ยังไม่มี"
        yield Fault(place, f"ไม่มีหมวด {indicator.dimension_code}", f"ใช้หมวดที่ประกาศไว้: {numbers}")
    units = UNITS.get(indicator_set.survey)
    if units and indicator.unit not in units:
        yield Fault(place, f"ไม่รู้จักหน่วย '{indicator.unit}'", f"ใช้หน่วย {' หรือ '.join(units)}")
    yield from _choice(place, "ทิศทาง (direction)", indicator.direction, DIRECTIONS)
    yield from _choice(place, "วิธีรวมค่า (rollup)", indicator.rollup, ROLLUPS)
    for group in indicator.groups:
        yield from _choice(place, "กลุ่มเป้าหมาย (groups)", group, tuple(GROUPS))
    for goal in indicator.sdg:
        if goal not in SDG:
            yield Fault(place, f"ไม่มีเป้าหมาย SDG ข้อ {goal}", "ใช้ข้อ 1 ถึง 17")
    yield from _target_faults(indicator, indicator_set, place)


def view_faults(view: View, indicator_set: IndicatorSet, place: str) -> Iterator[Fault]:
    """Faults of a view: indicators the set does not have, or that stand on two axes."""
    known = {indicator.code for indicator in indicator_set.indicators}
    used = [code for dimension in view.dimensions for code in dimension.indicator_codes]
    for code in used:
        if code not in known:
            yield Fault(place, f"ชุด {indicator_set.id} ไม่มีตัวชี้วัด {code}", "ใช้เลขที่ของตัวชี้วัดในชุดนั้น")
    for code in _repeated(used):
        yield Fault(place, f"ตัวชี้วัด {code} อยู่มากกว่าหนึ่งด้าน", "ให้อยู่ด้านเดียว")
    for dimension in view.dimensions:
        if not dimension.indicator_codes:
            yield Fault(place, f"ด้าน {dimension.name} ไม่มีตัวชี้วัด", "ใส่เลขที่ตัวชี้วัดอย่างน้อยหนึ่งตัว")


def catalogue_faults(sets: Sequence[IndicatorSet]) -> Iterator[Fault]:
    """Faults between sets: the same id or code twice; two sets of one survey for the same year.

    Sets of survey "other" may share years: each is a data set of its own.
    """
    for set_id in _repeated([indicator_set.id for indicator_set in sets]):
        yield Fault(f"ชุด {set_id}", "มีชุดรหัสนี้แล้ว", "ตั้งรหัสชุดใหม่ที่ไม่ซ้ำ")
    ids_of_code = [(indicator.code, each.id) for each in sets for indicator in each.indicators]
    for code in _repeated([code for code, _ in set(ids_of_code)]):
        yield Fault(f"ตัวชี้วัด {code}", "รหัสนี้เกิดจากชุดมากกว่าหนึ่งชุด", "ตั้งรหัสชุดใหม่")
    for one, other in combinations(sets, 2):
        same_survey = one.survey == other.survey != "other" and one.id != other.id
        if same_survey and one.first_year <= other.last_year and other.first_year <= one.last_year:
            spans = f"{one.first_year}–{one.last_year} กับ {other.id} ปี {other.first_year}–{other.last_year}"
            yield Fault(f"ชุด {one.id}", f"ปีซ้อนกัน {spans}", "แก้ปีแรกหรือปีสุดท้ายของชุดไม่ให้ซ้อนกัน")


def _dimension_faults(indicator_set: IndicatorSet, place: str) -> Iterator[Fault]:
    for number in _repeated([dimension.number for dimension in indicator_set.dimensions]):
        yield Fault(place, f"หมวดที่ {number} ซ้ำ", "ให้แต่ละหมวดมีเลขไม่ซ้ำกัน")
    for name in _repeated([dimension.name for dimension in indicator_set.dimensions]):
        yield Fault(place, f"ชื่อหมวด '{name}' ซ้ำ", "ให้แต่ละหมวดมีชื่อไม่ซ้ำกัน")
    count = len(indicator_set.dimensions)
    if count and count != indicator_set.dimension_count:
        yield Fault(place, f"แจ้งว่ามี {indicator_set.dimension_count} หมวด แต่มีชื่อ {count}", "แก้จำนวนหมวดที่แจ้งหรือเพิ่มหมวด")
    for dimension in indicator_set.dimensions:
        if indicator_set.indicators and not indicator_set.indicators_of(dimension.code):
            yield Fault(place, f"หมวดที่ {dimension.number} {dimension.name} ไม่มีตัวชี้วัด", "เพิ่มตัวชี้วัดหรือลบหมวดนี้")


def _level_faults(indicator_set: IndicatorSet, place: str) -> Iterator[Fault]:
    levels = indicator_set.development_levels
    if not levels:
        return
    for count in range(indicator_set.size + 1):
        holding = [level for level in levels if level.fewest <= count <= level.most]
        if len(holding) != 1:
            problem = f"หมู่บ้านที่มีปัญหามาก {count} ตัวชี้วัด ตรงกับระดับการพัฒนา {len(holding)} ระดับ"
            yield Fault(place, problem, f"ให้ช่วง (ตั้งแต่–ถึง) ของทุกระดับต่อกันพอดีตั้งแต่ 0 ถึง {indicator_set.size}")
            return


def _repeated_indicators(indicator_set: IndicatorSet, place: str) -> Iterator[Fault]:
    for number in _repeated([indicator.number for indicator in indicator_set.indicators]):
        yield Fault(f"{place} ตัวชี้วัดที่ {number}", "เลขที่ตัวชี้วัดซ้ำ", "ให้แต่ละตัวมีเลขไม่ซ้ำกันในชุด")
    for name in _repeated([indicator.name for indicator in indicator_set.indicators]):
        yield Fault(place, f"ชื่อตัวชี้วัด '{name}' ซ้ำ", "ให้แต่ละตัวมีชื่อไม่ซ้ำกันในชุด")


def _target_faults(indicator: Indicator, indicator_set: IndicatorSet, place: str) -> Iterator[Fault]:
    is_value = indicator_set.measure == "value"
    low, high = (indicator.low, indicator.high) if is_value else (0.0, 100.0)
    if low is not None and high is not None and low >= high:
        yield Fault(place, f"ค่าต่ำสุด {low:g} ไม่น้อยกว่าค่าสูงสุด {high:g}", "แก้ให้ค่าต่ำสุดน้อยกว่าค่าสูงสุด")
    for year, target in indicator.targets.items():
        if not indicator_set.covers(year):
            years = f"{indicator_set.first_year}–{indicator_set.last_year}"
            yield Fault(place, f"มีเป้าหมายของปี {year} ซึ่งอยู่นอกปีของชุด", f"ใช้ปี {years}")
        if (low is not None and target < low) or (high is not None and target > high):
            bounds = f"{'' if low is None else f'{low:g}'}–{'' if high is None else f'{high:g}'}"
            yield Fault(place, f"เป้าหมายปี {year} เป็น {target:g} อยู่นอกช่วง {bounds}", f"ใส่ค่าในช่วง {bounds}")


def _choice(place: str, label: str, value: str, allowed: Sequence[str]) -> Iterator[Fault]:
    if value not in allowed:
        yield Fault(place, f"{label} เป็น '{value}' ซึ่งไม่มีในรายการ", f"ใช้ค่าใดค่าหนึ่ง: {', '.join(allowed)}")


def _repeated(items: Sequence[Item]) -> list[Item]:
    return [item for item, count in Counter(items).items() if count > 1]
