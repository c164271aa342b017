"""The radar page's numbers from the command line are those of the analyses the screen draws."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from analysis.__main__ import main
from catalogue import load_catalogue
from tests.analysis.examples import store
from warehouse import open_warehouse

JPT = load_catalogue().get("jpt-2560")
NRD = load_catalogue().get("nrd2c-2555")
FAILED = {"83010101": 30, "83010102": 12, "83010103": 60, "83010201": 5}


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("radar") / "radar.duckdb"
    warehouse = open_warehouse(path)
    for year, more in ((2561, 0), (2560, 10)):
        rows = [(code, number, 100, failed + more) for code, failed in FAILED.items() for number in (1, 2, 23)]
        store(warehouse, JPT, rows, year)
    scores = [(code, number, 1 + number % 3) for code in FAILED for number in (1, 2, 3)]
    store(warehouse, NRD, scores, 2560, columns=["score"])
    warehouse.close()
    return str(path)


@pytest.fixture
def page(database: str, capsys: pytest.CaptureFixture[str]) -> Callable[..., Any]:
    def ask(*arguments: str, command: str = "radar-diagram") -> Any:
        assert main([command, "--database", database, "--json", *arguments]) == 0
        return json.loads(capsys.readouterr().out, parse_constant=pytest.fail)

    return ask


def test_companions_with_their_ranks_and_the_gap_to_the_first(page: Callable[..., Any]) -> None:
    found = page("--area", "83010101", "--year", "2561", "--beside", "peers,2560")
    assert [(each["kind"], each["name"]) for each in found["companions"]] == [
        ("peers", "ค่ากลางพื้นที่ระดับเดียวกัน (หมู่บ้าน/ชุมชน 2 แห่ง)"),
        ("2560", "ปี 2560"),
    ]
    first = found["beside_first_companion"][0]
    assert first == {
        "code": "jpt-2560-01", "axis": "d1", "reference_pct": 36, "reference_low_pct": 36,
        "reference_high_pct": 36, "reference_gap_pct": -6, "status": "similar", "status_name": "ใกล้เคียง",
        "peer_rank_pct": 50, "peer_rank_pass_pct": 50,
    }  # fmt: skip
    assert found["companions"][1]["axes"][0] == {
        "code": "d1", "problem_pct": 40, "pass_pct": 60, "peer_rank_pct": 50, "peer_rank_pass_pct": 50,
    }  # fmt: skip
    assert found["companions"][0]["indicators"][2]["problem_pct"] is None
    assert found["peers"] == 2
    rings = [each for each in found["axis_rings"] if each["code"] == "d1"]
    assert [(each["rank_pct"], each["problem_pct"]) for each in rings] == [(25, 12), (50, 12), (75, 60), (100, 60)]
    assert len(found["indicator_rings"]) == 4 * len(JPT.indicators)


def test_the_panel_of_one_indicator(page: Callable[..., Any]) -> None:
    panel = page("--area", "830101", "--year", "2561", "--indicator", "jpt-2560-23", "--level", "village")["panel"]
    assert (panel["indicator"]["number"], panel["indicator"]["unit"]) == (23, JPT.by_number(23).unit)
    assert (panel["figures"]["assessed"], panel["figures"]["failed"], panel["figures"]["problem_pct"]) == (300, 102, 34)
    assert [(row["year_be"], row["failed"]) for row in panel["years"]] == [(2560, 132), (2561, 102)]
    assert [(row["area_code"], row["problem_pct"]) for row in panel["areas"]] == [
        ("83010103", 60), ("83010101", 30), ("83010102", 12),
    ]  # fmt: skip
    assert panel["sources"][0]["areas"] == 3
    assert panel["sources"][0]["imported_at"].startswith("20")


def test_the_areas_below_and_all_kinds(page: Callable[..., Any]) -> None:
    found = page("--area", "83", "--year", "2561", "--level", "village", "--kinds")
    areas = found["areas_below"]["areas"]
    assert [(area["area_code"], area["rank"], area["mean_problem_pct"]) for area in areas] == [
        ("83010103", 1, 60), ("83010101", 2, 30), ("83010102", 3, 12), ("83010201", 4, 5),
    ]  # fmt: skip
    assert {axis["code"]: axis["peer_rank_pct"] for axis in areas[1]["axes"]}["d1"] == 75
    assert [ring["problem_pct"] for ring in found["areas_below"]["rings"] if ring["code"] == "d1"] == [5, 12, 30, 60]
    assert [(kind["survey"], kind["year_be"], kind["is_asked_year"]) for kind in found["kinds"]] == [
        ("jpt", 2561, True),
        ("nrd2c", 2560, False),
    ]
    own = found["kinds"][0]
    assert own["axis_rings"] == found["axis_rings"]
    assert [companion["name"] for companion in own["companions"]] == [each["name"] for each in found["companions"]]
    assert [axis["peer_rank_pct"] for axis in own["axes"]] == [axis["peer_rank_pct"] for axis in found["axis_ranks"]]
    assert {row["code"] for row in own["ranked"]} == {indicator.code for indicator in JPT.indicators}
    assert "panel" not in found


def test_the_country_has_no_companion_above_it(page: Callable[..., Any]) -> None:
    assert page("--area", "TH", "--year", "2561")["companions"] == []


def test_too_many_companions_are_refused(database: str, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["--database", database, "--area", "83", "--year", "2561", "--beside", "peers,2560,parent", "--json"]
    assert main(["radar-diagram", *arguments]) == 1
    assert "ไม่เกิน 2 รายการ" in capsys.readouterr().err


def test_all_five_village_reports(page: Callable[..., Any]) -> None:
    found = page("--area", "8301", "--year", "2560", command="village-scores")
    assert {"levels", "condition", "indicators", "indicators_by_level_1_and_2", "villages"} <= set(found)
    second = found["condition"][1]
    assert [second[f"score_{score}"] for score in (1, 2, 3)] == [0, 0, 4]
    assert (second["score_3_pct"], second["any_pct"]) == (100, 0)
    assert found["indicators_by_level_1_and_2"][0]["with_problem_pct"] == 100
    assert len(found["villages"]) == len(FAILED)
    assert found["condition"][5]["villages"] is None


def test_the_command_is_in_the_readme() -> None:
    readme = (Path(__file__).resolve().parents[3] / "README.md").read_text(encoding="utf-8")
    for option in ("--beside", "--indicator", "--level", "--kinds"):
        assert option in readme, option
