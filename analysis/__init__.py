"""The five stages of the analysis: facts in the warehouse → tables for charts and reports. Plain arguments in,
DataFrames out; nothing here draws and nothing writes."""

import pandas as pd

from analysis.core.errors import AnalysisError

__all__ = ["AnalysisError"]

# Texts as plain Python objects: Arrow's are slow to take apart in tables of some dozen rows, which ours mostly are, and
# slower too where all tambon of the country are joined on their codes (benchmarks/).
pd.options.mode.string_storage = "python"
