"""Starting on a machine where Streamlit was never used: nothing is asked, it answers, and is closed again."""

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from docs.screens import free_port, wait_until_it_answers
from warehouse import list_backups

ROOT = Path(__file__).resolve().parents[2]


def closed(address: str, origin: str) -> tuple[int, str]:
    """Status and text of the answer to the button that closes the program, pressed on a page of this origin."""
    request = urllib.request.Request(f"{address}/close", b"", {"Origin": origin})  # noqa: S310
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, ""


def test_a_first_start_opens_the_browser_a_second_one_shows_it_and_its_page_closes_it(tmp_path: Path) -> None:
    """Not headless, as `python run.py` starts it, with a home folder that has seen no Streamlit and no input."""
    port, told, opened = free_port(), tmp_path / "browser.py", tmp_path / "opened"
    told.write_text(f"import pathlib, sys\npathlib.Path({str(opened)!r}).write_text(sys.argv[1])\n")
    environment = os.environ | {
        "HOME": str(tmp_path),
        "USERPROFILE": str(tmp_path),
        "CIA_DATABASE": str(tmp_path / "x"),
        "BROWSER": f"{sys.executable} {told} %s",
    }
    command = [
        sys.executable,
        "-m",
        "app.server",
        "--sample-if-empty",
        "--server.headless=false",
        "--server.port",
        str(port),
    ]
    quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen(command, cwd=ROOT, env=environment, **quiet)
    address = f"http://127.0.0.1:{port}"
    try:
        wait_until_it_answers(f"http://127.0.0.1:{port}/_stcore/health")
        end = time.monotonic() + 30
        while not (opened.exists() and opened.read_text()) and time.monotonic() < end:
            time.sleep(0.2)
        assert opened.read_text() == address
        assert (tmp_path / "x").stat().st_size > 1_000_000  # the sample stands in it
        opened.unlink()
        second = subprocess.run(command, cwd=ROOT, env=environment, timeout=60, **quiet)
        assert second.returncode == 0
        assert opened.read_text() == address
        assert closed(address, "http://evil.example") == (403, "")
        with urllib.request.urlopen(f"{address}/close", timeout=20) as answer:  # noqa: S310 - asking closes nothing
            assert "สำรองแล้วปิดโปรแกรม" in answer.read().decode()
        assert process.poll() is None
        status, page = closed(address, address)
        assert status == 200
        assert "ปิดหน้าต่างนี้ได้" in page
        assert process.wait(timeout=20) == 0
        assert len(list_backups(tmp_path / "backups", "x")) == 1
    finally:
        process.terminate()
        process.wait(timeout=20)
