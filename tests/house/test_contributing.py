"""The guide for newcomers, the records of decisions and the description of the tests name only what is there."""

import re
from pathlib import Path

import pytest

import run

ROOT = Path(__file__).resolve().parents[2]
GUIDES = ("CONTRIBUTING.md", "tests/README.md", "docs/decisions/README.md")
PATH = re.compile(r"`([\w./-]+(?:/|\.(?:py|md|txt|toml)))`")


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("guide", GUIDES)
def test_every_file_and_folder_a_guide_names_exists(guide: str) -> None:
    named = set(PATH.findall(text(guide)))
    near = (ROOT, ROOT / guide.rpartition("/")[0])
    assert {name for name in named if not any((folder / name).exists() for folder in near)} == set()


def test_the_map_of_questions_has_ten_answers() -> None:
    table = text("CONTRIBUTING.md").split("## Where would you change …")[1].split("## Words")[0]
    assert len(re.findall(r"^\| .+ \| `[^`]+` \|$", table, re.MULTILINE)) == 10


@pytest.mark.parametrize("guide", ["CONTRIBUTING.md", "tests/README.md"])
def test_every_tier_is_described_and_no_other(guide: str) -> None:
    assert set(re.findall(r"^\| `python run\.py (\w+)` \|", text(guide), re.MULTILINE)) == set(run.COMMANDS) - {"start"}


def test_every_record_of_a_decision_is_listed() -> None:
    records = {path.name for path in (ROOT / "docs" / "decisions").glob("0*.md")}
    assert records == set(re.findall(r"\((0[\w-]+\.md)\)", text("docs/decisions/README.md")))


def test_every_shared_fixture_and_marker_is_described() -> None:
    guide = text("tests/README.md")
    for conftest in (ROOT / "tests").rglob("conftest.py"):
        for name in re.findall(r"^@pytest\.fixture.*\ndef (\w+)", conftest.read_text(encoding="utf-8"), re.MULTILINE):
            assert f"`{name}" in guide, f"{conftest.relative_to(ROOT)}: {name}"
    for marker in re.findall(r'^    "(\w+): ', text("pyproject.toml"), re.MULTILINE):
        assert f"| `{marker}` |" in guide, marker
