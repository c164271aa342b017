"""How long the server works when a filter changes: `python -m benchmarks.page_reruns`.

Promise: under 300 ms for a page of one province. Every page is opened through the frame on the sample data (or on the
database that CIA_DATABASE names); each change is to a view never shown before, so no cached answer helps, and only the
script's own run is counted. The radar, the quality and the comparative page also change everything else that can be
chosen on them. The page of a plan of 20 projects is drawn again in each of its parts: under 100 ms of processor time.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import cycle
from pathlib import Path

from streamlit.testing.v1 import AppTest

from analysis.core.scope import Question
from analysis.logic_model.data import draft_plan
from analysis.logic_model.plan import Budget, FollowUp, Project
from analysis.logic_model.plan_store import store_new_plan
from catalogue import load_catalogue
from pages.logic_model.views import WORDS
from warehouse import read_sets

ROOT = Path(__file__).resolve().parents[1]
PAGES = ("radar_diagram", "radar_analysis", "comparative", "logic_model")
AREAS = ("8301", "8303", "830103", "830104", "830105", "830106", "830301", "830302", "830304", "830305")
PROMISED_MS = 300
PROVINCE = {"area": "83", "set": "jpt-2560", "year": "2564"}
RADAR_CHANGES = (
    {"axis": "d1"}, {"axis": "d3"}, {"axis": "d5", "measure": "quality"}, {"scale": "rank"}, {"scale": "stretched"},
    {"measure": "quality"}, {"view": "tpmap"}, {"beside": "peers", "also": "country"}, {"beside": "2563"},
    {"year": "2563"}, {"show": "indicators"}, {"show": "indicators", "scale": "rank"}, {"show": "areas"},
    {"show": "areas", "level": "tambon"}, {"show": "areas", "level": "village"},
    {"show": "areas", "level": "village", "page": "2"}, {"axis": "d4", "indicator": "jpt-2560-23"},
    {"axis": "d4", "indicator": "jpt-2560-20", "level": "tambon"}, {"axis": "d1", "indicator": "jpt-2560-01"},
    {"kinds": "all"}, {"kinds": "all", "scale": "rank"}, {"set": "nrd2c-2555"},
    {"set": "nrd2c-2555", "show": "reports"},
    {"set": "nrd2c-2555", "show": "reports", "counted": "any"},
)  # fmt: skip
QUALITY_CHANGES = (
    {"reference": "peers"}, {"reference": "previous"}, {"reference": "none"}, {"group": "elderly"},
    {"group": "children"},
    {"w_size": "3.0"}, {"w_trend": "0.0", "group": "low_income"}, {"public": "true"}, {"year": "2563"},
    {"set": "nrd2c-2555"},
)  # fmt: skip

COMPARATIVE_VIEWS = (
    "ranking",
    "heat",
    "spine",
    "radars",
    "change",
    "scatter",
    "map",
    "inside",
    "check",
    "choose",
    "goals",
)
COMPARATIVE_CHANGES = (
    *({"level": "tambon", "compare": view} for view in COMPARATIVE_VIEWS),
    {"level": "tambon", "by": "jpt-2560-23"}, {"level": "village", "page": "2"},
    {"level": "list", "areas": "830103-830301"},
)  # fmt: skip

PLAN_AREA, PLAN_PROJECTS, PLAN_RUNS, PROMISED_PLAN_MS = "830105", 20, 5, 100


def plan_of_many_projects() -> int:
    """A drafted plan of one tambon, its projects repeated until there are so many, each with money and one report."""
    from app.state import the_warehouse  # noqa: PLC0415 - the database is chosen before

    question = Question(PLAN_AREA, 2565, "jpt", "jpt-2560")
    plan = draft_plan(the_warehouse(), load_catalogue(read_sets(the_warehouse())), question)
    budget = Budget(source="อบต.", year_be=plan.fiscal_year_be, baht=12_000.0)
    projects = [
        replace(project, id=f"project-{number}", budgets=(budget,))
        for number, project in zip(range(1, PLAN_PROJECTS + 1), cycle(plan.of(Project)), strict=False)
    ]
    period = f"{plan.fiscal_year_be}-Q1"
    reports = [
        FollowUp(id=f"follow_up-{number}", project_id=each.id, period=period, paid_baht=1_000.0)
        for number, each in enumerate(projects, 1)
    ]
    others = [each for each in plan.parts if not isinstance(each, Project)]
    return store_new_plan(the_warehouse(), replace(plan, parts=(*others, *projects, *reports)))


def report_plan_parts() -> None:
    """Processor milliseconds of drawing each part of the plan's page again."""
    shown = {"area": PLAN_AREA, "set": "jpt-2560", "year": "2565", "plan": str(plan_of_many_projects())}
    app = opened("logic_model")
    for part in WORDS:
        rerun_ms(app, [shown | {"part": part}])
        runs: list[float] = []
        for _ in range(PLAN_RUNS):
            start = time.process_time()
            app.run()
            runs.append(1000 * (time.process_time() - start))
        print(f"    plan, {part:>10}: median {statistics.median(runs):4.0f} ms of CPU (promised {PROMISED_PLAN_MS} ms)")


def opened(page: str) -> AppTest:
    """A page as its first visitor sees it."""
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=120)
    app.run()
    return app.switch_page(f"pages/{page}/page.py").run()


def rerun_ms(app: AppTest, changes: Sequence[Mapping[str, str]]) -> list[float]:
    """Milliseconds of one run per change of the URL, each shown for the first time."""
    milliseconds: list[float] = []
    for change in changes:
        app.query_params.clear()
        for name, value in change.items():
            app.query_params[name] = value
        start = time.perf_counter()
        app.run()
        milliseconds.append(1000 * (time.perf_counter() - start))
        if app.exception or app.error:
            raise SystemExit(f"{dict(change)}: the page failed")
    return milliseconds


def report(name: str, runs: list[float], what: str) -> None:
    print(
        f"{name:>15}: median {statistics.median(runs):4.0f} ms, slowest {max(runs):4.0f} ms "
        f"of {len(runs)} {what} (promised {PROMISED_MS} ms)",
        flush=True,
    )


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        if "CIA_DATABASE" not in os.environ:
            os.environ["CIA_DATABASE"] = str(Path(folder) / "sample.duckdb")
            subprocess.run([sys.executable, "-m", "loaders.sample"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        for page in PAGES:
            report(page, rerun_ms(opened(page), [{"area": area} for area in AREAS]), "changed areas")
        for page, others in zip(PAGES, (RADAR_CHANGES, QUALITY_CHANGES, COMPARATIVE_CHANGES), strict=False):
            changes = [PROVINCE | change for change in others]
            report(page, rerun_ms(opened(page), changes), "other changes")
        report_plan_parts()
        from app.state import the_warehouse  # noqa: PLC0415

        the_warehouse().close()


if __name__ == "__main__":
    main()
