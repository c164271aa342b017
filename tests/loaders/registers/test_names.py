"""Names of areas and the municipality map: read from real files, from tables as people have them, from broken ones."""

from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from catalogue.areas import area_names as shipped_names
from loaders.registers import CHANGED, NEW, SAME, AreaFile, changes_of, inspect_area_file, store_area_file
from warehouse import Warehouse, area_names, count_names, read_map_tambon, remove_register


def inspected(content: bytes | str, name: str = "ทะเบียน.csv", choice: str | None = None) -> AreaFile:
    data = content.encode() if isinstance(content, str) else content
    return inspect_area_file(data, name, choice=choice, in_child=False)


def rules(found: AreaFile) -> list[tuple[str, str, int | None]]:
    return [(problem.rule, problem.severity, problem.row) for problem in found.problems]


def names(found: AreaFile) -> dict[str, str]:
    return dict(zip(found.names["area_code"], found.names["area_name"], strict=True))


@pytest.mark.parametrize(
    ("file", "count", "example"),
    [
        ("tgj_provinces.json", 77, ("83", "ภูเก็ต")),
        ("tgj_districts.json", 928, ("8302", "กะทู้")),
        ("tgj_subdistricts.json", 7436, ("830201", "กะทู้")),
    ],
)
def test_real_registers_are_read_whole(shared_data: Path, file: str, count: int, example: tuple[str, str]) -> None:
    content = (shared_data / "codes" / file).read_bytes()
    found = inspect_area_file(content, file, in_child=False)
    assert (found.rows_read, found.rows_taken, len(found.names), found.problems) == (count, count, count, ())
    read = names(found)
    assert read[example[0]] == example[1]
    as_printed = {"301417": "ธงชัยหนือ"}  # a misprint of the source, put right in the shipped list
    assert read == {code: as_printed.get(code, name) for code, name in shipped_names().items() if code in read}


def test_the_real_municipality_map_gives_names_and_places(shared_data: Path, warehouse: Warehouse) -> None:
    file = "tpmap_tambon_codes_with_municipality_map.csv"
    found = inspect_area_file((shared_data / "codes" / file).read_bytes(), file)
    assert (found.rows_read, len(found.names), len(found.map_codes)) == (7585, 7585, 418)
    assert (found.map_codes["830251"], found.map_codes["830252"]) == ("830202", "830201")
    assert "830151" not in found.map_codes
    assert all(len(map_code) == 6 and map_code != code for code, map_code in found.map_codes.items())
    assert store_area_file(warehouse, found) == 7585
    assert read_map_tambon(warehouse) == found.map_codes
    again = changes_of(warehouse, found)
    assert set(again["change"]) == {SAME}
    assert len(again) == 7585 + 418


def test_a_table_as_an_office_has_it() -> None:
    found = inspected(
        "ทะเบียนหมู่บ้าน ตำบลรัษฎา\n\nลำดับ,รหัสหมู่บ้าน,ชื่อหมู่บ้าน,ตำบล\n"
        "1,83010401,บ้านแหลมหลา,รัษฎา\n2,83010402.0, บ้านบางชีเหล้า ,รัษฎา\n"
    )
    assert names(found) == {"83010401": "บ้านแหลมหลา", "83010402": "บ้านบางชีเหล้า"}
    assert found.code_from.endswith("รหัสหมู่บ้าน")
    assert found.name_from.endswith("ชื่อหมู่บ้าน")
    assert found.choices == ("ตำบล",)
    assert sum(found.repairs.values()) == 1
    other = inspected("รหัส,ชื่อเดิม,ชื่อใหม่\n83010401,ก่อน,หลัง\n83010402,ก่อนสอง,หลังสอง\n", choice="ชื่อใหม่")
    assert names(other) == {"83010401": "หลัง", "83010402": "หลังสอง"}


@pytest.mark.parametrize(
    "lines",
    [
        ["จังหวัด,อำเภอ,ตำบล,หมู่ที่,ชื่อหมู่บ้าน", "ภูเก็ต,ถลาง,เชิงทะเล,1,บ้านบางเทา", "ภูเก็ต,ถลาง,เชิงทะเล,หมู่ที่ ๒,บ้านหาด"],
        ["รหัสตำบล,หมู่ที่,ชื่อหมู่บ้าน", "830303,1,บ้านบางเทา", "830303,2,บ้านหาด"],
        ["รหัสจังหวัด,รหัสอำเภอ,รหัสตำบล,หมู่,ชื่อหมู่บ้าน", "83,3,3,1,บ้านบางเทา", "83,3,3,2,บ้านหาด"],
        ["อำเภอ,ตำบล,หมู่บ้าน", "ถลาง,เชิงทะเล,บ้านบางเทา หมู่ที่ 1", "ถลาง,เชิงทะเล,บ้านหาด ม.๒"],
        [
            "Province,District,Subdistrict,Village no.,ชื่อหมู่บ้าน",
            *(f"Phuket,Thalang,Choeng Thale,{each}" for each in ("1,บ้านบางเทา", "Moo 2,บ้านหาด")),
        ],
    ],
)
def test_villages_without_codes_get_them_from_their_tambon_and_number(lines: list[str]) -> None:
    found = inspected("\n".join(lines))
    assert names(found) == {"83030301": "บ้านบางเทา", "83030302": "บ้านหาด"}
    assert (found.rows_read, found.rows_taken, found.rows_refused) == (2, 2, 0)
    [said] = [each for each in found.problems if "83030301" in each.what]
    assert said.what.endswith("2 แถว เช่น 83030301")


def test_villages_whose_tambon_is_of_several_places_are_asked_about() -> None:
    found = inspected("ตำบล,หมู่ที่,ชื่อหมู่บ้าน\nในเมือง,1,บ้านบน\nเชิงทะเล,2,บ้านหาด")
    assert names(found) == {"83030302": "บ้านหาด"}
    assert [(each.rule, each.row) for each in found.errors] == [("C10", 2)]
    assert (found.rows_taken, found.rows_refused) == (1, 1)


def test_a_table_without_headings_and_an_old_encoding() -> None:
    found = inspected("83010401,บ้านแหลมหลา\n83010402,บ้านบางชีเหล้า\n".encode("cp874"))
    assert names(found) == {"83010401": "บ้านแหลมหลา", "83010402": "บ้านบางชีเหล้า"}


def test_rows_with_faults_are_left_out_and_said() -> None:
    rows = [
        "รหัส,ชื่อพื้นที่",
        "830101,ตลาดใหญ่",
        "9901,ไม่มีจังหวัดนี้",
        "83010,รหัสห้าหลัก",
        "830102,",
        "830101,ชื่ออื่น",
        "830101,ตลาดใหญ่",
        "830103,1101700230708",
        "839901,ตำบลของอำเภอที่ไม่รู้จัก",
        "830104,รัษฎา",
        "830105,วิชิต",
        "830106,ฉลอง",
        "830107,ราไวย์",
        "830108,กะรน",
        "830201,กะทู้",
        "830202,ป่าตอง",
        "830203,กมลา",
        "830301,เทพกระษัตรี",
        *(f"8303{number:02},ชื่อ {number}" for number in range(2, 40)),
    ]
    found = inspected("\n".join(rows))
    assert sorted(rules(found)) == sorted(
        [
            ("G02", "error", 3), ("G02", "error", 4), ("G10", "error", 5), ("G03", "error", 6),
            ("G03", "info", 7), ("G05", "error", 8), ("G09", "warning", 9),
        ]
    )  # fmt: skip
    assert found.rows_read == found.rows_taken + found.rows_refused
    assert found.rows_refused == 5
    assert names(found)["830101"] == "ตลาดใหญ่"
    assert not any("1101700230708" in str(problem) for problem in found.problems)


@pytest.mark.parametrize(
    ("content", "name", "rule"),
    [
        (b"", "a.csv", "F08"),
        (b'{"a":', "a.json", "G01"),
        (b"[1, 2]", "a.json", "G01"),
        (b"{}", "a.json", "G01"),
        (b"[" * 200_000, "a.json", "G01"),
        ("ชื่อ,เบอร์\nสมชาย,0812345678\n".encode(), "a.csv", "G01"),
        ("รหัส,ชื่อ,โทร\n83010101,สมชาย ใจดี,0812345678\n83010102,สมหญิง ใจดี,0812345679\n".encode(), "a.csv", "G01"),
        ("รหัส,ชื่อ\n83010101,นายสมชาย ใจดี\n83010102,นางสมหญิง ใจดี\n".encode(), "a.csv", "G01"),
        ("รหัส,ชื่อ\n83010101,สมชาย ใจดี\n83010101,สมหญิง ใจดี\n".encode(), "a.csv", "G01"),
        ("รหัส\n830101\n830102\n".encode(), "a.csv", "G01"),
        ("รหัส,ชื่อ\n".encode(), "a.csv", "G01"),
        (b"\x89PNG\r\n\x1a\n" + b"0" * 200, "a.xlsx", "F09"),
    ],
)
def test_a_file_of_something_else_is_refused_whole(content: bytes, name: str, rule: str, warehouse: Warehouse) -> None:
    found = inspect_area_file(content, name, in_child=False)
    assert found.refused
    assert [(problem.rule, problem.severity) for problem in found.problems] == [(rule, "error")]
    assert found.problems[0].fix
    assert store_area_file(warehouse, found) == 0
    assert area_names(warehouse).empty


def test_of_a_workbook_the_sheet_with_codes_is_read() -> None:
    workbook = openpyxl.Workbook()
    workbook.active.append(["บันทึก"])  # pyright: ignore[reportOptionalMemberAccess]
    workbook.active.append(["อ่านแผ่นที่สอง"])  # pyright: ignore[reportOptionalMemberAccess]
    sheet = workbook.create_sheet("ทะเบียน")
    for row in (["รหัส", "ชื่อ"], [830104, "รัษฎา"], [830105, "วิชิต"]):
        sheet.append(row)
    stream = BytesIO()
    workbook.save(stream)
    found = inspected(stream.getvalue(), "ทะเบียน.xlsx")
    assert names(found) == {"830104": "รัษฎา", "830105": "วิชิต"}
    assert any("ทะเบียน" in problem.what for problem in found.problems)


def test_a_register_beats_an_import_and_can_be_taken_back(warehouse: Warehouse) -> None:
    first = inspected("รหัส,ชื่อ\n83010401,บ้านแหลมหลา\n830104,รัษฎาใหม่\n830105,วิชิต\n83010402,บ้านสอง\n")
    changes = changes_of(warehouse, first).set_index("area_code")["change"].to_dict()
    assert changes == {"83010401": NEW, "83010402": NEW, "830104": CHANGED, "830105": SAME}
    store_area_file(warehouse, first)
    store_area_file(warehouse, first)
    counts = count_names(warehouse)
    assert {(row.name_source, row.digits): row.areas for row in counts.itertuples()} == {
        ("register", 6): 2,
        ("register", 8): 2,
    }
    remove_register(warehouse)
    assert area_names(warehouse).empty
    assert read_map_tambon(warehouse) == {}
