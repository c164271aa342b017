"""Forms that planning offices fill, as layout data files that an office can alter (`catalogue/forms/README.md`)."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from string import Formatter
from typing import Any, Final

from catalogue.model import CatalogueError, Fault

FOLDER: Final = Path(__file__).parent / "forms"
CHANGES: Final = "change"  # rows of what was changed since an earlier version
CONFIDENCES: Final = ("H", "M", "U")
WRITTEN_AS: Final = ("xlsx", "docx")
BY_YEAR: Final = "_by_year"
VALUES: Final[Mapping[str, frozenset[str]]] = {
    "project": frozenset(
        {
            *("number", "name", "rationale", "objective", "outputs", "baht_by_year", "baht", "sources"),
            *("indicators", "expected", "owner", "agencies", "networks", "target_group", "reach", "area"),
            *("method", "period", "evaluation", "strategies", "sdgs", "pace", "problems", "votes", "causes"),
            *("inputs", "activities", "outcomes", "impacts", "upstream", "midstream", "downstream"),
        }
    ),
    "strategy": frozenset({"number", "strategy", "projects_by_year", "baht_by_year", "projects", "baht"}),
    "follow_up": frozenset(
        {
            *(
                "number",
                "name",
                "activity",
                "period",
                "sources",
                "progress",
                "planned",
                "approved",
                "contracted",
                "paid",
            ),
            *("left", "start", "end", "obstacles", "note"),
        }
    ),
    CHANGES: frozenset({"number", "name", "before", "after", "reason"}),
}
"""What one row of a form is → the values its columns can show."""
PLACES: Final = frozenset({"area", "plan", "first_year", "last_year", "fiscal_year"})
DEFAULT_WIDTH: Final = 16
MOST_YEARS: Final = 10


@dataclass(frozen=True)
class FormColumn:
    """A column, or a heading of a form in words. `value`: of VALUES; `width` in letters; `sum`: a sum below."""

    heading: str
    value: str
    width: int = DEFAULT_WIDTH
    sum: bool = False

    @property
    def is_by_year(self) -> bool:
        """True for one that becomes a column for each year."""
        return self.value.endswith(BY_YEAR)


@dataclass(frozen=True)
class FormLayout:
    """A form. See the README beside the files for its parts; `family`: its id where it has none of its own."""

    id: str
    title: str
    confidence: str
    source: str
    written_as: str
    rows: str
    heading: tuple[str, ...]
    columns: tuple[FormColumn, ...]
    family: str = ""
    first_years: tuple[int, ...] = ()
    years: int = 0

    def period_of(self, fiscal_year_be: int) -> tuple[int, ...]:
        """The years of the period a fiscal year lies in; the years from it on where no period of the form has it.

        () for a form without years."""
        starts = [each for each in self.first_years if each <= fiscal_year_be < each + self.years]
        first = starts[0] if starts else fiscal_year_be
        return tuple(range(first, first + self.years))

    def has_period_of(self, fiscal_year_be: int) -> bool:
        """Whether one of the form's own periods has this fiscal year."""
        return any(each <= fiscal_year_be < each + self.years for each in self.first_years)


def load_forms(own: Path | None = None) -> dict[str, FormLayout]:
    """Id → form, the shipped ones and those of the office's `own` folder, which take the place of shipped ones with the
    same id. Raises CatalogueError naming every fault of every file."""
    folders = [FOLDER] if own is None else [FOLDER, own]
    faults: list[Fault] = []
    forms: dict[str, FormLayout] = {}
    if own is not None and not own.is_dir():
        raise CatalogueError(Fault(str(own), "ไม่พบโฟลเดอร์แบบฟอร์ม", "ตรวจที่อยู่โฟลเดอร์"))
    for path in (path for folder in folders for path in sorted(folder.glob("*.toml"))):
        try:
            form = _form(tomllib.loads(path.read_text(encoding="utf-8-sig")), path.name)
            forms[form.id] = form
        except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            faults.append(
                Fault(path.name, f"อ่านไฟล์ไม่ได้ ({error})", "แก้ให้เป็นไฟล์ TOML แบบ UTF-8 ตามตัวอย่างใน catalogue/forms")
            )
        except CatalogueError as error:
            faults += error.faults
    if faults:
        raise CatalogueError(*faults)
    return forms


def form_named(forms: Mapping[str, FormLayout], name: str, fiscal_year_be: int) -> FormLayout:
    """The form of this id, or of this family the one whose period has the fiscal year (else the newest).

    Raises CatalogueError for a name that no form has."""
    if name in forms:
        return forms[name]
    family = [each for each in forms.values() if each.family == name]
    if not family:
        raise CatalogueError(Fault(name, "ไม่มีแบบฟอร์มนี้", f"เลือกจาก {', '.join(form_names(forms))}"))
    fitting = [each for each in family if each.has_period_of(fiscal_year_be)]
    return max(fitting or family, key=lambda each: each.first_years)


def form_names(forms: Mapping[str, FormLayout]) -> tuple[str, ...]:
    """Every id and family, each once."""
    return tuple(sorted({*forms, *(each.family for each in forms.values() if each.family)}))


def _form(content: dict[str, Any], name: str) -> FormLayout:
    """A form from the content of its file. Raises CatalogueError with all its faults."""
    faults = [*_faults(content, name)]
    if faults:
        raise CatalogueError(*faults)
    return FormLayout(
        id=content["id"], title=content["title"], confidence=content["confidence"], source=content["source"],
        written_as=content["written_as"], rows=content["rows"], heading=tuple(content.get("heading", ())),
        columns=tuple(FormColumn(**each) for each in content["column"]), family=content.get("family", ""),
        first_years=tuple(content.get("first_years", ())), years=content.get("years", 0),
    )  # fmt: skip


def _faults(content: dict[str, Any], name: str) -> Iterator[Fault]:
    for key in ("id", "title", "source"):
        if not isinstance(content.get(key), str) or not content[key].strip():
            yield Fault(f"{name}: {key}", "ว่างหรือไม่ใช่ข้อความ", "ใส่ข้อความ")
    for key, words in (("confidence", CONFIDENCES), ("written_as", WRITTEN_AS), ("rows", tuple(VALUES))):
        if content.get(key) not in words:
            yield Fault(f"{name}: {key}", f"{content.get(key)!r} ใช้ไม่ได้", f"ใส่คำใดคำหนึ่ง: {', '.join(words)}")
    known = VALUES.get(str(content.get("rows")), frozenset())
    first_years, years = _list(content, "first_years"), content.get("years", 0)
    if not all(isinstance(each, int) for each in [*first_years, years]) or not 0 <= years <= MOST_YEARS:
        yield Fault(f"{name}: years", "ปีใช้ไม่ได้", f"ใส่ first_years = [2566] และ years ไม่เกิน {MOST_YEARS}")
    columns = _list(content, "column")
    if not columns:
        yield Fault(f"{name}: column", "ไม่มีคอลัมน์", "ใส่อย่างน้อยหนึ่งคอลัมน์")
    for number, each in enumerate(columns, 1):
        yield from _column_faults(each, f"{name}: column {number}", known, has_years=bool(years))
    for line in _list(content, "heading"):
        if not _is_filled_by(str(line), PLACES):
            yield Fault(f"{name}: heading", f"{line!r} มีตัวแทนที่ไม่รู้จัก", f"ใช้ได้เพียง {', '.join(sorted(PLACES))}")


def _list(content: dict[str, Any], key: str) -> list[Any]:
    found = content.get(key, [])
    return list(found) if isinstance(found, list) else [found]


def _column_faults(each: Any, place: str, known: frozenset[str], *, has_years: bool) -> Iterator[Fault]:
    types = {"heading": str, "value": str, "width": int, "sum": bool}
    content: dict[str, Any] = dict(each) if isinstance(each, dict) else {}
    wrong = [key for key, value in content.items() if not isinstance(value, types.get(key, type(None)))]
    if wrong or "heading" not in content:
        yield Fault(place, "ต้องมี heading, value และมีได้อีกเพียง width (จำนวนเต็ม) กับ sum (true/false)", "แก้ช่อง")
    elif content.get("value") not in known:
        yield Fault(place, f"value {content.get('value')!r} ใช้ไม่ได้", f"ใส่คำใดคำหนึ่ง: {', '.join(sorted(known))}")
    elif str(content["value"]).endswith(BY_YEAR) and not has_years:
        yield Fault(place, "คอลัมน์รายปีต้องมี years", "ใส่ years = 5 และ first_years")


def _is_filled_by(template: str, names: frozenset[str]) -> bool:
    """Whether a text names in braces only these."""
    try:
        return all(name is None or (name in names and not form) for _, name, form, _ in Formatter().parse(template))
    except ValueError:
        return False
