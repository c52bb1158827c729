"""One batch of updates is one transaction, and it is acknowledged only after its commit.

A single writer takes whatever waits: updates, and marks of what was sent. Law 3 of the design.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import sqlite3
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass

from bot.intake.batches import Batches, Handle, Update
from bot.logs import where, worth_a_line
from bot.records import Delivery
from bot.store.database import Database
from bot.store.failing import StaleError, outside, passing
from bot.store.outbox import Mark

log = logging.getLogger(__name__)

RETRY_AFTER = 1.0
"""Seconds before a batch that could not be written is tried again."""

LINGER = 0.005
"""Seconds that marks wait for updates, so that one sync to the disk does for both."""


@dataclass
class Work:
    """What waits to be written, and who waits for it."""

    updates: Sequence[Update] = ()
    marks: Sequence[Mark] = ()
    due: bool = False
    """Whether what is due is to be done too."""
    done: asyncio.Future[None] | None = None
    """Who waits for it to be written, if anybody does."""
    kept: Callable[[], None] | None = None
    """What goes on once it is written, if anything does."""


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
        self._waiting: list[Work | None] = []
        self._come = asyncio.Event()
        """Something waits."""
        self._pressing = asyncio.Event()
        """Something waits that is more than marks."""
        self._busy = False
        self._ending = asyncio.Event()
        self._gave_up = False

    @property
    def idle(self) -> bool:
        """Whether all is written."""
        return not self._waiting and not self._busy

    async def handle(self, batch: Sequence[Update]) -> None:
        """Handle updates; return when all their effects are committed."""
        await self._done(Work(updates=batch))

    def mark(self, *marks: Mark, kept: Callable[[], None] | None = None) -> None:
        """Mark deliveries with the next transaction; `kept` is called after its commit."""
        self._add(Work(marks=marks, kept=kept))

    async def do_due(self) -> None:
        """Do what is due now; return when that is committed."""
        await self._done(Work(due=True))

    def _done(self, work: Work) -> Awaitable[None]:
        work.done = asyncio.get_running_loop().create_future()
        self._add(work)
        self._pressing.set()
        return work.done

    def _add(self, work: Work | None) -> None:
        self._waiting.append(work)
        self._come.set()

    def _taken(self) -> list[Work | None]:
        found, self._waiting = self._waiting, []
        self._come.clear()
        return found

    def end_soon(self) -> None:
        """Try nothing twice from now on, so that a failing disk cannot keep the program."""
        self._ending.set()

    def stop(self) -> None:
        """Finish what waits, then end; what cannot be written then is left."""
        self._ending.set()
        self._add(None)
        self._pressing.set()

    async def run(self) -> None:
        """Write until stopped; a failing disk is tried again, nothing is given up."""
        stopping = False
        while not stopping:
            await self._come.wait()
            self._busy = True
            await self._linger()
            found = self._taken()
            self._pressing.clear()
            stopping = None in found
            if works := [work for work in found if work]:
                try:
                    await self._until_written(works)
                except BaseException:
                    self._give_up([*works, *(work for work in self._taken() if work)])
                    raise
            self._busy = False

    async def _linger(self) -> None:
        """Wait a moment for more, where nothing but marks is to be written."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(LINGER):
                await self._pressing.wait()

    async def _until_written(self, works: Sequence[Work]) -> None:
        whole = Work(
            [update for work in works for update in work.updates],
            [mark for work in works for mark in work.marks],
            due=any(work.due for work in works),
        )
        failures, stale = 0, False
        while not self._gave_up:
            try:
                self._put_out(await self._write(whole))
                break
            except sqlite3.Error as error:
                if not passing(error):
                    raise
                if stale := isinstance(error, StaleError) and not stale:
                    continue  # nothing is remembered now: it is read
                failures += 1
                if worth_a_line(failures):
                    log.error('cannot write to the database, trying again error="%s"', error)
                self._gave_up = self._ending.is_set()
                await self._rest()
        if self._gave_up:
            self._give_up(works)
            return
        if failures:
            log.warning("the database can be written again attempts=%d", failures)
        for work in works:
            if work.done and not work.done.done():
                work.done.set_result(None)
            if work.kept:
                work.kept()

    def _give_up(self, works: Sequence[Work]) -> None:
        """End without having written: what was not acknowledged comes again."""
        for work in works:
            if work.done:
                work.done.cancel()

    async def _rest(self) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(RETRY_AFTER):
                await self._ending.wait()

    async def _write(self, work: Work) -> list[Delivery]:
        """Write all in one transaction; if that fails, each update in a savepoint of its own."""
        try:
            return await self._in_one(self._batches.together, work)
        except Exception as error:
            if outside(error):
                raise
            said = 'a batch could not be written whole updates=%d error="%s"'
            log.warning(said, len(work.updates), where(error))
        return await self._in_one(self._batches.one_by_one, work)

    async def _in_one(self, handle: Handle, work: Work) -> list[Delivery]:
        """Write all in one transaction; where it fails, nothing is remembered."""
        try:
            async with self._database.transaction() as tx:
                await self._batches.mark(tx, work.marks)
                handled = await handle(tx, work.updates)
                handled += await self._batches.do_due(tx) if work.due else []
        except BaseException:
            self._batches.lately.forget()
            raise
        self._batches.lately.committed(tx)
        return handled
