"""Which updates were handled, and those that could not be."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from bot.clock import stamp
from bot.store.database import Query, Transaction

REMEMBERED = timedelta(days=7)
"""Telegram keeps an update for a day, and numbers anew after a week without any."""

KNOWN = """
SELECT update_id FROM updates_seen
WHERE update_id IN (SELECT value FROM json_each(?)) AND seen_at >= ?
"""

KEEP_ASIDE = """
INSERT INTO failed_updates (update_id, content, error, failed_at) VALUES (?, ?, ?, ?)
ON CONFLICT (update_id) DO UPDATE SET
    content = excluded.content, error = excluded.error, failed_at = excluded.failed_at
"""


def seen(json_ids: str, now: datetime) -> Query:
    """Return the query for which of these ids, a JSON list, were handled before."""
    return KNOWN, (json_ids, stamp(now - REMEMBERED))


async def before(tx: Transaction, ids: Sequence[int], now: datetime) -> set[int]:
    """Return which of these updates were handled before."""
    return {row[0] for row in await tx.rows(*seen(json.dumps(list(ids)), now))}


async def remember(tx: Transaction, ids: Iterable[int], now: datetime) -> None:
    """Note that these updates are handled."""
    at = stamp(now)
    await tx.many("INSERT OR REPLACE INTO updates_seen VALUES (?, ?)", ((i, at) for i in ids))


async def forget(tx: Transaction, now: datetime) -> None:
    """Drop what is too old to come again."""
    await tx.run("DELETE FROM updates_seen WHERE seen_at < ?", (stamp(now - REMEMBERED),))


async def keep_aside(
    tx: Transaction, update_id: int, content: str | None, error: str, now: datetime
) -> None:
    """Keep an update that could not be handled; content None where it must not be stored."""
    await tx.run(KEEP_ASIDE, (update_id, content, error, stamp(now)))
