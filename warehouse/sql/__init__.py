"""The longer statements of the warehouse, one file each, and the one place where names are put into SQL, quoted."""

from functools import cache
from importlib.resources import files


def quote_identifier(name: str) -> str:
    """A name as SQL writes it, whatever characters it holds.

    >>> quote_identifier('radar "2569"')
    '"radar ""2569\"""'
    """
    return '"' + name.replace('"', '""') + '"'


def with_names(sql: str, **names: str) -> str:
    """The statement with each `{word}` replaced by the quoted name given for it.

    >>> with_names("SELECT count(*) FROM {table}", table="facts")
    'SELECT count(*) FROM "facts"'
    """
    for word, name in names.items():
        sql = sql.replace("{" + word + "}", quote_identifier(name))
    return sql


def with_query(sql: str, **queries: str) -> str:
    """The statement with each `{word}` replaced by another of our statements.

    >>> with_query("WITH one AS ({inner}) FROM one", inner="SELECT 1")
    'WITH one AS (SELECT 1) FROM one'
    """
    for word, query in queries.items():
        sql = sql.replace("{" + word + "}", query)
    return sql


@cache
def read_sql(name: str) -> str:
    """Text of `<name>.sql` in this folder."""
    return files("warehouse.sql").joinpath(f"{name}.sql").read_text(encoding="utf-8")
