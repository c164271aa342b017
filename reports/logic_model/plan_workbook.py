"""The plan as a workbook: its data with a radar of Excel, and its parts a row each, to be changed and brought back.

The sheets of parts are those of `analysis/logic_model/plan_sheets.toml`; sums are formulas of Excel that stay alive.
"""

import io
from typing import Any, Final

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from analysis.disclosure.outputs import Released
from analysis.logic_model.ballots import HallResult
from analysis.logic_model.paper import PlanPaper
from analysis.logic_model.plan import Project
from analysis.logic_model.plan_sheets import PartSheet, WorkbookLayout, header_values, rows_of, workbook_layout
from analysis.logic_model.public import HIDDEN_WORD
from charts import theme
from reports.about import About
from reports.logic_model.native_radar import has_polygon, ring_format, rings_of
from reports.logic_model.plan_tables import VOTES, left_baht, votes_lines, votes_table
from reports.workbook import (
    FONT,
    ROW_POINTS,
    SERIES_LOOKS,
    SERIES_SYMBOLS,
    SIZE,
    row_points,
    sheet_format,
    with_thai_and_gaps,
    wrapped_lines,
)

HEAD_ROW: Final = 2
FIRST_ROW: Final = 3
ID_WIDTH: Final = 4
VOTE_WIDTHS: Final = (10, 44, 8, 10, 14, 18)
BAHT: Final = "#,##0.00_)"
GENERAL: Final = "General"
FORMATS: Final = {"year_be": "0", "baseline_pct": "0.0#", "target_pct": "0.0#"} | dict.fromkeys(
    ("baht", "planned_baht", "approved_baht", "contracted_baht", "paid_baht"), BAHT
)
"""Field → how its numbers are shown; others as they are typed."""
DATA_SHEET: Final = "ข้อมูล"
ANSWER: Final = "เพิ่มแถวได้โดยเว้นรหัสแถวว่าง แก้แล้วนำไฟล์กลับเข้าโปรแกรม โปรแกรมจะแสดงทุกจุดที่ต่างก่อนบันทึก"


def plan_workbook_bytes(released: Released[PlanPaper], about: About) -> bytes:
    """The plan as an .xlsx. What is hidden from others is a word in its cell, which is not read back."""
    paper, about, stream = released.content, about.of(released), io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "nan_inf_to_errors": False}
    layout = workbook_layout()
    with xlsxwriter.Workbook(stream, options) as book:
        book.set_properties({"title": about.heading, "comments": " ".join(about.lines())})
        book.formats[0].set_font_name(FONT)
        book.formats[0].set_font_size(SIZE)
        _write_data(book, paper, about)
        if paper.votes is not None:
            _write_votes(book, paper.votes, about)
        rows = {sheet.name: list(rows_of(paper.plan, sheet)) for sheet in layout.sheets}
        for sheet in layout.sheets:
            _write_parts(book, paper, about, layout, sheet, rows)
        _write_header(book, paper, about, layout)
    return with_thai_and_gaps(stream.getvalue())


def _page(book: Any, name: str, about: About) -> Any:
    """A sheet that lies across, one page wide, with its heading, and for whom it is on every printed page."""
    page = book.add_worksheet(name)
    page.set_paper(9)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.set_default_row(ROW_POINTS)
    page.set_header(f"&C{about.mark}" if about.mark else "")
    page.write_string(0, 0, about.heading, sheet_format(book, bold=True, font_size=18))
    page.write_string(1, 0, about.lines()[0], sheet_format(book, font_color=theme.MUTED))
    return page


def _head(book: Any) -> Any:
    look = {"bold": True, "text_wrap": True, "bg_color": "#EAF0F6", "border": 1, "border_color": theme.GRID}
    return sheet_format(book, **look)


def _cell(book: Any, **look: Any) -> Any:
    return sheet_format(book, **({"border": 1, "border_color": theme.GRID, "valign": "top"} | look))


def _write_data(book: Any, paper: PlanPaper, about: About) -> None:
    """The figures the plan starts from, with the radar that Excel draws of them."""
    page = _page(book, DATA_SHEET, about)
    page.set_column(0, 0, 30)
    page.set_column(1, 3, 18)
    radar = paper.radar
    bottom = HEAD_ROW
    if radar is not None:
        series = [radar.own_name, *([radar.reference_name] if radar.reference else [])]
        heads = ["ด้าน", *(f"{name} {'(0–100)' if radar.measure == 'score' else '(%)'}" for name in series)]
        for place, name in enumerate(heads):
            page.write_string(HEAD_ROW, place, name, _head(book))
        for number, name in enumerate(radar.axis_names):
            page.write_string(FIRST_ROW + number, 0, name, _cell(book))
            for place, values in enumerate([each for each in (radar.own, radar.reference) if each], 1):
                value = values[number]
                if value is None:
                    page.write_blank(FIRST_ROW + number, place, None, _cell(book))
                else:
                    page.write_number(FIRST_ROW + number, place, value, _cell(book, num_format="0.0"))
        bottom = FIRST_ROW + len(radar.axis_names)
        if has_polygon(radar):
            page.insert_chart(HEAD_ROW, len(heads) + 1, _radar(book, paper, len(series)))
    lines = [paper.answer, paper.place, paper.no_figures]
    for block in paper.blocks:
        lines += ["", block.title]
        lines += [" · ".join(each for each in (row.name, row.figure, row.detail) if each) for row in block.rows]
        lines.append(block.note)
    for number, line in enumerate(lines, bottom + 1):
        page.write_string(number, 0, line, sheet_format(book))


def _write_votes(book: Any, result: HallResult, about: About) -> None:
    """What the community's meeting came to, beside the order by the figures; it is not read back."""
    page, table = _page(book, VOTES, about), votes_table(result)
    page.repeat_rows(HEAD_ROW)
    page.set_row(HEAD_ROW, 2 * ROW_POINTS)
    for place, (head, width) in enumerate(zip(table.heads, VOTE_WIDTHS, strict=True)):
        page.set_column(place, place, width)
        page.write_string(HEAD_ROW, place, head, _head(book))
    for number, (row, words) in enumerate(zip(result.rows, table.rows, strict=True), FIRST_ROW):
        score = row.score
        counts = {0: score.number_rank, 2: row.people_rank, 3: score.points, 4: score.top_three}
        page.set_row(number, row_points([(words[1], VOTE_WIDTHS[1])]))
        for place, said in enumerate(words):
            count = counts.get(place)
            _write_value(page, (number, place), said if count is None else float(count), book, "#,##0")
    for number, line in enumerate(votes_lines(result), FIRST_ROW + len(table.rows) + 1):
        page.write_string(number, 0, line, sheet_format(book))


def _radar(book: Any, paper: PlanPaper, series: int) -> Any:
    chart = book.add_chart({"type": "radar", "subtype": "with_markers"})
    radar = paper.radar
    last = FIRST_ROW + len(radar.axis_names) - 1 if radar else FIRST_ROW
    for place in range(1, series + 1):
        look: dict[str, Any] = dict(SERIES_LOOKS[place - 1])
        marker = {"type": SERIES_SYMBOLS[place - 1], "size": 7, "border": {"color": look["color"]}}
        chart.add_series({
            "name": [DATA_SHEET, HEAD_ROW, place], "line": look, "marker": marker,
            "categories": [DATA_SHEET, FIRST_ROW, 0, last, 0], "values": [DATA_SHEET, FIRST_ROW, place, last, place],
        })  # fmt: skip
    font = {"name": FONT, "size": 13}
    grid = {"visible": True, "line": {"color": theme.GRID}}
    chart.set_title({"name": f"เรดาร์สภาพปัญหา {paper.share_head}", "name_font": font | {"size": 16, "bold": True}})
    chart.set_x_axis({"num_font": font, "major_gridlines": grid})
    high, step = rings_of([*radar.own, *radar.reference] if radar else [])
    rings = {"min": 0, "max": high, "major_unit": step, "num_format": ring_format(step)}
    chart.set_y_axis({"num_font": font, "major_gridlines": grid} | rings)
    chart.set_legend({"position": "bottom", "font": font})
    chart.set_size({"width": 700, "height": 520})
    return chart


Rows = list[tuple[str, Any, list[Any]]]


def _write_parts(
    book: Any, paper: PlanPaper, about: About, layout: WorkbookLayout, sheet: PartSheet, all_rows: dict[str, Rows]
) -> None:
    page, rows = _page(book, sheet.name, about), all_rows[sheet.name]
    names = {each.id: each.name for each in paper.plan.of(Project)}
    page.write_string(1, 0, f"{about.lines()[0]} · {ANSWER}", sheet_format(book, font_color=theme.MUTED))
    page.repeat_rows(HEAD_ROW)
    page.freeze_panes(FIRST_ROW, 1)
    page.set_row(HEAD_ROW, 2 * ROW_POINTS)
    page.set_column(0, 0, ID_WIDTH)
    page.write_string(HEAD_ROW, 0, layout.id_heading, _head(book))
    for place, column in enumerate(sheet.columns, 1):
        page.set_column(place, place, column.width)
        page.write_string(HEAD_ROW, place, column.heading, _head(book))
    for number, (row_id, part, cells) in enumerate(rows, FIRST_ROW):
        page.write_string(number, 0, row_id, _cell(book, font_color=theme.MUTED, shrink=True))
        page.set_row(number, row_points(_texts(sheet, cells, names)))
        for place, (column, value) in enumerate(zip(sheet.columns, cells, strict=True), 1):
            is_hidden = value is None and (getattr(part, "id", ""), column.field) in paper.hidden
            shown = HIDDEN_WORD if is_hidden else value
            _write_value(page, (number, place), shown, book, FORMATS.get(column.field, GENERAL))
    _write_sums(book, page, layout, sheet, all_rows)


def _texts(sheet: PartSheet, cells: list[Any], names: dict[str, str]) -> list[tuple[str, float]]:
    """The texts of a row with the widths of their columns; also the name of its project, which a formula shows."""
    held = list(zip(sheet.columns, cells, strict=True))
    texts: list[tuple[str, float]] = [(value, column.width) for column, value in held if isinstance(value, str)]
    project = next((str(value) for column, value in held if column.field == "project_id"), "")
    return texts + [(names.get(project, ""), column.width) for column, _ in held if column.field == "project_name"]


def _write_value(page: Any, place: tuple[int, int], value: Any, book: Any, number_format: str) -> None:
    if value is None:
        page.write_blank(*place, None, _cell(book))
    elif isinstance(value, float):
        page.write_number(*place, value, _cell(book, num_format=number_format))
    else:
        page.write_string(*place, value, _cell(book, text_wrap=True))


def _write_sums(book: Any, page: Any, layout: WorkbookLayout, sheet: PartSheet, all_rows: dict[str, Rows]) -> None:
    """The formulas of a sheet: sums of money, what is left, the names of projects."""
    rows = all_rows[sheet.name]
    places = {column.field: place for place, column in enumerate(sheet.columns, 1)}
    money, total = _cell(book, num_format=BAHT), _cell(book, num_format=BAHT, bold=True)
    last = FIRST_ROW + len(rows)  # the empty row below the parts
    if sheet.kinds == ("project",):
        budget = layout.sheet(layout.budget_sheet)
        ids, baht = (_column(budget, name) for name in ("project_id", "baht"))
        for number, (_, part, _) in enumerate(rows, FIRST_ROW):
            formula = f"=SUMIF('{budget.name}'!${ids}:${ids},$A{number + 1},'{budget.name}'!${baht}:${baht})"
            page.write_formula(number, places["total"], formula, money, part.baht)
        return
    if sheet.name == layout.budget_sheet:
        projects = layout.sheet(next(each.name for each in layout.sheets if each.kinds == ("project",)))
        names = {row_id: part.name for row_id, part, _ in all_rows[projects.name]}
        own, name = xl_col_to_name(places["project_id"]), _column(projects, "name")
        for number, (_, part, _) in enumerate(rows, FIRST_ROW):
            found = f"MATCH(${own}{number + 1},'{projects.name}'!$A:$A,0)"
            formula = f"=IFERROR(INDEX('{projects.name}'!${name}:${name},{found}),\"\")"
            page.write_formula(
                number, places["project_name"], formula, _cell(book, text_wrap=True), names.get(part.project_id, "")
            )
        page.write_string(last + 1, 0, layout.total_word, _cell(book, bold=True))
        _write_total(page, last, places, {"baht": sum(part.baht for _, part, _ in rows)}, total)
    elif sheet.name == layout.follow_up_sheet:
        approved, paid = (xl_col_to_name(places[name]) for name in ("approved_baht", "paid_baht"))
        for number, (_, part, _) in enumerate(rows, FIRST_ROW):
            row = number + 1
            formula = f'=IF(OR({approved}{row}="",{paid}{row}=""),"",{approved}{row}-{paid}{row})'
            left = left_baht(part)
            page.write_formula(number, places["left"], formula, money, "" if left is None else left)
        sums = ("planned_baht", "approved_baht", "contracted_baht", "paid_baht")
        known: dict[str, float] = {name: sum(getattr(part, name) or 0 for _, part, _ in rows) for name in sums}
        page.write_string(last + 1, 0, layout.total_word, _cell(book, bold=True))
        _write_total(page, last, places, known, total)


def _column(sheet: PartSheet, field: str) -> str:
    """The letter of a column; the ids stand in A."""
    return xl_col_to_name(1 + [each.field for each in sheet.columns].index(field))


def _write_total(page: Any, row: int, places: dict[str, int], sums: dict[str, float], look: Any) -> None:
    """Live sums below an empty row that they count too, so that a row typed there is not forgotten. `row`: the empty
    one, counted from 0."""
    for name, value in sums.items():
        letter = xl_col_to_name(places[name])
        formula = f"=SUM({letter}{FIRST_ROW + 1}:{letter}{row + 1})"
        page.write_formula(row + 1, places[name], formula, look, value)


def _write_header(book: Any, paper: PlanPaper, about: About, layout: WorkbookLayout) -> None:
    page = _page(book, layout.header_sheet, about)
    page.set_column(0, 0, 24)
    page.set_column(1, 1, 90)
    values = header_values(paper.plan, paper.plan_id, paper.version)
    for number, (field, name) in enumerate(layout.header.items(), HEAD_ROW):
        page.write_string(number, 0, name, _cell(book))
        page.write_string(number, 1, values[field], _cell(book))
    for number, line in enumerate(wrapped_lines(about), HEAD_ROW + len(values) + 1):
        page.write_string(number, 0, line, sheet_format(book))
