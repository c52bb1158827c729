"""What has been kept long enough, by kind; the settings say how long that is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.clock import parse_stamp, stamp
from bot.store.database import Transaction

THROWN_AWAY = """
SELECT id FROM conversations WHERE status = 'dropped'
  AND id NOT IN (SELECT conversation_id FROM checks) LIMIT ?
"""

TO_WARN = """
SELECT id, person_id FROM conversations
WHERE status = 'open' AND touched_at < ?1 AND flow = 'propose_task'
  AND (warned_at IS NULL OR warned_at < touched_at)
  AND EXISTS (SELECT 1 FROM answers a WHERE a.conversation_id = conversations.id)
ORDER BY touched_at LIMIT ?2
"""

OLD_DRAFTS = """
SELECT id FROM conversations
WHERE status = 'open' AND touched_at < ?1
  AND (flow <> 'propose_task' OR ?2 IS NULL OR warned_at BETWEEN touched_at AND ?2
       OR NOT EXISTS (SELECT 1 FROM answers a WHERE a.conversation_id = conversations.id))
ORDER BY touched_at LIMIT ?3
"""
"""Only drafts of which the owner was warned; a coach's card and an empty draft hold nothing."""

OLD_CHECKS = """
SELECT id FROM checks
WHERE code IN (SELECT code FROM checks WHERE newest = 1 AND saved_at < ?1 LIMIT ?2)
"""
"""All versions, once the newest is old enough."""

OLD_PROPOSALS = """
SELECT id, reference FROM proposals
WHERE status IN (SELECT value FROM json_each(?1)) AND changed_at < ?2 LIMIT ?3
"""

FORMER_COLLEAGUES = """
SELECT person_id FROM roles r GROUP BY person_id
HAVING count(*) = count(revoked_at) AND max(revoked_at) < ?1
   AND NOT EXISTS (SELECT 1 FROM checks c WHERE c.coach_id = r.person_id)
LIMIT ?2
"""
"""Who has had no role for so long; first the checks go, by their own term, or are handed over."""

FORMER_NAMES = """
UPDATE people SET name = NULL WHERE id IN (
    SELECT id FROM people p WHERE name IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM roles r WHERE r.person_id = p.id AND r.revoked_at IS NULL)
      AND NOT EXISTS (SELECT 1 FROM checks c WHERE c.coach_id = p.id AND c.deleted_at IS NULL)
    LIMIT ?2)
"""
"""A name is for the list of the team: it goes with the last role and the last check."""

OLD_DELIVERIES = """
DELETE FROM outbox WHERE id IN (
    SELECT id FROM outbox o WHERE finished_at < ?1
      AND NOT EXISTS (SELECT 1 FROM conversations c WHERE c.prompt = o.id)
      AND NOT EXISTS (SELECT 1 FROM conversations c WHERE c.side = o.id)
      AND NOT EXISTS (SELECT 1 FROM conversations c WHERE c.photo_reply = o.id)
    LIMIT ?2)
"""

IDLE_PEOPLE = """
DELETE FROM people WHERE id IN (
    SELECT id FROM people p WHERE id <> 0 AND first_seen_at < ?1
      AND NOT EXISTS (SELECT 1 FROM roles r WHERE r.person_id = p.id)
      AND NOT EXISTS (SELECT 1 FROM conversations c WHERE c.person_id = p.id)
      AND NOT EXISTS (SELECT 1 FROM expecting e WHERE e.person_id = p.id)
      AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.chat_id = p.id)
    LIMIT ?2)
"""

OLD_EXPECTING = """
DELETE FROM expecting WHERE person_id IN (
    SELECT person_id FROM expecting WHERE asked_at < ?1 LIMIT ?2)
"""

OLD_INVITES = """
DELETE FROM invites WHERE code_hash IN (
    SELECT code_hash FROM invites WHERE expires_at < ?1 LIMIT ?2)
"""

OLD_LOG = "DELETE FROM audit WHERE id IN (SELECT id FROM audit WHERE at < ?1 LIMIT ?2)"

LAST_RUN = "SELECT value FROM keys WHERE name = 'retention'"
RAN = """
INSERT INTO keys VALUES ('retention', ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value
"""


async def thrown_away(tx: Transaction, at_most: int) -> list[int]:
    """Return the conversations that their owners threw away."""
    return [row[0] for row in await tx.rows(THROWN_AWAY, (at_most,))]


async def to_warn(tx: Transaction, before: datetime, at_most: int) -> list[tuple[int, int]]:
    """Return drafts that nobody touched since then, and whose they are, not warned of yet."""
    rows = await tx.rows(TO_WARN, (stamp(before), at_most))
    return [(id_, person) for id_, person in rows]


async def warned(tx: Transaction, drafts: Sequence[int], now: datetime) -> None:
    """Note that the owners of these drafts were warned."""
    await tx.many(
        "UPDATE conversations SET warned_at = ? WHERE id = ?", ((stamp(now), id_) for id_ in drafts)
    )


async def old_drafts(
    tx: Transaction, before: datetime, warned_before: datetime | None, at_most: int
) -> list[int]:
    """Return drafts that nobody touched since then, and of which was warned long enough ago.

    `warned_before` None: they are kept too short for a warning.
    """
    warned_at = stamp(warned_before) if warned_before else None
    rows = await tx.rows(OLD_DRAFTS, (stamp(before), warned_at, at_most))
    return [row[0] for row in rows]


async def old_checks(tx: Transaction, before: datetime, at_most: int) -> list[int]:
    """Return the checks, in all their versions, that were last saved before then."""
    return [row[0] for row in await tx.rows(OLD_CHECKS, (stamp(before), at_most))]


async def old_proposals(
    tx: Transaction, json_statuses: str, before: datetime, at_most: int
) -> list[tuple[int, str]]:
    """Return proposals, with their references, that came to such a status before then."""
    rows = await tx.rows(OLD_PROPOSALS, (json_statuses, stamp(before), at_most))
    return [(id_, reference) for id_, reference in rows]


async def former_colleagues(tx: Transaction, before: datetime, at_most: int) -> list[int]:
    """Return people whose last role was taken away before then."""
    return [row[0] for row in await tx.rows(FORMER_COLLEAGUES, (stamp(before), at_most))]


async def tidy(tx: Transaction, idle_before: datetime, at_most: int) -> int:
    """Delete what has done its work: messages, plans, invitations, people who are gone."""
    tx.forgets()
    return sum(
        [
            await tx.run(sql, (stamp(idle_before), at_most))
            for sql in (OLD_DELIVERIES, OLD_EXPECTING, OLD_INVITES, FORMER_NAMES, IDLE_PEOPLE)
        ]
    )


async def tidy_log(tx: Transaction, before: datetime, at_most: int) -> int:
    """Purge the log by rule; without moving the rule first, the database refuses it."""
    await tx.run("UPDATE audit_kept SET since = max(since, ?)", (stamp(before),))
    return await tx.run(OLD_LOG, (stamp(before), at_most))


async def last_run(tx: Transaction) -> datetime | None:
    """Return when all that was old enough was deleted."""
    row = await tx.row(LAST_RUN)
    return parse_stamp(row[0]) if row else None


async def ran(tx: Transaction, now: datetime) -> None:
    """Note that all that is old enough is deleted."""
    await tx.run(RAN, (stamp(now),))
