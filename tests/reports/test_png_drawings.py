"""Drawings that are no figures of plotly: shapes with holes and hatches, and tables that break their words."""

import io

import numpy as np
from PIL import Image

from charts import theme
from reports.figure_png import drawing_png
from reports.png_drawings import MapDrawing, TableDrawing, middle_of, rings_of
from reports.tables import PaperTable

# A square with a square hole, an island of a dot, and a square that has no value.
SHAPES = {"1": "M0 0l0 90l90 0l0 -90zM30 30l30 0l0 30l-30 0z", "2": "M95 0h1v1h-1z", "3": "M110 0h90v90h-90z"}


def picture(drawing: MapDrawing | TableDrawing) -> Image.Image:
    return Image.open(io.BytesIO(drawing_png(drawing, 700)[0])).convert("RGB")


def test_a_path_is_read_as_the_rings_the_page_draws() -> None:
    assert rings_of(SHAPES["1"]) == [
        [(0, 0), (0, 90), (90, 90), (90, 0)], [(30, 30), (60, 30), (60, 60), (30, 60)],
    ]  # fmt: skip
    assert rings_of("M5 5l-10 0l0 -10z") == [[(5, 5), (-5, 5), (-5, -5)]]
    assert middle_of(SHAPES["1"]) == (45, 45)
    assert middle_of("M3 4l0 0l0 0z") == (3, 4)


def test_a_hole_stays_white_and_what_has_no_value_is_hatched() -> None:
    fill = theme.CLASS_COLOURS[2]
    drawn = picture(MapDrawing(SHAPES, (200, 90), {"1": fill}, {}, [(fill, "1–2 %"), (None, "ไม่แสดง")]))
    pixels = np.asarray(drawn)
    room = pixels[:, : int(drawn.width * 0.68)]
    filled = (room == theme.rgb(fill)).all(axis=2)
    rows, columns = np.flatnonzero(filled.any(axis=1)), np.flatnonzero(filled.any(axis=0))
    middle = room[(rows[0] + rows[-1]) // 2, (columns[0] + columns[-1]) // 2]
    assert tuple(middle) == (255, 255, 255)
    share = filled.sum() / ((rows[-1] - rows[0]) * (columns[-1] - columns[0]))
    assert 0.85 < share < 0.92  # eight of nine parts
    right = room[rows[0] : rows[-1], columns[-1] + 60 :].reshape(-1, 3)
    colours = {tuple(each) for each in right}
    assert theme.rgb(theme.MISSING_FILL) in colours
    assert theme.rgb("#B5BDC7") in colours


def test_long_words_make_a_table_higher_never_wider() -> None:
    heads, widths = ("พื้นที่", "ปัญหา"), (1.0, 1.0)
    short, long = (
        TableDrawing(PaperTable(heads, (("ก", words),), widths)) for words in ("ข", "ครัวเรือนไม่มีการเก็บออมเงิน" * 4)
    )
    assert long.height_at(600) > short.height_at(600)
    ink = np.asarray(picture(long).convert("L")) < 200
    assert not ink[:, -4:].any()
