"""The activity library: enough for every indicator, whole rows, and faults told by file and row."""

import csv
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from catalogue import CatalogueError, load_catalogue
from catalogue.activities import (
    KINDS,
    LABELS,
    LASTING,
    NETWORKS,
    QUICK_WIN,
    Activity,
    activities_for,
    activity_from_dict,
    activity_library,
    activity_to_dict,
    kind_of,
    read_activities,
)
from words.personal_text import holds_person
from words.spelling import fold

CATALOGUE = load_catalogue()
SETS = ("jpt-2560", "nrd2c-2555")
INDICATORS = [(CATALOGUE.get(set_id), each) for set_id in SETS for each in CATALOGUE.get(set_id).indicators]
BY_CODE = {each.code: each for _, each in INDICATORS}
LIBRARY = activity_library()
ROW = {
    "id": "saving-01", "indicators": "jpt-2560-23", "name": "ออมวันละบาท", "output": "ผู้เปิดบัญชี", "unit": "คน",
    "agencies": "สำนักงานพัฒนาชุมชนอำเภอ", "months": "5", "cost_depends_on": "จำนวนครั้ง", "sdgs": "1;8",
    "networks": "ประชาชน;ศาสนา", "kind": "quick_win", "source": "ของโครงการนี้ ยังไม่ยืนยัน", "confidence": "U",
}  # fmt: skip


def folder_of(path: Path, *rows: dict[str, str]) -> Path:
    with (path / "saving.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(LABELS))
        writer.writeheader()
        writer.writerows(rows)
    return path


def faults_of(path: Path, *rows: dict[str, str]) -> list[str]:
    with pytest.raises(CatalogueError) as caught:
        read_activities(folder_of(path, *rows))
    return [str(fault) for fault in caught.value.faults]


@pytest.mark.parametrize(("indicator_set", "indicator"), INDICATORS, ids=[each.code for _, each in INDICATORS])
def test_every_indicator_has_three_of_which_one_is_quick(indicator_set, indicator):
    found = activities_for(indicator_set, indicator)
    assert len(found) >= 3
    assert QUICK_WIN in {each.kind for each in found}
    assert all(indicator.code in each.indicators for each in found)


@pytest.mark.parametrize("activity", LIBRARY, ids=lambda each: each.id)
def test_a_row_is_whole_and_fits_its_indicators(activity: Activity):
    assert all(activity_to_dict(activity).values())
    assert activity.kind == kind_of(activity.months)
    assert activity.kind == QUICK_WIN or activity.months >= 12  # lasting: a year and more
    assert set(activity.networks) <= set(NETWORKS)
    assert all(1 <= each <= 17 for each in activity.sdgs)
    for code in activity.indicators:
        assert set(activity.sdgs) & set(BY_CODE[code].sdg)
        assert set(activity.agencies) & set(BY_CODE[code].agencies)


def test_no_row_names_a_person_or_a_price():
    texts = {each.id: (each.name, each.output, each.cost_depends_on) for each in LIBRARY}
    assert [key for key, each in texts.items() if any(map(holds_person, each))] == []
    priced = [
        each.id for each in LIBRARY if "บาท" in each.cost_depends_on or any(map(str.isdigit, each.cost_depends_on))
    ]
    assert priced == []


def test_no_name_comes_twice_and_every_network_takes_part():
    assert [name for name, count in Counter(fold(each.name) for each in LIBRARY).items() if count > 1] == []
    assert {network for each in LIBRARY for network in each.networks} == set(NETWORKS)
    assert {each.kind for each in LIBRARY} == set(KINDS)


def test_an_own_activity_stands_before_those_of_the_library():
    indicator_set = CATALOGUE.get("jpt-2560")
    indicator = indicator_set.by_number(23)
    own = replace(LIBRARY[0], id="own-1", indicators=("jpt-2560-23",))
    other = replace(LIBRARY[0], id="own-2", indicators=("jpt-2560-24",))
    found = activities_for(indicator_set, indicator, [other, own])
    assert found[0] == own
    assert found[1:] == activities_for(indicator_set, indicator)
    assert activities_for(CATALOGUE.get("jpt-2550"), CATALOGUE.get("jpt-2550").by_number(1)) == ()


def test_five_months_are_the_most_of_a_quick_win():
    assert [kind_of(months) for months in (1, 5, 6, 12)] == [QUICK_WIN, QUICK_WIN, LASTING, LASTING]


def test_a_row_is_read_field_by_field(tmp_path: Path):
    assert read_activities(folder_of(tmp_path, ROW)) == (
        Activity(
            id="saving-01", indicators=("jpt-2560-23",), name="ออมวันละบาท", output="ผู้เปิดบัญชี", unit="คน",
            agencies=("สำนักงานพัฒนาชุมชนอำเภอ",), months=5, cost_depends_on="จำนวนครั้ง", sdgs=(1, 8),
            networks=("ประชาชน", "ศาสนา"), kind="quick_win", source="ของโครงการนี้ ยังไม่ยืนยัน", confidence="U",
        ),
    )  # fmt: skip


@pytest.mark.parametrize("column", LABELS)
def test_a_blank_cell_is_told_by_file_and_row(tmp_path: Path, column: str):
    (fault,) = faults_of(tmp_path, ROW, {**ROW, "id": "saving-02", "name": "อื่น", column: " "})
    assert fault.startswith("activities/saving.csv แถว 3: ")
    assert LABELS[column] in fault


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("months", "6", "ชนิด quick_win แต่ใช้เวลา 6 เดือน"),
        ("months", "0", "ระยะเวลา (เดือน) มี 0"),
        ("months", "หลาย", "ระยะเวลา (เดือน) มี หลาย"),
        ("sdgs", "1;18", "ไม่มี SDG ข้อ 18"),
        ("networks", "ประชาชน;ทหาร", "ไม่มีภาคีเครือข่าย ทหาร"),
        ("indicators", "jpt-2560-32", "ไม่มีตัวชี้วัด jpt-2560-32"),
        ("kind", "slow", "ไม่รู้จักชนิด slow"),
        ("confidence", "X", "ไม่รู้จักความมั่นใจ X"),
        ("id", "ออม", "รหัส ออม ใช้ไม่ได้"),
    ],
)
def test_a_value_that_cannot_be_is_told(tmp_path: Path, column: str, value: str, said: str):
    (fault,) = faults_of(tmp_path, {**ROW, column: value})
    assert said in fault


def test_lasting_for_too_short_or_too_long_is_told(tmp_path: Path):
    (short,) = faults_of(tmp_path, {**ROW, "kind": "lasting"})
    assert "ชนิด lasting แต่ใช้เวลา 5 เดือน" in short
    (long,) = faults_of(tmp_path, {**ROW, "kind": "lasting", "months": "61"})
    assert "61 เดือน นานเกินไป" in long


def test_an_id_or_a_name_twice_is_told_with_the_first(tmp_path: Path):
    first = "activities/saving.csv แถว 2"
    (twice,) = faults_of(tmp_path, ROW, {**ROW, "name": "อื่น"})
    assert f"รหัส saving-01 ซ้ำกับ {first}" in twice
    (named,) = faults_of(tmp_path, ROW, {**ROW, "id": "saving-02", "name": "ออม  วันละบาท".replace("  ", "")})
    assert f"กิจกรรมชื่อนี้ของ jpt-2560-23 ซ้ำกับ {first}" in named
    assert len(read_activities(folder_of(tmp_path, ROW, {**ROW, "id": "a-2", "indicators": "jpt-2560-22"}))) == 2


def test_plain_values_come_back_the_same_and_a_set_that_is_gone_does_not_matter():
    for each in LIBRARY:
        assert activity_from_dict(activity_to_dict(each)) == each
    gone = {**activity_to_dict(LIBRARY[0]), "indicators": ["own-set-01"]}
    assert activity_from_dict(gone).indicators == ("own-set-01",)
    with pytest.raises(CatalogueError, match="own-set-01"):
        activity_from_dict(gone, set(BY_CODE))
