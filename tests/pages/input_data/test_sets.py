"""The sets of indicators on the input page: names given for a waiting set, targets edited, a set as a file."""

import ast
import json
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from catalogue import load_catalogue, set_to_dict
from tests_support import all_text, control_of, switch_page

ROOT = Path(__file__).resolve().parents[3]


def opened(app: AppTest) -> AppTest:
    app.run()
    switch_page(app, "input_data").run()
    control_of(app.segmented_control, "choice_part").set_value("sets").run()
    assert not app.exception
    return app


def list_of(count: int, unit: str = " (คน)") -> str:
    lines = [
        f"หมวดที่ {n // 8 + 1} หมวดสมมุติ {n // 8 + 1}\n" * (n % 8 == 0) + f"{n + 1}. สมมุติข้อ {n + 1}" for n in range(count)
    ]
    return "\n".join(line + unit for line in lines)


def stored(app: AppTest) -> list[dict[str, Any]]:
    from app.state import the_warehouse  # noqa: PLC0415
    from warehouse import read_sets  # noqa: PLC0415

    assert not app.exception
    return read_sets(the_warehouse())


def test_the_sets_are_listed_with_their_standing(empty_app: AppTest) -> None:
    opened(empty_app)
    table = empty_app.dataframe[0].value
    waiting = dict(zip(table["ปี พ.ศ."], table["รายชื่อ"], strict=True))
    assert waiting["2560–2565"] == "มีแล้ว"
    assert waiting["2566–2570"] == "ยังไม่มี"
    assert "ยังรอรายชื่อตัวชี้วัดของ" in all_text(empty_app)


def test_a_pasted_list_completes_a_waiting_set_and_its_form(empty_app: AppTest) -> None:
    opened(empty_app)
    assert empty_app.selectbox(key="set-new-id").value == "jpt-2566"
    empty_app.text_area(key="set-new-text").set_value(list_of(38, "")).run()
    assert "ไม่ได้บอกหน่วย" in empty_app.selectbox(key="set-new-unit").label
    empty_app.selectbox(key="set-new-unit").select("ครัวเรือน").run()
    empty_app.button(key="set-new-save").click().run()
    assert "บันทึกชุด" in all_text(empty_app)
    kept = load_catalogue(stored(empty_app)).get("jpt-2566")
    assert (len(kept.indicators), len(kept.dimensions), kept.by_number(38).unit) == (38, 5, "ครัวเรือน")
    control_of(empty_app.segmented_control, "choice_part").set_value("forms").run()
    assert empty_app.selectbox(key="form-set-jpt").value == "jpt-2566"


def test_a_short_list_says_what_is_missing_and_cannot_be_saved(empty_app: AppTest) -> None:
    opened(empty_app)
    empty_app.text_area(key="set-new-text").set_value("หมวดที่ 1 ก\n1. หนึ่ง (คน)\n3. สาม (คน)").run()
    text = all_text(empty_app)
    assert "ขาดข้อ 2" in text
    assert "38" in text
    assert "jpt-2566" not in text
    assert not [each for each in empty_app.button if each.key == "set-new-save"]


def test_a_set_from_a_file_is_checked_shown_and_saved(empty_app: AppTest) -> None:
    opened(empty_app)
    definition = set_to_dict(load_catalogue().get("jpt-2560"))
    definition["indicators"][0]["targets"] = {"2565": 99.0}
    content = json.dumps(definition, ensure_ascii=False).encode()
    empty_app.file_uploader(key="set-import-file").set_value(("ชุด.json", content, "application/json")).run()
    assert "31 ตัวชี้วัด" in all_text(empty_app)
    empty_app.button(key="set-import-save").click().run()
    assert load_catalogue(stored(empty_app)).get("jpt-2560").by_number(1).targets == {2565: 99.0}


@pytest.mark.parametrize(
    "content", [b"", b"[1]", b"\xff\xfe", b'{"id": 3}', b'{"id": ["a"], "indicators": 7}', b"[" * 100_000]
)
def test_a_file_that_is_no_set_is_refused_in_our_own_words(empty_app: AppTest, content: bytes) -> None:
    opened(empty_app)
    empty_app.file_uploader(key="set-import-file").set_value(("ก.json", content, "application/json")).run()
    assert not empty_app.exception
    assert empty_app.error
    assert not stored(empty_app)


def test_no_editor_says_none_in_an_empty_cell() -> None:
    """Streamlit's own word for an empty cell is English."""
    calls = [
        (path.name, {keyword.arg for keyword in node.keywords})
        for path in (ROOT / "pages").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "st.data_editor"
    ]
    assert len(calls) >= 6
    assert [name for name, words in calls if "placeholder" not in words] == []


def test_targets_and_thresholds_are_shown_for_the_newest_set(empty_app: AppTest) -> None:
    opened(empty_app)
    assert empty_app.selectbox(key="set-edit-id").value == "jpt-2560"
    empty_app.selectbox(key="set-edit-id").select("nrd2c-2555").run()
    assert not empty_app.exception
    assert "ระดับ 1 (ปัญหามาก)" in all_text(empty_app)
