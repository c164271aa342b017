"""A link keeps its view, also one made when choices stood in the URL in Thai words."""

import pytest
from streamlit.testing.v1 import AppTest

from tests_support import switch_page


@pytest.mark.parametrize("level", ["tambon", "ตำบล"])
def test_a_choice_is_found_by_its_code_and_by_its_words(app: AppTest, level: str) -> None:
    app.query_params["area"] = "83"
    app.query_params["level"] = level
    switch_page(app, "comparative").run()
    assert not app.exception
    assert app.selectbox(key="choice_level").value == "tambon"


@pytest.mark.parametrize("level", ["country", "<b>", ""])
def test_what_is_not_an_option_gives_the_default_and_the_url_is_written_when_chosen(app: AppTest, level: str) -> None:
    app.query_params["area"] = "83"
    app.query_params["level"] = level
    switch_page(app, "comparative").run()
    assert app.selectbox(key="choice_level").value == "amphoe"
    app.selectbox(key="choice_level").select("village").run()
    assert app.query_params["level"] == "village"
    app.selectbox(key="choice_level").select("amphoe").run()
    assert "level" not in app.query_params
