"""The one sentence of an area in every situation, each written out by hand: it says no more than the figures allow."""

from collections.abc import Sequence
from typing import Any

import pytest

from analysis.core.scope import SEPARATOR, Question
from analysis.disclosure.gate import GateOfYear, disclosure_data
from analysis.radar_analysis.data import look_up, summed_up
from analysis.radar_diagram.data import radar_diagram_data, radar_sentence
from catalogue import IndicatorSet
from tests.analysis.examples import YEAR, catalogue_of, made_up_set, store
from warehouse import Warehouse

FOUR = made_up_set(size=4)  # ตัวชี้วัด 1, 3 in ด้าน 1 and 2, 4 in ด้าน 2
ONE = made_up_set(dimensions=1, size=1, set_id="jpt-one")
SCORES = made_up_set(survey="nrd2c", measure="score", set_id="nrd2c-made-up")
VALUES = made_up_set(
    survey="other", measure="value", size=2, indicator_1={"low": 0, "high": 100}, indicator_2={"low": 0, "high": 10}
)
CATALOGUES = {each.id: catalogue_of(each) for each in (FOUR, ONE, SCORES, VALUES)}
HERE, BESIDE = "83010101", "83010201"
Counts = Sequence[tuple[int, int] | None]


def sentence(warehouse: Warehouse, area: str = "830101", own_set: IndicatorSet = FOUR, reference: str = "peers") -> str:
    question = Question(area, YEAR, own_set.survey, own_set.id)
    found = look_up(warehouse, CATALOGUES[own_set.id], question, reference)
    companions = () if reference == "none" else (reference,)
    radar = radar_diagram_data(warehouse, CATALOGUES[own_set.id], question, companions, ranked=False)
    assert summed_up(found).answer_text == radar_sentence(warehouse, radar)  # the sheet says the same
    return radar_sentence(warehouse, radar)


def stored(warehouse: Warehouse, here: Counts, there: Counts = (), own_set: IndicatorSet = FOUR, **more: Any) -> None:
    """Counts (assessed, failed) of a village here, and of one in the tambon beside it."""
    rows = [
        (area, number, *pair)
        for area, pairs in ((HERE, here), (BESIDE, there))
        for number, pair in enumerate(pairs, 1)
        if pair is not None
    ]
    store(warehouse, own_set, rows, **more)


LIKE = [(1000, 20), (1000, 10), (1000, 30), (1000, 10)]


@pytest.mark.parametrize(
    ("here", "wanted"),
    [
        (LIKE, "ด้าน 1 เป็นปัญหามากที่สุด 2.5 % · ไม่มีเรื่องใดต่างจากค่ากลางพื้นที่ระดับเดียวกันชัดเจน"),
        (
            [(1000, 20), (1000, 10), (1000, 700), (1000, 2)],
            "ด้าน 1 เป็นปัญหามากที่สุด 36.0 % · แย่กว่าค่ากลางพื้นที่ระดับเดียวกันชัดเจน 1 เรื่อง",
        ),
        (
            [(1000, 20), (1000, 0), (1000, 10), (1000, 0)],
            "ด้าน 1 เป็นปัญหามากที่สุด 1.5 % · ดีกว่าค่ากลางพื้นที่ระดับเดียวกันชัดเจน 3 เรื่อง ไม่มีเรื่องใดแย่กว่า",
        ),
        (
            [(1000, 0)] * 4,
            "ไม่พบปัญหาในตัวชี้วัดที่มีข้อมูล · ดีกว่าค่ากลางพื้นที่ระดับเดียวกันชัดเจน 4 เรื่อง ไม่มีเรื่องใดแย่กว่า",
        ),
        (
            [(1000, 20), (1000, 20), (1000, 20), (1000, 20)],
            "ทั้ง 2 ด้านเป็นปัญหาเท่ากัน 2.0 % · แย่กว่าค่ากลางพื้นที่ระดับเดียวกันชัดเจน 2 เรื่อง",
        ),
        (
            [(1000, 20), None, None, (1000, 30)],  # one indicator a dimension: what fails is named
            "ไม่ผ่าน: ตัวชี้วัด 4 เป็นปัญหามากที่สุด 3.0 % · แย่กว่าค่ากลางพื้นที่ระดับเดียวกันชัดเจน 1 เรื่อง",
        ),
        (
            [None, None, (1000, 30), None],
            "ไม่ผ่าน: ตัวชี้วัด 3 3.0 % · ไม่มีเรื่องใดต่างจากค่ากลางพื้นที่ระดับเดียวกันชัดเจน",
        ),
    ],
)
def test_the_largest_and_the_standing(warehouse: Warehouse, here: Counts, wanted: str):
    stored(warehouse, here, LIKE)
    assert sentence(warehouse) == wanted


def test_few_people_never_lead(warehouse: Warehouse):
    stored(warehouse, [(20, 15), (1000, 40), (20, 15), (1000, 20)], LIKE)
    assert sentence(warehouse).split(SEPARATOR)[0] == "ด้าน 2 เป็นปัญหามากที่สุด 3.0 % (ไม่นับด้าน 1 ซึ่งมีจำนวนน้อย)"


def test_four_households(warehouse: Warehouse):
    stored(warehouse, [(4, 1), (4, 0), (4, 2), (4, 0)], LIKE)
    assert sentence(warehouse) == (
        "ทุกเรื่องมีผู้ไม่ผ่านไม่ถึง 10 รายหรือผู้ถูกสำรวจน้อย จึงไม่จัดลำดับ · ไม่มีเรื่องใดต่างจากค่ากลางพื้นที่ระดับเดียวกันชัดเจน"
    )


@pytest.mark.parametrize(("failed", "leads"), [(9, False), (10, True)])
def test_ten_people_may_lead(warehouse: Warehouse, failed: int, leads: bool):
    stored(warehouse, [(1000, failed), (1000, 0), (1000, 0), (1000, 0)], LIKE)
    assert sentence(warehouse).startswith("ด้าน 1 เป็นปัญหามากที่สุด") is leads


def test_nothing_to_compare_with(warehouse: Warehouse):
    stored(warehouse, LIKE)
    assert sentence(warehouse) == "ด้าน 1 เป็นปัญหามากที่สุด 2.5 % · ยังไม่มีอะไรให้เทียบ"
    assert sentence(warehouse, reference="none") == "ด้าน 1 เป็นปัญหามากที่สุด 2.5 %"


def test_the_level_above_by_its_level(warehouse: Warehouse):
    stored(warehouse, [(1000, 200), *LIKE[1:]], LIKE)
    assert sentence(warehouse, reference="parent") == "ด้าน 1 เป็นปัญหามากที่สุด 11.5 % · แย่กว่าอำเภอชัดเจน 1 เรื่อง"


def test_what_changed_for_sure(warehouse: Warehouse):
    stored(warehouse, [(1000, 200), (1000, 10), (1000, 200), (1000, 10)], year_be=YEAR - 1)
    stored(warehouse, [(1000, 300), (1000, 100), (1000, 20), (1000, 10)], LIKE)
    compared = "แย่กว่าค่ากลางพื้นที่ระดับเดียวกันชัดเจน 2 เรื่อง"
    assert sentence(warehouse) == f"ด้าน 1 เป็นปัญหามากที่สุด 16.0 % · {compared} · แย่ลง 2 เรื่อง · ดีขึ้น 1 เรื่อง"
    assert sentence(warehouse, reference="previous") == "ด้าน 1 เป็นปัญหามากที่สุด 16.0 % · แย่ลง 2 เรื่อง · ดีขึ้น 1 เรื่อง"


def test_no_change_is_said_to_be_none(warehouse: Warehouse):
    stored(warehouse, LIKE, year_be=YEAR - 1)
    stored(warehouse, LIKE)
    assert sentence(warehouse, reference="none") == "ด้าน 1 เป็นปัญหามากที่สุด 2.5 % · ไม่มีเรื่องใดเปลี่ยนชัดเจนจากปี 2580"


def test_one_indicator(warehouse: Warehouse):
    stored(warehouse, [(10_000, 3)], [(1000, 900)], own_set=ONE)
    assert sentence(warehouse, own_set=ONE).startswith("ทุกเรื่องมีผู้ไม่ผ่านไม่ถึง 10 ราย")
    stored(warehouse, [(100_000, 12)], [(1000, 900)], own_set=ONE)
    assert sentence(warehouse, own_set=ONE) == (
        "ไม่ผ่าน: ตัวชี้วัด 1 <0.1 % · ดีกว่าค่ากลางพื้นที่ระดับเดียวกันชัดเจน 1 เรื่อง ไม่มีเรื่องใดแย่กว่า"
    )


def test_villages_graded_have_an_index(warehouse: Warehouse):
    rows = [(HERE, 1, 1), (HERE, 2, 3), (HERE, 3, 2), (BESIDE, 1, 2), (BESIDE, 2, 2), (BESIDE, 3, 2)]
    store(warehouse, SCORES, rows, columns=("score",))
    assert sentence(warehouse, own_set=SCORES) == (
        "ด้าน 1 มีดัชนีความรุนแรงสูงสุด 75.0 · ดัชนีสูงกว่าค่ากลางพื้นที่ระดับเดียวกัน 1 เรื่อง ต่ำกว่า 1 เรื่อง"
    )


def test_values_have_a_level(warehouse: Warehouse):
    store(warehouse, VALUES, [(HERE, 1, 30.0), (HERE, 2, 9.0)], columns=("value",))
    assert sentence(warehouse, own_set=VALUES, reference="none") == "ตัวชี้วัด 1 (ค่าน้อยคือปัญหา) มีระดับปัญหาสูงสุด 70.0 %"


@pytest.mark.parametrize(
    ("here", "wanted"),
    [
        ([(1000, 5), (1000, 40), None, (1000, 20)], "บางด้านไม่แสดงตัวเลข จึงไม่บอกว่าด้านใดเป็นปัญหามากที่สุด"),
        ([(1000, 5), (1000, 40), (1000, 60), (1000, 20)], "ทั้ง 2 ด้านเป็นปัญหาเท่ากัน 3 %"),  # as rough as it is printed
        ([(1000, 50), (1000, 20), (1000, 60), (1000, 20)], "ด้าน 1 เป็นปัญหามากที่สุด 5.5 %"),
    ],
)
def test_for_others_it_is_as_rough_as_the_gate(warehouse: Warehouse, here: Counts, wanted: str):
    stored(warehouse, here, LIKE)
    found = look_up(warehouse, CATALOGUES[FOUR.id], Question("830101", YEAR, FOUR.survey, FOUR.id), "peers")
    gates: GateOfYear = lambda year_be: disclosure_data(warehouse, FOUR, year_be)  # noqa: E731
    assert summed_up(found, gates=gates).answer[0].text == wanted
