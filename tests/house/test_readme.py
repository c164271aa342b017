"""The README and the contracts name only what exists, and forget nothing."""

import re
from pathlib import Path

import pytest

from analysis.__main__ import main as analysis_main
from analysis.stages import STAGES
from catalogue import load_catalogue
from loaders.command_line import main as loaders_main

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_indicator_set_is_in_the_readme_with_its_size_and_years() -> None:
    for each in load_catalogue().sets:
        [row] = [line for line in README.splitlines() if line.startswith(f"| {each.id} |")]
        assert f"{each.first_year}–{each.last_year} | {each.size} |" in row
        assert ("| yes" in row) == each.is_complete


def test_every_stage_of_the_dashboard_is_in_the_readme() -> None:
    for stage in STAGES:
        assert f"| {stage.numbered_title} (" in README


def test_every_file_and_folder_the_readme_names_exists() -> None:
    named = set(re.findall(r"`([\w./-]+(?:/|\.(?:py|md|txt|toml)))`", README)) | {"docs/screens/radar-diagram-wide.png"}
    assert {name for name in named if not (ROOT / name).exists()} == set()


@pytest.mark.parametrize("options", ["--year", "--area", "--layout", "--shares", "--dry-run", "--json", "--database"])
def test_the_loaders_know_the_options_the_readme_names(options: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert options in README
    with pytest.raises(SystemExit):
        loaders_main(["--help"])
    assert options in capsys.readouterr().out


def test_the_analysis_knows_every_command_the_readme_names() -> None:
    named = re.search(r"python -m analysis ([\w|-]+) ", README)
    assert named is not None
    for command in [*named[1].split("|"), "facts"]:
        with pytest.raises(SystemExit) as stopped:
            analysis_main([command, "--help"])
        assert stopped.value.code == 0, command
