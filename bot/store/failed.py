"""What could not be handled or sent: listed, tried again when an operator asks, and forgotten."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from bot.clock import parse_stamp, stamp
from bot.records import Delivery
from bot.store import outbox
from bot.store.database import Row, Transaction

KEPT = timedelta(days=30)
"""How long the content of what failed is kept, so that it can be tried again."""


class Sort(StrEnum):
    """What failed."""

    UPDATE = "update"
    DELIVERY = "delivery"


@dataclass(frozen=True)
class Failed:
    """Something that failed, without a word of what anybody said."""

    sort: Sort
    id: int
    at: datetime
    error: str
    what: str
    """The kind of delivery; for an update, "update"."""
    kept: bool
    """Whether the content is there, so that it can be tried again."""
    asked: bool
    """Whether it waits to be tried again."""


@dataclass(frozen=True)
class Again:
    """An update that is to be handled again."""

    update_id: int
    content: Any
    failed_at: datetime


LISTED = """
SELECT 'update', f.update_id, f.failed_at, f.error, 'update', f.content IS NOT NULL,
       r.id IS NOT NULL
FROM failed_updates f LEFT JOIN retries r ON r.kind = 'update' AND r.id = f.update_id
UNION ALL
SELECT 'delivery', o.id, o.finished_at, coalesce(o.reason, ''), o.kind, o.content IS NOT NULL,
       r.id IS NOT NULL
FROM outbox o LEFT JOIN retries r ON r.kind = 'delivery' AND r.id = o.id
WHERE o.status = 'failed' AND o.finished_at >= ?
ORDER BY 3, 1, 2
"""

ASK = """
INSERT INTO retries (kind, id, asked_at)
SELECT 'update', update_id, ?1 FROM failed_updates
WHERE ?2 = 'update' AND update_id = ?3 AND content IS NOT NULL
UNION ALL
SELECT 'delivery', id, ?1 FROM outbox
WHERE ?2 = 'delivery' AND id = ?3 AND status = 'failed' AND content IS NOT NULL
ON CONFLICT DO NOTHING
"""

UPDATES = """
SELECT f.update_id, f.content, f.failed_at FROM retries r
JOIN failed_updates f ON f.update_id = r.id
WHERE r.kind = 'update' AND f.content IS NOT NULL ORDER BY f.failed_at, f.update_id LIMIT ?
"""

DELIVERIES = "SELECT id FROM retries WHERE kind = 'delivery' ORDER BY id"

WAIT_AGAIN = """
UPDATE outbox SET status = 'waiting', reason = NULL, finished_at = NULL, not_before = ?
WHERE id IN (SELECT value FROM json_each(?)) AND status = 'failed' AND content IS NOT NULL
"""
"""It waits since now, for whoever watches how long messages wait."""

WENT_ON = """
SELECT EXISTS (SELECT 1 FROM conversations WHERE person_id = ?1 AND touched_at > ?2)
    OR EXISTS (SELECT 1 FROM expecting WHERE person_id = ?1 AND asked_at > ?2)
"""


async def listed(tx: Transaction, now: datetime) -> list[Failed]:
    """Return all that failed and is still kept, oldest first."""
    return [_failed(row) for row in await tx.rows(LISTED, (stamp(now - KEPT),))]


async def ask(tx: Transaction, wanted: Iterable[tuple[Sort, int]], now: datetime) -> None:
    """Note what is to be tried again, where its content is still there."""
    await tx.many(ASK, ((stamp(now), sort.value, id_) for sort, id_ in wanted))


async def asked(tx: Transaction) -> bool:
    """Tell whether anything waits to be tried again."""
    return bool(await tx.row("SELECT 1 FROM retries LIMIT 1"))


async def updates(tx: Transaction, at_most: int) -> list[Again]:
    """Return the updates that are to be handled again, oldest first."""
    rows = await tx.rows(UPDATES, (at_most,))
    return [Again(id_, json.loads(content), parse_stamp(at)) for id_, content, at in rows]


async def still_failed(tx: Transaction, ids: Sequence[int]) -> set[int]:
    """Return which of these updates are still to be handled again."""
    sql = "SELECT id FROM retries WHERE kind = 'update' AND id IN (SELECT value FROM json_each(?))"
    return {row[0] for row in await tx.rows(sql, (json.dumps(list(ids)),))}


async def went_on(tx: Transaction, person: int, since: datetime) -> bool:
    """Tell whether a person did something in a conversation since then."""
    row = await tx.row(WENT_ON, (person, stamp(since)))
    return bool(row and row[0])


async def handled(tx: Transaction, ids: Iterable[int]) -> None:
    """Drop updates that were handled after all."""
    listed = [(id_,) for id_ in ids]
    await tx.many("DELETE FROM failed_updates WHERE update_id = ?", listed)
    await tx.many("DELETE FROM retries WHERE kind = 'update' AND id = ?", listed)


async def failed_again(tx: Transaction, update_id: int, error: str) -> None:
    """Note why an update could not be handled this time either; it is kept no longer for it."""
    sql = "UPDATE failed_updates SET error = ? WHERE update_id = ?"
    await tx.run(sql, (error, update_id))
    await tx.run("DELETE FROM retries WHERE kind = 'update' AND id = ?", (update_id,))


async def deliveries(tx: Transaction, now: datetime, language: str) -> list[Delivery]:
    """Put what is to be sent again back in the outbox, and return it.

    `language`: of what goes to whoever chose none.
    """
    ids = [row[0] for row in await tx.rows(DELIVERIES)]
    if not ids:
        return []
    await tx.run(WAIT_AGAIN, (stamp(now), json.dumps(ids)))
    await tx.run("DELETE FROM retries WHERE kind = 'delivery'")
    return await outbox.waiting(tx, language, among=ids)


async def forget(tx: Transaction, now: datetime) -> None:
    """Drop what failed too long ago; of a delivery the row stays, without its content."""
    before = (stamp(now - KEPT),)
    if await tx.run("DELETE FROM failed_updates WHERE failed_at < ?", before):
        tx.forgets()
    await tx.run(
        "UPDATE outbox SET content = NULL, about = NULL "
        "WHERE status = 'failed' AND finished_at < ? AND content IS NOT NULL",
        before,
    )
    await tx.run(
        "DELETE FROM retries WHERE kind = 'update' "
        "AND id NOT IN (SELECT update_id FROM failed_updates)"
    )


def _failed(row: Row) -> Failed:
    sort, id_, at, error, what, kept, asked_ = row
    return Failed(Sort(sort), id_, parse_stamp(at), error, what, bool(kept), bool(asked_))
