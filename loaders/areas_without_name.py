"""Areas that have a code and no name: they can be counted, but a screen would show them as a number."""

from collections.abc import Mapping, Sequence

import numpy as np

from loaders.checks.problems import WARNING, Problem, ProblemLog
from loaders.checks.rules import rule


def note_nameless(
    codes: np.ndarray,
    faulty: np.ndarray,
    named: Sequence[bool],
    known_names: Mapping[str, str],
    where: tuple[np.ndarray, str, str],
    log: ProblemLog,
) -> None:
    """Warn once of each good area whose name stands in no row (`named`) and is not known: in its first row.

    `where`: Excel's row numbers, the sheet, the label of the column of names.
    """
    rows, sheet, label = where
    told = {code for code, has_name in zip(codes, named, strict=True) if has_name}
    for place, code in enumerate(codes):
        if code is None or faulty[place] or code in told or code in known_names:
            continue
        told.add(code)
        what = rule("C34").says.format(code=code)
        log.add(Problem(WARNING, what, rule("C34").fix, sheet, int(rows[place]), label, rule="C34"))
