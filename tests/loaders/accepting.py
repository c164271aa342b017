"""A file no layout knows, read with every proposal of the program accepted as it stands."""

from dataclasses import replace

import pytest

from catalogue import load_catalogue
from loaders import Inspection, Problem, TableChoice, TablePreview, inspect_file
from loaders.mapping import OtherData
from tests_support import SHARED_DATA, empty_warehouse
from warehouse import Warehouse, read_sets

CASES = SHARED_DATA / "cases"


def csv(*lines: str) -> bytes:
    """The bytes of a CSV file of these lines."""
    return "\n".join(lines).encode()


def seen(content: bytes, name: str = "ก.csv", warehouse: Warehouse | None = None) -> TablePreview:
    """The table most likely meant, with what is proposed."""
    warehouse = warehouse or empty_warehouse()
    found = inspect_file(content, name, warehouse, load_catalogue(), choice=TableChoice(""), in_child=False)
    assert found.tables, found.report.problems
    return found.tables[0]


def accepted_choice(table: TablePreview) -> TableChoice:
    """What a person says who changes nothing but the title and the units that nothing tells."""
    if table.mapping.set_id:
        return TableChoice(table.sheet, table.number, set_id=table.mapping.set_id, mapping=table.mapping)
    assert table.other is not None
    columns = tuple(replace(each, unit=each.unit or "หน่วย") for each in table.other.columns)
    return TableChoice(table.sheet, table.number, mapping=table.mapping, other=OtherData("ข้อมูลทดสอบ", columns))


def accepted(
    content: bytes,
    name: str = "ก.csv",
    *,
    year: int | None = 2564,
    area: str | None = None,
    choice: TableChoice | None = None,
    warehouse: Warehouse | None = None,
) -> Inspection:
    """The file checked with the proposals (or another `choice`)."""
    warehouse = warehouse or empty_warehouse()
    choice = choice or accepted_choice(seen(content, name, warehouse))
    catalogue = load_catalogue(read_sets(warehouse))
    return inspect_file(
        content, name, warehouse, catalogue, year_be=year, area_code=area, choice=choice, in_child=False
    )


def case(name: str) -> bytes:
    """The bytes of one of the small files of real reports' kinds; its test is skipped where they are absent."""
    if not CASES.is_dir():
        pytest.skip("ไม่มีโฟลเดอร์ข้อมูลจริง ../shared/data", allow_module_level=True)
    return (CASES / name).read_bytes()


def values(inspection: Inspection) -> list[tuple[str, float]]:
    """(area, value) of the facts."""
    assert inspection.batch is not None, inspection.report.problems
    facts = inspection.batch.facts
    return list(zip(facts["area_code"], facts["value"], strict=True))


def codes(inspection: Inspection) -> list[str]:
    """The areas of the facts, each once."""
    assert inspection.batch is not None, inspection.report.problems
    return list(dict.fromkeys(inspection.batch.facts["area_code"]))


def names(inspection: Inspection) -> dict[str, str]:
    """Code → name as it would be kept."""
    assert inspection.batch is not None, inspection.report.problems
    kept = inspection.batch.area_names
    return {} if kept is None else dict(zip(kept["area_code"], kept["area_name"], strict=True))


def of_rule(inspection: Inspection, rule_id: str) -> list[Problem]:
    """The problems of one rule."""
    return [problem for problem in inspection.report.problems if problem.rule == rule_id]
