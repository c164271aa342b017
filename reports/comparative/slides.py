"""A comparison as slides, one idea each, 16:9: who comes first and how sure that is, map, heat table, one area, checks.

What does not fit a slide is counted on it and stands in the workbook."""

from collections.abc import Hashable, Mapping
from typing import Any, Final

import pandas as pd
from pptx.presentation import Presentation as Deck

from analysis.comparative import paper as parts
from analysis.comparative.answers import band_words
from analysis.comparative.paper import ComparisonPaper
from analysis.core.statistics import STATUS_NAMES
from analysis.disclosure.outputs import Released
from charts import theme
from charts.scales import rounded_maximum
from charts.theme import MEASURE_NAME
from reports.about import About
from reports.comparative.pictures import (
    NOT_RANKED,
    WIDTH_PX,
    first_rows,
    measure_in,
    picture_of,
    ranked_by,
    spine_rows,
    spine_words,
)
from reports.comparative.sheets import checked, checks_table
from reports.figure_png import drawing_png
from reports.slide_parts import (
    add_bars,
    add_one_table,
    add_picture,
    add_text,
    add_title,
    deck_bytes,
    foot_words,
    new_deck,
)
from reports.tables import PaperTable
from words.numbers import DASH, NO_DATA, fixed, fixed_pct, format_count, format_value, heading_of, is_missing

PARTS: Final = (parts.RANKING, parts.HEAT, parts.SPINE, parts.MAP, parts.CHECK)
FIRST, RANKS, MAP, HEAT, SPINE, SPINE_TABLE, CHECK, SOURCES = (
    *("พื้นที่ที่ควรช่วยก่อน", "อันดับที่เป็นไปได้ของแต่ละพื้นที่", "แผนที่", "ตารางสีรายด้าน", "เทียบกับทุกพื้นที่"),
    *("อันดับของพื้นที่นี้รายปัญหา", "ควรตรวจสอบก่อนรับรองข้อมูล", "ที่มาของข้อมูล"),
)
MOST_BARS: Final = 10
MOST_SPINE_BARS: Final = 8
MOST_COLUMNS: Final = 9
LONGEST_NAME: Final = 40
NOT_TOLD: Final = "พื้นที่เหล่านี้ต่างกันน้อยกว่าความไม่แน่นอนจากจำนวนน้อย จึงไม่จัดอันดับ แสดงเพียงค่า"
RANK_WORDS: Final = "อันดับ 1 จาก {areas} คือมีปัญหามากที่สุด ช่วงอันดับกว้างแปลว่ายังบอกไม่ได้ว่าใครมาก่อน"
MOST_TABLE_ROWS: Final = 14
MIDDLE: Final = "พื้นที่กลาง (มัธยฐาน)"


def comparison_slides_bytes(released: Released[ComparisonPaper], about: About) -> bytes:
    """The comparison as a .pptx; a part that there is nothing of says so on its slide, and what needs counts of people
    is left out of sets that have none."""
    paper, about = released.content, about.of(released)
    deck, foot = new_deck(about), foot_words(about)
    lines = [f"{paper.measure_name} · ปี {paper.scope.year_be}", f"{paper.ranking.areas:,} แห่งที่มีข้อมูล"]
    add_title(deck, f"เปรียบเทียบ{paper.title}", lines, about)
    _add_ranking(deck, paper, foot)
    _add_map(deck, paper, foot)
    if not paper.measure.is_ranked_by_value:
        _add_heat(deck, paper, foot)
    if paper.has_counts:
        _add_spine(deck, paper, foot)
        _add_checks(deck, paper, foot)
    add_text(deck, SOURCES, about.lines(), foot)
    return deck_bytes(deck)


def _add_ranking(deck: Deck, paper: ComparisonPaper, foot: str) -> None:
    """The first areas as bars, then the range of ranks of each."""
    rows = first_rows(paper, MOST_BARS)
    sentence = band_words(paper.ranking) if paper.ranking.is_rankable else NOT_TOLD
    known = rows[rows["value"].notna()]
    names = [_with_rank(*each) for each in zip(known["area_name"], known["range"], strict=True)]
    values = {ranked_by(paper): _printed(known["value"])}
    add_bars(deck, f"{FIRST} · {paper.measure_name}", sentence, names, values, foot)
    told = RANK_WORDS.format(areas=f"{paper.ranking.areas:,}")
    add_one_table(deck, RANKS, told, _ranks(paper), foot, len(paper.ranking.table))


def _with_rank(name: str, words: str) -> str:
    return name if words == NOT_RANKED else f"{name} (อันดับ {words})"


def _printed(values: pd.Series) -> list[float | None]:
    """Rounded as they are printed: a chart tells no more than the table beside it."""
    return [None if is_missing(value) else round(float(value), 1) for value in values]


def _ranks(paper: ComparisonPaper) -> PaperTable:
    rows, kind = first_rows(paper, MOST_TABLE_ROWS), paper.kind
    ranked = paper.ranking.has_ranges
    table = [
        (
            str(row["range"]), str(row["area_name"]), _value(paper, row),
            *([_interval(row), STATUS_NAMES.get(str(row["status"])) or DASH]
              if ranked else []),
        )
        for row in rows.to_dict("records")
    ]  # fmt: skip
    head = f"ค่า ({paper.measure.unit})" if paper.measure.is_plain else heading_of("เฉลี่ยเป็นปัญหา (%)", kind)
    heads = ("อันดับ", "พื้นที่", head, *(("ช่วง (%)", "เทียบทั้งพื้นที่") if ranked else ()))
    return PaperTable(heads, tuple(table), (1.5, 5, 2, 2, 2)[: len(heads)], (2, 3))


def _value(paper: ComparisonPaper, row: Mapping[Hashable, Any]) -> str:
    """What the area is ranked by as it is printed, or why there is none."""
    if is_missing(row["value"]):
        return theme.missing_word({str(name): cell for name, cell in row.items() if name != "value"})
    return format_value(row["value"]) if paper.measure.is_plain else _pct(row["value"], int(row.get("decimals", 1)))


def _interval(row: Mapping[Hashable, Any]) -> str:
    ends = (row["low_pct"], row["high_pct"])
    return DASH if any(is_missing(each) for each in ends) else "–".join(_pct(each) for each in ends)


def _pct(value: object, decimals: int = 1) -> str:
    return DASH if is_missing(value) else fixed_pct(float(value), decimals)  # type: ignore[arg-type]


def _add_map(deck: Deck, paper: ComparisonPaper, foot: str) -> None:
    made = picture_of(paper, parts.MAP)
    if made is None:
        add_text(deck, MAP, ["มีพื้นที่มากเกินกว่าจะวาดแผนที่ เลือกพื้นที่ให้แคบลง"], foot)
        return
    png, shape = drawing_png(made.drawn, WIDTH_PX)
    add_picture(deck, made.heading, png, shape, foot)


def _add_heat(deck: Deck, paper: ComparisonPaper, foot: str) -> None:
    """Area × dimension as a table of shaded cells."""
    if paper.heat is None or paper.heat.empty:
        add_text(deck, HEAT, [NO_DATA], foot)
        return
    columns = list(dict.fromkeys(paper.heat["axis_code"]))[:MOST_COLUMNS]
    areas = paper.heat.drop_duplicates("area_code").head(MOST_TABLE_ROWS)
    kept = paper.heat[paper.heat["axis_code"].isin(columns) & paper.heat["area_code"].isin(list(areas["area_code"]))]
    limit = rounded_maximum([float(each) for each in kept["problem_pct"]])
    cells = {(str(row["area_code"]), str(row["axis_code"])): row for row in kept.to_dict("records")}
    table, fills = list[tuple[str, ...]](), dict[tuple[int, int], str]()
    for number, (code, name) in enumerate(zip(areas["area_code"], areas["area_name"], strict=True)):
        own = [cells[code, axis] for axis in columns]
        table.append((str(name), *(_pct(cell["problem_pct"], int(cell.get("decimals", 1))) for cell in own)))
        shares = [(place, float(cell["problem_pct"])) for place, cell in enumerate(own, 1)]
        fills |= {
            (number, place): theme.blend(theme.WARM_SCALE, share / limit) for place, share in shares if share == share
        }
    names = paper.heat.drop_duplicates("axis_code").set_index("axis_code")["axis_name"]
    heads = ("พื้นที่", *(str(names[axis]).replace("<br>", "") for axis in columns))
    sentence = f"{MEASURE_NAME[measure_in(paper)]} สีเข้มคือปัญหามาก เรียงตามลำดับปัญหา ขีดคือไม่แสดงหรือไม่มีข้อมูล"
    made = PaperTable(heads, tuple(table), (2.4, *(1.2,) * len(columns)), tuple(range(1, len(heads))))
    add_one_table(deck, f"{HEAT} · {paper.title}", sentence, made, foot, len(paper.ranking.table), fills)


def _add_spine(deck: Deck, paper: ComparisonPaper, foot: str) -> None:
    """One area: its problems beside the middle of all areas, then the range of ranks of each."""
    if paper.spine is None:
        add_text(deck, SPINE, [NO_DATA], foot)
        return
    rows = spine_rows(paper, MOST_SPINE_BARS)
    names = [
        _with_rank(str(name) if len(str(name)) <= LONGEST_NAME else str(label).replace("<br>", ""), words)
        for name, label, words in zip(rows["problem_name"], rows["problem_label"], rows["rank_words"], strict=True)
    ]
    values = {paper.spine.title: _printed(rows["problem_pct"]), MIDDLE: _printed(rows["middle_pct"])}
    add_bars(deck, f"{paper.spine.title}{SPINE}", spine_words(paper), names, values, foot)
    listed = spine_rows(paper, len(paper.spine.rows))
    table = [
        (
            str(row["problem_name"]), _pct(row["problem_pct"]), _status(row["status_name"]), str(row["rank_words"]),
            _pct(row["middle_pct"]), f"{format_count(row['failed'])} / {format_count(row['assessed'])}",
        )
        for row in listed.to_dict("records")
    ]  # fmt: skip
    heads = ("ปัญหา", "พื้นที่นี้ (%)", "เทียบทั้งพื้นที่", "อันดับที่เป็นไปได้", "พื้นที่กลาง (%)", "ไม่ผ่าน / สำรวจ")
    made = PaperTable(heads, tuple(table), (4.6, 1.3, 1.5, 1.8, 1.4, 2), (1, 4, 5))
    add_one_table(
        deck, f"{SPINE_TABLE} · {paper.spine.title}", "ด้อยก่อน แล้วเรียงตามที่สูงกว่าพื้นที่กลาง", made, foot, len(listed)
    )


def _status(name: object) -> str:
    return DASH if is_missing(name) else str(name)


def _add_checks(deck: Deck, paper: ComparisonPaper, foot: str) -> None:
    cells = checked(paper)
    if cells.empty:
        add_text(deck, CHECK, [f"ไม่พบค่าที่ควรตรวจสอบใน{paper.title}"], foot)
        return
    sentence = f"พบ {fixed(len(cells), 0)} ค่า ไม่ได้แปลว่าผิด แต่ควรถามผู้เก็บข้อมูลก่อน"
    add_one_table(deck, CHECK, sentence, checks_table(cells.head(MOST_TABLE_ROWS)), foot, len(cells))
