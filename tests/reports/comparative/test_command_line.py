"""`python -m reports comparative`: every format, with the numbers of `python -m analysis comparative`."""

import json
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from pptx import Presentation

from analysis.__main__ import main as analyse
from catalogue import load_catalogue
from reports.__main__ import main
from reports.about import SYNTHETIC
from reports.comparative import slides
from warehouse import open_warehouse, read_sets

MARK = "ใช้ภายในสำนักงาน"
ASKED = ["--area", "83", "--level", "tambon", "--year", "2565"]


@pytest.fixture(scope="module")
def database(copy_of_sample: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_of_sample(tmp_path_factory.mktemp("comparison") / "sample.duckdb")


def test_the_files_have_the_numbers_of_the_json(
    database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert analyse(["comparative", "--database", str(database), *ASKED, "--json"]) == 0
    areas = json.loads(capsys.readouterr().out)["areas"]
    common = ["--database", str(database), *ASKED, "--internal"]
    for form in ("pptx", "xlsx", "csv", "png"):
        assert main(["comparative", str(tmp_path / f"a.{form}"), "--format", form, *common]) == 0
    assert capsys.readouterr().out.splitlines() == [
        str(tmp_path / f"a_{MARK}.{form}") for form in ("pptx", "xlsx", "csv", "png")
    ]
    [chart] = [
        shape.chart
        for slide in Presentation(str(tmp_path / f"a_{MARK}.pptx")).slides
        for shape in slide.shapes
        if shape.has_chart and slide.shapes.title.text_frame.text.startswith(slides.FIRST)
    ]
    means = [each["mean_problem_pct"] for each in areas]
    assert list(chart.plots[0].series[0].values) == [round(each, 1) for each in means[: slides.MOST_BARS]]
    page = openpyxl.load_workbook(tmp_path / f"a_{MARK}.xlsx")["ลำดับ"]
    place = [cell.value for cell in page[3]].index("เฉลี่ยเป็นปัญหา (%)")
    assert [page.cell(row, place + 1).value for row in range(4, 4 + len(means))] == pytest.approx(means)
    table = pd.read_csv(tmp_path / f"a_{MARK}.csv", dtype={"รหัสพื้นที่": str})
    assert table["รหัสพื้นที่"].tolist() == [each["area_code"] for each in areas]
    assert table["เฉลี่ยเป็นปัญหา (%)"].tolist() == pytest.approx(means)
    assert set(table["ชนิดข้อมูล"]) == {SYNTHETIC}
    assert (tmp_path / f"a_{MARK}.png").read_bytes().startswith(b"\x89PNG")


def test_a_picture_is_of_the_view_that_is_named(database: Path, tmp_path: Path) -> None:
    common = ["--database", str(database), *ASKED, "--format", "png", "--internal"]
    found = set()
    for view in ("heat", "change", "spine"):
        more = ["--picture", view, "--against-year", "2564", "--one", "830303"]
        assert main(["comparative", str(tmp_path / f"{view}.png"), *common, *more]) == 0
        found.add((tmp_path / f"{view}_{MARK}.png").read_bytes())
    assert len(found) == 3


@pytest.mark.parametrize(
    ("asked", "head"),
    [
        (["--survey", "nrd2c", "--year", "2564"], "ดัชนีความรุนแรง (0–100)"),
        (["--survey", "nrd2c", "--year", "2564", "--measure", "level-1"], "เฉลี่ยเป็นปัญหา (%)"),
        (["--survey", "other"], "เฉลี่ยเป็นปัญหา (%)"),
        (["--survey", "other", "--measure", "{set}-02"], "ค่า จำนวนร้านค้าในชุมชน (แห่ง)"),
    ],
)
def test_other_kinds_of_data_are_written_in_their_own_unit(
    asked: list[str], head: str, database: Path, tmp_path: Path
) -> None:
    warehouse = open_warehouse(database)
    [own] = [each.id for each in load_catalogue(read_sets(warehouse)).sets if each.survey == "other"]
    warehouse.close()
    asked = [each.replace("{set}", own) for each in asked]
    common = ["--database", str(database), "--area", "83", "--level", "tambon", *asked, "--internal"]
    for form, more in (("pptx", []), ("xlsx", []), ("png", []), ("png", ["--picture", "map"])):
        assert main(["comparative", str(tmp_path / f"a.{form}"), "--format", form, *common, *more]) == 0
    page = openpyxl.load_workbook(tmp_path / f"a_{MARK}.xlsx")["ลำดับ"]
    assert any(head in str(cell.value) for cell in page[3])
    titles = [each.shapes.title.text_frame.text for each in Presentation(str(tmp_path / f"a_{MARK}.pptx")).slides]
    assert not any(slides.CHECK in each or slides.SPINE_TABLE in each for each in titles)  # they need counts of people


@pytest.mark.parametrize(
    ("more", "word"),
    [
        (["--measure", "d99"], "ไม่มีสิ่งที่จะเทียบรหัส"),
        (["--one", "840101"], "ไม่มีพื้นที่รหัส 840101"),
        (["--against-year", "2560"], "ปี 2560"),
        (["--group", "ไม่มี"], "ไม่มี"),
    ],
)
def test_what_cannot_be_written_is_refused(
    more: list[str], word: str, database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = [str(tmp_path / "a.xlsx"), "--database", str(database), *ASKED, "--format", "xlsx", "--internal"]
    assert main(["comparative", *out, *more]) == 1
    assert word in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
