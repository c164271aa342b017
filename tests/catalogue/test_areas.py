"""Area codes form a tree, names agree with the sources, and misspelt provinces are found or left alone."""

import csv
import json
from pathlib import Path

import pandas as pd
import pytest

from catalogue import CatalogueError
from catalogue.areas import (
    LEVELS,
    area_names,
    area_prefix,
    english_area_names,
    find_province,
    is_municipality,
    level_of,
    parent_of,
    shipped_areas,
)

SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "data"
REPORT_INDEX = SHARED / "cdd_reports_2554" / "INDEX.csv"
PHUKET = SHARED / "catalogue" / "phuket_tambon.csv"
GEOGRAPHY = SHARED / "codes" / "tgj_subdistricts.json"
MISSPELT = {"กาฬสินธ์": "กาฬสินธุ์", "พระเยา": "พะเยา", "มหาสารคราม": "มหาสารคาม"}


@pytest.mark.parametrize(
    ("code", "level", "parent", "prefix", "municipality"),
    [
        ("TH", "country", None, "", False),
        ("83", "province", "TH", "83", False),
        ("8301", "amphoe", "83", "8301", False),
        ("830101", "tambon", "8301", "830101", False),
        ("830151", "tambon", "8301", "830151", True),
        ("83010101", "village", "830101", "83010101", False),
        ("8301010100", "village", "830101", "8301010100", False),
        ("83015101", "village", "830151", "83015101", True),
        ("8351", "amphoe", "83", "8351", False),
        ("901151A0", "village", "901151", "901151A0", True),
        ("901151A001", "village", "901151", "901151A001", True),
    ],
)
def test_a_code_says_where_it_stands(
    code: str, level: str, parent: str | None, prefix: str, municipality: bool
) -> None:
    assert (level_of(code), parent_of(code), area_prefix(code), is_municipality(code)) == (
        level,
        parent,
        prefix,
        municipality,
    )


@pytest.mark.parametrize(
    "code",
    ["", "8", "831", "83010", "830101001", "th", "83 ", "8๓", "83.0", "830101010101", "90A1", "901151AA", "901151a0"],
)
def test_what_is_no_area_code_is_refused(code: str) -> None:
    with pytest.raises(CatalogueError, match="ไม่ใช่รหัสพื้นที่"):
        level_of(code)


def test_shipped_areas_form_a_whole_tree() -> None:
    areas = shipped_areas()
    assert list(areas.columns) == ["code", "name", "level"]
    assert areas["level"].value_counts().to_dict() == {"tambon": 7436 + 5, "amphoe": 928, "province": 77, "country": 1}
    assert list(areas["level"].unique()) == [level for level in LEVELS if level != "village"]
    assert areas["code"].is_unique
    assert (areas["name"].str.strip() == areas["name"]).all()
    assert (areas["name"] != "").all()
    known = set(areas["code"])
    assert {parent for code in known if (parent := parent_of(code))} <= known


def test_changing_the_answer_does_not_change_the_catalogue() -> None:
    changed = shipped_areas()
    changed["name"] = "เปลี่ยน"
    assert shipped_areas().query("code == '83'")["name"].tolist() == ["ภูเก็ต"]


def test_the_municipalities_of_phuket() -> None:
    areas = shipped_areas()
    found = areas[[is_municipality(code) for code in areas["code"]]]
    expected = pd.DataFrame(
        {
            "code": ["830151", "830251", "830252", "830352", "830353"],
            "name": [
                *("เทศบาลนครภูเก็ต", "เทศบาลเมืองป่าตอง", "เทศบาลเมืองกะทู้"),
                *("เทศบาลตำบลเชิงทะเล", "เทศบาลตำบลเทพกระษัตรี"),
            ],
            "level": "tambon",
        },
        dtype=str,
    )
    pd.testing.assert_frame_equal(found.reset_index(drop=True), expected)


@pytest.mark.skipif(not PHUKET.exists(), reason="ไม่มีรายชื่อตำบลภูเก็ตใน ../shared/data")
def test_names_agree_with_the_list_of_phuket() -> None:
    with PHUKET.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    names = area_names()
    assert len(rows) == 17
    for row in rows:
        assert names[row["tambon_code"]] == row["tambon_th"]
        assert names[row["amphoe_code"]] == row["amphoe_th"]


@pytest.mark.skipif(not GEOGRAPHY.exists(), reason="ไม่มีรหัสพื้นที่ทั้งประเทศใน ../shared/data")
def test_names_agree_with_their_source_but_for_a_misprint() -> None:
    rows = json.loads(GEOGRAPHY.read_text(encoding="utf-8"))
    tambon = {
        code: name for code, name in area_names().items() if level_of(code) == "tambon" and not is_municipality(code)
    }
    source = {str(row["subdistrictCode"]): row["subdistrictNameTh"].strip() for row in rows}
    assert tambon == source | {"301417": "ธงชัยเหนือ"}
    assert source["301417"] == "ธงชัยหนือ"
    english = {str(row["subdistrictCode"]): " ".join(row["subdistrictNameEn"].split()) for row in rows}
    assert {code: name for code, name in english_area_names().items() if len(code) == 6} == english


@pytest.mark.parametrize("code", [code for code in area_names() if level_of(code) == "province"])
def test_every_province_is_found_by_its_name_with_or_without_a_prefix(code: str) -> None:
    name = area_names()[code]
    for written in (name, f"จังหวัด{name}", f"จ. {name}", f"  จ.{name}\u200b ", name.replace("\u0e33", "\u0e4d\u0e32")):
        assert find_province(written) == (code, name, True)


@pytest.mark.parametrize(
    ("written", "code", "exact"),
    [
        ("กาฬสินธ์", "46", False),
        ("พระเยา", "56", False),
        ("มหาสารคราม", "44", False),
        ("ศรีษะเกษ", "33", False),
        ("แม่ฮองสอน", "58", False),
        ("กทม.", "10", True),
        ("โคราช", "30", True),
    ],
)
def test_misspelt_and_everyday_names(written: str, code: str, exact: bool) -> None:
    assert find_province(written) == (code, area_names()[code], exact)


@pytest.mark.parametrize(
    "written",
    [
        *("Sheet1", "Sheet2", "", "  ", "รวม", "ตาราง", "ประเทศไทย", "เลข", "พัทยา", "นคร", "จังหวัด"),
        "ระบอง",  # as near to ระนอง as to ระยอง
        "ตราก",  # as near to ตาก as to ตราด
    ],
)
def test_what_is_near_to_no_province_or_to_two_is_left_alone(written: str) -> None:
    assert find_province(written) is None


@pytest.mark.skipif(not REPORT_INDEX.exists(), reason="ไม่มีแบบรายงาน 2554 ใน ../shared/data")
def test_the_sheet_names_of_the_79_reports() -> None:
    with REPORT_INDEX.open(encoding="utf-8-sig", newline="") as file:
        names = [row["sheets"].split(";")[0] for row in csv.DictReader(file)]
    assert len(names) == 79
    nameless = [name for name in names if name.startswith("Sheet")]
    for name in names:
        found = find_province(name)
        if name in nameless:
            assert found is None
        else:
            assert found is not None
            assert (found.name, found.exact) == (MISSPELT.get(name, name), name not in MISSPELT)
