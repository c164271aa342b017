"""What stands in each template: its columns with drop-downs and number rules, the sheet of meanings, instructions."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook

from catalogue import Indicator, IndicatorSet
from loaders.checks.odd_figures import HOUSEHOLD_UNIT
from loaders.layouts.marker import TEMPLATES

Rule = Literal["text", "count", "answer", "level", "number"]


@dataclass(frozen=True)
class TemplateColumn:
    """`above` explains the column (an indicator's number and short name); `rule` says what its cells take."""

    heading: str
    rule: Rule
    above: str = ""
    width: int = 13


def template_columns(name: str, indicator_set: IndicatorSet | None) -> list[TemplateColumn]:
    """The columns of the data sheet of one template; the indicators' come from the set."""
    areas = TEMPLATES["areas"]
    columns = [TemplateColumn(areas["code"], "text", width=14), TemplateColumn(areas["name"], "text", width=24)]
    indicators = indicator_set.indicators if indicator_set else ()
    if name == "jpt_village":
        columns += [TemplateColumn(heading, "count") for heading in TEMPLATES["measures"].values()]
        columns += [each for indicator in indicators for each in _pair(indicator, name)]
    elif name == "jpt_household":
        columns.append(TemplateColumn(_heading(name, "people"), "count"))
        columns += [each for indicator in indicators for each in _household_columns(indicator)]
    elif name == "nrd2c_village":
        columns += [_single(indicator, name, "score", "level") for indicator in indicators]
        columns.append(TemplateColumn(_heading(name, "development_level"), "level", width=16))
    else:
        columns += [TemplateColumn(f"คอลัมน์ {number}", "number") for number in range(1, 6)]
    return columns


def _household_columns(indicator: Indicator) -> list[TemplateColumn]:
    if indicator.unit == HOUSEHOLD_UNIT:
        return [_single(indicator, "jpt_household", "answer", "answer")]
    return _pair(indicator, "jpt_household")


def _pair(indicator: Indicator, name: str) -> list[TemplateColumn]:
    return [_single(indicator, name, "assessed", "count"), _single(indicator, name, "failed", "count")]


def _single(indicator: Indicator, name: str, kind: str, rule: Rule) -> TemplateColumn:
    heading = _heading(name, kind).format(number=indicator.number)
    return TemplateColumn(heading, rule, f"{indicator.number}. {indicator.short_label} ({indicator.unit})")


def _heading(name: str, kind: str) -> str:
    return str(TEMPLATES["template"][name]["headings"][kind])


OTHER = TEMPLATES["template"]["other"]
DATASET_ROW, HEADING_ROW, ROWS = 0, 4, 40


def write_columns_sheet(
    book: Workbook,
    looks: Mapping[str, Format],
    dataset: Mapping[str, str] | None,
    columns: Sequence[Mapping[str, object]],
) -> None:
    """Title and source of the data set, then one row a column with drop-downs for direction and rollup."""
    sheet = book.add_worksheet(TEMPLATES["columns_sheet"])
    for row, (name, label) in enumerate(OTHER["dataset"].items(), DATASET_ROW):
        sheet.write_string(row, 0, label, looks["head"])
        sheet.write(row, 1, (dataset or {}).get(name, ""), looks["year"])
    headings = list(OTHER["headings"].values())
    for position, heading in enumerate(headings):
        sheet.set_column(position, position, 24 if position == 0 else 18, looks["open"])
        sheet.write_string(HEADING_ROW, position, heading, looks["head"])
    for name in ("direction", "rollup"):
        position = headings.index(OTHER["headings"][name])
        sheet.data_validation(
            HEADING_ROW + 1, position, HEADING_ROW + ROWS, position, {"validate": "list", "source": list(OTHER[name])}
        )
    for row, column in enumerate(columns, HEADING_ROW + 1):
        for position, heading in enumerate(headings):
            if column.get(heading) is not None:
                sheet.write(row, position, column[heading])
    sheet.freeze_panes(HEADING_ROW + 1, 1)
    sheet.protect("", {"format_columns": True, "insert_rows": True, "delete_rows": True})


COMMON = (
    "1. ใส่ปี พ.ศ. ของการสำรวจในแถวแรกของแผ่นงาน ข้อมูล (ช่องสีส้มอ่อน)",
    "2. กรอกตั้งแต่ใต้หัวตารางลงไป หนึ่งแถวต่อหนึ่งรายการ วางข้อมูลแบบค่าเท่านั้น (Paste Values)",
    "3. รหัสพื้นที่เป็นตัวเลข ตำบล 6 หลัก หมู่บ้าน 8 หลัก ชุมชนในเทศบาลใช้รหัส 8 หรือ 10 หลักตามที่สำนักงานใช้",
    "4. ไม่มีข้อมูลให้เว้นว่าง อย่าใส่ 0 แทน เพราะ 0 หมายถึงสำรวจแล้วไม่มี",
    "5. ห้ามใส่ชื่อบุคคล เลขประจำตัวประชาชน บ้านเลขที่ หรือเบอร์โทร ถ้ามี โปรแกรมจะตัดทิ้งและไม่เก็บ",
    "6. บันทึกไฟล์ แล้วนำเข้าที่ขั้นที่ 1 ข้อมูลนำเข้า",
)
SPECIAL = {
    "jpt_household": (
        "ตัวชี้วัดของครัวเรือน: ใส่ 1 ถ้าผ่าน 0 ถ้าไม่ผ่าน เว้นว่างถ้าไม่เข้าข่าย",
        "ตัวชี้วัดของคน: ใส่จำนวนคนที่เข้าข่าย และจำนวนคนที่ไม่ผ่าน เว้นว่างทั้งคู่ถ้าไม่มีผู้เข้าข่าย",
        "โปรแกรมรวมเป็นจำนวนรายหมู่บ้านเท่านั้น ไม่เก็บข้อมูลรายครัวเรือน",
    ),
    "jpt_village": ("ใส่จำนวนที่สำรวจและจำนวนที่ไม่ผ่านของแต่ละตัวชี้วัด หน่วยอยู่ในวงเล็บเหนือหัวคอลัมน์",),
    "nrd2c_village": (
        "ใส่ระดับปัญหา 1 มาก 2 ปานกลาง 3 น้อยหรือไม่มี เว้นว่างถ้าตัวชี้วัดไม่เกี่ยวข้องกับหมู่บ้าน",
        "ถ้ามีระดับการพัฒนาของหมู่บ้านจากรายงาน ใส่ในคอลัมน์สุดท้าย ถ้าไม่มีโปรแกรมคำนวณจากเกณฑ์ของชุดตัวชี้วัด",
    ),
    "other": (
        "แผ่นงาน คอลัมน์: ใส่ชื่อชุดข้อมูล แล้วบอกความหมายของแต่ละคอลัมน์ ชื่อต้องตรงกับหัวตารางในแผ่นงาน ข้อมูล",
        "ค่ามากหมายถึง: ดีขึ้น หรือ แย่ลง · รวมพื้นที่โดย: บวกกัน เฉลี่ย หรือเฉลี่ยถ่วงน้ำหนัก",
        "ค่าต่ำสุดและสูงสุดของช่วงใช้แปลงเป็นร้อยละที่เป็นปัญหาเพื่อวาดเรดาร์ (สูตรของโปรแกรมนี้)",
    ),
}


def guidance_lines(name: str, indicator_set: IndicatorSet | None) -> Iterator[str]:
    """The lines of the sheet: what to do, what the cells mean, and the indicators with their full names."""
    yield from COMMON
    yield ""
    yield from SPECIAL[name]
    if indicator_set and name != "other":
        yield ""
        yield f"ชุดตัวชี้วัด: {indicator_set.title}"
        for indicator in indicator_set.indicators:
            applies = f" · {indicator.applies_to}" if indicator.applies_to else ""
            yield f"{indicator.number}. {indicator.name} ({indicator.unit}){applies}"
