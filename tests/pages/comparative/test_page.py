"""Stage 4 through the frame: what it shows, and files that leave through the gate."""

from streamlit.testing.v1 import AppTest

from tests_support import all_text, switch_page


def opened(app: AppTest, **asked: str) -> AppTest:
    for name, value in asked.items():
        app.query_params[name] = value
    switch_page(app, "comparative").run()
    assert not app.exception
    return app


def test_the_areas_below_are_ranked_and_side_by_side(app: AppTest) -> None:
    text = all_text(opened(app, area="83", set="jpt-2560", year="2565"))
    assert "ลำดับพื้นที่ในจังหวัดภูเก็ต" in text
    assert "ตารางสีรายด้าน" in text


def test_its_files_are_for_everyone_unless_the_office_alone_is_chosen(app: AppTest) -> None:
    opened(app, area="83", set="jpt-2560", year="2565")
    choice = app.radio(key="comparative-audience")
    assert choice.index == 0
    assert "เผยแพร่" in choice.options[0]
    names = {each.proto.label for each in app.get("download_button")}
    assert {"ตาราง Excel (.xlsx)", "ตาราง CSV"} <= names
