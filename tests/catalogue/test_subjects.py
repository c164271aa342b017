"""Lines of other data that ask what an indicator asks: the shipped subjects name indicators that there are."""

import pytest

from catalogue import load_catalogue
from catalogue.subjects import lines_asking_the_same, subjects
from tests.analysis.examples import made_up_set

CATALOGUE = load_catalogue()
STORIES = made_up_set(
    size=4, survey="other", measure="value", indicator_1={"name": "ไม่มีเงินออม"},
    indicator_2={"name": "มีคน 60 ปีขึ้นไปไม่มีอาชีพ"}, indicator_3={"name": "น้ำดื่มไม่สะอาด"},
    indicator_4={"name": "คัดแยกขยะ"},
)  # fmt: skip


def test_every_subject_names_indicators_of_the_catalogue() -> None:
    held = {each.code for one in CATALOGUE.sets for each in one.indicators}
    named = [code for each in subjects() for code in each.indicators]
    assert set(named) <= held
    assert len(named) == len(set(named))


@pytest.mark.parametrize(("code", "lines"), [
    ("jpt-2560-23", ["ไม่มีเงินออม"]), ("jpt-2560-21", ["มีคน 60 ปีขึ้นไปไม่มีอาชีพ"]), ("jpt-2560-09", ["น้ำดื่มไม่สะอาด"]),
    ("jpt-2560-20", []), ("jpt-2560-11", []),
])  # fmt: skip
def test_stories_beside_the_indicator_that_asks_the_same(code: str, lines: list[str]) -> None:
    assert [each.name for each in lines_asking_the_same(code, STORIES)] == lines


def test_of_a_survey_nothing_stands_beside() -> None:
    assert lines_asking_the_same("jpt-2560-23", CATALOGUE.get("jpt-2550")) == ()
