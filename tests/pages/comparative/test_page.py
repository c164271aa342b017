"""Stage 4 through the frame: what each view shows, links, marks, and files that leave through the gate."""

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from catalogue import set_to_dict
from tests.analysis.examples import made_up_set, store
from tests_support import all_text, close_dashboard, control_of, open_dashboard, switch_page
from warehouse import PlanItem, create_plan, open_warehouse, remove_plan, save_plan
from warehouse.user_records import save_set

PROVINCE = {"area": "83", "set": "jpt-2560", "year": "2565"}
STORIES = made_up_set(
    size=3, set_id="other-stories", survey="other", measure="value",
    indicator_1={"name": "ไม่มีเงินออม", "unit": "เรื่อง", "rollup": "sum", "direction": "more_is_worse"},
    indicator_2={"name": "ตั้งกลุ่มเก็บออมได้เอง", "unit": "เรื่อง", "rollup": "sum", "direction": "more_is_better"},
    indicator_3={"name": "น้ำดื่มไม่สะอาด", "unit": "เรื่อง", "rollup": "sum", "direction": "more_is_worse"},
)  # fmt: skip


def opened(app: AppTest, **asked: str) -> AppTest:
    for name, value in (PROVINCE | asked).items():
        app.query_params[name] = value
    switch_page(app, "comparative").run()
    assert not app.exception
    return app


def test_the_areas_below_are_ranked_with_how_sure_that_is(app: AppTest) -> None:
    text = all_text(opened(app, by="jpt-2560-23"))
    assert "อำเภอในจังหวัดภูเก็ต · ปี 2565" in text
    assert "ควรช่วยก่อน แน่ชัด: **เมืองภูเก็ต** (จาก 3 พื้นที่)" in text
    assert "อันดับที่ควรช่วยก่อน" in all_text(opened(app, by="jpt-2560-23", level="tambon"))
    opened(app, by="jpt-2560-23", level="amphoe")
    assert "อันดับที่เป็นไปได้" in app.dataframe[-1].value.columns
    assert len(app.dataframe[-1].value) <= 20


def test_from_a_village_the_page_compares_its_siblings_and_says_where_it_stands(app: AppTest) -> None:
    opened(app, area="83010301")
    assert not app.error
    text = all_text(app)
    assert "หมู่บ้าน/ชุมชนในตำบล" in text
    assert "อยู่อันดับ" in text or "ไม่จัดอันดับ" in text


@pytest.mark.parametrize(
    ("view", "said"),
    [
        ("heat", "กดที่ช่องเพื่อเปิดเรดาร์ของพื้นที่นั้นที่ด้านนั้น"),
        ("spine", "เทียบกับจังหวัดภูเก็ต"),
        ("radars", "มาตราส่วนเดียวกัน"),
        ("change", "นับเฉพาะ"),
        ("scatter", "ไม่ลากเส้น"),
        ("inside", "ครึ่งหนึ่งของผู้ไม่ผ่าน"),
        ("check", "ควรตรวจสอบก่อนรับรองข้อมูล"),
        ("map", "สีเข้มคือปัญหามาก"),
        ("choose", "คะแนนความจำเป็น"),
        ("goals", "ยังไม่ถึงเป้า"),
    ],
)
def test_a_link_opens_its_view_with_a_table(app: AppTest, view: str, said: str) -> None:
    opened(app, compare=view, level="tambon")
    assert not app.error
    assert said in all_text(app).replace("\\", "")
    assert app.dataframe or view == "check"


def test_old_links_with_the_word_of_a_level_still_work(app: AppTest) -> None:
    assert "ตำบลในจังหวัดภูเก็ต" in all_text(opened(app, level="ตำบล"))


def test_by_one_indicator_there_are_counts(app: AppTest) -> None:
    opened(app, level="tambon", by="jpt-2560-23")
    assert {"ไม่ผ่าน", "สำรวจ"} <= set(app.dataframe[-1].value.columns)


def test_a_list_of_areas_across_districts(app: AppTest) -> None:
    opened(app, level="list", areas="830103-830301-830105")
    assert "รายการที่เลือก" in all_text(app)
    assert len(app.dataframe[-1].value) == 3


def test_villages_graded_have_no_ranges_and_no_cells_to_check(app: AppTest) -> None:
    opened(app, set="nrd2c-2555", year="2564")
    assert "อันดับที่ควรช่วยก่อน" not in all_text(app)
    assert "ตรวจสอบ" not in app.segmented_control(key="choice_compare").options


def test_its_files_are_for_everyone_unless_the_office_alone_is_chosen(app: AppTest) -> None:
    opened(app)
    choice = app.radio(key="comparative-audience")
    assert choice.index == 0
    assert "เผยแพร่" in choice.options[0]
    names = {each.proto.label for each in app.get("download_button")}
    assert {"ตาราง Excel (.xlsx)", "ตาราง CSV"} <= names


def test_a_list_is_kept_as_a_group_compared_again_and_forgotten(app: AppTest) -> None:
    opened(app, level="list", areas="830103-830301")
    app.text_input(key="group-name").input("ชายฝั่ง").run()
    next(each for each in app.button if each.label == "บันทึกเป็นกลุ่ม").click().run()
    assert not app.exception
    assert app.query_params["level"] in ("group-ชายฝั่ง", ["group-ชายฝั่ง"])
    assert len(app.dataframe[-1].value) == 2
    next(each for each in app.button if each.label == "ลบกลุ่มนี้").click().run()
    assert not app.exception
    assert "group-ชายฝั่ง" not in control_of(app.selectbox, "choice_level").options


def test_areas_are_found_by_typing(app: AppTest) -> None:
    opened(app, level="list", areas="830103")
    app.text_input(key="list-find").input("ราไวย์").run()
    assert not app.exception
    assert any("ราไวย์" in option for option in app.multiselect(key="list-areas").options)


def test_alike_areas_say_what_they_were_chosen_by(app: AppTest) -> None:
    opened(app, area="830103", level="alike")
    assert not app.exception
    words = " ".join(each.label for each in app.expander)
    assert "คล้ายกันที่สุด" in words or app.get("page_link")


def test_marks_say_which_district_has_none_yet(app: AppTest) -> None:
    from app.state import the_warehouse  # noqa: PLC0415
    from warehouse.area_records import save_marked_areas  # noqa: PLC0415

    opened(app, level="tambon", compare="choose")
    assert any("แล้ว 0 จาก 3 อำเภอ" in each.value for each in app.warning)
    save_marked_areas(the_warehouse(), 2565, "model", ["830103"])
    app.run()
    assert any("แล้ว 1 จาก 3 อำเภอ" in each.value and "กะทู้" in each.value for each in app.warning)
    save_marked_areas(the_warehouse(), 2565, "model", [])


def test_a_model_tambon_is_evaluated_on_one_sheet(app: AppTest) -> None:
    opened(app, level="tambon", compare="choose", evaluate="830103", against="2564")
    text = all_text(app)
    assert "ประเมินตำบลเกาะแก้ว" in text
    assert "เทียบกับตำบลอื่นในอำเภอเมืองภูเก็ต" in text.replace("หมู่บ้าน/ชุมชน", "")
    change = next(each.value for each in app.dataframe if "ช่วงปี 2564" in each.value)
    assert {"ปี 2564 (%)", "ปี 2565 (%)", "ช่วงปี 2565", "ผล"} <= set(change.columns)
    assert "ยังไม่มีแผน" in text


def test_the_sheet_says_what_of_the_plan_is_late(app: AppTest) -> None:
    from app.state import the_warehouse  # noqa: PLC0415

    app.run()
    plan_id = create_plan(the_warehouse(), "830103", "jpt-2560", 2565, 2566)
    project = {"name": "ปลูกผัก", "start": "2022-10-01", "end": "2023-09-30"}
    save_plan(the_warehouse(), plan_id, 0, [PlanItem("project-1", "project", project)])
    opened(app, level="tambon", compare="choose", evaluate="830103")
    assert "รายงานแล้ว 0 จาก 1 กิจกรรม · รายงานช้า 1" in all_text(app)
    remove_plan(the_warehouse(), plan_id)


def test_goals_are_kept_and_never_complete_where_data_are_missing(app: AppTest) -> None:
    opened(app, level="tambon", compare="goals", of="jpt-2560-23", goal="50.0")
    tree = next(each.value for each in app.dataframe if "ถึงเป้าแล้ว" in each.value and "ตัวชี้วัด" not in each.value)
    assert all(words.startswith("ครบ ") for words in tree.loc[tree["ข้อมูลไม่ครบ"] > 0, "ถึงเป้าแล้ว"])
    assert any("ตำบล" in words for words in tree["ถึงเป้าแล้ว"])
    left = next(each.value for each in app.dataframe if "ผล" in each.value)
    assert all(name.endswith(")") for name in left["พื้นที่"])  # each says which amphoe it lies in


def test_by_a_development_level_and_by_a_value_of_other_data(app: AppTest) -> None:
    opened(app, set="nrd2c-2555", year="2564", level="tambon", by="level-1")
    assert {"ร้อยละของหมู่บ้าน (%)", "หมู่บ้านระดับนี้"} <= set(app.dataframe[-1].value.columns)
    assert app.segmented_control(key="choice_compare").options == ["ลำดับ", "สองตัวชี้วัด", "แผนที่"]


def test_points_of_two_kinds_of_data(app: AppTest) -> None:
    opened(app, level="tambon", compare="scatter", y="nrd2c-2555:level-1")
    assert any("กชช.2ค 2564" in str(name) for name in app.dataframe[-1].value.columns)
    assert "กชช.2ค 33" in all_text(app)


def test_stories_of_citizens_stand_beside_the_indicator_that_asks_the_same(
    copy_of_sample: Callable[[Path], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of 8301 with 7 and 4 stories of no savings in two villages, and one good one; of water none is asked here."""
    database = copy_of_sample(tmp_path / "stories.duckdb")
    warehouse = open_warehouse(database)
    save_set(warehouse, STORIES.id, set_to_dict(STORIES) | {"first_year": 2560, "last_year": 2590})
    told = [("83010301", 1, 7), ("83010401", 1, 4), ("83010301", 2, 1), ("83020101", 3, 9)]
    store(warehouse, STORIES, told, 2565, columns=("value",))
    warehouse.close()
    app = opened(open_dashboard(database, monkeypatch), by="jpt-2560-23")
    table = app.dataframe[-1].value
    savings, good = "ไม่มีเงินออม (เรื่อง ปี 2565)", "ตั้งกลุ่มเก็บออมได้เอง (เรื่อง ปี 2565) ค่ามากคือดี"
    assert table.columns[2:5].tolist() == ["เป็นปัญหา (%)", savings, good]
    by_area = table.set_index("พื้นที่")
    [own] = [name for name in by_area.index if "เมืองภูเก็ต" in name]
    assert by_area.loc[own, [savings, good]].tolist() == [11, 1]
    assert by_area[savings].notna().sum() == 1
    assert not [name for name in table.columns if "น้ำดื่ม" in name]
    assert "นับเรื่องที่มีผู้เล่า ไม่ใช่ครัวเรือน" in all_text(app)
    assert not [name for name in opened(app, by="all").dataframe[-1].value.columns if "เงินออม" in name]
    close_dashboard()
