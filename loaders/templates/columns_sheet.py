"""The sheet of the template for other data that says what each column is."""

from collections.abc import Mapping, Sequence

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook

from loaders.layouts.marker import TEMPLATES

OTHER = TEMPLATES["template"]["other"]
DATASET_ROW, HEADING_ROW, ROWS = 0, 4, 40


def write_columns_sheet(
    book: Workbook,
    looks: Mapping[str, Format],
    dataset: Mapping[str, str] | None,
    columns: Sequence[Mapping[str, object]],
) -> None:
    """Title and source of the data set, then one row a column with drop-downs for direction and rollup."""
    sheet = book.add_worksheet(TEMPLATES["columns_sheet"])
    for row, (name, label) in enumerate(OTHER["dataset"].items(), DATASET_ROW):
        sheet.write_string(row, 0, label, looks["head"])
        sheet.write(row, 1, (dataset or {}).get(name, ""), looks["year"])
    headings = list(OTHER["headings"].values())
    for position, heading in enumerate(headings):
        sheet.set_column(position, position, 24 if position == 0 else 18, looks["open"])
        sheet.write_string(HEADING_ROW, position, heading, looks["head"])
    for name in ("direction", "rollup"):
        position = headings.index(OTHER["headings"][name])
        sheet.data_validation(
            HEADING_ROW + 1, position, HEADING_ROW + ROWS, position, {"validate": "list", "source": list(OTHER[name])}
        )
    for row, column in enumerate(columns, HEADING_ROW + 1):
        for position, heading in enumerate(headings):
            if column.get(heading) is not None:
                sheet.write(row, position, column[heading])
    sheet.freeze_panes(HEADING_ROW + 1, 1)
    sheet.protect("", {"format_columns": True, "insert_rows": True, "delete_rows": True})
