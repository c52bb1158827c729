"""Counts for the figures. Each is made within an index, for the time that is asked about."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime

from bot.changes import AtWork
from bot.clock import parse_stamp, stamp
from bot.records import ProposalStatus
from bot.store.database import Transaction

STATUSES = json.dumps(list(ProposalStatus))
"""A count is asked for one status at a time: within an index that is a range, and fast."""

FIRST = """
SELECT min(at) FROM (
    SELECT min(submitted_at) AS at FROM proposals
    UNION ALL SELECT min(saved_at) FROM checks WHERE newest = 1 AND deleted_at IS NULL
    UNION ALL SELECT min(started_at) FROM conversations
              WHERE flow = 'propose_task' AND status = 'open'
    UNION ALL SELECT min(at) FROM at_work
)
"""

BY_STRETCH = """
SELECT s.key, t.value, (
    SELECT count(*) FROM proposals AS p
    WHERE p.status = t.value AND p.submitted_at >= json_extract(s.value, '$[0]')
      AND p.submitted_at < json_extract(s.value, '$[1]'))
FROM json_each(?) AS s CROSS JOIN json_each(?) AS t
"""

BY_DISTRICT = """
SELECT d.value, t.value, (
    SELECT count(*) FROM proposals AS p
    WHERE p.district IS d.value AND p.status = t.value AND p.submitted_at >= ?)
FROM json_each(?) AS d CROSS JOIN json_each(?) AS t
"""

OF_TASKS = """
SELECT v.condition, v.outcome, p.status IN ('approved', 'rechecked', 'closed'), count(*)
FROM proposals AS p CROSS JOIN verdicts AS v ON v.conversation_id = p.conversation_id
WHERE p.submitted_at >= ? AND p.overall <> 'met' AND v.outcome <> 'met'
GROUP BY 1, 2, 3
"""

OF_CANDIDATES = """
SELECT v.condition, v.outcome, count(*)
FROM checks AS c CROSS JOIN verdicts AS v ON v.conversation_id = c.conversation_id
WHERE c.newest = 1 AND c.deleted_at IS NULL AND c.saved_at >= ?
  AND c.overall <> 'met' AND v.outcome <> 'met'
GROUP BY 1, 2
"""

OVERRIDDEN = """
SELECT o.condition, count(DISTINCT o.check_id)
FROM overrides AS o CROSS JOIN checks AS c ON c.id = o.check_id
WHERE o.at >= ?1 AND c.newest = 1 AND c.deleted_at IS NULL AND c.saved_at >= ?1
GROUP BY 1
"""

CHECKS = """
SELECT overall, count(*) FROM checks
WHERE newest = 1 AND deleted_at IS NULL AND saved_at >= ? GROUP BY 1
"""

SENT = """
SELECT count(*) FROM conversations
WHERE flow = 'propose_task' AND status = 'submitted' AND started_at >= ?
"""

LEFT = """
SELECT count(*) FROM conversations
WHERE flow = 'propose_task' AND status IN ('open', 'dropped') AND started_at >= ?
"""

ANSWERED = """
SELECT a.question, count(*)
FROM conversations AS c CROSS JOIN answers AS a ON a.conversation_id = c.id
WHERE c.flow = 'propose_task' AND c.status IN ('open', 'dropped') AND c.started_at >= ?
GROUP BY 1
"""

AT_WORK = "SELECT at, people FROM at_work ORDER BY at DESC LIMIT 400"

PUT_AT_WORK = """
INSERT INTO at_work (at, people, entered_by) VALUES (?, ?, ?)
ON CONFLICT (at) DO UPDATE SET people = excluded.people, entered_by = excluded.entered_by
"""


async def first(tx: Transaction) -> datetime | None:
    """Return when anything that can be counted first happened."""
    row = await tx.row(FIRST)
    return parse_stamp(row[0]) if row and row[0] else None


async def by_stretch(
    tx: Transaction, stretches: Sequence[tuple[datetime, datetime]]
) -> list[tuple[int, str, int]]:
    """Count proposals by the stretch of time they were sent in, by its place, and by status."""
    bounds = json.dumps([[stamp(start), stamp(end)] for start, end in stretches])
    rows = await tx.rows(BY_STRETCH, (bounds, STATUSES))
    return [(at, status, n) for at, status, n in rows if n]


async def by_district(
    tx: Transaction, known: Iterable[str], since: datetime
) -> list[tuple[str | None, str, int]]:
    """Count proposals by these districts, None for the whole municipality, and by status."""
    names = json.dumps([*known, None])
    rows = await tx.rows(BY_DISTRICT, (stamp(since), names, STATUSES))
    return [(district, status, n) for district, status, n in rows if n]


async def of_tasks(tx: Transaction, since: datetime) -> list[tuple[str, str, bool, int]]:
    """Count what proposals do not meet: condition, outcome, whether approved all the same."""
    rows = await tx.rows(OF_TASKS, (stamp(since),))
    return [(condition, outcome, bool(kept), n) for condition, outcome, kept, n in rows]


async def of_candidates(tx: Transaction, since: datetime) -> list[tuple[str, str, int]]:
    """Count what candidates do not meet: condition and outcome."""
    rows = await tx.rows(OF_CANDIDATES, (stamp(since),))
    return [(condition, outcome, n) for condition, outcome, n in rows]


async def overridden(tx: Transaction, since: datetime) -> list[tuple[str, int]]:
    """Count the checks in which a coach decided otherwise, by condition."""
    return [(condition, n) for condition, n in await tx.rows(OVERRIDDEN, (stamp(since),))]


async def checks(tx: Transaction, since: datetime) -> list[tuple[str, int]]:
    """Count the checks by the advice that was computed."""
    return [(outcome, n) for outcome, n in await tx.rows(CHECKS, (stamp(since),))]


async def sent_and_left(tx: Transaction, since: datetime) -> tuple[int, int, list[tuple[str, int]]]:
    """Count the proposals that were begun and sent, those not sent, and the latter's answers."""
    sent = await tx.row(SENT, (stamp(since),))
    left = await tx.row(LEFT, (stamp(since),))
    answered = await tx.rows(ANSWERED, (stamp(since),))
    return sent[0] if sent else 0, left[0] if left else 0, [(key, n) for key, n in answered]


async def at_work(tx: Transaction) -> list[tuple[datetime, int]]:
    """Return the numbers of people at work that were entered, oldest first."""
    rows = await tx.rows(AT_WORK)
    return [(parse_stamp(at), people) for at, people in reversed(rows)]


async def put_at_work(tx: Transaction, entered: Iterable[AtWork]) -> None:
    """Keep numbers of people at work."""
    await tx.many(PUT_AT_WORK, ((stamp(e.at), e.people, e.entered_by) for e in entered))
