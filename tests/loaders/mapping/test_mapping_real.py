"""Mappings proposed for real files, untouched by hand: the facts must equal those of the layouts written for them."""

import pickle
from pathlib import Path

import pytest

from catalogue import load_catalogue, parse_set
from catalogue.areas import find_province
from loaders.finding import find_tables
from loaders.mapping import (
    AreaIndex,
    OtherColumn,
    OtherData,
    apply_mapping,
    looks_inverted,
    other_definition,
    propose_mapping,
    with_other_columns,
)
from loaders.reading import ReadLimits, read_workbook_here, run_in_child
from loaders.reading_run import stage_workbook
from loaders.staging.staged_file import LoadRequest

CATALOGUE = load_catalogue()
KEYS = ["area_code", "indicator_code"]
AREAS = AreaIndex.of({})


def sorted_rows(facts: object) -> list[tuple[object, ...]]:
    frame = facts[[*KEYS, "unit", "assessed", "failed"]]  # pyright: ignore
    return sorted(map(tuple, frame.itertuples(index=False)))  # pyright: ignore


@pytest.mark.parametrize("name", ["61_83_village_common.csv", "61_83_tambol_common.csv"])
def test_public_files(shared_data: Path, name: str) -> None:
    path = shared_data / "tpmap_2561" / name
    workbook = read_workbook_here(path.read_bytes(), path.name)
    sheet = workbook.sheets[0]
    found, indicator_set = find_tables(sheet)[0], CATALOGUE.get("jpt-2560")
    mapping = propose_mapping(found, indicator_set, AREAS)
    result = apply_mapping(sheet, found, mapping, indicator_set=indicator_set, year_be=2561)
    expected = stage_workbook(workbook, LoadRequest(CATALOGUE, 2561))
    assert expected.facts is not None
    assert sorted_rows(result.facts.assign(unit="คน")) == sorted_rows(expected.facts)
    assert (result.rows_refused, result.rows_recognised) == (0, 1)
    assert looks_inverted(result.facts, indicator_set) is None


def test_every_report_of_the_department(shared_data: Path) -> None:
    indicator_set = CATALOGUE.get("jpt-2550")
    paths = sorted((shared_data / "cdd_reports_2554").glob("*.xls"))
    for path in paths[::4]:
        workbook = read_workbook_here(path.read_bytes(), path.name)
        sheet = workbook.sheets[0]
        province = find_province(sheet.name)
        code = province.code if province else "71"
        found = find_tables(sheet)[0]
        mapping = propose_mapping(found, indicator_set, AREAS).with_given(area_code=code, year_be=2554)
        assert mapping.layout == "long"
        result = apply_mapping(sheet, found, mapping, indicator_set=indicator_set)
        expected = stage_workbook(workbook, LoadRequest(CATALOGUE, 2554, None if province else code))
        assert expected.facts is not None
        found_counts = result.facts.assign(unit="")
        assert sorted_rows(found_counts) == sorted_rows(expected.facts.assign(unit="")), path.name
        assert (result.rows_read, result.rows_refused, result.rows_recognised) == (45, 0, 3)


def test_a_duplicate_province_in_a_real_sheet_is_refused_in_both_rows(shared_data: Path) -> None:
    path = shared_data / "messy" / "ppt_flood_2551.xls"
    sheet = next(
        each for each in read_workbook_here(path.read_bytes(), path.name).sheets if each.name.strip() == "ครั้งที่ 1"
    )
    data = OtherData("อุทกภัย", (OtherColumn(4, "ราษฎรที่ประสบภัย", "คน", "more_is_worse", "sum", low=0),))
    value_set = parse_set(other_definition(data))
    found = find_tables(sheet)[0]
    mapping = with_other_columns(propose_mapping(found, None, AREAS), value_set, data)
    result = apply_mapping(sheet, found, mapping, indicator_set=value_set, year_be=2551)
    assert (result.rows_read, result.rows_loaded, result.rows_refused, result.rows_recognised) == (25, 20, 2, 3)
    assert [problem.row for problem in result.problems if problem.severity == "error"] == [22, 23]
    assert result.facts.set_index("area_code")["value"]["55"] == 117343


def test_it_runs_in_the_reading_child(shared_data: Path) -> None:
    path = shared_data / "tpmap_2561" / "61_83_amphur_common.csv"
    sheet = read_workbook_here(path.read_bytes(), path.name).sheets[0]
    found, indicator_set = find_tables(sheet)[0], CATALOGUE.get("jpt-2560")
    mapping = propose_mapping(found, indicator_set, AREAS)
    assert pickle.loads(pickle.dumps((found, mapping))) == (found, mapping)  # noqa: S301
    words = {"indicator_set": indicator_set, "year_be": 2561}
    here = apply_mapping(sheet, found, mapping, **words)
    there = run_in_child(_apply, sheet, found, mapping, words, limits=ReadLimits())
    assert sorted_rows(there.facts) == sorted_rows(here.facts)


def _apply(sheet: object, found: object, mapping: object, words: dict[str, object]) -> object:
    return apply_mapping(sheet, found, mapping, **words)  # pyright: ignore
