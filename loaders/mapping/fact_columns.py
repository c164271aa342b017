"""Facts and measures of millions of rows, put together column by column: each different text is held once."""

from __future__ import annotations

from collections.abc import Mapping as MappingABC
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from warehouse.staged import FACT_COLUMNS, MEASURE_COLUMNS, TEXT_COLUMNS


@dataclass(frozen=True)
class Texts:
    """A column of few different texts: `codes` are the positions of the rows' texts in `words`, −1 for none."""

    codes: np.ndarray
    words: tuple[str, ...]

    @classmethod
    def of(cls, values: np.ndarray) -> Texts:
        """The texts of an array of objects; None is none."""
        codes, words = pd.factorize(values)
        return cls(codes.astype("int16" if len(words) < 30_000 else "int32"), tuple(str(word) for word in words))


@dataclass
class Parts:
    """Columns of facts, some rows at a time, each with the position `row` it comes from; and the rows with a fault.

    `columns`: numbers by name of the column, and `row`; `texts`: beside each of them, the texts by name. A nation has
    millions of facts and only hundreds of different texts, so none is held row by row."""

    faulty: np.ndarray
    columns: list[dict[str, np.ndarray]] = field(default_factory=list[dict[str, np.ndarray]])
    texts: list[dict[str, Texts]] = field(default_factory=list[dict[str, Texts]])


def facts_of(parts: Parts, codes: np.ndarray, good: np.ndarray) -> pd.DataFrame:
    """The facts of the good rows, in those of FACT_COLUMNS that any of them has; texts as categories.

    `codes`: the area of each row. Takes the columns out of `parts` one by one: a nation has millions of facts, and held
    twice, or as objects, they would not fit."""
    positions = [part.pop("row") for part in parts.columns]
    kept = [good[rows] for rows in positions]
    places, areas = _areas_of(codes, good)
    facts: dict[str, pd.Series] = {}
    for name in FACT_COLUMNS:
        if name == "area_code":
            pieces = [places[rows[mask]] for rows, mask in zip(positions, kept, strict=True)]
            facts[name] = text_column(pieces, areas)
        elif name in TEXT_COLUMNS:
            pieces, words = _texts_together([part.pop(name, None) for part in parts.texts], kept)
            if words or name != "rollup":
                facts[name] = text_column(pieces, words)
        elif any(name in part for part in parts.columns):
            pieces = [
                part.pop(name)[mask] if name in part else np.full(int(mask.sum()), np.nan)
                for part, mask in zip(parts.columns, kept, strict=True)
            ]
            facts[name] = pd.Series(np.concatenate(pieces), dtype=float, copy=False)
    return pd.DataFrame(facts, copy=False)


def _texts_together(texts: Sequence[Texts | None], kept: Sequence[np.ndarray]) -> tuple[list[np.ndarray], list[str]]:
    """(the positions of the kept rows' texts among all that stand there, those in their order)."""
    used = [
        np.unique(each.codes[mask]) if each else np.array([], dtype=int) for each, mask in zip(texts, kept, strict=True)
    ]
    words = sorted({each.words[at] for each, codes in zip(texts, used, strict=True) if each for at in codes if at >= 0})
    position = {word: at for at, word in enumerate(words)}
    pieces: list[np.ndarray] = []
    for each, mask in zip(texts, kept, strict=True):
        own = [position.get(word, -1) for word in each.words] if each else []
        found = np.array([*own, -1], dtype="int16" if len(words) < 30_000 else "int32")  # the last: of no text, −1
        pieces.append(found[each.codes[mask]] if each else np.full(int(mask.sum()), -1, dtype=found.dtype))
    return pieces, words


def measures_of(values: MappingABC[str, np.ndarray], codes: np.ndarray, good: np.ndarray) -> pd.DataFrame:
    """area_code, measure, value of the good rows, texts as categories. `values`: measure → its number in each row, NaN
    for none; `codes`: the area of each row."""
    places, areas = _areas_of(codes, good)
    kept = {name: mask for name, numbers in values.items() if (mask := good & ~np.isnan(numbers)).any()}
    if not kept:
        return pd.DataFrame(columns=list(MEASURE_COLUMNS))
    names = sorted(kept)
    columns = {
        "area_code": text_column([places[mask] for mask in kept.values()], areas),
        "measure": text_column([np.full(int(mask.sum()), names.index(name)) for name, mask in kept.items()], names),
        "value": pd.Series(np.concatenate([values[name][mask] for name, mask in kept.items()])),
    }
    return pd.DataFrame(columns, copy=False)


def text_column(pieces: Sequence[np.ndarray], words: Sequence[str]) -> pd.Series:
    """A column as categories: one piece after the other, each the positions of its rows' texts in `words`, −1 for
    none."""
    codes = np.concatenate(pieces) if pieces else np.array([], dtype="int16")
    return pd.Series(pd.Categorical.from_codes(codes, categories=pd.Index(list(words)).astype("str")), copy=False)


def _areas_of(codes: np.ndarray, good: np.ndarray) -> tuple[np.ndarray, list[str]]:
    """(the position of each row's area among those of the good rows, −1 for other rows; those areas in order)."""
    places, areas = pd.factorize(codes[good], sort=True)
    found = np.full(len(codes), -1, dtype="int32")
    found[good] = places
    return found, [str(code) for code in areas]
