"""The packages of a lock for another system: their files fetched, held to their hashes, and unpacked without pip there.

pip asks markers of the machine it runs on. So the entries that the other system needs are picked here.
"""

import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from release.locks import ROOT, Locked, read_lock

WINDOWS: Final = "win_amd64"
SYSTEMS: Final = {
    WINDOWS: {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt", "platform_machine": "AMD64"}
}
HELD: Final = ("--require-hashes", "--no-deps", "--only-binary=:all:", "--quiet", "--disable-pip-version-check")
PDF: Final = "typst"  # sets the one page of stage 3; what only some install


@dataclass(frozen=True)
class Target:
    """A system and a Python for which files are wanted. `platform`: as in a wheel's name, "" for this machine."""

    platform: str
    python: str

    @property
    def options(self) -> tuple[str, ...]:
        """What pip has to be told."""
        version = ("--python-version", self.python, "--implementation", "cp")
        return (*version, "--platform", self.platform) if self.platform else ()

    def needs(self, entry: Locked) -> bool:
        """Whether an entry of a lock is for it."""
        return entry.is_for({**SYSTEMS.get(self.platform, {}), "python_version": self.python})


def here() -> Target:
    """This machine, and the Python that runs."""
    return Target("", f"{sys.version_info.major}.{sys.version_info.minor}")


def wanted_packages(target: Target, *, with_pdf: bool) -> tuple[Locked, ...]:
    """What the dashboard needs there, and with the package that sets PDF files where asked."""
    entries = list(read_lock(ROOT / "requirements.lock"))
    if with_pdf:
        entries += [each for each in read_lock(ROOT / "requirements-dev.lock") if each.name == PDF]
    return tuple(each for each in entries if target.needs(each))


def fetch_wheels(packages: tuple[Locked, ...], target: Target, folder: Path) -> None:
    """Put the file of each package into a folder. Raises subprocess.CalledProcessError where one is not to be had, or
    has none of its hashes."""
    folder.mkdir(parents=True, exist_ok=True)
    _pip("download", packages, target, "--dest", str(folder))


def unpack_wheels(packages: tuple[Locked, ...], target: Target, wheels: Path, folder: Path) -> None:
    """Unpack what `fetch_wheels` put into a folder, held to the hashes again; nothing of it is run.

    Raises subprocess.CalledProcessError where one is missing or has none of its hashes, and ValueError for one that
    relies on `.pth` files, which the embeddable Python does not read."""
    _pip(
        "install", packages, target, "--no-index", "--find-links", str(wheels), "--target", str(folder), "--no-compile"
    )
    shutil.rmtree(folder / "bin", ignore_errors=True)  # starters of commands, made for the machine that unpacks
    left_out = sorted(each.name for each in folder.glob("*.pth"))
    if left_out:
        raise ValueError(f"not read by the embeddable Python: {', '.join(left_out)}")


def _pip(command: str, packages: tuple[Locked, ...], target: Target, *options: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        lock = Path(folder) / "target.lock"
        lock.write_text("".join(each.text for each in packages), encoding="utf-8")
        words = [sys.executable, "-m", "pip", command, *HELD, *target.options, *options, "-r", str(lock)]
        subprocess.run(words, check=True)
