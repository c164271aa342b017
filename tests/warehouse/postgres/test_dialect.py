"""Statements of ours as PostgreSQL reads them, and the values they are given."""

from datetime import date, datetime
from typing import Any

import numpy as np
import pytest
from sqlglot.errors import UnsupportedError

from warehouse.postgres.dialect import condition_of, translate, type_of


def sent(sql: str, parameters: Any = ()) -> str:
    return "; ".join(translate(sql, parameters)[0].texts)


def test_values_go_by_number_with_their_types_and_a_missing_one_as_null() -> None:
    statement, values = translate("SELECT $b AS b, $a AS a, $b AS c, $none AS d", {"a": 1, "b": "x", "none": None})
    assert statement.texts == ("SELECT CAST($1 AS TEXT) AS b, CAST($2 AS INT) AS a, CAST($1 AS TEXT) AS c, NULL AS d",)
    assert values == ["x", 1]
    assert sent("UPDATE t SET a = ? WHERE b = ? AND c = '?'", [True, 2.5]) == (
        "UPDATE t SET a = CAST($1 AS BOOLEAN) WHERE b = CAST($2 AS DOUBLE PRECISION) AND c = '?'"
    )
    assert translate("SELECT ? + ?", [np.int64(4), np.float64(0.5)])[1] == [4, 0.5]


@pytest.mark.parametrize(
    ("value", "name"),
    [
        (True, "boolean"), (7, "integer"), (2**31, "bigint"), (0.5, "double precision"), ("ก", "text"), (None, ""),
        (datetime(2026, 2, 3, 4, 5), "timestamp"), (date(2026, 2, 3), "date"), ([1, 2], "integer[]"),
        ([1, 2.5], "double precision[]"), (["ก", None], "text[]"), ([], "text[]"),
    ],
)  # fmt: skip
def test_types_of_values(value: object, name: str) -> None:
    assert type_of(value) == name


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("SELECT a, count(*) n FROM t GROUP BY ALL", "SELECT a, COUNT(*) AS n FROM t GROUP BY 1"),
        ("SELECT a, b FROM t ORDER BY ALL", "SELECT a, b FROM t ORDER BY 1, 2"),
        ("SELECT any_value(unit) u FROM t", "SELECT MIN(unit) AS u FROM t"),
        ("SELECT any_value(is_live) AS l FROM t", "SELECT BOOL_AND(is_live) AS l FROM t"),
        ("SELECT arg_max(a, b) n FROM t", "SELECT (ARRAY_AGG(a ORDER BY b DESC NULLS LAST))[1] AS n FROM t"),
        ("SELECT count_if(a > 1) AS n FROM t", "SELECT COUNT(*) FILTER(WHERE a > 1) AS n FROM t"),
        ("SELECT coalesce(a, []) AS b FROM t", "SELECT COALESCE(a, '{}') AS b FROM t"),
        ("SELECT a / b AS c FROM t", "SELECT CAST(a AS DOUBLE PRECISION) / b AS c FROM t"),
        ("SELECT a FROM (SELECT a FROM t)", "SELECT a FROM (SELECT a FROM t) AS inner_0"),
        ("INSERT INTO t BY NAME SELECT 1 AS b, 2 AS a", "INSERT INTO t (b, a) SELECT 1 AS b, 2 AS a"),
        ("SELECT a FROM t ORDER BY a COLLATE th", 'SELECT a FROM t ORDER BY a COLLATE "th-x-icu"'),
        ("SELECT a FROM t ORDER BY a DESC", "SELECT a FROM t ORDER BY a DESC NULLS LAST"),
        ("SELECT list_contains(['x'], a) AS b FROM t", "SELECT (a = ANY(ARRAY['x'])) AS b FROM t"),
        (
            "CREATE OR REPLACE TEMP TABLE t AS SELECT 1 AS a",
            "DROP TABLE IF EXISTS pg_temp.t; CREATE TEMPORARY TABLE t AS SELECT 1 AS a; ANALYZE pg_temp.t",
        ),
    ],
)  # fmt: skip
def test_what_is_written_otherwise(ours: str, theirs: str) -> None:
    assert sent(ours) == theirs


def test_variables_of_a_session() -> None:
    assert sent("SET VARIABLE role = ?", ["reader"]) == (
        "SELECT SET_CONFIG('community_radar.role', CAST($1 AS TEXT), TRUE)"
    )
    assert condition_of("getvariable('role') IS NULL") == (
        "NULLIF(CURRENT_SETTING('community_radar.role', TRUE), '') IS NULL"
    )


def test_what_cannot_be_said_on_postgresql_is_refused() -> None:
    with pytest.raises(UnsupportedError):
        sent("SELECT lag(a IGNORE NULLS) OVER (ORDER BY b) AS c FROM t")
