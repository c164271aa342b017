"""From the bytes of a spreadsheet to stored figures: reading, layouts, importing, and the templates to fill in.

`inspect_file` reads and checks one file and writes nothing; `store_inspection` writes it in one transaction;
`load_file` does both. Every answer is a FileReport; `report_text` says it in Thai.

Pages know the loaders by the names below alone. Not here are four doors of their own: `loaders.registers` (shapely),
`loaders.outcome.return_workbook` (openpyxl) and the program `loaders.sample`, which cost a reading child its time to
start, and `loaders.office_files`.
"""

from loaders.checks.problems import ERA, ERROR, INFO, PROVINCE, WARNING, YEAR, Problem, RefusalError
from loaders.file_areas import FileAreas, read_file_areas
from loaders.finding import ROLES
from loaders.importing import (
    Inspection,
    inspect_archive,
    inspect_file,
    known_mappings,
    load_file,
    load_files,
    store_inspection,
)
from loaders.layouts import LAYOUTS, layout_words
from loaders.layouts.own_forms import TEMPLATES
from loaders.mapping import (
    FIELDS,
    ColumnMapping,
    Field,
    IndicatorList,
    Mapping,
    OtherColumn,
    OtherData,
    parse_field,
    read_indicator_list,
)
from loaders.mapping import model as column_kinds
from loaders.mapping.areas import areas_within, known_area_names
from loaders.mapping.household_proposal import indicators_of
from loaders.mapping.household_rows import is_by_household
from loaders.mapping.other_data import propose_column
from loaders.outcome.changes import Comparison, common_area, compare_with_present, first_rows
from loaders.outcome.failing_households import write_failing_households
from loaders.outcome.report import CHECKED, LOADED, REFUSED, UNCHANGED, FileReport, report_text
from loaders.plan_tables import PlanTable, read_plan_tables
from loaders.reading import ReadLimits, ReadRefusal, Sheet, read_workbook, run_in_child
from loaders.reading.reader import may_be_archive
from loaders.rules import Rule, all_rules
from loaders.staging.staged_file import LoadRequest, TableChoice
from loaders.staging.table_preview import PreviewRow, TablePreview, TakenRows, field_words
from loaders.templates import TEMPLATE_TITLES, Filled, form_years, write_template

__all__ = [
    "CHECKED",
    "ERA",
    "ERROR",
    "FIELDS",
    "INFO",
    "LAYOUTS",
    "LOADED",
    "PROVINCE",
    "REFUSED",
    "ROLES",
    "TEMPLATES",
    "TEMPLATE_TITLES",
    "UNCHANGED",
    "WARNING",
    "YEAR",
    "ColumnMapping",
    "Comparison",
    "Field",
    "FileAreas",
    "FileReport",
    "Filled",
    "IndicatorList",
    "Inspection",
    "LoadRequest",
    "Mapping",
    "OtherColumn",
    "OtherData",
    "PlanTable",
    "PreviewRow",
    "Problem",
    "ReadLimits",
    "ReadRefusal",
    "RefusalError",
    "Rule",
    "Sheet",
    "TableChoice",
    "TablePreview",
    "TakenRows",
    "all_rules",
    "areas_within",
    "column_kinds",
    "common_area",
    "compare_with_present",
    "field_words",
    "first_rows",
    "form_years",
    "indicators_of",
    "inspect_archive",
    "inspect_file",
    "is_by_household",
    "known_area_names",
    "known_mappings",
    "layout_words",
    "load_file",
    "load_files",
    "may_be_archive",
    "parse_field",
    "propose_column",
    "read_file_areas",
    "read_indicator_list",
    "read_plan_tables",
    "read_workbook",
    "report_text",
    "run_in_child",
    "store_inspection",
    "write_failing_households",
    "write_template",
]
