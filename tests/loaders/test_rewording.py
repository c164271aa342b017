"""Other sentences in the rules change nothing but the sentences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from unittest.mock import patch

import pytest

from loaders.outcome.report import report_text
from loaders.rules import Rule, all_variants
from tests.loaders.corpus import CASES, Case
from tests.loaders.corpus.answering import answer_of, expected_answers, load_case
from warehouse import Warehouse

KEYS = (
    "F06-byte-turned", "F31-tab", "F33-row-cut-short", "L05-total-differs", "L19-another-numbering", "L21-transposed",
    "L29-report-without-province", "V02-several-faults", "V14-mixed-scale", "V16-percent-disagrees", "V01-in-code",
    "V25-income-out-of-range", "L14-no-code-and-no-name",
)  # fmt: skip
CHOSEN = [case for case in CASES if case.key in KEYS]


def reworded() -> Mapping[str, Rule]:
    """The rules with one sentence for all: the words of each in the order of the alphabet."""
    return {
        key: replace(each, says=f"ก {' '.join(f'{{{word}}}' for word in sorted(each.words))}", fix="ข", fix_command="")
        for key, each in all_variants().items()
    }


@pytest.mark.parametrize("case", CHOSEN, ids=[case.key for case in CHOSEN])
def test_the_answer_is_the_same_with_other_sentences(warehouse: Warehouse, case: Case) -> None:
    assert len(CHOSEN) == len(KEYS)
    with patch("loaders.rules.all_variants", return_value=reworded()):
        report = load_case(case, warehouse)
        answer = answer_of(report, warehouse)
        assert all(each[4].startswith("ก") for each in answer["problems"])
        assert report_text(report).count("ข") >= len({each.kind for each in report.problems})
    expected = expected_answers()[case.key]
    assert without_words(answer["problems"]) == without_words(expected["problems"])
    same = ("outcome", "layout", "rows", "areas", "facts", "first_indicator", "repairs")
    assert [answer[name] or None for name in same] == [expected.get(name) for name in same]


def without_words(problems: list[list[object]]) -> list[list[object]]:
    """Severity, sheet, row, column and rule."""
    return [[*each[:4], each[5]] for each in problems]
