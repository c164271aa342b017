"""Every indicator of every set gets draft text; the shipped sets have their own."""

from pathlib import Path

import pytest

from catalogue import CatalogueError, load_catalogue, parse_set
from catalogue.suggestions import PARTS, _read_rows, read_suggestions, suggestion_for, suggestions_data


@pytest.mark.parametrize(("set_id", "fewest_activities"), [("jpt-2560", 3), ("jpt-2550", 2), ("nrd2c-2555", 3)])
def test_each_indicator_of_a_shipped_set_has_text_of_its_own(set_id: str, fewest_activities: int) -> None:
    indicator_set = load_catalogue().get(set_id)
    suggestions = read_suggestions(set_id)
    assert sorted(suggestions) == [indicator.number for indicator in indicator_set.indicators]
    for suggestion in suggestions.values():
        assert suggestion.basis == "indicator"
        assert len(suggestion.causes) >= 2
        assert len(suggestion.activities) >= fewest_activities
        assert all(getattr(suggestion, part) for part in PARTS)
    assert len({suggestion.activities for suggestion in suggestions.values()}) == len(suggestions)


@pytest.mark.parametrize(
    "links", ["", "1>1", "1>1;1>1", "3>1;1>2", "1>1;1>3", "1>1;1", "1>1;1>2;1>2", "0>1;1>2", "1>1;a>2"]
)
def test_links_of_activities_name_what_is_there(links: str, tmp_path: Path) -> None:
    """Two causes, activities and outputs: a link too few or too many, a number that is none, an output left over."""
    path = tmp_path / "own.csv"
    texts = "number,causes,inputs,activities,outputs,outcomes,impact,agencies,partners,activity_links\n"
    path.write_text(f"{texts}1,ก;ข,ค,ง;จ,ฉ;ช,ซ,ฌ,ญ,ฎ,{links}\n", encoding="utf-8")
    with pytest.raises(CatalogueError, match="activity_links"):
        _read_rows(path)
    path.write_text(f"{texts}1,ก;ข,ค,ง;จ,ฉ;ช,ซ,ฌ,ญ,ฎ,1+2>2;>1\n", encoding="utf-8")
    assert _read_rows(path)[0]["activity_links"] == "1+2>2;>1"


def test_suggested_agencies_are_those_of_the_catalogue() -> None:
    for set_id in ("jpt-2560", "jpt-2550", "nrd2c-2555"):
        suggestions = read_suggestions(set_id)
        for indicator in load_catalogue().get(set_id).indicators:
            assert suggestions[indicator.number].agencies == indicator.agencies


def test_a_set_without_a_file_has_none_and_a_name_cannot_leave_the_folder() -> None:
    assert read_suggestions("jpt-2566") == {}
    assert read_suggestions("general") == {}
    assert read_suggestions("../sets/jpt-2560") == {}


def test_a_set_of_the_users_own_falls_back_to_its_topic_then_to_the_template() -> None:
    names = ["สุขภาพดี", "หมวดที่ไม่รู้จัก", "ภัยพิบัติ"]
    own = parse_set(
        {
            "id": "jpt-2580",
            "survey": "jpt",
            "title": "ชุดสมมติ",
            "first_year": 2580,
            "last_year": 2584,
            "dimensions": [{"number": n, "name": name} for n, name in enumerate(names, 1)],
            "indicators": [
                {"number": 1, "name": "หนึ่ง", "dimension": 1, "unit": "คน"},
                {"number": 2, "name": "สอง", "dimension": 2, "unit": "คน"},
                {"number": 3, "name": "ครัวเรือนมีการออมเงิน", "dimension": 2, "unit": "ครัวเรือน"},
                {"number": 4, "name": "สี่", "dimension": 3, "unit": "คน", "agencies": ["หน่วยงานสมมติ"]},
            ],
        }
    )
    health, unknown, saving, disaster = (suggestion_for(own, indicator) for indicator in own.indicators)
    assert [each.basis for each in (health, unknown, saving, disaster)] == ["topic", "general", "topic", "topic"]
    assert "คัดกรองและเยี่ยมบ้านโดย อสม." in health.activities
    assert "ทำบัญชีครัวเรือนและส่งเสริมการออม" in saving.activities
    assert "ซ้อมแผนรับภัยปีละครั้ง" in disaster.activities
    assert disaster.agencies == ("หน่วยงานสมมติ",)


def test_the_table_has_one_row_per_indicator() -> None:
    table = suggestions_data(load_catalogue().get("jpt-2560"))
    assert list(table.columns) == ["indicator_code", "basis", *PARTS]
    assert table["indicator_code"].tolist() == [f"jpt-2560-{number:02d}" for number in range(1, 32)]
    assert (table != "").all(axis=None)
    assert suggestions_data(load_catalogue().get("jpt-2566")).empty
