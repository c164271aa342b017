"""Starting on a machine where Streamlit was never used: nothing is asked, the dashboard answers."""

import os
import subprocess
import sys
import time
from pathlib import Path

from docs.screens import free_port, wait_until_it_answers

ROOT = Path(__file__).resolve().parents[2]


def test_the_first_start_asks_nothing_answers_and_opens_the_browser(tmp_path: Path) -> None:
    """Not headless, as `python run.py` starts it, with a home folder that has seen no Streamlit and no input."""
    port, told, opened = free_port(), tmp_path / "browser.py", tmp_path / "opened"
    told.write_text(f"import pathlib, sys\npathlib.Path({str(opened)!r}).write_text(sys.argv[1])\n")
    environment = os.environ | {
        "HOME": str(tmp_path),
        "USERPROFILE": str(tmp_path),
        "CIA_DATABASE": str(tmp_path / "x"),
        "BROWSER": f"{sys.executable} {told} %s",
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "app.server", "--sample-if-empty",
         "--server.headless=false", "--server.port", str(port)],
        cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        wait_until_it_answers(f"http://127.0.0.1:{port}/_stcore/health")
        end = time.monotonic() + 30
        while not (opened.exists() and opened.read_text()) and time.monotonic() < end:
            time.sleep(0.2)
        assert opened.read_text() == f"http://127.0.0.1:{port}"
        assert (tmp_path / "x").stat().st_size > 1_000_000  # the sample stands in it
    finally:
        process.terminate()
        process.wait(timeout=20)
