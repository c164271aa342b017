"""Stage 1 as plain values for JSON."""

from typing import Any

import pandas as pd

from analysis.core.as_json import records


def input_data_json(found: pd.DataFrame) -> dict[str, Any]:
    """{"surveys": [one object per survey, set and year]}."""
    return {"surveys": records(found, list(found.columns))}
