"""The list of modules in docs/architecture.md, made of their own first lines: `python -m docs.modules`."""

import ast
import sys
from itertools import groupby
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DOCUMENT = ROOT / "docs" / "architecture.md"
FOLDERS = (
    *("app", "pages", "loaders", "warehouse", "words", "catalogue", "analysis", "charts", "reports", "sample_data"),
    *("benchmarks", "docs", "release"),
)
BEGIN, END = "<!-- modules: made by python -m docs.modules -->\n", "<!-- end of modules -->\n"


def modules() -> list[Path]:
    """Every module of the program, from the project's root, in the order of the list."""
    found = sorted(path.relative_to(ROOT) for path in ROOT.glob("*.py"))
    for folder in FOLDERS:
        inside = [path.relative_to(ROOT) for path in (ROOT / folder).rglob("*.py")]
        found += sorted(inside, key=lambda path: (path.parent.as_posix(), path.name))
    return found


def purpose(path: Path) -> str:
    """The first sentence of a module's docstring. Raises ValueError for a module without one."""
    text = ast.get_docstring(ast.parse((ROOT / path).read_text(encoding="utf-8")))
    if not text:
        raise ValueError(f"{path}: no docstring")
    return " ".join(text.split("\n\n")[0].split())


def listing() -> str:
    """One table a folder: module and purpose."""
    parts: list[str] = []
    for folder, paths in groupby(modules(), key=lambda path: path.parent.as_posix()):
        rows = "".join(f"| `{path.name}` | {purpose(path).replace('|', chr(92) + '|')} |\n" for path in paths)
        parts.append(
            f"### {'The top level' if folder == '.' else folder + '/'}\n| module | what it is |\n|---|---|\n{rows}"
        )
    return "\n".join(parts)


def with_listing(document: str) -> str:
    """The document with the list between its marks made anew. Raises ValueError where the marks are missing."""
    before, _, rest = document.partition(BEGIN)
    _, mark, after = rest.partition(END)
    if not mark:
        raise ValueError(f"{DOCUMENT.name}: the marks of the list are missing")
    return f"{before}{BEGIN}{listing()}{END}{after}"


def main() -> int:
    DOCUMENT.write_text(with_listing(DOCUMENT.read_text(encoding="utf-8")), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
