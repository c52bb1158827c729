"""Approved tasks, as coaches look for them: by district, hours and guidance."""

from __future__ import annotations

from dataclasses import dataclass

from bot.store.database import Transaction

SHOWN = ("description", "place", "hours", "season", "guidance")
"""The answers that a coach sees; never who proposed it or how to reach them."""

LOW = "CAST(h.value AS REAL)"
HIGH = """
CASE WHEN h.value LIKE '%+' THEN 168
     WHEN instr(h.value, '-') THEN CAST(substr(h.value, instr(h.value, '-') + 1) AS REAL)
     ELSE CAST(h.value AS REAL) END
"""

PAGE = f"""
SELECT p.id, d.value, w.value
FROM proposals p
JOIN answers d ON d.conversation_id = p.conversation_id AND d.question = 'description'
JOIN answers w ON w.conversation_id = p.conversation_id AND w.question = 'place'
JOIN answers h ON h.conversation_id = p.conversation_id AND h.question = 'hours'
JOIN answers g ON g.conversation_id = p.conversation_id AND g.question = 'guidance'
WHERE p.status = 'approved'
  AND (?1 = '' OR coalesce(p.district, ?1) = ?1)
  AND (?2 = '' OR g.value = ?2)
  AND (?4 = 0 OR h.value <> 'unsure' AND {LOW} <= ?4 AND {HIGH} >= ?3)
ORDER BY p.submitted_at DESC LIMIT ?5 OFFSET ?6
"""  # noqa: S608 - no part of it comes from outside  # nosec B608

ONE = """
SELECT a.question, a.value FROM proposals p JOIN answers a ON a.conversation_id = p.conversation_id
WHERE p.id = ? AND p.status = 'approved'
"""


@dataclass(frozen=True)
class Wanted:
    """What a coach looks for; empty, or no hours: all."""

    district: str = ""
    guidance: str = ""
    least: int = 0
    most: int = 0


@dataclass(frozen=True)
class Listed:
    """One line of the list."""

    id: int
    description: str
    place: str


async def page(tx: Transaction, wanted: Wanted, at_most: int, skip: int) -> list[Listed]:
    """Return approved tasks, newest first. A task for all districts is in each of them."""
    asked = (wanted.district, wanted.guidance, wanted.least, wanted.most, at_most, skip)
    return [Listed(*row) for row in await tx.rows(PAGE, asked)]


async def one(tx: Transaction, id_: int) -> dict[str, str]:
    """Return what a coach sees of an approved task; nothing when there is none by this id."""
    rows = await tx.rows(ONE, (id_,))
    return {question: value for question, value in rows if question in SHOWN}
