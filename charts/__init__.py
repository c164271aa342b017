"""Figures of the dashboard: DataFrame in, plotly Figure out, nothing else."""
