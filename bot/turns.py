"""One batch of updates is one transaction, and it is acknowledged only after its commit.

A single writer takes whatever waits: updates, and marks of what was sent. Law 3 of the design.
"""

from __future__ import annotations

import asyncio
import json
import logging
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.clock import Clock
from bot.incoming import Incoming, Pressed
from bot.intake import dispatch
from bot.intake.moment import Batch, Moment, Setting
from bot.people import Person
from bot.privacy import scan
from bot.records import Delivery
from bot.store import conversations, outbox, people, updates
from bot.store.database import Database, Transaction
from bot.store.ids import Ids
from bot.store.outbox import Mark
from bot.views import menu

log = logging.getLogger(__name__)

OUTSIDE = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_NOMEM,
}

RETRY_AFTER = 1.0
"""Seconds before a batch that could not be written is tried again."""


@dataclass(frozen=True)
class Update:
    """An update as it came, and what was read from it; None when it is not for us."""

    id: int
    raw: Mapping[str, Any]
    incoming: Incoming | None
    error: str | None = None


@dataclass
class Work:
    """What waits to be written, and who waits for it."""

    updates: Sequence[Update] = ()
    marks: Sequence[Mark] = ()
    done: asyncio.Future[None] = field(
        default_factory=lambda: asyncio.get_running_loop().create_future()
    )


class Turns:
    """The one writer."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        setting: Setting,
        ids: Ids,
        put_out: Callable[[Iterable[Delivery]], None],
    ) -> None:
        self._database = database
        self._clock = clock
        self._setting = setting
        self._ids = ids
        self._put_out = put_out
        self._waiting: asyncio.Queue[Work | None] = asyncio.Queue()
        self._busy = False

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

    def mark_soon(self, *marks: Mark) -> None:
        """Mark deliveries with the next transaction."""
        self._waiting.put_nowait(Work(marks=marks))

    async def _done(self, work: Work) -> None:
        self._waiting.put_nowait(work)
        await asyncio.shield(work.done)

    def stop(self) -> None:
        """Finish what waits, then end."""
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
        while True:
            try:
                self._put_out(await self._write(batch, marks))
                break
            except sqlite3.Error as error:
                if not passing(error):
                    raise
                log.error("cannot write to the database, trying again: %s", error)
                await asyncio.sleep(RETRY_AFTER)
        for work in works:
            if not work.done.done():
                work.done.set_result(None)

    async def _write(self, batch: Sequence[Update], marks: Sequence[Mark]) -> list[Delivery]:
        """Write all in one transaction; if that fails, each update in a savepoint of its own."""
        try:
            async with self._database.transaction() as tx:
                await self._mark(tx, marks)
                return await self._together(tx, batch)
        except sqlite3.Error as error:
            if passing(error):
                raise
            log.warning("a batch of %d could not be written whole: %s", len(batch), _where(error))
        async with self._database.transaction() as tx:
            await self._mark(tx, marks)
            return await self._one_by_one(tx, batch)

    async def _mark(self, tx: Transaction, marks: Sequence[Mark]) -> None:
        if marks:
            now = self._clock.now()
            await outbox.finish(tx, marks, now)
            gone = {m.delivery.chat_id for m in marks if m.unreachable}
            await people.unreachable(tx, gone, now)

    async def _together(self, tx: Transaction, batch: Sequence[Update]) -> list[Delivery]:
        fresh = await self._fresh(tx, batch)
        loaded = await self._load(tx, fresh)
        for update in fresh:
            try:
                await self._take(loaded, update)
            except sqlite3.Error:
                raise
            except Exception as error:
                await self._set_aside(loaded, update, error)
        await loaded.write()
        await updates.remember(tx, (update.id for update in fresh), loaded.now)
        return loaded.deliveries

    async def _one_by_one(self, tx: Transaction, batch: Sequence[Update]) -> list[Delivery]:
        deliveries: list[Delivery] = []
        for update in batch:
            try:
                async with tx.savepoint():
                    deliveries += await self._together(tx, [update])
            except sqlite3.Error as error:
                if passing(error):
                    raise
                async with tx.savepoint():
                    loaded = await self._load(tx, [update])
                    await self._set_aside(loaded, update, error)
                    await loaded.write()
                    await updates.remember(tx, [update.id], loaded.now)
                    deliveries += loaded.deliveries
        return deliveries

    async def _fresh(self, tx: Transaction, batch: Sequence[Update]) -> list[Update]:
        """Drop what was handled before, and what came twice in this batch."""
        by_id = {update.id: update for update in batch}
        seen = await updates.seen(tx, json.dumps(list(by_id))) if by_id else set()
        return [update for id_, update in by_id.items() if id_ not in seen]

    async def _load(self, tx: Transaction, batch: Sequence[Update]) -> Batch:
        persons = {u.incoming.person_id for u in batch if u.incoming}
        mentioned = {
            number
            for u in batch
            if u.incoming
            and isinstance(u.incoming.what, Pressed)
            and (number := _number(u.incoming.what.data))
        }
        wanted = json.dumps(sorted(persons))
        known = await people.load(tx, wanted) if persons else {}
        talks = await conversations.load(tx, wanted, json.dumps(sorted(mentioned))) if known else {}
        return Batch(self._setting, tx, self._ids, self._clock.now(), known, talks)

    async def _take(self, batch: Batch, update: Update) -> None:
        if update.error:
            raise ValueError(update.error)
        if update.incoming is None:
            return
        moment = self._moment(batch, update.incoming)
        await dispatch.dispatch(moment)
        batch.accept(moment.changes)

    def _moment(self, batch: Batch, incoming: Incoming) -> Moment:
        person = batch.people.get(incoming.person_id)
        moment = Moment(batch, incoming, person or Person(incoming.person_id, "nl"))
        if person is None:
            moment.save_person()
        return moment

    async def _set_aside(self, batch: Batch, update: Update, error: Exception) -> None:
        """Keep what could not be handled, without what must not be stored, and apologise."""
        log.error("update %d failed: %s", update.id, _where(error))
        content = json.dumps(update.raw, ensure_ascii=False)
        kept = None if scan(content) else content
        await updates.keep_aside(batch.tx, update.id, kept, _where(error), batch.now)
        if update.incoming:
            moment = self._moment(batch, update.incoming)
            moment.send(menu.went_wrong(self._setting.office))
            batch.accept(moment.changes)


def passing(error: sqlite3.Error) -> bool:
    """Tell whether the cause lies outside the program, so that the same write may yet succeed."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    return code in OUTSIDE


def _number(data: str) -> int:
    number = data.split(":")[1] if data.count(":") else ""
    return int(number) if number.isascii() and number.isdigit() and len(number) < 19 else 0


def _where(error: Exception) -> str:
    """Return what went wrong and where, without the words of anybody's message."""
    frame = error.__traceback__
    while frame and frame.tb_next:
        frame = frame.tb_next
    place = f"{frame.tb_frame.f_code.co_qualname}:{frame.tb_lineno}" if frame else "?"
    return f"{type(error).__name__} in {place}"
