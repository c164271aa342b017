"""The locks: every package that is installed, its exact version and the hashes of its files, for every system.

`requirements.lock` holds what the dashboard needs, `requirements-dev.lock` what the tests need besides. They are made
of `requirements.txt`, `requirements-dev.txt` and what stands in them already: renewing changes only what has to change.
"""

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from packaging.markers import Marker
from packaging.utils import canonicalize_name

ROOT: Final = Path(__file__).resolve().parents[1]
OLDEST_PYTHON: Final = "3.11"
HEADING: Final = (
    "# Made by `python -m release lock`: exact versions and hashes, for every system and Python 3.11 or later.\n"
)
HOW: Final = ("--universal", "--generate-hashes", "--no-annotate", "--no-header", "--quiet", "--no-build")
ENTRY: Final = re.compile(
    r"^(?P<name>[\w.-]+)(?:\[[\w,-]+\])?==(?P<version>[^\s;]+)(?: ; (?P<marker>[^\\]+?))?"
    r"(?P<hashes>(?: \\\n    --hash=sha256:\w{64})+)$",
    re.MULTILINE,
)


@dataclass(frozen=True)
class Locked:
    """One package: canonical name, version, on which systems ("" for all), and the SHA-256 of its files."""

    name: str
    version: str
    marker: str
    hashes: tuple[str, ...]

    def is_for(self, environment: Mapping[str, str]) -> bool:
        """Whether a system needs it; keys as in PEP 508, this machine's for those that are not given."""
        return not self.marker or Marker(self.marker).evaluate(dict(environment))

    @property
    def text(self) -> str:
        """Its entry in a lock, for a system that needs it."""
        return f"{self.name}=={self.version}" + "".join(f" \\\n    --hash=sha256:{each}" for each in self.hashes) + "\n"


def read_lock(file: Path) -> tuple[Locked, ...]:
    """The packages of one lock, without those of a lock it names. Raises ValueError for a line of no entry."""
    text = file.read_text(encoding="utf-8")
    rest = ENTRY.sub("", text)
    unknown = [line for line in rest.splitlines() if line.strip() and not line.startswith(("#", "-r "))]
    if unknown:
        raise ValueError(f"{file.name}: {unknown[0]}")
    return tuple(
        Locked(
            canonicalize_name(each["name"]),
            each["version"],
            each["marker"] or "",
            tuple(re.findall(r"sha256:(\w+)", each["hashes"])),
        )
        for each in ENTRY.finditer(text)
    )


def write_locks(*options: str, root: Path = ROOT) -> None:
    """Make both locks anew; `options` go to uv (`--upgrade-package NAME`). What stands in them stays where it can.

    Raises subprocess.CalledProcessError where the requirements contradict each other, and ValueError where a package
    would have two entries."""
    ours, besides = root / "requirements.lock", root / "requirements-dev.lock"
    with tempfile.TemporaryDirectory() as folder:
        every = Path(folder) / "every.lock"
        every.write_text("".join(_entries(file) for file in (ours, besides) if file.exists()), encoding="utf-8")
        _compile(root, "requirements-dev.txt", every, options)
        alone = Path(folder) / "alone.lock"
        alone.write_text(every.read_text(encoding="utf-8"), encoding="utf-8")
        _compile(root, "requirements.txt", alone, ())
        needed, all_of_them = read_lock(alone), read_lock(every)
        differing = {each.name for each in needed} - {each.name for each in set(needed) & set(all_of_them)}
        if differing:
            raise ValueError(f"two entries: {', '.join(sorted(differing))}")
        names = {each.name for each in needed}
        ours.write_text(HEADING + _entries(alone), encoding="utf-8")
        besides.write_text(f"{HEADING}-r {ours.name}\n" + _entries(every, without=names), encoding="utf-8")


def _compile(root: Path, requirements: str, lock: Path, options: Iterable[str]) -> None:
    command = [sys.executable, "-m", "uv", "pip", "compile", *HOW, "--python-version", OLDEST_PYTHON, *options]
    subprocess.run([*command, requirements, "-o", str(lock)], cwd=root, check=True, stdout=subprocess.DEVNULL)


def _entries(lock: Path, without: Iterable[str] = ()) -> str:
    """The entries of a lock as they stand, in their order."""
    text = lock.read_text(encoding="utf-8")
    kept = (each for each in ENTRY.finditer(text) if canonicalize_name(each["name"]) not in set(without))
    return "".join(f"{each[0]}\n" for each in kept)
