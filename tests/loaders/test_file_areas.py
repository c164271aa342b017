"""One table "file → province" for files that do not say theirs."""

import pytest

from loaders.file_areas import decoded, read_file_areas
from loaders.importing import load_file
from tests.loaders.corpus.tables import report, workbook
from warehouse import Warehouse


@pytest.mark.parametrize(
    "text",
    [
        "ก.xls,ภูเก็ต\nข.xls,เชียงใหม่",
        "ชื่อไฟล์\tจังหวัด\nก.xls\tจ.ภูเก็ต\nข.xls\t50",
        "file;province\n\nC:\\ข้อมูล\\ก.XLS;83\nข;จังหวัดเชียงใหม่\n",
        '\ufeff"ก.xls" , ๘๓\nโฟลเดอร์/ข.xls,TH50',
    ],
)
def test_the_table_is_read_from_any_paste(text: str) -> None:
    table = read_file_areas(text)
    assert not table.problems
    names = ("ก.xls", "ข.xls", "ค.xls", "โฟลเดอร์/ก.xls", "")
    assert [table.of(name) for name in names] == ["83", "50", None, "83", None]


def test_lines_that_cannot_be_used_are_told_by_their_number() -> None:
    table = read_file_areas("ก.xls,ภูเก็ต\nข.xls,ไม่มีจังหวัดนี้\nก.xls,กระบี่\nค.xls\nง.xls,99\nจ.xls,ภูเกต")
    assert [(each.rule, each.row) for each in table.problems] == [
        ("C48", 2), ("C49", 3), ("C48", 4), ("C48", 5), ("C48", 6),
    ]  # fmt: skip
    assert not read_file_areas("ก.xls,ภูเก็ต\nก.xls,83").problems


def test_a_table_in_the_code_page_of_windows_is_read() -> None:
    assert read_file_areas(decoded("ก.xls,ภูเก็ต".encode("cp874"))).of("ก.xls") == "83"
    assert read_file_areas(decoded("ก.xls,ภูเก็ต".encode("utf-8-sig"))).of("ก.xls") == "83"


def test_each_report_is_loaded_for_its_province(warehouse: Warehouse) -> None:
    content = {"ก.xls": workbook({"Sheet1": report()}), "ข.xls": workbook({"Sheet2": report()})}
    table = read_file_areas("ก.xls,ภูเก็ต\nข.xls,เชียงใหม่")
    for name, each in content.items():
        loaded = load_file(each, warehouse, file_name=name, file_areas=table, in_child=False)
        assert loaded.outcome == "loaded", loaded.problems
    areas = warehouse.query("SELECT DISTINCT area_code FROM live_facts ORDER BY 1")["area_code"].tolist()
    assert areas == ["50", "83"]
    unlisted = load_file(content["ก.xls"], warehouse, file_name="ค.xls", file_areas=table, in_child=False)
    assert [each.rule for each in unlisted.errors] == ["C31"]
