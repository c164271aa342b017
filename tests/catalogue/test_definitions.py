"""Labels and problems proposed for a set of the user's own: never two alike, never cut within a word."""

from hypothesis import given
from hypothesis import strategies as st
from pythainlp.tokenize import word_tokenize

from catalogue import load_catalogue, parse_set, set_to_dict
from catalogue.definitions import FIRST_LETTERS, proposed_labels, proposed_problem
from tests.catalogue.examples import small_set
from tests_support import budget

LONG = "ครัวเรือนมีส่วนร่วมทำกิจกรรมสาธารณะเพื่อประโยชน์ของชุมชนหรือท้องถิ่น"
NAMES = [each.name for each in load_catalogue().get("jpt-2560").indicators]


def rows(names: list[str]) -> list[tuple[str, str, str]]:
    return [(str(number), name, "") for number, name in enumerate(names, 1)]


def test_the_part_in_which_long_names_differ_comes_first() -> None:
    found = proposed_labels(rows([f"{LONG} เรื่องน้ำดื่ม", f"{LONG} เรื่องป่าชุมชน", "น้ำใช้"]))
    assert len({label[:FIRST_LETTERS] for label in found}) == 3
    assert found[0].startswith("…")
    assert "น้ำดื่ม" in found[0]
    assert found[2] == "น้ำใช้"


def test_where_names_cannot_be_told_apart_the_number_does_it() -> None:
    assert [label[:2] for label in proposed_labels(rows([LONG, LONG]))] == ["1.", "2."]


def test_a_label_of_the_author_stays() -> None:
    assert proposed_labels([("1", LONG, "ของฉัน"), ("2", LONG, "ของฉัน")]) == ["ของฉัน", "ของฉัน"]


@budget(40)
@given(st.lists(st.tuples(st.sampled_from([LONG, *NAMES]), st.sampled_from([" ก", " ข", "", " ปี 2"])), max_size=8))
def test_no_two_proposals_are_alike_and_none_is_cut_within_a_word(parts: list[tuple[str, str]]) -> None:
    names = [name + end for name, end in parts]
    found = proposed_labels(rows(names))
    assert len({label[:FIRST_LETTERS] for label in found}) == len(found)
    for label, name in zip(found, names, strict=True):
        bare = label.split(". ", 1)[-1].strip("…").strip()
        words = word_tokenize(name, engine="newmm")
        places = {sum(map(len, words[:count])) for count in range(len(words) + 1)}
        start = name.rindex(bare) if label.startswith("…") else name.index(bare)
        assert {start, start + len(bare)} <= places | {each - 1 for each in places if name[each - 1 : each] == " "} | {
            each + 1 for each in places if name[each : each + 1] == " "
        }


def test_a_problem_is_proposed_and_may_be_changed() -> None:
    assert proposed_problem("ไม่สูบบุหรี่", "count", "more_is_better") == "สูบบุหรี่"
    assert proposed_problem("ไม่", "count", "more_is_better") == "ไม่ผ่าน: ไม่"
    assert proposed_problem("น้ำใช้", "value", "more_is_better") == "น้ำใช้ (ค่าน้อยคือปัญหา)"
    definition = small_set()
    assert parse_set(definition).indicators[0].problem_name
    definition["indicators"][0]["problem_name"] = "ขาดน้ำดื่ม"
    own = parse_set(definition)
    assert (own.indicators[0].problem_name, own.indicators[0].problem_label) == ("ขาดน้ำดื่ม", "ขาดน้ำดื่ม")
    assert parse_set(set_to_dict(own)) == own
