"""How long the server works when a filter changes: `python -m benchmarks.page_reruns`.

Promise: under 300 ms for a page of one province. Every page is opened through the frame on the sample data (or on the
database that CIA_DATABASE names); each change is to a view never shown before, so no cached answer helps, and only the
script's own run is counted.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).resolve().parents[1]
PAGES = ("radar_diagram", "radar_analysis", "comparative", "logic_model")
AREAS = ("8301", "8303", "830103", "830104", "830105", "830106", "830301", "830302", "830304", "830305")
PROMISED_MS = 300


def rerun_ms(page: str) -> list[float]:
    """Milliseconds of one run per area of AREAS, each shown for the first time."""
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=120)
    app.run()
    app.switch_page(f"pages/{page}.py").run()
    milliseconds: list[float] = []
    for area in AREAS:
        app.query_params["area"] = area
        start = time.perf_counter()
        app.run()
        milliseconds.append(1000 * (time.perf_counter() - start))
        if app.exception or app.error:
            raise SystemExit(f"{page} {area}: the page failed")
    return milliseconds


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        if "CIA_DATABASE" not in os.environ:
            os.environ["CIA_DATABASE"] = str(Path(folder) / "sample.duckdb")
            subprocess.run([sys.executable, "-m", "loaders.sample"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        for page in PAGES:
            runs = rerun_ms(page)
            print(
                f"{page:>15}: median {statistics.median(runs):4.0f} ms, slowest {max(runs):4.0f} ms "
                f"of {len(runs)} changed areas (promised {PROMISED_MS} ms)",
                flush=True,
            )
        from app_state import the_warehouse  # noqa: PLC0415

        the_warehouse().close()


if __name__ == "__main__":
    main()
