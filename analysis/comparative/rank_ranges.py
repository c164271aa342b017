"""Where an area may stand among others: a range of ranks, not a place that another survey would not repeat.

Two areas differ where their means lie further apart than 1.96 standard errors of the difference. An area's range runs
from 1 + the areas clearly worse to n − the areas clearly better (ours). The standard error of a share is taken at the
centre of Agresti and Coull, (failed + z²/2) / (assessed + z²), so that nobody failing of few is not called certain;
persons are counted as households, since the people of one house answer alike. That of a mean is the root of the summed
squares over the number of indicators. No random numbers. Source: A. Agresti, B. Coull (1998), The American Statistician
52, 119–126; pairwise ranges as in M. Klein, T. Wright, J. Wieczorek (2020), J. R. Stat. Soc. A 183, 589–606.

>>> first, last = rank_ranges([30, 20, 19], [1, 1, 1])
>>> first.tolist(), last.tolist()
([1.0, 2.0, 2.0], [1.0, 3.0, 3.0])
"""

from collections.abc import Sequence
from math import ceil

import numpy as np
import numpy.typing as npt

from analysis.core.statistics import Z_95, Numbers, numbers

SURE, POSSIBLE, OUTSIDE = "sure", "possible", "outside"
FIRST_AREAS = 10  # how many areas a list of those to be helped first has
NOT_RANKABLE = 0.9  # where so many of the areas may be among the first, an order of them tells nothing
AT_ONCE = 2_000_000  # pairs compared in one go: some 50 MB
FEW = 400  # of so many areas every pair is compared
GRID = 300


def standard_error_pct(failed: npt.ArrayLike, assessed: npt.ArrayLike) -> Numbers:
    """Standard error, in percentage points, of 100 · failed / assessed; missing where nobody was assessed.

    >>> standard_error_pct([0, 50], [20, 100]).round(2).tolist()
    [5.57, 4.91]
    """
    count, size = numbers(failed), numbers(assessed)
    with np.errstate(divide="ignore", invalid="ignore"):
        size = np.where(size > 0, size, np.nan) + Z_95**2
        centre = (count + Z_95**2 / 2) / size
        return 100 * np.sqrt(centre * (1 - centre) / size)


def rank_ranges(
    mean_pct: npt.ArrayLike, se_pct: npt.ArrayLike, places: Sequence[int] | None = None
) -> tuple[Numbers, Numbers]:
    """rank_first and rank_last (1: most of the problem) of the areas at `places`, or of all; missing where an area has
    no mean or no standard error. All areas that have both are those compared with."""
    mean, error = numbers(mean_pct), numbers(se_pct)
    known = ~(np.isnan(mean) | np.isnan(error))
    others, spread = mean[known], error[known] ** 2
    asked = np.arange(len(mean)) if places is None else np.asarray(places, dtype="int64")
    first, last = np.full(len(asked), np.nan), np.full(len(asked), np.nan)
    rows = np.flatnonzero(known[asked])
    step = max(1, AT_ONCE // max(1, len(others)))
    for start in range(0, len(rows), step):
        here = rows[start : start + step]
        own = asked[here]
        apart = others[None, :] - mean[own][:, None]
        limit = Z_95 * np.sqrt(spread[None, :] + error[own][:, None] ** 2)
        first[here] = 1 + (apart > limit).sum(axis=1)
        last[here] = len(others) - (apart < -limit).sum(axis=1)
    return first, last


def band_size(areas: int) -> int:
    """How many areas "the first" are: ten, of fewer than thirty areas a third.

    >>> band_size(321), band_size(17), band_size(2)
    (10, 6, 1)
    """
    return FIRST_AREAS if areas >= 3 * FIRST_AREAS else max(1, ceil(areas / 3))


def bands(rank_first: npt.ArrayLike, rank_last: npt.ArrayLike, size: int) -> npt.NDArray[np.object_]:
    """Among the first `size`: sure, possible or outside; None without a range."""
    first, last = numbers(rank_first), numbers(rank_last)
    found = np.select([last <= size, first <= size], [SURE, POSSIBLE], OUTSIDE).astype(object)
    found[np.isnan(first)] = None
    return found


def possible_places(mean_pct: npt.ArrayLike, se_pct: npt.ArrayLike, size: int) -> npt.NDArray[np.int64]:
    """The places of all areas that may be among the first `size`, found without comparing every pair.

    An area is out where the size-th largest of `mean − 1.96 · √(own error² + error²)` over all areas lies above
    its mean. That bound falls as the own error grows: it is taken at GRID errors, and only an area whose mean lies
    between the bounds at the errors beside its own is compared with others. The size-th largest is always one of the
    areas whose mean reaches the size-th largest `mean − 1.96 · error`, since a root lies between its terms and their
    sum: no others are looked at."""
    mean, error = numbers(mean_pct), numbers(se_pct)
    known = np.flatnonzero(~(np.isnan(mean) | np.isnan(error)))
    if len(known) <= size:
        return known
    means, errors = mean[known], error[known]
    if len(known) <= FEW:
        first, _ = rank_ranges(means, errors)
        return known[first <= size]
    grid = np.unique(np.quantile(errors, np.linspace(0, 1, GRID)))
    leading = means >= np.partition(means - Z_95 * errors, -size)[-size]
    bounds = np.array([_bound(means[leading], errors[leading], each, size) for each in grid])
    above = np.searchsorted(grid, errors, side="left")
    below = np.maximum(np.searchsorted(grid, errors, side="right") - 1, 0)
    is_in, may_be = means >= bounds[below], means >= bounds[above]
    near = np.flatnonzero(may_be & ~is_in)
    step = max(1, AT_ONCE // max(1, int(leading.sum())))
    for start in range(0, len(near), step):
        own = near[start : start + step]
        apart = means[leading][None, :] - means[own][:, None]
        limit = Z_95 * np.sqrt(errors[leading][None, :] ** 2 + errors[own][:, None] ** 2)
        is_in[own] = (apart > limit).sum(axis=1) < size
    return known[is_in]


def _bound(mean: Numbers, error: Numbers, own: float, size: int) -> float:
    """Below this mean an area of so large an error has `size` others clearly worse."""
    return float(np.partition(mean - Z_95 * np.sqrt(error**2 + own**2), -size)[-size])


def sure_places(mean_pct: npt.ArrayLike, se_pct: npt.ArrayLike, size: int) -> npt.NDArray[np.int64]:
    """The places of the areas that are surely among the first `size`: none of them has a lower rank than `size`."""
    mean, error = numbers(mean_pct), numbers(se_pct)
    known = np.flatnonzero(~(np.isnan(mean) | np.isnan(error)))
    first = known[np.argsort(-mean[known], kind="stable")][:size]
    _, last = rank_ranges(mean, error, [int(place) for place in first])
    return np.sort(first[last <= size])


def is_rankable(mean_pct: npt.ArrayLike, se_pct: npt.ArrayLike, size: int) -> bool:
    """False where NOT_RANKABLE of the areas with data may be among the first `size`, or there is nothing to rank by."""
    mean, error = numbers(mean_pct), numbers(se_pct)
    known = int((~(np.isnan(mean) | np.isnan(error))).sum())
    return known >= 2 and len(possible_places(mean, error, size)) < NOT_RANKABLE * known
