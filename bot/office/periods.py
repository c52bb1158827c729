"""What an export is about: a period in whole days, and the form of the file. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.office.stretches import later


class Period(StrEnum):
    """The periods that can be chosen."""

    THIS_YEAR = "this_year"
    LAST_YEAR = "last_year"
    LAST_12_MONTHS = "last_12_months"
    ALL = "all"


class Form(StrEnum):
    """The forms that an export can have."""

    EXCEL = "xlsx"
    CSV = "csv"
    RESEARCH = "research"


@dataclass(frozen=True)
class Span:
    """From one day to another, both included; without a first day: from the beginning."""

    since: date | None
    until: date

    @property
    def name(self) -> str:
        """The period as a part of a file's name."""
        return f"{self.since or 'alles'}-{self.until}"


def span(period: Period, today: date) -> Span:
    """Return the days of a period. Months are whole, so that periods never cut one in two."""
    match period:
        case Period.THIS_YEAR:
            return Span(date(today.year, 1, 1), today)
        case Period.LAST_YEAR:
            return Span(date(today.year - 1, 1, 1), date(today.year - 1, 12, 31))
        case Period.LAST_12_MONTHS:
            return Span(later(today, -11), today)
        case Period.ALL:
            return Span(None, today)
