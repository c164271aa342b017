"""An office's form as a file, by its layout: a table as .xlsx with live sums, headings and text as .docx."""

import io
from collections.abc import Sequence
from itertools import groupby
from typing import Any, Final

import xlsxwriter
from docx.enum.text import WD_BREAK
from xlsxwriter.utility import xl_col_to_name

from analysis.disclosure.outputs import Released
from analysis.logic_model.paper import PlanPaper
from catalogue.forms import FormColumn, FormLayout
from charts import theme
from reports.about import About
from reports.logic_model import word_parts as parts
from reports.logic_model.form_rows import Row, Value, outside_period, rows_of_form
from reports.logic_model.plan_tables import NOT_SAID, baht
from reports.logic_model.word import header_words
from reports.workbook import FONT, ROW_POINTS, SIZE, row_points, sheet_format, wrapped_lines

TOTAL: Final = "รวม"
BAHT: Final = "#,##0.00_)"  # with a little space before the next column
COUNT: Final = "#,##0"
MONEY: Final = frozenset({"baht", "baht_by_year", "planned", "approved", "contracted", "paid", "left"})
"""Values of a layout that are money."""
LONGEST_HEADER: Final = 200  # of 255 letters that Excel keeps
NOTHING: Final = "ไม่มีรายการ"
Leaf = tuple[FormColumn, int | None]
"""A column as it is written: one by year stands once for each year."""


def form_bytes(released: Released[PlanPaper], about: About, form: FormLayout) -> bytes:
    """The form filled from the plan. What it has no room for is said below it, and where its layout was seen."""
    about = about.of(released)
    write = _docx if form.written_as == "docx" else _xlsx
    return write(released.content, about, form)


def heading_lines(paper: PlanPaper, form: FormLayout) -> list[str]:
    """The lines above the form."""
    period = form.period_of(paper.plan.fiscal_year_be)
    words = {
        "area": paper.area_title,
        "plan": paper.title,
        "fiscal_year": str(paper.plan.fiscal_year_be),
        "first_year": str(period[0]) if period else "",
        "last_year": str(period[-1]) if period else "",
    }
    return [line.format(**words) for line in form.heading]


def note_lines(paper: PlanPaper, form: FormLayout) -> list[str]:
    """What has to be said below the form."""
    notes = [f"แบบฟอร์ม {form.title} · ความมั่นใจ {form.confidence} · {form.source}"]
    period = form.period_of(paper.plan.fiscal_year_be)
    left = outside_period(paper, period) if any(each.is_by_year for each in form.columns) else 0.0
    if left:
        notes.append(f"แผนมีงบประมาณอีก {baht(left)} บาทในปีที่อยู่นอก {period[0]}–{period[-1]} จึงไม่อยู่ในช่องรายปีของแบบนี้")
    if form.rows == "strategy":
        notes.append("โครงการที่ผูกหลายยุทธศาสตร์นับที่ยุทธศาสตร์แรกเท่านั้น ยอดรวมจึงไม่นับซ้ำ")
    return notes


def _leaves(form: FormLayout, period: Sequence[int]) -> list[Leaf]:
    """The columns from left to right; neighbours that are both by year stand side by side within each year."""
    leaves: list[Leaf] = []
    for is_by_year, group in groupby(form.columns, key=lambda each: each.is_by_year):
        columns = list(group)
        leaves += [(each, year) for year in period for each in columns] if is_by_year else [(e, None) for e in columns]
    return leaves


def _value(row: Row, leaf: Leaf) -> Value:
    column, year = leaf
    found = row.get(column.value)
    if isinstance(found, str | float | int) or found is None:
        return None if year is not None else found
    return None if year is None else found.get(year)


def _xlsx(paper: PlanPaper, about: About, form: FormLayout) -> bytes:
    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "nan_inf_to_errors": False}
    with xlsxwriter.Workbook(stream, options) as book:
        book.set_properties({"title": f"{form.title} {about.heading}", "comments": " ".join(about.lines())})
        book.formats[0].set_font_name(FONT)
        book.formats[0].set_font_size(SIZE)
        page = book.add_worksheet(form.id[:31])
        page.set_paper(9)
        page.set_landscape()
        page.fit_to_pages(1, 0)
        page.set_default_row(ROW_POINTS)
        page.set_header("&C" + header_words(about)[:LONGEST_HEADER].replace("&", "&&"))
        _write_table(book, page, paper, about, form)
    return stream.getvalue()


def _write_table(book: Any, page: Any, paper: PlanPaper, about: About, form: FormLayout) -> None:
    leaves = _leaves(form, form.period_of(paper.plan.fiscal_year_be))
    bold = sheet_format(book, bold=True, font_size=18)
    marks = [header_words(about)]
    for number, line in enumerate([*heading_lines(paper, form), *marks]):
        page.write_string(number, 0, line, bold if line not in marks else sheet_format(book, font_color=theme.MUTED))
    head = len(form.heading) + 1
    _write_heads(book, page, head, leaves)
    first = head + 2
    page.repeat_rows(head, head + 1)
    page.freeze_panes(first, 0)
    rows = rows_of_form(paper, form)
    for number, row in enumerate(rows, first):
        values = [_value(row, leaf) for leaf in leaves]
        page.set_row(number, row_points(_texts(leaves, values)))
        for place, value in enumerate(values):
            _write_cell(book, page, (number, place), value, leaves[place])
    bottom = first + max(1, len(rows))
    if not rows:
        page.write_string(first, 0, NOTHING, sheet_format(book))
    _write_total(book, page, leaves, rows, (first, bottom))
    notes = [*note_lines(paper, form), *wrapped_lines(about)]
    for number, line in enumerate(notes, bottom + 2):
        page.write_string(number, 0, line, sheet_format(book, font_color=theme.MUTED))


def _write_heads(book: Any, page: Any, head: int, leaves: Sequence[Leaf]) -> None:
    """Two rows of headings: a column by year has its years below its heading; several side by side have theirs below
    each year."""
    look = {
        "bold": True,
        "text_wrap": True,
        "bg_color": "#EAF0F6",
        "border": 1,
        "border_color": theme.GRID,
        "align": "center",
    }
    form = sheet_format(book, **look)
    lines = [(each.heading, each.width) for each, year in leaves if year is not None]
    page.set_row(head, 2 * ROW_POINTS)
    page.set_row(head + 1, row_points(lines))
    place = 0
    while place < len(leaves):
        column, year = leaves[place]
        page.set_column(place, place, column.width)
        if year is None:
            page.merge_range(head, place, head + 1, place, column.heading, form)
            place += 1
            continue
        is_paired = place + 1 < len(leaves) and leaves[place + 1][1] == year
        group = [each for each in leaves[place:] if (each[1] == year if is_paired else each[0] is column)]
        title = f"ปี {year}" if is_paired else column.heading
        if len(group) > 1:
            page.merge_range(head, place, head, place + len(group) - 1, title, form)
        else:
            page.write_string(head, place, title, form)
        for number, (each, own_year) in enumerate(group):
            page.set_column(place + number, place + number, each.width)
            page.write_string(head + 1, place + number, each.heading if is_paired else str(own_year), form)
        place += len(group)


def _texts(leaves: Sequence[Leaf], values: Sequence[Value]) -> list[tuple[str, float]]:
    """The texts of a row with the widths of their columns."""
    pairs = zip(leaves, values, strict=True)
    return [(value, column.width) for (column, _), value in pairs if isinstance(value, str)]


def _write_cell(book: Any, page: Any, place: tuple[int, int], value: Value, leaf: Leaf) -> None:
    look: dict[str, Any] = {"border": 1, "border_color": theme.GRID, "valign": "top"}
    if value is None or value == "":
        page.write_blank(*place, None, sheet_format(book, **look))
    elif isinstance(value, str):
        page.write_string(*place, value, sheet_format(book, **look, text_wrap=True))
    else:
        look |= {"align": "center"} if leaf[0].value == "number" else {}
        page.write_number(*place, value, sheet_format(book, **look, num_format=_number_format(leaf)))


def _number_format(leaf: Leaf) -> str:
    """Baht with satang, also where a person adds some later; all else is counted."""
    return BAHT if leaf[0].value in MONEY else COUNT


def _write_total(book: Any, page: Any, leaves: Sequence[Leaf], rows: Sequence[Row], span: tuple[int, int]) -> None:
    """Live sums of the columns that want one; nothing where none does. `span`: first row and the row of the sums."""
    summed = [place for place, (column, _) in enumerate(leaves) if column.sum]
    if not summed:
        return
    first, bottom = span
    look: dict[str, Any] = {"bold": True, "border": 1, "border_color": theme.GRID}
    page.write_string(bottom, max(0, summed[0] - 1), TOTAL, sheet_format(book, **look))
    for place in summed:
        letter, sums = xl_col_to_name(place), sheet_format(book, **look, num_format=_number_format(leaves[place]))
        values = (_value(row, leaves[place]) for row in rows)
        total = sum(value for value in values if isinstance(value, float | int))
        page.write_formula(bottom, place, f"=SUM({letter}{first + 1}:{letter}{bottom})", sums, total)


def _docx(paper: PlanPaper, about: About, form: FormLayout) -> bytes:
    """A page for each row, its columns as headings."""
    document = parts.new_document(f"{form.title} {about.heading}")
    parts.set_header_and_footer(document.sections[0], header_words(about))
    leaves = _leaves(form, form.period_of(paper.plan.fiscal_year_be))
    rows = rows_of_form(paper, form)
    for number, row in enumerate(rows):
        if number:
            document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        for place, line in enumerate(heading_lines(paper, form)):
            document.add_paragraph(line, style="Title" if place == 0 else "Subtitle")
        for leaf in leaves:
            column, year = leaf
            document.add_heading(column.heading if year is None else f"{column.heading} ปี {year}", 2)
            value = _value(row, leaf)
            words = baht(value) if isinstance(value, float) else str(value or "").strip() or NOT_SAID
            parts.add_lines(document, words.splitlines())
    if not rows:
        parts.add_lines(document, [*heading_lines(paper, form), NOTHING])
    parts.add_lines(document, [*note_lines(paper, form), *about.lines()])
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()
