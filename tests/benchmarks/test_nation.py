"""The made-up nation is what the loaders take for a file of TPMAP, in one piece or by province."""

from pathlib import Path

import pandas as pd

from benchmarks.nation import facts_of, nation, write_nation, write_provinces
from loaders import load_file
from warehouse import Warehouse

VILLAGES = 7400


def test_the_files_of_the_provinces_together_are_the_nation(tmp_path: Path) -> None:
    parts = [pd.read_csv(path, dtype={"village_ID": "str"}) for path in write_provinces(tmp_path, villages=VILLAGES)]
    whole = pd.read_csv(write_nation(tmp_path, villages=VILLAGES), dtype={"village_ID": "str"})
    assert len(parts) == 76
    pd.testing.assert_frame_equal(pd.concat(parts, ignore_index=True), whole)
    assert len(whole) == VILLAGES
    assert whole["village_ID"].is_unique
    assert not nation(2562, VILLAGES).equals(nation(2561, VILLAGES))


def test_a_province_is_accepted_and_its_facts_are_those_of_the_table(tmp_path: Path, warehouse: Warehouse) -> None:
    path = write_provinces(tmp_path, villages=VILLAGES)[0]
    report = load_file(path, warehouse, in_child=False)
    table = pd.read_csv(path, dtype={"village_ID": "str"})
    expected = facts_of(table, "jpt-2560")
    stored = warehouse.query("SELECT area_code, indicator_code, unit, assessed, failed FROM live_facts ORDER BY ALL")
    assert (report.outcome, report.facts) == ("loaded", len(expected))
    expected = expected.sort_values(["area_code", "indicator_code"], ignore_index=True)
    pd.testing.assert_frame_equal(stored, expected, check_dtype=False)
