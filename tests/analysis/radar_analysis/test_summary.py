"""The summary of an area in many situations, each text written out by hand: no sentence says more than its interval."""

from collections.abc import Sequence
from functools import partial
from typing import Any

import pytest

from analysis.core.scope import Question
from analysis.disclosure.gate import GateOfYear, disclosure_data
from analysis.radar_analysis.data import RadarAnalysis, radar_analysis_data, summed_up
from catalogue import IndicatorSet
from tests.analysis.examples import YEAR, catalogue_of, made_up_set, store
from warehouse import Warehouse

TWO = made_up_set(size=4)  # ตัวชี้วัด 1, 3 in ด้าน 1 and 2, 4 in ด้าน 2
AIMED = made_up_set(
    size=2, set_id="jpt-aimed", indicator_1={"targets": {YEAR: 95}}, indicator_2={"targets": {YEAR: 90}}
)
SCORES = made_up_set(survey="nrd2c", measure="score", set_id="nrd2c-made-up")
VALUES = made_up_set(survey="other", measure="value", size=2, indicator_1={"low": 0, "high": 100},
                     indicator_2={"low": 0, "high": 10})  # fmt: skip
ELDERLY = made_up_set(set_id="jpt-groups", indicator_2={"groups": ["elderly"]})
CATALOGUES = {each.id: catalogue_of(each) for each in (TWO, AIMED, SCORES, VALUES, ELDERLY)}
HERE, BESIDE = "83010101", "83010102"


def text(warehouse: Warehouse, area: str, reference: str, own_set: IndicatorSet = TWO, **lens: Any) -> list[str]:
    return list(analysis(warehouse, area, reference, own_set, **lens).sentences)


def analysis(
    warehouse: Warehouse, area: str, reference: str, own_set: IndicatorSet = TWO, **lens: Any
) -> RadarAnalysis:
    return radar_analysis_data(
        warehouse, CATALOGUES[own_set.id], Question(area, YEAR, own_set.survey, own_set.id), reference, **lens
    ).analysis


def counts(area: str, *pairs: tuple[int, int] | None) -> list[tuple[str, int, int, int]]:
    """Rows of (area, number, assessed, failed)."""
    return [(area, number, *pair) for number, pair in enumerate(pairs, 1) if pair is not None]


def test_all_good(warehouse: Warehouse):
    store(warehouse, TWO, counts("83010101", *[(500, 0)] * 4) + counts("83010201", *[(500, 50)] * 4))
    assert text(warehouse, "830101", "peers") == [
        "ตำบลตลาดใหญ่ ปี 2581 มีข้อมูล 4 จาก 4 ตัวชี้วัด ผ่านเกณฑ์เฉลี่ยร้อยละ 100.0 เป็นปัญหาเฉลี่ยร้อยละ 0.0",
        "ทั้ง 2 ด้านเป็นปัญหาเฉลี่ยเท่ากัน (ร้อยละ 0.0)",
        "ไม่มีตัวชี้วัดใดที่พบปัญหาในข้อมูลที่มี",
        "เทียบกับค่ากลางพื้นที่ระดับเดียวกัน (ตำบล 1 แห่ง): ด้อยกว่าชัดเจน 0 ตัวชี้วัด เด่นกว่าชัดเจน 4 ตัวชี้วัด"
        " (ถ้าไม่มีอะไรต่างจริง ก็ยังจะดูต่างโดยบังเอิญได้ราว 0.2 ตัวชี้วัด)",
    ]


def test_one_disaster(warehouse: Warehouse):
    rows = counts("83010101", (1000, 20), (1000, 10), (1000, 700), (1000, 10))
    store(warehouse, TWO, rows + counts("83010201", (1000, 20), (1000, 10), (1000, 30), (1000, 10)))
    assert text(warehouse, "830101", "peers") == [
        "ตำบลตลาดใหญ่ ปี 2581 มีข้อมูล 4 จาก 4 ตัวชี้วัด ผ่านเกณฑ์เฉลี่ยร้อยละ 81.5 เป็นปัญหาเฉลี่ยร้อยละ 18.5",
        "ด้านที่เป็นปัญหาเฉลี่ยสูงสุดคือด้าน 1 (ร้อยละ 36.0) ต่ำสุดคือด้าน 2 (ร้อยละ 1.0)",
        "ปัญหาที่ควรดูก่อน ได้แก่ ไม่ผ่าน: ตัวชี้วัด 3 (700 จาก 1,000 คน ร้อยละ 70.0); "
        "ไม่ผ่าน: ตัวชี้วัด 1 (20 จาก 1,000 คน ร้อยละ 2.0); ไม่ผ่าน: ตัวชี้วัด 2 (10 จาก 1,000 คน ร้อยละ 1.0) "
        "(อีก 1 ตัวชี้วัดอยู่ลำดับเดียวกับรายการสุดท้ายนี้)",
        "เทียบกับค่ากลางพื้นที่ระดับเดียวกัน (ตำบล 1 แห่ง): ด้อยกว่าชัดเจน 1 ตัวชี้วัด (ห่างสุดคือไม่ผ่าน: ตัวชี้วัด 3) เด่นกว่าชัดเจน 0 ตัวชี้วัด "
        "อีก 3 ตัวชี้วัดต่างไม่เกินช่วงความไม่แน่นอนจากจำนวนน้อย จึงยังบอกไม่ได้"
        " (ถ้าไม่มีอะไรต่างจริง ก็ยังจะดูต่างโดยบังเอิญได้ราว 0.2 ตัวชี้วัด)",
    ]


def test_tiny_village_claims_nothing(warehouse: Warehouse):
    """1 of 4: the interval runs from 4.6 to 69.9 %, so 10 % beside it is no difference."""
    store(warehouse, TWO, counts(HERE, (4, 1), (4, 0)) + counts(BESIDE, (1000, 100), (1000, 100)))
    assert text(warehouse, HERE, "peers") == [
        "รหัส 83010101 ปี 2581 มีข้อมูล 2 จาก 4 ตัวชี้วัด ผ่านเกณฑ์เฉลี่ยร้อยละ 87.5 เป็นปัญหาเฉลี่ยร้อยละ 12.5",
        "ด้านที่เป็นปัญหาเฉลี่ยสูงสุดคือด้าน 1 (ร้อยละ 25.0) ต่ำสุดคือด้าน 2 (ร้อยละ 0.0)",
        "ทุกปัญหามีผู้ไม่ผ่านไม่ถึง 10 รายหรือผู้ถูกสำรวจน้อย จึงไม่จัดลำดับ: ไม่ผ่าน: ตัวชี้วัด 1 (1 จาก 4 คน ร้อยละ 25.0)",
        "เทียบกับค่ากลางพื้นที่ระดับเดียวกัน (หมู่บ้าน/ชุมชน 1 แห่ง): ไม่มีตัวชี้วัดใดต่างชัดเจน ทั้ง 2 ตัวชี้วัดต่างไม่เกินช่วงความไม่แน่นอนจากจำนวนน้อย",
        "ข้อควรระวัง: 2 ตัวชี้วัดไม่มีข้อมูลหรือไม่มีผู้เข้าข่ายสำรวจ จึงไม่ได้นำมาเฉลี่ย และ 2 ตัวชี้วัดมีผู้ถูกสำรวจไม่ถึง 30 ราย ตัวเลขแกว่งได้มาก",
    ]


def test_missing_dimension_is_named(warehouse: Warehouse):
    store(warehouse, TWO, counts(HERE, (200, 20), None, (200, 40)))
    assert text(warehouse, HERE, "none") == [
        "รหัส 83010101 ปี 2581 มีข้อมูล 2 จาก 4 ตัวชี้วัด ผ่านเกณฑ์เฉลี่ยร้อยละ 85.0 เป็นปัญหาเฉลี่ยร้อยละ 15.0",
        "มีข้อมูลด้านเดียวคือด้าน 1 เป็นปัญหาเฉลี่ยร้อยละ 15.0 ไม่มีข้อมูลด้าน 2",
        "ปัญหาที่ควรดูก่อน ได้แก่ ไม่ผ่าน: ตัวชี้วัด 3 (40 จาก 200 คน ร้อยละ 20.0); ไม่ผ่าน: ตัวชี้วัด 1 (20 จาก 200 คน ร้อยละ 10.0)",
        "ข้อควรระวัง: 2 ตัวชี้วัดไม่มีข้อมูลหรือไม่มีผู้เข้าข่ายสำรวจ จึงไม่ได้นำมาเฉลี่ย",
    ]


def test_no_reference_says_why(warehouse: Warehouse):
    store(warehouse, TWO, counts(HERE, *[(500, 100)] * 4))
    assert text(warehouse, HERE, "peers")[3] == "ยังเทียบกับพื้นที่อื่นไม่ได้: ไม่มีพื้นที่ระดับเดียวกันที่มีข้อมูลให้เทียบ"
    assert text(warehouse, HERE, "parent")[3] == ("ยังเทียบกับพื้นที่อื่นไม่ได้: ข้อมูลของตำบลตลาดใหญ่มีเฉพาะของพื้นที่นี้ จึงไม่มีอะไรให้เทียบ")
    assert len(text(warehouse, HERE, "none")) == 3


def test_worse_than_last_year_but_better_than_peers(warehouse: Warehouse):
    store(warehouse, TWO, counts("83010101", (2000, 200)) + counts("83010201", (2000, 600)))
    store(warehouse, TWO, counts("83010101", (2000, 60)), YEAR - 1)
    assert text(warehouse, "830101", "peers")[3:5] == [
        "เทียบกับค่ากลางพื้นที่ระดับเดียวกัน (ตำบล 1 แห่ง): ด้อยกว่าชัดเจน 0 ตัวชี้วัด เด่นกว่าชัดเจน 1 ตัวชี้วัด",
        "จากปี 2580: ปัญหาเพิ่มขึ้นชัดเจน 1 ตัวชี้วัด คือไม่ผ่าน: ตัวชี้วัด 1 (จากร้อยละ 3.0 เป็น 10.0)",
    ]


def test_all_missing_but_one(warehouse: Warehouse):
    store(warehouse, TWO, counts(HERE, None, None, None, (50, 5)))
    assert text(warehouse, HERE, "none") == [
        "รหัส 83010101 ปี 2581 มีข้อมูล 1 จาก 4 ตัวชี้วัด ผ่านเกณฑ์เฉลี่ยร้อยละ 90.0 เป็นปัญหาเฉลี่ยร้อยละ 10.0",
        "มีข้อมูลด้านเดียวคือด้าน 2 เป็นปัญหาเฉลี่ยร้อยละ 10.0 ไม่มีข้อมูลด้าน 1",
        "ทุกปัญหามีผู้ไม่ผ่านไม่ถึง 10 รายหรือผู้ถูกสำรวจน้อย จึงไม่จัดลำดับ: ไม่ผ่าน: ตัวชี้วัด 4 (5 จาก 50 คน ร้อยละ 10.0)",
        "ข้อควรระวัง: 3 ตัวชี้วัดไม่มีข้อมูลหรือไม่มีผู้เข้าข่ายสำรวจ จึงไม่ได้นำมาเฉลี่ย",
    ]


def test_nothing_assessed_says_nothing_about_problems(warehouse: Warehouse):
    store(warehouse, TWO, counts(HERE, (0, 0)))
    assert text(warehouse, HERE, "none") == [
        "รหัส 83010101 ปี 2581 มีข้อมูล 0 จาก 4 ตัวชี้วัด จึงยังสรุปไม่ได้",
        "ยังไม่มีด้านใดมีข้อมูล",
        "ข้อควรระวัง: 4 ตัวชี้วัดไม่มีข้อมูลหรือไม่มีผู้เข้าข่ายสำรวจ จึงไม่ได้นำมาเฉลี่ย",
    ]


def test_score_set_calls_nothing_clear(warehouse: Warehouse):
    now = [("83010101", 1, 1), ("83010101", 2, 2), ("83010101", 3, 3), ("83010201", 1, 3), ("83010201", 2, 2),
           ("83010201", 3, 1)]  # fmt: skip
    store(warehouse, SCORES, now, columns=["score"])
    store(warehouse, SCORES, [("83010101", 1, 2), ("83010101", 2, 2), ("83010101", 3, 2)], YEAR - 1, columns=["score"])
    assert text(warehouse, "830101", "peers", SCORES) == [
        "ตำบลตลาดใหญ่ ปี 2581 มีข้อมูล 3 จาก 3 ตัวชี้วัด ความรุนแรงเฉลี่ยดัชนี 50.0 (0 ดีที่สุด 100 แย่ที่สุด)",
        "ทั้ง 2 ด้านเป็นปัญหาเฉลี่ยเท่ากัน (ดัชนี 50.0)",
        "ปัญหาที่ควรดูก่อน ได้แก่ ปัญหา: ตัวชี้วัด 1 (ดัชนีความรุนแรง 100.0); ปัญหา: ตัวชี้วัด 2 (ดัชนีความรุนแรง 50.0)",
        "เทียบกับค่ากลางพื้นที่ระดับเดียวกัน (ตำบล 1 แห่ง): ค่าปัญหาสูงกว่า 1 ตัวชี้วัด ต่ำกว่า 1 ตัวชี้วัด "
        "(ข้อมูลชุดนี้ไม่มีช่วงความไม่แน่นอน จึงไม่สรุปว่าต่างกันชัดเจน)",
        "จากปี 2580: ค่าปัญหาเพิ่มขึ้น 1 ตัวชี้วัด ลดลง 1 ตัวชี้วัด (ข้อมูลชุดนี้ไม่มีช่วงความไม่แน่นอน จึงไม่สรุปว่าเปลี่ยนชัดเจน)",
    ]


def test_value_set(warehouse: Warehouse):
    rows = [("83010101", 1, 25), ("83010101", 2, 9), ("83010201", 1, 75), ("83010201", 2, 9)]
    store(warehouse, VALUES, rows, columns=["value"])
    assert text(warehouse, "830101", "peers", VALUES) == [
        "ตำบลตลาดใหญ่ ปี 2581 มีข้อมูล 2 จาก 2 ตัวชี้วัด ระดับปัญหาเฉลี่ยร้อยละ 42.5",
        "ด้านที่เป็นปัญหาเฉลี่ยสูงสุดคือด้าน 1 (ร้อยละ 75.0) ต่ำสุดคือด้าน 2 (ร้อยละ 10.0)",
        "ปัญหาที่ควรดูก่อน ได้แก่ ตัวชี้วัด 1 (ค่าน้อยคือปัญหา) (ระดับปัญหาร้อยละ 75.0); ตัวชี้วัด 2 (ค่าน้อยคือปัญหา) (ระดับปัญหาร้อยละ 10.0)",
        "เทียบกับค่ากลางพื้นที่ระดับเดียวกัน (ตำบล 1 แห่ง): ค่าปัญหาสูงกว่า 1 ตัวชี้วัด ต่ำกว่า 0 ตัวชี้วัด "
        "(ข้อมูลชุดนี้ไม่มีช่วงความไม่แน่นอน จึงไม่สรุปว่าต่างกันชัดเจน)",
    ]


def test_ties(warehouse: Warehouse):
    store(warehouse, TWO, counts(HERE, *[(200, 20)] * 4))
    assert text(warehouse, HERE, "none") == [
        "รหัส 83010101 ปี 2581 มีข้อมูล 4 จาก 4 ตัวชี้วัด ผ่านเกณฑ์เฉลี่ยร้อยละ 90.0 เป็นปัญหาเฉลี่ยร้อยละ 10.0",
        "ทั้ง 2 ด้านเป็นปัญหาเฉลี่ยเท่ากัน (ร้อยละ 10.0)",
        "ปัญหาที่ควรดูก่อน ได้แก่ ไม่ผ่าน: ตัวชี้วัด 1 (20 จาก 200 คน ร้อยละ 10.0); "
        "ไม่ผ่าน: ตัวชี้วัด 2 (20 จาก 200 คน ร้อยละ 10.0); ไม่ผ่าน: ตัวชี้วัด 3 (20 จาก 200 คน ร้อยละ 10.0) "
        "(อีก 1 ตัวชี้วัดอยู่ลำดับเดียวกับรายการสุดท้ายนี้)",
    ]


def test_improvement_beyond_the_interval(warehouse: Warehouse):
    """Nobody fails any more: an indicator that left the list of problems is still a change."""
    store(warehouse, TWO, counts(HERE, (1000, 0), (1000, 50)))
    store(warehouse, TWO, counts(HERE, (1000, 100), (1000, 50)), YEAR - 1)
    assert text(warehouse, HERE, "none")[3] == (
        "จากปี 2580: ปัญหาลดลงชัดเจน 1 ตัวชี้วัด คือไม่ผ่าน: ตัวชี้วัด 1 (จากร้อยละ 10.0 เป็น 0.0) "
        "อีก 1 ตัวชี้วัดเปลี่ยนไม่เกินช่วงความไม่แน่นอนจากจำนวนน้อย จึงยังบอกไม่ได้"
    )


def test_change_within_the_interval(warehouse: Warehouse):
    """10 % then 14 % of 100 persons: 5.5–17.4 and 8.5–22.1 overlap."""
    store(warehouse, TWO, counts(HERE, (100, 14), (100, 9)))
    store(warehouse, TWO, counts(HERE, (100, 10), (100, 10)), YEAR - 1)
    assert text(warehouse, HERE, "none")[3] == (
        "จากปี 2580: ไม่มีตัวชี้วัดใดเปลี่ยนชัดเจน ทั้ง 2 ตัวชี้วัดเปลี่ยนไม่เกินช่วงความไม่แน่นอนจากจำนวนน้อย"
    )


def test_the_reference_previous_is_told_once(warehouse: Warehouse):
    store(warehouse, TWO, counts(HERE, (100, 14)))
    store(warehouse, TWO, counts(HERE, (100, 10)), YEAR - 1)
    told = text(warehouse, HERE, "previous")
    assert [sentence for sentence in told if "2580" in sentence] == [
        "จากปี 2580: ไม่มีตัวชี้วัดใดเปลี่ยนชัดเจน ทั้ง 1 ตัวชี้วัดเปลี่ยนไม่เกินช่วงความไม่แน่นอนจากจำนวนน้อย"
    ]


def test_everything_below_target(warehouse: Warehouse):
    store(warehouse, AIMED, counts(HERE, (1000, 200), (1000, 300)))
    assert text(warehouse, HERE, "target", AIMED) == [
        "รหัส 83010101 ปี 2581 มีข้อมูล 2 จาก 2 ตัวชี้วัด ผ่านเกณฑ์เฉลี่ยร้อยละ 75.0 เป็นปัญหาเฉลี่ยร้อยละ 25.0",
        "ด้านที่เป็นปัญหาเฉลี่ยสูงสุดคือด้าน 2 (ร้อยละ 30.0) ต่ำสุดคือด้าน 1 (ร้อยละ 20.0)",
        "ปัญหาที่ควรดูก่อน ได้แก่ ไม่ผ่าน: ตัวชี้วัด 2 (300 จาก 1,000 คน ร้อยละ 30.0); ไม่ผ่าน: ตัวชี้วัด 1 (200 จาก 1,000 คน ร้อยละ 20.0)",
        "เทียบกับเป้าหมายปี 2581: ต่ำกว่าเป้าหมายชัดเจน 2 ตัวชี้วัด (ห่างสุดคือไม่ผ่าน: ตัวชี้วัด 2) ถึงเป้าหมายชัดเจน 0 ตัวชี้วัด"
        " (ถ้าไม่มีอะไรต่างจริง ก็ยังจะดูต่างโดยบังเอิญได้ราว 0.1 ตัวชี้วัด)",
    ]


def test_municipality(warehouse: Warehouse):
    store(warehouse, TWO, counts("8301510101", (400, 40)) + counts("83010201", (400, 40)))
    assert text(warehouse, "830151", "parent") == [
        "เทศบาลนครภูเก็ต ปี 2581 มีข้อมูล 1 จาก 4 ตัวชี้วัด ผ่านเกณฑ์เฉลี่ยร้อยละ 90.0 เป็นปัญหาเฉลี่ยร้อยละ 10.0",
        "มีข้อมูลด้านเดียวคือด้าน 1 เป็นปัญหาเฉลี่ยร้อยละ 10.0 ไม่มีข้อมูลด้าน 2",
        "ปัญหาที่ควรดูก่อน ได้แก่ ไม่ผ่าน: ตัวชี้วัด 1 (40 จาก 400 คน ร้อยละ 10.0)",
        "เทียบกับอำเภอเมืองภูเก็ต: ไม่มีตัวชี้วัดใดต่างชัดเจน ทั้ง 1 ตัวชี้วัดต่างไม่เกินช่วงความไม่แน่นอนจากจำนวนน้อย",
        "ข้อควรระวัง: 3 ตัวชี้วัดไม่มีข้อมูลหรือไม่มีผู้เข้าข่ายสำรวจ จึงไม่ได้นำมาเฉลี่ย",
    ]


def test_country_has_nothing_above_it(warehouse: Warehouse):
    store(warehouse, TWO, counts(HERE, *[(400, 40)] * 4))
    assert text(warehouse, "TH", "parent") == [
        "ประเทศไทย ปี 2581 มีข้อมูล 4 จาก 4 ตัวชี้วัด ผ่านเกณฑ์เฉลี่ยร้อยละ 90.0 เป็นปัญหาเฉลี่ยร้อยละ 10.0",
        "ทั้ง 2 ด้านเป็นปัญหาเฉลี่ยเท่ากัน (ร้อยละ 10.0)",
        "ปัญหาที่ควรดูก่อน ได้แก่ ไม่ผ่าน: ตัวชี้วัด 1 (40 จาก 400 คน ร้อยละ 10.0); "
        "ไม่ผ่าน: ตัวชี้วัด 2 (40 จาก 400 คน ร้อยละ 10.0); ไม่ผ่าน: ตัวชี้วัด 3 (40 จาก 400 คน ร้อยละ 10.0) "
        "(อีก 1 ตัวชี้วัดอยู่ลำดับเดียวกับรายการสุดท้ายนี้)",
        "ยังเทียบกับพื้นที่อื่นไม่ได้: ประเทศไม่มีพื้นที่ที่สูงกว่าให้เทียบ",
    ]


def test_a_target_group_is_named(warehouse: Warehouse):
    store(warehouse, ELDERLY, counts(HERE, (100, 90), (100, 30), (100, 50)))
    assert text(warehouse, HERE, "none", ELDERLY, group="elderly") == [
        "รหัส 83010101 ปี 2581 เฉพาะตัวชี้วัดของกลุ่มผู้สูงอายุ มีข้อมูล 1 จาก 1 ตัวชี้วัด ผ่านเกณฑ์เฉลี่ยร้อยละ 70.0 เป็นปัญหาเฉลี่ยร้อยละ 30.0",
        "มีข้อมูลด้านเดียวคือด้าน 2 เป็นปัญหาเฉลี่ยร้อยละ 30.0",
        "ปัญหาที่ควรดูก่อน ได้แก่ ไม่ผ่าน: ตัวชี้วัด 2 (30 จาก 100 คน ร้อยละ 30.0)",
    ]


def test_the_users_weights_are_said(warehouse: Warehouse):
    store(warehouse, TWO, counts(HERE, (1000, 30), (100, 10)))
    told = text(warehouse, HERE, "none", weights={"size": 5})
    assert told[2] == (
        "ปัญหาที่ควรดูก่อน ได้แก่ ไม่ผ่าน: ตัวชี้วัด 1 (30 จาก 1,000 คน ร้อยละ 3.0); "
        "ไม่ผ่าน: ตัวชี้วัด 2 (10 จาก 100 คน ร้อยละ 10.0) (มุมมองของท่าน: อันดับแรกคือไม่ผ่าน: ตัวชี้วัด 1)"
    )


def gates_of(warehouse: Warehouse) -> GateOfYear:
    return partial(disclosure_data, warehouse, TWO)


def test_a_hidden_indicator_is_named_nowhere(warehouse: Warehouse):
    """Its place among the first problems, the furthest from the reference or the changes would tell its figure."""
    store(warehouse, TWO, counts(HERE, (12, 9), (200, 40)) + counts(BESIDE, (1000, 100), (2000, 200)))
    store(warehouse, TWO, counts(HERE, (12, 1), (200, 40)), YEAR - 1)
    shown = summed_up(analysis(warehouse, HERE, "parent").lookup, gates=gates_of(warehouse))
    assert "ตัวชี้วัด 1 " not in shown.text.replace("1 ตัวชี้วัด", "")
    assert "ตัวชี้วัด 1" in analysis(warehouse, HERE, "parent").text


def test_hidden_figures_are_not_printed(warehouse: Warehouse):
    """The mean of 10 and 20 % beside a shown 20 % would tell the hidden 4 of 40: it is not printed either."""
    store(warehouse, TWO, counts(HERE, (40, 4), (200, 40)))
    found = analysis(warehouse, HERE, "none")
    hidden = summed_up(found.lookup, gates=gates_of(warehouse))
    assert hidden.sentences[:3] == (
        "รหัส 83010101 ปี 2581 มีข้อมูล 2 จาก 4 ตัวชี้วัด ไม่แสดงค่าเฉลี่ยเพราะจะคำนวณย้อนกลับเป็นจำนวนน้อยได้",
        "ปัญหาที่ควรดูก่อน ได้แก่ ไม่ผ่าน: ตัวชี้วัด 2 (40 จาก 200 คน ร้อยละ 20.0)",
        "ข้อควรระวัง: 2 ตัวชี้วัดไม่มีข้อมูลหรือไม่มีผู้เข้าข่ายสำรวจ จึงไม่ได้นำมาเฉลี่ย",
    )


def test_means_that_leave_a_hidden_count_open_are_printed(warehouse: Warehouse):
    store(warehouse, TWO, counts(HERE, (1000, 4), (100, 40), (100, 30), (100, 50)))
    found = analysis(warehouse, HERE, "none")
    hidden = summed_up(found.lookup, gates=gates_of(warehouse))
    assert hidden.sentences[0].endswith("ผ่านเกณฑ์เฉลี่ยร้อยละ 70 เป็นปัญหาเฉลี่ยร้อยละ 30")
    assert hidden.sentences[1] == "ด้านที่เป็นปัญหาเฉลี่ยสูงสุดคือด้าน 2 (ร้อยละ 45) ต่ำสุดคือด้าน 1 (ร้อยละ 15)"


def test_figures_hidden_in_the_earlier_year_are_not_printed_in_a_change(warehouse: Warehouse):
    store(warehouse, TWO, counts(HERE, (1000, 200), (1000, 50)))
    store(warehouse, TWO, counts(HERE, (1000, 4), (1000, 50)), YEAR - 1)
    hidden = summed_up(analysis(warehouse, HERE, "none").lookup, gates=gates_of(warehouse))
    assert "200 จาก 1,000 คน" in hidden.text
    assert "ในตัวชี้วัดที่แสดงได้ ไม่มีตัวชี้วัดใดเปลี่ยนชัดเจน" in hidden.text


@pytest.mark.parametrize("reference", ["parent", "peers", "country", "previous", "target", "none"])
def test_every_sentence_names_its_table(warehouse: Warehouse, reference: str):
    store(warehouse, TWO, counts(HERE, (100, 4), (100, 40)) + counts(BESIDE, (100, 30)))
    store(warehouse, TWO, counts(HERE, (100, 14)), YEAR - 1)
    statements: Sequence[Any] = analysis(warehouse, HERE, reference).statements
    assert 3 <= len(statements) <= 6
    tables = [each.table for each in statements]
    assert tables == sorted(tables, key=["overall", "axes", "problems", "standing", "changes", "unknowns"].index)


def test_a_score_whose_only_part_has_no_data_is_not_claimed(warehouse: Warehouse):
    """Only the trend weighs, and there is no earlier year: no score, so the order without weights, and it says so."""
    store(warehouse, TWO, counts(HERE, (100, 10), (100, 30)))
    trend = {"severity": 0, "size": 0, "relative": 0}
    found = analysis(warehouse, HERE, "none", weights=trend)
    assert found.problems["score"].isna().all()
    assert found.sentences[2] == (
        "ปัญหาที่ควรดูก่อน ได้แก่ ไม่ผ่าน: ตัวชี้วัด 2 (30 จาก 100 คน ร้อยละ 30.0); "
        "ไม่ผ่าน: ตัวชี้วัด 1 (10 จาก 100 คน ร้อยละ 10.0) (มุมมองของท่าน: คำนวณไม่ได้ เพราะส่วนที่ให้น้ำหนักไม่มีข้อมูล)"
    )


def test_only_problems_with_a_score_are_named_by_it(warehouse: Warehouse):
    store(warehouse, TWO, counts(HERE, (100, 10), (100, 30)))
    store(warehouse, TWO, counts(HERE, (100, 5)), YEAR - 1)
    told = text(warehouse, HERE, "none", weights={"severity": 0, "size": 0, "relative": 0})
    assert told[2].endswith("(มุมมองของท่าน: อันดับแรกคือไม่ผ่าน: ตัวชี้วัด 1)")


def test_villages_graded_are_no_small_numbers_whatever_their_unit_is_called(warehouse: Warehouse):
    scores = made_up_set(
        survey="nrd2c", measure="score", set_id="nrd2c-units", size=2, indicator_1={"unit": "ชุมชน"},
        indicator_2={"unit": "ชุมชน"},
    )  # fmt: skip
    store(warehouse, scores, [(HERE, number, 1) for number in (1, 2)], columns=["score"])
    found = radar_analysis_data(
        warehouse, catalogue_of(scores), Question(HERE, YEAR, "nrd2c", scores.id), "none"
    ).analysis
    assert "30 ราย" not in found.text
