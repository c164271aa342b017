"""The layers: who may import whom, and what no layer may do. Walks every import of the tree."""

import ast
import re
import subprocess
import sys
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import loaders
from loaders import office_files, registers
from loaders.outcome import return_workbook

ROOT = Path(__file__).resolve().parents[2]
LAYERS = {"analysis", "catalogue", "charts", "loaders", "reports", "warehouse", "words"}
OURS = LAYERS | {"app", "pages"}
LOOK = {"pages/shared/look.py", "pages/shared/tables.py"}
MAY_IMPORT = (
    {
        "words": set[str](),
        "catalogue": {"words"},
        "warehouse": {"words"},
        "charts": {"words"},
        "loaders": {"catalogue", "warehouse", "words"},
        "analysis": {"catalogue", "warehouse", "words"},
        "reports": {"analysis", "catalogue", "charts", "warehouse", "words"},
        "app": OURS - {"pages"},
        "pages": OURS,
        "dashboard.py": {"analysis", "app", "pages", "warehouse", "words"},
    }
    | {name: {"app", "charts", "pages", "reports", "words"} for name in sorted(LOOK)}
    | {"app/look_css.py": set[str]()}
)
# Reads its child's answers with an unpickler that only knows harmless classes; the child never sees a network or disk.
MAY_UNPICKLE = {"loaders/reading/pipes.py"}
LOADER_DOORS = {
    "loaders": set(loaders.__all__),
    "loaders.registers": set(registers.__all__),
    "loaders.office_files": set(office_files.__all__),
    "loaders.outcome.return_workbook": set(return_workbook.__all__),
    "loaders.sample": {"bring_sample", "lesson_file", "load_lesson_data", "load_sample_data", "practice_file"},
}
WITHOUT_STREAMLIT = {"words", "catalogue", "warehouse", "charts", "loaders", "analysis", "reports"}


def source_files(part: str) -> list[Path]:
    path = ROOT / part
    if path.is_file():
        return [path]
    return sorted(path.rglob("*.py"))


def imported_packages(file: Path) -> set[str]:
    """Top names of every import statement, wherever it stands in the file."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: import ด้วยชื่อเต็ม"
            names.add((node.module or "").split(".")[0])
    return names


SQL = r"\b(SELECT|INSERT INTO|UPDATE|DELETE FROM|CREATE TABLE)\b\s"
PARTS = [part for part in MAY_IMPORT if (ROOT / part).exists()]


def test_every_part_of_the_table_is_there() -> None:
    assert {"catalogue", "warehouse", "charts", "loaders", "analysis", "pages", "dashboard.py"} <= set(PARTS)


@pytest.mark.parametrize("part", PARTS)
def test_a_part_imports_only_what_its_layer_may(part: str) -> None:
    own = part.removesuffix(".py")
    for file in source_files(part):
        wrong = (imported_packages(file) & OURS) - MAY_IMPORT[part] - {own}
        assert not wrong, f"{file.relative_to(ROOT)} imports {sorted(wrong)}"


def test_of_the_reports_only_the_command_line_opens_a_warehouse() -> None:
    users = [file.name for file in source_files("reports") if "warehouse" in imported_packages(file)]
    assert users == ["__main__.py"]


@pytest.mark.parametrize("part", [part for part in PARTS if part in WITHOUT_STREAMLIT])
def test_only_the_bridge_and_the_pages_know_streamlit(part: str) -> None:
    for file in source_files(part):
        assert "streamlit" not in imported_packages(file), file.relative_to(ROOT)


@pytest.mark.parametrize("part", ["app", "pages"])
def test_pages_know_the_loaders_by_their_public_names_alone(part: str) -> None:
    """`from loaders import X`, or X of one of the three doors that would slow a reading child (loaders/__init__.py)."""
    for file in source_files(part):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                assert not any(alias.name.split(".")[0] == "loaders" for alias in node.names), file.relative_to(ROOT)
            elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "loaders":
                assert node.module in LOADER_DOORS, f"{file.relative_to(ROOT)}: {node.module}"
                hidden = {alias.name for alias in node.names} - LOADER_DOORS[node.module]
                assert not hidden, f"{file.relative_to(ROOT)}: {node.module} {sorted(hidden)}"


FLOORS = 9
FOLDERS = sorted({file.parent.relative_to(ROOT).as_posix() for part in PARTS for file in source_files(part)} - {"."})


def module_file(name: str) -> Path | None:
    """The file of a module or package of ours by its dotted name; None for any other name."""
    path = ROOT / name.replace(".", "/")
    return next((file for file in (path.with_suffix(".py"), path / "__init__.py") if file.is_file()), None)


@cache
def imported_files(file: Path) -> set[Path]:
    """The files of ours that a file imports, wherever in it: the submodule where one is named, else the package."""
    found: set[Path | None] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {module_file(alias.name) for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [alias.name for alias in node.names]
            found |= {module_file(f"{node.module}.{name}") or module_file(node.module) for name in names}
    return {each for each in found if each is not None and each != file}


def floors_of(folder: Path) -> list[set[str]]:
    """The files and folders right inside a folder, from the ground up: each above all that it imports of the others.

    Raises CycleError where some of them import each other in a circle.
    """

    def place(file: Path) -> str:
        return file.relative_to(folder).parts[0]

    rooms: dict[str, set[str]] = {}
    for file in folder.rglob("*.py"):
        inside = {place(each) for each in imported_files(file) if each.is_relative_to(folder)}
        rooms.setdefault(place(file), set()).update(inside - {place(file)})
    sorter, floors = TopologicalSorter(rooms), list[set[str]]()
    sorter.prepare()
    while sorter.is_active():
        ready = sorter.get_ready()
        floors.append(set(ready))
        sorter.done(*ready)
    return floors


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_folder_has_at_most_nine_floors_and_no_circle(folder: str) -> None:
    """A file or folder stands one floor above the highest of those beside it that it imports."""
    floors = floors_of(ROOT / folder)
    assert len(floors) <= FLOORS, "\n".join(", ".join(sorted(floor)) for floor in reversed(floors))


def test_reading_children_start_without_the_heavy_doors() -> None:
    code = "import sys, loaders.reading.child_main; print(*sorted({'openpyxl', 'shapely'} & set(sys.modules)))"
    shown = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert shown.stdout.split() == []


# What a server alone imports, inside functions.
OF_A_SERVER = {"loaders/importing/cluster.py": {"dask", "distributed"}}


def test_the_plain_program_imports_nothing_that_only_a_server_has() -> None:
    names = set().union(*OF_A_SERVER.values())
    code = f"import sys, loaders.__main__, app.server, pages; print(*sorted({names} & set(sys.modules)))"
    shown = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert shown.stdout.split() == []


def test_every_third_party_import_is_pinned() -> None:
    pinned = {
        line.split("==")[0].replace("-", "_").lower()
        for file in ("requirements.txt", "requirements-server.txt")
        for line in (ROOT / file).read_text(encoding="utf-8").splitlines()
        if "==" in line
    }
    known_as = {
        "docx": "python_docx",
        "pptx": "python_pptx",
        "python_calamine": "python_calamine",
        "fontpkg_sarabun": "fontpkg_sarabun",
    }
    for part in PARTS:
        for file in source_files(part):
            of_a_server = OF_A_SERVER.get(file.relative_to(ROOT).as_posix(), set())
            for name in imported_packages(file) - OURS - of_a_server - {"sample_data"} - set(sys.stdlib_module_names):
                assert known_as.get(name, name).lower() in pinned, f"{file.relative_to(ROOT)}: {name}"


def all_calls(part: str) -> list[tuple[Path, ast.Call]]:
    return [
        (file, node)
        for file in source_files(part)
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
    ]


@pytest.mark.parametrize("part", PARTS)
def test_sql_is_never_put_together_from_values(part: str) -> None:
    """execute() and query() take a constant, a name or a call; never an f-string, %, + or .format()."""
    for file, call in all_calls(part):
        if isinstance(call.func, ast.Attribute) and call.func.attr in {"execute", "executemany", "query"} and call.args:
            sql = call.args[0]
            glued = isinstance(sql, (ast.JoinedStr, ast.BinOp)) or (
                isinstance(sql, ast.Call) and isinstance(sql.func, ast.Attribute) and sql.func.attr == "format"
            )
            assert not glued, f"{file.relative_to(ROOT)}:{call.lineno}"


@pytest.mark.parametrize("part", PARTS)
def test_nothing_unsafe_is_called(part: str) -> None:
    """No raw HTML from data, no pickle, no eval, no disk cache of data."""
    for file, call in all_calls(part):
        where = f"{file.relative_to(ROOT)}:{call.lineno}"
        name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        assert name not in {"eval", "exec", "iframe", "pickle"}, where
        for keyword in call.keywords:
            if keyword.arg in {"unsafe_allow_html", "unsafe_allow_javascript"}:
                assert isinstance(keyword.value, ast.Constant), where
                assert keyword.value.value is False, where
            assert keyword.arg != "persist", where
    for file in source_files(part):
        if file.relative_to(ROOT).as_posix() not in MAY_UNPICKLE:
            assert not imported_packages(file) & {"pickle", "joblib", "shelve", "marshal"}, file


def test_pages_hold_no_sql() -> None:
    """No statement, and no call that takes one: pages and the bridge ask functions of the layers below."""
    for part in ("pages", "app"):
        for file, call in all_calls(part):
            name = call.func.attr if isinstance(call.func, ast.Attribute) else ""
            assert name not in {"query", "transaction", "execute", "executemany"}, f"{file}:{call.lineno}"
        for file in source_files(part):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    assert not re.search(SQL, node.value), f"{file}:{node.lineno}"


# What a figure of an area is called in a table or a value; numbers of rows, pages and pixels are no figures.
FIGURE = re.compile(r"\b\w*(?:_pct|assessed|failed|households|people|indicators_with_data|has_data|village_count)\b")
ARITHMETIC = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.FloorDiv, ast.Mod, ast.Pow)


def test_pages_do_no_arithmetic_on_figures() -> None:
    for file in source_files("pages"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.BinOp) and isinstance(node.op, ARITHMETIC) and not has_text(node):
                where = f"{file.relative_to(ROOT)}:{node.lineno}: {ast.unparse(node)}"
                assert not FIGURE.search(ast.unparse(node)), where


def has_text(node: ast.BinOp) -> bool:
    """Texts and lists put together, not numbers."""
    sides = (node.left, node.right)
    return any(isinstance(side, ast.JoinedStr | ast.List | ast.Tuple) or is_text(side) for side in sides)


def is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def test_a_stage_imports_no_other_stage() -> None:
    stages = [folder.name for folder in (ROOT / "pages").iterdir() if folder.is_dir() and folder.name != "shared"]
    assert "radar_diagram" in stages
    for stage in stages:
        for file in source_files(f"pages/{stage}"):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                own = ("pages.shared", f"pages.{stage}")
                if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("pages."):
                    assert (node.module or "").startswith(own), f"{file}:{node.lineno}"


@pytest.mark.parametrize("part", PARTS)
def test_modules_stay_small(part: str) -> None:
    for file in source_files(part):
        limit = 80 if file.name == "page.py" else 400
        assert len(file.read_text(encoding="utf-8").splitlines()) <= limit, file.relative_to(ROOT)
