"""Which backups stay."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from warehouse.on_disk.backup_files import kept_backups


@dataclass(frozen=True)
class Made:
    number: int
    made_at: datetime


def daily(count: int, start: datetime = datetime(2025, 1, 1, 16)) -> list[Made]:
    return [Made(number + 1, start + timedelta(days=number)) for number in range(count)]


def days_of(kept: list[Made]) -> list[str]:
    return [made.made_at.strftime("%m-%d") for made in kept]


def test_few_backups_all_stay() -> None:
    assert len(kept_backups(daily(7))) == 7


def test_a_year_of_days_leaves_days_weeks_and_months() -> None:
    kept = kept_backups(daily(365))
    assert days_of(kept[:7]) == ["12-31", "12-30", "12-29", "12-28", "12-27", "12-26", "12-25"]
    weeks = ["12-21", "12-14"]  # the newest of a week is its Sunday; two weeks are held by days already
    months = ["11-30", "10-31", "09-30", "08-31", "07-31", "06-30", "05-31", "04-30", "03-31", "02-28", "01-31"]
    assert days_of(kept[7:]) == weeks + months


def test_many_on_one_day_leave_the_newest_three() -> None:
    made = [Made(number, datetime(2025, 1, 1, 8, number)) for number in range(1, 20)]
    assert [backup.number for backup in kept_backups(made)] == [19, 18, 17]


def test_after_a_year_switched_off_the_old_ones_are_still_there() -> None:
    old = daily(7)
    kept = kept_backups([*old, Made(8, datetime(2026, 6, 1))])
    assert {backup.number for backup in kept} == {2, 3, 4, 5, 6, 7, 8}


@given(st.lists(st.integers(0, 900), max_size=80))
def test_the_newest_always_stays_and_dropping_again_drops_no_more(hours: list[int]) -> None:
    start = datetime(2024, 1, 1)
    made = [Made(number, start + timedelta(hours=9 * hour)) for number, hour in enumerate(sorted(hours), 1)]
    kept = kept_backups(made)
    assert kept[:3] == sorted(made, key=lambda backup: -backup.number)[:3]
    assert len(kept) <= 3 + 7 + 4 + 12
    assert kept_backups(kept) == kept


def test_dropping_day_by_day_leaves_as_much_history_as_dropping_once() -> None:
    stock: list[Made] = []
    for made in daily(800):
        stock = kept_backups([*stock, made])
    months = {(made.made_at.year, made.made_at.month) for made in stock}
    assert len(months) == 12
