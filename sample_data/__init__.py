"""Synthetic workbooks of one province, and the script that makes them: `python -m sample_data.make`."""
