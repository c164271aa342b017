"""The file that an office (amphoe) sends to its province: a zip of the members it was given, for whom they are."""

import io
import zipfile
from collections.abc import Mapping
from datetime import datetime
from typing import Final

from analysis.disclosure.outputs import Released
from words.dates import time_stamp

SENT: Final = "ส่งจังหวัด"


def office_file_name(office_code: str, office_name: str, made_at: datetime) -> str:
    """The name of the file, without the mark of its readers.

    >>> office_file_name("8301", "เมืองภูเก็ต", datetime(2026, 9, 1, 8, 5))
    'ส่งจังหวัด_8301_เมืองภูเก็ต_25690901-0805.zip'
    """
    return f"{SENT}_{office_code}_{office_name}_{time_stamp(made_at)}.zip"


def office_file_bytes(released: Released[Mapping[str, bytes]]) -> bytes:
    """The members (name → bytes) as one file."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in released.content.items():
            archive.writestr(name, content)
    return target.getvalue()
