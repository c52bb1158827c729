"""Who did what when to which record."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from bot.changes import Audited
from bot.clock import stamp
from bot.store.database import Transaction

PUT = "INSERT INTO audit (at, actor_id, action, subject, detail) VALUES (?, ?, ?, ?, ?)"


async def put(tx: Transaction, entries: Iterable[Audited], now: datetime) -> None:
    """Add entries; none is ever changed."""
    await tx.many(PUT, ((stamp(now), e.actor_id, e.action, e.subject, e.detail) for e in entries))
