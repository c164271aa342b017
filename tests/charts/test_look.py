"""The shipped configuration, the fonts, the style rules and the tables."""

import re
import tomllib
from pathlib import Path

import fontpkg_sarabun
import pandas as pd
import pytest
import streamlit
from streamlit.testing.v1 import AppTest

import app.ready
from app import look_css
from app.look_css import BOX_WIDTHS_PX, POLAR_BOXES, box_name, polar_box_name, style_sheet
from charts import theme
from pages.shared.look import plain_lines
from pages.shared.tables import column_config, for_people, number_format

ROOT = Path(__file__).resolve().parents[2]
CONFIG = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("section", "option", "value"),
    [
        ("server", "address", "127.0.0.1"),
        ("server", "maxUploadSize", 50),
        ("server", "enableXsrfProtection", True),
        ("server", "enableCORS", True),
        ("server", "enableStaticServing", True),
        ("server", "fileWatcherType", "none"),
        ("runner", "postScriptGC", False),
        ("runner", "magicEnabled", False),
        ("browser", "gatherUsageStats", False),
        ("client", "showErrorDetails", "none"),
        ("client", "showErrorLinks", False),
        ("client", "toolbarMode", "viewer"),
    ],
)
def test_safe_settings_are_shipped(section, option, value):
    assert CONFIG[section][option] == value


def test_every_setting_is_one_that_streamlit_knows():
    from streamlit import config  # noqa: PLC0415

    known = set(config.get_config_options(force_reparse=False))
    for section, options in CONFIG.items():
        for option in options:
            if section != "theme" or not isinstance(options[option], (dict, list)) or option.startswith("chart"):
                assert f"{section}.{option}" in known, f"{section}.{option}"


def test_theme_and_charts_share_their_colours():
    look = CONFIG["theme"]
    assert look["primaryColor"] == theme.QUALITY
    assert look["textColor"] == theme.TEXT
    assert tuple(look["chartSequentialColors"]) == theme.WARM_SCALE
    assert look["chartCategoricalColors"][:3] == [theme.PROBLEM, theme.QUALITY, theme.REFERENCE]
    assert len(look["chartDivergingColors"]) == 10


def test_every_font_of_the_theme_is_put_in_place_from_the_package(tmp_path):
    paths = app.ready.ensure_fonts(tmp_path / "static")
    wanted = {face["url"].removeprefix("app/static/") for face in CONFIG["theme"]["fontFaces"]}
    assert {path.name for path in paths} == wanted
    for path in paths:
        assert path.read_bytes() == (fontpkg_sarabun.ROOT / "files" / path.name).read_bytes()
    assert (tmp_path / "static" / "Sarabun-LICENSE.txt").exists()


def test_fonts_are_written_once_and_mended_when_cut_short(tmp_path):
    first = app.ready.ensure_fonts(tmp_path)[0]
    before = first.stat().st_mtime_ns
    assert app.ready.ensure_fonts(tmp_path)[0].stat().st_mtime_ns == before
    first.write_bytes(b"half")
    app.ready.ensure_fonts(tmp_path)
    assert first.read_bytes() == app.ready.font_source(first.name).read_bytes()
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith("tmp")] == []


def test_static_folder_is_not_in_the_repository():
    assert "static/" in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()


def test_style_rules_name_what_the_pinned_streamlit_draws():
    bundle = Path(streamlit.__file__).parent / "static" / "static" / "js"
    text = "".join(path.read_text(encoding="utf-8") for path in bundle.glob("*.js"))
    names = set(re.findall(r'data-testid="([A-Za-z]+)"', style_sheet()))
    assert {"stMainMenu", "stFileUploaderDropzone", "stException"} <= names
    assert [name for name in sorted(names) if name not in text] == []


def test_style_rules_reach_no_other_machine():
    sheet = style_sheet()
    assert "url(" not in sheet
    assert "http" not in sheet
    assert "@import" not in sheet
    assert f"{CONFIG['server']['maxUploadSize']} เมกะไบต์" in look_css.UPLOADER_CSS


def test_box_follows_the_width_a_figure_needs():
    assert [box_name(width) for width in (0, 380, 381, 620, 5000)] == ["fit", "fit", "wide420", "wide640", "wide1000"]
    assert all(f"st-key-wide{width}-" in style_sheet() for width in BOX_WIDTHS_PX)


def test_a_radar_s_box_has_a_rule_for_its_height():
    assert [polar_box_name(beyond) for beyond in (-999, -26, -20, 0, 1, 999)] == [
        *("polar0", "polar180", "polar180", "polar200", "polar220", "polar400"),
    ]
    assert all(f'st-key-polar{beyond}-"] > * {{max-height: calc(100cqi + ' in style_sheet() for beyond in POLAR_BOXES)


def test_a_text_of_several_lines_keeps_its_lines_and_indents():
    assert plain_lines("ไฟล์\u202e ก\n  แถว **1**\n") == "ไฟล์ ก\n  แถว **1**"


def test_tables_speak_thai_and_keep_missing_missing():
    table = pd.DataFrame({"axis_code": ["d1"], "axis_name": ["การมีงานทำ<br>และรายได้"], "problem_pct": [float("nan")]})
    shown = for_people(table)
    assert list(shown.columns) == ["axis_name", "problem_pct"]
    assert shown["axis_name"].tolist() == ["การมีงานทำและรายได้"]
    assert shown["problem_pct"].isna().all()
    assert [settings["label"] for settings in column_config(shown).values()] == ["ด้าน", "เป็นปัญหา (%)"]
    assert list(table.columns) == ["axis_code", "axis_name", "problem_pct"]


def test_number_formats_follow_the_unit_in_the_name():
    assert [number_format(name) for name in ("problem_pct", "year_be", "failed")] == ["%.1f", "%d", "localized"]


def test_every_state_of_a_page_is_drawn_in_thai():
    def page() -> None:
        from pages.shared import look  # noqa: PLC0415

        look.page_heading("แผนภาพเรดาร์", "ดูสภาพปัญหา", "ขั้นที่ 2 จาก 5")
        look.synthetic_banner()
        look.metric_row([("ครัวเรือน", "1,234"), ("ต่ำกว่าเป้า", "7", "จาก 31")])
        look.problem_box("พบ «ก*ข»", "แถว 14", "แก้เป็นตัวเลข")
        look.source_caption("จปฐ. 2561")

    app = AppTest.from_function(page).run()
    assert not app.exception
    assert app.title[0].value == "แผนภาพเรดาร์"
    assert "ขั้นที่ 2 จาก 5" in app.markdown[0].value
    assert "ไม่ใช่ข้อมูลจริง" in app.warning[0].value
    assert r"ก\*ข" in app.error[0].value
    assert [metric.value for metric in app.metric] == ["1,234", "7"]
    assert app.caption[-1].value == "ที่มา: จปฐ. 2561"


def test_chart_with_table_draws_both():
    def page() -> None:
        import pandas as pd  # noqa: PLC0415
        import plotly.graph_objects as go  # noqa: PLC0415

        from pages.shared.look import chart_with_table  # noqa: PLC0415

        table = pd.DataFrame({"area_name": ["ฉลอง"], "failed": [3]})
        codes = chart_with_table(go.Figure(), table, "radar", "จปฐ. 2561", select=True)
        assert codes == []

    app = AppTest.from_function(page).run()
    assert not app.exception
    assert list(app.dataframe[0].value["failed"]) == [3]
