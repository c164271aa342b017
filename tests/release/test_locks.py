"""Locks: what an entry says, for which systems it is, and that an install takes exactly the files of the hashes."""

import hashlib
import importlib.util
import subprocess
import zipfile
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType

import pytest

from release.locks import Locked, read_lock

ROOT = Path(__file__).resolve().parents[2]
LOCK = (
    "# made\n-r other.lock\n"
    f"a-b==1.0 \\\n    --hash=sha256:{'a' * 64} \\\n    --hash=sha256:{'b' * 64}\n"
    f"colorama==0.4.6 ; sys_platform == 'win32' \\\n    --hash=sha256:{'c' * 64}\n"
    f"pyright[nodejs]==1.1 \\\n    --hash=sha256:{'d' * 64}\n"
)


def test_an_entry_is_name_version_systems_and_hashes(tmp_path: Path) -> None:
    file = tmp_path / "x.lock"
    file.write_text(LOCK, encoding="utf-8")
    found = read_lock(file)
    assert found == (
        Locked("a-b", "1.0", "", ("a" * 64, "b" * 64)),
        Locked("colorama", "0.4.6", "sys_platform == 'win32'", ("c" * 64,)),
        Locked("pyright", "1.1", "", ("d" * 64,)),
    )
    assert [each.is_for({"sys_platform": "win32"}) for each in found] == [True, True, True]
    assert [each.is_for({"sys_platform": "linux"}) for each in found] == [True, False, True]
    assert found[1].text == f"colorama==0.4.6 \\\n    --hash=sha256:{'c' * 64}\n"


@pytest.mark.parametrize("line", ["a==1.0", "a>=1.0 \\\n    --hash=sha256:" + "a" * 64, "--index-url x"])
def test_a_line_without_hash_or_version_is_refused(tmp_path: Path, line: str) -> None:
    file = tmp_path / "x.lock"
    file.write_text(f"{LOCK}{line}\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"x\.lock"):
        read_lock(file)


def wheel(folder: Path, text: str, more: Mapping[str, str] | None = None) -> str:
    """A package of one module and what else it holds, and its SHA-256."""
    folder.mkdir(exist_ok=True)
    file = folder / "tiny-1.0-py3-none-any.whl"
    inside = {
        "tiny.py": text,
        "tiny-1.0.dist-info/METADATA": "Metadata-Version: 2.1\nName: tiny\nVersion: 1.0\n",
        "tiny-1.0.dist-info/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        "tiny-1.0.dist-info/RECORD": "",
        **(more or {}),
    }
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in inside.items():
            archive.writestr(zipfile.ZipInfo(name), content)  # of no date, so that equal texts make equal files
    return hashlib.sha256(file.read_bytes()).hexdigest()


def copied_run(folder: Path) -> ModuleType:
    """`run.py` of another folder, which is its root."""
    (folder / "run.py").write_text((ROOT / "run.py").read_text(encoding="utf-8"), encoding="utf-8")
    spec = importlib.util.spec_from_file_location("copied_run", folder / "run.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_run_installs_from_the_folder_of_wheels_what_has_the_right_hash(tmp_path: Path) -> None:
    """The package exists nowhere else, so that it can only come from the folder."""
    right = wheel(tmp_path / "wheels", "answer = 42")
    (tmp_path / "requirements.lock").write_text(f"tiny==1.0 \\\n    --hash=sha256:{right}\n", encoding="utf-8")
    run = copied_run(tmp_path)
    changed = wheel(tmp_path / "wheels", "answer = 43")
    assert changed != right
    with pytest.raises(subprocess.CalledProcessError):
        run.install("requirements.lock")
    assert not (tmp_path / ".venv" / "requirements.lock.installed").exists()
    wheel(tmp_path / "wheels", "answer = 42")
    run.install("requirements.lock")
    shown = subprocess.run([run.PYTHON, "-c", "import tiny; print(tiny.answer)"], capture_output=True, text=True)
    assert shown.stdout == "42\n"
    (tmp_path / "wheels" / "tiny-1.0-py3-none-any.whl").unlink()
    run.install("requirements.lock")  # installed already: nothing is looked for
