"""What saving a plan of 20 projects costs, and how long it takes beside an import: `python -m benchmarks.plan_saving`.

Promise: under 30 ms of processor time a save, the first one of a plan and one text changed, in a program that is ready
as the dashboard is (`app.ready`: the patterns for persons were used once); beside an import of the whole nation no save
waits for it. Printed are the median and the longest of 60 savings, in milliseconds, in a file of its own and in one
that holds the nation.
"""

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import numpy as np
import pandas as pd

from app.ready import ANY_TEXT
from warehouse import (
    PlanItem,
    StagedBatch,
    Warehouse,
    create_plan,
    open_warehouse,
    prepare_batch,
    save_plan,
    store_batch,
)
from words.personal_text import holds_person

PROJECTS, SAVINGS, INDICATORS = 20, 60, 38
CARDS = {"problem": 1, "cause": 3, "input": 2, "activity": 3, "output": 3, "outcome": 1, "impact": 1, "risk": 1}
TEXT = "อบรมอาชีพเสริมให้ครัวเรือนที่ไม่มีการเก็บออมเงิน และตั้งกลุ่มออมทรัพย์เพื่อการผลิตในหมู่บ้าน"


def plan_items(changed: int = 0) -> list[PlanItem]:
    """A plan of 20 projects with the whole chain of each; `changed`: a number in one of its texts."""
    items: list[PlanItem] = []
    for project in range(PROJECTS):
        for kind, count in CARDS.items():
            for card in range(count):
                content: dict[str, object] = {"text": f"{TEXT} {project} {card}", "links": [f"problem-{project}"]}
                items.append(PlanItem(f"{kind}-{project * 3 + card}", kind, content))
        budget = {"source": "ข้อบัญญัติ อบต.", "year_be": 2570, "baht": 12000.0}
        fields: dict[str, object] = {"name": TEXT, "rationale": TEXT * 4, "method": TEXT, "budgets": [budget] * 3}
        items.append(PlanItem(f"project-{project}", "project", fields))
    items[7] = PlanItem(items[7].item_id, items[7].kind, items[7].content | {"text": f"{TEXT} ครั้งที่ {changed}"})
    return items


def savings(warehouse: Warehouse, plan_id: int, version: int, count: int) -> Iterator[tuple[float, float]]:
    """Processor and wall-clock milliseconds of each of so many savings."""
    for number in range(count):
        items = plan_items(version + number)
        cpu, wall = time.process_time(), time.perf_counter()
        save_plan(warehouse, plan_id, version + number, items)
        yield 1000 * (time.process_time() - cpu), 1000 * (time.perf_counter() - wall)


def nation(villages: int) -> StagedBatch:
    """Made-up figures of so many villages."""
    codes = [f"{10 + number // 1000:02}{number % 1000:03}101"[:8] for number in range(villages)]
    places = np.repeat(codes, INDICATORS)
    names = [f"jpt-2560-{number:02}" for number in range(1, INDICATORS + 1)] * villages
    facts = pd.DataFrame(
        {
            "area_code": places,
            "indicator_code": names,
            "unit": "คน",
            "assessed": 200,
            "failed": np.arange(len(places)) % 90,
        }
    )
    staged = StagedBatch(
        file_name="nation", file_sha256="0" * 64, layout="tpmap", survey="jpt", set_id="jpt-2560", year_be=2565,
        level="village", facts=facts, measures=pd.DataFrame({"area_code": codes, "measure": "households", "value": 90}),
        area_names=pd.DataFrame({"area_code": codes, "area_name": codes}),
    )  # fmt: skip
    return prepare_batch(staged)


def report(name: str, milliseconds: list[float]) -> str:
    """One line."""
    return f"{name:58} {statistics.median(milliseconds):8.1f} {max(milliseconds):8.1f}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--villages", type=int, default=75_000)
    villages = parser.parse_args().villages
    with tempfile.TemporaryDirectory() as folder:
        warehouse = open_warehouse(Path(folder) / "radar.duckdb")
        holds_person(ANY_TEXT)
        plan_id = create_plan(warehouse, "830101", "jpt-2560", 2565, 2566)
        first = next(savings(warehouse, plan_id, 0, 1))[0]
        print(f"{'milliseconds':58} {'median':>8} {'longest':>8}")
        print(report(f"first saving, {len(plan_items())} parts, processor", [first]))
        print(report("one text changed, processor", [cpu for cpu, _ in savings(warehouse, plan_id, 1, SAVINGS)]))
        batch, version = nation(villages), SAVINGS + 1
        importing = Thread(target=store_batch, args=(warehouse, batch))
        importing.start()
        beside: list[float] = []
        begun = time.perf_counter()
        while importing.is_alive():
            beside += [wall for _, wall in savings(warehouse, plan_id, version, 1)]
            version += 1
            time.sleep(0.1)
        seconds = time.perf_counter() - begun
        print(report(f"beside an import of {seconds:.1f} s, {len(beside)} savings, wall clock", beside))
        cpus = [cpu for cpu, _ in savings(warehouse, plan_id, version, SAVINGS)]
        print(report("one text changed, in a file with the nation, processor", cpus))
        print(f"file: {(Path(folder) / 'radar.duckdb').stat().st_size / 1e6:.0f} MB")
        warehouse.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
