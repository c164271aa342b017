"""The help page and the help of every screen: each page and part has one, is called as on the screen, and draws it."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analysis.stages import STAGES
from catalogue.help import answers_by_rule, chapters, glossary, lesson_steps, screen_helps, sentences
from loaders import all_rules
from pages.comparative.controls import VIEWS as COMPARED
from pages.help.finding import PAGE_TITLES, PARTS
from pages.input_data.parts import OF_SERVER
from pages.input_data.parts import PARTS as INPUT_PARTS
from pages.logic_model.views import WORDS as PLAN_PARTS
from pages.shared.help import answer_link
from tests_support import ADDRESSES, all_text, switch_page

ROOT = Path(__file__).resolve().parents[3]
SHOWS = {"axes": "รายด้าน", "indicators": "ทุกตัวชี้วัด", "areas": "พื้นที่ย่อยทุกแห่ง", "reports": "รายงาน กชช.2ค"}
TITLES = (
    {f"input_data.{part}": name for part, name in INPUT_PARTS.items()}
    | {f"radar_diagram.{show}": name for show, name in SHOWS.items()}
    | {"radar_diagram.kinds": "ทุกชนิดรวมกัน"}
    | {f"comparative.{view}": name for view, name in COMPARED.items()}
    | {f"logic_model.{part}": name for part, name in PLAN_PARTS.items()}
)
OF_NO_TAB = {"home", "radar_diagram.indicator", "radar_analysis", "logic_model.no-plan", "workshop", "help", "lessons"}
ASKED: dict[str, tuple[str, dict[str, str]]] = {
    "home": ("home", {}),
    "help": ("help", {}),
    "workshop": ("workshop", {"screen": "prepare"}),
    "lessons": ("lessons", {}),
    "radar_analysis": ("radar_analysis", {}),
    "radar_diagram.kinds": ("radar_diagram", {"kinds": "all"}),
    "radar_diagram.indicator": ("radar_diagram", {"axis": "d4", "indicator": "jpt-2560-23"}),
    "radar_diagram.reports": ("radar_diagram", {"set": "nrd2c-2555", "year": "2564", "show": "reports"}),
    "logic_model.no-plan": ("logic_model", {}),
    **{f"input_data.{part}": ("input_data", {"part": part}) for part in INPUT_PARTS if part not in OF_SERVER},
    **{f"radar_diagram.{show}": ("radar_diagram", {"show": show}) for show in ("axes", "indicators", "areas")},
    **{f"comparative.{view}": ("comparative", {"compare": view}) for view in COMPARED},
}  # the parts of a plan need one: below


def opened(app: AppTest, page: str, asked: dict[str, str]) -> AppTest:
    for name, value in ({"area": "8301", "set": "jpt-2560", "year": "2565"} | asked).items():
        app.query_params[name] = value
    switch_page(app, page).run()
    assert not app.exception
    return app


def help_shown(app: AppTest) -> str:
    """What stands behind the one button of help."""
    [button] = [each for each in app.get("popover") if each.proto.popover.label == "วิธีอ่านหน้านี้"]
    return "\n".join(each.value.replace("\\", "") for each in button.markdown)


def test_every_page_and_every_part_has_help_called_as_on_the_screen() -> None:
    assert set(screen_helps()) == set(TITLES) | OF_NO_TAB
    assert {screen_id: screen_helps()[screen_id].title for screen_id in TITLES} == TITLES
    pages = {script.parent.name for script in (ROOT / "pages").glob("*/page.py")}
    assert {each.page for each in screen_helps().values()} == pages == set(PAGE_TITLES)
    assert {stage.name for stage in STAGES} <= pages


@pytest.mark.parametrize("screen_id", ASKED)
def test_a_screen_shows_its_own_help(app: AppTest, screen_id: str) -> None:
    page, asked = ASKED[screen_id]
    shown = help_shown(opened(app, page, asked))
    own = screen_helps()[screen_id]
    assert shown.startswith(f"**{own.title}**")
    assert own.next in shown
    assert all(line in shown for line in own.reads)


def test_a_view_that_the_data_do_not_allow_is_not_explained(app: AppTest) -> None:
    opened(app, "comparative", {"set": "nrd2c-2555", "year": "2564", "compare": "change"})
    assert help_shown(app).startswith("**ลำดับ**")


def test_help_stands_where_nothing_is_loaded_too(empty_app: AppTest) -> None:
    for page in ADDRESSES:
        switch_page(empty_app, page).run()
        assert not empty_app.exception
        assert help_shown(empty_app)


def test_the_help_page_shows_every_word_and_every_answer(app: AppTest) -> None:
    shown = all_text(opened(app, "help", {"part": "words"})).replace("\\", "")
    assert all(f"**{word.thai}** {word.explains}" in shown for word in glossary().values())
    shown = all_text(opened(app, "help", {"part": "problems"})).replace("\\", "")
    for answer in {each.id: each for each in answers_by_rule().values()}.values():
        assert answer.sees in shown
        assert all(step in shown for step in answer.steps)
        assert f"กติกา {', '.join(answer.rules)}" in shown


def test_the_help_page_begins_with_the_first_words_and_the_lesson(app: AppTest) -> None:
    shown = all_text(opened(app, "help", {})).replace("\\", "")
    for each in (*chapters(), *lesson_steps()):
        assert all(line in shown for line in sentences(each))


def test_what_is_searched_is_found_in_words_answers_and_screens(app: AppTest) -> None:
    shown = all_text(opened(app, "help", {"q": "อันดับเป็นช่วง"})).replace("\\", "")
    assert "พบคำศัพท์ 1 คำ" in shown and "อันดับที่เป็นไปได้" in shown
    app.text_input(key="help-asked").set_value("รหัสผ่าน").run()
    assert [each.label for each in app.expander][:1] == ["ไฟล์ติดรหัสผ่าน"]
    assert app.query_params["q"] in (["รหัสผ่าน"], "รหัสผ่าน")
    for asked, word in (("ปิดโปรแกรม", "สำรองข้อมูล"), ("ส่งมอบงาน", "ส่งมอบงาน")):
        app.text_input(key="help-asked").set_value(asked).run()
        shown = all_text(app).replace("\\", "")
        assert f"**{word}**" in shown and "#### เปิด ปิด และส่งมอบงาน" in shown
    app.text_input(key="help-asked").set_value("คำที่ไม่มีแน่นอน").run()
    assert "ไม่พบคำนี้" in app.info[0].value


@pytest.mark.parametrize("rule_id", all_rules())
def test_every_rule_has_a_link_that_names_its_answer(rule_id: str) -> None:
    assert answer_link(rule_id) == f"[วิธีแก้ทีละขั้น](/help?part=problems&rule={rule_id})"
    assert rule_id in answers_by_rule()[rule_id].rules


def test_the_link_of_a_rule_opens_its_answer_first(app: AppTest) -> None:
    """One rule of each answer; which answer a rule has is tried for all above."""
    opened(app, "help", {"part": "problems"})
    by_answer = {answer.id: (rule_id, answer) for rule_id, answer in answers_by_rule().items()}
    for rule_id, answer in by_answer.values():
        app.query_params["rule"] = rule_id
        app.run()
        titles = [each.value for each in app.markdown if each.value.startswith("#### ")]
        assert titles[0].replace("\\", "") == f"#### {answer.title}", rule_id


def test_an_unknown_rule_opens_the_list(app: AppTest) -> None:
    opened(app, "help", {"part": "problems", "rule": "<b>X99"})
    assert len(app.expander) > 30
    assert set(PARTS) == {"start", "words", "problems", "screens"}
