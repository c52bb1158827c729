"""Updates become changes in a transaction: all together, or one by one where that fails."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.clock import Clock
from bot.incoming import Elsewhere, Incoming, Pressed
from bot.intake import aside, dispatch, elsewhere
from bot.intake.batch import Batch, Setting
from bot.intake.jobs import JOBS, Job
from bot.intake.language import first_language
from bot.intake.lately import Lately
from bot.intake.moment import Moment
from bot.logs import where
from bot.people import Person
from bot.records import Delivery
from bot.store import failed, outbox, people, updates
from bot.store.database import Transaction
from bot.store.failing import outside
from bot.store.ids import Ids
from bot.store.loading import Wanted
from bot.store.outbox import Mark
from bot.store.writing import WriteFailedError
from bot.views import refusals

log = logging.getLogger(__name__)

Handle = Callable[[Transaction, Sequence["Update"]], Awaitable[list[Delivery]]]
"""How a batch is handled in a transaction."""


@dataclass(frozen=True)
class Update:
    """An update as it came, and what was read from it; None when it is not for us."""

    id: int
    raw: Mapping[str, Any]
    incoming: Incoming | None
    error: Exception | None = None
    """Why it could not be read, if it could not."""
    failed_at: datetime | None = None
    """When it failed, if an operator wants it to be handled again."""


class Batches:
    """What is done with a batch of updates inside a transaction."""

    def __init__(
        self, clock: Clock, setting: Setting, ids: Ids, jobs: Sequence[Job] = JOBS
    ) -> None:
        self._jobs = jobs
        self._clock = clock
        self._setting = setting
        self._ids = ids
        self.lately = Lately()

    async def mark(self, tx: Transaction, marks: Sequence[Mark]) -> None:
        """Mark what was sent or given up, and who cannot be reached any more."""
        if marks:
            now = self._clock.now()
            await outbox.finish(tx, marks, now)
            gone = {m.delivery.chat_id for m in marks if m.unreachable}
            await people.unreachable(tx, gone, now)
            self.lately.mark(marks)

    async def together(self, tx: Transaction, batch: Sequence[Update]) -> list[Delivery]:
        """Handle updates and write all they want at once; return what is to be sent."""
        if not batch:
            return []
        loaded, fresh = await self._load(tx, batch)
        for update in fresh:
            try:
                await self._take(loaded, update)
            except (sqlite3.Error, WriteFailedError):
                raise
            except Exception as error:
                await self._set_aside(loaded, update, error)
            else:
                if update.failed_at:
                    await failed.handled(tx, [update.id])
        await loaded.write(soon=True)
        await updates.remember(tx, (update.id for update in fresh), loaded.now)
        self.lately.keep(loaded, {u.incoming.person_id for u in batch if u.incoming})
        return loaded.deliveries

    async def one_by_one(self, tx: Transaction, batch: Sequence[Update]) -> list[Delivery]:
        """Do the same with a savepoint for each update; one that cannot be written is set aside."""
        deliveries: list[Delivery] = []
        for update in batch:
            self.lately.forget()
            try:
                async with tx.savepoint():
                    deliveries += await self.together(tx, [update])
            except Exception as error:
                if outside(error):
                    raise
                deliveries += await self._apart(tx, update, error)
        self.lately.forget()
        return deliveries

    async def do_due(self, tx: Transaction) -> list[Delivery]:
        """Do what is due; return what is to be sent. A job that fails costs only itself."""
        await tx.flush()  # here, so that no job is blamed for what cannot be written
        deliveries: list[Delivery] = []
        self.lately.forget()
        for job in self._jobs:
            try:
                async with tx.savepoint():
                    batch = Batch(self._setting, tx, self._ids, self._clock.now(), {}, {})
                    done = await job.do(batch)
                    await batch.write()
            except Exception as error:
                if outside(error):
                    raise
                log.error('job could not be done job="%s" error="%s"', job.name, where(error))
            else:
                deliveries += batch.deliveries
                if done:
                    log.info('job done job="%s" many=%d', job.name, done)
        return deliveries

    async def _apart(self, tx: Transaction, update: Update, error: Exception) -> list[Delivery]:
        """Set an update aside; without the apology where not even that can be written."""
        self.lately.forget()  # what was known after it is undone
        try:
            async with tx.savepoint():
                loaded, _ = await self._load(tx, [update])
                await self._set_aside(loaded, update, error)
                await loaded.write()
        except Exception as worse:
            if outside(worse):
                raise
            loaded = Batch(self._setting, tx, self._ids, self._clock.now(), {}, {})
            await self._set_aside(loaded, replace(update, incoming=None), error)
        await updates.remember(tx, [update.id], loaded.now)
        return loaded.deliveries

    async def _load(self, tx: Transaction, batch: Sequence[Update]) -> tuple[Batch, list[Update]]:
        """Read what is needed; leave out what was handled before and what came twice."""
        by_id = {update.id: update for update in batch}
        coming = [update.incoming for update in batch if update.incoming]
        mentioned = {_number(i.what.data) for i in coming if isinstance(i.what, Pressed)} - {0}
        now = self._clock.now()
        wanted = Wanted(by_id, {i.person_id for i in coming}, mentioned)
        found = await self.lately.read(tx, wanted, now)
        seen = found.seen
        if again := [update.id for update in batch if update.failed_at]:
            seen -= await failed.still_failed(tx, again)
        fresh = [update for id_, update in by_id.items() if id_ not in seen]
        known, talks, awaited = found.people, found.conversations, found.expected
        return Batch(self._setting, tx, self._ids, now, known, talks, awaited), fresh

    async def _take(self, batch: Batch, update: Update) -> None:
        if update.error:
            raise aside.UnreadableError from update.error
        if update.incoming is None:
            return
        if update.failed_at:
            await aside.still_meant(batch, update.incoming, update.failed_at)
        if isinstance(update.incoming.what, Elsewhere):
            await elsewhere.leave(batch, update.incoming.person_id, update.incoming.what)
            return
        moment = self._moment(batch, update.incoming)
        await dispatch.dispatch(moment)
        batch.accept(moment.changes)
        if moment.changes.erased:  # before anything that the same person sends next
            await batch.write()

    def _moment(self, batch: Batch, incoming: Incoming) -> Moment:
        person = batch.people.get(incoming.person_id)
        if person:
            return Moment(batch, incoming, person)
        speaks = first_language(incoming, self._setting.language)
        moment = Moment(batch, incoming, Person(incoming.person_id, speaks))
        moment.save_person()
        return moment

    async def _set_aside(self, batch: Batch, update: Update, error: Exception) -> None:
        """Keep what could not be handled, without what must not be stored, and apologise."""
        if update.failed_at:
            await aside.failed_again(batch, update.id, error)
            return
        await aside.keep_aside(batch, update.id, update.raw, error)
        if update.incoming and not isinstance(update.incoming.what, Elsewhere):
            moment = self._moment(batch, update.incoming)
            moment.send(refusals.went_wrong(self._setting.office))
            if isinstance(update.incoming.what, Pressed):
                moment.answer_press(update.incoming.what.query_id)
            batch.accept(moment.changes)


def _number(data: str) -> int:
    number = data.split(":")[1] if data.count(":") else ""
    return int(number) if number.isascii() and number.isdigit() and len(number) < 19 else 0
