"""`python -m release`: the locks made anew; the folder and zip for a Windows PC, tried as far as can be here."""

import hashlib
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import click

from release.dlls import missing_dlls
from release.locks import write_locks
from release.packages import WINDOWS, Target, fetch_wheels, here, unpack_wheels, wanted_packages
from release.trial import offline, stand_in
from release.windows import Layout, problems_of, version_name, write_program, write_python, write_texts, write_zip
from words.command_line import Group, option, run

PROGRAM = Group("release", help="ทำไฟล์ล็อกแพ็กเกจ และชุดติดตั้งสำหรับ Windows")
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
OUT = click.argument("out", type=click.Path(path_type=Path), metavar="FOLDER", help="โฟลเดอร์ว่างที่จะเขียน")
PDF = option("--without-pdf", is_flag=True, help="ไม่ใส่ typst (ทำ PDF ด้วยการพิมพ์จากเบราว์เซอร์)")


def main(arguments: Sequence[str]) -> int:
    """Run one command; 0 done, 1 refused. Wrong usage raises SystemExit(2)."""
    try:
        return run(PROGRAM, arguments, "python -m release")
    except (ValueError, OSError, subprocess.CalledProcessError) as error:
        sys.stderr.write(f"ทำไม่ได้: {error}\n")
        return 1


@PROGRAM.command("lock", help="ทำ requirements.lock และ requirements-dev.lock ใหม่จาก requirements*.txt")
@option("--upgrade", is_flag=True, help="ใช้รุ่นใหม่ที่สุดของแพ็กเกจที่ requirements*.txt ไม่ได้กำหนดรุ่น")
def lock(upgrade: bool) -> int:
    """Both locks."""
    write_locks(*(["--upgrade"] if upgrade else []))
    return 0


@PROGRAM.command("windows", help="โฟลเดอร์และ zip สำหรับเครื่อง Windows ที่ไม่มี Python")
@OUT
@option(
    "--embeddable", type=FILE, required=True, metavar="ZIP", help="ไฟล์ Windows embeddable package (64-bit) ของ Python"
)
@option("--hash", "sha256", required=True, metavar="TEXT", help="ค่า SHA-256 ของไฟล์นั้น จากหน้าดาวน์โหลดของผู้เผยแพร่")
@PDF
def windows(out: Path, embeddable: Path, sha256: str, without_pdf: bool) -> int:
    """The folder, checked, and the zip of it."""
    layout = begun(out)
    python = write_python(layout, embeddable, sha256)
    write_packages(layout, Target(WINDOWS, python), with_pdf=not without_pdf)
    problems = [*problems_of(layout), *missing_dlls(layout.python, layout.packages)]
    return finished(layout, problems)


@PROGRAM.command("wheels", help="zip สำหรับเครื่อง Windows ที่มี Python แล้ว: โปรแกรมและโฟลเดอร์ wheels")
@OUT
@option("--python", required=True, metavar="3.13", help="รุ่นของ Python ในเครื่องนั้น")
def wheels(out: Path, python: str) -> int:
    """The program with the files of its packages beside `run.py`."""
    layout, target = begun(out), Target(WINDOWS, python)
    write_program(layout)
    packages = wanted_packages(target, with_pdf=False)
    fetch_wheels(packages, target, layout.program / "wheels")
    write_texts(layout, python, len(packages), with_pdf=False, is_embedded=False)
    return finished(layout, problems_of(layout))


@PROGRAM.command("try", help="ทำโฟลเดอร์แบบเดียวกันสำหรับ Linux เครื่องนี้ แล้วเปิดโดยไม่มีเครือข่าย")
@OUT
def try_here(out: Path) -> int:
    """The same folder for this Linux machine, of its own wheels, started without a network."""
    layout = begun(out)
    embeddable = stand_in(out / "python-stand-in.zip")
    write_python(layout, embeddable, sha256_of(embeddable))
    write_packages(layout, here(), with_pdf=False)
    with tempfile.TemporaryDirectory() as home:
        found = offline(layout, Path(home))
    sys.stdout.write(
        f"ตอบใน {found['seconds']:.1f} วินาที · หน้าแรกวาดครบ {found['drawn']['ended']} · จบด้วย {found['code']}\n"
    )
    return 0 if found["drawn"]["ended"] and found["code"] == 0 else 1


def begun(out: Path) -> Layout:
    """The layout in an empty folder. Raises FileExistsError for one that holds anything."""
    if out.exists() and any(out.iterdir()):
        raise FileExistsError(f"{out} ไม่ว่าง")
    out.mkdir(parents=True, exist_ok=True)
    return Layout(out / "CommunityRadar", version_name())


def sha256_of(file: Path) -> str:
    """The SHA-256 of a file."""
    return hashlib.sha256(file.read_bytes()).hexdigest()


def write_packages(layout: Layout, target: Target, *, with_pdf: bool) -> None:
    """The program, its packages unpacked, start file and read-me."""
    write_program(layout)
    packages = wanted_packages(target, with_pdf=with_pdf)
    with tempfile.TemporaryDirectory() as folder:
        fetch_wheels(packages, target, Path(folder))
        unpack_wheels(packages, target, Path(folder), layout.packages)
    write_texts(layout, target.python, len(packages), with_pdf=with_pdf)


def finished(layout: Layout, problems: Sequence[str]) -> int:
    """Say what is wrong with the folder; without anything wrong, write the zip of it."""
    if problems:
        sys.stderr.write("\n".join(["พบปัญหา จึงไม่ทำ zip:", *problems]) + "\n")
        return 1
    target = layout.folder.with_name(f"CommunityRadar-{layout.version}.zip")
    size = write_zip(layout, target)
    sys.stdout.write(f"{target} {size / 1e6:.1f} MB\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
