"""The files themselves: what they say of themselves, safe cells, a native radar, and Thai in the picture."""

import csv
import io
import zipfile
from datetime import datetime

import matplotlib as mpl
import numpy as np
import openpyxl
import pandas as pd
import plotly.graph_objects as go
import pytest
from PIL import Image

from analysis.disclosure.outputs import for_internal_use
from charts import theme
from charts.comparative import heat_table_figure
from charts.radar_analysis import ranked_dot_figure
from charts.radar_diagram import radar_figure
from charts.small_multiples import small_multiples_figure
from charts.village_scores import level_bars_figure, problem_share_figure, score_bars_figure
from charts.years import years_figure
from reports.about import SYNTHETIC, About
from reports.figure_png import figure_png
from reports.png_canvas import Canvas, font_of, text_lines
from reports.png_plots import ticks
from reports.tables import csv_bytes
from reports.workbook import FONT, Sheet, number_format, workbook_bytes

NAN = float("nan")
MADE_AT = datetime(2026, 11, 21)
ABOUT = About("เรดาร์", "ตำบลกะทู้", 2561, "จปฐ. · ไฟล์ ก.xlsx", MADE_AT, True, ("อ่านทีละแกน",))
TABLE = pd.DataFrame(
    {
        "ด้าน": ["สุขภาพ", "=HYPERLINK(1)", "การศึกษา", "รายได้"],
        "เป็นปัญหา (%)": [1.25, 4.0, NAN, 3.5],
        "อำเภอ (%)": [2.0, 2.5, 1.0, 0.5],
    }
)
AXES = pd.DataFrame(
    {
        "axis_code": ["d1", "d2", "d3", "d4"],
        "axis_name": ["สุขภาพ", "สภาพแวดล้อม", "การศึกษา", "งานและรายได้"],
        "problem_pct": [1.2, 4.0, NAN, 3.5],
        "pass_pct": [98.8, 96.0, NAN, 96.5],
        "indicators": 3,
        "indicators_with_data": 3,
    }
)


def figures() -> dict[str, go.Figure]:
    ranked = pd.DataFrame(
        {"indicator_code": ["a-1", "a-2"], "short_label": ["กินน้ำสะอาด", "ออมเงิน"], "problem_pct": [3.0, NAN]}
    )
    ranked = ranked.assign(low_pct=[1.0, NAN], high_pct=[6.0, NAN], reference_pct=[5.0, 2.0], status=["เด่น", None])
    grades = pd.DataFrame({"indicator_code": ["a-1", "a-2"], "short_label": ["ถนน", "น้ำ"], "score_1": [3, NAN]})
    grades = grades.assign(
        score_2=[2, NAN], score_3=[5, NAN], villages=[10, 0], with_problem=[3, NAN], with_problem_pct=[30, NAN]
    )
    levels = pd.DataFrame(
        {"level_number": [1, 2], "level_name": ["เร่งรัด", "ก้าวหน้า"], "villages": [4, 6], "village_pct": [40.0, 60.0]}
    )
    years = pd.DataFrame({"year_be": [2560, 2561, 2566], "problem_pct": [5.0, 4.0, NAN], "low_pct": [4.0, 3.0, NAN]})
    years = years.assign(high_pct=[6.0, 5.0, NAN], set_id=["a", "a", "b"])
    areas = pd.concat([AXES.assign(area_code=code, area_name=f"ตำบลชื่อยาวมาก {code}") for code in ("ก", "ข")])
    return {
        "heat": heat_table_figure(areas),
        "radar": radar_figure(AXES, [("อำเภอ", AXES.assign(problem_pct=2.0))]),
        "list": ranked_dot_figure(ranked, "อำเภอ"),
        "scores": score_bars_figure(grades),
        "shares": problem_share_figure(grades, "ร้อยละของหมู่บ้าน"),
        "levels": level_bars_figure(levels),
        "years": years_figure(years),
        "wall": small_multiples_figure(areas),
    }


def test_a_file_says_where_its_figures_come_from_when_and_that_they_are_made_up() -> None:
    lines = ABOUT.lines()
    assert lines[0] == SYNTHETIC
    assert "ที่มา: จปฐ. · ไฟล์ ก.xlsx" in lines
    assert "21 พฤศจิกายน 2569" in lines[2]
    assert lines[-1] == "อ่านทีละแกน"
    assert SYNTHETIC not in About("ก", "ข", 2561, "", MADE_AT, False).lines()


def test_file_names_are_thai_and_safe() -> None:
    name = About("เรดาร์/ทุก:ตัว", "ตำบล <กะทู้>", 2561, "", MADE_AT, False).file_name("png", "ลำดับ")
    assert name == "เรดาร์-ทุก-ตัว_ลำดับ_ตำบล-กะทู้-_2561.png"
    assert "ข้อมูลสังเคราะห์" in ABOUT.file_name("xlsx")


def test_csv_is_rectangular_and_carries_its_source_in_every_row() -> None:
    text = csv_bytes(for_internal_use(TABLE), ABOUT).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert {len(row) for row in rows} == {8}
    assert {row["การใช้"] for row in rows} == {"ใช้ภายในสำนักงาน"}
    assert {row["ที่มา"] for row in rows} == {ABOUT.source}
    assert {row["ชนิดข้อมูล"] for row in rows} == {SYNTHETIC}
    assert rows[1]["ด้าน"] == "'=HYPERLINK(1)"
    assert rows[2]["เป็นปัญหา (%)"] == ""
    assert rows[0]["จัดทำเมื่อ"] == "21 พฤศจิกายน 2569"


@pytest.fixture(scope="module")
def book() -> bytes:
    sheets = [Sheet("เรดาร์", TABLE, "ด้าน", ("เป็นปัญหา (%)", "อำเภอ (%)")), Sheet("อื่น/ๆ", TABLE)]
    return workbook_bytes(for_internal_use(sheets), ABOUT)


def test_a_workbook_has_numbers_gaps_and_no_formula(book: bytes) -> None:
    read = openpyxl.load_workbook(io.BytesIO(book))
    assert read.sheetnames == ["เรดาร์", "อื่น ๆ", "ที่มา"]
    page = read["เรดาร์"]
    assert page["A1"].value == f"ใช้ภายในสำนักงาน · {ABOUT.heading}"
    assert page["A2"].value == SYNTHETIC
    assert [cell.value for cell in page["B"][3:7]] == [1.25, 4, None, 3.5]
    assert page["B4"].number_format == "0.0"
    cells = [cell for sheet in read for row in sheet.iter_rows() for cell in row]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f" or cell.hyperlink]
    assert page["A5"].value == "=HYPERLINK(1)"
    assert {cell.font.name for cell in cells if cell.value is not None} == {FONT}
    assert ABOUT.lines()[1] in [cell.value for cell in page["A"]]


def test_long_headings_are_whole_and_wide_tables_lie_across() -> None:
    head = "การมีงานทำและรายได้ของคนในพื้นที่ (%)"  # 30 letters that take a place, in a column of 16
    narrow, wide = pd.DataFrame({"ด้าน": ["ก"], head: [1.0]}), pd.DataFrame({f"ช่อง {each}": [1.0] for each in range(8)})
    sheets = [Sheet("แคบ", narrow), Sheet("กว้าง", wide)]
    read = openpyxl.load_workbook(io.BytesIO(workbook_bytes(for_internal_use(sheets), ABOUT)))
    assert read["แคบ"].column_dimensions["B"].width == pytest.approx(16, abs=1)
    assert [read[name].row_dimensions[3].height for name in ("แคบ", "กว้าง")] == [3 * 21, 21]
    assert [read[name].page_setup.orientation for name in ("แคบ", "กว้าง")] == ["portrait", "landscape"]


def test_the_radar_is_native_linked_to_the_table_and_thai(book: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(book)) as parts:
        charts = [name for name in parts.namelist() if name.startswith("xl/charts/chart")]
        xml = parts.read(charts[0]).decode()
    assert len(charts) == 1
    assert "<c:radarChart>" in xml
    assert xml.count("<c:ser>") == 2
    assert "$B$4:$B$7" in xml
    assert '<c:dispBlanksAs val="gap"/>' in xml
    assert xml.count(f'<a:cs typeface="{FONT}"/>') == xml.count("<a:latin") > 0


@pytest.mark.parametrize(
    ("heading", "expected"), [("เป็นปัญหา (%)", "0.0"), ("ปี พ.ศ.", "0"), ("สำรวจ", "#,##0"), ("ค่า", "#,##0.##")]
)
def test_number_formats(heading: str, expected: str) -> None:
    assert number_format(heading) == expected


@pytest.mark.parametrize("name", list(figures()))
def test_every_figure_becomes_a_picture_with_ink(name: str) -> None:
    figure = figures()[name]
    picture = Image.open(io.BytesIO(figure_png(for_internal_use(figure), ABOUT))).convert("L")
    assert picture.width == 1800
    assert picture.height > 2 * figure.layout.height
    ink = np.asarray(picture) < 200
    assert 0.002 < ink.mean() < 0.5
    assert not ink[:, :20].any()
    assert not ink[:, -20:].any()


def test_a_part_we_cannot_draw_is_refused() -> None:
    pie = go.Figure(go.Pie(values=[1]), {"height": 100})
    with pytest.raises(ValueError, match="pie"):
        figure_png(for_internal_use(pie), ABOUT)


def test_a_grid_is_drawn_in_the_shades_of_the_screen() -> None:
    """Nothing that is only there to be clicked covers a cell, and a cell without data is not shaded as one with 0."""
    cells = pd.DataFrame({"area_code": ["ก", "ข"], "area_name": ["ก", "ข"], "axis_code": "d1", "axis_name": "ด้าน"})
    drawn = [
        figure_png(for_internal_use(heat_table_figure(cells.assign(problem_pct=[10.0, second]))), ABOUT)
        for second in (0.0, NAN)
    ]
    shades = [{colour for _, colour in Image.open(io.BytesIO(each)).convert("RGB").getcolors(10**6)} for each in drawn]
    low, high = theme.rgb(theme.WARM_SCALE[0]), theme.rgb(theme.WARM_SCALE[-1])
    assert high in shades[0] & shades[1]
    assert low in shades[0] - shades[1]
    assert theme.rgb(theme.MISSING_FILL) in shades[1] - shades[0]


def test_thai_is_shaped_not_stacked_side_by_side() -> None:
    """A tone mark above a vowel takes no room of its own: ที่ is as wide as ท."""
    from matplotlib.ft2font import __libraqm_version__  # noqa: PLC0415

    assert __libraqm_version__
    assert mpl.__version__ == "3.11.2"
    widths = [_ink_width(word) for word in ("ท", "ที่")]
    assert widths[1] - widths[0] < 0.35 * widths[0]


def _ink_width(word: str) -> int:
    canvas = Canvas(300, 100)
    canvas.text((100, 50), word, 40)
    columns = np.flatnonzero((np.asarray(Image.open(io.BytesIO(canvas.png())).convert("L")) < 128).any(axis=0))
    return int(columns[-1] - columns[0])


def test_words_from_data_are_never_read_as_markup_or_formula() -> None:
    assert text_lines("ก &lt;b&gt;<br><b>ข</b>") == [("ก <b>", False), ("ข", True)]
    assert font_of(10, True).get_file().endswith("Sarabun-Bold.ttf")
    canvas = Canvas(200, 60)
    canvas.text((10, 30), "$\\frac{1}{2}$ 100$", 14)
    assert canvas.png()


def test_ticks_without_values_are_round_numbers_within_the_range() -> None:
    assert [label for _, label in ticks({"range": [0, 40], "nticks": 5, "ticksuffix": " %"})] == [
        "0 %",
        "10 %",
        "20 %",
        "30 %",
        "40 %",
    ]
    assert ticks({"range": [0, 1], "tickvals": [1], "ticktext": ["ก"]}) == [(1.0, "ก")]


def test_a_sheet_has_native_bars_shades_filters_and_frozen_headings() -> None:
    own = Sheet("ลำดับ", TABLE, bar_label="ด้าน", bar_column="เป็นปัญหา (%)", shaded_columns=("เป็นปัญหา (%)", "อำเภอ (%)"))
    content = workbook_bytes(for_internal_use([own]), ABOUT)
    page = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    assert page.auto_filter.ref == "A3:C7"
    assert page.freeze_panes == "B4"
    assert [str(each.sqref) for each in page.conditional_formatting] == ["B4:C7"]
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        chart = parts.read("xl/charts/chart1.xml").decode()
    assert '<c:barDir val="bar"/>' in chart
    assert "$B$4:$B$7" in chart
    assert f'<a:cs typeface="{FONT}"/>' in chart
