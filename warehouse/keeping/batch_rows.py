"""The imports of a database as rows that can be compared with those of another one."""

from datetime import datetime
from typing import Final

from warehouse.staged import ReplacedBatch

BATCHES: Final = """
    SELECT batch_id, file_name, strftime(imported_at, '%Y-%m-%d %H:%M'), areas, facts, content_sha256, imported_at
    FROM batches
    WHERE batch_id IN (SELECT batch_id FROM batch_areas)  -- one that was purged has nothing left to lose
    ORDER BY batch_id
"""
BatchRow = tuple[int, str, str, int, int, str, datetime]


def lost_batches(former: list[BatchRow] | None, present: list[BatchRow]) -> tuple[ReplacedBatch, ...] | None:
    """Former batches that are not there now. A number alone says little: a restored database counts on from its own."""
    if former is None:
        return None
    there = {(row[0], *row[5:]) for row in present}
    return tuple(ReplacedBatch(*row[:5]) for row in former if (row[0], *row[5:]) not in there)
