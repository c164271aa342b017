"""Answers are kept until the next write, and never longer."""

from dataclasses import dataclass

import pytest

from tests.warehouse.examples import staged
from warehouse import Warehouse, store_batch, undo_batch
from warehouse.connection import MOST_ANSWERS, MOST_VALUES, remembered


@dataclass(frozen=True)
class Asked:
    code: str


class Unhashable:
    __hash__ = None  # type: ignore[assignment]


def test_an_answer_is_worked_out_once_until_something_is_written(warehouse: Warehouse) -> None:
    calls: list[tuple[object, ...]] = []

    @remembered
    def areas(warehouse: Warehouse, asked: Asked, more: list[str], other: object = None) -> int:
        calls.append((asked, tuple(more), other))
        return int(warehouse.query("SELECT count(*) AS n FROM batch_areas")["n"].iloc[0])

    one, two = Unhashable(), Unhashable()
    assert [areas(warehouse, Asked("1"), ["a"], one), areas(warehouse, Asked("1"), ["a"], one)] == [0, 0]
    assert len(calls) == 1
    for _ in range(2):
        areas(warehouse, Asked("2"), ["a"], one)
        areas(warehouse, Asked("1"), ["b"], one)
        areas(warehouse, Asked("1"), ["a"], two)
        areas(warehouse, Asked("1"), ["a"], other=one)
    assert len(calls) == 5
    batch = store_batch(warehouse, staged({"83010101": (10, 1)}))
    assert areas(warehouse, Asked("1"), ["a"], one) == 1
    undo_batch(warehouse, batch.batch_id)
    areas(warehouse, Asked("1"), ["a"], one)
    assert len(calls) == 7


def test_a_named_value_is_none_that_stands_in_its_place_and_long_lists_are_not_kept(warehouse: Warehouse) -> None:
    calls: list[object] = []

    @remembered
    def ask(_: Warehouse, codes: list[str], view: object = None, level: object = None) -> object:
        calls.append((view, level))
        return (view, level)

    assert ask(warehouse, ["a"], "level", "x") == ("level", "x")
    assert ask(warehouse, ["a"], level="x") == (None, "x")
    many = [str(number) for number in range(MOST_VALUES + 1)]
    assert [ask(warehouse, many), ask(warehouse, many)] == [(None, None)] * 2
    assert len(calls) == 4


def test_of_too_many_answers_those_go_that_were_used_longest_ago(warehouse: Warehouse) -> None:
    calls: list[int] = []

    @remembered
    def ask(_: Warehouse, number: int) -> int:
        calls.append(number)
        return number

    for number in range(MOST_ANSWERS):
        ask(warehouse, number)
    ask(warehouse, 0)
    ask(warehouse, MOST_ANSWERS)
    assert calls == list(range(MOST_ANSWERS + 1))
    for number in (0, MOST_ANSWERS, MOST_ANSWERS // 2):
        ask(warehouse, number)
    assert len(calls) == MOST_ANSWERS + 1
    ask(warehouse, 1)
    assert calls[-1] == 1


def test_a_failure_is_not_kept(warehouse: Warehouse) -> None:
    calls: list[int] = []

    @remembered
    def fail(_: Warehouse) -> None:
        calls.append(1)
        raise ValueError

    for _ in range(2):
        with pytest.raises(ValueError, match=r"^$"):
            fail(warehouse)
    assert len(calls) == 2


def test_a_statement_is_asked_again_after_a_write(warehouse: Warehouse) -> None:
    count = "SELECT count(*) AS n FROM batches WHERE survey = ?"
    first = warehouse.query_once(count, "jpt")
    assert warehouse.query_once(count, "jpt") is first
    assert warehouse.query_once(count, "nrd2c") is not first
    store_batch(warehouse, staged({"83010101": (10, 1)}))
    assert int(warehouse.query_once(count, "jpt")["n"].iloc[0]) == 1
