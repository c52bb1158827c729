"""The time that figures are about, and the months, quarters or years that it is cut into. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

ROWS_AT_MOST = 13
"""Months or quarters that fit in a picture that is read on a phone."""


class Period(StrEnum):
    """Over which time."""

    YEAR = "year"
    TWELVE = "twelve"
    ALL = "all"


@dataclass(frozen=True)
class Stretch:
    """A month, a quarter or a year: so many months from its first day on."""

    start: date
    months: int

    @property
    def end(self) -> date:
        """The first day after it."""
        return later(self.start, self.months)


def later(day: date, months: int) -> date:
    """Return the first day of the month that is so many months later, or earlier."""
    at = day.year * 12 + day.month - 1 + months
    return date(at // 12, at % 12 + 1, 1)


def since(period: Period, today: date, first: date | None) -> date:
    """Return the first day of a period; `first` is when anything was counted first."""
    match period:
        case Period.YEAR:
            return date(today.year, 1, 1)
        case Period.TWELVE:
            return later(today, -11)
        case Period.ALL:
            return later(min(first or today, today), 0)


def stretches(start: date, today: date) -> tuple[Stretch, ...]:
    """Cut the time from a day until today into months, or quarters or years if there are many."""
    for months in (1, 3):
        begin = later(start, -((start.month - 1) % months))
        cut = _cut(begin, today, months)
        if len(cut) <= ROWS_AT_MOST:
            return cut
    return _cut(date(start.year, 1, 1), today, 12)


def _cut(begin: date, today: date, months: int) -> tuple[Stretch, ...]:
    found = []
    while begin <= today:
        found.append(Stretch(begin, months))
        begin = later(begin, months)
    return tuple(found)
