"""The one gate for what leaves the office: which counts are hidden, which means are printed, and for whom a file is.

    gate = disclosure_data(warehouse, indicator_set, year_be)      # once per set, year and state of the data
    gate.hidden("830101")                                          # indicators whose figures are not printed
    gate.mean_pct("830101", codes)                                 # a mean as printed, NaN where it is withheld
    release_public(gate, partial(radar_diagram_public, radar))             # what reports accept

The rule and what it does not cover: docs/decisions/0002-the-gate.md.
"""

from analysis.disclosure.gate import Disclosure, disclosure_data
from analysis.disclosure.outputs import (
    Audience,
    Released,
    Shaped,
    for_internal_use,
    release_public,
    without_figures,
)

__all__ = [
    "Audience",
    "Disclosure",
    "Released",
    "Shaped",
    "disclosure_data",
    "for_internal_use",
    "release_public",
    "without_figures",
]
