"""One batch of updates is one transaction, and it is acknowledged only after its commit.

A single writer takes whatever waits: updates, and marks of what was sent. Law 3 of the design.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from bot.intake.batches import Batches, Update
from bot.logs import where
from bot.records import Delivery
from bot.store.database import Database
from bot.store.failing import passing
from bot.store.outbox import Mark

log = logging.getLogger(__name__)

RETRY_AFTER = 1.0
"""Seconds before a batch that could not be written is tried again."""


@dataclass
class Work:
    """What waits to be written, and who waits for it."""

    updates: Sequence[Update] = ()
    marks: Sequence[Mark] = ()
    due: bool = False
    """Whether what is due is to be done too."""
    done: asyncio.Future[None] = field(
        default_factory=lambda: asyncio.get_running_loop().create_future()
    )


class Turns:
    """The one writer."""

    def __init__(
        self,
        database: Database,
        batches: Batches,
        put_out: Callable[[Iterable[Delivery]], None],
    ) -> None:
        self._database = database
        self._batches = batches
        self._put_out = put_out
        self._waiting: asyncio.Queue[Work | None] = asyncio.Queue()
        self._busy = False
        self._ending = asyncio.Event()

    @property
    def idle(self) -> bool:
        """Whether all is written."""
        return self._waiting.empty() and not self._busy

    async def handle(self, batch: Sequence[Update]) -> None:
        """Handle updates; return when all their effects are committed."""
        await self._done(Work(updates=batch))

    async def mark(self, *marks: Mark) -> None:
        """Mark deliveries; return when that is committed."""
        await self._done(Work(marks=marks))

    async def do_due(self) -> None:
        """Do what is due now; return when that is committed."""
        await self._done(Work(due=True))

    def mark_soon(self, *marks: Mark) -> None:
        """Mark deliveries with the next transaction."""
        self._waiting.put_nowait(Work(marks=marks))

    async def _done(self, work: Work) -> None:
        self._waiting.put_nowait(work)
        await asyncio.shield(work.done)

    def stop(self) -> None:
        """Finish what waits, then end; what cannot be written then is left."""
        self._ending.set()
        self._waiting.put_nowait(None)

    async def run(self) -> None:
        """Write until stopped; a failing disk is tried again, nothing is given up."""
        while (first := await self._waiting.get()) is not None:
            self._busy = True
            works = [first]
            stopping = False
            while not self._waiting.empty():
                work = self._waiting.get_nowait()
                stopping = stopping or work is None
                works += [work] if work else []
            await self._until_written(works)
            self._busy = False
            if stopping:
                return

    async def _until_written(self, works: Sequence[Work]) -> None:
        batch = [update for work in works for update in work.updates]
        marks = [mark for work in works for mark in work.marks]
        due = any(work.due for work in works)
        while True:
            try:
                self._put_out(await self._write(batch, marks, due=due))
                break
            except sqlite3.Error as error:
                if not passing(error):
                    raise
                log.error("cannot write to the database, trying again: %s", error)
                if self._ending.is_set():
                    self._give_up(works)
                    return
                await self._rest()
        for work in works:
            if not work.done.done():
                work.done.set_result(None)

    def _give_up(self, works: Sequence[Work]) -> None:
        """End without having written: what was not acknowledged comes again."""
        for work in works:
            work.done.cancel()

    async def _rest(self) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(RETRY_AFTER):
                await self._ending.wait()

    async def _write(
        self, batch: Sequence[Update], marks: Sequence[Mark], *, due: bool
    ) -> list[Delivery]:
        """Write all in one transaction; if that fails, each update in a savepoint of its own."""
        try:
            async with self._database.transaction() as tx:
                await self._batches.mark(tx, marks)
                handled = await self._batches.together(tx, batch)
                return handled + (await self._batches.do_due(tx) if due else [])
        except Exception as error:
            if passing(error):
                raise
            log.warning("a batch of %d could not be written whole: %s", len(batch), where(error))
        async with self._database.transaction() as tx:
            await self._batches.mark(tx, marks)
            handled = await self._batches.one_by_one(tx, batch)
            return handled + (await self._batches.do_due(tx) if due else [])
