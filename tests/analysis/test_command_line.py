"""`python -m analysis` as another program sees it: exit codes, JSON keys, CSV, messages."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from analysis.__main__ import main
from analysis.core.scope import Question
from analysis.logic_model.data import draft_plan
from analysis.logic_model.plan_store import store_new_plan, store_plan
from catalogue import load_catalogue, set_to_dict
from tests.analysis.examples import made_up_set, store
from warehouse import open_warehouse, save_set
from warehouse.area_records import AreaGroup, save_area_group

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = load_catalogue().get("jpt-2560")
VILLAGES = ("83010101", "83010102", "83010103")
MINE = made_up_set(survey="other", measure="value", set_id="mine")


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("analysis") / "radar.duckdb"
    warehouse = open_warehouse(path)
    counts = {"83010101": 30, "83010102": 12, "83010601": 5}
    rows = [(code, number, 100, failed) for code, failed in counts.items() for number in (1, 2, 23)]
    store(warehouse, SHIPPED, [*rows, ("83010101", 3, 0, 0)], 2561)
    save_set(warehouse, MINE.id, set_to_dict(MINE))
    store(warehouse, MINE, [("83010101", 1, 5)], 2581, columns=["value"])
    warehouse.close()
    return str(path)


@pytest.fixture
def answer(capsys: pytest.CaptureFixture[str]):
    def ask(*arguments: str) -> Any:
        assert main([*arguments, "--json"]) == 0
        return json.loads(capsys.readouterr().out, parse_constant=pytest.fail)

    return ask


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "analysis", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=60)


def test_module_answers_json_on_stdout(database: str):
    done = run("radar-diagram", "--database", database, "--area", "830101", "--year", "2561", "--json")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert (found["area_code"], found["area_name"], found["year_be"], found["survey"]) == (
        "830101",
        "ตลาดใหญ่",
        2561,
        "jpt",
    )
    axis_keys = {"code", "name", "problem_pct", "pass_pct", "reference_pct", "indicators", "indicators_with_data"}
    assert all(axis_keys <= set(axis) for axis in found["axes"])
    first, third = found["indicators"][0], found["indicators"][2]
    keys = ("code", "number", "unit", "dimension", "assessed", "failed", "problem_pct")
    assert [first[key] for key in keys] == ["jpt-2560-01", 1, "คน", "สุขภาพ", 200, 42, 21.0]
    assert isinstance(first["failed"], int)
    missing = ("problem_pct", "pass_pct", "low_pct", "high_pct", "target_pct", "gap_pct")
    assert [third[key] for key in (*missing, "assessed")] == [None] * 6 + [0]
    assert found["indicators"][4]["assessed"] is None


def test_error_goes_to_stderr_in_thai_with_the_years(database: str):
    done = run("radar-analysis", "--database", database, "--area", "830101", "--year", "2563", "--json")
    assert (done.returncode, done.stdout) == (1, "")
    assert "ข้อมูลที่มีของพื้นที่นี้: จปฐ. ปี 2561" in done.stderr


def test_radar_analysis(database: str, answer):
    found = answer("radar-analysis", "--database", database, "--area", "830101", "--year", "2561")
    assert {"problem_pct", "pass_pct", "indicators", "indicators_with_data"} <= set(found["overall"])
    assert (found["overall"]["indicators"], found["overall"]["indicators_with_data"]) == (31, 3)
    problem = found["problems"][0]
    wanted = {"rank", "unweighted_rank", "code", "name", "problem_pct", "failed", "assessed", "score", "severity"}
    wanted |= {"size", "trend", "relative", "problem_name", "tier", "excess", "is_small"}
    assert wanted <= set(problem)
    ranks = [each["rank"] for each in found["problems"]]
    assert ranks == sorted(ranks)
    assert problem["trend"] is None
    assert (problem["rank"], found["strengths"]) == (1, [])
    assert found["text"].startswith("ตำบลตลาดใหญ่ ปี 2561")


def test_radar_analysis_with_weights_and_a_group(database: str, answer):
    asked = ("radar-analysis", "--database", database, "--area", "830101", "--year", "2561")
    found = answer(*asked, "--weights", "severity=2,size=1")
    assert found["weights"] == {"severity": 2, "size": 1, "trend": 1, "relative": 1}
    top = found["problems"][0]
    assert top["score"] == pytest.approx((2 * top["severity"] + top["size"] + top["relative"]) / 4)
    keys = {"changes", "groups", "levels", "multidimensional", "unknowns", "formulas", "profile", "statements"}
    assert keys <= set(found)
    children = answer(*asked, "--group", "children")
    assert children["group"]["name"] == "เด็กและเยาวชน"
    assert {problem["number"] for problem in children["problems"]} == {1, 2}


@pytest.mark.parametrize(
    ("weights", "code"), [("luck=1", 1), ("size=-1", 1), ("severity=0,size=0,trend=0,relative=0", 1)]
)
def test_weights_that_make_no_sense_are_our_error(
    database: str, capsys: pytest.CaptureFixture[str], weights: str, code: int
):
    assert main(["radar-analysis", "--database", database, "--area", "830101", "--weights", weights]) == code
    assert capsys.readouterr().err.startswith("ผิดพลาด: ")


@pytest.mark.parametrize("weights", ["size", "size=many"])
def test_weights_that_are_no_numbers_are_wrong_usage(database: str, weights: str):
    with pytest.raises(SystemExit) as stopped:
        main(["radar-analysis", "--database", database, "--area", "830101", "--weights", weights])
    assert stopped.value.code == 2


def test_the_text_says_the_weights(database: str, capsys: pytest.CaptureFixture[str]):
    assert main(["radar-analysis", "--database", database, "--area", "830101", "--weights", "size=3"]) == 0
    assert "มุมมองของท่าน: ความรุนแรง 1 · ขนาด 3" in capsys.readouterr().out


def test_comparative(database: str, answer):
    found = answer("comparative", "--database", database, "--area", "8301", "--year", "2561")["areas"]
    assert [(area["area_code"], area["rank"]) for area in found] == [("830101", 1), ("830106", 2)]
    assert found[1]["mean_problem_pct"] == pytest.approx(5)
    assert found[1]["axes"] == {"d1": 5, "d2": None, "d3": None, "d4": 5, "d5": None}
    listed = answer("comparative", "--database", database, "--areas", "830106,830101,840101", "--year", "2561")["areas"]
    assert [area["mean_problem_pct"] for area in listed][-1] is None


def test_comparative_says_how_sure_its_ranks_are_and_what_to_check(database: str, answer):
    asked = ("comparative", "--database", database, "--area", "8301", "--year", "2561")
    found = answer(*asked)
    assert [(area["rank_first"], area["rank_last"], area["band"]) for area in found["areas"]] == [
        (1, 1, "sure"), (2, 2, "outside"),
    ]  # fmt: skip
    assert {"status", "axes"} <= set(found["areas"][0])
    assert found["outliers"] == []
    assert found["changes"] is None
    assert found["concentration"][0] == {"indicator_code": "jpt-2560-01", "areas_for_half": 1, "areas": 2}
    assert {row["level"] for row in found["variance"]} == {"tambon", "village"}
    assert found["not_rankable"] == []
    by_one = answer(*asked, "--measure", "jpt-2560-23", "--limit", "1", "--level", "village")
    assert [area["area_code"] for area in by_one["areas"]] == ["83010101"]
    assert (by_one["areas_in_all"], by_one["measure"]["code"]) == (3, "jpt-2560-23")
    beside = answer("comparative", "--database", database, "--area", "83010102", "--year", "2561")
    assert [area["area_code"] for area in beside["areas"]] == ["83010101", "83010102"]


def test_comparative_of_a_saved_group_of_two_years_and_as_csv(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    path = tmp_path / "two.duckdb"
    warehouse = open_warehouse(path)
    for year, failed in ((2560, 40), (2561, 10)):
        store(warehouse, SHIPPED, [(code, 1, 400, failed * size) for size, code in enumerate(VILLAGES, 1)], year)
    save_area_group(warehouse, AreaGroup("ชายฝั่ง", ("83010103", "83010101")))
    warehouse.close()
    asked = ["comparative", "--database", str(path), "--area", "830101", "--year", "2561"]
    assert main([*asked, "--against-year", "2560", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    first = found["changes"][0]
    assert (first["area_code"], first["before_pct"], first["problem_pct"], first["status"]) == (
        "83010101", 10, 2.5, "better",
    )  # fmt: skip
    assert first["villages_shared"] == 1
    assert len(found["changes_left_out"]) == 30
    assert main([*asked, "--group", "ชายฝั่ง", "--csv"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("area_code,area_name,mean_problem_pct,mean_pass_pct,rank,rank_first,rank_last,band")
    assert [line.split(",")[0] for line in lines[1:]] == ["83010103", "83010101"]
    assert main([*asked, "--group", "ไม่มี"]) == 1
    assert "กลุ่มที่มี: ชายฝั่ง" in capsys.readouterr().err
    assert main([*asked, "--against-year", "2559"]) == 1
    assert "ไม่มีข้อมูลชุดเดียวกัน" in capsys.readouterr().err


def test_logic_model(database: str, answer):
    found = answer("logic-model", "--database", database, "--area", "830101", "--year", "2561", "--top", "2")[
        "problems"
    ]
    assert len(found) == 2
    assert found[0]["baseline"]["failed"] == found[0]["to_reach"] == 42
    assert found[0]["target"]["source"] == "suggested"
    assert found[0]["activities"]
    assert found[0]["agencies"]


@pytest.fixture
def with_plan(tmp_path: Path, database: str) -> str:
    """The same data, and a plan of the tambon drafted from them, with a text changed."""
    path = tmp_path / "plan.duckdb"
    path.write_bytes(Path(database).read_bytes())
    warehouse = open_warehouse(path)
    plan = draft_plan(warehouse, load_catalogue(), Question("830101", 2561), top=2)
    plan_id = store_new_plan(warehouse, replace(plan, title="แผนตำบล"), saved_by="พัฒนากร")
    store_plan(warehouse, plan_id, 1, replace(plan, title="แผนตำบลตลาดใหญ่"), saved_by="พัฒนากร")
    warehouse.close()
    return str(path)


def test_the_saved_plan_is_printed_where_there_is_one_else_the_draft(with_plan: str, answer, capsys) -> None:
    asked = ("logic-model", "--database", with_plan, "--area", "830101")
    found = answer(*asked)
    assert (found["is_draft"], found["version"], found["title"], found["saved_by"]) == (
        False,
        2,
        "แผนตำบลตลาดใหญ่",
        "พัฒนากร",
    )
    assert [each["failed"] for each in found["problems"]] == [42, 42]
    # 42 of 200 fail, 21 %; halfway to the other tambon's 5 % is 13 %, 26 of 200, so 16 must pass
    assert [each["target_pct"] for each in found["problems"]] == [13, 13]
    assert [each["people"] for each in found["projects"]] == [16, 16]
    assert found["what_if"]["axes"][0]["now_pct"] == pytest.approx(21)
    assert {each["result"] for each in found["outcomes_of_surveys"]} == {"no_data"}
    assert found["standing"][0]["light"]
    assert found["if_then"]["problem-1"]
    assert found["vanished"] == []
    assert {each["part_id"] for each in found["checks"]} >= {"project-1", "project-2"}
    public = answer(*asked, "--public")
    assert "saved_by" not in public
    assert "what_if" not in public
    assert public["hidden"] >= 0
    assert answer(*asked, "--draft")["is_draft"] is True
    assert answer(*asked, "--year", "2561", "--set", "jpt-2560")["is_draft"] is False
    assert answer("logic-model", "--database", with_plan, "--area", "8301")["is_draft"] is True
    assert main([*asked]) == 0
    text = capsys.readouterr().out
    assert "แผนตำบลตลาดใหญ่" in text
    assert "รุ่น 2" in text
    assert "โดย พัฒนากร" in text
    assert "ต้องแก้" in text
    assert main([*asked, "--public"]) == 0
    assert "พัฒนากร" not in capsys.readouterr().out


def test_a_draft_for_others_says_what_is_hidden_and_not_that_there_is_nothing(tmp_path: Path, answer, capsys) -> None:
    """Of ตัวชี้วัด 1 of the one village 4 of 200 fail: hidden, and nothing else fails."""
    path = tmp_path / "few.duckdb"
    warehouse = open_warehouse(path)
    store(warehouse, load_catalogue().get("jpt-2560"), [("83010101", 1, 200, 4)], 2561)
    warehouse.close()
    asked = ("logic-model", "--database", str(path), "--area", "83010101", "--draft", "--public")
    found = answer(*asked)
    assert (found["problems"], found["hidden"]) == ([], 1)
    assert "ซ่อน 1 ค่า" in found["notes"][0]
    assert main([*asked]) == 0
    text = capsys.readouterr().out
    assert "ตัวชี้วัดที่แสดงได้ไม่พบปัญหา" in text
    assert "ซ่อน 1 ค่า" in text
    assert "ไม่มีตัวชี้วัดใด" not in text
    for stage in ("radar-diagram", "radar-analysis"):
        found = answer(stage, *asked[1:5], "--public")
        assert found["hidden"] >= 1
        assert "ซ่อน" in found["notes"][0]


def test_input_data(database: str, answer):
    surveys = answer("input-data", "--database", database)["surveys"]
    assert [(row["survey"], row["year_be"], row["facts"]) for row in surveys] == [("jpt", 2561, 10), ("other", 2581, 1)]
    keys = {"survey", "set_id", "year_be", "areas", "villages", "indicators", "facts", "coverage_pct"}
    assert keys <= set(surveys[0])
    assert surveys[0]["coverage_pct"] == pytest.approx(100 * 10 / (3 * 31))


def test_user_sets_of_the_database_are_read(database: str, answer):
    found = answer("radar-diagram", "--database", database, "--area", "830101", "--survey", "other")
    assert (found["set_id"], found["year_be"], found["indicators"][0]["value"]) == ("mine", 2581, 5)


def test_facts_are_csv(database: str, capsys: pytest.CaptureFixture[str]):
    assert main(["facts", "--database", database, "--level", "amphoe", "--survey", "jpt", "--year", "2561"]) == 0
    assert capsys.readouterr().out.splitlines()[:3] == [
        "area_code,year_be,indicator_code,unit,assessed,failed,score,value,approval",
        "8301,2561,jpt-2560-01,คน,300,47,,,unchecked",
        "8301,2561,jpt-2560-02,คน,300,47,,,unchecked",
    ]


@pytest.mark.parametrize(
    ("stage", "words"),
    [
        ("radar-diagram", "สถานะ"),
        ("radar-analysis", "เกินกว่าที่ควร"),
        ("comparative", "เฉลี่ยเป็นปัญหา"),
        ("logic-model", "เป้าหมาย: เหลือร้อยละ"),
        ("input-data", "jpt-2560"),
    ],
)
def test_without_json_the_answer_is_thai_text(
    database: str, capsys: pytest.CaptureFixture[str], stage: str, words: str
):
    assert main([stage, "--database", database, "--area", "8301"]) == 0
    assert words in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments",
    [
        ["radar-diagram", "--area", "ภูเก็ต"],
        ["radar-diagram", "--area", "990101"],
        ["radar-diagram", "--area", "830101", "--view", "missing"],
        ["input-data", "--area", "84"],
        ["input-data", "--area", "8"],
        ["facts", "--level", "village", "--survey", "nrd2c"],
    ],
)
def test_our_errors_end_with_1(database: str, capsys: pytest.CaptureFixture[str], arguments: list[str]):
    assert main([*arguments, "--database", database]) == 1
    assert capsys.readouterr().err.startswith("ผิดพลาด: ")


def test_a_database_that_is_not_there_is_not_made(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    path = tmp_path / "missing.duckdb"
    assert main(["input-data", "--database", str(path)]) == 1
    assert "ไม่พบฐานข้อมูล" in capsys.readouterr().err
    assert not path.exists()


@pytest.mark.parametrize("arguments", [[], ["polygon"], ["radar-diagram"], ["facts"], ["facts", "--level", "region"]])
def test_wrong_usage_ends_with_2(capsys: pytest.CaptureFixture[str], arguments: list[str]):
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2


def test_every_stage_takes_a_reference_and_a_reader_may_stop_early(database: str):
    program = [sys.executable, "-m", "analysis", "comparative", "--database", database, "--area", "8301", "--json"]
    command = [*program, "--reference", "parent"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as asked:
        assert asked.stdout is not None
        assert asked.stderr is not None
        asked.stdout.close()
        assert (asked.stderr.read(), asked.wait()) == (b"", 0)


def test_facts_without_a_survey_are_all_of_them_and_a_missing_level_names_those_there_are(
    database: str, capsys: pytest.CaptureFixture[str]
):
    assert main(["facts", "--database", database, "--level", "village"]) == 0
    surveys = {line.split(",")[2].split("-")[0] for line in capsys.readouterr().out.splitlines()[1:]}
    assert surveys == {"jpt", "mine"}
    assert main(["facts", "--database", database, "--level", "village", "--survey", "nrd2c"]) == 1
    assert "ข้อมูลที่มี: จปฐ. ปี 2561 ระดับประเทศ จังหวัด อำเภอ ตำบล หมู่บ้าน" in capsys.readouterr().err


@pytest.mark.parametrize("detail", [("--kinds",), ("--level", "village"), ("--indicator", "jpt-2560-1")])
def test_a_detail_without_a_public_form_is_refused_before_anything_is_opened(
    detail: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["radar-diagram", "--database", "absent.duckdb", "--area", "83", *detail, "--public"])
    assert stopped.value.code == 2
    assert f"--public ใช้กับ {detail[0]} ไม่ได้" in capsys.readouterr().err


def test_a_list_of_very_many_areas_is_csv_without_axes(
    database: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("analysis.__main__.MOST_WITH_AXES", 2)
    asked = ["comparative", "--database", database, "--area", "83", "--level", "village", "--year", "2561", "--csv"]
    assert main(asked) == 0
    lines = capsys.readouterr().out.splitlines()
    heads = ["area_code", "area_name", "mean_problem_pct", "rank", "rank_first", "rank_last", "band", "status"]
    assert lines[0].split(",") == [*heads, "indicators_with_data", "is_synthetic"]
    assert [line.split(",")[0] for line in lines[1:]] == ["83010101", "83010102", "83010601"]
    assert main([*asked, "--limit", "1"]) == 0
    assert capsys.readouterr().out.splitlines()[0].endswith(",d1,d2,d3,d4,d5")
