"""What the first visit is sent: scripts packed once, for good."""

import gzip
from pathlib import Path

import pytest
from starlette.datastructures import Headers

from app.front_page import PACKED_FOLDER, in_thai, is_unknown_page, packed
from app.look_css import style_sheet

PAGE = Headers({"accept": "text/html,application/xhtml+xml"})


def test_a_script_is_packed_once_and_kept(tmp_path: Path) -> None:
    script = next((PACKED_FOLDER / "static" / "js").glob("index.*.js"))
    packed.cache_clear()
    first = packed(script, tmp_path / "packed")
    assert gzip.decompress(first) == script.read_bytes()
    [kept] = (tmp_path / "packed").iterdir()
    assert kept.name == f"{script.name}.gz"
    kept.write_bytes(b"kept")
    packed.cache_clear()
    assert packed(script, tmp_path / "packed") == b"kept"
    packed.cache_clear()


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/radar-diagram",
        "/radar",
        "/comparative/",
        "/static/js/a.js",
        "/_stcore/health",
        "/look.css",
        "/favicon.png",
    ],
)
def test_what_there_is_is_left_alone(path: str) -> None:
    assert not is_unknown_page(path, PAGE)


@pytest.mark.parametrize(
    "path", ["/x", "/radar-diagramm", "/start", "/a/b", "/page", "/index.html", "/radar-diagram.", "/radar.php"]
)
def test_a_page_that_there_is_not_is_known_to_be_none(path: str) -> None:
    assert is_unknown_page(path, PAGE)
    assert not is_unknown_page(path, Headers({"accept": "*/*"}))  # a script or picture gets its plain 404


def test_the_page_is_declared_thai_and_has_the_style_rules_after_all_others() -> None:
    page = in_thai((PACKED_FOLDER / "index.html").read_bytes()).decode()
    assert '<html lang="th">' in page
    assert page.index("/look.css?v=") > page.rindex("<script")
    assert "<" not in style_sheet()
