"""The README and the contracts name only what exists, and forget nothing."""

import re
from pathlib import Path

from analysis.stages import STAGES
from catalogue import load_catalogue

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
