"""Starts the dashboard's server: `python -m app.server [streamlit options]`.

The same as `streamlit run dashboard.py`, but for one thing: Streamlit takes a folder named pages for its older way of
making pages, and would greet the first visitor who opens a link to a page with "Page not found".
"""

import sys
from pathlib import Path

from streamlit.runtime.pages_manager import PagesManager
from streamlit.web import cli

from app.ready import make_ready

DASHBOARD = Path(__file__).resolve().parents[1] / "dashboard.py"


def main(options: list[str]) -> None:
    """Serve until stopped."""
    make_ready()
    PagesManager.uses_pages_directory = False
    cli.main(["run", str(DASHBOARD), *options], prog_name="app.server")


if __name__ == "__main__":
    main(sys.argv[1:])
