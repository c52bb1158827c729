"""What coaches decided on single conditions, beside the computed verdict."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from bot.clock import stamp
from bot.staff import Because, Override
from bot.store.database import Transaction
from conversations.verdict import Outcome

PUT = """
INSERT INTO overrides (check_id, condition, outcome, reason, note, by_id, at)
VALUES (?, ?, ?, ?, ?, ?, ?)
"""

OF_CHECK = """
SELECT check_id, condition, outcome, reason, note, by_id FROM overrides
WHERE check_id = ? ORDER BY id
"""


async def put(tx: Transaction, overrides: Iterable[Override], now: datetime) -> None:
    """Keep new ones; none is ever changed."""
    await tx.many(
        PUT,
        (
            (
                o.check_id,
                o.condition,
                o.outcome.value,
                o.reason.value,
                o.note,
                o.by_id,
                stamp(now),
            )
            for o in overrides
        ),
    )


async def of_check(tx: Transaction, check: int) -> dict[str, Override]:
    """Return the last one on each condition of a check, by condition."""
    rows = await tx.rows(OF_CHECK, (check,))
    return {
        condition: Override(id_, condition, Outcome(outcome), Because(reason), note, by)
        for id_, condition, outcome, reason, note, by in rows
    }
