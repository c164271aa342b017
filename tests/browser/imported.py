"""What a server of the tests has imported and made ready before it is forked: the server and what its pages import."""

import importlib
import os
import sys
from pathlib import Path

os.environ.pop("CIA_DATABASE", None)
ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT)]
importlib.import_module("app.server")
for page in sorted((ROOT / "pages").rglob("*.py")):
    if page.name != "page.py":
        importlib.import_module(".".join(page.relative_to(ROOT).with_suffix("").parts))
importlib.import_module("app.ready").make_ready()
