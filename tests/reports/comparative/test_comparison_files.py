"""The files of stage 4, opened again: headings, marks, native charts, and the numbers of `python -m analysis`."""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

import openpyxl
import pytest
from PIL import Image
from pptx import Presentation
from pptx.enum.chart import XL_CHART_TYPE
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck

from analysis.comparative.answers import comparative_json
from analysis.comparative.area_changes import same_set
from analysis.comparative.data import comparative_data
from analysis.comparative.findings import findings_data
from analysis.comparative.paper import MAP, RANKING, VIEWS, ComparisonPaper
from analysis.disclosure.outputs import INTERNAL_MARK, Released
from charts import theme
from reports.about import SYNTHETIC
from reports.comparative import slides
from reports.comparative.pictures import NAMES, picture_of, view_png
from reports.comparative.sheets import goal_rows, sheets_of
from reports.comparative.slides import comparison_slides_bytes
from reports.png_drawings import MapDrawing
from reports.slide_parts import THAI_FONT
from reports.workbook import workbook_bytes
from tests.reports.comparative.making import BEFORE, CATALOGUE, LEVEL, QUESTION, SET, YEAR, about_of, filled, paper_of
from warehouse import Warehouse, open_warehouse
from words.numbers import fixed_pct


@pytest.fixture(scope="module")
def held() -> Iterator[Warehouse]:
    opened = filled(open_warehouse(":memory:"))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def internal(held: Warehouse) -> Released[ComparisonPaper]:
    return paper_of(held, public=False)


@pytest.fixture(scope="module")
def answer(held: Warehouse) -> dict[str, Any]:
    """What `python -m analysis comparative --json --against-year` prints."""
    compared = comparative_data(held, CATALOGUE, QUESTION, level=LEVEL)
    return comparative_json(compared, findings_data(held, compared.asked, same_set(compared.asked.scope, BEFORE)))


@pytest.fixture(scope="module")
def deck(internal: Released[ComparisonPaper]) -> Deck:
    return Presentation(io.BytesIO(comparison_slides_bytes(internal, about_of(internal.content))))


def shapes(deck: Deck, title: str) -> list[Any]:
    """The shapes of the one slide whose title begins so."""
    [slide] = [each for each in deck.slides if each.shapes.title.text_frame.text.startswith(title)]
    return list(slide.shapes)


def grid(deck: Deck, title: str) -> list[list[str]]:
    [table] = [shape.table for shape in shapes(deck, title) if shape.has_table]
    return [[cell.text_frame.text.replace("\n", "") for cell in row.cells] for row in table.rows]


def chart(deck: Deck, title: str) -> Any:
    [found] = [shape.chart for shape in shapes(deck, title) if shape.has_chart]
    return found


def test_the_slides_have_one_idea_each_in_order(deck: Deck) -> None:
    titles = [each.shapes.title.text_frame.text for each in deck.slides]
    assert [title.split(" · ")[0] for title in titles] == [
        "เปรียบเทียบตำบลในจังหวัดภูเก็ต", slides.FIRST, slides.RANKS,
        "แผนที่ตำบลในจังหวัดภูเก็ต ตามค่าเฉลี่ยร้อยละที่เป็นปัญหา", slides.HEAT, f"ตำบลเกาะแก้ว{slides.SPINE}",
        slides.SPINE_TABLE, slides.CHECK, slides.SOURCES,
    ]  # fmt: skip
    assert (deck.slide_width / deck.slide_height) == pytest.approx(16 / 9, abs=0.001)
    for each in deck.slides:
        words = "\n".join(shape.text_frame.text for shape in each.shapes if shape.has_text_frame)
        assert INTERNAL_MARK in words
        assert SYNTHETIC in words
        for shape in each.shapes:
            assert shape.left >= 0
            assert shape.left + shape.width <= deck.slide_width
            assert shape.top + shape.height <= deck.slide_height


def test_the_first_areas_are_bars_to_edit_with_the_numbers_of_the_answer(deck: Deck, answer: dict[str, Any]) -> None:
    bars = chart(deck, slides.FIRST)
    assert bars.chart_type == XL_CHART_TYPE.BAR_CLUSTERED
    assert bars.part.chart_workbook.xlsx_part is not None
    areas = answer["areas"]
    assert list(bars.plots[0].series[0].values) == [round(each["mean_problem_pct"], 1) for each in areas]
    first = areas[0]
    assert str(next(iter(bars.plots[0].categories))).startswith(first["area_name"])
    assert [each.get("typeface") for each in bars._chartSpace.iter(qn("a:cs"))] == [THAI_FONT]
    ranks = grid(deck, slides.RANKS)
    assert [row[1].split(" (")[0] for row in ranks[1:]] == [each["area_name"] for each in areas]
    assert {row[1].split(" (")[1] for row in ranks[1:]} == {"เมืองภูเก็ต)", "กะทู้)"}
    assert [row[2] for row in ranks[1:]] == [fixed_pct(each["mean_problem_pct"]) for each in areas]
    span = "–".join(dict.fromkeys(str(first[end]) for end in ("rank_first", "rank_last")))
    assert ranks[1][0] in {span, "ไม่จัดอันดับ"}


def test_the_heat_table_has_the_axes_of_the_answer_in_their_shades(deck: Deck, answer: dict[str, Any]) -> None:
    cells = grid(deck, slides.HEAT)
    assert cells[0] == ["พื้นที่", "ด้าน 1", "ด้าน 2", "ด้าน 3"]
    assert [row[1:] for row in cells[1:]] == [
        [fixed_pct(each["axes"][axis]) for axis in ("d1", "d2", "d3")] for each in answer["areas"]
    ]
    [table] = [shape.table for shape in shapes(deck, slides.HEAT) if shape.has_table]
    shown = {str(table.cell(row, 1).fill.fore_color.rgb) for row in range(1, 7)}
    assert len(shown) > 1
    assert shown <= {theme.blend(theme.WARM_SCALE, share / 1000).removeprefix("#") for share in range(1001)}


def test_one_area_and_what_to_check(deck: Deck, internal: Released[ComparisonPaper], answer: dict[str, Any]) -> None:
    spine = internal.content.spine
    assert spine is not None
    rows = {str(row["problem_name"]): row for row in spine.rows.to_dict("records")}
    listed = grid(deck, slides.SPINE_TABLE)[1:]
    assert len(listed) == 6
    assert {row[0]: row[1] for row in listed} == {name: fixed_pct(row["problem_pct"]) for name, row in rows.items()}
    checks = grid(deck, slides.CHECK)[1:]
    assert [row[3] for row in checks] == [fixed_pct(each["problem_pct"]) for each in answer["outliers"]][: len(checks)]
    assert any(each["area_code"] == "830103" for each in answer["outliers"])
    assert len([shape for each in deck.slides for shape in each.shapes if shape.shape_type == 13]) == 1  # the map


def test_what_does_not_fit_a_slide_is_counted_on_it(held: Warehouse) -> None:
    paper = paper_of(held, public=False, level="village")
    deck = Presentation(io.BytesIO(comparison_slides_bytes(paper, about_of(paper.content))))
    shown = len(grid(deck, slides.RANKS)) - 1
    words = "\n".join(shape.text_frame.text for shape in shapes(deck, slides.RANKS) if shape.has_text_frame)
    assert 5 < shown < 24
    assert f"และอีก {24 - shown} จาก 24 แถว" in words


def test_the_workbook_has_every_view_with_native_charts_colours_filters_and_frozen_heads(
    internal: Released[ComparisonPaper], answer: dict[str, Any]
) -> None:
    content = workbook_bytes(internal.drawn(sheets_of), about_of(internal.content))
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book.sheetnames[:4] == ["ลำดับ", "รายด้าน", "รายตัวชี้วัด", "เรดาร์"]
    assert {"เปลี่ยนแปลง", "ควรตรวจสอบ", "กระจุกหรือกระจาย", "ต่างกันระหว่างระดับ", "คัดเลือก", "ที่มา"} <= set(book.sheetnames)
    for sheet in book.worksheets[:-1]:
        assert sheet.freeze_panes == "B4", sheet.title
        assert sheet.auto_filter.ref, sheet.title
        assert INTERNAL_MARK in str(sheet["A1"].value)
        assert sheet["A2"].value == SYNTHETIC
    for name in ("ลำดับ", "รายด้าน", "รายตัวชี้วัด"):
        assert len(list(book[name].conditional_formatting)) == 1, name
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        charts = [parts.read(name).decode() for name in parts.namelist() if name.startswith("xl/charts/chart")]
    assert sum("<c:radarChart>" in each for each in charts) == 1
    assert sum('<c:barDir val="bar"/>' in each for each in charts) == 2  # of the ranking, of one area
    heads = [cell.value for cell in book["ลำดับ"][3]]
    rows = [dict(zip(heads, (cell.value for cell in row), strict=True)) for row in book["ลำดับ"]["4:9"]]
    assert [row["รหัสพื้นที่"] for row in rows] == [each["area_code"] for each in answer["areas"]]
    means = [row["เฉลี่ยเป็นปัญหา (%)"] for row in rows]
    assert means == pytest.approx([each["mean_problem_pct"] for each in answer["areas"]])
    changed = [row for row in book["เปลี่ยนแปลง"].iter_rows(min_row=4, values_only=True) if row[1] in {"830101"}]
    own = [each for each in answer["changes"] if each["area_code"] == "830101"]
    assert [row[4] for row in changed] == pytest.approx([each["problem_pct"] for each in own])


def test_goals_are_a_sheet_and_a_picture_the_fewest_reached_first(held: Warehouse, drawn: list[str]) -> None:
    """Of the sixth indicator 24 in 100 fail and of the first 4 (in 830103 all): none of the six tambon passes the one
    by 80 %, five the other by 90; 11 of Phuket's 17 tambon have no data."""
    first, last = SET.indicators[0], SET.indicators[-1]
    goals = {each.code: 80.0 for each in SET.indicators} | {first.code: 90.0}
    paper = paper_of(held, public=False, goals=goals)
    rows = goal_rows(paper.content)
    said = rows.set_index("indicator_code")["words"]
    assert (said[last.code], said[first.code]) == ("ครบ 0/17 ตำบล", "ครบ 5/17 ตำบล")
    assert rows["reached"].is_monotonic_increasing
    [sheet] = [each for each in sheets_of(paper.content) if each.name == "เป้าหมาย"]
    assert sheet.table["ถึงเป้าแล้ว"].tolist() == rows["words"].tolist()
    view_png(paper, about_of(paper.content), "goals")
    assert set(rows["missing"]) == {11}
    assert drawn.index("ครบ 0/17 ตำบล") < drawn.index("ครบ 5/17 ตำบล")


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_is_a_picture_for_a_slide(view: str, internal: Released[ComparisonPaper], drawn: list[str]) -> None:
    made = picture_of(internal.content, view)
    assert made is not None
    picture = Image.open(io.BytesIO(view_png(internal, about_of(internal.content), view))).convert("L")
    assert picture.width == 2560
    assert picture.height / picture.width < 0.75
    words = "\n".join(drawn)
    for said in (INTERNAL_MARK, SYNTHETIC, "ที่มา: ", str(YEAR), "จังหวัดภูเก็ต"):
        assert said in words.replace("\u00a0", " ")
    dark = sum(picture.histogram()[:200]) / (picture.width * picture.height)
    assert 0.005 < dark < 0.6


def test_the_map_has_the_values_of_the_answer_in_the_colours_of_their_classes(
    internal: Released[ComparisonPaper], answer: dict[str, Any]
) -> None:
    made = picture_of(internal.content, MAP)
    assert made is not None
    assert isinstance(made.drawn, MapDrawing)
    for area in answer["areas"]:
        assert f"{fixed_pct(area['mean_problem_pct'])} %" in made.drawn.labels[area["area_code"]]
    first, last = answer["areas"][0]["area_code"], answer["areas"][-1]["area_code"]
    assert made.drawn.fills[first] == theme.CLASS_COLOURS[-1]
    assert made.drawn.fills[last] == theme.CLASS_COLOURS[0]
    content = view_png(internal, about_of(internal.content), MAP)
    colours = {colour for _, colour in Image.open(io.BytesIO(content)).convert("RGB").getcolors(10**6)}
    assert {theme.rgb(made.drawn.fills[first]), theme.rgb(made.drawn.fills[last])} <= colours


def test_a_view_of_nothing_says_so(held: Warehouse, drawn: list[str]) -> None:
    paper = paper_of(held, public=False)
    without = paper.drawn(lambda content: ComparisonPaper(**{**vars(content), "points": None}))
    assert view_png(without, about_of(paper.content), "scatter").startswith(b"\x89PNG")
    assert any("ไม่มีข้อมูลให้วาด" in words for words in drawn)


def test_public_files_say_what_is_hidden_and_have_no_mark(held: Warehouse) -> None:
    paper = paper_of(held, public=True, level="village")
    deck = Presentation(io.BytesIO(comparison_slides_bytes(paper, about_of(paper.content))))
    words = "\n".join(shape.text_frame.text for each in deck.slides for shape in each.shapes if shape.has_text_frame)
    assert INTERNAL_MARK not in words
    assert "ซ่อน" in words
    assert SYNTHETIC in words


def test_every_view_has_a_name_for_its_file() -> None:
    assert set(NAMES) == set(VIEWS)
    assert NAMES[RANKING]
