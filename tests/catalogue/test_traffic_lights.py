"""The traffic lights are data: the first rule that holds counts, and a faulty file names its rule."""

import pytest

from catalogue import CatalogueError
from catalogue.traffic_lights import MEASURES, Light, light_of, read_traffic_lights, traffic_lights

RULE = '[[light]]\nid = "x"\ncolour = "red"\nmeasure = "late_reports"\nabove = 1\nsays = "{value} งวด"\n'


@pytest.mark.parametrize(
    ("measures", "light", "colour"),
    [
        ({"is_finished": 1, "days_after_end": 9, "late_reports": 3}, "finished", "green"),
        ({"is_finished": 0, "days_to_start": 1, "late_reports": 3}, "not_begun", "grey"),
        ({"days_to_start": 0, "days_after_end": 1}, "overdue", "red"),
        ({"days_after_end": 0, "paid_of_approved_pct": 100.5}, "overspent", "red"),
        ({"paid_of_approved_pct": 100, "late_reports": 2}, "several_reports_late", "red"),
        ({"late_reports": 1, "done_of_expected_pct": 49.9}, "far_behind", "red"),
        ({"late_reports": 1, "done_of_expected_pct": 50}, "report_late", "yellow"),
        ({"late_reports": 0, "done_of_expected_pct": 79}, "behind", "yellow"),
        ({"late_reports": 0, "done_of_expected_pct": 80}, "on_course", "green"),
        ({"late_reports": 0, "done_of_expected_pct": float("nan")}, "", "grey"),
        ({}, "", "grey"),
    ],
)
def test_the_first_rule_that_holds_counts(measures: dict[str, float], light: str, colour: str) -> None:
    found = light_of(measures)
    assert (found.id, found.colour) == (light, colour)
    assert found.words


def test_every_rule_is_reached_and_looks_at_a_known_measure() -> None:
    assert {each.measure for each in traffic_lights()} == set(MEASURES)
    assert len({each.id for each in traffic_lights()}) == 9


def test_an_office_may_write_its_own_numbers() -> None:
    rules = read_traffic_lights(RULE.replace("above = 1", "below = 3"), "own.toml")
    assert light_of({"late_reports": 2}, rules) == Light("x", "red", "2 งวด")
    assert light_of({"late_reports": 3}, rules).id == ""


@pytest.mark.parametrize(
    ("broken", "word"),
    [
        (RULE.replace("red", "blue"), "blue"), (RULE.replace("late_reports", "luck"), "luck"),
        (RULE.replace("above = 1", ""), "above หรือ below"),
        (RULE.replace("above = 1", "above = 1\nbelow = 2"), "above หรือ below"),
        (RULE.replace("{value}", "{name}"), "name"), (RULE + RULE, "ซ้ำ"), (RULE + "odd = 1\n", "odd"), ("", "อย่างน้อย"),
        ("[[light]", "TOML"), (RULE.replace('id = "x"', ""), "รหัส"),
    ],
)  # fmt: skip
def test_a_faulty_file_names_what_is_wrong(broken: str, word: str) -> None:
    with pytest.raises(CatalogueError, match=word):
        read_traffic_lights(broken, "own.toml")
