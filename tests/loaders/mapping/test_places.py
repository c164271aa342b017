"""Villages by place, codes in parts, English names, local governments, padded totals, codes that are none."""

from io import BytesIO

import openpyxl
import pytest

from loaders import ERROR, INFO, WARNING, store_inspection
from tests.loaders.accepting import accepted, case, codes, csv, names, of_rule, seen, values
from warehouse import open_warehouse


@pytest.mark.parametrize(
    ("content", "area", "found"),
    [
        (case("village_code_parts.csv"), None, ["83010601", "83010602", "83010603"]),
        (case("moo_only.csv"), "830106", ["83010601", "83010602", "83010603"]),
        (
            csv("จังหวัด,อำเภอ,ตำบล,หมู่ที่,ชื่อหมู่บ้าน,บ่อ (บ่อ)", "ตรัง,กันตัง,บ่อน้ำร้อน,4,บ้านควน,2", "ตรัง,กันตัง,บ่อน้ำร้อน,12,บ้านนา,3"),
            None,
            ["92021004", "92021012"],
        ),
        (
            csv("อำเภอ,ตำบล,หมู่ที่,ส้วมชำรุด (หลัง)", "ปักธงชัย,ตะคุ,ม.2,2", "ปักธงชัย,ธงชัยเหนือ,หมู่ที่ ๓,3"),
            "30",
            ["30140202", "30141703"],
        ),
        (csv("Tambon code,Moo,Poor (households)", "TH830301,1,4", "TH830301,02,6"), None, ["83030101", "83030102"]),
        (
            csv(
                "Province,District,Subdistrict,Village no.,sick (people)",
                "Phuket,Thalang,Choeng Thale,Moo 1,4",
                "Phuket,Thalang,Choeng Thale,M.2,6",
            ),
            None,
            ["83030301", "83030302"],
        ),
        (csv("รหัสตำบล,หมู่,ป่วย (คน)", '"=""830301""",1,4', '"=""830302""",9,6'), None, ["83030101", "83030209"]),
        (csv("ตำบล,หมู่บ้าน,ป่วย (คน)", "เชิงทะเล,บ้านน้ำตก หมู่ที่ 1,4", "เชิงทะเล,บ้านดอน ม.๒,6"), "83", ["83030301", "83030302"]),
        (
            csv("รหัสจังหวัด,รหัสอำเภอ,รหัสตำบล,รหัสหมู่บ้าน,ป่วย (คน)", "83,1,1,1,4", "83,1,2,10,6"),
            None,
            ["83010101", "83010210"],
        ),
    ],
)
def test_a_village_is_its_tambon_and_its_number(content: bytes, area: str | None, found: list[str]) -> None:
    checked = accepted(content, area=area)
    assert not checked.report.refused, checked.report.problems
    assert codes(checked) == found
    [said] = of_rule(checked, "C41")
    assert said.severity == INFO
    assert f" {len(found)} แถว เช่น {found[0]}" in said.what
    assert said.what.startswith("สร้างรหัสจาก")


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        (["ม.1 ต.ราไวย์ อ.เมืองภูเก็ต", "บ้านบน ม.2 ต.ราไวย์ อ.เมืองภูเก็ต"], {"83010702": "บ้านบน"}),
        (["หมู่ที่ 1 บ้านเหนือ ตำบลกะรน", "บ้านใต้ หมู่ 3 ตำบลกะรน จังหวัดภูเก็ต"], {"83010801": "บ้านเหนือ", "83010803": "บ้านใต้"}),
    ],
)
def test_the_areas_above_are_no_part_of_the_name(cells: list[str], found: dict[str, str]) -> None:
    checked = accepted(csv("พื้นที่,ป่วย (คน)", *[f"{cell},1" for cell in cells]), area="83")
    assert names(checked) == found
    assert len(codes(checked)) == 2


def test_the_number_is_no_part_of_the_name_and_a_name_without_one_stays() -> None:
    content = csv("ตำบล,หมู่บ้าน,ป่วย (คน)", "เชิงทะเล,บ้านน้ำตก หมู่ที่ 1,4", "เชิงทะเล,หมู่ 2 บ้านดอน,6", "เชิงทะเล,ม.3,7")
    assert names(accepted(content, area="83")) == {"83030301": "บ้านน้ำตก", "83030302": "บ้านดอน"}


@pytest.mark.parametrize(
    "content",
    [
        csv("ตำบล,หมู่ที่,ป่วย (คน)", "ในเมือง,1,4", "ในเมือง,2,5"),
        csv("ตำบล,หมู่ที่,บ่อ (บ่อ)", "บ้านใหม่,1,4", "บ้านใหม่,2,5"),
    ],
)
def test_a_tambon_of_two_places_is_asked(content: bytes) -> None:
    checked = accepted(content)
    assert checked.report.refused
    assert [problem.row for problem in of_rule(checked, "C10")] == [2, 3]


@pytest.mark.parametrize(("name", "number"), [("บ้านน้ำตก", 5), ("บ้านบน", 7)])
def test_a_name_known_under_another_number_is_asked(name: str, number: int) -> None:
    warehouse = open_warehouse(":memory:")
    first = accepted(csv("รหัสหมู่บ้าน,ชื่อหมู่บ้าน,ป่วย (คน)", f"8303030{number},{name},4"), warehouse=warehouse)
    store_inspection(warehouse, first)
    content = csv("ตำบล,หมู่ที่,หมู่บ้าน,ป่วย (คน)", f"เชิงทะเล,1,{name},4", "เชิงทะเล,2,บ้านอื่น,4")
    checked = accepted(content, area="83", year=2565, warehouse=warehouse)
    [asked] = of_rule(checked, "C10")
    assert asked.row == 2
    assert "83030301" in asked.what
    assert f"8303030{number}" in asked.what


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (case("code_parts_th.csv"), ["830101", "830102", "830301"]),
        (csv("จังหวัด (รหัส),รหัสจังหวัด,รหัสอำเภอ,ตกงาน (คน)", "x,92,1,3", "x,92,10,4"), ["9201", "9210"]),
        (csv("province_id,amphoe_id,tambon_id,debt (people)", "30,14,02,3", "30,14,17,4"), ["301402", "301417"]),
        (csv("PROV_CODE,AMP_CODE,TAM_CODE,debt (people)", "83,01,01,3", "83,01,02,4"), ["830101", "830102"]),
    ],
)
def test_a_code_in_parts_is_put_together(content: bytes, found: list[str]) -> None:
    checked = accepted(content)
    assert codes(checked) == found
    assert [problem.severity for problem in of_rule(checked, "C41")] == [INFO]


def test_parts_that_give_no_area_are_refused_by_row() -> None:
    checked = accepted(csv("รหัสจังหวัด,รหัสอำเภอ,รหัสตำบล,ตกงาน (คน)", "83,1,1,3", "83,9,1,4", "83,1,2,5"))
    assert [(problem.row, problem.severity) for problem in of_rule(checked, "C40")] == [(3, ERROR)]


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (case("pcode.csv"), ["830101", "830102"]),
        (csv("pcode,น้ำเสีย (บ่อ)", "TH-92,1", "TH-81,2"), ["92", "81"]),
        (csv("รหัสหมู่บ้าน,น้ำเสีย (บ่อ)", "TH30141701,1", "TH30141702,2"), ["30141701", "30141702"]),
    ],
)
def test_codes_with_th_in_front(content: bytes, found: list[str]) -> None:
    checked = accepted(content)
    assert codes(checked) == found
    assert checked.report.repairs["ตัด TH นำหน้ารหัสพื้นที่"] == len(found)


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (case("english_names.csv"), ["8301", "8302", "8303"]),
        (csv("province,poor (households)", "Krabi,5", "Chai Nat,6", "Bangkok,7"), ["81", "18", "10"]),
        (
            csv(
                "Province,District,Subdistrict,sick (people)",
                "Trang,Kantang,Bo Nam Ron,5",
                "Trang,Kan Tang,Khuan Thani,6",
            ),
            ["920210", "920202"],
        ),
        (csv("Amphoe,unemployed (people)", "Muang Phuket District,5", "Amphoe Thalang,6"), ["8301", "8303"]),
    ],
)
def test_english_names_are_found_and_never_stored(content: bytes, found: list[str]) -> None:
    checked = accepted(content)
    assert not checked.report.refused, checked.report.problems
    assert codes(checked) == found
    assert names(checked) == {}
    assert of_rule(checked, "C12") == []


@pytest.mark.parametrize("name", ["Phuket Towne", "Somewhere"])
def test_an_english_name_of_no_area_asks_for_the_thai_name_or_the_code(name: str) -> None:
    checked = accepted(
        csv("changwat,amphoe,poor (households)", "Phuket,Kathu,6", f"Phuket,{name},5", "Phuket,Thalang,4")
    )
    [asked] = of_rule(checked, "C38")
    assert asked.row == 3
    assert asked.fix.startswith("ใช้ชื่อไทยหรือรหัส")


@pytest.mark.parametrize(
    ("content", "area", "found"),
    [
        (csv("อปท.,ขยะ (ตัน)", "อบต.ราไวย์,5", "เทศบาลตำบลกะรน,6"), "83", ["830107", "830108"]),
        (
            csv("จังหวัด,เทศบาล/อบต.,ขยะ (ตัน)", "นครราชสีมา,องค์การบริหารส่วนตำบลธงชัยเหนือ,5", "นครราชสีมา,ทต.สุขเกษม,6"),
            None,
            ["301417", "301418"],
        ),
        (csv("อำเภอ,ตำบล,ขยะ (ตัน)", "ถลาง,อบต. ป่าคลอก,5", "ถลาง,ทต.ไม้ขาว,6"), "83", ["830304", "830305"]),
        (csv("อปท.,ขยะ (ตัน)", "อบต.เชิงทะเล,5", "ทต.เชิงทะเล,6", "ทม. ป่าตอง,3"), "83", ["830303", "830352", "830251"]),
    ],
)
def test_a_local_government_finds_its_tambon_where_one_fits(content: bytes, area: str | None, found: list[str]) -> None:
    checked = accepted(content, area=area)
    assert codes(checked) == found
    assert names(checked) == {}


def test_a_local_government_of_several_tambon_is_asked() -> None:
    checked = accepted(csv("อปท.,ขยะ (ตัน)", "อบต.ในเมือง,5", "อบต.ราไวย์,6"))
    assert [problem.row for problem in of_rule(checked, "C10")] == [2]


@pytest.mark.parametrize(
    ("content", "year", "found", "totals"),
    [
        (case("dopa_padded_totals.csv"), 2565, ["83010301", "83010302", "83010303"], 3),
        (
            csv("รหัสตำบล,ป่วย (คน)", "830100,7", "830101,3", "830102,4", "830200,5", "830201,5"),
            2564,
            ["830101", "830102", "830201"],
            2,
        ),
        (csv("รหัสพื้นที่,ป่วย (คน)", "92000000,9", "92010000,5", "92020000,4"), 2564, ["9201", "9202"], 1),
        (
            csv("area_code,debt (people)", "3014170000,7", "3014170101,3", "3014170102,4"),
            2564,
            ["3014170101", "3014170102"],
            1,
        ),
    ],
)
def test_padded_totals_are_held_to_the_sums_and_never_stored(
    content: bytes, year: int, found: list[str], totals: int
) -> None:
    checked = accepted(content, year=year)
    report = checked.report
    assert codes(checked) == found
    assert (report.rows_loaded, report.rows_refused, report.rows_recognised) == (len(found), 0, totals + 1)
    assert of_rule(checked, "V40") == of_rule(checked, "C43") == []


@pytest.mark.parametrize(
    ("content", "row", "value"),
    [
        (csv("รหัสพื้นที่,ป่วย (คน)", "83010300,11", "83010301,5", "83010302,5"), 2, "11"),
        (csv("รหัสพื้นที่,ตกงาน (คน)", "920201,5", "920202,5", "920200,9"), 4, "9"),
    ],
)
def test_a_padded_total_that_differs_is_a_warning(content: bytes, row: int, value: str) -> None:
    checked = accepted(content)
    assert not checked.report.refused
    [warned] = of_rule(checked, "V40")
    assert (warned.severity, warned.row, warned.value, warned.expected) == (WARNING, row, value, "10")


def test_a_padded_total_without_rows_below_is_said() -> None:
    checked = accepted(csv("รหัสพื้นที่,ป่วย (คน)", "83010300,5", "83010301,5", "83010400,9"))
    [warned] = of_rule(checked, "C43")
    assert (warned.row, warned.value) == (4, "830104")


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (case("61_90_village_common.csv"), ["9011510101", "901151A001", "901151A101"]),
        (csv("รหัสหมู่บ้าน,ป่วย (คน)", "90115199,1", "901151A0,2", "901151B1,3"), ["90115199", "901151A0", "901151B1"]),
        (csv("village_id,debt (people)", "3014519901,1", "301451a001,2"), ["3014519901", "301451A001"]),
    ],
)
def test_communities_past_99_are_text_in_order(content: bytes, found: list[str]) -> None:
    checked = accepted(content, year=2561)
    assert codes(checked) == found == sorted(found)
    warehouse = open_warehouse(":memory:")
    stored = store_inspection(warehouse, accepted(content, year=2561, warehouse=warehouse))
    assert stored.loaded, stored.problems


@pytest.mark.parametrize(
    ("content", "better"),
    [
        (case("C01_moo1digit.csv"), ["83010301", "83010302", "83010303", "83010304"]),
        (csv("รหัสหมู่บ้าน,ป่วย (คน)", "30141711,1", "3014172,2", "30141712,3"), ["30141702"]),
        (csv("รหัสหมู่บ้าน,ป่วย (คน)", "9202069,1", "92020610,2", "92020611,2"), ["92020609"]),
    ],
)
def test_a_code_of_seven_digits_is_asked_and_gets_no_zero(content: bytes, better: list[str]) -> None:
    checked = accepted(content, year=2565)
    assert checked.report.refused
    asked = of_rule(checked, "C39")
    assert [problem.expected for problem in asked] == better
    assert all(f"หมายถึง {code} ใช่หรือไม่" in problem.what for problem, code in zip(asked, better, strict=True))


@pytest.mark.parametrize(
    ("content", "column"),
    [
        (case("income_looks_like_code2.csv"), 1),
        (csv("จังหวัด,จำนวนเตียง", "ตรัง,8301", "กระบี่,8302", "ชัยนาท,8303"), 1),
        (csv("จังหวัด,งบประมาณ (บาท)", "ตรัง,830101", "กระบี่,830102", "ชัยนาท,830103"), 1),
        (csv("จังหวัด,คะแนนรวม", "ตรัง,9999", "กระบี่,8444", "ชัยนาท,8111"), 1),
        (csv("จังหวัด,ตำบล", "ตรัง,8444", "กระบี่,8111", "ชัยนาท,8999"), 1),
        (csv("ตำบล,งบ", "ตลาดใหญ่,830101", "ตลาดเหนือ,830199"), 1),
        (csv("ตำบล,งบ", "ตลาดใหญ่,830101", "ตลาดเหนือ,830102"), 1),  # both exist
        (csv("อำเภอ,รายได้", "เมืองภูเก็ต,8301", "กะทู้,8302"), 1),
        (csv("งบ,ตำบล", "830106,ราไวย์", "830107,วิชิต"), 0),
        (csv("ตำบล,ผลสำรวจ", "วิชิต,830107", "กะรน,830101"), 1),  # of other tambon than the names say
        (csv("ตำบล,ผลสำรวจ", "วิชิต,830199", "กะรน,830101"), 1),  # not all on the list
        (csv("ตำบล,พื้นที่", "วิชิต,830107", "กะรน,830101"), 1),
        *(
            (csv(f"ตำบล,{word}", "วิชิต,830105", "กะรน,830108"), 1)
            for word in (
                "มูลค่าผลผลิต",
                "จำนวน",
                "ราคา",
                "หลังคาเรือน",
                "ไร่",
                "ระยะทาง (กม.)",
                "เงินกู้",
                "ยอดหนี้",
                "ประชากร",
                "budget",
                "Total",
            )
        ),
    ],
)
def test_figures_are_never_proposed_as_codes(content: bytes, column: int) -> None:
    mapping = seen(content).mapping
    proposed = [mapping.columns[column].field, *(option.field for option in mapping.columns[column].alternatives)]
    assert all(field.kind != "area_code" for field in proposed)


@pytest.mark.parametrize("content", [
    csv("ตำบล,ผลสำรวจ,ขยะ", "วิชิต,830105,3", "กะรน,830108,4"), csv("ABC,ขยะ", "830105,3", "830108,4"),
    csv("หมู่บ้าน,ABC,ขยะ", "บ้านบน,83010501,3", "บ้านล่าง,83010801,4"),
])  # fmt: skip
def test_codes_without_a_word_are_codes_where_they_exist_and_the_names_agree(content: bytes) -> None:
    assert [code[:6] for code in codes(accepted(content))] == ["830105", "830108"]


def test_a_name_alone_is_a_province_where_the_other_rows_are_provinces() -> None:
    assert codes(accepted(csv("พื้นที่,ขยะ", "ตรัง,3", "กระบี่,4", "ภูเก็ต,5"))) == ["92", "81", "83"]
    mixed = accepted(csv("พื้นที่,ขยะ", "ตรัง,3", "กะรน,4"))
    assert [problem.row for problem in of_rule(mixed, "C10")] == [2]


def test_the_case_of_incomes_loads() -> None:
    found = values(accepted(case("income_looks_like_code2.csv")))
    assert found[:3] == [("830301", 4035), ("830302", 3593), ("830303", 3690)]


def test_a_tambon_spelt_wrong_upstream_is_found() -> None:
    assert values(accepted(case("name_fixed_upstream.csv"))) == [("301417", 10), ("301402", 20)]


def test_the_name_of_a_sheet_or_of_a_group_of_rows_gives_the_tambon() -> None:
    rows: list[list[object]] = [["หมู่ที่", "ป่วย (คน)"], [1, 5], [2, 6], ["รวม", 11]]
    assert codes(accepted(workbook("ต.ราไวย์", rows), "ก.xlsx", area="83")) == ["83010701", "83010702"]
    head: list[object] = ["หมู่ที่", "หมู่บ้าน", "ป่วย (คน)"]
    rows = [head, ["ตำบลราไวย์"], [1, "บ้านบน", 5], [2, "บ้านล่าง", 6], ["ตำบลกะรน"], [1, "บ้านดี", 5], [2, "บ้านงาม", 6]]
    checked = accepted(workbook("ก", rows), "ก.xlsx", area="83")
    assert names(checked) == {
        "83010701": "บ้านบน", "83010702": "บ้านล่าง", "83010801": "บ้านดี", "83010802": "บ้านงาม",
    }  # fmt: skip


def workbook(title: str, rows: list[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.create_sheet(title)
    book.remove(book.worksheets[0])
    for row in rows:
        sheet.append(row)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize("area", [None, "83", "8301"])
def test_the_number_alone_asks_for_the_tambon(area: str | None) -> None:
    checked = accepted(case("moo_only.csv"), area=area)
    assert checked.report.refused
    asked = of_rule(checked, "C47")
    assert [problem.row for problem in asked] == [2, 3, 4]
    assert asked[0].fix.startswith("เลือกตำบลของทั้งตาราง")


@pytest.mark.parametrize(
    ("lines", "area"),
    [
        (("จังหวัด,อำเภอ,น้ำ (แห่ง)", "เชียงใหม่,แม่เมาะ,4", "เชียงใหม่,แม่ริม,5"), None),
        (("อำเภอ,น้ำ (แห่ง)", "แม่เมาะ,4", "แม่ริม,5"), "50"),
        (("จังหวัด,อำเภอ,ตำบล,น้ำ (แห่ง)", "เชียงใหม่,แม่เมาะ,นาสัก,4", "เชียงใหม่,แม่ริม,ริมใต้,5"), None),
        (("Province,District,water (wells)", "Chiang Mai,Mae Mo,4", "Chiang Mai,Mae Rim,5"), None),
    ],
)
def test_a_name_of_another_province_is_asked_about_and_never_guessed(lines: tuple[str, ...], area: str | None) -> None:
    found = accepted(csv(*lines), area=area)
    assert found.report.outcome == "refused"
    [problem] = [each for each in found.report.errors if each.key == "C10-elsewhere"]
    assert problem.row == 2
    assert "ลำปาง" in problem.what
    assert "5202" in problem.what


@pytest.mark.parametrize("row", [1, 3])
@pytest.mark.parametrize("total", ["รวม,,9", "รวมทั้งจังหวัด,,9", "Whole Kingdom,,9"])
def test_a_total_that_its_lines_do_not_reach_is_warned_of_in_other_data(total: str, row: int) -> None:
    lines = ["รหัสตำบล,ตำบล,บ่อน้ำ (แห่ง)", "830101,ตลาดใหญ่,3", "830102,ตลาดเหนือ,4"]
    lines.insert(row, total)
    checked = accepted(csv(*lines), area="83")
    [warned] = of_rule(checked, "V40")
    assert (warned.severity, warned.row) == (WARNING, row + 1)
    assert values(checked) == [("830101", 3), ("830102", 4)]
