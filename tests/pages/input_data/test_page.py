"""The parts of the input page through the frame: what each file would do, what is asked, saved, undone, sent back."""

import hashlib
import zipfile
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from app.state import the_warehouse
from tests.loaders.corpus.tables import other
from tests_support import all_text, control_of, switch_page
from words.screen_text import BREAKER, text

ROOT = Path(__file__).resolve().parents[3]
VILLAGES = tuple(f"830103{number:02d}00" for number in range(1, 4))
NUMBERS = range(1, 32)


def tpmap_csv(villages: Sequence[str] = VILLAGES, failed: int = 5, wrong_row: int | None = None) -> bytes:
    """A file as TPMAP publishes them; in `wrong_row` (from 0) more persons fail indicator 2 than were asked."""
    columns = [f"indicator{number}.{part}" for number in NUMBERS for part in ("ALL", "CNT")]
    lines = [",".join(["village_ID", "household.CNT", "HOUSEMEMBER_CNT", *columns])]
    for place, village in enumerate(villages):
        cells = [f"40,{90 if place == wrong_row and number == 2 else failed}" for number in NUMBERS]
        lines.append(",".join([village, "20", "60", *cells]))
    return ("\n".join(lines) + "\n").encode()


def opened(app: AppTest, part: str = "upload") -> AppTest:
    app.run()
    switch_page(app, "input_data").run()
    control_of(app.segmented_control, "choice_part").set_value(part).run()
    assert not app.exception
    return app


def brought(app: AppTest, *files: tuple[str, bytes]) -> AppTest:
    opened(app)
    app.file_uploader[0].set_value([(name, content, "text/csv") for name, content in files]).run()
    assert not app.exception
    return app


def button(app: AppTest, words: str):
    return next(each for each in app.button if words in each.label)


def test_without_data_every_part_says_the_next_step(empty_app: AppTest) -> None:
    opened(empty_app)
    assert button(empty_app, "ดาวน์โหลดแบบฟอร์มไปกรอก")
    opened(empty_app, "batches")
    assert "ยังไม่มีการนำเข้า" in all_text(empty_app)
    button(empty_app, "ไปนำเข้าไฟล์แรก").click().run()
    assert control_of(empty_app.segmented_control, "choice_part").value == "upload"


def test_a_good_file_is_shown_saved_and_undone_on_the_spot(empty_app: AppTest) -> None:
    brought(empty_app, ("61_ก.csv", tpmap_csv()))
    shown = all_text(empty_app)
    assert "ตรวจแล้ว พร้อมบันทึก" in shown
    assert "อ่าน 4 แถว = นำเข้า 3 + ไม่รับ 0 + หัวตาราง แถวรวม และหมายเหตุ 1" in shown
    assert any("5 จาก 40" in str(table.value.to_numpy()) for table in empty_app.dataframe)
    empty_app.text_input(key="imported_by").set_value("เจ้าหน้าที่ ก").run()
    button(empty_app, "บันทึก 1 ไฟล์").click().run()
    assert "บันทึกแล้ว 3 พื้นที่ 93 ตัวเลข" in all_text(empty_app)
    (saved,) = empty_app.session_state["input_waiting_files"].values()
    assert (saved.content, saved.inspection) == (b"", None)
    button(empty_app, "ยกเลิกการนำเข้านี้").click().run()
    assert "ยกเลิกการนำเข้าแล้ว" in all_text(empty_app)
    button(empty_app, "นำกลับมา").click().run()
    opened(empty_app, "batches")
    shown = all_text(empty_app)
    assert "ใช้งานอยู่" in shown
    assert "โดย เจ้าหน้าที่ ก" in shown
    assert "2561" in shown


def test_the_same_file_again_changes_nothing_and_a_new_one_says_what_it_replaces(empty_app: AppTest) -> None:
    brought(empty_app, ("61_ก.csv", tpmap_csv()))
    button(empty_app, "บันทึก 1 ไฟล์").click().run()
    brought(empty_app, ("61_ก.csv", tpmap_csv()), ("61_ข.csv", tpmap_csv(failed=9)))
    shown = all_text(empty_app)
    assert "นำเข้าไว้แล้ว บันทึกซ้ำก็ไม่มีอะไรเปลี่ยน" in shown
    assert "จะแทนที่การนำเข้าครั้งที่ 1" in shown
    assert "เส้นประคือข้อมูลที่มีอยู่ของปีเดียวกันที่จะถูกแทนที่" in shown
    button(empty_app, "บันทึก 2 ไฟล์").click().run()
    opened(empty_app, "batches")
    assert "แทนที่ครั้งที่ 1" in all_text(empty_app)


def test_a_row_with_a_fault_holds_the_file_back_until_someone_decides(empty_app: AppTest) -> None:
    brought(empty_app, ("61_ก.csv", tpmap_csv(wrong_row=1)))
    shown = all_text(empty_app)
    assert "มี 1 แถวที่ต้องแก้" in shown
    assert "แถว 3" in shown
    assert not [each for each in empty_app.button if "บันทึก" in each.label]
    assert empty_app.download_button[0].label == "ดาวน์โหลดไฟล์ของท่านที่ระบายสีช่องที่ต้องแก้"
    empty_app.checkbox[0].check().run()
    button(empty_app, "ยืนยัน นำเข้าเฉพาะ 2 แถว").click().run()
    assert "เฉพาะแถวที่ถูกต้อง 2 แถว (ไม่รับ 1 แถว)" in all_text(empty_app)
    button(empty_app, "บันทึก 1 ไฟล์").click().run()
    assert "บันทึกแล้ว 2 พื้นที่ 62 ตัวเลข · ไม่รับ 1 แถว" in all_text(empty_app)


def test_a_share_among_percentages_is_a_question_before_saving(empty_app: AppTest) -> None:
    brought(empty_app, ("น้ำ.xlsx", other(C3=0.85, C4=85, C5=86)))
    shown = all_text(empty_app)
    assert "อ่านได้ครบ แต่มีคำถาม 1 ข้อก่อนบันทึก" in shown
    assert "1 จาก 3 ช่องเป็นตัวเลขไม่เกิน 1" in shown
    assert not [each for each in empty_app.button if "บันทึก" in each.label]
    button(empty_app, "ใช่ คูณ 100 ให้").click().run()
    shown = all_text(empty_app)
    assert "ตรวจแล้ว พร้อมบันทึก" in shown
    assert "อ่านร้อยละที่เก็บเป็นเศษส่วน" in shown
    button(empty_app, "ตอบใหม่").click().run()
    button(empty_app, "ไม่ใช่ เป็นร้อยละตามที่เขียน").click().run()
    button(empty_app, "บันทึก 1 ไฟล์").click().run()
    least = the_warehouse().query("SELECT min(value) AS least FROM live_facts WHERE unit = '%'")["least"][0]
    assert least == 0.85


def test_a_file_without_its_year_asks_for_that_alone(empty_app: AppTest) -> None:
    brought(empty_app, ("ก.csv", tpmap_csv()))
    assert "ไฟล์นี้ไม่ได้บอกปี พ.ศ." in all_text(empty_app)
    next(each for each in empty_app.selectbox if each.label == "ปี พ.ศ. ของการสำรวจ").select(2562).run()
    assert not empty_app.exception
    shown = all_text(empty_app)
    assert "ตรวจแล้ว พร้อมบันทึก" in shown
    assert "ปี 2562" in shown


def test_an_unknown_file_asks_what_it_is_without_command_lines(empty_app: AppTest) -> None:
    brought(empty_app, ("ก.csv", "รายการ,จำนวน\nปากกา,3\nดินสอ,4\nสมุด,5\n".encode()))
    shown = all_text(empty_app)
    assert "ยังไม่รู้จักรูปแบบของไฟล์นี้" in shown
    assert "python" not in shown
    assert "jpt_village" not in shown
    assert button(empty_app, "หรือดาวน์โหลดแบบฟอร์มของโปรแกรม")
    next(each for each in empty_app.selectbox if each.label == "ข้อมูลในตารางนี้คือ").select("jpt-2560").run()
    assert not empty_app.exception
    assert "แต่ละคอลัมน์คืออะไร" in all_text(empty_app)
    next(each for each in empty_app.selectbox if each.label == "ปี พ.ศ. ของข้อมูล").select(2561).run()
    button(empty_app, "ตรวจไฟล์ตามนี้ (ยังไม่บันทึก)").click().run()
    assert not empty_app.exception
    shown = all_text(empty_app)
    assert "ไฟล์นี้นำเข้าไม่ได้" in shown
    assert "ไม่มีคอลัมน์รหัสหรือชื่อพื้นที่" in shown
    button(empty_app, "นำไฟล์นี้ออก").click().run()
    assert not empty_app.session_state["input_waiting_files"]


def test_answers_the_other_way_round_are_asked_about_before_saving(empty_app: AppTest) -> None:
    lines = ["รหัสตำบล,ข้อ 1 สำรวจ,ข้อ 1 ไม่ผ่าน,ข้อ 5 สำรวจ,ข้อ 5 ไม่ผ่าน", "830108,100,96,120,119", "830201,80,79,90,88"]
    brought(empty_app, ("กลับด้าน.csv", "\n".join(lines).encode()))
    next(each for each in empty_app.selectbox if each.label == "ปี พ.ศ. ของข้อมูล").select(2561).run()
    button(empty_app, "ตรวจไฟล์ตามนี้ (ยังไม่บันทึก)").click().run()
    assert "คอลัมน์ที่อ่านเป็น «ไม่ผ่าน» น่าจะเป็น «ผ่าน» ใช่หรือไม่" in all_text(empty_app)
    assert not any(each.label.startswith("บันทึก") for each in empty_app.button)
    button(empty_app, "ใช่ กลับด้าน 2 ตัวชี้วัดที่เลือก").click().run()
    assert "กลับด้าน 2 ตัวชี้วัดแล้ว" in all_text(empty_app)
    button(empty_app, "บันทึก 1 ไฟล์ที่พร้อม").click().run()
    assert not empty_app.exception
    failed = the_warehouse().query("SELECT sum(failed) AS n FROM live_facts")["n"].tolist()
    assert failed == [4 + 1 + 1 + 2]


def test_a_file_is_read_once_however_often_the_page_runs(empty_app: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    from pages.input_data import uploaded_files  # noqa: PLC0415

    read: list[str] = []
    inspect = uploaded_files.inspect_file
    monkeypatch.setattr(
        uploaded_files,
        "inspect_file",
        lambda content, name, *rest, **said: read.append(name) or inspect(content, name, *rest, **said),
    )
    brought(empty_app, ("61_ก.csv", tpmap_csv()))
    empty_app.run()
    opened(empty_app, "batches")
    opened(empty_app)
    assert "ตรวจแล้ว พร้อมบันทึก" in all_text(empty_app)
    assert read == ["61_ก.csv"]


def test_words_from_a_file_name_stay_words(empty_app: AppTest) -> None:
    name = "61_**ก** :red[x] <b>.csv"
    brought(empty_app, (name, tpmap_csv()))
    assert text(name) == f"61\\_\\*\\*ก\\*\\* \\:{BREAKER}red\\[x\\] \\<b\\>.csv"
    assert any(text(name) in each.value for each in empty_app.markdown)


def test_an_import_is_undone_and_brought_back_from_the_list_at_one_click_each(app: AppTest) -> None:
    opened(app, "batches")
    assert "ข้อมูลสังเคราะห์" in all_text(app)
    button(app, "ยกเลิกการนำเข้านี้").click().run()
    assert "ยกเลิกแล้ว" in all_text(app)
    button(app, "นำกลับมา").click().run()
    assert "ยกเลิกแล้ว]" not in all_text(app)


def test_the_record_of_an_import_is_whole(empty_app: AppTest) -> None:
    brought(empty_app, ("61_ก.csv", tpmap_csv()))
    empty_app.text_input(key="imported_by").set_value("เจ้าหน้าที่ ก").run()
    button(empty_app, "บันทึก 1 ไฟล์").click().run()
    brought(empty_app, ("61_ข.csv", tpmap_csv(VILLAGES[:2], failed=9)))
    button(empty_app, "บันทึก 1 ไฟล์").click().run()
    opened(empty_app, "batches")
    shown = all_text(empty_app)
    for words in (
        "จปฐ. ปี 2561", "2 หมู่บ้าน/ชุมชน · 62 ตัวเลข · อ่าน 3 แถว ไม่รับ 0 แถว",
        "อ่านโดยแบบที่โปรแกรมรู้จัก «ไฟล์สาธารณะ TPMAP", "โดย เจ้าหน้าที่ ก",
        r"แทนที่ครั้งที่ 1 (61\_ก.csv) 2 พื้นที่", "ถูกแทนที่บางส่วน", "ไม่ได้แทนที่ข้อมูลใด",
    ):  # fmt: skip
        assert words in shown
    full = [hashlib.sha256(tpmap_csv(VILLAGES[:2], failed=9)).hexdigest(), hashlib.sha256(tpmap_csv()).hexdigest()]
    assert [code.value for code in empty_app.code] == full
    assert all(f"SHA-256 {each[:12]}" in shown for each in full)


def test_progress_names_every_missing_village_and_the_next_step(empty_app: AppTest) -> None:
    """Three villages came in 2561, two of them again in 2562: one is missing there."""
    brought(empty_app, ("61_ก.csv", tpmap_csv()), ("62_ก.csv", tpmap_csv(VILLAGES[:2])))
    button(empty_app, "บันทึก 2 ไฟล์").click().run()
    opened(empty_app, "progress")
    empty_app.selectbox(key="filter_year").select(2562).run()
    assert not empty_app.exception
    shown = all_text(empty_app)
    assert "มีข้อมูลแล้ว 2 จาก 3" in shown
    assert "ยังขาด 1 หมู่บ้าน" in shown
    assert "83010303" in shown
    assert list(empty_app.dataframe[0].value["สถานะ"]) == ["มีข้อมูลแล้ว", "มีข้อมูลแล้ว", "ยังขาด"]
    button(empty_app, "ดาวน์โหลดแบบฟอร์ม").click().run()
    assert control_of(empty_app.segmented_control, "choice_part").value == "forms"


def test_progress_of_a_province_counts_its_amphoe(app: AppTest) -> None:
    opened(app, "progress")
    table = app.dataframe[0].value
    assert list(table["พื้นที่"]) == ["เมืองภูเก็ต", "กะทู้", "ถลาง"]
    assert (table["รู้จัก"] == table["มีแล้ว"] + table["ยังขาด"]).all()
    assert table["รู้จัก"].sum() == 154


def test_a_village_survey_expects_no_community_of_a_municipality(app: AppTest) -> None:
    opened(app, "progress")
    app.selectbox(key="filter_kind").select("กชช.2ค").run()
    assert "มีข้อมูลแล้ว 96 จาก 96" in all_text(app)


def test_a_form_comes_with_the_villages_of_the_area(app: AppTest) -> None:
    opened(app, "forms")
    assert "154 หมู่บ้าน/ชุมชน" in all_text(app)
    next(each for each in app.selectbox if each.label == "อำเภอ").select("8303").run()
    next(each for each in app.selectbox if each.label == "ตำบล").select("830301").run()
    assert not app.exception
    assert any("รหัสและชื่อ" in each.value and "154" not in each.value for each in app.caption)


@pytest.mark.parametrize("name", ["jpt_village", "jpt_household", "nrd2c_village", "other"])
def test_every_form_is_written(app: AppTest, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from pages.input_data import forms  # noqa: PLC0415

    opened(app, "forms")
    made: list[bytes] = []
    monkeypatch.setattr(forms.st, "download_button", lambda _label, data, *_rest, **_look: made.append(data()))
    app.selectbox(key="form-name").select(name).run()
    assert not app.exception
    assert made[0][:2] == b"PK"


def test_a_stopped_file_waits_until_it_is_asked_for(empty_app: AppTest) -> None:
    from pages.input_data.uploaded_files import WaitingFile  # noqa: PLC0415

    opened(empty_app)
    empty_app.session_state["input_waiting_files"] = {"s": WaitingFile("s", "61_ก.csv", tpmap_csv(), is_stopped=True)}
    empty_app.run()
    assert "ยังไม่ได้อ่าน" in all_text(empty_app)
    button(empty_app, "อ่านไฟล์นี้").click().run()
    assert "ตรวจแล้ว พร้อมบันทึก" in all_text(empty_app)


def test_a_household_file_offers_the_households_that_fail(empty_app: AppTest) -> None:
    content = (ROOT / "sample_data" / "sample_jpt_2565_households.xlsx").read_bytes()
    brought(empty_app, ("ครัวเรือน.xlsx", content))
    chosen = next(each for each in empty_app.multiselect if each.label == "ตัวชี้วัด")
    chosen.select(8).select(9).run()
    assert not empty_app.exception
    assert any(each.label == "ดาวน์โหลดรายชื่อครัวเรือน" for each in empty_app.download_button)
    assert any("ครบทุกข้อ" in each.label for each in empty_app.checkbox)


def test_a_zip_and_many_files_stay_readable(empty_app: AppTest) -> None:
    inside = BytesIO()
    with zipfile.ZipFile(inside, "w") as package:
        for place in range(7):
            package.writestr(f"61_{place}.csv", tpmap_csv([f"8301030{place + 1}00"]))
    opened(empty_app)
    empty_app.file_uploader[0].set_value([("รวม.zip", inside.getvalue(), "application/zip")]).run()
    assert not empty_app.exception
    shown = all_text(empty_app)
    assert "3.csv · ปี 2561 · 1 พื้นที่ · 31 ตัวเลข" in shown
    assert "รวม.zip" not in shown
    button(empty_app, "บันทึก 7 ไฟล์ที่พร้อม").click().run()
    assert not empty_app.exception
    assert the_warehouse().query("SELECT count(*) AS n FROM live_facts")["n"].tolist() == [7 * 31]


def test_many_faults_of_one_kind_are_one_paragraph_with_their_full_number(empty_app: AppTest) -> None:
    villages = [f"8301{tambon:02d}{village:02d}00" for tambon in (1, 2) for village in range(1, 91)]
    content = tpmap_csv(villages, failed=90)  # 90 of 40 fail: every row is refused
    brought(empty_app, ("61_ก.csv", content))
    shown = all_text(empty_app)
    assert "ทั้ง 180 แถวต้องแก้" in shown
    assert "(180 แห่ง)" in shown
    assert "และอีก 80 แถว" not in shown
    assert "และอีก 168 แถว" in shown


def test_years_of_two_digits_are_a_question_and_the_answer_decides(empty_app: AppTest) -> None:
    lines = ["ปี,รหัสหมู่บ้าน,ข้อ 1 สำรวจ,ข้อ 1 ไม่ผ่าน", *(f"65,{village},100,{9 + at}" for at, village in enumerate(VILLAGES))]
    brought(empty_app, ("สองหลัก.csv", "\n".join(lines).encode()))
    next(each for each in empty_app.selectbox if each.label == "ข้อมูลในตารางนี้คือ").select("jpt-2560").run()
    button(empty_app, "ตรวจไฟล์ตามนี้").click().run()
    assert "เลือกด้านล่างว่าเป็น พ.ศ. หรือ ค.ศ." in all_text(empty_app)
    next(each for each in empty_app.segmented_control if each.label == "ปีสองหลักในตารางเป็น").set_value("พ.ศ.").run()
    button(empty_app, "ตรวจไฟล์ตามนี้").click().run()
    assert not empty_app.exception
    shown = all_text(empty_app)
    assert "ตรวจแล้ว พร้อมบันทึก" in shown
    assert "ปี 2565" in shown
