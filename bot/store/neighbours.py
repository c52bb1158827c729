"""Proposals that belong with another: near it and alike, or joined with it."""

from __future__ import annotations

from bot.neighbour import Neighbour
from bot.records import Proposal
from bot.store import proposals
from bot.store.database import Transaction

NEIGHBOUR = """
SELECT p.id, p.reference, p.status, a.value, p.submitted_at FROM proposals p
JOIN answers a ON a.conversation_id = p.conversation_id AND a.question = 'description'
WHERE p.district IS ?1 AND p.status = '{status}' AND p.id <> ?2
"""

NEARBY = (
    " UNION ALL ".join(
        NEIGHBOUR.format(status=status) for status in ("new", "asked", "approved", "rechecked")
    )
    + "ORDER BY 5 DESC LIMIT ?3"
)
"""One status at a time: each is in its order in an index, and no more is read than is returned."""

JOINED = """
WITH RECURSIVE together (id) AS (
    SELECT ?1
    UNION
    SELECT m.id FROM together JOIN proposals m ON m.merged_into = together.id
    WHERE m.status = 'merged'
)
SELECT id FROM together WHERE id <> ?1 ORDER BY id
"""
"""What was joined with it, and what was joined with that."""

LEFT_ALONE = """
SELECT m.id FROM proposals m
WHERE m.status = 'merged' AND m.person_id <> 0
  AND (SELECT status FROM proposals t WHERE t.id = m.merged_into) = 'withdrawn'
ORDER BY m.id LIMIT ?
"""


async def nearby(
    tx: Transaction, district: str | None, proposal: int, at_most: int
) -> list[Neighbour]:
    """Return open and approved proposals in the same district, newest first."""
    rows = await tx.rows(NEARBY, (district, proposal, at_most))
    return [Neighbour(*row[:4]) for row in rows]


async def joined_with(tx: Transaction, proposal: int) -> list[Proposal]:
    """Return the proposals that a decision on this one decides on as well, of who can hear it."""
    found = [await proposals.one(tx, row[0]) for row in await tx.rows(JOINED, (proposal,))]
    return [other for other in found if other and not other.orphaned]


async def left_alone(tx: Transaction, at_most: int) -> list[int]:
    """Return proposals that were joined with one that is withdrawn now."""
    return [row[0] for row in await tx.rows(LEFT_ALONE, (at_most,))]
