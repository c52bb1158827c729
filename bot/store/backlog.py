"""What waits, counted for whoever watches the bot; and whether anything can be written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.clock import parse_stamp, stamp
from bot.store.database import Transaction
from bot.store.failed import KEPT

COUNT = """
SELECT count(*), min(coalesce(not_before, created_at)), min(iif(created_at > ?1, id, NULL)),
       (SELECT count(*) FROM failed_updates),
       (SELECT count(*) FROM outbox WHERE status = 'failed' AND reason IS NOT NULL
          AND finished_at >= ?2),
       (SELECT count(*) FROM conversations WHERE status IN ('open', 'asked'))
FROM outbox WHERE status = 'waiting' AND (not_before IS NULL OR not_before <= ?1)
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
    ahead: int | None
    """The first that a clock ahead of this one put there: how long it waits is not known."""


async def count(tx: Transaction, now: datetime) -> Backlog:
    """Return what waits now."""
    row = await tx.row(COUNT, (stamp(now), stamp(now - KEPT)))
    waiting, oldest, ahead, failed, unsent, conversations = row or (0, None, None, 0, 0, 0)
    seconds = max(0.0, (now - parse_stamp(oldest)).total_seconds()) if oldest else 0.0
    return Backlog(waiting, seconds, failed, unsent, conversations, ahead)


async def write_nothing(tx: Transaction) -> None:
    """Write what is there already, so that it shows whether anything can be written."""
    version = await tx.row("PRAGMA user_version")
    await tx.run(f"PRAGMA user_version = {version[0] if version else 0}")
