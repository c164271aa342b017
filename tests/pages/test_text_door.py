"""Only constants, numbers and results of the text door reach the screen; small examples show what counts as proof."""

from pathlib import Path
from textwrap import dedent

import pytest

from tests.pages.text_door.places import Text, texts_of, violations_in
from tests.pages.text_door.proof import Place
from tests.pages.text_door.sources import Project

ROOT = Path(__file__).resolve().parents[2]
HEAD = """
from functools import partial
import streamlit as st
import plotly.graph_objects as go
from charts.theme import format_pct
from words.screen_text import Shown, ShownInFigure, ShownPlain, figure_text, plain, text
"""
DOOR = (ROOT / "words" / "screen_text.py").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def texts() -> list[Text]:
    """Every text of the project that reaches the screen."""
    return texts_of(Project(ROOT))


def unproved(tmp_path: Path, body: str, folder: str = "pages", **others: str) -> list[str]:
    """What the checker says of a small module (and others of the same folder), as "part why"."""
    files = {f"{folder}/{name}.py": HEAD + dedent(source) for name, source in {"example": body, **others}.items()}
    project = Project(tmp_path, files | {"words/screen_text.py": DOOR})
    return [f"{each.part} {each.why}" for each in violations_in(texts_of(project))]


SAFE = {
    "a constant": 'st.title("ก")',
    "the helper": "st.markdown(text(name()))",
    "a sentence of safe parts": 'st.info(f"**{text(a.name)}** {len(b)} {format_pct(c)} {d:.1f}")',
    "a name assigned before": """
        def show(area):
            title = text(area.name)
            st.subheader(f"{title} · ปี {2565}")
    """,
    "a name assigned twice": """
        def show(area):
            words = "ก"
            if area:
                words += f" {text(area.name)}"
            st.caption(words)
    """,
    "lines that are joined": r"""
        def show(rows):
            lines = ["ก"]
            for row in rows:
                lines.append(f"- {text(row.name)}")
            lines += [text(row) for row in rows]
            st.markdown("\n".join(lines))
    """,
    "a table of words": """
        WORDS = {"a": "ก", "b": "ข"}
        def show(kind):
            st.success(WORDS[kind])
            st.success(WORDS.get(kind, "ค"))
            for word in WORDS.values():
                st.caption(word)
    """,
    "a function whose results are safe": """
        def words(rows):
            return text(rows[0]) if rows else "ไม่มี"
        st.info(words([]))
    """,
    "a parameter annotated as ready": """
        def heading(title: Shown, note: Shown = "") -> None:
            st.title(title, help=note)
        heading(f"ก {text(a.name)}", note="ข")
    """,
    "a field annotated as ready": """
        class Card:
            caption: Shown
            count: int
        def show(card):
            st.markdown(f"{card.caption} {card.count}")
        show(Card(text(x), 3))
    """,
    "options of a select": """
        def show(names):
            st.selectbox("ก", list(names), format_func=lambda code: plain(names[code]))
            st.selectbox("ก", ["ข", "ค"], placeholder=plain(names))
            st.radio("ก", list(names), format_func=lambda code: text(names[code]))
            ready = {code: plain(name) for code, name in names.items()}
            st.multiselect("ก", names, format_func=ready.__getitem__)
    """,
    "metrics in pairs": """
        def row(metrics: list[tuple[Shown, Shown]]) -> None:
            for label, value in metrics:
                st.metric(label, value)
        row([("ก", format_pct(1.0)), (text(x), f"{y:,}")])
    """,
    "a box": """
        def show(name):
            left, right = st.columns(2)
            left.markdown(text(name))
            with st.container() as box:
                box.caption("ก")
    """,
    "what is no box": """
        def save(path: Path, words):
            with path.open("w") as stream:
                stream.write(words)
    """,
    "each loop by itself": """
        def show(rows):
            for each in rows:
                use(each)
            for each in ("ก", "ข"):
                st.caption(each)
            st.caption(", ".join(text(each) for each in rows))
    """,
    "a figure": """
        def draw(rows):
            return go.Bar(hovertext=[f"<b>{figure_text(row['name'])}</b>" for row in rows], name="ก")
    """,
}
UNSAFE = {
    "a text from data": ("st.title(area.name)", "area.name is a field of a value"),
    "data in a sentence": ('st.error(f"ก {name()}")', "name() is not proved"),
    "data behind an assignment": (
        """
        def show(area):
            title = area["name"]
            st.subheader(title)
        """,
        "area is a parameter without the annotation of its place (text())",
    ),
    "one of two assignments": (
        """
        def show(area):
            words = "ก"
            if area:
                words = area.name
            st.caption(words)
        """,
        "area.name is a field of a value",
    ),
    "data among the lines": (
        r"""
        def show(rows):
            lines = []
            lines.append(rows.title)
            st.markdown("\n".join(lines))
        """,
        "rows.title is a field of a value",
    ),
    "a function that hands data on": (
        """
        def words(row):
            return row.name
        st.info(words(1))
        """,
        "words() → row.name is a field of a value",
    ),
    "an argument of a helper of ours": (
        """
        def heading(title: Shown) -> None:
            st.title(title)
        heading(area.name)
        """,
        "area.name is a field of a value",
    ),
    "a result annotated as ready": (
        """
        def words(row) -> Shown:
            return row.name
        """,
        "row.name is a field of a value",
    ),
    "a variable annotated as ready": ("title: Shown = row.name", "row.name is a field of a value"),
    "an argument through partial": (
        """
        def heading(title: Shown) -> None:
            st.title(title)
        later = partial(heading, title=area.name)
        """,
        "area.name is a field of a value",
    ),
    "a plain parameter": (
        """
        def heading(title: str) -> None:
            st.title(title)
        """,
        "title is a parameter without the annotation of its place (text())",
    ),
    "a label": ('st.checkbox(label=file.name, key="x")', "file.name is a field of a value"),
    "a help text": ('st.button("ก", help=file.name)', "file.name is a field of a value"),
    "a toast": ('st.toast(f"บันทึก {file.name} แล้ว")', "file.name is a field of a value"),
    "a tab": ("st.tabs([each.name for each in sets])", "each.name is a field of a value"),
    "options without the helper": ('st.selectbox("ก", rows.names)', "rows.names is a field of a value"),
    "options in a mapping": (
        """
        names = {each.title: each for each in rows}
        st.selectbox("ก", list(names))
        """,
        "each.title is a field of a value",
    ),
    "a format function": ('st.radio("ก", x, format_func=lambda each: each.title)', "each.title is a field of a value"),
    "the form of another place": (
        'st.selectbox("ก", [text(name)])',
        "text(name) is not ready for this place, which needs plain()",
    ),
    "a plain text as Markdown": (
        "st.markdown(plain(name))",
        "plain(name) is not ready for this place, which needs text()",
    ),
    "a column's heading": (
        "st.column_config.TextColumn(table.heading)",
        "table.heading is a field of a value",
    ),
    "a box": ("st.columns(2)[0].markdown(area.name)", "area.name is a field of a value"),
    "a field that another class has too": (
        """
        class Card:
            caption: Shown
        class Area:
            caption: str
        st.markdown(x.caption)
        """,
        "x.caption is a field of a value",
    ),
    "a helper that is handed on": (
        """
        def heading(title: Shown) -> None:
            st.title(title)
        st.button("ก", on_click=heading, args=(area.name,))
        """,
        "heading is handed on: who calls it cannot be checked",
    ),
    "a parameter of a method": (
        """
        class Card:
            def draw(self, title: Shown) -> None:
                st.title(title)
        """,
        "title is a parameter of a method, whose calls cannot be followed",
    ),
    "a number that may be a text": ('st.caption(f"ปี {year()}")', "year() is not proved"),
    "a format that a text passes": ('st.caption(f"{year():>5}")', "year() is not proved"),
    "a colon that touches": ('st.caption(f"ที่มา:{text(x)}")', "{text(x)} touches a colon: put a space between"),
}  # fmt: skip


@pytest.mark.parametrize("body", SAFE.values(), ids=SAFE)
def test_what_is_proved(tmp_path: Path, body: str) -> None:
    folder = "charts" if "go." in body else "pages"
    assert unproved(tmp_path, body, folder) == []


@pytest.mark.parametrize(("body", "said"), UNSAFE.values(), ids=UNSAFE)
def test_what_is_found(tmp_path: Path, body: str, said: str) -> None:
    found = unproved(tmp_path, body)
    assert [each.replace("f'{", "{").replace("}'", "}") for each in found] == [said]


@pytest.mark.parametrize(
    "body",
    [
        "go.Bar(name=row.name)",
        "figure.update_layout(title={'text': row.name})",
        "go.Scatter(hovertext=[text(row.name)])",
    ],
)
def test_words_of_a_figure_are_found(tmp_path: Path, body: str) -> None:
    assert len(unproved(tmp_path, body, "charts")) == 1


def test_a_helper_in_another_module_is_followed(tmp_path: Path) -> None:
    look = """
        WORD = "ก"
        def heading(title: Shown) -> None:
            st.title(title)
        def good(row):
            return text(row)
        def bad(row):
            return row.name
    """
    page = """
        from pages import look
        from pages.look import WORD, bad, good, heading
        heading(area.name)
        look.heading(f"{WORD} {look.WORD}")
        st.markdown(good(1) + look.good(1))
        st.caption(bad(1))
    """
    assert unproved(tmp_path, page, look=look) == [
        "area.name is a field of a value",
        "bad() → row.name is a field of a value",
    ]


def test_a_violation_names_its_line(tmp_path: Path) -> None:
    project = Project(tmp_path, {"pages/example.py": "import streamlit as st\n\nst.title(area.name)\n"})
    assert [str(each) for each in violations_in(texts_of(project))] == [
        "pages/example.py:3: st.title: area.name is a field of a value"
    ]


def test_the_checker_sees_every_kind_of_place_of_the_project(texts: list[Text]) -> None:
    counts = {place: sum(each.place is place for each in texts) for place in Place}
    assert counts[Place.MARKDOWN] > 300
    assert counts[Place.PLAIN] > 30
    assert counts[Place.FIGURE] > 30
    assert {each.path.split("/")[0] for each in texts} >= {"pages", "charts"}


def test_nothing_reaches_the_screen_without_proof(texts: list[Text]) -> None:
    found = violations_in(texts)
    assert not found, "\n".join(map(str, found))
