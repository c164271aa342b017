"""Stage 5 through the frame: the drafted plan, saved and shown again."""

from streamlit.testing.v1 import AppTest

from tests_support import all_text, switch_page


def test_the_plan_says_whose_words_it_is_drafted_in(app: AppTest) -> None:
    for name, value in {"area": "830103", "set": "jpt-2560", "year": "2565"}.items():
        app.query_params[name] = value
    switch_page(app, "logic_model").run()
    assert not app.exception
    text = all_text(app)
    assert "ร่างแผน" in text
    assert "ไม่ใช่ของกรมการพัฒนาชุมชน" in text
