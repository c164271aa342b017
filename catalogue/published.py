"""Published figures of whole provinces and of the country, shipped so that any area has something to be held against.

Counts per area and indicator of one year, as their publisher printed them: facts, without anything of our own.
"""

import csv
import functools
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pandas as pd

from catalogue.definitions import indicator_code

FOLDER: Final = Path(__file__).parent / "published"
PUBLISHED_BY: Final = "TPMAP"


@dataclass(frozen=True)
class PublishedFigures:
    """`table`: one row an area and indicator: area_code ("TH" or a province), indicator_code, assessed, failed
    (persons, also where the survey asks households). `source`: Thai words: who published them and how they were
    taken."""

    set_id: str
    year_be: int
    source: str
    table: pd.DataFrame


@functools.cache
def published_figures(set_id: str) -> PublishedFigures | None:
    """The shipped figures of an indicator set; None where there are none."""
    about_path = FOLDER / f"{set_id}.toml"
    if not about_path.exists():
        return None
    about = tomllib.loads(about_path.read_text(encoding="utf-8"))
    with (FOLDER / f"{set_id}.csv").open(encoding="utf-8", newline="") as file:
        rows = [
            (row["area_code"], indicator_code(set_id, int(row["number"])), float(row["assessed"]), float(row["failed"]))
            for row in csv.DictReader(file)
        ]
    table = pd.DataFrame(rows, columns=["area_code", "indicator_code", "assessed", "failed"])
    return PublishedFigures(set_id, int(about["year_be"]), str(about["source"]), table)
