"""Stand-ins for the clock and for chance."""

import asyncio
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.clock import Clock, Codes

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


class FakeClock(Clock):
    """A clock that stands still until it is moved."""

    def __init__(
        self,
        now: datetime = datetime(2026, 3, 2, 9, 0, tzinfo=UTC),
        timezone: ZoneInfo = AMSTERDAM,
    ) -> None:
        super().__init__(timezone)
        self._now = now
        self._monotonic = 1000.0

    def now(self) -> datetime:
        return self._now

    def monotonic(self) -> float:
        return self._monotonic

    async def sleep_until(self, moment: datetime) -> None:
        """It stands still: what is left is waited for once, or it would be waited for always."""
        await asyncio.sleep(max(0.0, (moment - self.now()).total_seconds()))

    def advance(self, by: timedelta) -> None:
        """Moves both the date and the seconds on."""
        self._now += by
        self._monotonic += by.total_seconds()


class FakeCodes(Codes):
    """Codes that count up (BB-22222, BB-22223, …), and a chance that is always the same."""

    def __init__(self, jitter: float = 0.5) -> None:
        self.given = 0
        self._jitter = jitter

    def code(self, alphabet: str, length: int) -> str:
        number = self.given
        self.given += 1
        letters = []
        for _ in range(length):
            number, place = divmod(number, len(alphabet))
            letters.append(alphabet[place])
        return "".join(reversed(letters))

    def invite_code(self) -> str:
        return "invite-" + self.code("0123456789", 4)

    def jitter(self) -> float:
        return self._jitter
