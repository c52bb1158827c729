"""Writes all changes of a batch, each table in a few statements, in the order of their keys."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from bot.changes import Changes
from bot.records import Conversation
from bot.store import audit, checks, conversations, outbox, people, proposals
from bot.store.database import Transaction


async def write(
    tx: Transaction, changes: Changes, before: Mapping[int, Conversation], now: datetime
) -> None:
    """Write the changes. `before` is how conversations stood when they were loaded."""
    judged = {
        j.conversation_id: (j.advice.overall.value, j.advice.rules_version) for j in changes.judged
    }
    await people.save(tx, changes.people.values(), now)
    await people.put_invites(tx, changes.invites)
    await people.join(tx, changes.joined, now)
    await outbox.put(tx, changes.deliveries, now)
    await conversations.save(tx, changes.conversations.values(), before, now)
    await checks.put_verdicts(tx, changes.judged)
    await proposals.put(tx, changes.proposals, judged)
    await checks.put(tx, changes.checks, judged)
    await proposals.withdraw(tx, changes.withdrawals, now)
    await audit.put(tx, changes.audits, now)
