"""The radar page through the frame: its switches, the way down, what the URL keeps, and what it says when data lack."""

import json
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from app.state import the_warehouse
from tests_support import all_text, switch_page

PAGE = "radar_diagram"
JPT = {"area": "83", "set": "jpt-2560", "year": "2564"}
NRD = {"area": "83", "set": "nrd2c-2555", "year": "2564"}


def opened(app: AppTest, **parameters: str) -> AppTest:
    for name, value in parameters.items():
        app.query_params[name] = value
    switch_page(app, PAGE).run()
    assert not app.exception
    return app


def parameter(app: AppTest, name: str) -> str | None:
    value = app.query_params.get(name)
    return value[0] if isinstance(value, list) else value


def press(app: AppTest, key: str) -> AppTest:
    app.button(key=key).click().run()
    assert not app.exception
    return app


def keys(app: AppTest) -> set[str]:
    return {str(each.key) for kind in ("selectbox", "button", "button_group") for each in app.get(kind)}


def next_ones(app: AppTest) -> Any:
    """The buttons that lead one level down."""
    return next(each for each in app.get("button_group") if str(each.key).endswith("-next"))


@pytest.mark.parametrize("area", ["TH", "83", "8303", "830306", "8303060100", "83030601"])
def test_every_level_of_area_has_a_radar_or_says_what_to_do(app: AppTest, area: str) -> None:
    opened(app, **(JPT | {"area": area}))
    text = all_text(app)
    assert "อ่านทีละแกน" in text or "นำเข้าข้อมูล" in text


def test_the_kinds_of_data_of_the_area_are_a_switch_and_there_is_no_second_select(app: AppTest) -> None:
    opened(app, **JPT)
    assert "filter_kind" not in keys(app)
    switch = app.get("button_group")[0]
    names = [option.content for option in switch.proto.options]
    assert names[:2] == ["จปฐ.", "กชช.2ค"]
    assert names[-1] == "ทุกชนิดรวมกัน"


def test_all_kinds_stand_side_by_side_each_in_its_own_year(app: AppTest) -> None:
    opened(app, kinds="all", **JPT)
    text = all_text(app)
    assert "จปฐ. · ปี 2564" in text
    assert "กชช.2ค · ปี 2564" in text
    assert "ไม่นำมารวมเป็นค่าเดียว" in text
    press(app, "kind-open-nrd2c-2555")
    assert parameter(app, "set") == "nrd2c-2555"
    assert parameter(app, "kinds") is None


@pytest.mark.parametrize("scale", ["linear", "stretched", "rank"])
def test_all_kinds_have_every_scale_and_companions_of_their_own(app: AppTest, scale: str) -> None:
    opened(app, kinds="all", scale=scale, also="peers", **(JPT | {"area": "8301"}))
    assert app.selectbox(key="choice_scale").value == scale
    assert not {"target", "2563"} & set(app.selectbox(key="choice_beside").options)
    text = all_text(app)
    assert text.count("เรียงจากด้อย ใกล้เคียง ไปเด่น") == 1
    assert text.count("จากที่ด้อยกว่าค่าอ้างอิงมากที่สุด") == 2  # without intervals nobody knows which stand out
    assert ("ลำดับของแต่ละชนิด" in text) == (scale == "rank")
    drawn = [json.loads(chart.proto.spec) for chart in app.get("plotly_chart")]
    radars = [each["data"] for each in drawn if "polar" in each["layout"]]
    assert len(radars) == 3
    graded = [each["layout"]["polar"]["angularaxis"]["ticktext"] for each in drawn if "polar" in each["layout"]]
    assert ["%" in "".join(words) for words in graded].count(False) == 1  # กชช.2ค has an index, no percentage
    for traces in radars:
        assert next(each["name"] for each in traces if each.get("line", {}).get("dash") == "dot").startswith("ค่ากลาง")


def test_the_way_down_and_back_is_in_the_url(app: AppTest) -> None:
    opened(app, **JPT)
    next_ones(app).set_value("d4").run()
    assert parameter(app, "axis") == "d4"
    next_ones(app).set_value("jpt-2560-23").run()
    assert not app.exception
    assert (parameter(app, "axis"), parameter(app, "indicator")) == ("d4", "jpt-2560-23")
    text = all_text(app)
    for word in ("นิยาม", "หน่วยนับ", "ใครถูกนับ", "ทุกปีที่มีข้อมูล", "ไฟล์และรายการนำเข้า", "หมู่บ้าน/ชุมชนทุกแห่ง"):
        assert word in text, word
    press(app, "path-axis")
    assert (parameter(app, "axis"), parameter(app, "indicator")) == ("d4", None)
    press(app, "path-top")
    assert parameter(app, "axis") is None


def test_a_link_opens_an_indicator_and_wrong_codes_leave_the_url(app: AppTest) -> None:
    opened(app, indicator="jpt-2560-25", axis="d9", **JPT)
    assert app.subheader[0].value == "25. สูบบุหรี่"  # what fails, beside the share that fails
    assert parameter(app, "axis") == "d5"
    app.query_params["indicator"], app.query_params["axis"] = "jpt-2550-25", "<b>"
    app.run()
    assert not app.exception
    assert parameter(app, "indicator") is None
    assert parameter(app, "axis") is None


def test_the_panel_of_an_indicator_has_none_of_the_selects_that_change_a_radar(app: AppTest) -> None:
    looks = {f"choice_{name}" for name in ("beside", "also", "measure", "scale", "view")}
    way = {"scale": "rank", "measure": "quality", "beside": "peers"}
    opened(app, indicator="jpt-2560-23", axis="d4", **way, **JPT)
    assert not looks & keys(app)
    assert "ผ่านเกณฑ์" in {each.label for each in app.metric}
    press(app, "path-top")
    assert looks <= keys(app)
    assert {name: parameter(app, name) for name in way} == way


def test_an_indicator_that_the_grouping_leaves_out_shows_the_radar_with_its_selects(app: AppTest) -> None:
    opened(app, indicator="jpt-2560-23", view="tpmap", **JPT)
    assert parameter(app, "indicator") is None
    assert "choice_view" in keys(app)


@pytest.mark.parametrize("scale", ["linear", "focused", "stretched", "rank", "moon"])
@pytest.mark.parametrize("measure", ["problem", "quality"])
def test_scale_and_measure_come_from_the_url(app: AppTest, scale: str, measure: str) -> None:
    opened(app, scale=scale, measure=measure, beside="peers", also="parent", **JPT)
    assert app.selectbox(key="choice_scale").value == (scale if scale != "moon" else "focused")
    assert app.selectbox(key="choice_measure").value == measure
    assert app.selectbox(key="choice_also").value == "parent"


def test_a_choice_is_written_to_the_url_and_the_default_is_not(app: AppTest) -> None:
    opened(app, **JPT)
    app.selectbox(key="choice_scale").select("rank").run()
    assert parameter(app, "scale") == "rank"
    app.selectbox(key="choice_scale").select("focused").run()
    assert parameter(app, "scale") is None
    assert not app.exception


def test_the_way_of_looking_goes_along_to_another_page_and_back(app: AppTest) -> None:
    opened(app, **JPT)
    app.selectbox(key="choice_measure").select("quality").run()
    switch_page(app, "comparative").run()
    app.query_params.clear()
    switch_page(app, PAGE).run()
    assert not app.exception
    assert app.selectbox(key="choice_measure").value == "quality"


def test_tpmap_groups_the_same_indicators_otherwise(app: AppTest) -> None:
    opened(app, view="tpmap", **JPT)
    names = [option.content for option in next_ones(app).proto.options]
    assert names == ["สุขภาพ", "ความเป็นอยู่", "การศึกษา", "รายได้", "การเข้าถึงบริการรัฐ"]
    opened(app, view="tpmap", axis="d5", **JPT)
    assert "ด้าน" in all_text(app)


def test_areas_come_a_page_at_a_time(app: AppTest) -> None:
    opened(app, show="areas", level="village", **JPT)
    assert "1–24 จาก" in all_text(app)
    press(app, "page-ถัดไป")
    assert parameter(app, "page") == "2"
    assert "25–48 จาก" in all_text(app)


def test_the_five_reports_of_a_village_survey(app: AppTest) -> None:
    opened(app, show="reports", **NRD)
    headings = [each.value for each in app.markdown if each.value.startswith("#### ")]
    assert [heading[5] for heading in headings] == ["1", "2", "3", "4", "5"]
    assert "ยังไม่มีเอกสารยืนยัน" in all_text(app)
    app.selectbox(key="choice_counted").select("any").run()
    assert parameter(app, "counted") == "any"
    assert not app.exception


def test_reports_are_not_offered_for_household_surveys(app: AppTest) -> None:
    opened(app, show="reports", **JPT)
    assert not [each for each in app.markdown if each.value.startswith("#### 1")]


def test_a_year_without_data_offers_the_years_there_are(app: AppTest) -> None:
    opened(app, area="830151", set="nrd2c-2555", year="2564")
    assert "ไม่มีข้อมูล" in all_text(app)
    jumps = [key for key in keys(app) if key.startswith("jump-jpt-2560")]
    assert jumps
    press(app, jumps[0])
    assert parameter(app, "set") == "jpt-2560"
    assert "อ่านทีละแกน" in all_text(app)


def test_downloads_are_offered_with_thai_names(app: AppTest) -> None:
    opened(app, **JPT)
    labels = [each.proto.label for each in app.get("download_button")]
    assert labels == ["รูป PNG: เรดาร์", "รูป PNG: ลำดับตัวชี้วัด", "ตาราง Excel (.xlsx)", "ตาราง CSV"]


def test_the_rule_says_when_two_years_are_held_against_each_other(app: AppTest) -> None:
    opened(app, **(JPT | {"beside": "published_country"}))
    assert "เมื่อเทียบกับอีกปี" not in all_text(app)
    opened(app, **(JPT | {"beside": "2563"}))
    assert "เมื่อเทียบกับอีกปี" in all_text(app)


def test_a_value_that_is_no_problem_figure_is_shown_and_not_called_missing(app: AppTest) -> None:
    codes = the_warehouse().query("SELECT DISTINCT set_id FROM live_facts WHERE set_id LIKE 'other-%'")["set_id"]
    place = {"area": "830103", "set": str(codes.iloc[0]), "year": "2565"}
    opened(app, **place, indicator=f"{codes.iloc[0]}-01")
    assert [each.label for each in app.metric] == ["ค่า"]
    assert app.metric[0].value == "1,199"
    text = all_text(app)
    assert "มีค่า แต่ไม่ใช่ค่าปัญหา" in text
    assert "เรียงจากค่ามากไปน้อย" in text
    assert "ไม่มีข้อมูล" not in text
