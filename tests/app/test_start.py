"""Starting on a machine where Streamlit was never used: nothing is asked, the dashboard answers."""

import os
import subprocess
import sys
from pathlib import Path

from docs.screens import free_port, wait_until_it_answers

ROOT = Path(__file__).resolve().parents[2]


def test_the_first_start_asks_nothing_and_answers(tmp_path: Path) -> None:
    """Not headless, as `python run.py` starts it, with a home folder that has seen no Streamlit and no input."""
    port = free_port()
    environment = os.environ | {
        "HOME": str(tmp_path),
        "USERPROFILE": str(tmp_path),
        "CIA_DATABASE": str(tmp_path / "x"),
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "app.server", "--server.headless=false", "--server.port", str(port)],
        cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        wait_until_it_answers(f"http://127.0.0.1:{port}/_stcore/health")
    finally:
        process.terminate()
        process.wait(timeout=20)
