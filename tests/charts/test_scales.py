"""Radar geometry: radii, rings, gaps."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charts.scales import (
    SCALES,
    STRETCHED_RINGS,
    make_scale,
    outline,
    rounded_maximum,
    stretched_radius,
    wedges,
)

PERCENTAGES = st.floats(0, 100)


def test_stretched_rings_are_those_of_tpmap():
    assert [round(15 * stretched_radius(value), 9) for value in (0, 20, 40, 60, 80, 100)] == [0, 5, 9, 12, 14, 15]
    assert stretched_radius(10) == pytest.approx(2.5 / 15)


@given(PERCENTAGES, PERCENTAGES)
def test_a_larger_percentage_is_never_drawn_nearer_to_the_centre(first, second):
    low, high = sorted((first, second))
    for kind in SCALES:
        for measure in ("problem", "quality"):
            scale = make_scale(kind, measure, [low, high])
            assert scale.radius(low) <= scale.radius(high) + 1e-12


@given(st.lists(PERCENTAGES, min_size=1))
def test_rings_stand_where_their_own_percentage_would_be_drawn(values):
    for kind in set(SCALES) - {"rank"}:  # what stands on the rings of ranks differs from axis to axis
        for measure in ("problem", "quality"):
            scale = make_scale(kind, measure, values)
            for ring in scale.rings():
                printed = float(ring.label.replace("%", ""))
                assert ring.radius == pytest.approx(scale.radius(printed), abs=1e-9)
            assert scale.rings()[-1].radius == pytest.approx(1.0)


@given(st.lists(PERCENTAGES, min_size=1))
def test_focused_scale_holds_every_value_it_was_made_for(values):
    scale = make_scale("focused", "problem", values)
    assert scale.low == 0
    assert max(values) <= scale.high
    quality = make_scale("focused", "quality", values)
    assert quality.high == 100
    assert quality.low <= min(values)


def test_rings_of_ranks_are_the_quarters_of_the_group():
    rings = make_scale("rank", "problem", []).rings()
    assert [(ring.radius, ring.label) for ring in rings] == [
        (0.25, "ลำดับ 25"), (0.5, "กลางกลุ่ม"), (0.75, "ลำดับ 75"), (1.0, "สูงสุด"),
    ]  # fmt: skip


def test_rounded_maximum():
    assert [rounded_maximum([value]) for value in (0.4, 2.1, 7, 12.4, 31, 99)] == [2, 5, 10, 15, 40, 100]
    assert rounded_maximum([None, float("nan")]) == 100


def test_missing_has_no_radius():
    for kind in SCALES:
        scale = make_scale(kind, "problem", [1, 2])
        assert scale.radius(None) is None
        assert scale.radius(float("nan")) is None
        assert scale.radius(0) == 0


def test_stretched_quality_is_the_mirror_image_so_high_pass_rates_get_the_room():
    quality = make_scale("stretched", "quality", [])
    for value, radius in STRETCHED_RINGS:
        assert quality.radius(100 - value) == pytest.approx(1 - radius)


def test_unknown_scale_is_refused():
    with pytest.raises(ValueError, match="unknown scale"):
        make_scale("log", "problem", [])  # type: ignore[arg-type]


def test_outline_closes_and_breaks_at_missing_axes():
    assert outline([0.1, 0.2, 0.3]) == [0, 1, 2, 0]
    assert outline([0.1, None, 0.3]) == [0, None, 2, 0]
    assert outline([None, 0.2, 0.3]) == [None, 1, 2, None]
    assert outline([]) == []


def test_wedges_never_bridge_a_missing_axis():
    assert wedges([0.1, 0.2, 0.3]) == [[0, 1, 2, 0]]
    assert wedges([0.1, None, 0.3, 0.4]) == [[2, 3, 0]]
    assert wedges([0.1, None, 0.3, None]) == []
    assert wedges([None, None]) == []


@given(st.lists(st.one_of(st.none(), st.floats(0, 1)), min_size=3, max_size=44))
def test_every_wedge_joins_neighbours_that_have_data(radii):
    for run in wedges(radii):
        assert all(radii[index] is not None for index in run)
        assert all((after - before) % len(radii) == 1 for before, after in pairwise(run))
