"""The one clock and the one random: nothing else in the bot reads the time or chance."""

import asyncio
import contextlib
import secrets
import time
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

LOOKS_EVERY = 60.0
"""Seconds after which who waits looks at the clock again: it may be set."""

READABLE = "23456789BCDFGHJKMNPQRSTVWXYZ"
"""No 0 O 1 I L U, which are mistaken for one another, and no A or E, so that no words form."""


class Clock:
    """What time it is. `FakeClock` in `tests/fakes.py` stands in for it."""

    def __init__(self, timezone: ZoneInfo) -> None:
        self._timezone = timezone

    def now(self) -> datetime:
        """The present, aware and in UTC."""
        return datetime.now(UTC)

    def local(self, moment: datetime) -> datetime:
        """The same moment on the clock of the people who read it."""
        return _aware(moment).astimezone(self._timezone)

    def begins(self, day: date) -> datetime:
        """The moment at which a day begins on the clock of the people who read it, in UTC."""
        return datetime(day.year, day.month, day.day, tzinfo=self._timezone).astimezone(UTC)

    def monotonic(self) -> float:
        """Seconds that only go up, for pacing and time limits."""
        return time.monotonic()

    async def sleep_until(self, moment: datetime) -> None:
        """Return when it is that moment, at once if it is past, also when the clock is set."""
        while (left := (moment - self.now()).total_seconds()) > 0:  # noqa: ASYNC110 - it is time
            await asyncio.sleep(min(left, LOOKS_EVERY))


class MovableClock(Clock):
    """The clock of the simulator: it goes on as any other, and can be moved forward, never back."""

    def __init__(self, timezone: ZoneInfo) -> None:
        super().__init__(timezone)
        self._ahead = timedelta()
        self._moved = asyncio.Event()

    @property
    def timezone(self) -> str:
        """The name of the time zone of the people who read it."""
        return self._timezone.key

    def now(self) -> datetime:
        """The present that it was moved to, aware and in UTC."""
        return super().now() + self._ahead

    def move(self, by: timedelta) -> None:
        """Move it forward; whole days later it is as late on the clock as it was, summer or not."""
        now = self.now()
        whole = by.days and by == timedelta(days=by.days)
        self.not_before((self.local(now) + by).astimezone(UTC) if whole else now + by)

    def not_before(self, moment: datetime) -> None:
        """Move it forward to this moment, unless it is past that; wake who sleeps."""
        self._ahead += max(timedelta(), moment - self.now())
        self._moved.set()
        self._moved = asyncio.Event()

    async def sleep_until(self, moment: datetime) -> None:
        """Return when it is that moment, also because the clock was moved there."""
        while (left := (moment - self.now()).total_seconds()) > 0:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(left):
                    await self._moved.wait()


class Codes:
    """Codes that cannot be guessed, and the chance in a retry's delay."""

    def code(self, alphabet: str, length: int) -> str:
        """That many letters of the alphabet, each as likely as the other."""
        return "".join(secrets.choice(alphabet) for _ in range(length))

    def reference(self) -> str:
        """What a proposal is called, as in BB-7K2MX. Uniqueness is the store's to check."""
        return "BB-" + self.code(READABLE, 5)

    def check_code(self) -> str:
        """What a check of a candidate is called, as in K-7K2M, instead of a name."""
        return "K-" + self.code(READABLE, 4)

    def invite_code(self) -> str:
        """A secret of 128 bits that fits in a link's `?start=`."""
        return secrets.token_urlsafe(16)

    def jitter(self) -> float:
        """A number from 0 up to 1, to keep retries from coming all at once."""
        return secrets.randbelow(1 << 32) / (1 << 32)


@lru_cache(maxsize=256)  # what is written together bears the same moment
def stamp(moment: datetime) -> str:
    """The moment as it is stored: ISO 8601 in UTC with milliseconds, so that text sorts as time."""
    in_utc = _aware(moment).astimezone(UTC).replace(tzinfo=None)
    return in_utc.isoformat(timespec="milliseconds") + "Z"


def parse_stamp(text: str) -> datetime:
    """The moment that `stamp` wrote down, aware and in UTC."""
    if not text.endswith("Z"):
        msg = f"not a stamp in UTC: {text!r}"
        raise ValueError(msg)
    return datetime.fromisoformat(text).astimezone(UTC)


def _aware(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a moment without a time zone")
    return moment
