"""The sheet of stage 3 through the frame: what it shows, what the link carries, what leaves the office."""

import io
import json
import re
import shutil
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from analysis.__main__ import main
from catalogue import GROUPS, load_catalogue
from reports.one_page import can_make_pdf
from tests_support import all_text, switch_page
from words.screen_text import text

PAGE = "radar_analysis"
PROBLEMS = "เทียบแล้ว"
SECTIONS = (
    "2. รายด้าน", "3. เด่น ใกล้เคียง ด้อย", "4. ปัญหาเรียงตามความสำคัญ", "5. สิ่งที่เปลี่ยนจากปีก่อนหน้า", "6. ระดับการพัฒนาของหมู่บ้าน",
    "7. กลุ่มเป้าหมาย", "8. ครัวเรือนที่ขาดหลายเรื่องพร้อมกัน", "9. สิ่งที่ยังไม่รู้", "10. วิธีคำนวณ",
)  # fmt: skip


def opened(app: AppTest, **parameters: str) -> AppTest:
    app.run()
    for name, value in parameters.items():
        app.query_params[name] = value
    switch_page(app, PAGE).run()
    assert not app.exception
    return app


def rows_of(app: AppTest, heading: str) -> list[list[str]]:
    """The cells of the printed table whose first line holds a heading."""
    for element in app.markdown:
        lines = str(element.value).splitlines()
        if len(lines) > 1 and lines[0].startswith("|") and heading in lines[0]:
            return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]
    raise AssertionError(heading)


def test_every_section_is_there_in_order(app: AppTest) -> None:
    opened(app)
    headings = [each.value for each in app.subheader]
    assert headings[0].replace("\\", "").startswith("1. ภาพรวม จังหวัดภูเก็ต · ปี ")
    assert tuple(headings[1:]) == SECTIONS


def test_every_sentence_leads_to_a_section(app: AppTest) -> None:
    opened(app)
    anchors = {each.anchor for each in app.get("subheader")}
    linked = [each.value for each in app.markdown if "](#s-" in each.value]
    sentences = next(each for each in linked if each.startswith("- "))
    assert 3 <= sentences.count("](#s-") <= 6
    assert {part.split(")")[0] for each in linked for part in each.split("](#")[1:]} <= anchors


def test_the_page_leads_and_each_of_its_parts_leads_to_its_section(app: AppTest) -> None:
    opened(app, area="830103", year="2565", set="jpt-2560")
    assert app.header[0].value == "ตำบลเกาะแก้ว · ปี 2565"
    page = [each.value for each in app.markdown if each.value.startswith("**")]
    assert any(value.startswith("**งานและรายได้เป็นปัญหามากที่สุด") for value in page)
    links = [value.split("](#")[1].split(")")[0] for value in page if "](#" in value]
    assert links == ["s-problems", "s-standing", "s-changes", "s-unknowns"]
    assert any(each.value.startswith("ที่มา: จปฐ. 31 ตัวชี้วัด") for each in app.caption)


def test_without_own_weights_there_is_one_order(app: AppTest) -> None:
    ranks = [int(row[0]) for row in rows_of(opened(app), PROBLEMS) if row[0].isdigit()]
    assert ranks == sorted(ranks)
    assert ranks[0] == 1
    with pytest.raises(AssertionError, match="มุมมองของท่าน"):
        rows_of(app, "มุมมองของท่าน")


def test_weights_in_the_link_show_the_users_own_view_beside_the_order(app: AppTest) -> None:
    plain = rows_of(opened(app, w_size="5", w_severity="0"), PROBLEMS)
    ranks = [int(row[0]) for row in plain if row[0].isdigit()]
    assert ranks == sorted(ranks)
    own = rows_of(app, "มุมมองของท่าน")
    assert [int(row[0]) for row in own] == sorted(int(row[0]) for row in own)
    assert {row[2] for row in own} == {row[1] for row in plain}
    assert [row[1] for row in own] != [row[0] for row in plain]
    assert "ความรุนแรง 0 · ขนาด 5" in all_text(app).replace("\\", "")


def test_weights_of_nothing_fall_back_to_equal_ones(app: AppTest) -> None:
    opened(app, w_severity="0", w_size="0", w_trend="0", w_relative="0")
    assert any("น้ำหนักทุกส่วนเป็น 0" in warning.value for warning in app.warning)


def test_problems_are_named_as_problems_and_chance_is_said(app: AppTest) -> None:
    opened(app, area="83", year="2565", set="jpt-2560")
    problems = {each.problem_name for each in load_catalogue().get("jpt-2560").indicators}
    assert {row[1] for row in rows_of(app, PROBLEMS)} <= {text(each) for each in problems}
    assert "โดยบังเอิญได้ราว" in all_text(app)


def test_the_lens_of_a_target_group_is_in_the_link(app: AppTest) -> None:
    opened(app, group="elderly")
    assert "เฉพาะตัวชี้วัดของกลุ่มผู้สูงอายุ" in all_text(app)
    assert len(rows_of(app, PROBLEMS)) <= 5
    app.selectbox(key="choice_group").select("").run()
    assert "group" not in app.query_params
    assert "เฉพาะตัวชี้วัดของกลุ่ม" not in all_text(app)


@pytest.mark.parametrize("group", list(GROUPS))
@pytest.mark.parametrize("area", ["83", "830103"])
def test_every_target_group_goes_through_the_whole_sheet(app: AppTest, area: str, group: str) -> None:
    opened(app, area=area, year="2565", set="jpt-2560", group=group)
    assert f"เฉพาะตัวชี้วัดของกลุ่ม{GROUPS[group]}" in all_text(app)
    assert [each.value for each in app.subheader][1:] == list(SECTIONS)
    members = [each for each in load_catalogue().get("jpt-2560").indicators if group in each.groups]
    nothing = any("ไม่มีตัวชี้วัดใดที่มีผู้ไม่ผ่านเกณฑ์" in each.value for each in app.success)
    labels = set() if nothing else {row[1] for row in rows_of(app, PROBLEMS)}
    assert labels <= {text(each.problem_name) for each in members}
    sentences = next(each.value for each in app.markdown if each.value.startswith("- ") and "](#s-" in each.value)
    sentences = sentences.replace("\\", "")
    assert f"จาก {len(members)} ตัวชี้วัด" in sentences


def test_public_hides_small_counts(app: AppTest) -> None:
    opened(app, area="830103", year="2564")
    small = [row for row in rows_of(app, PROBLEMS) if row[3].isdigit() and 1 <= int(row[3]) <= 9]
    assert small
    app.toggle(key="public").set_value(True).run()
    assert not app.exception
    for row in rows_of(app, PROBLEMS):
        assert row[3] == "–" or int(row[3].replace(",", "")) >= 10


def test_no_level_of_villages_in_a_town_says_why(app: AppTest) -> None:
    opened(app, area="830151")
    assert "ชุมชนในเขตเทศบาลไม่มีระดับการพัฒนา" in all_text(app)


@pytest.mark.skipif(not can_make_pdf(), reason="pip install -r requirements-pdf.txt")
def test_a_tambon_offers_what_a_hall_needs_on_paper(app: AppTest) -> None:
    def labels() -> list[str]:
        return [each.proto.label for each in app.get("download_button") if "ชุดพิมพ์" in each.proto.label]

    opened(app, area="830304", year="2564")
    assert labels() == ["ชุดพิมพ์สำหรับเวที PDF (9 หมู่บ้าน พร้อมใบงาน)"]
    opened(app, area="83030404")
    assert labels() == []


def test_files_carry_weights_and_hide_small_counts(app: AppTest) -> None:
    from analysis.disclosure.outputs import for_internal_use  # noqa: PLC0415
    from app.answers import Choices, sheet_of  # noqa: PLC0415 - importing it at the top would cache another database
    from app.state import Selection, data_version  # noqa: PLC0415
    from pages.radar_analysis.files import WEIGHTS, bundle_of  # noqa: PLC0415
    from reports.tables import csv_bytes  # noqa: PLC0415
    from reports.workbook import workbook_bytes  # noqa: PLC0415

    opened(app)
    selection = Selection("830103", "jpt", "jpt-2560", 2564, data_version())
    weights = (("severity", 2.0), ("size", 1.0), ("trend", 1.0), ("relative", 1.0))
    public = bundle_of(sheet_of(selection, Choices(weights=weights, public=True)))
    full = bundle_of(sheet_of(selection, Choices(weights=weights)))
    said = "ความรุนแรง 2 · ขนาด 1 · แนวโน้ม 1 · เทียบพื้นที่ระดับเดียวกัน 1"
    assert set(public.sheets[0].table[WEIGHTS]) == {said}
    assert public.notes[0] == f"น้ำหนักของคะแนน: {said}"
    assert full.sheets[0].table["ไม่ผ่าน"].between(1, 9).any()
    for sheet in public.sheets:
        if "ไม่ผ่าน" in sheet.table:
            assert not sheet.table["ไม่ผ่าน"].between(1, 9).any(), sheet.name
    about = replace(_about(), notes=public.notes)
    book = pd.read_excel(
        io.BytesIO(workbook_bytes(for_internal_use(public.sheets), about)), sheet_name=None, engine="openpyxl"
    )
    assert {"ปัญหา", "ภาพรวม", "ข้อความสรุป", "การเปลี่ยนแปลง", "กลุ่มเป้าหมาย", "วิธีคำนวณ", "ที่มา"} <= set(book)
    assert book["ที่มา"].astype(str).apply(lambda column: column.str.contains(said, regex=False)).any(axis=None)
    lines = csv_bytes(for_internal_use(full.sheets[0].table), about).decode("utf-8-sig").splitlines()
    assert all(said in line for line in lines[1:])
    assert not any(re.match(r"\d+\.0,", line) for line in lines)  # ranks and counts are whole numbers
    dimensions = next(sheet for sheet in full.sheets if sheet.name == "รายด้าน")
    assert {"ช่วงต่ำ (%)", "ช่วงสูง (%)"} <= set(dimensions.table)
    assert dimensions.radar_columns == ("เป็นปัญหา (%)", "อ้างอิง (%)")


def _about():
    from datetime import UTC, datetime  # noqa: PLC0415

    from reports.about import About  # noqa: PLC0415

    return About("สรุป", "ตำบลเกาะแก้ว", 2564, "ไฟล์", datetime(2026, 1, 1, tzinfo=UTC), True)


def numbers_on(app: AppTest) -> set[str]:
    """Every number in a table or a large figure of the sheet, as it is printed there."""
    cells = [str(metric.value) for metric in app.metric]
    for element in app.markdown:
        rows = [line for line in str(element.value).splitlines() if line.startswith("|")]
        cells += [cell for row in rows[2:] for cell in row.replace("\\", "").strip("|").split("|")]
    plain = [cell.replace("\u2060", "").replace(",", "").strip() for cell in cells]
    whole = [part for cell in plain for part in re.split("[–/]", cell.removesuffix("%").strip())]
    return {part.removeprefix("+") for part in whole if re.fullmatch(r"[+-]?\d+(\.\d+)?", part)}


def numbers_in(answer: object) -> set[str]:
    """Every number of a JSON answer with no, one, two and three decimals."""
    if isinstance(answer, dict):
        return set().union(*(numbers_in(each) for each in answer.values()))
    if isinstance(answer, list):
        return set().union(*(numbers_in(each) for each in answer))
    if isinstance(answer, bool) or not isinstance(answer, int | float):
        return set()
    return {f"{answer:.{decimals}f}" for decimals in range(4)} | {str(answer)}


@pytest.mark.parametrize(
    ("area", "year", "link"),
    [
        ("83", "2565", {"reference": "peers"}),
        ("8301", "2565", {"group": "elderly", "w_size": "3"}),
        ("830103", "2564", {"reference": "country"}),
    ],
)
def test_the_command_line_has_every_number_of_the_page(
    app: AppTest, sample_database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], area: str, year: str,
    link: dict[str, str],
) -> None:  # fmt: skip
    path = tmp_path / "copy.duckdb"  # the dashboard holds the other one open
    shutil.copy(sample_database, path)
    shown = numbers_on(opened(app, area=area, year=year, set="jpt-2560", **link))
    assert len(shown) > 100
    given = ["--reference", link.get("reference", "parent"), "--set", "jpt-2560"]
    given += ["--group", link["group"]] if "group" in link else []
    given += ["--weights", f"size={link['w_size']}"] if "w_size" in link else []
    capsys.readouterr()
    assert main(["radar-analysis", "--json", "--database", str(path), "--area", area, "--year", year, *given]) == 0
    told = numbers_in(json.loads(capsys.readouterr().out))
    counted = {str(number) for number in range(-31, 32)}  # counts of rows: indicators by standing, without data
    assert shown - told <= counted


@pytest.mark.parametrize("name", ["ข้อมูล|ชื่อ", "[ลิงก์](http://x)", "**หนา** <b>"])
def test_text_from_data_stays_text(name: str) -> None:
    from pages.radar_analysis.sheet_tables import cell  # noqa: PLC0415

    written = cell("short_label", name)
    assert "|" not in written.replace("\\|", "")
    assert not re.search(r"(?<!\\)\]\(", written)
    assert "<b>" not in written
    assert unquote(written).count("**") == 0


def test_a_year_without_data_offers_the_years_the_area_has(app: AppTest) -> None:
    for name, value in {"area": "830151", "set": "nrd2c-2555", "year": "2564"}.items():
        app.query_params[name] = value
    switch_page(app, PAGE).run()
    assert not app.exception
    assert "ไม่มีข้อมูล" in all_text(app)
    assert "ภาพรวม" not in all_text(app)
    jump = next(each for each in app.button if str(each.key).startswith("jump-jpt-2560"))
    jump.click().run()
    assert not app.exception
    assert any("ภาพรวม" in each.value for each in app.subheader)


def test_the_year_before_is_held_against_interval_by_interval(app: AppTest) -> None:
    opened(app, area="830103", set="jpt-2560", year="2565", reference="previous")
    text = all_text(app)
    assert "โดยเทียบช่วงความไม่แน่นอนของสองปี" in text
    assert "ไม่มีตัวชี้วัดใดเปลี่ยนชัดเจน ทั้ง 30 ตัวชี้วัด" in text
    assert "เด่น 0 · ใกล้เคียง 30 · ด้อย 0 ตัวชี้วัด" in text.replace("\\", "")


def test_formulas_are_made_when_their_box_is_opened(app: AppTest) -> None:
    """Closed, the box sends nothing; open, every section with figures has its table, for screen and paper."""
    opened(app, area="830103")
    assert "ช่วงวิลสัน" not in all_text(app)
    app.session_state["formulas-box"] = True
    app.run()
    assert not app.exception
    tables = [element.value for element in app.markdown if "| สูตร |" in str(element.value)]
    assert len(tables) >= 5
    assert "ช่วงวิลสัน" in all_text(app)
    app.session_state["formulas-box"] = False
    app.run()
    assert "ช่วงวิลสัน" not in all_text(app)
