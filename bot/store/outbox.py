"""The outbox: every message that leaves waits here until Telegram has it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.clock import parse_stamp, stamp
from bot.records import NEW_MESSAGES, Delivery, Kind
from bot.store.database import Row, Transaction

PUT = """
INSERT INTO outbox (id, chat_id, kind, content, target, message_id, not_before, about,
                    created_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
"""

WAITING = """
SELECT o.id, o.chat_id, o.kind, coalesce(p.language, ?1), o.content, o.target,
       coalesce(o.message_id, t.message_id), o.not_before
FROM outbox o
LEFT JOIN outbox t ON t.id = o.target
LEFT JOIN people p ON p.id = o.chat_id
WHERE o.status = 'waiting' AND (?2 IS NULL OR o.id IN (SELECT value FROM json_each(?2)))
ORDER BY o.id
"""

TOLD_WITH = """
SELECT o.id FROM outbox own
JOIN outbox o ON o.id > own.id AND o.created_at = own.created_at AND o.not_before = own.not_before
WHERE own.id = ?1 AND o.status = 'waiting' AND NOT EXISTS (
    SELECT 1 FROM transitions t WHERE t.id > ?2 AND t.delivery > own.id AND t.delivery <= o.id
)
"""
"""Another decision in the same batch has the same times: what comes from its message on is its."""

SENT = """
UPDATE outbox
SET status = 'sent', message_id = sent.value, content = NULL, about = NULL, finished_at = ?2
FROM json_each(?1) sent WHERE outbox.id = CAST(sent.key AS INTEGER)
"""
"""?1: the numbers of messages by the ids of deliveries."""

GONE = "DELETE FROM outbox WHERE id IN (SELECT value FROM json_each(?))"

LEAVES = """
SELECT 1 FROM outbox WHERE chat_id = ? AND kind = 'leave' AND status = 'waiting' LIMIT 1
"""

GAVE_UP = """
UPDATE outbox SET status = ?1, reason = ?2, content = iif(?1 = 'failed', content, NULL),
                  about = iif(?1 = 'failed', about, NULL),
                  finished_at = ?3
WHERE id = ?4
"""
"""What was refused keeps its content for a while, so that it can be sent again."""


@dataclass(frozen=True)
class Mark:
    """How a delivery ended. A reason and no number of a message: it was given up."""

    delivery: Delivery
    message_id: int | None = None
    reason: str | None = None
    unreachable: bool = False


async def put(tx: Transaction, deliveries: Iterable[Delivery], now: datetime) -> None:
    """Keep new deliveries."""
    await tx.many(
        PUT,
        (
            (
                d.id,
                d.chat_id,
                d.kind.value,
                d.content,
                d.target,
                d.message_id,
                stamp(d.not_before) if d.not_before else None,
                d.about,
                stamp(now),
            )
            for d in deliveries
        ),
    )


NOT_JOINING = """
UPDATE conversations SET joining = NULL
WHERE prompt IN (SELECT id FROM outbox WHERE status = 'waiting')
"""


async def join_no_more(tx: Transaction) -> None:
    """Add nothing to an answer when the bot may have died after it sent the next question.

    What came then is older than the copy that is still to be sent: it is asked for once more.
    """
    await tx.run(NOT_JOINING)


async def told_with(tx: Transaction, delivery: int, transition: int) -> list[int]:
    """Return the messages of a decision that wait for other proposers than its own.

    It is known by the delivery of the proposer's message and by the transition that it was.
    """
    return [row[0] for row in await tx.rows(TOLD_WITH, (delivery, transition))]


async def waiting(
    tx: Transaction, language: str, among: Sequence[int] | None = None
) -> list[Delivery]:
    """Return what is still to be sent, oldest first; in this language, where nobody chose one.

    `among`: no others than these.
    """
    ids = None if among is None else json.dumps(list(among))
    return [_delivery(row) for row in await tx.rows(WAITING, (language, ids))]


async def finish(tx: Transaction, marks: Iterable[Mark], now: datetime) -> None:
    """Mark what was sent or given up. Of edits and the like that went well nothing is kept."""
    sent, gone, given_up = dict[int, int | None](), [], []
    for mark in marks:
        if mark.reason:
            status = "unreachable" if mark.unreachable else "failed"
            given_up.append((status, mark.reason, stamp(now), mark.delivery.id))
        elif mark.delivery.kind in NEW_MESSAGES:
            sent[mark.delivery.id] = mark.message_id
        else:
            gone.append(mark.delivery.id)
    await tx.many(SENT, [(json.dumps(sent), stamp(now))] if sent else ())
    await tx.many(GONE, [(json.dumps(gone),)] if gone else ())
    await tx.many(GAVE_UP, given_up)


async def cancel(tx: Transaction, deliveries: Iterable[int]) -> None:
    """Take back deliveries that were not sent yet."""
    await tx.many(
        "DELETE FROM outbox WHERE id = ? AND status = 'waiting'", ((id_,) for id_ in deliveries)
    )


async def leaves(tx: Transaction, chat: int) -> bool:
    """Tell whether the bot is to leave this chat already."""
    return bool(await tx.row(LEAVES, (chat,)))


def _delivery(row: Row) -> Delivery:
    id_, chat, kind, language, content, target, message, not_before = row
    when = parse_stamp(not_before) if not_before else None
    return Delivery(id_, chat, Kind(kind), language, content or "", target, message, when)
