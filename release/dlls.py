"""Which DLLs the files of a folder for Windows ask for, and whether each is found there: read from their import tables.

What Windows has is taken from delvewheel, whose list holds what lies in System32 on the installation discs of every
64-bit Windows from 7 SP1 to 11 and exports functions. Names of API sets (`api-ms-win-…`) are no files: Windows 10
resolves them, those of the C library (`api-ms-win-crt-…`) too.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import pefile  # pyright: ignore[reportMissingTypeStubs]
from delvewheel import _dll_list as known  # pyright: ignore[reportMissingTypeStubs, reportPrivateUsage]

ENDINGS: Final = (".dll", ".pyd", ".exe")
AMD64: Final = 0x8664
API_SETS: Final = "api-ms-win-"
ASKED: Final = ("IMAGE_DIRECTORY_ENTRY_IMPORT", "IMAGE_DIRECTORY_ENTRY_DELAY_IMPORT")
IN_WINDOWS: Final[frozenset[str]] = frozenset(known.ignore_names[known.MachineType.AMD64]) | {"combase.dll"}


def asked_by(file: Path) -> tuple[str, ...]:
    """The DLLs a file asks for, at its start or later, in small letters. Raises ValueError for one that is no program
    file for 64-bit Windows."""
    try:
        program: Any = pefile.PE(str(file), fast_load=True)
    except pefile.PEFormatError as error:
        raise ValueError(f"{file.name}: no program file of Windows") from error
    try:
        if program.FILE_HEADER.Machine != AMD64:
            raise ValueError(f"{file.name}: not for 64-bit Windows")
        program.parse_data_directories([pefile.DIRECTORY_ENTRY[each] for each in ASKED])
        parts = (getattr(program, name, []) for name in ("DIRECTORY_ENTRY_IMPORT", "DIRECTORY_ENTRY_DELAY_IMPORT"))
        return tuple(sorted({str(entry.dll.decode("ascii")).lower() for part in parts for entry in part}))
    finally:
        program.close()


def is_in_windows(dll: str) -> bool:
    """Whether every 64-bit Windows 10 and later has it."""
    return dll.startswith(API_SETS) or dll in IN_WINDOWS


def missing_dlls(python: Path, packages: Path) -> tuple[str, ...]:
    """ "file: DLL" for each DLL that a file asks for and that would not be found; () when all is there.

    Found is what Windows has, what lies beside the Python that runs, beside the file itself, or in the folder
    `<package>.libs` of its own package, which the package names to Windows when it is imported. A DLL of another
    package is not counted: it is there only if that one was imported before.
    """
    beside_python = _names(python)
    missing: list[str] = []
    for file in _program_files(python):
        missing += _missing(file, python, {python: beside_python})
    for file in _program_files(packages):
        package = file.relative_to(packages).parts[0].removesuffix(".libs")
        folders = {python: beside_python} | {each: _names(each) for each in (file.parent, packages / f"{package}.libs")}
        missing += _missing(file, packages, folders)
    return tuple(missing)


def _program_files(folder: Path) -> list[Path]:
    return sorted(file for file in folder.rglob("*") if file.suffix.lower() in ENDINGS and file.is_file())


def _names(folder: Path) -> frozenset[str]:
    return frozenset(file.name.lower() for file in folder.iterdir()) if folder.is_dir() else frozenset()


def _missing(file: Path, root: Path, folders: Mapping[Path, frozenset[str]]) -> list[str]:
    found = frozenset[str]().union(*folders.values())
    asked = (dll for dll in asked_by(file) if dll not in found and not is_in_windows(dll))
    return [f"{file.relative_to(root).as_posix()}: {dll}" for dll in asked]
