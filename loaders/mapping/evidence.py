"""What the values of a column look like: codes, known names, years, counts, percentages, scores, personal data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from catalogue.areas import area_names, level_of
from loaders.checks.personal_columns import holds_personal_values
from loaders.finding import DATA, FoundTable
from loaders.mapping.areas import ORDER, AreaIndex, code_exists, trimmed_code, village_number
from loaders.reading import Cell, parse_area_code, parse_number, parse_year_be

LEVEL_DIGITS = {"province": (2,), "amphoe": (4,), "tambon": (6,), "village": (8, 10)}
ANY_DIGITS = (2, 4, 6, 8, 10)
MOST = 0.8
ENOUGH_CODES = 0.9


@dataclass(frozen=True)
class Evidence:
    """Shares (0–1) of a column's filled cells. `short_years`: years of two digits.

    `code_level`: the level whose codes they are, "" for none; `codes_exist`: the share of these that may exist;
    `codes_listed`: the share on the list of areas itself, where municipalities may be missing; `is_padded`: some end in
    00, which says a level above. `village_numbers`: หมู่ที่, 1–99. `name_shares`: level → share that are names of known
    areas. `low`, `high`: bounds of the numbers, None without any.
    """

    filled: int
    numbers: float
    integer_share: float
    years: float
    percent_signs: float
    code_level: str
    name_shares: dict[str, float]
    low: float | None
    high: float | None
    personal: bool
    texts: tuple[str, ...]
    short_years: float = 0.0
    codes_exist: float = 0.0
    codes_listed: float = 0.0
    is_padded: bool = False
    village_numbers: float = 0.0

    @property
    def looks_percent(self) -> bool:
        """True for numbers within 0–100 of which some are fractions or carry a %."""
        within = self.low is not None and self.high is not None and self.low >= 0 and self.high <= 100
        return self.numbers >= MOST and within and (self.integer_share < 1 or self.percent_signs > 0)

    @property
    def looks_count(self) -> bool:
        """True for whole numbers of zero and more."""
        return self.numbers >= MOST and self.integer_share == 1 and (self.low or 0) >= 0

    @property
    def looks_score(self) -> bool:
        """True for nothing but 1, 2 and 3."""
        return self.looks_count and (self.low or 0) >= 1 and (self.high or 9) <= 3

    def name_level(self) -> str:
        """The level whose names most cells are; "" for none."""
        best = max(ORDER, key=lambda level: self.name_shares.get(level, 0.0))
        return best if self.name_shares.get(best, 0.0) >= MOST else ""


def evidence_of(found: FoundTable, index: int, areas: AreaIndex) -> Evidence:
    """The evidence of the column at `index` in the table's first rows."""
    cells = [
        row[index]
        for step, row in enumerate(found.top)
        if step < len(found.roles) and found.roles[step] == DATA and index < len(row) and not _is_blank(row[index])
    ]
    parsed = [parse_number(cell) for cell in cells]
    values = [float(each.value) for each in parsed if each.value is not None]
    filled = [cell for cell, each in zip(cells, parsed, strict=True) if "not_reported" not in each.repairs]
    texts = tuple(cell for cell in filled if isinstance(cell, str))
    count = max(1, len(filled))
    years = [parse_year_be(cell) for cell in filled]
    codes = _codes(filled)
    return Evidence(
        filled=len(filled),
        numbers=len(values) / count,
        integer_share=sum(value == int(value) for value in values) / max(1, len(values)),
        years=sum(each.value is not None for each in years) / count,
        percent_signs=sum(each.is_percent for each in parsed) / count,
        code_level=max((level_of(trimmed_code(code)) for code in codes), key=ORDER.index, default=""),
        name_shares=_name_shares(texts, count, areas),
        low=min(values, default=None),
        high=max(values, default=None),
        personal=holds_personal_values(filled),
        texts=texts[:40],
        short_years=sum(each.problem == "C13-short" for each in years) / count,
        codes_exist=sum(code_exists(trimmed_code(code)) for code in codes) / max(1, len(codes)),
        codes_listed=sum(trimmed_code(code)[:6] in area_names() for code in codes) / max(1, len(codes)),
        is_padded=any(trimmed_code(code) != code for code in codes),
        village_numbers=sum(village_number(cell) is not None for cell in filled) / count,
    )


def _name_shares(texts: Sequence[str], count: int, areas: AreaIndex) -> dict[str, float]:
    """Per level the share of the cells that name one of its areas; {} without any text. Each text is looked up once."""
    times = Counter(texts)
    return {
        level: sum(often for text, often in times.items() if areas.knows(level, text)) / count
        for level in (ORDER if times else ())
    }


def _is_blank(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def _codes(cells: Sequence[Cell]) -> list[str]:
    """The codes of one length that nearly all cells are, all in provinces that exist; [] for anything else."""
    read = [parse_area_code(cell, ANY_DIGITS).value for cell in cells]
    valid = [code for code in read if code is not None and code[:2] in area_names()]
    lengths = Counter(len(code) for code in valid)
    if not valid or max(lengths.values()) < ENOUGH_CODES * len(cells) or {8, 10} <= set(lengths):
        return []
    usual = lengths.most_common(1)[0][0]
    return [code for code in valid if len(code) == usual]
