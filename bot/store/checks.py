"""Candidate checks that coaches saved, and the verdicts on all that was handed in."""

from __future__ import annotations

from collections.abc import Iterable

from bot.changes import Judged
from bot.clock import parse_stamp, stamp
from bot.records import Check
from bot.store.database import Row, Transaction
from conversations.verdict import Advice, Outcome

COLUMNS = "SELECT id, code, conversation_id, coach_id, saved_at FROM checks "

PUT = """
INSERT INTO checks (id, code, conversation_id, coach_id, overall, rules_version, saved_at)
VALUES (?, ?, ?, ?, ?, ?, ?)
"""

PUT_VERDICT = """
INSERT INTO verdicts (conversation_id, condition, outcome, rules_version) VALUES (?, ?, ?, ?)
"""

VERDICTS = "SELECT condition, outcome, rules_version FROM verdicts WHERE conversation_id = ?"


async def put(tx: Transaction, checks: Iterable[Check], judged: dict[int, tuple[str, str]]) -> None:
    """Keep new checks; `judged` gives overall and version of rules by conversation."""
    await tx.many(
        PUT,
        (
            (
                c.id,
                c.code,
                c.conversation_id,
                c.coach_id,
                *judged[c.conversation_id],
                stamp(c.saved_at),
            )
            for c in checks
        ),
    )


async def put_verdicts(tx: Transaction, judged: Iterable[Judged]) -> None:
    """Keep the verdict on each condition."""
    await tx.many(
        PUT_VERDICT,
        (
            (j.conversation_id, condition, outcome.value, j.advice.rules_version)
            for j in judged
            for condition, outcome in j.advice.verdicts.items()
        ),
    )


async def advice(tx: Transaction, conversation: int, order: Iterable[str]) -> Advice:
    """Return the advice as it was given, its conditions in this order."""
    found = await tx.rows(VERDICTS, (conversation,))
    outcomes = {condition: Outcome(outcome) for condition, outcome, _ in found}
    version = found[0][2] if found else ""
    return Advice(version, {key: outcomes[key] for key in order if key in outcomes})


async def of_coach(
    tx: Transaction, coach: int, at_most: int, skip: int = 0
) -> list[tuple[Check, Outcome]]:
    """Return a coach's checks with their verdicts, newest first."""
    rows = await tx.rows(
        "SELECT id, code, conversation_id, coach_id, saved_at, overall FROM checks "
        "WHERE coach_id = ? ORDER BY saved_at DESC, id DESC LIMIT ? OFFSET ?",
        (coach, at_most, skip),
    )
    return [(_check(row[:5]), Outcome(row[5])) for row in rows]


async def one(tx: Transaction, id_: int) -> Check | None:
    """Return the check with this id."""
    row = await tx.row(COLUMNS + "WHERE id = ?", (id_,))
    return _check(row) if row else None


async def by_code(tx: Transaction, code: str) -> Check | None:
    """Return the check with this code."""
    row = await tx.row(COLUMNS + "WHERE code = ?", (code,))
    return _check(row) if row else None


def _check(row: Row) -> Check:
    id_, code, conversation, coach, saved_at = row
    return Check(id_, code, conversation, coach, parse_stamp(saved_at))
