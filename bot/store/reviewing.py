"""Changes of a proposal's status, questions back, notes, and the coordinators' queue."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.changes import AskedBack, Noted, Transition, Undone
from bot.clock import parse_stamp, stamp
from bot.records import ProposalStatus
from bot.store.database import Transaction

PUT_TRANSITION = """
INSERT INTO transitions (id, proposal_id, action, was, became, version, actor_id, reason, note,
                         delivery, at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""

PUT_QUESTION = """
INSERT INTO questions (id, proposal_id, question, words, old_value, asked_by, asked_at)
VALUES (?, ?, ?, ?, ?, ?, ?)
"""

ANSWERED = "UPDATE questions SET answered_at = ? WHERE proposal_id = ? AND answered_at IS NULL"

PUT_NOTE = "INSERT INTO notes (proposal_id, author_id, words, at) VALUES (?, ?, ?, ?)"

NOTES = "SELECT words, at FROM notes WHERE proposal_id = ? ORDER BY id"

HISTORY = """
SELECT id, action, was, version, actor_id, delivery, at,
       EXISTS (SELECT 1 FROM outbox o WHERE o.id = delivery AND o.status = 'waiting')
FROM transitions
WHERE proposal_id = ? AND undone_at IS NULL ORDER BY id DESC LIMIT 1
"""

REACHED = """
SELECT at FROM transitions
WHERE proposal_id = ? AND became = ? AND undone_at IS NULL ORDER BY id DESC LIMIT 1
"""

NOT_TOLD = """
SELECT t.proposal_id, t.was FROM transitions t JOIN proposals p ON p.id = t.proposal_id
WHERE p.person_id = ? AND t.at > ? AND t.delivery IS NOT NULL AND t.undone_at IS NULL
"""

OPEN_QUESTION = """
SELECT asked_by, question FROM questions WHERE proposal_id = ? AND answered_at IS NULL
ORDER BY id DESC LIMIT 1
"""

QUEUE_IN = """
SELECT id FROM proposals INDEXED BY proposals_queue_in WHERE status = 'new' AND district = ?1
ORDER BY overall = 'met', submitted_at, id LIMIT ?2
"""

QUEUE_ALL = """
SELECT id FROM proposals INDEXED BY proposals_queue WHERE status = 'new'
ORDER BY overall = 'met', submitted_at, id LIMIT ?1
"""

OVERDUE = """
SELECT id FROM proposals WHERE deadline IS NOT NULL AND deadline <= ? ORDER BY deadline LIMIT ?
"""

TO_RECHECK = """
SELECT id FROM proposals INDEXED BY proposals_recheck
WHERE status = 'approved' AND recheck_at <= ? ORDER BY recheck_at LIMIT ?
"""


@dataclass(frozen=True)
class Step:
    """The newest change of a proposal's status that was not undone."""

    id: int
    action: str
    was: str
    version: int
    actor_id: int | None
    delivery: int | None
    at: datetime
    waits: bool
    """Whether the message that tells the proposer has not gone out."""


async def put(tx: Transaction, transitions: Iterable[Transition], now: datetime) -> None:
    """Keep changes of status."""
    await tx.many(
        PUT_TRANSITION,
        (
            (
                t.id,
                t.proposal.id,
                t.action,
                t.was.value,
                t.proposal.status.value,
                t.proposal.version,
                t.actor_id,
                t.reason,
                t.note,
                t.delivery,
                stamp(now),
            )
            for t in transitions
        ),
    )


async def undo(tx: Transaction, undone: Iterable[Undone], now: datetime) -> None:
    """Note that changes of status were taken back."""
    await tx.many(
        "UPDATE transitions SET undone_at = ? WHERE id = ?",
        ((stamp(now), u.transition_id) for u in undone),
    )


async def ask(tx: Transaction, asked: Iterable[AskedBack], now: datetime) -> None:
    """Keep questions that coordinators ask back."""
    await tx.many(
        PUT_QUESTION,
        (
            (q.id, q.proposal_id, q.question, q.words, q.old_value, q.asked_by, stamp(now))
            for q in asked
        ),
    )


async def answer(tx: Transaction, proposals: Iterable[int], now: datetime) -> None:
    """Note that the open questions of these proposals are answered, or no longer asked."""
    await tx.many(ANSWERED, ((stamp(now), proposal) for proposal in proposals))


async def note(tx: Transaction, notes: Iterable[Noted], now: datetime) -> None:
    """Keep internal notes."""
    await tx.many(PUT_NOTE, ((n.proposal_id, n.author_id, n.words, stamp(now)) for n in notes))


async def notes_on(tx: Transaction, proposal: int) -> list[tuple[str, datetime]]:
    """Return the notes on a proposal, oldest first."""
    return [(words, parse_stamp(at)) for words, at in await tx.rows(NOTES, (proposal,))]


async def newest(tx: Transaction, proposal: int) -> Step | None:
    """Return the newest change of a proposal's status, if there was any."""
    row = await tx.row(HISTORY, (proposal,))
    if row is None:
        return None
    id_, action, was, version, actor, delivery, at, waits = row
    return Step(id_, action, was, version, actor, delivery, parse_stamp(at), bool(waits))


async def reached(tx: Transaction, proposal: int, status: ProposalStatus) -> datetime | None:
    """Return when a proposal last came to this status by a change that was not undone."""
    row = await tx.row(REACHED, (proposal, status.value))
    return parse_stamp(row[0]) if row else None


async def not_told(tx: Transaction, person: int, since: datetime) -> dict[int, str]:
    """Return, by proposal of this person, the status before a decision made since then.

    Its message still waits: until it goes out, the proposer sees what was.
    """
    return {row[0]: row[1] for row in await tx.rows(NOT_TOLD, (person, stamp(since)))}


async def open_question(tx: Transaction, proposal: int) -> tuple[int, str] | None:
    """Return who asked the open question of a proposal, and about what."""
    row = await tx.row(OPEN_QUESTION, (proposal,))
    return (row[0], row[1]) if row else None


async def queue(tx: Transaction, district: str | None, at_most: int) -> list[int]:
    """Return the ids of what waits for a decision: doubtful first, then the oldest."""
    if district is None:
        rows = await tx.rows(QUEUE_ALL, (at_most,))
    else:
        rows = await tx.rows(QUEUE_IN, (district, at_most))
    return [row[0] for row in rows]


async def overdue(tx: Transaction, now: datetime, at_most: int) -> list[int]:
    """Return proposals whose deadline has passed."""
    return [row[0] for row in await tx.rows(OVERDUE, (stamp(now), at_most))]


async def to_recheck(tx: Transaction, now: datetime, at_most: int) -> list[int]:
    """Return approved proposals whose proposer is to be asked again."""
    return [row[0] for row in await tx.rows(TO_RECHECK, (stamp(now), at_most))]
