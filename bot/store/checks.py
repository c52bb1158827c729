"""Candidate checks that coaches saved, and the verdicts on all that was handed in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from bot.changes import Judged
from bot.clock import parse_stamp, stamp
from bot.records import Check
from bot.staff import Deleted
from bot.store import erasure_codes
from bot.store.database import Row, Transaction
from conversations.verdict import Advice, Outcome

COLUMNS = """
SELECT id, code, conversation_id, coach_id, saved_at, version, newest, deleted_at FROM checks
"""

PUT = """
INSERT INTO checks (id, code, conversation_id, coach_id, overall, rules_version, saved_at, version)
VALUES (?, ?, ?, ?, ?, ?, ?, ?)
"""

REPLACE = "UPDATE checks SET newest = 0 WHERE code = ? AND version < ?"
"""A later version stands in the place of the earlier ones, which stay."""

OF_COACH = """
SELECT id, code, conversation_id, coach_id, saved_at, version, newest, deleted_at, overall,
       EXISTS (
           SELECT 1 FROM overrides o
           JOIN verdicts v
             ON v.conversation_id = checks.conversation_id AND v.condition = o.condition
           WHERE o.check_id = checks.id AND o.outcome <> v.outcome
             AND o.id = (SELECT max(last.id) FROM overrides last
                         WHERE last.check_id = o.check_id AND last.condition = o.condition))
FROM checks WHERE coach_id = ? AND newest AND deleted_at IS NULL
ORDER BY saved_at DESC, id DESC LIMIT ? OFFSET ?
"""

DELETE = (
    "UPDATE checks SET deleted_at = ?2, overall = '' WHERE code = ?1 AND deleted_at IS NULL",
    "DELETE FROM answers WHERE conversation_id IN "
    "(SELECT conversation_id FROM checks WHERE code = ?1)",
    "DELETE FROM verdicts WHERE conversation_id IN "
    "(SELECT conversation_id FROM checks WHERE code = ?1)",
    "DELETE FROM overrides WHERE check_id IN (SELECT id FROM checks WHERE code = ?1)",
)
"""The update first, while there is what it is counted back by: see bot/store/tallies.py."""

IS_OWN = "SELECT 1 FROM checks WHERE code = ? AND coach_id = ? AND deleted_at IS NULL"

PUT_VERDICT = """
INSERT INTO verdicts (conversation_id, condition, outcome, rules_version) VALUES (?, ?, ?, ?)
ON CONFLICT (conversation_id, condition) DO UPDATE SET
    outcome = excluded.outcome, rules_version = excluded.rules_version
"""

VERDICTS = "SELECT condition, outcome, rules_version FROM verdicts WHERE conversation_id = ?"


async def put(tx: Transaction, checks: Iterable[Check], judged: dict[int, tuple[str, str]]) -> None:
    """Keep new checks; `judged` gives overall and version of rules by conversation."""
    listed = list(checks)
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
                c.version,
            )
            for c in listed
        ),
    )
    await tx.many(REPLACE, ((c.code, c.version) for c in listed if c.version > 1))


async def delete(tx: Transaction, deleted: Iterable[Deleted], now: datetime) -> None:
    """Delete the answers and verdicts of all versions; the code stays, and when it was."""
    for one in deleted:
        if await tx.row(IS_OWN, (one.code, one.coach_id)):
            await forget_code(tx, one.code, now)
            await erasure_codes.remember(tx, "check", one.code, now)


async def forget_code(tx: Transaction, code: str, now: datetime) -> None:
    """Delete what was answered and advised under a code."""
    tx.forgets()
    for sql in DELETE:
        await tx.run(sql, (code, stamp(now))[: 2 if "?2" in sql else 1])


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
) -> list[tuple[Check, Outcome, bool]]:
    """Return a coach's checks, newest first: the computed verdict, and if any was set aside."""
    rows = await tx.rows(OF_COACH, (coach, at_most, skip))
    return [(_check(row[:8]), Outcome(row[8]), bool(row[9])) for row in rows]


async def one(tx: Transaction, id_: int) -> Check | None:
    """Return the check with this id."""
    row = await tx.row(COLUMNS + "WHERE id = ?", (id_,))
    return _check(row) if row else None


async def by_code(tx: Transaction, code: str) -> Check | None:
    """Return the newest version of the check with this code."""
    row = await tx.row(COLUMNS + "WHERE code = ? ORDER BY version DESC LIMIT 1", (code,))
    return _check(row) if row else None


async def versions(tx: Transaction, code: str) -> list[Check]:
    """Return all versions of the check with this code, newest first."""
    rows = await tx.rows(COLUMNS + "WHERE code = ? ORDER BY version DESC", (code,))
    return [_check(row) for row in rows]


def _check(row: Row) -> Check:
    id_, code, conversation, coach, saved_at, version, newest, deleted_at = row
    gone = parse_stamp(deleted_at) if deleted_at else None
    return Check(id_, code, conversation, coach, parse_stamp(saved_at), version, bool(newest), gone)
