"""What the four layouts of our own workbooks share: the headings, and the table under them."""

from collections.abc import Mapping

from catalogue import IndicatorSet
from loaders.checks.problems import RefusalError
from loaders.finding.known import find_header
from loaders.layouts.marker import TEMPLATES, Mark
from loaders.layouts.ready import KnownTable, ready_table
from loaders.mapping import Field
from loaders.mapping import model as f
from loaders.reading import fold


def area_headings() -> dict[str, str]:
    """Folded heading → our column, of the area columns."""
    return {fold(heading): name for name, heading in TEMPLATES["areas"].items()}


def measure_headings() -> dict[str, str]:
    """Folded heading → `measure:NAME`."""
    return {fold(heading): f"measure:{name}" for name, heading in TEMPLATES["measures"].items()}


def numbered_headings(template: str, names: tuple[str, ...], indicator_set: IndicatorSet) -> dict[str, str]:
    """Folded heading → `NAME:NUMBER` for every indicator of the set."""
    patterns: Mapping[str, str] = TEMPLATES["template"][template]["headings"]
    return {
        fold(patterns[name].format(number=indicator.number)): f"{name}:{indicator.number}"
        for name in names
        for indicator in indicator_set.indicators
    }


def own_table(mark: Mark, expected: Mapping[str, str], indicator_set: IndicatorSet, level: str = "") -> KnownTable:
    """The table of the sheet with the mark. `expected`: folded heading → our column; `level`: that of all its rows ("":
    any). Raises RefusalError without headings, area column or rows."""
    header = find_header(mark.sheet, expected)
    area = TEMPLATES["areas"]
    if header is None or not {"code", "name"} & set(header.columns):
        raise RefusalError(
            f"ไม่พบหัวคอลัมน์ {area['code']} หรือ {area['name']}",
            "อย่าแก้หัวตารางของแบบฟอร์ม ดาวน์โหลดแบบฟอร์มใหม่แล้ววางข้อมูล",
            sheet=mark.sheet.name,
            rule="L14",
        )
    codes = {each.number: each.code for each in indicator_set.indicators}
    fields = {name: _field(name, codes, level) for name in header.columns}
    return ready_table(mark.sheet, header, fields, "code" if "code" in header.columns else "name")


def _field(name: str, codes: Mapping[int, str], level: str) -> Field:
    kind, _, of = name.partition(":")
    if kind in ("code", "name"):
        return Field(f.AREA_CODE if kind == "code" else f.AREA_NAME, level)
    return Field(of) if kind == "measure" else Field(kind, codes.get(int(of), of))
