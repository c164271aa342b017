"""The longer statements of the warehouse, one file each."""

from functools import cache
from importlib.resources import files


@cache
def read_sql(name: str) -> str:
    """Text of `<name>.sql` in this folder."""
    return files("warehouse.sql").joinpath(f"{name}.sql").read_text(encoding="utf-8")
