"""Addresses of databases on a server, told from the paths of files; read without the driver."""

import os
import re
from pathlib import Path
from typing import Final

from platformdirs import user_data_path

from warehouse.errors import WarehouseError
from warehouse.on_disk.files import BACKUPS_VARIABLE, DATABASE_VARIABLE, PROGRAM

ADDRESS: Final = re.compile(r"postgres(?:ql)?:[\\/]{1,2}(.*)", re.DOTALL)
PASSWORD: Final = re.compile(r"//[^@/?]*@")


def server_address(place: Path | str | None) -> str | None:
    """The address where a place is one of a server; None for a file. Without a place: what `CIA_DATABASE` says.

    A path that was made of an address has lost a slash, and is still known.

    >>> server_address(Path("postgresql://radar@host/radar")), server_address("radar.duckdb")
    ('postgresql://radar@host/radar', None)
    """
    text = os.environ.get(DATABASE_VARIABLE, "") if place is None else str(place)
    found = ADDRESS.fullmatch(text)
    return f"postgresql://{found[1]}" if found else None


def shown_address(address: str) -> str:
    """The address for people, without a name or password in it.

    >>> shown_address("postgresql://radar:secret@host/radar")
    'postgresql://host/radar'
    """
    return PASSWORD.sub("//", address)


def database_name(address: str) -> str:
    """The name of the database in an address, with which the names of its backups begin.

    >>> database_name("postgresql://radar@/radar?host=/run/postgresql")
    'radar'
    """
    return re.sub(r"\W", "_", re.sub(r"\?.*", "", address.removeprefix("postgresql://")).rpartition("/")[2]) or "radar"


def server_backup_folder() -> Path:
    """Where backups of a server's database go: the folder named by `CIA_BACKUPS`, else `backups` among the own data."""
    named = os.environ.get(BACKUPS_VARIABLE)
    return (Path(named).expanduser() if named else user_data_path(PROGRAM, False) / "backups").resolve()


def database_is_there(place: Path | str) -> bool:
    """Whether there is a database to open: a file, or an address, of which only the server knows."""
    return server_address(place) is not None or Path(place).exists()


def not_on_server(what: str, fix: str) -> WarehouseError:
    """The error for what belongs to a file alone."""
    return WarehouseError(f"ฐานข้อมูลอยู่บนเซิร์ฟเวอร์ PostgreSQL จึง{what}ไม่ได้", fix)
