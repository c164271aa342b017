"""Small batches for the tests of the warehouse, and what stands in it."""

import pandas as pd

from warehouse import PlanItem, StagedBatch, Warehouse, create_plan, list_plans, read_plan, save_plan


def staged(counts: dict[str, tuple[int, int]], level: str = "village", **changes: object) -> StagedBatch:
    """A batch of one indicator: area code → (assessed, failed)."""
    facts = pd.DataFrame(
        [
            {"area_code": code, "indicator_code": "i-1", "unit": "คน", "assessed": assessed, "failed": failed}
            for code, (assessed, failed) in counts.items()
        ]
    )
    measures = pd.DataFrame([{"area_code": code, "measure": "households", "value": 5} for code in counts])
    names = pd.DataFrame([{"area_code": code, "area_name": f"บ้าน {code}"} for code in counts])
    fields: dict[str, object] = {
        "file_name": "a.csv",
        "file_sha256": "0" * 64,
        "layout": "tpmap",
        "survey": "jpt",
        "set_id": "jpt-2560",
        "year_be": 2561,
        "level": level,
        "facts": facts,
        "measures": measures,
        "area_names": names,
    }
    return StagedBatch(**(fields | changes))  # type: ignore[arg-type]


def figures(warehouse: Warehouse) -> dict[tuple[str, str], tuple[int, int]]:
    rows = warehouse.query("SELECT level, area_code, assessed, failed FROM area_figures")
    return {(row.level, row.area_code): (row.assessed, row.failed) for row in rows.itertuples()}


def problems(*texts: str) -> list[PlanItem]:
    """The parts of a plan: a card a text."""
    return [PlanItem(f"problem-{number}", "problem", {"text": text}) for number, text in enumerate(texts, 1)]


def plan_of(warehouse: Warehouse, *texts: str, area_code: str = "830101", year_be: int = 2561) -> int:
    """A plan saved once, with a card a text; its number."""
    plan_id = create_plan(warehouse, area_code, "jpt-2560", year_be, year_be + 1)
    save_plan(warehouse, plan_id, 0, problems(*texts))
    return plan_id


def plans_kept(warehouse: Warehouse) -> list[tuple[int, str, int, list[PlanItem]]]:
    """Number, area, version and parts of every plan."""
    return [
        (each.plan_id, each.area_code, each.version, read_plan(warehouse, each.plan_id)[1])
        for each in list_plans(warehouse)
    ]
