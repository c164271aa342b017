"""Every file that can be taken away says for whom it is: found in the source, and on every page."""

import ast
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analysis.disclosure.outputs import INTERNAL_MARK, Audience
from pages.shared.downloads import DECLARED
from tests_support import ADDRESSES, switch_page

ROOT = Path(__file__).resolve().parents[2]
ONE_WAY_OUT = "pages/shared/downloads.py"
# What the browser or Streamlit could take away by itself: the icon of a table, of a figure.
PAGES = [
    *((page, {}) for page in ("home", "help", "lessons", "workshop", "comparative", "logic_model", "radar_analysis")),
    ("radar_analysis", {"public": "true"}),
    ("comparative", {"compare": "check", "level": "village"}),
    ("comparative", {"level": "list", "areas": "830103-830301"}),
    *(("input_data", {"part": part}) for part in ("", "batches", "progress", "forms", "sets", "areas", "backup")),
    *(("input_data", {"part": "exchange", "side": side}) for side in ("send", "receive")),
    ("input_data", {"part": "targets"}),
    *(("radar_diagram", {"show": show}) for show in ("", "indicators", "areas")),
    *(("radar_diagram", asked) for asked in ({"kinds": "all"}, {"axis": "d4", "indicator": "jpt-2560-23"})),
    ("radar_diagram", {"set": "nrd2c-2555", "year": "2564", "show": "reports"}),
]  # fmt: skip


def calls(name: str) -> list[tuple[str, ast.Call]]:
    found: list[tuple[str, ast.Call]] = []
    for file in sorted([*(ROOT / "pages").rglob("*.py"), *(ROOT / "app").rglob("*.py"), ROOT / "dashboard.py"]):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] == name:
                found.append((file.relative_to(ROOT).as_posix(), node))
    return found


def test_there_is_one_button_that_files_leave_by() -> None:
    for name in ("download_button", "link_button", "menu_button"):
        assert {file for file, _ in calls(name)} <= {ONE_WAY_OUT}, name


def test_every_button_says_for_whom_its_file_is() -> None:
    known = {f"Audience.{each.name}" for each in Audience} | {"audience", "for_mending"}
    buttons = calls("file_button")
    assert len(buttons) >= 8
    for file, call in buttons:
        assert ast.unparse(call.args[2]) in known, f"{file}:{call.lineno}"


@pytest.mark.parametrize(("page", "asked"), PAGES)
def test_every_button_of_a_page_is_declared(app: AppTest, page: str, asked: dict[str, str]) -> None:
    assert page in ADDRESSES
    for name, value in ({"area": "8301", "set": "jpt-2560", "year": "2565"} | asked).items():
        if value:
            app.query_params[name] = value
    switch_page(app, page).run()
    assert not app.exception
    declared = dict(app.session_state[DECLARED]) if DECLARED in app.session_state else {}
    for button in app.get("download_button"):
        keys = [key for key in declared if button.proto.id.endswith(key)]
        assert keys, button.proto.label
        assert declared[keys[0]] in {each.value for each in Audience}


def test_an_internal_file_says_so_in_its_name() -> None:
    assert INTERNAL_MARK in Audience.INTERNAL.file_name("เรดาร์.png")
    assert INTERNAL_MARK not in Audience.PUBLIC.file_name("เรดาร์.png")


def test_no_table_and_no_figure_has_a_way_out_of_its_own() -> None:
    """Streamlit's tables carry a download icon that knows no gate: the style rules hide it on every page."""
    from app.look_css import style_sheet  # noqa: PLC0415
    from charts.theme import PLOTLY_CONFIG  # noqa: PLC0415

    assert PLOTLY_CONFIG["displayModeBar"] is False
    assert "stElementToolbar" in style_sheet()
