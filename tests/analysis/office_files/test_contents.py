"""What leaves an office for its province: everything for the office alone, or what the gate shows and no more."""

import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd
import pytest

from analysis.core.errors import AnalysisError
from analysis.disclosure.gate import disclosure_data
from analysis.disclosure.outputs import Audience
from analysis.office_files.contents import office_file_data, office_file_members, titles_of
from catalogue import load_catalogue
from catalogue.areas import parent_of
from loaders import load_file
from loaders.office_files import inspect_office_file, store_office_inspection
from reports.office_file import office_file_bytes
from tests.analysis.disclosure.attack import ENOUGH, Attack
from tests.warehouse.examples import staged
from tests_support import empty_warehouse
from warehouse import PlanItem, Warehouse, create_plan, read_sets, save_plan, store_batch
from warehouse.office_files.contents import office_contents
from warehouse.office_files.model import OfficeFile
from warehouse.office_files.storing import store_office

SEED, YEAR = 8301, 2565
FIGURES = (
    "SELECT * FROM area_figures WHERE level <> 'country' ORDER BY level, area_code, set_id, year_be, indicator_code"
)
MEASURES = "SELECT * FROM live_measures ORDER BY level, area_code, set_id, year_be, measure"
OF_A_DATABASE = ["batch_id", "is_synthetic"]
COUNTS = """
    SELECT area_code, indicator_code, assessed, failed FROM area_figures
    WHERE set_id = 'jpt-2560' AND year_be = 2565 AND failed IS NOT NULL
    ORDER BY area_code, indicator_code
"""
OF_AREA = """
    SELECT indicator_code, assessed, failed FROM area_figures
    WHERE area_code = $code AND year_be = 2565 AND set_id = 'jpt-2560'
    ORDER BY indicator_code
"""
Cell = tuple[str, str]


@pytest.fixture(scope="module")
def sample(opened_sample: Callable[[], Warehouse]) -> Iterator[Warehouse]:
    warehouse = opened_sample()
    yield warehouse
    warehouse.close()


@pytest.fixture(scope="module")
def office(sample: Warehouse) -> Iterator[Warehouse]:
    """The database of one office: it holds its own amphoe, and a plan."""
    warehouse = empty_warehouse()
    store_office(warehouse, office_contents(sample, "8301"), "a.zip", "c" * 64)
    plan_id = create_plan(warehouse, "830101", "jpt-2560", YEAR, YEAR + 1)
    problem = {"text": "ครัวเรือน 3 ครัวเรือนไม่มีน้ำ", "failed": 3, "assessed": 90, "unit": "ครัวเรือน"}
    save_plan(warehouse, plan_id, 0, [PlanItem("problem-1", "problem", problem)], "สพอ.")
    yield warehouse
    warehouse.close()


def sent(warehouse: Warehouse, code: str, *, is_public: bool = False) -> tuple[bytes, str]:
    """The file of an office as bytes, and what its read-me says."""
    catalogue = load_catalogue(read_sets(warehouse))
    released = office_file_data(warehouse, catalogue, code, "สพอ.", is_public=is_public)
    members = office_file_members(released, "อำเภอ", titles_of(released.content, catalogue))
    assert members.audience is (Audience.PUBLIC if is_public else Audience.INTERNAL)
    return office_file_bytes(members), members.content["อ่านก่อน.txt"].decode("utf-8-sig")


def take_in(warehouse: Warehouse, content: bytes) -> OfficeFile:
    inspection = inspect_office_file(content, "a.zip", warehouse, load_catalogue(read_sets(warehouse)), in_child=False)
    assert inspection.office is not None
    assert store_office_inspection(warehouse, inspection).outcome == "loaded"
    return inspection.office


def joined_again(whole: Warehouse, codes: tuple[str, ...]) -> None:
    """A province split into its offices, and joined again from their files, has the same figures in all areas."""
    province = empty_warehouse()
    for code in codes:
        take_in(province, sent(whole, code)[0])
    for sql in (FIGURES, MEASURES):
        joined, before = (each.query(sql).drop(columns=OF_A_DATABASE, errors="ignore") for each in (province, whole))
        pd.testing.assert_frame_equal(joined, before)
    province.close()


def test_offices_joined_again_are_the_whole(sample: Warehouse) -> None:
    assert len(sample.query(FIGURES)) > 20_000
    joined_again(sample, ("8301", "8302", "8303"))


def test_a_real_province_split_into_its_offices_and_joined_again_is_the_same(
    shared_data: Path, warehouse: Warehouse
) -> None:
    file = shared_data / "tpmap_2561" / "61_83_village_common.csv"
    assert load_file(file, warehouse, in_child=False).loaded
    joined_again(warehouse, ("8301", "8302", "8303"))


def test_the_read_me_says_for_whom_it_is_and_what_is_in_it(office: Warehouse) -> None:
    _, internal = sent(office, "8301")
    assert "ใช้ภายในสำนักงาน" in internal
    assert "จปฐ. ปี 2563, 2564, 2565" in internal
    _, public = sent(office, "8301", is_public=True)
    assert "ใช้ภายในสำนักงาน" not in public
    assert "เผยแพร่หรือส่งต่อได้" in public
    assert "ซ่อน" in public


@pytest.fixture(scope="module")
def public(office: Warehouse) -> tuple[OfficeFile, Warehouse]:
    """The public file of the office, and a province that took it in."""
    province = empty_warehouse()
    return take_in(province, sent(office, "8301", is_public=True)[0]), province


def cells_of(file: OfficeFile) -> dict[Cell, tuple[int, int]]:
    """(area, indicator) → what a public file tells of the counts of the year."""
    parts = [part.facts for part in file.parts if part.set_id == "jpt-2560" and part.year_be == YEAR]
    rows = pd.concat(parts)
    keys = zip(rows["area_code"].astype("str"), rows["indicator_code"].astype("str"), strict=True)
    pairs = ((int(n), int(k)) for n, k in zip(rows["assessed"], rows["failed"], strict=True))
    return dict(zip(keys, pairs, strict=True))


def test_a_public_file_has_what_the_gate_shows_and_no_count_more(
    office: Warehouse, public: tuple[OfficeFile, Warehouse]
) -> None:
    gate = disclosure_data(office, load_catalogue().get("jpt-2560"), YEAR)
    told, counts = cells_of(public[0]), office.query(COUNTS)
    expected = {
        (str(row.area_code), str(row.indicator_code)): (int(row.assessed), int(row.failed))
        for row in counts[counts["assessed"] > 0].itertuples()
        if len(str(row.area_code)) >= 4 and str(row.indicator_code) not in gate.hidden(str(row.area_code))
    }
    assert told == expected
    assert len(told) > 1_000
    assert not any(1 <= failed <= 9 or 1 <= assessed - failed <= 9 for assessed, failed in told.values())


def test_nothing_that_was_left_out_is_found_by_subtraction(
    office: Warehouse, public: tuple[OfficeFile, Warehouse]
) -> None:
    """One part alone that is missing beside its siblings and their sum would be told; and the solver that knows all
    that is printed anywhere finds no small count."""
    told, counts = cells_of(public[0]), office.query(COUNTS)
    missing: dict[Cell, int] = {}
    for area, code in counts[counts["assessed"] > 0][["area_code", "indicator_code"]].itertuples(index=False):
        above = parent_of(str(area))
        if above is not None and (above, str(code)) in told and (str(area), str(code)) not in told:
            missing[above, str(code)] = missing.get((above, str(code)), 0) + 1
    assert len(missing) > 50
    assert min(missing.values()) >= 2
    own_set = load_catalogue().get("jpt-2560")
    attack = Attack(counts, disclosure_data(office, own_set, YEAR), own_set)
    cells = random.Random(SEED).sample(sorted(attack.small()), 12)
    assert [cell for cell in cells if min(attack.values_left(cell)) < ENOUGH] == []


def test_a_public_file_says_nothing_of_households_and_no_small_count_in_plans(
    public: tuple[OfficeFile, Warehouse],
) -> None:
    file, _ = public
    assert {name for part in file.parts for name in part.measures["measure"].unique()} == {"development_level"}
    [plan] = file.plans
    assert plan.saved_by == ""
    assert "3 ครัวเรือน" not in repr(plan.items)
    assert plan.items[0].content.get("failed") is None


def test_figures_with_gaps_are_never_summed_with_whole_ones(
    sample: Warehouse, public: tuple[OfficeFile, Warehouse]
) -> None:
    """The amphoe shows its own figure; the province sums the two amphoe that sent whole ones."""
    _, province = public
    shown, whole = (warehouse.query(OF_AREA, {"code": "8301"}) for warehouse in (province, sample))
    assert 0 < len(shown) < len(whole)
    assert shown.merge(whole).shape == shown.shape
    for code in ("8302", "8303"):
        take_in(province, sent(sample, code)[0])
    parts = [sample.query(OF_AREA, {"code": code}) for code in ("8302", "8303")]
    expected = pd.concat(parts).groupby("indicator_code", as_index=False)[["assessed", "failed"]].sum()
    pd.testing.assert_frame_equal(province.query(OF_AREA, {"code": "83"}), expected)


def test_where_all_counts_are_small_nothing_can_be_published(warehouse: Warehouse) -> None:
    few = staged({"83010101": (5, 1)})
    store_batch(warehouse, staged({"83010101": (5, 1)}, facts=few.facts.assign(indicator_code="jpt-2560-01")))
    with pytest.raises(AnalysisError, match="เป็นจำนวนน้อยทั้งหมด"):
        office_file_data(warehouse, load_catalogue(), "8301", is_public=True)
    assert office_file_data(warehouse, load_catalogue(), "8301").content.facts == 1
