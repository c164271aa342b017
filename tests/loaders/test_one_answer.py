"""A cell means the same whatever path it comes by: a known layout, our own forms, or columns said by a person."""

import datetime

from hypothesis import example, given
from hypothesis import strategies as st

from catalogue import load_catalogue
from loaders import Field, Mapping, TableChoice
from loaders.layouts.own_forms import TEMPLATES
from loaders.mapping import ColumnMapping
from loaders.reading import Cell, Sheet, Workbook
from loaders.reading_run import stage_workbook
from loaders.staging.staged_file import LoadRequest, Staging
from tests_support import budget

CATALOGUE = load_catalogue()
SET = CATALOGUE.get("jpt-2560")
CODES = ["83010101", "83010102", "83010103"]
ROW = 3  # of Excel, where the cell stands
FORMS = TEMPLATES["template"]
CODE = TEMPLATES["areas"]["code"]


def counts_heading(name: str) -> str:
    return str(FORMS["jpt_village"]["headings"][name].format(number=1))


PATHS = {
    "tpmap": ["village_ID", "indicator1.ALL", "indicator1.CNT"],
    "form": [CODE, counts_heading("assessed"), counts_heading("failed")],
    "mapped": ["รหัสหมู่บ้าน", "ข้อ 1 สำรวจ", "ข้อ 1 ไม่ผ่าน"],
}
KINDS = (
    Field("area_code", "village"),
    Field("assessed", SET.indicators[0].code),
    Field("failed", SET.indicators[0].code),
)
CHOICE = TableChoice(
    "ข้อมูล",
    set_id=SET.id,
    mapping=Mapping(
        tuple(
            ColumnMapping(place, letter, heading, field, 1.0, "")
            for place, (letter, heading, field) in enumerate(zip("ABC", PATHS["mapped"], KINDS, strict=True))
        ),
        SET.id,
    ),
)
NUMBERS = st.integers(-3, 300) | st.floats(-3, 300, allow_nan=False) | st.integers(10**8, 10**17)
TEXTS = st.text("0123456789๐๑๒,.%-+ '’()nNกค/✓eE฿", max_size=8)
WRITTEN = st.builds("{}{}".format, st.integers(0, 260), st.sampled_from(["%", " คน", ".0", "%%", " ", "", ",000"]))
CELLS = st.none() | NUMBERS | TEXTS | WRITTEN | st.booleans() | st.just(datetime.datetime(2026, 1, 2))


def staged(path: str, column: int, cell: Cell) -> Staging:
    """The table of three villages with the cell in the second, read by one path."""
    rows: list[list[Cell]] = [[code, 250, 30 + place] for place, code in enumerate(CODES)]
    rows[1][column] = cell
    book = Workbook("ก.xlsx", "", "xlsx", None, None, (Sheet("ข้อมูล", [list(PATHS[path]), *rows]),))
    return stage_workbook(book, LoadRequest(CATALOGUE, 2561, choice=CHOICE if path == "mapped" else None))


def answer(staging: Staging) -> tuple[object, ...]:
    """The figures of all villages, and the rules of what is wrong with the row of the cell."""
    facts = staging.facts
    figures = [] if facts is None else facts[["area_code", "assessed", "failed"]].to_numpy().tolist()
    rules = sorted({each.rule for each in staging.problems if each.row == ROW and each.severity == "error"})
    return figures, rules, staging.rows_faulty, dict(staging.repairs)


@given(CELLS, st.sampled_from([1, 2]))
@budget(60)
@example("12%", 2)
@example("ร้อยละ 12", 2)
@example("1,234", 1)
@example(None, 2)
@example("-", 2)
def test_a_figure_gets_the_same_answer_by_every_path(cell: Cell, column: int) -> None:
    found = {path: answer(staged(path, column, cell)) for path in PATHS}
    assert found["tpmap"] == found["form"] == found["mapped"]


@given(st.none() | st.integers(0, 10**11) | st.text("0123456789๐๑ -.'A", max_size=12) | st.sampled_from(CODES))
@budget(60)
@example("83010300")
@example("8301031")
@example(83010102.0)
@example("TH830101")
def test_a_code_gets_the_same_answer_by_every_path(cell: Cell) -> None:
    found = {path: answer(staged(path, 0, cell)) for path in PATHS}
    assert found["tpmap"] == found["mapped"]


def test_a_percentage_where_a_count_should_be_is_refused_by_every_path() -> None:
    for path in PATHS:
        for cell in ("12%", "ร้อยละ 12"):
            assert answer(staged(path, 2, cell))[1:3] == (["V23"], 1), path
