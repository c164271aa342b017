"""Small helpers that several test modules share."""

from pathlib import Path

from streamlit.testing.v1 import AppTest

SHARED_DATA = Path(__file__).resolve().parents[2] / "shared" / "data"


def all_text(app: AppTest) -> str:
    """Every word of the page that a person could read, one element a line."""
    words: list[str] = []
    for kind in ("title", "subheader", "markdown", "caption", "info", "warning", "error", "success", "button"):
        for element in app.get(kind):
            words.append(str(getattr(element, "value", None) or getattr(element, "label", "")))
    return "\n".join(words)
