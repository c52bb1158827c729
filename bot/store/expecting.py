"""What the next words that someone types are for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from bot.changes import Expected
from bot.clock import stamp
from bot.store.database import Transaction

LOAD = """
SELECT person_id, purpose, subject, content FROM expecting
WHERE person_id IN (SELECT value FROM json_each(?))
"""

PUT = """
INSERT INTO expecting (person_id, purpose, subject, content, asked_at) VALUES (?, ?, ?, ?, ?)
ON CONFLICT (person_id) DO UPDATE SET
    purpose = excluded.purpose, subject = excluded.subject,
    content = excluded.content, asked_at = excluded.asked_at
"""


async def load(tx: Transaction, json_people: str) -> dict[int, Expected | None]:
    """Return what is expected of these people, given as a JSON list."""
    rows = await tx.rows(LOAD, (json_people,))
    return {row[0]: Expected(row[1], row[2], row[3] or "") for row in rows}


async def save(tx: Transaction, changed: Mapping[int, Expected | None], now: datetime) -> None:
    """Keep what is expected now; drop what no longer is."""
    gone = [(person,) for person, expected in changed.items() if expected is None]
    await tx.many("DELETE FROM expecting WHERE person_id = ?", gone)
    await tx.many(
        PUT,
        (
            (person, e.purpose, e.subject, e.content, stamp(now))
            for person, e in changed.items()
            if e is not None
        ),
    )
