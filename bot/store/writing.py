"""Writes all changes of a batch, each table in a few statements, in the order of their keys."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from bot.changes import Changes
from bot.records import Conversation
from bot.store import (
    audit,
    checks,
    conversations,
    digests,
    erasing,
    expecting,
    figures,
    outbox,
    overrides,
    people,
    proposals,
    reviewing,
    team,
)
from bot.store.database import Transaction


class WriteFailedError(Exception):
    """Something in a batch could not be written; whose it is shows when they are written apart."""


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
    await expecting.save(tx, changes.expected, now)
    await proposals.change(tx, (t.proposal for t in changes.transitions), judged, now)
    await reviewing.put(tx, changes.transitions, now)
    await reviewing.undo(tx, changes.undone, now)
    await reviewing.ask(tx, changes.asked, now)
    await reviewing.answer(tx, changes.answered, now)
    await reviewing.note(tx, changes.notes, now)
    await digests.save(tx, changes.wished)
    await outbox.cancel(tx, changes.cancelled)
    await overrides.put(tx, changes.overridden, now)
    await checks.delete(tx, changes.deleted_checks, now)
    await team.name(tx, changes.named)
    await team.hand_over(tx, changes.handed_over)
    await team.revoke(tx, changes.revoked, now)
    await team.uninvite(tx, changes.uninvited, now)
    await figures.put_at_work(tx, changes.at_work)
    await audit.put(tx, changes.audits, now)
    await erasing.erase(tx, changes.erased, now)
