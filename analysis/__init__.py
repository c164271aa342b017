"""The five stages of the analysis: facts in the warehouse → tables for charts and reports. Plain arguments in,
DataFrames out; nothing here draws and nothing writes."""

from analysis.errors import AnalysisError

__all__ = ["AnalysisError"]
