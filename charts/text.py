"""Thai text inside figures (width without stacked vowels, line breaks at words, nothing read as markup); plain rows."""

import re
from functools import lru_cache
from typing import Any, Final

import pandas as pd

from words.line_breaks import CHART_BREAK, broken_lines, display_width
from words.screen_text import ShownInFigure, figure_text


def records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a table as dicts by column name; a third of the time of `to_dict` for tables of some dozen rows."""
    names = [str(name) for name in table.columns]
    cells = [table[name].tolist() for name in names]
    return [dict(zip(names, row, strict=True)) for row in zip(*cells, strict=True)]


def failing(row: dict[str, Any]) -> str:
    """What fails in a row about an indicator: its problem_name where the table tells it, else its short_label."""
    problem = row.get("problem_name")
    return problem if isinstance(problem, str) and problem else str(row["short_label"])


LINE_BREAK: Final = CHART_BREAK
_BREAKS: Final = re.compile(r"<br\s*/?>|\n")


def lines_of(label: object) -> list[ShownInFigure]:
    """The lines of a label that may carry <br>; everything else in it is shown as written."""
    lines = [figure_text(line) for line in _BREAKS.split(str(label))]
    return [line for line in lines if line]


def one_line(label: object) -> ShownInFigure:
    """A label without its line breaks, shown as written. Thai joins without a space."""
    lines = lines_of(label)
    return "".join(
        line if index == 0 or (_is_thai(line[0]) and _is_thai(lines[index - 1][-1])) else f" {line}"
        for index, line in enumerate(lines)
    )


@lru_cache(maxsize=4096)
def wrapped(label: str, width: int, max_lines: int = 3) -> ShownInFigure:
    """A label as lines of at most `width` columns, broken between Thai words; the last line ends in … when cut.

    Breaks that the label already has are kept.
    """
    raw = [part.strip() for part in _BREAKS.split(label) if part.strip()]
    lines = [line for part in raw for line in _wrap_line(part, width)]
    if len(lines) > max_lines:
        lines = [*lines[: max_lines - 1], lines[max_lines - 1].rstrip() + "…"]
    return LINE_BREAK.join(figure_text(line) for line in lines)


def short_code(code: object) -> ShownInFigure:
    """The part of a code a person says: 'jpt-2560-07' → '7', 'd3' → 'd3'."""
    last = str(code).rsplit("-", 1)[-1]
    return figure_text(str(int(last)) if last.isascii() and last.isdigit() else last)


def _wrap_line(text: str, width: int) -> list[str]:
    return [text] if display_width(text) <= width else broken_lines(text, width)


def _is_thai(character: str) -> bool:
    return "\u0e00" <= character <= "\u0e7f"
