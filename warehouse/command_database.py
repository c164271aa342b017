"""The database of a command, as the one may reach it for whom the command works: `--account NAME`, else `CIA_ACCOUNT`.

This is no lock: who may read the file on the machine where it lies has all of it. It lets a script work for one office,
with that office's area and rights, and puts its name into the log. Where a database has accounts and none is named, the
user of the machine works as an administrator, under a name that no account can have; one without accounts asks nobody.
"""

import getpass
import sys
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any, Final, TypeVar

import click

from warehouse.accounts import account_name, actor_of, list_accounts
from warehouse.actions import ADMINISTRATOR, COUNTRY, Actor, Cell, name_actor, record_action
from warehouse.connection import Warehouse, open_warehouse
from warehouse.errors import NotAllowedError
from warehouse.postgres.address import database_is_there
from warehouse.scope import for_actor
from words.command_line import option

ACCOUNT_VARIABLE: Final = "CIA_ACCOUNT"
NAMED: Final = "warehouse.command_database.account"
UNNAMED: Final = (
    "ฐานข้อมูลนี้มีบัญชีผู้ใช้ แต่คำสั่งไม่ได้บอกบัญชี จึงทำในฐานะผู้ดูแลระบบ ทุกพื้นที่ ชื่อ “{name}” "
    f"(ทำในนามบัญชี: ใส่ --account NAME หรือ {ACCOUNT_VARIABLE})\n"
)
CommandT = TypeVar("CommandT", bound=Callable[..., Any])
Gate = Callable[[Warehouse, str, int], Iterable[Cell] | None]
"""What the gate hides above villages of a set and year (`warehouse.HiddenCells`), asked of the whole database."""


def database_options(**settings: Any) -> Callable[[CommandT], CommandT]:
    """Adds `--database`, with these settings, and `--account`, which only `open_for_command` reads."""

    def add(command: CommandT) -> CommandT:
        named = option(
            "--account", envvar=ACCOUNT_VARIABLE, metavar="NAME", expose_value=False, callback=_keep_account,
            help="ทำในนามบัญชีนี้ เห็นและแก้เฉพาะพื้นที่ของบัญชี (ปกติผู้ดูแลระบบ)",
        )  # fmt: skip
        return option("--database", metavar="PATH", **settings)(named(command))

    return add


def _keep_account(context: click.Context, _parameter: click.Parameter, name: str | None) -> None:
    context.meta[NAMED] = name


def _nothing_is_shown(_whole: Warehouse, _set_id: str, _year_be: int) -> None:
    """For commands that print no figure of an area above villages."""


def open_for_command(path: Path | str, gate: Gate = _nothing_is_shown) -> Warehouse:
    """Open a database for the command that runs. Raises WarehouseError as `open_warehouse`, and NotAllowedError for a
    name that no open account has (on record, where the database has accounts)."""
    whole = open_warehouse(path)
    try:
        return for_actor(whole, _actor(whole), partial(gate, whole)) if _has_accounts(whole) else _unasked(whole)
    except BaseException:
        whole.close()
        raise


def check_may_keep(path: Path | str) -> None:
    """Raises NotAllowedError where an account is named and may not do what concerns the whole file: for commands that
    work on files that are not open."""
    if _named() is None:
        return
    if not database_is_there(path):
        what = f"ไม่พบฐานข้อมูล {path} จึงตรวจสิทธิ์ของบัญชีไม่ได้"
        raise NotAllowedError(what, "ตรวจชื่อไฟล์หลัง --database หรือสั่งโดยไม่ใส่ --account")
    warehouse = open_for_command(path)
    try:
        with warehouse.alone():
            pass
    finally:
        warehouse.close()


def _named() -> str | None:
    context = click.get_current_context(silent=True)
    return context.meta.get(NAMED) if context else None


def _has_accounts(whole: Warehouse) -> bool:
    return any(each.closed_at is None for each in list_accounts(whole))


def _unasked(whole: Warehouse) -> Warehouse:
    if (name := _named()) is not None:
        raise NotAllowedError(f"ฐานข้อมูลนี้ไม่มีบัญชี จึงทำในนามบัญชี '{name[:40]}' ไม่ได้", "สั่งโดยไม่ใส่ --account และ CIA_ACCOUNT")
    return whole


def _actor(whole: Warehouse) -> Actor:
    user = Actor(f"{getpass.getuser()} (บนเครื่อง)", ADMINISTRATOR, COUNTRY)
    name = _named()
    if name is None:
        sys.stderr.write(UNNAMED.format(name=user.name))
        return user
    actor = actor_of(whole, name)
    if actor is None:
        what = f"ไม่มีบัญชี '{account_name(name)[:40]}' ที่เปิดอยู่ จึงไม่ได้ทำ"
        with whole.transaction(beside_imports=True) as cursor:
            name_actor(cursor, user)
            record_action(cursor, "refuse", what)
        raise NotAllowedError(what, "ดูรายชื่อด้วย python -m warehouse accounts list")
    return actor
