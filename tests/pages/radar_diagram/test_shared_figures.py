"""Every file and sheet of an area hides the same and prints the same, whichever way it is brought out."""

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

from analysis.comparative.data import comparative_data
from analysis.core.figures import indicator_data
from analysis.core.references import REFERENCE_WORDS
from analysis.core.scope import Question
from analysis.disclosure.gate import Disclosure, GateOfYear, disclosure_data
from analysis.disclosure.outputs import for_internal_use
from analysis.radar_analysis.data import area_context_data, look_up, make_sheet
from analysis.radar_analysis.public import radar_analysis_public
from analysis.radar_diagram.data import radar_diagram_data
from analysis.radar_diagram.many_radars import data_kinds_data
from analysis.radar_diagram.public import radar_diagram_public
from catalogue import load_catalogue
from pages.radar_analysis.files import bundle_of
from pages.radar_diagram import diagram, many_radars
from pages.radar_diagram.controls import Looks
from pages.shared.downloads import Bundle
from reports.about import About
from reports.tables import csv_bytes
from reports.workbook import workbook_bytes
from warehouse import Warehouse, open_warehouse

AREAS = ("830103", "830203", "83010301", "8301")
YEAR, SET = 2565, "jpt-2560"
LOOKS = Looks("problem", "focused", None, ("parent",))
ABOUT = About("เรดาร์", "ตำบลทดลอง", YEAR, "", datetime(2026, 1, 1).astimezone(), True)
SHARE, NAME = "เป็นปัญหา (%)", "ด้าน"


@pytest.fixture(scope="module")
def warehouse(sample_database: Path) -> Iterator[Warehouse]:
    opened = open_warehouse(sample_database)
    yield opened
    opened.close()


@cache
def gates_of(warehouse: Warehouse) -> GateOfYear:
    """The gate of each year of the set, as the screens have it."""

    @cache
    def gate_of(year_be: int) -> Disclosure:
        return disclosure_data(warehouse, load_catalogue(()).get(SET), year_be)

    return gate_of


def radar_bundle(warehouse: Warehouse, area: str, view: str | None = None) -> Bundle:
    radar = radar_diagram_data(
        warehouse, load_catalogue(()), Question(area, YEAR, set_id=SET), companions=("parent", "2564"), view=view
    )
    return diagram._bundle(radar, replace(LOOKS, view=view), None, False, 8, gates_of(warehouse)).content


def quality_bundle(warehouse: Warehouse, area: str, reference: str = "parent") -> Bundle:
    catalogue = load_catalogue(())
    lookup = look_up(warehouse, catalogue, Question(area, YEAR, set_id=SET), reference=reference)
    context = area_context_data(warehouse, catalogue, lookup.scope, lookup.indicators)
    gates = gates_of(warehouse)
    return bundle_of(radar_analysis_public(make_sheet(lookup, context, gates=gates), lookup, gates).content)


def sheet(bundle: Bundle, name: str) -> pd.DataFrame:
    return next(each.table for each in bundle.sheets if each.name == name)


def shares(table: pd.DataFrame, name: str, share: str = SHARE) -> dict[str, float]:
    """Name → percentage, -1 where it is hidden."""
    return dict(zip(table[name], table[share].fillna(-1), strict=True))


@pytest.mark.parametrize("area", AREAS)
def test_radar_sheet_kinds_and_areas_print_the_same_means(warehouse: Warehouse, area: str) -> None:
    catalogue = load_catalogue(())
    of_radar = shares(sheet(radar_bundle(warehouse, area), diagram.RADAR), NAME)
    for reference in REFERENCE_WORDS:
        if reference not in {"target", "previous"}:
            assert shares(sheet(quality_bundle(warehouse, area, reference), "รายด้าน"), NAME) == of_radar
    gates, kinds = gates_of(warehouse), data_kinds_data(warehouse, catalogue, area, YEAR)
    own = [kind for kind in kinds if kind.scope.indicator_set.id == SET]
    every_kind = sheet(many_radars._kinds_bundle(own, LOOKS, lambda _: gates, gates).content, "ทุกชนิด")
    household = every_kind[every_kind["ข้อมูล"] == "จปฐ."]
    assert shares(household, NAME) == of_radar
    above = Question(area[: -2 if len(area) > 2 else None], YEAR, set_id=SET)
    compared, whole = comparative_data(warehouse, catalogue, above), radar_diagram_data(warehouse, catalogue, above)
    wide = sheet(many_radars._areas_bundle(compared, LOOKS, 1, whole, gates).content, "รายด้าน").fillna(-1)
    row = wide[wide["รหัสพื้นที่"] == area].iloc[0]
    assert [row[f"{name} (%)"] for name in of_radar] == list(of_radar.values())
    ranked = (
        sheet(many_radars._areas_bundle(compared, LOOKS, 1, whole, gates).content, "ลำดับ")
        .fillna(-1)
        .set_index("รหัสพื้นที่")
    )
    overall = sheet(quality_bundle(warehouse, area), "ภาพรวม").fillna(-1).set_index("เรื่อง")["ค่า"]
    assert ranked.loc[area, "เฉลี่ยเป็นปัญหา (%)"] == overall["เฉลี่ยเป็นปัญหา (%)"]
    assert -1 in of_radar.values() or area == "8301"


@pytest.mark.parametrize("area", AREAS)
def test_radar_and_sheet_hide_the_same_indicators(warehouse: Warehouse, area: str) -> None:
    figures = indicator_data(warehouse, load_catalogue(()).get(SET), [area], YEAR)
    withheld = gates_of(warehouse)(YEAR).hidden(area)
    full = dict(zip(figures["name"], figures["problem_pct"], strict=True))
    hidden = set(figures.loc[figures["indicator_code"].isin(list(withheld)), "name"])
    for view in (None, "tpmap"):
        every_one = sheet(radar_bundle(warehouse, area, view), "ตัวชี้วัด")
        shown = every_one.set_index("ตัวชี้วัด")[SHARE].dropna()
        assert not hidden & set(shown.index)
        if view is None:
            assert shown.to_dict() == {name: pct for name, pct in full.items() if pct == pct and name not in hidden}
    labels = set(figures.loc[figures["indicator_code"].isin(list(withheld)), "problem_name"])
    problems = sheet(quality_bundle(warehouse, area), "ปัญหา").set_index("ปัญหา")
    assert not labels & set(problems[SHARE].dropna().index)
    assert not labels & set(problems["คะแนน"].dropna().index)
    assert set(problems.index[problems[SHARE].isna()]) <= labels


def test_files_hold_rounded_means_not_those_they_were_rounded_from(warehouse: Warehouse) -> None:
    bundle = radar_bundle(warehouse, "8301")
    book = pd.read_excel(
        io.BytesIO(workbook_bytes(for_internal_use(bundle.sheets), ABOUT)), sheet_name=0, header=2, engine="openpyxl"
    )
    text = pd.read_csv(io.BytesIO(csv_bytes(for_internal_use(bundle.sheets[0].table), ABOUT)))
    for table in (book.iloc[:5], text):
        for column in (name for name in table if name.endswith("(%)")):
            values = pd.to_numeric(table[column]).dropna()
            assert (values - values.round(1)).abs().max() < 1e-9


def test_the_picture_of_the_list_says_what_is_ranked_and_what_is_left_out(warehouse: Warehouse) -> None:
    bundle = radar_bundle(warehouse, "830103")
    assert bundle.headings[diagram.LIST] == (
        "ตัวชี้วัดเรียงจากด้อย ใกล้เคียง ไปเด่น เทียบกับอำเภอเมืองภูเก็ต 8 จาก 31 ตัวชี้วัด (ไม่จัดลำดับ 17 ตัวชี้วัดที่ไม่แสดงตัวเลข)"
    )


@pytest.mark.parametrize("area", AREAS)
def test_what_is_withheld_of_the_earlier_year_is_not_told_by_its_interval(warehouse: Warehouse, area: str) -> None:
    catalogue = load_catalogue(())
    lookup = look_up(warehouse, catalogue, Question(area, YEAR, set_id=SET), reference="previous")
    context = area_context_data(warehouse, catalogue, lookup.scope, lookup.indicators)
    gates = gates_of(warehouse)
    analysis = radar_analysis_public(make_sheet(lookup, context, gates=gates), lookup, gates).content.analysis
    withheld = list(gates(YEAR - 1).hidden(area))
    assert withheld
    columns = ["reference_pct", "reference_low_pct", "reference_high_pct"]
    for table in (analysis.indicators, analysis.problems, analysis.strengths, analysis.weaknesses):
        assert table.loc[table["indicator_code"].isin(withheld), columns].isna().all(axis=None)
    assert analysis.dimensions[columns[1:]].isna().all(axis=None)
    assert all(pd.isna(each.reference_low_pct) for each in (analysis.standing, analysis.change))
    beside = ("2564", "parent")
    radar = radar_diagram_data(warehouse, catalogue, Question(area, YEAR, set_id=SET), companions=beside)
    shown = radar_diagram_public(radar, gates).content
    rows = shown.indicators["indicator_code"].isin(withheld)
    assert shown.indicators.loc[rows, [*columns, "reference_gap_pct"]].isna().all(axis=None)
    earlier = shown.companions[0].indicators.set_index("indicator_code").loc[withheld]
    assert earlier.isna().all(axis=None)
