"""A stage is one name: every place it must have is there, and nothing else calls itself a stage."""

import importlib
from pathlib import Path

import pytest

from analysis.__main__ import PROGRAM
from analysis.stages import STAGES, Stage

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
each_stage = pytest.mark.parametrize("stage", STAGES, ids=lambda stage: stage.name)


def test_the_five_stages_are_numbered_and_have_one_name_each() -> None:
    assert [stage.number for stage in STAGES] == [1, 2, 3, 4, 5]
    for names in ({stage.name for stage in STAGES}, {stage.address for stage in STAGES}, {one.title for one in STAGES}):
        assert len(names) == 5
    assert {stage.former_address for stage in STAGES}.isdisjoint(stage.address for stage in STAGES)


@each_stage
def test_a_stage_has_its_analysis_and_its_public_form(stage: Stage) -> None:
    module = importlib.import_module(f"analysis.{stage.name}.data")
    assert callable(getattr(module, f"{stage.name}_data"))
    public = importlib.import_module(f"analysis.{stage.name}.public")
    assert callable(getattr(public, f"{stage.name}_public"))


@each_stage
def test_a_stage_has_its_page_figures_and_tests(stage: Stage) -> None:
    for path in (
        stage.page,
        f"charts/{stage.name}.py",
        f"tests/analysis/{stage.name}/test_data.py",
        f"tests/charts/test_{stage.name}.py",
        f"tests/pages/{stage.name}/test_page.py",
    ):
        assert (ROOT / path).is_file(), path


@each_stage
def test_a_stage_stands_in_the_readme_with_its_command(stage: Stage) -> None:
    assert f"| {stage.numbered_title} (" in README
    assert f"python -m analysis {stage.address} " in README
    assert stage.address in PROGRAM.commands


@pytest.mark.parametrize("folder", ["analysis", "pages"])
def test_no_folder_beside_the_stages_calls_itself_one(folder: str) -> None:
    others = {"core", "disclosure", "shared", "home", "help", "workshop", "lessons", "office_files", "__pycache__"}
    assert {each.name for each in (ROOT / folder).iterdir() if each.is_dir()} - others == {one.name for one in STAGES}
