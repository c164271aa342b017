"""What may be printed of the figures that an area is held against: another area's, another year's, its peers'."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.core.companions import peers_data
from analysis.core.figures import axes_of
from analysis.core.scope import Scope
from analysis.disclosure.printed_means import PrintedMeans, printed_means
from analysis.radar_analysis.data import Lookup
from analysis.radar_diagram.public import medians_printed, public_peers, without_small_medians


@dataclass(frozen=True)
class Beside:
    """The reference for others. `withheld`: indicators whose figure of it is not printed; `medians`: indicator → its
    figure; `axis_pct`: axis → its mean as printed (NaN where hidden); `means`: the rule, where it is one area's."""

    withheld: frozenset[str]
    medians: Mapping[str, float]
    axis_pct: Mapping[str, float]
    means: PrintedMeans | None

    def mean_pct(self, codes: Collection[str]) -> float:
        """The reference's mean over these indicators, of which it has data, as printed; NaN where it is hidden."""
        if self.means is not None:
            return self.means.mean_pct(codes)
        if not codes or not self.withheld.isdisjoint(codes):
            return float("nan")
        return round(float(np.mean([self.medians[code] for code in codes])), 1)


def beside_of(lookup: Lookup, scope: Scope) -> Beside:
    """The reference looked up (of the whole set) as it may be printed. `scope`: what is looked at, perhaps the
    indicators of one group only: its axes."""
    own_set, reference = lookup.scope.indicator_set, lookup.reference
    shares = reference.indicators.dropna()
    medians = {
        str(code): float(pct) for code, pct in zip(shares["indicator_code"], shares["reference_pct"], strict=True)
    }
    members = {code: list(codes) for code, _, _, codes in axes_of(scope.indicator_set)}
    if reference.kind != "peers" or reference.name is None:
        means = printed_means(reference.figures, own_set)
        return Beside(means.withheld, medians, {code: means.mean_pct(own) for code, own in members.items()}, means)
    peers = public_peers(peers_data(lookup.peers, scope), own_set, members)
    codes = pd.Series(list(medians), dtype="str")
    kept = without_small_medians(list(codes), pd.Series(list(medians.values())), peers)
    printed = peers.axes if peers.printed_axes is None else peers.printed_axes
    of_axes = dict(zip(members, medians_printed(list(members), peers.axes, printed), strict=True))
    return Beside(frozenset(codes[kept.isna()]), medians, of_axes, None)
