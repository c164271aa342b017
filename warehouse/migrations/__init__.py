"""Numbered, forward-only changes of the schema, each run in one transaction."""

import re
from importlib.resources import files

import duckdb

from warehouse.errors import WarehouseError


def migration_texts() -> dict[int, str]:
    """SQL of every migration, keyed by its number (the digits its file name starts with)."""
    texts: dict[int, str] = {}
    for file in files("warehouse.migrations").iterdir():
        match = re.fullmatch(r"(\d{3})_\w+\.sql", file.name)
        if match:
            texts[int(match[1])] = file.read_text(encoding="utf-8")
    return dict(sorted(texts.items()))


def migrate(connection: duckdb.DuckDBPyConnection) -> int:
    """Bring the schema to the newest version and return it. Raises WarehouseError for one newer than this program."""
    cursor = connection.cursor()
    cursor.execute(
        "CREATE TABLE IF NOT EXISTS schema_version (version INTEGER NOT NULL, applied_at TIMESTAMP NOT NULL)"
    )
    row = cursor.execute("SELECT coalesce(max(version), 0) FROM schema_version").fetchone()
    current = int(row[0]) if row else 0
    texts = migration_texts()
    newest = max(texts)
    if current > newest:
        raise WarehouseError(
            f"ฐานข้อมูลนี้สร้างด้วยโปรแกรมรุ่นใหม่กว่า (โครงสร้างรุ่น {current} โปรแกรมนี้รู้จักถึงรุ่น {newest})",
            "ปรับโปรแกรมเรดาร์ชุมชนเป็นรุ่นล่าสุดก่อนเปิดฐานข้อมูลนี้",
        )
    for version in range(current + 1, newest + 1):
        cursor.execute("BEGIN")
        cursor.execute(texts[version])
        cursor.execute("INSERT INTO schema_version VALUES (?, now()::TIMESTAMP)", [version])
        cursor.execute("COMMIT")
    cursor.close()
    return newest
