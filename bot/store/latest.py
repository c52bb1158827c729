"""The newest moment that is written down."""

from __future__ import annotations

from datetime import datetime

from bot.clock import parse_stamp
from bot.store.database import Transaction

LATEST = """
SELECT max(at) FROM (
    SELECT max(seen_at) AS at FROM updates_seen
    UNION ALL SELECT max(created_at) FROM outbox
    UNION ALL SELECT max(finished_at) FROM outbox
    UNION ALL SELECT max(at) FROM audit
    UNION ALL SELECT max(last_at) FROM digests
)
"""
"""Whatever the bot does of its own accord or for a person leaves a row in one of these."""


async def latest(tx: Transaction) -> datetime | None:
    """Return when the bot last did anything; None in an empty database."""
    ((at,),) = await tx.rows(LATEST)
    return parse_stamp(at) if at else None
