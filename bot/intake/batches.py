"""Updates become changes in a transaction: all together, or one by one where that fails."""

from __future__ import annotations

import json
import logging
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.clock import Clock
from bot.incoming import Incoming, Pressed
from bot.intake import dispatch
from bot.intake.batch import Batch, Setting
from bot.intake.jobs import JOBS, Job
from bot.intake.moment import Moment
from bot.logs import where
from bot.people import Person
from bot.privacy import scan
from bot.records import Delivery
from bot.store import conversations, expecting, outbox, people, updates
from bot.store.database import Transaction
from bot.store.failing import passing
from bot.store.ids import Ids
from bot.store.outbox import Mark
from bot.store.writing import WriteFailedError
from bot.views import refusals

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Update:
    """An update as it came, and what was read from it; None when it is not for us."""

    id: int
    raw: Mapping[str, Any]
    incoming: Incoming | None
    error: str | None = None


class Batches:
    """What is done with a batch of updates inside a transaction."""

    def __init__(
        self, clock: Clock, setting: Setting, ids: Ids, jobs: Sequence[Job] = JOBS
    ) -> None:
        self._jobs = jobs
        self._clock = clock
        self._setting = setting
        self._ids = ids

    async def mark(self, tx: Transaction, marks: Sequence[Mark]) -> None:
        """Mark what was sent or given up, and who cannot be reached any more."""
        if marks:
            now = self._clock.now()
            await outbox.finish(tx, marks, now)
            gone = {m.delivery.chat_id for m in marks if m.unreachable}
            await people.unreachable(tx, gone, now)

    async def together(self, tx: Transaction, batch: Sequence[Update]) -> list[Delivery]:
        """Handle updates and write all they want at once; return what is to be sent."""
        fresh = await self._fresh(tx, batch)
        loaded = await self._load(tx, fresh)
        for update in fresh:
            try:
                await self._take(loaded, update)
            except (sqlite3.Error, WriteFailedError):
                raise
            except Exception as error:
                await self._set_aside(loaded, update, error)
        await loaded.write()
        await updates.remember(tx, (update.id for update in fresh), loaded.now)
        return loaded.deliveries

    async def one_by_one(self, tx: Transaction, batch: Sequence[Update]) -> list[Delivery]:
        """Do the same with a savepoint for each update; one that cannot be written is set aside."""
        deliveries: list[Delivery] = []
        for update in batch:
            try:
                async with tx.savepoint():
                    deliveries += await self.together(tx, [update])
            except Exception as error:
                if passing(error):
                    raise
                deliveries += await self._apart(tx, update, error)
        return deliveries

    async def do_due(self, tx: Transaction) -> list[Delivery]:
        """Do what is due; return what is to be sent. A job that fails costs only itself."""
        deliveries: list[Delivery] = []
        for job in self._jobs:
            try:
                async with tx.savepoint():
                    batch = Batch(self._setting, tx, self._ids, self._clock.now(), {}, {})
                    done = await job.do(batch)
                    await batch.write()
            except Exception as error:
                if passing(error):
                    raise
                log.error("%s could not be done: %s", job.name, where(error))
            else:
                deliveries += batch.deliveries
                if done:
                    log.info("%s: %d done", job.name, done)
        return deliveries

    async def _apart(self, tx: Transaction, update: Update, error: Exception) -> list[Delivery]:
        """Set an update aside; without the apology where not even that can be written."""
        try:
            async with tx.savepoint():
                loaded = await self._load(tx, [update])
                await self._set_aside(loaded, update, error)
                await loaded.write()
        except Exception as worse:
            if passing(worse):
                raise
            loaded = Batch(self._setting, tx, self._ids, self._clock.now(), {}, {})
            await self._set_aside(loaded, replace(update, incoming=None), error)
        await updates.remember(tx, [update.id], loaded.now)
        return loaded.deliveries

    async def _fresh(self, tx: Transaction, batch: Sequence[Update]) -> list[Update]:
        """Drop what was handled before, and what came twice in this batch."""
        by_id = {update.id: update for update in batch}
        seen = (
            await updates.seen(tx, json.dumps(list(by_id)), self._clock.now()) if by_id else set()
        )
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
        awaited = await expecting.load(tx, wanted) if known else {}
        return Batch(self._setting, tx, self._ids, self._clock.now(), known, talks, awaited)

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
        moment = Moment(
            batch, incoming, person or Person(incoming.person_id, self._setting.language)
        )
        if person is None:
            moment.save_person()
        return moment

    async def _set_aside(self, batch: Batch, update: Update, error: Exception) -> None:
        """Keep what could not be handled, without what must not be stored, and apologise."""
        log.error("update %d failed: %s", update.id, where(error))
        private = any(name == "phone_number" or scan(said) for name, said in _texts(update.raw))
        kept = None if private else json.dumps(update.raw)
        await updates.keep_aside(batch.tx, update.id, kept, where(error), batch.now)
        if update.incoming:
            moment = self._moment(batch, update.incoming)
            moment.send(refusals.went_wrong(self._setting.office))
            if isinstance(update.incoming.what, Pressed):
                moment.answer_press(update.incoming.what.query_id)
            batch.accept(moment.changes)


def _texts(raw: object, name: str = "") -> Iterator[tuple[str, str]]:
    """Yield every text in an update, with the name that it goes by."""
    if isinstance(raw, str):
        yield name, raw
    elif isinstance(raw, Mapping):
        for key, value in raw.items():
            yield from _texts(value, str(key))
    elif isinstance(raw, Sequence):
        for value in raw:
            yield from _texts(value, name)


def _number(data: str) -> int:
    number = data.split(":")[1] if data.count(":") else ""
    return int(number) if number.isascii() and number.isdigit() and len(number) < 19 else 0
