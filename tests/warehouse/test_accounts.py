"""Accounts: who may be one, what each role may do, and that the last administrator stays."""

import json
from pathlib import Path

import pytest

from warehouse import Warehouse, WarehouseError, list_actions, open_warehouse
from warehouse.__main__ import main
from warehouse.accounts import actor_of, add_account, close_account, list_accounts
from warehouse.actions import ONE_PC, Actor


def test_an_account_names_an_actor_until_it_is_closed(warehouse: Warehouse) -> None:
    assert actor_of(warehouse, "muang") is None
    add_account(warehouse, " Muang ", "officer", "8301")
    assert actor_of(warehouse, "MUANG") == Actor("muang", "officer", "8301")
    add_account(warehouse, "muang", "reader", "8301")
    assert actor_of(warehouse, "muang") == Actor("muang", "reader", "8301")
    close_account(warehouse, "muang")
    assert actor_of(warehouse, "muang") is None
    assert [(each.role, each.closed_at is None) for each in list_accounts(warehouse)] == [
        ("officer", False),
        ("reader", False),
    ]
    assert list_actions(warehouse)["object"].tolist() == ["muang closed", "muang reader 8301", "muang officer 8301"]


@pytest.mark.parametrize(
    ("name", "role", "area_code", "what"),
    [
        ("two words", "officer", "8301", "ชื่อบัญชี"),
        ("", "officer", "8301", "ชื่อบัญชี"),
        ("muang", "owner", "8301", "บทบาท"),
        ("muang", "officer", "83010", "พื้นที่"),
        ("muang", "officer", "83%", "พื้นที่"),
        ("muang", "administrator", "83", "ทุกพื้นที่"),
    ],
)
def test_what_cannot_be_an_account(warehouse: Warehouse, name: str, role: str, area_code: str, what: str) -> None:
    with pytest.raises(WarehouseError, match=what):
        add_account(warehouse, name, role, area_code)
    assert list_accounts(warehouse) == []


def test_the_last_administrator_stays(warehouse: Warehouse) -> None:
    add_account(warehouse, "boss", "administrator", "TH")
    for change in (lambda: close_account(warehouse, "boss"), lambda: add_account(warehouse, "boss", "reader", "TH")):
        with pytest.raises(WarehouseError, match="ผู้ดูแลระบบ"):
            change()
        assert actor_of(warehouse, "boss") == Actor("boss", "administrator", "TH")
    add_account(warehouse, "second", "administrator", "TH")
    close_account(warehouse, "boss")
    with pytest.raises(WarehouseError, match="ไม่มีบัญชี"):
        close_account(warehouse, "boss")


def test_roles() -> None:
    def may(actor: Actor) -> tuple[bool, bool, bool]:
        return actor.may_write, actor.may_keep, actor.sees_everything

    assert may(ONE_PC) == (True, True, True)
    assert may(Actor("a", "administrator", "TH")) == (True, True, True)
    assert may(Actor("a", "officer", "8301")) == (True, False, False)
    assert may(Actor("a", "officer", "TH")) == (True, False, False)
    assert may(Actor("a", "reader", "8301")) == (False, False, False)


def test_the_command_line_adds_lists_and_closes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "radar.duckdb"
    open_warehouse(path).close()
    place = ["--database", str(path), "--json"]
    assert main(["accounts", "add", "boss", "--role", "administrator", *place]) == 0
    assert main(["accounts", "add", "muang", "--area", "8301", *place]) == 0
    assert main(["accounts", "close", "muang", *place]) == 0
    assert main(["accounts", "close", "muang", *place]) == 1
    capsys.readouterr()
    assert main(["accounts", "list", *place]) == 0
    listed = json.loads(capsys.readouterr().out)["accounts"]
    assert [(each["name"], each["role"], each["area_code"], each["closed_at"] is None) for each in listed] == [
        ("boss", "administrator", "TH", True),
        ("muang", "officer", "8301", False),
    ]
