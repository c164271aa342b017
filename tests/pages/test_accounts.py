"""A server with accounts: who comes in, what each role is offered, and that no screen shows a village of others."""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.analysis.test_scoped_answers import changed_outside
from tests_support import all_text, close_dashboard, open_dashboard, switch_page
from warehouse import add_account, list_accounts, list_actions, open_warehouse

PLACES = {"own": "8301", "above": "83", "others": "8302", "others_village": "83030101"}
# but the hall, which shows what the gate lets out: that is decided over the villages of all
SCREENS: tuple[tuple[str, dict[str, str]], ...] = (
    ("home", {}),
    ("input_data", {"part": "progress"}),
    ("input_data", {"part": "batches"}),
    ("radar_diagram", {"show": "areas"}),
    ("radar_diagram", {"set": "nrd2c-2555", "year": "2564", "show": "reports"}),
    ("radar_analysis", {}),
    ("comparative", {}),
    ("comparative", {"compare": "check"}),
    ("logic_model", {}),
)

RANDOM_NAME = re.compile(rb"(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])")  # of a file that is made once it is asked for


@pytest.fixture(scope="module")
def offices(copy_of_sample: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample as a province's server holds it: an administrator, an officer and a reader of 8301."""
    path = copy_of_sample(tmp_path_factory.mktemp("offices") / "radar.duckdb")
    warehouse = open_warehouse(path)
    add_account(warehouse, "boss", "administrator", "TH")
    add_account(warehouse, "muang", "officer", "8301")
    add_account(warehouse, "guest", "reader", "8301")
    warehouse.close()
    return path


@pytest.fixture(scope="module")
def changed(offices: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with other figures of every village outside 8301."""
    path = Path(shutil.copyfile(offices, tmp_path_factory.mktemp("changed") / "radar.duckdb"))
    changed_outside(path, "8301")
    return path


@pytest.fixture
def served(offices: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[AppTest]:
    monkeypatch.setenv("CIA_IDENTITY", "header")
    opened = open_dashboard(offices, monkeypatch)
    yield opened
    close_dashboard()


def seen(app: AppTest, name: str, page: str, asked: dict[str, str]) -> AppTest:
    """A page as an account sees it."""
    app.user = {"account": name}
    app.query_params.clear()
    for key, value in asked.items():
        app.query_params[key] = value
    switch_page(app, page).run()
    assert not app.exception
    return app


@pytest.mark.parametrize("name", ["", "nobody"])
def test_without_an_account_nothing_is_seen_and_the_page_says_whom_to_ask(served: AppTest, name: str) -> None:
    seen(served, name, "radar_diagram", {"area": "8301"})
    assert served.title[0].value == "ยังเข้าใช้ไม่ได้"
    assert "ผู้ดูแลระบบ" in all_text(served)
    assert not served.get("plotly_chart")
    assert not served.selectbox


def test_a_closed_account_is_out_at_the_next_click(served: AppTest) -> None:
    from app.state import open_database  # noqa: PLC0415 - importing it at the top would cache another database
    from warehouse import close_account  # noqa: PLC0415

    seen(served, "guest", "radar_diagram", {"area": "8301"})
    assert served.selectbox
    close_account(open_database(), "guest")
    assert served.run().title[0].value == "ยังเข้าใช้ไม่ได้"
    add_account(open_database(), "guest", "reader", "8301")


def offered(app: AppTest) -> set[str]:
    return {str(each.label) for each in app.get("button")}


def test_each_role_is_offered_what_it_may_do(served: AppTest) -> None:
    boss = offered(seen(served, "boss", "input_data", {"part": "batches"}))
    assert "ยกเลิกการนำเข้านี้" in boss
    officer = offered(seen(served, "muang", "input_data", {"part": "batches"}))
    assert "ยกเลิกการนำเข้านี้" in officer
    reader = offered(seen(served, "guest", "input_data", {"part": "batches"}))
    assert "ยกเลิกการนำเข้านี้" not in reader
    for name, part in (("muang", "backup"), ("guest", "backup"), ("guest", "upload"), ("muang", "accounts")):
        shown = seen(served, name, "input_data", {"part": part})
        assert not {"สำรองข้อมูลตอนนี้", "เปิดบัญชี หรือเปลี่ยนบัญชีที่มี"} & offered(shown), (name, part)
        assert not shown.get("file_uploader") or part != "upload"


def test_undoing_an_import_of_the_province_is_refused_said_and_on_record(served: AppTest) -> None:
    from app.state import open_database  # noqa: PLC0415

    seen(served, "muang", "input_data", {"part": "batches"})
    next(each for each in served.button if each.label == "ยกเลิกการนำเข้านี้").click().run()
    assert not served.exception
    assert "ไม่มีสิทธิ์แก้การนำเข้า" in all_text(served)
    last = list_actions(open_database(), 1).iloc[0]
    assert [last["action"], last["account"], last["area_code"]] == ["refuse", "muang", "8301"]
    seen(served, "boss", "input_data", {"part": "log"})
    assert "ไม่มีสิทธิ์แก้การนำเข้า" in served.dataframe[0].value.to_string()
    served.text_input(key="actions-find").input("ไม่มีคำนี้").run()
    assert "ไม่พบรายการ" in all_text(served)


def test_an_administrator_opens_and_closes_accounts(served: AppTest) -> None:
    from app.state import open_database  # noqa: PLC0415

    seen(served, "boss", "input_data", {"part": "accounts"})
    served.text_input(key="account-name").input("Kathu")
    served.text_input(key="account-area").input("8302")
    next(each for each in served.button if "เปิดบัญชี" in each.label).click().run()
    assert "บัญชี kathu เข้าใช้ได้แล้ว" in all_text(served)
    served.button(key="account-close-kathu").click().run()
    served.button(key="account-close-boss").click().run()
    assert "ต้องมีผู้ดูแลระบบเหลืออยู่" in all_text(served)
    found = {each.name for each in list_accounts(open_database()) if each.closed_at is None}
    assert found == {"boss", "muang", "guest"}


def payload(app: AppTest) -> list[bytes]:
    """Everything that the browser is sent: texts, tables, figures."""

    def walk(block: Any) -> Iterator[Any]:
        for child in getattr(block, "children", {}).values():
            if proto := getattr(child, "proto", None):
                yield proto
            yield from walk(child)

    sent = (proto.SerializeToString(deterministic=True) for proto in walk(app._tree))
    return [RANDOM_NAME.sub(b"", each) for each in sent]


def test_no_screen_of_an_account_depends_on_a_village_of_others_behind_warm_caches(
    offices: Path, changed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two databases differ in nothing but villages outside 8301: every screen is the same to its account, though an
    administrator has looked at each before; to the administrator many are not."""
    shown: dict[Path, dict[str, dict[tuple[int, str], list[bytes]]]] = {}
    monkeypatch.setenv("CIA_IDENTITY", "header")
    gate = _gates(offices)
    for database in (offices, changed):
        app = open_dashboard(database, monkeypatch)
        monkeypatch.setattr("app.state.hidden_cells_data", lambda _whole, set_id, year_be: gate[set_id, year_be])
        found: dict[str, dict[tuple[int, str], list[bytes]]] = {"boss": {}, "muang": {}}
        for number, (page, asked) in enumerate(SCREENS):
            for area in PLACES.values():
                for name, pages in found.items():
                    if name == "boss" and database == changed and area in ("8301", "83"):
                        continue  # an answer kept for an administrator is told by the first database alone
                    seen(app, name, page, {"area": area, "set": "jpt-2560", "year": "2565"} | asked)
                    pages[number, area] = payload(app)
        shown[database] = found
        close_dashboard()
    assert shown[offices]["muang"] == shown[changed]["muang"]
    differing = [key for key, other in shown[changed]["boss"].items() if other != shown[offices]["boss"][key]]
    assert len(differing) > len(SCREENS) / 2


def _gates(database: Path) -> dict[tuple[str, int], list[tuple[str, str]] | None]:
    from analysis.disclosure.gate import hidden_cells_data  # noqa: PLC0415

    warehouse = open_warehouse(database)
    years = warehouse.query_rows("SELECT DISTINCT set_id, year_be FROM batches")
    found = {(set_id, year): hidden_cells_data(warehouse, set_id, year) for set_id, year in years}
    warehouse.close()
    return found
