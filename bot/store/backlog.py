"""What waits, counted for whoever watches the bot; and whether anything can be written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.clock import parse_stamp, stamp
from bot.store.database import Transaction
from bot.store.failed import KEPT

COUNT = """
SELECT (SELECT count(*) FROM outbox WHERE status = 'waiting'
          AND coalesce(not_before, created_at) <= ?),
       (SELECT min(coalesce(not_before, created_at)) FROM outbox WHERE status = 'waiting'),
       (SELECT count(*) FROM failed_updates),
       (SELECT count(*) FROM outbox WHERE status = 'failed' AND reason IS NOT NULL
          AND finished_at >= ?),
       (SELECT count(*) FROM conversations WHERE status IN ('open', 'asked'))
"""


@dataclass(frozen=True)
class Backlog:
    """What waits at a moment."""

    waiting: int
    """Messages that may leave now."""
    oldest_seconds: float
    """How long the first of them may have left already."""
    failed_updates: int
    failed_messages: int
    """Those that are listed still: as long as their words are kept."""
    open_conversations: int


async def count(tx: Transaction, now: datetime) -> Backlog:
    """Return what waits now."""
    row = await tx.row(COUNT, (stamp(now), stamp(now - KEPT)))
    waiting, oldest, failed, unsent, conversations = row or (0, None, 0, 0, 0)
    seconds = (now - parse_stamp(oldest)).total_seconds() if waiting and oldest else 0.0
    return Backlog(waiting, seconds, failed, unsent, conversations)


async def write_nothing(tx: Transaction) -> None:
    """Write what is there already, so that it shows whether anything can be written."""
    version = await tx.row("PRAGMA user_version")
    await tx.run(f"PRAGMA user_version = {version[0] if version else 0}")
