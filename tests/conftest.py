"""What all tests share: their kinds, the budget of random examples, an empty warehouse, the sample, real data."""

import gc
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import Phase, settings

from loaders.sample import load_sample_data
from reports.png_canvas import Canvas
from tests_support import (
    SHARED_DATA,
    SOAK_TIMES,
    Engines,
    copied_warehouse,
    empty_warehouse,
    files_with_one_thread,
    made_once,
    memory_warehouse,
)
from warehouse import Warehouse, open_warehouse

EXAMPLES = 50  # of a random test that has no budget of its own
# Without shrinking a failure is told at once, with what repeats it; a soak has the time to make it small.
AT_ONCE = (Phase.explicit, Phase.generate)
settings.register_profile(
    "ci", derandomize=True, database=None, deadline=None, print_blob=True, phases=AT_ONCE, max_examples=EXAMPLES
)
settings.register_profile("soak", database=None, deadline=None, print_blob=True, max_examples=EXAMPLES * SOAK_TIMES)
settings.load_profile("ci")

LONGEST_FIRST = (  # files of minutes: begun last, they would leave all but one core idle
    "tests/warehouse/test_every_step.py",
    "tests/loaders/test_damage.py",
    "tests/warehouse/test_sudden_deaths.py",
    "tests/loaders/test_corpus.py",
    "tests/analysis/radar_analysis/test_summary_claims.py",
    "tests/browser/",
    "tests/pages/input_data/test_page.py",
)
SLOW_FIXTURES = {"sample_template", "shared_data", "tmp_path", "tmp_path_factory"}
SLOW_NAMES = {
    *("AppTest", "load_sample_data", "multiprocessing", "run_in_child", "subprocess"),
    *("accepted", "load_file", "store", "store_batch", "store_inspection"),  # figures stored in a database
}


MAIN = sys.modules["__main__"]


def pytest_configure(config: pytest.Config) -> None:
    """No test reaches the data of whoever runs it; which engine the run is for."""
    Engines.is_server = config.getoption("engine") == "postgres"
    os.environ["XDG_DATA_HOME"] = tempfile.mkdtemp(prefix="radar-own-data-")
    files_with_one_thread()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup() -> None:
    """A page that ran in Streamlit's test frame stays as the main module, which children that are spawned would run."""
    sys.modules["__main__"] = MAIN


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--engine", choices=("duckdb", "postgres"), default="duckdb", help="what empty databases are of")


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the PostgreSQL server that all processes of a run share; skipped where it is not installed, but in
    CI."""
    from postgres_cluster import cluster_of_run, programs  # noqa: PLC0415 - its driver is a server's alone

    if programs() is None and "CI" not in os.environ:
        pytest.skip("ไม่มี PostgreSQL ในเครื่องนี้")
    return cluster_of_run(tmp_path_factory.getbasetemp())


@pytest.fixture(scope="session", autouse=True)
def engine_of_run(request: pytest.FixtureRequest) -> None:
    """Always on: empty databases of tests are copies of one, and with `--engine postgres` made on the server."""
    if Engines.is_server:
        from postgres_cluster import empty_server_warehouse  # noqa: PLC0415

        folder = request.getfixturevalue("cluster")
        Engines.make = lambda: empty_server_warehouse(folder)
        return
    empty: Path = request.getfixturevalue("tmp_path_factory").mktemp("empty") / "empty.duckdb"
    open_warehouse(empty).close()
    Engines.make = lambda: memory_warehouse(empty)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark the tests that are not pure as slow; begin the files that take longest first. On the server only what
    concerns both engines is run."""
    for item in items:
        if _is_slow(item):
            item.add_marker("slow")
    if Engines.is_server:
        config.hook.pytest_deselected(items=[item for item in items if not _concerns_either_engine(item)])
        items[:] = filter(_concerns_either_engine, items)
    items.sort(
        key=lambda item: next((n for n, part in enumerate(LONGEST_FIRST) if part in item.nodeid), len(LONGEST_FIRST))
    )


def pytest_collection_finish() -> None:
    """What is there before the first test stays to the end: the dashboard collects garbage after every run of a page,
    and looking through all imported modules again and again would cost more than the run."""
    gc.collect()
    gc.freeze()


def _concerns_either_engine(item: pytest.Item) -> bool:
    """Whether a test asks for an empty database that either engine can make, by itself or by a fixture; another one
    would try the same again."""
    info = getattr(item, "_fixtureinfo", None)
    fixtures = [each.func for found in info.name2fixturedefs.values() for each in found] if info else []
    asks = any(empty_warehouse.__name__ in getattr(each, "__code__", each).co_names for each in fixtures)
    is_used_here = empty_warehouse.__name__ in vars(getattr(item, "module", item))
    asks = asks or (info is not None and opened_sample.__name__ in info.name2fixturedefs)
    return (asks or is_used_here) and item.get_closest_marker("file") is None


def _is_slow(item: pytest.Item) -> bool:
    """Whether a test needs more than memory, figures stored, or a database for each of many random examples."""
    fixtures = set(getattr(item, "fixturenames", ()))
    names = set(vars(getattr(item, "module", None) or object))
    is_random = bool(getattr(getattr(item, "obj", None), "is_hypothesis_test", False))
    uses_database = bool({"open_warehouse", "empty_warehouse"} & names) or "warehouse" in fixtures
    return bool(SLOW_FIXTURES & fixtures or SLOW_NAMES & names) or (is_random and uses_database)


@pytest.fixture
def warehouse() -> Iterator[Warehouse]:
    """An empty database in memory (of a run for PostgreSQL: on its server)."""
    opened = empty_warehouse()
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def sample_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file with the sample data, loaded once a run for all processes. To be copied, never opened."""
    return made_once(_folder_of_run(tmp_path_factory) / "sample.duckdb", _make_sample)


def _folder_of_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that all processes of a run share."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


def _make_sample(path: Path) -> None:
    warehouse = open_warehouse(path)
    load_sample_data(warehouse)
    warehouse.close()


@pytest.fixture(scope="session")
def copy_of_sample(sample_template: Path) -> Callable[[Path], Path]:
    """Copies the database with the sample data to a path, and returns that path."""
    return lambda path: Path(shutil.copyfile(sample_template, path))


@pytest.fixture(scope="session")
def opened_sample(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Warehouse]:
    """Opens a database of the run's engine with the sample data in it: a copy of one that was loaded once."""
    if Engines.is_server:
        from postgres_cluster import sample_server_warehouse  # noqa: PLC0415

        folder: Path = request.getfixturevalue("cluster")
        return lambda: sample_server_warehouse(folder, _folder_of_run(tmp_path_factory))
    template: Path = request.getfixturevalue("sample_template")
    return lambda: copied_warehouse(template)


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every text that is drawn on a picture, in its order."""
    texts: list[str] = []
    draw = Canvas.text

    def noted(canvas: Canvas, point: tuple[float, float], words: str, *rest: object, **look: object) -> object:
        texts.append(words)
        return draw(canvas, point, words, *rest, **look)  # type: ignore[arg-type]

    monkeypatch.setattr(Canvas, "text", noted)
    return texts


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real data that no one here wrote; tests that need it are skipped where it is absent."""
    if not SHARED_DATA.is_dir():
        pytest.skip("ไม่มีโฟลเดอร์ข้อมูลจริง ../shared/data")
    return SHARED_DATA
