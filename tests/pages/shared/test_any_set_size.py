"""Sets of 38 and 44 indicators that a user made: every page works with them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from analysis.core.village_levels import NO_THRESHOLDS
from catalogue import parse_set, set_to_dict
from tests_support import close_dashboard, open_dashboard, switch_page
from warehouse import StagedBatch, open_warehouse, save_set, store_batch

PAGES = ("radar_diagram", "radar_analysis", "comparative", "logic_model")
VILLAGES = [f"8301030{number}" for number in range(1, 6)]


def definition(survey: str, set_id: str, dimensions: int, size: int) -> dict[str, Any]:
    unit = "ครัวเรือน" if survey == "jpt" else "หมู่บ้าน"
    indicators = [
        {"number": n, "name": f"ตัวชี้วัดสมมติที่ {n}", "dimension": 1 + (n - 1) % dimensions, "unit": unit}
        for n in range(1, size + 1)
    ]
    dimension_rows = [{"number": n, "name": f"ด้านสมมติที่ {n}"} for n in range(1, dimensions + 1)]
    years = {"first_year": 2566, "last_year": 2570}
    head = {"id": set_id, "survey": survey, "title": f"ชุดสมมติ {size} ตัวชี้วัด"}
    return head | years | {"dimensions": dimension_rows, "indicators": indicators}


def batch(survey: str, set_id: str, size: int) -> StagedBatch:
    rng = np.random.default_rng(size)
    rows = [
        {"area_code": village, "indicator_code": f"{set_id}-{n:02d}", "unit": "หน่วย"}
        | (
            {"assessed": 40, "failed": int(rng.integers(0, 9))}
            if survey == "jpt"
            else {"score": int(rng.integers(1, 4))}
        )
        for village in VILLAGES
        for n in range(1, size + 1)
    ]
    return StagedBatch("ชุดใหม่.xlsx", "0", "jpt_village", survey, set_id, 2567, "village", pd.DataFrame(rows))


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sizes") / "sizes.duckdb"
    warehouse = open_warehouse(path)
    for survey, set_id, dimensions, size in (("jpt", "jpt-2566", 5, 38), ("nrd2c", "nrd2c-2566", 7, 44)):
        made = parse_set(definition(survey, set_id, dimensions, size))
        save_set(warehouse, set_id, set_to_dict(made))
        store_batch(warehouse, batch(survey, set_id, size))
    warehouse.close()
    return path


@pytest.fixture
def app(database: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[AppTest]:
    yield open_dashboard(database, monkeypatch)
    close_dashboard()


@pytest.mark.parametrize("set_id", ["jpt-2566", "nrd2c-2566"])
@pytest.mark.parametrize("page", PAGES)
def test_a_page_shows_a_set_of_the_users_own(app: AppTest, page: str, set_id: str) -> None:
    app.query_params["set"] = set_id
    app.query_params["area"] = "830103"
    app.query_params["year"] = "2567"
    app.run()
    switch_page(app, page).run()
    assert not app.exception
    assert not app.error
    assert "เกาะแก้ว" in app.title[0].value


def test_levels_without_thresholds_are_explained_and_no_empty_table_is_drawn(app: AppTest) -> None:
    for name, value in {"set": "nrd2c-2566", "area": "830103", "year": "2567"}.items():
        app.query_params[name] = value
    app.run()
    switch_page(app, "radar_analysis").run()
    texts = [str(each.value) for each in app.markdown]
    assert any(text == NO_THRESHOLDS for text in texts)
    assert not any(text.startswith("|") and len(text.splitlines()) == 2 for text in texts)
