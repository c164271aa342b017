"""Every answer that is kept for all visitors is asked for by the version of the data first, which names the area whose
villages an account sees; what does not depend on the data stands here with the reason."""

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BY_VERSION = {"version", "selection"}
WITHOUT = {
    "app/state.py:_follower": "the folder of copies; every copy has a version of its own",
    "app/state.py:open_database": "the one database, whole; never handed to a page but through the_warehouse",
    "pages/input_data/years_and_places.py:areas_below": "the names that come with the program",
    "pages/input_data/file_card/details.py:_compared": "the content of the file, then the version",
    "pages/input_data/file_card/details.py:_area_of": "the content of a file alone",
    "pages/shared/backup_files.py:_verified": "a file of a backup, which administrators alone see",
}


def cached() -> dict[str, list[str]]:
    """File and name of a function with a cache of Streamlit's → its parameters."""
    found: dict[str, list[str]] = {}
    for folder in ("app", "pages"):
        for file in sorted((ROOT / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.FunctionDef) and any(
                    "st.cache_" in ast.unparse(each) for each in node.decorator_list
                ):
                    name = f"{file.relative_to(ROOT)}:{node.name}"
                    found[name] = [each.arg for each in node.args.args]
    return found


def test_every_kept_answer_is_asked_for_by_the_version_of_the_data() -> None:
    functions = cached()
    assert len(functions) > 40
    assert {name for name, asked in functions.items() if not asked or asked[0] not in BY_VERSION} == set(WITHOUT)
    assert functions["pages/input_data/file_card/details.py:_compared"][1] == "version"
