"""The dumps of a database on a server that lie in a folder; listed without the driver."""

import re
from pathlib import Path
from typing import Final

from warehouse.on_disk.backup_files import Backup
from words.dates import moment_of

ENDING: Final = ".dump"


def list_server_backups(folder: Path, stem: str) -> list[Backup]:
    """Backups of the database called `stem` in a folder, newest first. Other files there are left out."""
    pattern = re.compile(re.escape(stem) + r"-(\d{6})-(\d{8}-\d{4})" + re.escape(ENDING))
    found = [
        Backup(file, int(match[1]), moment_of(match[2]), file.stat().st_size)
        for file in (folder.iterdir() if folder.is_dir() else ())
        if (match := pattern.fullmatch(file.name))
    ]
    return sorted(found, key=lambda backup: backup.number, reverse=True)
