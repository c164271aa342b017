"""A process made ready has done what its first visitor would wait for; in a process of its own, as nothing else ran."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = """
import gc, sys
from pythainlp.tokenize import word_dict_trie
from app.ready import make_ready
from words import personal_patterns
before = word_dict_trie.cache_info().misses, gc.get_freeze_count()
make_ready()
make_ready()
print(before, word_dict_trie.cache_info().misses, gc.get_freeze_count() > 100_000, make_ready.cache_info().misses,
      "plotly.graph_objs._scatterpolar" in sys.modules, "matplotlib.ft2font" in sys.modules,
      personal_patterns.titles.cache_info().misses, personal_patterns.english_names.cache_info().misses)
"""


def test_slow_starters_have_started_and_what_stands_is_not_searched_again() -> None:
    run = subprocess.run([sys.executable, "-c", PROGRAM], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout.split("\n")[0] == "(0, 0) 1 True 1 True True 1 1"
