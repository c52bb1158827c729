"""What waits for a coordinator, and the digests that are due."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.changes import Wished
from bot.clock import stamp
from bot.intake.batch import Batch, Setting
from bot.intake.unasked import unasked
from bot.logs import where
from bot.office.digest import Part, Row, Section, digest
from bot.office.due import Wishes, next_digest
from bot.records import Kind
from bot.store import digests
from bot.store.database import Transaction
from bot.store.digests import Coordinator
from bot.store.failing import outside

log = logging.getLogger(__name__)

A_WHILE = timedelta(days=7)
"""What is new for who never had a digest."""

MAKER = "work list"


async def parts(
    tx: Transaction, setting: Setting, wishes: Wishes, now: datetime, since: datetime | None = None
) -> tuple[Part, ...]:
    """Return what waits now; `since` is when the work list before this one was due."""
    counted = since or wishes.since or now - A_WHILE
    found = {section: await _waiting(tx, section, wishes, counted) for section in Section}
    return digest(found, since=counted, now=now, calendar=setting.calendar)


async def _waiting(
    tx: Transaction, section: Section, wishes: Wishes, since: datetime
) -> Sequence[Row] | None:
    """Return the rows of one section; None when they cannot be read, so that the others can."""
    try:
        return await digests.waiting(tx, section, wishes.districts, since)
    except Exception as error:
        if outside(error):
            raise
        log.error('the work list lacks a section=%s error="%s"', section.value, where(error))
        return None


async def send_due(batch: Batch) -> int:
    """Put the digests that are due in the outbox, each with the note that it was due.

    What it says is made when it is sent, so that what is handled by then is left out.
    """
    sent = 0
    for coordinator in await digests.with_digest(batch.tx):
        wishes, person = coordinator.wishes, coordinator.person
        if not _is_due(coordinator, batch):
            continue
        moment = unasked(batch, person)
        if await parts(batch.tx, batch.setting, wishes, batch.now):
            since = wishes.since or batch.now - A_WHILE
            moment.send_made(Kind.LIST, MAKER, person=person.id, since=stamp(since))
            sent += 1
        moment.changes.wished.append(Wished(person.id, replace(wishes, last_at=batch.now)))
        batch.accept(moment.changes)
    return sent


def _is_due(coordinator: Coordinator, batch: Batch) -> bool:
    when = next_digest(coordinator.wishes, batch.now, batch.setting.calendar)
    return when is not None and when <= batch.now


async def next_due(tx: Transaction, setting: Setting, now: datetime) -> datetime | None:
    """Return when the next digest is to go."""
    moments = [
        next_digest(coordinator.wishes, now, setting.calendar)
        for coordinator in await digests.with_digest(tx)
    ]
    return min((moment for moment in moments if moment), default=None)
