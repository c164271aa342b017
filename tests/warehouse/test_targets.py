"""Target households per village and year, and the share of them under which an area is not judged."""

import pytest

from warehouse import (
    Warehouse,
    WarehouseError,
    list_actions,
    list_targets,
    read_least_coverage,
    save_least_coverage,
    save_targets,
)
from warehouse.targets import MOST_HOUSEHOLDS


def held(warehouse: Warehouse, year_be: int, prefix: str = "") -> dict[str, int]:
    rows = list_targets(warehouse, year_be, prefix)
    return dict(zip(rows["area_code"], rows["households"].tolist(), strict=True))


def test_targets_are_kept_per_village_and_year(warehouse: Warehouse) -> None:
    save_targets(warehouse, 2565, {"83010102": 120, "83010101": 80})
    save_targets(warehouse, 2566, {"83010101": 90})
    save_targets(warehouse, 2565, {"83010102": 150, "8302010101": 7}, removed=["83010101"])
    assert held(warehouse, 2565) == {"83010102": 150, "8302010101": 7}
    assert held(warehouse, 2565, "8301") == {"83010102": 150}
    assert held(warehouse, 2566) == {"83010101": 90}
    assert list_actions(warehouse)[["action", "object", "areas"]].to_numpy().tolist() == [
        ["targets", "2565", 3], ["targets", "2566", 1], ["targets", "2565", 2],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("year_be", "households"),
    [
        (2022, {"83010101": 10}),
        (2565, {"830101": 10}),
        (2565, {"03010101": 10}),
        (2565, {"83010101": 0}),
        (2565, {"83010101": MOST_HOUSEHOLDS + 1}),
    ],
)
def test_what_cannot_be_is_refused_whole(warehouse: Warehouse, year_be: int, households: dict[str, int]) -> None:
    with pytest.raises(WarehouseError):
        save_targets(warehouse, year_be, {"83010109": 5} | households)
    assert held(warehouse, year_be) == {}


def test_the_share_is_eighty_until_the_office_says_otherwise(warehouse: Warehouse) -> None:
    assert read_least_coverage(warehouse) == 80
    save_least_coverage(warehouse, 65.5)
    save_least_coverage(warehouse, 70)
    assert read_least_coverage(warehouse) == 70
    for percent in (-1, 100.5, float("nan")):
        with pytest.raises(WarehouseError):
            save_least_coverage(warehouse, percent)
    assert read_least_coverage(warehouse) == 70
