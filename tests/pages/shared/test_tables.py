"""Numbers of a table as they are printed everywhere: one minus sign, no 0.0 for a share that is not 0."""

import ast
from pathlib import Path

import pandas as pd

from pages.shared.tables import as_printed, column_config


def test_numbers_that_a_browser_prints_otherwise_are_put_into_words() -> None:
    table = pd.DataFrame(
        {"ก": ["ม.1", "ม.2", "ม.3"], "change_pct": [-0.34, 2.0, None], "เป็นปัญหา (%)": [0.04, 99.97, 100.0]}
    )
    printed = as_printed(table).to_html()
    for words in ("−0.3", "2.0", "&lt;0.1", "&gt;99.9", "100.0", "–"):
        assert f">{words}</td>" in printed.replace("<0.1", "&lt;0.1").replace(">>99.9", ">&gt;99.9")
    assert [column_config(table)[name]["type_config"]["format"] for name in ("change_pct", "เป็นปัญหา (%)")] == [
        None,
        None,
    ]


def test_other_tables_stay_numbers_for_the_browser() -> None:
    table = pd.DataFrame({"problem_pct": [0.0, 12.34, None], "assessed": [1, 2, 3]})
    assert as_printed(table) is table
    assert column_config(table)["problem_pct"]["type_config"]["format"] == "%.1f"


def test_counts_below_zero_keep_their_unit() -> None:
    assert ">−1,234</td>" in as_printed(pd.DataFrame({"baht": [-1234.0]})).to_html()


def test_every_table_with_our_columns_is_printed_in_our_words() -> None:
    """`column_config` leaves the columns that need words without a format: handed over as they are, 0.0166 would be
    read."""
    files = (Path(__file__).resolve().parents[3] / "pages").rglob("*.py")
    nodes = [node for file in files for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))]
    tables = [each for each in nodes if isinstance(each, ast.Call) and ast.unparse(each.func) == "st.dataframe"]
    ours = [each for each in tables if any("column_config(" in ast.unparse(given.value) for given in each.keywords)]
    assert len(ours) >= 4
    for table in ours:
        assert ast.unparse(table.args[0]).startswith("as_printed("), ast.unparse(table)
