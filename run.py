"""One command for a fresh machine: `python run.py` starts the dashboard, `python run.py test` runs all tests.

Makes a virtual environment in `.venv` (once), installs the pinned packages into it and goes on there. Needs nothing
but Python 3.11 or later. Further words are passed on: `python run.py test tests/warehouse`.
"""

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
ENVIRONMENT = ROOT / ".venv"
PYTHON = ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def install(requirements: str) -> None:
    """Install a requirements file into `.venv`, unless exactly it was installed there already."""
    texts = [ROOT / name for name in ("requirements.txt", requirements, "constraints.txt")]
    wanted = hashlib.sha256(b"".join(path.read_bytes() for path in texts)).hexdigest()
    done = ENVIRONMENT / f"{requirements}.installed"
    if done.is_file() and done.read_text(encoding="utf-8") == wanted:
        return
    if not PYTHON.exists():
        print("กำลังเตรียมโปรแกรมครั้งแรก ใช้เวลาสักครู่ … (setting up, first time only)", flush=True)
        venv.create(ENVIRONMENT, with_pip=True)
    command = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", requirements]
    subprocess.run(command, cwd=ROOT, check=True)
    done.write_text(wanted, encoding="utf-8")


def run(*arguments: str) -> int:
    """Run the environment's Python from the project's root and return its exit code."""
    return subprocess.run([str(PYTHON), *arguments], cwd=ROOT, check=False).returncode


def start(arguments: list[str]) -> int:
    """The dashboard, with the sample data in it when the database is still empty."""
    install("requirements.txt")
    code = run("-m", "loaders.sample", "--if-empty")
    return code or run("-m", "app.server", "--server.headless=false", *arguments)


def test(arguments: list[str]) -> int:
    """All tests, in as many processes as the machine has cores."""
    install("requirements-dev.txt")
    return run("-m", "pytest", "-n", "auto", "--dist", "loadfile", "--no-loadscope-reorder", *arguments)


def main() -> int:
    if sys.version_info < (3, 11):
        print("ต้องใช้ Python 3.11 ขึ้นไป (Python 3.11 or later is needed)")
        return 2
    command, *arguments = sys.argv[1:] or ["start"]
    commands = {"start": start, "test": test}
    if command not in commands:
        print("python run.py [start | test] …")
        return 2
    try:
        return commands[command](arguments)
    except subprocess.CalledProcessError as error:
        print(f"ติดตั้งไม่สำเร็จ (รหัส {error.returncode}) ตรวจสอบการเชื่อมต่ออินเทอร์เน็ตแล้วสั่งใหม่อีกครั้ง")
        return error.returncode
    except KeyboardInterrupt:
        return 0


if __name__ == "__main__":
    sys.exit(main())
