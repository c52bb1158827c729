"""The Dutch public holidays, on which the municipality does not work."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from dateutil.easter import easter

SUNDAY = 6
AFTER_EASTER = {
    "Good Friday": -2,
    "Easter": 0,
    "Easter Monday": 1,
    "Ascension": 39,
    "Whit Sunday": 49,
    "Whit Monday": 50,
}
"""Days; which they are says the Algemene termijnenwet, article 3."""


class PublicHolidays:
    """The public holidays of every year since the King's Day of 2014.

    They are written out because the package `holidays` loads 250 countries to know one of them,
    which takes 12 MB; the tests compare the two.
    """

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and day in _of(day.year)


@cache
def _of(year: int) -> frozenset[date]:
    kings_day = date(year, 4, 27)
    if kings_day.weekday() == SUNDAY:
        kings_day -= timedelta(days=1)
    fixed = [date(year, 1, 1), kings_day, date(year, 12, 25), date(year, 12, 26)]
    if year % 5 == 0:
        fixed.append(date(year, 5, 5))  # Liberation Day: a day off once in five years
    return frozenset([*fixed, *(easter(year) + timedelta(n) for n in AFTER_EASTER.values())])
