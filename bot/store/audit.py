"""Who did what when to which record."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.changes import Audited
from bot.clock import parse_stamp, stamp
from bot.store.database import Transaction

PUT = """
INSERT INTO audit (at, actor_id, action, subject, detail)
VALUES (?1, (SELECT person_id FROM roles WHERE person_id = ?2 LIMIT 1), ?3, ?4,
        coalesce(?5, iif(?4 GLOB 'proposal *', (
            SELECT reference FROM proposals WHERE id = CAST(substr(?4, 10) AS INTEGER)), NULL)))
"""
"""It names colleagues only, former ones too: the record says whose a resident's own acts are.

Of a proposal the reference stands in the line itself, so that it outlives the proposal.
"""

PAGE = """
SELECT a.at, a.actor_id IS NOT NULL, p.name, a.action, a.subject, a.detail,
       coalesce(r.reference, iif(a.subject GLOB 'proposal *', a.detail, NULL), ''),
       coalesce(q.name, '')
FROM audit a
LEFT JOIN people p ON p.id = a.actor_id
LEFT JOIN proposals r
  ON a.subject GLOB 'proposal *' AND r.id = CAST(substr(a.subject, 10) AS INTEGER)
LEFT JOIN people q ON a.subject GLOB 'person *' AND q.id = CAST(substr(a.subject, 8) AS INTEGER)
ORDER BY a.id DESC LIMIT ? OFFSET ?
"""


LAST = 100_000
"""Lines that can be paged back to; a page further on would only cost time."""


@dataclass(frozen=True)
class Entry:
    """One line of the log."""

    at: datetime
    by_colleague: bool
    name: str | None
    """Of the colleague who did it."""
    action: str
    subject: str
    detail: str | None
    about: str
    """The reference of the proposal, or the name of the colleague, that it is about."""


async def put(tx: Transaction, entries: Iterable[Audited], now: datetime) -> None:
    """Add entries; none is ever changed."""
    await tx.many(PUT, ((stamp(now), e.actor_id, e.action, e.subject, e.detail) for e in entries))


async def page(tx: Transaction, at_most: int, skip: int) -> list[Entry]:
    """Return lines of the log, newest first."""
    rows = await tx.rows(PAGE, (at_most, skip))
    return [
        Entry(parse_stamp(at), bool(by), name, action, subject, detail, reference or colleague)
        for at, by, name, action, subject, detail, reference, colleague in rows
    ]
