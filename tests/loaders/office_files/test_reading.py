"""A file of an office is read as it was sent, or refused as a whole with the reason in words."""

import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from catalogue import load_catalogue
from loaders.office_files.reading import OfficeReading, read_office_file
from loaders.reading import ReadLimits
from tests.warehouse.office_files.office_examples import INDICATOR, SENDER, file_of, office_of
from warehouse.office_files.model import MANIFEST, NAMES, PLANS, OfficeFile

OFFICE = office_of({"83010101": (10, 1), "8301020100": (20, 2)}, "น้ำเสีย", "ฝุ่น")
Members = dict[str, bytes]


def read(content: bytes) -> OfficeReading:
    return read_office_file(content, ReadLimits(), load_catalogue())


def refusal(content: bytes) -> str:
    reading = read(content)
    assert reading.office is None
    [problem] = reading.problems
    assert problem.severity == "error"
    assert problem.fix
    return problem.key


def described(change: Callable[[dict[str, Any]], object]) -> bytes:
    """The file with its manifest changed, as somebody does who knows how it is made."""

    def changed(members: Members) -> None:
        manifest = json.loads(members[MANIFEST])
        change(manifest)
        members[MANIFEST] = json.dumps(manifest).encode()

    return file_of(OFFICE, changed)


def forged(name: str, change: Callable[[str], str], office: OfficeFile = OFFICE) -> bytes:
    """The file with a member changed, and its fingerprint with it."""

    def changed(members: Members) -> None:
        members[name] = change(members[name].decode()).encode()
        manifest = json.loads(members[MANIFEST])
        manifest["members"][name] = hashlib.sha256(members[name]).hexdigest()
        members[MANIFEST] = json.dumps(manifest).encode()

    return file_of(office, changed)


def test_what_was_sent_is_what_is_read() -> None:
    office = read(file_of(OFFICE)).office
    assert office is not None
    assert (office.office_code, office.sender, office.made_by) == ("8301", SENDER, "สพอ.")
    assert (office.made_at, office.audience) == (datetime(2026, 9, 1, 8, 5), "internal")
    assert office.content_sha256 == OFFICE.content_sha256
    assert office.plans == OFFICE.plans
    part = office.parts[0]
    assert part.facts[["area_code", "assessed", "failed"]].to_numpy().tolist() == [
        ["83010101", 10, 1],
        ["8301020100", 20, 2],
    ]
    assert part.measures["value"].tolist() == [5, 5]
    assert part.area_names["area_name"].tolist() == ["บ้าน 83010101", "บ้าน 8301020100"]


def test_numbers_with_decimals_are_the_very_same() -> None:
    values = [0.1 + 0.2, 1 / 3]
    facts = OFFICE.parts[0].facts.drop(columns=["assessed", "failed"]).assign(value=values, rollup="mean")
    sent = office_of({"83010101": (1, 1), "8301020100": (1, 1)})
    object.__setattr__(sent.parts[0], "facts", facts)
    office = read(file_of(sent)).office
    assert office is not None
    assert office.parts[0].facts["value"].tolist() == values


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"", "O01"),
        ("รหัส,ผ่าน".encode(), "O01"),
        (b"PK\x03\x04 cut off", "O02"),
        (file_of(OFFICE)[:-40], "O02"),
        (described(lambda it: it.update(program="another")), "O01"),
        (described(lambda it: it.update(format=2)), "O03"),
        (described(lambda it: it.update(schema=10**6)), "O03"),
        (described(lambda it: it.update(office_code="9999")), "O04-unknown"),
        (described(lambda it: it.update(office_code="8302")), "O04"),
        (described(lambda it: it.update(sender="x")), "O02"),
        (described(lambda it: it.update(audience="all")), "O02"),
        (described(lambda it: it.update(made_at="yesterday")), "O02"),
        (described(lambda it: it["members"].pop(PLANS)), "O02"),
        (described(lambda it: it["parts"][0].update(level="tambon")), "O02"),
        (described(lambda it: it["parts"][0].update(year_be=2999)), "O02"),
        (described(lambda it: it["parts"][0].update(facts=1)), "O02"),
        (described(lambda it: it["parts"][0].update(survey="nrd2c")), "O06"),
        (described(lambda it: it["parts"][0].update(set_id="jpt-0000")), "O06"),
        (described(lambda it: it["parts"][0].update(year_be=2550)), "O06"),
        (file_of(OFFICE, lambda it: it.pop(PLANS)), "O02"),
        (file_of(OFFICE, lambda it: it.update({"more.csv": b"x"})), "O02"),
        (file_of(OFFICE, lambda it: it.update({NAMES: it[NAMES] + b"8301,x\n"})), "O02"),
        (forged("facts-01.csv", lambda it: it.replace("10", "ten", 1)), "O02"),
        (forged("facts-01.csv", lambda it: it.replace(",10", ",10.5", 1)), "O02"),
        (forged("facts-01.csv", lambda it: it.replace("assessed", "counted", 1)), "O02"),
        (forged("facts-01.csv", lambda it: it.replace("83010101", "83020101", 1)), "O04"),
        (forged("facts-01.csv", lambda it: it.replace("83010101", "x", 1)), "O02"),
        (forged("facts-01.csv", lambda it: it.replace(INDICATOR, "jpt-2560-99", 1)), "O06"),
        (forged(PLANS, lambda it: it.replace("830101", "840101", 1)), "O04"),
        (forged(PLANS, lambda it: it.replace("problem-2", "problem-1", 1)), "O02"),
        (forged(PLANS, lambda _: "[" * 100_000), "O02"),
        (forged(PLANS, lambda _: '{"plans": 1}'), "O02"),
        (forged("sets.json", lambda _: '[{"id": "other-1"}]'), "O07-catalogue"),
    ],
)
def test_a_file_that_is_none_or_was_changed_is_refused_whole(content: bytes, key: str) -> None:
    assert refusal(content) == key


def test_a_flipped_byte_anywhere_is_told_or_does_no_harm() -> None:
    """Outside the members a zip holds times and names of its own, which say nothing to us."""
    good = file_of(OFFICE)
    for at in range(0, len(good), 97):
        reading = read(good[:at] + bytes([good[at] ^ 0x55]) + good[at + 1 :])
        assert reading.office is None or reading.office.content_sha256 == OFFICE.content_sha256, at


def test_a_bomb_and_a_password_are_refused_before_anything_is_unpacked() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(MANIFEST, b"{}")
        archive.writestr("facts-01.csv", bytes(30_000_000))
    assert refusal(target.getvalue()) == "F10"
    locked = bytearray(file_of(OFFICE))
    locked[locked.rindex(b"PK\x01\x02") + 8] |= 1
    assert refusal(bytes(locked)) == "F01"


def test_two_members_of_one_name_are_refused() -> None:
    target = io.BytesIO(file_of(OFFICE))
    with zipfile.ZipFile(target, "a") as archive, pytest.warns(UserWarning):
        archive.writestr(NAMES, b"area_code,area_name\n")
    assert refusal(target.getvalue()) == "O02"


def test_names_of_persons_in_plans_are_masked_at_this_door_too() -> None:
    reading = read(file_of(office_of({"83010101": (10, 1)}, "บ้านของนายสมชาย ใจดี", "ฝุ่น")))
    assert reading.office is not None
    assert "สมชาย" not in repr(reading.office)
    assert [(each.key, each.arguments["count"]) for each in reading.problems] == [("O11", 1)]
