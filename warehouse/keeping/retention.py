"""Which backups stay: the newest few, and one for each of the last days, weeks and months."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Protocol, TypeVar


class Dated(Protocol):
    """Something made at a moment; the higher number is the newer one."""

    @property
    def made_at(self) -> datetime: ...

    @property
    def number(self) -> int: ...


DatedT = TypeVar("DatedT", bound=Dated)


def kept_backups(
    backups: Iterable[DatedT], *, newest: int = 3, days: int = 7, weeks: int = 4, months: int = 12
) -> list[DatedT]:
    """Backups to keep, newest first: the `newest`, and the newest of each of the last `days`, `weeks` and `months`
    that have one. Days without a backup do not count, so a machine that was off for a year loses nothing."""
    ordered = sorted(backups, key=lambda backup: backup.number, reverse=True)
    kept = {backup.number for backup in ordered[:newest]}
    for count, period in ((days, _day), (weeks, _week), (months, _month)):
        kept |= {backup.number for backup in _newest_of_each(ordered, period)[:count]}
    return [backup for backup in ordered if backup.number in kept]


def _newest_of_each(ordered: list[DatedT], period: Callable[[datetime], tuple[int, ...]]) -> list[DatedT]:
    newest: dict[tuple[int, ...], DatedT] = {}
    for backup in ordered:
        newest.setdefault(period(backup.made_at), backup)
    return list(newest.values())


def _day(moment: datetime) -> tuple[int, ...]:
    return moment.year, moment.month, moment.day


def _week(moment: datetime) -> tuple[int, ...]:
    return moment.isocalendar()[:2]


def _month(moment: datetime) -> tuple[int, ...]:
    return moment.year, moment.month
