"""The folder for a Windows PC without Python: the program, its packages unpacked, the embeddable Python, a start file.

Everything of one release lies in `versions/<version>/`, so that a newer zip over an older one overwrites the start file
and the read-me alone: no module of the older release can be met by the newer one, and files in use are left alone. The
data lie elsewhere (`warehouse.on_disk.files.default_database_path`).
"""

import hashlib
import re
import shutil
import tomllib
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PIL import Image

from release.locks import ROOT

FOLDER: Final = "CommunityRadar"
START, READ_ME, ICON = f"{FOLDER}.bat", "อ่านก่อน.txt", "radar.ico"
TEXTS: Final = Path(__file__).parent / "texts"
PROGRAM: Final = (
    *("analysis", "app", "catalogue", "charts", "loaders", "pages", "reports", "sample_data", "warehouse", "words"),
    *(".streamlit", "dashboard.py", "run.py", "requirements.txt", "requirements.lock", "docs/icon.png", "docs/คู่มือ"),
    *("README.md", "CHANGELOG.md", "LICENSE"),
)
NOT_OF_IT: Final = {"__pycache__"}
PATHS: Final = ("../site-packages", "../program")
ICON_SIZES: Final = [(16, 16), (32, 32), (48, 48), (256, 256)]
WITHOUT_PYTHON: Final = "ไม่ต้องติดตั้ง Python"
WITH_PYTHON: Final = "ต้องมี Python {python} แบบ 64 บิต ติดตั้งไว้แล้ว (ครั้งแรกติดตั้งแพ็กเกจจากโฟลเดอร์ wheels 1-3 นาที)"
RUN_EMBEDDED: Final = r'"..\python\python.exe" -X utf8 -m app.server --sample-if-empty --server.headless=false'
RUN_INSTALLED: Final = "py -{python} run.py"
LONGEST_PATH: Final = 180  # of 259 that Windows allows; the rest is for the folder it is unpacked into
LARGEST_ZIP: Final = 220_000_000  # bytes


@dataclass(frozen=True)
class Layout:
    """Where the parts of one release lie."""

    folder: Path
    version: str

    @property
    def release(self) -> Path:
        """What holds all of this release but the start file and the read-me."""
        return self.folder / "versions" / self.version

    @property
    def python(self) -> Path:
        """The Python that runs, as it was delivered but for its paths."""
        return self.release / "python"

    @property
    def packages(self) -> Path:
        """The packages, unpacked. Under another name than this, Streamlit takes itself for its own development."""
        return self.release / "site-packages"

    @property
    def program(self) -> Path:
        """The dashboard, where it runs."""
        return self.release / "program"


def program_files(root: Path = ROOT) -> list[Path]:
    """The files of the program that a PC needs, from the root; no tests, no tools, no data."""
    found: list[Path] = []
    for name in PROGRAM:
        path = root / name
        inside = path.rglob("*") if path.is_dir() else (path,)
        found += [file.relative_to(root) for file in inside if file.is_file() and not NOT_OF_IT & set(file.parts)]
    return sorted(found)


def version_name(root: Path = ROOT) -> str:
    """The version of the project and eight letters of its content: another content is another name."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    content = hashlib.sha256()
    for file in program_files(root):
        content.update(file.as_posix().encode() + b"\0" + hashlib.sha256((root / file).read_bytes()).digest())
    return f"{project['version']}-{content.hexdigest()[:8]}"


def write_program(layout: Layout, root: Path = ROOT) -> None:
    """The program and its icon."""
    for file in program_files(root):
        target = layout.program / file
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(root / file, target)
    with Image.open(root / "docs" / "icon.png") as picture:
        picture.save(layout.release / ICON, sizes=ICON_SIZES)


def write_python(layout: Layout, embeddable: Path, sha256: str) -> str:
    """Unpack the embeddable Python and let it find the packages and the program; returns its version, as "3.13".

    `sha256`: of the file, as its publisher prints it. Raises ValueError for another file, and for one that is no
    embeddable Python."""
    found = hashlib.sha256(embeddable.read_bytes()).hexdigest()
    if found != sha256.lower():
        raise ValueError(f"{embeddable.name}: SHA-256 is {found}, not {sha256}")
    layout.python.mkdir(parents=True)
    with zipfile.ZipFile(embeddable) as archive:
        archive.extractall(layout.python)
    paths = list(layout.python.glob("*._pth"))
    libraries = [match for file in layout.python.iterdir() if (match := re.fullmatch(r"python3(\d+)\.zip", file.name))]
    if len(paths) != 1 or len(libraries) != 1:
        raise ValueError(f"{embeddable.name}: no embeddable Python (._pth and python3xx.zip are looked for)")
    paths[0].write_text("\n".join([libraries[0][0], ".", *PATHS]) + "\n", encoding="utf-8")
    return f"3.{libraries[0][1]}"


def write_texts(layout: Layout, python: str, packages: int, *, with_pdf: bool, is_embedded: bool = True) -> None:
    """The start file (UTF-8, its lines end as Windows wants) and the read-me (UTF-8 with its mark, for old Notepads);
    `is_embedded`: whether the release has a Python of its own."""
    words = {
        "version": layout.version, "python": python, "packages": f"{packages}",
        "pdf": "มี typst สำหรับทำไฟล์ PDF แล้ว" if with_pdf else "ไม่มี typst จึงทำ PDF ด้วยการพิมพ์จากเบราว์เซอร์",
        "for_whom": WITHOUT_PYTHON if is_embedded else WITH_PYTHON,
        "shortcut": " ".join((TEXTS / "shortcut.ps1").read_text(encoding="utf-8").split("\n")).strip(),
        "run": RUN_EMBEDDED if is_embedded else RUN_INSTALLED,
    }  # fmt: skip
    for name, source, encoding in ((START, "start.bat", "utf-8"), (READ_ME, "read-me.txt", "utf-8-sig")):
        text = (TEXTS / source).read_text(encoding="utf-8")
        for key, value in words.items():
            text = text.replace(f"{{{key}}}", value)
        text = text.replace("{python}", python)  # where another word holds it
        (layout.folder / name).write_text(text, encoding=encoding, newline="\r\n")


def problems_of(layout: Layout) -> list[str]:
    """What must not be in the folder: data, paths too long for Windows."""
    files = [file.relative_to(layout.folder) for file in layout.folder.rglob("*") if file.is_file()]
    problems = [f"{file}: a database" for file in files if ".duckdb" in file.name]
    problems += [f"{file}: too long a path" for file in files if len(str(FOLDER / file)) > LONGEST_PATH]
    return problems


def write_zip(layout: Layout, target: Path, largest: int = LARGEST_ZIP) -> int:
    """The folder as a zip that Windows itself can unpack; its size in bytes. Raises ValueError for one too large."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for file in sorted(layout.folder.rglob("*")):
            if file.is_file():
                archive.write(file, (FOLDER / file.relative_to(layout.folder)).as_posix())
    size = target.stat().st_size
    if size > largest:
        raise ValueError(f"{target.name}: {size / 1e6:.1f} MB, at most {largest / 1e6:.0f}")
    return size
