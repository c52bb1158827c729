"""Counts for the figures, read from the tallies by month: as fast after many years as at first.

Only drafts that stand open are counted one by one: they are few, since none is kept for long.
Every time begins with a month.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from bot.changes import AtWork
from bot.clock import parse_stamp, stamp
from bot.store.database import Transaction
from bot.store.tallies import month

FIRST = """
SELECT min(month) FROM (
    SELECT (SELECT min(month) FROM tallies WHERE figure = f.value AND n > 0) AS month
    FROM json_each('["proposals", "checks", "left"]') AS f
    UNION ALL
    SELECT (SELECT month FROM months WHERE begins <= (
        SELECT min(started_at) FROM conversations WHERE flow = 'propose_task' AND status = 'open')
        ORDER BY begins DESC LIMIT 1)
    UNION ALL
    SELECT (SELECT month FROM months WHERE begins <= (SELECT min(at) FROM at_work)
        ORDER BY begins DESC LIMIT 1)
)
"""

BY_STRETCH = """
SELECT s.key, t.outcome, sum(t.n)
FROM json_each(?) AS s CROSS JOIN tallies AS t
  ON t.figure = 'proposals' AND t.month >= json_extract(s.value, '$[0]')
 AND t.month < json_extract(s.value, '$[1]')
GROUP BY 1, 2
"""

TALLIED = """
SELECT subject, outcome, sum(n) FROM tallies WHERE figure = ? AND month >= ? GROUP BY 1, 2
"""

OPEN = """
SELECT count(*) FROM conversations
WHERE flow = 'propose_task' AND status = 'open'
  AND started_at >= (SELECT begins FROM months WHERE month = ?)
"""

ANSWERED = """
SELECT a.question, count(*)
FROM conversations AS c CROSS JOIN answers AS a ON a.conversation_id = c.id
WHERE c.flow = 'propose_task' AND c.status = 'open'
  AND c.started_at >= (SELECT begins FROM months WHERE month = ?)
GROUP BY 1
"""

AT_WORK = "SELECT at, people FROM at_work ORDER BY at DESC LIMIT 400"

PUT_AT_WORK = """
INSERT INTO at_work (at, people, entered_by) VALUES (?, ?, ?)
ON CONFLICT (at) DO UPDATE SET people = excluded.people, entered_by = excluded.entered_by
"""


async def first(tx: Transaction) -> date | None:
    """Return the first day of the month in which anything that can be counted first happened."""
    row = await tx.row(FIRST)
    return date.fromisoformat(f"{row[0]}-01") if row and row[0] else None


async def by_stretch(
    tx: Transaction, stretches: Sequence[tuple[date, date]]
) -> list[tuple[int, str, int]]:
    """Count proposals by the stretch of months they were sent in, by its place, and by status."""
    bounds = json.dumps([[month(start), month(end)] for start, end in stretches])
    return [(at, status, n) for at, status, n in await tx.rows(BY_STRETCH, (bounds,)) if n]


async def by_district(tx: Transaction, since: date) -> list[tuple[str | None, str, int]]:
    """Count proposals by district, None for the whole municipality, and by status."""
    rows = await _tallied(tx, "proposals", since)
    return [(district or None, status, n) for district, status, n in rows]


async def of_tasks(tx: Transaction, since: date) -> list[tuple[str, str, bool, int]]:
    """Count what proposals do not meet: condition, outcome, whether approved all the same."""
    return [
        (condition, outcome, approved, n)
        for figure, approved in (("tasks", False), ("tasks approved", True))
        for condition, outcome, n in await _tallied(tx, figure, since)
    ]


async def of_candidates(tx: Transaction, since: date) -> list[tuple[str, str, int]]:
    """Count what candidates do not meet: condition and outcome."""
    return await _tallied(tx, "candidates", since)


async def overridden(tx: Transaction, since: date) -> list[tuple[str, int]]:
    """Count the checks in which a coach decided otherwise, by condition."""
    return [(condition, n) for condition, _, n in await _tallied(tx, "overridden", since)]


async def checks(tx: Transaction, since: date) -> list[tuple[str, int]]:
    """Count the checks by the advice that was computed."""
    return [(outcome, n) for _, outcome, n in await _tallied(tx, "checks", since)]


async def sent_and_left(tx: Transaction, since: date) -> tuple[int, int, list[tuple[str, int]]]:
    """Count the proposals that were begun and sent, those not sent, and the latter's answers."""
    sent, left = [await _all(tx, figure, since) for figure in ("sent", "left")]
    open_ = await tx.row(OPEN, (month(since),))
    answered = Counter[str]()
    for question, n in await tx.rows(ANSWERED, (month(since),)):
        answered[question] += n
    for question, _, n in await _tallied(tx, "answered", since):
        answered[question] += n
    return sent, left + (open_[0] if open_ else 0), list(answered.items())


async def _tallied(tx: Transaction, figure: str, since: date) -> list[tuple[str, str, int]]:
    rows = await tx.rows(TALLIED, (figure, month(since)))
    return [(subject, outcome, n) for subject, outcome, n in rows if n]


async def _all(tx: Transaction, figure: str, since: date) -> int:
    return sum(n for *_, n in await _tallied(tx, figure, since))


async def at_work(tx: Transaction) -> list[tuple[datetime, int]]:
    """Return the numbers of people at work that were entered, oldest first."""
    rows = await tx.rows(AT_WORK)
    return [(parse_stamp(at), people) for at, people in reversed(rows)]


async def put_at_work(tx: Transaction, entered: Iterable[AtWork]) -> None:
    """Keep numbers of people at work."""
    await tx.many(PUT_AT_WORK, ((stamp(e.at), e.people, e.entered_by) for e in entered))
