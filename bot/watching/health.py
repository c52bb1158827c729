"""Is the bot well: one answer for a service manager, and the few figures behind it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.logs import where
from bot.store.backlog import Backlog, count, write_nothing
from bot.store.database import Database
from bot.watching.watch import Watch

log = logging.getLogger(__name__)

SILENCE = 150.0
"""Seconds without a sign of Telegram: long polling gives one each half minute, or after a retry."""

WAITS_LONG = 600.0
"""Seconds that a message may wait; Telegram's own limits seldom hold one up for longer."""

EVERY = 2.0
"""Seconds that an answer is given again, however often it is asked for."""

WRITES_WITHIN = 2.0
"""Seconds for a write that changes nothing."""


@dataclass(frozen=True)
class Report:
    """What is the matter, if anything, and the figures that say so."""

    trouble: tuple[str, ...]
    figures: Mapping[str, float | None]

    def json(self) -> dict[str, object]:
        """Return it as it is shown."""
        status = "trouble" if self.trouble else "ok"
        return {"status": status, "trouble": list(self.trouble), **self.figures}


class Health:
    """Looks at the parts of a running bot."""

    def __init__(self, database: Database, watch: Watch) -> None:
        self._database = database
        self._watch = watch
        self._clock = watch.clock
        self._looking = asyncio.Lock()
        self._report: tuple[float, Report, Backlog | None] | None = None
        self._writing: asyncio.Task[bool] | None = None
        self._ahead: tuple[int | None, float] = (None, 0.0)
        """The message at the head that a clock ahead put there, and when it was first looked at."""

    async def report(self) -> Report:
        """Return how it is now, or was a moment ago."""
        return (await self._look())[1]

    async def backlog(self) -> Backlog | None:
        """Return what waits; None when the database cannot be read."""
        return (await self._look())[2]

    async def _look(self) -> tuple[float, Report, Backlog | None]:
        async with self._looking:
            now = self._clock.monotonic()
            if self._report is None or now - self._report[0] > EVERY:
                backlog = await self._count()
                report = self._judge(backlog, writable=await self._writable())
                self._report = self._clock.monotonic(), report, backlog
            return self._report

    def _judge(self, backlog: Backlog | None, *, writable: bool) -> Report:
        now = self._clock.monotonic()
        silence = now - self._watch.heard_at
        last = self._watch.kept_at
        oldest = backlog.oldest_seconds if backlog else None
        trouble = {
            "the database cannot be read": backlog is None,
            "the database cannot be written": not writable,
            "Telegram is silent": silence > SILENCE or not self._watch.answered,
            "Telegram cannot post updates": self._watch.cannot_post,
            "messages do not leave": oldest is not None and oldest > WAITS_LONG,
        }
        figures = {
            "seconds_since_telegram": round(silence, 1),
            "seconds_since_update": None if last is None else round(now - last, 1),
            "outbox_waiting": backlog.waiting if backlog else None,
            "outbox_oldest_seconds": None if oldest is None else round(oldest, 1),
        }
        return Report(tuple(what for what, is_so in trouble.items() if is_so), figures)

    async def _count(self) -> Backlog | None:
        try:
            async with self._database.reading() as tx:
                return self._aged(await count(tx, self._clock.now()))
        except Exception as error:
            log.error('the database cannot be read error="%s"', where(error))
            return None

    def _aged(self, backlog: Backlog) -> Backlog:
        """Count on from the first look where the clock was set back since a message came."""
        now = self._clock.monotonic()
        if backlog.ahead != self._ahead[0]:
            self._ahead = backlog.ahead, now
        if backlog.ahead is None:
            return backlog
        return replace(backlog, oldest_seconds=max(backlog.oldest_seconds, now - self._ahead[1]))

    async def _writable(self) -> bool:
        """Tell whether a batch was kept just now, or else whether a write succeeds soon."""
        kept = self._watch.kept_at
        if kept is not None and self._clock.monotonic() - kept < EVERY:
            return True
        if self._writing is None:
            self._writing = asyncio.create_task(self._write())
        done, _ = await asyncio.wait({self._writing}, timeout=WRITES_WITHIN)
        if not done:
            return False
        self._writing = None
        return done.pop().result()

    async def _write(self) -> bool:
        try:
            async with self._database.transaction() as tx:
                await write_nothing(tx)
        except Exception as error:
            log.error('the database cannot be written error="%s"', where(error))
            return False
        return True
