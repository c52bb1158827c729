"""Wakes when something is due, and has it done by the one writer."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.clock import Clock
from bot.intake.batch import Setting
from bot.intake.jobs import Job
from bot.logs import where
from bot.store.database import Database
from bot.turns import Turns

log = logging.getLogger(__name__)

AT_LEAST, AT_MOST = timedelta(seconds=1), timedelta(minutes=1)
"""How long it sleeps. It looks each minute, because the clock may have been changed."""


class Calling:
    """Calls for what is due, as long as the bot runs."""

    def __init__(
        self, database: Database, turns: Turns, setting: Setting, jobs: Sequence[Job]
    ) -> None:
        self._database = database
        self._turns = turns
        self._setting = setting
        self._jobs = jobs

    @property
    def _clock(self) -> Clock:
        return self._setting.clock

    async def run(self) -> None:
        """Do what is due, and sleep until the next is, counted from before it looked."""
        while True:
            began = self._clock.now()
            await self.look()
            await self._clock.sleep_until(began + await self._sleeps(began))

    async def look(self) -> None:
        """Do what is due now; return when it is committed."""
        await self._turns.do_due()

    async def _sleeps(self, now: datetime) -> timedelta:
        """Return how long from now there is nothing to do."""
        try:
            async with self._database.transaction() as tx:
                moments = [
                    await job.next_due(tx, self._setting, now) for job in self._jobs if job.next_due
                ]
        except Exception as error:
            log.error('cannot tell what is due next error="%s"', where(error))
            return AT_MOST
        return sleeps(now, moments)


def sleeps(now: datetime, moments: Sequence[datetime | None]) -> timedelta:
    """Return how long to sleep. What is still due was tried just now: it waits the longest."""
    coming = [moment - now for moment in moments if moment and moment > now]
    return max(AT_LEAST, min((*coming, AT_MOST)))
