"""Reads all that is held on one person."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date

from bot.clock import parse_stamp
from bot.held import Asked, Decided, Had, Handed, Held
from bot.people import Role
from bot.records import Conversation, Proposal, ProposalStatus, Status
from bot.store import conversations, digests, proposals, reviewing
from bot.store.database import Row, Transaction

PERSON = """
SELECT first_seen_at, language, name, queue_district, asked_for_staff FROM people WHERE id = ?
"""

ROLES = """
SELECT role, granted_at, revoked_at FROM roles WHERE person_id = ? ORDER BY granted_at, role
"""

TALKS = """
SELECT id FROM conversations WHERE person_id = ? AND flow = 'propose_task' ORDER BY started_at
"""

DECIDED = """
SELECT at, became, reason, iif(action = 'ask', NULL, note), undone_at IS NOT NULL
FROM transitions WHERE proposal_id = ? AND action <> 'undo' ORDER BY id
"""

ASKED = """
SELECT asked_at, question, words, old_value FROM questions WHERE proposal_id = ? ORDER BY id
"""

CHECKS = "SELECT count(*) FROM checks WHERE coach_id = ? AND deleted_at IS NULL"

COUNTS = {
    "messages": "SELECT count(*) FROM outbox WHERE chat_id = ?",
    "notes": "SELECT count(*) FROM notes WHERE author_id = ?",
    "questions": "SELECT count(*) FROM questions WHERE asked_by = ?",
    "decisions": "SELECT count(*) FROM transitions WHERE actor_id = ?",
    "overrides": "SELECT count(*) FROM overrides WHERE by_id = ?",
    "invites": "SELECT count(*) FROM invites WHERE created_by = ?",
    "log": "SELECT count(*) FROM audit WHERE actor_id = ?",
    "numbers at work": "SELECT count(*) FROM at_work WHERE entered_by = ?",
}

ALL = 10_000
"""Proposals of one person that are read: more than anyone has."""


async def held(tx: Transaction, person: int) -> Held | None:
    """Return all that is held on a person; None for somebody who is not known."""
    row = await tx.row(PERSON, (person,))
    if row is None:
        return None
    since, language, name, district, asked = row
    ids = json.dumps([row[0] for row in await tx.rows(TALKS, (person,))])
    talks = await conversations.load(tx, "[]", ids)
    own = await proposals.of_person(tx, person, ALL)
    ((checks,),) = await tx.rows(CHECKS, (person,))
    return Held(
        person,
        parse_stamp(since),
        language,
        name,
        district,
        tuple([_had(row) for row in await tx.rows(ROLES, (person,))]),
        await digests.chosen(tx, person),
        date.fromisoformat(asked) if asked else None,
        tuple([await _handed(tx, p, talks[p.conversation_id]) for p in own]),
        _drafts(list(talks.values()), own),
        checks,
        {kind: (await tx.rows(sql, (person,)))[0][0] for kind, sql in COUNTS.items()},
    )


def _drafts(talks: Sequence[Conversation], own: Sequence[Proposal]) -> tuple[Conversation, ...]:
    sent = {p.conversation_id for p in own}
    return tuple(
        c for c in talks if c.id not in sent and c.status is Status.OPEN and c.state.answers
    )


def _had(row: Row) -> Had:
    role, granted, revoked = row
    return Had(Role(role), parse_stamp(granted), parse_stamp(revoked) if revoked else None)


async def _handed(tx: Transaction, proposal: Proposal, talk: Conversation) -> Handed:
    decided = [
        Decided(parse_stamp(at), ProposalStatus(became), reason, note, bool(undone))
        for at, became, reason, note, undone in await tx.rows(DECIDED, (proposal.id,))
    ]
    asked = [Asked(parse_stamp(at), *rest) for at, *rest in await tx.rows(ASKED, (proposal.id,))]
    notes = [(at, words) for words, at in await reviewing.notes_on(tx, proposal.id)]
    return Handed(proposal, talk, tuple(decided), tuple(asked), tuple(notes))
