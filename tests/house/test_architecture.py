"""The architecture document names every module once, with the words the module says of itself."""

import re

from docs.modules import BEGIN, DOCUMENT, modules, with_listing


def test_every_module_stands_in_the_document_once() -> None:
    document = DOCUMENT.read_text(encoding="utf-8")
    assert with_listing(document) == document, "python -m docs.modules"
    folder, named = "", []
    for line in document.split(BEGIN)[1].splitlines():
        if heading := re.fullmatch(r"### (?:The top level|(\S+/))", line):
            folder = heading[1] or ""
        elif row := re.match(r"\| `(\w+\.py)` \|", line):
            named.append(f"{folder}{row[1]}")
    assert sorted(named) == sorted(path.as_posix() for path in modules())
