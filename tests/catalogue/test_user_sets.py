"""Sets of the user's own: read, written, and put in the place of a waiting set."""

import copy
import json
import math
import pickle
from typing import Any

import pytest

from catalogue import CatalogueError, load_catalogue, parse_set, set_to_dict
from tests.catalogue.examples import made_up_set, small_set, value_set

DEFINITIONS = {
    "5x38": lambda: made_up_set("jpt-2566", "jpt", (2566, 2570), 5, 38),
    "7x44": lambda: made_up_set("nrd2c-2566", "nrd2c", (2566, 2570), 7, 44),
    "small": small_set,
    "value": value_set,
}


@pytest.mark.parametrize("name", DEFINITIONS)
def test_a_definition_survives_a_trip_through_json(name: str) -> None:
    parsed = parse_set(DEFINITIONS[name]())
    assert parse_set(json.loads(json.dumps(set_to_dict(parsed), ensure_ascii=False))) == parsed


@pytest.mark.parametrize("indicator_set", load_catalogue().sets, ids=lambda each: each.id)
def test_a_shipped_set_survives_a_trip_through_json_and_pickle(indicator_set: Any) -> None:
    assert parse_set(json.loads(json.dumps(set_to_dict(indicator_set)))) == indicator_set
    assert pickle.loads(pickle.dumps(indicator_set)) == indicator_set  # noqa: S301 - our own object
    assert hash(indicator_set) == hash(copy.deepcopy(indicator_set))


@pytest.mark.parametrize(("name", "set_id", "size"), [("5x38", "jpt-2566", 38), ("7x44", "nrd2c-2566", 44)])
def test_a_complete_definition_replaces_the_waiting_set(name: str, set_id: str, size: int) -> None:
    assert not load_catalogue().get(set_id).is_complete
    catalogue = load_catalogue([DEFINITIONS[name]()])
    indicator_set = catalogue.get(set_id)
    assert (len(indicator_set.indicators), len(catalogue.sets)) == (size, 6)
    assert indicator_set.indicators[-1].code == f"{set_id}-{size}"
    assert not load_catalogue().get(set_id).is_complete, "the shipped catalogue must stay as it was"


def test_a_shipped_set_can_be_given_other_targets_and_levels_but_no_other_indicators() -> None:
    definition = set_to_dict(load_catalogue().get("jpt-2560"))
    definition["indicators"][0]["targets"] = {"2564": 97.5}
    assert load_catalogue([definition]).get("jpt-2560").by_number(1).targets == {2564: 97.5}
    definition["indicators"][0]["name"] = "ชื่ออื่น"
    with pytest.raises(CatalogueError, match="มีชุดรหัสนี้แล้ว"):
        load_catalogue([definition])


def test_what_is_left_out_is_filled() -> None:
    definition = made_up_set("jpt-2580", "jpt", (2580, 2584), 1, 1)
    definition["indicators"][0]["name"] = "ครัวเรือนมีส่วนร่วมทำกิจกรรมสาธารณะเพื่อประโยชน์ของชุมชนหรือท้องถิ่น"
    parsed = parse_set(definition)
    indicator = parsed.by_number(1)
    assert (parsed.size, parsed.measure, parsed.confidence, parsed.dimension_count) == (1, "count", "U", 1)
    assert indicator.short_label == "ครัวเรือนมีส่วนร่วมทำกิจกรรม…"
    assert indicator.chart_label == "ครัวเรือนมีส่วนร่วม<br>ทำกิจกรรม…"
    assert (indicator.direction, indicator.rollup, indicator.targets) == ("more_is_better", "sum", {})


def test_blank_cells_of_a_table_read_as_blank() -> None:
    definition = small_set()
    definition["indicators"][1] |= {"short_label": math.nan, "targets": math.nan, "sdg": None, "low": math.nan}
    assert parse_set(definition) == parse_set(small_set())
    definition["indicators"][1]["unit"] = math.nan
    with pytest.raises(CatalogueError, match=r"หน่วย \(unit\) ว่าง"):
        parse_set(definition)


def test_values_keep_their_own_unit_range_and_rollup() -> None:
    waste, water = parse_set(value_set()).indicators
    assert (waste.unit, waste.direction, waste.rollup, waste.low, waste.high) == (
        "ตันต่อวัน",
        "more_is_worse",
        "sum",
        0,
        None,
    )
    assert waste.targets == {2567: 120.5}
    assert (water.rollup, water.low, water.high) == ("weighted_mean", 0, 10)


def test_sets_of_other_data_may_share_years_and_are_then_asked_for_by_id() -> None:
    catalogue = load_catalogue([value_set("other-a"), value_set("other-b")])
    assert catalogue.get("other-b").is_complete
    with pytest.raises(CatalogueError, match=r"หลายชุด.*other-a \(2566–2570\), other-b"):
        catalogue.for_year("other", 2567)
