"""The rooms of the analysis: the core knows no stage, a stage no other stage, and the floors are few."""

import ast
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
STAGES = {"input_data", "radar_diagram", "radar_analysis", "comparative", "logic_model"}
MAY_IMPORT = {"core": {"core"}, "disclosure": {"core", "disclosure"}} | {
    stage: {"core", "disclosure", stage} for stage in STAGES
}
# A meeting tells the story of the stages in their own words; no stage knows it.
# What an office sends holds its plans.
MAY_IMPORT["office_files"] = {"core", "disclosure", "logic_model", "office_files"}
MAY_IMPORT["workshop"] = {"core", "disclosure", "radar_analysis", "comparative", "logic_model", "workshop"}
MOST_FLOORS = 9
PAPER = "analysis.logic_model.paper"  # the files of a plan hold the page of stage 3


@cache
def modules() -> dict[str, Path]:
    return {
        ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): file
        for file in sorted((ROOT / "analysis").rglob("*.py"))
    }


@cache
def imported(file: Path) -> set[str]:
    """Modules of the analysis that a file imports, wherever in it."""
    known, found = modules(), set[str]()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module is not None:
            found |= {f"{node.module}.{alias.name}" for alias in node.names} | {node.module}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return found & set(known)


def test_every_room_of_the_analysis_is_listed() -> None:
    rooms = {file.parent.name for file in modules().values()} - {"analysis"}
    assert rooms == set(MAY_IMPORT)


def test_the_core_knows_no_stage_and_a_stage_no_other_stage() -> None:
    for name, file in modules().items():
        room = file.parent.name
        if room in MAY_IMPORT:
            rooms = {each.split(".")[1] for each in imported(file) if "." in each}
            allowed = MAY_IMPORT[room] | ({"radar_analysis"} if name == PAPER else set())
            assert rooms <= allowed, f"{name} imports {sorted(rooms - allowed)}"


def test_every_stage_has_its_data_and_its_answers() -> None:
    for stage in STAGES:
        names = {file.name for file in (ROOT / "analysis" / stage).glob("*.py")}
        assert {"data.py", "answers.py"} <= names, stage


def test_the_floors_are_few_and_no_two_modules_import_each_other() -> None:
    below = {name: imported(file) - {name, "analysis"} for name, file in modules().items()}
    order = list(TopologicalSorter(below).static_order())  # raises CycleError, which names the circle
    floors: dict[str, int] = {}
    for name in order:
        floors[name] = 1 + max((floors[each] for each in below[name]), default=0)
    highest = max(floors, key=floors.__getitem__)
    assert floors[highest] <= MOST_FLOORS, f"{highest} stands on floor {floors[highest]}"
