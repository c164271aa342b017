"""A made-up nation in TPMAP's form: a file for each of 76 provinces, or all in one. Random, the same every time.

Its tambon are the shipped ones, its villages numbered within them; Bangkok is left out, as TPMAP leaves it out.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from catalogue.areas import shipped_areas

VILLAGES = 84_090
INDICATORS = 31
BANGKOK = "10"
MEASURES = ("household.CNT", "HOUSEMEMBER_CNT", "ELDERLY_CNT", "DISABLED_CNT", "CHRONICPATIENT_CNT")


def village_codes(villages: int = VILLAGES) -> np.ndarray:
    """The codes of so many villages, spread over all tambon and sorted; texts of ten digits, the last two 00."""
    areas = shipped_areas()
    codes = areas.loc[areas["level"] == "tambon", "code"]
    tambon = codes[~codes.str.startswith(BANGKOK)].to_numpy()
    number = np.arange(villages)
    return np.array(sorted(f"{tambon[n % len(tambon)]}{1 + n // len(tambon):02d}00" for n in number), dtype=object)


def nation(year_be: int = 2561, villages: int = VILLAGES) -> pd.DataFrame:
    """One row a village with TPMAP's headings; another year gives other counts."""
    rng = np.random.default_rng(year_be)
    codes = village_codes(villages)
    people = rng.integers(40, 1500, len(codes))
    columns: dict[str, np.ndarray] = {"village_ID": codes}
    for position, name in enumerate(MEASURES):
        columns[name] = people // 3 if position == 0 else people // max(1, 4 * (position - 1))
    assessed = {n: np.where(rng.random(len(codes)) < 0.9, people // (1 + n % 3), 0) for n in range(1, INDICATORS + 1)}
    columns |= {f"indicator{n}.ALL": counts for n, counts in assessed.items()}
    columns |= {f"indicator{n}.CNT": rng.binomial(counts, 0.02) for n, counts in assessed.items()}
    return pd.DataFrame(columns)


def write_nation(folder: Path, year_be: int = 2561, villages: int = VILLAGES) -> Path:
    """The nation as one CSV, under a name that tells its year."""
    path = folder / f"{year_be % 100}_nation_village_common.csv"
    nation(year_be, villages).to_csv(path, index=False)
    return path


def write_provinces(folder: Path, year_be: int = 2561, villages: int = VILLAGES) -> Sequence[Path]:
    """One CSV a province, in the order of their codes."""
    table = nation(year_be, villages)
    paths: list[Path] = []
    for code, rows in table.groupby(table["village_ID"].str[:2], sort=True):
        paths.append(folder / f"{year_be % 100}_{code}_village_common.csv")
        rows.to_csv(paths[-1], index=False)
    return paths


def facts_of(table: pd.DataFrame, set_id: str) -> pd.DataFrame:
    """A table of `nation` as facts: area_code, indicator_code, unit, assessed, failed; none where nobody was asked."""
    parts = [
        pd.DataFrame(
            {
                "area_code": table["village_ID"],
                "indicator_code": f"{set_id}-{number:02d}",
                "unit": "คน",
                "assessed": table[f"indicator{number}.ALL"],
                "failed": table[f"indicator{number}.CNT"],
            }
        )
        for number in range(1, INDICATORS + 1)
    ]
    facts = pd.concat(parts, ignore_index=True)
    return facts[facts["assessed"] > 0].reset_index(drop=True)
