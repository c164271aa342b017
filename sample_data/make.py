"""The synthetic workbooks: `python -m sample_data.make [FOLDER]` writes them anew; the same figures every time.

They are our own workbooks, marked as made up: what the loaders read is what an officer would have filled in.
"""

import sys
from collections.abc import Mapping
from pathlib import Path

import pandas as pd
from click import argument

from catalogue import IndicatorSet
from loaders.layouts.own_forms import TEMPLATES
from loaders.templates import Filled, write_template
from sample_data.figures import household_tables, make_population, other_table, score_tables, village_counts
from sample_data.parameters import (
    FOLDER,
    HOUSEHOLD_YEARS,
    LAST_YEAR,
    VILLAGE_YEARS,
    Parameters,
    household_set,
    read_parameters,
    village_set,
)
from words.command_line import command, run

DATASET = {
    "title": "ข้อมูลสังเคราะห์: เศรษฐกิจ สิ่งแวดล้อม และบริการของชุมชน",
    "source": "ข้อมูลสังเคราะห์ สร้างด้วยโปรแกรม ไม่ใช่ข้อมูลจริงของพื้นที่ใด",
}
FILE_NAMES = {
    "households": f"sample_jpt_{LAST_YEAR}_households.xlsx",
    **{f"jpt_{year_be}": f"sample_jpt_{year_be}_villages.xlsx" for year_be in HOUSEHOLD_YEARS[:-1]},
    **{f"nrd2c_{year_be}": f"sample_nrd2c_{year_be}_villages.xlsx" for year_be in VILLAGE_YEARS},
    "other": f"sample_other_{LAST_YEAR}_villages.xlsx",
}


def make_tables(parameters: Parameters) -> dict[str, pd.DataFrame]:
    """Every table of the sample by the key of its file (FILE_NAMES), with our own column names."""
    households = household_tables(make_population(parameters), parameters)
    villages = {year_be: village_counts(table) for year_be, table in households.items()}
    return {
        "households": households[LAST_YEAR],
        **{f"jpt_{year_be}": villages[year_be] for year_be in HOUSEHOLD_YEARS[:-1]},
        **{f"nrd2c_{year_be}": table for year_be, table in score_tables(parameters).items()},
        "other": other_table(parameters, villages[LAST_YEAR]),
    }


def write_workbooks(folder: Path) -> list[Path]:
    """Write every workbook of the sample into a folder; returns their paths."""
    parameters = read_parameters()
    tables = make_tables(parameters)
    folder.mkdir(parents=True, exist_ok=True)
    for key, table in tables.items():
        template, indicator_set, year_be = _kind(key)
        filled = Filled(with_headings(table, template), DATASET, described_columns(parameters.columns))
        target = folder / FILE_NAMES[key]
        write_template(template, target, indicator_set, year_be=year_be, filled=filled, is_synthetic=True)
    return [folder / FILE_NAMES[key] for key in tables]


def _kind(key: str) -> tuple[str, IndicatorSet | None, int]:
    """Template, indicator set and year of a table."""
    if key == "households":
        return "jpt_household", household_set(), LAST_YEAR
    if key == "other":
        return "other", None, LAST_YEAR
    survey, _, year_be = key.partition("_")
    return f"{survey}_village", household_set() if survey == "jpt" else village_set(), int(year_be)


def with_headings(table: pd.DataFrame, template: str) -> pd.DataFrame:
    """The table under the template's own headings."""
    own: Mapping[str, str] = TEMPLATES["template"][template]["headings"]
    fixed = {"area_code": TEMPLATES["areas"]["code"], "area_name": TEMPLATES["areas"]["name"]}
    fixed |= dict(TEMPLATES["measures"]) | ({} if template == "other" else dict(own))
    return table.rename(columns={name: _heading(str(name), fixed) for name in table})


def _heading(name: str, headings: Mapping[str, str]) -> str:
    kind, _, number = name.partition(":")
    return headings.get(kind, name).format(number=number)


def described_columns(columns: pd.DataFrame) -> list[dict[str, object]]:
    """The rows of the other data's sheet of columns, under its headings."""
    headings: Mapping[str, str] = TEMPLATES["template"]["other"]["headings"]
    chosen = columns[list(headings)].rename(columns=dict(headings)).astype(object)
    rows = chosen.where(chosen.notna(), None).to_dict("records")
    return [{str(heading): cell for heading, cell in row.items()} for row in rows]


@command("make", "สร้างไฟล์ข้อมูลสังเคราะห์ใหม่ทั้งหมด")
@argument("folder", type=Path, default=FOLDER, metavar="[FOLDER]", help="โฟลเดอร์ที่จะเขียน (ปกติ sample_data)")
def main(folder: Path) -> int:
    """Write the workbooks beside this script, or into the folder named."""
    for path in write_workbooks(folder):
        sys.stdout.write(f"{path.name} {path.stat().st_size / 1024:,.0f} KB\n")
    return 0


if __name__ == "__main__":
    sys.exit(run(main, sys.argv[1:], "python -m sample_data.make"))
