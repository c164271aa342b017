"""Number formats, and colours that survive colour blindness, projectors and grey printers."""

import math
from itertools import combinations

import pytest

from analysis.core.statistics import FEW_NAME, STATUS_NAMES
from charts import theme

# Machado, Oliveira and Fernandes (2009), severity 1.0, on linear RGB.
COLOUR_VISION = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}


def linear(channel):
    share = channel / 255
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4


def lab(colour, matrix):
    red, green, blue = (linear(channel) for channel in theme.rgb(colour))
    seen = [min(1.0, max(0.0, r * red + g * green + b * blue)) for r, g, b in matrix]
    rows = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
    xyz = [sum(part * value for part, value in zip(row, seen, strict=True)) for row in rows]
    x, y, z = (
        t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116
        for t in (value / white for value, white in zip(xyz, (0.9505, 1.0, 1.089), strict=True))
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


@pytest.mark.parametrize("vision", COLOUR_VISION)
def test_meanings_stay_apart_for_every_kind_of_sight(vision):
    matrix = COLOUR_VISION[vision]
    families = [
        (theme.PROBLEM, theme.QUALITY, theme.REFERENCE),
        tuple(theme.SCORE_COLOUR.values()),
        tuple(dict.fromkeys(theme.STATUS_COLOUR.values())),
    ]
    for family in families:
        for first, second in combinations(family, 2):
            assert math.dist(lab(first, matrix), lab(second, matrix)) > 20, (vision, first, second)


@pytest.mark.parametrize("vision", COLOUR_VISION)
@pytest.mark.parametrize("scale", [theme.WARM_SCALE, theme.COOL_SCALE])
def test_a_darker_cell_means_more_for_every_kind_of_sight(vision, scale):
    lightness = [lab(colour, COLOUR_VISION[vision])[0] for colour in scale]
    assert lightness == sorted(lightness, reverse=True)


@pytest.mark.parametrize("surface", [theme.BACKGROUND, theme.PANEL])
def test_text_has_contrast(surface):
    for colour in (theme.TEXT, theme.MUTED, theme.PROBLEM, theme.QUALITY):
        assert theme.contrast(colour, surface) >= 4.5


def test_lines_and_markers_have_contrast():
    marks = (theme.PROBLEM, theme.QUALITY, theme.REFERENCE, theme.SECOND_REFERENCE, theme.MISSING, theme.AXIS_LINE)
    for colour in marks:
        assert theme.contrast(colour, theme.BACKGROUND) >= 3


def test_contrast_knows_its_ends():
    assert theme.contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert theme.contrast("#B3380A", "#B3380A") == 1


def test_status_is_told_by_shape_as_well_as_colour():
    assert len(set(theme.STATUS_SYMBOL.values())) == len(theme.STATUS_COLOUR) == 4


def test_every_status_has_a_look_of_its_own():
    """One without would be drawn as a problem: 1 of 14 babies in red."""
    assert set(theme.STATUS_COLOUR) == set(theme.STATUS_SYMBOL) == {*filter(None, STATUS_NAMES.values()), FEW_NAME}
    assert theme.STATUS_COLOUR[FEW_NAME] != theme.PROBLEM


def test_rings_are_labelled_as_short_as_they_can_be():
    assert (theme.ring_label(20.0), theme.ring_label(2.5)) == ("20 %", "2.5 %")


def test_no_modebar_and_no_english_tips():
    assert theme.PLOTLY_CONFIG["displayModeBar"] is False
    assert theme.PLOTLY_CONFIG["displaylogo"] is False
    assert theme.PLOTLY_CONFIG["showTips"] is False


def test_template_speaks_sarabun():
    layout = theme.template().layout
    assert layout.font.family == theme.FONT_FAMILY
    assert layout.hoverlabel.font.family == theme.FONT_FAMILY
    assert layout.separators == ".,"
