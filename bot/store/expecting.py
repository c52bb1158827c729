"""What the next words that someone types are for."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime

from bot.changes import Expected
from bot.clock import stamp
from bot.records import Sent
from bot.store.database import Query, Row, Transaction

LOAD = """
SELECT e.person_id, e.purpose, e.subject, e.content, o.message_id
FROM expecting e
LEFT JOIN outbox o ON o.id = iif(json_valid(e.content), e.content ->> '$.delivery', NULL)
WHERE e.person_id IN (SELECT value FROM json_each(?)) AND json_valid(e.content)
"""

PUT = """
INSERT INTO expecting (person_id, purpose, subject, content, asked_at) VALUES (?, ?, ?, ?, ?)
ON CONFLICT (person_id) DO UPDATE SET
    purpose = excluded.purpose, subject = excluded.subject,
    content = excluded.content, asked_at = excluded.asked_at
"""


def wanted(json_people: str) -> Query:
    """Return the query for what is expected of these people, a JSON list."""
    return LOAD, (json_people,)


def found(rows: Iterable[Row]) -> dict[int, Expected | None]:
    """Return what is in the rows of that query, by person."""
    return {row[0]: _expected(*row[1:]) for row in rows}


def _expected(purpose: str, subject: int, stored: str, sent_as: int | None) -> Expected:
    kept = json.loads(stored)
    delivery, message = kept["delivery"], kept["message"]
    prompt = None if delivery is None else Sent(delivery, message or sent_as)
    return Expected(purpose, subject, kept["content"], prompt)


async def save(tx: Transaction, changed: Mapping[int, Expected | None], now: datetime) -> None:
    """Keep what is expected now; drop what no longer is."""
    gone = [(person,) for person, expected in changed.items() if expected is None]
    await tx.many("DELETE FROM expecting WHERE person_id = ?", gone)
    await tx.many(
        PUT,
        (
            (person, e.purpose, e.subject, _stored(e), stamp(now))
            for person, e in changed.items()
            if e is not None
        ),
    )


def _stored(expected: Expected) -> str:
    """Return what was chosen so far, and the message that asks for words."""
    prompt = expected.prompt
    return json.dumps(
        {
            "content": expected.content,
            "delivery": prompt.delivery if prompt else None,
            "message": prompt.message_id if prompt else None,
        }
    )
