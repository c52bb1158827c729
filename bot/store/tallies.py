"""Counts kept by month: how they begin. Triggers keep them, in the transaction of each change.

A count goes down where a row is changed: another status, a check that is deleted by its coach or
has a later version. It never goes down where a row is deleted from its table. So figures about
the past stay as they were when retention deletes what they were counted from. Whoever purges:

- proposals, checks, verdicts, overrides and conversations that have ended: delete the rows, and
  change nothing in them before;
- a draft: make its `status` 'dropped' first, while it has its answers; then delete. It is counted
  as left at the question it stood at. (An open draft is counted where it is, so without this it
  would be gone from the figures.)

`bot/store/forgetting.py` does so.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime

from bot.clock import stamp
from bot.store.database import Transaction

BEGAN = 2020
"""The year in which the Basisbaan began: nothing is older."""

AHEAD = 10
"""Years that a bot may run before it is started again."""

EARLIEST = "SELECT min(month) FROM months"

KNOW = """
INSERT INTO months (month, begins)
SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]') FROM json_each(?1) WHERE true
ON CONFLICT (month) DO UPDATE SET begins = excluded.begins
WHERE begins > ?2 AND begins <> excluded.begins
"""

COUNT_ALL = """
INSERT INTO tallies (figure, month, subject, outcome, n)
SELECT figure, (SELECT month FROM months WHERE begins <= at ORDER BY begins DESC LIMIT 1) AS of,
       subject, outcome, count(*)
FROM (SELECT * FROM proposal_counts UNION ALL SELECT * FROM check_counts
      UNION ALL SELECT * FROM talk_counts)
GROUP BY figure, of, subject, outcome HAVING of IS NOT NULL
"""


def month(day: date) -> str:
    """Return the month of a day as it is stored."""
    return f"{day:%Y-%m}"


async def begin(tx: Transaction, begins: Callable[[date], datetime], now: datetime) -> None:
    """Make known when months begin here, and count what was there before that was known.

    To be done at each start. In another time zone months begin otherwise from the next one on:
    those that have begun keep what was counted in them.
    """
    first = await tx.row(EARLIEST) == (None,)
    years = range(BEGAN, now.year + AHEAD + 1)
    days = [date(year, number, 1) for year in years for number in range(1, 13)]
    known = [(month(day), stamp(begins(day))) for day in days]
    await tx.run(KNOW, (json.dumps(known), stamp(now)))
    if first:
        await tx.run(COUNT_ALL)
