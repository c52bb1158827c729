"""When something is due, as tables. Hours are Amsterdam's; the bot counts in UTC."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.office.calling import AT_LEAST, AT_MOST, sleeps
from bot.office.due import Calendar, Rhythm, Wishes, after_quiet, next_digest
from bot.office.holidays import PublicHolidays
from tests.fakes import AMSTERDAM

CALENDAR = Calendar(AMSTERDAM, PublicHolidays())


def at(local: str) -> datetime:
    """The moment that a clock in Amsterdam shows."""
    return datetime.fromisoformat(local).replace(tzinfo=AMSTERDAM).astimezone(UTC)


def shown(moment: datetime | None) -> str:
    return moment.astimezone(AMSTERDAM).strftime("%a %Y-%m-%d %H:%M") if moment else "never"


@pytest.mark.parametrize(
    ("day", "works"),
    [
        ("2026-01-01", False),  # New Year's Day
        ("2026-01-02", True),
        ("2026-03-07", False),  # a Saturday
        ("2026-04-06", False),  # Easter Monday
        ("2026-04-27", False),  # the King's birthday
        ("2025-04-26", False),  # the King's birthday, on a Saturday when the 27th is a Sunday
        ("2025-05-05", False),  # Liberation Day, every five years
        ("2026-05-05", True),
        ("2026-05-14", False),  # Ascension Day
        ("2026-05-25", False),  # Whit Monday
        ("2026-12-24", True),
        ("2026-12-25", False),
        ("2028-02-29", True),
    ],
)
def test_working_days_of_the_dutch_calendar(day: str, works: bool) -> None:
    assert CALENDAR.is_working_day(date.fromisoformat(day)) is works


def test_the_public_holidays_are_those_of_the_package_that_knows_all_countries() -> None:
    years = range(2014, 2101)
    known = holidays.country_holidays("NL", years=years)
    first, after = date(years.start, 1, 1), date(years.stop, 1, 1)
    days = [first + timedelta(days=n) for n in range((after - first).days)]
    assert {day for day in days if day in PublicHolidays()} == set(known)


@pytest.mark.parametrize(
    ("since", "now", "days"),
    [
        ("2026-03-02 09:00", "2026-03-02 17:00", 0),
        ("2026-03-02 23:59", "2026-03-03 00:01", 1),
        ("2026-03-06 09:00", "2026-03-09 09:00", 1),  # over a weekend
        ("2026-04-02 09:00", "2026-04-07 09:00", 1),  # over Easter, with Good Friday
        ("2026-12-24 09:00", "2027-01-04 09:00", 5),  # Christmas and New Year
        ("2028-02-28 09:00", "2028-03-01 09:00", 2),  # with 29 February
        ("2026-03-27 12:00", "2026-03-30 12:00", 1),  # the clock goes forward
        ("2026-03-09 09:00", "2026-03-02 09:00", 0),  # a clock that was set back
    ],
)
def test_how_long_something_waits(since: str, now: str, days: int) -> None:
    assert CALENDAR.working_days(at(since), at(now)) == days


NEXT = [
    # rhythm, hour, last due, now, next
    ("daily", 9, "2026-03-02 09:00", "2026-03-02 09:01", "Tue 2026-03-03 09:00"),
    ("daily", 9, "2026-03-02 08:00", "2026-03-02 08:10", "Mon 2026-03-02 09:00"),
    ("daily", 9, "2026-03-06 09:00", "2026-03-07 12:00", "Mon 2026-03-09 09:00"),  # a weekend
    ("daily", 9, "2026-04-02 09:00", "2026-04-02 10:00", "Tue 2026-04-07 09:00"),  # Easter
    ("daily", 9, "2026-12-31 09:00", "2026-12-31 10:00", "Mon 2027-01-04 09:00"),  # New Year
    ("daily", 9, "2028-02-28 09:00", "2028-02-28 10:00", "Tue 2028-02-29 09:00"),
    ("daily", 9, "2028-02-29 09:00", "2028-02-29 10:00", "Wed 2028-03-01 09:00"),
    ("daily", 9, "2026-03-27 09:00", "2026-03-28 10:00", "Mon 2026-03-30 09:00"),  # summer time
    ("daily", 9, "2026-10-23 09:00", "2026-10-24 10:00", "Mon 2026-10-26 09:00"),  # winter time
    ("daily", 0, "2026-03-02 00:00", "2026-03-02 00:00", "Tue 2026-03-03 00:00"),
    # The bot was down for nine days: one digest, now.
    ("daily", 9, "2026-03-02 09:00", "2026-03-11 14:20", "Wed 2026-03-11 14:20"),
    ("weekly", 9, "2026-03-02 09:00", "2026-03-11 14:20", "Wed 2026-03-11 14:20"),
    ("weekly", 9, "2026-03-02 09:00", "2026-03-02 09:01", "Mon 2026-03-09 09:00"),
    ("weekly", 9, "2026-03-30 09:00", "2026-03-30 09:01", "Tue 2026-04-07 09:00"),  # Easter
    ("weekly", 9, "2026-12-21 09:00", "2026-12-21 10:00", "Mon 2026-12-28 09:00"),
    ("weekly", 9, "2026-03-04 10:00", "2026-03-04 10:00", "Mon 2026-03-09 09:00"),
    ("direct", 9, "2026-03-02 09:00", "2026-03-11 14:20", "never"),
    ("off", 9, "2026-03-02 09:00", "2026-03-11 14:20", "never"),
]


@pytest.mark.parametrize(("rhythm", "hour", "last", "now", "expected"), NEXT)
def test_the_next_digest(rhythm: str, hour: int, last: str, now: str, expected: str) -> None:
    wishes = Wishes(Rhythm(rhythm), hour, last_at=at(last))
    assert shown(next_digest(wishes, at(now), CALENDAR)) == expected


def test_a_new_choice_counts_from_when_it_was_made() -> None:
    wishes = Wishes(
        Rhythm.DAILY, 9, chosen_at=at("2026-03-02 10:00"), last_at=at("2026-02-27 09:00")
    )
    coming = next_digest(wishes, at("2026-03-02 10:00"), CALENDAR)
    assert shown(coming) == "Tue 2026-03-03 09:00"


QUIET = [
    # from, to, moment, when it may be said
    (0, 0, "2026-03-02 03:00", "Mon 2026-03-02 03:00"),  # no quiet hours
    (18, 8, "2026-03-02 17:59", "Mon 2026-03-02 17:59"),
    (18, 8, "2026-03-02 18:00", "Tue 2026-03-03 08:00"),
    (18, 8, "2026-03-03 07:59", "Tue 2026-03-03 08:00"),
    (18, 8, "2026-03-03 08:00", "Tue 2026-03-03 08:00"),
    (18, 8, "2026-12-31 23:00", "Fri 2027-01-01 08:00"),
    (18, 8, "2028-02-28 23:00", "Tue 2028-02-29 08:00"),
    (12, 14, "2026-03-02 13:30", "Mon 2026-03-02 14:00"),
    (22, 0, "2026-03-02 23:30", "Tue 2026-03-03 00:00"),
    (18, 8, "2026-03-28 23:00", "Sun 2026-03-29 08:00"),  # a night of 23 hours
    (18, 8, "2026-10-24 23:00", "Sun 2026-10-25 08:00"),  # a night of 25 hours
    (1, 2, "2026-03-29 01:30", "Sun 2026-03-29 03:00"),  # two o'clock does not exist
]


@pytest.mark.parametrize(("start", "end", "moment", "expected"), QUIET)
def test_quiet_hours(start: int, end: int, moment: str, expected: str) -> None:
    wishes = Wishes(quiet_from=start, quiet_to=end)
    assert shown(after_quiet(wishes, at(moment), CALENDAR)) == expected


def test_a_missed_digest_waits_for_the_end_of_the_quiet_hours() -> None:
    wishes = Wishes(Rhythm.DAILY, 9, quiet_from=18, quiet_to=8, last_at=at("2026-03-02 09:00"))
    back = next_digest(wishes, at("2026-03-11 22:00"), CALENDAR)
    assert shown(back) == "Thu 2026-03-12 08:00"


MOMENTS = st.datetimes(
    datetime(2024, 1, 1),  # noqa: DTZ001
    datetime(2036, 1, 1),  # noqa: DTZ001
    timezones=st.just(UTC),
)
WISHES = st.builds(
    Wishes,
    st.sampled_from([Rhythm.DAILY, Rhythm.WEEKLY]),
    st.integers(0, 23),
    quiet_from=st.integers(0, 23),
    quiet_to=st.integers(0, 23),
    last_at=MOMENTS,
).filter(lambda wishes: (wishes.quiet_from, wishes.quiet_to) != (3, 2))
"""Not those who are awake only in the hour that daylight saving skips."""


@given(WISHES, MOMENTS)
def test_a_digest_never_comes_early_or_in_quiet_hours(wishes: Wishes, now: datetime) -> None:
    when = next_digest(wishes, now, CALENDAR)
    assert when is not None
    assert when >= now
    local = when.astimezone(AMSTERDAM)
    assert not wishes.quiet_at(local.hour)


@given(WISHES, st.integers(0, 30 * 24 * 60))
def test_it_is_sent_once_however_often_one_looks(wishes: Wishes, minutes: int) -> None:
    """After it was sent, it is not due again that day, whatever daylight saving does."""
    assert wishes.last_at is not None
    now = wishes.last_at + timedelta(minutes=minutes)
    when = next_digest(wishes, now, CALENDAR)
    if when and when <= now:
        sent = Wishes(
            wishes.rhythm,
            wishes.hour,
            quiet_from=wishes.quiet_from,
            quiet_to=wishes.quiet_to,
            last_at=now,
        )
        again = next_digest(sent, now, CALENDAR)
        assert again is not None
        assert again > now


@pytest.mark.parametrize(
    ("coming", "expected"),
    [
        ([], AT_MOST),
        ([None], AT_MOST),
        ([timedelta(seconds=20)], timedelta(seconds=20)),
        ([timedelta(hours=3), timedelta(seconds=30)], timedelta(seconds=30)),
        ([timedelta(milliseconds=1)], AT_LEAST),
        ([timedelta(0)], AT_MOST),  # it is still due although it was tried just now
        ([timedelta(days=-9)], AT_MOST),
    ],
)
def test_how_long_the_bot_sleeps(coming: list[timedelta | None], expected: timedelta) -> None:
    now = at("2026-03-02 09:00")
    assert sleeps(now, [now + by if by is not None else None for by in coming]) == expected
