"""The texts of help: whole, short, found by what people type; a faulty file is told text by text."""

import re

import pytest

from catalogue import CatalogueError
from catalogue.help import (
    MOST_LINE,
    Answer,
    ScreenHelp,
    answers_by_rule,
    chapters,
    exercises,
    glossary,
    lesson_steps,
    problem_answers,
    read_texts,
    screen_helps,
    sentences,
    texts_found,
)
from loaders import all_rules

MOST_OF_A_SCREEN = 560  # letters: what a phone shows of it without much scrolling
ALL_TEXTS = [
    *screen_helps().values(),
    *glossary().values(),
    *problem_answers().values(),
    *lesson_steps(),
    *chapters(),
    *exercises().values(),
]
SCREEN = """
[[screen]]
id = "home"
title = "หน้าแรก"
answers = "ก"
reads = ["ข"]
next = "ค"
"""


def faults_of(text: str) -> list[str]:
    with pytest.raises(CatalogueError) as caught:
        read_texts(ScreenHelp, text, "screens.toml", "screen", "id")
    return [str(fault) for fault in caught.value.faults]


def test_every_rule_of_checking_has_one_answer_and_no_answer_names_another() -> None:
    named = [rule for answer in problem_answers().values() for rule in answer.rules]
    assert sorted(named) == sorted(all_rules())
    assert answers_by_rule()["F01"].id == "password"
    assert answers_by_rule()["C11"].id == "excel-codes"


def test_help_of_a_screen_is_short_enough_to_be_read() -> None:
    for each in screen_helps().values():
        assert len(" ".join(sentences(each))) <= MOST_OF_A_SCREEN, each.id


def test_no_text_holds_markup_or_words_of_the_makers() -> None:
    for each in ALL_TEXTS:
        for line in sentences(each):
            assert not re.search(r"[*_`\[\]<>{}]|:material|https?:", line), line
            assert line == line.strip() and "  " not in line


def test_quotation_marks_come_in_pairs() -> None:
    for each in ALL_TEXTS:
        for line in sentences(each):
            assert line.count("“") == line.count("”"), line


CALLED_OTHERWISE = {
    "เส้นอ้างอิง": "ค่าอ้างอิง",
    "นัยของเส้นอ้างอิง": "ค่าอ้างอิง",
    "อันดับเป็นช่วง": "อันดับที่เป็นไปได้",
    "ช่วงความเชื่อมั่น": "ช่วงความไม่แน่นอน",
    "bmn": "จปฐ.",
}


@pytest.mark.parametrize(("asked", "first"), CALLED_OTHERWISE.items())
def test_a_word_is_found_by_what_else_it_is_called(asked: str, first: str) -> None:
    assert sentences(texts_found(asked, glossary().values())[0])[0] == first


def test_an_answer_is_found_by_its_rule_and_by_what_is_seen() -> None:
    def found(asked: str) -> list[str]:
        return [each.id for each in texts_found(asked, problem_answers().values()) if isinstance(each, Answer)]

    assert found("f01") == ["password"]
    assert found("รหัสผ่าน")[0] == "password"
    assert found("ปี ผิด")[0] == "which-year"
    assert found("") == []
    assert found("ไม่มีคำนี้แน่นอน") == []


def test_a_faulty_file_is_told_text_by_text() -> None:
    assert read_texts(ScreenHelp, SCREEN, "screens.toml", "screen", "id")[0].reads == ("ข",)
    assert "id ซ้ำ" in faults_of(SCREEN + SCREEN)[0]
    assert "next ว่าง" in faults_of(SCREEN.replace('next = "ค"', 'next = ""'))[0]
    assert f"answers ว่างหรือยาวเกิน {MOST_LINE}" in faults_of(SCREEN.replace('"ก"', f'"{"ก" * (MOST_LINE + 1)}"'))[0]
    assert "reads มี 7 ข้อ" in faults_of(SCREEN.replace('["ข"]', '["ข", "ข", "ข", "ข", "ข", "ข", "ข"]'))[0]
    assert "ช่องขาดหรือเกิน" in faults_of(SCREEN.replace('next = "ค"', 'then = "ค"'))[0]
    assert faults_of("") == ["screens.toml: ไม่มีข้อความ — ใส่ [[screen]] อย่างน้อยหนึ่งข้อ"]
    assert "อ่านไฟล์ไม่ได้" in faults_of("[[")[0]
