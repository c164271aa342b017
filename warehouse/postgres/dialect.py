"""DuckDB's SQL as PostgreSQL reads it: one statement of ours in, the statements to be sent out, kept once made.

What both mean alike is left to sqlglot; here stands what it lacks. Every answer must be the same on both: so text is
compared by bytes, missing values stand last, and a division of whole numbers has a fraction.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Final

import numpy as np
import sqlglot
from sqlglot import exp
from sqlglot.dialects.duckdb import DuckDB
from sqlglot.tokenizer_core import TokenType

LARGEST_INTEGER: Final = 2**31 - 1
MOST_STATEMENTS: Final = 2000
BOOLEAN_PREFIX: Final = "is_"  # how the names of columns that are true or false begin
SESSION: Final = "community_radar."  # what the names of a session's variables begin with
SET_VARIABLE: Final = re.compile(r"SET VARIABLE (\w+) = ")
SET_SETTING: Final = rf"SELECT set_config('{SESSION}\1', $_1, true) --"
NAMES_OF_TYPES: Final[Mapping[type, str]] = {
    bool: "boolean", float: "double precision", str: "text", datetime: "timestamp", date: "date",
    bytes: "bytea",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Statement:
    """`texts`: what is sent, one after the other, values as $1, $2 …; `names`: which value each of them is."""

    texts: tuple[str, ...]
    names: tuple[str, ...]


def plain_value(value: object) -> object:
    """A value as the driver knows it: numbers of numpy are Python's own."""
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, np.ndarray):
        return value.tolist()
    if isinstance(value, (list, tuple)):
        return [plain_value(each) for each in value]  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]
    return value


def type_of(value: object) -> str:
    """PostgreSQL's name of the type of a value; "" for a missing one, which fits any."""
    if value is None:
        return ""
    if isinstance(value, list):
        kinds = {kind for each in value if (kind := type_of(each))}  # pyright: ignore[reportUnknownVariableType]
        kind = "double precision" if "double precision" in kinds else max(kinds, default="text")
        return f"{kind}[]"
    if isinstance(value, int) and not isinstance(value, bool):
        return "integer" if -LARGEST_INTEGER <= value <= LARGEST_INTEGER else "bigint"
    return next(name for kind, name in NAMES_OF_TYPES.items() if isinstance(value, kind))


def translate(sql: str, parameters: Sequence[object] | Mapping[str, object]) -> tuple[Statement, list[Any]]:
    """The statements for PostgreSQL, and the values they take, in their order."""
    given = parameters if isinstance(parameters, Mapping) else {f"_{n}": value for n, value in enumerate(parameters, 1)}
    values = {name: plain_value(value) for name, value in given.items()}
    statement = _translated(sql, tuple((name, type_of(value)) for name, value in values.items()))
    return statement, [values[name] for name in statement.names]


def condition_of(condition: str) -> str:
    """A condition without values for PostgreSQL."""
    return translate(f"SELECT {condition}", ())[0].texts[0].removeprefix("SELECT ")


@lru_cache(MOST_STATEMENTS)
def _translated(sql: str, types: tuple[tuple[str, str], ...]) -> Statement:
    names: list[str] = []
    texts: list[str] = []
    for tree in sqlglot.parse(SET_VARIABLE.sub(SET_SETTING, _numbered(sql)), read="duckdb"):
        if tree is None or isinstance(tree, exp.Semicolon):
            continue
        changed = tree.transform(_expanded)
        for number, query in enumerate(each for each in changed.find_all(exp.Subquery) if _is_unnamed(each)):
            query.set("alias", exp.TableAlias(this=exp.to_identifier(f"inner_{number}")))
        changed = changed.transform(lambda node: _parameter(node, dict(types), names))
        texts += _statements(_rewritten_from_below(changed))
    return Statement(tuple(texts), tuple(names))


def _numbered(sql: str) -> str:
    """The statement with a name for each ? in it: $_1, $_2 …"""
    places = [token.start for token in DuckDB().tokenize(sql) if token.token_type == TokenType.PLACEHOLDER]
    for number, place in reversed(list(enumerate(places, 1))):
        sql = f"{sql[:place]}$_{number}{sql[place + 1 :]}"
    return sql


def _parameter(node: exp.Expr, types: Mapping[str, str], names: list[str]) -> exp.Expr:
    """A value by its number, with its type: PostgreSQL does not see the value when it plans."""
    if not isinstance(node, (exp.Placeholder, exp.Parameter)):
        return node
    name = str(node.name)
    if not types.get(name):
        return exp.null()
    if name not in names:
        names.append(name)
    return exp.Cast(
        this=exp.Parameter(this=exp.Literal.number(names.index(name) + 1)),
        to=exp.DataType.build(types[name], dialect="postgres"),
    )


def _expanded(node: exp.Expr) -> exp.Expr:
    """What DuckDB lets be left out: the columns of GROUP BY ALL and of INSERT BY NAME."""
    if isinstance(node, exp.Select):
        group, order = node.args.get("group"), node.args.get("order")
        if group is not None and group.args.get("all"):
            keys = [n for n, each in enumerate(node.selects, 1) if not each.find(exp.AggFunc, exp.Anonymous)]
            node.set("group", exp.Group(expressions=[exp.Literal.number(n) for n in keys]))
        if order is not None and [str(each.this).upper() for each in order.expressions] == ["ALL"]:
            everything = [exp.Ordered(this=exp.Literal.number(n)) for n in range(1, len(node.selects) + 1)]
            node.set("order", exp.Order(expressions=everything))
    if isinstance(node, exp.Insert) and node.args.get("by_name"):
        node.set("by_name", False)
        columns = [exp.to_identifier(name) for name in node.expression.named_selects]
        node.set("this", exp.Schema(this=node.this, expressions=columns))
    return node


def _is_unnamed(node: exp.Subquery) -> bool:
    """Whether it is a query read as a table, without the name that PostgreSQL asks for."""
    is_query = isinstance(node.this, (exp.Select, exp.SetOperation))
    return is_query and isinstance(node.parent, (exp.From, exp.Join)) and not node.alias


def _aggregate_of_first(node: exp.Expr) -> exp.Expr:
    """any_value of values that are all one; the lowest of them is that one."""
    column = node.this.name if isinstance(node.this, exp.Column) else ""
    return exp.LogicalAnd(this=node.this) if column.startswith(BOOLEAN_PREFIX) else exp.Min(this=node.this)


def _value_at_extreme(node: exp.Expr, *, last: bool) -> exp.Expr:
    """arg_max and arg_min: the first of all values in that order."""
    order = exp.Ordered(this=node.expression, desc=last, nulls_first=False)
    found = exp.ArrayAgg(this=exp.Order(this=node.this, expressions=[order]))
    return exp.Bracket(this=exp.Paren(this=found), expressions=[exp.Literal.number(1)], offset=1)


def _hash(node: exp.Expr) -> exp.Expr:
    row = exp.Anonymous(this="ROW", expressions=list(node.expressions))
    text = exp.cast(row, exp.DataType.Type.TEXT)
    return exp.Anonymous(this="hashtextextended", expressions=[text, exp.Literal.number(0)])


def _variable(node: exp.Expr) -> exp.Expr:
    name = exp.Literal.string(SESSION + node.expressions[0].name)
    setting = exp.Anonymous(this="current_setting", expressions=[name, exp.true()])
    return exp.Anonymous(this="nullif", expressions=[setting, exp.Literal.string("")])


def _contained(values: exp.Expr, value: exp.Expr) -> exp.Expr:
    return exp.Paren(this=exp.EQ(this=value, expression=exp.Any(this=exp.Paren(this=values))))


FUNCTIONS: Final[Mapping[str, Callable[[exp.Expr], exp.Expr]]] = {
    "HASH": _hash,
    "GETVARIABLE": _variable,
    "LIST_POSITION": lambda node: exp.Anonymous(this="array_position", expressions=list(node.expressions)),
    "COUNT_IF": lambda node: _counted(node.expressions[0]),
    "CONTAINS": lambda node: exp.GT(
        this=exp.Anonymous(this="strpos", expressions=list(node.expressions)), expression=exp.Literal.number(0)
    ),
}  # fmt: skip


def _counted(condition: exp.Expr) -> exp.Expr:
    return exp.Filter(this=exp.Count(this=exp.Star()), expression=exp.Where(this=condition))


def _rewritten_from_below(tree: exp.Expr) -> exp.Expr:
    """The tree with each part rewritten after the parts in it."""
    for node in reversed(list(tree.bfs())):
        new = _rewritten(node)
        if new is not node:
            node.replace(new)
    return tree


def _rewritten(node: exp.Expr) -> exp.Expr:
    """What PostgreSQL calls otherwise, or has not."""
    match node:
        case exp.IgnoreNulls() if isinstance(node.this, (exp.Min, exp.LogicalAnd)):
            return node.this  # as these do anyhow
        case exp.AnyValue():
            return _aggregate_of_first(node)
        case exp.ArgMax() | exp.ArgMin():
            return _value_at_extreme(node, last=isinstance(node, exp.ArgMax))
        case exp.CountIf():
            return _counted(node.this)
        case exp.ArrayContains():
            return _contained(node.this, node.expression)
        case exp.Array() if not node.expressions:
            return exp.Literal.string("{}")  # of the type of what it stands beside
        case exp.Contains():
            return FUNCTIONS["CONTAINS"](exp.Anonymous(this="contains", expressions=[node.this, node.expression]))
        case exp.Collate() if node.expression.name == "th":
            node.set("expression", exp.to_identifier("th-x-icu", quoted=True))
        case exp.Anonymous() if str(node.this).upper() in FUNCTIONS:
            return FUNCTIONS[str(node.this).upper()](node)
        case exp.Cast() if node.to.is_type("bigint") and isinstance(node.this.unnest(), (exp.EQ, exp.Is, exp.Not)):
            node.set("this", exp.cast(node.this, exp.DataType.Type.INT))  # true or false is no bigint, but an integer
        case exp.DataType() if node.is_type("int128"):
            return exp.DataType.build("numeric")
        case _:
            pass
    return node


def _statements(tree: exp.Expr) -> list[str]:
    """The tree as text; a temporary table first drops the one before it, and is counted for the planner."""
    before: list[str] = []
    after: list[str] = []
    if isinstance(tree, exp.Create) and tree.args.get("replace") and tree.find(exp.TemporaryProperty):
        tree.set("replace", False)
        name = f"pg_temp.{tree.this.sql(dialect='postgres')}"
        before, after = [f"DROP TABLE IF EXISTS {name}"], [f"ANALYZE {name}"]
    return [*before, tree.sql(dialect="postgres", comments=False, unsupported_level=sqlglot.ErrorLevel.RAISE), *after]
