"""The part พื้นที่และแผนที่: what is known, a register and outlines looked at and kept, the map, going back."""

import json

from streamlit.testing.v1 import AppTest

from tests_support import all_text, switch_page

OUTLINES = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "properties": {"ADM3_PCODE": code, "ADM2_PCODE": code[:6]},
            "geometry": {"type": "Polygon", "coordinates": [[[x, 7.9], [x + 0.1, 7.9], [x + 0.1, 8.0], [x, 7.9]]]},
        }
        for code, x in (("TH830101", 98.3), ("TH830102", 98.4), ("TH830201", 98.5))
    ],
}


def opened(app: AppTest) -> AppTest:
    app.run()
    switch_page(app, "input_data").run()
    app.segmented_control(key="choice_part").set_value("areas").run()
    assert not app.exception
    return app


def bring(app: AppTest, name: str, content: bytes, times: int = 0) -> None:
    app.file_uploader(key=f"areas-file-{times}").set_value((name, content, "text/plain")).run()
    assert not app.exception


def known(app: AppTest, level: str) -> dict[str, int]:
    table = app.dataframe[0].value
    row = table[table["ระดับ"] == level].iloc[0].to_dict()
    return {key: value for key, value in row.items() if key != "ระดับ"}


def test_what_is_known_is_counted_and_an_empty_map_says_what_to_do(app: AppTest) -> None:
    opened(app)
    assert known(app, "จังหวัด") == {
        "ชื่อที่มากับโปรแกรม": 77, "จากทะเบียนที่นำเข้า": 0, "จากไฟล์ข้อมูล": 0, "มีขอบเขตแผนที่": 0,
    }  # fmt: skip
    assert known(app, "หมู่บ้าน/ชุมชน")["จากไฟล์ข้อมูล"] == 154
    assert "ยังไม่มีขอบเขตของพื้นที่ใด" in all_text(app)


def test_a_register_is_shown_before_it_is_kept_and_its_names_are_used_at_once(empty_app: AppTest) -> None:
    opened(empty_app)
    bring(empty_app, "ทะเบียน.csv", "รหัส,ชื่อ\n830104,รัษฎาใหม่\n83010401,บ้านแหลมหลา\n830105,วิชิต\n830106,\n".encode())
    text = all_text(empty_app)
    assert "อ่าน **4** แถว · ไม่รับ **1** แถว" in text
    assert "ใหม่ **1** · เปลี่ยนจากเดิม **1** · เหมือนเดิม **1**" in text
    assert "ไม่มีชื่อพื้นที่" in text
    assert known(empty_app, "ตำบล")["จากทะเบียนที่นำเข้า"] == 0
    empty_app.button(key="areas-save").click().run()
    assert not empty_app.exception
    assert "บันทึกทะเบียนจาก ทะเบียน" in all_text(empty_app)
    assert known(empty_app, "ตำบล")["จากทะเบียนที่นำเข้า"] == 2
    assert named("830104") == "รัษฎาใหม่"
    bring(empty_app, "แก้.csv", "รหัส,ชื่อ\n830104,รัษฎา\n830105,วิชิต\n".encode(), times=1)
    empty_app.button(key="areas-save").click().run()
    assert named("830104") == "รัษฎา"


def test_names_given_can_be_taken_back(empty_app: AppTest) -> None:
    opened(empty_app)
    bring(empty_app, "ทะเบียน.csv", "รหัส,ชื่อ\n830104,รัษฎาใหม่\n830105,วิชิต\n".encode())
    empty_app.button(key="areas-save").click().run()
    assert empty_app.button(key="areas-remove-register").disabled
    empty_app.checkbox(key="areas-remove-sure").check().run()
    empty_app.button(key="areas-remove-register").click().run()
    assert not empty_app.exception
    assert known(empty_app, "ตำบล")["จากทะเบียนที่นำเข้า"] == 0
    assert named("830104") == "รัษฎา"


def test_outlines_are_drawn_before_and_after_they_are_kept(empty_app: AppTest) -> None:
    opened(empty_app)
    bring(empty_app, "ขอบเขต.geojson", json.dumps(OUTLINES).encode())
    assert "อ่าน **3** รูป" in all_text(empty_app)
    assert len(empty_app.get("plotly_chart")) == 1
    chooser = next(each for each in empty_app.selectbox if each.label == "รหัสพื้นที่อยู่ในคุณสมบัติ")
    assert (chooser.value, chooser.options) == ("ADM3_PCODE", ["ADM2_PCODE", "ADM3_PCODE"])
    chooser.select("ADM2_PCODE").run()
    assert "ใหม่ **2**" in all_text(empty_app)
    next(each for each in empty_app.selectbox if each.label == "รหัสพื้นที่อยู่ในคุณสมบัติ").select("ADM3_PCODE").run()
    empty_app.button(key="areas-save").click().run()
    assert not empty_app.exception
    assert known(empty_app, "ตำบล")["มีขอบเขตแผนที่"] == 3
    assert len(empty_app.get("plotly_chart")) == 1
    text = all_text(empty_app)
    assert "มีขอบเขต 3 ตำบล" in text
    assert any("ตำบลที่ยังไม่มีขอบเขต 14 แห่ง" in each.label for each in empty_app.expander)
    empty_app.checkbox(key="areas-remove-sure").check().run()
    empty_app.button(key="areas-remove-boundaries").click().run()
    assert "ยังไม่มีขอบเขตของพื้นที่ใด" in all_text(empty_app)


def test_a_file_of_something_else_changes_nothing_and_says_what_would_do(empty_app: AppTest) -> None:
    opened(empty_app)
    bring(empty_app, "รายชื่อ.csv", "ชื่อ,โทร\nสมชาย ใจดี,0812345678\n".encode())
    text = all_text(empty_app)
    assert "ไม่พบคอลัมน์รหัสพื้นที่" in text
    assert "สมชาย" not in text
    assert not [each for each in empty_app.button if each.key == "areas-save"]


def named(code: str) -> str:
    from analysis.core.areas import name_of  # noqa: PLC0415
    from app.state import the_warehouse  # noqa: PLC0415

    return name_of(the_warehouse(), code)
