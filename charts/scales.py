"""Geometry of the radar as pure functions: percentage → radius, rings with their true percentages, gaps, labels.

A radius is a share of the outer ring: 0 the centre, 1 the rim. Missing in, missing out (None), never 0.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final, Literal, NamedTuple

from charts.theme import Measure, ring_label
from words.numbers import is_missing

Scale = Literal["linear", "focused", "stretched", "rank"]
SCALES: Final[dict[Scale, str]] = {
    "linear": "เต็มสเกล 0–100 %",
    "focused": "ขยายช่วงที่มีข้อมูล",
    "stretched": "ยืดช่วงต้น (วงแหวนแบบ TPMAP)",
    "rank": "ลำดับเทียบกับพื้นที่อื่น",
}

STRETCHED_RINGS: Final = ((0.0, 0.0), (20.0, 5 / 15), (40.0, 9 / 15), (60.0, 12 / 15), (80.0, 14 / 15), (100.0, 1.0))
RING_STEPS: Final = {
    2.0: 0.5,
    5.0: 1.0,
    10.0: 2.0,
    15.0: 5.0,
    20.0: 5.0,
    30.0: 10.0,
    40.0: 10.0,
    60.0: 20.0,
    80.0: 20.0,
    100.0: 20.0,
}
RING_RANKS: Final = {25.0: "ลำดับ 25", 50.0: "กลางกลุ่ม", 75.0: "ลำดับ 75", 100.0: "สูงสุด"}


class Ring(NamedTuple):
    """One ring of the radar: where it is drawn and the true percentage it stands for. For ranks the name of the rank:
    its percentages differ from axis to axis (charts/ring_labels.py prints them)."""

    radius: float
    label: str


class RadarScale(NamedTuple):
    """Maps a percentage onto the radius between `low` (centre) and `high` (rim); see `make_scale`."""

    kind: Scale
    low: float
    high: float
    measure: Measure

    def radius(self, value: float | None) -> float | None:
        """Radius 0–1 of a percentage; None when missing; held at the rim or the centre outside the scale."""
        if value is None or is_missing(value):
            return None
        if self.kind == "stretched":
            return stretched_radius(value) if self.measure != "quality" else 1 - stretched_radius(100 - value)
        return min(1.0, max(0.0, (value - self.low) / (self.high - self.low)))

    def rings(self) -> tuple[Ring, ...]:
        """The rings, inside out, the rim last."""
        if self.kind == "rank":
            return tuple(Ring(rank / 100, name) for rank, name in RING_RANKS.items())
        if self.kind == "stretched":
            values = [value for value, _ in STRETCHED_RINGS[1:]]
            if self.measure == "quality":
                values = [100 - value for value, _ in reversed(STRETCHED_RINGS[1:-1])] + [100.0]
        else:
            width = self.high - self.low
            step = RING_STEPS.get(width, width / 5)
            values = [self.low + step * number for number in range(1, round(width / step) + 1)]
        return tuple(Ring(self.radius(value) or 0.0, ring_label(value, self.measure)) for value in values)


def stretched_radius(value: float) -> float:
    """Radius of a percentage with TPMAP's rings: 20/40/60/80/100 % at 5, 9, 12, 14, 15 fifteenths.

    Straight between two rings. Small percentages, where nearly all areas lie, get most of the room.
    """
    value = min(100.0, max(0.0, value))
    for (low, low_radius), (high, high_radius) in pairwise(STRETCHED_RINGS):
        if value <= high:
            return low_radius + (high_radius - low_radius) * (value - low) / (high - low)
    return 1.0


def rounded_maximum(values: Sequence[float | None]) -> float:
    """The smallest round percentage that holds every value (2, 5, 10, 15 … 100); 100 when nothing has a value."""
    present = [value for value in values if value is not None and not is_missing(value)]
    if not present:
        return 100.0
    highest = max(present)
    return next((limit for limit in RING_STEPS if highest <= limit), 100.0)


def make_scale(kind: Scale, measure: Measure, values: Sequence[float | None]) -> RadarScale:
    """The scale of a radar for all values drawn on it, companions included.

    Focused: problem from 0 to a rounded maximum; quality from a rounded minimum to 100, the mirror image, so the
    same difference is drawn equally large in both.
    """
    if kind not in SCALES:
        raise ValueError(f"unknown scale {kind!r}; one of {', '.join(SCALES)}")
    if kind != "focused":
        return RadarScale(kind, 0.0, 100.0, measure)
    if measure != "quality":
        return RadarScale(kind, 0.0, rounded_maximum(values), measure)
    shortfall = [None if value is None or is_missing(value) else 100 - value for value in values]
    return RadarScale(kind, 100.0 - rounded_maximum(shortfall), 100.0, measure)


def outline(radii: Sequence[float | None]) -> list[int | None]:
    """Positions to join into the outline, closed over the first axis; None where the line breaks at a missing axis."""
    closed = [None if radius is None else index for index, radius in enumerate(radii)]
    return [*closed, closed[0]] if closed else []


def wedges(radii: Sequence[float | None]) -> list[list[int]]:
    """Runs of neighbouring axes that have data, each of two or more: the sectors that may be filled.

    A radar without gaps gives one run that returns to its first axis. Axes with a gap on both sides are not filled.
    """
    count = len(radii)
    present = [radius is not None for radius in radii]
    if count and all(present):
        return [[*range(count), 0]]
    if not any(present):
        return []
    start = present.index(False)
    runs: list[list[int]] = [[]]
    for step in range(count):
        index = (start + step) % count
        if present[index]:
            runs[-1].append(index)
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if len(run) > 1]
