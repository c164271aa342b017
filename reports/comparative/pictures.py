"""Each view of stage 4 as a picture for a slide: what there is to see at a glance, and how many more there are."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from analysis.comparative import paper as parts
from analysis.comparative.answers import band_words, range_words
from analysis.comparative.area_changes import STATUS_NAMES as CHANGE_NAMES
from analysis.comparative.paper import ComparisonPaper, PaperMap
from analysis.comparative.what_is_compared import MeasureOfAnySet
from analysis.core.statistics import BETTER, STATUS_NAMES, UNKNOWN, WORSE, numbers
from analysis.disclosure.outputs import Released
from charts.comparative import choice_figure, concentration_figure, heat_table_figure, ranking_figure, spine_figure
from charts.comparative_pairs import MOST_SLOPES, Axis, scatter_figure, slope_figure
from charts.plain_values import value_areas_figure
from charts.radar_diagram import radar_figure
from charts.small_multiples import small_multiples_figure
from charts.text import one_line, wrapped
from charts.theme import Measure, class_colours, mean_name, measure_of, measured, suffix
from reports.about import About
from reports.comparative.sheets import checked, checks_table, concentration_rows, goal_rows, goals_table
from reports.figure_png import figure_png
from reports.png_drawings import Drawing, MapDrawing, TableDrawing
from reports.tables import PaperTable
from words.numbers import format_range, format_value, is_missing
from words.screen_text import ShownInFigure, figure_text

WIDTH_PX: Final = 1280  # of a slide
MOST_ROWS: Final = 10
MOST_HEAT_ROWS, MOST_GOALS = 14, 14
MOST_RADARS, RADARS_ON_ONE, RADAR_COLUMNS = 8, 3, 4
MOST_LABELS: Final = 25
MOST_NAMED: Final = 5
NEAR_X, NEAR_Y = 0.15, 0.06  # of the plot: two names so near would stand on each other
TILE_COLUMNS: Final = 12
NOT_RANKED: Final = "ไม่จัดอันดับ"
NAMES: Final = {
    parts.RANKING: "ลำดับพื้นที่", parts.HEAT: "ตารางสี", parts.SPINE: "พื้นที่เดียวเทียบทุกพื้นที่", parts.RADARS: "เรดาร์เคียงกัน",
    parts.CHANGE: "เปลี่ยนแปลง", parts.SCATTER: "สองตัวชี้วัด", parts.MAP: "แผนที่", parts.INSIDE: "กระจุกหรือกระจาย",
    parts.CHECK: "ควรตรวจสอบ", parts.CHOOSE: "คัดเลือกพื้นที่", parts.GOALS: "เป้าหมาย",
}  # fmt: skip


@dataclass(frozen=True)
class Picture:
    """What is drawn and the heading over it; `notes`: what has to be said under it besides."""

    drawn: go.Figure | Drawing
    heading: str
    notes: tuple[str, ...] = ()


def picture_of(paper: ComparisonPaper, view: str) -> Picture | None:
    """A view of the comparison as a picture; None where there is nothing of it to draw."""
    return MAKERS[view](paper)


def view_png(released: Released[ComparisonPaper], about: About, view: str) -> bytes:
    """The picture as PNG with its heading, its source and its mark; where there is nothing to draw it says so."""
    made = picture_of(released.content, view) or nothing_to_draw(view)
    headed = About(made.heading, about.area_title, about.year_be, about.source, about.made_at, about.is_synthetic,
                   (*made.notes, *about.notes))  # fmt: skip
    return figure_png(released.drawn(lambda _: made.drawn), headed, WIDTH_PX)


def nothing_to_draw(view: str) -> Picture:
    """A picture that says that there is none."""
    return Picture(TableDrawing(PaperTable(("ไม่มีข้อมูลให้วาดในมุมมองนี้",), (), (1,))), NAMES[view])


def measure_in(paper: ComparisonPaper) -> Measure:
    """How its percentages are called in figures: shares of villages are per cent in a set of grades too."""
    return "problem" if paper.measure.level_number is not None else measure_of(paper.scope.indicator_set.measure)


def ranked_by(paper: ComparisonPaper) -> ShownInFigure:
    """What the areas are ranked by, in words."""
    if paper.measure.is_plain:
        return figure_text(f"{paper.measure_name} ({paper.measure.unit})")
    if paper.measure.level_number is not None:
        return figure_text(f"ร้อยละของหมู่บ้าน {paper.measure_name}")
    return figure_text(f"{mean_name(measure_in(paper))} · {paper.measure_name}")


def shown_value(paper: ComparisonPaper, value: float, decimals: int = 1) -> ShownInFigure:
    """A figure that the areas are ranked by, as it is printed."""
    if paper.measure.is_plain:
        return f"{format_value(value)} {figure_text(paper.measure.unit)}"
    return measured(value, measure_in(paper), decimals=decimals)


def of_all(shown: int, all_of: int, unit: str = "แห่ง", first: int = 0) -> str:
    """Which of how many are shown; "" where it is all of them."""
    return "" if shown >= all_of else f" ({first + 1:,}–{first + shown:,} จาก {all_of:,} {unit})"


def first_rows(paper: ComparisonPaper, most: int) -> pd.DataFrame:
    """The first areas shown of the ranking with names, and the own one where it is not among them; `range`: in
    words."""
    ranking = paper.ranking
    rows = ranking.rows(paper.first, most)
    if paper.own is not None and paper.own not in set(rows["area_code"]):
        rows = pd.concat([rows.head(most - 1), ranking.rows(0, None, [paper.own])], ignore_index=True)
    ranks = zip(rows["rank"], rows["rank_first"], rows["rank_last"], strict=True)
    words = [range_words(*each) if ranking.is_rankable else NOT_RANKED for each in ranks]
    return rows.assign(area_name=[paper.name_of(code) for code in rows["area_code"]], range=words)


def _ranking(paper: ComparisonPaper) -> Picture:
    rows = first_rows(paper, MOST_ROWS)
    measure = measure_in(paper)
    named = [
        f"{name} · {'' if words == NOT_RANKED else 'อันดับ '}{words}"
        for name, words in zip(rows["area_name"], rows["range"], strict=True)
    ]
    rows = rows.assign(area_name=named)
    shown = of_all(len(rows), len(paper.ranking.table), first=paper.first)
    heading = f"{paper.title} เรียงตาม{ranked_by(paper)}{shown}"
    words = band_words(paper.ranking) if paper.ranking.is_rankable else ""
    if paper.measure.is_plain:
        figure = value_areas_figure(rows, paper.measure.unit, paper.own, is_ordered=True)
    else:
        figure = ranking_figure(rows, measure, paper.own, ranked_by(paper))
    return Picture(figure, heading, (words,) if words else ())


def _heat(paper: ComparisonPaper) -> Picture | None:
    if paper.heat is None or paper.heat.empty:
        return None
    codes = list(dict.fromkeys(paper.heat["area_code"]))
    cells = paper.heat[paper.heat["area_code"].isin(codes[:MOST_HEAT_ROWS])]
    shown = of_all(min(len(codes), MOST_HEAT_ROWS), len(paper.ranking.table), first=paper.first)
    measure = measure_in(paper)
    return Picture(heat_table_figure(cells, measure), f"ตารางสีของ{paper.title}{shown}", _column_notes(cells))


def _column_notes(cells: pd.DataFrame) -> tuple[str, ...]:
    """What the numbers over many columns stand for."""
    columns = cells.drop_duplicates("axis_code")
    if len(columns) <= 9:
        return ()
    pairs = zip(columns["axis_code"], columns["axis_name"], strict=True)
    return (" · ".join(f"{str(code).rsplit('-', 1)[-1]} {one_line(name)}" for code, name in pairs),)


def spine_rows(paper: ComparisonPaper, most: int) -> pd.DataFrame:
    """The rows of the spine that say most: ด้อย first, then by how far over the middle of all areas; with status_name
    and rank_words."""
    if paper.spine is None:
        return pd.DataFrame()
    rows = paper.spine.rows
    over = numbers(rows["problem_pct"]) - numbers(rows["middle_pct"])
    order = rows["status"].map({WORSE: 0}).fillna(1)
    rows = rows.assign(order=order, over=over).sort_values(
        ["order", "over"], ascending=[True, False], kind="stable", na_position="last"
    )
    words = [
        range_words(None, first, last) if rankable else NOT_RANKED
        for rankable, first, last in zip(rows["is_rankable"], rows["rank_first"], rows["rank_last"], strict=True)
    ]
    names = [STATUS_NAMES.get(str(each)) for each in rows["status"]]
    return rows.assign(status_name=pd.Series(names, index=rows.index, dtype="str"), rank_words=words).head(most)


def spine_words(paper: ComparisonPaper) -> str:
    """How the area of the spine stands, in a sentence; "" without a spine."""
    if paper.spine is None:
        return ""
    status = paper.spine.rows["status"]
    counts = {each: int((status == each).sum()) for each in (WORSE, BETTER, UNKNOWN)}
    against = f"เทียบกับ{paper.spine.reference_name}: " if paper.spine.reference_name else ""
    return f"{against}ด้อย {counts[WORSE]} ตัวชี้วัด เด่น {counts[BETTER]} ตัวชี้วัด จาก {len(status)}"


def _spine(paper: ComparisonPaper) -> Picture | None:
    if paper.spine is None:
        return None
    rows = spine_rows(paper, MOST_ROWS)
    shown = of_all(len(rows), len(paper.spine.rows), "ตัวชี้วัด")
    heading = f"{paper.spine.title} เทียบกับทุก{paper.title}{shown}"
    areas = int(paper.spine.rows["areas"].max())
    note = f"{spine_words(paper)} · ตัวเลขใต้ร้อยละคืออันดับที่เป็นไปได้จาก {areas:,} แห่ง (1 คือมีปัญหามากที่สุด)"
    return Picture(spine_figure(rows, paper.spine.title), heading, (note,))


def _radars(paper: ComparisonPaper) -> Picture | None:
    axes = paper.comparison.short_axes
    codes = list(dict.fromkeys(axes["area_code"]))
    own = axes[axes["area_code"].isin(codes[:MOST_RADARS])]
    if own["axis_code"].nunique() < 3:
        return None
    measure = measure_in(paper)
    shown = of_all(min(MOST_RADARS, len(codes)), len(paper.ranking.table), first=paper.first)
    heading = f"เรดาร์ของ{paper.title}{shown}"
    groups = [(str(name), rows) for (_, name), rows in own.groupby(["area_code", "area_name"], sort=False)]
    if 1 < len(groups) <= RADARS_ON_ONE:
        (name, first), *others = groups
        return Picture(radar_figure(first, others, measure, name=name), heading)
    return Picture(small_multiples_figure(own, measure, columns=min(RADAR_COLUMNS, len(groups))), heading)


def _change(paper: ComparisonPaper) -> Picture | None:
    if paper.changes is None:
        return None
    rows = paper.changes.table[paper.changes.table["indicator_code"] == paper.changes_of]
    if rows.empty:
        return None
    order = {WORSE: 0, BETTER: 1}
    rows = rows.assign(order=rows["status"].map(order).fillna(2), far=rows["change_pct"].abs())
    rows = rows.sort_values(["order", "far"], ascending=[True, False], kind="stable")
    shown = rows.head(MOST_SLOPES)
    shown = shown.assign(area_name=[paper.name_of(code) for code in shown["area_code"]])
    counts = rows["status"].value_counts()
    sentence = " · ".join(f"{name} {int(counts.get(code, 0)):,}" for code, name in CHANGE_NAMES.items())
    before, year = paper.changes.year_be, paper.scope.year_be
    heading = f"{paper.problems.get(paper.changes_of, '')} ปี {before} → {year}: {sentence} แห่ง"
    note = f"นับเฉพาะ{paper.changes.level_name}ที่สำรวจทั้งสองปี{of_all(len(shown), len(rows))}"
    return Picture(slope_figure(shown, before, year), f"{heading} · {paper.title}", (note,))


def _scatter(paper: ComparisonPaper) -> Picture | None:
    if paper.points is None:
        return None
    table = paper.points.table
    named = table.assign(area_name=[paper.name_of(code) for code in table["area_code"]])
    across, up = (Axis(each.name, unit_of(each)) for each in (paper.points.across, paper.points.up))
    figure = scatter_figure(named, across, up, paper.own)
    _name_far_points(figure, named[named["area_code"] != paper.own])
    heading = f"{up.name} เทียบกับ{across.name} · {paper.title}"
    return Picture(figure, heading, ("สองอย่างที่มากพร้อมกันไม่ได้แปลว่าอย่างหนึ่งเป็นเหตุของอีกอย่าง จึงไม่ลากเส้น",))


def unit_of(measure: MeasureOfAnySet) -> str:
    """What its figures are counted in: % of answers or villages, an index without a unit, or a unit of its own."""
    if measure.measure.is_plain:
        return measure.measure.unit
    return "" if measure.survey == "nrd2c" and measure.measure.level_number is None else "%"


def _name_far_points(figure: go.Figure, points: pd.DataFrame) -> None:
    """The names of the points that lie farthest from the middle, none near another: a picture has no hover. `figure` is
    the one to be drawn, made for this picture alone."""
    x, y = numbers(points["x_value"]), numbers(points["y_value"])
    wide, high = max(float(x.max(initial=0)), 1e-9), max(float(y.max(initial=0)), 1e-9)
    away = np.hypot((x - np.median(x)) / wide, (y - np.median(y)) / high) if len(x) else x
    placed: list[tuple[float, float]] = []
    for place in np.argsort(-away, kind="stable"):
        at = (float(x[place]) / wide, float(y[place]) / high)
        if len(placed) == MOST_NAMED or any(abs(at[0] - a) < NEAR_X and abs(at[1] - b) < NEAR_Y for a, b in placed):
            continue
        placed.append(at)
        figure.add_annotation(
            x=x[place], y=y[place], text=one_line(points["area_name"].iloc[place]), showarrow=False, yshift=16,
            font={"size": 13},
        )  # fmt: skip


def _map(paper: ComparisonPaper) -> Picture | None:
    if paper.area_map is None:
        return None
    made = paper.area_map
    shapes, drawn = made.shapes, made.shapes.drawn_as
    colours = class_colours(len(made.bounds) + 1)
    fills = {drawn[code]: colours[level] for code, level in made.levels.items() if level >= 0 and code in drawn}
    values = _first_values(paper)
    first = ", ".join(f"{paper.name_of(code)} {value}" for code, value in list(values.items())[:MOST_NAMED])
    notes = [f"{'มากที่สุด' if paper.measure.more_is_worse else 'น้อยที่สุด'}: {first}"]
    notes += [f"ไม่มีแนวเขตของตัวเองบนแผนที่ {len(shapes.beside):,} แห่ง"] if shapes.beside else []
    notes += ["ยังไม่มีแนวเขต จึงเป็นช่องเรียงตามรหัสพื้นที่"] if shapes.is_tiles else []
    few = {code: value for code, value in values.items() if code in drawn and len(drawn) <= MOST_LABELS}
    columns = TILE_COLUMNS if shapes.is_tiles else 99
    labels: dict[str, ShownInFigure] = {
        drawn[code]: f"{wrapped(paper.name_of(code), columns)}<br>{value}" for code, value in few.items()
    }
    legend = [*_legend(paper, made, colours), (None, "ไม่มีข้อมูลหรือไม่แสดง")]
    own = None if paper.own is None else drawn.get(paper.own)
    size = (shapes.width, shapes.height)
    drawing = MapDrawing(shapes.shapes, size, fills, labels, legend, notes, own, spills=not shapes.is_tiles)
    return Picture(drawing, f"แผนที่{paper.title} ตาม{ranked_by(paper)}")


def _first_values(paper: ComparisonPaper) -> dict[str, ShownInFigure]:
    """Code → value in words of the first areas of the ranking that have one."""
    rows = paper.ranking.table.head(MOST_LABELS)
    return {
        str(row["area_code"]): shown_value(paper, row["value"], int(row.get("decimals", 1)))
        for row in rows.to_dict("records")
        if not is_missing(row["value"])
    }


def _legend(paper: ComparisonPaper, made: PaperMap, colours: Sequence[str]) -> list[tuple[str | None, ShownInFigure]]:
    """Colour and words of each class with how many areas are in it, the highest first."""
    counts = pd.Series(list(made.levels.values())).value_counts()
    unit = f" {figure_text(paper.measure.unit)}" if paper.measure.is_plain else suffix(measure_in(paper))
    return [
        (colours[number], f"{format_range(*ends)}{unit} ({int(counts.get(number, 0)):,} แห่ง)")
        for number, ends in reversed(list(enumerate(made.ends)))
    ]


def _inside(paper: ComparisonPaper) -> Picture | None:
    rows = concentration_rows(paper)
    if rows.empty:
        return None
    shown = rows.head(MOST_ROWS)
    heading = f"ครึ่งหนึ่งของผู้ไม่ผ่านอยู่ในกี่แห่ง · {paper.title}{of_all(len(shown), len(rows), 'ตัวชี้วัด')}"
    return Picture(concentration_figure(shown), heading)


def _check(paper: ComparisonPaper) -> Picture | None:
    cells = checked(paper)
    if cells.empty:
        return None
    heading = f"ควรตรวจสอบก่อนรับรองข้อมูล {len(cells):,} ค่า · {paper.title}{of_all(MOST_ROWS, len(cells), 'ค่า')}"
    return Picture(TableDrawing(checks_table(cells.head(MOST_ROWS))), heading, ("ไม่ได้แปลว่าผิด แต่ควรถามผู้เก็บข้อมูลก่อน",))


def _choose(paper: ComparisonPaper) -> Picture | None:
    if paper.choice is None or paper.choice.empty:
        return None
    rows = paper.choice.head(MOST_ROWS)
    ranks = zip(rows["rank"], rows["rank_first"], rows["rank_last"], strict=True)
    words = [f"อันดับ {range_words(*each)}" if not is_missing(each[0]) else "" for each in ranks]
    rows = rows.assign(area_name=[paper.name_of(code) for code in rows["area_code"]], range=words)
    heading = f"คัดเลือก{paper.title} ตามเกณฑ์และคะแนน{of_all(len(rows), len(paper.choice))}"
    return Picture(choice_figure(rows, paper.most_points), heading, ("พื้นที่ที่อันดับซ้อนกันยังบอกไม่ได้ว่าใครควรมาก่อน",))


def _goals(paper: ComparisonPaper) -> Picture | None:
    rows = goal_rows(paper)
    if rows.empty or paper.goals is None:
        return None
    complete, left = int(rows["is_complete"].sum()), rows[~rows["is_complete"]]
    shown = (left if len(left) else rows).head(MOST_GOALS)
    reached = f"ถึงเป้าครบทุกแห่งแล้ว {complete} จาก {len(rows)} ตัวชี้วัด"
    heading = f"{reached} · {paper.title}{of_all(len(shown), len(left) or len(rows), 'ตัวชี้วัดที่ยังไม่ครบ')}"
    return Picture(TableDrawing(goals_table(shown)), heading, ("พื้นที่ที่ข้อมูลยังไม่ครบไม่นับว่าถึงเป้า",))


MAKERS: Final[dict[str, Callable[[ComparisonPaper], Picture | None]]] = {
    parts.RANKING: _ranking, parts.HEAT: _heat, parts.SPINE: _spine, parts.RADARS: _radars, parts.CHANGE: _change,
    parts.SCATTER: _scatter, parts.MAP: _map, parts.INSIDE: _inside, parts.CHECK: _check, parts.CHOOSE: _choose,
    parts.GOALS: _goals,
}  # fmt: skip
