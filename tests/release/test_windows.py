"""The folder for a Windows PC: what stands where, what a newer zip overwrites, and which DLLs are looked for."""

import hashlib
import zipfile
from pathlib import Path

import distlib
import pytest

from release.dlls import asked_by, is_in_windows, missing_dlls
from release.locks import Locked
from release.packages import WINDOWS, Target, here, wanted_packages
from release.windows import (
    READ_ME,
    START,
    Layout,
    problems_of,
    program_files,
    version_name,
    write_program,
    write_python,
    write_texts,
    write_zip,
)
from warehouse import default_database_path

LAUNCHERS = Path(distlib.__file__).parent  # real program files of Windows
LAUNCHER = LAUNCHERS / "t64.exe"  # asks for KERNEL32 and SHLWAPI


def embeddable(folder: Path, files: dict[str, bytes] | None = None) -> tuple[Path, str]:
    """A zip of the form of the official one, and its SHA-256."""
    file = folder / "python-3.13.9-embed-amd64.zip"
    usual = {"python.exe": b"x", "python313.zip": b"x", "python313._pth": b"python313.zip\r\n.\r\n\r\n#import site\r\n"}
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in (usual if files is None else files).items():
            archive.writestr(name, content)
    return file, hashlib.sha256(file.read_bytes()).hexdigest()


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    return Layout(tmp_path / "CommunityRadar", "0.1.0-aaaaaaaa")


def test_python_finds_packages_and_program_and_nothing_else(layout: Layout, tmp_path: Path) -> None:
    assert write_python(layout, *embeddable(tmp_path)) == "3.13"
    lines = (layout.python / "python313._pth").read_text(encoding="utf-8").splitlines()
    assert lines == ["python313.zip", ".", "../site-packages", "../program"]
    assert [(layout.python / line).resolve() for line in lines[2:]] == [layout.packages, layout.program]


def test_another_file_than_the_published_one_is_refused(layout: Layout, tmp_path: Path) -> None:
    file, sha256 = embeddable(tmp_path)
    with pytest.raises(ValueError, match="SHA-256"):
        write_python(layout, file, sha256.replace(sha256[0], "0" if sha256[0] != "0" else "1"))
    assert not layout.python.exists()
    with pytest.raises(ValueError, match="no embeddable Python"):
        write_python(layout, *embeddable(tmp_path, {"python.exe": b"x", "python313.zip": b"x"}))


def test_the_program_is_whole_and_holds_no_data_tests_or_tools(layout: Layout) -> None:
    write_program(layout)
    files = {file.relative_to(layout.program).as_posix() for file in layout.program.rglob("*") if file.is_file()}
    needed = ("dashboard.py", "app/server.py", ".streamlit/config.toml", "docs/icon.png", "requirements.lock")
    assert "docs/คู่มือ/คู่มือ.pdf" in files  # the help page offers it
    assert {*needed, "catalogue/areas.csv", "warehouse/migrations/001_initial.sql"} <= files
    assert not [file for file in files if file.startswith(("tests", "release", "static")) or "__pycache__" in file]
    assert not [file for file in files if file.endswith((".duckdb", ".wal"))]
    assert (layout.release / "radar.ico").read_bytes()[:4] == b"\0\0\1\0"  # how an icon of Windows begins
    assert problems_of(layout) == []


def test_the_start_file_is_as_windows_reads_it(layout: Layout) -> None:
    layout.folder.mkdir()
    write_texts(layout, "3.13", 59, with_pdf=True)
    start = (layout.folder / START).read_bytes()
    assert start.startswith(b"@echo off\r\n")
    assert start.count(b"\r\n") == start.count(b"\n")
    lines = start.decode("utf-8").splitlines()
    before, _, _ = start.partition(b"chcp 65001")
    assert before.isascii()  # until then Windows reads it in the code page of the machine
    assert 'cd /d "%~dp0versions\\0.1.0-aaaaaaaa\\program"' in lines
    run = '"..\\python\\python.exe" -X utf8 -m app.server --sample-if-empty --server.headless=false'
    block = lines[lines.index(run) - 3 : lines.index(run) + 4]  # read whole before it runs
    assert (block[0], block[-2:]) == ("(", ["exit /b", ")"])
    assert not [line for line in lines if "{" in line]
    assert len(max(lines, key=len)) < 8191  # the longest that cmd takes
    command = next(line for line in lines if line.startswith("powershell"))
    assert command.count('"') == 2  # the quotes around the command alone
    assert "%" not in command
    read_me = (layout.folder / READ_ME).read_bytes()
    assert read_me.startswith(b"\xef\xbb\xbf")
    text = read_me.decode("utf-8-sig")
    assert "Python 3.13 และแพ็กเกจ 59 รายการ มี typst" in text
    assert "{" not in text


def test_a_pc_with_python_starts_the_same_way_from_its_wheels(layout: Layout) -> None:
    layout.folder.mkdir()
    write_texts(layout, "3.12", 58, with_pdf=False, is_embedded=False)
    assert "py -3.12 run.py" in (layout.folder / START).read_text(encoding="utf-8").splitlines()
    assert "ต้องมี Python 3.12" in (layout.folder / READ_ME).read_text(encoding="utf-8-sig")


def test_the_name_of_a_release_follows_its_content(tmp_path: Path) -> None:
    for file in (*program_files(), Path("pyproject.toml")):
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_bytes((Path(__file__).resolve().parents[2] / file).read_bytes())
    before = version_name(tmp_path)
    assert before == version_name()
    (tmp_path / "words" / "new.py").write_text("", encoding="utf-8")
    assert version_name(tmp_path) != before


def small_release(folder: Path, version: str, modules: dict[str, str]) -> Path:
    """The zip of a release whose program is these modules."""
    layout = Layout(folder / version / "CommunityRadar", version)
    for name, content in modules.items():
        (layout.program / name).parent.mkdir(parents=True, exist_ok=True)
        (layout.program / name).write_text(content, encoding="utf-8")
    write_texts(layout, "3.13", 59, with_pdf=True)
    target = folder / f"{version}.zip"
    write_zip(layout, target)
    return target


def test_a_new_zip_over_an_old_one_replaces_the_start_and_keeps_everything_else(tmp_path: Path) -> None:
    """The old release stays as it was: a module that is gone in the new one is not met there."""
    old = small_release(tmp_path, "1-old", {"words/a.py": "old", "words/gone.py": "old"})
    new = small_release(tmp_path, "2-new", {"words/a.py": "new"})
    home = tmp_path / "home"
    for archive in (old, new):
        zipfile.ZipFile(archive).extractall(home)
        (home / "CommunityRadar" / "my notes.xlsx").write_bytes(b"mine")  # what a person laid there
    files = {
        file.relative_to(home / "CommunityRadar").as_posix(): file.read_text(encoding="utf-8")
        for file in (home / "CommunityRadar").rglob("*") if file.is_file()
    }  # fmt: skip
    start = files.pop(START)
    assert "versions\\2-new\\program" in start
    assert "1-old" not in start
    assert "รุ่น 2-new" in files.pop(READ_ME)
    assert files == {
        "my notes.xlsx": "mine",
        "versions/1-old/program/words/a.py": "old",
        "versions/1-old/program/words/gone.py": "old",
        "versions/2-new/program/words/a.py": "new",
    }


def test_the_data_lie_outside_the_program_wherever_it_lies(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CIA_DATABASE", raising=False)
    path = default_database_path()
    assert path.is_absolute()
    assert "community-radar" in path.parts
    assert not path.is_relative_to(Path(__file__).resolve().parents[2])


def test_data_and_paths_too_long_for_windows_are_named(layout: Layout) -> None:
    layout.program.mkdir(parents=True)
    (layout.program / "x.duckdb.wal").touch()
    (layout.program / ("n" * 140)).touch()
    found = problems_of(layout)
    assert [each.rpartition(": ")[2] for each in found] == ["a database", "too long a path"]


def test_a_zip_over_the_limit_is_refused(layout: Layout, tmp_path: Path) -> None:
    layout.program.mkdir(parents=True)
    (layout.program / "a").write_bytes(bytes(range(256)) * 8)
    size = write_zip(layout, tmp_path / "a.zip")
    with pytest.raises(ValueError, match="at most"):
        write_zip(layout, tmp_path / "a.zip", largest=size - 1)
    assert write_zip(layout, tmp_path / "a.zip", largest=size) == size


def test_what_a_file_asks_for_is_read_from_its_import_table() -> None:
    assert asked_by(LAUNCHER) == ("kernel32.dll", "shlwapi.dll")
    for other in ("t32.exe", "t64-arm.exe"):
        with pytest.raises(ValueError, match="not for 64-bit Windows"):
            asked_by(LAUNCHERS / other)
    with pytest.raises(ValueError, match="no program file"):
        asked_by(Path(__file__))


def test_windows_has_its_own_dlls_and_no_others() -> None:
    for dll in ("kernel32.dll", "ws2_32.dll", "bcryptprimitives.dll", "api-ms-win-crt-heap-l1-1-0.dll"):
        assert is_in_windows(dll), dll
    for dll in ("vcruntime140.dll", "vcruntime140_1.dll", "msvcp140.dll", "python313.dll", "libcrypto-3.dll"):
        assert not is_in_windows(dll), dll


def asking_for(dll: str) -> bytes:
    """A program file that asks for KERNEL32 and this one, whose name has eleven letters."""
    assert len(dll) == len("SHLWAPI.dll")
    return LAUNCHER.read_bytes().replace(b"SHLWAPI.dll", dll.encode())


@pytest.mark.parametrize(
    ("place", "is_found"),
    [
        ("python", True), ("site-packages/one", True), ("site-packages/one.libs", True), ("site-packages", False),
        ("site-packages/two", False), ("site-packages/two.libs", False), ("site-packages/one/deeper", False),
    ],
)  # fmt: skip
def test_a_dll_counts_where_windows_would_find_it(layout: Layout, place: str, is_found: bool) -> None:
    layout.python.mkdir(parents=True)
    (layout.packages / "one").mkdir(parents=True)
    (layout.packages / "one" / "asks.pyd").write_bytes(asking_for("NOWHERE.dll"))
    assert missing_dlls(layout.python, layout.packages) == ("one/asks.pyd: nowhere.dll",)
    (layout.release / place).mkdir(parents=True, exist_ok=True)
    (layout.release / place / "Nowhere.dll").write_bytes(LAUNCHER.read_bytes())
    assert (missing_dlls(layout.python, layout.packages) == ()) is is_found


def test_windows_gets_what_it_needs_and_the_pdf_only_where_asked() -> None:
    target = Target(WINDOWS, "3.13")
    there_alone = Locked("colorama", "0.4.6", "sys_platform == 'win32' and python_version >= '3.13'", ("c" * 64,))
    assert [each.needs(there_alone) for each in (target, Target(WINDOWS, "3.12"), here())] == [True, False, False]
    names = {each.name for each in wanted_packages(target, with_pdf=False)}
    assert {"streamlit", "duckdb", "pyarrow"} <= names
    assert {each.name for each in wanted_packages(target, with_pdf=True)} - names == {"typst"}
    assert "pytest" not in names
