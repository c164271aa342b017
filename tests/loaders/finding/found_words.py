"""A table that was found, in the words in which the tests expect it."""

from itertools import groupby

from loaders.finding import FoundTable


def spans(table: FoundTable) -> str:
    """ "title 1-2, header 3-9": the roles as runs of Excel rows."""
    row, parts = table.first_row, list[str]()
    for role, group in groupby(table.roles):
        count = len(list(group))
        parts.append(f"{role} {row}" if count == 1 else f"{role} {row}-{row + count - 1}")
        row += count
    return ", ".join(parts)


def headings(table: FoundTable) -> list[str]:
    return [column.heading for column in table.columns]
