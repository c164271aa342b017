"""`python -m reports plan`: every format of a stored plan, public through the gate unless for the office."""

import io
import re
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import docx
import openpyxl
import pytest
from pptx import Presentation

from analysis.disclosure.outputs import INTERNAL_MARK
from analysis.logic_model.plan import Cause, FollowUp, Plan, content_of
from analysis.logic_model.plan_store import load_plan, store_plan
from reports.__main__ import FORMATS, main
from reports.one_page import can_make_pdf
from tests.reports.logic_model.making import PLAN
from tests.reports.test_one_page import pdf_words
from warehouse import open_warehouse
from warehouse.plans import PlanItem, create_plan, save_plan

YEAR = 2564
NAMED = {"form-p01": "ยังไม่ผูกกับยุทธศาสตร์", "template": "project.name"}
"""Format → what it names of the plan, where that is not the name of its first project."""


@pytest.fixture(scope="module")
def database(copy_of_sample: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample with two plans of one tambon: the second has a problem whose figures are small."""
    path = copy_of_sample(tmp_path_factory.mktemp("plans") / "plans.duckdb")
    warehouse = open_warehouse(path)
    area, small, failed, assessed = small_figure(path, warehouse)
    first = replace(PLAN, area_code=area, title="แผนแรก")
    stored(warehouse, first)
    finished = FollowUp(id="follow_up-2", project_id="project-1", period="2570-Q2", is_finished=True)
    problem = replace(
        PLAN.parts[0], indicator_code=small, failed=failed, assessed=assessed, baseline_pct=100 * failed / assessed,
        to_reach=failed, unit="ครัวเรือน", text=f"พบ {failed:.0f} ครัวเรือน",
    )  # fmt: skip
    stored(warehouse, replace(first, title="แผนที่สอง", parts=(problem, *PLAN.parts[1:], finished)))
    warehouse.close()
    return path


def small_figure(path: Path, warehouse: object) -> tuple[str, str, float, float]:
    """(tambon, indicator, failed, assessed) of a count of 1–9 in the sample."""
    rows = warehouse.query(
        "SELECT area_code, indicator_code, failed, assessed FROM area_figures WHERE set_id = 'jpt-2560' "
        "AND year_be = 2564 AND level = 'tambon' AND failed BETWEEN 3 AND 9 ORDER BY area_code, indicator_code LIMIT 1"
    )
    row = rows.iloc[0]
    return str(row["area_code"]), str(row["indicator_code"]), float(row["failed"]), float(row["assessed"])


def stored(warehouse: object, plan: Plan) -> int:
    plan_id = create_plan(warehouse, plan.area_code, plan.set_id, plan.year_be, plan.fiscal_year_be, plan.title)
    items = [PlanItem(each.id, each.kind, content_of(each)) for each in plan.parts]
    return save_plan(warehouse, plan_id, 0, items), plan_id


@pytest.fixture(scope="module")
def area(database: Path) -> str:
    warehouse = open_warehouse(database)
    code = small_figure(database, warehouse)[0]
    warehouse.close()
    return code


def words_of(content: bytes) -> str:
    """Every text of an office file, charts and embedded workbooks too."""
    found = []
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        for name in parts.namelist():
            if name.endswith(".xlsx"):
                found.append(words_of(parts.read(name)))
            elif name.endswith((".xml", ".rels")):
                found.append(re.sub(r"<[^>]+>", "\n", parts.read(name).decode()))
    return "\n".join(found)


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_is_written_for_others_and_for_the_office(
    form: str, database: Path, area: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "แผน.bin"
    common = ["plan", str(out), "--database", str(database), "--area", area, "--format", form]
    named = out if form == "template" else tmp_path / "แผน_ใช้ภายในสำนักงาน.bin"
    assert main([*common, "--internal"]) == 0
    office = words_of(named.read_bytes())
    assert "ใช้ภายในสำนักงาน" in office
    assert "ข้อมูลสังเคราะห์" in office
    assert capsys.readouterr().out.splitlines() == [str(named)]
    assert NAMED.get(form, "ออมวันละบาท") in office
    if form == "template":
        return
    assert main(common) == 0
    public = words_of(out.read_bytes()).replace("อยู่ในไฟล์ที่ใช้ภายในสำนักงาน", "")
    assert "ใช้ภายในสำนักงาน" not in public
    assert "ข้อมูลสังเคราะห์" in public
    if form != "form-change":  # no change is told of a part with a hidden figure
        assert NAMED.get(form, "ออมวันละบาท") in public


def test_a_public_file_tells_no_small_count(database: Path, area: str, tmp_path: Path) -> None:
    warehouse = open_warehouse(database)
    _, _, failed, assessed = small_figure(database, warehouse)
    warehouse.close()
    told = [f"{failed:.0f} / {assessed:,.0f}", f"พบ {failed:.0f} ครัวเรือน"]
    texts = {}
    for form, ending in (("docx", ""), ("docx", "_ใช้ภายในสำนักงาน")):
        out = tmp_path / "a.docx"
        assert (
            main(
                [
                    "plan",
                    str(out),
                    "--database",
                    str(database),
                    "--area",
                    area,
                    "--format",
                    form,
                    *(["--internal"] if ending else []),
                ]
            )
            == 0
        )
        document = docx.Document(io.BytesIO((tmp_path / f"a{ending}.docx").read_bytes()))
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        texts[ending] = "\n".join([*(each.text for each in document.paragraphs), *cells])
    assert all(each in texts["_ใช้ภายในสำนักงาน"] for each in told)
    assert not any(each in texts[""] for each in told)
    assert "พบ (ไม่แสดง) ครัวเรือน" in texts[""]


def test_the_newest_plan_is_written_or_the_one_named(database: Path, area: str, tmp_path: Path) -> None:
    out = tmp_path / "a.pptx"
    common = ["plan", str(out), "--database", str(database), "--area", area, "--format", "pptx", "--year", str(YEAR)]
    titles = []
    for more in ([], ["--plan", "1"]):
        assert main([*common, *more]) == 0
        titles.append(Presentation(str(out)).slides[0].shapes.title.text_frame.text)
    assert titles == ["แผนที่สอง", "แผนแรก"]


def test_the_change_form_starts_from_the_version_before_or_the_one_named(
    database: Path, area: str, tmp_path: Path
) -> None:
    own = Path(shutil.copyfile(database, tmp_path / "own.duckdb"))
    warehouse = open_warehouse(own)
    for version, words in enumerate(("รุ่นสอง", "รุ่นสาม"), 1):
        plan = load_plan(warehouse, 2, 1)[1]
        store_plan(warehouse, 2, version, replace(plan, parts=(*plan.parts, Cause(id="cause-99", text=words))))
    warehouse.close()
    out = tmp_path / "a.xlsx"
    common = ["plan", str(out), "--database", str(own), "--area", area, "--format", "form-change", "--internal"]
    found = []
    for more in ([], ["--since", "1"]):
        assert main([*common, *more]) == 0
        page = openpyxl.load_workbook(next(tmp_path.glob("*.xlsx"))).worksheets[0]
        found += [row[2:4] for row in page.iter_rows(values_only=True) if row[0] == 1]
    assert found == [("รุ่นสอง", "รุ่นสาม"), (None, "รุ่นสาม")]
    assert main([*common, "--since", "9"]) == 1


def test_the_workbook_names_plan_and_version(database: Path, area: str, tmp_path: Path) -> None:
    out = tmp_path / "a.xlsx"
    assert main(["plan", str(out), "--database", str(database), "--area", area, "--format", "xlsx"]) == 0
    page = openpyxl.load_workbook(out)["ที่มา"]
    assert [page["B3"].value, page["B4"].value] == ["2", "1"]


def test_an_offices_own_form_is_used(database: Path, area: str, tmp_path: Path) -> None:
    (tmp_path / "ours.toml").write_text(
        'id = "ours"\ntitle = "ของเรา"\nconfidence = "U"\nsource = "สำนักงาน"\nwritten_as = "xlsx"\nrows = "project"\n'
        'column = [{ heading = "งานของเรา", value = "name" }]\n',
        encoding="utf-8",
    )
    out = tmp_path / "a.xlsx"
    common = ["plan", str(out), "--database", str(database), "--area", area, "--format", "form-ours"]
    with pytest.raises(SystemExit) as stopped:
        main(common)
    assert stopped.value.code == 2
    assert main([*common, "--forms", str(tmp_path)]) == 0
    assert "งานของเรา" in words_of(out.read_bytes())


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"--area": "830199"}, "ไม่พบแผนของพื้นที่ 830199"),
        ({"--year": "2560"}, "แผนที่มีของพื้นที่นี้: แผนหมายเลข 1 ปี 2564, แผนหมายเลข 2 ปี 2564"),
        ({"--database": "no.duckdb"}, "ไม่พบฐานข้อมูล"),
        ({"--forms": "no-folder", "--format": "form-p01"}, "ไม่พบโฟลเดอร์แบบฟอร์ม"),
        ({"out": "no/folder/a.docx"}, "เขียนไฟล์"),
    ],
)
def test_what_cannot_be_written_is_refused_with_what_to_do(
    change: dict[str, str], word: str, database: Path, area: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = {"--database": str(database), "--area": area, "--format": "docx"} | change
    out = str(tmp_path / given.pop("out", "a.docx"))
    assert main(["plan", out, *(each for pair in given.items() for each in pair)]) == 1
    assert word in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_without_a_finished_project_there_is_no_write_up(
    database: Path, area: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    common = ["plan", str(tmp_path / "a.docx"), "--database", str(database), "--area", area, "--plan", "1"]
    assert main([*common, "--format", "best-practice"]) == 1
    assert "ยังไม่มีโครงการที่เสร็จแล้ว" in capsys.readouterr().err


needs_typst = pytest.mark.skipif(not can_make_pdf(), reason="pip install -r requirements-pdf.txt")


@needs_typst
def test_a_print_pack_has_a_page_and_a_blank_sheet_for_each_village(database: Path, tmp_path: Path) -> None:
    """ป่าคลอก has nine villages, the fifth of 4 households: counts of 1–9 stand on no public page."""
    out = tmp_path / "ชุดพิมพ์.pdf"
    asked = ["print-pack", str(out), "--database", str(database), "--area", "830304", "--year", "2564"]
    assert main(asked) == 0
    sheets = pdf_words(out.read_bytes(), tmp_path)
    assert len(sheets) == 18
    assert [sheet.startswith("ใบงานตัวแบบเชิงตรรกะ") for sheet in sheets] == [False, True] * 9
    assert "บ้านเกาะแสมนอก · ปี 2564" in sheets[8] and "บ้านเกาะแสมนอก · ปี 2564" in sheets[9]
    few = re.compile(r"(?<![\d.,])[1-9] จาก [\d,]+ (คน|ครัวเรือน)")
    assert not any(few.search(sheet) for sheet in sheets)
    assert not any(INTERNAL_MARK in sheet for sheet in sheets)
    assert main([*asked, "--internal"]) == 0
    inside = pdf_words((tmp_path / "ชุดพิมพ์_ใช้ภายในสำนักงาน.pdf").read_bytes(), tmp_path)
    assert any(few.search(sheet) for sheet in inside)
    assert [INTERNAL_MARK in sheet for sheet in inside] == [True, False] * 9


@needs_typst
def test_a_print_pack_of_no_tambon_says_what_to_ask_for(
    database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "ชุดพิมพ์.pdf"
    assert main(["print-pack", str(out), "--database", str(database), "--area", "8303"]) == 1
    assert "ใส่รหัสตำบล 6 หลัก" in capsys.readouterr().err
    assert not out.exists()
