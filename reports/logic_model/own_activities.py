"""An office's own activities as a CSV that another office imports (`catalogue.own_activities` reads it back)."""

from collections.abc import Iterable

import pandas as pd

from analysis.disclosure.outputs import without_figures
from catalogue.activities import LABELS, Activity, activity_to_dict
from catalogue.fields import SEPARATOR
from reports.tables import list_csv_bytes


def activities_to_csv(activities: Iterable[Activity]) -> bytes:
    """One row an activity under Thai headings, lists `;`-separated; without any figure of an area.

    `activities_from_csv` makes the same activities of it, also after Excel saved it."""
    rows = [
        [
            SEPARATOR.join(map(str, value)) if isinstance(value, list) else value
            for value in activity_to_dict(each).values()
        ]
        for each in activities
    ]
    return list_csv_bytes(without_figures(pd.DataFrame(rows, columns=list(LABELS), dtype=object)), LABELS)
