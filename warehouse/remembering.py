"""Answers that several parts of one screen ask for are worked out once, until something is written."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, Final, ParamSpec, TypeVar

from warehouse.connection import Warehouse

P = ParamSpec("P")
Answer = TypeVar("Answer")
MOST: Final = 2000


def remembered(
    function: Callable[Concatenate[Warehouse, P], Answer],
) -> Callable[Concatenate[Warehouse, P], Answer]:
    """A function of a warehouse whose answers are kept with it until the next write; callers leave them as they are.

    Values that have a hash (codes, years, a question) and lists of them are looked up by value, all others (a
    catalogue, a set) as the very object they are. A failure is not kept.
    """

    @wraps(function)
    def ask(warehouse: Warehouse, *args: P.args, **kwargs: P.kwargs) -> Answer:
        known = warehouse.remembered_answers()
        given = (*args, *(value for pair in sorted(kwargs.items()) for value in pair))
        key = (function, *map(_identity, given))
        if key in known:
            return known[key][1]
        answer = function(warehouse, *args, **kwargs)
        if len(known) >= MOST:
            known.clear()
        known[key] = (given, answer)  # the objects given live as long as their answer, so no other takes their place
        return answer

    return ask


def _identity(value: object) -> object:
    if isinstance(value, (list, tuple)):
        return tuple(_identity(each) for each in value)  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]
    try:
        hash(value)
    except TypeError:
        return (type(value), id(value))
    return value
