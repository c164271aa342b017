"""One command for a fresh machine: `python run.py` starts the dashboard, `python run.py full` checks everything.

Makes a virtual environment in `.venv` (once), installs the locked packages into it and goes on there. Needs nothing
but Python 3.11 or later; with a folder `wheels` beside it (`python -m release wheels`) not even a network. Further
words are passed on: `python run.py test tests/warehouse`.

check: format, lint, types and the pure tests, before each commit · test: everything without a browser, damage and
sudden deaths · full: everything, what CI runs · soak: many random examples, before a release · prepare: the packages
of the tests alone. See tests/README.md.
"""

import hashlib
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
import venv
from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent
ENVIRONMENT = ROOT / ".venv"
PYTHON = ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
CHECKS = {
    "format": ["ruff", "format", "--check", "."],
    "lint": ["ruff", "check", "."],
    "types": ["pyright", "--pythonpath", str(PYTHON)],
}
OURS = "requirements.lock"
WHEELS = ROOT / "wheels"
HELD = ["--require-hashes", "--no-deps", "--only-binary=:all:"]  # exactly what the lock says; nothing is built here
PURE = "not browser and not damage and not slow"
WITHOUT_DAMAGE = "not browser and not damage"
RANDOM = "damage or hypothesis"
ON_SERVER = ("-m", "not damage", "--engine", "postgres", "tests/analysis", "tests/warehouse")  # run a second time so
SOAK_TIMES = 40
ONLINE = "ตรวจสอบการเชื่อมต่ออินเทอร์เน็ตแล้วสั่งใหม่อีกครั้ง"
OFFLINE = (
    f"ไฟล์ในโฟลเดอร์ wheels ไม่ครบ ถูกแก้ หรือเป็นของ Python รุ่นอื่น (เครื่องนี้ {sys.version_info.major}.{sys.version_info.minor}) "
    "คัดลอกโฟลเดอร์ wheels มาใหม่ หรือลบทิ้งเพื่อติดตั้งจากอินเทอร์เน็ต แล้วสั่งใหม่อีกครั้ง"
)
PROCESSES = (os.cpu_count() or 1) + 2
# Hundreds of tests start a program of their own: compiled modules are kept, even where the machine asks for none.
VARIABLES = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
IN_MEMORY = Path("/dev/shm")  # noqa: S108 - files in memory, where a system has them
ROOM_BYTES = 8 * 1024**3  # twice what all tests write


def install(lock: str) -> None:
    """Install what a lock names into `.venv`, unless exactly it was installed there already. Every file is held to its
    hash. What the dashboard needs comes from the folder `wheels` where it lies beside this file, without any network.
    """
    wanted = hashlib.sha256(b"".join((ROOT / name).read_bytes() for name in sorted({OURS, lock}))).hexdigest()
    done = ENVIRONMENT / f"{lock}.installed"
    if done.is_file() and done.read_text(encoding="utf-8") == wanted:
        return
    if not PYTHON.exists():
        print("กำลังเตรียมโปรแกรมครั้งแรก ใช้เวลาสักครู่ … (setting up, first time only)", flush=True)
        venv.create(ENVIRONMENT, with_pip=True)
    command = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *HELD]
    if lock == OURS and WHEELS.is_dir():
        command += ["--no-index", "--find-links", str(WHEELS)]
    if lock != OURS:
        command += ["--no-compile"]  # of the packages of the tests most modules are never imported
    subprocess.run([*command, "-r", lock], cwd=ROOT, check=True)
    done.write_text(wanted, encoding="utf-8")


def run(*arguments: str) -> int:
    """Run the environment's Python from the project's root and return its exit code."""
    return subprocess.run([str(PYTHON), *arguments], cwd=ROOT, check=False).returncode


def pytest_command(marks: str | None, arguments: list[str]) -> list[str]:
    """Pytest on the tests with these marks; later words win. Two processes more than the machine has cores, as tests
    with a browser or a database wait now and then: so 97 % of two cores were in use, with one more some 75 %."""
    chosen = ["-m", marks] if marks else []
    spread = ["-n", str(PROCESSES), "--dist", "loadfile", "--no-loadscope-reorder"]
    return [str(PYTHON), "-m", "pytest", *spread, *chosen, *arguments]


def start(arguments: list[str]) -> int:
    """The dashboard, with the sample data in it when the database is still empty."""
    install(OURS)
    return run("-m", "app.server", "--sample-if-empty", "--server.headless=false", *arguments)


def check(arguments: list[str]) -> int:
    """Format, lint and types beside the pure tests."""
    install("requirements-dev.lock")
    return tests_beside_checks(PURE, ["-q", "--ignore=tests/browser", *arguments])


def test(arguments: list[str]) -> int:
    """All tests but those with a browser, random damage and sudden deaths."""
    install("requirements-dev.lock")
    command = pytest_command(WITHOUT_DAMAGE, arguments)
    return subprocess.run(command, cwd=ROOT, env=VARIABLES, check=False).returncode


def prepare(_arguments: list[str]) -> int:
    """The packages of the tests and checks, nothing more."""
    install("requirements-dev.lock")
    return 0


def full(arguments: list[str]) -> int:
    """Everything: format, lint and types beside all tests; where PostgreSQL is installed, what reads and writes the
    database once more with it in the file's place, unless only some tests were asked for."""
    install("requirements-dev.lock")
    has_server = any(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    with files_in_memory():
        return tests_beside_checks(None, arguments, is_on_server=has_server and not arguments)


def soak(arguments: list[str]) -> int:
    """The random tests with many times their examples, from a seed that is printed: CIA_SEED repeats it."""
    install("requirements-dev.lock")
    seed = os.environ.get("CIA_SEED") or str(secrets.randbelow(10**6))
    times = os.environ.get("CIA_SOAK") or str(SOAK_TIMES)
    print(f"CIA_SEED={seed} CIA_SOAK={times} python run.py soak   # the same run again", flush=True)
    profile = ["--hypothesis-profile", "soak", "--hypothesis-seed", seed]
    environment = VARIABLES | {"CIA_SEED": seed, "CIA_SOAK": times}
    command = pytest_command(RANDOM, [*profile, *arguments])
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


def tests_beside_checks(marks: str | None, arguments: list[str], *, is_on_server: bool = False) -> int:
    """Tests in the foreground, format, lint, types and the second engine beside them; what these found and pytest's
    closing line last."""
    colour = ["--color=yes"] if sys.stdout.isatty() else []
    with ThreadPoolExecutor() as pool:
        beside = {name: pool.submit(quietly, [str(PYTHON), "-m", *command]) for name, command in CHECKS.items()}
        if not (ROOT / "tests/__pycache__").exists():  # compiled once, before each process would do it for itself
            quietly([str(PYTHON), "-m", "pytest", "--collect-only", "-q"])
        if is_on_server:  # in one process: what it waits for, the others work through
            beside["postgres"] = pool.submit(quietly, [str(PYTHON), "-m", "pytest", "-q", *ON_SERVER])
        code, closing_line = shown(pytest_command(marks, [*colour, *arguments]))
        for name, running in beside.items():
            answer = running.result()
            last_line = answer.stdout.rstrip().rpartition("\n")[2]
            print(f"{name}: " + (f"failed\n{answer.stdout}{answer.stderr}" if answer.returncode else last_line))
            code = code or answer.returncode
    print(closing_line, flush=True)
    return code


@contextmanager
def files_in_memory() -> Generator[None]:
    """What the tests write lies in memory where there is room: their hundreds of databases wait for no disk. What they
    kill and damage comes to the same there; a soak writes to the disk."""
    if not IN_MEMORY.is_dir() or shutil.disk_usage(IN_MEMORY).free < ROOM_BYTES:
        yield
        return
    with tempfile.TemporaryDirectory(dir=IN_MEMORY, ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o711)  # a server that tests start under another name passes through
        VARIABLES["TMPDIR"] = folder
        yield


def quietly(command: list[str]) -> subprocess.CompletedProcess[str]:
    """Run a command from the project's root and keep its output."""
    return subprocess.run(
        command, cwd=ROOT, env=VARIABLES, check=False, capture_output=True, encoding="utf-8", errors="replace"
    )


def shown(command: list[str]) -> tuple[int, str]:
    """Run a command from the project's root with its output shown as it comes; its exit code and its last line."""
    last = b""
    with subprocess.Popen(command, cwd=ROOT, env=VARIABLES, stdout=subprocess.PIPE) as process:
        while process.stdout and (part := os.read(process.stdout.fileno(), 4096)):
            sys.stdout.buffer.write(part)
            sys.stdout.buffer.flush()
            last = (last + part)[-1000:]
    return process.returncode, last.rstrip().rsplit(b"\n")[-1].decode("utf-8", errors="replace")


COMMANDS = {"start": start, "check": check, "test": test, "prepare": prepare, "full": full, "soak": soak}


def main() -> int:
    if sys.version_info < (3, 11):
        print("ต้องใช้ Python 3.11 ขึ้นไป (Python 3.11 or later is needed)")
        return 2
    command, *arguments = sys.argv[1:] or ["start"]
    if command not in COMMANDS:
        print(f"python run.py [{' | '.join(COMMANDS)}] …")
        return 2
    try:
        return COMMANDS[command](arguments)
    except subprocess.CalledProcessError as error:
        print(f"ติดตั้งไม่สำเร็จ (รหัส {error.returncode}) {OFFLINE if WHEELS.is_dir() else ONLINE}")
        return error.returncode
    except KeyboardInterrupt:
        return 0


if __name__ == "__main__":
    sys.exit(main())
