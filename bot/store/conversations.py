"""Conversations with their answers, as rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from bot.clock import parse_stamp, stamp
from bot.records import TALKING, Conversation, Sent, Status
from bot.store import attachments
from bot.store.attachments import Attached
from bot.store.database import Query, Row, Transaction
from conversations.turn import State

COLUMNS = """
SELECT c.id, c.person_id, c.flow, c.status, c.reopened, c.misunderstood, c.started_at, c.showing,
       c.joining, c.photo_album, c.offered,
       p.id, p.message_id, s.id, s.message_id, f.id, f.message_id
FROM conversations c
LEFT JOIN outbox p ON p.id = c.prompt AND p.status IN ('waiting', 'sent')
LEFT JOIN outbox s ON s.id = c.side AND s.status IN ('waiting', 'sent')
LEFT JOIN outbox f ON f.id = c.photo_reply AND f.status IN ('waiting', 'sent')
"""
"""A message that never arrived is none: the person has not seen it."""

THESE = """(
    SELECT id FROM conversations INDEXED BY conversations_open
    WHERE status IN ('open', 'asked') AND person_id IN (SELECT value FROM json_each(?1))
    UNION ALL SELECT value FROM json_each(?2)
)"""
"""By whose they are: SQLite would rather look through all that are open."""

# No part of these two comes from outside.
OF_THESE = f"WHERE conversation_id IN {THESE}"

OPEN = f"{COLUMNS} WHERE c.id IN {THESE} ORDER BY c.touched_at, c.id"

ANSWERS = f"SELECT conversation_id, question, value, message_id FROM answers {OF_THESE}"  # noqa: S608  # nosec B608

ATTACHED = f"{attachments.COLUMNS} {OF_THESE} ORDER BY rowid"

SOURCE_OF = """
SELECT c.id, a.question, c.status FROM conversations c JOIN answers a ON a.conversation_id = c.id
WHERE c.person_id = ? AND a.message_id = ? ORDER BY c.id DESC
"""

SAVE = """
INSERT INTO conversations (id, person_id, flow, status, reopened, misunderstood, prompt, showing,
                           side, photo_reply, photo_album, offered, joining, started_at, touched_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (id) DO UPDATE SET
    status = excluded.status, reopened = excluded.reopened,
    misunderstood = excluded.misunderstood, prompt = excluded.prompt, showing = excluded.showing,
    side = excluded.side, photo_reply = excluded.photo_reply,
    photo_album = excluded.photo_album, offered = excluded.offered, joining = excluded.joining,
    touched_at = excluded.touched_at
"""

SAVE_ANSWER = """
INSERT INTO answers (conversation_id, question, value, message_id, answered_at)
VALUES (?, ?, ?, ?, ?)
ON CONFLICT (conversation_id, question) DO UPDATE SET
    value = excluded.value, message_id = excluded.message_id, answered_at = excluded.answered_at
"""


async def load(tx: Transaction, json_people: str, json_ids: str) -> dict[int, Conversation]:
    """Return these people's open conversations and the conversations with these ids.

    Both are JSON lists. The result is in the order in which they were last touched.
    """
    return found(*await tx.all(*wanted(json_people, json_ids)))


def wanted(json_people: str, json_ids: str) -> tuple[Query, Query, Query]:
    """Return the queries for those conversations, their answers, and what goes with them."""
    these = json_people, json_ids
    return (OPEN, these), (ANSWERS, these), (ATTACHED, these)


def found(
    rows: Iterable[Row], answered: Iterable[Row], attached: Iterable[Row]
) -> dict[int, Conversation]:
    """Return the conversations in the rows of those queries."""
    answers: dict[int, dict[str, str]] = defaultdict(dict)
    sources: dict[int, dict[str, int]] = defaultdict(dict)
    for conversation, question, value, message in answered:
        answers[conversation][question] = value
        if message is not None:
            sources[conversation][question] = message
    added = attachments.found(attached)
    return {
        row[0]: _conversation(row, answers[row[0]], sources[row[0]], added[row[0]]) for row in rows
    }


def _conversation(
    row: Row, answers: Mapping[str, str], sources: Mapping[str, int], added: Attached
) -> Conversation:
    id_, person, flow, status, reopened, misunderstood, started, showing, *more = row[:11]
    joining, album, offered = more
    prompt, side, photo_reply = (_sent(*row[at : at + 2]) for at in (11, 13, 15))
    return Conversation(
        id=id_,
        person_id=person,
        flow=flow,
        status=Status(status),
        state=State(answers, reopened, misunderstood, closed=status not in TALKING),
        started_at=parse_stamp(started),
        prompt=prompt,
        showing=showing,
        side=side,
        photo_reply=photo_reply,
        photo_album=album,
        offered=offered,
        joining=joining,
        sources=sources,
        photos=tuple(added.photos),
        voices=tuple(added.voices),
    )


def _sent(delivery: int | None, message_id: int | None) -> Sent | None:
    return None if delivery is None else Sent(delivery, message_id)


async def source_of(tx: Transaction, person: int, message: int) -> tuple[int, str, Status] | None:
    """Return conversation, question and status of the answer that came from this message."""
    row = await tx.row(SOURCE_OF, (person, message))
    return (row[0], row[1], Status(row[2])) if row else None


async def save(
    tx: Transaction,
    changed: Iterable[Conversation],
    before: Mapping[int, Conversation],
    now: datetime,
) -> None:
    """Write conversations, and of what belongs to them what differs from before."""
    listed = list(changed)
    await tx.many(SAVE, (_values(c, now) for c in listed))
    gone, kept = [], []
    for c in listed:
        was = before.get(c.id)
        gone += [
            (c.id, key) for key in (was.state.answers if was else ()) if key not in c.state.answers
        ]
        kept += _answers(c, was, now)
    await tx.many("DELETE FROM answers WHERE conversation_id = ? AND question = ?", gone)
    await tx.many(SAVE_ANSWER, kept)
    await attachments.save(tx, listed, before, now)


def _answers(c: Conversation, was: Conversation | None, now: datetime) -> list[tuple[Any, ...]]:
    return [
        (c.id, key, value, c.sources.get(key), stamp(now))
        for key, value in c.state.answers.items()
        if was is None
        or was.state.answers.get(key) != value
        or was.sources.get(key) != c.sources.get(key)
    ]


def _values(c: Conversation, now: datetime) -> tuple[Any, ...]:
    prompt, side, photo_reply = (
        sent.delivery if sent else None for sent in (c.prompt, c.side, c.photo_reply)
    )
    return (
        c.id,
        c.person_id,
        c.flow,
        c.status.value,
        c.state.reopened,
        c.state.misunderstood,
        prompt,
        c.showing,
        side,
        photo_reply,
        c.photo_album,
        c.offered,
        c.joining,
        stamp(c.started_at),
        stamp(now),
    )
