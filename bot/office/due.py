"""When something is due: working days, quiet hours, the next digest, deadlines. Pure.

Moments are aware and in UTC; a day or an hour is one on the clock of the people who read it.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

SATURDAY = 5


class Rhythm(StrEnum):
    """How often a coordinator hears from the bot."""

    DIRECT = "direct"
    DAILY = "daily"
    WEEKLY = "weekly"
    OFF = "off"


@dataclass(frozen=True)
class Wishes:
    """How a coordinator wants to hear about proposals. As it is here for who never chose."""

    rhythm: Rhythm = Rhythm.DIRECT
    hour: int = 9
    districts: frozenset[str] = frozenset()
    """None: all of them. What is for the whole municipality is everyone's."""
    quiet_from: int = 0
    quiet_to: int = 0
    """The same hour as `quiet_from`: no quiet hours."""
    chosen_at: datetime | None = None
    last_at: datetime | None = None
    """When a digest was last due: it was sent, or there was nothing to report."""

    def include(self, district: str | None) -> bool:
        """Tell whether a proposal from this district is for this coordinator."""
        return district is None or not self.districts or district in self.districts

    def quiet_at(self, hour: int) -> bool:
        """Tell whether this hour of the day is quiet."""
        if self.quiet_from <= self.quiet_to:
            return self.quiet_from <= hour < self.quiet_to
        return hour >= self.quiet_from or hour < self.quiet_to

    @property
    def since(self) -> datetime | None:
        """From when on the next digest counts."""
        known = [moment for moment in (self.chosen_at, self.last_at) if moment]
        return max(known) if known else None


@dataclass(frozen=True)
class Calendar:
    """What the clock says where people read it, and on which days nobody works."""

    timezone: ZoneInfo
    holidays: Container[date]

    def day(self, moment: datetime) -> date:
        """Return the day of a moment."""
        return moment.astimezone(self.timezone).date()

    def at(self, day: date, hour: int = 0) -> datetime:
        """Return the moment of an hour on a day; one that daylight saving skips comes after it."""
        local = datetime.combine(day, time(hour), self.timezone)
        return local.astimezone(UTC)

    def is_working_day(self, day: date) -> bool:
        """Tell whether the municipality works on a day."""
        return day.weekday() < SATURDAY and day not in self.holidays

    def first_working_day(self, day: date) -> date:
        """Return this day, or the first working day after it."""
        while not self.is_working_day(day):
            day += timedelta(days=1)
        return day

    def working_days(self, since: datetime, now: datetime) -> int:
        """Return how many working days began after one moment, up to another."""
        day, last, count = self.day(since), self.day(now), 0
        while day < last:
            day += timedelta(days=1)
            count += self.is_working_day(day)
        return count


def after_quiet(wishes: Wishes, moment: datetime, calendar: Calendar) -> datetime:
    """Return the moment itself, or the end of the quiet hours that it falls in."""
    local = moment.astimezone(calendar.timezone)
    if not wishes.quiet_at(local.hour):
        return moment
    tomorrow = wishes.quiet_to <= local.hour
    return calendar.at(local.date() + timedelta(days=tomorrow), wishes.quiet_to)


def next_digest(wishes: Wishes, now: datetime, calendar: Calendar) -> datetime | None:
    """Return when the next digest is to go: now or earlier means that it is due.

    However many were missed, it is one; and it waits until the quiet hours are over.
    """
    slot = _next_slot(wishes, wishes.since or now, calendar)
    return None if slot is None else after_quiet(wishes, max(slot, now), calendar)


def _next_slot(wishes: Wishes, since: datetime, calendar: Calendar) -> datetime | None:
    """Return the first moment after `since` that the rhythm asks for."""
    if wishes.rhythm not in {Rhythm.DAILY, Rhythm.WEEKLY}:
        return None
    day = calendar.day(since)
    while True:
        day = _digest_day(wishes.rhythm, day, calendar)
        slot = calendar.at(day, wishes.hour)
        if slot > since:
            return slot
        day += timedelta(days=1)


def _digest_day(rhythm: Rhythm, day: date, calendar: Calendar) -> date:
    """Return the first day from this one on for a digest: a working day, or a week's first."""
    if rhythm is Rhythm.DAILY:
        return calendar.first_working_day(day)
    monday = day - timedelta(days=day.weekday())
    first = calendar.first_working_day(monday)
    return first if first >= day else calendar.first_working_day(monday + timedelta(days=7))
