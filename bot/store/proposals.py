"""Proposals that were sent in."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime

from bot.clock import parse_stamp, stamp
from bot.records import Proposal, ProposalStatus
from bot.store.database import Row, Transaction

COLUMNS = """
SELECT id, reference, conversation_id, person_id, status, district, submitted_at, version,
       deadline, recheck_at, merged_into
FROM proposals
"""

PUT = """
INSERT INTO proposals (id, reference, conversation_id, person_id, status, overall, rules_version,
                       district, submitted_at, changed_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""

CHANGE = """
UPDATE proposals SET status = ?, version = ?, overall = coalesce(?, overall), deadline = ?,
                     recheck_at = ?, merged_into = ?, changed_at = ?
WHERE id = ? AND version = ?
"""

TAKEN = "SELECT reference FROM proposals WHERE reference IN (SELECT value FROM json_each(?))"


async def put(
    tx: Transaction, proposals: Iterable[Proposal], judged: dict[int, tuple[str, str]]
) -> None:
    """Keep new proposals; `judged` gives overall and version of rules by conversation."""
    await tx.many(
        PUT,
        (
            (
                p.id,
                p.reference,
                p.conversation_id,
                p.person_id,
                p.status.value,
                *judged[p.conversation_id],
                p.district,
                stamp(p.submitted_at),
                stamp(p.submitted_at),
            )
            for p in proposals
        ),
    )


async def change(
    tx: Transaction,
    changed: Iterable[Proposal],
    judged: dict[int, tuple[str, str]],
    now: datetime,
) -> None:
    """Write proposals as they are now; only over the version just before."""
    await tx.many(
        CHANGE,
        (
            (
                p.status.value,
                p.version,
                judged.get(p.conversation_id, (None, None))[0],
                _stamp(p.deadline),
                _stamp(p.recheck_at),
                p.merged_into,
                stamp(now),
                p.id,
                p.version - 1,
            )
            for p in changed
        ),
    )


def _stamp(when: datetime | None) -> str | None:
    return stamp(when) if when else None


async def of_person(tx: Transaction, person: int, at_most: int) -> list[Proposal]:
    """Return someone's proposals, newest first."""
    order = "WHERE person_id = ? ORDER BY submitted_at DESC, id DESC LIMIT ?"
    return [_proposal(row) for row in await tx.rows(COLUMNS + order, (person, at_most))]


async def one(tx: Transaction, id_: int) -> Proposal | None:
    """Return the proposal with this id."""
    row = await tx.row(COLUMNS + "WHERE id = ?", (id_,))
    return _proposal(row) if row else None


async def by_conversation(tx: Transaction, conversation: int) -> Proposal | None:
    """Return the proposal that a conversation became."""
    row = await tx.row(COLUMNS + "WHERE conversation_id = ?", (conversation,))
    return _proposal(row) if row else None


async def taken(tx: Transaction, references: Iterable[str]) -> set[str]:
    """Return those of these references that a proposal has."""
    listed = json.dumps(list(references))
    return {row[0] for row in await tx.rows(TAKEN, (listed,))}


def _proposal(row: Row) -> Proposal:
    id_, reference, conversation, person, status, district, submitted, version, *later = row
    deadline, recheck_at, merged_into = later
    return Proposal(
        id_,
        reference,
        conversation,
        person,
        ProposalStatus(status),
        district,
        parse_stamp(submitted),
        version,
        parse_stamp(deadline) if deadline else None,
        parse_stamp(recheck_at) if recheck_at else None,
        merged_into,
    )
