"""The child may hang, die, eat memory or lie: the parent lives and says which, whatever way the child was started."""

import ast
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from loaders.reading import (
    ReadLimits,
    ReadRefusal,
    Sheet,
    read_archive,
    read_workbook,
    read_workbook_here,
    run_in_child,
)
from loaders.reading import child as child_module
from loaders.reading.child import stream_from_child
from loaders.reading.processes import Forks, Processes, Reading, Servers
from loaders.reading.windows_job import Job, memory_limits
from tests.loaders.reading import jobs, making

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no resource limits")
SHORT = ReadLimits(cpu_seconds=20)
WAYS: dict[str, type[Processes]] = {"served": Servers}
if sys.platform == "linux":
    WAYS["forked"] = Forks


@pytest.fixture(scope="module", params=sorted(WAYS))
def processes(request: pytest.FixtureRequest) -> Iterator[Processes]:
    """Each way of starting a child, warm for all tests of the module."""
    made = WAYS[request.param]()
    yield made
    made.close()


@pytest.fixture(autouse=True)
def way(processes: Processes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child_module, "the_processes", lambda: processes)


def warm() -> None:
    """For tests with limits of a second: starting a serving process takes one of its own, on a busy machine more."""
    run_in_child(jobs.answer, "warm", limits=SHORT)


def refused(function: Callable[..., object], *args: object, limits: ReadLimits = SHORT) -> ReadRefusal:
    with pytest.raises(ReadRefusal) as caught:
        run_in_child(function, *args, limits=limits)
    return caught.value


def test_answers_come_back_whole_and_of_many_kinds() -> None:
    assert run_in_child(jobs.answer, {"ก": [1, 2.5, None, "ข" * 100_000]}) == {"ก": [1, 2.5, None, "ข" * 100_000]}
    assert run_in_child(jobs.many_kinds) == jobs.many_kinds()
    assert run_in_child(jobs.loud) == "ok"
    assert run_in_child(jobs.answer, None) is None


def test_a_generator_is_streamed_and_may_be_left_early() -> None:
    assert list(stream_from_child(jobs.items, limits=SHORT)) == [0, 1, 2, 3, 4]
    stream = stream_from_child(jobs.items, limits=SHORT)
    assert next(stream) == 0
    stream.close()


def test_progress_reaches_the_caller_in_order_with_the_end() -> None:
    seen: list[tuple[int, int | None]] = []
    assert run_in_child(
        jobs.with_progress, 1000, limits=SHORT, on_progress=lambda done, total: seen.append((done, total))
    )
    assert seen == sorted(seen)
    assert seen[-1] == (1000, 1000)
    assert len(seen) >= 2


def test_a_listener_that_fails_ends_the_child_and_is_heard() -> None:
    def broken(done: int, total: int | None) -> None:
        raise KeyError(done)

    with pytest.raises(KeyError):
        run_in_child(jobs.with_progress, 100_000, limits=SHORT, on_progress=broken)


def test_a_child_that_does_nothing_is_stopped() -> None:
    warm()
    start = time.monotonic()
    found = refused(jobs.sleep, 60, limits=ReadLimits(idle_seconds=1))
    assert found.code == "F41"
    assert "ไม่คืบหน้าเลย 1 วินาที" in found.what
    assert time.monotonic() - start < 5


def test_a_child_that_works_on_and_on_is_stopped_by_its_processor_time() -> None:
    warm()
    found = refused(jobs.spin, 30.0, limits=ReadLimits(cpu_seconds=1, idle_seconds=5))
    assert found.code == "F41"
    assert "เวลาประมวลผลเกิน 1 วินาที" in found.what


def test_time_that_others_take_refuses_nothing() -> None:
    """More than both limits passes on the clock, a tenth of it at the processor."""
    warm()
    limits = ReadLimits(cpu_seconds=1, idle_seconds=1.2)
    assert run_in_child(jobs.work_in_bits, 1.5, limits=limits) > 0


def test_a_death_does_not_harm_the_files_beside_and_after_it() -> None:
    answers: list[object] = []
    beside = threading.Thread(target=lambda: answers.append(run_in_child(jobs.work_in_bits, 1.0, limits=SHORT)))
    beside.start()
    for function in (jobs.aborting, jobs.leaving, jobs.trap):
        assert refused(function).code == "F42"
        assert run_in_child(jobs.answer, "next", limits=SHORT) == "next"
    beside.join(timeout=20)
    assert len(answers) == 1
    assert isinstance(answers[0], int)


def test_what_one_file_used_counts_for_no_other() -> None:
    warm()
    limits = ReadLimits(cpu_seconds=1)
    for _ in range(4):
        assert run_in_child(jobs.spin, 0.4, limits=limits) == "spun"


def test_a_second_file_finds_the_libraries_there() -> None:
    run_in_child(jobs.seconds_to_import_pandas, limits=SHORT)
    assert run_in_child(jobs.seconds_to_import_pandas, limits=SHORT) < 0.05


def test_all_processes_end_with_the_program() -> None:
    program = (
        "import psutil; from loaders.reading import run_in_child; from tests.loaders.reading import jobs; "
        "run_in_child(jobs.answer, 1); print(*(each.pid for each in psutil.Process().children(recursive=True)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    children = [int(pid) for pid in done.stdout.split()]
    assert children
    assert done.stderr == ""
    assert not any(psutil.pid_exists(pid) for pid in children)


def test_cancelling_stops_the_child() -> None:
    start = time.monotonic()
    with pytest.raises(ReadRefusal) as caught:
        run_in_child(jobs.sleep, 60, limits=SHORT, cancelled=lambda: time.monotonic() - start > 0.3)
    assert caught.value.code == "F43"
    assert time.monotonic() - start < 5


@pytest.mark.skipif(sys.platform == "darwin", reason="macOS limits no memory: the parent looks four times a second")
def test_a_greedy_child_is_a_refusal() -> None:
    """On Linux its own limit, on Windows a job object."""
    found = refused(jobs.greedy, limits=ReadLimits(memory_bytes=512 * 1024**2))
    assert found.code == "F46"
    assert "512 MB" in found.what
    assert "CIA_READ_MEMORY_MB" in found.fix


def test_memory_is_watched_where_the_system_does_not_limit_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Reading, "used", lambda self: (0.0, 600 * 1024**2))
    assert refused(jobs.sleep, 60, limits=ReadLimits(memory_bytes=512 * 1024**2)).code == "F46"


def test_the_memory_of_a_reading_is_what_it_added(processes: Processes) -> None:
    reading = processes.start(jobs.__name__)
    threading.Thread(target=reading.send, args=((jobs.__name__, "hold", (200,), 2**31, 20.0),)).start()
    most, end = 0, time.monotonic() + 15
    while most < 150 * 1024**2 and time.monotonic() < end:  # a serving process starts first
        most = reading.used()[1]
        time.sleep(0.02)
    reading.end(False)
    assert 150 * 1024**2 < most < 500 * 1024**2


@pytest.mark.skipif(sys.platform != "win32", reason="job objects are of Windows")
def test_windows_holds_the_process_to_the_memory_of_its_file_and_ends_it_with_its_job() -> None:
    process = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    job = Job(process.pid)
    assert job.is_held
    assert job.limit(300 * 1024**2)
    job.close()
    assert process.wait(timeout=10) != 0


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has them")
def test_elsewhere_a_job_holds_nothing() -> None:
    job = Job(1)
    assert not job.is_held
    assert not job.limit(2**20)
    job.close()


def test_what_windows_is_asked_for_lies_where_it_looks_for_it() -> None:
    """Sizes and offsets of winnt.h for 64 bits, written out: 144 bytes, the flags at 16, the memory at 112."""
    limits = memory_limits(3 * 2**30)
    expected = bytearray(144)
    expected[16:20] = (0x100 | 0x400 | 0x2000).to_bytes(4, "little")
    expected[112:120] = (3 * 2**30).to_bytes(8, "little")
    assert bytes(limits) == bytes(expected)


@pytest.mark.parametrize("function", [jobs.aborting, jobs.leaving, jobs.trap])
def test_a_child_that_dies_or_lies_is_a_refusal(function: Callable[[], object]) -> None:
    assert refused(function).code == "F42"


def test_failures_keep_their_code_and_never_a_value() -> None:
    assert "สมหญิง" not in str(refused(jobs.failing, "สมหญิง"))
    found = refused(jobs.refusing)
    assert (found.code, found.sheet, found.row) == ("F34", "ก", 7)
    assert refused(lambda: None).code == "F42"


@POSIX
def test_the_child_cannot_write_files(tmp_path: Path) -> None:
    target = tmp_path / "x"
    assert refused(jobs.writing, str(target)).code == "F42"
    assert not target.exists() or target.stat().st_size == 0


def test_reading_in_the_child_equals_reading_here() -> None:
    rows: list[list[object]] = [[f"บ้าน {number}", number / 4, None, number % 2 == 0] for number in range(4500)]
    for content in (making.xlsx_of_rows(rows), making.xls(), "ก,ข\n1,2\n".encode("cp874")):
        assert read_workbook(content, "ไฟล์", SHORT) == read_workbook_here(content, "ไฟล์", SHORT)
    both = making.zip_of({"1.xlsx": making.xlsx_of_rows(rows), "2.csv": "a,b\n1,2\n"})
    assert [len(book.sheets[0].rows) for book in read_archive(both, "a.zip", SHORT)] == [4500, 2]
    assert run_in_child(jobs.count_rows, making.xlsx_of_rows(rows), limits=SHORT) == 4500


def test_the_sheets_received_are_not_shared_with_another_reading() -> None:
    first = read_workbook(making.xls(), "ก", SHORT).sheets[0]
    assert isinstance(first, Sheet)
    first.rows.clear()
    assert read_workbook(making.xls(), "ก", SHORT).sheets[0].rows


def test_dangerous_files_leave_the_parent_alive() -> None:
    far = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
    bomb = making.xlsx_of_xml(b'<row r="1"><c r="A1"><v>1</v></c></row>' * 1_000_000)
    for content, code in ((making.xlsx_of_xml(far), "F12"), (bomb, "F10"), (b"", "F08")):
        with pytest.raises(ReadRefusal) as caught:
            read_workbook(content, "a.xlsx", SHORT)
        assert caught.value.code == code


@POSIX
def test_a_far_cell_that_slips_through_the_scan_only_kills_the_child() -> None:
    """A row number that lies inside its row is not looked for: calamine aborts, in the child."""
    cells = '<c r="A1"><v>1</v></c><c r="CV1048576"><v>1</v></c><c r="ZZ1"><v>1</v></c>'
    with pytest.raises(ReadRefusal) as caught:
        read_workbook(making.xlsx_of_xml(f'<row r="1">{cells}</row>'), "a.xlsx", SHORT)
    assert caught.value.code in ("F12", "F42")


def test_limits_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CIA_READ_SECONDS", "7")
    monkeypatch.setenv("CIA_MAX_UPLOAD_MB", "0.001")
    monkeypatch.setenv("CIA_READ_MEMORY_MB", "มาก")
    limits = ReadLimits.from_environment()
    assert (limits.cpu_seconds, limits.max_bytes, limits.memory_bytes) == (7.0, 1048, ReadLimits().memory_bytes)
    with pytest.raises(ReadRefusal) as caught:
        read_workbook(making.xls(), "a.xls")
    assert caught.value.code == "F14"


def test_the_package_imports_neither_streamlit_nor_pandas() -> None:
    for module in (Path(__file__).resolve().parents[3] / "loaders" / "reading").glob("*.py"):
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not {name.split(".")[0] for name in names} & {"streamlit", "pandas", "numpy", "duckdb", "openpyxl"}
