"""The examples in docstrings are true."""

import doctest
import importlib
from pathlib import Path

import pytest

from docs.modules import ROOT, modules

WITH_EXAMPLES = [path for path in modules() if ">>>" in (ROOT / path).read_text(encoding="utf-8")]


@pytest.mark.parametrize("path", WITH_EXAMPLES, ids=str)
def test_the_examples_of_a_module_are_true(path: Path) -> None:
    module = importlib.import_module(str(path).removesuffix(".py").removesuffix("/__init__").replace("/", "."))
    found = doctest.testmod(module)
    assert found.failed == 0
    assert found.attempted
