"""Reads the shipped sets (`sets/*.toml` + `sets/*.csv`, `views/*.toml`) and adds the user's own definitions."""

import csv
import functools
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from catalogue.checks import catalogue_faults
from catalogue.definitions import INDICATOR_KEYS, parse_set
from catalogue.model import SURVEYS, Catalogue, CatalogueError, Fault, IndicatorSet

FOLDER = Path(__file__).parent
PLURAL = {"dimension": "dimensions", "development_level": "development_levels"}
REQUIRED_COLUMNS = ("number", "name", "dimension", "unit")
CSV_FIRST_ROW = 2


def load_catalogue(extra_definitions: Iterable[Mapping[str, Any]] = ()) -> Catalogue:
    """The shipped sets and the user's own (mappings as `set_to_dict` writes them), checked together.

    A complete definition with the id of a shipped set replaces that set when the shipped one's names are not held, or
    when both have the same indicators (then it gives other targets or development levels). Raises CatalogueError when
    a definition is faulty, lists no indicators, has the id of another complete set, or covers years that another set of
    its survey covers. The shipped part is read once per process.
    """
    extra = [parse_set(definition) for definition in extra_definitions]
    if not extra:
        return _shipped_catalogue()
    shipped = _shipped_catalogue().sets
    faults = [fault for each in extra for fault in _replacement_faults(each, shipped)]
    own = {each.id: each for each in extra}
    kept = [each for each in shipped if each.id not in own or not _may_replace(own[each.id], each)]
    return _checked_catalogue([*kept, *extra], faults)


def read_sets(folder: Path = FOLDER) -> Catalogue:
    """The sets and views in `folder/sets` and `folder/views`. Raises CatalogueError naming the file and the row."""
    views = [_read_toml(path) for path in sorted((folder / "views").glob("*.toml"))]
    paths = sorted((folder / "sets").glob("*.toml"))
    sets = [_read_set(path, [view for view in views if view.get("set_id") == path.stem]) for path in paths]
    known = {each.id for each in sets}
    orphans = [
        Fault(
            f"views/{view.get('id')}.toml", f"ไม่มีชุด {view.get('set_id')}", f"ใช้ set_id ที่มี: {', '.join(sorted(known))}"
        )
        for view in views
        if view.get("set_id") not in known
    ]
    return _checked_catalogue(sets, orphans)


@functools.cache
def _shipped_catalogue() -> Catalogue:
    return read_sets()


def _checked_catalogue(sets: Iterable[IndicatorSet], faults: Iterable[Fault]) -> Catalogue:
    surveys = tuple(SURVEYS)
    ordered = tuple(sorted(sets, key=lambda each: (surveys.index(each.survey), each.first_year, each.id)))
    found = [*faults, *catalogue_faults(ordered)]
    if found:
        raise CatalogueError(*found)
    return Catalogue(ordered)


def _may_replace(own: IndicatorSet, shipped: IndicatorSet) -> bool:
    """A waiting set by any, a complete one only by itself with other targets, levels or notes."""
    return not shipped.is_complete or _what_it_asks(own) == _what_it_asks(shipped)


def _what_it_asks(indicator_set: IndicatorSet) -> tuple[object, ...]:
    rows = tuple((each.number, each.name, each.unit, each.dimension_code) for each in indicator_set.indicators)
    return (indicator_set.survey, indicator_set.first_year, indicator_set.last_year, rows)


def _replacement_faults(extra: IndicatorSet, shipped: Iterable[IndicatorSet]) -> Iterable[Fault]:
    place = f"ชุด {extra.id}"
    if not extra.is_complete:
        yield Fault(place, "ไม่มีรายชื่อตัวชี้วัด", "ใส่รายชื่อตัวชี้วัดให้ครบก่อนบันทึกชุด")
    for waiting in shipped:
        if waiting.is_complete or waiting.id != extra.id:
            continue
        if extra.survey != waiting.survey:
            yield Fault(place, f"ชุดนี้เป็นของ {SURVEYS[waiting.survey]}", f"ใส่ survey เป็น {waiting.survey}")
        if extra.is_complete and extra.size != waiting.size:
            problem = f"ชุดนี้มี {waiting.size} ตัวชี้วัด แต่ให้มา {extra.size}"
            yield Fault(place, problem, "ใส่รายชื่อให้ครบ หรือตั้งรหัสชุดใหม่หากเป็นข้อมูลอื่น")


def _read_set(path: Path, views: list[dict[str, Any]]) -> IndicatorSet:
    head = {PLURAL.get(key, key): value for key, value in _read_toml(path).items()}
    if head.get("id") != path.stem:
        raise CatalogueError(Fault(path.name, f"id เป็น '{head.get('id')}' ไม่ตรงชื่อไฟล์", f"ใส่ id เป็น {path.stem}"))
    rows_path = path.with_suffix(".csv")
    if not rows_path.exists():
        return parse_set({**head, "views": views}, path.name)
    rows = _read_rows(rows_path)
    return parse_set({**head, "indicators": rows, "views": views}, rows_path.name, CSV_FIRST_ROW)


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as file:
            table = tomllib.load(file)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CatalogueError(Fault(path.name, f"อ่านไฟล์ไม่ได้ ({error})", "แก้ให้เป็น TOML ที่ถูกต้อง บันทึกเป็น UTF-8")) from error
    if path.parent.name == "views":
        table = {PLURAL.get(key, key): value for key, value in table.items()}
    return table


def _read_rows(path: Path) -> list[dict[str, str]]:
    """The rows of an indicator CSV, every cell as text; a ragged row is refused, as its cells may have shifted."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = [row for row in csv.reader(file, strict=True) if row]
    except (csv.Error, UnicodeDecodeError) as error:
        raise CatalogueError(Fault(path.name, f"อ่านไฟล์ไม่ได้ ({error})", "บันทึกเป็น CSV แบบ UTF-8")) from error
    header = rows[0] if rows else []
    missing = [column for column in REQUIRED_COLUMNS if column not in header]
    if missing:
        fix = f"เพิ่มคอลัมน์ในแถวหัว (ทั้งหมดที่ใช้ได้: {', '.join(INDICATOR_KEYS)})"
        raise CatalogueError(Fault(f"{path.name} แถว 1", f"ไม่มีคอลัมน์ {', '.join(missing)}", fix))
    ragged = [
        Fault(
            f"{path.name} แถว {number}", f"มี {len(row)} ช่อง แต่แถวหัวมี {len(header)}", 'ใส่ช่องให้ครบและครอบข้อความที่มี , ด้วย "'
        )
        for number, row in enumerate(rows[1:], CSV_FIRST_ROW)
        if len(row) != len(header)
    ]
    if ragged:
        raise CatalogueError(*ragged)
    return [dict(zip(header, row, strict=True)) for row in rows[1:]]
