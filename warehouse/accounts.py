"""Accounts of a server: a name as the proxy or the sign-in gives it, a role and an area. No password is kept.

Without an open account of one's name there is no access. One PC has no accounts and needs none.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from warehouse.actions import ADMINISTRATOR, COUNTRY, ROLES, Actor, record_action
from warehouse.connection import Warehouse, remembered
from warehouse.errors import WarehouseError
from words.dates import local_now

NAME: Final = re.compile(r"[^\s/\\\x00-\x1f]{1,100}")
AREA: Final = re.compile(r"TH|[1-9]\d|[1-9]\d{3}|[1-9]\d{5}")
LIST: Final = """
    -- One row: an account, open ones first, by name.
    SELECT name, role, area_code, made_at, closed_at FROM accounts ORDER BY closed_at IS NOT NULL, name, made_at
"""
OPEN: Final = "SELECT name, role, area_code FROM accounts WHERE name = ? AND closed_at IS NULL"
CLOSE: Final = "UPDATE accounts SET closed_at = ? WHERE name = ? AND closed_at IS NULL RETURNING role"
OPEN_ADMINISTRATORS: Final = "SELECT count(*) FROM accounts WHERE role = 'administrator' AND closed_at IS NULL"


@dataclass(frozen=True, slots=True)
class Account:
    """An account as it stands. `closed_at`: None while it is open."""

    name: str
    role: str
    area_code: str
    made_at: datetime
    closed_at: datetime | None


def account_name(given: str) -> str:
    """A name as accounts are known by: small letters, no blanks around it."""
    return given.strip().lower()


def add_account(warehouse: Warehouse, name: str, role: str, area_code: str) -> Actor:
    """Open an account, or give an open one of that name another role or area.

    Raises WarehouseError for a name with blanks, a role or an area that there is not, an administrator of less than all
    areas, and where the last administrator would be gone."""
    kept = account_name(name)
    if not NAME.fullmatch(kept):
        raise WarehouseError(f"ชื่อบัญชี '{kept[:40]}' ใช้ไม่ได้", "ใส่ชื่อตามที่ระบบลงชื่อเข้าใช้ส่งมา ไม่มีช่องว่าง ไม่เกิน 100 ตัวอักษร")
    if role not in ROLES:
        raise WarehouseError(f"ไม่มีบทบาท '{role[:40]}'", f"เลือกจาก {', '.join(ROLES)}")
    if not AREA.fullmatch(area_code):
        raise WarehouseError(
            f"รหัสพื้นที่ของบัญชี '{area_code[:20]}' ใช้ไม่ได้", "ใส่รหัสจังหวัด 2 หลัก อำเภอ 4 หลัก ตำบล 6 หลัก หรือ TH ถ้าเป็นทุกพื้นที่"
        )
    if role == ADMINISTRATOR and area_code != COUNTRY:
        raise WarehouseError("ผู้ดูแลระบบต้องดูแลทุกพื้นที่ เพราะสำรองและกู้คืนฐานข้อมูลทั้งไฟล์", "ใส่พื้นที่เป็น TH หรือเลือกบทบาทอื่น")
    with warehouse.transaction() as cursor:
        standing = cursor.execute(OPEN, [kept]).fetchone()
        if standing != (kept, role, area_code):
            now = local_now()
            cursor.execute(CLOSE, [now, kept])
            cursor.execute("INSERT INTO accounts VALUES (?, ?, ?, ?, NULL)", [kept, role, area_code, now])
            record_action(cursor, "account", f"{kept} {role} {area_code}")
        if standing is not None and standing[1] == ADMINISTRATOR:
            _check_administrators(cursor.execute(OPEN_ADMINISTRATORS).fetchall())
    return Actor(kept, role, area_code)


def close_account(warehouse: Warehouse, name: str) -> None:
    """Close an account: from the next click on there is no access by it. What it did stays on record.

    Raises WarehouseError where no open account has that name, and for the last administrator."""
    kept = account_name(name)
    with warehouse.transaction() as cursor:
        closed = cursor.execute(CLOSE, [local_now(), kept]).fetchall()
        if not closed:
            raise WarehouseError(f"ไม่มีบัญชี '{kept[:40]}' ที่เปิดอยู่", "ดูรายชื่อบัญชีอีกครั้ง แล้วเลือกบัญชีที่ต้องการ")
        if closed[0][0] == ADMINISTRATOR:
            _check_administrators(cursor.execute(OPEN_ADMINISTRATORS).fetchall())
        record_action(cursor, "account", f"{kept} closed")


def _check_administrators(counted: list[tuple[int]]) -> None:
    if not counted[0][0]:
        raise WarehouseError("ต้องมีผู้ดูแลระบบเหลืออยู่อย่างน้อยหนึ่งบัญชี", "เพิ่มผู้ดูแลระบบอีกบัญชีก่อน")


def list_accounts(warehouse: Warehouse) -> list[Account]:
    """Every account there ever was, open ones first."""
    return [Account(*row) for row in warehouse.query_rows(LIST)]


@remembered
def actor_of(warehouse: Warehouse, name: str) -> Actor | None:
    """Who has the open account of this name; None where there is none. Asked at every run of a screen."""
    found = warehouse.query_rows(OPEN, [account_name(name)])
    return Actor(*found[0]) if found else None
