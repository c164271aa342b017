"""Every mean that some file or sheet may print, for those who try what the means together tell."""

from analysis.core.figures import axes_of
from analysis.core.target_groups import groups_of, members_of
from catalogue import IndicatorSet


def every_mean(indicator_set: IndicatorSet) -> list[tuple[str, ...]]:
    """Dimensions, the axes of views, all indicators, target groups."""
    views = (None, *indicator_set.views)
    axes = [tuple(members) for view in views for _, _, _, members in axes_of(indicator_set, view)]
    groups = [tuple(members_of(indicator_set, group)) for group in groups_of(indicator_set)]
    return [*axes, tuple(each.code for each in indicator_set.indicators), *groups]
