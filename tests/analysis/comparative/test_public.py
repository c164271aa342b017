"""What of stage 4 may leave: nothing that the printed figures do not tell."""

import json
from functools import partial

import numpy as np
import pandas as pd
import pytest

from analysis.comparative.answers import comparative_json, findings_json
from analysis.comparative.area_changes import same_set
from analysis.comparative.data import cells_of_asked, comparative_data
from analysis.comparative.findings import findings_data
from analysis.comparative.public import compared_public, hidden_cells, printed_errors
from analysis.core.scope import Question
from analysis.disclosure.gate import disclosure_data
from tests.analysis.examples import YEAR, catalogue_of, made_up_set, store
from tests_support import empty_warehouse, sampled
from warehouse import Warehouse

SET = made_up_set(dimensions=2, size=4)
CATALOGUE = catalogue_of(SET)
TAMBON = ("830101", "830102", "830103", "830201", "830202", "830203")


def rows(seed: int, changed: dict[tuple[str, int], int] | None = None) -> list[tuple[str, int, int, int]]:
    random = np.random.default_rng(seed)
    found = []
    for tambon in TAMBON:
        for village in range(1, 5):
            for number in range(1, 5):
                code, size = f"{tambon}{village:02d}", int(random.integers(60, 200))
                failed = int(random.binomial(size, 0.05 * number))
                found.append((code, number, size, (changed or {}).get((code, number), failed)))
    return found


def public_of(warehouse: Warehouse, level: str, against: int | None = None) -> dict[str, object]:
    compared = comparative_data(warehouse, CATALOGUE, Question("83", YEAR), level=level)
    earlier = None if against is None else same_set(compared.asked.scope, against)
    findings = findings_data(warehouse, compared.asked, earlier)
    gates = partial(disclosure_data, warehouse, SET)
    shown, found = compared_public(warehouse, compared, findings, None, gates)
    assert found is not None
    return comparative_json(shown, found)


def test_no_hidden_cell_stands_in_any_list(warehouse: Warehouse) -> None:
    store(warehouse, SET, rows(1), YEAR)
    store(warehouse, SET, rows(2), YEAR - 1)
    compared = comparative_data(warehouse, CATALOGUE, Question("83", YEAR), level="village")
    gate = disclosure_data(warehouse, SET, YEAR)
    cells = cells_of_asked(warehouse, compared.asked)
    hidden = {
        (area, code)
        for area, row in zip(cells.area_codes, hidden_cells(cells, gate), strict=True)
        for code, is_hidden in zip(cells.indicator_codes, row, strict=True)
        if is_hidden
    }
    assert hidden
    answer = public_of(warehouse, "village", YEAR - 1)
    before = disclosure_data(warehouse, SET, YEAR - 1)
    changes = answer["changes"]
    assert isinstance(changes, list)
    assert changes
    for row in [*changes, *answer["outliers"]]:  # type: ignore[misc]
        assert (row["area_code"], row["indicator_code"]) not in hidden
    for row in changes:
        assert row["indicator_code"] not in before.hidden(row["area_code"])
    partly = {code for _, code in hidden}
    for name in ("concentration", "variance"):
        assert not {row["indicator_code"] for row in answer[name]} & partly  # type: ignore[union-attr,index]


def test_another_hidden_count_gives_the_same_public_answer(warehouse: Warehouse) -> None:
    """Two countries that differ in hidden counts alone, with the same printed figures: every list is the same."""

    first = rows(3)
    store(warehouse, SET, first, YEAR)
    gate = disclosure_data(warehouse, SET, YEAR)
    pairs = [
        (one, other) for one in first for other in first
        if one[1] == other[1] and one[0][:6] == other[0][:6] and one[0] < other[0]
        and {SET.by_number(one[1]).code} <= gate.hidden(one[0]) & gate.hidden(other[0])
        and 2 <= one[3] <= 8 and 2 <= other[3] <= 8
    ]  # fmt: skip
    answer, same = public_of(warehouse, "village"), 0
    for one, other in sampled(pairs[:12], 6):
        twin = empty_warehouse()
        store(twin, SET, rows(3, {(one[0], one[1]): one[3] - 1, (other[0], other[1]): other[3] + 1}), YEAR)
        again = public_of(twin, "village")
        twin.close()
        means = [[{k: a[k] for k in ("area_code", "mean_problem_pct", "axes")} for a in each["areas"]]  # type: ignore[union-attr]
                 for each in (answer, again)]  # fmt: skip
        if means[0] != means[1]:
            continue
        same += 1
        assert json.dumps(answer) == json.dumps(again)
    assert same


def test_the_errors_of_a_whole_table_are_those_of_the_screen(warehouse: Warehouse) -> None:
    store(
        warehouse, SET, [(f"{code}01", number, 1_000, 300 + 10 * number) for code in TAMBON for number in range(1, 5)]
    )
    compared = comparative_data(warehouse, CATALOGUE, Question("83", YEAR), level="tambon")
    gate = disclosure_data(warehouse, SET, YEAR)
    assert not any(gate.hidden(code) for code in TAMBON)
    cells = cells_of_asked(warehouse, compared.asked)
    errors = pd.Series(printed_errors(cells, gate), index=list(cells.area_codes))
    table = compared.ranking.table.set_index("area_code")["se_pct"]
    assert errors.to_dict() == pytest.approx(table.to_dict())
    shown, found = compared_public(warehouse, compared, findings_data(warehouse, compared.asked), None, lambda _: gate)
    assert found is not None
    assert findings_json(found)["concentration"][0]["areas_for_half"] == 3
    assert shown.areas["rank_last"].tolist() == compared.areas["rank_last"].tolist() == [6] * 6
