"""Packages unpacked for another machine: held to their hashes, and nothing of the machine that unpacks among them."""

import subprocess
from pathlib import Path

import pytest

from release.locks import Locked
from release.packages import here, unpack_wheels
from tests.release.test_locks import wheel

STARTER = {"tiny-1.0.dist-info/entry_points.txt": "[console_scripts]\ntiny = tiny:main\n"}


def unpacked(folder: Path, sha256: str) -> Path:
    unpack_wheels((Locked("tiny", "1.0", "", (sha256,)),), here(), folder / "wheels", folder / "site-packages")
    return folder / "site-packages"


def test_a_package_lies_there_without_a_starter_of_this_machine(tmp_path: Path) -> None:
    found = unpacked(tmp_path, wheel(tmp_path / "wheels", "answer = 42", STARTER))
    assert (found / "tiny.py").read_text(encoding="utf-8") == "answer = 42"
    assert sorted(each.name for each in found.iterdir()) == ["tiny-1.0.dist-info", "tiny.py"]


def test_a_file_of_another_hash_is_not_unpacked(tmp_path: Path) -> None:
    right = wheel(tmp_path / "wheels", "answer = 42")
    wheel(tmp_path / "wheels", "answer = 43")
    with pytest.raises(subprocess.CalledProcessError):
        unpacked(tmp_path, right)


def test_a_package_that_needs_a_pth_file_is_refused(tmp_path: Path) -> None:
    """The embeddable Python reads none, so that the package would be missing on the PC alone."""
    sha256 = wheel(tmp_path / "wheels", "answer = 42", {"tiny.pth": "import tiny\n"})
    with pytest.raises(ValueError, match=r"tiny\.pth"):
        unpacked(tmp_path, sha256)
