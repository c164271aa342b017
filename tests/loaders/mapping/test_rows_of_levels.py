"""Rows of areas above the others in one column of names: totals where their parts stand there, else a question."""

import pytest

from tests.loaders.accepting import accepted, codes, csv, of_rule

AMPHOE = ["พื้นที่,ป่วย (คน)", "อ.เมืองภูเก็ต,9", "ต.วิชิต,4", "ต.กะรน,5", "อ.ถลาง,3", "ต.เทพกระษัตรี,1", "ต.ศรีสุนทร,2"]


def test_an_amphoe_above_its_tambon_is_their_total_and_never_stored() -> None:
    checked = accepted(csv(*AMPHOE, "รวมทั้งสิ้น,12"), area="83")
    assert codes(checked) == ["830105", "830108", "830301", "830302"]
    assert "2 แถว" in of_rule(checked, "C50")[0].what
    assert not of_rule(checked, "V40")
    report = checked.report
    assert report.rows_read == report.rows_loaded + report.rows_refused + report.rows_recognised


def test_a_sum_that_names_its_area_is_a_sum() -> None:
    lines = [
        "อำเภอ,ตำบล,ป่วย (คน)",
        "เมืองภูเก็ต,วิชิต,4",
        "เมืองภูเก็ต,กะรน,5",
        "รวมเมืองภูเก็ต,,9",
        "ถลาง,ศรีสุนทร,2",
        "รวมถลาง,,2",
    ]
    checked = accepted(csv(*lines))
    assert codes(checked) == ["830105", "830108", "830302"]
    assert not checked.report.refused


def test_a_total_that_its_tambon_do_not_reach_is_said() -> None:
    checked = accepted(csv(*AMPHOE[:1], "อ.เมืองภูเก็ต,90", *AMPHOE[2:]), area="83")
    assert [problem.row for problem in of_rule(checked, "V40")] == [2]


@pytest.mark.parametrize("lines", [[*AMPHOE[:2], *AMPHOE[5:]], [AMPHOE[0], "จ.กระบี่,9", *AMPHOE[2:4]]])
def test_an_area_without_its_parts_beside_areas_of_another_level_is_refused(lines: list[str]) -> None:
    checked = accepted(csv(*lines))
    assert checked.report.refused
    assert len(of_rule(checked, "C25")) == 1
