"""The radar for a hall: every letter is large, and the figure it was made of stays as it was."""

import pytest

from charts.radar_diagram import radar_figure
from charts.workshop import LETTERS_PX, for_the_hall
from tests.charts.conftest import axes_table


@pytest.mark.parametrize("count", [2, 5, 8])
def test_every_letter_is_large_and_the_height_is_that_of_its_box(count: int) -> None:
    figure = radar_figure(axes_table([10.0 + each for each in range(count)]), [("อำเภอ", axes_table([5.0] * count))])
    before = figure.to_json()
    large = for_the_hall(figure)
    assert figure.to_json() == before
    assert large.layout.height is None
    assert large.layout.font.size == large.layout.legend.font.size == LETTERS_PX
    if count > 2:
        assert large.layout.polar.angularaxis.tickfont.size == LETTERS_PX
    assert all(each.textfont.size == LETTERS_PX for each in large.data if each.mode and "text" in each.mode)
