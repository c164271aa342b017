"""Workbooks with the tables, a native Excel radar beside them, and a sheet that says where the figures come from."""

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import unescape
from typing import Any, Final

import pandas as pd
import xlsxwriter

from analysis.disclosure.outputs import Audience, Released
from charts import theme
from charts.text import LINE_BREAK, wrapped
from reports.about import About
from words.line_breaks import broken_lines
from words.numbers import INDEX, PERCENT, is_missing, is_rate

FONT: Final = "TH SarabunPSK"  # the font of Thai government documents; it draws small, hence the sizes
SIZE: Final = 14
ROW_POINTS: Final = 21
HIGHEST_ROW: Final = 409  # points, of Excel
ONE_PAGE_ROWS: Final = 45
UPRIGHT_COLUMNS: Final = 7  # a wider table lies across
LINE_COLUMNS: Final = 100
LATIN: Final = re.compile(rb'<a:latin typeface="[^"]*"/>')
THAI_SLOTS: Final = f'<a:latin typeface="{FONT}"/><a:ea typeface="{FONT}"/><a:cs typeface="{FONT}"/>'.encode()
PLOT_VISIBLE: Final = b'<c:plotVisOnly val="1"/>'
GAPS: Final = b'<c:dispBlanksAs val="gap"/>'
SERIES_LOOKS: Final = (
    {"color": theme.PROBLEM, "width": 2.5},
    {"color": theme.REFERENCE, "width": 2, "dash_type": "dash"},
    {"color": theme.SECOND_REFERENCE, "width": 2, "dash_type": "round_dot"},
)
SERIES_SYMBOLS: Final = ("circle", "square", "diamond")
WIDEST_COLUMN: Final = 46
TABLE_TOP: Final = 2
MOST_BARS: Final = 25


@dataclass(frozen=True)
class Sheet:
    """One sheet: a table with Thai headings; where `radar_label` and `radar_columns` name columns of it, also a native
    radar of these columns (percentages), one axis a row. `bar_label`, `bar_column`: native bars of a column for the
    first rows; `shaded_columns`: coloured by their values, light where there is little of the problem."""

    name: str
    table: pd.DataFrame
    radar_label: str = ""
    radar_columns: tuple[str, ...] = ()
    bar_label: str = ""
    bar_column: str = ""
    shaded_columns: tuple[str, ...] = ()


def workbook_bytes(released: Released[Sequence[Sheet]], about: About) -> bytes:
    """An xlsx file of the sheets and one more, "ที่มา"; what is for the office alone says so on top of each and on
    every printed page. Texts are never formulas or links; missing is an empty cell, which the radar shows as a gap."""
    about, stream = about.of(released), io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "nan_inf_to_errors": False}
    with xlsxwriter.Workbook(stream, options) as book:
        book.set_properties({"title": about.heading, "comments": " ".join(about.lines())})
        book.formats[0].set_font_name(FONT)
        book.formats[0].set_font_size(SIZE)
        for sheet in released.content:
            _write_sheet(book, sheet, about, released.audience is Audience.PUBLIC)
        _write_about(book, about)
    return with_thai_and_gaps(stream.getvalue())


def _write_sheet(book: Any, sheet: Sheet, about: About, public: bool) -> None:
    page = book.add_worksheet(_sheet_name(sheet.name))
    page.set_paper(9)
    if sheet.bar_column or len(sheet.table.columns) > UPRIGHT_COLUMNS:
        page.set_landscape()
    page.set_default_row(ROW_POINTS)
    if len(sheet.table) <= ONE_PAGE_ROWS:
        page.fit_to_pages(1, 1)
    else:
        page.fit_to_pages(1, 0)
        page.repeat_rows(TABLE_TOP)
    page.set_header(f"&C{about.mark}" if about.mark else "")
    page.write_string(0, 0, about.heading, sheet_format(book, bold=True, font_size=18))
    page.write_string(1, 0, about.lines()[0], sheet_format(book, font_color=theme.MUTED))
    _write_table(book, page, sheet.table, public)
    bottom = TABLE_TOP + len(sheet.table) + 2
    lines = wrapped_lines(about)
    for number, line in enumerate(lines):
        page.write_string(bottom + number, 0, line, sheet_format(book, font_color=theme.MUTED))
    if sheet.radar_columns and len(sheet.table) >= 3:
        chart = _radar(book, page.get_name(), sheet)
        page.insert_chart(bottom + len(lines) + 1, 0, chart, {"x_scale": 1, "y_scale": 1})
    if sheet.bar_column and len(sheet.table):
        page.insert_chart(TABLE_TOP, len(sheet.table.columns) + 1, _bars(book, page.get_name(), sheet))
    _shade(page, sheet)
    if len(sheet.table):
        page.autofilter(TABLE_TOP, 0, TABLE_TOP + len(sheet.table), len(sheet.table.columns) - 1)
    page.freeze_panes(TABLE_TOP + 1, 1)


def wrapped_lines(about: About) -> list[str]:
    """The lines of `about`, broken between Thai words: a long one would widen the printed page."""
    broken = [wrapped(line, LINE_COLUMNS, 9).split(LINE_BREAK) for line in about.lines()]
    return [unescape(part) for parts in broken for part in parts]


def row_points(texts: Iterable[tuple[str, float]]) -> float:
    """How high a row has to be to show these texts, each with the width of its column, at most what Excel allows: Excel
    does not fit rows of wrapped text that were never opened in it."""
    counts = [
        sum(max(1, len(broken_lines(line, int(width) - 1))) for line in text.split("\n")) for text, width in texts
    ]
    return min(ROW_POINTS * max(counts, default=1), HIGHEST_ROW)


def _write_table(book: Any, page: Any, table: pd.DataFrame, public: bool) -> None:
    """`public`: a percentage without a fraction is printed as the gate rounds it, 12 and not 12.0."""
    head = sheet_format(
        book, bold=True, text_wrap=True, bg_color="#EAF0F6", border=1, border_color=theme.GRID, valign="vcenter"
    )
    text = sheet_format(book, border=1, border_color=theme.GRID, indent=1)
    for place, column in enumerate(table.columns):
        name = str(column)
        page.write_string(TABLE_TOP, place, name, head)
        form = sheet_format(book, border=1, border_color=theme.GRID, num_format=number_format(name))
        rounded = form if not is_rate(name) else sheet_format(book, border=1, border_color=theme.GRID, num_format="0")
        for row, cell in enumerate(table[column], TABLE_TOP + 1):
            if is_missing(cell):
                page.write_blank(row, place, None, text)
            elif isinstance(cell, str):
                page.write_string(row, place, cell.replace("<br>", ""), text)
            else:
                page.write_number(row, place, float(cell), rounded if public and float(cell).is_integer() else form)
        page.set_column(place, place, _width(name, table[column]))
    page.set_row(TABLE_TOP, row_points((str(name), _width(str(name), table[name])) for name in table.columns))


def number_format(column: str) -> str:
    """Excel's format for the numbers of a column, told from its heading."""
    return (
        "0.0"
        if is_rate(column) or "(จุด)" in column
        else "0"
        if "ปี" in column
        else "#,##0.##"
        if "ค่า" in column
        else "#,##0"
    )


def _width(name: str, cells: pd.Series) -> float:
    longest = max((len(str(cell)) for cell in cells if isinstance(cell, str)), default=0)
    return min(WIDEST_COLUMN, max(11, longest + 2, min(len(name), 16)))


def _radar(book: Any, page_name: str, sheet: Sheet) -> Any:
    """A radar Excel draws itself: the numbers stay linked to the table, and a colleague can restyle it."""
    chart = book.add_chart({"type": "radar", "subtype": "with_markers"})
    columns = [str(column) for column in sheet.table.columns]
    first, last = TABLE_TOP + 1, TABLE_TOP + len(sheet.table)
    label = columns.index(sheet.radar_label)
    font = {"name": FONT, "size": 13}
    for number, name in enumerate(sheet.radar_columns):
        place, look = columns.index(name), SERIES_LOOKS[number % len(SERIES_LOOKS)]
        marker = {"type": SERIES_SYMBOLS[number % 3], "size": 7, "border": {"color": look["color"]},
                  "fill": {"color": look["color"] if number == 0 else "#FFFFFF"}}  # fmt: skip
        chart.add_series({"name": [page_name, TABLE_TOP, place], "line": look, "marker": marker,
                          "categories": [page_name, first, label, last, label],
                          "values": [page_name, first, place, last, place]})  # fmt: skip
    unit = INDEX if INDEX in sheet.radar_columns[0] else PERCENT
    chart.set_title({"name": f"{sheet.name} {unit}", "name_font": font | {"size": 16, "bold": True}, "overlay": False})
    chart.set_x_axis({"num_font": font, "major_gridlines": {"visible": True, "line": {"color": theme.GRID}}})
    chart.set_y_axis({"num_font": font | {"size": 12, "color": theme.MUTED}, "num_format": "0", "min": 0,
                      "major_gridlines": {"visible": True, "line": {"color": theme.GRID}}})  # fmt: skip
    chart.set_legend({"position": "bottom", "font": font})
    chart.set_size({"width": 760, "height": 560})
    return chart


def _bars(book: Any, page_name: str, sheet: Sheet) -> Any:
    """Lying bars that Excel draws itself, of the first rows, the first on top."""
    columns = [str(column) for column in sheet.table.columns]
    first, last = TABLE_TOP + 1, TABLE_TOP + min(len(sheet.table), MOST_BARS)
    label, value = columns.index(sheet.bar_label), columns.index(sheet.bar_column)
    chart = book.add_chart({"type": "bar"})
    chart.add_series({"name": [page_name, TABLE_TOP, value], "fill": {"color": theme.PROBLEM}, "gap": 60,
                      "categories": [page_name, first, label, last, label],
                      "values": [page_name, first, value, last, value]})  # fmt: skip
    font = {"name": FONT, "size": 13}
    chart.set_title({"name": f"{sheet.name} {sheet.bar_column}", "name_font": font | {"size": 16, "bold": True}})
    chart.set_x_axis({"num_font": font, "min": 0, "major_gridlines": {"visible": True, "line": {"color": theme.GRID}}})
    chart.set_y_axis({"num_font": font, "reverse": True})
    chart.set_legend({"none": True})
    chart.set_size({"width": 640, "height": 120 + 26 * (last - first + 1)})
    return chart


def _shade(page: Any, sheet: Sheet) -> None:
    """Colours by value over all shaded columns together, so that a shade means the same in each of them."""
    places = [place for place, column in enumerate(sheet.table.columns) if str(column) in sheet.shaded_columns]
    if not places or not len(sheet.table):
        return
    rule = {"type": "2_color_scale", "min_color": theme.WARM_SCALE[0], "max_color": theme.WARM_SCALE[5]}
    page.conditional_format(TABLE_TOP + 1, min(places), TABLE_TOP + len(sheet.table), max(places), rule)


def _write_about(book: Any, about: About) -> None:
    page = book.add_worksheet("ที่มา")
    page.set_paper(9)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.set_column(0, 0, 120)
    page.set_header(f"&C{about.mark}" if about.mark else "")
    page.write_string(0, 0, about.heading, sheet_format(book, bold=True, font_size=18))
    for row, line in enumerate(wrapped_lines(about), 1):
        page.write_string(row, 0, line, sheet_format(book, text_wrap=True))


def sheet_format(book: Any, **look: Any) -> Any:
    """A format of cells in the font of all our workbooks."""
    return book.add_format({"font_name": FONT, "font_size": SIZE, "valign": "vcenter"} | look)


def _sheet_name(name: str) -> str:
    """At most 31 characters, without those Excel refuses."""
    return re.sub(r"[\[\]:*?/\\']", " ", name)[:31].strip() or "ตาราง"


def with_thai_and_gaps(book: bytes) -> bytes:
    """Give the charts' texts the font slot that Office uses for Thai, and say that an empty cell is a gap, not zero;
    the writer fills the Latin slot alone, and leaves out what it takes for a default."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as source, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name.startswith("xl/charts/chart"):
                content = LATIN.sub(THAI_SLOTS, content).replace(PLOT_VISIBLE, PLOT_VISIBLE + GAPS)
            target.writestr(source.getinfo(name), content)
    return stream.getvalue()
